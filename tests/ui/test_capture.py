"""Capturing answers with the keyboard alone, as a scribe does while six tables call out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, themes
from lsp_workshop.domain.edits.questions import set_parts
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, AnswerStatus, Group, Theme, WorkshopStatus
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import scene_words
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.stage.answers import AnswersPanel
from lsp_workshop.ui.workshop.stage.paste import PasteDialog, rows_of
from tests.ui.conftest import OpenWindow
from tests.ui.support import AnsweredDialogs, MemoryStore, blank_session, sample_session, session_of

Key = Qt.Key
Modifier = Qt.KeyboardModifier


class Room:
    """A window on stage 1 of a workshop with four tables, and what a hand does there."""

    def __init__(self, qtbot: QtBot, window: WorkshopWindow, store: MemoryStore) -> None:
        self.qtbot, self.window, self.store = qtbot, window, store

    @property
    def panel(self) -> AnswersPanel:
        return self.window.stage_page.answers

    @property
    def session(self) -> Session:
        return self.window.desk.session

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def has_focus(self, widget: QWidget) -> bool:
        return self.focused is widget

    @property
    def statuses(self) -> list[AnswerStatus]:
        return [answer.status for answer in self.answers]

    @property
    def answers(self) -> list[Answer]:
        return list(self.session.workshop.answers_to("Q1.1"))

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focused, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        QTest.keyClick(self.focused, key, modifier)

    def say(self, text: str) -> None:
        self.type(text)
        self.press(Key.Key_Return)


@pytest.fixture
def room(qtbot: QtBot, open_window: OpenWindow, framework: Framework) -> Room:
    store = MemoryStore()
    session = session_of(list(blank_session(framework).workshop.records()), store)
    window = open_window(session)
    window.go("S1")
    return Room(qtbot, window, store)


def test_enter_saves_and_is_ready_for_the_next(room: Room) -> None:
    room.say("One named contact")
    room.say("A single form")
    assert [answer.text for answer in room.answers] == ["One named contact", "A single form"]
    assert room.panel.entry.box.text() == ""
    assert room.has_focus(room.panel.entry.box)


def test_the_first_answer_opens_the_day(room: Room) -> None:
    room.say("We begin")
    assert room.session.workshop.details.status is WorkshopStatus.OPEN


@pytest.mark.parametrize("nothing", ["", "   "])
def test_enter_on_nothing_does_nothing(room: Room, nothing: str) -> None:
    room.say(nothing)
    assert room.answers == []
    assert room.window.messages.text == ""


def test_alt_and_a_letter_says_who_speaks(room: Room) -> None:
    room.press(Key.Key_C, Modifier.AltModifier)
    room.say("From table C")
    assert room.answers[0].group_id == "table3"
    assert room.panel.entry.chip.text() == "Table C"


def test_a_letter_and_a_colon_say_who_speaks(room: Room) -> None:
    room.say("b: Buses after six")
    room.say("And at weekends")
    assert [(answer.group_id, answer.text) for answer in room.answers] == [
        ("table2", "Buses after six"),
        ("table2", "And at weekends"),
    ]


def test_a_colon_in_a_sentence_is_part_of_it(room: Room) -> None:
    room.say("Needed: a form. Why: time")
    assert room.answers[0].text == "Needed: a form. Why: time"


def test_a_full_disk_loses_no_words(room: Room) -> None:
    room.store.broken = NotSaved("disk_full")
    room.say("Not lost")
    assert room.panel.entry.box.text() == "Not lost"
    assert "disk is full" in room.window.messages.text
    assert room.window.messages.lasting
    assert room.window.saved.text == "Not saved"
    room.store.broken = None
    room.press(Key.Key_Return)
    assert [answer.text for answer in room.answers] == ["Not lost"]
    assert room.window.messages.text == ""
    assert room.window.saved.text.startswith("Saved ")


def test_undo_takes_back_the_answer_and_redo_brings_it_again(room: Room) -> None:
    room.say("Too early")
    assert room.window.actions_table["undo"].text() == "Undo: capture answer “Too early”"
    room.press(Key.Key_Z, Modifier.ControlModifier)
    assert room.answers == []
    room.press(Key.Key_Y, Modifier.ControlModifier)
    assert [answer.text for answer in room.answers] == ["Too early"]


def test_undo_while_typing_is_the_boxs_own(room: Room) -> None:
    room.say("Kept")
    room.type("half a sent")
    room.press(Key.Key_Z, Modifier.ControlModifier)
    assert len(room.answers) == 1


CTRL_ALT = Modifier.ControlModifier | Modifier.AltModifier
MARKS = [
    (Key.Key_H, "headline"),
    (Key.Key_M, "minority_view"),
    (Key.Key_S, "strong_feeling"),
    (Key.Key_C, "to_check"),
]


class TestMarksFromTheEntryBox:
    """What the room reacts to is marked at once, with the next words half typed."""

    @pytest.mark.parametrize(("key", "flag"), MARKS)
    def test_the_answer_just_entered_is_marked(self, room: Room, key: Qt.Key, flag: str) -> None:
        room.say("First")
        room.say("Second")
        room.type("and then")
        room.press(key, CTRL_ALT)
        assert [getattr(answer, flag) for answer in room.answers] == [False, True]
        assert "Second" in room.panel.hint.whole
        assert room.has_focus(room.panel.entry.box)
        assert room.panel.entry.box.text() == "and then"
        room.press(key, CTRL_ALT)
        assert not getattr(room.answers[1], flag)
        assert room.panel.hint.whole.startswith("No longer")

    def test_before_the_first_answer_it_says_what_to_do(self, room: Room) -> None:
        room.press(Key.Key_H, CTRL_ALT)
        assert "enter an answer" in room.panel.hint.whole

    def test_after_walking_on_an_answer_out_of_sight_is_left_alone(self, room: Room) -> None:
        room.say("First")
        room.window.actions_table["walk_on"].trigger()
        room.press(Key.Key_H, CTRL_ALT)
        assert not room.answers[0].headline

    def test_a_letter_of_altgr_is_typed(self, room: Room) -> None:
        """On Windows AltGr comes as Ctrl+Alt: without this a Polish scribe would mark instead of writing "ś"."""
        room.say("First")
        QTest.sendKeyEvent(QTest.KeyAction.Click, room.focused, Key.Key_S, "\u015b", CTRL_ALT)
        assert room.panel.entry.box.text() == "\u015b"
        assert not room.answers[0].strong_feeling


class TestWhoIsNotHeardYet:
    def test_one_quiet_line_names_the_tables(self, room: Room) -> None:
        assert room.panel.heard.isHidden()
        room.say("From A")
        room.say("c: From C")
        assert room.panel.heard.whole == "Not yet: tables B, D"
        room.say("b: From B")
        assert room.panel.heard.whole == "Not yet: table D"
        room.say("d: From D")
        assert room.panel.heard.isHidden()
        room.press(Key.Key_Z, Modifier.ControlModifier)
        assert room.panel.heard.isVisible()

    def test_it_never_reaches_the_room(self, room: Room) -> None:
        """A table shown as silent in front of forty people would not speak again."""
        room.say("From A")
        assert room.panel.heard.isVisible()
        projector = room.window.projector
        assert isinstance(projector, RoomProjector)
        answer_id = room.answers[0].id
        room.session.do(themes.put_under_theme([answer_id], "Getting around"))
        for send in (
            room.window.actions_table["project_question"].trigger,
            room.window.actions_table["project_answers"].trigger,
            room.window.actions_table["project_clock"].trigger,
            lambda: projector.send_answer(answer_id),
            lambda: projector.send_theme(room.session.workshop.all(Theme)[0].id),
        ):
            send()
            room.say("c: And one more")
            words = scene_words(projector.scene)
            assert words
            assert "Not yet" not in words
            assert not any(f"Table {label}" in words for label in "BD")


LINES = "A: One\nTwo\n\nC: Three\n"


class TestPastingManyLines:
    """A table's flip chart, typed up elsewhere, arrives whole and under the right names."""

    @pytest.fixture
    def dialog(self, room: Room) -> PasteDialog:
        return self.paste(room)

    def paste(self, room: Room, text: str = LINES) -> PasteDialog:
        QGuiApplication.clipboard().setText(text)
        room.press(Key.Key_V, Modifier.ControlModifier)
        return self.opened(room)

    def opened(self, room: Room) -> PasteDialog:
        dialogs = room.window.desk.dialogs
        assert isinstance(dialogs, AnsweredDialogs)
        (dialog,) = dialogs.dialogs
        assert isinstance(dialog, PasteDialog)
        dialog.list.setCurrentRow(0)
        return dialog

    def saved(self, room: Room) -> list[tuple[str | None, str]]:
        return [(answer.group_id, answer.text) for answer in room.answers]

    def test_they_are_shown_before_they_are_answers(self, room: Room, dialog: PasteDialog) -> None:
        assert room.answers == []
        dialog.accept()
        assert self.saved(room) == [("table1", "One"), ("table1", "Two"), ("table3", "Three")]
        assert room.session.undo_label == "capture 3 answers"

    def test_space_leaves_a_line_out_and_takes_it_in_again(self, room: Room, dialog: PasteDialog) -> None:
        QTest.keyClick(dialog.list, Key.Key_Space)
        assert [words for _, words in dialog.rows] == ["Two", "Three"]
        QTest.keyClick(dialog.list, Key.Key_Space)
        QTest.keyClick(dialog.list, Key.Key_Down)
        QTest.keyClick(dialog.list, Key.Key_Space)
        dialog.accept()
        assert [answer.text for answer in room.answers] == ["One", "Three"]

    def test_nothing_ticked_adds_nothing(self, room: Room, dialog: PasteDialog) -> None:
        dialog.list.selectAll()
        QTest.keyClick(dialog.list, Key.Key_Space)
        dialog.accept()
        assert room.answers == []
        assert not dialog._add.isEnabled()

    def test_a_letter_says_whose_it_is(self, room: Room, dialog: PasteDialog) -> None:
        QTest.keyClick(dialog.list, Key.Key_Down, Modifier.ShiftModifier)
        QTest.keyClick(dialog.list, Key.Key_D)
        QTest.keyClick(dialog.list, Key.Key_Z)
        assert dialog.list.item(1).text() == "Table D: Two"
        dialog.accept()
        assert self.saved(room) == [("table4", "One"), ("table4", "Two"), ("table3", "Three")]

    def test_a_full_disk_leaves_the_lines_where_they_are(self, room: Room, dialog: PasteDialog) -> None:
        room.store.broken = NotSaved("disk_full")
        dialog.accept()
        assert "disk is full" in dialog._trouble.text()
        assert len(dialog.rows) == 3
        room.store.broken = None
        room.window.desk.try_again()
        assert len(room.answers) == 3
        assert dialog.result() == PasteDialog.DialogCode.Accepted

    def test_cancelling_after_that_is_asked_for_twice(self, room: Room, dialog: PasteDialog) -> None:
        """The words stand nowhere else: one Escape too many must not be their end."""
        room.store.broken = NotSaved("disk_full")
        ended: list[int] = []
        dialog.finished.connect(ended.append)
        dialog.accept()
        dialog.reject()
        assert ended == []
        assert "3 answers are not saved" in dialog._trouble.text()
        dialog.reject()
        assert ended == [PasteDialog.DialogCode.Rejected]

    def test_cancelling_at_once_is_enough_where_nothing_failed(self, dialog: PasteDialog) -> None:
        ended: list[int] = []
        dialog.finished.connect(ended.append)
        dialog.reject()
        assert ended == [PasteDialog.DialogCode.Rejected]

    def test_the_menu_of_the_box_takes_the_same_road(self, room: Room) -> None:
        QGuiApplication.clipboard().setText(LINES)
        box = room.panel.entry.box
        menu = box.menu()
        next(action for action in menu.actions() if action.objectName() == "edit-paste").trigger()
        assert len(self.opened(room).rows) == 3
        assert box.text() == ""

    def test_what_is_dropped_takes_the_same_road(self, room: Room) -> None:
        data = QMimeData()
        data.setText(LINES)
        box = room.panel.entry.box
        drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Modifier.NoModifier)
        box.dropEvent(drop)
        assert len(self.opened(room).rows) == 3
        assert box.text() == ""

    def test_one_line_goes_into_the_box(self, room: Room) -> None:
        QGuiApplication.clipboard().setText("Only this")
        room.press(Key.Key_V, Modifier.ControlModifier)
        assert room.panel.entry.box.text() == "Only this"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("• One", "One"), ("•One", "One"), ("- One", "One"), ("– One", "One"), ("* One", "One"), ("1. One", "One"),
        ("12) One", "One"), ("(3) One", "One"), ("a) One", "One"), ("(b) One", "One"), ("  + One  ", "One"),
        ("1.5 million people", "1.5 million people"), ("-20 degrees", "-20 degrees"),
        ("A. Smith said", "A. Smith said"), ("2026 is too late", "2026 is too late"), ("*Really* so", "*Really* so"),
    ],
)  # fmt: skip
def test_bullets_go_and_words_stay(line: str, words: str) -> None:
    assert rows_of([line], None, []) == [(None, words)]


