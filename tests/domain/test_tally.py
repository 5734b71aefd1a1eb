"""Papers laid out in columns: the quick way must be the one that is taken, and must lose no mark."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.tally import Sheet, _columns

IDS = ("figs", "apples", "pears", "plums", "nuts")
marked = st.integers(0, len(IDS)).flatmap(
    lambda marks: st.lists(st.permutations(IDS).map(lambda order: order[:marks]), min_size=1, max_size=5)
)


@given(marked, st.integers(0, 200))
def test_a_column_has_the_numbers_of_the_papers_that_mark_the_option(papers: list[list[str]], first: int) -> None:
    """A layout that fails is counted the slow way: a room of two hundred would wait for its result."""
    choices = [{option: first + place for place, option in enumerate(paper)} for paper in papers]
    columns = _columns(IDS, len(papers[0]), choices)
    assert columns == {each: bytes(paper[each] for paper in choices if each in paper) for each in IDS}


@given(marked, st.integers(0, 300))
def test_a_sheet_counts_what_one_look_at_each_paper_counts(papers: list[list[str]], first: int) -> None:
    """Whatever way the numbers are counted, a mark that is lost or counted twice changes what the room decided."""
    choices = [{option: first + place for place, option in enumerate(paper)} for paper in papers]
    sheet = Sheet(IDS, len(papers[0]), 1, choices)
    for each in IDS:
        given_to_it = [paper[each] for paper in choices if each in paper]
        assert sheet.frequencies(each) == Counter(given_to_it)
        assert sheet.sum(each) == sum(given_to_it)
        assert sheet.left_out(each) == len(papers) - len(given_to_it)


@pytest.mark.parametrize("marks", [1, 2, 3, 4, 5])
def test_a_mark_that_is_no_byte_or_of_no_option_is_not_laid_out(marks: int) -> None:
    """It would be lost, or stand for another option: the slow way is taken, which knows both."""
    fine = dict.fromkeys(IDS[:marks], 1)
    for number in (256, -1):
        with pytest.raises(ValueError):
            _columns(IDS, marks, [fine, {**fine, IDS[0]: number}])
    stranger = {**dict.fromkeys(IDS[1:marks], 1), "stranger": 1}
    with pytest.raises(KeyError):
        _columns(IDS, marks, [fine, stranger])


@pytest.mark.parametrize("marks", [3, 4])
def test_a_mark_that_looks_like_a_blank_is_not_lost(marks: int) -> None:
    """Where most options are marked, 255 stands for those that are not."""
    fine = dict.fromkeys(IDS[:marks], 1)
    sheet = Sheet(IDS, marks, 1, [fine, {**fine, IDS[0]: 255}])
    assert sheet.frequencies(IDS[0]) == {1: 1, 255: 1}
