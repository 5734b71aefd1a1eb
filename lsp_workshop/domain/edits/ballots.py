"""A ballot's life: made, changed until the first vote, opened, closed, a tie settled.

Papers and turnout are entered in `votes`, whose edits can be had from here too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lsp_workshop.domain.agreement import suggested_dots
from lsp_workshop.domain.anonymity import least_together, named_when_closed, sectors_on_papers
from lsp_workshop.domain.change import added, changed, removed
from lsp_workshop.domain.edits.records import require_references, require_words
from lsp_workshop.domain.edits.votes import (
    cast_hands,
    cast_vote,
    check_voter,
    papers_when_closed,
    record_turnout,
    require_status,
    turnout_changes,
)
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import (
    Ballot,
    BallotOption,
    BallotRules,
    BallotStatus,
    Method,
    Question,
    ScalePoint,
    Secrecy,
    TieSettled,
    VoterUnit,
)
from lsp_workshop.domain.papers import scale_values
from lsp_workshop.domain.presentation import TIE_WORDS
from lsp_workshop.domain.presets import DOT_VOTE, PRESETS, Preset
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.voting import Electorate, eligible_voters, result_of
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop


def option(
    label: str, *, theme_id: str | None = None, answer_id: str | None = None, source_element: str = ""
) -> BallotOption:
    """An option for `new_ballot` and `change_ballot`, which give it its id."""
    return BallotOption(id="", label=label, theme_id=theme_id, answer_id=answer_id, source_element=source_element)


# --- making and changing ------------------------------------------------------------------------------------


def new_ballot(
    title: str,
    *,
    question_id: str | None = None,
    stage_id: str | None = None,
    preset: str | None = None,
    method: Method | None = None,
    options: Sequence[BallotOption] = (),
    rules: BallotRules | None = None,
    scale: Sequence[ScalePoint] | None = None,
    voter_unit: VoterUnit | None = None,
    secrecy: Secrecy | None = None,
    hidden_until_closed: bool | None = None,
    replaces_id: str | None = None,
) -> Edit:
    """A draft ballot from a preset (a key of `PRESETS`) or from a method; what is given overrides the preset.

    The stage is the question's where a question is given. Raises "unknown_preset", "method_missing", "empty_text",
    "duplicate_option", "bad_rules", "dangling".
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        kind = _preset(preset, method)
        listed = _options(options, moment)
        question = workshop.get(Question, question_id) if question_id is not None else None
        points = scale if scale is not None else kind.scale
        ballot = Ballot(
            id=moment.new_id(),
            title=require_words("ballots", "title", title),
            question_id=question_id,
            stage_id=question.stage_id if question else stage_id,
            method=kind.method,
            preset=preset,
            options=listed,
            scale=None if points is None else tuple(points),
            rules=rules if rules is not None else kind.rules_for(len(listed)),
            voter_unit=voter_unit or kind.voter_unit,
            secrecy=secrecy or kind.secrecy,
            hidden_until_closed=kind.hidden_until_closed if hidden_until_closed is None else hidden_until_closed,
            replaces_id=replaces_id,
        )
        _check_rules(ballot)
        changes = added(ballot)
        require_references(workshop, changes)
        return Transaction(f"make the ballot {short_title(ballot.title)}", changes)

    return edit


