"""Who is in the room while a ballot is open: by sector or table, and who came and left, in words. Knows no Qt."""

from __future__ import annotations

from collections import Counter

from lsp_workshop.domain.hands import is_here
from lsp_workshop.domain.model import Ballot, Participant
from lsp_workshop.domain.reconciliation import ComingsAndGoings
from lsp_workshop.domain.workshop import Workshop


def comings_words(found: ComingsAndGoings) -> str:
    """ "2 came since the ballot opened (not eligible), 1 left." """
    parts = []
    if found.arrived:
        parts.append(f"{found.arrived} came since the ballot opened (not eligible)")
    if found.left:
        parts.append(f"{found.left} left" if found.arrived else f"{found.left} left since the ballot opened")
    return f"{', '.join(parts)}." if parts else ""


def here_by_sector(workshop: Workshop, ballot: Ballot) -> Counter[str | None]:
    """Those who may vote and are still here, by their sector; None for those of none."""
    sectors = (workshop.sector_of(person) for person in _voters_here(workshop, ballot))
    return Counter(sector.id if sector is not None else None for sector in sectors)


def here_by_table(workshop: Workshop, ballot: Ballot) -> Counter[str | None]:
    """Those who may vote and are still here, by the table they sit at; None for those who sit at none."""
    return Counter(person.group_id for person in _voters_here(workshop, ballot))


def _voters_here(workshop: Workshop, ballot: Ballot) -> list[Participant]:
    found = (workshop.find(Participant, voter_id) for voter_id in ballot.eligible_ids or ())
    return [person for person in found if person is not None and is_here(person)]
