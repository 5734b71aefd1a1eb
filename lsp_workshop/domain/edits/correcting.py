"""Putting right the paper of one named voter of an open vote, while it is open.

Papers that name nobody cannot be told apart, so nobody can put one of them right.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from lsp_workshop.domain.change import Change, changed
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Ballot, BallotStatus, Secrecy, Vote
from lsp_workshop.domain.papers import check_vote
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop


def paper_of(workshop: Workshop, ballot_id: str, voter_id: str) -> Vote | None:
    """The paper of this participant (or, where groups vote, of this group); None where it is not in."""
    votes = workshop.votes_in(ballot_id)
    return next((vote for vote in votes if voter_id in (vote.participant_id, vote.group_id)), None)


def change_paper(vote_id: str, choices: Mapping[str, int], *, spoilt: bool = False, comment: str = "") -> Edit:
    """Other marks on a paper that is in; whose it is stays as it was. Can be undone until the ballot closes.

    Raises "unknown_record", "ballot_not_open", "ballot_locked" where papers name nobody, and the errors of
    `papers.check_paper`.
    """

    def edit(workshop: Workshop, _moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Vote, vote_id)
        ballot = workshop.get(Ballot, before.ballot_id)
        if ballot.status is not BallotStatus.OPEN:
            raise DomainError("ballot_not_open", title=ballot.title, status=str(ballot.status))
        if ballot.secrecy is not Secrecy.ATTRIBUTED:
            raise DomainError("ballot_locked", title=ballot.title)
        marks = MappingProxyType({each.id: choices[each.id] for each in ballot.options if each.id in choices})
        after = dataclasses.replace(before, choices=marks, spoilt=spoilt, comment=comment.strip())
        check_vote(ballot, after)
        changes = changed(before, after)
        # The ballot rides along unchanged: once it is closed, undo finds another one and lets the paper be.
        return Transaction("change a paper", (*changes, Change(ballot, ballot)) if changes else ())

    return edit
