"""The projector in the window: what was sent and nothing else, kept true, and never the keyboard."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Ballot
from lsp_workshop.domain.record.figure_parts import BarChart
from lsp_workshop.domain.record.rounds import rounds_figure
from lsp_workshop.session import Session
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import AnswersScene, BlankScene, ClockScene, QuestionScene, ResultScene
from lsp_workshop.ui.projector.view import RoomView
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.support import blank_session, sample_session


@pytest.fixture
def session(framework: Framework) -> Session:
    session = blank_session(framework)
    session.do(capture.capture_answer("Q1.1", "First"))
    return session


@pytest.fixture
def room(window: WorkshopWindow) -> RoomProjector:
    assert isinstance(window.projector, RoomProjector)
    return window.projector


class Resizes(QObject):
    """Counts how often a widget becomes another size."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Resize
        return False


def press(window: WorkshopWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def texts(room: RoomProjector) -> list[str]:
    assert isinstance(room.scene, AnswersScene)
    return [text for group in room.scene.groups for text in group.answers]


def test_nothing_is_shown_until_something_is_sent(window: WorkshopWindow, room: RoomProjector) -> None:
    assert isinstance(room.scene, BlankScene)
    assert not room.is_showing
    assert not room.room.isVisible()
    press(window, Qt.Key.Key_F5)
    assert isinstance(room.scene, QuestionScene)
    assert room.title == "Preview: Question 1.1"


def test_answers_come_as_they_are_captured(window: WorkshopWindow, room: RoomProjector, session: Session) -> None:
    press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    session.do(capture.capture_answer("Q1.1", "Second"))
    assert texts(room) == ["First", "Second"]


def test_answers_held_back_wait_until_they_are_sent(
    window: WorkshopWindow, room: RoomProjector, session: Session
) -> None:
    window.desk.actions["project_hold"].trigger()
    room.send_answers("Q1.1")
    session.do(capture.capture_answer("Q1.1", "Second"))
    assert texts(room) == ["First"]
    assert room.title.endswith("1 held back")
    held = window.stage_page.answers.held
    assert held.whole == "Holding back 1 answer · F6 brings them out", "forgotten, the room waits for what it said"
    room.send_answers("Q1.1")
    assert texts(room) == ["First", "Second"]
    assert held.whole == "Holding back new answers"
    window.walk.go("Q1.2")
    assert held.isHidden()
    room.send_clock()
    window.messages.clear()
    room.send_clock()
    assert window.messages.text.startswith("The timer is what the room sees already. F5")


def test_the_key_for_what_comes_next_brings_out_answers_that_are_held_back(
    window: WorkshopWindow, room: RoomProjector, session: Session
) -> None:
    """The room waits for the answers, and the key that reveals everything else does nothing."""
    press(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    session.do(capture.capture_answer("Q1.1", "Second"))
    assert texts(room) == ["First"]
    press(window, Qt.Key.Key_F6)
    assert texts(room) == ["First", "Second"]


def test_what_is_set_aside_leaves_the_screen(window: WorkshopWindow, room: RoomProjector, session: Session) -> None:
    room.send_answers("Q1.1")
    session.do(capture.set_aside([session.workshop.all(Answer)[0].id]))
    assert texts(room) == []


def test_walking_on_changes_nothing_on_the_screen(window: WorkshopWindow, room: RoomProjector) -> None:
    room.send_question("Q1.1")
    window.walk.go("Q2.1")
    assert room.title == "Preview: Question 1.1"


def test_one_key_blanks_and_the_same_key_brings_it_back(window: WorkshopWindow, room: RoomProjector) -> None:
    room.send_question("Q1.1")
    press(window, Qt.Key.Key_F9)
    assert isinstance(room.scene, BlankScene)
    assert room.title == "Blank"
    press(window, Qt.Key.Key_F9)
    assert isinstance(room.scene, QuestionScene)


def test_a_result_is_announced_and_then_revealed(open_window: OpenWindow) -> None:
    window = open_window(sample_session())
    room = window.projector
    assert isinstance(room, RoomProjector)
    room.send_result("b1")
    assert isinstance(room.scene, ResultScene)
    assert not room.scene.revealed
    press(window, Qt.Key.Key_F6)
    assert isinstance(room.scene, ResultScene)
    assert room.scene.revealed
    assert isinstance(room.scene.chart, BarChart)
    assert room.scene.chart.bars[0].printed == "22"


def shown_sectors(room: RoomProjector) -> tuple[str, ...]:
    assert isinstance(room.scene, ResultScene)
    assert isinstance(room.scene.chart, BarChart)
    return tuple(each.sector.name for each in room.scene.chart.sectors)


def test_sectors_come_for_one_result_and_go_with_it(open_window: OpenWindow) -> None:
    """Otherwise sectors that were wanted once stand on the wall with every result after that."""
    window = open_window(sample_session())
    room = window.projector
    assert isinstance(room, RoomProjector)
    room.send_result("b1")
    window.desk.actions["project_sectors"].trigger()
    assert isinstance(room.scene, ResultScene)
    assert room.scene.chart is None, "figures before the reveal"
    room.send_result("b1")
    assert shown_sectors(room) == ("Public", "Private", "Voluntary", "Community")
    window.desk.actions["project_sectors"].trigger()
    assert shown_sectors(room) == ()
    window.desk.actions["project_sectors"].trigger()
    room.send_question("Q1.1")
    assert not window.desk.actions["project_sectors"].isChecked()
    room.send_result("b1")
    assert shown_sectors(room) == ()


def test_both_votes_are_a_page_of_their_own_when_asked_for(open_window: OpenWindow) -> None:
    """Otherwise nobody sees what changing the wording did, or sees the lost vote unasked."""
    session = sample_session()
    window = open_window(session)
    room = window.projector
    assert isinstance(room, RoomProjector)
    again = next(each for each in session.workshop.all(Ballot) if rounds_figure(session.workshop, each) is not None)
    room.send_result(again.id)
    room.send_result(again.id)
    assert isinstance(room.scene, ResultScene)
    assert room.scene.rounds is None
    before = room.page_count()
    window.desk.actions["project_rounds"].trigger()
    assert room.page_count() == before + 1
    for _ in range(before):
        press(window, Qt.Key.Key_F6)
    assert "1st vote" in room.room.view.sheet.text


def test_the_window_and_its_preview_say_every_figure(open_window: OpenWindow) -> None:
    """Otherwise a facilitator who listens cannot know what the room sees."""
    window = open_window(sample_session())
    room = window.projector
    assert isinstance(room, RoomProjector)
    room.send_result("b1")
    views = room.findChildren(RoomView) + room.preview.findChildren(RoomView) + room.room.findChildren(RoomView)
    assert len(views) == 2
    assert all("22 dots" not in view.accessibleDescription() for view in views)
    room.send_result("b1")
    assert all("22 dots from" in view.accessibleDescription() for view in views)


def test_what_is_undone_leaves_the_screen(window: WorkshopWindow, room: RoomProjector, session: Session) -> None:
    session.do(capture.capture_answer("Q1.1", "A vision"))
    room.send_answer(session.workshop.all(Answer)[-1].id)
    session.undo()
    assert isinstance(room.scene, BlankScene)


def test_the_timer_ticks_only_where_it_was_sent(window: WorkshopWindow, room: RoomProjector) -> None:
    room.tick("12:40")
    assert room.title == ""
    room.send_clock()
    room.tick("12:39")
    assert isinstance(room.scene, ClockScene)
    assert room.scene.text == "12:39"


def corner_of(room: RoomProjector) -> str:
    view = room.room.view
    return view.corner.text if view.corner is not None and not view.picture.blank else ""


def test_the_time_stands_in_the_corner_only_when_asked_for(window: WorkshopWindow, room: RoomProjector) -> None:
    """Otherwise a clock that nobody asked for hurries the room, or one that was asked for does not go."""
    room.tick("12:40")
    room.send_question("Q1.1")
    assert corner_of(room) == ""
    press(window, Qt.Key.Key_F7, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert corner_of(room) == "12:40"
    assert room.title == "Preview: Question 1.1 · timer"
    assert isinstance(room.scene, QuestionScene)
    lines = room.room.view.sheet
    room.tick("12:39")
    assert corner_of(room) == "12:39"
    assert room.room.view.sheet is lines, "a second is no reason to lay out the scene"
    room.send_answers("Q1.1")
    assert corner_of(room) == "12:39"
    room.send_clock()
    assert corner_of(room) == "", "the time twice"
    room.send_question("Q1.1")
    room.blank()
    assert corner_of(room) == ""
    room.blank()
    press(window, Qt.Key.Key_F7, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert corner_of(room) == ""


def test_the_preview_repeats_what_was_laid_out_for_the_room(window: WorkshopWindow, room: RoomProjector) -> None:
    """Otherwise the facilitator sees other pages than the room, or his laptop does everything twice."""
    room.send_question("Q1.1")
    assert room._preview.view.picture is room.room.view.picture
    room.room.show_plain()
    room._fit()
    assert not room.preview.isHidden()
    assert room._preview.view.picture is room.room.view.picture
    inner = room._preview.view.size()
    assert abs(inner.width() * 9 - inner.height() * 16) < 32, "as wide and high as the room's screen is"


def test_a_window_of_any_height_comes_to_rest_beside_the_preview(
    window: WorkshopWindow, room: RoomProjector, qtbot: QtBot
) -> None:
    """At some heights the preview grew and shrank by a pixel for ever, and took half of the laptop with it."""
    room.send_question("Q1.1")
    watch = Resizes(room.preview)
    for height in range(690, 730, 2):
        window.resize(1280, height)
        counts = [-1]

        def at_rest(counts: list[int] = counts) -> bool:
            counts.append(watch.count)
            return len(set(counts[-3:])) == 1

        qtbot.waitUntil(at_rest)


def test_the_preview_folds_away_and_comes_back(window: WorkshopWindow, room: RoomProjector) -> None:
    """Otherwise it takes the stages' room on a small laptop for good."""
    room.send_question("Q1.1")
    assert room.preview.isVisible()
    window.desk.actions["project_preview"].trigger()
    assert not room.preview.isVisible()
    room.send_answers("Q1.1")
    assert not room.preview.isVisible()
    window.desk.actions["project_preview"].trigger()
    assert room.preview.isVisible()


def test_pages_turn_in_a_circle(window: WorkshopWindow, room: RoomProjector, session: Session) -> None:
    session.do(capture.capture_answers("Q1.1", [(None, f"Answer {n} " + "of many words " * 14) for n in range(60)]))
    room.send_answers("Q1.1")
    pages = room.page_count()
    assert pages > 1
    seen = []
    for _ in range(pages + 1):
        seen.append(room.title)
        press(window, Qt.Key.Key_F6)
    assert seen[0] == seen[-1] != seen[1]


def test_as_a_window_it_can_be_full_screen_and_leaves_the_keyboard(window: WorkshopWindow, room: RoomProjector) -> None:
    press(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ControlModifier)
    assert room.room.is_plain
    assert QApplication.activeWindow() is window
    room.send_question("Q1.1")
    assert QApplication.activeWindow() is window
    QTest.keyClick(room.room, Qt.Key.Key_F11)
    assert room.room.isFullScreen()
    QTest.keyClick(room.room, Qt.Key.Key_Escape)
    assert not room.room.isFullScreen()
    press(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ControlModifier)
    assert not room.room.isVisible()


def test_a_preview_stands_in_the_window_where_there_is_one_screen(window: WorkshopWindow, room: RoomProjector) -> None:
    assert room.preview.isHidden()
    room.send_question("Q1.1")
    assert not room.preview.isHidden()
    assert room.preview.window() is window
    assert room.preview.accessibleDescription() == "Preview: Question 1.1"


def test_closing_the_workshop_closes_the_screen(window: WorkshopWindow, room: RoomProjector) -> None:
    room.room.show_plain()
    picture = room.room
    window.close()
    assert not picture.isVisible()


def test_an_open_ballot_shows_how_many_voted_and_not_how(open_window: OpenWindow) -> None:
    session = sample_session()
    window = open_window(session)
    room = window.projector
    assert isinstance(room, RoomProjector)
    workshop = session.workshop
    ballot = workshop.get(Ballot, "b1")
    room.send_ballot(ballot.id)
    before = room.scene
    votes = workshop.votes_in(ballot.id)
    assert votes
    for vote in votes:
        workshop._put(dataclasses.replace(vote, choices={ballot.options[0].id: 1}))
    room._show()
    assert room.scene == before
