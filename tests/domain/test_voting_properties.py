"""What holds for any papers: totals, places, verdicts, and that no hidden sector's vote can be worked out."""

import dataclasses
import json
import random
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.model import (
    Ballot,
    Method,
    Vote,
)
from lsp_workshop.domain.presets import EVERYONE_ACCEPTS
from lsp_workshop.domain.results import Verdict, as_json
from tests.domain.voting_cases import (
    SECTORS,
    counted,
    options_of,
    result,
    valid,
)


@given(counted())
def test_totals_are_the_sum_of_the_papers(case: tuple[Ballot, list[Vote]]) -> None:
    a_ballot, votes = case
    found = result(a_ballot, votes)
    marked = valid(votes)
    assert found.valid == len(marked)
    assert found.cast == sum(vote.count for vote in votes)
    assert found.spoilt == found.cast - len(marked)
    assert {option.id for option in found.options} == {option.id for option in a_ballot.options}
    for option in found.options:
        given_numbers = [choices[option.id] for choices in marked if option.id in choices]
        if a_ballot.method is Method.DOTS:
            assert option.total == sum(given_numbers)
            assert option.supporters == sum(dots > 0 for dots in given_numbers)
        elif a_ballot.method is Method.RANKING:
            assert option.total == option.points == sum(len(a_ballot.options) - place for place in given_numbers)
            assert option.rank_sum == sum(given_numbers)
        else:
            assert option.total == option.n == option.supporters == len(given_numbers)
            wanted = Counter(given_numbers)
            assert option.frequencies == {value: wanted[value] for value in option.frequencies or {}}
    for sector in found.sectors:
        own = valid(vote for vote in votes if vote.sector_id == sector.sector_id)
        assert sector.valid == len(own)
        alone = result(a_ballot, [vote for vote in votes if vote.sector_id == sector.sector_id])
        for option in sector.options:
            again = options_of(alone)[option.id]
            assert (option.total, option.supporters, option.frequencies) == (
                again.total,
                again.supporters,
                again.frequencies,
            )


@given(counted(), st.randoms(use_true_random=False))
def test_the_order_in_which_papers_were_entered_changes_nothing(
    case: tuple[Ballot, list[Vote]], chance: random.Random
) -> None:
    a_ballot, votes = case
    shuffled = list(votes)
    chance.shuffle(shuffled)
    assert result(a_ballot, shuffled) == result(a_ballot, votes)


@given(counted())
def test_places_and_ties_follow_from_the_totals_alone(case: tuple[Ballot, list[Vote]]) -> None:
    a_ballot, votes = case
    found = result(a_ballot, votes)
    ids = [option.id for option in a_ballot.options]
    if a_ballot.method in (Method.SCALE, Method.CONSENT):
        assert [option.id for option in found.options] == ids
        assert found.ties == ()
        assert all(option.place is None for option in found.options)
        return
    if not found.valid:
        assert (found.ties, {option.place for option in found.options}) == ((), {None})
        return
    totals = [option.total for option in found.options]
    assert totals == sorted(totals, reverse=True)
    for option in found.options:
        assert option.place == 1 + sum(total > option.total for total in totals)
    grouped: dict[int, list[str]] = {}
    for option in sorted(found.options, key=lambda each: ids.index(each.id)):
        grouped.setdefault(option.total, []).append(option.id)
    assert set(found.ties) == {tuple(group) for group in grouped.values() if len(group) > 1}


@given(counted(), st.integers(0, 8))
def test_hidden_sectors_are_named_as_hidden_and_nowhere_else(case: tuple[Ballot, list[Vote]], threshold: int) -> None:
    a_ballot, votes = case
    found = result(a_ballot, votes, threshold=threshold)
    numbers = Counter[str]()
    for vote in votes:
        if vote.sector_id is not None and not vote.spoilt:
            numbers[vote.sector_id] += vote.count
    shown = [sector.sector_id for sector in found.sectors]
    assert all(numbers[sector] >= max(3, threshold) for sector in shown)
    assert set(shown) | set(found.hidden_sectors) == {sector for sector in SECTORS if numbers[sector]}
    unnamed = sum(vote.count for vote in votes if vote.sector_id is None and not vote.spoilt)
    assert not shown or len(found.hidden_sectors) != 1 or 0 < unnamed < max(3, threshold)
    exported = {key: value for key, value in as_json(found).items() if key != "hidden_sectors"}
    for sector in found.hidden_sectors:
        assert sector not in json.dumps(exported)
        assert sector not in repr(dataclasses.replace(found, hidden_sectors=()))


