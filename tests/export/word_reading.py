"""Word files read with the standard library alone, and held against what Word demands of them."""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind jc outlineLvl "
    "rPr sectPr",
    "rPr": "rStyle rFonts b bCs strike color sz szCs u shd rtl lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan tcBorders shd",
    "trPr": "cantSplit tblHeader",
    "style": "name basedOn next qFormat pPr rPr tblPr tblStylePr",
}
"""The order of children in Word's schema, those that we write: a file in any other Word calls unreadable."""
_ONCE = {"pPr", "rPr", "tcPr", "tblPr"}


class WordFile:
    """A .docx taken apart."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.body = self.xml("word/document.xml")[0]

    def xml(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.parts[name])

    def paragraphs(self, *styles: str) -> list[str]:
        """The text of every paragraph of the styles, of all where none is named."""
        return [text_of(each) for each in self.body.iter(f"{W}p") if not styles or style_of(each) in styles]

    def text(self) -> str:
        """All of it in reading order, a line each; the contents say nothing that is not said again."""
        skipped = {id(each) for contents in self.body.iter(f"{W}sdt") for each in contents.iter(f"{W}p")}
        return "\n".join(text_of(each) for each in self.body.iter(f"{W}p") if id(each) not in skipped)

    def tables(self) -> list[ElementTree.Element]:
        return list(self.body.iter(f"{W}tbl"))

    def faults(self) -> list[str]:
        """What Word would stumble over."""
        names = [name for name in self.parts if name.startswith("word/") and name.endswith(".xml")]
        found = [fault for name in names for fault in _in_order(self.xml(name))]
        found += [fault for each in self.tables() for fault in _table_faults(each)]
        found += list(_neighbours(self.body))
        ids = [each.get(f"{W}id") for each in self.body.iter(f"{W}bookmarkStart")]
        if len(ids) != len(set(ids)):
            found.append("two bookmarks with one id")
        return found + list(self._lost_styles())

    def _lost_styles(self) -> Iterator[str]:
        known = {each.get(f"{W}styleId") for each in self.xml("word/styles.xml").iter(f"{W}style")}
        for kind in ("pStyle", "rStyle", "tblStyle"):
            used = {each.get(f"{W}val") for each in self.body.iter(f"{W}{kind}")}
            yield from (f"no style {each}" for each in used - known)


def text_of(element: ElementTree.Element) -> str:
    """What the runs in it say, one behind the other."""
    return "".join(_said(each) for run in element.iter(f"{W}r") for each in run)


def _said(part: ElementTree.Element) -> str:
    if part.tag == f"{W}t":
        return part.text or ""
    return {f"{W}br": "\n", f"{W}tab": "\t"}.get(part.tag, "")


def style_of(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "Normal" if style is None else style.get(f"{W}val", "")


def _in_order(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        name = element.tag.removeprefix(W)
        if name in _ORDER:
            order = _ORDER[name].split()
            children = [child.tag.removeprefix(W) for child in element]
            if children != sorted(children, key=order.index):
                yield f"{name}: {children}"
        for child in _ONCE:
            if len(element.findall(f"{W}{child}")) > 1:
                yield f"{name} has two {child}"


def _table_faults(table: ElementTree.Element) -> Iterator[str]:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    for row in table.findall(f"{W}tr"):
        cells = row.findall(f"{W}tc")
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells]
        across = sum(1 if span is None else int(span.get(f"{W}val", "1")) for span in spans)
        if across != columns:
            yield f"{across} cells in {columns} columns"
        if any(cell[-1].tag != f"{W}p" for cell in cells):
            yield "a cell that does not end in a paragraph"


def _neighbours(body: ElementTree.Element) -> Iterator[str]:
    """Two tables in a row are one for Word, and a table cannot be last."""
    tags = [each.tag for each in body]
    for one, other in itertools.pairwise(tags):
        if one == f"{W}tbl" and other != f"{W}p":
            yield f"a table before {other}"


def attribute(element: ElementTree.Element | None, name: str) -> str:
    return "" if element is None else element.get(f"{W}{name}", "")


def squeezed_lines(text: str) -> str:
    """As the text is printed: without white space."""
    return re.sub(r"\s+", "", text)
