"""What a page means to whoever hears it: the tree of headings, paragraphs, tables and figures (PDF 32000-1, 14.7).

Elements join the tree when their first content is painted, so that the tree reads as the pages do. Knows no layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.pdfbase import pdfdoc

GROUPS = frozenset(("Document", "Sect", "Div", "L", "LI", "Table", "TR", "TOC", "TOCI", "Reference"))
"""Roles that have other elements in them and nothing painted."""


class Mark(NamedTuple):
    """Painted content of an element: its number on its page; pages count from 0."""

    page: int
    number: int


class LinkMark(NamedTuple):
    """A link of an element: the name of its annotation."""

    page: int
    annotation: str


@dataclass(eq=False, slots=True)
class Element:
    """One element; its role is one of PDF's standard ones.

    Without a `parent` it belongs to the section that is being painted. `alternative` is read in its stead. `columns`
    and `rows` are what a cell of a table spans, `scope` what a header cell heads: Row or Column.
    """

    role: str
    parent: Element | None = None
    alternative: str = ""
    scope: str = ""
    columns: int = 1
    rows: int = 1
    box: tuple[float, float, float, float] | None = None
    kids: list[Element | Mark | LinkMark] = field(default_factory=list)
    joined: bool = False
    number: int = 0
    """Of its object in the file."""

    def within(self, role: str) -> Element:
        """A new element in this one."""
        return Element(role, self)


def list_item(of: Element) -> tuple[Element, Element]:
    """The elements of an item's sign and of its text in the list `of`."""
    item = of.within("LI")
    return item.within("Lbl"), item.within("LBody")


class _Written(pdfdoc.PDFObject):  # type: ignore[misc, unused-ignore]  # ReportLab has no types
    """An object whose bytes are known; ReportLab's own dictionaries take ten times as long."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.data = b""

    def format(self, document: object) -> bytes:
        return self.data


class Structure:
    """The tree of one document."""

    def __init__(self) -> None:
        self.root = Element("Document", joined=True)
        self._section = self.root
        self._pages: list[list[Element]] = [[]]
        self._links: list[Element] = []

    # --- while pages are painted --------------------------------------------------------------------------

    def join(self, element: Element) -> None:
        """Puts the element at the end of its parent, unless it has its place already."""
        if element.joined:
            return
        parent = element.parent
        if parent is None:
            parent = self.root if element.role == "Sect" else self._section
        self.join(parent)
        element.parent, element.joined = parent, True
        parent.kids.append(element)
        if element.role == "Sect":
            self._section = element

    def mark(self, element: Element) -> int:
        """The number of new content of the element on this page."""
        self.join(element)
        page = self._pages[-1]
        page.append(element)
        element.kids.append(Mark(len(self._pages) - 1, len(page) - 1))
        return len(page) - 1

    def link(self, element: Element, annotation: str) -> int:
        """Makes an annotation of this page the element's; returns which link it is."""
        self.join(element)
        element.kids.append(LinkMark(len(self._pages) - 1, annotation))
        self._links.append(element)
        return len(self._links) - 1

    def page_done(self) -> int:
        """Begins a new page; returns the key of the one that is done."""
        self._pages.append([])
        return len(self._pages) - 2

    # --- at the end ---------------------------------------------------------------------------------------

    def link_key(self, link: int) -> int:
        """The key of a link, behind those of all pages; known at the end only."""
        return len(self._pages) + link

    def write(self, document: pdfdoc.PDFDocument) -> str:
        """Makes the tree's objects; returns the name of its root."""
        numbers = document.idToObjectNumberAndVersion
        elements = list(self._in_order())
        written = []
        for place, element in enumerate(elements):
            written.append(_Written())
            document.Reference(written[-1], f"Structure{place}")
            element.number = document.objectcounter
        root, parents = _Written(), _Written()
        document.Reference(root, "StructureRoot")
        root_number = document.objectcounter
        document.Reference(parents, "StructureParents")
        pages = [numbers[f"Page{page + 1}"][0] for page in range(len(self._pages) - 1)]
        for element, each in zip(elements, written, strict=True):
            parent = root_number if element.parent is None else element.parent.number
            each.data = _written(element, parent, pages, document)
        parents.data = self._parents()
        root.data = (
            f"<</Type /StructTreeRoot /K [{self.root.number} 0 R] /ParentTree {document.objectcounter} 0 R "
            f"/ParentTreeNextKey {self.link_key(len(self._links))}>>"
        ).encode()
        return "StructureRoot"

    def let_go(self) -> None:
        """Takes the tree apart, leaf by leaf: elements know each other both ways, and to free a large tree at one
        blow would make every other thread wait."""
        for element in list(self._in_order()):
            element.kids.clear()
            element.parent = None
        self._pages.clear()
        self._links.clear()

    def _in_order(self) -> Iterator[Element]:
        waiting = [self.root]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))

    def _parents(self) -> bytes:
        """Which element each content of each page, and each link, belongs to."""
        rows = [
            f"{key} [{' '.join(f'{element.number} 0 R' for element in page)}]"
            for key, page in enumerate(self._pages[:-1])
        ]
        rows += [f"{self.link_key(link)} {element.number} 0 R" for link, element in enumerate(self._links)]
        return ("<</Nums [" + "\n".join(rows) + "]>>").encode()


def _written(element: Element, parent: int, pages: list[int], document: pdfdoc.PDFDocument) -> bytes:
    """The element's dictionary; contents of its own page are told by their number alone."""
    own = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(f"{kid.number} 0 R")
        elif isinstance(kid, LinkMark):
            annotation = document.idToObjectNumberAndVersion[document.annotationName(kid.annotation)][0]
            kids.append(f"<</Type /OBJR /Pg {pages[kid.page]} 0 R /Obj {annotation} 0 R>>")
        elif kid.page == own:
            kids.append(str(kid.number))
        else:
            kids.append(f"<</Type /MCR /Pg {pages[kid.page]} 0 R /MCID {kid.number}>>")
    parts = [f"/S /{element.role} /P {parent} 0 R"]
    if own is not None:
        parts.append(f"/Pg {pages[own]} 0 R")
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K [{' '.join(kids)}]")
    if element.alternative:
        parts.append(f"/Alt <FEFF{element.alternative.encode('utf-16-be', 'replace').hex().upper()}>")
    attributes = _attributes(element)
    if attributes:
        parts.append(f"/A {attributes}")
    return f"<<{' '.join(parts)}>>".encode()


def _attributes(element: Element) -> str:
    """Of the standard attributes (14.8.5) those that readers ask for."""
    if element.role in ("TH", "TD"):
        scope = f" /Scope /{element.scope}" if element.scope else ""
        columns = f" /ColSpan {element.columns}" if element.columns > 1 else ""
        rows = f" /RowSpan {element.rows}" if element.rows > 1 else ""
        found = scope + columns + rows
        return f"<</O /Table{found}>>" if found else ""
    if element.role == "L":
        labelled = any(
            isinstance(part, Element) and part.role == "Lbl"
            for item in element.kids
            if isinstance(item, Element)
            for part in item.kids
        )
        return f"<</O /List /ListNumbering /{'Disc' if labelled else 'None'}>>"
    if element.box is not None:
        corners = " ".join(f"{value:.2f}" for value in element.box)
        return f"<</O /Layout /Placement /Block /BBox [{corners}]>>"
    return ""
