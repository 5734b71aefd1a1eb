"""What the window says about saving is true, and what the disk did not take is kept until it is saved somewhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, themes
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import (
    Action,
    Answer,
    Ballot,
    Decision,
    Note,
    ParkingLotItem,
    Question,
    Theme,
    WorkshopDetails,
)
from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.domain.voting import papers_in
from lsp_workshop.library import Library
from lsp_workshop.session import NotSaved, Remark, Session
from lsp_workshop.store.opening import open_for_reading
from lsp_workshop.ui import theme as look
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.services import NewWorkshop
from lsp_workshop.ui.workshop.plan.decisions import DecisionsPanel
from lsp_workshop.ui.workshop.plan.panel import PlanPanel
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.prepare.sections import TableSection
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.store.files import make
from tests.ui.ballots.support import ballots_panel, new, room_session
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import ALT, CTRL, ENTER, ESCAPE, F2, TAB, press, with_keyboard
from tests.ui.support import AnsweredDialogs, MemoryStore, opened_tab, sample_session, session_of

AGAIN = CTRL | Qt.KeyboardModifier.ShiftModifier
FULL = NotSaved("disk_full")


class SlowStore(MemoryStore):
    """A store on a disk that takes its time. `meanwhile` is called when that has been said."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Callable[[], None] = lambda: None

    def append(self, transaction: Transaction, at: str, slow: object = None) -> None:
        assert callable(slow)
        slow()
        self.meanwhile()
        super().append(transaction, at, slow)

    def close(self, slow: object = None) -> tuple[Remark, ...]:
        assert callable(slow)
        slow()
        self.meanwhile()
        return super().close(slow)


class Paints(QObject):
    """Counts how often a widget was painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def window(open_window: OpenWindow, store: MemoryStore) -> WorkshopWindow:
    return open_window(sample_session(store=store))


def try_again() -> None:
    press("t", mod=AGAIN)


def box_of(window: WorkshopWindow) -> str:
    return window.stage_page.answers.entry.box.text()


def texts(window: WorkshopWindow, question_id: str = "Q2.1") -> list[str]:
    return [answer.text for answer in window.desk.workshop.answers_to(question_id)]


def buttons(window: WorkshopWindow) -> list[str]:
    return [each.text() for each in window.messages.findChildren(QPushButton) if each.isVisible()]


def ask(window: WorkshopWindow, action_id: str, words: str) -> None:
    """Type words into a dialog and press its button."""
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.text = words
    window.actions_table[action_id].trigger()


# --- the label ----------------------------------------------------------------------------------------------------


def test_a_slow_disk_is_said_while_it_is_slow(open_window: OpenWindow) -> None:
    """A window that stands still for seconds and says nothing is taken for a crashed one, and killed."""
    store, paints, seen = SlowStore(), Paints(), []
    window = open_window(sample_session(store=store))
    window.saved.installEventFilter(paints)
    before = paints.count

    def look() -> None:
        seen.append((window.saved.text, paints.count > before, window.saved.grab().toImage()))

    store.meanwhile = look
    press("Said slowly", ENTER)
    (said, painted, picture) = seen[0]
    assert said == "Saving…"
    assert painted, "it was to be painted once the disk was done"
    assert window.saved.text.startswith("Saved ")
    assert window.saved.grab().toImage() != picture


def test_a_slow_disk_is_said_while_a_window_closes(open_window: OpenWindow) -> None:
    """The lid is half shut, the stick half out: a window that stands still then is killed, and the file not tidied."""
    store, paints, seen = SlowStore(), Paints(), []
    window = open_window(sample_session(store=store))
    press("Said last", ENTER)
    window.saved.installEventFilter(paints)
    before = paints.count
    store.meanwhile = lambda: seen.append((window.saved.text, window.isVisible(), paints.count > before))
    window.closed.connect(window.desk.session.close)
    window.close()
    assert seen == [("Saving…", True, True)]
    assert not window.isVisible()


def test_saved_is_said_with_the_time_of_the_disk_and_never_of_a_failure(
    window: WorkshopWindow, store: MemoryStore
) -> None:
    press("On disk", ENTER)
    saved_at = window.desk.session.saved_at
    assert saved_at is not None
    assert window.saved.text == f"Saved {saved_at:%H:%M:%S}"
    store.broken = FULL
    press("Not on disk", ENTER)
    assert window.saved.text == "Not saved"
    assert window.desk.session.saved_at == saved_at


def test_time_that_is_saved_does_not_say_that_the_words_are(window: WorkshopWindow, store: MemoryStore) -> None:
    """A minute of the timer is on disk, the answer is not: “Saved” would be a lie."""
    store.broken = FULL
    press("Not on disk", ENTER)
    store.broken = None
    assert window.walk._spend("S2", 60)
    assert window.messages.lasting
    assert window.saved.text == "Not saved"
    try_again()
    assert "Not on disk" in texts(window)
    assert window.saved.text.startswith("Saved ")


def test_time_that_was_not_saved_is_settled_when_it_is(window: WorkshopWindow, store: MemoryStore) -> None:
    """Or a failure of nobody's doing stands over the page for the rest of the day."""
    store.broken = FULL
    assert not window.walk._spend("S2", 60)
    assert window.messages.lasting
    store.broken = None
    assert window.walk._spend("S2", 60)
    assert not window.messages.lasting
    assert window.saved.text.startswith("Saved ")


