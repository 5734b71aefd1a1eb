"""Counting papers: from votes to the figures of each option. Knows no verdict and no disclosure; callers say whose.

A hundred thousand papers of forty options are four million marks, too many to look at one by one while a room waits.
Papers are laid out as bytes, one for each option, and whole columns of them are counted at once. All of it is in
whole numbers: no figure depends on the order of the papers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from operator import itemgetter

from lsp_workshop.domain import agreement
from lsp_workshop.domain.agreement import Frequencies
from lsp_workshop.domain.model import Ballot, BallotOption, Method, Vote
from lsp_workshop.domain.papers import scale_values
from lsp_workshop.domain.results import OptionResult

Choices = Mapping[str, int]

Column = bytes | list[int]
"""The numbers that papers give one option, in their order and without the papers that leave it out."""

SMALL = range(8)
"""Numbers that have a bit of their own where a column is counted by its bits."""
_AS_BITS = bytes(1 << number if number in SMALL else 0 for number in range(256))
_BLANK = 255


class Sheet:
    """Valid papers of one weight (hands: the count) that mark the same number of options, laid out in columns."""

    def __init__(self, ids: Sequence[str], marks: int, weight: int, papers: Sequence[Choices]) -> None:
        self._ids, self._papers = ids, papers
        self.marks, self.weight = marks, weight
        self._counted: dict[str, Frequencies] = {}
        self._sums: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._papers)

    def frequencies(self, option_id: str) -> Frequencies:
        """How many papers give the option which number; a paper that leaves it out is not among them."""
        found = self._counted.get(option_id)
        if found is None:
            found = self._counted[option_id] = _frequencies(self._columns[option_id])
        return found

    def sum(self, option_id: str) -> int:
        """The numbers given to the option added up, each paper once: quicker than by `frequencies`."""
        found = self._sums.get(option_id)
        if found is None:
            found = self._sums[option_id] = sum(self._columns[option_id])
        return found

    def left_out(self, option_id: str) -> int:
        """How many papers do not mark the option."""
        return len(self) - len(self._columns[option_id])

    @cached_property
    def _columns(self) -> Mapping[str, Column]:
        try:
            return _columns(self._ids, self.marks, self._papers)
        except (ValueError, KeyError):
            # A number beyond a byte, or an option that the ballot does not have, in a file from elsewhere.
            return {each: [choices[each] for choices in self._papers if each in choices] for each in self._ids}


def _columns(ids: Sequence[str], marks: int, papers: Sequence[Choices]) -> Mapping[str, bytes]:
    """The papers' numbers by option.

    Raises ValueError for numbers that are no byte, KeyError for options that are not in `ids`. Three ways, because
    each is much faster than the others where it fits: all options marked, most, and a few.
    """
    width = len(ids)
    if marks == width > 1:
        return _cut(ids, b"".join(map(bytes, map(itemgetter(*ids), papers))))
    if 2 * marks > width:
        return _without_blanks(ids, marks, papers)
    return _mark_by_mark(ids, papers)


def _cut(ids: Sequence[str], rows: bytes) -> dict[str, bytes]:
    return {option_id: rows[place :: len(ids)] for place, option_id in enumerate(ids)}


def _without_blanks(ids: Sequence[str], marks: int, papers: Sequence[Choices]) -> Mapping[str, bytes]:
    unmarked = dict.fromkeys(ids, _BLANK)
    rows = b"".join([bytes({**unmarked, **choices}.values()) for choices in papers])
    if len(rows) != len(ids) * len(papers):
        raise KeyError(marks)
    # A number that looks like a blank would be lost.
    if rows.count(_BLANK) != (len(ids) - marks) * len(papers):
        raise ValueError(_BLANK)
    return {each: column.translate(None, bytes([_BLANK])) for each, column in _cut(ids, rows).items()}


def _mark_by_mark(ids: Sequence[str], papers: Sequence[Choices]) -> Mapping[str, bytes]:
    columns = {option_id: bytearray() for option_id in ids}
    note = {option_id: column.append for option_id, column in columns.items()}
    for choices in papers:
        for option_id, number in choices.items():
            note[option_id](number)
    return {option_id: bytes(column) for option_id, column in columns.items()}


def _frequencies(column: Column) -> Frequencies:
    if not isinstance(column, bytes):
        return Counter(column)
    found = _small_numbers(column)
    return found if sum(found.values()) == len(column) else _numbers(column)


def _small_numbers(column: bytes) -> dict[int, int]:
    """How often each of `SMALL` is there; any others are left out.

    A column is one long number in which each paper has one bit set. A mask leaves the papers of one kind, and
    counting its bits is many times faster than looking at each paper.
    """
    bits, left = int.from_bytes(column.translate(_AS_BITS), "little"), len(column)
    found: dict[int, int] = {}
    for number in SMALL:
        if not left:
            break
        count = (bits & _mask(number, len(column))).bit_count()
        if count:
            found[number] = count
            left -= count
    return found


@lru_cache(maxsize=len(SMALL) * 4)
def _mask(number: int, papers: int) -> int:
    return int.from_bytes(bytes([1 << number]) * papers, "little")


def _numbers(column: bytes) -> dict[int, int]:
    found: dict[int, int] = {}
    while column:
        # Taking a number's bytes out counts them, faster than looking at each.
        rest = column.translate(None, column[:1])
        found[column[0]] = len(column) - len(rest)
        column = rest
    return found


@dataclass(slots=True)
class Tally:
    """Papers counted, hands by their count."""

    cast: int = 0
    valid: int = 0
    sheets: list[Sheet] = field(default_factory=list)
    _choices: dict[str, Frequencies] = field(default_factory=dict)

    def of(self, option_id: str) -> Frequencies:
        """How many people gave the option which number."""
        found = self._choices.get(option_id)
        if found is None:
            counts: dict[int, int] = {}
            for sheet in self.sheets:
                for value, papers in sheet.frequencies(option_id).items():
                    counts[value] = counts.get(value, 0) + papers * sheet.weight
            found = self._choices[option_id] = counts
        return found

    def sum_of(self, option_id: str) -> int:
        """The numbers that people gave the option added up."""
        return sum(sheet.sum(option_id) * sheet.weight for sheet in self.sheets)

    def ratings(self, option_id: str) -> int:
        """How many people gave the option a number."""
        return self.valid - sum(sheet.left_out(option_id) * sheet.weight for sheet in self.sheets)


def tally_by_sector(ballot: Ballot, votes: Iterable[Vote]) -> dict[str | None, Tally]:
    """One tally for each sector that papers name, and one under None for papers that name none.

    Linear in the papers, each of which is looked at once.
    """
    alike: defaultdict[tuple[str | None, int, bool, int], list[Choices]] = defaultdict(list)
    for vote in votes:
        choices = vote.choices
        alike[vote.sector_id, vote.count, vote.spoilt, len(choices)].append(choices)
    ids = tuple(option.id for option in ballot.options)
    tallies: dict[str | None, Tally] = {}
    for (sector_id, count, spoilt, marks), papers in alike.items():
        tally = tallies.setdefault(sector_id, Tally())
        tally.cast += count * len(papers)
        if not spoilt:
            tally.valid += count * len(papers)
            tally.sheets.append(Sheet(ids, marks, count, papers))
    return tallies


def total_of(tallies: Iterable[Tally]) -> Tally:
    """One tally of all the papers; nothing is counted again."""
    total = Tally()
    for each in tallies:
        total.cast += each.cast
        total.valid += each.valid
        total.sheets.extend(each.sheets)
    return total


def option_result(ballot: Ballot, option: BallotOption, tally: Tally) -> OptionResult:
    """The figures of one option in one tally, without its place and without anything that compares sectors."""
    if ballot.method is Method.RANKING:
        return _ranked(ballot, option, tally)
    counts = tally.of(option.id)
    if ballot.method is Method.DOTS:
        return OptionResult(
            id=option.id,
            label=option.label,
            total=sum(dots * people for dots, people in counts.items()),
            supporters=sum(people for dots, people in counts.items() if dots > 0),
        )
    return _rated(ballot, option, counts)


def _ranked(ballot: Ballot, option: BallotOption, tally: Tally) -> OptionResult:
    people, places = tally.ratings(option.id), tally.sum_of(option.id)
    points = people * len(ballot.options) - places
    return OptionResult(
        id=option.id,
        label=option.label,
        total=points,
        supporters=people,
        points=points,
        # A sum over some of the papers only could not be compared with the other options'.
        rank_sum=places if people == tally.valid else None,
    )


def _rated(ballot: Ballot, option: BallotOption, counts: Frequencies) -> OptionResult:
    rules, scale = ballot.rules, scale_values(ballot)
    frequencies = {value: counts.get(value, 0) for value in scale}
    n = agreement.number(frequencies)
    plain = OptionResult(id=option.id, label=option.label, total=n, supporters=n, n=n, frequencies=frequencies)
    if ballot.method is Method.CONSENT:
        return plain
    mean = agreement.mean(frequencies)
    in_order = [frequencies[value] for value in sorted(scale)]
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
        agreement=agreement.agreement_a(in_order),
        consensus=agreement.consensus(in_order),
    )


def _percent(frequencies: Frequencies, start: int | None) -> float | None:
    return None if start is None else agreement.percent_at_or_above(frequencies, start)


def _band(ballot: Ballot, mean: float | None) -> str | None:
    """The label of the highest band that the mean reaches."""
    if mean is None:
        return None
    reached = [band for band in ballot.rules.bands if mean >= band.start]
    return max(reached, key=lambda band: band.start).label if reached else None


def concordance(ballot: Ballot, tally: Tally) -> float | None:
    """Kendall's W of a ranking (`agreement.kendall_w_of_sums`); an unmarked paper ranks nothing and takes no part.

    Options that a paper leaves out share the mean of the ranks left, as tied ones do: after k places of n that is
    (k + 1 + n) / 2. Twice the sums are added up, so that everything stays whole.
    """
    size = len(ballot.options)
    sheets = [sheet for sheet in tally.sheets if sheet.marks]
    twice = [
        sum(
            sheet.weight * (2 * sheet.sum(option.id) + sheet.left_out(option.id) * (sheet.marks + 1 + size))
            for sheet in sheets
        )
        for option in ballot.options
    ]
    papers = sum(sheet.weight * len(sheet) for sheet in sheets)
    ties = sum(sheet.weight * len(sheet) * _ties_of(size - sheet.marks) for sheet in sheets)
    return agreement.kendall_w_of_sums([Fraction(each, 2) for each in twice], papers, ties)


def _ties_of(left_out: int) -> int:
    return int(left_out**3 - left_out)


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
