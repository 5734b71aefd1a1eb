"""Closing the window with words in a box: what can be saved is saved, the rest is asked about, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import plan, records
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Action, Answer, Ballot, Decision, Organisation, WorkshopDetails
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.ui.workshop.plan.decisions import DecisionsPanel
from lsp_workshop.ui.workshop.plan.panel import PlanPanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.ballots.support import ballots_panel, room_session
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import ALT, CTRL, ENTER, F2, press
from tests.ui.support import AnsweredDialogs, MemoryStore, sample_session, session_of

DOWN, F3, F8 = Qt.Key.Key_Down, Qt.Key.Key_F3, Qt.Key.Key_F8


class ToldDialogs(AnsweredDialogs):
    """Says no, and keeps the sentence."""

    yes = False

    def __init__(self) -> None:
        super().__init__(None)
        self.sentences: list[str] = []

    def confirm(self, title: str, sentence: str, button: str, then: Callable[[], None]) -> None:
        self.sentences.append(sentence)
        super().confirm(title, sentence, button, then)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def window(open_window: OpenWindow, store: MemoryStore) -> WorkshopWindow:
    return open_window(sample_session(store=store))


@pytest.fixture
def room(tmp_path: Path, framework: Framework, store: MemoryStore) -> Session:
    """People who may vote, and no file."""
    real = room_session(tmp_path, framework)
    records_of_it = list(real.workshop.records())
    real.close()
    return session_of(records_of_it, store)


def asked(window: WorkshopWindow) -> str:
    """Close by keyboard, say no; the words that were asked about, "" where it closed."""
    dialogs = window.desk.dialogs = ToldDialogs()
    # As the program does: what a widget would save while it goes away comes too late.
    window.closed.connect(window.desk.session.close)
    press("w", mod=CTRL)
    assert window.isVisible() is bool(dialogs.sentences)
    return "".join(dialogs.sentences)


def tab(window: WorkshopWindow, key: str, stage: str = "S4") -> object:
    window.go(stage)
    panel = window.stage_page.open_tab(key)
    panel.shown()
    return panel


# --- what can be saved is saved ---------------------------------------------------------------------------


def test_ticks_of_a_secret_ballot(open_window: OpenWindow, room: Session) -> None:
    """So few names would tell whose papers are whose: they are not saved behind anybody's back, nor lost in silence."""
    window = open_window(room)
    ballots_panel(window)
    press("b", mod=CTRL)
    press("1", ENTER, F3, "public 01", ENTER, "private 02", ENTER)
    (ballot,) = room.workshop.all(Ballot)
    assert room.workshop.turnout_of(ballot.id) is None
    assert "2 ticked" in asked(window)
    assert room.workshop.turnout_of(ballot.id) is None


def test_a_cell_of_the_plan(window: WorkshopWindow) -> None:
    panel = tab(window, "plan")
    assert isinstance(panel, PlanPanel)
    press("Ring the college")
    assert asked(window) == ""
    assert window.desk.workshop.all(Action)[-1].title == "Ring the college"


def test_a_cell_of_prepare(window: WorkshopWindow) -> None:
    window.go("prepare")
    press("3", mod=ALT)
    press("Credit Union")
    assert asked(window) == ""
    assert window.desk.workshop.all(Organisation)[-1].name == "Credit Union"


def test_a_field_of_prepare(window: WorkshopWindow) -> None:
    window.go("prepare")
    press(" again")
    assert asked(window) == ""
    assert window.desk.workshop.get(WorkshopDetails, "workshop").title.endswith(" again")


def test_a_milestone_that_is_reworded(window: WorkshopWindow) -> None:
    panel = tab(window, "plan")
    assert isinstance(panel, PlanPanel)
    action = next(each for each in window.desk.workshop.all(Action) if each.milestones)
    panel.table.select(action.id)
    panel.detail.list.setFocus()
    panel.detail.list.setCurrentRow(0)
    press(F2, "Rota agreed")
    assert asked(window) == ""
    assert window.desk.workshop.get(Action, action.id).milestones[0].title == "Rota agreed"


def test_an_option_of_a_ballot_that_is_reworded(open_window: OpenWindow, room: Session) -> None:
    window = open_window(room)
    panel = ballots_panel(window)
    press("b", mod=CTRL)
    press("1")
    panel.draft.options.setFocus()
    press(F2, "Skills for work")
    assert asked(window) == ""
    assert room.workshop.all(Ballot)[0].options[0].label == "Skills for work"


# --- the rest is asked about ------------------------------------------------------------------------------


