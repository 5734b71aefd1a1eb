"""A finished PDF as page images, for a preview on any screen. Knows no Qt and no record."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import pypdfium2


class PageImage(NamedTuple):
    """Pixels of a page: rows from the top, four bytes a pixel in the order blue, green, red, unused (255)."""

    width: int
    height: int
    pixels: bytes


class PageImages:
    """The pages of one PDF; making it raises OSError, or pypdfium2's PdfiumError for what is no PDF.

    The file is read once and not kept open, so that it may be exported again meanwhile.
    """

    def __init__(self, pdf: Path) -> None:
        self._document = pypdfium2.PdfDocument(pdf.read_bytes())

    @property
    def page_count(self) -> int:
        return len(self._document)

    def size(self, page_number: int) -> tuple[float, float]:
        """Width and height in points of the page; pages are counted from 1."""
        width, height = self._document[page_number - 1].get_size()
        return float(width), float(height)

    def render(self, page_number: int, width_px: int) -> PageImage:
        """The page, counted from 1, as an image `width_px` pixels wide."""
        page = self._document[page_number - 1]
        bitmap = page.render(scale=width_px / page.get_width(), force_bitmap_format=_BGRX)
        try:
            rows = bytes(bitmap.buffer)
            row = bitmap.width * 4
            if bitmap.stride != row:
                rows = b"".join(rows[y * bitmap.stride : y * bitmap.stride + row] for y in range(bitmap.height))
            return PageImage(bitmap.width, bitmap.height, rows)
        finally:
            bitmap.close()
            page.close()

    def close(self) -> None:
        self._document.close()

    def __enter__(self) -> PageImages:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_BGRX = pypdfium2.raw.FPDFBitmap_BGRx