# --- trying again: words in a box -------------------------------------------------------------------------------


def test_try_again_saves_the_words_of_the_box_once(window: WorkshopWindow, store: MemoryStore) -> None:
    store.broken = FULL
    press("Not lost", ENTER)
    assert buttons(window) == ["Try again", "Save elsewhere…"]
    try_again()
    assert window.messages.lasting
    assert box_of(window) == "Not lost"
    press(" at all")
    store.broken = None
    try_again()
    assert texts(window).count("Not lost at all") == 1
    assert "Not lost" not in texts(window)
    assert box_of(window) == ""
    assert not window.messages.lasting
    press("And on", ENTER)
    assert texts(window).count("Not lost at all") == 1


def test_a_late_answer_goes_to_the_question_it_answers(window: WorkshopWindow, store: MemoryStore) -> None:
    store.broken = FULL
    press("About needs", ENTER)
    window.walk.go("Q2.2")
    store.broken = None
    try_again()
    assert "About needs" in texts(window, "Q2.1")
    assert "About needs" not in texts(window, "Q2.2")
    assert window.desk.workshop.details.current_question_id == "Q2.2"


def test_walking_back_to_where_the_day_stands_settles_nothing(window: WorkshopWindow, store: MemoryStore) -> None:
    """It changes nothing and never came to the disk: “Saved” beside words that are not would be believed."""
    assert window.desk.workshop.details.current_question_id == "Q2.1"
    store.broken = FULL
    press("Not lost", ENTER)
    window.walk.go("Q3.1")
    window.walk.go("Q2.1")
    assert window.messages.lasting
    assert window.saved.text == "Not saved"
    assert window.desk.can_try_again
    assert box_of(window) == "Not lost"


def test_a_late_decision_goes_to_the_stage_it_was_made_in(window: WorkshopWindow, store: MemoryStore) -> None:
    to_decisions(window)
    store.broken = FULL
    press("We meet monthly", ENTER)
    window.go("S4")
    store.broken = None
    try_again()
    (decision,) = (each for each in window.desk.workshop.all(Decision) if each.text == "We meet monthly")
    assert decision.stage_id == "S3"


def test_a_click_on_the_button_leaves_the_keyboard_in_the_box(window: WorkshopWindow, store: MemoryStore) -> None:
    """The next answer is called out while the facilitator still holds the mouse."""
    store.broken = FULL
    press("First", ENTER)
    button = window.messages.findChildren(QPushButton)[0]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert with_keyboard() is window.stage_page.answers.entry.box
    store.broken = None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert with_keyboard() is window.stage_page.answers.entry.box
    press("Second", ENTER)
    assert {"First", "Second"} <= set(texts(window))


