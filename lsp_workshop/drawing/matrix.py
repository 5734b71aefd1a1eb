"""Who does what, laid out: organisations down, actions across under numbers, a key below. Knows no painter.

Where the numbers do not all fit side by side, the rest stand in a second grid under the first, with all its rows.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from lsp_workshop.domain.record.figure_parts import MatrixChart, MatrixColumn, MatrixRow
from lsp_workshop.drawing.marks import mark_shapes
from lsp_workshop.drawing.shapes import MUTED, RULE, TEXT, TRACK, Box, Drawing, Rule, Shape, Text
from lsp_workshop.drawing.strips import Pen, Strip, flowed, together
from lsp_workshop.drawing.style import Style
from lsp_workshop.drawing.words import Measure, Weight, wrap

_LABELS, _MOST = 0.36, 0.5
"""How much of the width the rows' names may take, and with few numbers."""
_KEY_COLUMN = 24
"""Sizes of type that a column of the key needs."""
_KEY_WHOLE = 8
"""Lines of a key that is on one page."""
_LINES = 3


def matrix_pages(
    chart: MatrixChart,
    width: float,
    style: Style,
    measure: Measure,
    *,
    height: float = math.inf,
    first: float | None = None,
) -> list[Drawing]:
    """As `drawing.pages`."""
    return flowed(_Matrix(chart, width, style, measure).strips(), width, height, first)


