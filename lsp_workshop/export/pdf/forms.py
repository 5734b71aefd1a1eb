"""Blocks of handouts as flowables: room to write in, tables to fill in, texts as large as they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus.flowables import Flowable, Spacer

from lsp_workshop.domain.handouts.parts import Display, Fields, FormBlock, Grid, Writing
from lsp_workshop.domain.record.parts import Heading
from lsp_workshop.export.look import TextStyle
from lsp_workshop.export.pdf.blocks import flowables, table_cell
from lsp_workshop.export.pdf.layout import Layout
from lsp_workshop.export.pdf.pen import Stroke, to_write_on
from lsp_workshop.export.pdf.rows import TableCell, TableRow
from lsp_workshop.export.pdf.structure import Element
from lsp_workshop.export.pdf.tables import RecordTable
from lsp_workshop.export.pdf.text import Text, paint_text
from lsp_workshop.export.typeset.clean import clean
from lsp_workshop.export.typeset.lines import measure

_LINE = 25.0
"""Between two lines to write on, in points: handwriting needs 9 mm."""
_LEAST_FREE = 2
"""Where nothing is ruled."""
_STEP = 0.94
_SMALLEST = 9.0
_WORD = 24
"""Letters of a word that should not be broken for the sake of size."""


def form_flowables(block: FormBlock, layout: Layout) -> list[Flowable]:
    match block:
        case Heading():
            return [heading(block, layout, Element("H2"))]
        case Display():
            return [display(block, layout), Spacer(0, 4 * layout.look.scale)]
        case Grid():
            return [_grid(block, layout)]
        case Writing():
            return [WritingLines(block, layout)]
        case Fields():
            return [FieldLines(block.labels, layout)]
        case _:
            return flowables(block, layout)


def heading(block: Heading, layout: Layout, element: Element) -> Text:
    """Forms have headings of one level only under their titles, whatever they look like."""
    style = layout.look.h2 if block.level == 2 else layout.look.h3
    return Text(block.text, style, layout.typesetter, element=element)


# --- texts that fit -----------------------------------------------------------------------------------------


def display(block: Display, layout: Layout, *, cut: bool = False) -> Text:
    """The text as large as it fits; where the smallest is too large, it is `cut`, or goes on like any text."""
    most, room = block.most * layout.look.scale, layout.height * block.share
    size = most
    while size > _SMALLEST * layout.look.scale and not _fits(block.text, size, room, layout):
        size *= _STEP
    style = replace(_bold(size), weight="bold" if block.strong else "regular")
    text = layout.text(block.text, style)
    if cut and text.wrap(layout.width, 0)[1] > room:
        lines = layout.typesetter.lines(block.text, style, layout.width)
        kept = "".join(line.text for line in lines[: max(int(room / style.leading), 1)]).rstrip()
        text = layout.text(f"{kept[:-1]}…", style)
    return text


def _bold(size: float) -> TextStyle:
    return TextStyle("bold", size, size * 1.22)


def _fits(text: str, size: float, room: float, layout: Layout) -> bool:
    style = _bold(size)
    if len(text) * size * size * 0.3 > layout.width * room * 2:
        return False  # Far too long: not worth breaking into lines.
    if len(layout.typesetter.lines(text, style, layout.width)) * style.leading > room:
        return False
    words = [word for word in clean(text).split() if len(word) <= _WORD]
    return all(measure(word, layout.typesetter.fonts, "bold", size) <= layout.width for word in words)


# --- tables to fill in --------------------------------------------------------------------------------------


def _grid(block: Grid, layout: Layout) -> Flowable:
    rows = []
    for row in block.rows:
        if len(row) == 1 < len(block.columns):
            cell = TableCell((layout.text(row[0].text, layout.look.cell_strong),), chip=row[0].sector)
            rows.append(TableRow((cell,), band=True))
        else:
            rows.append(TableRow(tuple(table_cell(cell, False, layout) for cell in row)))
    rows += [TableRow(tuple(TableCell() for _ in block.columns)) for _ in range(block.blank or 0)]
    titles = [column.title for column in block.columns]
    table = layout.table(titles, rows, [column.width for column in block.columns], least=block.least)
    return FillingGrid(table) if block.blank is None else table


class FillingGrid(Flowable):
    """A table with as many empty rows after its own as the last page has room for."""

    def __init__(self, own: RecordTable) -> None:
        super().__init__()
        self._own = self._table = own

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        own = self._own
        used = float(own.wrap(availWidth, availHeight)[1])
        blank = max(int((availHeight - used) / own.look.least_row), 0 if own.rows else 1)
        self._table = own.with_empty_rows(blank)
        self.width, self.height = self._table.wrap(availWidth, availHeight)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        self._own.wrap(availWidth, availHeight)
        parts = self._own.split(availWidth, availHeight)
        rest = [FillingGrid(part) if isinstance(part, RecordTable) else part for part in parts[1:]]
        return [*parts[:1], *rest]

    def draw(self) -> None:
        self._table.drawOn(self.canv, 0, 0)


# --- lines to write on --------------------------------------------------------------------------------------


class WritingLines(Flowable):
    """Lines (or room) to write on, in columns under their headings; those that fill the page take what is left."""

    def __init__(self, block: Writing, layout: Layout) -> None:
        super().__init__()
        self.block, self.layout = block, layout
        self._gap = 16 * layout.look.scale
        self._heads: list[Text] = []

    def getSpaceAfter(self) -> float:
        return 6 * self.layout.look.scale

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        look, columns = self.layout.look, self.block.columns
        self.width = availWidth
        self._column = (availWidth - self._gap * (len(columns) - 1)) / len(columns)
        self._heads = [self.layout.text(title, replace(look.h3, before=0)) for title in columns if title]
        self._head = max((text.wrap(self._column, 0)[1] for text in self._heads), default=0.0)
        line, lines = _LINE * look.scale, self.block.lines
        if lines is None:
            least = self.block.least if self.block.ruled else _LEAST_FREE
            lines = max(int((availHeight - self._head - 1) / line), least)
        self._lines = lines
        self.height = self._head + lines * line
        return self.width, self.height

    def draw(self) -> None:
        line = _LINE * self.layout.look.scale
        strokes: list[Stroke] = []
        for place in range(len(self.block.columns)):
            x = place * (self._column + self._gap)
            if place < len(self._heads):
                paint_text(self.canv, self._heads[place], x, self.height)
            if self.block.ruled:
                for number in range(1, self._lines + 1):
                    y = self.height - self._head - number * line + 1
                    strokes.append((x, y, x + self._column, y))
            elif place:
                middle = x - self._gap / 2
                strokes.append((middle, 0, middle, self.height))
        to_write_on(self.canv, strokes)


class FieldLines(Flowable):
    """Labels side by side with a line after each; a long label stands over its line."""

    def __init__(self, labels: Sequence[str], layout: Layout) -> None:
        super().__init__()
        self.layout = layout
        self._texts = [layout.text(f"{label}:", layout.look.cell_strong) for label in labels]
        self._gap = 14 * layout.look.scale

    def getSpaceAfter(self) -> float:
        return 6 * self.layout.look.scale

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        count, scale = len(self._texts), self.layout.look.scale
        room = availWidth - self._gap * (count - 1)
        self._columns = [room / count] * count
        heights = [text.wrap(room / count, 0)[1] for text in self._texts]
        labels = [text._lines[0].width + 5 * scale for text in self._texts]
        line = (room - sum(labels)) / count
        if all(len(text._lines) == 1 for text in self._texts) and line > room / count * 0.3:
            # The lines are of one length, however long what stands before them.
            self._columns, self._over = [label + line for label in labels], [False] * count
        else:
            self._over = [
                len(text._lines) > 1 or label > room / count * 0.62
                for text, label in zip(self._texts, labels, strict=True)
            ]
        tallest = max((height for height, over in zip(heights, self._over, strict=True) if over), default=0.0)
        self.height = tallest + _LINE * scale
        return self.width, self.height

    def draw(self) -> None:
        strokes: list[Stroke] = []
        x = 0.0
        for text, over, column in zip(self._texts, self._over, self._columns, strict=True):
            start = x if over else x + text._lines[0].width + 5 * self.layout.look.scale
            paint_text(self.canv, text, x, self.height if over else text.height + 1)
            strokes.append((start, 3, x + column, 3))
            x += column + self._gap
        to_write_on(self.canv, strokes)
