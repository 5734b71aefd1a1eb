"""Entering papers, hands and who has voted. Papers and turnout never meet in one transaction.

What could link a paper to a person carries no time and cannot be undone: the file's journal would tell.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from lsp_workshop.domain.anonymity import (
    goes_unnamed,
    recorded_voters,
    sector_on_paper,
    sectors_left_out,
    sectors_with_few_papers,
    turnout_refusal,
    voters_of_sector,
)
from lsp_workshop.domain.ballot_box import BallotBox
from lsp_workshop.domain.change import Change, added, removed
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.hands import Hands, hands_check, hands_papers
from lsp_workshop.domain.model import (
    Ballot,
    BallotStatus,
    Group,
    Participant,
    Secrecy,
    Sector,
    Turnout,
    Vote,
    VoterUnit,
)
from lsp_workshop.domain.papers import check_fits, check_vote
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop


def require_status(ballot: Ballot, status: BallotStatus) -> None:
    if ballot.status is not status:
        raise DomainError(f"ballot_not_{status}", title=ballot.title, status=str(ballot.status))


def cast_vote(
    ballot_id: str,
    choices: Mapping[str, int],
    *,
    sector_id: str | None = None,
    group_id: str | None = None,
    participant_id: str | None = None,
    count: int = 1,
    spoilt: bool = False,
    comment: str = "",
) -> Edit:
    """One ballot paper, or a show of hands of `count` people who chose the same.

    In an attributed ballot the sector is the participant's; in one that names sectors only, the paper of a sector
    that is too small to be named keeps none, and `count` such papers are kept one by one, the comment on the first:
    a number could be the sector's. The order in which marks were made is not kept either.

    Raises "ballot_not_open", "unknown_record", "not_eligible", "sector_mismatch", "more_papers_than_eligible" for more
    papers at once than a sector that keeps none has people, and the errors of `papers.check_paper` and
    `papers.check_fits`.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        ballot = workshop.get(Ballot, ballot_id)
        require_status(ballot, BallotStatus.OPEN)
        vote = Vote(
            id=moment.new_id(),
            ballot_id=ballot_id,
            sector_id=_sector_of_voter(workshop, ballot, participant_id, sector_id),
            group_id=group_id,
            participant_id=participant_id,
            choices=_in_ballots_order(ballot, choices),
            count=count,
            spoilt=spoilt,
            comment=comment.strip(),
        )
        check_vote(ballot, vote)
        if group_id is not None:
            workshop.get(Group, group_id)
        if ballot.secrecy is Secrecy.ATTRIBUTED:
            voter_id = group_id if ballot.voter_unit is VoterUnit.GROUP else participant_id
            if voter_id is not None:
                _require_eligible(workshop, ballot, voter_id)
        _check_own_sector(workshop, ballot, vote)
        vote = dataclasses.replace(vote, sector_id=sector_on_paper(ballot, vote.sector_id))
        _check_fits(workshop, ballot, workshop.box_of(ballot_id), vote)
        label = "enter a paper" if count == 1 else "enter a show of hands"
        if ballot.secrecy is not Secrecy.ATTRIBUTED:
            return Transaction(label, added(*_one_by_one(ballot, vote, moment)), undoable=False, timed=False)
        return Transaction(label, (*added(vote), _while_open(ballot)))

    return edit


