"""A sector's sign as shapes: a form in its colour with its letter, apart without colour too. Knows no painter."""

from __future__ import annotations

from lsp_workshop.domain.record.figure_parts import SectorMark
from lsp_workshop.drawing.shapes import Area, Box, Colour, Disc, Shape, Text

LETTER = 0.6
"""How large the letter is in a sign of 1."""


def mark_shapes(x: float, y: float, size: float, mark: SectorMark) -> list[Shape]:
    """The sign in the square of `size` whose top left corner is at x and y."""
    colour = Colour(sector=mark)
    middle, centre, half = x + size / 2, y + size / 2, size / 2
    baseline = y + size * 0.71
    form: Shape
    if mark.shape == "triangle":
        form = Area(((x - size * 0.08, y + size), (x + size * 1.08, y + size), (middle, y - size * 0.05)), colour)
        baseline = y + size * 0.86
    elif mark.shape == "diamond":
        r = half * 1.2
        form = Area(((middle - r, centre), (middle, centre - r), (middle + r, centre), (middle, centre + r)), colour)
    elif mark.shape == "cross":
        a, b = half * 1.05, half * 0.62
        corners = (
            (-b, a), (b, a), (b, b), (a, b), (a, -b), (b, -b), (b, -a), (-b, -a), (-b, -b), (-a, -b), (-a, b), (-b, b),
        )  # fmt: skip
        form = Area(tuple((middle + dx, centre + dy) for dx, dy in corners), colour)
    elif mark.shape == "square":
        form = Box(x, y, size, size, colour, kind="sign")
    else:
        form = Disc(middle, centre, half, colour)
    if not mark.letter:
        return [form]
    ink = Colour(sector=mark, upon=True)
    return [form, Text(middle, baseline, mark.letter, size * LETTER, "bold", ink, "middle")]
