"""Before a ballot closes: papers against names against the room, in numbers. Knows no words and no choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from lsp_workshop.domain.anonymity import recorded_voters
from lsp_workshop.domain.hands import Mismatch, is_here
from lsp_workshop.domain.model import Ballot, Group, Participant, Secrecy, VoterUnit
from lsp_workshop.domain.voting import eligible_voters
from lsp_workshop.domain.workshop import Workshop


@dataclass(frozen=True, slots=True)
class ComingsAndGoings:
    """Since the ballot opened: who may vote but came too late for it, and who may still vote in it but has gone."""

    arrived_ids: tuple[str, ...]
    left_ids: tuple[str, ...]

    @property
    def arrived(self) -> int:
        return len(self.arrived_ids)

    @property
    def left(self) -> int:
        return len(self.left_ids)


def comings_and_goings(workshop: Workshop, ballot: Ballot) -> ComingsAndGoings:
    """Of people or, where they vote, of groups; nobody where the ballot does not tell who might vote."""
    if ballot.eligible_ids is None:
        return ComingsAndGoings((), ())
    now, then = eligible_voters(workshop, ballot).ids, set(ballot.eligible_ids)
    arrived = tuple(voter_id for voter_id in now if voter_id not in then)
    if ballot.voter_unit is VoterUnit.GROUP:
        return ComingsAndGoings(arrived, tuple(each for each in ballot.eligible_ids if each not in set(now)))
    return ComingsAndGoings(arrived, tuple(each for each in ballot.eligible_ids if not _is_here(workshop, each)))


def _is_here(workshop: Workshop, participant_id: str) -> bool:
    person = workshop.find(Participant, participant_id)
    return person is not None and is_here(person)


@dataclass(frozen=True, slots=True)
class Counts:
    """Papers in (spoilt ones too), names noted, who could vote when the ballot opened, and who of them is here now.

    None where it is not known. `sector_id` is None for everybody, and for those whose papers name no sector.
    """

    papers: int
    noted: int
    eligible: int | None
    present: int | None
    sector_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`sectors` has the sectors that papers name and, last, everybody else; empty where papers name none."""

    everybody: Counts
    spoilt: int
    sectors: tuple[Counts, ...]
    findings: tuple[Mismatch, ...]


def reconcile(workshop: Workshop, ballot: Ballot, waiting: Collection[str] = ()) -> Reconciliation:
    """Whether papers, names and room agree; `waiting` are voters who are ticked and not noted yet.

    Findings, none of which refuses: "papers_and_names_differ" (papers, noted; with sector_id for a sector),
    "more_papers_than_people" (papers, people: those who may vote and are here or are noted), "papers_missing" (papers,
    people: those who may vote and are here). By sector only what papers say of sectors themselves; nothing here
    depends on a choice, so it may be shown while totals are hidden.
    """
    noted = {*recorded_voters(ballot, workshop.turnout_of(ballot.id)), *waiting}
    box = workshop.box_of(ballot.id)
    voters = None if ballot.eligible_ids is None else set(ballot.eligible_ids)
    here = None if voters is None else {each for each in voters if _may_still_vote(workshop, ballot, each)}
    everybody = Counts(box.papers, len(noted), ballot.eligible, None if here is None else len(here))
    sectors = _by_sector(workshop, ballot, noted, here)
    findings = []
    for counts in (everybody, *sectors):
        if noted and ballot.secrecy is not Secrecy.ATTRIBUTED and counts.papers != counts.noted:
            values = {"papers": counts.papers, "noted": counts.noted, "sector_id": counts.sector_id}
            findings.append(Mismatch("papers_and_names_differ", values))
    if here is not None and box.papers > len(here | noted):
        findings.append(Mismatch("more_papers_than_people", {"papers": box.papers, "people": len(here | noted)}))
    if here is not None and box.papers < len(here):
        findings.append(Mismatch("papers_missing", {"papers": box.papers, "people": len(here)}))
    return Reconciliation(everybody, box.spoilt, sectors, tuple(findings))


def _may_still_vote(workshop: Workshop, ballot: Ballot, voter_id: str) -> bool:
    if ballot.voter_unit is VoterUnit.GROUP:
        return workshop.find(Group, voter_id) is not None and voter_id in eligible_voters(workshop, ballot).ids
    return _is_here(workshop, voter_id)


def _by_sector(
    workshop: Workshop, ballot: Ballot, noted: Collection[str], here: Collection[str] | None
) -> tuple[Counts, ...]:
    named = ballot.eligible_by_sector
    if ballot.secrecy is Secrecy.SECRET or ballot.voter_unit is VoterUnit.GROUP or not named:
        return ()
    box = workshop.box_of(ballot.id)
    by_name, by_room = _sectors_of(workshop, noted, named), _sectors_of(workshop, here or (), named)
    order: list[str | None] = [sector.id for sector in workshop.sectors() if named.get(sector.id)]
    others = None if ballot.eligible is None else ballot.eligible - sum(named.values())
    if others:
        order.append(None)
    in_sectors = sum(box.by_sector[each] for each in named)
    return tuple(
        Counts(
            box.papers - in_sectors if each is None else box.by_sector[each],
            by_name[each],
            others if each is None else named[each],
            None if here is None else by_room[each],
            each,
        )
        for each in order
    )


def _sectors_of(workshop: Workshop, people: Collection[str], named: Collection[str]) -> Counter[str | None]:
    found: Counter[str | None] = Counter()
    for participant_id in people:
        person = workshop.find(Participant, participant_id)
        sector = workshop.sector_of(person) if person is not None else None
        found[sector.id if sector is not None and sector.id in named else None] += 1
    return found
