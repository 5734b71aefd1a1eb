"""A sector as a colour, a shape and a letter: apart for the colour-blind, in grey, and for readers by its name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.model import Sector
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import LIGHT

SHAPES = ("circle", "square", "triangle", "diamond", "cross")


def paint_sector_mark(painter: QPainter, theme: Theme, sector: Sector, rect: QRectF, letter: str = "") -> None:
    """Fill the square `rect` with the sector's shape and, where it is 16 px or larger, its `letter`."""
    colour = theme.sector_colour(sector.id, sector.colour)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    _shape(painter, sector.shape, rect)
    if rect.width() >= 16 and letter:
        font = QFont(theme.font("strong"))
        font.setPixelSize(max(8, round(rect.height() * 0.52)))
        painter.setFont(font)
        painter.setPen(_ink_on(colour))
        # A triangle's middle lies lower than its box's.
        box = rect.adjusted(0, rect.height() * 0.24, 0, 0) if sector.shape == "triangle" else rect
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def _ink_on(colour: QColor) -> QColor:
    light = 0.299 * colour.redF() + 0.587 * colour.greenF() + 0.114 * colour.blueF()
    return QColor(LIGHT.text if light > 0.5 else LIGHT.surface)


def _shape(painter: QPainter, shape: str, rect: QRectF) -> None:
    left, top, right, bottom, middle = rect.left(), rect.top(), rect.right(), rect.bottom(), rect.center()
    if shape == "square":
        inset = rect.width() * 0.06
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 2, 2)
    elif shape == "triangle":
        painter.drawPolygon(QPolygonF([QPointF(middle.x(), top), QPointF(right, bottom), QPointF(left, bottom)]))
    elif shape == "diamond":
        points = [(middle.x(), top), (right, middle.y()), (middle.x(), bottom), (left, middle.y())]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    elif shape == "cross":
        arm = rect.width() * 0.24
        painter.drawRoundedRect(rect.adjusted(arm, 0, -arm, 0), 2, 2)
        painter.drawRoundedRect(rect.adjusted(0, arm, 0, -arm), 2, 2)
    else:
        painter.drawEllipse(rect)


class SectorMark(QWidget):
    """The mark as a widget; readers hear the sector's name."""

    def __init__(self, theme: Theme, sector: Sector, size: int = 20, letter: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._sector = sector
        self._letter = letter
        self._size = size
        self.setAccessibleName(sector.name)
        self.setToolTip(sector.name)
        theme.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint_sector_mark(painter, self._theme, self._sector, box, self._letter)
        painter.end()

    def _restyle(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
