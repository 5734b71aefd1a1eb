"""A timeline laid out: labels, bars over months, signs at dates, the date in words at the end. Knows no painter."""

from __future__ import annotations

import math

from lsp_workshop.domain.record.figure_parts import PointKind, TimelineChart, TimelineGroup, TimelinePoint, TimelineRow
from lsp_workshop.drawing.marks import mark_shapes
from lsp_workshop.drawing.shapes import (
    ACCENT,
    MUTED,
    OTHER,
    RULE,
    TEXT,
    TRACK,
    Area,
    Box,
    Colour,
    Disc,
    Drawing,
    Rule,
    Shape,
    Text,
)
from lsp_workshop.drawing.strips import Pen, Strip, flowed, together
from lsp_workshop.drawing.style import Style
from lsp_workshop.drawing.words import Measure, Weight, wrap

_LABELS = 0.44
"""How much of the width the labels may take beside the bars."""
_LEAST_AXIS = 14
"""Sizes of type that the months need; with less the labels stand above their bars."""
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Every so many months one is named."""
_LINES = 8


def timeline_pages(
    chart: TimelineChart,
    width: float,
    style: Style,
    measure: Measure,
    *,
    height: float = math.inf,
    first: float | None = None,
) -> list[Drawing]:
    """As `drawing.pages`."""
    return flowed(_Timeline(chart, width, style, measure).strips(), width, height, first)


class _Timeline:
    def __init__(self, chart: TimelineChart, width: float, style: Style, measure: Measure) -> None:
        self._chart, self._width, self._style, self._measure = chart, width, style, measure
        self._big, self._small = Pen(style.size, style.leading), Pen(style.small, style.leading)
        rows = [row for group in chart.groups for row in group.rows]
        self._gap = style.size * 0.9
        self._tail = max((self._wide(row.printed, style.small) for row in rows), default=0.0) + self._gap
        longest = max((self._wide(row.label[:200], style.size, "semibold") for row in rows), default=0.0)
        label = min(longest + self._gap, width * _LABELS)
        self._above = width - label - self._tail < style.size * _LEAST_AXIS
        self._left = 0.0 if self._above else label
        self._axis = max(width - self._left - self._tail, style.size)
        self._reach = max(style.bar * 0.62, style.small * 0.36)
        self._named = self._names()
        self._head = self._axis_strip()

    def strips(self) -> list[Strip]:
        found: list[Strip] = []
        for group in self._chart.groups:
            rows = [self._row(row) for row in group.rows]
            title = [self._title(group)] if group.title else []
            found += [together(*title, *rows[:1])] if title or rows else []
            found += rows[1:]
        if self._chart.note:
            found.append(Strip(self._style.pad, lambda _y: []))
            lines = wrap(self._chart.note, "regular", self._style.small, self._width, self._measure, 12)
            found.append(self._small.strip(lines, self._width, self._style.pad))
        return found

    # --- measuring ----------------------------------------------------------------------------------------

    def _wide(self, text: str, size: float, weight: Weight = "regular") -> float:
        return self._measure(text, weight, size)

    def _x(self, share: float) -> float:
        # A sign at either end is whole.
        return self._left + self._reach + (self._axis - 2 * self._reach) * min(max(share, 0.0), 1.0)

    def _names(self) -> list[int]:
        """Places of the months that are named: as many as have room side by side."""
        months = self._chart.months
        size = self._style.small
        widest = max((self._wide(month.label, size) for month in months), default=0.0) + size * 0.7
        apart = self._axis / max(len(months), 1)
        step = next((each for each in _STEPS if each * apart >= widest), _STEPS[-1])
        # With a step of more than one the first of January is named, so that years begin where they are said to.
        start = next((place for place, month in enumerate(months) if place and month.year), 0) % step
        return list(range(start, len(months), step))

    # --- parts --------------------------------------------------------------------------------------------

    def _axis_strip(self) -> Strip:
        """Years over months."""
        size, lead = self._small.size, self._small.lead
        months = self._chart.months

        def draw(y: float) -> list[Shape]:
            shapes: list[Shape] = []
            free = 0.0
            for month in months:
                x = self._x(month.at)
                if month.year and x >= free and x + self._wide(month.year, size) <= self._width:
                    shapes.append(self._small.line(month.year, y, "semibold", TEXT, x, self._width))
                    free = x + self._wide(month.year, size) + size * 0.5
            for place in self._named:
                x = self._x(months[place].at)
                if x + self._wide(months[place].label, size) <= self._width:
                    shapes.append(self._small.line(months[place].label, y + lead, "regular", MUTED, x, self._width))
            return shapes

        return Strip(2 * lead + self._style.pad * 0.6, draw)

    def _months(self, top: float, height: float) -> list[Shape]:
        """A fine line where each named month begins."""
        rules: list[Shape] = []
        for place in self._named:
            # A pixel's line must lie on pixels, or it is two grey ones.
            x = self._x(self._chart.months[place].at)
            x = round(x) + 0.5 if self._style.tracks else x
            rules.append(Rule(x, top, x, top + height, RULE, self._style.line))
        return rules

    def _title(self, group: TimelineGroup) -> Strip:
        style = self._style
        size, lead = style.size, self._big.lead
        side = style.sign(size) if group.mark is not None else 0.0
        left = side + size * 0.5 if side else 0.0
        lines = wrap(group.title, "bold", size, self._width - left, self._measure, min(_LINES, style.most_lines))
        above = style.pad * 1.6

        def draw(y: float) -> list[Shape]:
            shapes: list[Shape] = []
            if group.mark is not None:
                shapes += mark_shapes(size * 0.1, y + above + (lead - side) / 2, side, group.mark)
            for place, line in enumerate(lines):
                top = y + above + place * lead
                shapes.append(self._big.line(line, top, "bold", TEXT, left, self._width))
            return shapes

        return Strip(above + len(lines) * lead + style.pad * 0.4, draw, self._head)

    def _row(self, row: TimelineRow) -> Strip:
        style = self._style
        label_width = self._width if self._above else self._left - self._gap
        most = min(_LINES, style.most_lines)
        label = wrap(row.label, "regular", style.size, label_width, self._measure, most)
        small = (
            []
            if style.brief or not row.note
            else wrap(row.note, "regular", style.small, label_width, self._measure, _LINES)
        )
        words = len(label) * self._big.lead + len(small) * self._small.lead
        band = max(self._big.lead, style.bar * 2)
        if self._above:
            height = words + band + style.pad * 1.4
        else:
            height = max(style.row, words + style.pad * (1.0 if style.tracks else 0.45))
        height += style.gap

        def draw(y: float) -> list[Shape]:
            top = y + (style.pad * 0.4 if self._above else (height - words) / 2)
            middle = top + words + band / 2 if self._above else y + height / 2
            begins = top + words if self._above else y
            shapes = self._months(begins, y + height - begins)
            for line in label:
                shapes.append(self._big.line(line, top, "regular", TEXT, 0, label_width))
                top += self._big.lead
            for line in small:
                shapes.append(self._small.line(line, top, "regular", MUTED, 0, label_width))
                top += self._small.lead
            return [*shapes, *self._bar(row, middle)]

        return Strip(height, draw, self._head)

    def _bar(self, row: TimelineRow, middle: float) -> list[Shape]:
        style = self._style
        shapes: list[Shape] = []
        thick = style.thin * 0.8
        if row.span is not None and row.span[1] > row.span[0]:
            x, end = self._x(row.span[0]), self._x(row.span[1])
            radius = thick / 2 if style.tracks else 0.0
            shapes.append(Box(x, middle - thick / 2, end - x, thick, OTHER, min(radius, (end - x) / 2)))
        for point in sorted(row.points, key=lambda each: each.kind is PointKind.DUE):
            shapes += self._sign(point, middle)
        size = style.small
        y = middle + size * 0.36
        shapes.append(Text(self._width, y, row.printed, size, "semibold" if row.points else "regular",
                           TEXT if row.points else MUTED, "end"))  # fmt: skip
        return shapes

    def _sign(self, point: TimelinePoint, middle: float) -> list[Shape]:
        """What is done is hollow: its colour alone would not say so."""
        reach = self._reach
        x = self._x(point.at)
        outer = _form(point.kind, x, middle, reach, ACCENT if point.kind is PointKind.DUE else TEXT)
        return [outer, _form(point.kind, x, middle, reach * 0.5, TRACK)] if point.done else [outer]


def _form(kind: PointKind, x: float, y: float, reach: float, colour: Colour) -> Shape:
    """A form for each kind: a disc where it is due, a diamond for a milestone, a square for a step."""
    match kind:
        case PointKind.DUE:
            return Disc(x, y, reach, colour)
        case PointKind.STEP:
            return Box(x - reach * 0.8, y - reach * 0.8, reach * 1.6, reach * 1.6, colour, kind="sign")
        case PointKind.OTHER:
            return Area(((x - reach, y + reach * 0.8), (x + reach, y + reach * 0.8), (x, y - reach)), colour)
        case PointKind.MILESTONE:
            return Area(((x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)), colour)