def cast_hands(ballot_id: str, grid: Sequence[Hands]) -> Edit:
    """A whole show of hands, saved and undone as one; raises where any of it cannot be entered, and enters nothing.

    Raises "ballot_not_open", "unknown_record", "hands_refused" with the `findings` of `hands.hands_check` that refuse,
    and the errors of `papers.check_paper` and `papers.check_fits`. Hands are seen by the room, so taking them back
    tells nothing; they carry no time where the ballot is not attributed.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        ballot = workshop.get(Ballot, ballot_id)
        require_status(ballot, BallotStatus.OPEN)
        for cell in grid:
            if cell.group_id is not None:
                workshop.get(Group, cell.group_id)
            if cell.sector_id is not None:
                workshop.get(Sector, cell.sector_id)
        refusals = tuple(each for each in hands_check(workshop, ballot, grid) if each.refuses)
        if refusals:
            raise DomainError("hands_refused", findings=refusals, lines=len(refusals), title=ballot.title)
        box = workshop.box_of(ballot_id).copy()
        votes = []
        for paper in hands_papers(ballot, grid):
            vote = Vote(
                id=moment.new_id(),
                ballot_id=ballot_id,
                sector_id=paper.sector_id,
                group_id=paper.group_id,
                choices=_in_ballots_order(ballot, paper.choices),
                count=paper.count,
            )
            check_vote(ballot, vote)
            vote = dataclasses.replace(vote, sector_id=sector_on_paper(ballot, vote.sector_id))
            _check_fits(workshop, ballot, box, vote)
            box.put(vote)
            votes.append(vote)
        changes = (*added(*votes), _while_open(ballot)) if votes else ()
        return Transaction("enter a show of hands", changes, timed=ballot.secrecy is Secrecy.ATTRIBUTED)

    return edit


def _one_by_one(ballot: Ballot, vote: Vote, moment: Moment) -> tuple[Vote, ...]:
    """The vote, or where it stands for several papers that name no sector and no table, each of them.

    A ballot that does not say how many may vote keeps the count, which has no limit there.
    """
    if not _is_taken_apart(ballot, vote):
        return (vote,)
    single = dataclasses.replace(vote, count=1)
    rest = (dataclasses.replace(single, id=moment.new_id(), comment="") for _ in range(vote.count - 1))
    return (single, *rest)


def _is_taken_apart(ballot: Ballot, vote: Vote) -> bool:
    unnamed = vote.count > 1 and vote.group_id is None and goes_unnamed(ballot, vote.sector_id)
    return unnamed and ballot.eligible is not None


def papers_when_closed(workshop: Workshop, before: Ballot, after: Ballot, moment: Moment) -> tuple[Change, ...]:
    """The changes by which papers lose a sector that `after`, the closed ballot, does not name any more.

    They come back as papers of one hand each, under new ids and in the order of what they say, so that nothing of the
    sector stays; counts that name no sector are taken apart with them.
    """
    few = sectors_with_few_papers(workshop, before)
    votes = workshop.votes_in(before.id)
    old = [vote for vote in votes if vote.sector_id in few or _is_taken_apart(after, vote)]
    if not old:
        return ()
    new: list[Vote] = []
    for vote in old:
        unnamed = dataclasses.replace(vote, id=moment.new_id(), sector_id=None)
        new += _one_by_one(after, unnamed, moment)
    new.sort(key=lambda vote: (vote.spoilt, sorted(vote.choices.items()), vote.comment))
    return (*removed(*old), *added(*new))


def _check_own_sector(workshop: Workshop, ballot: Ballot, vote: Vote) -> None:
    """More papers at once than people of a sector that keeps no name would take the places of other sectors."""
    if vote.sector_id is None or vote.count == 1 or not goes_unnamed(ballot, vote.sector_id):
        return
    people = voters_of_sector(workshop, ballot, vote.sector_id)
    if people is not None and vote.count > people:
        values = {"papers": vote.count, "eligible": people, "sector_id": vote.sector_id, "title": ballot.title}
        raise DomainError("more_papers_than_eligible", **values)


def _check_fits(workshop: Workshop, ballot: Ballot, box: BallotBox, vote: Vote) -> None:
    """`check_fits`; where there are too many papers without a sector, it is said whose these are."""
    try:
        check_fits(ballot, box, vote)
    except DomainError as error:
        if error.code != "too_many_without_sector":
            raise
        names = [workshop.get(Sector, each).name for each in sectors_left_out(workshop, ballot)]
        if not names:
            raise
        raise DomainError(error.code, **{**error.values, "sectors": names}) from None


def _while_open(ballot: Ballot) -> Change:
    """The ballot as it is, riding along unchanged: once it closes, undo finds another and lets the papers be."""
    return Change(ballot, ballot)


def record_turnout(ballot_id: str, voter_ids: Sequence[str]) -> Edit:
    """Note that these participants (or groups) have voted, apart from their papers.

    Kept in the order of the electorate, not of voting: the order must tell nothing either. Raises "ballot_is_draft",
    "unknown_record", "not_eligible", "already_recorded", and where the paper is not attributed and the names are so
    few that they would tell whose it is "turnout_waits" or "turnout_would_tell" (`anonymity.turnout_refusal`).
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        ballot = workshop.get(Ballot, ballot_id)
        if ballot.status is BallotStatus.DRAFT:
            raise DomainError("ballot_is_draft", title=ballot.title)
        changes = turnout_changes(workshop, ballot, voter_ids)
        is_open = ballot.secrecy is Secrecy.ATTRIBUTED
        return Transaction(
            f"note who has voted in {short_title(ballot.title)}",
            changes,
            undoable=is_open,
            timed=is_open,
        )

    return edit


