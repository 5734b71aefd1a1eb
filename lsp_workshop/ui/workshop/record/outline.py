"""The headings of a preview, to jump by. The one that is read is selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from lsp_workshop.ui.services import OutlineLine
from lsp_workshop.ui.widgets import column

_INDENT = "      "


class Outline(QWidget):
    """Arrow keys walk over the headings and the pages come along; Enter goes to the pages."""

    wanted = Signal(int, float)
    """A page (from 0), and points down it."""
    left = Signal()
    """Enter: the keyboard goes to the pages."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[OutlineLine] = ()
        self._following = False
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Headings"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setLayout(column(self.list))
        self.list.currentRowChanged.connect(self._go)
        self.list.itemClicked.connect(self._clicked)
        self.list.itemActivated.connect(self._activated)

    def show_lines(self, lines: Sequence[OutlineLine]) -> None:
        self._following = True
        row = self.list.currentRow()
        was = self._lines[row].title if 0 <= row < len(self._lines) else None
        self._lines = lines
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(_INDENT * min(line.level, 2) + line.title)
            said = self.tr("{title}, page {page}").format(title=line.title, page=line.page + 1)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(said)
            self.list.addItem(item)
        same = [place for place, line in enumerate(lines) if line.title == was]
        if same:
            # The keyboard may be there.
            self.list.setCurrentRow(min(same, key=lambda place: abs(place - row)))
        self._following = False

    def follow(self, page: int, down: float) -> None:
        """The last heading that begins before the place that is read, `down` points on the page (from 0)."""
        if self.list.hasFocus():
            return
        before = [place for place, line in enumerate(self._lines) if (line.page, line.top) <= (page, down)]
        self._following = True
        self.list.setCurrentRow(before[-1] if before else -1)
        self._following = False

    def _go(self, place: int) -> None:
        if not self._following and 0 <= place < len(self._lines):
            self.wanted.emit(self._lines[place].page, self._lines[place].top)

    def _clicked(self, item: QListWidgetItem) -> None:
        self._go(self.list.row(item))

    def _activated(self, _item: QListWidgetItem) -> None:
        self.left.emit()
