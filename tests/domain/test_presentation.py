"""Results in words: what the room reads on the projector is what the record says."""

import pytest

from lsp_workshop.domain.model import Ballot, BallotRules, Method, ScalePoint, TieSettled
from lsp_workshop.domain.presentation import (
    decision_text,
    is_leading,
    method_name,
    ordinal,
    place_words,
    point_words,
    summary_words,
)
from lsp_workshop.domain.presets import PRESETS
from lsp_workshop.domain.wording import inside, phrase
from tests.domain.voting_cases import ballot, options_of, papers, result


@pytest.mark.parametrize(
    ("place", "words"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (9, "9th"), (10, "10th"), (11, "11th"), (13, "13th")),
        *((14, "14th"), (20, "20th"), (22, "22nd"), (29, "29th"), (111, "111th"), (112, "112th"), (113, "113th")),
    ],
)
def test_places_are_spoken_as_people_say_them(place: int, words: str) -> None:
    assert ordinal(place) == words


def test_ties_are_said_zeros_too_and_what_alone_got_nothing_has_no_place() -> None:
    """Otherwise one of two equals looks like the winner, and an option without a dot like a fourth choice."""
    found = result(ballot(Method.DOTS), papers([{"apples": 2, "pears": 1, "plums": 1}]))
    words = {name: place_words(option, found) for name, option in options_of(found).items()}
    assert words == {"apples": "1st", "pears": "tied 2nd", "plums": "tied 2nd", "figs": ""}
    found = result(ballot(Method.DOTS), papers([{"apples": 2, "pears": 1}]))
    words = {name: place_words(option, found) for name, option in options_of(found).items()}
    assert words == {"apples": "1st", "pears": "2nd", "plums": "tied 3rd", "figs": "tied 3rd"}
    nobody = result(ballot(Method.DOTS), [])
    assert {place_words(option, nobody) for option in nobody.options} == {""}
    rated = result(ballot(Method.SCALE), papers([dict.fromkeys(("apples", "pears", "plums", "figs"), 3)]))
    assert {place_words(option, rated) for option in rated.options} == {""}


def test_the_wording_of_a_decision_does_not_call_a_tie_a_win_that_was_settled_otherwise() -> None:
    tied = papers([{"apples": 1, "pears": 1}])
    for way, said, words in (
        (None, "", "Apples and Pears come first."),
        (TieSettled.SHARE, "both", "Apples and Pears come first."),
        (TieSettled.CHAIR, "for apples.", "Apples and Pears tied for first place; how it was settled: for apples."),
        (None, "In favour of X.", "Apples and Pears tied for first place; how it was settled: In favour of X."),
        (None, "By lot", "Apples and Pears tied for first place; how it was settled: By lot."),
    ):
        dots = ballot(Method.DOTS, tie_settled=said, tie_settled_by=way)
        assert decision_text(dots, result(dots, tied)) == words
    dots = ballot(Method.DOTS)
    assert decision_text(dots, result(dots, papers([{"figs": 1}]))) == "Figs comes first."
    assert decision_text(dots, result(dots, [])) == "Which?"
    proposal = ballot(Method.SCALE, options=1)
    assert decision_text(proposal, result(proposal, [])) == "Apples"


def test_of_many_the_first_three_places_are_strong_and_of_few_the_first() -> None:
    many = result(ballot(Method.DOTS), papers([{"apples": 3, "pears": 2, "plums": 1}]))
    assert [is_leading(option, len(many.options)) for option in many.options] == [True, True, True, False]
    few = result(ballot(Method.DOTS, options=3), papers([{"apples": 3, "pears": 2}]))
    assert [is_leading(option, len(few.options)) for option in few.options] == [True, False, False]
    nothing = result(ballot(Method.DOTS), papers([{}]))
    assert not any(is_leading(option, 4) for option in nothing.options)


def test_a_proposal_is_summed_up_in_one_line() -> None:
    proposal = ballot(Method.SCALE, options=1, rules=BallotRules(accept_from=3))
    found = result(proposal, papers([{"apples": value} for value in (1, 3, 4)]))
    assert summary_words(proposal, found) == "Mean 2.7 · median 3 · 66.7% at 3 or above"
    assert summary_words(proposal, result(proposal, [])) == ""
    dots = ballot(Method.DOTS, options=1)
    assert summary_words(dots, result(dots, [])) == ""
    several = ballot(Method.SCALE, options=2)
    assert summary_words(several, result(several, papers([{"apples": 3, "pears": 1}]))) == ""


def test_points_and_methods_have_one_name() -> None:
    point = ScalePoint(value=3, label="I can live with it")
    assert point_words(ballot(Method.SCALE), point) == "3  I can live with it"
    assert point_words(ballot(Method.CONSENT), point) == "I can live with it"
    assert point_words(ballot(Method.SCALE), ScalePoint(value=3, label="")) == "3"
    assert method_name(ballot(Method.DOTS)) == "Dot vote"
    assert method_name(ballot(Method.SCALE)) == "Rating on a scale"
    assert method_name(ballot(Method.CONSENT)) == "Consent round"
    assert method_name(ballot(Method.RANKING)) == "Ranking"
    for name, preset in PRESETS.items():
        assert method_name(ballot(preset.method, preset=name)) == preset.label
    assert method_name(Ballot(id="x", title="x", method=Method.DOTS, preset="stickers")) == "Stickers"


def test_a_name_from_the_right_turns_no_sentence_round() -> None:
    """Otherwise "Voluntary is not convinced" is set from the right where the sector's name is Urdu."""
    mark = "\u200e"
    assert inside("Voluntary") == "Voluntary"
    assert inside("رضاکار") == inside(inside("رضاکار")) == f"{mark}رضاکار{mark}"
    assert phrase(("رضاکار", "")) == "رضاکار", "alone it reads as it was typed"
    assert phrase(("רות", "Chair")) == f"{mark}רות{mark}, Chair"
