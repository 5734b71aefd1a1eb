"""Walking through the day: questions, stages, timer, notes, parking lot, projector, window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.domain.edits.event import close_workshop, reopen_for_correction
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Ballot, Note, ParkingLotItem, Question, Stage
from lsp_workshop.session import NotSaved
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets.timer_ring import clock_text
from lsp_workshop.ui.workshop.search import SearchDialog
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.timer import DayTimer
from tests.ui.conftest import OpenWindow
from tests.ui.support import AnsweredDialogs, MemoryStore, blank_session, sample_session

Key = Qt.Key
Modifier = Qt.KeyboardModifier


@pytest.fixture
def window(open_window: OpenWindow) -> WorkshopWindow:
    return open_window(sample_session())


def here(window: WorkshopWindow) -> str:
    question = window.walk.question
    assert question is not None
    return question.number


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(window: WorkshopWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def test_walking_on_and_back_is_one_key_and_is_saved(qtbot: QtBot, window: WorkshopWindow) -> None:
    press(window, Key.Key_PageDown)
    assert here(window) == "2.2"
    assert window.desk.workshop.details.current_question_id == "Q2.2"
    press(window, Key.Key_Right, Modifier.ControlModifier)
    press(window, Key.Key_Right, Modifier.ControlModifier)
    assert here(window) == "3.1"
    assert "Stage 3" in window.heading.whole
    press(window, Key.Key_PageUp)
    assert here(window) == "2.3"


def test_words_half_typed_are_still_there_after_walking(qtbot: QtBot, window: WorkshopWindow) -> None:
    """The facilitator walks on while the scribe is in the middle of a sentence."""
    box = window.stage_page.answers.entry.box
    QTest.keyClicks(box, "half a sent")
    press(window, Key.Key_PageDown)
    assert box.text() == "half a sent"


def test_from_a_ballot_the_day_walks_on_to_where_answers_are_typed(window: WorkshopWindow) -> None:
    """The ballot is closed, the room goes on and calls out: the first words went to a page that types nothing."""
    workshop, page = window.desk.workshop, window.stage_page
    voted = {ballot.question_id for ballot in workshop.all(Ballot)}
    walk = [question.id for question in workshop.walk()]
    one, other = (next(each for each in walk if (each in voted) is has) for has in (True, False))
    page.open_tab("ballots")
    window.walk.go(one)
    assert page.tabs.current() == "ballots", "there are ballots to look at"
    window.walk.go(other)
    assert page.tabs.current() == "answers"
    page.open_tab("decisions")
    window.walk.go(one)
    assert page.tabs.current() == "decisions"


def test_next_says_where_it_leads(window: WorkshopWindow) -> None:
    assert window.footer.next.words.startswith("Next: 2.2")
    window.walk.go("Q2.3")
    assert window.footer.next.words == "Next: Agreeing a vision and making strategic choices"
    window.walk.go("Q5.4")
    assert window.footer.next.words == "Next: Record"
    window.footer.next.click()
    assert window.page is window._page("record")


def test_stages_never_lock(qtbot: QtBot, window: WorkshopWindow) -> None:
    for number in (5, 1, 3):
        press(window, Key(Key.Key_0 + number), Modifier.ControlModifier)
        assert here(window).startswith(f"{number}.")


def test_looking_at_a_draft_does_not_open_it(open_window: OpenWindow, framework: Framework) -> None:
    window = open_window(blank_session(framework))
    assert window.page is window._page("prepare")
    window.go("S2")
    window.walk.go("Q2.2")
    assert window.desk.workshop.details.status == "draft"


def test_a_parked_point_is_one_line_and_back(qtbot: QtBot, window: WorkshopWindow) -> None:
    press(window, Key.Key_P, Modifier.AltModifier)
    QTest.keyClicks(focused(), "Who pays for the minibus?")
    press(window, Key.Key_Return)
    assert window.desk.workshop.all(ParkingLotItem)[-1].text == "Who pays for the minibus?"
    assert QApplication.focusWidget() is window.stage_page.answers.entry.box


def test_a_note_is_kept_when_the_day_walks_on(qtbot: QtBot, window: WorkshopWindow) -> None:
    press(window, Key.Key_N, Modifier.AltModifier)
    QTest.keyClicks(focused(), "Ask table C")
    window.go("S3")
    (note,) = window.desk.workshop.all(Note)
    assert (note.stage_id, note.text) == ("S2", "Ask table C")
    assert window.side.notes.toPlainText() == ""
    window.go("S2")
    assert window.side.notes.toPlainText() == "Ask table C"


def test_the_day_has_a_note_of_its_own_wherever_one_is(window: WorkshopWindow) -> None:
    """What is to be said at the close is thought of in stage 2."""
    press(window, Key.Key_N, Modifier.AltModifier | Modifier.ShiftModifier)
    QTest.keyClicks(focused(), "Thank the caterers")
    window.go("S3")
    assert window.side.notes.toPlainText() == "Thank the caterers"
    press(window, Key.Key_N, Modifier.AltModifier)
    assert window.side.notes.toPlainText() == ""
    QTest.keyClicks(focused(), "Ask table C")
    press(window, Key.Key_N, Modifier.AltModifier | Modifier.ShiftModifier)
    assert window.side.notes.toPlainText() == "Thank the caterers"
    found = {note.stage_id: note.text for note in window.desk.workshop.all(Note)}
    assert found == {None: "Thank the caterers", "S3": "Ask table C"}
    assert window.actions_table["undo"].text() == "Undo: write the private note of stage 3"


def test_a_note_is_saved_when_typing_rests(qtbot: QtBot, window: WorkshopWindow) -> None:
    """Nobody presses Save for a note; a laptop that dies takes a second of it at most."""
    press(window, Key.Key_N, Modifier.AltModifier)
    QTest.keyClicks(focused(), "Ask table C")
    qtbot.waitUntil(lambda: [note.text for note in window.desk.workshop.all(Note)] == ["Ask table C"])
    assert focused() is window.side.notes


def test_closing_the_window_keeps_the_note(qtbot: QtBot, window: WorkshopWindow) -> None:
    window.side.notes.setPlainText("Last words")
    window.close()
    assert [note.text for note in window.desk.workshop.all(Note)] == ["Last words"]


def test_the_question_is_reworded_and_its_source_stays(window: WorkshopWindow) -> None:
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.text = "What do people here need?"
    window.actions_table["reword_question"].trigger()
    header = window.stage_page.header
    assert header.question.text() == "What do people here need?"
    assert window.desk.workshop.get(Question, "Q2.1").source_text
    window.actions_table["undo"].trigger()
    assert header.question.text() == "What are the local needs and opportunities?"


def test_a_question_of_ones_own_comes_last_and_can_be_taken_back(window: WorkshopWindow) -> None:
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.text = "And the winter?"
    window.actions_table["add_question"].trigger()
    assert "2.4" in window.messages.text
    window.walk.go("Q2.3")
    window.actions_table["walk_on"].trigger()
    assert here(window) == "2.4"
    window.actions_table["walk_back"].trigger()
    window.actions_table["undo"].trigger()
    window.actions_table["walk_on"].trigger()
    assert here(window) == "3.1"


def test_closing_with_words_in_a_box_asks_first(qtbot: QtBot, window: WorkshopWindow) -> None:
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    QTest.keyClicks(window.stage_page.answers.entry.box, "Not entered yet")
    dialogs.yes = False
    assert not window.close()
    assert window.isVisible()
    dialogs.yes = True
    window.close()
    qtbot.waitUntil(window.isHidden)


def test_a_note_the_disk_does_not_take_stays_in_its_box(open_window: OpenWindow) -> None:
    store = MemoryStore()
    window = open_window(sample_session(store=store))
    window.side.notes.setPlainText("Precious")
    store.broken = NotSaved("disk_full")
    window.go("S3")
    assert window.side.notes.toPlainText() == "Precious"
    store.broken = None
    window.go("S1")
    assert [(note.stage_id, note.text) for note in window.desk.workshop.all(Note)] == [("S2", "Precious")]
    assert window.side.notes.toPlainText() == ""


@pytest.mark.parametrize(
    ("words", "number", "tab"),
    [
        ("190 allotment", "2.1", "answers"),
        ("two weeks public testing", "3.1", "decisions"),
        ("evening loop six-month trial", "4.1", "plan"),
        ("which needs OPPORTUNITIES matter", "2.1", "ballots"),
        ("good practice disseminated", "5.4", "answers"),
    ],
)
def test_search_goes_to_the_place(window: WorkshopWindow, words: str, number: str, tab: str) -> None:
    window.actions_table["search"].trigger()
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialog = dialogs.dialogs[-1]
    assert isinstance(dialog, SearchDialog)
    QTest.keyClicks(dialog.box, words)
    QTest.keyClick(dialog.box, Key.Key_Return)
    assert here(window) == number
    assert window.stage_page.tabs.current() == tab


def test_every_control_has_a_name_and_the_keyboard_reaches_it(window: WorkshopWindow) -> None:
    """A reader says "button" and nothing else where the name is missing."""
    controls = [
        each
        for each in window.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    unnamed = []
    for each in controls:
        face = QAccessible.queryAccessibleInterface(each)
        if not face.text(QAccessible.Text.Name):
            unnamed.append(f"{type(each).__name__} {each.objectName()}")
    assert unnamed == []
    reached: set[QWidget] = set()
    widget: QWidget | None = window.stage_page.answers.entry.box
    while widget is not None and widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    assert set(controls) <= reached


def test_a_hidden_question_is_walked_past(window: WorkshopWindow) -> None:
    window.walk.go("Q2.2")
    window.actions_table["hide_question"].trigger()
    window.walk.go("Q2.1")
    window.actions_table["walk_on"].trigger()
    assert here(window) == "2.3"


def test_walking_on_from_a_hidden_question_finds_the_next(window: WorkshopWindow) -> None:
    window.walk.go("Q2.2")
    window.actions_table["hide_question"].trigger()
    window.actions_table["walk_on"].trigger()
    assert here(window) == "2.3"


def test_a_stage_is_done_when_the_facilitator_says_so(window: WorkshopWindow) -> None:
    window.actions_table["stage_done"].trigger()
    assert window.desk.workshop.get(Stage, "S2").done
    assert window.actions_table["stage_done"].isChecked()


def test_no_key_means_two_things(window: WorkshopWindow) -> None:
    """An ambiguous key does nothing at all, and nobody knows why."""
    places = ["prepare", "record", *(stage.id for stage in window.desk.workshop.stages())]
    for place in places:
        window.go(place)
        tabs = window.stage_page.tabs.keys if place.startswith("S") else [""]
        for tab in tabs:
            if tab:
                window.stage_page.open_tab(tab).shown()
            keys: dict[str, str] = {}
            for spec in window.actions_table.specs.values():
                action = window.actions_table[spec.id]
                assert action.text()
                for key in spec.keys if action.isEnabled() and not spec.widget else ():
                    assert keys.setdefault(key, spec.id) == spec.id, f"{key} on {place} {tab}"


def test_large_text_in_a_small_window_folds_and_loses_nothing(
    qtbot: QtBot, window: WorkshopWindow, theme: Theme
) -> None:
    theme.set_text_scale(200)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.side.isHidden())
    assert window.footer.next.isVisible()
    window.actions_table["park"].trigger()
    assert window.side.isVisible()
    assert window.side.parking_box.hasFocus()
    window.walk.go("Q2.2")
    words = [each for each in window.rail.findChildren(QLabel) if each.isVisible()]
    assert words == [], "words in a rail that has room for marks only"
    theme.set_text_scale(100)


def test_light_and_dark_switch_while_it_runs(window: WorkshopWindow, theme: Theme) -> None:
    before = window.grab().toImage().pixelColor(5, 5)
    window.actions_table["toggle_dark"].trigger()
    assert window.grab().toImage().pixelColor(5, 5) != before
    window.actions_table["toggle_dark"].trigger()
    assert window.grab().toImage().pixelColor(5, 5) == before


class FakeTime:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class TestTimer:
    @pytest.fixture
    def time(self) -> FakeTime:
        return FakeTime()

    @pytest.fixture
    def spent(self) -> list[tuple[str, int]]:
        return []

    @pytest.fixture
    def timer(self, qapp: QApplication, time: FakeTime, spent: list[tuple[str, int]]) -> DayTimer:
        def spend(key: str, seconds: int) -> bool:
            spent.append((key, seconds))
            return True

        timer = DayTimer(spend, time)
        timer.set_to("S2", 600, 60)
        return timer

    def test_it_counts_down_only_while_it_runs(self, timer: DayTimer, time: FakeTime) -> None:
        time.now += 50
        assert timer.left == 540
        timer.start()
        time.now += 50
        assert timer.left == 490
        timer.pause()
        time.now += 50
        assert timer.left == 490

    def test_what_was_used_is_saved_at_pauses_and_walks(
        self, timer: DayTimer, time: FakeTime, spent: list[tuple[str, int]]
    ) -> None:
        timer.start()
        time.now += 30.7
        timer.pause()
        timer.start()
        time.now += 10.5
        timer.set_to("S3", 600, 0)
        time.now += 5
        timer.pause()
        assert spent == [("S2", 30), ("S2", 11), ("S3", 5)]

    def test_a_minute_is_all_that_a_dead_laptop_costs(
        self, qtbot: QtBot, timer: DayTimer, time: FakeTime, spent: list[tuple[str, int]]
    ) -> None:
        timer.start()
        for _ in range(3):
            time.now += 60
            with qtbot.waitSignal(timer.ticked):
                pass
        assert spent == [("S2", 60)] * 3
        assert timer.left == 360
        timer.pause()
        assert spent == [("S2", 60)] * 3

    def test_time_the_disk_did_not_take_is_handed_over_again(self, qapp: QApplication, time: FakeTime) -> None:
        answers, spent = [False, True, True], []

        def spend(key: str, seconds: int) -> bool:
            spent.append((key, seconds))
            return answers.pop(0)

        timer = DayTimer(spend, time)
        timer.set_to("S2", 600, 0)
        timer.start()
        time.now += 40
        timer.set_to("S3", 600, 0)
        time.now += 5
        timer.set_to("S2", 600)
        assert timer.used == 40
        timer.pause()
        assert spent == [("S2", 40), ("S3", 5), ("S2", 40)]

    def test_a_minute_more(self, timer: DayTimer) -> None:
        timer.add_minutes(1)
        assert (timer.left, timer.planned) == (600, 660)

    def test_it_goes_on_past_the_end(self, timer: DayTimer, time: FakeTime) -> None:
        timer.start()
        time.now += 600
        assert clock_text(timer.left) == "+1:00"
        timer.pause()

    def test_coming_back_finds_what_was_left(self, timer: DayTimer, time: FakeTime) -> None:
        timer.start()
        time.now += 40
        timer.set_to("Q3.1", 300)
        time.now += 20
        timer.set_to("S2", 600, 100)
        assert timer.left == 500
        timer.pause()


def test_time_used_reaches_the_file(window: WorkshopWindow) -> None:
    time = FakeTime()
    window.walk.timer._clock = time
    window.actions_table["timer_toggle"].trigger()
    time.now += 125
    window.actions_table["timer_toggle"].trigger()
    assert window.desk.workshop.get(Stage, "S2").seconds_used == 125


def test_time_goes_by_without_an_undo_step_and_settles_nothing(qtbot: QtBot, window: WorkshopWindow) -> None:
    time = FakeTime()
    window.walk.timer._clock = time
    press(window, Key.Key_F7)
    label = window.desk.session.undo_label
    window.desk.trouble(NotSaved("disk_full"))
    time.now += 61
    qtbot.waitUntil(lambda: window.desk.workshop.get(Stage, "S2").seconds_used == 61)
    assert window.desk.session.undo_label == label
    assert window.messages.lasting, "a failure went away though nobody settled it"


def test_the_timers_keys_work_in_a_workshop_that_was_reopened(open_window: OpenWindow) -> None:
    window = open_window(sample_session(status="closed"))
    window.go("S2")
    press(window, Key.Key_F7)
    assert not window.walk.timer.running
    window.desk.session.do(reopen_for_correction("A name"))
    press(window, Key.Key_F7)
    assert window.walk.timer.running
    planned = window.walk.timer.planned
    press(window, Key.Key_F7, Modifier.ShiftModifier)
    assert window.walk.timer.planned == planned + 60


def test_where_somebody_looked_while_it_was_closed_is_kept_once_it_is_open_again(open_window: OpenWindow) -> None:
    """The next morning the correction would begin at another question than the one that was walked to."""
    window = open_window(sample_session(status="closed"))
    window.walk.go("Q3.2")
    assert window.desk.workshop.details.current_question_id != "Q3.2"
    window.desk.session.do(reopen_for_correction("A name"))
    press(window, Key.Key_3, Modifier.ControlModifier)
    assert window.desk.workshop.details.current_question_id == "Q3.2"


def test_a_closed_day_says_done_of_what_took_place_alone(open_window: OpenWindow, framework: Framework) -> None:
    """A half day that ended after two stages read as if all five had been done."""
    window = open_window(blank_session(framework))
    for edit in (capture_answer("Q2.1", "Warm homes"), close_workshop()):
        window.desk.session.do(edit)
    names = {key: row.accessibleName() for key, row in window.rail._rows.items()}
    assert "Done" in names["S2"]
    assert all("Not begun" in names[key] and "Done" not in names[key] for key in ("S1", "S3", "S4", "S5"))


def test_a_note_from_a_file_is_written_on_in_its_box(window: WorkshopWindow) -> None:
    """Under an id of another program's: each edit doubled the text."""
    window.desk.session.do(records.add(Note, stage_id="S2", text="From the file"))
    press(window, Key.Key_N, Modifier.AltModifier)
    for words in (", more", ", still more"):
        QTest.keyClicks(focused(), words)
        window.side.keep()
    assert window.side.notes.toPlainText() == "From the file, more, still more"
    assert [note.text for note in window.desk.workshop.all(Note)] == ["From the file, more, still more"]


