"""A finished PDF as page images, with its outline and a search in its text, for a preview on any screen.

Knows no Qt and no record.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import pypdfium2

_AT_A_TIME = threading.Lock()
"""PDFium is made for one thread at a time, whatever documents they have open."""


class PageImage(NamedTuple):
    """Pixels of a page: rows from the top, four bytes a pixel in the order blue, green, red, unused (255)."""

    width: int
    height: int
    pixels: bytes


class OutlineLine(NamedTuple):
    """A heading of the outline: its level and page (both from 0), and how far down that it stands, in points."""

    level: int
    title: str
    page: int
    top: float


class Place(NamedTuple):
    """Where words stand on a page (from 0): a box for each line that they run over. A box is left, top, width and
    height in shares of the page's.
    """

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


class PageImages:
    """The pages of one PDF; making it raises OSError, or pypdfium2's PdfiumError for what is no PDF.

    The file is read once and not kept open, so that it may be exported again meanwhile. Any thread may ask, and waits
    while another is answered; after `close` there is nothing on any page.
    """

    def __init__(self, pdf: Path) -> None:
        self.data = pdf.read_bytes()
        with _AT_A_TIME:
            self._document: Any = pypdfium2.PdfDocument(self.data)
            count = len(self._document)
            self.sizes = tuple(self._size(page) for page in range(count))
            self.outline = tuple(self._outline())

    @property
    def page_count(self) -> int:
        return len(self.sizes)

    def _size(self, page: int) -> tuple[float, float]:
        width, height = self._document.get_page_size(page)
        return float(width), float(height)

    def _outline(self) -> Iterator[OutlineLine]:
        for mark in self._document.get_toc():
            goal = mark.get_dest()
            page = goal.get_index() if goal is not None else None
            if page is not None:
                # Left, top and zoom, from the lower left corner.
                _, view = goal.get_view()
                top = self.sizes[page][1] - float(view[1]) if len(view) > 1 else 0.0
                yield OutlineLine(int(mark.level), str(mark.get_title()), int(page), max(top, 0.0))

    def size(self, page_number: int) -> tuple[float, float]:
        """Width and height in points of the page; pages are counted from 1."""
        return self.sizes[page_number - 1]

    def render(self, page_number: int, width_px: int) -> PageImage:
        """The page, counted from 1, as an image `width_px` pixels wide."""
        with _AT_A_TIME:
            if self._document is None:
                return PageImage(1, 1, b"\xff" * 4)
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

    def find(self, words: str, most: int, cancelled: Callable[[], bool]) -> Sequence[Place]:
        """Where the words stand, capitals or not, over the ends of lines too; at most so many places, in order.

        Looks at a page at a time, and stops where `cancelled` says so.
        """
        found: list[Place] = []
        wanted = " ".join(words.split())
        for page in range(self.page_count if wanted else 0):
            if cancelled() or len(found) >= most:
                break
            with _AT_A_TIME:
                if self._document is not None:
                    found.extend(self._found_on(page, wanted))
        return found[:most]

    def _found_on(self, number: int, words: str) -> Iterator[Place]:
        wide, high = self.sizes[number]
        page = self._document[number]
        text = page.get_textpage()
        search = text.search(words)
        try:
            while (found := search.get_next()) is not None:
                boxes = (text.get_rect(place) for place in range(text.count_rects(*found)))
                yield Place(
                    number,
                    tuple(
                        (left / wide, (high - top) / high, (right - left) / wide, (top - bottom) / high)
                        for left, bottom, right, top in boxes
                    ),
                )
        finally:
            search.close()
            text.close()
            page.close()

    def close(self) -> None:
        with _AT_A_TIME:
            document, self._document = self._document, None
            if document is not None:
                document.close()

    def __enter__(self) -> PageImages:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_BGRX = pypdfium2.raw.FPDFBitmap_BGRx
