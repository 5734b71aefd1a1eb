"""Many pasted lines become many answers, under the right names, after somebody looked at them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from lsp_workshop.domain.model import Group
from lsp_workshop.session import NotSaved
from lsp_workshop.ui.workshop.stage.paste import PasteDialog, PastedRow, rows_of
from tests.ui.capture.room import Key, Modifier, Room
from tests.ui.support import AnsweredDialogs

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
        assert [row.words for row in dialog.rows] == ["Two", "Three"]
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
    assert rows_of([line], None, []) == [PastedRow(None, words)]


def test_a_bullet_before_or_behind_the_tables_letter() -> None:
    tables = [Group(id="t1", label="A"), Group(id="t2", label="B")]
    assert rows_of(["1. B: - One", "* Two", "a: Three"], None, tables) == [
        PastedRow("t2", "One"),
        PastedRow("t2", "Two"),
        PastedRow("t1", "Three"),
    ]