def check_voter(workshop: Workshop, ballot: Ballot, voter_id: str) -> None:
    """Raise where nobody can note this one as having voted: "unknown_record", "not_eligible", "already_recorded"."""
    _require_eligible(workshop, ballot, voter_id)
    if voter_id in recorded_voters(ballot, workshop.turnout_of(ballot.id)):
        raise DomainError("already_recorded", name=_voter_name(workshop, ballot, voter_id))


def turnout_changes(
    workshop: Workshop, ballot: Ballot, voter_ids: Sequence[str], *, closing: bool = False
) -> tuple[Change, ...]:
    """The change that notes these as having voted; raises as `record_turnout` does."""
    before = workshop.turnout_of(ballot.id)
    recorded = set(recorded_voters(ballot, before))
    for voter_id in voter_ids:
        check_voter(workshop, ballot, voter_id)
    recorded.update(voter_ids)
    refusal = turnout_refusal(workshop, ballot, voter_ids, closing=closing)
    if refusal is not None:
        raise refusal
    if not voter_ids:
        return ()
    ordered = tuple(sorted(recorded, key=_electorate_order(ballot)))
    after = before or Turnout(id=ballot.id, ballot_id=ballot.id)
    if ballot.voter_unit is VoterUnit.GROUP:
        return (Change(before, dataclasses.replace(after, group_ids=ordered)),)
    return (Change(before, dataclasses.replace(after, participant_ids=ordered)),)


def _in_ballots_order(ballot: Ballot, choices: Mapping[str, int]) -> Mapping[str, int]:
    place = {option.id: number for number, option in enumerate(ballot.options)}
    return MappingProxyType({each: choices[each] for each in sorted(choices, key=lambda each: place.get(each, -1))})


def _sector_of_voter(
    workshop: Workshop, ballot: Ballot, participant_id: str | None, sector_id: str | None
) -> str | None:
    if sector_id is not None:
        workshop.get(Sector, sector_id)
    if participant_id is None or ballot.secrecy is not Secrecy.ATTRIBUTED:
        return sector_id
    participant = workshop.get(Participant, participant_id)
    sector = workshop.sector_of(participant)
    if sector_id is not None and (sector is None or sector.id != sector_id):
        raise DomainError("sector_mismatch", name=participant.name, sector_id=sector_id)
    return sector.id if sector else None


def _require_eligible(workshop: Workshop, ballot: Ballot, voter_id: str) -> None:
    """Raises "unknown_record", or "not_eligible" for one who was not on the list when the ballot opened."""
    name = _voter_name(workshop, ballot, voter_id)
    if ballot.eligible_ids is not None and voter_id not in ballot.eligible_ids:
        raise DomainError("not_eligible", voter_id=voter_id, name=name, title=ballot.title)


def _voter_name(workshop: Workshop, ballot: Ballot, voter_id: str) -> str:
    if ballot.voter_unit is VoterUnit.GROUP:
        group = workshop.get(Group, voter_id)
        return group.name or workshop.group_name(group)
    return workshop.get(Participant, voter_id).name


def _electorate_order(ballot: Ballot) -> Callable[[str], tuple[int, str]]:
    places = {voter_id: place for place, voter_id in enumerate(ballot.eligible_ids or ())}
    return lambda voter_id: (places.get(voter_id, len(places)), voter_id)
