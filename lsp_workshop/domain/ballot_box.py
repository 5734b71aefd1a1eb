"""What is in a ballot's box in numbers, kept up paper by paper: no paper that comes in looks at all the others.

Knows no rules and nothing of what is on a paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lsp_workshop.domain.model import Vote


@dataclass(slots=True)
class BallotBox:
    """Papers by what they say of their voter; hands count as many papers as there were hands.

    `loose` are those that name neither sector, table nor person. `valid` are those that are not spoilt by sector, and
    under None the loose ones. `participants` and `groups` count records, so that a voter who is there is found at once.
    """

    papers: int = 0
    spoilt: int = 0
    loose: int = 0
    by_sector: Counter[str] = field(default_factory=Counter)
    valid: Counter[str | None] = field(default_factory=Counter)
    by_group: Counter[str] = field(default_factory=Counter)
    participants: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, votes: Iterable[Vote]) -> BallotBox:
        """The box with these votes in it; linear."""
        box = cls()
        for vote in votes:
            box.put(vote)
        return box

    def put(self, vote: Vote, times: int = 1) -> None:
        """Count a vote in; with -1 for `times` out again."""
        papers = times * vote.count
        self.papers += papers
        if vote.spoilt:
            self.spoilt += papers
        is_loose = vote.sector_id is None and vote.group_id is None and vote.participant_id is None
        if is_loose:
            self.loose += papers
        if not vote.spoilt and (is_loose or vote.sector_id is not None):
            self.valid[vote.sector_id] += papers
        if vote.sector_id is not None:
            self.by_sector[vote.sector_id] += papers
        if vote.group_id is not None:
            self.by_group[vote.group_id] += papers
            self.groups[vote.group_id] += times
        if vote.participant_id is not None:
            self.participants[vote.participant_id] += times

    def take(self, vote: Vote) -> None:
        self.put(vote, -1)

    def copy(self) -> BallotBox:
        """One that can be tried out."""
        return BallotBox(
            papers=self.papers,
            spoilt=self.spoilt,
            loose=self.loose,
            by_sector=self.by_sector.copy(),
            valid=self.valid.copy(),
            by_group=self.by_group.copy(),
            participants=self.participants.copy(),
            groups=self.groups.copy(),
        )
