"""Answers that come while the room watches: nobody's Enter waits for them, and the newest is on the screen."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, themes
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer
from lsp_workshop.session import Session
from lsp_workshop.ui.projector import breaking
from lsp_workshop.ui.projector.canvas import Sheet
from lsp_workshop.ui.projector.compose import Composer, compose
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import AnswerGroup, AnswersScene
from lsp_workshop.ui.projector.view import RoomView
from lsp_workshop.ui.theme import Theme as Look
from lsp_workshop.ui.tokens import DARK
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.support import blank_session

MANY = 60


def words(number: int) -> str:
    return f"Answer {number}. " + "It goes on about the buses after six and the hall " * 2


def many(count: int) -> list[tuple[str | None, str]]:
    return [(None, words(number)) for number in range(count)]


@pytest.fixture
def session(framework: Framework) -> Session:
    session = blank_session(framework)
    session.do(capture.capture_answers("Q1.1", many(MANY)))
    return session


@pytest.fixture
def room(window: WorkshopWindow) -> RoomProjector:
    assert isinstance(window.projector, RoomProjector)
    window.projector.send_answers("Q1.1")
    return window.projector


def sheet(room: RoomProjector) -> Sheet:
    return room.room.view.sheet


def turn(key: Qt.Key = Qt.Key.Key_F6, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def test_the_room_goes_to_the_newest_answer(room: RoomProjector, session: Session, qtbot: QtBot) -> None:
    """Otherwise a table calls out an answer and the room goes on looking at the first ones."""
    assert sheet(room).page == 0
    session.do(capture.capture_answer("Q1.1", "What was just said"))
    qtbot.waitUntil(lambda: room.room.view.known is not None)
    assert "What was just said" in sheet(room).text
    assert sheet(room).page == sheet(room).pages - 1
    qtbot.waitUntil(lambda: f"page {sheet(room).pages} of" in room.title)


def test_back_from_the_first_page_stays_there(room: RoomProjector) -> None:
    """One key too many on the way back, and forty people look at the end of it all."""
    assert sheet(room).pages > 1
    turn(Qt.Key.Key_F6)
    for _ in range(3):
        turn(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert sheet(room).page == 0
    for _ in range(sheet(room).pages):
        turn(Qt.Key.Key_F6)
    assert sheet(room).page == 0, "on from the last comes the first, as the menu says"


def test_by_theme_the_newest_is_found_in_the_middle(
    room: RoomProjector, session: Session, window: WorkshopWindow
) -> None:
    """Otherwise the room is sent to the last page, and what is new stands under a theme on the first."""
    answers = session.workshop.all(Answer)
    session.do(themes.put_under_theme([answers[0].id, answers[MANY - 1].id], "Getting there"))
    window.desk.actions["project_by_theme"].trigger()
    session.do(capture.set_aside([answers[MANY - 1].id]))
    room.next_step()
    room.send_answers("Q1.1")
    assert sheet(room).page == 1
    session.do(capture.keep_again([answers[MANY - 1].id]))
    assert sheet(room).page == 0
    assert f"Answer {MANY - 1}." in sheet(room).text


def test_a_page_that_somebody_turned_to_stays(room: RoomProjector, session: Session) -> None:
    """Otherwise the page that the facilitator is talking about goes away while he talks."""
    turn()
    turn(Qt.Key.Key_F6)
    here = sheet(room).page
    session.do(capture.capture_answer("Q1.1", "What was just said"))
    assert sheet(room).page == here
    room.send_answers("Q1.1")
    session.do(capture.capture_answer("Q1.1", "And this"))
    assert "And this" in sheet(room).text, "sent again, it follows again"


def test_answers_that_were_held_back_are_gone_to_when_they_are_sent(
    room: RoomProjector, session: Session, window: WorkshopWindow
) -> None:
    """Otherwise the facilitator lets an answer out and it is on a page that nobody sees."""
    window.desk.actions["project_hold"].trigger()
    session.do(capture.capture_answer("Q1.1", "Held back"))
    assert sheet(room).page == 0
    room.send_answers("Q1.1")
    assert "Held back" in sheet(room).text


def test_capturing_lays_nothing_out_and_many_answers_are_laid_out_once(
    room: RoomProjector, session: Session, qtbot: QtBot
) -> None:
    """Otherwise Enter waits for the wall, and a scribe who types fast for all of it at each answer."""
    told: list[int] = []
    room.room.view.painted_anew.connect(lambda: told.append(1))
    for number in range(5):
        session.do(capture.capture_answer("Q1.1", f"Quick {number}"))
        assert room.room.view.known is None
    assert told == []
    qtbot.waitUntil(lambda: room.room.view.known is not None)
    assert told == [1]
    assert "Quick 4" in sheet(room).text


def test_what_the_scene_does_not_show_does_not_touch_it(room: RoomProjector, session: Session) -> None:
    """Otherwise every deed at the laptop costs the laying out of the wall."""
    session.do(capture.capture_answer("Q1.2", "Of another question"))
    assert room.room.view.known is not None


def test_a_blank_is_black_at_once(room: RoomProjector, session: Session) -> None:
    """Otherwise what must go from the wall stays while answers are laid out."""
    session.do(capture.capture_answer("Q1.1", "What was just said"))
    room.blank()
    assert room.room.view.picture.blank
    room.blank()
    assert not room.room.view.picture.blank
    assert "What was just said" in sheet(room).text


@pytest.fixture
def _fonts(theme: Look) -> None:
    """The program's fonts."""


