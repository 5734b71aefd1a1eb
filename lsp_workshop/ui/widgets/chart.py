"""Charts on screens: the program's drawings painted by Qt, and the widget that shows one.

Decides nothing about where things stand: `lsp_workshop.drawing` does, for paper too.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lsp_workshop import drawing
from lsp_workshop.domain.record.figure_parts import AnyFigure, SectorMark
from lsp_workshop.drawing.shapes import Area, Box, Disc, Rule, Shape, Text
from lsp_workshop.ui.theme import FAMILY, Theme, sector_colour
from lsp_workshop.ui.tokens import RADIUS_SMALL, Tokens, role_pixels

_WEIGHTS = {"regular": QFont.Weight.Normal, "semibold": QFont.Weight.DemiBold, "bold": QFont.Weight.Bold}


def chart_font(weight: drawing.Weight, size: float) -> QFont:
    """The font as it is printed: letters as wide on a screen as on paper. `size` in whole pixels."""
    font = QFont(FAMILY)
    font.setPixelSize(max(1, round(size)))
    font.setWeight(_WEIGHTS[weight])
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Print sets letter by letter.
    font.setKerning(False)
    return font


_LARGE = 1024
"""Pixels at which widths are taken: small letters' are rounded, and lines would break elsewhere than on paper."""


def screen_measure() -> drawing.Measure:
    """Widths in pixels, each remembered."""

    @functools.lru_cache(maxsize=8)
    def metrics(weight: drawing.Weight) -> QFontMetricsF:
        return QFontMetricsF(chart_font(weight, _LARGE))

    @functools.lru_cache(maxsize=8192)
    def advance(text: str, weight: drawing.Weight) -> float:
        return metrics(weight).horizontalAdvance(text)

    def width(text: str, weight: drawing.Weight, size: float) -> float:
        return advance(text, weight) * size / _LARGE

    return width


def palette_of(tokens: Tokens) -> drawing.Palette:
    def of_sector(mark: SectorMark) -> str:
        return sector_colour(tokens, mark.id, mark.colour).name()

    return drawing.Palette(
        text=tokens.text,
        muted=tokens.muted,
        accent=tokens.accent,
        other=tokens.other_bar,
        track=tokens.sunken,
        rule=tokens.line,
        edge=tokens.strong_line,
        sector=of_sector,
    )


def window_style(theme: Theme) -> drawing.Style:
    """Sizes of a chart in the facilitator's window."""
    scale = theme.text_scale
    return drawing.Style(
        size=role_pixels("lead", scale),
        figure=role_pixels("title", scale),
        small=role_pixels("caption", scale),
        bar=8,
        thin=6,
        row=theme.px(40),
        line=1,
        tracks=True,
        most_lines=400,
    )


def dense_style(theme: Theme) -> drawing.Style:
    """Sizes of a figure with many rows, which is read from near."""
    scale = theme.text_scale
    return dataclasses.replace(
        window_style(theme),
        size=role_pixels("body", scale),
        figure=role_pixels("body", scale),
        row=theme.px(28),
        leading=1.22,
    )


def paint_drawing(painter: QPainter, made: drawing.Drawing, palette: drawing.Palette, at: QPointF) -> None:
    """Paint with the drawing's top left corner at `at`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    for shape in made.shapes:
        _paint(painter, shape, QColor(palette.of(shape.colour)))
    painter.restore()


def _paint(painter: QPainter, shape: Shape, colour: QColor) -> None:
    if isinstance(shape, Text):
        _paint_text(painter, shape, colour)
        return
    if isinstance(shape, Rule):
        pen = QPen(colour, shape.thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    match shape:
        case Box():
            box = QRectF(shape.x, shape.y, shape.width, shape.height)
            painter.drawRoundedRect(box, shape.radius, shape.radius)
        case Disc():
            painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
        case Area():
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape.points]))


def _paint_text(painter: QPainter, text: Text, colour: QColor) -> None:
    font = chart_font(text.weight, text.size)
    painter.setFont(font)
    painter.setPen(colour)
    # As wide as it will be painted, which may be a hair off what it was laid out with.
    wide = QFontMetricsF(font).horizontalAdvance(text.text) if text.anchor != "start" else 0.0
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    painter.drawText(QPointF(left, text.y), text.text)


class ChartView(QWidget):
    """A chart as wide as it is given and as high as it needs; readers hear every value.

    Tab reaches it, so that a reader gets there and the arrow keys scroll a long one.
    """

    def __init__(
        self, theme: Theme, chart: AnyFigure, name: str, style: Callable[[Theme], drawing.Style] = window_style
    ) -> None:
        """`name` says what it is a chart of."""
        super().__init__()
        self._theme, self._chart, self._style = theme, chart, style
        self._measure = screen_measure()
        self._made: drawing.Drawing | None = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(chart.alternative)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._lay_out)
        self._lay_out()

    @property
    def drawing(self) -> drawing.Drawing:
        if self._made is None:
            width = max(self.width() - 2 * _EDGE, 120)
            (self._made,) = drawing.pages(self._chart, width, self._style(self._theme), self._measure)
        return self._made

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), round(self.drawing.height) + 2 * _EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_drawing(painter, self.drawing, palette_of(self._theme.tokens), QPointF(_EDGE, _EDGE))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL)
        painter.end()

    def _lay_out(self) -> None:
        self._made = None
        self.setFixedHeight(round(self.drawing.height) + 2 * _EDGE)
        self.update()


_EDGE = 4
"""Room for the ring of the focus."""
