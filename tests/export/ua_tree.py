"""The structure of a PDF as it is written in the file, and what is wrong with it by itself. Knows no page's content."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from pypdf.generic import IndirectObject

GROUPS = {"/Document", "/Part", "/Sect", "/Div", "/Art", "/BlockQuote", "/NonStruct"}
STANDARD = GROUPS | {
    "/Caption", "/TOC", "/TOCI", "/Index", "/P", "/H", *(f"/H{level}" for level in range(1, 7)), "/L", "/LI", "/Lbl",
    "/LBody", "/Table", "/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot", "/Span", "/Quote", "/Note", "/Reference",
    "/BibEntry", "/Code", "/Link", "/Annot", "/Figure", "/Formula", "/Form",
}  # fmt: skip
INSIDE = {
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/THead": {"/TR"}, "/TBody": {"/TR"}, "/TFoot": {"/TR"},
    "/TR": {"/TH", "/TD"},
    "/L": {"/LI", "/L", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
    "/TOC": {"/TOC", "/TOCI", "/Caption"},
    "/TOCI": {"/Lbl", "/Reference", "/NonStruct", "/P", "/TOC", "/Link"},
}  # fmt: skip
"""What may be in an element of these; and the other way round, what may be nowhere else."""
ONLY_IN = {
    role: {parent for parent, kids in INSIDE.items() if role in kids}
    for role in ("/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot", "/LI", "/LBody", "/TOCI")
}


def plain(value: Any) -> Any:
    """The object itself where a reference to it is given."""
    while isinstance(value, IndirectObject):
        value = value.get_object()
    return value


class Tree:
    """Elements by the numbers of their objects. `pages` are the numbers of the pages' objects, in their order.

    `contents`: for each page (from 0) the contents and their elements as they are read. `links`: the annotations of
    each element. `parents`: the elements behind each key, as the file says.
    """

    def __init__(self, root: Any, pages: list[int]) -> None:
        self._pages = {number: place for place, number in enumerate(pages)}
        self._roles: dict[int, str] = {}
        self._map = plain(plain(root).get("/RoleMap", {}))
        self.contents: dict[int, list[tuple[int, int]]] = {}
        self.links: dict[int, list[int]] = {}
        self.parents: dict[int, Any] = {}
        self._faults: list[str] = []
        self._headings: list[int] = []
        self._flatten(plain(plain(root).get("/ParentTree", {})))
        for reference in _listed(plain(root).get("/K", [])):
            self._element(reference, root, None)

    def role(self, element: int) -> str:
        return self._roles.get(element, "nothing")

    def faults(self) -> Iterator[str]:
        yield from self._faults
        levels = self._headings
        if levels and levels[0] != 1:
            yield "the first heading is not of the first level"
        if any(after > before + 1 for before, after in itertools.pairwise(levels)):
            yield "a level of headings is left out"

    def _flatten(self, node: Any) -> None:
        entries = plain(node.get("/Nums", []))
        for place in range(0, len(entries), 2):
            self.parents[entries[place]] = entries[place + 1]
        for kid in plain(node.get("/Kids", [])):
            self._flatten(plain(kid))

    def _element(self, reference: Any, parent: Any, within: str | None) -> None:
        element, number = plain(reference), reference.idnum
        role = str(element.get("/S"))
        role = str(self._map.get(role, role))
        self._roles[number] = role
        if plain(element.get("/P")) is not plain(parent) and element.get("/P") != parent:
            self._faults.append(f"a {role} that names another parent")
        self._faults += _place(role, within)
        if re.fullmatch("/H[1-6]", role):
            self._headings.append(int(role[2]))
        kids = _listed(element.get("/K", []))
        self._faults += _alone(role, element, kids)
        for kid in kids:
            self._kid(kid, element, number, reference, role)
        if role == "/Table":
            self._faults += _table(element)

    def _kid(self, kid: Any, element: Any, number: int, reference: Any, role: str) -> None:
        inner = plain(kid)
        if isinstance(inner, int):
            self._content(element.raw_get("/Pg") if "/Pg" in element else None, inner, number)
        elif inner.get("/Type") == "/MCR":
            page = inner.raw_get("/Pg") if "/Pg" in inner else element.raw_get("/Pg")
            self._content(page, inner["/MCID"], number)
        elif inner.get("/Type") == "/OBJR":
            self.links.setdefault(number, []).append(inner.raw_get("/Obj").idnum)
        elif not isinstance(kid, IndirectObject):
            self._faults.append(f"a {role} with something unheard of in it")
        elif kid.idnum in self._roles:
            self._faults.append(f"a {inner.get('/S')} in two places")
        else:
            self._element(kid, reference, role)

    def _content(self, page: Any, number: int, element: int) -> None:
        place = self._pages.get(page.idnum) if page is not None else None
        if place is None:
            self._faults.append(f"a {self.role(element)} on a page that there is not")
        else:
            self.contents.setdefault(place, []).append((number, element))


def _listed(kids: Any) -> list[Any]:
    found = plain(kids)
    return list(found) if isinstance(found, list) else [kids]


def _place(role: str, within: str | None) -> Iterator[str]:
    if role not in STANDARD:
        yield f"nobody knows what a {role} is"
    if within in INSIDE and role not in INSIDE[within]:
        yield f"a {role} in a {within}"
    if role in ONLY_IN and within not in ONLY_IN[role]:
        yield f"a {role} in a {within}"


def _alone(role: str, element: Any, kids: list[Any]) -> Iterator[str]:
    """What is wrong with an element by itself."""
    holds_content = any(isinstance(plain(kid), int) for kid in kids)
    if holds_content and role in GROUPS | {"/Table", "/TR", "/L", "/LI", "/TOC"}:
        yield f"text of a {role} itself, outside of its parts"
    if not kids and role not in ("/TD", "/TH"):
        yield f"a {role} with nothing in it"
    if role in ("/Figure", "/Formula"):
        if not str(element.get("/Alt", element.get("/ActualText", ""))).strip():
            yield "a figure without words"
        if not any("/BBox" in each for each in _attributes(element)):
            yield "a figure that does not say where it is"
    if role == "/TH" and not any("/Scope" in each for each in _attributes(element)):
        yield "a table's header that does not say what it heads"
    if role == "/Link" and not any(_is(kid, "/OBJR") for kid in kids):
        yield "a link's words without the link"
    if role == "/LI" and not any(plain(kid).get("/S") == "/LBody" for kid in kids if not isinstance(plain(kid), int)):
        yield "an item of a list without its text"


def _is(kid: Any, kind: str) -> bool:
    inner = plain(kid)
    return not isinstance(inner, int) and inner.get("/Type") == kind


def _attributes(element: Any) -> list[Any]:
    return [each for each in map(plain, _listed(element.get("/A", []))) if not isinstance(each, int)]


def _number(cell: Any, name: str) -> int:
    return next((int(each[name]) for each in _attributes(cell) if name in each), 1)


def _rows(table: Any) -> Iterator[Any]:
    for kid in map(plain, _listed(table.get("/K", []))):
        if kid.get("/S") == "/TR":
            yield kid
        elif kid.get("/S") in ("/THead", "/TBody", "/TFoot"):
            yield from _rows(kid)


def _table(table: Any) -> Iterator[str]:
    """Every row is as wide as the others, spans counted, and something heads it."""
    widths: list[int] = []
    headed = False
    open_spans: dict[int, int] = {}
    for row in _rows(table):
        column, following = 0, {place: left - 1 for place, left in open_spans.items() if left > 1}
        for cell in map(plain, _listed(row.get("/K", []))):
            while column in open_spans:
                column += 1
            headed = headed or cell.get("/S") == "/TH"
            for _ in range(_number(cell, "/ColSpan")):
                if _number(cell, "/RowSpan") > 1:
                    following[column] = _number(cell, "/RowSpan") - 1
                column += 1
        while column in open_spans:
            column += 1
        widths.append(column)
        open_spans = following
    if not headed:
        yield "a table without a header"
    if len(set(widths)) > 1:
        yield f"a table whose rows have different numbers of cells: {sorted(set(widths))}"
    if open_spans:
        yield "a table's cell that reaches below its last row"
