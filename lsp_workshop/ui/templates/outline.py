"""The outline of a template: its rows below each other, walked by arrows. Knows rows, and nothing of files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from lsp_workshop.domain.template_edit import Row
from lsp_workshop.domain.template_shape import Place

_PLACE = Qt.ItemDataRole.UserRole
_STEP = "\u2003"
"""Before the words of a row, once for each level."""

_HEADS = {
    "change_dimensions": "Dimensions of change",
    "joint_arrangements": "Joint arrangements",
    "staff_team_functions": "Functions of the staff team",
    "key_tasks": "Key tasks",
    "pathfinder_effects": "Effects",
    "lessons": "Lessons",
    "framework_elements": "Statements of the health check",
    "health_check": "Scale",
}
_NO_WORDS = {"stage": "New stage", "question": "New question", "point": "New point"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("TemplateOutline", text)


def words_of(row: Row) -> str:
    """A row as it is read."""
    if row.kind in ("list", "scale"):
        return _tr(_HEADS[str(row.place[0])])
    words = " ".join(row.text.split())
    bare = words.partition(" ")[2] if row.kind in ("stage", "question", "point") else words
    return words if bare else f"{words} {_tr(_NO_WORDS.get(row.kind, 'New item'))}".strip()


class Outline(QListWidget):
    """`moved` when another row is the current one, `wanted` for Enter: its words are to be typed."""

    moved = Signal()
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self.setAccessibleName(_tr("Outline"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.currentRowChanged.connect(self._moved)

    @property
    def here(self) -> Row | None:
        number = self.currentRow()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def show_rows(self, rows: Sequence[Row], place: Place) -> None:
        """All rows anew, with the one at `place` (or the first) as the current one."""
        self.blockSignals(True)
        self._rows = list(rows)
        self.clear()
        for row in rows:
            item = QListWidgetItem()
            self.addItem(item)
            self._fill(item, row)
        number = next((number for number, row in enumerate(rows) if row.place == place), 0)
        self.setCurrentRow(number)
        self.blockSignals(False)
        self.moved.emit()

    def retell(self, rows: Sequence[Row]) -> None:
        """The same rows with other words."""
        self._rows = list(rows)
        for number, row in enumerate(rows):
            self._fill(self.item(number), row)

    def _fill(self, item: QListWidgetItem, row: Row) -> None:
        words = words_of(row)
        item.setText(_STEP * row.depth + words)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        font = self.font()
        font.setBold(row.depth == 0)
        item.setFont(font)

    def _moved(self, _number: int) -> None:
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Left to the dialog, Enter would press a button.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)
