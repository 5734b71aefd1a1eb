"""Scenes with charts laid out: a ballot's result and figures of the plan. Paints nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from lsp_workshop.domain.record.figure_parts import AnyFigure, PlanFigure
from lsp_workshop.domain.record.figures import NO_PAPERS
from lsp_workshop.drawing import Drawing, Measure, Style, grid_of, pages
from lsp_workshop.ui.projector.canvas import HEADINGS, Canvas, Placed, heading, page_number
from lsp_workshop.ui.projector.flow import Line, Page, Piece, largest
from lsp_workshop.ui.projector.scenes import NO_ACTIONS, PlanScene, ResultScene
from lsp_workshop.ui.widgets.chart import screen_measure


@dataclass(frozen=True, slots=True)
class _Leaf:
    """What one page of a result shows."""

    lines: tuple[Line, ...] = ()
    chart: Placed | None = None


def result(canvas: Canvas, scene: ResultScene, page: int) -> None:
    """Words first, then charts below them; what leaves too little room has pages of its own before the charts."""
    leaves: list[_Leaf] = []
    for size in HEADINGS:
        leaves, comfortable = _result_leaves(canvas, scene, size)
        if comfortable:
            break
    canvas.pages = len(leaves)
    canvas.page = min(page, canvas.pages - 1)
    shown = leaves[canvas.page]
    canvas.lines[:] = shown.lines
    if shown.chart is not None:
        canvas.charts.append(shown.chart)
    page_number(canvas, " · ".join(part for part in (scene.turnout, scene.summary) if part))


def _result_leaves(canvas: Canvas, scene: ResultScene, size: float) -> tuple[list[_Leaf], bool]:
    """The pages with a heading of this size; False where a smaller one would make the charts easier to read."""
    least = canvas.area.height() * _CHART_SHARE
    leaves: list[_Leaf] = []
    del canvas.lines[:]
    under = heading(canvas, scene.title, size, 0.24)
    title = tuple(canvas.lines)
    if under.height() < least:
        leaves, title, under = [_Leaf(title)], (), canvas.area
        del canvas.lines[:]
    left = QRectF(under)
    own = _proposal(canvas, scene.proposal, left) if scene.proposal else []
    leaves += [_Leaf((*title, *each.lines)) for each in own]
    _verdict(canvas, scene, left)
    words = tuple(canvas.lines)
    if scene.chart is None:
        return [*leaves, _Leaf(words)], True
    sheets, comfortable = _charts(canvas, scene.chart, left)
    if left.height() < least or len(sheets) > 1:
        alone, easier = _charts(canvas, scene.chart, under)
        if left.height() < least or len(alone) == 1:
            leaves += [_Leaf((*title, *each.lines)) for each in _words_alone(canvas, scene, under, told=bool(own))]
            words, left, sheets, comfortable = title, under, alone, easier
    leaves += [_Leaf(words, Placed(each, left.topLeft())) for each in sheets]
    if scene.rounds is not None:
        leaves += [_Leaf(title, Placed(each, under.topLeft())) for each in _charts(canvas, scene.rounds, under)[0]]
    return leaves, comfortable


_RULE = 0.55
"""The size of the rule beside the verdict's, where they have a page to themselves."""


def _words_alone(canvas: Canvas, scene: ResultScene, area: QRectF, *, told: bool) -> list[Page]:
    """Proposal and verdict on a page without a chart, as large as they go; `told`: the proposal had pages before it."""
    pieces = [] if told or not scene.proposal else [Piece(scene.proposal, scale=0.75)]
    if scene.verdict:
        pieces.append(Piece(scene.verdict, 600, colour="accent_text", gap=0.9))
    if scene.rule:
        pieces.append(Piece(scene.rule, scale=_RULE, colour="muted"))
    return largest(pieces, area, canvas.legible / _RULE, canvas.unit * 8, canvas.breaks, (1,)).pages