def test_a_bullet_before_or_behind_the_tables_letter() -> None:
    tables = [Group(id="t1", label="A"), Group(id="t2", label="B")]
    assert rows_of(["1. B: - One", "* Two", "a: Three"], None, tables) == [
        ("t2", "One"),
        ("t2", "Two"),
        ("t1", "Three"),
    ]


class TestHintsOfDuplicates:
    """What a table says again is seen while it is typed, and nobody is kept from entering it."""

    @pytest.fixture(autouse=True)
    def _said(self, room: Room, qtbot: QtBot) -> None:
        room.say("c: One named contact for every family")
        room.say("b: Buses after six")

    def hint(self, room: Room, words: str) -> str:
        with room.qtbot.waitSignal(room.panel.likes.found):
            room.type(words)
        return room.panel.hint.whole

    def test_it_names_the_answer_and_its_table(self, room: Room) -> None:
        assert "Like: “One named contact for every family” (table C)" in self.hint(room, "a named contact for families")

    def test_something_new_has_no_hint(self, room: Room) -> None:
        assert self.hint(room, "Parking charges") == ""

    def test_enter_saves_as_typed_and_the_hint_goes(self, room: Room) -> None:
        assert self.hint(room, "buses after six!")
        room.press(Key.Key_Return)
        assert [answer.text for answer in room.answers][2:] == ["buses after six!"]
        assert room.panel.hint.whole == ""

    def test_a_key_leads_to_it_and_escape_back_to_the_words(self, room: Room) -> None:
        self.hint(room, "one named contact")
        room.press(Key.Key_Down, Modifier.AltModifier)
        row = room.panel.list.current_row()
        assert row is not None
        assert row.answer is not None
        assert row.answer.text == "One named contact for every family"
        assert room.has_focus(room.panel.list)
        room.press(Key.Key_Escape)
        assert room.has_focus(room.panel.entry.box)
        assert room.panel.entry.box.text() == "one named contact"

    def test_what_was_taken_back_is_not_named(self, room: Room) -> None:
        room.press(Key.Key_Z, Modifier.ControlModifier)
        assert self.hint(room, "buses after six") == ""

    def test_another_questions_answers_are_not_named(self, room: Room) -> None:
        room.window.actions_table["walk_on"].trigger()
        assert self.hint(room, "buses after six") == ""
        room.panel.entry.clear()
        room.window.actions_table["walk_back"].trigger()
        assert "Buses after six" in self.hint(room, "buses after six")


