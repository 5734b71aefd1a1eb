"""A workshop that can only be read: nothing takes words, nothing is refused aloud, and everything can be looked at.

Most of it walks the whole window as it is: every page, tab and ballot, every button, action and key. What a new page
forgets to lock is found here without a test of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits.ballots import close_ballot, new_ballot, open_ballot, option
from lsp_workshop.domain.edits.capture import set_aside
from lsp_workshop.domain.edits.event import close_workshop, reopen_for_correction, write_note
from lsp_workshop.domain.edits.parking import park
from lsp_workshop.domain.model import (
    RECORD_TYPES,
    Action,
    Answer,
    AnswerStatus,
    Ballot,
    BallotStatus,
    Decision,
    ParkingLotItem,
)
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.session import Session
from lsp_workshop.store.opening import create_workshop, open_for_reading, open_workshop
from lsp_workshop.ui.desk import Trouble
from lsp_workshop.ui.preferences import PreferencesDialog
from lsp_workshop.ui.templates.shelf import TemplatesDialog
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.finder import FinderDialog
from lsp_workshop.ui.workshop.handouts.dialog import HandoutsDialog
from lsp_workshop.ui.workshop.page import Panel
from lsp_workshop.ui.workshop.plan.decisions import DecisionsPanel
from lsp_workshop.ui.workshop.plan.panel import PlanPanel
from lsp_workshop.ui.workshop.prepare.details import DetailsSection
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.record.looking import LookDialog
from lsp_workshop.ui.workshop.run_sheet.dialog import RunSheetDialog
from lsp_workshop.ui.workshop.search import Hit, SearchDialog
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.shortcut_sheet import ShortcutSheet
from tests.ui.conftest import OpenWindow
from tests.ui.support import AnsweredDialogs, MemoryStore, sample_records, sample_session, session_of

"""A sweep through all of the window; the usual limit is for a test that hangs."""

Key, Modifier = Qt.Key, Qt.KeyboardModifier

FREE_BOXES = {
    "Find who has voted",
}
"""Boxes that change nothing in the workshop, by what a reader hears of them."""

LEFT_OUT = {
    "quit", "close_window", "open_for_work", "read_again", "make_preview", "toggle_dark", "larger_text", "smaller_text",
    "print_record", "open_record",
}  # fmt: skip
"""Actions that end the window or are of its look, and the preview, which the tests of the record make."""

SAVES_ELSEWHERE = ("Save: ", "Save as JSON")
"""How the title of a dialog begins that saves a document: a reader gets those."""
READ = (
    SearchDialog, FinderDialog, ShortcutSheet, RunSheetDialog, PreferencesDialog, HandoutsDialog, TemplatesDialog,
    LookDialog,
)  # fmt: skip
"""Dialogs that a reader gets: nothing in them is of this workshop, or nothing in them changes it."""

INVITATIONS = ("Type ", "press Enter", "then Enter", "Enter saves", "Enter next paper", "Enter ticks", "Press ",
               "Ctrl+B", "Alt+Up", "How many hands", "Each tick is saved")  # fmt: skip
"""Words on a label that ask for what cannot be done."""

KEYS = (
    (Key.Key_X, Modifier.NoModifier), (Key.Key_1, Modifier.NoModifier), (Key.Key_Space, Modifier.NoModifier),
    (Key.Key_Return, Modifier.NoModifier), (Key.Key_F2, Modifier.NoModifier), (Key.Key_F12, Modifier.NoModifier),
    (Key.Key_F12, Modifier.NoModifier), (Key.Key_Backspace, Modifier.NoModifier),
    (Key.Key_Down, Modifier.AltModifier), (Key.Key_Up, Modifier.AltModifier), (Key.Key_V, Modifier.ControlModifier),
    (Key.Key_Delete, Modifier.NoModifier), (Key.Key_Return, Modifier.ControlModifier),
    (Key.Key_Return, Modifier.ShiftModifier), (Key.Key_Escape, Modifier.NoModifier),
)  # fmt: skip


# --- workshops ------------------------------------------------------------------------------------------------------


def viewed(session: Session) -> Session:
    """The same workshop, opened for viewing."""
    store = MemoryStore()
    store.read_only = True
    return session_of([each for kind in RECORD_TYPES for each in session.workshop.all(kind)], store)


def apply(session: Session, edit: Edit) -> None:
    session.workshop.apply(session.preview(edit).changes)


def full_session(status: str = "open", store: MemoryStore | None = None) -> Session:
    """The sample, with a draft ballot and running ones, a parked point and a note: something of every kind."""
    session = sample_session(store=store)
    one = option("Meet in Northside")
    for preset, options in (
        ("dot vote", (option("Buses"), option("A shared form"))),
        ("gradients of agreement", (one,)),
        ("consent round", (one,)),
        ("fist to five", (one,)),
        ("ranking by group", (option("Buses"), option("A shared form"))),
    ):
        for title in (f"Running: {preset}", f"Draft: {preset}"):
            apply(session, new_ballot(title, question_id="Q2.1", preset=preset, options=options))
    for ballot in session.workshop.all(Ballot):
        if ballot.title.startswith("Running"):
            apply(session, open_ballot(ballot.id))
    apply(session, set_aside([next(iter(session.workshop.answers_to("Q1.1", kept_only=True))).id]))
    apply(session, park("Who pays for the hall?"))
    apply(session, write_note("S2", "Ask Jess about the hall"))
    if status == "closed":
        for ballot in session.workshop.all(Ballot):
            if ballot.status is BallotStatus.OPEN:
                apply(session, close_ballot(ballot.id))
        apply(session, close_workshop())
    return session


SESSIONS: dict[str, Callable[[], Session]] = {
    "viewed": lambda: viewed(full_session()),
    "viewed-draft": lambda: viewed(sample_session(status="draft")),
    "viewed-closed": lambda: viewed(full_session("closed")),
    "closed": lambda: full_session("closed"),
}


# The whole walk costs seconds: closed workshops, which have less, are walked by some tests only.
@pytest.fixture(params=SESSIONS)
def window(request: pytest.FixtureRequest, open_window: OpenWindow) -> WorkshopWindow:
    return open_window(SESSIONS[request.param]())


@pytest.fixture
def reading(open_window: OpenWindow) -> WorkshopWindow:
    """A window on a file that somebody else has open."""
    return open_window(viewed(full_session()))


# --- going about ----------------------------------------------------------------------------------------------------

Go = Callable[[], object]
Place = tuple[str, Go]


def places(window: WorkshopWindow) -> Iterator[Place]:
    """Everywhere one can be, by name, and how to get there."""
    workshop = window.desk.workshop
    for section in ("workshop", "people", "organisations", "tables", "sectors", "agenda"):
        yield f"prepare {section}", partial(to_section, window, section)
    # Two stages have everything: answers, ballots in every state, decisions; and the plan.
    for stage in workshop.stages()[1:4:2]:
        for place, question in enumerate(workshop.questions_of(stage.id)[:2]):
            yield f"{question.number} answers", partial(to_tab, window, question.id, "answers")
            yield f"{question.number} ballots", partial(to_tab, window, question.id, "ballots")
            for ballot in workshop.ballots_of(question.id):
                tabs = ("papers", "roll", "hands") if ballot.status is BallotStatus.OPEN else ("",)
                for tab in tabs:
                    yield f"ballot {ballot.title} {tab}", partial(to_ballot, window, question.id, ballot.id, tab)
            if not place:
                yield f"{question.number} decisions", partial(to_tab, window, question.id, "decisions")
                if stage.number == 4:
                    for table in ("actions", "objectives", "parking"):
                        yield f"plan {table}", partial(to_plan, window, question.id, table)
    # The other sections are tables of the same kind.
    for section in ("carried", "tasks", "feedback"):
        yield f"review {section}", partial(to_review, window, section)
    yield "side notes", partial(to_side, window, "write_note")
    yield "side parked", partial(to_side, window, "park")
    yield "record", partial(window.go, "record")


def to_review(window: WorkshopWindow, section: str) -> None:
    to_tab(window, "Q5.1", "review").show_record(section)


def to_section(window: WorkshopWindow, section: str) -> None:
    window.go("prepare")
    page = window.page
    assert isinstance(page, PreparePage)
    page.open_section(section).focus()


def to_tab(window: WorkshopWindow, question_id: str, tab: str) -> Panel:
    window.go(next(q.stage_id for s in window.desk.workshop.stages()
                   for q in window.desk.workshop.questions_of(s.id, hidden=True) if q.id == question_id))  # fmt: skip
    window.walk.go(question_id)
    panel = window.stage_page.open_tab(tab)
    if isinstance(panel, BallotsPanel):
        panel.to_list()
    panel.shown()
    return panel


def to_ballot(window: WorkshopWindow, question_id: str, ballot_id: str, tab: str = "") -> BallotsPanel:
    panel = to_tab(window, question_id, "ballots")
    assert isinstance(panel, BallotsPanel)
    panel.open(ballot_id)
    if tab in panel.running.tabs.keys:
        panel.running.choose(tab)
    return panel


def to_plan(window: WorkshopWindow, question_id: str, table: str) -> PlanPanel:
    panel = to_tab(window, question_id, "plan")
    assert isinstance(panel, PlanPanel)
    panel.open_table(table)
    panel.shown()
    return panel


def to_side(window: WorkshopWindow, action: str) -> None:
    window.actions_table[action].trigger()


def seen(window: WorkshopWindow, kind: type[QWidget]) -> list[QWidget]:
    return [each for each in window.findChildren(kind) if each.isVisible()]


def called(widget: QWidget) -> str:
    words = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    return f"{type(widget).__name__} {words or widget.objectName()}"


class Watch:
    """What went wrong since the last look: anything saved, refused, asked or told."""

    def __init__(self, window: WorkshopWindow, *questions: str) -> None:
        self.window = window
        self.faults: list[str] = []
        self._questions = set(questions)
        self._troubles: list[Trouble] = []
        window.desk.troubled.connect(self._troubles.append)
        dialogs = window.desk.dialogs
        assert isinstance(dialogs, AnsweredDialogs)
        self._dialogs = dialogs
        self._before = self._records()

    def _records(self) -> list[object]:
        return [each for kind in RECORD_TYPES for each in self.window.desk.workshop.all(kind)]

    def look(self, where: str) -> bool:
        """Whether a dialog came up that a reader gets: it is the same wherever he is."""
        asked = any(each.startswith(SAVES_ELSEWHERE) for each in self._dialogs.asked)
        for dialog in self._dialogs.dialogs:
            dialog.deleteLater()
        opened = asked or any(isinstance(each, READ) for each in self._dialogs.dialogs)
        self.faults += [f"{where}: said “{each.sentence}”" for each in self._troubles]
        free = [each for each in self._dialogs.asked if each in self._questions or each.startswith(SAVES_ELSEWHERE)]
        self.faults += [f"{where}: asked “{each}”" for each in self._dialogs.asked if each not in free]
        self.faults += [f"{where}: told “{each}”" for each in self._dialogs.told]
        self.faults += [
            f"{where}: opened {type(each).__name__}" for each in self._dialogs.dialogs if not isinstance(each, READ)
        ]
        if self._records() != self._before:
            self.faults.append(f"{where}: changed the workshop")
            self._before = self._records()
        for mess in (self._troubles, self._dialogs.asked, self._dialogs.told, self._dialogs.dialogs):
            mess.clear()
        close_popups()
        return opened


def close_popups() -> None:
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        popup = QApplication.activePopupWidget()


# --- nothing takes words --------------------------------------------------------------------------------------------


def takes_words(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox):
        return not widget.isReadOnly()
    if isinstance(widget, QAbstractItemView):
        by_hand = widget.editTriggers() != QAbstractItemView.EditTrigger.NoEditTriggers
        wanted = Qt.ItemFlag.ItemIsUserCheckable | (Qt.ItemFlag.ItemIsEditable if by_hand else Qt.ItemFlag(0))
        model, root = widget.model(), widget.rootIndex()
        columns = range(model.columnCount(root) if isinstance(model, QAbstractTableModel) else 1)
        cells = [model.index(row, column) for row in range(model.rowCount(root)) for column in columns]
        return any(cell.flags() & wanted for cell in cells)
    return isinstance(widget, QComboBox | QCheckBox)


def test_no_box_of_any_page_takes_words(window: WorkshopWindow) -> None:
    """Somebody would type for minutes what cannot be kept."""
    found = []
    for name, go in places(window):
        go()
        found += [
            f"{name}: {called(each)}"
            for each in seen(window, QWidget)
            if each.isEnabled() and takes_words(each) and each.accessibleName() not in FREE_BOXES
        ]
    assert not found, "\n".join(sorted(set(found)))


def test_nothing_invites_to_do_what_cannot_be_done(window: WorkshopWindow) -> None:
    """An open door that is painted on the wall."""
    found = []
    for name, go in places(window):
        go()
        texts = [each.text() for each in seen(window, QLabel) if isinstance(each, QLabel)]
        for box in seen(window, QWidget):
            if (isinstance(box, QLineEdit) and not box.text()) or (
                isinstance(box, QPlainTextEdit) and not box.toPlainText()
            ):
                texts.append(box.placeholderText())
        found += [f"{name}: {text}" for text in texts if any(words in text for words in INVITATIONS)]
    assert not found, "\n".join(sorted(set(found)))


# --- nothing is changed, refused or asked ---------------------------------------------------------------------------


def page_buttons(window: WorkshopWindow, within: QWidget) -> list[QAbstractButton]:
    return [each for each in within.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]


def press_all(window: WorkshopWindow, within: QWidget, name: str, go: Go, watch: Watch, pressed: set[str]) -> None:
    """Each button once: `pressed` has those that were, here or elsewhere."""
    while True:
        go()
        waiting = [each for each in page_buttons(window, within) if called(each) not in pressed]
        waiting = [each for each in waiting if "preview" not in called(each)]
        if not waiting:
            return
        what = called(waiting[0])
        pressed.add(what)
        waiting[0].click()
        watch.look(f"{name}, button {what}")


@pytest.mark.parametrize("window", ["viewed", "closed"], indirect=True)
def test_no_button_that_can_be_pressed_changes_anything(window: WorkshopWindow) -> None:
    """A button that ends in an error, in front of the room."""
    watch = Watch(window, "Reopen for correction")
    answer_all(window)
    pressed: set[str] = set()
    for name, go in places(window):
        press_all(window, window.stack, name, go, watch, pressed)
    for part in (window.rail, window.side, window.footer):
        press_all(window, part, "around", partial(to_tab, window, "Q2.1", "answers"), watch, set())
    assert not watch.faults, "\n".join(watch.faults)


@pytest.mark.parametrize("window", ["viewed", "closed"], indirect=True)
def test_no_action_that_can_be_chosen_changes_anything(window: WorkshopWindow) -> None:
    """The menu greys what cannot be done, and keys do nothing rather than complain."""
    watch = Watch(window, "Reopen for correction")
    answer_all(window)
    done: set[tuple[object, ...]] = set()
    opened: set[str] = set()
    for name, go in places(window):
        go()
        here = standing(window)
        for action_id in window.actions_table.specs:
            action = window.actions_table[action_id]
            # Once in each kind of view is enough: the next question's answers are of the same kind. What is not a
            # list's own means the same on the whole page.
            kinds = tuple(type(each) for each in here)
            what = (action_id, *(kinds if window.actions_table.specs[action_id].widget else kinds[:2]))
            if action.isEnabled() and action_id not in LEFT_OUT | opened and what not in done:
                done.add(what)
                action.trigger()
                if watch.look(f"{name}, action {action_id}"):
                    opened.add(action_id)
                if standing(window) != here:
                    go()
                    here = standing(window)
    assert not watch.faults, "\n".join(watch.faults)


@pytest.mark.parametrize("window", ["viewed"], indirect=True)
def test_no_key_changes_anything(window: WorkshopWindow) -> None:
    """Delete in a list, a digit on a paper, a paste: wherever the keyboard can be."""
    watch = Watch(window)
    for name, go in places(window):
        part = window.side if name.startswith("side") else window.stack
        go()
        stops = [each for each in part.findChildren(QWidget) if each.isVisible() and takes_keyboard(each)]
        for place in range(len(stops)):
            stops = [each for each in part.findChildren(QWidget) if each.isVisible() and takes_keyboard(each)]
            if place < len(stops) and not isinstance(stops[place], QAbstractButton):
                press_keys(stops[place], name, watch)
                go()
    assert not watch.faults, "\n".join(watch.faults)


def standing(window: WorkshopWindow) -> list[object]:
    """Where one is: what is seen of the pages and of the right panel."""
    stacks = [each for each in window.findChildren(QStackedWidget) if each.isVisible()]
    return [window.walk.question, *(each.currentWidget() for each in stacks)]


def takes_keyboard(widget: QWidget) -> bool:
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def press_keys(stop: QWidget, name: str, watch: Watch) -> None:
    QGuiApplication.clipboard().setText("One line\nAnother\twith a tab")
    what = called(stop)
    for key, modifier in KEYS:
        if not shiboken6.isValid(stop) or not stop.isVisible():
            return
        stop.setFocus()
        QTest.keyClick(QApplication.focusWidget() or stop, key, modifier)
        watch.look(f"{name}, {key.name} in {what}")


def answer_all(window: WorkshopWindow) -> None:
    """Say yes to whatever is asked, so that what should not be asked is also found out by what it does."""
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.text = "Words" if window.desk.session.read_only else ""


# --- what a reader does ---------------------------------------------------------------------------------------------


def press(window: WorkshopWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def copied(window: WorkshopWindow) -> str:
    QGuiApplication.clipboard().clear()
    press(window, Key.Key_C, Modifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def test_each_reader_walks_on_his_own(reading: WorkshopWindow) -> None:
    """He would see one question only, or take the facilitator's place in the file."""
    watch = Watch(reading)
    window, before = reading, reading.walk.question
    press(window, Key.Key_Right, Modifier.ControlModifier)
    assert window.walk.question not in (None, before)
    press(window, Key.Key_4, Modifier.ControlModifier)
    assert window.walk.stage is not None
    assert window.walk.stage.number == 4
    assert "Now" in window.rail._rows["S2"].accessibleName(), "the day went on because somebody looked"
    assert "Now" not in window.rail._rows["S4"].accessibleName()
    watch.look("walking")
    assert not watch.faults


