"""Measures against worked and published cases: a wrong one would be printed in the record as fact."""

import json
import math
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain import agreement

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data" / "voting.json").read_text("utf-8"))

counts = st.lists(st.integers(0, 40), min_size=3, max_size=11)
frequencies = st.dictionaries(st.integers(0, 5), st.integers(0, 30), max_size=6)


def cases(name: str) -> list[Any]:
    found = VECTORS[name]["cases"]
    assert isinstance(found, list)
    return found


def near(expected: float) -> Any:
    """Exact to 1e-9 where a case has all its digits; sources that print seven places are met to the last of them."""
    digits = len(repr(float(expected)).partition(".")[2])
    return Rounded(expected, 7) if digits >= 7 else pytest.approx(expected, abs=1e-9, rel=0)


class Rounded:
    """Equal to what rounds to it; within 1e-9 of the edge between two roundings either will do."""

    def __init__(self, expected: float, places: int) -> None:
        self.expected, self.places = expected, places

    def __eq__(self, found: object) -> bool:
        assert isinstance(found, float)
        return any(round(found + nudge, self.places) == self.expected for nudge in (-1e-9, 0, 1e-9))

    def __repr__(self) -> str:
        return f"{self.expected} ± half of the last digit"

    __hash__ = None  # type: ignore[assignment]  # equal to many


@pytest.mark.parametrize("case", cases("van_der_eijk_A"), ids=lambda c: str(c["freq"]))
def test_van_der_eijks_agreement_matches_the_published_cases(case: dict[str, Any]) -> None:
    published = case["A"]
    assert agreement.agreement_a(case["freq"]) == near(published)
    if "polarisation" in case:
        found = agreement.agreement_a(case["freq"])
        assert found is not None
        assert (1 - found) / 2 == near(case["polarisation"])


@pytest.mark.parametrize("case", cases("tastle_wierman"), ids=lambda c: str(c["freq"]))
def test_consensus_matches_the_published_cases(case: dict[str, Any]) -> None:
    assert agreement.consensus(case["freq"]) == near(case["Cns"])


def test_consensus_of_yes_and_no() -> None:
    assert agreement.consensus([3, 0]) == near(1)
    assert agreement.consensus([3, 3]) == near(0)


@pytest.mark.parametrize("case", cases("kendall_W"), ids=lambda c: str(c.get("ranks_by_judge", "sums")))
def test_kendalls_w_matches_the_published_cases(case: dict[str, Any]) -> None:
    if "ranks_by_judge" in case:
        assert agreement.kendall_w(case["ranks_by_judge"]) == near(case["W"])
    else:
        assert agreement.kendall_w_of_sums(case["rank_sums"], case["m"]) == near(case["W"])


def test_kendalls_w_is_corrected_for_ties() -> None:
    half = Fraction(3, 2)
    # Two rankings that tie the same two of three items agree fully; uncorrected they would come to 0.75.
    assert agreement.kendall_w([[half, half, 3], [half, half, 3]]) == pytest.approx(1.0, abs=1e-9)
    assert agreement.kendall_w([[2, 2, 2], [2, 2, 2]]) is None


def test_rankings_of_different_items_are_not_compared() -> None:
    with pytest.raises(ValueError):
        agreement.kendall_w([[1, 2, 3], [1, 2]])


def test_borda_points_are_the_options_ranked_lower() -> None:
    for case in cases("borda"):
        scores: dict[str, int] = {}
        for ballot in case["ballots"]:
            for place, option in enumerate(ballot, start=1):
                scores[option] = scores.get(option, 0) + agreement.borda_points(place, len(ballot))
        assert scores == case["scores"]


def test_likert_figures() -> None:
    for case in cases("likert"):
        freq = dict(enumerate(case["freq"], start=1))
        assert agreement.number(freq) == case["n"]
        assert agreement.mean(freq) == near(case["mean"])
        assert agreement.median(freq) == near(case["median"])
        assert agreement.percent_at_or_above(freq, 3) == near(case["pct_accept_3plus"])
        assert agreement.percent_at_or_above(freq, 4) == near(case["pct_support_4plus"])


