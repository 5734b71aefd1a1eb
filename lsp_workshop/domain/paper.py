"""What somebody chooses of how a document comes out of the printer. Knows no document and no library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PageSize(StrEnum):
    A4 = "A4"
    LETTER = "Letter"


_MM = 72 / 25.4
_SIZES = {PageSize.A4: (210 * _MM, 297 * _MM), PageSize.LETTER: (8.5 * 72, 11 * 72)}


@dataclass(frozen=True, slots=True)
class Paper:
    """`large_print`: every letter 1.45 times as large. `grey`: without colours, for a printer that has none.
    `archival`: a PDF that promises an archive (PDF/A-2) to look the same in fifty years.
    """

    size: PageSize = PageSize.A4
    large_print: bool = False
    grey: bool = False
    archival: bool = False

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the upright page, in points."""
        return _SIZES[self.size]

    @property
    def wall(self) -> tuple[float, float]:
        """The upright page for a wall, twice as large: A3, or Tabloid."""
        width, height = self.page
        return height, 2 * width


USUAL = Paper()