class _Matrix:
    def __init__(self, chart: MatrixChart, width: float, style: Style, measure: Measure) -> None:
        self._chart, self._width, self._style, self._measure = chart, width, style, measure
        self._big, self._small = Pen(style.size, style.leading), Pen(style.small, style.leading)
        size = style.size
        self._side = size * 1.05 if any(row.mark for row in chart.rows) else 0.0
        self._indent = self._side + size * 0.5 if self._side else 0.0
        longest = max((self._wide(row.label[:200], size) for row in chart.rows), default=0.0)
        letters = {cell for row in chart.rows for cell in row.cells} | {column.code for column in chart.columns}
        self._cell = max((self._wide(each, style.small, "bold") for each in letters), default=0.0) + style.small * 0.6
        totals = [chart.total, *(row.total for row in chart.rows)]
        self._total = max((self._wide(each, style.small, "semibold") for each in totals), default=0.0) + size * 0.6
        # Where all the numbers fit side by side anyhow, names may take what they leave.
        free = width - self._total - self._cell * len(chart.columns)
        self._label = min(longest + self._indent + size * 0.9, max(width * _LABELS, min(free, width * _MOST)))
        self._cell = min(self._cell, max(width - self._label - self._total, size))

    def strips(self) -> list[Strip]:
        found: list[Strip] = []
        blocks = self._blocks()
        for number, (start, end) in enumerate(blocks):
            last = number == len(blocks) - 1
            head = self._head(start, end, last)
            found += [self._row(row, start, end, last, head) for row in self._chart.rows]
            found.append(Strip(self._style.pad * 1.5, lambda _y: []))
        found += self._key()
        if self._chart.note:
            style = self._style
            if self._chart.columns:
                found.append(Strip(style.pad, lambda _y: []))
            lines = wrap(self._chart.note, "regular", style.small, self._width, self._measure, 12)
            found.append(self._small.strip(lines, self._width, self._style.pad))
        return found

    # --- measuring ----------------------------------------------------------------------------------------

    def _wide(self, text: str, size: float, weight: Weight = "regular") -> float:
        return self._measure(text, weight, size)

    def _blocks(self) -> list[tuple[int, int]]:
        """Which columns stand side by side: about as many in each grid."""
        columns = len(self._chart.columns)
        fitting = max(int((self._width - self._label - self._total) / self._cell), 1)
        count = max(math.ceil(columns / fitting), 1)
        each = math.ceil(columns / count)
        return [(start, min(start + each, columns)) for start in range(0, columns, each or 1)] or [(0, 0)]

    def _across(self, start: int, end: int) -> float:
        """How wide the columns of a grid are: they spread where there is room, up to twice what they need."""
        room = (self._width - self._label - self._total) / max(end - start, 1)
        return min(max(room, self._cell), self._cell * 2)

    # --- parts --------------------------------------------------------------------------------------------

    def _head(self, start: int, end: int, last: bool) -> Strip:
        style, size = self._style, self._style.small
        lead, wide = self._small.lead, self._across(start, end)

        def draw(y: float) -> list[Shape]:
            base = y + lead / 2 + size * 0.36
            shapes: list[Shape] = [
                Text(self._label + (place + 0.5) * wide, base, column.code, size, "semibold", MUTED, "middle")
                for place, column in enumerate(self._chart.columns[start:end])
            ]
            if last and self._chart.total:
                x = self._label + (end - start) * wide + self._total
                shapes.append(Text(x, base, self._chart.total, size, "semibold", MUTED, "end"))
            return shapes

        return Strip(lead + style.pad * 0.4, draw)

    def _row(self, row: MatrixRow, start: int, end: int, last: bool, head: Strip) -> Strip:
        style = self._style
        wide = self._across(start, end)
        room = self._label - self._indent - style.size * 0.9
        lines = wrap(row.label, "regular", style.size, room, self._measure, min(_LINES, style.most_lines))
        words = len(lines) * self._big.lead
        least = style.row * 0.8
        height = max(least, words + style.pad * (0.7 if style.tracks else 0.3)) + style.gap
        right = self._label + (end - start) * wide + (self._total if last else 0.0)

        def draw(y: float) -> list[Shape]:
            line = round(y) + 0.5 if style.tracks else y
            shapes: list[Shape] = [Rule(0, line, right, line, RULE, style.line)]
            if row.mark is not None:
                # Rows lie close: in a room the form alone, for nobody reads so small a letter from afar.
                mark = dataclasses.replace(row.mark, letter="") if style.brief else row.mark
                shapes += mark_shapes(style.size * 0.1, y + (height - self._side) / 2, self._side, mark)
            top = y + (height - words) / 2
            for text in lines:
                shapes.append(self._big.line(text, top, "regular", TEXT, self._indent, self._label - style.size * 0.9))
                top += self._big.lead
            for place, letters in enumerate(row.cells[start:end]):
                if letters:
                    shapes += self._letters(letters, self._label + place * wide, y, wide, height)
            if last:
                base = y + height / 2 + style.small * 0.36
                shapes.append(Text(right, base, row.total, style.small, "semibold", TEXT, "end"))
            return shapes

        return Strip(height, draw, head)

    def _letters(self, letters: str, x: float, y: float, wide: float, height: float) -> list[Shape]:
        """The letters on a ground of their own, so that a filled cell is seen from afar."""
        size = self._style.small
        weight: Weight = "bold" if self._chart.strong in letters else "regular"
        gap = min(size * 0.15, wide * 0.08)
        ground = Box(x + gap, y + gap * 1.5, wide - 2 * gap, height - 3 * gap, TRACK, kind="track")
        return [ground, Text(x + wide / 2, y + height / 2 + size * 0.36, letters, size, weight, TEXT, "middle")]

    def _key(self) -> list[Strip]:
        """The numbers with their titles, in as many columns as there is room for, read down each."""
        style, columns = self._style, self._chart.columns
        if not columns:
            return []
        count = max(1, min(3, int(self._width / (style.small * _KEY_COLUMN))))
        down = math.ceil(len(columns) / count)
        rows = [
            self._key_row([columns[place] for place in range(row, len(columns), down)], count) for row in range(down)
        ]
        return [together(*rows)] if down <= _KEY_WHOLE else rows

    def _key_row(self, entries: Sequence[MatrixColumn], count: int) -> Strip:
        size = self._style.small
        wide = self._width / count
        lead = self._small.lead
        indent = max(self._wide(column.code, size, "semibold") for column in self._chart.columns) + size * 0.6
        texts = [wrap(each.title, "regular", size, wide - indent - size, self._measure, 4) for each in entries]
        height = max(len(lines) for lines in texts) * lead + size * 0.2

        def draw(y: float) -> list[Shape]:
            shapes: list[Shape] = []
            for number, (entry, lines) in enumerate(zip(entries, texts, strict=True)):
                x = number * wide
                shapes.append(self._small.line(entry.code, y, "semibold", TEXT, x, x + indent))
                for place, line in enumerate(lines):
                    top = y + place * lead
                    shapes.append(self._small.line(line, top, "regular", TEXT, x + indent, x + wide - size))
            return shapes

        return Strip(height, draw)
