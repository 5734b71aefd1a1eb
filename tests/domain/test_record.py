"""The printable record as data: what may be said about whom, and that nothing of the day is lost."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain import codec
from lsp_workshop.domain.framework import Framework, read_framework
from lsp_workshop.domain.model import (
    DETAILS_ID,
    RECORD_TYPE,
    Action,
    AgendaItem,
    AgendaStep,
    Answer,
    AnswerStatus,
    Ballot,
    BallotOption,
    BallotStatus,
    Correction,
    Decision,
    Lesson,
    Method,
    Organisation,
    ParkingLotItem,
    Participant,
    Question,
    Record,
    Secrecy,
    Stage,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.extent import Extent
from lsp_workshop.domain.record.figure_parts import (
    BarChart,
    MatrixChart,
    RoundsChart,
    ScaleChart,
    SpreadChart,
    TimelineChart,
)
from lsp_workshop.domain.record.parts import AnswerList, Heading, Table
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import date_words, dates_in, listed, number, percent, short_date, shortened
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.paths import resource
from tests.domain.reading import blocks, said, section

REFUSED = ("Bullen", "Adair")


def _records(data: dict[str, Any]) -> Iterable[Record]:
    for name, value in data.items():
        kind = RECORD_TYPE.get(name)
        if kind is None:
            continue
        items = [{**value, "id": name}] if isinstance(value, dict) else value
        for place, item in enumerate(items, start=1):
            yield codec.decode(kind, {**item, "id": item.get("id") or item.get("ballot_id") or f"{name}{place}"})


@pytest.fixture(scope="module")
def sample() -> Workshop:
    return Workshop(_records(json.loads(resource("sample/aldermouth.json").read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def framework() -> Framework:
    return read_framework(json.loads(resource("framework.json").read_text(encoding="utf-8")))


def changed(workshop: Workshop, change: Callable[[Record], Record | None], *added: Record) -> Workshop:
    """The workshop with every record changed; None takes one out."""
    return Workshop([after for record in workshop.records() if (after := change(record)) is not None] + list(added))


# --- the whole ----------------------------------------------------------------------------------------------


def test_sections_come_in_the_order_of_the_day(sample: Workshop, framework: Framework) -> None:
    """Otherwise people look for the plan before the answers that led to it."""
    titles = [each.title for each in printable_record(sample, framework).sections]
    assert titles[:3] == ["The day on one page", "Who was there", "Purpose and agenda"]
    assert titles[3:8] == [stage.title for stage in sample.stages()]
    assert titles[8:] == [
        "The vision", "Objectives and indicators", "Action plan", "Who does what, and when", "Pledges",
        "Partnership health check", "Decisions",
        "Accountability and review", "Lessons", "Parking lot", "Feedback", "How the votes were worked out",
        "The questions and their source",
    ]  # fmt: skip


def test_sections_with_nothing_in_them_are_left_out(framework: Framework) -> None:
    """Otherwise a short meeting hands out pages of empty headings."""
    empty = Workshop([WorkshopDetails(id=DETAILS_ID, title="A day")])
    assert printable_record(empty, framework).sections == ()


def test_each_kept_answer_stands_once_in_its_stage(sample: Workshop, framework: Framework) -> None:
    """Otherwise an answer is missing, or seems to have been said twice."""
    record = printable_record(sample, framework)
    printed: list[str] = []
    for stage in sample.stages():
        for block in section(record, f"stage-{stage.id}").blocks:
            if isinstance(block, AnswerList):
                printed += [answer.text for group in block.groups for answer in group.answers]
    assert sorted(printed) == sorted(answer.text for answer in sample.all(Answer))
    assert len(printed) == 164


def test_minority_views_are_marked(sample: Workshop, framework: Framework) -> None:
    """Otherwise those who disagreed vanish in the list."""
    marked = [
        answer.text
        for block in blocks(printable_record(sample, framework), AnswerList)
        for group in block.groups
        for answer in group.answers
        if "Minority view" in answer.marks
    ]
    assert sorted(marked) == sorted(answer.text for answer in sample.all(Answer) if answer.minority_view)
    assert len(marked) == 3


def test_answers_stand_with_their_table(sample: Workshop, framework: Framework) -> None:
    """Otherwise a table can't find its own words."""
    lists = blocks(printable_record(sample, framework), AnswerList)
    assert {block.noun for block in lists} == {"Table"}
    assert {a.source for block in lists for group in block.groups for a in group.answers} == set("ABCDEF")