def test_answers_are_unfolded_ordered_and_copied(reading: WorkshopWindow) -> None:
    to_tab(reading, "Q2.1", "answers")
    answers = reading.stage_page.answers
    press(reading, Key.Key_L, Modifier.ControlModifier)
    first, second = answers.model.answers()[:2]
    answers.list.go_to(first.id)
    assert copied(reading) == first.text
    press(reading, Key.Key_Return)
    assert first.id in answers.model.unfolded
    for answer in (second, first):
        answers.list.go_to(answer.id)
        press(reading, Key.Key_Space)
    assert copied(reading).splitlines() == [second.text, first.text]
    press(reading, Key.Key_V, Modifier.AltModifier)
    assert answers.model.by_theme


def test_cells_and_decisions_are_copied(reading: WorkshopWindow) -> None:
    """Minutes are written from them."""
    stage_id = next(each.stage_id for each in reading.desk.workshop.all(Decision) if each.stage_id)
    question = reading.desk.workshop.questions_of(stage_id)[0]
    panel = to_tab(reading, question.id, "decisions")
    assert isinstance(panel, DecisionsPanel)
    assert panel.cards[0].hasFocus(), "the keyboard is nowhere"
    assert copied(reading) == panel.cards[0].decision.text
    table = to_plan(reading, "Q4.1", "actions").table
    table.select(reading.desk.workshop.all(Action)[0].id)
    assert copied(reading).strip() == reading.desk.workshop.all(Action)[0].title


