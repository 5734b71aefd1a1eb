"""What of a result a decision has to deal with: the tie that decides, and who is not convinced. Knows no Qt."""

from __future__ import annotations

from lsp_workshop.domain.model import Sector
from lsp_workshop.domain.presentation import is_leading
from lsp_workshop.domain.results import BallotResult
from lsp_workshop.domain.wording import listed
from lsp_workshop.domain.workshop import Workshop


def decides(result: BallotResult) -> bool:
    """Whether a tie stands among the first places: who shares the seventh of twelve, nobody asks."""
    leading = {option.id for option in result.options if is_leading(option, len(result.options))}
    return any(leading & set(tie) for tie in result.ties)


def tie_to_settle(result: BallotResult) -> tuple[str, ...]:
    """The ids of the options that share the best of the places that are shared; () without a tie."""
    places = {option.id: option.place or 0 for option in result.options}
    return min(result.ties, key=lambda tie: min(places[each] for each in tie), default=())


def unconvinced_words(workshop: Workshop, result: BallotResult) -> str:
    """ "Voluntary is not convinced." for the record to carry; "" where every sector that shows is."""
    found = (workshop.find(Sector, sector_id) for sector_id in result.unconvinced_sectors)
    names = [sector.name for sector in found if sector is not None]
    return f"{listed(names)} {'is' if len(names) == 1 else 'are'} not convinced." if names else ""
