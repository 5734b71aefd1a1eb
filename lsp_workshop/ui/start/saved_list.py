"""The saved workshops as a list: a row each, with what it is, how far it got, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from lsp_workshop.domain.wording import phrase
from lsp_workshop.ui.models import Index
from lsp_workshop.ui.services import SavedWorkshop
from lsp_workshop.ui.start.rows import ROW, Row, RowDelegate
from lsp_workshop.ui.start.words import counts_words, date_words
from lsp_workshop.ui.theme import Theme

SAVED = Qt.ItemDataRole.UserRole + 1


def row_of(saved: SavedWorkshop, *, is_one_of_several: bool = False) -> Row:
    """`is_one_of_several`: others have the same title, and its file's name tells them apart."""
    name = saved.path.name if is_one_of_several else ""
    return Row(
        saved.title,
        phrase((name, saved.partnership, date_words(saved.date)), " · "),
        " · ".join(part for part in dict.fromkeys((saved.status.capitalize(), saved.reached)) if part),
        counts_words(saved.answers, saved.votes),
        " · ".join(part for part in (name, saved.problem) if part) if saved.problem else "",
    )


class SavedModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[SavedWorkshop] = []
        self._shown: list[SavedWorkshop] = []
        self._titles: Counter[str] = Counter()
        self._wanted: list[str] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        saved = self._shown[index.row()]
        if role == SAVED:
            return saved
        if role == ROW:
            return self._row_of(saved)
        if role == Qt.ItemDataRole.DisplayRole:
            return saved.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._row_of(saved).spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (str(saved.path), saved.problem) if part)
        return None

    @property
    def all(self) -> Sequence[SavedWorkshop]:
        return self._all

    @property
    def total(self) -> int:
        return len(self._all)

    def _row_of(self, saved: SavedWorkshop) -> Row:
        return row_of(saved, is_one_of_several=self._titles[saved.title] > 1)

    def show(self, saved: Sequence[SavedWorkshop]) -> None:
        self._all = list(saved)
        self._titles = Counter(each.title for each in saved)
        self.search(" ".join(self._wanted))

    def search(self, words: str) -> None:
        """Keep the rows in which every word occurs."""
        self._wanted = words.casefold().split()
        self.beginResetModel()
        self._shown = [saved for saved in self._all if self._fits(saved)]
        self.endResetModel()

    def _fits(self, saved: SavedWorkshop) -> bool:
        text = " ".join((saved.title, saved.partnership, saved.date, date_words(saved.date), saved.status))
        return all(word in text.casefold() for word in self._wanted)


class SavedList(QListView):
    opened = Signal(object)
    """A `SavedWorkshop`, by Enter or double-click."""
    menu_wanted = Signal(QPoint)
    """For the current row, at this place of the screen: by the right button, the Menu key or Shift+F10."""
    moved = Signal()
    """Another row is the current one, or none is."""

    def __init__(self, theme: Theme, model: SavedModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def current(self) -> SavedWorkshop | None:
        saved = self.currentIndex().data(SAVED)
        return saved if isinstance(saved, SavedWorkshop) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        # The Menu key comes as an event of its own; Shift+F10 on some systems only.
        if event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._want_menu()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            self._want_menu()
        elif self.indexAt(event.pos()).isValid():
            self.menu_wanted.emit(event.globalPos())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def _want_menu(self) -> None:
        if self.currentIndex().isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(SAVED))
