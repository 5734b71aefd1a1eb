"""What every block of a Word document is set with: the room there is, lines, cells and tables. Knows no block."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lsp_workshop.domain.record.figure_parts import SectorMark
from lsp_workshop.drawing.palette import ink_on
from lsp_workshop.export.arial import BETWEEN_WORDS, width
from lsp_workshop.export.typeset.clean import clean
from lsp_workshop.export.word.styles import WordLook
from lsp_workshop.export.word.xml import Element, Run, TableCell, TableRow, paragraph, table

_WORD, _MARGIN = 16, 11.0
"""Letters of a word that nobody wants broken, and a cell's margin in points."""
_SPARE = 1.03
"""What another program may take more for letters than we do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks are set: the look, and the text's room in points. `keep` takes a JPEG into the file, and returns
    its number and what refers to it.
    """

    styled: WordLook
    width: float
    height: float
    keep: Callable[[bytes], tuple[int, str]]

    def shared(
        self, shares: Sequence[float], texts: Sequence[Iterable[str]] = (), *, size: float = 0.0, gutter: float = 0.0
    ) -> list[float]:
        """The width in columns by their shares; one too narrow for a word of its `texts` takes from the others.

        `size` of the letters and `gutter` between columns in points, 0 for what tables usually have.
        """
        needs = self._needs(texts, size, gutter) or [0.0] * len(shares)
        if sum(needs) >= self.width:
            return self._cramped(needs)
        # What is narrower than it needs gets that, and the others share what is left, until nothing lacks any more.
        fixed: set[int] = set()
        while True:
            left = self.width - sum(needs[column] for column in fixed)
            whole = sum(share for column, share in enumerate(shares) if column not in fixed) or 1.0
            widths = [needs[column] if column in fixed else left * share / whole for column, share in enumerate(shares)]
            lacking = {column for column, width in enumerate(widths) if width < needs[column]} - fixed
            if not lacking:
                break
            fixed |= lacking
        return widths

    def has_room(self, texts: Sequence[Iterable[str]], *, size: float = 0.0, gutter: float = 0.0) -> bool:
        """Whether columns of these texts fit side by side without a word of them broken."""
        return sum(self._needs(texts, size, gutter)) < self.width

    def _needs(self, texts: Sequence[Iterable[str]], size: float, gutter: float) -> list[float]:
        beside = self._beside(gutter)
        return [_widest(said, size or self.styled.look.table_head.size) + beside for said in texts]

    def _beside(self, gutter: float) -> float:
        return gutter or _MARGIN * self.styled.look.scale

    def _cramped(self, needs: Sequence[float]) -> list[float]:
        """The width in columns that need more together: the widest of them give, all to the same measure, so that
        a date is not broken because others have long words.
        """
        left, most = self.width, math.inf
        for place, need in enumerate(sorted(needs)):
            equal = left / (len(needs) - place)
            if need > equal:
                most = equal
                break
            left -= need
        return [min(need, most) for need in needs]


def _widest(said: Iterable[str], size: float) -> float:
    """Points of the widest word that nobody would want broken."""
    parts = (word for text in said for word in BETWEEN_WORDS.split(text[:400]))
    return max((width(word, bold=True) for word in parts if len(word) <= _WORD), default=0.0) * size * _SPARE


def lines(text: str, style: str, run: Run | None = None) -> Iterator[Element]:
    """A paragraph for each line, which may read from its own side; empty lines are none."""
    usual = run or Run("")
    for line in clean(text).split("\n"):
        if line.strip():
            yield paragraph(style, Run(line, usual.bold, usual.colour, size=usual.size, face=usual.face))


# --- cells --------------------------------------------------------------------------------------------------


def words(text: str, *, bold: bool = False, style: str = "Cell", note: str = "", fill: str = "") -> TableCell:
    """A cell of text, with a note under it in small letters."""
    content = (*lines(text, style, Run("", bold)), *lines(note, "CellNote"))
    return TableCell(content, fill)


def heads(titles: Iterable[str], style: str = "TableHead") -> tuple[TableCell, ...]:
    """The cells of a header."""
    return tuple(TableCell((paragraph(style, Run(title), keep_next=True),)) for title in titles)


def chip(mark: SectorMark, styled: WordLook) -> tuple[Run, Run]:
    """A sector's letter in its colour, before its name."""
    colour = mark.colour if mark.colour.startswith("#") and len(mark.colour) == 7 else "#4D5A63"
    ink = ink_on(colour).lstrip("#")
    return Run(f"\u00a0{mark.letter}\u00a0", bold=True, colour=ink, fill=styled.tints.of(colour)), Run("\u00a0")


def set_table(
    place: Place, shares: Sequence[float], header: Sequence[str], rows: Iterable[TableRow], *, style: str = "Record",
    texts: Sequence[Iterable[str]] = (),
) -> Iterator[Element]:  # fmt: skip
    """A table and the space after it, without which Word makes one of two tables.

    `texts` are what stands in each column, or some of it; the header where nothing is given.
    """
    yield table(place.shared(shares, texts or [[title] for title in header]), heads(header), rows, style=style)
    yield gap()


def gap() -> Element:
    return paragraph("Gap")
