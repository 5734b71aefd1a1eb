"""A canvas on which everything painted either has its place in the document's structure or is furniture.

Also paints what only the end of the document knows (the pages of the contents) into pages that were done long before.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from lsp_workshop.export.pdf.file import write_file
from lsp_workshop.export.pdf.metadata import Properties
from lsp_workshop.export.pdf.structure import Element, Structure
from lsp_workshop.export.typeset.clean import one_line

_NO_BORDER = [0, 0, 0]
_PRINTED = 4
"""The flag of an annotation that is printed with its page."""


class TaggedCanvas(Canvas):
    """`properties` are what the file says about itself.

    While something is open (`tagged`, `artifact`), what opens inside it belongs to it.
    """

    def __init__(self, file: Any, properties: Properties, **given: Any) -> None:
        self._code: list[str]
        super().__init__(file, **given)
        self.structure = Structure()
        self.properties = properties
        self._open = False
        self._later: list[tuple[int, str, Callable[[TaggedCanvas], None]]] = []
        self._links: list[tuple[int, Any]] = []
        self._done: list[Any] = []

    # --- what is painted ----------------------------------------------------------------------------------

    @contextlib.contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is painted inside is the element's."""
        if self._open:
            yield
            return
        number = self.structure.mark(element)
        with self._marked(f"/{element.role} <</MCID {number}>> BDC"):
            yield

    @contextlib.contextmanager
    def artifact(self, furniture: str = "") -> Iterator[None]:
        """What is painted inside is not read: rules, bars, dots; `furniture` is Header or Footer."""
        if self._open:
            yield
            return
        kind = f"/Artifact <</Type /Pagination /Subtype /{furniture}>> BDC" if furniture else "/Artifact BMC"
        with self._marked(kind):
            yield

    @contextlib.contextmanager
    def _marked(self, begin: str) -> Iterator[None]:
        self._code.append(begin)
        self._open = True
        try:
            yield
        finally:
            self._open = False
            self._code.append("EMC")

    def link(
        self, element: Element, words: str, key: str, area: tuple[float, float, float, float]
    ) -> Callable[[str], None]:
        """A link of the element from `area` to the bookmark; returns how its words are changed later."""
        name = f"Link{len(self._links)}"
        annotation = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Annot"),
                "Subtype": pdfdoc.PDFName("Link"),
                "Rect": pdfdoc.PDFArray(self._absRect(area, 1)),
                "Border": pdfdoc.PDFArray(_NO_BORDER),
                "Dest": self._bookmarkReference(key),
                "F": _PRINTED,
            }
        )

        def say(words: str) -> None:
            annotation["Contents"] = pdfdoc.PDFString(one_line(words))

        say(words)
        self._links.append((self.structure.link(element, name), annotation))
        self._addAnnotation(annotation, name)
        return say

    def later(self, paint: Callable[[TaggedCanvas], None]) -> None:
        """Has `paint` called when the last page is done, to paint here; it belongs to what is open now."""
        place = f"%later{len(self._later)}"
        self._code.append(place)
        self._later.append((len(self._done), place, paint))

    # --- pages and the end --------------------------------------------------------------------------------

    def _setAnnotations(self, page: Any) -> None:
        """Called for every page that is done."""
        super()._setAnnotations(page)
        # ReportLab leaves out what a page's list of entries has not; these two have been in PDF since 1.3 and 1.5.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self.structure.page_done()
        page.Tabs = pdfdoc.PDFName("S")
        self._done.append(page)

    def save(self) -> None:
        if self._code:
            self.showPage()
        self._paint_what_waited()
        for link, annotation in self._links:
            annotation["StructParent"] = self.structure.link_key(link)
        write_file(self._doc, self, self._filename)
        self._let_go()

    def _let_go(self) -> None:
        self.structure.let_go()
        for things in (self._doc.idToObject, self._doc.numberToId, self._doc.idToObjectNumberAndVersion):
            while things:
                things.popitem()
        self._done.clear()
        self._later.clear()
        self._links.clear()

    def _paint_what_waited(self) -> None:
        waiting: dict[int, dict[str, str]] = {}
        kept, self._open = self._code, True
        for page, place, paint in self._later:
            self._code = []
            paint(self)
            waiting.setdefault(page, {})[place] = "\n".join(self._code)
        self._code, self._open = kept, False
        for page, painted in waiting.items():
            lines = self._done[page].stream.split("\n")
            self._done[page].stream = "\n".join(painted.get(line, line) for line in lines)
