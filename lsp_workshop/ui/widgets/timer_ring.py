"""The timer as a ring that empties, with the time that is left inside. Shows; counts nothing."""

from __future__ import annotations

import math
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lsp_workshop.ui.theme import Theme


def clock_text(seconds: int) -> str:
    """ "12:40", "75:00", "2:05:00" from 100 minutes on, and "+0:30" for what is over: it counts up."""
    sign = "+" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    if minutes < 100:
        return f"{sign}{minutes}:{rest:02d}"
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02d}:{rest:02d}"


_AIR = 4
"""Pixels at least between the words and the ring."""


class Room(Enum):
    """How much room there is for the timer: the side of the ring, in pixels at a text scale of 100 %."""

    LINE = 30
    """No ring: one line with the time and its caption."""
    LOW = 116
    USUAL = 136
    HIGH = 188


class TimerRing(QWidget):
    """`show_time(left, planned)`; without a plan it counts up and the ring stays empty."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._left = 0
        self._planned = 0
        self._caption = self._short = ""
        self._room = Room.USUAL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_time(self, shown: int, planned: int, caption: str, short: str = "") -> None:
        """`shown` seconds are left (or used, where `planned` is 0); `short` stands where the ring is too narrow."""
        if (shown, planned, caption) == (self._left, self._planned, self._caption):
            return
        self._left, self._planned, self._caption, self._short = shown, planned, caption, short or caption
        self.setAccessibleName(f"{clock_text(shown)} {caption}")
        self.update()

    def set_room(self, room: Room) -> None:
        """In a low window the ring gives room to what is below it."""
        if room is not self._room:
            self._room = room
            self._restyle()

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._room.value)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._room is Room.LINE:
            self._paint_line()
            return
        theme, side = self._theme, min(self.width(), self.height()) - 4
        stroke = max(8.0, side * 0.05)
        ring = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        ring.adjust(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
        over = self._planned > 0 and self._left < 0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("sunken"), stroke))
        painter.drawEllipse(ring)
        share = 1.0 if over else (min(1.0, self._left / self._planned) if self._planned else 0.0)
        if share > 0:
            pen = QPen(theme.colour("warning" if over else "accent"), stroke)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            # What is left hangs from twelve o'clock to the left, as a clock's hand empties it.
            painter.drawArc(ring, 90 * 16, round(360 * 16 * share))
        self._paint_words(painter, ring, stroke, over)
        painter.end()

    def _paint_words(self, painter: QPainter, ring: QRectF, stroke: float, over: bool) -> None:
        theme = self._theme
        font = theme.font("timer")
        text = clock_text(self._left)
        painter.setFont(font)
        inner = ring.width() * (0.70 if self._room is Room.LOW else 0.80)
        width = painter.fontMetrics().horizontalAdvance(text)
        if width > inner:
            font.setPixelSize(int(font.pixelSize() * inner / width))
            painter.setFont(font)
        high = painter.fontMetrics().height()
        caption = theme.font("caption")
        middle = ring.center().y() - high * 0.12
        painter.setPen(theme.colour("warning" if over else "text"))
        painter.drawText(QRectF(ring.left(), middle - high / 2, ring.width(), high), Qt.AlignmentFlag.AlignCenter, text)
        painter.setFont(caption)
        painter.setPen(theme.colour("muted"))
        below = QRectF(ring.left(), middle + high / 2, ring.width(), painter.fontMetrics().height())
        # The circle runs in the middle of its line; below the middle it is the narrower the lower the words.
        room = _chord(ring, below.bottom()) - stroke - 2 * _AIR
        fits = painter.fontMetrics().horizontalAdvance(self._caption) <= room
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._caption if fits else self._short)

    def _paint_line(self) -> None:
        theme = self._theme
        painter = QPainter(self)
        over = self._planned > 0 and self._left < 0
        time, caption = clock_text(self._left), theme.font("caption")
        painter.setFont(theme.font("title"))
        painter.setPen(theme.colour("warning" if over else "text"))
        wide = painter.fontMetrics().horizontalAdvance(time)
        box, side = QRectF(self.rect()), Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, side | Qt.AlignmentFlag.AlignLeft, time)
        painter.setFont(caption)
        painter.setPen(theme.colour("muted"))
        rest = box.adjusted(wide + theme.px(8), 0, 0, 0)
        words = painter.fontMetrics().elidedText(self._caption, Qt.TextElideMode.ElideRight, int(rest.width()))
        painter.drawText(rest, side | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    def _restyle(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()


def _chord(ring: QRectF, y: float) -> float:
    """How wide the circle is at this height."""
    radius = ring.width() / 2
    return 2 * math.sqrt(max(radius * radius - (y - ring.center().y()) ** 2, 0.0))
