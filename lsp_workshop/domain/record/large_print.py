"""Wide tables in fewer columns, for letters so large that a column would hold a word a line. Knows no sizes."""

from __future__ import annotations

from dataclasses import replace

from lsp_workshop.domain.record.parts import Cell, Column, Merged, Table
from lsp_workshop.domain.wording import inside, joined


def in_large_print(table: Table) -> Table:
    """The table as it is read in large print: every word of it, in the columns that it has for that, if it has any."""
    if not table.large:
        return table
    columns = tuple(Column(each.title, each.width) for each in table.large)
    rows = tuple(
        row if len(row) == 1 < len(table.columns) else tuple(_merged(table, row, each) for each in table.large)
        for row in table.rows
    )
    return Table(columns, rows)


def _merged(table: Table, row: tuple[Cell, ...], merged: Merged) -> Cell:
    cells = [row[place] for place in merged.of]
    if not merged.named:
        first, *others = cells
        return replace(first, note=joined((first.note, *map(_words, others)), "\n"))
    titles = [table.columns[place].title for place in merged.of]
    said = zip(titles, map(_words, cells), strict=True)
    return Cell(note=joined((f"{title}: {inside(words)}" if words else "" for title, words in said), "\n"))


def _words(cell: Cell) -> str:
    return joined((cell.text, cell.note), "\n")
