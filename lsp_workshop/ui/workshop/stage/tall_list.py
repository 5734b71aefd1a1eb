"""A list of thousands of rows of unlike height that lays out only what is seen. Knows no answers, and paints nothing.

`QListView` asks every row for its size whenever one row comes or changes. Here a row's height is guessed until it
comes into sight, and tops are sums over a plain list: what a step costs depends on the window, not on the list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

from lsp_workshop.ui.models import Index

_Hint = QAbstractItemView.ScrollHint
_Move = QAbstractItemView.CursorAction
_STEPS = {_Move.MoveUp: -1, _Move.MovePrevious: -1, _Move.MoveDown: 1, _Move.MoveNext: 1}


class TallList(QListView):
    """One column, scrolled by pixels, nothing selected. A `QListView`, so that screen readers get its rows.

    A subclass says heights in pixels: `likely_height` is quick and may be wrong, `exact_height` may take its time.
    """

    def __init__(self) -> None:
        super().__init__()
        self._heights: list[int] = []
        self._exact = bytearray()
        self._tops: list[int] = [0]
        """Where each row begins, and at last where the list ends."""
        self._settling = False
        self._hovered = QPersistentModelIndex()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._settle)
        self.entered.connect(self._hover)

    def likely_height(self, place: int) -> int:
        raise NotImplementedError

    def exact_height(self, place: int) -> int:
        raise NotImplementedError

    def measure_again(self) -> None:
        """Every row may have another height: another width or text size. What stands on top stays there."""
        offset = self.verticalOffset()
        top = self._place_at(offset)
        inside = offset - self._tops[top] if top >= 0 else 0
        self._guess_all()
        self.updateGeometries()
        if 0 <= top < len(self._heights):
            self.verticalScrollBar().setValue(self._tops[top] + min(inside, self._heights[top] - 1))
        self.viewport().update()

    # --- heights ------------------------------------------------------------------------------------------

    def _count(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0  # type: ignore[redundant-expr]  # Qt asks before it is set

    def _guess_all(self) -> None:
        count = self._count()
        self._heights = [self.likely_height(place) for place in range(count)]
        self._exact = bytearray(count)
        self._add_up()

    def _guess(self, first: int, last: int) -> None:
        for place in range(first, min(last + 1, len(self._heights))):
            self._heights[place] = self.likely_height(place)
            self._exact[place] = False
        self._add_up()

    def _add_up(self) -> None:
        self._tops = [0, *accumulate(self._heights)]

    def _measure(self, places: Iterable[int], most: int) -> bool:
        """Measure rows until they fill `most` pixels; True where one was guessed wrongly."""
        wrong, filled = False, 0
        for place in places:
            if not self._exact[place]:
                self._exact[place] = True
                height = self.exact_height(place)
                wrong = wrong or height != self._heights[place]
                self._heights[place] = height
            filled += self._heights[place]
            if filled >= most:
                break
        if wrong:
            self._add_up()
        return wrong

    def _place_at(self, y: int) -> int:
        """The row at a height in the whole list; -1 outside."""
        return bisect_right(self._tops, y) - 1 if 0 <= y < self._tops[-1] else -1

    def _settle(self) -> None:
        """Measure what came into sight, so that rows stand where they are painted."""
        if self._settling or len(self._heights) != self._count():
            return
        self._settling = True
        for _round in range(4):
            offset = self.verticalOffset()
            top = self._place_at(offset)
            if top < 0:
                break
            # A row half above the edge grows upwards, or what is read would jump.
            end = self._tops[top + 1] if offset > self._tops[top] else 0
            if not self._measure(range(top, len(self._heights)), self.viewport().height() + self._heights[top]):
                break
            self._fit_bar()
            if end:
                self.verticalScrollBar().setValue(offset + self._tops[top + 1] - end)
            self.viewport().update()
        self._settling = False

    def _fit_bar(self) -> None:
        bar, view = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(view)
        bar.setRange(0, max(0, self._tops[-1] - view))

    # --- what Qt asks of a view ---------------------------------------------------------------------------

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def visualRect(self, index: Index) -> QRect:
        place = index.row()
        if not index.isValid() or place >= len(self._heights):
            return QRect()
        return QRect(0, self._tops[place] - self.verticalOffset(), self.viewport().width(), self._heights[place])

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = self._place_at(point.y() + self.verticalOffset()) if self.viewport().rect().contains(point) else -1
        return self.model().index(place, 0) if place >= 0 else QModelIndex()

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible) -> None:
        place = index.row()
        if not index.isValid() or place >= len(self._heights):
            return
        view = self.viewport().height()
        self._measure(range(place, -1, -1), view)
        self._measure(range(place, len(self._heights)), view)
        self._fit_bar()
        top, height, offset = self._tops[place], self._heights[place], self.verticalOffset()
        if hint is _Hint.PositionAtCenter:
            offset = top - (view - height) // 2
        elif hint is _Hint.PositionAtTop or top < offset or height > view:
            offset = top
        elif hint is _Hint.PositionAtBottom or top + height > offset + view:
            offset = top + height - view
        self.verticalScrollBar().setValue(offset)
        self.viewport().update()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        last = self._count() - 1
        here = self.currentIndex().row()
        if last < 0:
            return QModelIndex()
        if action in _STEPS:
            place = here + _STEPS[action] if here >= 0 else 0
        elif action is _Move.MoveHome:
            place = 0
        elif action is _Move.MoveEnd:
            place = last
        elif action in (_Move.MovePageUp, _Move.MovePageDown):
            page = self.viewport().height() * (1 if action is _Move.MovePageDown else -1)
            there = self._tops[max(here, 0)] + page
            place = 0 if there < 0 else last if there >= self._tops[-1] else self._place_at(there)
        else:
            place = here
        return self.model().index(min(max(place, 0), last), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Nothing is selected here: Qt would look the rows up in a layout of its own."""

    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion()

    def doItemsLayout(self) -> None:
        if len(self._heights) != self._count():
            self._guess_all()
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        self._fit_bar()
        self._settle()
        self.updateEditorGeometries()

    def reset(self) -> None:
        super().reset()
        self._guess_all()
        self.updateGeometries()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        if end - start + 1 + len(self._heights) == self._count():
            self._heights[start:start] = [self.likely_height(place) for place in range(start, end + 1)]
            self._exact[start:start] = bytes(end - start + 1)
            self._add_up()
        else:
            self._guess_all()
        super().rowsInserted(parent, start, end)
        self.doItemsLayout()

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        super().rowsAboutToBeRemoved(parent, start, end)
        del self._heights[start : end + 1]
        del self._exact[start : end + 1]
        self._add_up()

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()) -> None:
        self._guess(top_left.row(), bottom_right.row())
        super().dataChanged(top_left, bottom_right, list(roles))
        self.updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.measure_again()
        self.updateGeometries()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.updateGeometries()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hovered = QPersistentModelIndex()
        return super().viewportEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        self._hovered = QPersistentModelIndex(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        offset, area = self.verticalOffset(), event.rect()
        current = self.currentIndex().row() if self.hasFocus() else -1
        hovered = self._hovered.row() if self._hovered.isValid() else -1
        place = self._place_at(max(0, area.top() + offset))
        while 0 <= place < len(self._heights) and self._tops[place] - offset <= area.bottom():
            index = self.model().index(place, 0)
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = self.visualRect(index)
            option.state |= QStyle.StateFlag.State_HasFocus if place == current else QStyle.StateFlag.State_None
            option.state |= QStyle.StateFlag.State_MouseOver if place == hovered else QStyle.StateFlag.State_None
            self.itemDelegate().paint(painter, option, index)
            place += 1
        painter.end()
