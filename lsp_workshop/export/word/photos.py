"""Photographs in a Word document: pictures with what is on them in words, their captions below. Knows no file."""

from __future__ import annotations

from collections.abc import Iterator

from lsp_workshop.domain.record.figure_parts import Photograph
from lsp_workshop.export.pictures import fitted, printable
from lsp_workshop.export.typeset.clean import one_line
from lsp_workshop.export.word.cells import Place, lines
from lsp_workshop.export.word.xml import Element, keep_with_next, paragraph, picture

_LONG = 400
"""Characters of a caption from which on it is a text of its own, which may go on over pages."""


def photo(block: Photograph, place: Place) -> Iterator[Element]:
    jpeg = printable(block, grey=place.styled.look.paper.grey)
    if jpeg is None:
        yield from lines(f"{block.alternative} (the picture cannot be read). {block.caption}", "Note")
        return
    width, height = fitted(block, place.width, place.height)
    number, relation = place.keep(jpeg)
    made = paragraph("Normal", picture(number, relation, one_line(block.alternative), width, height))
    said = list(lines(block.caption, "Caption" if len(block.caption) <= _LONG else "Note"))
    if said and len(block.caption) <= _LONG:
        keep_with_next(made, *said[:-1])
    yield made
    yield from said
