"""Hints of duplicates: a wrong one is noise at the worst moment, a missing one lets the same thing in twice."""

from __future__ import annotations

import string
from collections.abc import Generator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.model import Answer
from lsp_workshop.domain.similar import LEAST, Clusters, Like, Similar, clusters_in_steps


def said(texts: list[str]) -> list[Answer]:
    return [Answer(id=f"a{place}", question_id="Q", text=text) for place, text in enumerate(texts)]


def clusters(answers: list[Answer], least: float) -> Clusters:
    """All of the steps at one go."""
    ends: list[Clusters] = []

    def steps() -> Generator[None, None, None]:
        ends.append((yield from clusters_in_steps(answers, least)))

    assert sum(1 for _ in steps()) == 3 * len(answers), "a halt for the window at each answer, three times over"
    return ends[0]


ROOM = [
    "One named contact for every family",
    "Buses after six, also at weekends",
    "Warm homes on Kelby Road",
    "We need better schools",
    "Somewhere for young people to go in the evening",
    "Cyswllt a enwir ar gyfer pob teulu",
    "Bysiau ar ôl chwech o'r gloch",
    "ہمیں نوجوانوں کے لیے بہتر بسیں چاہئیں",
    "شام کے وقت گرم گھر",
    "我们需要一个大家都信任的联系人",
    "晚上六点以后的公共汽车",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("one named contact for each family", 0, id="a word is another"),
        pytest.param("A named contact for every famly", 0, id="a slip of the finger"),
        pytest.param("ONE NAMED CONTACT", 0, id="half typed, in capitals"),
        pytest.param("buses at weekends and after six", 1, id="another order"),
        pytest.param("Warmer homes on Kelby Rd", 2, id="another form of a word"),
        pytest.param("cyswllt a enwir i bob teulu", 5, id="Welsh"),
        pytest.param("Bysiau ar ol chwech or gloch", 6, id="Welsh without accents"),
        pytest.param("نوجوانوں کے لیے بہتر بسیں", 7, id="Urdu"),
        pytest.param("ہميں نوجوانوں كے لیے بہتر بسیں", 7, id="Urdu from an Arabic keyboard"),
        pytest.param("需要大家信任的联系人", 9, id="Chinese"),
        pytest.param("六点以后的公共汽车", 10, id="Chinese, the end of it"),
    ],
)
def test_the_same_thing_in_other_words_is_found(typed: str, meant: int) -> None:
    assert [like.answer_id for like in Similar(said(ROOM)).near(typed)] == [f"a{meant}"]


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "!!", "We need", "the", "Parking charges", "Mwy o goed", "سڑک پر روشنی", "停车费太高", "evening"],
)
def test_what_nobody_said_gets_no_hint(typed: str) -> None:
    assert Similar(said(ROOM)).near(typed) == []


def test_a_common_frame_of_words_is_not_a_likeness() -> None:
    """Where all answers begin "We need better", only what follows tells them apart."""
    things = ["schools", "buses", "parks", "clinics", "harbours", "libraries", "footpaths", "markets"]
    index = Similar(said([f"We need better {thing} in the town" for thing in things]))
    assert [like.answer_id for like in index.near("we need a better library in the town", limit=1)] == ["a5"]
    assert max(index.likeness("a0", f"a{place}") for place in range(1, 8)) < 0.6


words = st.text(string.ascii_lowercase + "éŵ قک 我们需要", min_size=1, max_size=8)
texts = st.lists(words, min_size=1, max_size=8).map(" ".join)
rooms = st.lists(texts, min_size=1, max_size=25)


@given(rooms, st.data())
def test_what_was_said_is_found_with_full_score(room: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(room) - 1))
    assert Like(f"a{place}", 1.0) in Similar(said(room)).near(f"  {room[place].title()} ", limit=len(room))


@given(rooms, texts, st.integers(0, 5), st.floats(0, 1))
def test_hints_keep_to_what_was_asked(room: list[str], text: str, limit: int, least: float) -> None:
    found = Similar(said(room)).near(text, limit=limit, least=least)
    assert len(found) <= limit
    assert all(least <= like.score <= 1 for like in found)
    assert [like.score for like in found] == sorted((like.score for like in found), reverse=True)
    assert len({like.answer_id for like in found}) == len(found)


@given(rooms, st.data())
def test_likeness_is_the_same_both_ways(room: list[str], data: st.DataObject) -> None:
    index = Similar(said(room))
    one = data.draw(st.integers(0, len(room) - 1))
    other = data.draw(st.integers(0, len(room) - 1))
    assert index.likeness(f"a{one}", f"a{other}") == pytest.approx(index.likeness(f"a{other}", f"a{one}"))


@given(rooms, rooms, texts)
def test_what_was_taken_out_leaves_no_trace(room: list[str], others: list[str], text: str) -> None:
    """After undo a hint to an answer that is not there would lead nowhere."""
    index = Similar(said(others + room)[len(others) :])
    for answer in said(others):
        index.put(answer)
    for answer in said(others):
        index.take(answer.id)
    assert len(index) == len(room)
    assert index.near(text, limit=9) == Similar(said(others + room)[len(others) :]).near(text, limit=9)
    for answer in said(others + room):
        index.take(answer.id)
    assert not index._by_word
    assert not index._by_run
    assert not index._by_form


def test_new_words_take_the_place_of_the_old() -> None:
    index = Similar(said(ROOM))
    index.put(Answer(id="a0", question_id="Q", text="Parking charges by the harbour"))
    assert index.near("One named contact for every family") == []
    assert [like.answer_id for like in index.near("parking charges at the harbour")] == ["a0"]


@given(rooms, st.floats(0.1, 1), st.randoms(use_true_random=False))
def test_groups_share_no_answer_and_hold_together(room: list[str], least: float, chance: object) -> None:
    answers = said(room)
    groups = clusters(answers, least)
    index = Similar(sorted(answers, key=lambda answer: answer.id))
    inside = [answer_id for group in groups for answer_id in group]
    assert len(inside) == len(set(inside))
    for centre, *around in groups:
        assert around
        assert all(index.likeness(centre, each) >= least - 1e-9 for each in around)
    chance.shuffle(answers)  # type: ignore[attr-defined]  # a random.Random of hypothesis
    assert clusters(answers, least) == groups


def test_groups_are_what_a_person_would_put_together() -> None:
    room = [
        "Buses after six", "More homes", "buses after six please", "A named contact", "One named contact for us",
        "Later buses after six", "Trust takes time",
    ]  # fmt: skip
    groups = [set(group) for group in clusters(said(room), 0.5)]
    assert groups == [{"a0", "a2", "a5"}, {"a3", "a4"}]


def test_a_hint_needs_more_than_half() -> None:
    assert 0.5 < LEAST < 0.7


def test_an_index_that_is_let_go_is_emptied_bit_by_bit() -> None:
    """Ten thousand answers let go at once are a stall; and what is half emptied must not stay in memory."""
    index = Similar(said(["Buses after six", "A hall that is open", "Buses before six"]))
    halts = sum(1 for _ in index.emptied())
    assert halts > 3, "a halt for the window after each bit"
    assert len(index) == 0
    assert index.near("Buses after six") == []
