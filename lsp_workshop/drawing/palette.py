"""Which colour a name stands for, on paper or on a light or dark screen. Colours are "#RRGGBB". Knows no painter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lsp_workshop.domain.record.figure_parts import SectorMark
from lsp_workshop.drawing.shapes import Colour


def _own(mark: SectorMark) -> str:
    return mark.colour


@dataclass(frozen=True, slots=True)
class Palette:
    """A colour for each role; `sector` says a sector's, which on a dark screen is not its own."""

    text: str
    muted: str
    accent: str
    other: str
    track: str
    rule: str
    edge: str
    sector: Callable[[SectorMark], str] = _own

    def of(self, colour: Colour) -> str:
        found = str(getattr(self, colour.role)) if colour.sector is None else self.sector(colour.sector)
        return ink_on(found) if colour.upon else found


def ink_on(ground: str) -> str:
    """White, or nearly black, whichever reads better on `ground`."""
    dark, light = "#171B22", "#FFFFFF"
    return max((light, dark), key=lambda ink: contrast(ink, ground))


def contrast(one: str, other: str) -> float:
    """The ratio of two colours' luminance, 1 to 21 (WCAG 2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
