"""The line above the page: what undo and redo say, and that a refusal goes when it is settled."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, event, themes
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Group
from lsp_workshop.session import NotSaved
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.stage.paste import rows_of
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import ALT, CTRL, ENTER, ESCAPE, F2, press
from tests.ui.support import MemoryStore, blank_session, session_of


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def window(open_window: OpenWindow, framework: Framework, store: MemoryStore) -> WorkshopWindow:
    window = open_window(session_of(list(blank_session(framework).workshop.records()), store))
    window.go("S1")
    return window


def test_undo_names_the_place_and_redo_says_so_too(window: WorkshopWindow) -> None:
    """Ctrl+Z at one question takes back what was done at another, and "Taken back" stood over what was there again."""
    press("Warm homes", ENTER)
    window.go("S3")
    press("z", mod=CTRL)
    assert window.messages.text.startswith("Taken back: ")
    assert "1.1" in window.messages.text
    press("y", mod=CTRL)
    assert window.messages.text.startswith("Done again: ")


def test_undo_names_a_private_note(window: WorkshopWindow) -> None:
    """A whole private note goes while one looks at a question."""
    window.desk.do(event.write_note(None, "tired"))
    press("z", mod=CTRL)
    assert "private note" in window.messages.text


@pytest.mark.parametrize("way", ["escape", "another page", "the next box"])
def test_a_refusal_goes_with_what_was_refused(window: WorkshopWindow, way: str) -> None:
    """A sentence about a name that was given up long ago is not read, and the next one is not believed."""
    desk = window.desk
    homes = desk.do(capture.capture_answer("Q1.1", "Warm homes"))
    assert homes is not None
    desk.do(themes.put_under_theme([homes.changes[0].id], "Homes"))
    other = desk.do(capture.capture_answer("Q1.1", "Buses"))
    assert other is not None
    desk.do(themes.put_under_theme([other.changes[0].id], "Buses"))
    window.stage_page.answers.show_answer(other.changes[0].id)
    press(Qt.Key.Key_F2, mod=Qt.KeyboardModifier.ShiftModifier)
    press("HOMES", ENTER)
    assert "“Homes”" in window.messages.text, "the name that stands there, not what was typed"
    if way == "escape":
        press(ESCAPE)
    elif way == "another page":
        press("0", mod=CTRL)
    else:
        press("n", mod=ALT)
    assert window.messages.text == ""


def test_a_refusal_stays_while_one_is_at_it(window: WorkshopWindow) -> None:
    """The words are still in the box: why they were not taken is read while they are put right."""
    press("Warm homes", ENTER)
    press("l", mod=CTRL)
    press(F2)
    press("a", mod=CTRL)
    press(Qt.Key.Key_Delete, ENTER)
    assert "no words" in window.messages.text
    press(Qt.Key.Key_Space)
    assert "no words" in window.messages.text
    press(ESCAPE)
    assert window.messages.text == ""


def test_a_failure_to_save_stays_whatever_one_does(window: WorkshopWindow, store: MemoryStore) -> None:
    """It is over when it is saved, and not when one looks away."""
    store.broken = NotSaved("disk_full")
    press("Warm homes", ENTER)
    said = window.messages.text
    assert said
    press("0", mod=CTRL)
    press(ESCAPE)
    assert window.messages.text == said


@pytest.mark.parametrize("label", ["B:", "Table B:", "table b :"])
def test_a_table_is_named_as_the_chip_has_it(window: WorkshopWindow, label: str) -> None:
    """The chip says "Table B": typed like that it was kept as words of table A's answer."""
    press(f"{label} Warm homes", ENTER, "Buses", ENTER)
    workshop = window.desk.workshop
    said = [(workshop.get(Group, answer.group_id or "").label, answer.text) for answer in workshop.all(Answer)]
    assert said == [("B", "Warm homes"), ("B", "Buses")], "and it stays at B, as the list of keys says"


def test_a_table_that_is_not_there_is_told(window: WorkshopWindow) -> None:
    """Words for a table nobody has are somebody else's answer in the record."""
    press("Table G: Warm homes", ENTER)
    assert "No table is called G" in window.stage_page.answers.hint.whole


def test_pasted_lines_may_name_tables_in_full(window: WorkshopWindow) -> None:
    """Notes taken elsewhere have "Table B:" before the words."""
    workshop = window.desk.workshop
    rows = rows_of(["Table B: one", "two"], None, workshop.all(Group), noun=workshop.group_noun)
    second = workshop.group_by_label("B").id
    assert [(row.group_id, row.words) for row in rows] == [(second, "one"), (second, "two")]


def test_a_message_moves_nothing(qtbot: QtBot, window: WorkshopWindow) -> None:
    """The page went down under the hand, and another row was dragged than the one that was meant."""
    page = window.stage_page
    before = page.mapTo(window, page.rect().topLeft()), page.size()
    window.desk.say("Three answers put under Homes.")
    qtbot.waitUntil(lambda: window.messages.isVisible() and window.messages.width() > 100)
    QApplication.sendPostedEvents()
    assert (page.mapTo(window, page.rect().topLeft()), page.size()) == before
    assert window.rect().contains(window.messages.geometry())
    assert not window.messages.geometry().intersects(window.saved.geometry()), "what says that all is saved"


def test_a_long_refusal_has_the_width_of_the_page(qtbot: QtBot, window: WorkshopWindow) -> None:
    """Why a record was not saved stood in five short lines, beside as much empty room."""
    page = window.stage_page
    window.messages.refused("“The record of a long day.pdf” was not saved: the disk is full. " * 3)
    qtbot.waitUntil(lambda: window.messages.width() == page.width())
    QApplication.sendPostedEvents()
    bar = window.messages.geometry()
    assert window.rect().contains(bar)
    assert bar.bottom() <= page.mapTo(window, page.rect().topLeft()).y()
    assert not bar.intersects(window.saved.geometry())
    window.messages.clear()
    qtbot.waitUntil(lambda: page.mapTo(window, page.rect().topLeft()).y() < bar.bottom())


def test_a_message_that_goes_leaves_the_keyboard_where_it_was(window: WorkshopWindow) -> None:
    """Tab had gone to the cross; it went, and the next Space was for the projector."""
    box = window.stage_page.answers.entry.box
    box.setFocus()
    window.desk.say("Fay Dunn: here since 21:52")
    window.messages._close.setFocus()
    window.messages.clear()
    assert box.hasFocus()


def test_a_failure_has_room_of_its_own(qtbot: QtBot, window: WorkshopWindow, store: MemoryStore) -> None:
    """It stays: what lay under it could not be read for as long."""
    store.broken = NotSaved("disk_full")
    press("Warm homes", ENTER)
    page = window.stage_page
    qtbot.waitUntil(lambda: window.messages.geometry().bottom() < page.mapTo(window, page.rect().topLeft()).y())
    assert window.messages.geometry().top() > window.heading.geometry().bottom()
    assert window.messages.height() >= 40
