"""A list of thousands of rows of unlike height that lays out only what is seen. Knows no records, and paints nothing.

`QListView` asks every row for its size whenever one row comes or changes. Here a row's height is guessed until it
comes into sight: what a step costs depends on the window, not on the list.

Rows stand in one column, or in several side by side (`column_starts`), which scroll together under their headings.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

from lsp_workshop.ui.models import Index
from lsp_workshop.ui.widgets.tall_layout import TallLayout

_Hint = QAbstractItemView.ScrollHint
_Move = QAbstractItemView.CursorAction
_STEPS = {_Move.MoveUp: -1, _Move.MovePrevious: -1, _Move.MoveDown: 1, _Move.MoveNext: 1}
_SIDEWAYS = {_Move.MoveLeft: -1, _Move.MoveRight: 1}


class TallList(QListView):
    """Scrolled by pixels, nothing selected. A `QListView`, so that screen readers get its rows.

    A subclass says heights in pixels: `exact_height` may take its time; for long lists `likely_heights` is quick and
    may be wrong. Python cannot ask for the first before a row comes: a class has one metaclass, and a widget's is
    Qt's own, not that of `abc`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.laid = TallLayout()
        """Where rows stand."""
        self._settling = False
        self._hovered = QPersistentModelIndex()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._settle)
        self.horizontalScrollBar().valueChanged.connect(self._settle)
        self.entered.connect(self._hover)

    # --- what a subclass says -----------------------------------------------------------------------------

    def likely_heights(self, first: int, end: int) -> list[int]:
        """Of the rows from `first` up to `end`, without that one."""
        return [self.exact_height(place) for place in range(first, end)]

    def exact_height(self, place: int) -> int:
        raise NotImplementedError

    def column_starts(self) -> Sequence[int]:
        """The row with which each column begins, its heading; none for a single column without one."""
        return ()

    def least_column(self) -> int:
        """Pixels: columns are no narrower, and scroll sideways where they do not fit."""
        return 1

    def paint_edge(self, painter: QPainter, x: int) -> None:
        """What stands between two columns."""

    # --- heights ------------------------------------------------------------------------------------------

    @property
    def side_by_side(self) -> bool:
        return self.laid.headed

    def column_width(self) -> int:
        """Of each column, in pixels."""
        wide = self.viewport().width()
        return max(self.least_column(), wide // len(self.laid.columns)) if self.side_by_side else wide

    def measure_again(self) -> None:
        """Every row may have another height: another width or text size. What stands on top stays there."""
        rows, offset = self.laid, self.verticalOffset()
        top = rows.place_at(self._anchor(), offset)
        inside = offset - rows.tops[top] if top >= 0 else 0
        self._guess_all()
        self.updateGeometries()
        if 0 <= top < len(rows):
            self.verticalScrollBar().setValue(rows.tops[top] + min(inside, rows.heights[top] - 1))
        self.viewport().update()

    def _count(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0  # type: ignore[redundant-expr]  # Qt asks before it is set

    def _guess_all(self) -> None:
        count = self._count()
        self.laid.begin(count, self.column_starts())
        self.laid.guess(0, len(self.laid), self.likely_heights(0, count) if count else ())
        self.laid.add_up()

    def _add_up(self) -> None:
        self.laid.begin(len(self.laid), self.column_starts())
        self.laid.add_up()

    def _is_known(self) -> bool:
        """False in the middle of a change, when the model has other rows than are laid out."""
        return len(self.laid) == self._count() == len(self.laid.tops)

    def _anchor(self) -> int:
        """The column in which what is read stays where it is: the current row's."""
        here = self.currentIndex().row()
        return self.laid.column_of(here) if 0 <= here < len(self.laid) else 0

    def _in_sight(self) -> range:
        """The columns of which something is seen."""
        wide, left = max(self.column_width(), 1), self.horizontalOffset()
        last = (left + self.viewport().width() - 1) // wide
        return range(max(left // wide, 0), min(last + 1, len(self.laid.columns)))

    def _settle(self) -> None:
        """Measure what came into sight, so that rows stand where they are painted."""
        if self._settling or not self._is_known():
            return
        self._settling = True
        rows = self.laid
        for _round in range(4):
            offset = self.verticalOffset()
            kept = rows.place_at(self._anchor(), offset)
            # A row half above the edge grows upwards, or what is read would jump.
            end = rows.end(kept) if kept >= 0 and offset > rows.tops[kept] else 0
            wrong = [column for column in self._in_sight() if self._measure_column(column, offset)]
            if not wrong:
                break
            rows.add_up()
            self._fit_bars()
            if end:
                self.verticalScrollBar().setValue(offset + rows.end(kept) - end)
            self.viewport().update()
        self._settling = False

    def _measure_column(self, column: int, offset: int) -> bool:
        """True where something in sight was guessed wrongly."""
        rows, places = self.laid, self.laid.columns[column]
        wrong = bool(places) and self.side_by_side and rows.measure(places[:1], self.exact_height, 1)
        top = rows.place_at(column, offset)
        if top >= 0:
            most = self.viewport().height() + rows.heights[top]
            wrong = rows.measure(range(top, places.stop), self.exact_height, most) or wrong
        return wrong

    def _fit_bars(self) -> None:
        bar, view = self.verticalScrollBar(), self.viewport().size()
        bar.setPageStep(view.height())
        bar.setRange(0, max(0, self.laid.bottom - view.height()))
        # It keeps its place, so that nothing is broken anew; without anything to scroll it shows no handle.
        bar.setEnabled(bar.maximum() > 0)
        across, wide = self.horizontalScrollBar(), self.column_width()
        across.setPageStep(view.width())
        across.setSingleStep(max(wide // 4, 1))
        across.setRange(0, max(0, wide * len(self.laid.columns) - view.width()) if self.side_by_side else 0)

    # --- what Qt asks of a view ---------------------------------------------------------------------------

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.rowsRemoved.connect(self._removed)

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value() if self.side_by_side else 0

    def visualRect(self, index: Index) -> QRect:
        place, rows = index.row(), self.laid
        if not index.isValid() or place >= min(len(rows.tops), len(rows)):
            return QRect()
        wide = self.column_width()
        top = 0 if rows.is_head(place) else rows.tops[place] - self.verticalOffset()
        return QRect(rows.column_of(place) * wide - self.horizontalOffset(), top, wide, rows.heights[place])

    def indexAt(self, point: QPoint) -> QModelIndex:
        rows = self.laid
        column = (point.x() + self.horizontalOffset()) // max(self.column_width(), 1)
        if not (self.viewport().rect().contains(point) and column < len(rows.columns) and self._is_known()):
            return QModelIndex()
        if point.y() < rows.head(column):
            return self.model().index(rows.columns[column].start, 0)
        place = rows.place_at(column, point.y() + self.verticalOffset())
        return self.model().index(place, 0) if place >= 0 else QModelIndex()

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible) -> None:
        place, rows = index.row(), self.laid
        if not index.isValid() or not self._is_known() or place >= len(rows):
            return
        column = rows.column_of(place)
        places, head = rows.columns[column], rows.head(column)
        view = self.viewport().height() - head
        above = rows.measure(range(place, places.start - 1, -1), self.exact_height, view)
        if rows.measure(range(place, places.stop), self.exact_height, view) or above:
            rows.add_up()
        self._fit_bars()
        self._show_column(column)
        top, height, offset = rows.tops[place] - head, rows.heights[place], self.verticalOffset()
        if rows.is_head(place):
            top = offset
        elif hint is _Hint.PositionAtCenter:
            offset = top - (view - height) // 2
        elif hint is _Hint.PositionAtTop or top < offset or height > view:
            offset = top
        elif hint is _Hint.PositionAtBottom or top + height > offset + view:
            offset = top + height - view
        self.verticalScrollBar().setValue(offset)
        self.viewport().update()

    def _show_column(self, column: int) -> None:
        wide, across = self.column_width(), self.horizontalScrollBar()
        left, seen = column * wide, self.viewport().width()
        if self.side_by_side and not across.value() <= left <= across.value() + seen - wide:
            across.setValue(left if left < across.value() else left + wide - seen)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self.side_by_side:
            # Qt moves the picture of what is seen, and the headings with it.
            self.viewport().update()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        here, rows = max(self.currentIndex().row(), 0), self.laid
        if not len(rows):
            return QModelIndex()
        column = rows.column_of(here)
        places = rows.columns[column]
        if action in _SIDEWAYS:
            there = column + _SIDEWAYS[action]
            return self.model().index(rows.beside(here, there) if 0 <= there < len(rows.columns) else here, 0)
        if action in _STEPS:
            place = here + _STEPS[action] if self.currentIndex().isValid() else 0
        elif action is _Move.MoveHome:
            place = places.start
        elif action is _Move.MoveEnd:
            place = places.stop - 1
        elif action in (_Move.MovePageUp, _Move.MovePageDown):
            y = rows.tops[here] + self.viewport().height() * (1 if action is _Move.MovePageDown else -1)
            place = places.start if y < 0 else rows.place_at(column, y)
            place = place if place >= 0 else places.stop - 1
        else:
            place = here
        return self.model().index(min(max(place, places.start), places.stop - 1), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Nothing is selected here: Qt would look the rows up in a layout of its own."""

    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion()

    def doItemsLayout(self) -> None:
        if len(self.laid) != self._count():
            self._guess_all()
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        self._fit_bars()
        self._settle()
        self.updateEditorGeometries()

    def reset(self) -> None:
        super().reset()
        self._guess_all()
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded if self.side_by_side else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if needed != self.horizontalScrollBarPolicy():
            self.setHorizontalScrollBarPolicy(needed)
        self.updateGeometries()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        if end - start + 1 + len(self.laid) == self._count():
            self.laid.guess(start, start, self.likely_heights(start, end + 1))
            self._add_up()
        else:
            self._guess_all()
        super().rowsInserted(parent, start, end)
        self.doItemsLayout()

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        super().rowsAboutToBeRemoved(parent, start, end)
        self.laid.remove(start, end + 1)

    def _removed(self) -> None:
        # Not before rows are gone does the model know where columns begin.
        if len(self.laid) == self._count():
            self._add_up()

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()) -> None:
        first, last = top_left.row(), min(bottom_right.row() + 1, len(self.laid))
        if first < last:
            self.laid.guess(first, last, self.likely_heights(first, last))
            self.laid.add_up()
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

    # --- painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_known():
            return
        painter = QPainter(self.viewport())
        offset, area, rows = self.verticalOffset(), event.rect(), self.laid
        wide, left = self.column_width(), self.horizontalOffset()
        for column in self._in_sight():
            places, head = rows.columns[column], rows.head(column)
            painter.save()
            painter.setClipRect(column * wide - left, head, wide, self.viewport().height() - head)
            place = rows.place_at(column, max(0, area.top() + offset))
            while places.start <= place < places.stop and rows.tops[place] - offset <= area.bottom():
                if not rows.is_head(place):
                    self._paint_row(painter, place)
                place += 1
            painter.restore()
            if head:
                self._paint_row(painter, places.start)
            if column:
                self.paint_edge(painter, column * wide - left)
        painter.end()

    def _paint_row(self, painter: QPainter, place: int) -> None:
        index = self.model().index(place, 0)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        if self.hasFocus() and place == self.currentIndex().row():
            option.state |= QStyle.StateFlag.State_HasFocus
        if self._hovered.isValid() and place == self._hovered.row():
            option.state |= QStyle.StateFlag.State_MouseOver
        self.itemDelegate().paint(painter, option, index)
