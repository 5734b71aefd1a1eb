"""Elements of WordprocessingML, made quickly: paragraphs, runs and tables of people's text. Knows no record.

python-docx makes packages and reads documents; a table of it takes a second for every few hundred cells.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from lsp_workshop.export.typeset.bidi import base_level, has_right_to_left, levels
from lsp_workshop.export.typeset.clean import clean, one_line

Element = Any
"""An lxml element."""

_WHOLE = 700
"""Characters of a row that stays on one page; a longer one goes on where the page ends."""
_AGAIN = 240
"""Characters of a header that comes again on every page; a longer one would leave no room for the rows."""

TWIPS = 20
"""Word's measure of lengths, to the point."""
_EMU = 12700
"""A drawing's measure of lengths, to the point."""
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SPACE, _PROPERTIES, _TEXT = qn("xml:space"), qn("w:pPr"), qn("w:t")


def new(tag: str, **attributes: object) -> Element:
    """An element such as "w:p"; attributes are of the same namespace."""
    element = etree.Element(qn(tag))
    prefix = tag.partition(":")[0]
    for name, value in attributes.items():
        element.set(qn(f"{prefix}:{name.rstrip('_')}"), str(value))
    return element


def add(parent: Element, tag: str, **attributes: object) -> Element:
    child = new(tag, **attributes)
    parent.append(child)
    return child


# --- runs ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """Text set alike. `colour` and `fill` are "RRGGBB", "" for the style's own; `size` points, 0 for the style's."""

    text: str
    bold: bool = False
    colour: str = ""
    fill: str = ""
    size: float = 0.0
    face: str = ""
    underlined: bool = False
    struck: bool = False


def runs(run: Run) -> Iterator[Element]:
    """The run as elements, cleaned; words that read from the right are runs of their own, which Word needs told."""
    text = clean(run.text)
    if not has_right_to_left(text):
        if text:
            yield _run(text, run, right_to_left=False)
        return
    lines = text.split("\n")
    turned = [level % 2 == 1 for line in lines for level in (*levels(line, base_level(line)), 0)][:-1]
    for right_to_left, same in itertools.groupby(zip(text, turned, strict=True), key=lambda each: each[1]):
        yield _run("".join(character for character, _ in same), run, right_to_left=right_to_left)


def _run(text: str, run: Run, *, right_to_left: bool) -> Element:
    element = new("w:r")
    properties = new("w:rPr")
    if run.face:
        add(properties, "w:rStyle", val=run.face)
    if run.bold:
        add(properties, "w:b")
        add(properties, "w:bCs")
    if run.struck:
        add(properties, "w:strike")
    if run.colour:
        add(properties, "w:color", val=run.colour)
    if run.size:
        add(properties, "w:sz", val=round(run.size * 2))
        add(properties, "w:szCs", val=round(run.size * 2))
    if run.underlined:
        add(properties, "w:u", val="single")
    if run.fill:
        add(properties, "w:shd", val="clear", color="auto", fill=run.fill)
    if right_to_left:
        add(properties, "w:rtl")
    if len(properties):
        element.append(properties)
    for place, line in enumerate(text.split("\n")):
        if place:
            add(element, "w:br")
        if line:
            written = add(element, "w:t")
            written.text = line
            written.set(_SPACE, "preserve")
    return element


# --- paragraphs ---------------------------------------------------------------------------------------------


def paragraph(style: str, *content: Run | Element, keep_next: bool = False) -> Element:
    """A paragraph of runs and ready elements; it reads from where its first strong letter does."""
    element = new("w:p")
    properties = add(element, "w:pPr")
    add(properties, "w:pStyle", val=style)
    if keep_next:
        add(properties, "w:keepNext")
    said = "".join(part.text for part in content if isinstance(part, Run))
    if base_level(clean(said)):
        add(properties, "w:bidi")
    for part in content:
        if isinstance(part, Run):
            element.extend(runs(part))
        else:
            element.append(part)
    return element


# Word's schema has these right behind the style's name, in this order.
_BEFORE = {tag: tuple(qn(each) for each in earlier) for tag, earlier in (
    ("w:keepNext", ()), ("w:keepLines", ("w:keepNext",)), ("w:pageBreakBefore", ("w:keepNext", "w:keepLines")),
)}  # fmt: skip


def keep_with_next(*made: Element) -> None:
    """Let no page end between these and what follows them."""
    for element in made:
        for properties in element.iter(_PROPERTIES):
            _switch_on(properties, "w:keepNext")


def hold_lines(*made: Element) -> None:
    """Let no page end within any of these paragraphs."""
    for element in made:
        _switch_on(element[0], "w:keepLines")


def begin_page(element: Element) -> None:
    """Let the paragraph be the first of its page: a break before it could leave an empty one."""
    _switch_on(element[0], "w:pageBreakBefore")


def _switch_on(properties: Element, tag: str) -> None:
    if properties.find(qn(tag)) is None:
        earlier = [child for child in properties if child.tag in _BEFORE[tag]]
        properties.insert(1 + len(earlier), new(tag))


