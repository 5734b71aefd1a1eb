"""The timer as a ring that empties, with the time that is left inside. Shows; counts nothing."""

from __future__ import annotations

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


class Room(Enum):
    """How much room there is for the timer: the side of the ring, in pixels at a text scale of 100 %."""

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
        self._caption = ""
        self._room = Room.USUAL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_time(self, shown: int, planned: int, caption: str) -> None:
        """`shown` seconds are left (or used, where `planned` is 0)."""
        if (shown, planned, caption) == (self._left, self._planned, self._caption):
            return
        self._left, self._planned, self._caption = shown, planned, caption
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
        self._paint_words(painter, ring, over)
        painter.end()

    def _paint_words(self, painter: QPainter, ring: QRectF, over: bool) -> None:
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
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._caption)

    def _restyle(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()
