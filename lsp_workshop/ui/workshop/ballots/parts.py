"""Painted pieces of the ballots panel: rows with a key cap, bars with their count. Each tells readers what it shows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QSizePolicy, QWidget

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_BUTTON, RADIUS_SMALL
from lsp_workshop.ui.widgets.text import Lines

BAR = 8


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


def paint_bar(painter: QPainter, theme: Theme, track: QRectF, share: float, *, strong: bool) -> None:
    """A bar of 8 px; the track shows what a full one is."""
    painter.setPen(Qt.PenStyle.NoPen)
    radius = track.height() / 2
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(track, radius, radius)
    if share > 0:
        filled = QRectF(track)
        filled.setWidth(max(track.width() * min(share, 1.0), track.height()))
        painter.setBrush(theme.colour("accent" if strong else "other_bar"))
        painter.drawRoundedRect(filled, radius, radius)


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


class BarRow(QWidget):
    """An option of a result: words on the left, a bar of 8 px, the figure right-aligned beside it."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        figure: str,
        share: float,
        *,
        note: str = "",
        strong: bool = True,
        said: str = "",
        divided: bool = True,
    ) -> None:
        """`said` is what a reader says; the label and the figure where nothing is given."""
        super().__init__()
        self._theme, self._label, self._figure, self._note = theme, label, figure, note
        self._share, self._strong, self._divided = share, strong, divided
        self.setAccessibleName(said or f"{label}: {figure}{', ' + note if note else ''}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._measure)
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, width = self._theme, self.width()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words, below = self._lines()
        height = words.height + (below.height if below else 0)
        top = (self.height() - height) / 2
        painter.setPen(theme.colour("text"))
        words.paint(painter, QPointF(0, top))
        if below:
            painter.setPen(theme.colour("muted"))
            below.paint(painter, QPointF(0, top + words.height))
        figure = theme.px(52)
        middle = self.height() / 2
        left = round(width * 0.48) + 16
        paint_bar(painter, theme, QRectF(left, middle - BAR / 2, max(width - left - figure, 8), BAR), self._share,
                  strong=self._strong)  # fmt: skip
        painter.setFont(theme.font("title"))
        painter.setPen(theme.colour("text"))
        box = QRectF(width - figure, 0, figure, self.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._figure)
        if self._divided:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(0, self.height() - 0.5), QPointF(width, self.height() - 0.5))
        painter.end()

    def _lines(self) -> tuple[Lines, Lines | None]:
        width = max(round(self.width() * 0.48), 60)
        below = Lines(self._note, self._theme.font("caption"), width) if self._note else None
        return Lines(self._label, self._theme.font("lead"), width), below

    def _height(self) -> int:
        words, below = self._lines()
        return max(self._theme.px(44), round(words.height + (below.height if below else 0)) + 16)

    def _measure(self) -> None:
        self.setFixedHeight(self._height())
        self.update()


class Spread(QWidget):
    """How answers spread over a scale: one bar of 8 px in parts, light for low values, dark for high ones.

    The parts are told apart by gaps too; a reader hears the counts.
    """

    def __init__(self, theme: Theme, frequencies: list[tuple[int, int]], said: str) -> None:
        """`frequencies`: value and people, in the order of the scale."""
        super().__init__()
        self._theme, self._frequencies = theme, frequencies
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setFixedHeight(BAR + 4)
        self.setMinimumWidth(60)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        people = sum(count for _, count in self._frequencies)
        low, high = self._theme.colour("line"), self._theme.colour("accent")
        last = max(len(self._frequencies) - 1, 1)
        parts = [(place, count) for place, (_, count) in enumerate(self._frequencies) if count]
        room = self.width() - 2 * max(len(parts) - 1, 0)
        x = 0.0
        for place, count in parts:
            width = room * count / people
            painter.setBrush(_between(low, high, place / last))
            painter.drawRoundedRect(QRectF(x, 2, width, BAR), 3, 3)
            x += width + 2
        painter.end()


def _between(low: QColor, high: QColor, share: float) -> QColor:
    ends = ((low.red(), high.red()), (low.green(), high.green()), (low.blue(), high.blue()))
    red, green, blue = (round(a + (b - a) * share) for a, b in ends)
    return QColor(red, green, blue)
