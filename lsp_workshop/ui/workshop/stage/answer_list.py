"""The list of answers: painted rows, marking, and editing in place. Knows the rows and no edits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lsp_workshop.domain.model import Answer, AnswerStatus
from lsp_workshop.ui.doubt import DOUBT_ICON, doubt_of
from lsp_workshop.ui.icons import paint_icon
from lsp_workshop.ui.models import Index
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import ANSWER_ROW, RADIUS_BUTTON
from lsp_workshop.ui.widgets.text import Lines
from lsp_workshop.ui.workshop.stage.answer_model import COUNT, ROW, AnswersModel
from lsp_workshop.ui.workshop.stage.answer_rows import FLAG_WORDS, Row, originals_of
from lsp_workshop.ui.workshop.stage.tall_list import TallList

_MOST_LINES = 6
"""Of an answer that is not unfolded."""
_HEADING, _FIRST_HEADING = 40, 48
"""Of a usual heading, and of one that others stand under."""
_COLUMN = 208
"""The narrowest column: some six words of an answer in a line."""
_USUAL = "We want one named person whom everybody can ask"
"""For the width of a letter in a sentence."""

Tag = tuple[str, str, str]
"""Icon (or ""), words, token of the colour."""


def tags_of(row: Row) -> list[Tag]:
    """What stands below an answer, in small letters."""
    answer = row.answer
    assert answer is not None
    tags: list[Tag] = [("", row.source, "muted")] if row.source else []
    doubt = doubt_of(answer, *row.merged)
    if doubt:
        tags.append((DOUBT_ICON, doubt, "warning"))
    if row.theme:
        tags.append(("tag", row.theme, "muted"))
    for name, words, icon in FLAG_WORDS:
        if getattr(answer, name):
            tags.append((icon, words, "warning" if name in ("strong_feeling", "to_check") else "accent_text"))
    if row.merged:
        tags.append(("layers", f"{len(row.merged)} merged", "muted"))
    if answer.first_text is not None:
        tags.append(("pencil", "Reworded", "muted"))
    if answer.status is AnswerStatus.SET_ASIDE:
        tags.append(("archive", "Set aside", "muted"))
    return tags


class _Shape:
    """An answer's row at a width: its lines, where its tags stand, how high it is."""

    def __init__(self, theme: Theme, row: Row, width: int, unfolded: bool) -> None:
        answer = row.answer
        assert answer is not None
        self.left = 16 + theme.px(20) + 12
        inner = width - self.left - 16
        font = theme.font("lead")
        if answer.headline:
            font.setWeight(QFont.Weight.DemiBold)
        self.text = Lines(answer.text, font, inner, 0 if unfolded else _MOST_LINES)
        small = theme.font("caption")
        self.originals = [Lines(words, small, inner) for words in originals_of(row)] if unfolded else []
        self.step = theme.px(20)
        self.tags: list[tuple[Tag, QRectF]] = []
        metrics, icon = QFontMetrics(small), theme.px(16)
        x, y = 0.0, 0.0
        for tag in tags_of(row):
            wide = metrics.horizontalAdvance(tag[1]) + (icon if tag[0] else 0) + 2
            if x and x + wide > inner:
                x, y = 0.0, y + self.step
            self.tags.append((tag, QRectF(x, y, min(wide, inner), self.step)))
            x += wide + 16
        high = self.text.height
        self.tags_top = high + 2
        if self.tags:
            high += 2 + y + self.step
        self.originals_top = high + 4
        for lines in self.originals:
            high += lines.height + 4
        self.inner_height = high
        self.height = max(theme.px(ANSWER_ROW), round(high) + 24)


