"""The run sheet and the timer in the window: by key, with a clock that is set by hand."""

from __future__ import annotations

import array
import dataclasses
import wave
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.catching_up import Way
from lsp_workshop.domain.change import changed
from lsp_workshop.domain.edits.agenda import set_time
from lsp_workshop.domain.edits.event import change_details, close_workshop, reopen_for_correction
from lsp_workshop.domain.edits.questions import set_minutes
from lsp_workshop.domain.edits.runsheet import begin_item, set_steps
from lsp_workshop.domain.minutes import minutes_of
from lsp_workshop.domain.model import AgendaItem, Question, Stage, WorkshopDetails, WorkshopStatus
from lsp_workshop.domain.runsheet import running_item
from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.ui.chime import LOUDEST, Chime, can_play, player, write_chime
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import ClockScene
from lsp_workshop.ui.workshop.run_sheet.catch_up import CatchUpDialog
from lsp_workshop.ui.workshop.run_sheet.dialog import RunSheetDialog
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.side.timer_card import TimerCard
from tests.ui.support import AnsweredDialogs, MemoryStore, sample_records
from tests.ui.test_day import press

Key, Modifier = Qt.Key, Qt.KeyboardModifier
SHIFT, CTRL = Modifier.ShiftModifier, Modifier.ControlModifier


