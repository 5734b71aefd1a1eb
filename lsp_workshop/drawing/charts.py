"""Any chart as drawings: bars are laid out as grids, the plan's timeline and matrix each in its own way."""

from __future__ import annotations

import math

from lsp_workshop.domain.record.figure_parts import AnyFigure, MatrixChart, TimelineChart
from lsp_workshop.drawing import layout
from lsp_workshop.drawing.grids import grid_of
from lsp_workshop.drawing.matrix import matrix_pages
from lsp_workshop.drawing.shapes import Drawing
from lsp_workshop.drawing.style import Style
from lsp_workshop.drawing.timeline import timeline_pages
from lsp_workshop.drawing.words import Measure


def rows_of(chart: AnyFigure) -> int:
    """How many rows a chart has: bars, statements, organisations or actions."""
    match chart:
        case TimelineChart():
            return sum(len(group.rows) for group in chart.groups)
        case MatrixChart():
            return len(chart.rows)
        case _:
            return len(grid_of(chart).rows)


def pages(
    chart: AnyFigure,
    width: float,
    style: Style,
    measure: Measure,
    *,
    height: float = math.inf,
    first: float | None = None,
) -> list[Drawing]:
    """The chart in drawings of at most `height`, each with its columns' titles; a chart without rows is one, empty.

    `first` is the room for the first drawing, where that is less; a few rows stay together on either side.
    """
    match chart:
        case TimelineChart():
            return timeline_pages(chart, width, style, measure, height=height, first=first)
        case MatrixChart():
            return matrix_pages(chart, width, style, measure, height=height, first=first)
        case _:
            return layout.pages(chart, width, style, measure, height=height, first=first)
