"""A box to type in and what it finds below, painted row by row: for commands, for the search. Knows no workshop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lsp_workshop.ui.theme import Role, Theme
from lsp_workshop.ui.tokens import RADIUS_SMALL
from lsp_workshop.ui.widgets import column, label
from lsp_workshop.ui.widgets.announce import announce
from lsp_workshop.ui.widgets.text import reads_from_right

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
LINE = Qt.ItemDataRole.UserRole
_SIDE, _ABOVE, _GAP = 12, 6, 12
_WIDE, _HIGH = 680, 480
_PAGE = 8
"""Rows that Page Down goes."""
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it is called, a smaller line below it, keys at its end, an icon before it."""

    title: str
    caption: str = ""
    keys: str = ""
    icon: str = ""

    @property
    def spoken(self) -> str:
        return ". ".join(part for part in (self.title, self.caption, self.keys) if part)


class LinesModel(QAbstractListModel):
    """So many lines, each worked out when it is looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._count = 0
        self._line_at: Callable[[int], Line] = lambda _place: Line("")

    def show(self, count: int, line_at: Callable[[int], Line]) -> None:
        self.beginResetModel()
        self._count, self._line_at = count, line_at
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self._count

    def line(self, place: int) -> Line:
        return self._line_at(place)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= self._count:
            return None
        if role == LINE:
            return self._line_at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._line_at(index.row()).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._line_at(index.row()).spoken
        return None


class LineDelegate(QStyledItemDelegate):
    """Paints a line: title over caption, keys in a frame of their own at the end."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        title, caption = (QFontMetricsF(self._theme.font(role)).height() for role in ("body", "caption"))
        return QSize(0, round(title + caption + 2 * _ABOVE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("soft"))
            painter.drawRoundedRect(rect, RADIUS_SMALL, RADIUS_SMALL)
            # Colour is never the only sign.
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top() + 4, 3, rect.height() - 8), 1.5, 1.5)
        rect.adjust(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        if line.icon:
            side = theme.px(18)
            top = round(rect.center().y() - side / 2)
            theme.icon(line.icon, "muted").paint(painter, round(rect.left()), top, side, side)
        rect.setLeft(rect.left() + (theme.px(18) + _GAP if line.icon else 0))
        if line.keys:
            rect.setRight(rect.right() - self._paint_keys(painter, rect, line.keys) - _GAP)
        self._paint_words(painter, rect, line)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        top = rect.top()
        lines: tuple[tuple[Role, str, str], ...] = (("body", "text", line.title), ("caption", "muted", line.caption))
        for role, token, words in lines:
            font = self._theme.font(role)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(self._theme.colour(token))
            side = Qt.AlignmentFlag.AlignRight if reads_from_right(words) else Qt.AlignmentFlag.AlignLeft
            box = QRectF(rect.left(), top, rect.width(), metrics.height())
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, int(flags | Qt.TextFlag.TextSingleLine), cut)
            top += metrics.height()

    def _paint_keys(self, painter: QPainter, rect: QRectF, keys: str) -> float:
        """Returns how wide they are."""
        font = self._theme.font("caption")
        metrics = QFontMetricsF(font)
        wide, high = metrics.horizontalAdvance(keys) + 16, metrics.height() + 6
        box = QRectF(rect.right() - wide, rect.center().y() - high / 2, wide, high)
        painter.setPen(self._theme.colour("strong_line"))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), keys)
        return wide


class LinesView(QListView):
    """A list of lines, as wide as there is room, whatever the number of rows."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(theme, self))
        self.setAccessibleName(name)
        # All rows are of one height: nothing is laid out that is not seen.
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("kind", "popup")
        theme.changed.connect(self._restyle)

    @property
    def place(self) -> int:
        """The current row; -1 for none."""
        return self.currentIndex().row()

    def go_to(self, place: int) -> None:
        index = self.lines.index(min(max(place, 0), self.lines.rowCount() - 1), 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class PageLines(QListView):
    """A list of lines in a page: Enter is for the current one, Escape leaves the list."""

    chosen = Signal()
    left = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # The window's keys for paging must not win over the list's.
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)


class FinderDialog(QDialog):
    """The box has the keyboard all the time: arrows walk through what was found, Enter takes it, Escape closes.

    Who subclasses it fills `hits` in `seek` and does something in `take`. These two raise here, because Qt's
    metaclass and that of abstract classes do not mix.
    """

    def __init__(self, theme: Theme, parent: QWidget, title: str, hint: str, list_name: str) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(title)
        room = parent.size()
        self.resize(min(theme.px(_WIDE), room.width() - 48), min(theme.px(_HIGH), room.height() - 48))
        self.box = QLineEdit()
        self.box.setProperty("kind", "entry")
        self.box.setPlaceholderText(hint)
        self.box.setAccessibleName(title)
        self.hits = LinesView(theme, list_name)
        self.below = label("", "caption", "muted")
        layout = column(self.box, self.hits, self.below, spacing=12)
        layout.setContentsMargins(24, 24, 24, 16)
        self.setLayout(layout)
        self.box.textChanged.connect(self.seek)
        self.box.installEventFilter(self)
        self.hits.activated.connect(self._activated)
        self.hits.clicked.connect(self._activated)

    def seek(self, typed: str) -> None:
        """Show what the typed words find."""
        raise NotImplementedError

    def take(self, place: int) -> None:
        """Enter or a click on a row."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.enter(event.modifiers())
                return True
            move = _MOVES.get(Qt.Key(event.key()))
            if move is not None:
                self.hits.go_to(self.hits.place + move)
                self._say_current()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter was taken by the box or the list already; there is no button for it.
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def enter(self, modifiers: Qt.KeyboardModifier) -> None:
        """Enter in the box."""
        if self.hits.place >= 0:
            self.take(self.hits.place)

    def _activated(self, index: QModelIndex) -> None:
        if self.isVisible():
            self.take(index.row())

    def _say_current(self) -> None:
        """The list has not the keyboard: a screen reader would not say by itself where one is."""
        if self.hits.place >= 0:
            announce(self.box, self.hits.lines.line(self.hits.place).spoken)
