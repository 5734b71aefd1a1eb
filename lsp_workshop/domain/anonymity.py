"""What keeps a paper that is not attributed from being somebody's: which sectors it may name, which names when.

A file keeps its lines in the order in which they came until it is closed. Whoever reads "paper, Ann has voted, paper,
Bob has voted" knows whose they are. So names are noted in lots: however the papers between two lots are told apart
(by what stands beside them, by counting, by their sector), each could be from as many people as the workshop's
small-group threshold, or from all who voted where those are fewer. Who may vote is not who hands in a paper: as a
ballot closes, sectors that were large enough and gave few papers lose their name too. Knows no screen and no file.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from lsp_workshop.domain.disclosure import least_papers
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Ballot, BallotStatus, Participant, Secrecy, Turnout, VoterUnit
from lsp_workshop.domain.workshop import Workshop


def least_together(workshop: Workshop) -> int:
    """The fewest people among whom a paper is nobody's: the small-group threshold, at least three."""
    return least_papers(workshop.details.small_group_threshold)


# --- sectors on papers --------------------------------------------------------------------------------------


def sectors_on_papers(voters: Mapping[str, int], everyone: int, order: Sequence[str], least: int) -> tuple[str, ...]:
    """The sectors of `order` that papers without names may name.

    `voters` are those who may vote by sector, `everyone` all of them. A sector of fewer than `least` voters would be
    a name, so its papers name none; nor may those that name none be few, so that the next smallest sector joins them
    (of equals the first in order), which has `least` itself.
    """
    named = [sector for sector in order if voters.get(sector, 0) >= least]
    unnamed = everyone - sum(voters[sector] for sector in named)
    if 0 < unnamed < least and named:
        named.remove(min(named, key=lambda sector: voters[sector]))
    return tuple(named)


def sector_on_paper(ballot: Ballot, sector_id: str | None) -> str | None:
    """What the paper of somebody from the sector keeps of it: nothing where the sector is too small."""
    if ballot.secrecy is not Secrecy.SECTOR_ONLY or ballot.eligible_by_sector is None:
        return sector_id
    return sector_id if sector_id in ballot.eligible_by_sector else None


def goes_unnamed(ballot: Ballot, sector_id: str | None) -> bool:
    """Whether a person's paper from the sector, or from none, lies among those that name no sector and no person."""
    by_sector = ballot.secrecy is Secrecy.SECTOR_ONLY and ballot.voter_unit is VoterUnit.PARTICIPANT
    return by_sector and sector_on_paper(ballot, sector_id) is None


def sectors_with_few_papers(workshop: Workshop, ballot: Ballot) -> tuple[str, ...]:
    """The sectors whose papers must not name them once the ballot is closed, in the sectors' order.

    The rule of `sectors_on_papers` with the papers that are in, of which spoilt ones hide nobody. A sector without a
    paper has none that could be somebody's.
    """
    if ballot.secrecy is not Secrecy.SECTOR_ONLY or ballot.voter_unit is VoterUnit.GROUP:
        return ()
    box = workshop.box_of(ballot.id)
    order = [sector.id for sector in workshop.sectors()]
    valid = {sector: box.valid[sector] for sector in order}
    kept = sectors_on_papers(valid, sum(valid.values()) + box.valid[None], order, least_together(workshop))
    return tuple(sector for sector in order if box.by_sector[sector] and sector not in kept)


def named_when_closed(workshop: Workshop, ballot: Ballot) -> Ballot:
    """The ballot with the sectors alone that its papers may name once it is closed."""
    few = sectors_with_few_papers(workshop, ballot)
    if not few or ballot.eligible_by_sector is None:
        return ballot
    named = {sector: voters for sector, voters in ballot.eligible_by_sector.items() if sector not in few}
    return dataclasses.replace(ballot, eligible_by_sector=MappingProxyType(named))


def voters_of_sector(workshop: Workshop, ballot: Ballot, sector_id: str) -> int | None:
    """How many of those who could vote when the ballot opened are of the sector; None where it does not tell who."""
    if ballot.eligible_ids is None:
        return None
    return sum(_sector_id(workshop, voter_id) == sector_id for voter_id in ballot.eligible_ids)


