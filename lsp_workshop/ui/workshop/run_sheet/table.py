"""A table of agenda items for the dialogs of the run sheet: a row an item, told apart by its id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from lsp_workshop.ui.theme import Theme

_ROW = 32
"""Pixels at a text scale of 100 %."""
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """`ticked` None: nothing to tick. `tone` is a colour of the theme, beside what the words say already."""

    item_id: str
    cells: tuple[str, ...]
    ticked: bool | None = None
    tone: str = "text"


class ItemTable(QTreeWidget):
    """`wide` is the number of the column that takes what the others leave."""

    def __init__(self, theme: Theme, name: str, heads: Sequence[str], wide: int) -> None:
        super().__init__()
        self._theme = theme
        self._heads = tuple(heads)
        self._rows: list[Row] = []
        self.setAccessibleName(name)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.setHeaderLabels(list(heads))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for place in range(len(heads)):
            mode = QHeaderView.ResizeMode.Stretch if place == wide else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(place, mode)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """The rows as they are now; what has not changed is not touched, and the place in the table stays."""
        # Whoever listens hears what a person does, not what is filled in.
        self.blockSignals(True)
        if [row.item_id for row in rows] != [row.item_id for row in self._rows]:
            here = self.current()
            self.clear()
            for row in rows:
                QTreeWidgetItem(self).setData(0, _ID, row.item_id)
            self._rows = []
            self.select(here)
        for place, (item, row) in enumerate(zip(self._items(), rows, strict=True)):
            if self._rows[place : place + 1] != [row]:
                self._fill(item, row)
        self._rows = list(rows)
        self.blockSignals(False)

    def _fill(self, shown: QTreeWidgetItem, row: Row) -> None:
        for column, text in enumerate(row.cells):
            shown.setText(column, text)
            shown.setToolTip(column, text if len(text) > 24 else "")
            shown.setForeground(column, self._theme.colour(row.tone))
            # A cell without words is read by what it would say.
            shown.setData(column, Qt.ItemDataRole.AccessibleTextRole, f"{self._heads[column]}: {text or '–'}")
        if row.ticked is not None:
            shown.setCheckState(0, Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked)
        elif shown.data(0, Qt.ItemDataRole.CheckStateRole) is not None:
            shown.setData(0, Qt.ItemDataRole.CheckStateRole, None)
        shown.setSizeHint(0, QSize(0, self._theme.px(_ROW)))

    def current(self) -> str:
        """The id of the item that the keyboard is at; "" for none."""
        item = self.currentItem()
        return str(item.data(0, _ID)) if item is not None else ""

    def select(self, item_id: str) -> None:
        for item in self._items():
            if item.data(0, _ID) == item_id:
                self.setCurrentItem(item)
                self.scrollToItem(item)

    def ticked(self) -> set[str]:
        return {str(item.data(0, _ID)) for item in self._items() if item.checkState(0) is Qt.CheckState.Checked}

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]