class AnswerDelegate(QStyledItemDelegate):
    """Paints rows; edits an answer's words. `reword(answer_id, text)` says whether the words were taken."""

    def __init__(self, theme: Theme, view: AnswerList, reword: Callable[[str, str], bool]) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._reword = reword
        self._heights: dict[str, tuple[object, int]] = {}

        self._letter = 0.0

    def forget(self) -> None:
        """Heights are others: another text size."""
        self._heights.clear()
        self._letter = 0.0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.column_width()
        return QSize(width, self.height(index.data(ROW), width))

    def height(self, row: Row, width: int) -> int:
        """Of a row at a width, in pixels; measured once for each."""
        if row.answer is None:
            return self._heading_height(row)
        unfolded = row.answer.id in self._view.rows.unfolded
        known = self._heights.get(row.key)
        if known is None or known[0] != (row, width, unfolded):
            known = (row, width, unfolded), _Shape(self._theme, row, width, unfolded).height
            self._heights[row.key] = known
        return known[1]

    def _heading_height(self, row: Row) -> int:
        if row.level == 1 and self._view.side_by_side:
            # It stays in sight: with large text every pixel is the answers'.
            return QFontMetrics(self._theme.font("strong")).height() + 16
        return self._theme.px(_FIRST_HEADING if row.level == 1 else _HEADING)

    def likely_heights(self, rows: Sequence[Row], width: int) -> list[int]:
        """As `height` where that was measured before; or else by the number of letters, which costs nothing."""
        theme, known, open_ones = self._theme, self._heights, self._view.rows.unfolded
        if not self._letter:
            metrics = QFontMetrics(theme.font("lead"))
            self._letter = metrics.horizontalAdvance(_USUAL) / len(_USUAL)
            self._line, self._gap = metrics.height(), 48 + theme.px(20)
            self._least, self._tags = theme.px(ANSWER_ROW), theme.px(20) + 2
        letters = max(width - self._gap, 1) / self._letter
        line, least, tags, found = self._line, self._least, self._tags, []
        for row in rows:
            answer = row.answer
            if answer is None:
                found.append(self._heading_height(row))
                continue
            unfolded = answer.id in open_ones
            measured = known.get(answer.id)
            if measured is not None and measured[0] == (row, width, unfolded):
                found.append(measured[1])
                continue
            lines = 1 + int(len(answer.text) / letters)
            high = line * (lines if unfolded or lines < _MOST_LINES else _MOST_LINES) + 24
            high += tags if row.has_tags else 0
            found.append(high if high > least else least)
        return found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if row.answer is None:
            self._paint_heading(painter, rect, row)
        else:
            self._paint_answer(painter, rect, row, row.answer, state)
        if focused:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(5, 2, -5, -2), RADIUS_BUTTON, RADIUS_BUTTON)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Row) -> None:
        theme = self._theme
        in_list = not self._view.side_by_side
        if row.level == 1 and not in_list:
            # What scrolls goes under it.
            painter.fillRect(rect, theme.colour("surface"))
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right() + 1, rect.bottom() + 0.5))
        font = theme.font("title" if row.level == 1 and in_list else "strong")
        metrics = QFontMetrics(font)
        number = f"Parked · {row.count}" if row.parked else str(row.count)
        box = QRectF(rect).adjusted(16, 8 if in_list or row.level == 2 else 0, -16, 0)
        painter.setFont(font)
        painter.setPen(theme.colour("muted" if row.parked else "accent_text"))
        if row.parked:
            side = theme.px(16)
            place = QRectF(box.left(), box.center().y() - side / 2, side, side)
            paint_icon(painter, "chevron-right" if row.folded else "chevron-down", place, theme.colour("muted"))
            box.setLeft(box.left() + side + 8)
        room = int(box.width()) - metrics.horizontalAdvance(number) - 16
        painter.drawText(
            box,
            int(Qt.AlignmentFlag.AlignVCenter),
            metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, room),
        )
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), number)

    def _paint_answer(self, painter: QPainter, rect: QRect, row: Row, answer: Answer, state: QStyle.StateFlag) -> None:
        theme, rows = self._theme, self._view.rows
        marked = answer.id in rows.marks
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if marked or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("soft" if marked else "sunken"))
            painter.drawRoundedRect(QRectF(rect).adjusted(5, 2, -5, -2), RADIUS_BUTTON, RADIUS_BUTTON)
        shape = _Shape(theme, row, rect.width(), answer.id in rows.unfolded)
        if not row.first_of_section:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(
                QPointF(rect.left() + shape.left, rect.top() + 0.5), QPointF(rect.right() - 16, rect.top() + 0.5)
            )
        top = rect.top() + (rect.height() - shape.inner_height) / 2
        self._paint_mark(painter, rect, top + shape.text.height / max(shape.text.count, 1) / 2, marked, hovered)
        left = rect.left() + shape.left
        painter.setPen(theme.colour("text" if answer.status is AnswerStatus.KEPT else "muted"))
        shape.text.paint(painter, QPointF(left, top))
        self._paint_tags(painter, shape, left, top + shape.tags_top)
        painter.setPen(theme.colour("muted"))
        y = top + shape.originals_top
        for lines in shape.originals:
            lines.paint(painter, QPointF(left, y))
            y += lines.height + 4

    def _paint_mark(self, painter: QPainter, rect: QRect, middle: float, marked: bool, hovered: bool) -> None:
        theme = self._theme
        side = theme.px(20)
        circle = QRectF(rect.left() + 16, middle - side / 2, side, side)
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(circle)
            inset = side * 0.2
            paint_icon(painter, "check", circle.adjusted(inset, inset, -inset, -inset), theme.colour("on_accent"))
        else:
            painter.setPen(QPen(theme.colour("text" if hovered else "strong_line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1))

    def _paint_tags(self, painter: QPainter, shape: _Shape, left: float, top: float) -> None:
        theme = self._theme
        painter.setFont(theme.font("caption"))
        metrics = painter.fontMetrics()
        for (icon, words, token), box in shape.tags:
            place = box.translated(left, top)
            colour = theme.colour(token)
            if icon:
                side = theme.px(13)
                paint_icon(painter, icon, QRectF(place.left(), place.center().y() - side / 2, side, side), colour)
                place.setLeft(place.left() + theme.px(16))
            painter.setPen(colour)
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()) + 1)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), cut)

    # --- editing ------------------------------------------------------------------------------------------

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
    copied = Signal()
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
