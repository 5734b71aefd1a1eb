"""The list of answers: walking, marking, and editing in place. Knows the rows and no edits; `answer_paint` paints."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lsp_workshop.ui.models import Index
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets.tall_list import TallList
from lsp_workshop.ui.workshop.stage.answer_model import COUNT, ROW, AnswersModel
from lsp_workshop.ui.workshop.stage.answer_paint import AnswerPainter
from lsp_workshop.ui.workshop.stage.answer_rows import Row

_COLUMN = 208
"""The narrowest column: some six words of an answer in a line."""


class AnswerDelegate(AnswerPainter):
    """Edits an answer's words where they stand. `reword(answer_id, text)` says whether the words were taken."""

    def __init__(self, theme: Theme, view: AnswerList, reword: Callable[[str, str], bool]) -> None:
        super().__init__(theme, view, view.rows)
        self._view = view
        self._reword = reword

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QPlainTextEdit(parent)
        editor.setProperty("role", "lead")
        editor.setTabChangesFocus(True)
        editor.setAccessibleName(self.tr("The answer's words"))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Qt asks again whenever the row changes; what was typed since must not go.
        if isinstance(editor, QPlainTextEdit) and not editor.document().isModified():
            row: Row = index.data(ROW)
            editor.setPlainText(row.answer.text if row.answer else "")
            editor.selectAll()
            editor.document().setModified(False)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        viewport = self._view.viewport().rect()
        left = 16 + self._theme.px(20)
        height = min(max(rect.height() - 8, self._theme.px(52)), viewport.height() - 8)
        editor.setGeometry(rect.left() + left, rect.top() + 4, rect.width() - left - 12, height)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing: words are handed over by `_take`, which knows whether they were saved."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, QPlainTextEdit):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._take(editor)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                return True
        if event.type() == QEvent.Type.FocusOut:
            # A click elsewhere keeps the words; a window or menu in front is not leaving.
            if editor.isVisible() and editor.window().isActiveWindow():
                self._take(editor)
            return False
        return False

    def save(self, editor: QPlainTextEdit) -> None:
        """Save the words that are being typed; they stay where that was refused."""
        self._take(editor)

    def _take(self, editor: QPlainTextEdit) -> bool:
        """False where the words were refused and stay in the editor."""
        key = self._view.edited_key
        text = editor.toPlainText()
        row = self._view.rows.row(self._view.rows.index_of(key))
        same = row is None or row.answer is None or row.answer.text == text
        taken = same or self._reword(key, text)
        if taken:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        return taken


class AnswerList(TallList):
    """`activated_answer` on Enter; marking by click and by the action of the panel."""

    unfolded = Signal(str)
    marked = Signal(str)
    lettered = Signal()
    """A letter was pressed, whatever it does."""
    copied = Signal()
    pasted_into = Signal()
    table_chosen = Signal(str)
    """The group whose column's heading was clicked, or entered by key; "" for nobody's."""

    def __init__(self, theme: Theme, model: AnswersModel, reword: Callable[[str, str], bool]) -> None:
        super().__init__()
        self.rows = model
        self._theme = theme
        self.edited_key = ""
        self._delegate = AnswerDelegate(theme, self, reword)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalScrollBar().setSingleStep(24)
        theme.changed.connect(self._restyle)

    def likely_heights(self, first: int, end: int) -> list[int]:
        return self._delegate.likely_heights(self.rows.rows(first, end), self.column_width())

    def exact_height(self, place: int) -> int:
        return self._delegate.height(self.rows.row_at(place), self.column_width())

    def column_starts(self) -> list[int]:
        return self.rows.column_starts()

    def least_column(self) -> int:
        return self._theme.px(_COLUMN)

    def paint_edge(self, painter: QPainter, x: int) -> None:
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLine(QPointF(x + 0.5, 0), QPointF(x + 0.5, self.viewport().height()))

    def current_row(self) -> Row | None:
        return self.rows.row(self.currentIndex())

    def go_to(self, key: str) -> None:
        """Make the row the current one and show it."""
        index = self.rows.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A message above the list, or a smaller window, is not to cut off the row that keys are meant for.
        if self.hasFocus() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def edit_answer(self, key: str) -> None:
        index = self.rows.index_of(key)
        if index.isValid():
            self.edited_key = key
            self.scrollTo(index)
            self.edit(index)

    def keep(self) -> str:
        """The words of a rewording that is half typed: nobody said yet that they are to stand for the answer."""
        editor = self._editor()
        return editor.toPlainText() if editor is not None and editor.document().isModified() else ""

    def save_again(self) -> None:
        """Save the rewording that was refused, as Enter does."""
        editor = self._editor()
        if editor is not None:
            self._delegate.save(editor)

    def _editor(self) -> QPlainTextEdit | None:
        editor = self.indexWidget(self.rows.index_of(self.edited_key)) if self.edited_key else None
        return editor if isinstance(editor, QPlainTextEdit) else None

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()) -> None:
        # A count or a mark leaves every row as high as it was.
        if roles and all(role == COUNT for role in roles):
            self.viewport().update()
        else:
            super().dataChanged(top_left, bottom_right, roles)

    def event(self, event: QEvent) -> bool:
        # Qt asks this before any action of the list takes the key for itself.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            self._told_key(event)
        return super().event(event)

    def _told_key(self, event: QKeyEvent) -> None:
        if event.text().isalpha() and not event.modifiers() & _COMMANDS and not event.isAutoRepeat():
            self.lettered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            if row.answer is not None or row.parked:
                self.unfolded.emit(row.key)
            else:
                self._choose_table(row)
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted_into.emit()
            return
        if event.text() and event.text().isprintable() and not event.modifiers() & _COMMANDS:
            # Letters are flags here; Qt's search by typing would jump about with them.
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.rows.row(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and row is not None:
            if row.answer is not None:
                self.marked.emit(row.answer.id)
            elif row.parked:
                self.unfolded.emit(row.key)
            else:
                self._choose_table(row)

    def _choose_table(self, row: Row) -> None:
        if self.side_by_side and row.group_id is not None:
            self.table_chosen.emit(row.group_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.rows.row(self.indexAt(event.position().toPoint()))
        if row is not None and row.answer is not None and self.actions_allowed:
            # The first click of the two has marked it.
            self.marked.emit(row.answer.id)
            self.edit_answer(row.answer.id)

    actions_allowed = True
    """False in a workshop that cannot be written."""

    def _restyle(self) -> None:
        self._delegate.forget()
        self.measure_again()


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