def test_the_buttons_are_reached_by_tab_and_give_the_keyboard_back(window: WorkshopWindow, store: MemoryStore) -> None:
    store.broken = FULL
    press("By keyboard", ENTER)
    button = window.messages.findChildren(QPushButton)[0]
    for _step in range(60):
        if QApplication.focusWidget() is button:
            break
        press(TAB)
    assert with_keyboard() is button
    store.broken = None
    press(ENTER)
    assert "By keyboard" in texts(window)
    assert with_keyboard() is window.stage_page.answers.entry.box


def to_parking(window: WorkshopWindow) -> None:
    window.actions_table["park"].trigger()


def to_notes(window: WorkshopWindow) -> None:
    window.actions_table["write_note"].trigger()


def to_decisions(window: WorkshopWindow) -> None:
    window.go("S3")
    panel = opened_tab(window, "decisions", DecisionsPanel)
    panel.entry.setFocus()


def to_milestones(window: WorkshopWindow) -> None:
    window.go("S4")
    panel = opened_tab(window, "plan", PlanPanel)
    panel.table.select(window.desk.workshop.all(Action)[0].id)
    panel.detail.entry.setFocus()


def to_actions(window: WorkshopWindow) -> None:
    window.go("S4")
    panel = window.stage_page.open_tab("plan")
    panel.shown()


def to_title(window: WorkshopWindow) -> None:
    window.go("prepare")


def to_rewording(window: WorkshopWindow) -> None:
    press("l", mod=CTRL)
    press(F2)


def milestones(window: WorkshopWindow) -> list[str]:
    return [each.title for action in window.desk.workshop.all(Action) for each in action.milestones]


BOXES: dict[str, tuple[Callable[[WorkshopWindow], None], Callable[[WorkshopWindow], list[str]]]] = {
    "parking": (to_parking, lambda window: [each.text for each in window.desk.workshop.all(ParkingLotItem)]),
    "notes": (to_notes, lambda window: [each.text for each in window.desk.workshop.all(Note)]),
    "decision": (to_decisions, lambda window: [each.text for each in window.desk.workshop.all(Decision)]),
    "milestone": (to_milestones, milestones),
    "cell": (to_actions, lambda window: [each.title for each in window.desk.workshop.all(Action)]),
    "field": (to_title, lambda window: [window.desk.workshop.get(WorkshopDetails, "workshop").title]),
    "rewording": (to_rewording, texts),
}  # fmt: skip


@pytest.mark.parametrize("box", BOXES)
def test_words_of_any_box_are_saved_once(window: WorkshopWindow, store: MemoryStore, box: str) -> None:
    """Words that are doubled, or are in no box and in no file."""
    go, read = BOXES[box]
    go(window)
    press("Precious words")
    store.broken = FULL
    press(ENTER)
    if box == "notes":
        window.side.keep()
    assert window.messages.lasting
    assert not any("Precious" in each for each in read(window))
    try_again()
    assert window.messages.lasting
    press(" indeed")
    store.broken = None
    try_again()
    (saved,) = (each for each in read(window) if "Precious" in each)
    assert saved.endswith("indeed")
    assert not window.messages.lasting
    window.closed.connect(window.desk.session.close)
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    window.close()
    assert not window.isVisible(), "words still stood in a box"
    assert sum("Precious" in each for each in read(window)) == 1, read(window)


def test_words_left_in_a_cell_are_saved_from_there(window: WorkshopWindow, store: MemoryStore) -> None:
    window.go("prepare")
    page = window.page
    assert isinstance(page, PreparePage)
    press("2", mod=ALT)
    section = page.sections["people"]
    assert isinstance(section, TableSection)
    table = section.table
    first = table.records.ids[0]
    table.select(first)
    store.broken = FULL
    press(F2, "Ada Test", TAB)
    page.open_section("tables").focus()
    assert table.records.refused_words() == ["Ada Test"]
    store.broken = None
    try_again()
    assert table.records.refused_words() == []
    assert table.records.shown(table.records.index(0, table.records.spec.begins)) == "Ada Test"


@pytest.fixture
def room(tmp_path: Path, framework: Framework, store: MemoryStore) -> Session:
    """People who may vote, and no file."""
    real = room_session(tmp_path, framework)
    with closing(real):
        return session_of(list(real.workshop.records()), store)


