"""What is seen while answers or a theme are dragged: where they would go, in paint and in words. Knows no records."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from lsp_workshop.ui.icons import paint_icon
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import BUTTON_LARGE, RADIUS_BUTTON

_TINT = 36
"""Of 255: the words below must stay readable."""
_WIDEST = 420
_LIFT = QPoint(14, 12)
"""From the tip of the pointer to the words beside it."""


class DropMark(QWidget):
    """Over the list: a frame round the theme that would take the answers, or a line where the theme would stand."""

    def __init__(self, theme: Theme, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._theme = theme
        self._viewport = viewport
        self.frame = QRect()
        self.line: int | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def mark(self, frame: QRect, line: int | None) -> None:
        """In the list's pixels; an empty frame and no line mark nothing."""
        self.frame, self.line = frame, line
        self.setGeometry(self._viewport.rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self._theme.colour("accent")
        if not self.frame.isEmpty():
            tint = QColor(accent)
            tint.setAlpha(_TINT)
            painter.setPen(QPen(accent, 2))
            painter.setBrush(tint)
            painter.drawRoundedRect(QRectF(self.frame).adjusted(5, 2, -5, -2), RADIUS_BUTTON, RADIUS_BUTTON)
        if self.line is not None:
            y = min(max(float(self.line), 3.0), self.height() - 3.0)
            painter.setPen(QPen(accent, 3))
            painter.drawLine(QPointF(18, y), QPointF(self.width() - 12, y))
            painter.setBrush(self._theme.colour("surface"))
            painter.drawEllipse(QPointF(14, y), 4, 4)
        painter.end()


class DropStrip(QWidget):
    """Above the list while answers are dragged: a place for a new theme and one for none."""

    NEW, NONE = "new", "none"

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._over = ""
        self._zones = ((self.NEW, "plus", self.tr("New theme…")), (self.NONE, "x", self.tr("No theme")))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def stand_over(self, top_left: QPoint, width: int) -> None:
        """With its lower edge at the list's upper one, so that nothing in the list moves or is hidden."""
        high = self._theme.px(BUTTON_LARGE)
        self.setGeometry(top_left.x(), max(0, top_left.y() - high), width, high)
        self.show()
        self.raise_()

    def zone_at(self, place: QPoint) -> str:
        """The zone under a place of the host, "" for none."""
        for name, _icon, _words, rect in self._rects():
            if not self.isHidden() and rect.contains(place - self.pos()):
                return name
        return ""

    def light(self, zone: str) -> None:
        if zone != self._over:
            self._over = zone
            self.update()

    def _rects(self) -> list[tuple[str, str, str, QRect]]:
        half = self.width() // 2
        return [
            (name, icon, words, QRect(place * half, 0, half, self.height()).adjusted(4, 2, -4, -2))
            for place, (name, icon, words) in enumerate(self._zones)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface"))
        font = theme.font("strong")
        painter.setFont(font)
        for name, icon, words, rect in self._rects():
            over = name == self._over
            style = Qt.PenStyle.SolidLine if over else Qt.PenStyle.DashLine
            painter.setPen(QPen(theme.colour("accent" if over else "strong_line"), 2 if over else 1, style))
            painter.setBrush(theme.colour("soft" if over else "surface"))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS_BUTTON, RADIUS_BUTTON)
            side = theme.px(16)
            wide = side + 8 + QFontMetrics(font).horizontalAdvance(words)
            left = rect.center().x() - wide / 2
            paint_icon(painter, icon, QRectF(left, rect.center().y() - side / 2, side, side), theme.colour("text"))
            painter.setPen(theme.colour("text"))
            text = QRectF(left + side + 8, rect.top(), rect.right() - left - side - 8, rect.height())
            painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()


class DropWords(QWidget):
    """Beside the pointer: what is dragged, and what letting go would do."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self.words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, words: str, at: QPoint) -> None:
        """`at` is where the pointer is, in the host's pixels."""
        self.words = words
        theme, host = self._theme, self._host.rect()
        metrics = QFontMetrics(theme.font("strong"))
        width = min(metrics.horizontalAdvance(words) + 26, theme.px(_WIDEST), host.width() - 8)
        self.resize(width, metrics.height() + 12)
        spot = at + _LIFT
        left = min(max(4, spot.x()), host.width() - width - 4)
        # Below the pointer, but never out of sight: at the lower edge it stands above.
        top = spot.y() if spot.y() + self.height() < host.height() else at.y() - self.height() - 8
        self.move(left, max(0, top))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.setBrush(theme.colour("surface"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, RADIUS_BUTTON, RADIUS_BUTTON)
        font = theme.font("strong")
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        words = QFontMetrics(font).elidedText(self.words, Qt.TextElideMode.ElideRight, int(box.width()) - 20)
        painter.drawText(box.adjusted(12, 0, -8, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()
