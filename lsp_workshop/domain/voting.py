"""Ballots counted under the rules that hold everywhere: who may vote, what a ballot came to, what that means.

The one source of every figure: screens, projector, documents and the command line ask `result_of`. Knows no screen;
what a sector must not show never leaves this module.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lsp_workshop.domain import agreement
from lsp_workshop.domain.anonymity import (
    recorded_voters,
    sectors_left_out,
    turnout_can_be_recorded,
)
from lsp_workshop.domain.disclosure import NO_SECTORS, Disclosure, disclosure_of
from lsp_workshop.domain.model import (
    Ballot,
    BallotOption,
    BallotStatus,
    Group,
    Method,
    Participant,
    Secrecy,
    Vote,
    VoterUnit,
)
from lsp_workshop.domain.papers import check_fits, check_paper, check_papers, check_vote, scale_values
from lsp_workshop.domain.presets import PRESETS, Preset
from lsp_workshop.domain.results import BallotResult, OptionResult, SectorResult
from lsp_workshop.domain.tally import Tally, concordance, option_result, placed, tally_by_sector, total_of
from lsp_workshop.domain.verdicts import judge
from lsp_workshop.domain.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who may vote: ids of participants or groups. `by_sector` counts people and is None where groups vote."""

    ids: tuple[str, ...]
    by_sector: Mapping[str, int] | None

    def __len__(self) -> int:
        return len(self.ids)


def eligible_voters(workshop: Workshop, ballot: Ballot) -> Electorate:
    """Who may vote in the ballot as things are now: attended, may vote, not left.

    Where groups vote, a group with at least one such person; every group where nobody is on the list of people, or
    people are here and no list says who sits where. People without a sector count, in no sector.
    """
    people = [each for each in workshop.all(Participant) if each.attended and each.may_vote and not each.left]
    if ballot.voter_unit is VoterUnit.GROUP:
        return Electorate(_voting_groups(workshop, people), None)
    counts = {sector.id: 0 for sector in workshop.sectors()}
    for person in people:
        sector = workshop.sector_of(person)
        if sector is not None:
            counts[sector.id] += 1
    by_sector = {sector_id: count for sector_id, count in counts.items() if count}
    return Electorate(tuple(person.id for person in people), by_sector)


def _voting_groups(workshop: Workshop, people: Sequence[Participant]) -> tuple[str, ...]:
    everyone = workshop.all(Participant)
    groups = tuple(group.id for group in workshop.all(Group))
    if not everyone or (people and all(person.group_id is None for person in everyone)):
        return groups
    seated = {person.group_id for person in people}
    return tuple(group for group in groups if group in seated)


def turnout_count(workshop: Workshop, ballot: Ballot) -> int:
    """People or groups who have voted: those recorded and those named on papers, or the papers where these are more."""
    return max(workshop.box_of(ballot.id).papers, _names_noted(workshop, ballot))


def _names_noted(workshop: Workshop, ballot: Ballot) -> int:
    """Those recorded, and with them those named on papers; 0 where nobody is recorded."""
    box = workshop.box_of(ballot.id)
    ids = set(recorded_voters(ballot, workshop.turnout_of(ballot.id)))
    if not ids:
        return 0
    if ballot.secrecy is Secrecy.ATTRIBUTED:
        named = box.groups if ballot.voter_unit is VoterUnit.GROUP else box.participants
        ids.update(voter for voter, papers in named.items() if papers)
    return len(ids)


def papers_in(workshop: Workshop, ballot_id: str) -> int:
    """How many papers are in, spoilt ones too, hands by their count; says nothing of what is on them."""
    return workshop.box_of(ballot_id).papers


