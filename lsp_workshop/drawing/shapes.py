"""What a drawing is made of: boxes, lines, areas and texts with names of colours. Knows no painter.

Lengths are points on paper and pixels on a screen; x goes right and y goes down from the top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lsp_workshop.domain.record.figure_parts import SectorMark
from lsp_workshop.drawing.words import Weight

Role = Literal["text", "muted", "accent", "other", "track", "rule", "edge"]
"""What a colour is for; a palette says which one that is."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A role's colour, or a sector's; `upon` asks for the ink that reads on it."""

    role: Role = "text"
    sector: SectorMark | None = None
    upon: bool = False


TEXT, MUTED, ACCENT = Colour("text"), Colour("muted"), Colour("accent")
OTHER, TRACK, RULE, EDGE = Colour("other"), Colour("track"), Colour("rule"), Colour("edge")


@dataclass(frozen=True, slots=True)
class Box:
    """A filled box. A `bar` has a value's length; a `track` shows how long it could be."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour
    radius: float = 0.0
    kind: Literal["bar", "track", "sign"] = "bar"


@dataclass(frozen=True, slots=True)
class Rule:
    x1: float
    y1: float
    x2: float
    y2: float
    colour: Colour
    thick: float


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Disc:
    x: float
    y: float
    radius: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Text:
    """One line as people typed it, in reading order; its baseline at `y`, its left, middle or right end at `x`."""

    x: float
    y: float
    text: str
    size: float
    weight: Weight
    colour: Colour
    anchor: Literal["start", "middle", "end"] = "start"


Shape = Box | Rule | Area | Disc | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        return tuple(shape for shape in self.shapes if isinstance(shape, Text))

    @property
    def bars(self) -> tuple[Box, ...]:
        return tuple(shape for shape in self.shapes if isinstance(shape, Box) and shape.kind == "bar")

    @property
    def words(self) -> str:
        """Every text in it, a line each."""
        return "\n".join(text.text for text in self.texts)
