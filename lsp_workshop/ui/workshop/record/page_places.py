"""Where the pages of a preview lie, one below the other, at a zoom. Knows no widget and no picture."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QSize

GAP, EDGE = 12, 6
"""Pixels between the pages, and around them all."""
STEPS = (25, 50, 75, 100, 125, 150, 200, 300, 400)
"""Percent of the size on paper; a point is a 72nd of an inch, and an inch has 96 pixels."""
_PIXELS = 96 / 72
_LEAST = 60


class Fit(StrEnum):
    WIDTH = "width"
    PAGE = "page"


Zoom = Fit | int
"""What the pages are fitted to, or percent."""


@dataclass(frozen=True, slots=True)
class Places:
    """`rects` in the pixels of the whole, which is `size` large; the first page begins at the top."""

    rects: tuple[QRect, ...]
    size: QSize

    def in_sight(self, top: int, height: int) -> range:
        """The pages of which something lies between the heights."""
        first = bisect_left(self.rects, top, key=QRect.bottom)
        return range(first, max(first, bisect_right(self.rects, top + height, key=QRect.top)))

    def page_at(self, height: int) -> int:
        """The page at a height, or the one above the gap there; 0 where there is none."""
        return max(bisect_right(self.rects, height, key=QRect.top) - 1, 0)


def places(sizes: Sequence[tuple[float, float]], room: QSize, zoom: Zoom, widest: int) -> Places:
    """The places of pages of these sizes (points) in a `room` of pixels. Fitted to the width, none is wider than
    `widest`: lines are read no better for it.
    """
    tiles = [_tile(width, height, room, zoom, widest) for width, height in sizes]
    whole = max([room.width(), *(tile.width() + 2 * EDGE for tile in tiles)])
    rects, top = [], EDGE
    for tile in tiles:
        rects.append(QRect((whole - tile.width()) // 2, top, tile.width(), tile.height()))
        top += tile.height() + GAP
    return Places(tuple(rects), QSize(whole, top - GAP + EDGE if tiles else 0))


def _tile(width: float, height: float, room: QSize, zoom: Zoom, widest: int) -> QSize:
    across = room.width() - 2 * EDGE
    if isinstance(zoom, int):
        pixels = width * _PIXELS * zoom / 100
    elif zoom is Fit.WIDTH:
        pixels = min(across, widest)
    else:
        pixels = min(across, (room.height() - 2 * EDGE) * width / height)
    wide = max(round(pixels), _LEAST)
    return QSize(wide, max(round(wide * height / width), 1))


def percent(pixels: int, points: float) -> int:
    """How large a page is shown that is so wide."""
    return round(pixels / (points * _PIXELS) * 100)


def stepped(now: int, by: int) -> int:
    """The next larger step than `now` percent (`by` 1) or the next smaller (-1); the last where there is none."""
    further = [step for step in STEPS if (step > now if by > 0 else step < now)]
    return (further[0] if by > 0 else further[-1]) if further else (STEPS[-1] if by > 0 else STEPS[0])