def test_a_file_open_elsewhere_is_only_looked_at(open_window: OpenWindow) -> None:
    store = MemoryStore()
    store.read_only = True
    window = open_window(sample_session(store=store))
    window.actions_table["walk_on"].trigger()
    window.side.notes.setPlainText("x")
    window.close()
    assert store.transactions == []


def test_a_refusal_goes_when_something_else_is_saved(qtbot: QtBot, window: WorkshopWindow) -> None:
    window.desk.trouble(NotSaved("disk_full"))
    assert window.messages.lasting
    QTest.keyClicks(window.stage_page.answers.entry.box, "Saved now")
    QTest.keyClick(window.stage_page.answers.entry.box, Key.Key_Return)
    assert window.messages.text == ""


@pytest.mark.parametrize(("seconds", "text"), [(760, "12:40"), (4500, "75:00"), (7500, "2:05:00"), (5, "0:05")])
def test_clock_text(seconds: int, text: str) -> None:
    assert clock_text(seconds) == text


def test_next_from_prepare_begins_with_the_question_the_day_stands_at(
    open_window: OpenWindow, framework: Framework
) -> None:
    """A newcomer who follows the one filled button must not miss the first question."""
    window = open_window(blank_session(framework))
    for page in ("prepare", "record"):
        window.go(page)
        assert "1.1" in window.footer.next.accessibleName()
        window.footer.next.setFocus()
        press(window, Key.Key_Return)
        assert here(window) == "1.1"
        assert window.page is window.stage_page


def test_enter_presses_the_button_that_has_the_keyboard(window: WorkshopWindow) -> None:
    button = window.footer.next
    button.setFocus()
    before = here(window)
    press(window, Key.Key_Return)
    assert here(window) != before


def test_tabs_say_how_much_is_in_them_before_anybody_looks(window: WorkshopWindow) -> None:
    window.go("S4")
    words = " ".join(button.text() for button in window.stage_page.tabs.findChildren(QAbstractButton))
    assert "Decisions  2" in words
    assert "Plan  14" in words
