"""What stands last before pages that begin anew: kept together, so that no page holds a row or two lines alone.

How high things are is guessed, because only the program that shows the document knows. Knows no record.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import qn

from lsp_workshop.export.arial import lines_of
from lsp_workshop.export.word.cells import Place
from lsp_workshop.export.word.styles import text_style
from lsp_workshop.export.word.xml import TWIPS, Element, hold_lines, keep_with_next

_ENOUGH = 0.36
"""Share of a page that does not look empty."""
_TOO_HIGH = 0.6
"""Share of a page from which on something had better be broken."""
_LEAST = 40.0
"""Points of a column that letters can stand in."""
_EMU = 12700
_TABLE, _ROW, _CELL, _PARAGRAPH, _TEXT = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p"), qn("w:t")


def keep_end_together(made: Sequence[Element], place: Place) -> None:
    """Let what comes last of these paragraphs and tables stand on one page, as much of it as fills a third."""
    parts = [part for element in made for part in (element.iter(_ROW) if element.tag == _TABLE else (element,))]
    filled = 0.0
    for number in range(len(parts) - 1, -1, -1):
        high = _height(parts[number], place)
        if high > _TOO_HIGH * place.height:
            return
        if parts[number].tag == _PARAGRAPH:
            hold_lines(parts[number])
        filled += high
        if number == 0 or filled >= _ENOUGH * place.height:
            return
        keep_with_next(parts[number - 1])


def _height(part: Element, place: Place) -> float:
    if part.tag == _PARAGRAPH:
        return _paragraph(part, place.width, place)
    cells = (sum(_paragraph(each, _across(cell), place) for each in cell.iter(_PARAGRAPH)) for cell in part.iter(_CELL))
    return max(cells, default=0.0) + 4 * place.styled.k


def _across(cell: Element) -> float:
    return int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) / TWIPS - 10


def _paragraph(part: Element, width: float, place: Place) -> float:
    """Points of its lines with the air around them, or of the picture in it."""
    picture = next(part.iter(qn("wp:extent")), None)
    if picture is not None:
        return int(picture.get("cy")) / _EMU
    style = text_style(place.styled, part[0][0].get(qn("w:val")))
    said = "".join(text.text or "" for text in part.iter(_TEXT))
    lines = lines_of(said, max(width, _LEAST) / style.size) if said else 1
    return lines * style.leading + style.before + style.after
