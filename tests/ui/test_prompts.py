"""The prompts beside the stage: walked, ticked, and made something of, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits.event import close_workshop
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Action, Answer, Group, ParkingLotItem, Stage
from lsp_workshop.domain.prompts import prompts_at
from lsp_workshop.session import NotSaved
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import AnswersScene
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.side.prompt_list import PromptRow
from lsp_workshop.ui.workshop.stage.offered import Offered
from tests.ui.conftest import OpenWindow
from tests.ui.support import MemoryStore, blank_session

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def window(open_window: OpenWindow, framework: Framework) -> WorkshopWindow:
    window = open_window(blank_session(framework))
    window.go("S1")
    return window


def press(window: WorkshopWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def rows(window: WorkshopWindow) -> list[PromptRow]:
    return window.side.prompts.list.prompts.rows


def current(window: WorkshopWindow) -> PromptRow:
    row = window.side.prompts.list.current
    assert row is not None
    return row


def stage(window: WorkshopWindow) -> Stage:
    return window.desk.workshop.get(Stage, "S1")


def test_every_prompt_of_the_stage_is_there_and_in_full(window: WorkshopWindow, framework: Framework) -> None:
    """A lesson that is cut short is none."""
    question = window.desk.workshop.question_by_number("1.1")
    groups = prompts_at(window.desk.workshop, framework, question)
    wanted = [prompt for group in groups for prompt in group.prompts]
    assert [row.prompt for row in rows(window) if row.prompt] == wanted
    view = window.side.prompts.list
    heights = [view.visualRect(view.prompts.index(place)).height() for place in range(len(rows(window)))]
    long = max((row.prompt for row in rows(window) if row.prompt), key=lambda prompt: len(prompt.text))
    letters = QFontMetrics(window.theme.font("body"))
    lines = letters.horizontalAdvance(long.text) / view.viewport().width()
    assert heights[[row.prompt for row in rows(window)].index(long)] > lines * letters.height()
    titles = [row.title for row in rows(window) if row.prompt is None]
    assert titles[0] == "Lessons"
    window.go("S4")
    assert "Dimensions of change" in [row.title for row in rows(window)]
    spoken = Qt.ItemDataRole.AccessibleTextRole
    said = [view.prompts.data(view.prompts.index(place), spoken) for place in range(len(rows(window)))]
    assert "Strategy. Does our own plan mention the partnership's objectives?" in said


def test_the_arrows_walk_over_headings_from_the_first_to_the_last(window: WorkshopWindow) -> None:
    press(window, Key.Key_R, ALT)
    assert focused() is window.side.prompts.list
    every = [row.prompt for row in rows(window) if row.prompt]
    walked = [current(window).prompt]
    for _ in every[1:]:
        press(window, Key.Key_Down)
        walked.append(current(window).prompt)
    assert walked == every
    press(window, Key.Key_Down)
    assert current(window).prompt == every[-1]
    for _ in every:
        press(window, Key.Key_Up)
    assert current(window).prompt == every[0]
    press(window, Key.Key_Escape)
    assert focused() is window.stage_page.answers.entry.box


def test_space_ticks_and_undo_takes_the_tick_away(window: WorkshopWindow) -> None:
    press(window, Key.Key_R, ALT)
    press(window, Key.Key_Down)
    prompt = current(window).prompt
    assert prompt is not None
    press(window, Key.Key_Space)
    assert stage(window).ticked_prompt_ids == (prompt.id,)
    assert current(window).ticked
    assert current(window).prompt == prompt, "one stays where one is"
    assert window.side.prompts.counter.text().startswith("1 of ")
    assert window.actions_table["undo"].text().startswith("Undo: tick prompt “")
    press(window, Key.Key_Z, CTRL)
    assert stage(window).ticked_prompt_ids == ()
    assert not current(window).ticked


def test_a_click_on_the_box_ticks_and_one_on_the_words_does_not(window: WorkshopWindow) -> None:
    view = window.side.prompts.list
    rect = view.visualRect(view.prompts.index(1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert stage(window).ticked_prompt_ids == ()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 10, rect.top() + 12))
    assert len(stage(window).ticked_prompt_ids) == 1


def test_as_an_answer_it_waits_in_the_entry_box_for_the_rooms_own_words(window: WorkshopWindow) -> None:
    """What the room never said must not be stored as if it had."""
    press(window, Key.Key_R, ALT)
    prompt = current(window).prompt
    assert prompt is not None
    press(window, Key.Key_A)
    box = window.stage_page.answers.entry.box
    assert focused() is box
    assert box.text() == prompt.text
    assert window.desk.workshop.count(Answer) == 0
    QTest.keyClicks(box, " Ours too.")
    press(window, Key.Key_Return)
    (answer,) = window.desk.workshop.all(Answer)
    assert (answer.text, answer.prompt_id, answer.question_id) == (f"{prompt.text} Ours too.", prompt.id, "Q1.1")
    assert answer.group_id == window.desk.workshop.all(Group)[0].id
    assert [words for _icon, words in rows(window)[1].used] == ["Answer to 1.1"]
    QTest.keyClicks(box, "Something else")
    press(window, Key.Key_Return)
    assert window.desk.workshop.all(Answer)[-1].prompt_id is None


def test_words_that_were_wiped_out_are_no_prompts_any_more(window: WorkshopWindow) -> None:
    press(window, Key.Key_R, ALT)
    press(window, Key.Key_A)
    box = window.stage_page.answers.entry.box
    box.selectAll()
    press(window, Key.Key_Delete)
    QTest.keyClicks(box, "Our own")
    press(window, Key.Key_Return)
    assert window.desk.workshop.all(Answer)[0].prompt_id is None


def test_words_typed_over_a_prompt_are_no_prompts_any_more(window: WorkshopWindow) -> None:
    """The record would credit the prompt with what the room said of something else."""
    press(window, Key.Key_R, ALT)
    press(window, Key.Key_A)
    box = window.stage_page.answers.entry.box
    box.selectAll()
    QTest.keyClicks(box, "Something else altogether")
    press(window, Key.Key_Return)
    (answer,) = window.desk.workshop.all(Answer)
    assert (answer.text, answer.prompt_id) == ("Something else altogether", None)


def test_words_put_around_those_of_a_prompt_are_an_answer_to_it(window: WorkshopWindow) -> None:
    press(window, Key.Key_R, ALT)
    prompt = current(window).prompt
    assert prompt is not None
    press(window, Key.Key_A)
    box = window.stage_page.answers.entry.box
    press(window, Key.Key_Home)
    QTest.keyClicks(box, "A: Yes and no. ")
    press(window, Key.Key_Return)
    (answer,) = window.desk.workshop.all(Answer)
    assert (answer.text, answer.prompt_id) == (f"Yes and no. {prompt.text}", prompt.id)


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        (["Buses", "Buses e", "Buses end at six"], True),
        (["Late buses", "Our late buses"], True),
        (["Busses", "Busse", "Buss", "Bus"], True),
        (["Bus", "Bu"], False),
        (["B", "Be", "Better homes"], False),
        (["Homes"], False),
        (["", "Buses"], False),
        (["Bubuses", "Bubu", "Buses"], False),
    ],
)
def test_a_prompt_is_left_while_some_of_its_letters_are(texts: list[str], left: bool) -> None:
    offered = Offered("Buses")
    seen = []
    for text in texts:
        offered.now(text)
        seen.append(offered.is_left)
    assert all(seen) is left


def test_a_prompt_of_two_letters_is_left_while_both_are() -> None:
    offered = Offered("Go")
    offered.now("Go on")
    assert offered.is_left
    offered.now("Gone")
    assert offered.is_left
    offered.now("one")
    assert not offered.is_left


def test_half_a_sentence_in_the_entry_box_is_not_lost_for_a_prompt(window: WorkshopWindow) -> None:
    box = window.stage_page.answers.entry.box
    QTest.keyClicks(box, "Half a sent")
    press(window, Key.Key_R, ALT)
    press(window, Key.Key_A)
    assert box.text() == "Half a sent"
    assert "words in the entry box" in window.messages.text


def test_from_another_page_the_answer_goes_to_the_question_of_the_day(window: WorkshopWindow) -> None:
    window.go("prepare")
    press(window, Key.Key_R, ALT)
    press(window, Key.Key_A)
    assert focused() is window.stage_page.answers.entry.box
    assert window.stage_page.answers.entry.words


def test_one_key_makes_an_action_and_one_parks(window: WorkshopWindow) -> None:
    press(window, Key.Key_R, ALT)
    prompt = current(window).prompt
    assert prompt is not None
    press(window, Key.Key_D)
    press(window, Key.Key_P)
    (action,) = window.desk.workshop.all(Action)
    (point,) = window.desk.workshop.all(ParkingLotItem)
    assert (action.title, action.prompt_id) == (prompt.text, prompt.id)
    assert (point.text, point.prompt_id) == (prompt.text, prompt.id)
    assert [words for _icon, words in current(window).used] == ["Action in the plan", "Parked"]
    assert focused() is window.side.prompts.list, "the next prompt is one key away"
    assert "Ctrl+Z takes it back" in window.messages.text
    press(window, Key.Key_Z, CTRL)
    assert [words for _icon, words in current(window).used] == ["Action in the plan"]


def test_the_menu_has_the_same_with_the_keys(window: WorkshopWindow, qtbot: QtBot) -> None:
    menu = window.side.prompts.menu()
    assert [action.text() for action in menu.actions()] == [
        "Tick it off", "Make an answer of it", "Make an action of it", "Park it",
    ]  # fmt: skip
    assert all(not action.shortcut().isEmpty() for action in menu.actions())
    press(window, Key.Key_R, ALT)
    press(window, Key.Key_Return)
    opened = QApplication.activePopupWidget()
    assert opened is not None
    QTest.keyClick(opened, Key.Key_Down)
    QTest.keyClick(opened, Key.Key_Return)
    assert len(stage(window).ticked_prompt_ids) == 1


def test_what_the_disk_did_not_take_is_not_shown_as_done(
    open_window: OpenWindow, framework: Framework, store: MemoryStore
) -> None:
    session = blank_session(framework)
    session.move_to(store)
    window = open_window(session)
    window.go("S1")
    press(window, Key.Key_R, ALT)
    store.broken = NotSaved("disk_full")
    press(window, Key.Key_Space)
    press(window, Key.Key_P)
    assert not current(window).ticked
    assert current(window).used == ()


def test_a_closed_workshop_shows_its_prompts_and_takes_nothing(window: WorkshopWindow) -> None:
    window.desk.do(close_workshop())
    press(window, Key.Key_R, ALT)
    for key in (Key.Key_Space, Key.Key_A, Key.Key_D, Key.Key_P, Key.Key_Return):
        press(window, key)
    assert QApplication.activePopupWidget() is None
    assert stage(window).ticked_prompt_ids == ()
    assert window.desk.workshop.count(Action) == window.desk.workshop.count(ParkingLotItem) == 0
    assert rows(window)


def test_nothing_of_it_is_on_the_projector(window: WorkshopWindow) -> None:
    """A tick on the wall would tell the room what the facilitator thinks of it."""
    room = window.projector
    assert isinstance(room, RoomProjector)
    window.actions_table["project_question"].trigger()
    before = room.scene
    press(window, Key.Key_R, ALT)
    for key in (Key.Key_Space, Key.Key_D, Key.Key_P):
        press(window, key)
    assert room.scene == before
    press(window, Key.Key_A)
    window.actions_table["project_answers"].trigger()
    assert room.scene == AnswersScene("Why have it?", ())
    window.stage_page.answers.entry.enter()
    assert isinstance(room.scene, AnswersScene)
    assert room.scene.total == 1, "as what it became"


def test_the_prompt_one_stands_on_is_whole_in_sight(window: WorkshopWindow) -> None:
    """In a low window the keyboard was in a list whose ring nobody saw, and what a prompt became was cut in half."""
    window.resize(1100, 680)
    press(window, Key.Key_R, ALT)
    prompts = window.side.prompts.list
    for _row in range(6):
        press(window, Key.Key_Down)
    prompts.verticalScrollBar().setValue(0)
    window.stage_page.answers.entry.box.setFocus()
    press(window, Key.Key_R, ALT)
    assert prompts.viewport().rect().contains(prompts.visualRect(prompts.currentIndex()).center())
    press(window, Key.Key_P)
    there = prompts.visualRect(prompts.currentIndex())
    assert there.bottom() <= prompts.viewport().height()
    prompts.verticalScrollBar().setValue(0)
    window.resize(1100, 640)
    assert prompts.viewport().rect().contains(prompts.visualRect(prompts.currentIndex()).center())