def test_merged_and_set_aside_answers_stand_in_the_appendix(sample: Workshop, framework: Framework) -> None:
    """Otherwise merging would be a way to lose what somebody said."""

    def change(record: Record) -> Record:
        if isinstance(record, Answer) and record.id == "c001":
            return dataclasses.replace(record, status=AnswerStatus.MERGED, merged_into_id="c003")
        if isinstance(record, Answer) and record.id == "c002":
            return dataclasses.replace(record, status=AnswerStatus.SET_ASIDE)
        if isinstance(record, Answer) and record.id == "c003":
            return dataclasses.replace(record, first_text="The words as first said")
        return record

    record = printable_record(changed(sample, change), framework)
    appendix = said(section(record, "Answers merged or set aside"))
    for answer_id in ("c001", "c002"):
        words = sample.get(Answer, answer_id).text
        assert words in appendix
        assert words not in said(section(record, "stage-S1"))
    assert "The words as first said" in appendix


def test_the_listing_by_table_is_a_choice(sample: Workshop, framework: Framework) -> None:
    """Otherwise every record is a third longer than it need be."""
    with_listing = printable_record(sample, framework, extent=Extent(by_group=True))
    assert "All answers by table" in [each.title for each in with_listing.sections]
    listing = said(section(with_listing, "All answers by table"))
    assert all(answer.text in listing for answer in sample.all(Answer))


def test_answers_to_a_hidden_question_are_not_lost(framework: Framework) -> None:
    """Otherwise hiding a question after the fact deletes what people said to it."""
    workshop = Workshop(
        [
            WorkshopDetails(id=DETAILS_ID, title="A day"),
            Stage(id="S1", number=1, title="Purpose"),
            Question(id="q", stage_id="S1", number="1.1", text="Why?", hidden=True),
            Answer(id="a", question_id="q", text="Because"),
            Answer(id="b", question_id="gone", text="An answer to a question that is gone"),
        ]
    )
    words = said(printable_record(workshop, framework))
    assert "Because" in words
    assert "An answer to a question that is gone" in words


def test_a_vote_that_belongs_to_no_stage_is_not_lost(framework: Framework) -> None:
    """Otherwise a vote taken over lunch is missing from the record."""
    ballot = Ballot(
        id="b", title="Where shall we meet next?", method=Method.DOTS, options=(BallotOption(id="x", label="Here"),)
    )
    workshop = Workshop([WorkshopDetails(id=DETAILS_ID, title="A day"), ballot])
    assert "Where shall we meet next?" in said(section(printable_record(workshop, framework), "Other votes"))


# --- names --------------------------------------------------------------------------------------------------


def test_who_refused_is_named_nowhere(sample: Workshop, framework: Framework) -> None:
    """Otherwise a promise made at the sign-in sheet is broken."""
    words = said(printable_record(sample, framework))
    assert [name for name in REFUSED if name in words] == []


def test_nobody_is_named_without_consent_wherever_they_appear(sample: Workshop, framework: Framework) -> None:
    """Otherwise the chair, a host, an owner or a voter is named against their will."""

    def refuse(record: Record) -> Record:
        return dataclasses.replace(record, named_in_record=False) if isinstance(record, Participant) else record

    words = said(printable_record(changed(sample, refuse), framework))
    assert [p.name for p in sample.all(Participant) if p.name in words] == []
    assert "Vice Principal, Aldermouth College" in words


def test_the_public_version_names_nobody(sample: Workshop, framework: Framework) -> None:
    """Otherwise the version for the web names those who agreed to be named among partners only."""
    record = printable_record(sample, framework, public=True)
    words = said(record)
    assert [p.name for p in sample.all(Participant) if p.name in words] == []
    assert not any(name in words for name in ("Maren Ashdown", "Tobin Fairlie", "Imogen Farrow", "Derek Sandiford"))
    assert "Table Ferry" in words


def test_a_name_typed_into_the_parking_lot_follows_the_same_rule(sample: Workshop, framework: Framework) -> None:
    """Otherwise "raised by" is a back door for a name."""

    def raised(record: Record) -> Record:
        if isinstance(record, ParkingLotItem) and record.id == "pk01":
            return dataclasses.replace(record, raised_by="tracey bullen")
        return record

    words = said(printable_record(changed(sample, raised), framework)).casefold()
    assert "bullen" not in words
    assert "chair, kelby road tenants' group" in words


