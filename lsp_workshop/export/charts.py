"""Charts drawn by hand as ReportLab drawings: for paper here, and for whatever paints the same shapes on a screen.

Knows no page flow. Text stands in a drawing as people typed it (`shapes.String`, a line each, in reading order);
who paints it shapes it. Widths and heights in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color

from lsp_workshop.domain.record.parts import Bar, BarChart, ScaleChart, ScaleRow, SectorMark, SpreadBar, SpreadChart
from lsp_workshop.export.look import ACCENT, INK, MUTED, RULE, WHITE, blend, is_dark
from lsp_workshop.export.marks import chip_shapes, label_lines
from lsp_workshop.export.typeset.clean import clean
from lsp_workshop.export.typeset.fonts import FontSet, Weight
from lsp_workshop.export.typeset.lines import measure, shortened

_LABEL_LINES = 3
_FIGURE = 50.0
"""Width of a column of figures beside a distribution."""
_KEY = 8.0
"""Size of the words in a key."""
_SOFT = blend(ACCENT, 0.5)


class Pencil:
    """Draws on one drawing, from the top down; `k` is the print's scale (1, or 1.45 for large print)."""

    def __init__(self, fonts: FontSet, width: float, height: float, k: float) -> None:
        self.fonts, self.k = fonts, k
        self.drawing = Drawing(width, height)
        self.height = height

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 9,
        weight: Weight = "regular",
        colour: Color = INK,
        anchor: Literal["start", "middle", "end"] = "start",
    ) -> None:
        """One line with its baseline `y` points under the top."""
        self.drawing.add(
            String(
                x,
                self.height - y,
                text,
                fontName=self.fonts.name(weight),
                fontSize=size * self.k,
                fillColor=colour,
                textAnchor=anchor,
            )
        )

    def bar(self, x: float, y: float, width: float, height: float, colour: Color) -> None:
        if width > 0:
            self.drawing.add(Rect(x, self.height - y - height, width, height, fillColor=colour, strokeColor=None))

    def rule(self, x1: float, y1: float, x2: float, y2: float, colour: Color = INK, thick: float = 0.8) -> None:
        line = Line(x1, self.height - y1, x2, self.height - y2, strokeColor=colour, strokeWidth=thick)
        self.drawing.add(line)

    def chip(self, x: float, y: float, mark: SectorMark, size: float) -> None:
        """The sector's shape with its letter, `size` points wide, its top `y` points under the top."""
        for shape in chip_shapes(x, self.height - y - size, size, mark, self.fonts):
            self.drawing.add(shape)

    def wrapped(self, text: str, size: float, weight: Weight, width: float, most: int = _LABEL_LINES) -> list[str]:
        return label_lines(text, self.fonts, weight, size * self.k, width, most)


# --- bars ---------------------------------------------------------------------------------------------------


def bar_charts(
    chart: BarChart, fonts: FontSet, width: float, height: float, k: float = 1.0, first: float | None = None
) -> list[Drawing]:
    """The bars with sectors beside them as small multiples, in as many drawings as `height` makes needed.

    `first` is the room for the first drawing, where it is less.
    """
    label_width = width * (0.29 if chart.sectors else 0.58)
    head = 27 * k if chart.sectors else 2 * k
    measured = [
        label_lines(bar.label, fonts, "regular", 9 * k, label_width - 10 * k, _LABEL_LINES) for bar in chart.bars
    ]
    heights = [max(14.5 * k, len(lines) * 11 * k + 3 * k) for lines in measured]
    drawings = []
    for start, end in _portions(heights, height - head, None if first is None else first - head - 2 * k):
        pencil = Pencil(fonts, width, head + sum(heights[start:end]) + 2 * k, k)
        _draw_bars(pencil, chart, range(start, end), measured, heights, label_width, head)
        drawings.append(pencil.drawing)
    return drawings


_TOGETHER = 3
"""Bars that stay together on either side of a page break."""