def change_ballot(
    ballot_id: str,
    *,
    title: str | None = None,
    options: Sequence[BallotOption] | None = None,
    rules: BallotRules | None = None,
    scale: Sequence[ScalePoint] | None = None,
    voter_unit: VoterUnit | None = None,
    secrecy: Secrecy | None = None,
    hidden_until_closed: bool | None = None,
) -> Edit:
    """The ballot with what is given replaced.

    Options keep their ids; those from `option()` get one. The dots of a dot vote keep pace with its options while they
    are the suggested number. Raises "ballot_locked" after the first vote, "ballot_not_draft" where an open ballot's
    voters or secrecy would change, "ballot_not_open" for a closed one, and the errors of `new_ballot`.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Ballot, ballot_id)
        _require_unlocked(workshop, before)
        listed = before.options if options is None else _options(options, moment)
        after = dataclasses.replace(
            before,
            title=before.title if title is None else require_words("ballots", "title", title),
            options=listed,
            rules=rules if rules is not None else _rules_in_pace(before, listed),
            scale=before.scale if scale is None else tuple(scale),
            voter_unit=voter_unit or before.voter_unit,
            secrecy=secrecy or before.secrecy,
            hidden_until_closed=(before.hidden_until_closed if hidden_until_closed is None else hidden_until_closed),
        )
        _check_rules(after)
        is_draft = before.status is BallotStatus.DRAFT
        if not is_draft:
            _check_open_change(before, after)
        changes = changed(before, after)
        require_references(workshop, changes)
        # Once open, secret papers may follow that undo cannot see: undoing this would change the options under them.
        return Transaction(f"change the ballot {short_title(after.title)}", changes, undoable=is_draft)

    return edit


def delete_ballot(ballot_id: str) -> Edit:
    """Raises "ballot_not_draft", "ballot_locked" where it has votes, "in_use" where another record names it."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        ballot = workshop.get(Ballot, ballot_id)
        require_status(ballot, BallotStatus.DRAFT)
        _require_unlocked(workshop, ballot)
        changes = removed(ballot)
        require_references(workshop, changes)
        return Transaction(f"delete the ballot {short_title(ballot.title)}", changes)

    return edit


def _preset(name: str | None, method: Method | None) -> Preset:
    if name is None:
        if method is None:
            raise DomainError("method_missing", known=list(Method))
        usual = PRESETS["consent round"] if method is Method.CONSENT else None
        return usual or Preset(name="", label="", method=method)
    found = PRESETS.get(name)
    if found is None:
        raise DomainError("unknown_preset", preset=name, known=list(PRESETS))
    return found if method is None else dataclasses.replace(found, method=method)


def _options(options: Sequence[BallotOption], moment: Moment) -> tuple[BallotOption, ...]:
    listed = tuple(
        dataclasses.replace(each, id=each.id or moment.new_id(), label=require_words("ballots", "option", each.label))
        for each in options
    )
    seen: set[str] = set()
    for each in listed:
        if each.id in seen:
            raise DomainError("duplicate_option", option_id=each.id, label=each.label)
        seen.add(each.id)
    return listed


def _rules_in_pace(before: Ballot, options: Sequence[BallotOption]) -> BallotRules:
    suggested = suggested_dots(len(before.options))
    if before.preset != DOT_VOTE or before.rules.dots_per_voter != suggested:
        return before.rules
    usual = PRESETS[DOT_VOTE].rules_for(len(options))
    return dataclasses.replace(before.rules, dots_per_voter=usual.dots_per_voter, max_per_option=usual.max_per_option)


def _check_rules(ballot: Ballot) -> None:
    """Raise "bad_rules" (values: rule, value) for rules under which no paper, or no verdict, would make sense."""
    rules = ballot.rules
    for name, limit in (("dots_per_voter", rules.dots_per_voter), ("max_per_option", rules.max_per_option)):
        if limit is not None and limit < 1:
            raise DomainError("bad_rules", rule=name, value=limit)
    values = scale_values(ballot)
    if len(set(values)) < len(values):
        raise DomainError("bad_rules", rule="scale", value=list(values))
    if ballot.method is Method.SCALE and values:
        for name, start in (("accept_from", rules.accept_from), ("support_from", rules.support_from)):
            if start is not None and start not in values:
                raise DomainError("bad_rules", rule=name, value=start)


def _require_unlocked(workshop: Workshop, ballot: Ballot) -> None:
    recorded = workshop.turnout_of(ballot.id)
    if workshop.votes_in(ballot.id) or (recorded and (recorded.participant_ids or recorded.group_ids)):
        raise DomainError("ballot_locked", title=ballot.title)


def _check_open_change(before: Ballot, after: Ballot) -> None:
    """Who may vote was fixed, and people were told how secret it is, when the ballot opened."""
    if before.status is BallotStatus.CLOSED:
        raise DomainError("ballot_not_open", title=before.title, status=str(before.status))
    if (before.voter_unit, before.secrecy) != (after.voter_unit, after.secrecy):
        raise DomainError("ballot_not_draft", title=before.title, status=str(before.status))
    _require_ready(after)