def plan(canvas: Canvas, scene: PlanScene, page: int) -> None:
    """The figure under its title, which gives way to it."""
    under = heading(canvas, scene.title, HEADINGS[-1], 0.14)
    made = _charts(canvas, scene.chart, under)[0] if scene.chart else []
    canvas.pages = max(len(made), 1)
    canvas.page = min(page, canvas.pages - 1)
    if made:
        canvas.charts.append(Placed(made[canvas.page], under.topLeft()))
    else:
        # A wall with a title alone looks like something that went wrong.
        canvas.text(NO_ACTIONS, under, canvas.unit * 5, 400, "muted")
    page_number(canvas, scene.chart.note if scene.chart else "")


def _proposal(canvas: Canvas, words: str, left: QRectF) -> list[Page]:
    """The proposal at the top of `left`, which becomes what is below it; or pages of its own where it is long."""
    box = QRectF(left.left(), left.top() - canvas.unit * 1.5, left.width(), left.height() * 0.3)
    pieces = [Piece(words)]
    sizes = canvas.legible, canvas.unit * 3.6
    fitting = largest(pieces, box, *sizes, canvas.breaks, (1,)).pages
    if len(fitting) > 1:
        return largest(pieces, left, *sizes, canvas.breaks, (1,)).pages
    canvas.put(fitting[0])
    left.setTop((fitting[0].bottom or left.top()) + canvas.unit * 3)
    return []


def _verdict(canvas: Canvas, scene: ResultScene, left: QRectF) -> None:
    """The verdict with its rule at the top of `left`; or, before the reveal, that there is a result."""
    if not scene.revealed:
        canvas.text("The result is in.", left, canvas.unit * 5, 400, "muted")
        return
    above = left.top()
    nothing = NO_PAPERS if scene.chart is None else ""
    for words, size, weight, colour in (
        (scene.verdict, 4.6, 600, "accent_text"),
        (nothing, 4.6, 400, "text"),
        (scene.rule, 2.8, 400, "muted"),
    ):
        if words:
            left.setTop(left.top() + canvas.text(words, left, canvas.unit * size, weight, colour))
    if left.top() > above:
        left.setTop(left.top() + canvas.unit * 3)


_CHART_SHARE = 0.34
"""The share of the screen's height that a chart needs below its words."""


def _charts(canvas: Canvas, chart: AnyFigure, area: QRectF) -> tuple[list[Drawing], bool]:
    """The chart at the largest size with which it is on one page, or on as many pages as it takes.

    False where another, smaller heading would make it easier to read.
    """
    measure = screen_measure()
    height = max(area.height(), canvas.area.height() * _CHART_SHARE)
    low, high = math.ceil(canvas.legible), round(canvas.unit * 3.8)
    best: list[Drawing] | None = None
    while low <= high:
        size = (low + high) // 2
        made = pages(chart, area.width(), _style(canvas, size, height), measure)
        if made[0].height <= height:
            best, low = _aired(canvas, chart, QSizeF(area.width(), height), size, made[0], measure), size + 1
        else:
            high = size - 1
    if best is not None:
        return best, high >= canvas.unit * 3
    # It takes pages anyhow: then they may as well be easy to read.
    style = _style(canvas, round(canvas.unit * 3), height)
    return pages(chart, area.width(), style, measure, height=height), False


def _style(canvas: Canvas, size: int, height: float, gap: float = 0.0) -> Style:
    """Sizes for a room: nothing under a fortieth of the screen's height."""
    bar = max(4.0, min(size * 0.7, canvas.unit * 2.4))
    return Style(
        size=size,
        figure=size,
        small=max(round(size * 0.74), math.ceil(canvas.legible)),
        bar=bar,
        thin=bar * 0.7,
        row=size * 1.5,
        line=max(1.0, canvas.unit * 0.12),
        tracks=True,
        gap=gap,
        brief=True,
        most_lines=max(2, int(height * 0.7 / (size * 1.3))),
    )


def _aired(
    canvas: Canvas, chart: AnyFigure, area: QSizeF, size: int, tight: Drawing, measure: Measure
) -> list[Drawing]:
    """The chart with air between its rows, where there is room."""
    if isinstance(chart, PlanFigure):
        return [tight]
    rows = max(len(grid_of(chart, brief=True).rows), 1)
    gap = min((area.height() - tight.height) / rows, size * 0.9)
    airy = pages(chart, area.width(), _style(canvas, size, area.height(), gap), measure)
    return airy if airy[0].height <= area.height() + 0.5 else [tight]