def _portions(heights: Sequence[float], room: float, first: float | None = None) -> list[tuple[int, int]]:
    """Which rows go into which drawing, so that none is taller than `room`.

    With less room for the `first` one, a few stay together on either side, even where they need more than that.
    """
    portions, start, used = [], 0, 0.0
    if first is not None and len(heights) >= 2 * _TOGETHER:
        fitting = sum(1 for place in range(len(heights)) if sum(heights[: place + 1]) <= first)
        start = max(min(fitting, len(heights) - _TOGETHER), _TOGETHER)
        portions.append((0, start))
    for place, height in enumerate(heights):
        if place < start:
            continue
        if used + height > room and place > start:
            portions.append((start, place))
            start, used = place, 0.0
        used += height
    return [*portions, (start, len(heights))] if heights else []


def _draw_bars(
    pencil: Pencil,
    chart: BarChart,
    rows: range,
    labels: list[list[str]],
    heights: list[float],
    label_width: float,
    head: float,
) -> None:
    k, width = pencil.k, float(pencil.drawing.width)
    gap = 12 * k
    main_width = (width - label_width) * (0.46 if chart.sectors else 1.0)
    tail = max(measure(_end(bar), pencil.fonts, "bold", 9 * k) for bar in chart.bars) + 8 * k
    room = max(main_width - tail - (gap if chart.sectors else 0), 20 * k)
    most = max((bar.value for bar in chart.bars), default=0) or 1
    sector_most = max((value for s in chart.sectors for value in s.values if value is not None), default=0) or 1
    column = (width - label_width - main_width) / len(chart.sectors) if chart.sectors else 0
    y, bottom = head, head + sum(heights[row] for row in rows)
    for place, each in enumerate(chart.sectors):
        x = label_width + main_width + place * column
        pencil.chip(x, 1 * k, each.sector, 9 * k)
        names = label_lines(each.sector.name, pencil.fonts, "regular", 7.5 * k, column - 2 * k, 2)
        for line, name in enumerate(names):
            pencil.text(x, (19 + 9 * line) * k, name, 7.5)
    for row in rows:
        bar, height = chart.bars[row], heights[row]
        _row(pencil, bar, labels[row], y, height, label_width, room * bar.value / most)
        for place, each in enumerate(chart.sectors):
            value = each.values[row]
            x = label_width + main_width + place * column
            if value is None:
                pencil.text(x + 3 * k, y + height / 2 + 3 * k, "–", 8, colour=MUTED)
                continue
            length = (column - 20 * k) * value / sector_most
            pencil.bar(x, y + height / 2 - 3.5 * k, length, 7 * k, _SOFT)
            pencil.text(x + length + 3 * k, y + height / 2 + 3 * k, f"{value:g}", 8, colour=INK if value else MUTED)
        y += height
    pencil.rule(label_width, head, label_width, bottom)
    for place in range(len(chart.sectors)):
        x = label_width + main_width + place * column
        pencil.rule(x, head, x, bottom, RULE, 0.6)


def _end(bar: Bar) -> str:
    return f"{bar.printed}  {bar.detail}" if bar.detail else bar.printed


def _row(
    pencil: Pencil, bar: Bar, lines: list[str], y: float, height: float, label_width: float, length: float
) -> None:
    k = pencil.k
    baseline = y + height / 2 - (len(lines) - 1) * 11.5 * k / 2 + 3.2 * k
    for line in lines:
        pencil.text(0, baseline, line, 9, "semibold" if bar.strong else "regular")
        baseline += 11.5 * k
    pencil.bar(label_width, y + height / 2 - 5 * k, length, 10 * k, ACCENT if bar.strong else _SOFT)
    x = label_width + length + 4 * k
    pencil.text(x, y + height / 2 + 3.2 * k, bar.printed, 9, "bold")
    if bar.detail:
        x += measure(bar.printed, pencil.fonts, "bold", 9 * k) + 4 * k
        pencil.text(x, y + height / 2 + 3.2 * k, bar.detail, 8, colour=MUTED)


# --- distributions over a scale -----------------------------------------------------------------------------