def scene(count: int) -> AnswersScene:
    return AnswersScene("What is missing?", (AnswerGroup("", tuple(words(number) for number in range(count))),))


@pytest.mark.usefixtures("_fonts")
def test_answers_that_came_one_by_one_stand_as_those_that_came_together() -> None:
    """Otherwise the room reads an answer twice, or not at all, because of when it came."""
    one_by_one = Composer()
    for count in range(1, 75):
        grown = one_by_one.compose(scene(count), 1280, 720, find=count - 1)
        assert words(count - 1).split(".")[0] + "." in grown.text
    pages = [one_by_one.compose(scene(74), 1280, 720, page) for page in range(grown.pages)]
    text = " ".join(" ".join(each.text.split()) for each in pages)
    assert all(text.count(f"Answer {number}. It") == 1 for number in range(74))
    fewer, afresh = one_by_one.compose(scene(3), 1280, 720), compose(scene(3), 1280, 720)
    assert [line.rect for line in fewer.lines] == [line.rect for line in afresh.lines]


@pytest.mark.usefixtures("_fonts")
def test_very_many_answers_are_laid_out_in_portions(qtbot: QtBot) -> None:
    """Otherwise sending the answers of a large day holds up the laptop."""
    view = RoomView()
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    view.show_scene(scene(400), 0, DARK)
    assert view.is_long
    with qtbot.waitSignal(view.laid_out):
        pass
    assert not view.is_long
    assert "of 400" in view.sheet.text
    assert view.sheet.text == compose(scene(400), 1280, 720).text


@pytest.mark.usefixtures("_fonts")
def test_the_first_very_many_answers_of_the_day_hold_no_key_up(qtbot: QtBot) -> None:
    """To have something to paint, all of them would be laid out while the facilitator's next key waits."""
    view = RoomView()
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    view.show_scene(scene(400), 0, DARK)
    view.grab()
    assert view.known is None
    with qtbot.waitSignal(view.laid_out):
        pass
    assert view.known is not None


@pytest.mark.usefixtures("_fonts")
def test_what_stood_there_already_is_not_looked_at_again() -> None:
    """One more of ten thousand answers costs one answer: those before it are known without reading them."""
    composer = Composer()
    for _ in composer.portions(scene(200), 1280, 720):
        pass
    composer.compose(scene(200), 1280, 720)
    assert not composer.is_long(scene(201), 1280, 720)
    assert composer.answer(words(0)) is composer.answer(words(0))
    kept = composer.long
    composer.compose(scene(201), 1280, 720)
    assert composer.long is kept
    composer.compose(scene(3), 1280, 720)
    assert composer.long is None
    halts = 0
    while composer.let_go():
        halts += 1
    assert halts >= 1, "thousands of lines are let go a few at a time"


@pytest.mark.usefixtures("_fonts")
def test_what_was_broken_into_lines_is_not_broken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that comes among many is set before those after it: laid out anew, they are what the keys wait for."""
    composer, laid_out = Composer(), [0]
    lay_out = breaking._lay_out

    def counted(*source: Any) -> Any:
        laid_out[0] += 1
        return lay_out(*source)

    monkeypatch.setattr(breaking, "_lay_out", counted)
    composer.compose(scene(400), 1280, 720)
    assert laid_out[0] > 400
    laid_out[0] = 0
    fewer = dataclasses.replace(scene(400), groups=(AnswerGroup("", tuple(words(number) for number in range(1, 400))),))
    composer.compose(fewer, 1280, 720)
    assert laid_out[0] < 60, "those on the page that is shown, to be drawn"


def test_a_page_turned_too_early_is_turned_as_soon_as_it_can_be(room: RoomProjector, qtbot: QtBot) -> None:
    """The key is pressed once: swallowed while the pages are counted, the room would wait for the next page."""
    with qtbot.waitSignal(room.room.view.laid_out):
        room._desk.session.do(capture.capture_answers("Q1.2", many(300)))
        room.send_answers("Q1.2")
        assert room.room.view.known is None
        room.next_step()
        assert room.room.view.known is None
    qtbot.waitUntil(lambda: (known := room.room.view.known) is not None and known.page == 1)


def test_many_changes_reach_the_room_a_moment_later(room: RoomProjector, session: Session) -> None:
    """The key that changed them does not wait for the room; and whoever asks what it sees is told the truth."""
    session.do(capture.capture_answers("Q1.1", many(150)))
    assert isinstance(room.scene, AnswersScene)
    assert room.scene.total == MANY + 150
