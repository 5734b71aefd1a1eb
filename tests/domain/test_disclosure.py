"""Small groups: what is shown must not tell, or let be worked out, what two people of one sector voted."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.disclosure import disclosure_of, hidden_groups

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data" / "voting.json").read_text("utf-8"))
SMALL = VECTORS["small_groups"]

ORDER = ("public", "private", "voluntary", "community", "support")
sizes = st.fixed_dictionaries({sector: st.integers(0, 15) for sector in ORDER})
thresholds = st.integers(0, 9)


@pytest.mark.parametrize("case", SMALL["cases"], ids=lambda c: "-".join(map(str, c["sector_n"].values())))
def test_the_worked_cases(case: dict[str, Any]) -> None:
    order = list(case["sector_n"])
    assert list(hidden_groups(case["sector_n"], order, SMALL["threshold"])) == case["hide"]


def test_sectors_without_papers_hide_nothing_and_cover_nobody() -> None:
    assert hidden_groups({"public": 9, "private": 0}, ORDER, 5) == ()
    assert hidden_groups({"public": 9, "private": 2, "support": 0}, ORDER, 5) == ("public", "private")


def test_a_sector_alone_has_nobody_to_hide_behind_and_is_hidden_all_the_same() -> None:
    assert hidden_groups({"public": 4}, ORDER, 5) == ("public",)


def test_the_threshold_is_never_below_three() -> None:
    assert hidden_groups({"public": 9, "private": 2, "voluntary": 8}, ORDER, 0) == ("private", "voluntary")
    assert hidden_groups({"public": 9, "private": 3, "voluntary": 8}, ORDER, 0) == ()


def test_ties_are_hidden_in_the_sectors_order_not_the_alphabets() -> None:
    assert hidden_groups({"a": 7, "z": 7, "m": 1}, ("z", "a", "m"), 5) == ("z", "m")


def test_a_sector_hidden_for_its_papers_is_hidden_for_every_item() -> None:
    papers = {"public": 9, "private": 4, "voluntary": 6, "community": 7}
    ratings = {"one": {"public": 9, "private": 0, "voluntary": 6, "community": 7}}
    found = disclosure_of(papers, ORDER, 5, ratings)
    assert found.hidden == ("private", "voluntary")
    # Nobody of the private sector rated it, so the voluntary sector would stand alone behind the total.
    assert found.hidden_by_item["one"] == ("voluntary", "community")
    assert found.shown_for("one") == ("public",)
    assert found.shown_for("another") == ("public", "community")


@given(sizes, thresholds)
def test_no_hidden_sector_can_be_worked_out(papers: dict[str, int], threshold: int) -> None:
    found = disclosure_of(papers, ORDER, threshold)
    assert all(papers[sector] >= max(threshold, 3) for sector in found.shown)
    assert set(found.shown) | set(found.hidden) == {sector for sector in ORDER if papers[sector]}
    if found.shown:
        assert len(found.hidden) != 1


@given(sizes, thresholds)
def test_no_more_is_hidden_than_needed(papers: dict[str, int], threshold: int) -> None:
    small = [sector for sector in ORDER if 0 < papers[sector] < max(threshold, 3)]
    found = hidden_groups(papers, ORDER, threshold)
    assert set(small) <= set(found)
    assert len(found) == len(small) or (len(small), len(found)) == (1, 2)


@given(sizes, st.lists(sizes, min_size=1, max_size=3), thresholds)
def test_item_by_item_no_rating_can_be_worked_out(
    papers: dict[str, int], items: list[dict[str, int]], threshold: int
) -> None:
    ratings = {
        str(place): {sector: min(each[sector], papers[sector]) for sector in ORDER} for place, each in enumerate(items)
    }
    found = disclosure_of(papers, ORDER, threshold, ratings)
    for item, counts in ratings.items():
        shown = [sector for sector in found.shown_for(item) if counts[sector]]
        unseen = [sector for sector in ORDER if counts[sector] and sector not in shown]
        assert all(counts[sector] >= max(threshold, 3) for sector in shown)
        assert not shown or len(unseen) != 1


@given(sizes, thresholds, st.integers(0, 6))
def test_everybody_who_gave_a_paper_is_present_and_who_is_hidden_is_told(
    papers: dict[str, int], threshold: int, without: int
) -> None:
    """A sector whose papers name none is hidden as soon as one paper names none, and not before."""
    everyone: dict[Any, int] = {**papers, None: without}
    found = disclosure_of(everyone, ORDER, threshold, unnamed=("support",))
    assert found.present == tuple(sector for sector in ORDER if papers[sector])
    hidden = set(hidden_groups(everyone, ORDER, threshold)) | ({"support"} if without else set())
    assert found.hidden == tuple(sector for sector in ORDER if sector in hidden)
    bare = disclosure_of(papers, ORDER, threshold, unnamed=("support",))
    assert bare.hidden == hidden_groups(papers, ORDER, threshold)