def test_a_registered_name_in_what_was_typed_follows_the_same_rule(sample: Workshop, framework: Framework) -> None:
    """Who refused to be named is not named by somebody else's answer, dissent or lesson either."""
    refused = "Tracey  BULLEN"

    def change(record: Record) -> Record:
        if isinstance(record, Answer) and record.id == "c001":
            return dataclasses.replace(record, text=f"Ask {refused}, she knows; and Priya Menon")
        if isinstance(record, Decision):
            return dataclasses.replace(record, dissent=f"{refused} would not agree")
        return record

    workshop = changed(sample, change)
    partners, public = (said(printable_record(workshop, framework, public=public)) for public in (False, True))
    for printed in (partners, public):
        assert "bullen" not in printed.casefold()
        assert "Ask Chair, Kelby Road Tenants' Group, she knows" in printed
    assert "and Priya Menon" in partners
    assert "Priya Menon" not in public


def test_whom_to_share_a_lesson_with_follows_the_same_rule(sample: Workshop, framework: Framework) -> None:
    """Otherwise the public version names whoever a lesson was meant for."""
    lesson = Lesson(id="l9", text="Ask first", share_with="Fiona Catterick")
    workshop = changed(sample, lambda record: record, lesson)
    assert "Fiona Catterick" in said(section(printable_record(workshop, framework), "lessons"))
    public = said(section(printable_record(workshop, framework, public=True), "lessons"))
    assert "Ask first" in public
    assert "Fiona Catterick" not in public


@pytest.mark.parametrize("order", [(True, False), (False, True)])
def test_of_namesakes_all_must_agree_to_be_named(framework: Framework, order: tuple[bool, bool]) -> None:
    """Otherwise one John Smith's consent prints the name of the one who refused."""
    namesakes = [
        Participant(id=f"p{place}", name="John Smith", role=f"Role {place}", attended=True, named_in_record=agreed)
        for place, agreed in enumerate(order)
    ]
    item = ParkingLotItem(id="k", text="Later", raised_by="john smith")
    workshop = Workshop([WorkshopDetails(id=DETAILS_ID, title="A day"), *namesakes, item])
    words = said(section(printable_record(workshop, framework), "parking"))
    assert "A participant" in words
    assert "John Smith" not in words
    both = [dataclasses.replace(each, named_in_record=True) for each in namesakes]
    agreed_day = Workshop([WorkshopDetails(id=DETAILS_ID, title="A day"), *both, item])
    assert "John Smith" in said(section(printable_record(agreed_day, framework), "parking"))


def test_private_things_stay_private(sample: Workshop, framework: Framework) -> None:
    """Otherwise everybody reads who needs a hearing loop and when somebody came late."""
    words = said(printable_record(sample, framework))
    assert "Hearing loop" not in words
    assert "09:41" not in words


# --- votes --------------------------------------------------------------------------------------------------


def _threshold(sample: Workshop, threshold: int) -> Workshop:
    def change(record: Record) -> Record:
        if isinstance(record, WorkshopDetails):
            return dataclasses.replace(record, small_group_threshold=threshold)
        return record

    return changed(sample, change)


def test_a_hidden_sectors_votes_leave_no_trace(sample: Workshop, framework: Framework) -> None:
    """Otherwise five people's votes can be read out of the record."""
    guarded = _threshold(sample, 6)
    hidden = result_of(guarded, "b6").hidden_sectors
    assert hidden, "the sample's private sector has five papers in the health check"
    swapped = _swap_papers(guarded, "b6", hidden)
    assert said(printable_record(swapped, framework)) == said(printable_record(guarded, framework))


def _swap_papers(workshop: Workshop, ballot_id: str, sectors: tuple[str, ...]) -> Workshop:
    """The hidden sectors' papers dealt out anew among themselves: totals stay, each sector's figures change."""
    papers = [vote for vote in workshop.votes_in(ballot_id) if vote.sector_id in sectors]
    dealt = dict(zip((paper.id for paper in papers), [*papers[3:], *papers[:3]], strict=True))

    def change(record: Record) -> Record:
        if isinstance(record, Vote) and record.id in dealt:
            return dataclasses.replace(record, choices=dealt[record.id].choices)
        return record

    swapped = changed(workshop, change)
    assert any(swapped.get(Vote, paper.id).choices != paper.choices for paper in papers)
    return swapped