def test_a_ballot_is_read_with_the_keyboard_and_left_by_escape(reading: WorkshopWindow) -> None:
    """Whoever looks into a ballot would be stuck in it."""
    for status in BallotStatus:
        ballots = [each for each in reading.desk.workshop.ballots_of("Q2.1") if each.status is status]
        for ballot in ballots:
            panel = to_ballot(reading, "Q2.1", ballot.id)
            assert QApplication.focusWidget() in panel.findChildren(QWidget), ballot.title
            press(reading, Key.Key_Escape)
            assert panel.ballot is None, ballot.title
    assert {each.status for each in reading.desk.workshop.ballots_of("Q2.1")} >= {
        BallotStatus.DRAFT,
        BallotStatus.OPEN,
    }


def test_who_has_voted_is_found_and_not_ticked(reading: WorkshopWindow) -> None:
    ballot = next(each for each in reading.desk.workshop.all(Ballot) if each.title == "Running: fist to five")
    panel = to_ballot(reading, "Q2.1", ballot.id, "roll")
    roll = panel.running.roll
    every = roll._shown()
    QTest.keyClicks(roll.search, roll.list.item(0).text()[:6])
    assert 0 < len(roll._shown()) < len(every)
    press(reading, Key.Key_Return)
    assert roll.list.item(0).checkState() is Qt.CheckState.Unchecked
    assert not roll.save.isVisible()


