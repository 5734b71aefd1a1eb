"""What every block needs to be laid out, and tables set by it: columns that hold the words in them. Knows no block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lsp_workshop.domain.record.parts import Wording
from lsp_workshop.export.look import Look, TextStyle
from lsp_workshop.export.pdf.rows import TableCell, TableRow
from lsp_workshop.export.pdf.tables import RecordTable, TableLook
from lsp_workshop.export.pdf.text import Text, Typesetter
from lsp_workshop.export.typeset.clean import clean
from lsp_workshop.export.typeset.lines import measure

_WORD = 18
"""Letters of a word that a column should hold unbroken."""
_DATE = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")
"""What may be as good as a word there."""
_LOOKED_AT = 60
"""Rows that a table's columns are measured by."""
TITLE = 80
"""Characters of a column's title: it comes again on every page, so it must leave room for rows."""


@dataclass
class Layout:
    """What every block needs to be laid out: styles, fonts, and the room on the page in points."""

    look: Look
    typesetter: Typesetter
    width: float
    height: float
    whole_dates: bool = False
    """Whether a column is never too narrow for the dates in it."""

    def text(self, text: str, style: TextStyle) -> Text:
        return Text(text, style, self.typesetter)

    def cell(self, text: str, style: TextStyle | None = None) -> TableCell:
        return TableCell((self.text(text, style or self.look.cell),) if text else ())

    def marked(self, wording: Wording, style: TextStyle) -> TableCell:
        """A wording with what changed in it."""
        return TableCell((Text(wording.text, style, self.typesetter, marks=wording.parts),) if wording.text else ())

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[TableRow],
        shares: Sequence[float],
        *,
        ruled: bool = True,
        dense: bool = False,
        least: float | None = None,
        after: float = 10,
    ) -> RecordTable:
        """`least`: a table to write in, boxed, with rows of at least this height; `after` is the space below it."""
        k = self.look.scale
        # Lines all round need more air than one below.
        above, below = (1.0, 1.8) if least is not None else (0.4, 1.1) if dense else (0.6, 1.3)
        measures = TableLook(
            widths=self._widths(header, rows, shares),
            gutter=(10 if least is None else 4) * k,
            above=above * k,
            below=below * k,
            ruled=ruled,
            after=after * k,
            chip_room=15 * k,
            scale=k,
            least_split=60 * k,
            tall=min(300 * k, 0.45 * self.height),
            least_row=(least or 0.0) * k,
            inset=0.0 if least is None else 4 * k,
            boxed=least is not None,
            whole=self.height / 6,
        )
        titles = [title if len(title) <= TITLE else f"{title[:TITLE]}…" for title in header]
        head = TableRow(tuple(self.cell(title, self.look.table_head) for title in titles)) if any(header) else None
        return RecordTable(head, rows, measures, self.typesetter)

    def _widths(self, header: Sequence[str], rows: Sequence[TableRow], shares: Sequence[float]) -> tuple[float, ...]:
        """The shares in points; a column too narrow for a word in it takes from the widest."""
        style, whole = self.look.table_head, sum(shares)
        widths = [self.width * share / whole for share in shares]
        for column, title in enumerate([*header, *[""] * (len(widths) - len(header))]):
            words = [self._word(title, style)]
            for row in rows[:_LOOKED_AT]:
                if not row.band:
                    cell = row.cells[column]
                    chip = 15 * self.look.scale if cell.chip else 0.0
                    words += [self._word(text.text, text.style) + chip for text in cell.texts]
            lacking = max(words) + 11 * self.look.scale - widths[column]
            widest = widths.index(max(widths))
            if 0 < lacking < self.width * 0.15 and widest != column and widths[widest] - lacking > self.width * 0.15:
                widths[column] += lacking
                widths[widest] -= lacking
        return tuple(widths)

    def _word(self, text: str, style: TextStyle) -> float:
        """The width of the widest word that nobody would want broken."""
        words = [text] if self.whole_dates and _DATE.fullmatch(text) else clean(text[:400]).split()
        words = [word for word in words if len(word) <= _WORD]
        return max((measure(word, self.typesetter.fonts, style.weight, style.size) for word in words), default=0.0)
