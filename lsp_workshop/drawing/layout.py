"""A grid laid out: labels, bars and figures at their places, in as many drawings as a page's height makes needed.

Labels stand beside their bars where they are short enough for that, and above them where they are not. Nothing is
cut but a label of more lines than the style allows. Knows no painter.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lsp_workshop.domain.record.figure_parts import Figure
from lsp_workshop.drawing.grids import Cell, Column, Grid, Row, grid_of
from lsp_workshop.drawing.heads import REACH, Head
from lsp_workshop.drawing.shapes import (
    ACCENT,
    EDGE,
    MUTED,
    OTHER,
    RULE,
    TEXT,
    TRACK,
    Box,
    Drawing,
    Rule,
    Shape,
    Text,
)
from lsp_workshop.drawing.style import Place, Style
from lsp_workshop.drawing.words import Measure, Weight, reads_from_right, wrap

_BESIDE_LINES = 3
"""Lines that a label may have beside its bar; with more it stands above."""
_TOGETHER = 3
"""Rows that stay together on either side of a page break."""
_BARS, _BARS_ON_SCREEN = 0.36, 0.24
"""How much of the width the bars should have beside columns of figures: with less, titles go into a key."""
_ALONE, _FIGURES, _AMONG = 0.5, 0.42, 0.33
"""How much of the width the labels may take: beside one column of bars, with figures too, and beside several."""

_SPARED = 0.12
"""What labels take on paper besides where that spares two of them a second line."""


def pages(
    chart: Figure,
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
    return _Layout(grid_of(chart, brief=style.brief), width, style, measure).drawings(height, first)


@dataclass(frozen=True, slots=True)
class _Label:
    """A row's words in lines; `more` and `detail` are the small ones under the label."""

    lines: tuple[str, ...]
    small: tuple[str, ...]
    weight: Weight
    backwards: bool
    height: float


