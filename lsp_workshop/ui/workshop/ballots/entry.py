"""A ballot paper while it is typed: marks under the keys, refused the moment they break a rule. Knows no Qt.

The rules are `papers.check_paper`'s; here it is only known which of them an unfinished paper may still break.
"""

from __future__ import annotations

from collections.abc import Mapping

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Ballot, Method, Secrecy, VoterUnit
from lsp_workshop.domain.papers import check_paper, scale_points, scale_values
from lsp_workshop.domain.wording import counted

_UNFINISHED = frozenset({"blank_not_allowed", "rank_not_complete", "rank_gap"})


class Paper:
    """Marks of one paper of `ballot`. `place` is the line the arrows are on, from 0."""

    def __init__(self, ballot: Ballot) -> None:
        self.ballot = ballot
        self.place = 0
        self._choices: dict[str, int] = {}
        self._placed: list[str] = []
        self._passed: set[str] = set()

    @property
    def choices(self) -> Mapping[str, int]:
        return self._choices

    @property
    def is_empty(self) -> bool:
        return not self._choices

    @property
    def takes_values(self) -> bool:
        """A scale: numbers are values of the line the arrows are on, not options."""
        return self.ballot.method in (Method.SCALE, Method.CONSENT)

    def mark_of(self, place: int) -> int | None:
        return self._choices.get(self.ballot.options[place].id)

    def move(self, step: int) -> None:
        self.place = min(max(self.place + step, 0), len(self.ballot.options) - 1)

    def clear(self) -> None:
        self._choices.clear()
        self._placed.clear()
        self._passed.clear()
        self.place = 0

    def load(self, choices: Mapping[str, int]) -> None:
        """The marks of a paper that is in, to be put right; arrows start at its first line."""
        self.clear()
        options = [each.id for each in self.ballot.options if each.id in choices]
        self._choices = {option: choices[option] for option in options}
        if self.ballot.method is Method.RANKING:
            self._placed = sorted(options, key=lambda option: choices[option])
        elif not self.takes_values:
            self._placed = [option for option in options for _ in range(choices[option])]

    # --- marking: each returns why not, and then nothing has changed --------------------------------------

    def press(self, place: int) -> DomainError | None:
        """One more dot on the option, or the next place of the ranking."""
        self.place = place
        option = self.ballot.options[place].id
        if self.ballot.method is Method.RANKING:
            if option in self._choices:
                return None
            value = len(self._choices) + 1
        else:
            value = self._choices.get(option, 0) + 1
        refused = self._refused({**self._choices, option: value})
        if refused is None:
            self._choices[option] = value
            self._placed.append(option)
        return refused

    def give(self, value: int) -> DomainError | None:
        """A value of the scale to the line the arrows are on; then they go on to the next."""
        option = self.ballot.options[self.place].id
        refused = self._refused({**self._choices, option: value})
        if refused is None:
            self._choices[option] = value
            self.move(1)
        return refused

    def leave_blank(self) -> DomainError | None:
        """No answer to this line, where the rules allow it."""
        option = self.ballot.options[self.place]
        if not self.ballot.rules.allow_blank:
            return DomainError("blank_not_allowed", options=[option.label])
        self._choices.pop(option.id, None)
        self.move(1)
        return None

    def take_off(self, place: int | None = None) -> None:
        """One dot off the option, or the mark that was made last."""
        if self.takes_values:
            self._take_value(place)
            return
        option = self.ballot.options[place].id if place is not None else (self._placed[-1] if self._placed else "")
        if option not in self._choices:
            return
        self.place = next(n for n, each in enumerate(self.ballot.options) if each.id == option)
        if self.ballot.method is Method.RANKING:
            # Those behind it move up: a ranking has no gaps.
            gone = self._choices.pop(option)
            self._choices = {key: rank - (rank > gone) for key, rank in self._choices.items()}
        elif self._choices[option] > 1:
            self._choices[option] -= 1
        else:
            del self._choices[option]
        last = len(self._placed) - 1 - self._placed[::-1].index(option)
        del self._placed[last]

    def _take_value(self, place: int | None) -> None:
        """The value of this line, or of the one before where this has none."""
        if place is not None:
            self.place = place
        elif self.mark_of(self.place) is None:
            self.move(-1)
        self._choices.pop(self.ballot.options[self.place].id, None)

    def _refused(self, choices: Mapping[str, int]) -> DomainError | None:
        """Why this may not stand on the paper. Whose paper it is, is judged when it goes in: any voter does here."""
        ballot = self.ballot
        sector = next(iter(ballot.eligible_by_sector or ()), None) if ballot.secrecy is Secrecy.SECTOR_ONLY else None
        group = "a table" if ballot.voter_unit is VoterUnit.GROUP and ballot.secrecy is Secrecy.ATTRIBUTED else None
        try:
            check_paper(ballot, choices, sector_id=None if group else sector, group_id=group)
        except DomainError as error:
            return None if error.code in _UNFINISHED else error
        return None

    # --- in words -----------------------------------------------------------------------------------------

    def summary(self) -> str:
        """ "3 of 4 dots placed"."""
        done, options = len(self._choices), len(self.ballot.options)
        if self.ballot.method is Method.RANKING:
            return f"{done} of {options} in order"
        if self.takes_values:
            return f"{done} of {options} answered"
        placed, dots = sum(self._choices.values()), self.ballot.rules.dots_per_voter
        if dots is None:
            return f"{placed} marked"
        if dots == 1:
            return "Vote placed" if placed else "No vote placed"
        return f"{placed} of {dots} dots placed"

    def mark_words(self, place: int) -> str:
        """The mark of a line for a reader: "2 dots", "4", "place 1", "no mark"."""
        mark = self.mark_of(place)
        if mark is None:
            return "no mark"
        if self.ballot.method is Method.RANKING:
            return f"place {mark}"
        if self.takes_values:
            points = {point.value: point.label for point in scale_points(self.ballot)}
            return f"{mark} {points.get(mark, '')}".strip()
        return counted(mark, "dot")

    def values(self) -> tuple[int, ...]:
        return scale_values(self.ballot)
