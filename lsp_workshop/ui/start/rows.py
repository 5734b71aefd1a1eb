"""A row of the start page's lists, painted: a title and a line below it, and figures at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lsp_workshop.ui.icons import paint_icon
from lsp_workshop.ui.models import Index
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_BUTTON

ROW = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a row; `problem` stands in the place of `below`, with a sign."""

    title: str
    below: str = ""
    upper: str = ""
    lower: str = ""
    problem: str = ""

    @property
    def spoken(self) -> str:
        return ". ".join(part for part in (self.title, self.below, self.upper, self.lower, self.problem) if part)


class RowDelegate(QStyledItemDelegate):
    """Paints the `Row` that a model has under `ROW`."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.px(72))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect).adjusted(8, 3, -8, -3)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("soft" if chosen else "sunken"))
            painter.drawRoundedRect(box, RADIUS_BUTTON, RADIUS_BUTTON)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, RADIUS_BUTTON, RADIUS_BUTTON)
        if index.row():
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(rect.left() + 24, rect.top(), rect.right() - 24, rect.top())
        self._paint_words(painter, box.adjusted(16, 0, -16, 0), index.data(ROW))
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRectF, row: Row) -> None:
        theme = self._theme
        right = self._paint_right(painter, box, row)
        inner = QRectF(box.left(), box.top(), right - box.left() - 16, box.height())
        title, small = theme.font("lead"), theme.font("caption")
        title.setWeight(theme.font("strong").weight())
        painter.setFont(title)
        high = painter.fontMetrics().height()
        painter.setFont(small)
        low = painter.fontMetrics().height()
        top = box.center().y() - (high + low + 2) / 2
        left = inner.left()
        if row.problem:
            side = theme.px(14)
            sign = QRectF(left, top + high + 2 + (low - side) / 2, side, side)
            paint_icon(painter, "triangle-alert", sign, theme.colour("warning"))
            left += side + 6
        for font, words, token, x, y, height in (
            (title, row.title, "text", inner.left(), top, high),
            (small, row.problem or row.below, "warning" if row.problem else "muted", left, top + high + 2, low),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(token))
            room = inner.right() - x
            cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(x, y, room, height), int(Qt.AlignmentFlag.AlignVCenter), cut)

    def _paint_right(self, painter: QPainter, box: QRectF, row: Row) -> float:
        """Status and figures; returns where they begin."""
        theme = self._theme
        painter.setFont(theme.font("caption"))
        metrics = painter.fontMetrics()
        lines = [(words, token) for words, token in ((row.upper, "text"), (row.lower, "muted")) if words]
        if not lines:
            return box.right()
        wide = max(metrics.horizontalAdvance(words) for words, _ in lines) + 2
        step = metrics.height() + 4
        top = box.center().y() - step * len(lines) / 2
        for place, (words, token) in enumerate(lines):
            painter.setPen(theme.colour(token))
            line = QRectF(box.right() - wide, top + place * step, wide, step)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)
        return box.right() - wide


class RowList(QListView):
    """A list of rows in a dialog: Enter or a double-click is for the current one."""

    moved = Signal()
    wanted = Signal()

    def __init__(self, theme: Theme, model: QAbstractItemModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Left to the dialog, Enter would press its Close where nothing can be opened.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.wanted.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()
