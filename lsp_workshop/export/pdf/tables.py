"""Tables that hold whatever is typed: rows split across pages, the header comes again, nothing is ever too tall.

Own code rather than ReportLab's tables, which raise or lose text when a cell is taller than a page.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import NamedTuple

from reportlab.platypus.flowables import Flowable

from lsp_workshop.domain.record.figure_parts import SectorMark
from lsp_workshop.export.charts import chip
from lsp_workshop.export.look import ACCENT, RULE
from lsp_workshop.export.pdf.drawings import draw_on
from lsp_workshop.export.pdf.room import RoomFor
from lsp_workshop.export.pdf.rows import TableCell, TableRow, carried, header_row, is_said, read_rows
from lsp_workshop.export.pdf.structure import Element
from lsp_workshop.export.pdf.text import Text, Typesetter, paint_text


@dataclass(frozen=True)
class TableLook:
    """Measures of a table, in points."""

    widths: tuple[float, ...]
    gutter: float = 10.0
    above: float = 4.0
    below: float = 5.0
    ruled: bool = True
    after: float = 10.0
    chip_room: float = 15.0
    scale: float = 1.0
    least_split: float = 60.0
    """A row is split where this much of it fits on the page; a shorter one moves on whole."""
    tall: float = 300.0
    """A row taller than this is split, because too much of a page would be left empty."""
    least_row: float = 0.0
    inset: float = 0.0
    """Before the text of a cell."""
    boxed: bool = False
    """Lines all round every cell, as in forms that are written in."""
    ends: float = 0.0
    """The least that goes on to the last page, where nothing follows the table on that."""
    whole: float = 0.0
    """A table of no more than this is never torn."""
    foot: float = 0.0
    """What ends the part below the table, and must not begin a page by itself: a note of a line or two."""


class Measured(NamedTuple):
    """How high a row is, and how much of its first cell hangs down beside the inner rows below it."""

    height: float
    hanging: float


class RecordTable(Flowable):
    """Rows under a header, top-aligned, without spans and verticals.

    Without rules it is read as a list of its cells; without a header its first column heads the rows.
    """

    def __init__(
        self,
        header: TableRow | None,
        rows: Sequence[TableRow],
        look: TableLook,
        typesetter: Typesetter,
        heights: Sequence[Measured | None] = (),
        element: Element | None = None,
    ) -> None:
        super().__init__()
        self.header, self.look, self.typesetter = header, look, typesetter
        # A table that goes on from another page has its place there, and its header was read.
        self.goes_on = element is not None
        self.element = element or Element("Table" if look.ruled else "L")
        self.rows = (
            tuple(rows) if element else read_rows(rows, self.element, len(look.widths), headed=header is not None)
        )
        # Known for most rows of a table that goes on: measuring them all again on every page would make the time
        # grow with the square of the pages.
        self._known: Sequence[Measured | None] = heights or [None] * len(self.rows)
        self._heights: list[float] = []
        self._hanging: list[float] = []
        self._header_height = 0.0

    def getSpaceAfter(self) -> float:
        return self.look.after

    def _cell_width(self, column: int) -> float:
        last = column == len(self.look.widths) - 1
        return self.look.widths[column] - self.look.inset - (0 if last else self.look.gutter)

    def _text_width(self, row: TableRow, column: int) -> float:
        if row.band:
            return sum(self.look.widths) - self.look.inset - (self.look.chip_room if row.cells[column].chip else 0)
        return self._cell_width(column) - (self.look.chip_room if row.cells[column].chip else 0)

    def _cell_heights(self, row: TableRow) -> list[float]:
        return [
            sum(text.wrap(self._text_width(row, column), 0)[1] for text in cell.texts)
            for column, cell in enumerate(row.cells)
        ]

    def _row_height(self, row: TableRow, *, header: bool = False) -> float:
        least = 0.0 if row.band or header else self.look.least_row
        return max(max(self._cell_heights(row), default=0.0) + self._air(row), least)

    def _air(self, row: TableRow) -> float:
        return (2.5 * self.look.above if row.band else 0.0) + self.look.above + self.look.below

    def _measure(self) -> None:
        """Heights of the rows. A first cell takes room beside the inner rows below it before it makes its own row
        higher: a theme of three words costs no line where two answers stand under it.
        """
        hanging = 0.0
        for place, (row, known) in enumerate(zip(self.rows, self._known, strict=True)):
            if known is None:
                known, hanging = self._measured(place, row, hanging), 0.0
            self._heights.append(known.height)
            self._hanging.append(known.hanging)
            hanging = known.hanging

    def _measured(self, place: int, row: TableRow, before: float) -> Measured:
        """`before` is what hangs down from the row before."""
        first, *others = self._cell_heights(row)
        air = self._air(row)
        if self.look.boxed or row.band or max(first + air, before) > self.look.least_split:
            return Measured(max(self._row_height(row), before), 0.0)
        height = max(max(others, default=0.0) + air, self.look.least_row)
        hanging = max(first + air - height, before - height, 0.0)
        following = self.rows[place + 1] if place + 1 < len(self.rows) else None
        if following is not None and following.inner and not is_said(following.cells[0]):
            return Measured(height, hanging)
        return Measured(height + hanging, 0.0)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = sum(self.look.widths)
        if not self._heights:
            self._measure()
            self._header_height = self._row_height(self.header, header=True) if self.header else 0.0
        self.height = self._header_height + sum(self._heights)
        # Where the foot has no room, some of the table goes on with it.
        return self.width, self.height + (self.look.foot if self._leaves_foot(availHeight) else 0.0)

    def _leaves_foot(self, room: float) -> bool:
        """Whether all of the table has room, and what ends the part below it has none."""
        return self.height <= room < self.height + self.look.foot

    def first_height(self) -> float:
        """What must fit under a heading: the header and two rows, one of several lines, or the piece a split leaves."""
        self.wrap(0, 0)
        if self.height <= self.look.whole:
            return self.height
        needed, rows = self._header_height, 0
        for row, height, hanging in zip(self.rows, self._heights, self._hanging, strict=True):
            if height > self.look.tall:
                return needed + self.look.least_split
            needed += height
            rows += not row.band
            if rows == 2 or height > self.look.least_split * 0.75:
                return needed + hanging
        return needed

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        self.wrap(availWidth, availHeight)
        if self._leaves_foot(availHeight):
            availHeight -= self.look.foot
        if availHeight < self.height <= self.look.whole and not self.goes_on:
            return []
        room = availHeight - self._header_height
        fitting, used = 0, 0.0
        while fitting < len(self.rows) and used + self._heights[fitting] <= room + 1e-6:
            used += self._heights[fitting]
            fitting += 1
        if fitting == len(self.rows):
            return [self]
        # A heading goes with its rows, and stays where a piece of the next one does.
        alone = all(row.band for row in self.rows[:fitting])
        if not self._splits(self.rows[fitting], self._heights[fitting], room - used, alone=alone):
            while fitting and self.rows[fitting - 1].band:
                fitting -= 1
                used -= self._heights[fitting]
        along = self._going_along(fitting)
        fitting -= along
        # There would be room for it here.
        turn = [RoomFor(availHeight)] if along else []
        while fitting and used + self._hanging[fitting - 1] > room + 1e-6:
            fitting -= 1
            used -= self._heights[fitting]
        before, after = list(self.rows[:fitting]), list(self.rows[fitting:])
        done, rest = self._known_apart(fitting)
        left = room - used
        if self._splits(after[0], self._heights[fitting], left, alone=alone):
            lacking = self._lacking(fitting, left)
            if lacking:
                left, turn = left - lacking, [RoomFor(availHeight)]
            head, tail = self._split_row(after[0], left)
            before.append(head)
            done.append(None)
            after[0] = tail
        if not before:
            return []
        after[0] = carried(after[0])
        first = self._part(before, done)
        first.goes_on, first.look = self.goes_on, replace(self.look, foot=0.0)
        return [first, *turn, self._part(after, rest)]

    def _known_apart(self, cut: int) -> tuple[list[Measured | None], list[Measured | None]]:
        """What is known of the rows before and after a cut: none of those beside which a first cell hung down."""
        known: list[Measured | None] = [Measured(*each) for each in zip(self._heights, self._hanging, strict=True)]
        if cut and self._hanging[cut - 1]:
            known[cut - 1] = None
        after = cut
        while after < len(known) and (after == cut or self._hanging[after - 1]):
            known[after] = None
            after += 1
        return known[:cut], known[cut:]

    def _splits(self, row: TableRow, height: float, room: float, *, alone: bool) -> bool:
        """A tall row is split where a good piece of it fits, and any row that has a page to itself."""
        if room < max(self.look.least_split * 0.6, self.look.least_row):
            return False
        return height > self.look.tall or (alone and height > room > 3 * self.look.least_split)

    def _going_along(self, fitting: int) -> int:
        """How many of the rows that fit go with those after them to the next page, which would be left nearly empty."""
        if (left := self._lacking(fitting)) > 0:
            moved = 0
            while left > 0 and fitting - moved > 2:
                moved += 1
                left -= self._heights[fitting - moved]
            while moved and self.rows[fitting - moved - 1].band:
                moved += 1
            return moved if moved < fitting else 0
        return int(fitting == len(self.rows) - 1 and fitting > 2 and self._goes_along(fitting))

    def _lacking(self, fitting: int, split: float = 0.0) -> float:
        """What the rest after the rows that fit, and so much of the next one, lacks on a last page; 0 where nothing."""
        if not self.look.ends:
            return 0.0
        rest = self._header_height + sum(self._heights[fitting:]) - split
        lacking = max(self.look.ends - rest, 0.0)
        return lacking if not split or split - lacking > self.look.least_split else 0.0

    def _goes_along(self, last: int) -> bool:
        """Whether the row before a short last one goes with it to the next page, where that would stand alone."""
        short = self.look.least_split * 0.75
        two = self.rows[last - 1 : last + 1]
        return max(self._heights[last - 1 :]) <= short and not any(row.band for row in (*two, self.rows[last - 2]))

    def _split_row(self, row: TableRow, room: float) -> tuple[TableRow, TableRow]:
        heads, tails = [], []
        for column, cell in enumerate(row.cells):
            width = self._text_width(row, column)
            left = room - self.look.above - self.look.below
            head: list[Text] = []
            tail: list[Text] = []
            for text in cell.texts:
                if tail:
                    tail.append(text)
                    continue
                first, rest = text.split_anywhere(width, left)
                if first is not None:
                    head.append(first)
                    left -= first.wrap(width, 0)[1]
                if rest is not None:
                    tail.append(rest)
            heads.append(replace(cell, texts=tuple(head)))
            tails.append(replace(cell, texts=tuple(tail), chip=None))
        # A form says on each page whose line it is: its number, or its time.
        carry = row.cells[0] if self.look.boxed and not tails[0].texts else row.carry
        return replace(row, cells=tuple(heads)), replace(row, cells=tuple(tails), inner=False, carry=carry)

    def _part(self, rows: Sequence[TableRow], heights: Sequence[Measured | None]) -> RecordTable:
        return RecordTable(self.header, rows, self.look, self.typesetter, heights, self.element)

    def with_empty_rows(self, count: int) -> RecordTable:
        """The same table with so many rows to write in after its own, which keep their places for who hears it."""
        empty = TableRow(tuple(TableCell() for _ in self.look.widths))
        more = read_rows([empty] * count, self.element, len(self.look.widths), headed=self.header is not None)
        made = self._part([*self.rows, *more], ())
        made.goes_on = self.goes_on
        return made

    def draw(self) -> None:
        top = self.height
        if self.header:
            self._draw_row(self.header if self.goes_on else header_row(self.header, self.element), top)
            top -= self._header_height
            self._rule(top, 0, 1.2, accent=True)
        for place, (row, height) in enumerate(zip(self.rows, self._heights, strict=True)):
            self._draw_row(row, top)
            if self.look.boxed:
                self._box(row, top, height)
            top -= height
            following = self.rows[place + 1] if place + 1 < len(self.rows) else None
            start = self.look.widths[0] if following is not None and following.inner else 0
            if self.look.ruled:
                self._rule(top, start, 0.5)

    def _rule(self, y: float, x: float, thick: float, *, accent: bool = False) -> None:
        with self.canv.artifact():
            self.canv.setStrokeColor(ACCENT if accent else RULE)
            self.canv.setLineWidth(thick)
            self.canv.line(x, y, self.width, y)

    def _box(self, row: TableRow, top: float, height: float) -> None:
        """The lines beside a row's cells, and over the first."""
        x = 0.0
        strokes = [(0.0, top, self.width, top)] if row is self.rows[0] and self.header is None else []
        for width in [0.0, *([self.width] if row.band else self.look.widths)]:
            x += width
            strokes.append((x, top, x, top - height))
        with self.canv.artifact():
            self.canv.setStrokeColor(RULE)
            self.canv.setLineWidth(0.5)
            self.canv.lines(strokes)

    def _draw_row(self, row: TableRow, top: float) -> None:
        x = 0.0
        structure = self.canv.structure
        for column, (cell, element) in enumerate(zip(row.cells, chain(row.elements, repeat(None)), strict=False)):
            if element is not None:
                structure.join(element)  # An empty cell has its place too.
            y = top - self.look.above * (3.5 if row.band else 1)
            left = x + self.look.inset
            if cell.chip is not None and any(text.from_right() for text in cell.texts[:1]):
                self._draw_chip(cell.chip, left + self._text_width(row, column) + 0.3 * self.look.chip_room, y)
            elif cell.chip is not None:
                self._draw_chip(cell.chip, left, y)
                left += self.look.chip_room
            for text in cell.texts:
                widest = max((line.width for line in text._lines), default=0) if cell.numeric else 0.0
                at = left + self._cell_width(column) - widest if cell.numeric else left
                with contextlib.nullcontext() if element is not None else self.canv.artifact():
                    paint_text(self.canv, text, at, y)
                y -= text.height
            x += self.look.widths[column]

    def _draw_chip(self, mark: SectorMark, x: float, top: float) -> None:
        size = 9.5 * self.look.scale
        drawing = chip(size, mark, self.typesetter.fonts)
        draw_on(self.canv, drawing, x + 0.8, top - size - 1.8 * self.look.scale, self.typesetter.fonts)
