"""Painted rows of the list of answers: headings, words, what stands below them. Changes nothing, takes no words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lsp_workshop.domain.model import Answer, AnswerStatus
from lsp_workshop.ui.doubt import DOUBT_ICON, doubt_of
from lsp_workshop.ui.icons import paint_icon
from lsp_workshop.ui.models import Index
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import ANSWER_ROW, MEASURE, RADIUS_BUTTON
from lsp_workshop.ui.widgets.tall_list import TallList
from lsp_workshop.ui.widgets.text import Lines
from lsp_workshop.ui.workshop.stage.answer_model import ROW, AnswersModel
from lsp_workshop.ui.workshop.stage.answer_rows import FLAG_WORDS, Row, originals_of

_MOST_LINES = 6
"""Of an answer that is not unfolded."""
_HEADING, _FIRST_HEADING = 40, 48
"""Of a usual heading, and of one that others stand under."""
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
        inner = min(width - self.left - 16, theme.px(MEASURE))
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


class AnswerPainter(QStyledItemDelegate):
    """Paints the rows of a list, and says how high they are."""

    def __init__(self, theme: Theme, view: TallList, rows: AnswersModel) -> None:
        super().__init__(view)
        self._theme, self._list, self._rows = theme, view, rows
        self._heights: dict[str, tuple[object, int]] = {}

        self._letter = 0.0

    def forget(self) -> None:
        """Heights are others: another text size."""
        self._heights.clear()
        self._letter = 0.0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._list.column_width()
        return QSize(width, self.height(index.data(ROW), width))

    def height(self, row: Row, width: int) -> int:
        """Of a row at a width, in pixels; measured once for each."""
        if row.answer is None:
            return self._heading_height(row)
        unfolded = row.answer.id in self._rows.unfolded
        known = self._heights.get(row.key)
        if known is None or known[0] != (row, width, unfolded):
            known = (row, width, unfolded), _Shape(self._theme, row, width, unfolded).height
            self._heights[row.key] = known
        return known[1]

    def _heading_height(self, row: Row) -> int:
        if row.level == 1 and self._list.side_by_side:
            # It stays in sight: with large text every pixel is the answers'.
            return QFontMetrics(self._theme.font("strong")).height() + 16
        return self._theme.px(_FIRST_HEADING if row.level == 1 else _HEADING)

    def likely_heights(self, rows: Sequence[Row], width: int) -> list[int]:
        """As `height` where that was measured before; or else by the number of letters, which costs nothing."""
        theme, known, open_ones = self._theme, self._heights, self._rows.unfolded
        if not self._letter:
            metrics = QFontMetrics(theme.font("lead"))
            self._letter = metrics.horizontalAdvance(_USUAL) / len(_USUAL)
            self._line, self._gap = metrics.height(), 48 + theme.px(20)
            self._least, self._tags = theme.px(ANSWER_ROW), theme.px(20) + 2
        letters = min(max(width - self._gap, 1), theme.px(MEASURE)) / self._letter
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
        in_list = not self._list.side_by_side
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
        theme, rows = self._theme, self._rows
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