@pytest.mark.parametrize("changed", [False, True])
def test_a_paper_is_cast_again_as_it_was_or_not_at_all(
    open_window: OpenWindow, room: Session, store: MemoryStore, changed: bool
) -> None:
    """Nobody can take a paper out of a secret ballot again."""
    window = open_window(room)
    ballots_panel(window)
    press("b", mod=CTRL)
    press("1", ENTER, "p12")
    store.broken = FULL
    press(ENTER)
    if changed:
        press(ESCAPE)
    store.broken = None
    try_again()
    (ballot,) = room.workshop.all(Ballot)
    assert papers_in(room.workshop, ballot.id) == (0 if changed else 1)
    try_again()
    assert papers_in(room.workshop, ballot.id) == (0 if changed else 1)


def test_an_option_of_a_ballot_is_saved_once(open_window: OpenWindow, room: Session, store: MemoryStore) -> None:
    window = open_window(room)
    panel = ballots_panel(window)
    press("b", mod=CTRL)
    press("1")
    panel.draft.more.setFocus()
    store.broken = FULL
    press("A shared form", ENTER)
    store.broken = None
    try_again()
    (ballot,) = room.workshop.all(Ballot)
    assert [each.label for each in ballot.options].count("A shared form") == 1
    assert panel.draft.more.text() == ""


def test_a_ballot_that_was_asked_for_is_made_and_opened_once(
    open_window: OpenWindow, room: Session, store: MemoryStore
) -> None:
    window = open_window(room)
    panel = ballots_panel(window)
    store.broken = FULL
    press("b", mod=CTRL)
    press("1", "1")
    store.broken = None
    try_again()
    (ballot,) = room.workshop.all(Ballot)
    assert panel.ballot == ballot


def test_hands_are_counted_once(open_window: OpenWindow, room: Session, store: MemoryStore) -> None:
    window = open_window(room)
    panel = ballots_panel(window)
    new("one person one vote")
    (ballot,) = room.workshop.all(Ballot)
    panel.running.choose("hands")
    cells = list(panel.running.hands._cells.values())
    store.broken = FULL
    cells[0].setFocus()
    press("9", ENTER)
    assert cells[0].text() == "9"
    store.broken = None
    try_again()
    assert papers_in(room.workshop, ballot.id) == 9
    assert cells[0].text() == ""


# --- trying again: words in no box ------------------------------------------------------------------------------


def test_words_of_closed_dialogs_wait_in_the_window(window: WorkshopWindow, store: MemoryStore) -> None:
    """Both were typed, and both dialogs are gone."""
    store.broken = FULL
    ask(window, "add_question", "And the winter?")
    ask(window, "reword_question", "What do people here need?")
    assert "And the winter?" in window.messages.text
    assert "What do people here need?" in window.messages.text
    try_again()
    assert "And the winter?" in window.messages.text
    store.broken = None
    try_again()
    questions = [each.text for each in window.desk.workshop.all(Question)]
    assert questions.count("And the winter?") == questions.count("What do people here need?") == 1
    assert not window.messages.lasting


def test_the_same_words_twice_are_one_deed(window: WorkshopWindow, store: MemoryStore) -> None:
    store.broken = FULL
    ask(window, "add_question", "And the winter?")
    ask(window, "add_question", "And the winter?")
    store.broken = None
    try_again()
    assert [each.text for each in window.desk.workshop.all(Question)].count("And the winter?") == 1


def test_waiting_words_are_not_forgotten_when_something_else_is_saved(
    window: WorkshopWindow, store: MemoryStore
) -> None:
    store.broken = FULL
    ask(window, "add_question", "And the winter?")
    store.broken = None
    press("Something else", ENTER)
    assert "Something else" in texts(window)
    assert "And the winter?" in window.messages.text
    assert window.saved.text == "Not saved"
    try_again()
    assert "And the winter?" in [each.text for each in window.desk.workshop.all(Question)]
    assert window.saved.text.startswith("Saved ")


