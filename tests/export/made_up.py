"""Workshops made up for tests: as small, as large and as unruly as they come."""

from __future__ import annotations

from lsp_workshop.domain.model import (
    Action,
    Answer,
    AnswerStatus,
    Apology,
    Ballot,
    BallotOption,
    BallotStatus,
    Decision,
    Feedback,
    Group,
    Lesson,
    Method,
    Organisation,
    ParkingLotItem,
    Participant,
    Partnership,
    Photo,
    Picture,
    Pledge,
    Question,
    Record,
    Sector,
    Stage,
    Theme,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.pictures import as_text
from lsp_workshop.domain.workshop import Workshop
from tests.domain.flip_charts import flip_chart


def bare(**details: object) -> list[Record]:
    """A workshop with a stage and a question and nothing else."""
    return [
        WorkshopDetails(id="workshop", title="A day", date="2026-03-12", **details),  # type: ignore[arg-type]
        Stage(id="S1", number=1, title="Purpose"),
        Question(id="Q1.1", stage_id="S1", number="1.1", text="Why have it?"),
    ]


def with_answers(*texts: str) -> Workshop:
    answers = [Answer(id=f"a{n}", question_id="Q1.1", group_id="g1", text=text) for n, text in enumerate(texts)]
    return Workshop([*bare(), Group(id="g1", label="A"), *answers])


def everywhere(text: str) -> Workshop:
    """The same text in every place where somebody can type one."""
    records: list[Record] = [
        WorkshopDetails(
            id="workshop", title=text, subtitle=text, date=text, venue=text, facilitator=text, scribe=text,
            purpose=text, record_status=text, ground_rules=(text,), group_noun=text,
            partnership=Partnership(name=text, area=text, focus_areas=(text,)),
        ),
        Sector(id="s1", name=text),
        Organisation(id="o1", name=text, sector_id="s1"),
        Group(id="g1", label=text, name=text, host_id="p1"),
        Participant(
            id="p1", name=text, role=text, organisation_id="o1", group_id="g1", attended=True, named_in_record=True
        ),
        Participant(id="p2", name="Unnamed", role=text, organisation_id="o1", group_id="g1", attended=True),
        Apology(id="ap1", name=text, organisation=text),
        Stage(id="S1", number=1, title=text, subtitle=text),
        Question(id="Q1.1", stage_id="S1", number="1.1", text=text),
        Theme(id="t1", stage_id="S1", title=text),
        Answer(id="a1", question_id="Q1.1", group_id="g1", text=text, theme_id="t1", headline=True),
        Answer(id="a2", question_id="Q1.1", participant_id="p1", text=text, minority_view=True),
        Answer(id="a3", question_id="Q1.1", text=text, status=AnswerStatus.SET_ASIDE, first_text=f"{text}!"),
        Ballot(
            id="b1", title=text, method=Method.DOTS, stage_id="S1", question_id="Q1.1", status=BallotStatus.CLOSED,
            options=(BallotOption(id="x", label=text), BallotOption(id="y", label=text)), tie_settled=text,
        ),
        Vote(id="v1", ballot_id="b1", sector_id="s1", choices={"x": 2}, comment=text),
        Decision(id="d1", text=text, how=text, outcome=text, dissent=text, ballot_id="b1"),
        Action(id="ac1", title=text, target=text, first_step=text, owner_participant_id="p1", due=text),
        Pledge(id="pl1", text=text, organisation_id="o1", participant_id="p1", due=text),
        Lesson(id="l1", text=text, kind=text, share_with=text),
        ParkingLotItem(id="pk1", text=text, raised_by=text, status=text, answer_by=text),
        Feedback(id="feedback", comments=(text,)),
        Picture(id="pi1", data=as_text(flip_chart())),
        Photo(
            id="ph1", question_id="Q1.1", picture_id="pi1", width=60, height=80, caption=text, description=text,
            public=True,
        ),
    ]  # fmt: skip
    return Workshop(records)


def people(count: int) -> Workshop:
    """So many people at tables of six, from ten organisations in three sectors."""
    sectors = [Sector(id=f"s{n}", name=name, order=n) for n, name in enumerate(("Public", "Private", "Voluntary"))]
    bodies = [Organisation(id=f"o{n}", name=f"Organisation {n}", sector_id=f"s{n % 3}") for n in range(min(count, 10))]
    groups = [Group(id=f"g{n}", label=chr(ord("A") + n)) for n in range((count + 5) // 6)]
    everybody = [
        Participant(
            id=f"p{n}", name=f"Person Number{n:02}", role="Officer", organisation_id=f"o{n % len(bodies)}",
            group_id=f"g{n // 6}", attended=True, named_in_record=True,
        )
        for n in range(count)
    ]  # fmt: skip
    return Workshop([*bare(), *sectors, *bodies, *groups, *everybody])
