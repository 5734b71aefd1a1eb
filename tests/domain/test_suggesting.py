"""Suggestions of themes: a poor one costs the room's patience, one that comes back after a no costs more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.similar import words_of
from lsp_workshop.domain.suggesting import proposed_name, still_offered
from lsp_workshop.domain.wording import LONGEST_TITLE


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Later buses after six please", "buses after six."], "Buses after six"),
        (
            [
                "We need one named contact for every family here",
                "A named contact for families is what we need",
                "One person, by name: named contacts for all of the families",
            ],
            "Named contact",
        ),
        (["Warm homes for all", "Warmer homes", "We want warm homes"], "Warmer homes"),
        (["One thing", "Another matter"], "One thing"),
        (["的联系人", "信任的联系人"], "的联系人"),
        (["", " "], ""),
        ([], ""),
    ],
)
def test_a_name_is_what_they_have_in_common(texts: list[str], name: str) -> None:
    assert proposed_name(texts) == name


def test_a_long_answer_gives_no_long_name() -> None:
    assert len(proposed_name(["word " * 4000, "another " * 4000])) <= LONGEST_TITLE + 1


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_words_give_a_name_or_none(texts: list[str]) -> None:
    name = proposed_name(texts)
    assert name == name.strip()
    assert bool(name) == any(text.strip() for text in texts)


@given(st.text(max_size=60))
def test_words_stand_where_it_says(text: str) -> None:
    last = 0
    for start, end, _stem in words_of(text):
        assert last <= start < end <= len(text)
        last = end


class TestDismissed:
    def offered(self, group: str, *dismissed: str) -> bool:
        return bool(still_offered([tuple(group)], [frozenset(each) for each in dismissed]))

    def test_what_was_dismissed_stays_so_with_fewer_or_one_more(self) -> None:
        assert self.offered("abc")
        assert not self.offered("abc", "abc")
        assert not self.offered("ab", "abc")
        assert not self.offered("abcd", "abc")

    def test_other_company_is_another_suggestion(self) -> None:
        assert self.offered("abde", "abc")
        assert self.offered("ad", "abc")
        assert self.offered("abcd", "ab", "cd")

    @given(st.lists(st.sets(st.integers(0, 6).map(str), min_size=2), max_size=4))
    def test_nothing_that_was_dismissed_is_offered_again(self, groups: list[set[str]]) -> None:
        listed = [tuple(sorted(group)) for group in groups]
        assert still_offered(listed, [frozenset(group) for group in listed]) == []
        assert still_offered(listed, []) == listed
