"""Painted pieces of the ballots panel: rows with a key cap. Each tells readers what it shows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QSizePolicy

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_BUTTON, RADIUS_SMALL
from lsp_workshop.ui.widgets.text import Lines


def clear_out(layout: QLayout) -> None:
    """Take everything out of a layout and delete it, layouts in it too."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_out(inner)


def paint_key(painter: QPainter, theme: Theme, key: str, box: QRectF, *, strong: bool = False) -> None:
    """A key cap."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent" if strong else "strong_line"), 1))
    painter.setBrush(theme.colour("soft" if strong else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_SMALL, RADIUS_SMALL)
    painter.setPen(theme.colour("accent_text" if strong else "muted"))
    painter.setFont(theme.font("strong"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


class KeyButton(QAbstractButton):
    """A row to choose by its key, by Tab and Enter or with the mouse: cap, words, and a quiet line below them."""

    def __init__(self, theme: Theme, key: str, text: str, caption: str = "", *, checkable: bool = False) -> None:
        super().__init__()
        self._theme, self._key, self._caption = theme, key, caption
        self.setText(text)
        self.setCheckable(checkable)
        self.setAutoExclusive(checkable)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        words = ", ".join(part for part in (text, caption) if part)
        self.setAccessibleName(self.tr("{words}, key {key}").format(words=words, key=key))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._measure)
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("soft" if self.isChecked() else "sunken"))
            painter.drawRoundedRect(box, RADIUS_BUTTON, RADIUS_BUTTON)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, RADIUS_BUTTON, RADIUS_BUTTON)
        words, below = self._lines()
        height = words.height + (below.height if below else 0)
        top = (self.height() - height) / 2
        side = px(24)
        paint_key(painter, theme, self._key, QRectF(px(8), top - px(1), side, side), strong=self.isChecked())
        painter.setPen(theme.colour("text"))
        words.paint(painter, QPointF(px(44), top))
        if below:
            painter.setPen(theme.colour("muted"))
            below.paint(painter, QPointF(px(44), top + words.height))
        painter.end()

    def _lines(self) -> tuple[Lines, Lines | None]:
        width = max(self.width() - self._theme.px(52), 40)
        below = Lines(self._caption, self._theme.font("caption"), width) if self._caption else None
        return Lines(self.text(), self._theme.font("strong"), width), below

    def _height(self) -> int:
        words, below = self._lines()
        return round(words.height + (below.height if below else 0)) + 16

    def _measure(self) -> None:
        self.setFixedHeight(self._height())
        self.update()
