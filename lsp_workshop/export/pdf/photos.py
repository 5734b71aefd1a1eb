"""Photographs on the page: as large as they are read best, with what is on them in words, and their caption below."""

from __future__ import annotations

import io

from reportlab.lib.utils import ImageReader
from reportlab.platypus.flowables import Flowable

from lsp_workshop.domain.record.parts import Photograph
from lsp_workshop.export.pdf.structure import Element
from lsp_workshop.export.pdf.text import Text, paint_text
from lsp_workshop.export.typeset.clean import one_line

_TALLEST = 0.44
"""Of the page: two flip charts, upright as they are, stand under one another."""
_DENSEST = 1.6
"""Pixels a point (115 to the inch): a small picture is not blown up beyond it."""


class PhotoOnPage(Flowable):
    """Never apart from its caption. `photo` has to be one that `readable` says yes to."""

    def __init__(self, photo: Photograph, width: float, page: float, caption: Text | None) -> None:
        super().__init__()
        self.photo, self.caption = photo, caption
        scale = min(width / photo.width, page * _TALLEST / photo.height, 1 / _DENSEST)
        self.size = (photo.width * scale, photo.height * scale)

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
            self.canv.drawImage(ImageReader(io.BytesIO(self.photo.jpeg)), 0, bottom, width, height)
        if self.caption is not None:
            self.caption.element = group.within("Caption")
            paint_text(self.canv, self.caption, 0, self.caption.height)


def readable(photo: Photograph) -> bool:
    """Whether the print library can make something of it; a file that came from elsewhere may hold anything."""
    try:
        return bool(ImageReader(io.BytesIO(photo.jpeg)).getSize() == (photo.width, photo.height))
    except OSError:
        return False