class TestTablesOfEveryLabel:
    """A table whose letter the window needs for itself has a key all the same, and the chip says which."""

    LABELS = ("A", "T", "P", "1", "M", "Red")

    @pytest.fixture
    def room(self, qtbot: QtBot, open_window: OpenWindow, framework: Framework) -> Room:
        records = [each for each in blank_session(framework, 0).workshop.records() if not isinstance(each, Group)]
        tables = [Group(id=f"g{label}", label=label) for label in self.LABELS]
        store = MemoryStore()
        window = open_window(session_of([*records, *tables], store))
        window.go("S1")
        return Room(qtbot, window, store)

    def test_a_free_letter_has_alt(self, room: Room) -> None:
        assert room.panel.entry.keys["gA"] == "Alt+A"
        assert room.panel.entry.chip.text() == "Table A"

    @pytest.mark.parametrize(("key", "label"), [(Key.Key_T, "T"), (Key.Key_P, "P"), (Key.Key_1, "1"), (Key.Key_M, "M")])
    def test_a_taken_one_has_another_modifier_and_says_so(self, room: Room, key: Qt.Key, label: str) -> None:
        room.press(key, Modifier.AltModifier | Modifier.ShiftModifier)
        room.say("Said")
        assert room.answers[0].group_id == f"g{label}"
        assert room.panel.entry.chip.text() == f"Table {label}  Alt+Shift+{label}"

    def test_no_key_is_given_twice_or_taken_from_the_window(self, room: Room) -> None:
        keys = list(room.panel.entry.keys.values())
        assert len(keys) == len(set(keys)) == 5
        assert not set(keys) & room.window.actions_table.taken_keys()

    def test_an_unknown_label_stays_in_the_words_and_is_mentioned(self, room: Room) -> None:
        room.say("Z: From nowhere")
        assert room.answers[0].text == "Z: From nowhere"
        assert "“Z:” was kept as words" in room.panel.hint.whole
        room.say("red: From the red one")
        assert room.answers[1].group_id == "gRed"
        assert room.panel.hint.whole == ""

    @pytest.mark.parametrize("words", ["Needed: a form", "We need this: a form", "Z", "10:30 is too early for us"])
    def test_a_sentence_with_a_colon_is_not_mentioned(self, room: Room, words: str) -> None:
        room.say(words)
        assert room.panel.hint.whole == ""