def test_hidden_sectors_have_no_bar_and_no_words(sample: Workshop, framework: Framework) -> None:
    """Otherwise the chart is clean and its text alternative gives the votes away."""
    guarded = _threshold(sample, 8)
    record = printable_record(guarded, framework)
    for block in [*blocks(record, BarChart), *blocks(record, ScaleChart), *blocks(record, SpreadChart)]:
        # The note names who is not shown, and nothing but that.
        assert not any(letter.isdecimal() for letter in block.note.replace("fewer than 8 papers", ""))
        figures = block.alternative.removesuffix(block.note)
        for name in ("Private", "Voluntary", "Community"):
            assert f"{name}:" not in figures
            assert f"{name} " not in figures.partition("means by sector")[2]
    assert "fewer than 8 papers" in said(record)


def test_a_comment_from_a_hidden_sector_stands_alone(sample: Workshop, framework: Framework) -> None:
    """Otherwise the comment tells how a member of a hidden sector voted."""
    words = said(printable_record(_threshold(sample, 8), framework))
    assert "Would like the private sector quarterly breakfast counted as one of the meetings" in words
    assert "— Fiona Catterick" not in words
    assert "— Fiona Catterick: Concern" in said(printable_record(sample, framework))


def test_an_open_ballot_shows_no_totals(sample: Workshop, framework: Framework) -> None:
    """Otherwise a draft record handed out at lunch sways those who haven't voted."""

    def reopen(record: Record) -> Record:
        return dataclasses.replace(record, status=BallotStatus.OPEN) if isinstance(record, Ballot) else record

    record = printable_record(changed(sample, reopen), framework)
    charts = [*blocks(record, BarChart), *blocks(record, SpreadChart)]
    charts += [chart for chart in blocks(record, ScaleChart) if "Feedback" not in chart.alternative]
    assert charts == []
    assert "31 of 32 people voted" in said(record)
    assert "Split;" not in said(record)


def test_a_consent_round_without_a_scale_has_its_bars(framework: Framework) -> None:
    """Otherwise the record shows a chart without anything in it where the screen showed the room's answer."""
    options = (BallotOption(id="x", label="Meet monthly"), BallotOption(id="y", label="Meet here"))
    votes = [Vote(id=f"v{n}", ballot_id="b", choices={"x": 2, "y": n % 2 + 1}) for n in range(4)]
    for shown in (1, 2):
        chosen = [dataclasses.replace(v, choices=dict(list(v.choices.items())[:shown])) for v in votes]
        ballot = Ballot(
            id="b", title="Agreed?", method=Method.CONSENT, options=options[:shown], status=BallotStatus.CLOSED
        )
        workshop = Workshop([WorkshopDetails(id=DETAILS_ID, title="A day"), ballot, *chosen])
        (chart,) = blocks(printable_record(workshop, framework), ScaleChart)
        assert chart.points == ("Objection", "Concern", "Consent")
        assert [row.counts for row in chart.rows] == [(0, 0, 4), (0, 2, 2)][:shown]


def test_a_secret_ballot_shows_no_sectors(sample: Workshop, framework: Framework) -> None:
    """Otherwise a secret ballot isn't."""
    titles = {ballot.title for ballot in sample.all(Ballot) if ballot.secrecy is Secrecy.SECRET}
    stage = section(printable_record(sample, framework), "stage-S3")
    places = [n for n, block in enumerate(stage.blocks) if any(title in said(block) for title in titles)]
    chart = next(block for block in stage.blocks[places[0] :] if isinstance(block, BarChart))
    assert chart.sectors == ()
    assert "Public" not in chart.alternative


def test_text_alternatives_give_every_value(sample: Workshop, framework: Framework) -> None:
    """Otherwise who can't see a chart learns less than the others."""
    record = printable_record(sample, framework)
    chart = max(blocks(record, BarChart), key=lambda chart: len(chart.bars) * bool(chart.sectors))
    for option in result_of(sample, "b1").options:
        people = "person" if option.supporters == 1 else "people"
        assert f"{option.label}: {option.total} dots from {option.supporters} {people}" in chart.alternative
    for sector in chart.sectors:
        for bar, value in zip(chart.bars, sector.values, strict=True):
            assert f"{bar.label} {value:g}" in chart.alternative