def test_what_the_search_finds_is_gone_to(reading: WorkshopWindow) -> None:
    """A parked point, a note's stage, an answer that was set aside."""
    point = next(each for each in reading.desk.workshop.all(ParkingLotItem) if "hall" in each.text)
    reading.show_hit(Hit("Parked", point.text, tab="parking", record_id=point.id))
    assert any(each.isVisible() and each.text() == point.text for each in reading.side.findChildren(QLabel))
    aside = next(each for each in reading.desk.workshop.all(Answer) if each.status is AnswerStatus.SET_ASIDE)
    reading.show_hit(Hit("Answer", aside.text, aside.question_id, record_id=aside.id))
    row = reading.stage_page.answers.list.current_row()
    assert row is not None
    assert row.answer == aside


def test_private_notes_are_read_and_stay(reading: WorkshopWindow) -> None:
    press(reading, Key.Key_N, Modifier.AltModifier)
    assert reading.side.notes.hasFocus()
    QTest.keyClicks(reading.side.notes, "not mine")
    assert reading.side.notes.toPlainText() == "Ask Jess about the hall"
    reading.side.notes.selectAll()
    assert copied(reading) == "Ask Jess about the hall"


def test_the_room_sees_what_a_reader_sends(reading: WorkshopWindow) -> None:
    press(reading, Key.Key_F5)
    assert reading.projector.is_showing
    press(reading, Key.Key_F5, Modifier.ShiftModifier)
    assert "2.1" in reading.projector.title


