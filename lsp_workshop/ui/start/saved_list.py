"""The saved workshops as a list: a row each, with what it is, how far it got, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QDate, QLocale, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lsp_workshop.domain.wording import counted
from lsp_workshop.ui.icons import paint_icon
from lsp_workshop.ui.services import SavedWorkshop
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_BUTTON
from lsp_workshop.ui.workshop.stage.answer_model import Index

SAVED = Qt.ItemDataRole.UserRole + 1


def date_words(date: str) -> str:
    """ "12 March 2026" in the person's language; what is no whole date stays as it is."""
    day = QDate.fromString(date, Qt.DateFormat.ISODate)
    return QLocale().toString(day, QLocale.FormatType.LongFormat) if day.isValid() else date


def counts_words(saved: SavedWorkshop) -> str:
    """ "164 answers · 225 votes"; nothing where there is nothing yet."""
    parts = [counted(number, noun) for number, noun in ((saved.answers, "answer"), (saved.votes, "vote")) if number]
    return " · ".join(parts)


class SavedModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[SavedWorkshop] = []
        self._shown: list[SavedWorkshop] = []
        self._wanted: list[str] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        saved = self._shown[index.row()]
        if role == SAVED:
            return saved
        if role == Qt.ItemDataRole.DisplayRole:
            return saved.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (saved.title, saved.partnership, date_words(saved.date), saved.status, saved.reached)
            return ". ".join(part for part in (*parts, counts_words(saved), saved.problem) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(saved.path)
        return None

    @property
    def total(self) -> int:
        return len(self._all)

    def show(self, saved: Sequence[SavedWorkshop]) -> None:
        self._all = list(saved)
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


class SavedDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.px(72))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        saved: SavedWorkshop = index.data(SAVED)
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
        self._paint_words(painter, box.adjusted(16, 0, -16, 0), saved)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRectF, saved: SavedWorkshop) -> None:
        theme = self._theme
        right = self._paint_right(painter, box, saved)
        inner = QRectF(box.left(), box.top(), right - box.left() - 16, box.height())
        title, small = theme.font("lead"), theme.font("caption")
        title.setWeight(theme.font("strong").weight())
        painter.setFont(title)
        high = painter.fontMetrics().height()
        painter.setFont(small)
        low = painter.fontMetrics().height()
        top = box.center().y() - (high + low + 2) / 2
        below = " · ".join(part for part in (saved.partnership, date_words(saved.date)) if part)
        left = inner.left()
        if saved.problem:
            below = saved.problem
            side = theme.px(14)
            paint_icon(
                painter,
                "triangle-alert",
                QRectF(left, top + high + 2 + (low - side) / 2, side, side),
                theme.colour("warning"),
            )
            left += side + 6
        for font, words, token, x, y, height in (
            (title, saved.title, "text", inner.left(), top, high),
            (small, below, "warning" if saved.problem else "muted", left, top + high + 2, low),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(token))
            room = inner.right() - x
            cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(x, y, room, height), int(Qt.AlignmentFlag.AlignVCenter), cut)

    def _paint_right(self, painter: QPainter, box: QRectF, saved: SavedWorkshop) -> float:
        """Status and figures; returns where they begin."""
        theme = self._theme
        painter.setFont(theme.font("caption"))
        metrics = painter.fontMetrics()
        upper = " · ".join(part for part in (saved.status.capitalize(), saved.reached) if part)
        lower = counts_words(saved)
        wide = max(metrics.horizontalAdvance(upper), metrics.horizontalAdvance(lower)) + 2
        step = metrics.height() + 4
        lines = [(upper, "text"), (lower, "muted")] if lower else [(upper, "text")]
        top = box.center().y() - step * len(lines) / 2
        for place, (words, token) in enumerate(lines):
            painter.setPen(theme.colour(token))
            line = QRectF(box.right() - wide, top + place * step, wide, step)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)
        return box.right() - (wide if upper or lower else 0)


class SavedList(QListView):
    opened = Signal(object)
    """A `SavedWorkshop`, by Enter or double-click."""

    def __init__(self, theme: Theme, model: SavedModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(SavedDelegate(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(SAVED))