class TestInTheList:
    @pytest.fixture(autouse=True)
    def _three_answers(self, room: Room) -> None:
        for text in ("First", "Second", "Third"):
            room.say(text)
        room.press(Key.Key_L, Modifier.ControlModifier)
        room.panel.list.go_to(room.answers[0].id)

    def test_space_marks_and_alt_t_themes(self, room: Room) -> None:
        room.press(Key.Key_Space)
        room.press(Key.Key_Down)
        room.press(Key.Key_Space)
        room.press(Key.Key_T, Modifier.AltModifier)
        assert room.has_focus(room.panel.theme_bar.box)
        room.say("Getting around")
        (theme,) = room.session.workshop.all(Theme)
        assert [answer.theme_id for answer in room.answers] == [theme.id, theme.id, None]
        assert room.panel.model.marks == {}
        assert room.has_focus(room.panel.list)

    def test_escape_from_the_theme_changes_nothing(self, room: Room) -> None:
        room.press(Key.Key_Space)
        room.press(Key.Key_T, Modifier.AltModifier)
        room.type("Wrong")
        room.press(Key.Key_Escape)
        assert room.session.workshop.all(Theme) == []
        assert list(room.panel.model.marks) == [room.answers[0].id]
        room.press(Key.Key_Escape)
        assert room.panel.model.marks == {}
        room.press(Key.Key_Escape)
        assert room.has_focus(room.panel.entry.box)

    @pytest.mark.parametrize(
        ("key", "flag"),
        [
            (Key.Key_H, "headline"),
            (Key.Key_M, "minority_view"),
            (Key.Key_S, "strong_feeling"),
            (Key.Key_C, "to_check"),
        ],
    )
    def test_letters_are_flags(self, room: Room, key: Qt.Key, flag: str) -> None:
        room.press(key)
        assert getattr(room.answers[0], flag)
        room.press(key)
        assert not getattr(room.answers[0], flag)

    def test_delete_sets_aside_and_r_keeps_again(self, room: Room) -> None:
        room.press(Key.Key_Delete)
        assert room.statuses[0] == AnswerStatus.SET_ASIDE
        assert len(room.panel.model.answers()) == 2
        room.window.actions_table["show_aside"].trigger()
        room.panel.list.go_to(room.answers[0].id)
        room.press(Key.Key_R)
        assert set(room.statuses) == {AnswerStatus.KEPT}

    def test_f2_rewords_in_place_and_keeps_the_first_words(self, room: Room) -> None:
        room.press(Key.Key_F2)
        assert isinstance(room.focused, QPlainTextEdit)
        room.say("In better words")
        assert room.answers[0].text == "In better words"
        assert room.answers[0].first_text == "First"
        assert room.has_focus(room.panel.list)

    def test_refused_rewording_stays_open(self, room: Room) -> None:
        room.store.broken = NotSaved("disk_full")
        room.press(Key.Key_F2)
        room.say("Still here")
        assert isinstance(room.focused, QPlainTextEdit)
        assert room.focused.toPlainText() == "Still here"
        room.store.broken = None
        room.press(Key.Key_Return)
        assert room.answers[0].text == "Still here"

    def test_escape_leaves_the_words_as_they_were(self, room: Room) -> None:
        room.press(Key.Key_F2)
        room.type("Nonsense")
        room.press(Key.Key_Escape)
        assert room.answers[0].text == "First"

    def test_merging_keeps_the_originals(self, room: Room) -> None:
        for _time in range(2):
            room.press(Key.Key_Space)
            room.press(Key.Key_Down)
        room.press(Key.Key_G)
        assert [answer.status for answer in room.answers] == [
            AnswerStatus.KEPT,
            AnswerStatus.MERGED,
            AnswerStatus.KEPT,
        ]
        room.press(Key.Key_X)
        assert all(answer.status is AnswerStatus.KEPT for answer in room.answers)

    def test_delete_in_the_entry_box_deletes_letters(self, room: Room) -> None:
        room.press(Key.Key_E, Modifier.ControlModifier)
        room.type("ab")
        room.press(Key.Key_Backspace)
        assert room.panel.entry.box.text() == "a"
        assert all(answer.status is AnswerStatus.KEPT for answer in room.answers)

    def test_undo_of_an_answer_keeps_the_marks_of_others(self, room: Room) -> None:
        room.press(Key.Key_Space)
        room.press(Key.Key_Z, Modifier.ControlModifier)
        assert len(room.answers) == 2
        assert list(room.panel.model.marks) == [room.answers[0].id]


