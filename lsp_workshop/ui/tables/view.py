"""The table on screen: keys, widths, the first column that stays in sight, paste. Knows no kind of record."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables.columns import Kind, TableSpec
from lsp_workshop.ui.tables.delegate import PAD, ROW, CellDelegate, CellEditor, Step
from lsp_workshop.ui.tables.model import Index, RecordModel
from lsp_workshop.ui.tables.paste import PasteDialog, cells_of, read_rows

_TRIGGERS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
)
_SQUEEZE = 0.12
_DOWN = QItemSelectionModel.SelectionFlag.ClearAndSelect


class _Header(QHeaderView):
    """The first title stays while the others scroll past."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        # A style's own least width would make a narrow column wider than there is room for.
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.offset() > 0 and self.count() > 1:
            painter = QPainter(self.viewport())
            rect = QRect(0, 0, self.sectionSize(0), self.height())
            painter.fillRect(rect, self.palette().base())
            self.paintSection(painter, rect, 0)
            painter.end()


class RecordTable(QTableView):
    """Typing or F2 edits, Enter saves and goes down, Tab right, Space ticks, Delete removes the row, Esc leaves.

    Tab in the last cell comes to the row for a new record; in that one, while it is empty, there is nothing to go on
    to, and Tab leaves the table, as in a table that takes no more rows. Ctrl+Tab is the page's next tab from anywhere.
    """

    current_changed = Signal(str)
    """The id of the record the keyboard is on; "" on the last empty row."""

    def __init__(self, desk: Desk, spec: TableSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.theme = desk.theme
        self.records = RecordModel(desk, spec, self)
        self.records.again = self.save_again
        self._current_id: str | None = None
        self._delegate = CellDelegate(self, self.records, desk)
        self._delegate.done.connect(self._step_from)
        self.setHorizontalHeader(_Header(self))
        self.setModel(self.records)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(_TRIGGERS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(spec.name)
        self.setAccessibleDescription(
            self.tr(
                "Type or F2 to edit, Enter to go down, Tab to go right and to a new row after the last, "
                "Delete to remove, Escape to leave"
            )
        )
        self.records.rowsInserted.connect(self._rows_changed)
        self.records.rowsRemoved.connect(self._rows_changed)
        self.records.rowsMoved.connect(self._rows_changed)
        self.records.dataChanged.connect(self._rows_changed)
        self.theme.changed.connect(self._fit)
        self._fit()

    # --- for pages ----------------------------------------------------------------------------------------

    def current_id(self) -> str:
        """The record the keyboard is on; "" for none."""
        row = self.currentIndex().row()
        return self.records.ids[row] if 0 <= row < len(self.records.ids) else ""

    def select(self, record_id: str, column: int = -1) -> None:
        row = self.records.row_of(record_id)
        if row >= 0:
            self._go(row, column if column >= 0 else self.records.spec.begins)

    def select_new(self) -> None:
        """To the row that takes a new record, or the first where there is none."""
        self._go(max(self.records.new_row, 0), self.records.spec.begins)

    def keep(self) -> str:
        """Save the cell that is being typed, as leaving it does; returns words that were refused, now or before."""
        for editor in self.viewport().findChildren(CellEditor):
            self._delegate.leave_by_focus(editor)
        return " · ".join(self.records.refused_words())

    def save_again(self) -> None:
        """Save the words that the disk did not take, in the line over a cell, which stays where they are refused, and
        in cells that were left since."""
        for editor in self.viewport().findChildren(CellEditor):
            if not editor.settled:
                self._delegate.leave(editor, Step.STAY)
        self.records.save_drafts()

    # --- keys ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self._where_typing_goes(event)
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(cells_of(self.records, self.selectedIndexes()))
        elif key == Qt.Key.Key_Delete:
            self.remove_rows()
        elif key == Qt.Key.Key_Backspace:
            self._clear(index)
        elif key == Qt.Key.Key_Space and index.isValid() and self.records.column(index).kind is Kind.YES_NO:
            self._tick(index)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.isValid() and not self.edit(index, QAbstractItemView.EditTrigger.AllEditTriggers, event):
                self._go(min(index.row() + 1, self.records.rowCount() - 1), index.column())
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key == Qt.Key.Key_Escape:
            self._give_up()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier) and not (
            event.matches(QKeySequence.StandardKey.SelectAll)
            or key
            in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            # A key of the window; it must not begin a cell.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _step_from(self, at: QPersistentModelIndex, step: Step, added: bool) -> None:
        """Move on from a cell that is done; `added` says that it made a new record."""
        row, column = at.row(), at.column()
        if added:
            row = self.records.row_of(self.records.added_id)
            if step is Step.DOWN:
                row, column, step = self.records.new_row, self.records.spec.begins, Step.STAY
        down, right = step.value
        self._go(row, column)
        if right:
            self._along(right)
        elif down:
            self._go(min(max(row + down, 0), self.records.rowCount() - 1), column)
        self.setFocus()

    def _give_up(self) -> None:
        """Give up what is selected; where that is only the cell one stands on, leave the table."""
        index = self.currentIndex()
        if len(self.selectedIndexes()) > 1 and index.isValid():
            self._go(index.row(), index.column())
        else:
            self.clearSelection()
            self.focusNextPrevChild(False)

    def _where_typing_goes(self, event: QKeyEvent) -> QModelIndex:
        """The current cell; in the row for a new record words go to the column it begins with, wherever one stands."""
        index, begins = self.currentIndex(), self.records.spec.begins
        words = event.text().strip()
        typed = words and words.isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if typed and self.records.is_new_row(index) and index.column() != begins:
            self._go(index.row(), begins)
        return self.currentIndex()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            key, kind = event.key(), event.type()
            pages = key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not event.modifiers()
            if kind is QEvent.Type.ShortcutOverride and pages:
                event.accept()
                return True
            # Qt keeps Tab for itself before `keyPressEvent`; with Ctrl it is the window's.
            tab = key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if kind is QEvent.Type.KeyPress and tab and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def edit(self, index: QModelIndex, *args: object) -> bool:  # type: ignore[override]  # Qt has two of them
        """Begin typing; a choice shows what there is to choose from at once."""
        begun = super().edit(index, *args)
        if begun:
            self._offer_choices(index)
        return bool(begun)

    def _offer_choices(self, index: QModelIndex) -> None:
        column = self.records.column(index)
        editor = self.indexWidget(index)
        if (
            isinstance(editor, CellEditor)
            and column.kind in (Kind.CHOICE, Kind.YES_NO)
            and editor.text() == editor.first
        ):
            editor.offer("", editor.first)

    def remove_rows(self) -> None:
        """Remove the records of the selected rows; undo brings them back."""
        if not self.desk.can_write:
            return
        rows = sorted({index.row() for index in self.selectedIndexes()} or {self.currentIndex().row()})
        at = self.currentIndex()
        there = sum(self.records.record(row) is not None for row in rows)
        gone = self.records.remove(rows)
        if gone is not None:
            self._go(min(rows[0], self.records.rowCount() - 1), max(at.column(), 0))
            what = self.records.spec.noun if there == 1 else self.records.spec.nouns
            self.desk.say(self.tr("{count} {what} removed. Ctrl+Z brings back.").format(count=there, what=what))

    def _clear(self, index: QModelIndex) -> None:
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable and self.records.typed(index):
            self.records.setData(index, "")

    def _tick(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.records.setData(index, "No" if self.records.typed(index) == "Yes" else "Yes")

    def _tab(self, by: int) -> None:
        index = self.currentIndex()
        last = self.records.rowCount() - 1
        in_last_cell = index.column() == self.records.columnCount() - 1 or self.records.is_new_row(index)
        at_end = by > 0 and index.row() == last and in_last_cell
        at_start = by < 0 and index.row() == 0 and index.column() == 0
        # Where nothing can be typed, or only ticked down a column, nobody wants to stop at every cell.
        to_type = self.desk.can_write and sum(column.put is not None for column in self.records.spec.columns) > 1
        if at_end or at_start or not index.isValid() or not to_type or not self._along(by):
            self.focusNextPrevChild(by > 0)

    def _along(self, by: int) -> bool:
        """The next cell that takes words, on to the next row at the end of one; False where there is none."""
        row, column = self.currentIndex().row(), self.currentIndex().column() + by
        columns = self.records.spec.columns
        while 0 <= column < len(columns) and columns[column].put is None:
            column += by
        if column >= len(columns):
            row, column = row + 1, 0
        elif column < 0:
            row, column = row - 1, len(columns) - 1
        if not 0 <= row < self.records.rowCount():
            return False
        # Words for a new record are typed where it begins.
        enters = row == self.records.new_row and row != self.currentIndex().row()
        self._go(row, self.records.spec.begins if enters else column)
        return True

    def _move(self, by: int) -> None:
        index = self.currentIndex()
        moved = self.current_id()
        if moved and self.records.move(index.row(), by):
            self.select(moved, index.column())

    def _go(self, row: int, column: int) -> None:
        index = self.records.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _DOWN)
            self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._tell_current()
        # The whole row is tinted, not only the two cells.
        self.viewport().update()

    def _tell_current(self) -> None:
        now = self.current_id()
        if now != self._current_id:
            self._current_id = now
            self.current_changed.emit(now)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Before Qt chooses the first cell: words typed now are to make a new row and not to overwrite that one.
        if not self.currentIndex().isValid():
            self.select_new()
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # --- paste --------------------------------------------------------------------------------------------

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        index = self.currentIndex()
        if not text.strip() or not self.desk.can_write:
            return
        one_cell = "\t" not in text and "\n" not in text.strip()
        if one_cell and index.isValid() and not self.records.is_new_row(index):
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.records.setData(index, text.strip())
            return
        rows = read_rows(text, self.records.spec)
        if rows and self.records.spec.add is not None:
            dialog = PasteDialog(self.window(), self.desk, self.records.spec, rows)
            dialog.added.connect(self.select)
            self.desk.dialogs.show(dialog)

    # --- the look -----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        # A table that comes to the front gets its room after its keyboard.
        if self.hasFocus() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _fit(self) -> None:
        """Columns as wide as they ask; what is left over goes to those that stretch."""
        columns = self.records.spec.columns
        wide = [self.theme.px(column.width) for column in columns]
        spare = self.viewport().width() - sum(wide)
        stretch = sum(column.stretch for column in columns)
        # A little too wide is made to fit; more than that is scrolled.
        if stretch and spare > -sum(wide) * _SQUEEZE:
            for place, column in enumerate(columns):
                wide[place] += spare * column.stretch // stretch
        for place, width in enumerate(wide):
            self.setColumnWidth(place, width)
        self.verticalHeader().setMinimumSectionSize(self.theme.px(ROW))
        self._fit_rows()

    def _rows_changed(self, *_news: object) -> None:
        self._fit_rows()
        self._tell_current()

    def _fit_rows(self) -> None:
        header = self.verticalHeader()
        if not any(column.wrap for column in self.records.spec.columns):
            if header.defaultSectionSize() != self.theme.px(ROW):
                header.setDefaultSectionSize(self.theme.px(ROW))
            return
        for row in range(self.records.rowCount()):
            high = self._delegate.height_of(row)
            if header.sectionSize(row) != high:
                header.resizeSection(row, high)

    def _frozen_width(self) -> int:
        """Of the first column while the others are scrolled; 0 while it stands in its own place."""
        if self.horizontalScrollBar().value() <= 0 or self.records.columnCount() < 2:
            return 0
        wide = self.columnWidth(0)
        return wide if wide < self.viewport().width() * 0.6 else 0

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()
            self.horizontalHeader().viewport().update()

    def indexAt(self, point: QPoint) -> QModelIndex:
        index = super().indexAt(point)
        return index.siblingAtColumn(0) if index.isValid() and point.x() < self._frozen_width() else index

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        hidden = self._frozen_width() - self.columnViewportPosition(index.column())
        bar = self.horizontalScrollBar()
        if index.column() == 0:
            bar.setValue(0)
        elif hidden > 0:
            bar.setValue(bar.value() - hidden)

    def _paint_hint(self) -> None:
        """In a table without rows: that nobody has to type what is in a spreadsheet already."""
        if self.records.ids or self.records.spec.add is None or not self.desk.can_write:
            return
        words = self.tr("Type the first one here, or paste rows that were copied from a spreadsheet (Ctrl+V).")
        top = self.rowViewportPosition(0) + self.rowHeight(0) + 12
        painter = QPainter(self.viewport())
        painter.setPen(self.theme.colour("muted"))
        painter.setFont(self.theme.font("caption"))
        room = QRect(PAD, top, self.viewport().width() - 2 * PAD, self.viewport().height() - top)
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), words)
        painter.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._paint_hint()
        wide = self._frozen_width()
        if not wide:
            return
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        for row in range(self.records.rowCount()):
            top, high = self.rowViewportPosition(row), self.rowHeight(row)
            if top + high < 0 or top > self.viewport().height():
                continue
            option.rect = QRect(0, top, wide, high)
            self._delegate.paint(painter, option, self.records.index(row, 0))
        painter.setPen(QPen(self.theme.colour("line"), 1))
        painter.drawLine(wide - 1, 0, wide - 1, self.viewport().height())
        painter.end()
