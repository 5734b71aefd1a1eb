"""A stage's prompts as a list: painted rows under headings, walked by arrows. Knows rows, and no edits."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lsp_workshop.domain.framework import Prompt
from lsp_workshop.ui.icons import paint_icon
from lsp_workshop.ui.models import Index
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_SMALL
from lsp_workshop.ui.widgets.tall_list import TallList
from lsp_workshop.ui.widgets.text import Lines

_NO_INDEX = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
_LEFT, _TICK, _GAP, _RIGHT = 6, 16, 8, 6
_ABOVE, _BELOW = 6, 8
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


@dataclass(frozen=True, slots=True)
class PromptRow:
    """A heading (`title`), or a prompt with what the workshop made of it: `used` is in words, each with its icon."""

    title: str = ""
    prompt: Prompt | None = None
    ticked: bool = False
    used: tuple[tuple[str, str], ...] = ()


class PromptsModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[PromptRow] = []
        self.can_tick = True

    def show(self, rows: Sequence[PromptRow]) -> None:
        """The same prompts as before change in their places, so that nobody loses theirs; others begin anew."""
        if [_bare(row) for row in rows] != [_bare(row) for row in self.rows]:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()
            return
        for place, row in enumerate(rows):
            if row != self.rows[place]:
                self.rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and self.rows[index.row()].prompt is not None:
            flags |= Qt.ItemFlag.ItemIsSelectable
            flags |= Qt.ItemFlag.ItemIsUserCheckable if self.can_tick else Qt.ItemFlag.NoItemFlags
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.prompt.text if row.prompt is not None else row.title
        if role == Qt.ItemDataRole.CheckStateRole and row.prompt is not None:
            return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _spoken(self, row: PromptRow) -> str:
        if row.prompt is None:
            return row.title
        parts = [row.prompt.text, row.prompt.detail, *(words for _icon, words in row.used)]
        if row.ticked:
            parts.append(self.tr("Ticked off"))
        return ". ".join(part.rstrip(".") for part in parts if part)


def _bare(row: PromptRow) -> PromptRow:
    return dataclasses.replace(row, ticked=False, used=())


class _Shape:
    """A row at a width: its lines, and how high they are."""

    def __init__(self, theme: Theme, row: PromptRow, width: int) -> None:
        self.left = _LEFT + theme.px(_TICK) + _GAP
        inner = max(width - self.left - _RIGHT, 1)
        prompt = row.prompt
        assert prompt is not None
        self.text = Lines(prompt.text, theme.font("body"), inner)
        self.detail = Lines(prompt.detail, theme.font("caption"), inner) if prompt.detail else None
        self.step = theme.px(18)
        self.used_top = self.text.height + (self.detail.height + 2 if self.detail else 0) + 2
        self.inner = self.used_top + self.step * len(row.used)
        self.height = round(self.inner) + _ABOVE + _BELOW


class PromptDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: PromptList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, self.height(index.data(ROW), width))

    def height(self, row: PromptRow, width: int) -> int:
        if row.prompt is None:
            return QFontMetrics(self._theme.font("caption")).height() + 14
        return _Shape(self._theme, row, width).height

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PromptRow = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if row.prompt is None:
            painter.setFont(self._theme.font("caption"))
            painter.setPen(self._theme.colour("accent_text"))
            box = QRectF(rect).adjusted(_LEFT, 8, -_RIGHT, -2)
            words = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)
        else:
            self._paint_prompt(painter, rect, row, hovered=bool(state & QStyle.StateFlag.State_MouseOver))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL)
        painter.restore()

    def _paint_prompt(self, painter: QPainter, rect: QRect, row: PromptRow, *, hovered: bool) -> None:
        theme, shape = self._theme, _Shape(self._theme, row, rect.width())
        if hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL)
        left, top = rect.left() + shape.left, float(rect.top() + _ABOVE)
        first = shape.text.height / max(shape.text.count, 1)
        self._paint_tick(painter, QPointF(rect.left() + _LEFT, top + first / 2), ticked=row.ticked)
        painter.setPen(theme.colour("muted" if row.ticked else "text"))
        shape.text.paint(painter, QPointF(left, top))
        painter.setPen(theme.colour("muted"))
        if shape.detail is not None:
            shape.detail.paint(painter, QPointF(left, top + shape.text.height + 2))
        painter.setFont(theme.font("caption"))
        side = theme.px(13)
        for place, (icon, words) in enumerate(row.used):
            box = QRectF(left, top + shape.used_top + place * shape.step, rect.right() - left - _RIGHT, shape.step)
            where = QRectF(box.left(), box.center().y() - side / 2, side, side)
            paint_icon(painter, icon, where, theme.colour("accent_text"))
            box.setLeft(box.left() + theme.px(17))
            painter.setPen(theme.colour("accent_text"))
            cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), cut)

    def _paint_tick(self, painter: QPainter, middle: QPointF, *, ticked: bool) -> None:
        theme, side = self._theme, self._theme.px(_TICK)
        box = QRectF(middle.x(), middle.y() - side / 2, side, side)
        painter.setPen(QPen(theme.colour("accent" if ticked else "strong_line"), 1))
        painter.setBrush(theme.colour("accent") if ticked else theme.colour("surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if ticked:
            inset = side * 0.12
            paint_icon(painter, "check", box.adjusted(inset, inset, -inset, -inset), theme.colour("on_accent"))


class PromptList(TallList):
    """`ticked()` for a click on the box, `chosen()` for Enter, `gave_up()` for Escape: all of the current row."""

    ticked = Signal()
    chosen = Signal()
    gave_up = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.prompts = PromptsModel(self)
        self._delegate = PromptDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setModel(self.prompts)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().setSingleStep(24)
        theme.changed.connect(self.measure_again)

    @property
    def current(self) -> PromptRow | None:
        """The row of the prompt one stands on."""
        place = self.currentIndex().row()
        row = self.prompts.rows[place] if 0 <= place < len(self.prompts.rows) else None
        return row if row is not None and row.prompt is not None else None

    def go_to(self, prompt_id: str) -> None:
        for place, row in enumerate(self.prompts.rows):
            if row.prompt is not None and row.prompt.id == prompt_id:
                self.setCurrentIndex(self.prompts.index(place))
                self.scrollTo(self.currentIndex())

    def exact_height(self, place: int) -> int:
        return self._delegate.height(self.prompts.rows[place], self.viewport().width())

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Headings are read and not stood on."""
        there = super().moveCursor(action, modifiers).row()
        if there < 0:
            return QModelIndex()
        back = action in (QAbstractItemView.CursorAction.MoveUp, QAbstractItemView.CursorAction.MovePrevious)
        rows = self.prompts.rows
        order = range(there, -1, -1) if back else range(there, len(rows))
        place = next((each for each in order if rows[each].prompt is not None), self.currentIndex().row())
        return self.prompts.index(place)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        place = index.row()
        if place > 0 and self.prompts.rows[place - 1].prompt is None:
            # With what stands above it: nobody scrolls up for a heading.
            super().scrollTo(self.prompts.index(place - 1), hint)
        super().scrollTo(index, hint)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None:
            self.setCurrentIndex(self.moveCursor(QAbstractItemView.CursorAction.MoveHome, _NO_KEYS))
        self.show_current()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.hasFocus():
            self.show_current()

    def show_current(self) -> None:
        """Whole, where there is room: also after it has become higher, or the list lower."""
        if self.current is not None:
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.gave_up.emit()
        elif event.text() and event.text().isprintable() and not event.modifiers() & _COMMANDS:
            # Letters are what can be done with a prompt; Qt's search by typing would jump about with them.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        on_box = at.x() < _LEFT + self._theme.px(_TICK) + _GAP
        if event.button() == Qt.MouseButton.LeftButton and on_box and self.indexAt(at) == self.currentIndex():
            self.ticked.emit()


_NO_KEYS = Qt.KeyboardModifier.NoModifier