@pytest.mark.parametrize("double", [False, True])
@pytest.mark.parametrize("order", [{"by_theme": False}, {"by_theme": True}, {"by_theme": False, "columns": True}])
def test_rows_are_patched_to_what_a_fresh_look_would_show(
    qtbot: QtBot, open_window: OpenWindow, order: dict[str, bool], double: bool
) -> None:
    """A list that is patched wrongly shows an answer under another table's name."""
    session = sample_session()
    if double:
        session.do(set_parts("Q2.1", ["Needs", "Opportunities"]))
        said = [answer.id for answer in session.workshop.answers_to("Q2.1")]
        session.do(capture.put_in_part(said[:9], "Needs"))
        session.do(capture.put_in_part(said[9:14], "Opportunities"))
    window = open_window(session)
    model, desk = window.stage_page.answers.model, window.desk
    ids = [answer.id for answer in model.answers()]
    model.order(**order)
    for with_aside in (False, True):
        model.with_aside = with_aside
        model.refresh()
        steps = 0
        for edit in (
            capture.move_to_group(ids[0:2], "tF"),
            themes.put_under_theme(ids[3:6], "Something new"),
            capture.set_aside(ids[7:9]),
            capture.set_aside(ids[14:15]),
            capture.mark(ids[0:2], "headline", True),
            capture.reword_answer(ids[5], "In other words"),
            themes.merge_answers(ids[10], ids[11:13]),
            capture.capture_answer("Q2.1", "New", group_id="tC"),
            *([capture.put_in_part(ids[4:6], "Opportunities"), capture.put_in_part(ids[1:2], "")] if double else []),
            set_parts("Q2.1", ["What is missing", "Opportunities"] if double else []),
        ):
            done = desk.do(edit)
            assert done is not None
            steps += bool(done.changes)
            shown = [model.row(model.index(place)) for place in range(model.rowCount())]
            assert shown == model._wanted()
            assert [model.index_of(row.key).row() for row in model._wanted()] == list(range(model.rowCount()))
            assert model.counts == model._counted()
            assert (
                model.column_starts()
                == [place for place, row in enumerate(model._wanted()) if row.level == 1 and row.answer is None]
                * model.columns
            )
        for _step in range(steps):
            desk.undo()
            assert [model.row(model.index(place)) for place in range(model.rowCount())] == model._wanted()
            assert model.counts == model._counted()


