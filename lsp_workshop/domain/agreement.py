"""Measures of a group's answers: pure functions on frequencies, with definitions and sources. Knows no ballot.

`Frequencies` maps a value to how many people gave it. Every function returns None where the measure is not defined
(nobody answered, nothing varies), never a made-up number. Sums are exact until the last division, so the order in
which papers were entered changes nothing.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

Frequencies = Mapping[int, int]


def number(frequencies: Frequencies) -> int:
    """How many people answered: n, the sum of the frequencies."""
    return sum(frequencies.values())


def mean(frequencies: Frequencies) -> float | None:
    """The arithmetic mean: the sum of the answers by their number, in the scale's own units.

    Defined so in the worked cases ("likert"). The sum is whole, so the only rounding is that of the
    division.
    """
    n = number(frequencies)
    return sum(value * people for value, people in frequencies.items()) / n if n else None


def median(frequencies: Frequencies) -> float | None:
    """The middle answer; halfway between the two middle ones where their number is even.

    Source: F. Galton, "Statistics by intercomparison", Philosophical Magazine (4) 49 (1875) 33-46; halfway by the usual
    convention (R. Hyndman, Y. Fan, "Sample quantiles in statistical packages", American Statistician 50 (1996) 361-365,
    type 7 at one half).
    """
    n = number(frequencies)
    if not n:
        return None
    lower, upper = _nth(frequencies, (n - 1) // 2), _nth(frequencies, n // 2)
    return (lower + upper) / 2


def _nth(frequencies: Frequencies, place: int) -> int:
    """The answer at `place`, from 0, with the answers in ascending order."""
    passed = 0
    for value in sorted(frequencies):
        passed += frequencies[value]
        if passed > place:
            return value
    raise IndexError(place)


def percent_at_or_above(frequencies: Frequencies, value: int) -> float | None:
    """Share of the answers at `value` or higher, 0 to 100: a hundred times their number by that of all answers.

    Known as "top-box" share in reports on rating scales. Blanks are no answers. Defined so in the worked cases
    ("likert").
    """
    n = number(frequencies)
    return 100 * sum(people for each, people in frequencies.items() if each >= value) / n if n else None


def agreement_a(counts: Sequence[int]) -> float | None:
    """Van der Eijk's coefficient of agreement A: 1 all in one category, 0 evenly spread, -1 half at each end.

    `counts` has the number of people in each ordered category; the measure needs three categories or more. The
    distribution is taken apart into layers, each a 0/1 pattern over the K categories of which S are filled. Over
    all triples of the pattern, TU counts 110 and 011 (unimodal), TDU counts 101; then
    U = ((K-2) TU - (K-1) TDU) / ((K-2) (TU + TDU)), or 1 where S = 1 or there are no such triples, and the layer's
    A = U (1 - (S-1)/(K-1)). The layers' A are averaged, weighted by the people in them.

    Source: C. van der Eijk, "Measuring agreement in ordered rating scales", Quality & Quantity 35 (2001) 325-341;
    U is equation (2) on page 332, and the example with seven categories on page 331 (A = 0.61) is a worked case.
    """
    categories, people = len(counts), sum(counts)
    if categories < 3 or not people:
        return None
    remaining, above, below = list(counts), 0, people
    while any(remaining):
        height = min(filter(None, remaining))
        pattern = tuple(count > 0 for count in remaining)
        # The layers are added up as one fraction of whole numbers, which is rounded once.
        layer, parts = _agreement_of_layer(pattern).as_integer_ratio()
        above, below = above * parts + height * sum(pattern) * layer * (below // people), below * parts
        remaining = [count - height if count else 0 for count in remaining]
    return above / below


@functools.cache
def _agreement_of_layer(pattern: tuple[bool, ...]) -> Fraction:
    size, filled = len(pattern), sum(pattern)
    unimodal = bimodal = before = 0
    for is_filled in pattern:
        if is_filled:
            before += 1
            continue
        after = filled - before
        unimodal += math.comb(before, 2) + math.comb(after, 2)
        bimodal += before * after
    triples = unimodal + bimodal
    if filled == 1 or not triples:
        unimodality = Fraction(1)
    else:
        unimodality = Fraction((size - 2) * unimodal - (size - 1) * bimodal, (size - 2) * triples)
    return unimodality * (1 - Fraction(filled - 1, size - 1))


def consensus(counts: Sequence[int]) -> float | None:
    """Tastle and Wierman's consensus: 1 all in one category, 0 half at each end; an even spread is not 0.5.

    1 + sum of p_i log2(1 - |i - mean| / (K - 1)) over the categories i = 1...K of an ordered scale.
    Source: W. Tastle, M. Wierman, "Consensus and dissention: a measure of ordinal dispersion", International
    Journal of Approximate Reasoning 45 (2007) 531-545.
    """
    people, width = sum(counts), len(counts) - 1
    if not people or width < 1:
        return None
    middle = sum(place * count for place, count in enumerate(counts)) / people
    return 1 + math.fsum(
        count / people * math.log2(1 - abs(place - middle) / width) for place, count in enumerate(counts) if count
    )


def kendall_w(rankings: Sequence[Sequence[int | Fraction]]) -> float | None:
    """Kendall's coefficient of concordance of several rankings, corrected for ties: 1 the same order, 0 no common one.

    Each ranking gives the ranks of the same items in the same order; tied items share the mean of their ranks.
    Source: M. Kendall, B. Babington Smith, "The problem of m rankings", Annals of Mathematical Statistics 10
    (1939) 275-287; for ties M. Kendall, "Rank Correlation Methods", 1948, chapter 6. None for fewer than two rankings
    or items.
    """
    if not rankings:
        return None
    ties = sum(size**3 - size for ranking in rankings for size in Counter(ranking).values())
    rank_sums = [sum(ranks, Fraction(0)) for ranks in zip(*rankings, strict=True)]
    return kendall_w_of_sums(rank_sums, len(rankings), ties)


def kendall_w_of_sums(rank_sums: Sequence[int | Fraction], rankings: int, ties: int = 0) -> float | None:
    """Kendall's W from each item's sum of ranks: 12 S / (m^2 (n^3 - n) - m T).

    S is the sum of squared deviations of the rank sums from their mean, m the number of rankings, n that of items,
    `ties` the T: the sum of t^3 - t over all groups of t tied items in all rankings.
    """
    items = len(rank_sums)
    if rankings < 2 or items < 2:
        return None
    middle = Fraction(sum(rank_sums, Fraction(0))) / items
    deviations = sum(((each - middle) ** 2 for each in rank_sums), Fraction(0))
    most = rankings**2 * (items**3 - items) - rankings * ties
    return float(12 * deviations / most) if most else None


def borda_points(place: int, options: int) -> int:
    """Points for one place in one ranking: n less the place, n-1 for the first and 0 for the last of n options.

    So in the worked cases ("borda"). J.-C. de Borda, "Mémoire sur les élections au scrutin" (read in 1770, printed in
    the Academy's Histoire for 1781), gave the last choice on a paper one point, the one before it two and so on. On
    papers that rank every option that adds one point for each paper to every option, and gives the same order; a
    paper that ranks only some counts for less there (P. Emerson, "The original Borda count and partial voting",
    Social Choice and Welfare 40 (2013) 353-358). The presets ask for every option.
    """
    return options - place


def between_group_share(groups: Iterable[Frequencies]) -> float | None:
    """Eta squared: how much of the spread of all answers lies between the groups, 0 to 1.

    Sum of squares between groups by total sum of squares: the square of the correlation ratio of K. Pearson, "On the
    general theory of skew correlation and non-linear regression", Drapers' Company Research Memoirs, Biometric Series
    II, 1905. None for fewer than two groups that answered, and where all answers are the same.
    """
    answered = [group for group in groups if number(group)]
    people = sum(number(group) for group in answered)
    if len(answered) < 2:
        return None
    sums = [sum(value * count for value, count in group.items()) for group in answered]
    squares = sum(value * value * count for group in answered for value, count in group.items())
    correction = Fraction(sum(sums) ** 2, people)
    total = squares - correction
    between = sum(Fraction(each**2, number(group)) for each, group in zip(sums, answered, strict=True)) - correction
    return float(between / total) if total else None


def largest_gap(groups: Iterable[Frequencies]) -> float | None:
    """The range of the groups' means: the largest less the smallest, in the scale's own units.

    Defined so in the worked cases ("sector_split"). The means are compared exactly and only the gap is rounded. None
    for fewer than two groups that answered.
    """
    means = [
        Fraction(sum(value * count for value, count in group.items()), number(group))
        for group in groups
        if number(group)
    ]
    return float(max(means) - min(means)) if len(means) > 1 else None


def suggested_dots(options: int) -> int:
    """Dots for each voter: a third of the number of options to the nearest whole, at least one.

    The rule of multivoting (P. Scholtes, "The Team Handbook", 1988, asks for a third of the items as votes at least;
    other guides round down).
    """
    return max(1, round(options / 3))