def test_figures_in_print_are_the_results(sample: Workshop, framework: Framework) -> None:
    """Otherwise the record and the screen disagree."""
    chart = next(c for c in blocks(printable_record(sample, framework), BarChart) if c.sectors)
    assert [bar.value for bar in chart.bars] == [option.total for option in result_of(sample, "b1").options]


def test_verdicts_name_who_is_not_convinced(sample: Workshop, framework: Framework) -> None:
    """Otherwise a vote looks more united than it was."""
    words = said(section(printable_record(sample, framework), "stage-S3"))
    assert "Split; Voluntary and Community are not convinced." in words


# --- details ------------------------------------------------------------------------------------------------


def test_the_vision_stands_beside_what_was_withdrawn(sample: Workshop, framework: Framework) -> None:
    """Otherwise nobody sees what the room changed."""
    words = said(section(printable_record(sample, framework), "vision"))
    assert words.index("Withdrawn wording") < words.index("a vibrant, prosperous") < words.index("Adopted wording")
    assert "By 2036 Aldermouth and the Tarn" in words


def test_an_unfinished_action_says_what_is_missing(sample: Workshop, framework: Framework) -> None:
    """Otherwise an action without an owner looks like one with."""

    def strip(record: Record) -> Record:
        if isinstance(record, Action) and record.id == "a01":
            return dataclasses.replace(record, owner_participant_id=None, due=None)
        return record

    table = section(printable_record(changed(sample, strip), framework), "actions").blocks[0]
    assert isinstance(table, Table)
    assert said(table).count("Not yet agreed") == 2


def test_red_says_why(sample: Workshop, framework: Framework) -> None:
    """Otherwise the action is red in print, for those who see red, and nobody knows why."""

    def rate(record: Record) -> Record:
        if isinstance(record, Action) and record.id == "a01":
            return dataclasses.replace(record, rag="red", rag_reason="The data agreement is stuck")
        return record

    words = said(section(printable_record(changed(sample, rate), framework), "actions"))
    assert "Red: The data agreement is stuck" in words


def test_how_it_was_voted_stands_with_the_chart(sample: Workshop, framework: Framework) -> None:
    """Otherwise nobody can tell three dots each from one."""
    captions = [chart.caption for chart in blocks(printable_record(sample, framework), BarChart)]
    assert any(caption.startswith("Dot vote: 4 dots each; at most 2 on one;") for caption in captions)


def test_a_second_vote_has_the_first_beside_it(sample: Workshop, framework: Framework) -> None:
    """Otherwise nobody sees what the talk between the two has changed, or the same figures take a third chart."""
    charts = blocks(printable_record(sample, framework), ScaleChart)
    (both,) = (chart for chart in charts if any(row.label == "1st vote" for row in chart.rows))
    first = charts[charts.index(both) - 1]
    assert both.rows[1] == dataclasses.replace(first.rows[0], label="1st vote")
    assert both.rows[1].counts != both.rows[0].counts
    assert f"1st vote, everybody: {first.alternative.partition('Public:')[0]}"[:-2] in both.alternative
    assert not blocks(printable_record(sample, framework), RoundsChart)


def test_votes_on_other_scales_stay_in_a_chart_of_their_own(sample: Workshop, framework: Framework) -> None:
    """Otherwise a share from 3 upwards stands beside one from 4 as if they were the same."""

    def stricter(record: Record) -> Record:
        if isinstance(record, Ballot) and record.replaces_id and record.method is Method.SCALE:
            return dataclasses.replace(record, rules=dataclasses.replace(record.rules, accept_from=4))
        return record

    record = printable_record(changed(sample, stricter), framework)
    assert not [row for chart in blocks(record, ScaleChart) for row in chart.rows if row.label == "1st vote"]
    assert len(blocks(record, RoundsChart)) == 1


def test_one_line_on_who_was_missing_has_no_heading(sample: Workshop, framework: Framework) -> None:
    """Otherwise a heading and a line say the same twice; two lines need one to be found by."""
    titles = {heading.text for heading in blocks(printable_record(sample, framework), Heading)}
    assert "Apologies and who was missing" not in titles
    absent = Organisation(id="nobody", name="Nobody Here Trust")
    more = printable_record(changed(sample, lambda record: record, absent), framework)
    assert "Apologies and who was missing" in {heading.text for heading in blocks(more, Heading)}
    assert "Partners with nobody in the room: Nobody Here Trust." in said(more)