@given(counted(), st.integers(0, 8))
def test_results_do_not_tell_hidden_sectors_apart(case: tuple[Ballot, list[Vote]], threshold: int) -> None:
    """Whoever of the hidden sectors gave which paper: everything that is shown stays the same.

    That is what hiding means: total minus shown, gaps, shares and verdicts included.
    """
    a_ballot, votes = case
    found = result(a_ballot, votes, threshold=threshold)
    mixed = [v for v in votes if v.sector_id in found.hidden_sectors and not v.spoilt and v.count == 1]
    if not (a_ballot.rules.allow_blank and a_ballot.method in (Method.SCALE, Method.CONSENT)):
        turned = dict(zip((v.id for v in mixed), (v.choices for v in mixed[::-1]), strict=True))
        swapped = [dataclasses.replace(vote, choices=turned.get(vote.id, vote.choices)) for vote in votes]
        assert result(a_ballot, swapped, threshold=threshold) == found
        return
    for option in found.options:
        hidden = set(found.hidden_sectors) | set(option.hidden_sectors)
        raters = [v for v in votes if v.sector_id in hidden and option.id in v.choices and v.count == 1]
        marks = dict(zip((v.id for v in raters), [v.choices[option.id] for v in raters][::-1], strict=True))
        swapped = [
            dataclasses.replace(v, choices={**v.choices, option.id: marks[v.id]}) if v.id in marks else v for v in votes
        ]
        assert result(a_ballot, swapped, threshold=threshold) == found


@given(counted())
def test_the_verdict_is_the_stated_rule_and_nothing_else(case: tuple[Ballot, list[Vote]]) -> None:
    a_ballot, votes = case
    found = result(a_ballot, votes)
    rules, one = a_ballot.rules, found.options[0]
    if a_ballot.method is Method.CONSENT:
        rated = [value for choices in valid(votes) for value in choices.values()]
        expected = None if not rated else Verdict.NOT_PASSED if 0 in rated else Verdict.PASSED
        assert found.verdict is expected
        return
    by_people = rules.pass_rule == EVERYONE_ACCEPTS
    if a_ballot.method is not Method.SCALE or rules.accept_from is None or (len(found.options) > 1 and not by_people):
        assert found.verdict is found.verdict_rule is None
        return
    rated = [value for choices in valid(votes) for value in choices.values()]
    if not rated:
        assert found.verdict is None
        return
    accepting = Fraction(sum(value >= 3 for value in rated), len(rated))
    if by_people:
        assert found.verdict is (Verdict.PASSED if accepting == 1 else Verdict.NOT_PASSED)
        return
    unconvinced = tuple(
        sector.sector_id
        for sector in found.sectors
        for option in sector.options
        if (option.accept_percent if option.accept_percent is not None else 100) < 50
    )
    assert found.unconvinced_sectors == unconvinced
    assert (found.verdict is Verdict.SPLIT) == (accepting < Fraction(4, 5))
    assert (found.verdict is Verdict.AGREED) == (accepting >= Fraction(4, 5) and not unconvinced)
    assert one.accept_percent == pytest.approx(float(100 * accepting))


@given(counted())
def test_every_figure_stands_under_its_option_and_every_paper_under_its_sector(case: tuple[Ballot, list[Vote]]) -> None:
    """The right bar under the wrong name is the worst chart of all."""
    a_ballot, votes = case
    found = result(a_ballot, votes, threshold=3)
    labels = {option.id: option.label for option in a_ballot.options}
    for options in (found.options, *(sector.options for sector in found.sectors)):
        assert {option.id: option.label for option in options} == labels or a_ballot.rules.allow_blank
        assert all(option.label == labels[option.id] for option in options)
    cast: Counter[str | None] = Counter()
    spoilt: Counter[str | None] = Counter()
    for vote in votes:
        cast[vote.sector_id] += vote.count
        spoilt[vote.sector_id] += vote.count if vote.spoilt else 0
    for sector in found.sectors:
        name = sector.sector_id
        assert (sector.cast, sector.valid) == (cast[name], cast[name] - spoilt[name])
