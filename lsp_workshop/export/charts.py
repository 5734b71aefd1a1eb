"""Charts on paper: the program's drawings in ReportLab's shapes, with print's sizes, colours and measure.

Decides nothing about where things stand (`lsp_workshop.drawing` does, for screens too) and knows no page flow. Text
stays in a drawing as people typed it (`shapes.String`, a line each); who paints it shapes it. Lengths in points.
"""

from __future__ import annotations

import functools

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, Rect, String
from reportlab.lib.colors import Color, HexColor

from lsp_workshop import drawing
from lsp_workshop.domain.record.figure_parts import AnyFigure, SectorMark
from lsp_workshop.drawing.marks import mark_shapes
from lsp_workshop.drawing.shapes import Area, Box, Disc, Rule, Shape, Text
from lsp_workshop.export.look import ACCENT, INK, MUTED, RULE, TINT
from lsp_workshop.export.typeset.clean import one_line
from lsp_workshop.export.typeset.fonts import FontSet
from lsp_workshop.export.typeset.lines import measure


def _hex(colour: Color) -> str:
    return f"#{round(colour.red * 255):02X}{round(colour.green * 255):02X}{round(colour.blue * 255):02X}"


PALETTE = drawing.Palette(
    text=_hex(INK),
    muted=_hex(MUTED),
    accent=_hex(ACCENT),
    other="#85B5B1",
    track=_hex(TINT),
    rule=_hex(RULE),
    edge=_hex(RULE),
)
"""Colours that stay apart in grey."""


def paper_style(k: float = 1.0) -> drawing.Style:
    """Sizes in points at the print's scale: 1, or 1.45 for large print."""
    return drawing.Style(
        size=9 * k,
        figure=9 * k,
        small=8 * k,
        bar=9 * k,
        thin=6.5 * k,
        row=12.8 * k,
        line=0.8 * k,
        tracks=False,
        leading=1.2,
    )


def paper_measure(fonts: FontSet) -> drawing.Measure:
    """Widths in print's own fonts, each remembered: a chart asks for the same words again and again."""

    @functools.lru_cache(maxsize=4096)
    def width(text: str, weight: drawing.Weight, size: float) -> float:
        # A space by itself is as wide as it is between words.
        return measure(one_line(text), fonts, weight, size) if text.strip() else _space(fonts, weight) * size

    return width


def _space(fonts: FontSet, weight: drawing.Weight) -> float:
    return fonts.main[weight].word_width(" ") / 1000


def charts(
    chart: AnyFigure, fonts: FontSet, width: float, height: float, k: float = 1.0, first: float | None = None
) -> list[Drawing]:
    """The chart as drawings of at most `height`; `first` is the room for the first one, where that is less."""
    made = drawing.pages(chart, width, paper_style(k), paper_measure(fonts), height=height, first=first)
    return [printed(each, fonts) for each in made]


def printed(neutral: drawing.Drawing, fonts: FontSet) -> Drawing:
    """The drawing in ReportLab's shapes, whose y goes up."""
    made = Drawing(neutral.width, neutral.height)
    for shape in neutral.shapes:
        made.add(_printed(shape, neutral.height, fonts))
    return made


def chip(size: float, mark: SectorMark, fonts: FontSet) -> Drawing:
    """A sector's sign by itself."""
    return printed(drawing.Drawing(size, size, tuple(mark_shapes(0, 0, size, mark))), fonts)


def _printed(shape: Shape, height: float, fonts: FontSet) -> object:
    colour = HexColor(PALETTE.of(shape.colour))
    fill = {"fillColor": colour, "strokeColor": None}
    match shape:
        case Box():
            return Rect(shape.x, height - shape.y - shape.height, shape.width, shape.height, **fill)
        case Disc():
            return Circle(shape.x, height - shape.y, shape.radius, **fill)
        case Area():
            return Polygon([value for x, y in shape.points for value in (x, height - y)], **fill)
        case Rule():
            ends = (shape.x1, height - shape.y1, shape.x2, height - shape.y2)
            return Line(*ends, strokeColor=colour, strokeWidth=shape.thick)
        case Text():
            return String(
                shape.x,
                height - shape.y,
                shape.text,
                fontName=fonts.name(shape.weight),
                fontSize=shape.size,
                fillColor=colour,
                textAnchor=shape.anchor,
            )