def scale_charts(chart: ScaleChart, fonts: FontSet, width: float, height: float, k: float = 1.0) -> list[Drawing]:
    """A bar a row, cut into the points of the scale, palest for the lowest; the key stands over the first."""
    has_marks = any(row.sector for row in chart.rows)
    longest = max((measure(clean(row.label)[:200], fonts, "regular", 9 * k) for row in chart.rows), default=0)
    chip = 15 * k if has_marks else 0
    label_width = min(longest + chip + 12 * k, width * 0.36)
    measured = [label_lines(row.label, fonts, "regular", 9 * k, label_width - chip - 10 * k, 3) for row in chart.rows]
    heights = [max(16 * k, len(lines) * 11.5 * k + 4 * k) for lines in measured]
    key = _key_rows(chart, fonts, width, k)
    drawings = []
    for number, (first, last) in enumerate(_portions(heights, height - len(key) * 14 * k - 18 * k)):
        head = len(key) * 14 * k + (16 * k if chart.columns else 4 * k) if number == 0 else 0
        pencil = Pencil(fonts, width, head + sum(heights[first:last]), k)
        if number == 0:
            _draw_key(pencil, key, len(chart.points))
            for place, title in enumerate(chart.columns):
                x = width - (len(chart.columns) - 1 - place) * _FIGURE * k
                pencil.text(x, head - 3 * k, title, 8, colour=MUTED, anchor="end")
        y = head
        for row in range(first, last):
            _scale_row(pencil, chart.rows[row], measured[row], y, heights[row], label_width, chip)
            y += heights[row]
        drawings.append(pencil.drawing)
    return drawings


def _tint(place: int, points: int) -> Color:
    return blend(ACCENT, 0.12 + 0.88 * place / max(points - 1, 1))


def _key_rows(chart: ScaleChart, fonts: FontSet, width: float, k: float) -> list[list[tuple[float, int, str]]]:
    """The key's entries row by row: position, point, label."""
    rows: list[list[tuple[float, int, str]]] = [[]]
    x = 0.0
    for place, label in enumerate(chart.points):
        text = shortened(clean(label), fonts, "regular", _KEY * k, width - 16 * k)
        needed = 12 * k + measure(text, fonts, "regular", _KEY * k) + 10 * k
        if x + needed - 10 * k > width and rows[-1]:
            rows.append([])
            x = 0.0
        rows[-1].append((x, place, text))
        x += needed
    return rows


def _draw_key(pencil: Pencil, rows: list[list[tuple[float, int, str]]], points: int) -> None:
    k = pencil.k
    for number, row in enumerate(rows):
        for x, place, label in row:
            pencil.bar(x, number * 14 * k + 1.5 * k, 9 * k, 9 * k, _tint(place, points))
            pencil.text(x + 11.5 * k, number * 14 * k + 9 * k, label, _KEY)


def _scale_row(
    pencil: Pencil, row: ScaleRow, lines: list[str], y: float, height: float, label_width: float, chip: float
) -> None:
    k, width = pencil.k, float(pencil.drawing.width)
    baseline = y + height / 2 - (len(lines) - 1) * 11.5 * k / 2 + 3.2 * k
    indent = 0.0
    if chip:
        indent = chip
        if row.sector:
            pencil.chip(0.5 * k, y + height / 2 - 5.5 * k, row.sector, 10 * k)
    for line in lines:
        pencil.text(indent if row.sector else 0, baseline, line, 9, "regular" if row.sector else "semibold")
        baseline += 11.5 * k
    room, total = width - label_width - len(row.figures) * _FIGURE * k, sum(row.counts)
    x = label_width
    for place, count in enumerate(row.counts):
        if not count or not total:
            continue
        length = room * count / total
        colour = _tint(place, len(row.counts))
        pencil.bar(x, y + 2 * k, length - 1, height - 4 * k, colour)
        if measure(str(count), pencil.fonts, "semibold", 8.5 * k) < length - 2:
            ink = WHITE if is_dark(colour) else INK
            pencil.text(x + (length - 1) / 2, y + height / 2 + 3 * k, str(count), 8.5, "semibold", ink, "middle")
        x += length
    for place, figure in enumerate(row.figures):
        x = width - (len(row.figures) - 1 - place) * _FIGURE * k
        weight: Weight = "regular" if row.sector else "semibold"
        pencil.text(x, y + height / 2 + 3 * k, figure, 8.5, weight, anchor="end")


# --- means with spread --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _SpreadLook:
    """Where the columns of a chart of means begin, in points from the left."""

    label: float
    bars: float
    mean: float
    sectors: float
    column: float
    step: float