def test_a_half_typed_paper(open_window: OpenWindow, room: Session) -> None:
    window = open_window(room)
    ballots_panel(window)
    press("b", mod=CTRL)
    press("1", ENTER, "p3")
    words = asked(window)
    assert "1 of 2 dots placed" in words
    assert "Buses" not in words, "what is on a secret paper was told"
    press(ENTER, "4")
    window.go("S3")
    assert "1 of 2 dots placed" in asked(window), "a paper was forgotten because another question is in front"


def test_a_half_typed_decision_new_and_reworded(window: WorkshopWindow) -> None:
    panel = tab(window, "decisions", "S3")
    assert isinstance(panel, DecisionsPanel)
    press(DOWN, F2, " after all")
    window.go("S1")
    assert "after all" in asked(window), "walking on dropped the words"
    window.go("S3")
    form = panel.cards[0].form
    assert form is not None
    form.text.setFocus()
    press(ENTER)
    assert panel.cards[0].decision.text.endswith(" after all")
    panel.entry.setFocus()
    press("We meet mon")
    assert "We meet mon" in asked(window)


def test_an_answer_that_is_opened_for_rewording(window: WorkshopWindow) -> None:
    """Looking is no change, and nothing to ask about."""
    window.go("S2")
    press("l", mod=CTRL)
    before = list(window.desk.workshop.all(Answer))
    press(F2)
    assert asked(window) == "", "opened and not touched"
    assert list(window.desk.workshop.all(Answer)) == before


def test_the_words_of_a_half_reworded_answer(qtbot: QtBot, window: WorkshopWindow) -> None:
    """Two words typed over three thousand letters are no rewording until Enter says so; Cancel leaves them there."""
    window.go("S2")
    press("l", mod=CTRL)
    before = list(window.desk.workshop.all(Answer))
    press(F2, "half edit")
    assert "half edit" in asked(window)
    assert list(window.desk.workshop.all(Answer)) == before
    press(" goes on", ENTER)
    assert "half edit goes on" in [answer.text for answer in window.desk.workshop.all(Answer)]
    press(F2, "again")
    window.desk.dialogs = AnsweredDialogs(None)
    window.close()
    qtbot.waitUntil(window.isHidden)
    assert "again" not in [answer.text for answer in window.desk.workshop.all(Answer)]


def test_a_decision_that_was_only_opened_is_no_question(window: WorkshopWindow) -> None:
    tab(window, "decisions", "S3")
    press(DOWN, F2)
    assert asked(window) == ""


@pytest.mark.parametrize("typed", ["A milestone", "Ours — 99/99/2026"])
def test_a_milestone_not_entered(window: WorkshopWindow, typed: str) -> None:
    panel = tab(window, "plan")
    assert isinstance(panel, PlanPanel)
    panel.table.select(window.desk.workshop.all(Action)[0].id)
    panel.detail.entry.setFocus()
    press(typed)
    assert typed in asked(window)


def test_a_cell_that_was_refused(window: WorkshopWindow) -> None:
    window.go("prepare")
    press("6", mod=ALT)
    section = window._page("prepare").sections["agenda"]  # type: ignore[attr-defined]  # the Prepare page's
    minutes = [column.key for column in section.table.records.spec.columns].index("minutes")
    section.table.select(window.desk.workshop.agenda()[0].id, minutes)
    press("soon")
    assert "soon" in asked(window)


def test_what_the_disk_does_not_take(window: WorkshopWindow, store: MemoryStore) -> None:
    window.go("prepare")
    press(" again")
    store.broken = NotSaved("disk_full")
    assert "again" in asked(window)


def test_all_of_it_at_once_and_closing_without_it(qtbot: QtBot, window: WorkshopWindow) -> None:
    window.go("S2")
    press("An answer, half")
    press("p", mod=ALT)
    press("A point, half")
    words = asked(window)
    assert "An answer, half" in words
    assert "A point, half" in words
    dialogs = window.desk.dialogs = AnsweredDialogs(None)
    window.close()
    qtbot.waitUntil(window.isHidden)
    assert dialogs.asked


def test_words_of_a_removed_decision_are_nobodys(window: WorkshopWindow) -> None:
    panel = tab(window, "decisions", "S3")
    assert isinstance(panel, DecisionsPanel)
    press(DOWN, F2, " and more")
    window.desk.session.do(records.remove(Decision, panel.cards[0].decision.id))
    window.desk.session.do(plan.add_decision("S3", "Another"))
    panel.entry.setFocus()
    assert asked(window) == ""
