"""What tells sectors apart wherever they are shown: the usual five, their colours, a letter each. Knows no screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from types import MappingProxyType

from lsp_workshop.domain.model import Sector

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
NEUTRAL = "#4D5A63"
"""For a sector without a colour of its own."""


@dataclass(frozen=True, slots=True)
class UsualSector:
    id: str
    name: str
    colour: str
    shape: str


USUAL = (
    UsualSector("public", "Public", "#0F1E75", "circle"),
    UsualSector("private", "Private", "#D17F4F", "square"),
    UsualSector("voluntary", "Voluntary", "#B01916", "triangle"),
    UsualSector("community", "Community", "#745BC6", "diamond"),
    UsualSector("support", "Partnership staff", "#5E2C39", "cross"),
)
"""The sectors that a new workshop starts with."""

COLOURS: Mapping[str, str] = MappingProxyType({each.id: each.colour for each in USUAL})
"""The usual sectors' colours on white, by id. They hold whatever a file says: paper and screens show them alike."""


def colour_of(sector: Sector) -> str:
    """ "#RRGGBB" on white: the usual one, or the sector's own."""
    own = sector.colour if _COLOUR.fullmatch(sector.colour) else NEUTRAL
    return COLOURS.get(sector.id, own)


def letters_for(names: Iterable[str]) -> tuple[str, ...]:
    """A letter A to Z for each name: the first of its own that none before it has, or else any that is free.

    "" for those that come when all are taken.
    """
    taken: list[str] = []
    for name in names:
        own = [character for character in name.upper() if character in ascii_uppercase]
        taken.append(next((letter for letter in (*own, *ascii_uppercase) if letter not in taken), ""))
    return tuple(taken)


def sector_letters(sectors: Sequence[Sector]) -> Mapping[str, str]:
    """The letter of every sector by its id. Give it all of a workshop's: a letter must not change with who is here."""
    return dict(zip((each.id for each in sectors), letters_for(each.name for each in sectors), strict=True))
