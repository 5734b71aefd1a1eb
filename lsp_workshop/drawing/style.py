"""Sizes of what is drawn, and lines of words set by them. Knows no chart."""

from __future__ import annotations

from dataclasses import dataclass

from lsp_workshop.drawing.marks import LETTER
from lsp_workshop.drawing.shapes import Colour, Text
from lsp_workshop.drawing.words import Weight


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes of texts and bars, in the drawing's own unit.

    `figure` is the size of the figures that matter, `small` of everything quiet. `row` is the least height of a row.
    `tracks` shows how long a bar could be and sets the figures in line at the edge (screens); without, they stand at
    the bars' ends with their details behind them (paper). `most_lines` is how many a label may have; `brief` leaves out
    what stands elsewhere.
    """

    size: float
    figure: float
    small: float
    bar: float
    thin: float
    row: float
    line: float
    tracks: bool
    gap: float = 0.0
    leading: float = 1.28
    most_lines: int = 12
    brief: bool = False

    @property
    def pad(self) -> float:
        return self.small * (0.85 if self.tracks else 0.55)

    def sign(self, size: float) -> float:
        """The side of a sector's sign beside words of this size: on a screen its letter is as large as they are."""
        return size / LETTER if self.tracks else size * 1.05

    def lead(self, size: float) -> float:
        """From one line of words of this size to the next."""
        return size * self.leading

    def worded(
        self,
        text: str,
        top: float,
        size: float,
        weight: Weight,
        colour: Colour,
        left: float,
        right: float,
        backwards: bool = False,
    ) -> Text:
        """A line of words whose box begins at `top`; a text that reads from the right begins there."""
        y = top + self.lead(size) / 2 + size * 0.36
        return Text(right if backwards else left, y, text, size, weight, colour, "end" if backwards else "start")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands; bars may be `room` long, figures take `tail`."""

    x: float
    width: float
    room: float