class _Layout:
    def __init__(self, grid: Grid, width: float, style: Style, measure: Measure) -> None:
        self.grid, self.width, self.style, self._measure = grid, width, style, measure
        self._gap = style.size * 0.9
        self._tails = [self._tail(column) for column in grid.columns]
        self.label_width = self._label_width()
        self.labels = [self._label(row, number, self.label_width) for number, row in enumerate(grid.rows)]
        least = self._least()
        crowded = width - self.label_width < least
        if crowded or any(len(label.lines) > _BESIDE_LINES + (len(grid.rows) == 1) for label in self.labels):
            self.label_width = 0.0
            self.labels = [self._label(row, number, width) for number, row in enumerate(grid.rows)]
        self.above = self.label_width == 0.0
        self.places = self._places(self.label_width, width - self.label_width)
        self.heights = [self._row_height(label) for label in self.labels]
        self.head = Head(grid.columns, self.places, self._gap, width, style, measure)
        self.note = wrap(grid.note, "regular", style.small, width, measure, 12) if grid.note else []

    # --- measuring ----------------------------------------------------------------------------------------

    def _wide(self, text: str, size: float, weight: Weight = "regular") -> float:
        return self._measure(text, weight, size)

    def _figure(self, column: Column) -> tuple[float, Weight]:
        """Size and weight of a column's figures."""
        if column.kind == "main":
            return self.style.figure, "bold" if not self.style.tracks else "semibold"
        strong = column.kind == "figure" and any(cell.strong for cell in column.cells)
        return self.style.small, "semibold" if strong else "regular"

    def _tail(self, column: Column) -> float:
        """The room that the widest figure at a bar takes, with what stands behind it."""
        feet = (row.foot for row in self.grid.rows)
        wide = (self._said(column, cell) for cell, foot in zip(column.cells, feet, strict=True) if not foot)
        return max(wide, default=0.0) + self.style.pad

    def _said(self, column: Column, cell: Cell) -> float:
        """How wide the figure at a bar is, with what stands behind it."""
        size, weight = self._figure(column)
        wide = self._wide(cell.text, size, weight)
        if cell.detail and not self.style.tracks:
            wide += self.style.pad + self._wide(cell.detail, self.style.small)
        return wide

    def _seen(self, column: Column) -> float:
        """How wide a column of bars must be on paper for the bars to be told from each other."""
        if self.style.tracks:
            return 0.0
        seen = self.style.size * 4
        shares = ((column.share(cell.value or 0.0), self._said(column, cell)) for cell in column.cells)
        return max((seen * share + said for share, said in shares), default=0.0) + self.style.pad

    def _room(self, column: Column, wide: float, tail: float) -> float:
        """How long a bar may be. On paper a figure stands at its bar's end, so that a short bar may have a long one.

        Several columns of a kind are as long as each other, whatever stands in them.
        """
        alone = column.kind == "main" and sum(each.kind == "main" for each in self.grid.columns) == 1
        fits = [wide - tail]
        if alone and not self.style.tracks and not any(cell.span for cell in column.cells):
            shares = [(column.share(cell.value or 0.0), self._said(column, cell)) for cell in column.cells]
            fits = [(wide - self.style.pad - said) / share for share, said in shares if share > 0] or fits
        return max(min(*fits, wide), self.style.pad)

    def _label_width(self) -> float:
        """What the labels get beside the bars: as much as they need, up to a share."""
        bars = sum(column.kind != "figure" for column in self.grid.columns)
        share = _ALONE if bars < 2 and len(self.grid.columns) < 4 else _FIGURES if bars < 2 else _AMONG
        wide = []
        for number, row in enumerate(self.grid.rows):
            weight: Weight = "semibold" if row.strong else "regular"
            wide.append(self._wide(" ".join(row.label.split())[:200], self.style.size, weight))
            wide += [self._wide(small[:200], self.style.small) for small in self._small(row, number)]
        room = self.width * share
        more = self.width * (share + _SPARED)
        if not self.style.tracks and self.width - more >= self._least():
            spared = sum(room < each + self._gap <= more for each in wide)
            room = more if spared > 1 else room
        return min(max(wide, default=0.0) + self._gap, room)

    def _small(self, row: Row, number: int) -> list[str]:
        detail = self.grid.columns[0].cells[number].detail if self.style.tracks and self.grid.columns else ""
        return [text for text in (row.more, detail[:1].upper() + detail[1:]) if text]

    def _label(self, row: Row, number: int, width: float) -> _Label:
        style, weight = self.style, "semibold" if row.strong else "regular"
        room = max(width - (self._gap if width < self.width else 0.0), style.size * 2)
        typed: Weight = "semibold" if weight == "semibold" else "regular"
        lines = wrap(row.label, typed, style.size, room, self._measure, style.most_lines)
        small: list[str] = []
        for text in self._small(row, number):
            small += wrap(text, "regular", style.small, room, self._measure, style.most_lines)
        height = len(lines) * self.style.lead(style.size) + len(small) * self.style.lead(style.small)
        return _Label(tuple(lines), tuple(small), typed, reads_from_right(row.label), height)

    def _least(self) -> float:
        """The least width that the columns need."""
        least = {"main": self.style.size * 5, "small": self.style.size * 1.3, "figure": self.style.pad}
        whole = self._gap * max(len(self.grid.columns) - 1, 0)
        for column, tail in zip(self.grid.columns, self._tails, strict=True):
            # A line over a bar needs some length to be told from it.
            longer = self.style.size * 3 if column.ticks else 0.0
            size, weight = self._figure(column)
            feet = [self._wide(cell.text, size, weight) for cell, _ in self._feet(column)]
            whole += max(tail + least[column.kind] + longer, *feet, 0.0)
        return whole

    def _feet(self, column: Column) -> list[tuple[Cell, Row]]:
        return [pair for pair in zip(column.cells, self.grid.rows, strict=True) if pair[1].foot]

    def _places(self, left: float, width: float) -> list[Place]:
        columns = self.grid.columns
        kinds = [column.kind for column in columns]
        figures = [number for number, kind in enumerate(kinds) if kind == "figure"]
        widest = (max(self._tails[number], self._title_room(columns[number])) for number in figures)
        fixed = dict.fromkeys(figures, max(widest, default=0.0))
        behind = REACH if kinds and kinds[-1] != "main" and columns[-1].title else 0.0
        gaps = self._gap * (max(len(columns) - 1, 0) + behind)
        flexible = width - sum(fixed.values()) - gaps
        if figures and flexible < self.width * (_BARS_ON_SCREEN if self.style.tracks else _BARS):
            # Bars need the room more than titles, which go into a key.
            fixed = {number: self._tails[number] for number in figures}
            flexible = width - sum(fixed.values()) - gaps
        mains, smalls = kinds.count("main"), kinds.count("small")
        # The chart's own bars stay the longest, however many sectors stand beside them.
        main = flexible / mains if mains and not smalls else flexible * (0.6, 0.46, 0.42, 0.37)[min(smalls, 4) - 1]
        if mains == 1 and smalls:
            main = max(main, min(self._seen(columns[kinds.index("main")]), flexible / 2))
        small = (flexible - (main if mains else 0.0)) / smalls if smalls else 0.0
        places, x = [], left
        for number, column in enumerate(columns):
            wide = max(fixed.get(number, main if column.kind == "main" else small), self.style.size)
            room = 0.0 if column.kind == "figure" else self._room(column, wide, self._tails[number])
            places.append(Place(x, wide, room))
            x += wide + self._gap
        return places

    def _title_room(self, column: Column) -> float:
        """What a title may ask for over a column of figures."""
        return min(self._wide(column.title, self.style.small), self.style.small * 5) - self._gap * REACH

    def _row_height(self, label: _Label) -> float:
        style = self.style
        if self.above:
            air = style.pad if style.tracks else style.pad * 1.8
            return label.height + max(self.style.lead(style.figure), style.bar) + air + style.gap
        return max(style.row, label.height + style.pad * (1.4 if style.tracks else 0.45)) + style.gap

    # --- pages --------------------------------------------------------------------------------------------

    def drawings(self, height: float, first: float | None) -> list[Drawing]:
        note = len(self.note) * self.style.lead(self.style.small) + self.style.small * 0.8 if self.note else 0.0
        under = self.style.pad
        room = height - self.head.height - under - (note if note < height / 3 else 0.0)
        begins = None if first is None else first - self.head.height - under
        portions = portioned(self.heights, room, begins) or [(0, 0)]
        made = []
        for start, end in portions:
            last = end == len(self.heights)
            rows = self.head.height + sum(self.heights[start:end]) + under
            shapes = self._draw(start, end)
            if last:
                shapes += self._draw_note(rows)
            made.append(Drawing(self.width, rows + (note if last else 0.0), tuple(shapes)))
        return made

    def _draw(self, start: int, end: int) -> list[Shape]:
        shapes = self.head.draw()
        y = self.head.height
        for number in range(start, end):
            shapes += self._draw_row(number, y)
            y += self.heights[number]
            if self.style.tracks and number + 1 < end:
                # A pixel's line must lie on pixels, or it is two grey ones.
                line = round(y - self.style.gap / 2) + 0.5
                shapes.append(Rule(0, line, self.width, line, RULE, self.style.line))
        if not self.above:
            for column, place in zip(self.grid.columns, self.places, strict=True):
                shapes += self._zero(column, place, self.head.height, y)
        return shapes

    def _draw_note(self, top: float) -> list[Shape]:
        size = self.style.small
        top += size * 0.5
        backwards = reads_from_right(self.grid.note)
        return [
            self.style.worded(
                line, top + number * self.style.lead(size), size, "regular", MUTED, 0, self.width, backwards
            )
            for number, line in enumerate(self.note)
        ]

    # --- rows ---------------------------------------------------------------------------------------------

    def _draw_row(self, number: int, y: float) -> list[Shape]:
        style, label = self.style, self.labels[number]
        height = self.heights[number]
        right = self.width if self.above else self.label_width - self._gap
        top = y + style.gap / 2 + (style.pad * 0.3 if self.above else (height - style.gap - label.height) / 2)
        shapes: list[Shape] = []
        for line in label.lines:
            shapes.append(self.style.worded(line, top, style.size, label.weight, TEXT, 0, right, label.backwards))
            top += self.style.lead(style.size)
        for line in label.small:
            shapes.append(self.style.worded(line, top, style.small, "regular", MUTED, 0, right, label.backwards))
            top += self.style.lead(style.small)
        band = max(self.style.lead(style.figure), style.bar)
        middle = top + band / 2 if self.above else y + height / 2
        for column, place in zip(self.grid.columns, self.places, strict=True):
            shapes += self._cell(column, place, column.cells[number], middle, foot=self.grid.rows[number].foot)
            if self.above and not self.grid.rows[number].foot:
                shapes += self._zero(column, place, middle - band / 2, middle + band / 2)
        return shapes

    def _zero(self, column: Column, place: Place, top: float, bottom: float) -> list[Shape]:
        """The line where bars begin; a track shows that by itself."""
        if column.kind == "figure" or (column.kind == "main" and self.style.tracks):
            return []
        colour = TEXT if column.kind == "main" else EDGE
        return [Rule(place.x, top, place.x, bottom, colour, self.style.line)]

    def _cell(self, column: Column, place: Place, cell: Cell, middle: float, *, foot: bool) -> list[Shape]:
        style = self.style
        size, weight = self._figure(column)
        main = column.kind == "main"
        shapes: list[Shape] = []
        thick = style.bar if main else style.thin
        length = place.room * column.share(cell.value) if cell.value is not None else 0.0
        if column.kind != "figure" and not foot:
            radius = thick / 2 if style.tracks else 0.0
            if main and style.tracks:
                shapes.append(Box(place.x, middle - thick / 2, place.room, thick, TRACK, radius, "track"))
            if length > 0:
                colour = ACCENT if cell.strong else OTHER
                shapes.append(Box(place.x, middle - thick / 2, length, thick, colour, min(radius, length / 2)))
            if cell.span is not None:
                shapes += self._span(column, place, cell.span, middle, thick)
        quiet = cell.text in ("–", "0") and not main
        at_edge = main and style.tracks
        ends = place.room if cell.span is not None else length
        before = 0.0 if column.kind == "figure" else style.pad * 0.7
        x = place.x + place.width if at_edge else place.x + ends + before
        y = middle + size * 0.36
        anchored = Text(x, y, cell.text, size, weight, MUTED if quiet else TEXT, "end" if at_edge else "start")
        if cell.text:
            shapes.append(anchored)
        if cell.detail and not style.tracks:
            x += self._wide(cell.text, size, weight) + style.pad
            shapes.append(Text(x, y, cell.detail, style.small, "regular", MUTED))
        return shapes

    def _span(
        self, column: Column, place: Place, span: tuple[float, float], middle: float, thick: float
    ) -> list[Shape]:
        """A line from one value to the other with an end at each, over the bar."""
        low, high = (place.x + place.room * column.share(value) for value in span)
        wide, half = self.style.line * 1.7, thick * 0.5 + self.style.line * 1.5
        ends = [Rule(x, middle - half, x, middle + half, TEXT, wide) for x in (low, high)]
        return [Rule(low, middle, high, middle, TEXT, wide), *ends]


def portioned(heights: Sequence[float], room: float, first: float | None = None) -> list[tuple[int, int]]:
    """Which rows go into which drawing, so that none is taller than `room` (but for a single row that is).

    With less room for the `first` one, a few stay together on either side, even where they need more than that.
    """
    portions, start, used = [], 0, 0.0
    if first is not None and len(heights) >= 2 * _TOGETHER:
        fitting = sum(1 for place in range(len(heights)) if sum(heights[: place + 1]) <= first)
        start = max(min(fitting, len(heights) - _TOGETHER), _TOGETHER)
        portions.append((0, start))
    for place in range(start, len(heights)):
        if used + heights[place] > room and place > start:
            portions.append((start, place))
            start, used = place, 0.0
        used += heights[place]
    return [*portions, (start, len(heights))] if heights else []