def test_ties_are_said_at_the_bar(sample: Workshop, framework: Framework) -> None:
    """Otherwise two equals look like a second and a third."""
    details = [bar.detail for chart in blocks(printable_record(sample, framework), BarChart) for bar in chart.bars]
    assert details.count("tied 2nd") == 2


def test_corrections_are_listed_with_their_date(sample: Workshop, framework: Framework) -> None:
    """Otherwise a record is changed after the day and nobody knows."""
    correction = Correction(id="k", at="2026-03-19T10:00:00", text="Owner of action 3 corrected")
    record = printable_record(changed(sample, lambda r: r, correction), framework)
    assert "19 March 2026, 10:00" in said(section(record, "Corrections"))
    assert "Owner of action 3 corrected" in said(record)
    assert record.made_at == "2026-03-19T10:00:00"


def test_a_draft_says_until_when_it_can_be_corrected(sample: Workshop, framework: Framework) -> None:
    """Otherwise a draft passes for the final word."""
    assert printable_record(sample, framework).status == "Draft 1, for correction by 20 March 2026"


def test_the_same_workshop_gives_the_same_record(sample: Workshop, framework: Framework) -> None:
    """Otherwise two printings of one day differ."""
    assert printable_record(sample, framework) == printable_record(sample.snapshot(), framework)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2026-03-12", "12 March 2026"),
        ("2026-03", "March 2026"),
        ("2026-03-12T10:01:00", "12 March 2026, 10:01"),
        ("2025", "2025"),
        ("2025-26", "2025-26"),
        ("2027-28", "2027-28"),
        ("2026-13", "2026-13"),
        ("2026-02-30", "2026-02-30"),
        ("next spring", "next spring"),
        ("", ""),
        (None, ""),
    ],
)
def test_dates_are_written_the_british_way(typed: str | None, printed: str) -> None:
    """Otherwise "2025-26", a financial year, turns into a month, or a date into a riddle."""
    assert date_words(typed) == printed


def test_small_words_read_well() -> None:
    """Otherwise the record reads like a machine wrote it."""
    assert dates_in("draft 1, by 2026-03-20") == "draft 1, by 20 March 2026"
    assert short_date("2026-09-17") == "17 Sep 2026"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert (number(250_000), number(7.8), percent(62.5)) == ("250,000", "7.8", "62.5%")
    assert shortened("one two three", 9) == "one two…"


@given(st.text("ab \n\u3000", max_size=60), st.integers(4, 20))
def test_a_title_is_cut_as_if_all_of_the_text_had_been_put_on_one_line(text: str, length: int) -> None:
    """Only the beginning of 20,000 characters is looked at; one that begins with space must not lose its words."""
    line = " ".join(text.split())
    short = shortened(text, length)
    assert short == line if len(line) <= length else short.endswith("…") and line.startswith(short[:-1])
    assert len(short) <= length + 1


def agenda_rows(workshop: Workshop, framework: Framework) -> list[list[str]]:
    """The agenda as printed, its head first."""
    table = next(b for b in section(printable_record(workshop, framework), "purpose").blocks if isinstance(b, Table))
    heads = [column.title for column in table.columns]
    return [heads, *([cell.text or cell.note for cell in row] for row in table.rows)]


def test_the_agenda_of_a_day_without_times_has_no_column_for_them(sample: Workshop, framework: Framework) -> None:
    """The first page that a new partnership prints has two empty columns under their heads."""
    others = [record for record in sample.records() if not isinstance(record, AgendaItem)]
    there = [dataclasses.replace(item, time="", method="", steps=()) for item in sample.agenda()]
    assert agenda_rows(Workshop([*others, *there]), framework)[0] == ["What", "Minutes"]