def picture(number: int, relation: str, alternative: str, width: float, height: float) -> Element:
    """A run with a picture that stands in the line, in points; `relation` leads to it, `number` is its own."""
    across, down = round(width * _EMU), round(height * _EMU)
    run = new("w:r")
    inline = add(add(run, "w:drawing"), "wp:inline")
    _plain(inline, "wp:extent", cx=across, cy=down)
    _plain(inline, "wp:docPr", id=number, name=f"Photo {number}", descr=alternative)
    data = _plain(_plain(inline, "a:graphic"), "a:graphicData", uri=_PICTURE)
    shown = _plain(data, "pic:pic")
    about = _plain(shown, "pic:nvPicPr")
    _plain(about, "pic:cNvPr", id=number, name=f"Photo {number}", descr=alternative)
    _plain(about, "pic:cNvPicPr")
    fill = _plain(shown, "pic:blipFill")
    _plain(fill, "a:blip").set(qn("r:embed"), relation)
    _plain(_plain(fill, "a:stretch"), "a:fillRect")
    shape = _plain(shown, "pic:spPr")
    frame = _plain(shape, "a:xfrm")
    _plain(frame, "a:off", x=0, y=0)
    _plain(frame, "a:ext", cx=across, cy=down)
    _plain(_plain(shape, "a:prstGeom", prst="rect"), "a:avLst")
    return run


def _plain(parent: Element, tag: str, **attributes: object) -> Element:
    """A child as drawings have it: its attributes are of no namespace."""
    child = etree.SubElement(parent, qn(tag))
    for name, value in attributes.items():
        child.set(name, str(value))
    return child


def bar(start: float, end: float, width: float, height: float, fill: str) -> Element:
    """A coloured bar as an empty paragraph: from and to in shares of the room of `width` points."""
    element = new("w:p")
    properties = add(element, "w:pPr")
    add(properties, "w:pStyle", val="Bar")
    add(properties, "w:shd", val="clear", color="auto", fill=fill)
    add(properties, "w:spacing", before=0, after=0, line=round(height * TWIPS), lineRule="exact")
    add(properties, "w:ind", left=round(start * width * TWIPS), right=round((1 - end) * width * TWIPS))
    # The mark at the paragraph's end is as large as the style's letters otherwise, and the bar with it.
    add(add(properties, "w:rPr"), "w:sz", val=2)
    return element


# --- tables -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableCell:
    """Paragraphs; `fill` is "RRGGBB" or ""."""

    content: tuple[Element, ...] = ()
    fill: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells for all columns; or one, over all of them."""

    cells: tuple[TableCell, ...]


def table(
    widths: Sequence[float],
    header: Sequence[TableCell],
    rows: Iterable[TableRow],
    *,
    caption: str = "",
    alternative: str = "",
    style: str = "Record",
    gutter: float = 0.0,
) -> Element:
    """A table with columns of `widths` points, whose header comes again on every page; without one, the first column
    is what the rows are about. `caption` and `alternative` are what a screen reader says of the whole; `gutter` is the
    room between columns in points, 0 for the style's own.
    """
    element = new("w:tbl")
    properties = add(element, "w:tblPr")
    add(properties, "w:tblStyle", val=style)
    add(properties, "w:tblW", w=round(sum(widths) * TWIPS), type="dxa")
    add(properties, "w:tblLayout", type="fixed")
    if gutter:
        add(add(properties, "w:tblCellMar"), "w:right", w=round(gutter * TWIPS), type="dxa")
    look = {"firstRow": int(bool(header)), "firstColumn": int(not header)}
    value = f"{0x0600 + 0x20 * look['firstRow'] + 0x80 * look['firstColumn']:04X}"
    add(properties, "w:tblLook", val=value, lastRow=0, lastColumn=0, noHBand=1, noVBand=1, **look)
    if one_line(caption):
        add(properties, "w:tblCaption", val=one_line(caption))
    if one_line(alternative):
        add(properties, "w:tblDescription", val=one_line(alternative))
    grid = add(element, "w:tblGrid")
    for width in widths:
        add(grid, "w:gridCol", w=round(width * TWIPS))
    if header:
        head = new("w:tr")
        settings = add(head, "w:trPr")
        _fill(head, TableRow(tuple(header)), widths)
        if _length(head) <= _WHOLE:
            add(settings, "w:cantSplit")
        if _length(head) <= _AGAIN:
            add(settings, "w:tblHeader")
        element.append(head)
    made = [_row(row, widths) for row in rows]
    # No row stands alone at the end of a page, nor at the head of the next.
    keep_with_next(*(row for row in (*made[:1], *made[-2:-1]) if len(made) > 1 and _length(row) <= _WHOLE))
    element.extend(made)
    return element


def _length(element: Element) -> int:
    """Characters of what it says."""
    return sum(len(text.text or "") for text in element.iter(_TEXT))


def _row(row: TableRow, widths: Sequence[float]) -> Element:
    element = new("w:tr")
    _fill(element, row, widths)
    if _length(element) <= _WHOLE:
        settings = new("w:trPr")
        add(settings, "w:cantSplit")
        element.insert(0, settings)
    return element


def _fill(element: Element, row: TableRow, widths: Sequence[float]) -> None:
    if len(row.cells) == 1 < len(widths):
        element.append(_cell(row.cells[0], sum(widths), span=len(widths)))
        return
    for cell, width in zip(row.cells, widths, strict=True):
        element.append(_cell(cell, width))


def _cell(cell: TableCell, width: float, span: int = 1) -> Element:
    element = new("w:tc")
    properties = add(element, "w:tcPr")
    add(properties, "w:tcW", w=round(width * TWIPS), type="dxa")
    if span > 1:
        add(properties, "w:gridSpan", val=span)
    if cell.fill:
        add(properties, "w:shd", val="clear", color="auto", fill=cell.fill)
    # A cell without a paragraph is no cell.
    element.extend(cell.content or (paragraph("Cell"),))
    return element