def test_closing_asks_about_waiting_words(window: WorkshopWindow, store: MemoryStore) -> None:
    store.broken = FULL
    ask(window, "add_question", "And the winter?")
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.yes = False
    window.close()
    assert window.isVisible()
    assert dialogs.asked[-1] == "These words are not saved"


def test_pasted_lines_wait_too(window: WorkshopWindow, store: MemoryStore) -> None:
    answers = window.stage_page.answers
    store.broken = FULL
    answers.entry.pasted.emit(["One line", "Another line"])
    assert answers.pasting.dialog is not None
    answers.pasting.dialog.accept()
    assert "Another line" in answers.keep(), "still in the dialog, and asked about where the window closes"
    store.broken = None
    try_again()
    assert {"One line", "Another line"} <= set(texts(window))
    assert answers.keep() == ""


def test_what_a_rule_refuses_in_the_second_go_is_said_with_its_words(
    window: WorkshopWindow, store: MemoryStore
) -> None:
    session = window.desk.session
    first = next(each for each in session.workshop.all(Theme) if each.stage_id == "S2")
    store.broken = FULL
    window.desk.do(themes.rename_theme(first.id, "Getting about"), words="Getting about")
    store.broken = None
    answer = session.workshop.answers_to("Q2.1")[0]
    session.do(themes.put_under_theme([answer.id], "Getting about"))
    try_again()
    assert not window.messages.lasting
    assert "Getting about" in window.messages.text
    assert session.workshop.get(Theme, first.id).title == first.title


def test_undo_is_tried_again_once(window: WorkshopWindow, store: MemoryStore) -> None:
    press("One", ENTER, "Two", ENTER)
    store.broken = FULL
    press("z", mod=CTRL)
    press("z", mod=CTRL)
    assert {"One", "Two"} <= set(texts(window))
    store.broken = None
    try_again()
    assert "Two" not in texts(window)
    assert "One" in texts(window)


# --- the banner -------------------------------------------------------------------------------------------------


def test_nothing_covers_a_failure(window: WorkshopWindow, store: MemoryStore) -> None:
    store.broken = FULL
    press("Not lost", ENTER)
    words = window.messages.text
    window.desk.say("News")
    assert window.messages.text == words
    window.go("record")
    window.go("prepare")
    assert window.messages.text.startswith("Not saved: the disk is full")
    window.desk.do(capture.capture_answer("Q2.1", " "))
    assert window.messages.text.startswith("Not saved: the disk is full")
    assert "type something first" in window.messages.text
    assert buttons(window) == ["Try again", "Save elsewhere…"]


def test_the_ways_out_are_there_only_while_something_is_not_saved(window: WorkshopWindow, store: MemoryStore) -> None:
    act = window.actions_table
    assert not act["try_again"].isEnabled()
    assert not act["save_elsewhere"].isEnabled()
    store.broken = FULL
    press("Not lost", ENTER)
    assert act["try_again"].isEnabled()
    assert act["save_elsewhere"].isEnabled()
    store.broken = None
    press(ENTER)
    assert not act["try_again"].isEnabled()
    assert not act["save_elsewhere"].isEnabled()


@pytest.mark.parametrize("code", ["file_replaced", "file_truncated", "file_changed"])
def test_a_file_that_is_another_now_is_not_tried_again(window: WorkshopWindow, store: MemoryStore, code: str) -> None:
    """It never takes a change again: who goes on trying looks at “Not saved” until the evening."""
    store.broken = NotSaved(code, path="day.lspw", rescue="rescued.lspw")
    press("Kept in the room", ENTER)
    assert buttons(window) == ["Save elsewhere…"]
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.path = Path("elsewhere.lspw")
    press("s", mod=AGAIN)
    assert texts(window).count("Kept in the room") == 1
    assert not window.messages.lasting


def test_a_file_that_may_come_back_is_tried_again(window: WorkshopWindow, store: MemoryStore) -> None:
    """The stick was pulled out by mistake, and is in again."""
    store.broken = NotSaved("file_deleted", path="day.lspw", rescue="rescued.lspw")
    press("Kept in the room", ENTER)
    assert buttons(window) == ["Try again", "Save elsewhere…"]
    store.broken = None
    try_again()
    assert texts(window).count("Kept in the room") == 1


