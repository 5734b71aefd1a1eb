"""What the makers of handouts share: the frame of a document and small blocks. Decides nothing of their contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsp_workshop.domain.handouts.parts import BOX, Grid, Handout, Leaf
from lsp_workshop.domain.model import Group
from lsp_workshop.domain.paper_keys import OTHERS
from lsp_workshop.domain.record.front import last_change
from lsp_workshop.domain.record.names import without_names
from lsp_workshop.domain.record.parts import Cell, Column, Paragraph
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.wording import date_words
from lsp_workshop.domain.workshop import Workshop

NO_BREAK = "\u00a0"
_SHORT = 30
GAP = " \u00a0 "
"""Between things to tick that stand on one line."""


def handout(workshop: Workshop, kind: str, leaves: Sequence[Leaf], *, wall: bool = False) -> Handout:
    """The document as it stands; nobody has looked for names in it yet."""
    details = workshop.details
    return Handout(
        kind=kind,
        title=details.title,
        date=date_words(details.date),
        made_at=last_change(workshop),
        leaves=tuple(leaves),
        author=details.partnership.name,
        wall=wall,
    )


def for_everybody(
    workshop: Workshop, people: People, kind: str, leaves: Sequence[Leaf], *, wall: bool = False
) -> Handout:
    """The document, with nobody's name in it who did not agree."""
    return without_names(handout(workshop, kind, leaves, wall=wall), people)


def ticks(items: Iterable[str]) -> str:
    """ "☐ one   ☐ other", each kept with its box; short ones stay on one line."""
    return GAP.join(f"{BOX}\u00a0{item if len(item) > _SHORT else item.replace(' ', NO_BREAK)}" for item in items)


def which_group(workshop: Workshop) -> Paragraph | None:
    """The groups to ring one's own; None where there are none."""
    groups = workshop.all(Group)
    if not groups:
        return None
    labels = GAP.join(group.label for group in groups)
    return Paragraph(f"{workshop.group_noun} (ring yours): {labels}")


def sector_words(workshop: Workshop, keys: dict[str, str]) -> tuple[str, ...]:
    """ "Public (P)" for each sector that has a key, and "none of these (O)" for papers of no sector."""
    names = {sector.id: sector.name for sector in workshop.sectors()} | {OTHERS: "none of these"}
    return tuple(f"{names[each]} ({letter})" if letter else names[each] for each, letter in keys.items())


def ratings(points: Sequence[int], statements: Sequence[tuple[str, str, str]]) -> Grid:
    """Statements (number, title, words) with the scale's numbers to ring after each."""
    share = 0.065 if len(points) < 8 else 0.05
    rest = max(0.25, 1 - 0.07 - share * len(points))
    columns = (Column("No.", 0.07), Column("", rest), *(Column(str(point), share) for point in points))
    rows = tuple(
        (
            Cell(number, strong=True),
            Cell(title, strong=bool(words), note=words),
            *(Cell(str(point)) for point in points),
        )
        for number, title, words in statements
    )
    return Grid(columns, rows, least=26)