class TestALongList:
    """Three hundred answers of every length: the room does not wait, and a click meets the row that is seen."""

    @pytest.fixture(autouse=True)
    def _many(self, room: Room) -> None:
        rows = [(f"table{place % 4 + 1}", f"Answer {place} " + "and more " * (place % 40)) for place in range(300)]
        room.session.do(capture.capture_answers("Q1.1", rows))

    def seen(self, room: Room) -> list[int]:
        """The places of the rows in sight, top to bottom, found as a mouse finds them."""
        view = room.panel.list
        return list(dict.fromkeys(view.indexAt(QPoint(40, y)).row() for y in range(view.viewport().height())))

    def test_only_what_is_seen_is_measured(self, room: Room) -> None:
        """Measuring every row at each Enter is what made the box stand still."""
        view = room.panel.list
        room.say("One more")
        view.go_to(room.panel.model.answers()[150].id)
        assert len(view._delegate._heights) < 120

    @pytest.mark.parametrize("place", [0, 7, 150, 290, 299])
    def test_rows_stand_where_they_are_painted(self, room: Room, place: int) -> None:
        view, model = room.panel.list, room.panel.model
        view.go_to(model.answers()[place].id)
        assert view.currentIndex().row() in self.seen(room)
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
        bottom = None
        for row in self.seen(room):
            rect = view.visualRect(model.index(row))
            assert rect.height() == view.exact_height(row)
            assert bottom is None or rect.top() == bottom + 1
            bottom = rect.bottom()

    def test_the_keyboard_reaches_both_ends_and_every_row(self, room: Room) -> None:
        room.press(Key.Key_L, Modifier.ControlModifier)
        room.press(Key.Key_End)
        assert room.panel.list.currentIndex().row() == room.panel.model.rowCount() - 1
        bar = room.panel.list.verticalScrollBar()
        assert bar.value() == bar.maximum()
        room.press(Key.Key_Home)
        assert bar.value() == 0
        visited = [room.panel.list.currentIndex().row()]
        for _row in range(5):
            room.press(Key.Key_Down)
            visited.append(room.panel.list.currentIndex().row())
        assert visited == [0, 1, 2, 3, 4, 5]

    def test_what_is_read_does_not_jump_while_scrolling_up(self, room: Room) -> None:
        view, model = room.panel.list, room.panel.model
        bar = view.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        for _step in range(40):
            index = model.index(self.seen(room)[-2])
            before = view.visualRect(index).top()
            bar.setValue(bar.value() - 24)
            assert view.visualRect(index).top() == before + 24

    def test_an_answer_taken_back_or_reworded_leaves_no_gap(self, room: Room) -> None:
        room.say("One more")
        room.press(Key.Key_Z, Modifier.ControlModifier)
        answer = room.panel.model.answers()[40]
        room.session.do(capture.reword_answer(answer.id, "Longer " * 80))
        room.panel.list.go_to(answer.id)
        tops = [room.panel.list.visualRect(room.panel.model.index(row)).top() for row in self.seen(room)]
        assert tops == sorted(tops)
        assert room.panel.list.visualRect(room.panel.list.currentIndex()).height() > 100
        assert len(room.panel.list.laid) == room.panel.model.rowCount()


def test_a_closed_workshop_is_shown_and_cannot_be_typed_into(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(sample_session(status="closed"))
    panel = window.stage_page.answers
    assert len(panel.model.answers()) == 17
    assert not panel.entry.isVisible()
    panel.list.go_to(panel.model.answers()[0].id)
    before = list(window.desk.workshop.all(Answer))
    for key in (Key.Key_Delete, Key.Key_H, Key.Key_F2):
        QTest.keyClick(panel.list, key)
    assert list(window.desk.workshop.all(Answer)) == before
    assert "read only" in window.saved.text