def test_a_mistake_in_one_deed_loses_no_other(
    qtbot: QtBot, window: WorkshopWindow, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three questions were typed into dialogs that are gone: one that trips the program must not take the others."""
    store.broken = FULL
    wanted = [f"Question {number}?" for number in range(3)]
    for words in wanted:
        ask(window, "add_question", words)
    store.broken = None

    def trip(*_: object) -> None:
        raise RuntimeError("a mistake of the program")

    with monkeypatch.context() as patch, qtbot.captureExceptions() as caught:
        patch.setattr(store, "append", trip)
        try_again()
    assert len(caught) == 1
    assert sorted(window.desk.waiting_words) == wanted
    window.desk.do(capture.capture_answer("Q2.1", " "))
    assert "type something first" in window.messages.text, "a refusal is said again"
    try_again()
    assert sum(each.text in wanted for each in window.desk.workshop.all(Question)) == 3
    assert not window.messages.lasting


@pytest.mark.parametrize("code", ["closed", "not_writable"])
def test_what_no_disk_can_take_offers_no_disk(window: WorkshopWindow, store: MemoryStore, code: str) -> None:
    store.broken = NotSaved(code, detail="x")
    press("Words", ENTER)
    assert window.messages.lasting
    assert buttons(window) == []


# --- another file -----------------------------------------------------------------------------------------------


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(documents=tmp_path / "documents", data=tmp_path / "data")


@pytest.fixture
def real(qtbot: QtBot, library: Library, theme: look.Theme, jobs: Jobs) -> WorkshopWindow:
    """A window on a real file with one answer."""
    session = library.create(NewWorkshop("Founding day", "2026-03-12", "Northside", tables=2))
    window = WorkshopWindow(session, library, theme, jobs, AnsweredDialogs(None))
    qtbot.addWidget(window)
    window.closed.connect(session.close)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start()
    window.go("S1")
    press("On the stick", ENTER)
    return window


def in_file(path: Path) -> list[str]:
    return [answer.text for answer in open_for_reading(path, rescue_folder=path.parent).workshop.all(Answer)]


def pull_out(window: WorkshopWindow, library: Library) -> Path:
    """The file is gone from its place, as a stick that was pulled out; returns where it is now."""
    path = library.path_of(window.desk.session)
    return path.rename(path.with_name("pulled-out.lspw"))


def test_save_elsewhere_goes_on_in_a_new_file_with_everything(
    real: WorkshopWindow, library: Library, tmp_path: Path
) -> None:
    old = pull_out(real, library)
    press("Kept in the room", ENTER)
    assert "was moved or deleted" in real.messages.text
    assert "rescued" in real.messages.text
    dialogs = real.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.path = elsewhere = tmp_path / "elsewhere.lspw"
    press("s", mod=AGAIN)
    assert real.messages.text == f"Now saving to {elsewhere}"
    assert box_of(real) == ""
    press("Said later", ENTER)
    assert in_file(elsewhere) == ["On the stick", "Kept in the room", "Said later"]
    assert in_file(old) == ["On the stick"]
    assert library.path_of(real.desk.session) == elsewhere
    real.close()
    assert in_file(elsewhere) == ["On the stick", "Kept in the room", "Said later"]
    assert elsewhere in [row.path for row in library.saved_workshops()]


def test_a_place_that_takes_nothing_is_said_in_the_same_banner(
    real: WorkshopWindow, library: Library, tmp_path: Path
) -> None:
    pull_out(real, library)
    press("Kept in the room", ENTER)
    dialogs = real.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.path = taken = tmp_path / "taken.lspw"
    taken.write_bytes(b"somebody's")
    press("s", mod=AGAIN)
    assert "choose another name" in real.messages.text
    assert real.messages.lasting
    assert taken.read_bytes() == b"somebody's"
    assert box_of(real) == "Kept in the room"
    dialogs.path = tmp_path / "free.lspw"
    press("s", mod=AGAIN)
    assert in_file(tmp_path / "free.lspw") == ["On the stick", "Kept in the room"]


def test_a_name_that_is_taken_is_refused_and_never_promised(
    qtbot: QtBot, real: WorkshopWindow, library: Library, tmp_path: Path
) -> None:
    """“Replace it?” – “Yes” – “It is there already”: who is asked so while the room waits believes nothing any more."""
    real.desk.dialogs = Dialogs(real)
    pull_out(real, library)
    press("Kept in the room", ENTER)
    taken = make(tmp_path / "documents" / "taken.lspw")
    before = taken.read_bytes()
    asked: list[str] = []

    def answer() -> None:
        # The question would wait for its answer in a loop of its own, and this test with it.
        for box in filter(QWidget.isVisible, QApplication.topLevelWidgets()):
            if isinstance(box, QMessageBox):
                asked.append(box.text())
                box.reject()

    timer = QTimer(real)
    timer.timeout.connect(answer)
    timer.start(10)
    for name in ("taken", "free"):
        press("s", mod=AGAIN)
        (dialog,) = filter(QWidget.isVisible, real.findChildren(QFileDialog))
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        box = dialog.findChild(QLineEdit)
        assert isinstance(box, QLineEdit)
        box.selectAll()
        press(name, ENTER)
        assert asked == []
        real.activateWindow()
        qtbot.waitUntil(real.isActiveWindow)
        assert ("choose another name" in real.messages.text) is (name == "taken")
    assert taken.read_bytes() == before
    assert in_file(tmp_path / "documents" / "free.lspw") == ["On the stick", "Kept in the room"]


def test_the_name_that_is_offered_is_free(
    real: WorkshopWindow, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saving over the file that is in trouble would lose what it still has."""
    offered: list[Path] = []

    def ask_save_file(
        title: str, kinds: str, suggestion: Path, then: Callable[[Path], None], *, replaces: bool
    ) -> None:
        offered.append(suggestion)

    path = library.path_of(real.desk.session)
    monkeypatch.setattr(real.desk.dialogs, "ask_save_file", ask_save_file)
    real.actions_table["save_elsewhere"].setEnabled(True)
    real.actions_table["save_elsewhere"].trigger()
    assert offered == [path.with_name(f"{path.stem}-2.lspw")]


def test_that_no_second_copy_is_kept_any_more_is_said_at_the_next_answer_and_once(
    window: WorkshopWindow, store: MemoryStore
) -> None:
    """Who trusts in the copy on the laptop may lose the stick after lunch, with all that was said."""
    store.untold = [Remark("no_second_copy", {"detail": "No space left on device"})]
    press("One", ENTER)
    assert window.remarks.isVisible()
    assert "keeps no second copy now (No space left on device)" in window.remarks.text
    assert box_of(window) == ""
    assert texts(window)[-1] == "One"
    before = window.remarks.text
    press("Two", ENTER)
    assert window.remarks.text == before


# --- only for viewing -------------------------------------------------------------------------------------------


def viewed(status: str = "open") -> Session:
    store = MemoryStore()
    store.read_only = True
    return sample_session(status=status, store=store)


@pytest.mark.parametrize(("key", "for_work"), [("o", True), ("v", False)])
def test_a_window_for_viewing_says_so_and_leads_out(open_window: OpenWindow, key: str, for_work: bool) -> None:
    window = open_window(viewed())
    assert window.viewing is not None
    assert window.viewing.isVisible()
    assert "Only for viewing: workshop.lspw as it was at " in window.viewing.words.text()
    assert window.saved.text == "Only for viewing"
    told: list[object] = []
    window.closed.connect(lambda: told.append("closed"))
    window.reopen.connect(lambda path, work: told.append((path, work)))
    press(key, mod=AGAIN)
    assert told == ["closed", (Path("workshop.lspw"), for_work)]
    assert not window.isVisible()


def test_a_window_for_work_has_no_such_strip(window: WorkshopWindow, open_window: OpenWindow) -> None:
    told: list[object] = []
    window.reopen.connect(lambda *what: told.append(what))
    assert window.viewing is None
    press("o", mod=AGAIN)
    assert window.isVisible()
    assert told == []
    assert open_window(viewed("closed")).viewing is None
