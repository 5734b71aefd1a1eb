"""Themes regrouped while the room looks on: no answer is lost, none stands twice, and one step takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings

from lsp_workshop.domain.edits import ballots, event, themes
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.grouping import by_theme
from lsp_workshop.domain.history import in_past
from lsp_workshop.domain.integrity import dangling
from lsp_workshop.domain.model import (
    Answer,
    AnswerStatus,
    Ballot,
    BallotOption,
    BallotStatus,
    Method,
    Question,
    Record,
    Theme,
)
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.stages import answer_list
from lsp_workshop.domain.transaction import Edit, Moment
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from tests.domain.days import RICH, Day, days, live
from tests.domain.rooms import room

FOUR: tuple[Record, ...] = (
    *RICH,
    Theme(id="th2", stage_id="S1", title="Homes"),
    Theme(id="th3", stage_id="S1", title="Jobs"),
    Theme(id="th4", stage_id="S2", title="Of the other stage"),
    Answer(id="h1", question_id="Q1", text="Damp homes", theme_id="th2"),
    Answer(id="h2", question_id="Q2", text="Too few homes", theme_id="th2"),
    Answer(id="h3", question_id="Q1", text="Cold", theme_id="th2", status=AnswerStatus.SET_ASIDE),
    Answer(id="h4", question_id="Q1", text="Wet", theme_id="th2", status=AnswerStatus.MERGED, merged_into_id="h1"),
)
"""Three themes of a stage in the order in which they were made, and one of another stage."""


@pytest.fixture
def session() -> Session:
    return room(FOUR)


def titles(session: Session) -> list[str]:
    return [theme.title for theme in session.workshop.themes_of("S1")]


def under(session: Session, theme_id: str) -> set[str]:
    return {each.id for each in session.workshop.all(Answer) if each.theme_id == theme_id}


def refused(session: Session, edit: Edit) -> str:
    with pytest.raises(DomainError) as error:
        session.do(edit)
    return error.value.code


def ballot(status: BallotStatus, *options: BallotOption, **fields: Any) -> Ballot:
    return Ballot(id="b1", title="Which?", method=Method.DOTS, options=options, status=status, **fields)


def asked(option_id: str, label: str, theme_id: str | None) -> BallotOption:
    return BallotOption(id=option_id, label=label, theme_id=theme_id)


class TestOrder:
    @pytest.mark.parametrize(
        ("theme_id", "other_id", "after", "order"),
        [
            ("th3", "th1", False, ["Jobs", "Buses", "Homes"]),
            ("th3", "th1", True, ["Buses", "Jobs", "Homes"]),
            ("th1", "th3", True, ["Homes", "Jobs", "Buses"]),
            ("th1", "th3", False, ["Homes", "Buses", "Jobs"]),
            ("th2", "th2", True, ["Buses", "Homes", "Jobs"]),
        ],
    )
    def test_a_theme_stands_where_it_was_put(
        self, session: Session, theme_id: str, other_id: str, after: bool, order: list[str]
    ) -> None:
        session.do(themes.place_theme(theme_id, other_id, after=after))
        assert titles(session) == order
        session.undo()
        assert titles(session) == ["Buses", "Homes", "Jobs"]

    def test_a_new_theme_is_the_last_also_after_reordering(self, session: Session) -> None:
        session.do(themes.place_theme("th3", "th1"))
        session.do(themes.put_under_theme(["c1"], "Parks"))
        assert titles(session) == ["Jobs", "Buses", "Homes", "Parks"]

    def test_a_theme_that_came_back_by_undo_stands_where_it_stood(self, session: Session) -> None:
        """Merged in haste before the room, taken back: the wall is as it was."""
        session.do(themes.place_theme("th3", "th1"))
        session.do(themes.merge_themes("th2", ["th1"]))
        assert titles(session) == ["Jobs", "Homes"]
        session.undo()
        assert titles(session) == ["Jobs", "Buses", "Homes"]

    def test_themes_of_two_stages_have_no_order(self, session: Session) -> None:
        assert refused(session, themes.place_theme("th1", "th4")) == "other_stage"


class TestParked:
    def test_it_waits_at_the_end_with_its_answers_and_comes_back_to_its_place(self, session: Session) -> None:
        session.do(themes.park_theme("th1"))
        assert titles(session) == ["Homes", "Jobs", "Buses"]
        assert under(session, "th1") == {"c3"}
        session.do(themes.park_theme("th1", False))
        assert titles(session) == ["Buses", "Homes", "Jobs"]

    def test_parked_already_is_no_step(self, session: Session) -> None:
        session.do(themes.park_theme("th1"))
        assert session.do(themes.park_theme("th1")).changes == ()

    def test_the_record_shows_it_last_and_says_so(self, session: Session) -> None:
        """Who reads the record looks for what became of a theme that the room had named."""
        session.do(themes.park_theme("th1"))
        answers = session.workshop.answers_to("Q1", kept_only=True)
        printed = answer_list(session.workshop, answers, People(session.workshop, public=False))
        assert [group.theme for group in printed.groups] == ["Homes", "", "Buses (parked)"]


class TestMerged:
    def test_all_answers_come_in_one_step_also_what_was_merged_or_set_aside(self, session: Session) -> None:
        session.do(themes.merge_themes("th1", ["th2"]))
        assert titles(session) == ["Buses", "Jobs"]
        assert under(session, "th1") == {"c3", "h1", "h2", "h3", "h4"}
        assert session.undo_label == "merge theme “Homes” into “Buses”"
        session.undo()
        assert under(session, "th1") == {"c3"}
        assert under(session, "th2") == {"h1", "h2", "h3", "h4"}

    def test_several_at_once(self, session: Session) -> None:
        session.do(themes.merge_themes("th1", ["th2", "th3", "th2"]))
        assert titles(session) == ["Buses"]
        assert session.undo_label == "merge 3 themes into “Buses”"

    def test_with_itself_or_with_another_stage_it_is_refused(self, session: Session) -> None:
        assert refused(session, themes.merge_themes("th1", ["th1"])) == "nothing_to_merge_themes"
        assert refused(session, themes.merge_themes("th1", ["th4"])) == "other_stage"

    @pytest.mark.parametrize("status", [BallotStatus.OPEN, BallotStatus.CLOSED])
    def test_what_was_voted_on_does_not_vanish(self, status: BallotStatus) -> None:
        """Forty people put dots on "Homes": the result must go on saying so."""
        open_one = ballot(status, asked("o1", "Buses", "th1"), asked("o2", "Homes", "th2"))
        session = room((*FOUR, open_one))
        session.do(themes.merge_themes("th1", ["th2"]))
        assert session.workshop.get(Ballot, "b1") == open_one
        left = session.workshop.get(Theme, "th2")
        assert (left.title, left.parked) == ("Homes", True)
        assert under(session, "th2") == set()
        session.undo()
        assert session.workshop.get(Theme, "th2").parked is False

    def test_a_draft_asks_about_the_kept_theme_once(self) -> None:
        draft = ballot(BallotStatus.DRAFT, asked("o2", "Homes", "th2"), asked("o1", "Buses!", "th1"))
        session = room((*FOUR, draft))
        session.do(themes.merge_themes("th1", ["th2"]))
        assert session.workshop.get(Ballot, "b1").options == (asked("o1", "Buses!", "th1"),)
        session.undo()
        assert session.workshop.get(Ballot, "b1") == draft

    def test_a_draft_that_asked_about_others_alone_asks_about_the_kept_one(self) -> None:
        options = (asked("o2", "Homes", "th2"), asked("o4", "Something else", None), asked("o3", "Jobs", "th3"))
        session = room((*FOUR, ballot(BallotStatus.DRAFT, *options)))
        session.do(themes.merge_themes("th1", ["th2", "th3"]))
        found = session.workshop.get(Ballot, "b1").options
        assert found == (asked("o2", "Buses", "th1"), asked("o4", "Something else", None))
        assert list(dangling(session.workshop)) == []

    def test_the_dots_of_a_draft_keep_pace(self, session: Session) -> None:
        options = [ballots.option(f"T{n}", theme_id=f"th{n}") for n in (1, 2, 3)] + [ballots.option("Other")]
        made = session.do(ballots.new_ballot("Which?", preset="dot vote", options=options)).new(Ballot)
        session.do(themes.merge_themes("th1", ["th2", "th3"]))
        found = session.workshop.get(Ballot, made.id)
        assert len(found.options) == 2
        assert found.rules.dots_per_voter == 1


class TestRenamed:
    def test_a_draft_goes_along_but_not_words_of_ones_own(self) -> None:
        draft = ballot(BallotStatus.DRAFT, asked("o1", "Buses", "th1"), asked("o2", "My words", "th1"))
        session = room((*FOUR, draft))
        session.do(themes.rename_theme("th1", "Getting about"))
        labels = [option.label for option in session.workshop.get(Ballot, "b1").options]
        assert labels == ["Getting about", "My words"]

    def test_what_was_voted_on_keeps_its_name(self) -> None:
        session = room((*FOUR, ballot(BallotStatus.CLOSED, asked("o1", "Buses", "th1"))))
        session.do(themes.rename_theme("th1", "Getting about"))
        assert session.workshop.get(Ballot, "b1").options[0].label == "Buses"


class TestSplit:
    def test_marked_answers_become_a_theme_right_behind(self, session: Session) -> None:
        made = session.do(themes.split_theme(["h1"], " Damp ")).new(Theme)
        assert titles(session) == ["Buses", "Homes", "Damp", "Jobs"]
        assert under(session, made.id) == {"h1"}
        assert session.undo_label == "split answer “Damp homes” off into theme “Damp”"
        session.undo()
        assert titles(session) == ["Buses", "Homes", "Jobs"]

    def test_answers_of_one_theme_only_and_under_a_new_name(self, session: Session) -> None:
        assert refused(session, themes.split_theme(["h1", "c3"], "New")) == "not_one_theme"
        assert refused(session, themes.split_theme(["c1"], "New")) == "not_one_theme"
        assert refused(session, themes.split_theme(["h1"], "jobs")) == "theme_exists"
        assert refused(session, themes.split_theme(["h1"], " ")) == "empty_text"


class TestMoved:
    def test_to_a_theme_that_is_there(self, session: Session) -> None:
        session.do(themes.move_to_theme(["c1", "h1", "c1"], "th3"))
        assert under(session, "th3") == {"c1", "h1"}
        assert session.undo_label == "put 2 answers under “Jobs”"

    def test_not_to_one_of_another_stage(self, session: Session) -> None:
        assert refused(session, themes.move_to_theme(["c1"], "th4")) == "other_stage"

    def test_removing_a_theme_leaves_all_its_answers(self, session: Session) -> None:
        session.do(themes.remove_theme("th2"))
        assert {session.workshop.get(Answer, each).theme_id for each in ("h1", "h2", "h3", "h4")} == {None}


EDITS: dict[str, Edit] = {
    "place": themes.place_theme("th1", "th2"),
    "park": themes.park_theme("th1"),
    "merge": themes.merge_themes("th1", ["th2"]),
    "split": themes.split_theme(["h1"], "New"),
    "move": themes.move_to_theme(["c1"], "th1"),
    "remove": themes.remove_theme("th1"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_closed_workshop_stays_as_it_is(session: Session, name: str) -> None:
    session.do(event.close_workshop())
    assert refused(session, EDITS[name]) == "workshop_closed"


def test_the_history_says_it_in_the_past(session: Session) -> None:
    done = [session.do(EDITS[name]).label for name in ("place", "park", "split", "merge")]
    assert [in_past(label) for label in done] == [
        "moved theme “Buses” before “Homes”",
        "parked theme “Buses”",
        "split answer “Damp homes” off into theme “New”",
        "merged theme “Homes” into “Buses”",
    ]
    assert in_past(session.do(themes.park_theme("th1", False)).label) == "brought back theme “Buses”"


REGROUPING = (
    "theme", "clear", "rename", "remove theme", "merge", "split", "set aside", "keep", "place theme", "park theme",
    "merge themes", "split theme", "put under", "theme ballot", "open ballot",
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(days(*REGROUPING, longest=20))
def test_whatever_is_regrouped_each_answer_is_kept_and_in_one_place(day: Day) -> None:
    session = room(FOUR)
    said = {each.id: each.text for each in session.workshop.all(Answer)}
    live(session, day)
    workshop = session.workshop
    assert {each.id: each.text for each in workshop.all(Answer)} == said
    assert list(dangling(workshop)) == []
    for question in workshop.all(Question):
        kept = workshop.answers_to(question.id, kept_only=True)
        groups = by_theme(workshop, kept)
        assert sorted(each.id for _, found in groups for each in found) == sorted(each.id for each in kept)
        parked = [theme is not None and theme.parked for theme, _ in groups]
        assert parked == sorted(parked)


@settings(max_examples=120, deadline=None)
@given(days(*REGROUPING[:-1], longest=20))
def test_undo_leads_all_the_way_back_and_redo_there_again(day: Day) -> None:
    session = room(FOUR)

    def said() -> dict[tuple[str, str], Record]:
        return {(each.collection, each.id): each for each in session.workshop.records()}

    before = said()
    live(session, day)
    after = said()
    steps = 0
    while session.undo_label:
        session.undo()
        steps += 1
    assert said() == before
    for _ in range(steps):
        session.redo()
    assert said() == after


class Watched(Workshop):
    """Counts how often somebody goes through all answers."""

    looked = 0

    def all(self, kind: type[Any]) -> Sequence[Any]:
        self.looked += kind is Answer
        return super().all(kind)


def test_a_merge_of_many_goes_through_the_answers_once() -> None:
    """Once for each of them, a merge of a thousand answers stands still for seconds."""
    answers = [Answer(id=f"m{number}", question_id="Q1", text=f"Answer {number}") for number in range(40)]
    workshop = Watched([*RICH, *answers])
    merged = themes.merge_answers("m0", [answer.id for answer in answers[1:]])(workshop, Moment("2026-03-12", str))
    assert len(merged.changes) == 39
    assert workshop.looked <= 1