def sectors_left_out(workshop: Workshop, ballot: Ballot) -> tuple[str, ...]:
    """Sectors of people who may vote that the ballot's papers do not name, in the sectors' order."""
    named = ballot.eligible_by_sector
    if ballot.secrecy is not Secrecy.SECTOR_ONLY or ballot.voter_unit is VoterUnit.GROUP or named is None:
        return ()
    there = {_sector_id(workshop, voter_id) for voter_id in ballot.eligible_ids or ()}
    return tuple(sector.id for sector in workshop.sectors() if sector.id in there and sector.id not in named)


def _sector_id(workshop: Workshop, participant_id: str) -> str | None:
    participant = workshop.find(Participant, participant_id)
    sector = workshop.sector_of(participant) if participant else None
    return sector.id if sector else None


# --- who has voted ------------------------------------------------------------------------------------------


def recorded_voters(ballot: Ballot, turnout: Turnout | None) -> tuple[str, ...]:
    """The ids of those noted as having voted, of people or, where they vote, of groups."""
    if turnout is None:
        return ()
    return turnout.group_ids if ballot.voter_unit is VoterUnit.GROUP else turnout.participant_ids


def turnout_can_be_recorded(
    workshop: Workshop, ballot: Ballot, voter_ids: Collection[str], *, closing: bool = False
) -> bool:
    """Whether these may be noted now as having voted, or must wait for others; with `closing`, as the ballot closes.

    Says nothing of who may vote at all (`record_turnout` does).
    """
    return turnout_refusal(workshop, ballot, voter_ids, closing=closing) is None


def turnout_refusal(
    workshop: Workshop, ballot: Ballot, voter_ids: Collection[str], *, closing: bool = False
) -> DomainError | None:
    """Why these names cannot be noted now: "turnout_waits", "turnout_would_tell", or None where they can.

    Of an attributed ballot anybody can at any time. Otherwise people whose papers look alike (all of a secret ballot;
    those of one sector where the paper names it) are taken together. While the ballot is open a lot of them needs
    `least_together`, and so do those it leaves for later: else the next paper is one of theirs. That holds before the
    first paper too: "Ann has voted, paper" tells as much. All of them at once are no lot. Once the ballot is closed
    no paper follows, and all who wait can be noted, be they few; but not few of those of whom some were noted before,
    since the papers that came in between would be theirs. As it closes that has to hold twice: for whose papers looked
    alike so far, as the journal still tells, and for whose will (`named_when_closed`).
    """
    if ballot.secrecy is Secrecy.ATTRIBUTED or not voter_ids:
        return None
    closed = closing or ballot.status is BallotStatus.CLOSED
    least, wanted = least_together(workshop), set(voter_ids)
    noted = set(recorded_voters(ballot, workshop.turnout_of(ballot.id)))
    kinds = [*_alike(workshop, ballot, wanted | noted)]
    if closing:
        kinds += _alike(workshop, named_when_closed(workshop, ballot), wanted | noted)
    for alike in kinds:
        now, before = len(alike & wanted - noted), len(alike & noted)
        left = None if ballot.eligible_ids is None else len(alike) - now - before
        if not now or (before == 0 and (closed or left == 0)):
            continue
        if now < least or (not closed and left is not None and 0 < left < least):
            code = "turnout_would_tell" if closed else "turnout_waits"
            return DomainError(code, waiting=len(wanted), least=least, title=ballot.title)
    return None


def _alike(workshop: Workshop, ballot: Ballot, known: Iterable[str]) -> Iterable[set[str]]:
    """The voters by what their papers say of them; those of `known` where a file does not tell who might vote."""
    voters = set(known).union(ballot.eligible_ids or ())
    if ballot.secrecy is Secrecy.SECRET or ballot.voter_unit is VoterUnit.GROUP:
        return (voters,)
    by_sector: dict[str | None, set[str]] = {}
    for voter_id in voters:
        sector_id = sector_on_paper(ballot, _sector_id(workshop, voter_id))
        by_sector.setdefault(sector_id, set()).add(voter_id)
    return by_sector.values()