def test_the_agenda_says_what_was_planned_and_what_happened(sample: Workshop, framework: Framework) -> None:
    """Otherwise whoever plans the next day plans it as wrongly as this one."""
    there = [
        dataclasses.replace(
            item,
            minutes_given=50,
            time_given="10:05",
            started_at="2026-03-12T10:08:10",
            ended_at="2026-03-12T10:51:00",
            steps=(AgendaStep(title="Alone", minutes=1, minutes_given=9), AgendaStep(title="In pairs", minutes=2)),
        )
        if item.id == "ag03"
        else dataclasses.replace(item, cut=item.id == "ag05")
        for item in sample.agenda()
    ]
    workshop = Workshop([*(record for record in sample.records() if not isinstance(record, AgendaItem)), *there])
    rows = agenda_rows(workshop, framework)
    assert rows[0] == ["Time", "What", "How", "Minutes", "Began", "Actual"]
    how = "1-2-4-All (12 min), table answers, one headline per table; Alone (1), In pairs (2)"
    assert rows[3] == ["10:00", "Stage 1: Clarifying the purpose of the partnership", how, "40", "10:08", "43"]
    assert rows[5][-2:] == ["", "left out"]


def test_a_rehearsal_is_not_printed_as_the_day(sample: Workshop, framework: Framework) -> None:
    """ "Began 15:00" of the evening before would stand there without a date, as what happened."""
    for began, ended in (
        ("2026-03-11T15:00:00", "2026-03-11T15:30:00"),
        ("2026-03-11T15:00:00", "2026-03-12T10:00:00"),
    ):
        agenda = [dataclasses.replace(item, started_at=began, ended_at=ended) for item in sample.agenda()]
        others = [record for record in sample.records() if not isinstance(record, AgendaItem)]
        assert agenda_rows(Workshop([*others, *agenda]), framework)[0] == ["Time", "What", "How", "Minutes"]
        real = dataclasses.replace(agenda[2], started_at="2026-03-12T10:08:00", ended_at="2026-03-12T10:51:00")
        rows = agenda_rows(Workshop([*others, *agenda[:2], real, *agenda[3:]]), framework)
        assert [row[-2:] for row in rows[1:5]] == [["", ""], ["", ""], ["10:08", "43"], ["", ""]]


def test_without_a_run_sheet_the_agenda_has_what_the_stages_took(sample: Workshop, framework: Framework) -> None:
    """Otherwise the timer ran all day for nothing."""
    assert agenda_rows(sample, framework)[0] == ["Time", "What", "How", "Minutes"]
    stages = [dataclasses.replace(stage, seconds_used=2700 if stage.id == "S1" else 0) for stage in sample.stages()]
    workshop = Workshop([*(record for record in sample.records() if not isinstance(record, Stage)), *stages])
    rows = agenda_rows(workshop, framework)
    assert (rows[0][-1], rows[3][-1], rows[4][-1]) == ("Actual", "45", "")


def test_the_plan_is_there_as_a_matrix_and_as_a_timeline(sample: Workshop, framework: Framework) -> None:
    """Who does what, and when: the two questions that people come back to the record with."""
    for public in (False, True):
        plan = section(printable_record(sample, framework, public=public), "plan-figures")
        titles = [each.text for each in plan.blocks if isinstance(each, Heading)]
        assert [plan.title, *titles] == ["Who does what, and when", "When"]
        (who,) = (each for each in plan.blocks if isinstance(each, MatrixChart))
        (when,) = (each for each in plan.blocks if isinstance(each, TimelineChart))
        assert "ASP Partnership Office: monitors 1 First Half-Term" in who.alternative
        assert "due 6 Nov 2026" in when.alternative


def test_a_first_step_is_printed_with_its_day(sample: Workshop, framework: Framework) -> None:
    """What was typed in the grid is on paper."""

    def dated(record: Record) -> Record:
        if isinstance(record, Action) and record.id == "a01":
            return dataclasses.replace(record, first_step_due="2026-03-23")
        return record

    said_now = said(printable_record(changed(sample, dated), framework))
    assert "First step: Sandra and Callum meet, w/c 23 March, by 23 Mar 2026" in said_now


def test_a_column_that_the_public_may_not_see_is_left_out(sample: Workshop, framework: Framework) -> None:
    """Otherwise an empty column under "Share with" says that nobody is to hear of a lesson."""
    widths = []
    for public in (False, True):
        (lessons,) = section(printable_record(sample, framework, public=public), "lessons").blocks
        assert isinstance(lessons, Table)
        assert all(len(row) == len(lessons.columns) for row in lessons.rows)
        widths.append(len(lessons.columns))
    assert widths == [3, 2]
