"""Rows of tables, and what they are read as by those who hear them. Knows no measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lsp_workshop.domain.record.figure_parts import SectorMark
from lsp_workshop.export.pdf.structure import Element
from lsp_workshop.export.pdf.text import Text


@dataclass(frozen=True)
class TableCell:
    """Texts from the top; `chip` is a sector's sign before the first."""

    texts: tuple[Text, ...] = ()
    chip: SectorMark | None = None
    numeric: bool = False


@dataclass(frozen=True)
class TableRow:
    """`carry` takes the first cell's place where the row comes first on a new page; `inner` rows keep the rule under
    the row before short, so that the first column reads as one. A `band` is one cell over the whole width, a heading
    for the rows below it. `elements` are what its cells are read as, None for one that is read with a row before."""

    cells: tuple[TableCell, ...]
    carry: TableCell | None = None
    inner: bool = False
    band: bool = False
    elements: tuple[Element | None, ...] = ()


def header_row(row: TableRow, table: Element) -> TableRow:
    line = table.within("TR")
    return replace(row, elements=tuple(_read_cell(cell, Element("TH", line, scope="Column")) for cell in row.cells))


def read_rows(rows: Sequence[TableRow], table: Element, columns: int, *, headed: bool) -> tuple[TableRow, ...]:
    """The rows with their elements; the first cell of a row is read with the inner rows below it."""
    if table.role == "L":
        return tuple(replace(row, elements=tuple(_read_item(cell, table) for cell in row.cells)) for row in rows)
    found: list[TableRow] = []
    opening: Element | None = None
    for row in rows:
        line = table.within("TR")
        if row.band:
            cell = Element("TH", line, scope="Column", columns=columns)
            opening = None
            found.append(replace(row, elements=(_read_cell(row.cells[0], cell),)))
            continue
        first = row.cells[0]
        if row.inner and opening is not None and not first.texts and first.chip is None:
            opening.role, opening.scope = "TH", "Row"
            opening.rows += 1
            start: Element | None = None
        else:
            start = opening = Element("TD", line) if headed else Element("TH", line, scope="Row")
            _read_cell(first, start)
        found.append(replace(row, elements=(start, *(_read_cell(cell, Element("TD", line)) for cell in row.cells[1:]))))
    return tuple(found)


def _read_item(cell: TableCell, items: Element) -> Element | None:
    return _read_cell(cell, items.within("LI").within("LBody")) if cell.texts else None


def _read_cell(cell: TableCell, element: Element) -> Element:
    """The cell's texts as its content, several as paragraphs."""
    for text in cell.texts:
        if len(cell.texts) == 1:
            text.element = element
        else:
            text.element = element.within("P")
    return element


def is_said(cell: TableCell) -> bool:
    return bool(cell.texts) or cell.chip is not None


def carried(row: TableRow) -> TableRow:
    """The row as it stands first on a new page."""
    if row.carry is None:
        return replace(row, inner=False)
    return replace(row, cells=(row.carry, *row.cells[1:]), inner=False, elements=(None, *row.elements[1:]))