def result_of(workshop: Workshop, ballot_id: str, *, provisional: bool = False) -> BallotResult:
    """What the ballot came to; linear in its papers. Raises DomainError("unknown_record").

    A ballot that is not closed shows eligible and turnout alone. `provisional` asks for the totals of an open ballot
    too, and gets them where the ballot does not hide them: without sectors and verdict, which one more paper could
    give away or overturn.
    """
    ballot = workshop.get(Ballot, ballot_id)
    turnout, noted = turnout_count(workshop, ballot), _names_noted(workshop, ballot)
    result = BallotResult(
        ballot_id=ballot.id,
        title=ballot.title,
        method=ballot.method,
        status=ballot.status,
        eligible=ballot.eligible,
        turnout=turnout,
        noted=noted if 0 < noted < turnout else None,
    )
    closed = ballot.status is BallotStatus.CLOSED
    running = ballot.status is BallotStatus.OPEN and provisional and not ballot.hidden_until_closed
    if not closed and not running:
        return result
    tallies = tally_by_sector(ballot, workshop.votes_in(ballot.id))
    disclosure = _disclosure(workshop, ballot, tallies) if closed else NO_SECTORS
    result = _with_figures(result, ballot, tallies, disclosure)
    if not closed:
        return result
    verdict = judge(ballot, result.options, result.sectors)
    return dataclasses.replace(
        result, verdict=verdict.verdict, verdict_rule=verdict.rule, unconvinced_sectors=verdict.unconvinced
    )


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote on a paper for the room; without voter and value where these may not be told.

    `value` is the mark of the only option, where there is one.
    """

    text: str
    participant_id: str | None = None
    group_id: str | None = None
    value: int | None = None


def comments_of(workshop: Workshop, ballot_id: str) -> tuple[Comment, ...]:
    """The comments on a closed ballot's papers, in the order of their words, so that no order of papers shows.

    A voter is told in an open vote only, and only where the voter's sector shows every option: a sector that is
    hidden, for one item too, must not be read out of its comments. Raises DomainError("unknown_record").
    """
    ballot, result = workshop.get(Ballot, ballot_id), result_of(workshop, ballot_id)
    if ballot.status is not BallotStatus.CLOSED:
        return ()
    shown = {each.sector_id for each in result.sectors if len(each.options) == len(ballot.options)}
    votes = [vote for vote in workshop.votes_in(ballot_id) if vote.comment.strip()]
    comments = [_comment(workshop, ballot, vote, shown) for vote in votes]
    return tuple(sorted(comments, key=lambda each: (each.text, each.participant_id or "", each.group_id or "")))


def _comment(workshop: Workshop, ballot: Ballot, vote: Vote, shown: Collection[str]) -> Comment:
    participant = workshop.find(Participant, vote.participant_id)
    sector = workshop.sector_of(participant) if participant else None
    sector_id = vote.sector_id or (sector.id if sector else None)
    hidden = ballot.voter_unit is VoterUnit.PARTICIPANT and sector_id not in shown
    if ballot.secrecy is not Secrecy.ATTRIBUTED or hidden or vote.spoilt:
        return Comment(vote.comment)
    value = vote.choices.get(ballot.options[0].id) if len(ballot.options) == 1 else None
    return Comment(vote.comment, vote.participant_id, vote.group_id, value)


def _disclosure(workshop: Workshop, ballot: Ballot, tallies: Mapping[str | None, Tally]) -> Disclosure:
    """Which sectors may be shown; none of a secret ballot or of one where groups vote."""
    if ballot.secrecy is Secrecy.SECRET or ballot.voter_unit is VoterUnit.GROUP:
        return NO_SECTORS
    ratings = None
    if ballot.rules.allow_blank and ballot.method in (Method.SCALE, Method.CONSENT):
        ratings = {
            option.id: {sector: tally.ratings(option.id) for sector, tally in tallies.items()}
            for option in ballot.options
        }
    return disclosure_of(
        {sector: tally.valid for sector, tally in tallies.items()},
        [sector.id for sector in workshop.sectors()],
        workshop.details.small_group_threshold,
        ratings,
        unnamed=sectors_left_out(workshop, ballot),
    )


def _with_figures(
    result: BallotResult,
    ballot: Ballot,
    tallies: Mapping[str | None, Tally],
    disclosure: Disclosure,
) -> BallotResult:
    total = total_of(tallies.values())
    options = [_compared(ballot, option, total, tallies, disclosure) for option in ballot.options]
    ties: tuple[tuple[str, ...], ...] = ()
    if total.valid and ballot.method in (Method.DOTS, Method.RANKING):
        in_order, ties = placed(options)
        options = [dataclasses.replace(option, place=place) for option, place in in_order]
    only = options[0] if len(options) == 1 else None
    return dataclasses.replace(
        result,
        cast=total.cast,
        spoilt=total.cast - total.valid,
        valid=total.valid,
        options=tuple(options),
        ties=ties,
        sectors=tuple(
            _sector(ballot, sector_id, tallies[sector_id], disclosure, [option.id for option in options])
            for sector_id in disclosure.shown
        ),
        hidden_sectors=disclosure.hidden,
        largest_gap=only.largest_gap if only else None,
        between_sector_share=only.between_sector_share if only else None,
        agreement=only.agreement if only else None,
        kendall_w=concordance(ballot, total) if ballot.method is Method.RANKING else None,
    )


def _compared(
    ballot: Ballot,
    option: BallotOption,
    total: Tally,
    tallies: Mapping[str | None, Tally],
    disclosure: Disclosure,
) -> OptionResult:
    """An option's figures for everyone, with what compares the sectors that may be shown for it."""
    result = option_result(ballot, option, total)
    hidden = tuple(s for s in disclosure.hidden_by_item.get(option.id, ()) if s not in disclosure.hidden)
    if ballot.method is not Method.SCALE:
        return dataclasses.replace(result, hidden_sectors=hidden)
    shown = [tallies[sector].of(option.id) for sector in disclosure.shown_for(option.id)]
    return dataclasses.replace(
        result,
        largest_gap=agreement.largest_gap(shown),
        between_sector_share=agreement.between_group_share(shown),
        hidden_sectors=hidden,
    )


def _sector(ballot: Ballot, sector_id: str, tally: Tally, disclosure: Disclosure, order: Sequence[str]) -> SectorResult:
    by_id = {option.id: option for option in ballot.options}
    shown = [by_id[each] for each in order if sector_id in disclosure.shown_for(each)]
    return SectorResult(
        sector_id=sector_id,
        cast=tally.cast,
        valid=tally.valid,
        options=tuple(option_result(ballot, option, tally) for option in shown),
    )


__all__ = [
    "PRESETS",
    "Comment",
    "Electorate",
    "Preset",
    "check_fits",
    "check_paper",
    "check_papers",
    "check_vote",
    "comments_of",
    "eligible_voters",
    "papers_in",
    "result_of",
    "scale_values",
    "turnout_can_be_recorded",
    "turnout_count",
]
