"""Measures and colours of everything printed, in one place. All lengths in points."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from lsp_workshop.domain.paper import USUAL, Paper
from lsp_workshop.export.typeset.fonts import Weight

INK = HexColor("#1A2229")
MUTED = HexColor("#4D5A63")
ACCENT = HexColor("#0B6B63")
RULE = HexColor("#B4BCC6")
TINT = HexColor("#F0F2F5")
RAG = {"red": HexColor("#B01916"), "amber": HexColor("#A65F00"), "green": HexColor("#1E6B3A")}

SIDE, TOP, BOTTOM = 23 * mm, 26 * mm, 24 * mm
LARGE_PRINT = 1.45

FEWEST_LISTED = 8
"""Headings that need contents."""
PAGE_OF_LISTED = 15
"""Headings whose contents have a page of their own; fewer leave most of it empty, and the record begins below them."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    weight: Weight
    size: float
    leading: float
    colour: Color = INK
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """The styles at one size: normal, or 1.45 times as large; and the paper they are for."""

    scale: float
    paper: Paper
    body: TextStyle
    lead: TextStyle
    title: TextStyle
    h1: TextStyle
    h2: TextStyle
    h3: TextStyle
    label: TextStyle
    statement: TextStyle
    note: TextStyle
    cell: TextStyle
    cell_strong: TextStyle
    cell_note: TextStyle
    table_head: TextStyle
    caption: TextStyle
    mark: TextStyle
    number: TextStyle
    header: TextStyle
    contents: TextStyle
    contents_sub: TextStyle

    @property
    def upright(self) -> tuple[float, float]:
        """The room for what is printed on the upright page, in points."""
        width, height = self.paper.page
        return width - 2 * SIDE, height - TOP - BOTTOM

    @property
    def turned(self) -> tuple[float, float]:
        """The room on the page that lies on its side."""
        width, height = self.paper.page
        return height - 2 * SIDE, width - TOP - BOTTOM


def look(paper: Paper = USUAL, *, times: float = 1.0) -> Look:
    """The styles on this paper; in large print every one 1.45 times as large, and all of them so many `times`."""
    k = times * (LARGE_PRINT if paper.large_print else 1.0)

    def style(
        weight: Weight, size: float, leading: float, colour: Color = INK, before: float = 0.0, after: float = 0.0
    ) -> TextStyle:
        return TextStyle(weight, size * k, leading * k, colour, before * k, after * k)

    return Look(
        scale=k,
        paper=paper,
        body=style("regular", 11, 16, after=6),
        lead=style("regular", 13, 19, MUTED, after=12),
        title=style("bold", 34, 40, ACCENT, after=8),
        h1=style("bold", 22, 27, ACCENT, after=6),
        h2=style("bold", 15, 20, before=20, after=6),
        h3=style("bold", 11.5, 16, before=14, after=4),
        label=style("bold", 9.5, 13.5, MUTED, after=3),
        statement=style("semibold", 11.5, 17, after=8),
        note=style("regular", 9.5, 13.5, MUTED, after=5),
        cell=style("regular", 9.5, 13.5),
        cell_strong=style("semibold", 9.5, 13.5),
        cell_note=style("regular", 8.5, 12, MUTED),
        table_head=style("bold", 9.5, 13.5, ACCENT),
        caption=style("regular", 9, 12.5, MUTED, before=3, after=8),
        mark=style("semibold", 8, 13.5, ACCENT),
        number=style("bold", 24, 28, ACCENT),
        header=style("regular", 8.5, 11, MUTED),
        contents=style("bold", 10.5, 15, before=4),
        contents_sub=style("regular", 9.5, 12.5),
    )


def coloured(style: TextStyle, colour: Color) -> TextStyle:
    return replace(style, colour=colour)


def in_grey(colour: Color) -> Color:
    """The colour as a grey of the same lightness (Rec. 709 luma)."""
    light = 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue
    return Color(light, light, light, colour.alpha)