def _require_ready(ballot: Ballot) -> None:
    if not ballot.options:
        raise DomainError("ballot_without_options", title=ballot.title)
    if ballot.method is Method.SCALE and not ballot.scale:
        raise DomainError("ballot_without_scale", title=ballot.title)


# --- opening and closing ------------------------------------------------------------------------------------


def open_ballot(ballot_id: str) -> Edit:
    """Open a draft ballot and fix who may vote.

    Raises "ballot_not_draft", "ballot_without_options", "ballot_without_scale", "nobody_eligible". Cannot be undone:
    a ballot only ever goes on, and secret papers would be left behind.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Ballot, ballot_id)
        require_status(before, BallotStatus.DRAFT)
        _require_ready(before)
        voters = eligible_voters(workshop, before)
        if not voters.ids:
            raise DomainError("nobody_eligible", title=before.title, voter_unit=str(before.voter_unit))
        by_sector = _named_sectors(workshop, before, voters)
        after = dataclasses.replace(
            before,
            status=BallotStatus.OPEN,
            opened_at=moment.now,
            eligible=len(voters.ids),
            eligible_by_sector=None if by_sector is None else MappingProxyType(dict(by_sector)),
            eligible_ids=voters.ids,
        )
        return Transaction(f"open the ballot {short_title(before.title)}", changed(before, after), undoable=False)

    return edit


def _named_sectors(workshop: Workshop, ballot: Ballot, voters: Electorate) -> Mapping[str, int] | None:
    """How many may vote in each sector; where papers name sectors and nobody, only in those that they may name."""
    if voters.by_sector is None or ballot.secrecy is not Secrecy.SECTOR_ONLY:
        return voters.by_sector
    order = [sector.id for sector in workshop.sectors()]
    named = sectors_on_papers(voters.by_sector, len(voters), order, least_together(workshop))
    return {sector_id: count for sector_id, count in voters.by_sector.items() if sector_id in named}


def close_ballot(ballot_id: str, voter_ids: Sequence[str] = ()) -> Edit:
    """Close an open ballot: its result may be seen. Raises "ballot_not_open".

    `voter_ids` are those who have voted and were not noted yet: they are noted with the closing, which no paper
    follows; raises as `record_turnout` does (ask `turnout_can_be_recorded` with `closing`). Papers that name a sector
    of which too few came in lose it with the closing, and the sector is no longer among those that are named. Cannot
    be undone: papers that came in after the result was seen would be another ballot.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Ballot, ballot_id)
        require_status(before, BallotStatus.OPEN)
        named = named_when_closed(workshop, before)
        after = dataclasses.replace(named, status=BallotStatus.CLOSED, closed_at=moment.now)
        papers = papers_when_closed(workshop, before, after, moment)
        noted = turnout_changes(workshop, before, voter_ids, closing=True)
        label = f"close the ballot {short_title(before.title)}"
        return Transaction(label, (*papers, *noted, *changed(before, after)), undoable=False)

    return edit


def settle_tie(ballot_id: str, words: str, *, by: TieSettled | None = None) -> Edit:
    """Record how a tie was settled: in words of one's own, in one of the usual ways, or both.

    Without words the usual ones of the way stand; with neither the record is taken back. Raises "ballot_not_closed",
    "no_tie".
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Ballot, ballot_id)
        require_status(before, BallotStatus.CLOSED)
        said = words if words.strip() else TIE_WORDS.get(by, "")
        if said and not result_of(workshop, ballot_id).ties:
            raise DomainError("no_tie", title=before.title)
        said = require_words("ballots", "tie_settled", said) if said else ""
        after = dataclasses.replace(before, tie_settled=said, tie_settled_by=by)
        return Transaction(f"say how the tie in {short_title(before.title)} was settled", changed(before, after))

    return edit


__all__ = [
    "cast_hands",
    "cast_vote",
    "change_ballot",
    "check_voter",
    "close_ballot",
    "delete_ballot",
    "new_ballot",
    "open_ballot",
    "option",
    "record_turnout",
    "settle_tie",
]