def test_split_between_sectors() -> None:
    for case in cases("sector_split"):
        groups = [Counter(case[sector]) for sector in case["means"]]
        means = [agreement.mean(group) for group in groups]
        assert means == [near(mean) for mean in case["means"].values()]
        assert agreement.largest_gap(groups) == near(case["gap"])
        assert agreement.between_group_share(groups) == near(case["eta2"])


def test_measures_worked_out_by_hand_are_met_to_nine_places() -> None:
    """What no source prints in full, from the definitions in fractions."""
    groups = [Counter([5, 5, 4]), Counter([2, 1, 2])]
    assert agreement.between_group_share(groups) == pytest.approx(Fraction(81, 89), abs=1e-9)
    assert agreement.agreement_a([30, 40, 210, 130, 530, 50, 10]) == pytest.approx(Fraction(917, 1500), abs=1e-9)
    assert agreement.agreement_a([2, 0, 1, 1]) == pytest.approx(Fraction(1, 12), abs=1e-9)
    assert agreement.kendall_w([[1, 2, 3, 4], [1, 3, 2, 4], [2, 1, 3, 4]]) == pytest.approx(Fraction(7, 9), abs=1e-9)
    sums = [10, 8, 12, 16, 21, 22, 25, 31, 37, 38]
    assert agreement.kendall_w_of_sums(sums, 4) == pytest.approx(Fraction(131, 165), abs=1e-9)


def test_suggested_dots_are_a_third_of_the_options() -> None:
    for case in cases("dots"):
        if "suggested_dots" in case:
            assert agreement.suggested_dots(case["n_options"]) == case["suggested_dots"]
    assert agreement.suggested_dots(0) == agreement.suggested_dots(1) == 1


def test_nothing_is_made_up_where_nobody_answered() -> None:
    assert agreement.mean({}) is agreement.median({}) is agreement.percent_at_or_above({}, 3) is None
    assert agreement.agreement_a([0, 0, 0]) is agreement.consensus([0, 0, 0]) is None
    assert agreement.agreement_a([1, 1]) is agreement.consensus([4]) is None
    assert agreement.kendall_w([]) is agreement.kendall_w([[1, 2]]) is None
    assert agreement.largest_gap([{3: 1}, {}]) is agreement.between_group_share([{3: 1}, {3: 0}]) is None
    assert agreement.between_group_share([{3: 1}, {3: 4}]) is None


@given(counts.filter(any))
def test_agreement_lies_between_its_ends_and_does_not_mind_the_direction(freq: list[int]) -> None:
    found = agreement.agreement_a(freq)
    assert found is not None
    assert -1 <= found <= 1
    assert found == agreement.agreement_a(freq[::-1])
    assert found == agreement.agreement_a([3 * each for each in freq])
    together = agreement.consensus(freq)
    assert together is not None
    assert -1e-9 <= together <= 1 + 1e-9


@given(frequencies)
def test_mean_and_median_are_those_of_the_list_of_answers(freq: dict[int, int]) -> None:
    answers = sorted(value for value, people in freq.items() for _ in range(people))
    if not answers:
        assert agreement.mean(freq) is agreement.median(freq) is None
        return
    middle = (answers[(len(answers) - 1) // 2] + answers[len(answers) // 2]) / 2
    assert agreement.median(freq) == middle
    assert agreement.mean(freq) == sum(answers) / len(answers)
    share = agreement.percent_at_or_above(freq, 3)
    assert share == 100 * sum(answer >= 3 for answer in answers) / len(answers)


@given(st.lists(frequencies, max_size=5))
def test_the_share_between_sectors_is_a_share(groups: list[dict[int, int]]) -> None:
    share, gap = agreement.between_group_share(groups), agreement.largest_gap(groups)
    if share is not None:
        assert 0 <= share <= 1
        assert gap is not None
        # No distance between the means, no share; and the other way round.
        assert (gap == 0) == (share == 0)
    assert share == agreement.between_group_share(groups[::-1])


@given(st.integers(2, 6).flatmap(lambda n: st.lists(st.permutations(range(1, n + 1)), min_size=2, max_size=12)))
def test_kendalls_w_is_one_only_for_the_same_order(rankings: list[list[int]]) -> None:
    found = agreement.kendall_w(rankings)
    assert found is not None
    assert 0 <= found <= 1
    assert math.isclose(found, 1) == all(ranking == rankings[0] for ranking in rankings)
