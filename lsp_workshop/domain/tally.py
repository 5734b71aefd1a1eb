"""Counting papers: from votes to the figures of each option. Knows no verdict and no disclosure; callers say whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from lsp_workshop.domain import agreement
from lsp_workshop.domain.agreement import Frequencies
from lsp_workshop.domain.model import Ballot, BallotOption, Method, Vote
from lsp_workshop.domain.papers import scale_values
from lsp_workshop.domain.results import OptionResult

NONE: Frequencies = {}


@dataclass(slots=True)
class Tally:
    """Papers counted, hands by their count. `choices` has, for each option, how many people gave it which number."""

    cast: int = 0
    valid: int = 0
    choices: dict[str, Counter[int]] = field(default_factory=dict)

    def add(self, vote: Vote) -> None:
        self.cast += vote.count
        if vote.spoilt:
            return
        self.valid += vote.count
        for option_id, value in vote.choices.items():
            counter = self.choices.get(option_id)
            if counter is None:
                counter = self.choices[option_id] = Counter()
            counter[value] += vote.count

    def merge(self, other: Tally) -> None:
        self.cast += other.cast
        self.valid += other.valid
        for option_id, counter in other.choices.items():
            self.choices.setdefault(option_id, Counter()).update(counter)

    def of(self, option_id: str) -> Frequencies:
        return self.choices.get(option_id, NONE)

    def ratings(self, option_id: str) -> int:
        """How many people gave the option a number."""
        return agreement.number(self.of(option_id))


def tally_by_sector(votes: Iterable[Vote]) -> dict[str | None, Tally]:
    """One tally for each sector that papers name, and one under None for papers that name none. Linear."""
    tallies: dict[str | None, Tally] = {}
    for vote in votes:
        found = tallies.get(vote.sector_id)
        if found is None:
            found = tallies[vote.sector_id] = Tally()
        found.add(vote)
    return tallies


def total_of(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for each in tallies:
        total.merge(each)
    return total


def option_result(ballot: Ballot, option: BallotOption, tally: Tally) -> OptionResult:
    """The figures of one option in one tally, without its place and without anything that compares sectors."""
    counts = tally.of(option.id)
    if ballot.method is Method.DOTS:
        return OptionResult(
            id=option.id,
            label=option.label,
            total=sum(dots * people for dots, people in counts.items()),
            supporters=sum(people for dots, people in counts.items() if dots > 0),
        )
    if ballot.method is Method.RANKING:
        return _ranked(ballot, option, tally)
    return _rated(ballot, option, counts)


def _ranked(ballot: Ballot, option: BallotOption, tally: Tally) -> OptionResult:
    counts, size = tally.of(option.id), len(ballot.options)
    points = sum(agreement.borda_points(place, size) * people for place, people in counts.items())
    everyone = agreement.number(counts) == tally.valid
    return OptionResult(
        id=option.id,
        label=option.label,
        total=points,
        supporters=agreement.number(counts),
        points=points,
        # A sum over some of the papers only could not be compared with the other options'.
        rank_sum=sum(place * people for place, people in counts.items()) if everyone else None,
    )


def _rated(ballot: Ballot, option: BallotOption, counts: Frequencies) -> OptionResult:
    rules, scale = ballot.rules, scale_values(ballot)
    frequencies = {value: counts.get(value, 0) for value in scale}
    n = agreement.number(frequencies)
    plain = OptionResult(id=option.id, label=option.label, total=n, supporters=n, n=n, frequencies=frequencies)
    if ballot.method is Method.CONSENT:
        return plain
    mean = agreement.mean(frequencies)
    return OptionResult(
        id=option.id,
        label=option.label,
        total=n,
        supporters=n,
        n=n,
        frequencies=frequencies,
        mean=mean,
        median=agreement.median(frequencies),
        accept_percent=_percent(frequencies, rules.accept_from),
        support_percent=_percent(frequencies, rules.support_from),
        band=_band(ballot, mean),
        agreement=agreement.agreement_a([frequencies[value] for value in sorted(scale)]),
    )


def _percent(frequencies: Frequencies, start: int | None) -> float | None:
    return None if start is None else agreement.percent_at_or_above(frequencies, start)


def _band(ballot: Ballot, mean: float | None) -> str | None:
    """The label of the highest band that the mean reaches."""
    if mean is None:
        return None
    reached = [band for band in ballot.rules.bands if mean >= band.start]
    return max(reached, key=lambda band: band.start).label if reached else None


def concordance(ballot: Ballot, votes: Iterable[Vote]) -> float | None:
    """Kendall's W of a ranking; options that a paper leaves out share the mean of the ranks left."""
    size = len(ballot.options)
    rank_sums = [Fraction(0)] * size
    papers = ties = 0
    for vote in votes:
        if vote.spoilt or not vote.choices:
            continue
        left_out = size - len(vote.choices)
        shared = Fraction(len(vote.choices) + 1 + size, 2)
        for index, option in enumerate(ballot.options):
            rank_sums[index] += vote.choices.get(option.id, shared) * vote.count
        papers += vote.count
        ties += vote.count * (left_out**3 - left_out)
    return agreement.kendall_w_of_sums(rank_sums, papers, ties)


def placed(results: Sequence[OptionResult]) -> tuple[list[tuple[OptionResult, int]], tuple[tuple[str, ...], ...]]:
    """The options in result order with their places (1, 1, 3), and the ties.

    Equal totals tie, however many people they came from, and zeros tie too; tied options keep the ballot's order.
    """
    ordered = sorted(results, key=lambda each: -each.total)
    first_place: dict[int, int] = {}
    for place, each in enumerate(ordered, start=1):
        first_place.setdefault(each.total, place)
    groups: Mapping[int, list[str]] = {total: [] for total in first_place}
    for each in ordered:
        groups[each.total].append(each.id)
    ties = tuple(tuple(ids) for ids in groups.values() if len(ids) > 1)
    return [(each, first_place[each.total]) for each in ordered], ties