def test_who_types_while_reading_is_not_sent_to_a_box_that_is_not_there(reading: WorkshopWindow, qtbot: QtBot) -> None:
    press(reading, Key.Key_L, Modifier.ControlModifier)
    QTest.keyClicks(reading.stage_page.answers.list, "pl")
    qtbot.waitUntil(lambda: reading.messages.text.startswith("That looked like a word"))
    assert "entry box" not in reading.messages.text


def test_the_record_is_saved_from_what_can_only_be_read(reading: WorkshopWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialogs = reading.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.path = tmp_path / "record.pdf"
    reading.go("record")
    press(reading, Key.Key_S, Modifier.ControlModifier)
    qtbot.waitUntil(dialogs.path.exists)
    assert not reading.actions_table["close_workshop"].isEnabled()


def test_keys_of_a_file_that_somebody_else_has_open_never_reach_it(open_window: OpenWindow, tmp_path: Path) -> None:
    """With the real store: the facilitator's file is as it was, and closing asks nothing."""
    path = tmp_path / "day.lspw"
    create_workshop(path, sample_records())
    facilitator = open_workshop(path, rescue_folder=tmp_path)
    opened = open_for_reading(path, rescue_folder=tmp_path)
    before = path.read_bytes()
    window = open_window(Session(opened.workshop, opened.store))
    watch = Watch(window)
    for name, go in places(window):
        go()
        press(window, Key.Key_X)
        press(window, Key.Key_Delete)
        watch.look(name)
    for key in (Key.Key_F7, Key.Key_F8, Key.Key_PageDown):
        press(window, key)
    assert not window.walk.timer.running
    window.close()
    watch.look("closing")
    assert not watch.faults, "\n".join(watch.faults)
    assert not window.isVisible()
    assert path.read_bytes() == before
    facilitator.store.close()


# --- closed under one's hands ---------------------------------------------------------------------------------------


def test_closing_locks_the_pages_that_were_open_and_reopening_unlocks_them(open_window: OpenWindow) -> None:
    """Keys that are greyed a page later only end in an error now."""
    session = sample_session()
    window = open_window(session)
    watched = ("focus_entry", "new_ballot", "stage_done", "reword_question", "edit_answer", "timer_toggle",
               "remove_decision", "edit_decision", "close_workshop")  # fmt: skip
    for _name, go in places(window):
        go()
    to_tab(window, "Q2.1", "answers")
    window.walk.timer.start()
    on_before = [each for each in watched if window.actions_table[each].isEnabled()]
    assert on_before == list(watched)
    session.do(close_workshop())
    assert [each for each in watched if window.actions_table[each].isEnabled()] == []
    assert not window.walk.timer.running
    assert window.side.parking_box.isHidden()
    found = [called(each) for each in seen(window, QWidget) if each.isEnabled() and takes_words(each)]
    assert found == []
    assert window.actions_table["undo"].isEnabled()
    session.do(reopen_for_correction("A name"))
    assert [each for each in watched if window.actions_table[each].isEnabled()] == on_before
    assert not window.side.parking_box.isReadOnly()


def test_a_closed_workshop_can_be_reopened_unless_it_is_only_viewed(open_window: OpenWindow) -> None:
    for session, may in ((full_session("closed"), True), (viewed(full_session("closed")), False)):
        window = open_window(session)
        to_section(window, "workshop")
        page = window.page
        assert isinstance(page, PreparePage)
        section = page.open_section("workshop")
        assert isinstance(section, DetailsSection)
        assert section.status.button.isEnabled() is may
