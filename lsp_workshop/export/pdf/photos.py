"""Photographs on the page: as large as they are read best, with what is on them in words, and their caption below."""

from __future__ import annotations

import io

from reportlab.lib.utils import ImageReader
from reportlab.platypus.flowables import Flowable

from lsp_workshop.domain.record.figure_parts import Photograph
from lsp_workshop.export.pdf.structure import Element
from lsp_workshop.export.pdf.text import Text, paint_text
from lsp_workshop.export.pictures import fitted
from lsp_workshop.export.typeset.clean import one_line


class PhotoOnPage(Flowable):
    """Never apart from its caption. `jpeg` is what `printable` made of the photo."""

    def __init__(self, photo: Photograph, jpeg: bytes, width: float, page: float, caption: Text | None) -> None:
        super().__init__()
        self.photo, self.jpeg, self.caption = photo, jpeg, caption
        self.size = fitted(photo, width, page)

    def getSpaceBefore(self) -> float:
        return 4.0

    def getSpaceAfter(self) -> float:
        return self.caption.style.after if self.caption else 12.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.height = self.size
        if self.caption is not None:
            self.height += self.caption.style.before + self.caption.wrap(availWidth, availHeight)[1]
        return self.width, self.height

    def draw(self) -> None:
        group = Element("Div")
        figure = Element("Figure", group, one_line(self.photo.alternative))
        width, height = self.size
        bottom = self.height - height
        left, base = self.canv.absolutePosition(0, bottom)
        figure.box = (left, base, left + width, base + height)
        with self.canv.tagged(figure):
            self.canv.drawImage(ImageReader(io.BytesIO(self.jpeg)), 0, bottom, width, height)
        if self.caption is not None:
            self.caption.element = group.within("Caption")
            paint_text(self.canv, self.caption, 0, self.caption.height)
