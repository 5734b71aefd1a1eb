"""Strips of a drawing one under the other, on as many drawings as their height makes needed. Knows no painter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lsp_workshop.drawing.shapes import MUTED, Colour, Drawing, Shape, Text
from lsp_workshop.drawing.words import Weight, reads_from_right

Draw = Callable[[float], list[Shape]]
"""The shapes of a strip whose top is at the given y."""


@dataclass(frozen=True, slots=True)
class Strip:
    """`head` stands over it where it begins a drawing, or follows a strip with another one."""

    height: float
    draw: Draw
    head: Strip | None = None


def flowed(strips: Sequence[Strip], width: float, height: float, first: float | None) -> list[Drawing]:
    """Drawings of at most `height` (`first`: of the first one), each with one strip at least."""
    made: list[Drawing] = []
    shapes: list[Shape] = []
    y, head = 0.0, None
    room = height if first is None else min(first, height)
    for strip in strips:
        over = strip.head if strip.head is not head else None
        if y > 0 and y + strip.height + (over.height if over else 0.0) > room:
            made.append(Drawing(width, y, tuple(shapes)))
            shapes, y, room = [], 0.0, height
            over = strip.head
        if over is not None:
            shapes += over.draw(y)
            y += over.height
        head = strip.head
        shapes += strip.draw(y)
        y += strip.height
    return [*made, Drawing(width, y, tuple(shapes))] if shapes or not made else made


def together(*strips: Strip) -> Strip:
    """Several as one, which no page break comes between."""

    def draw(y: float) -> list[Shape]:
        shapes: list[Shape] = []
        for strip in strips:
            shapes += strip.draw(y)
            y += strip.height
        return shapes

    return Strip(sum(each.height for each in strips), draw, strips[0].head)


@dataclass(frozen=True, slots=True)
class Pen:
    """Sets lines of words of one size; a text that reads from the right begins there."""

    size: float
    leading: float

    @property
    def lead(self) -> float:
        return self.size * self.leading

    def line(self, text: str, top: float, weight: Weight, colour: Colour, left: float, right: float) -> Text:
        """A line whose box begins at `top`."""
        y = top + self.lead / 2 + self.size * 0.36
        if reads_from_right(text):
            return Text(right, y, text, self.size, weight, colour, "end")
        return Text(left, y, text, self.size, weight, colour)

    def strip(self, lines: Sequence[str], width: float, under: float) -> Strip:
        """Quiet lines over the whole width with some room `under` them."""

        def draw(y: float) -> list[Shape]:
            return [
                self.line(line, y + place * self.lead, "regular", MUTED, 0, width) for place, line in enumerate(lines)
            ]

        return Strip(len(lines) * self.lead + under, draw)
