"""What handouts are made of, as plain data: sheets that run on, sides that must fit, cards to cut out, tents to fold.

Says nothing of fonts and measures but how much room there is to write in. A box to tick is a letter (`BOX`), so that
it is read out and copied like one.
"""

from __future__ import annotations

from dataclasses import dataclass

from lsp_workshop.domain.record.figure_parts import SectorMark
from lsp_workshop.domain.record.parts import Block, Cell, Column

BOX = "☐"


@dataclass(frozen=True, slots=True)
class Display:
    """A text set as large as it fits: `most` points at most, in at most `share` of the height there is."""

    text: str
    most: float
    share: float = 1.0
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to write in, with lines all round: rows at least `least` points high, and `blank` empty ones after them
    (None: as many as fill the page). A row of one cell is a heading over those that follow it.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    blank: int | None = 0
    least: float = 24.0


@dataclass(frozen=True, slots=True)
class Writing:
    """Room to write in, in columns with these headings; `lines` None fills the page or the card, with `least` where too
    little of it is left. Not `ruled`, it is left free.
    """

    columns: tuple[str, ...] = ("",)
    lines: int | None = None
    ruled: bool = True
    least: int = 4


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with a line after each to write on, side by side."""

    labels: tuple[str, ...]


FormBlock = Block | Display | Grid | Writing | Fields


@dataclass(frozen=True, slots=True)
class Sheet:
    """What begins on a page of its own and goes on for as long as it needs. `label` stands over the title."""

    title: str
    blocks: tuple[FormBlock, ...] = ()
    label: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of paper (in large print two): the first of these that fits, each shorter than the one before."""

    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """`mark` stands in the corner; with a `foot` the last block stands at the foot of the card."""

    blocks: tuple[FormBlock, ...]
    mark: SectorMark | None = None
    foot: bool = False


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards to cut out, side by side in the first of the `shapes` (columns, rows) that holds all of them.

    A single one fills a page with copies of itself; `wanted` is how many are needed, `whom` for whom ("34 people").
    What the cards leave of the last page is filled with the `spare` one, if there is one.
    """

    cards: tuple[Card, ...]
    shapes: tuple[tuple[int, int], ...]
    wanted: int = 0
    whom: str = ""
    spare: tuple[Card, ...] = ()

    def note(self, on_page: int) -> str:
        """What stands at the foot of the page, outside the cards, where so many are on it (0: one takes pages)."""
        if not self.wanted or len(self.cards) > 1:
            return ""
        times = -(-self.wanted // max(on_page, 1))
        how_often = "print it once" if times == 1 else f"print it {times} times"
        return f"{on_page} on this page: for {self.whom} {how_often}." if on_page else f"For {self.whom} {how_often}."


@dataclass(frozen=True, slots=True)
class Tent:
    """A card to fold that stands on a table: the title is read from both sides, the lines from one."""

    title: str
    subtitle: str = ""
    lines: tuple[str, ...] = ()


Leaf = Sheet | Side | Cards | Tent


@dataclass(frozen=True, slots=True)
class Handout:
    """A document of sheets. `made_at` is the workshop's last known change (ISO 8601), never the time of export.

    `wall`: for paper twice as large, lying on its side.
    """

    kind: str
    title: str
    date: str
    made_at: str
    leaves: tuple[Leaf, ...]
    author: str = ""
    wall: bool = False
    language: str = "en-GB"
