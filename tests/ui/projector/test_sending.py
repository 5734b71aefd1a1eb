"""Sending one answer, its theme or a decision to the room by keyboard, from where the keyboard is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture
from lsp_workshop.domain.model import Decision, Theme
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import AnswersScene, BlankScene, DecisionScene, Scene, StatementScene
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import CTRL, F2, press
from tests.ui.support import sample_session

SHIFT, DOWN, F4 = Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Down, Qt.Key.Key_F4


@pytest.fixture
def window(open_window: OpenWindow) -> WorkshopWindow:
    made = open_window(sample_session())
    made.go("S2")
    return made


def scene(window: WorkshopWindow) -> Scene:
    assert isinstance(window.projector, RoomProjector)
    return window.projector.scene


def test_the_current_answer_fills_the_room(qtbot: QtBot, window: WorkshopWindow) -> None:
    press("l", mod=CTRL)
    press("p")
    qtbot.waitUntil(lambda: window.projector.is_showing)
    row = window.stage_page.answers.list.current_row()
    assert row is not None
    assert row.answer is not None
    shown = scene(window)
    assert isinstance(shown, StatementScene)
    assert shown.text == row.answer.text
    # One letter is soon pressed by mistake: what happened is said, and how it goes away.
    assert window.messages.text.startswith(f"The room sees “{row.answer.text[:20]}")
    assert window.messages.text.endswith("F9 takes it off.")
    press(Qt.Key.Key_F9)
    assert isinstance(scene(window), BlankScene)


def test_a_word_that_is_typed_into_the_list_is_not_sent_to_the_room(qtbot: QtBot, window: WorkshopWindow) -> None:
    """The hands are on the keys and the eyes on the room: "police" began with a P, and forty people read an answer."""
    for word in ("pl", "yp"):
        press("l", mod=CTRL)
        window.messages.clear()
        QTest.keyClicks(window.stage_page.answers.list, word)
        qtbot.waitUntil(lambda: window.messages.text.startswith("That looked like a word"))
        assert not window.stage_page.answers.deeds._stray._moment.isActive(), "nothing is sent later either"
        assert not window.projector.is_showing


def test_a_room_that_was_made_black_stays_black(qtbot: QtBot, window: WorkshopWindow) -> None:
    """F9 right after a P is somebody who saw the mistake: the answer must not come up behind it."""
    press("l", mod=CTRL)
    press("p", Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: not window.stage_page.answers.deeds._stray._moment.isActive())
    assert isinstance(scene(window), BlankScene)


def test_its_theme_comes_with_all_that_stands_under_it(qtbot: QtBot, window: WorkshopWindow) -> None:
    press("l", mod=CTRL)
    press("P", mod=SHIFT)
    qtbot.waitUntil(lambda: window.projector.is_showing)
    row = window.stage_page.answers.list.current_row()
    assert row is not None
    assert row.answer is not None
    shown = scene(window)
    assert isinstance(shown, AnswersScene)
    assert shown.groups[0].title == window.desk.workshop.get(Theme, str(row.answer.theme_id)).title
    assert row.answer.text in shown.groups[0].answers


def test_what_was_set_aside_stays_out_of_the_room(qtbot: QtBot, window: WorkshopWindow) -> None:
    answers = window.stage_page.answers
    press("l", mod=CTRL)
    answer_id = answers.theming.targets()[0]
    window.desk.session.do(capture.set_aside([answer_id]))
    window.actions_table["show_aside"].trigger()
    answers.show_answer(answer_id)
    press("p")
    qtbot.waitUntil(lambda: "set aside" in window.messages.text)
    assert not window.projector.is_showing


def test_the_decision_with_the_keyboard_and_else_the_newest(window: WorkshopWindow) -> None:
    window.go("S3")
    window.stage_page.open_tab("decisions").shown()
    decided = [each for each in window.desk.workshop.all(Decision) if each.stage_id == "S3"]
    newest = max(decided, key=lambda each: each.recorded_at)
    press(F4, mod=SHIFT)
    shown = scene(window)
    assert isinstance(shown, DecisionScene)
    assert shown.text == newest.text
    press(*[DOWN] * len(decided), F2)
    press(F4, mod=SHIFT)
    shown = scene(window)
    assert isinstance(shown, DecisionScene)
    assert shown.text != newest.text or len(decided) == 1, "not the one whose form is open"


@pytest.mark.parametrize("name", ["project_answer", "project_theme", "project_decision"])
def test_it_stands_in_the_menu(window: WorkshopWindow, name: str) -> None:
    window.go("S3")
    window.stage_page.open_tab("decisions")
    assert window.actions_table[name].isEnabled()
    assert name in [spec.id for spec, _action in window.actions_table.in_menu()]