def spread_charts(
    chart: SpreadChart, fonts: FontSet, width: float, height: float, k: float = 1.0, first: float | None = None
) -> list[Drawing]:
    """A bar a mean with a line over it for the middle half; band and sectors' means in columns beside it.

    `first` is the room for the first drawing, where it is less than `height`.
    """
    column = 41 * k
    label = width * 0.46
    bars = width - label - 50 * k - column * len(chart.sectors)
    mean_at = label + bars + 8 * k
    look = _SpreadLook(
        label - 10 * k, label, mean_at, width - column * len(chart.sectors), column,
        (bars - 4 * k) / max(chart.maximum - chart.minimum, 1),
    )  # fmt: skip
    measured = [_spread_label(bar, fonts, look.label, k) for bar in chart.bars]
    heights = [max(20 * k, (len(names) * 11 + len(more) * 10 + 4) * k) for names, more in measured]
    head = 30 * k if chart.sectors else 14 * k
    drawings = []
    for start, end in _portions(heights, height - head, None if first is None else first - head - 2 * k):
        pencil = Pencil(fonts, width, head + sum(heights[start:end]) + 2 * k, k)
        _spread_head(pencil, chart, look, head)
        y = head
        for row in range(start, end):
            _spread_row(pencil, chart, chart.bars[row], measured[row], y, heights[row], look)
            y += heights[row]
        pencil.rule(look.bars, head, look.bars, y)
        drawings.append(pencil.drawing)
    return drawings


def _spread_label(bar: SpreadBar, fonts: FontSet, width: float, k: float) -> tuple[list[str], list[str]]:
    names = label_lines(bar.label, fonts, "semibold", 9 * k, width, 3)
    return names, label_lines(bar.statement, fonts, "regular", 8 * k, width, 3) if bar.statement else []


def _spread_head(pencil: Pencil, chart: SpreadChart, look: _SpreadLook, head: float) -> None:
    k = pencil.k
    for value in range(chart.minimum, chart.maximum + 1):
        x = look.bars + (value - chart.minimum) * look.step
        pencil.text(x, head - 4 * k, str(value), 8, colour=MUTED, anchor="middle")
    for place, mark in enumerate(chart.sectors):
        right = look.sectors + (place + 1) * look.column
        pencil.chip(right - 10 * k, 1 * k, mark, 9 * k)
        names = label_lines(mark.name, pencil.fonts, "regular", 7 * k, look.column - 1, 2)
        for line, name in enumerate(names[:2]):
            pencil.text(right, (18.5 + 8 * line) * k, name, 7, anchor="end")


def _spread_row(
    pencil: Pencil,
    chart: SpreadChart,
    bar: SpreadBar,
    label: tuple[list[str], list[str]],
    y: float,
    height: float,
    look: _SpreadLook,
) -> None:
    k, middle = pencil.k, y + height / 2
    names, more = label
    baseline = middle - (len(names) * 11 + len(more) * 10) * k / 2 + 8.6 * k
    for line in names:
        pencil.text(0, baseline, line, 9, "semibold")
        baseline += 11 * k
    for line in more:
        pencil.text(0, baseline - 1 * k, line, 8, colour=MUTED)
        baseline += 10 * k
    pencil.bar(look.bars, middle - 5 * k, (bar.mean - chart.minimum) * look.step, 10 * k, _SOFT)
    low = look.bars + (bar.low - chart.minimum) * look.step
    high = look.bars + (bar.high - chart.minimum) * look.step
    pencil.rule(low, middle, high, middle, INK, 1.4 * k)
    for x in (low, high):
        pencil.rule(x, middle - 3 * k, x, middle + 3 * k, INK, 1.4 * k)
    pencil.text(look.mean, middle + (-1 if bar.band else 3.2) * k, bar.printed, 9, "bold")
    if bar.band:
        pencil.text(look.mean, middle + 9 * k, shortened(clean(bar.band), pencil.fonts, "regular", 8 * k, 44 * k), 8)
    for place, figure in enumerate(bar.figures):
        right = look.sectors + (place + 1) * look.column
        pencil.text(right, middle + 3.2 * k, figure, 8.5, colour=MUTED if figure == "–" else INK, anchor="end")
