"""The lists of a workshop as data: everything is there, under the rules on what may be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from lsp_workshop.documents import bundled_framework
from lsp_workshop.domain.model import (
    Action,
    Answer,
    AnswerStatus,
    Apology,
    Ballot,
    BallotStatus,
    Milestone,
    Organisation,
    Participant,
    Question,
    Stage,
    WorkshopDetails,
)
from lsp_workshop.domain.sheets import Precision, Sheet, Value, When, workbook
from lsp_workshop.domain.sheets.parts import when
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.workshop import Workshop
from tests.ui.support import sample_session

PARTS = ("Needs", "Opportunities")


@pytest.fixture(scope="module")
def sample() -> Workshop:
    return sample_session().workshop


@pytest.fixture(scope="module")
def sheets(sample: Workshop) -> Mapping[str, Sheet]:
    return by_name(sample)


def by_name(workshop: Workshop, *, public: bool = False) -> Mapping[str, Sheet]:
    return {sheet.name: sheet for sheet in workbook(workshop, bundled_framework(), public=public).sheets}


def rows_of(sheet: Sheet) -> list[dict[str, Value]]:
    titles = [column.title for column in sheet.columns]
    return [dict(zip(titles, row, strict=True)) for row in sheet.rows]


def test_every_list_has_its_rows_and_every_row_its_columns(sample: Workshop, sheets: Mapping[str, Sheet]) -> None:
    """Otherwise somebody chases thirteen actions of fourteen."""
    counts = {name: len(sheet.rows) for name, sheet in sheets.items()}
    people = sample.count(Participant) + sample.count(Apology)
    milestones = sum(len(action.milestones) for action in sample.all(Action))
    assert list(counts) == ["Answers", "Actions", "Milestones", "Ballots", "Results", "Decisions", "Participants"]
    assert (counts["Answers"], counts["Actions"], counts["Milestones"]) == (164, 14, milestones)
    assert (counts["Ballots"], counts["Decisions"], counts["Participants"]) == (8, 6, people)
    for sheet in sheets.values():
        assert len({column.title for column in sheet.columns}) == len(sheet.columns)
        assert {len(row) for row in sheet.rows} == {len(sheet.columns)}


def test_results_are_those_of_the_ballots(sample: Workshop, sheets: Mapping[str, Sheet]) -> None:
    """A figure in a sheet that is not the one on the screen is believed by somebody."""
    shown = {(r["Ballot’s id"], r["Option"], r["Whose"]): r for r in rows_of(sheets["Results"])}
    expected = 0
    for ballot in sample.all(Ballot):
        result = result_of(sample, ballot.id)
        expected += len(result.options) + sum(len(sector.options) for sector in result.sectors)
        for option in result.options:
            row = shown[ballot.id, option.label, "Everyone"]
            assert (row["Total"], row["Mean"], row["Place"]) == (option.total, option.mean, option.place)
    assert len(shown) == expected == len(sheets["Results"].rows)


def test_who_did_not_agree_is_a_role(sample: Workshop, sheets: Mapping[str, Sheet]) -> None:
    """A promise made at the sign-in sheet is kept in the sheet that goes round by mail."""
    unnamed = [each for each in sample.all(Participant) if not each.named_in_record]
    assert unnamed
    for book in (sheets, by_name(sample, public=True)):
        said = repr(tuple(book.values()))
        assert not [each.name for each in unnamed if each.name in said]
    named = [each.name for each in sample.all(Participant) if each.named_in_record]
    assert {row["Name"] for row in rows_of(sheets["Participants"])} >= set(named)
    public = repr(tuple(by_name(sample, public=True).values()))
    assert not [name for name in named if name in public]


def test_an_answer_has_its_part_marks_and_first_words() -> None:
    """What was merged or reworded is found again, and what was a minority's view stays one."""
    workshop = Workshop(
        [
            WorkshopDetails(id="workshop", title="A day"),
            Stage(id="S1", number=1, title="Purpose"),
            Question(id="q", stage_id="S1", number="2.1", text="What?", parts=PARTS),
            Answer(
                id="a1", question_id="q", text="Buses", first_text="Busses", part="Needs", minority_view=True,
                captured_at="2026-03-12T10:01:00",
            ),
            Answer(id="a2", question_id="q", text="Bus", part="Gone", status=AnswerStatus.MERGED, merged_into_id="a1"),
            Answer(id="a3", question_id="no such", text="Lost"),
        ]
    )  # fmt: skip
    first, merged, lost = rows_of(by_name(workshop)["Answers"])
    assert (first["Part"], first["Minority view"], first["First words"]) == ("Needs", "yes", "Busses")
    assert (first["Strong feeling"], first["Status"]) == (None, "kept")
    assert first["Captured"] == When("2026-03-12T10:01:00", datetime(2026, 3, 12, 10, 1), Precision.TIME)
    assert (merged["Part"], merged["Status"], merged["Merged into"]) == (None, "merged", "Buses")
    assert (lost["Answer"], lost["No."]) == ("Lost", None)


def test_an_open_ballot_has_its_turnout_alone(sample: Workshop) -> None:
    """Whoever saves the lists at lunch must not learn how the vote stands."""
    ballots = [Ballot(id=b.id, title=b.title, method=b.method, options=b.options, status=BallotStatus.OPEN,
                      scale=b.scale, rules=b.rules) for b in sample.all(Ballot)]  # fmt: skip
    running = Workshop([*(each for each in sample.records() if not isinstance(each, Ballot)), *ballots])
    book = by_name(running)
    assert book["Results"].rows == ()
    for row in rows_of(book["Ballots"]):
        assert (row["Papers cast"], row["Spoilt"], row["Valid"], row["Verdict"]) == (None, None, None, None)
        assert row["Turnout"] is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        ("", None),
        ("2026-03-12", When("2026-03-12", date(2026, 3, 12), Precision.DAY)),
        ("2026-02", When("2026-02", date(2026, 2, 28), Precision.MONTH)),
        ("2026", When("2026", date(2026, 12, 31), Precision.YEAR)),
        ("after Easter", "after Easter"),
        ("2026-13", "2026-13"),
        ("The day", "The day"),
    ],
)
def test_a_date_stays_a_date_and_other_words_stay_words(text: str | None, expected: Value) -> None:
    """Or a list that is sorted by date puts “after Easter” nowhere."""
    assert when(text) == expected


def test_actions_stand_as_in_the_plan_with_their_milestones() -> None:
    workshop = Workshop(
        [
            WorkshopDetails(id="workshop", title="A day"),
            Organisation(id="o1", name="Council"),
            Organisation(id="o2", name="Police"),
            Participant(id="p1", name="Jo Bloggs", role="Clerk", organisation_id="o1"),
            Action(
                id="ac", title="Ask", deliverer_organisation_ids=("o1", "o2", "gone"), owner_participant_id="p1",
                due="2026-06", milestones=(Milestone(title="Half", due="2026-05-01", done=True), Milestone(title="x")),
            ),
        ]
    )  # fmt: skip
    book = by_name(workshop)
    (action,) = rows_of(book["Actions"])
    assert (action["Deliverers"], action["Owner"]) == ("Council; Police", "Clerk, Council")
    assert (action["Milestones done"], action["Milestones"]) == (1, 2)
    first, second = rows_of(book["Milestones"])
    assert (first["Milestone"], first["Done"], first["No."]) == ("Half", "yes", action["No."])
    assert (second["Due"], second["Done"]) == (None, None)
