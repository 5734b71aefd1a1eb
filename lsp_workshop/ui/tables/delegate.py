"""How a cell looks and how it is typed: painting, the editor, and the keys that end it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from lsp_workshop.domain.edits.names import typed_list
from lsp_workshop.domain.sectors import sector_letters
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.doubt import DOUBT_ICON
from lsp_workshop.ui.icons import paint_icon
from lsp_workshop.ui.tables.columns import (
    Column,
    Kind,
    organisation_names,
    people_names,
    yes_no,
)
from lsp_workshop.ui.tables.model import Index, RecordModel
from lsp_workshop.ui.tables.suggest import SuggestEdit, Suggestion, fitting
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import CELL_PAD, RADIUS_SMALL
from lsp_workshop.ui.widgets.sector_mark import paint_sector_mark
from lsp_workshop.ui.widgets.text import Lines

PAD, ROW, MOST_LINES = CELL_PAD, 40, 3
_WIDE_EDITOR = 320
_ASIDE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class Step(Enum):
    """Where the keyboard goes when a cell is done."""

    STAY = (0, 0)
    DOWN = (1, 0)
    UP = (-1, 0)
    RIGHT = (0, 1)
    LEFT = (0, -1)


class CellEditor(SuggestEdit):
    """The line over a cell. `settled`: its words are saved, refused and kept, or taken back."""

    def __init__(self, theme: Theme, parent: QWidget, index: Index, column: Column) -> None:
        super().__init__(theme, parent, many=column.kind.is_list)
        self.index = QPersistentModelIndex(index)
        self.column = column
        self.first = ""
        self.filled = False
        self.settled = False
        self.setProperty("kind", "cell")
        self.setAccessibleName(column.title)


class CellDelegate(QStyledItemDelegate):
    """Of a table over `records`. It moves the keyboard nowhere itself: `done` says which way its key asked for."""

    done = Signal(QPersistentModelIndex, Step, bool)
    """The cell that was saved, where the keyboard goes, and whether its words made a new record."""

    def __init__(self, table: QTableView, records: RecordModel, desk: Desk) -> None:
        super().__init__(table)
        self._table, self._records, self._desk = table, records, desk
        self._theme = desk.theme

    # --- painting -----------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, model = self._theme, self._records
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._table.currentIndex()
        with_keyboard = self._table.hasFocus()
        if state & QStyle.StateFlag.State_Selected and with_keyboard:
            painter.fillRect(rect, theme.colour("soft"))
        elif current.isValid() and index.row() == current.row() and with_keyboard:
            painter.fillRect(rect, theme.colour("sunken"))
        else:
            painter.fillRect(rect, theme.colour("surface"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(rect.left(), rect.bottom() - 0.5), QPointF(rect.right(), rect.bottom() - 0.5))
        self._paint_words(painter, rect.adjusted(PAD, 0, -PAD, -1), index, model)
        if with_keyboard and index == current:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), RADIUS_SMALL, RADIUS_SMALL)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRectF, index: Index, model: RecordModel) -> None:
        column, words = model.column(index), model.shown(index)
        font, token = self._theme.font("body"), "text"
        draft, record = model.draft(index), model.record(index.row())
        if draft is not None:
            rect = self._paint_sign(painter, rect, "triangle-alert", "danger")
            token = "danger"
        elif record is None:
            if words:
                rect = self._paint_sign(painter, rect, "plus", "muted")
            token = "muted"
        else:
            workshop = self._desk.workshop
            token = (column.tone(workshop, record) if column.tone else "") or token
            if column.kind is Kind.YES_NO:
                token = "muted" if words == "No" else token
                if words == "Yes":
                    rect = self._paint_sign(painter, rect, "check", "accent_text")
            sector = column.sector(workshop, record) if column.sector else None
            if sector is not None:
                side = float(self._theme.px(16))
                mark = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
                letters = sector_letters(workshop.sectors())
                paint_sector_mark(painter, self._theme, sector, mark, letters.get(sector.id, ""))
                rect = rect.adjusted(side + 8, 0, 0, 0)
            if index.column() == model.spec.begins:
                font = self._theme.font("strong")
                if model.doubt(index):
                    rect = self._paint_sign(painter, rect, DOUBT_ICON, "warning")
        painter.setPen(self._theme.colour(token))
        if column.wrap and record is not None:
            lines = Lines(words, font, rect.width(), MOST_LINES)
            top = rect.top() + max((rect.height() - lines.height) / 2, 0)
            painter.setFont(font)
            lines.paint(painter, QPointF(rect.left(), top))
            return
        painter.setFont(font)
        cut = QFontMetricsF(font).elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)

    def _paint_sign(self, painter: QPainter, rect: QRectF, icon: str, token: str) -> QRectF:
        side = float(self._theme.px(16))
        box = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        paint_icon(painter, icon, box, self._theme.colour(token))
        return rect.adjusted(side + 8, 0, 0, 0)

    def height_of(self, row: int) -> int:
        """A row's height: as many lines as its longest wrapped cell takes, up to three."""
        model, theme = self._records, self._theme
        least = theme.px(ROW)
        if model.record(row) is None:
            return least
        high = 0.0
        for place, column in enumerate(model.spec.columns):
            if column.wrap:
                font = theme.font("strong" if place == model.spec.begins else "body")
                at = model.index(row, place)
                sign = theme.px(16) + 8 if model.doubt(at) else 0
                inner = self._table.columnWidth(place) - 2 * PAD - sign
                high = max(high, Lines(model.shown(at), font, inner, MOST_LINES).height)
        return max(least, round(high) + 2 * PAD)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._table.columnWidth(index.column()), self._table.rowHeight(index.row()))

    # --- the editor ---------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._records.column(index)
        editor = CellEditor(self._theme, parent, index, column)
        editor.setFont(self._theme.font("body"))
        editor.set_source(self._source(column))
        editor.taken.connect(self._clicked_suggestion)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill it once: what is saved meanwhile must not run over the words that are being typed."""
        if isinstance(editor, CellEditor) and not editor.filled:
            editor.filled = True
            editor.first = self._records.typed(index)
            editor.setText(editor.first)
            editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        wide = rect.width()
        if self._records.column(index).wrap or wide < self._theme.px(160):
            room = self._table.viewport().width() - rect.left()
            wide = max(wide, min(self._theme.px(_WIDE_EDITOR), room))
        high = min(rect.height() - 1, self._theme.px(ROW))
        editor.setGeometry(rect.left(), rect.top() + (rect.height() - 1 - high) // 2, wide, high)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor):
            self.commit(editor)

    def commit(self, editor: CellEditor) -> bool:
        """Save the words. False where they were refused and stay to be put right."""
        if editor.settled or not editor.index.isValid():
            return True
        model, words = self._records, editor.text()
        draft = model.draft(editor.index)
        if words == editor.first and (draft is None or not words):
            editor.settled = True
            return True
        if model.is_new_row(editor.index) and not words.strip():
            model.forget_draft(editor.index)
            editor.settled = True
            return True
        saved = model.setData(editor.index, words)
        if not saved and not words.strip():
            # An emptied title is no title; the old one stands again.
            saved = True
        editor.settled = saved
        return saved

    def _source(self, column: Column) -> _Names:
        return _Names(self._desk, column)

    def _clicked_suggestion(self, _words: str) -> None:
        editor = self.sender()
        if isinstance(editor, CellEditor) and not editor.column.kind.is_list:
            self.leave(editor, Step.STAY)

    # --- its keys -----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, CellEditor):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                event.accept()
                return True
            return False
        if event.type() is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in _ASIDE:
                self.leave_by_focus(watched)
            return False
        return False

    def _key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave(editor, Step.UP if shift else Step.DOWN)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.leave(editor, Step.LEFT if key == Qt.Key.Key_Backtab or shift else Step.RIGHT)
        elif key == Qt.Key.Key_Escape:
            editor.settled = True
            self._records.forget_draft(editor.index)
            self._close(editor)
        else:
            return False
        return True

    def leave(self, editor: CellEditor, step: Step) -> None:
        editor.take()
        new = self._records.is_new_row(editor.index)
        at = QPersistentModelIndex(editor.index)
        if not self.commit(editor):
            return
        self._close(editor)
        self.done.emit(at, step, new and bool(editor.text().strip()))

    def leave_by_focus(self, editor: CellEditor) -> None:
        """The keyboard goes elsewhere, or the window closes."""
        if editor.settled:
            return
        editor.hide_offers()
        self.commit(editor)
        # Refused words go on as the cell's draft.
        editor.settled = True
        self._close(editor)

    def _close(self, editor: CellEditor) -> None:
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


class _Names:
    """What a column offers for what is typed; a new organisation is offered as new, last."""

    def __init__(self, desk: Desk, column: Column) -> None:
        self._desk, self._column = desk, column

    def __call__(self, typed: str) -> list[Suggestion]:
        workshop = self._desk.workshop
        names = fitting(self._known(workshop), typed)
        many = self._column.kind.is_list
        # In a list a semicolon in a name has a backslash before it.
        found = [Suggestion(typed_list([name]) if many else name, name) for name in names]
        makes = self._column.kind in (Kind.ORGANISATION, Kind.ORGANISATIONS)
        if makes and typed and found and all(each.value.casefold() != typed.casefold() for each in found):
            new = self._desk.tr("New: “{name}”").format(name=typed)
            return [*found[:7], Suggestion(typed, new)]
        return found

    def _known(self, workshop: Workshop) -> list[str]:
        column = self._column
        if column.suggest is not None:
            return list(column.suggest(workshop))
        if column.kind is Kind.PERSON:
            return people_names(workshop)
        if column.kind in (Kind.ORGANISATION, Kind.ORGANISATIONS):
            return organisation_names(workshop)
        return yes_no(workshop) if column.kind is Kind.YES_NO else []
