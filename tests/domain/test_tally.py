"""Papers laid out in columns: the quick way must be the one that is taken, and must lose no mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.tally import BLANK, _rows

IDS = ("figs", "apples", "pears", "plums", "nuts")
marked = st.integers(0, len(IDS)).flatmap(
    lambda marks: st.lists(st.permutations(IDS).map(lambda order: order[:marks]), min_size=1, max_size=5)
)


@given(marked, st.integers(0, 200))
def test_papers_lie_one_after_the_other_with_a_byte_for_each_option(papers: list[list[str]], first: int) -> None:
    """A layout that fails is counted the slow way: a room of two hundred would wait for its result."""
    choices = [{option: first + place for place, option in enumerate(paper)} for paper in papers]
    rows = _rows(IDS, len(papers[0]), choices)
    assert rows == bytes(paper.get(option, BLANK) for paper in choices for option in IDS)


@pytest.mark.parametrize("marks", [1, 2, 3, 4, 5])
def test_a_mark_that_looks_like_a_blank_or_is_of_no_option_is_not_laid_out(marks: int) -> None:
    fine = dict.fromkeys(IDS[:marks], 1)
    with pytest.raises(ValueError, match="255"):
        _rows(IDS, marks, [fine, {**fine, IDS[0]: BLANK}])
    for number in (256, -1):
        with pytest.raises(ValueError):
            _rows(IDS, marks, [fine, {**fine, IDS[0]: number}])
    stranger = {**dict.fromkeys(IDS[1:marks], 1), "stranger": 1}
    with pytest.raises(KeyError):
        _rows(IDS, marks, [fine, stranger])