class Day:
    """The sample day at a time that the test sets; `wait` lets the timer's seconds go by with it."""

    def __init__(self, open_window: Callable[[Session], WorkshopWindow], qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.now = datetime.fromisoformat("2026-03-12T10:00:00")
        self.seconds = 0.0
        records = [
            dataclasses.replace(record, status=WorkshopStatus.OPEN, current_question_id="Q1.1")
            if isinstance(record, WorkshopDetails)
            else record
            for record in sample_records()
        ]
        self.store = MemoryStore()
        self.session = Session(Workshop(records), self.store, clock=lambda: self.now)
        self.window = open_window(self.session)
        self.window.walk.timer._clock = lambda: self.seconds
        self.window.go("S1")

    def at(self, time: str) -> None:
        before = self.now
        self.now = datetime.fromisoformat(f"2026-03-12T{time}")
        self.seconds += (self.now - before).total_seconds()
        self.card.sheet.day.look()
        self.window.walk.timer._tick()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        press(self.window, key, modifiers)

    def item(self, item_id: str) -> AgendaItem:
        return self.session.workshop.get(AgendaItem, item_id)

    @property
    def card(self) -> TimerCard:
        return self.window.side.timer_card

    @property
    def running(self) -> str:
        item = running_item(self.session.workshop, self.now)
        return item.id if item else ""

    def dialog(self) -> QWidget:
        """The last one that was opened, in front."""
        dialogs = self.window.desk.dialogs
        assert isinstance(dialogs, AnsweredDialogs)
        shown = dialogs.dialogs[-1]
        shown.show()
        shown.activateWindow()
        self.qtbot.waitUntil(shown.isActiveWindow)
        return shown


@pytest.fixture
def day(open_window: Callable[[Session], WorkshopWindow], qtbot: QtBot) -> Day:
    return Day(open_window, qtbot)


class TestTheDay:
    def test_what_is_next_begins_by_one_key(self, day: Day) -> None:
        """Timer, run sheet and the stage's question: three things to forget, one key."""
        day.at("09:15:00")
        day.press(Key.Key_T, CTRL)
        assert (day.running, day.window.walk.timer.running) == ("ag01", True)
        day.at("09:45:00")
        day.press(Key.Key_T, CTRL)
        day.at("10:05:00")
        day.press(Key.Key_T, CTRL)
        assert day.running == "ag03"
        assert day.item("ag02").ended_at == "2026-03-12T10:05:00"
        assert day.window.walk.stage == day.session.workshop.get(Stage, "S1")

    def test_beginning_a_stage_goes_to_its_question(self, day: Day) -> None:
        day.session.do(begin_item("ag03"))
        day.at("10:40:00")
        day.press(Key.Key_T, CTRL)
        assert day.running == "ag04"
        assert day.window.walk.stage == day.session.workshop.get(Stage, "S2")

    def test_one_key_begins_and_says_what_it_begins(self, day: Day) -> None:
        """Three buttons that said "Begin" and "Open": nobody knew which of them starts the clock."""
        day.at("09:10:00")
        assert day.card.sheet.begin.text() == "Begin the day"
        day.window.go("prepare")
        assert day.window.footer.next.words.startswith("Go to: 1.1 ")
        day.press(Key.Key_T, CTRL)
        assert day.card.sheet.begin.text() == "Begin next"

    def test_what_runs_is_said_when_the_file_is_opened_again(self, day: Day) -> None:
        """After a crash the timer stands: who does not see that gives the room time it does not have."""
        day.session.do(begin_item("ag03"))
        day.window.start()
        assert not day.window.walk.timer.running, "it may have been paused: the file does not know"
        said = "runs since 10:00. The timer is paused: F7 lets it go on."
        assert day.window.messages.text.startswith("“Stage 1")
        assert day.window.messages.text.endswith(said)

    def test_late_is_said_in_words(self, day: Day) -> None:
        day.at("10:08:00")
        day.press(Key.Key_F7)
        assert day.running == "ag03"
        assert day.card.sheet.late.text() == "8 minutes behind · ends 16:08"
        assert day.card.sheet.now.whole.startswith("Now: Stage 1")
        assert day.card.sheet.next.whole.startswith("Next: 10:48 Stage 2")

    def test_a_day_nobody_has_begun_is_not_called_late(self, day: Day) -> None:
        day.at("09:00:00")
        assert day.card.sheet.late.text() == "Begins 09:15 · ends 16:00"
        day.at("09:20:00")
        assert day.card.sheet.late.text().startswith("Not begun, planned for 09:15")

    def test_looking_elsewhere_while_the_timer_runs_begins_and_ends_nothing(self, day: Day) -> None:
        """A look at an earlier stage cost the run sheet its times, for good."""
        day.press(Key.Key_F7)
        day.at("10:05:00")
        day.press(Key.Key_F7)
        day.press(Key.Key_F7)
        before = day.session.workshop.agenda()
        for stage in (Key.Key_2, Key.Key_3, Key.Key_1, Key.Key_5):
            day.at(f"10:{day.now.minute + 3:02}:00")
            day.press(stage, CTRL)
        assert [(item.started_at, item.ended_at) for item in day.session.workshop.agenda()] == [
            (item.started_at, item.ended_at) for item in before
        ]
        assert day.running == "ag03"
        assert day.window.walk.timer.used == 17 * 60

    def test_who_looks_elsewhere_is_told_what_runs_and_comes_back_by_one_key(self, day: Day) -> None:
        """Back to the question the room is at, not to the first one of its stage."""
        day.press(Key.Key_F7)
        day.press(Key.Key_PageDown)
        left = day.window.walk.question
        assert left is not None
        assert left.id != "Q1.1"
        assert not day.card.sheet.back.isVisible()
        day.press(Key.Key_4, CTRL)
        assert day.card.sheet.back.isVisible()
        assert day.card.sheet.now.whole.startswith("Now: Stage 1")
        rail = day.window.rail._rows
        assert "Now" in rail["S1"].accessibleName()
        assert "Now" not in rail["S4"].accessibleName()
        assert "Here" in rail["S4"].accessibleName()
        day.press(Key.Key_G, CTRL)
        assert day.window.walk.question == left
        assert not day.card.sheet.back.isVisible()

    def test_back_to_what_runs_leads_out_of_prepare_too(self, day: Day) -> None:
        day.press(Key.Key_F7)
        day.press(Key.Key_0, CTRL)
        day.press(Key.Key_G, CTRL)
        assert day.window.stack.currentWidget() is day.window.stage_page

    def test_the_timer_starts_the_stage_that_is_looked_at_only_where_nothing_runs(self, day: Day) -> None:
        day.press(Key.Key_F7)
        day.press(Key.Key_F7)
        day.press(Key.Key_2, CTRL)
        day.press(Key.Key_F7)
        assert day.running == "ag03"
        day.at("10:30:00")
        day.press(Key.Key_F8, CTRL | SHIFT)
        day.press(Key.Key_F7)
        assert day.running == "ag04"

    def test_begin_and_finish_are_taken_back_by_name(self, day: Day) -> None:
        """Ctrl+Z after a begin by mistake took back something else, which nobody was looking at."""
        day.press(Key.Key_F7)
        day.at("10:30:00")
        day.press(Key.Key_T, CTRL)
        assert day.session.undo_label == "begin agenda item “Stage 2: Examining the internal and…”"
        day.at("10:31:30")
        day.press(Key.Key_Z, CTRL)
        assert day.running == "ag03"
        assert (day.item("ag03").ended_at, day.item("ag04").started_at) == (None, None)
        assert day.window.walk.timer.running
        day.press(Key.Key_F8, CTRL | SHIFT)
        day.at("10:35:00")
        day.press(Key.Key_Z, CTRL)
        assert day.running == "ag03"
        day.press(Key.Key_Z, CTRL)
        assert day.running == ""
        assert not day.window.walk.timer.running, "nothing runs that it could count for"
        day.press(Key.Key_Y, CTRL)
        assert day.item("ag03").started_at == "2026-03-12T10:00:00"

    def test_the_key_pressed_twice_begins_one_item(self, day: Day) -> None:
        """A slip of the finger passed an item over."""
        day.press(Key.Key_T, CTRL)
        begun = day.running
        day.at("10:00:02")
        day.press(Key.Key_T, CTRL)
        assert day.running == begun
        day.at("10:00:03")
        day.press(Key.Key_T, CTRL)
        assert day.running != begun

    def test_a_draft_of_another_day_is_not_opened_without_a_word(self, day: Day) -> None:
        said: list[str] = []
        day.window.desk.said.connect(said.append)
        draft = dataclasses.replace(day.session.workshop.details, status=WorkshopStatus.DRAFT, date="2026-03-11")
        day.session.do(lambda workshop, _moment: Transaction("x", changed(workshop.details, draft)))
        day.press(Key.Key_T, CTRL)
        assert said == ["The workshop is open now, though its date is 11 March 2026."]
        day.press(Key.Key_Z, CTRL)
        assert day.session.workshop.details.status is WorkshopStatus.DRAFT

    def test_finished_by_key(self, day: Day) -> None:
        day.press(Key.Key_F7)
        day.at("10:30:00")
        day.press(Key.Key_F8, CTRL | SHIFT)
        assert day.running == ""
        assert not day.window.walk.timer.running
        assert day.card.sheet.late.text() == "10 minutes ahead · ends 15:50"

    def test_on_another_day_nothing_is_said_of_being_late(self, day: Day) -> None:
        day.now = datetime.fromisoformat("2026-03-13T12:00:00")
        day.card.sheet.day.look()
        assert not day.card.sheet.late.isVisible()

    def test_the_evening_before_leaves_the_morning_as_it_was(self, day: Day) -> None:
        """F7 pressed twice the evening before: Ctrl+T in the morning began the second stage."""
        day.now = datetime.fromisoformat("2026-03-11T18:00:00")
        day.card.sheet.day.look()
        day.press(Key.Key_F7)
        day.press(Key.Key_F7)
        assert day.item("ag03").started_at == "2026-03-11T18:00:00"
        day.at("09:15:00")
        assert day.running == ""
        assert day.card.sheet.late.text() == "Begins 09:15 · ends 16:00"
        day.press(Key.Key_T, CTRL)
        assert day.running == "ag01"
        assert day.card.sheet.late.text() == "On time · ends 16:00"
        assert day.window.actions_table["run_sheet_afresh"].isEnabled()

    def test_after_a_rehearsal_it_can_start_afresh_in_the_morning(self, day: Day) -> None:
        """What the rehearsal left behind is not seen that day, but is in the file."""
        day.now = datetime.fromisoformat("2026-03-11T18:00:00")
        day.press(Key.Key_F7)
        day.press(Key.Key_F8, CTRL | SHIFT)
        day.at("09:15:00")
        day.window.actions_table["run_sheet_afresh"].trigger()
        assert day.item("ag03").started_at is None
        assert not day.window.actions_table["run_sheet_afresh"].isEnabled()

    def test_afresh_after_a_rehearsal(self, day: Day) -> None:
        day.press(Key.Key_F7)
        day.window.actions_table["run_sheet_afresh"].trigger()
        assert day.item("ag03").started_at is None
        day.press(Key.Key_Z, CTRL)
        assert day.running == "ag03"

    def test_a_closed_day_allows_nothing_more_and_opened_again_it_does(self, day: Day) -> None:
        """The sheet is the same, word for word, where nothing was running: its keys must not stay."""
        act = day.window.actions_table
        assert act["agenda_next"].isEnabled()
        assert act["catch_up"].isEnabled()
        act["run_sheet"].trigger()
        dialog = day.dialog()
        assert isinstance(dialog, RunSheetDialog)
        assert dialog.begin.isEnabled()
        day.session.do(close_workshop())
        assert not act["agenda_next"].isEnabled()
        assert not act["catch_up"].isEnabled()
        assert not day.card.sheet.begin.isEnabled()
        assert not dialog.begin.isEnabled()
        day.session.do(reopen_for_correction("A name"))
        assert act["agenda_next"].isEnabled()
        dialog.close()

    def test_begun_at_the_second_try_it_is_as_begun_at_the_first(self, day: Day) -> None:
        """The stick was out for a moment: the item ran, the timer stood, and the screen showed the stage before."""
        day.session.do(begin_item("ag03"))
        day.at("10:40:00")
        day.store.broken = NotSaved("disk_full")
        day.press(Key.Key_T, CTRL)
        assert day.running == "ag03"
        day.store.broken = None
        day.window.desk.try_again()
        assert day.running == "ag04"
        assert day.window.walk.timer.running
        assert day.window.walk.stage == day.session.workshop.get(Stage, "S2")


class TestTheTimer:
    def test_minutes_are_given_and_taken_while_it_runs_and_after_its_end(self, day: Day) -> None:
        day.press(Key.Key_F7)
        day.at("10:40:30")
        assert day.card.ring.accessibleName() == "+0:30 over 40 min"
        day.press(Key.Key_F7, SHIFT)
        assert day.card.ring.accessibleName() == "0:30 left of 41 min"
        day.press(Key.Key_F8, SHIFT)
        assert day.card.ring.accessibleName() == "+0:30 over 40 min"
        assert day.item("ag03").minutes == 40

    def test_given_minutes_are_there_when_the_workshop_is_opened_again(
        self, day: Day, open_window: Callable[[Session], WorkshopWindow]
    ) -> None:
        """The laptop's battery died at 10:20: the room still has the five minutes that it was promised."""
        day.press(Key.Key_F7)
        for _ in range(5):
            day.press(Key.Key_F7, SHIFT)
        day.at("10:20:00")
        day.window.close()
        again = Session(day.session.workshop, MemoryStore(), clock=lambda: day.now)
        window = open_window(again)
        assert window.walk.timer.planned == 45 * 60
        assert window.walk.timer.used == 20 * 60
        assert not window.walk.timer.running

    def again(self, day: Day, open_window: Callable[[Session], WorkshopWindow]) -> WorkshopWindow:
        """Closed, opened again twenty minutes later."""
        day.window.close()
        day.now += timedelta(minutes=20)
        return open_window(Session(day.session.workshop, MemoryStore(), clock=lambda: day.now))

    def test_a_pause_is_one_when_the_workshop_is_opened_again(
        self, day: Day, open_window: Callable[[Session], WorkshopWindow]
    ) -> None:
        """The room had coffee while the laptop was shut: none of it is taken from the minutes it was promised."""
        day.press(Key.Key_F7)
        day.at("10:05:00")
        day.press(Key.Key_F7)
        day.at("10:25:00")
        day.press(Key.Key_F7)
        day.at("10:27:30")
        label = day.session.undo_label
        window = self.again(day, open_window)
        assert window.walk.timer.used == 7 * 60 + 30
        assert window.side.timer_card.ring.accessibleName() == "32:30 left of 40 min"
        assert day.session.undo_label == label, "time that goes by is no undo step"

    def test_a_step_is_where_it_was_when_the_workshop_is_opened_again(
        self, day: Day, open_window: Callable[[Session], WorkshopWindow]
    ) -> None:
        day.session.do(set_steps("ag03", "1-2-4-All 12", day.window.desk.services.framework.methods))
        day.press(Key.Key_F7)
        day.at("10:05:00")
        day.press(Key.Key_F8, CTRL)
        day.at("10:05:30")
        day.press(Key.Key_F7)
        window = self.again(day, open_window)
        assert window.side.timer_card.step.whole == "2 of 4: In pairs"
        assert window.walk.timer.used == 30
        for _ in range(3):
            press(window, Key.Key_F8, CTRL)
        assert window.walk.timer.used == 5 * 60 + 30, "after the last step the item has all of them"
        window.actions_table["timer_step_back"].trigger()
        assert window.walk.timer.used == 0

    def test_a_question_keeps_its_own_minutes(self, day: Day, open_window: Callable[[Session], WorkshopWindow]) -> None:
        """Closed over lunch and opened again, it had all of its ten minutes once more."""
        day.press(Key.Key_F7)
        question = day.window.walk.question
        assert question is not None
        day.session.do(set_minutes(question.id, 10))
        day.at("10:04:00")
        day.press(Key.Key_F7)
        assert self.again(day, open_window).walk.timer.left == 6 * 60

    def test_lunch_is_counted_like_any_other(self, day: Day, open_window: Callable[[Session], WorkshopWindow]) -> None:
        day.session.do(begin_item("ag05"))
        day.press(Key.Key_F7)
        day.at("10:06:00")
        day.press(Key.Key_F7)
        assert self.again(day, open_window).walk.timer.used == 6 * 60

    def test_what_is_begun_afresh_has_all_its_minutes(self, day: Day) -> None:
        day.press(Key.Key_F7)
        day.at("10:06:00")
        day.press(Key.Key_Z, CTRL)
        day.press(Key.Key_F7)
        assert day.window.walk.timer.left == 40 * 60
        assert day.item("ag03").seconds_used == 0

    def test_time_that_is_noted_leaves_an_open_cell_alone(self, day: Day) -> None:
        """The agenda is put right on Prepare while the timer runs: once a minute the words in hand were gone."""
        day.press(Key.Key_F7)
        day.press(Key.Key_0, CTRL)
        day.press(Key.Key_6, Modifier.AltModifier)
        day.press(Key.Key_F2)
        box = QApplication.focusWidget()
        assert isinstance(box, QLineEdit)
        QTest.keyClicks(box, "half a wo")
        day.at("10:01:30")
        assert day.item("ag03").seconds_used == 90
        assert box.isVisible()
        assert box.text().endswith("half a wo")
        assert QApplication.focusWidget() is box

    def test_undo_takes_a_minute_back(self, day: Day) -> None:
        day.press(Key.Key_F7)
        day.press(Key.Key_F7, SHIFT)
        day.press(Key.Key_Z, CTRL)
        assert minutes_of(day.item("ag03")) == 40
        assert day.window.walk.timer.planned == 40 * 60

    def test_a_questions_own_minutes_count(self, day: Day) -> None:
        question = day.window.walk.question
        assert question is not None
        day.press(Key.Key_F7)
        day.session.do(set_minutes(question.id, 10))
        assert day.window.walk.timer.planned == 600
        day.press(Key.Key_F7, SHIFT)
        assert day.session.workshop.get(Question, question.id).minutes == 11

    def test_steps_walk_by_key_on_laptop_and_projector(self, day: Day) -> None:
        methods = day.window.desk.services.framework.methods
        day.session.do(set_steps("ag03", "1-2-4-All 12", methods))
        room = day.window.projector
        assert isinstance(room, RoomProjector)
        room.send_clock()
        day.press(Key.Key_F7)
        assert day.card.step.whole == "1 of 4: Alone, in silence"
        day.press(Key.Key_F8, CTRL)
        assert day.card.step.whole == "2 of 4: In pairs"
        assert day.card.ring.accessibleName() == "2:00 left of 2 min"
        assert room.scene == ClockScene("2:00", "2 of 4: In pairs")
        day.at("10:02:05")
        assert room.scene == ClockScene("+0:05", "2 of 4: In pairs · Time is up", True)
        day.press(Key.Key_F7, SHIFT)
        assert day.card.ring.accessibleName() == "0:55 left of 3 min"
        for _ in range(3):
            day.press(Key.Key_F8, CTRL)
        assert not day.card.step.isVisible()
        assert day.card.ring.accessibleName().endswith("left of 40 min")
        assert isinstance(room.scene, ClockScene)
        assert room.scene.caption == ""
        day.window.actions_table["timer_step_back"].trigger()
        assert day.card.step.whole == "4 of 4: All together"

    def test_the_end_is_said_once(self, day: Day) -> None:
        said: list[str] = []
        day.window.desk.said.connect(said.append)
        day.press(Key.Key_F7)
        day.at("10:39:59")
        assert said == []
        day.at("10:40:00")
        day.at("10:40:05")
        assert said == ["Time is up: Stage 1: Clarifying the purpose of the partnership"]
        day.press(Key.Key_F7, SHIFT)
        day.at("10:41:00")
        assert len(said) == 2, "a minute more has an end of its own"

    def test_a_second_paints_the_ring_and_nothing_else(self, day: Day, qtbot: QtBot, qapp: QApplication) -> None:
        """What flickers at the edge of the facilitator's eye takes it from the room."""
        day.press(Key.Key_F7)
        painted: list[str] = []

        class Watch(QWidget):
            def eventFilter(self, watched: object, event: QEvent) -> bool:
                if isinstance(event, QPaintEvent):
                    painted.append(type(watched).__name__)
                return False

        watch = Watch()
        qtbot.addWidget(watch)
        for part in day.card.findChildren(QWidget):
            part.installEventFilter(watch)

        quiet: list[bool] = []

        def at_rest() -> bool:
            quiet.append(not painted)
            painted.clear()
            return quiet[-5:] == [True] * 5

        qtbot.waitUntil(at_rest)
        day.at("10:00:01")
        qtbot.waitUntil(lambda: bool(painted))
        assert set(painted) == {"TimerRing"}


class TestTheDialogs:
    def test_the_whole_sheet_begins_and_leaves_out(self, day: Day) -> None:
        day.press(Key.Key_F7)
        day.at("10:43:00")
        day.press(Key.Key_J, CTRL)
        dialog = day.dialog()
        assert isinstance(dialog, RunSheetDialog)
        assert dialog.table.current() == "ag03"
        dialog.table.select("ag05")
        day.press(Key.Key_L, Modifier.AltModifier)
        # A button that is pressed by its letter shows it for a moment.
        day.qtbot.waitUntil(lambda: day.item("ag05").cut)
        assert dialog.table.current() == "ag05"
        assert dialog.cut.text() == "Take &in again"
        dialog.table.select("ag04")
        day.press(Key.Key_B, Modifier.AltModifier)
        day.qtbot.waitUntil(lambda: day.running == "ag04")
        rows = [dialog.table.topLevelItem(n) for n in range(5)]
        cells = [[row.text(column) for column in range(5)] for row in rows if row is not None]
        assert cells[2][3:] == ["40 → 43", "done"]
        assert cells[3][:2] == ["10:40", "10:43"]
        assert cells[4][1:] == ["", "Break", "15", "left out"]
        dialog.table.select("ag04")
        day.press(Key.Key_N, Modifier.AltModifier)
        day.qtbot.waitUntil(lambda: day.running == "")
        dialog.close()

    def test_a_day_without_a_start_says_where_to_give_it_one(self, day: Day) -> None:
        """“Planned” stayed empty, and nothing said why."""
        day.press(Key.Key_J, CTRL)
        timed = day.dialog()
        assert isinstance(timed, RunSheetDialog)
        assert not timed._timeless.isVisible()
        timed.close()
        for item in day.session.workshop.agenda():
            day.session.do(set_time(item.id, ""))
        day.session.do(change_details(starts=""))
        day.press(Key.Key_J, CTRL)
        dialog = day.dialog()
        assert isinstance(dialog, RunSheetDialog)
        assert dialog._timeless.isVisible()
        dialog.close()

    def behind(self, day: Day) -> CatchUpDialog:
        day.at("10:10:00")
        day.press(Key.Key_F7)
        day.at("10:20:00")
        day.press(Key.Key_B, CTRL | SHIFT)
        dialog = day.dialog()
        assert isinstance(dialog, CatchUpDialog)
        return dialog

    def test_minutes_are_taken_as_shown_and_undone_as_one(self, day: Day) -> None:
        said: list[str] = []
        day.window.desk.said.connect(said.append)
        dialog = self.behind(day)
        assert dialog.way is Way.SHORTEN
        assert dialog.effect.text() == "Ends 16:00, as agreed. 10 minutes less."
        day.press(Key.Key_Return, CTRL)
        day.qtbot.waitUntil(lambda: day.card.sheet.late.text() == "On time · ends 16:00")
        assert said == ["Ends 16:00, as agreed. 10 minutes less."]
        assert sum(minutes_of(item) - item.minutes for item in day.session.workshop.agenda()) == -10
        day.window.actions_table["undo"].trigger()
        assert day.card.sheet.late.text() == "10 minutes behind · ends 16:10"

    def test_enter_does_what_is_shown(self, day: Day) -> None:
        """Whoever chose "Take minutes", saw 16:00 and pressed Enter had moved the end of the day instead."""
        dialog = self.behind(day)
        assert dialog.table.hasFocus()
        day.press(Key.Key_Return)
        assert dialog.way is Way.SHORTEN
        day.qtbot.waitUntil(lambda: day.card.sheet.late.text() == "On time · ends 16:00")
        assert not dialog.isVisible()

    def test_enter_on_a_way_chooses_none_and_takes_the_one_shown(self, day: Day) -> None:
        dialog = self.behind(day)
        dialog.ways.choose(Way.MOVE.value)
        dialog.ways.chosen.emit(Way.MOVE.value)
        next(button for button in dialog.ways.findChildren(QPushButton) if button.isChecked()).setFocus()
        day.press(Key.Key_Return)
        day.qtbot.waitUntil(lambda: day.card.sheet.late.text() == "On time · ends 16:10")

    def test_tab_comes_to_the_deed_before_the_way_out(self, day: Day) -> None:
        dialog = self.behind(day)
        day.press(Key.Key_Tab)
        assert dialog.take.hasFocus()
        day.press(Key.Key_Tab)
        assert dialog.cancel.hasFocus()

    def test_minutes_are_taken_only_from_what_is_ticked(self, day: Day) -> None:
        dialog = self.behind(day)
        for item_id in ("ag04", "ag05", "ag06", "ag07", "ag08", "ag09", "ag10"):
            dialog.table.select(item_id)
            QTest.keyClick(dialog.table, Key.Key_Space)
        assert dialog.table.ticked() == {"ag11"}
        dialog.take.click()
        assert [item.id for item in day.session.workshop.agenda() if item.minutes_given] == ["ag11"]

    def test_moving_and_leaving_out(self, day: Day) -> None:
        dialog = self.behind(day)
        dialog.ways.choose(Way.LEAVE_OUT.value)
        dialog.ways.chosen.emit(Way.LEAVE_OUT.value)
        assert not dialog.take.isEnabled()
        assert dialog.effect.text() == "Tick what is to be left out."
        dialog.table.select("ag05")
        QTest.keyClick(dialog.table, Key.Key_Space)
        assert dialog.effect.text() == "Ends 16:00, as agreed. 15 minutes less."
        dialog.ways.choose(Way.MOVE.value)
        dialog.ways.chosen.emit(Way.MOVE.value)
        assert dialog.effect.text() == "Ends 16:10, 10 minutes later than agreed. Every item keeps its minutes."
        dialog.take.click()
        assert day.card.sheet.late.text() == "On time · ends 16:10"
        assert day.item("ag05").time == "11:40"

    def test_nothing_to_catch_up_is_said(self, day: Day) -> None:
        said: list[str] = []
        day.window.desk.said.connect(said.append)
        day.press(Key.Key_F7)
        day.press(Key.Key_B, CTRL | SHIFT)
        assert said == ["The day is not behind: there is nothing to catch up."]
        dialogs = day.window.desk.dialogs
        assert isinstance(dialogs, AnsweredDialogs)
        assert dialogs.dialogs == []


class TestTheSound:
    def test_it_is_gentle(self, tmp_path: Path) -> None:
        """A room that thinks in silence must not jump."""
        path = tmp_path / "chime.wav"
        write_chime(path)
        with wave.open(str(path)) as sound:
            assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
            samples = array.array("h", sound.readframes(sound.getnframes()))
        loudest = max(abs(sample) for sample in samples) / 32_767
        assert 0.05 < loudest <= LOUDEST
        assert abs(samples[0]) < 50
        assert abs(samples[-1]) < 50

    @pytest.fixture
    def played(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A stand-in for the system's player, which notes what it was to play."""
        programs, note = tmp_path / "programs", tmp_path / "played"
        programs.mkdir()
        stand_in = programs / "aplay"
        stand_in.write_text(f'#!/bin/sh\necho "$@" >> "{note}"\n', encoding="utf-8")
        stand_in.chmod(0o755)
        monkeypatch.setenv("PATH", str(programs))
        return note

    @pytest.mark.skipif("sys.platform == 'win32'", reason="Windows plays by itself")
    def test_the_systems_player_is_started_and_let_go(self, played: Path, qtbot: QtBot, qapp: QApplication) -> None:
        chime = Chime()
        assert can_play()
        assert chime.play()
        qtbot.waitUntil(played.exists)
        words = played.read_text(encoding="utf-8").split()
        assert words[0] == "-q"
        assert words[1].endswith("chime.wav")

    @pytest.mark.skipif("sys.platform == 'win32'", reason="Windows plays by itself")
    def test_without_a_player_the_sign_on_the_screen_stands_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        assert player() is None
        assert not can_play()
        assert not Chime().play()

    @pytest.mark.skipif("sys.platform == 'win32'", reason="Windows plays by itself")
    def test_the_timer_sounds_only_where_it_is_wanted(self, day: Day, played: Path, qtbot: QtBot) -> None:
        theme = day.window.theme
        day.window.time_up.chime = Chime(day.window)
        theme.set_look(theme.look.changed(sound=False))
        day.press(Key.Key_F7)
        day.at("10:40:01")
        assert not played.exists()
        day.window.actions_table["timer_sound"].trigger()
        assert theme.look.sound
        qtbot.waitUntil(played.exists)
        day.press(Key.Key_F7, SHIFT)
        day.at("10:41:02")
        qtbot.waitUntil(lambda: len(played.read_text(encoding="utf-8").splitlines()) == 2)
