"""Which papers are accepted: one that breaks the rules would count in the room's decision, one refused would not."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import (
    Ballot,
    BallotRules,
    Method,
    ScalePoint,
    Secrecy,
    Vote,
    VoterUnit,
)
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.voting import check_paper, check_papers
from tests.domain.test_ballot_edits import Room
from tests.domain.voting_cases import OPTIONS, SECTORS, ballot, papers

FULL: dict[str, Any] = {"eligible": 20, "eligible_by_sector": dict.fromkeys(SECTORS, 5)}


@pytest.mark.parametrize(
    ("code", "a_ballot", "paper"),
    [
        ("unknown_option", ballot(Method.DOTS), {"choices": {"nuts": 1}}),
        ("not_a_whole_number", ballot(Method.DOTS), {"choices": {"apples": 0.5}}),
        ("not_a_whole_number", ballot(Method.DOTS), {"choices": {"apples": True}}),
        ("value_not_on_scale", ballot(Method.SCALE), {"choices": dict.fromkeys(OPTIONS, 6)}),
        ("value_not_on_scale", ballot(Method.CONSENT), {"choices": dict.fromkeys(OPTIONS, 3)}),
        ("blank_not_allowed", ballot(Method.SCALE), {"choices": {"apples": 5}}),
        ("blank_not_allowed", ballot(Method.RANKING), {"choices": {}}),
        ("rank_out_of_range", ballot(Method.RANKING), {"choices": {"apples": 0}}),
        ("rank_out_of_range", ballot(Method.RANKING), {"choices": {"apples": 5}}),
        ("rank_repeated", ballot(Method.RANKING), {"choices": {"apples": 1, "pears": 1}}),
        ("rank_gap", ballot(Method.RANKING), {"choices": {"apples": 1, "pears": 3}}),
        (
            "rank_not_complete",
            ballot(Method.RANKING, rules=BallotRules(rank_all=True)),
            {"choices": {"apples": 1, "pears": 2}},
        ),
        ("spoilt_with_choices", ballot(Method.DOTS), {"choices": {"apples": 1}, "spoilt": True}),
        ("secret_paper_with_name", ballot(Method.DOTS), {"participant_id": "p"}),
        ("secret_paper_with_name", ballot(Method.DOTS, secrecy=Secrecy.SECRET), {"participant_id": "p"}),
        ("secret_paper_with_name", ballot(Method.DOTS, secrecy=Secrecy.SECRET), {"sector_id": "s"}),
        ("secret_paper_with_name", ballot(Method.DOTS, secrecy=Secrecy.SECRET), {"group_id": "g"}),
        ("secret_paper_with_name", ballot(Method.DOTS), {"sector_id": "s", "group_id": "g"}),
        ("secret_paper_with_name", ballot(Method.DOTS, voter_unit=VoterUnit.GROUP), {"group_id": "g"}),
        ("sector_missing", ballot(Method.DOTS, **FULL), {}),
        ("group_missing", ballot(Method.DOTS, voter_unit=VoterUnit.GROUP, secrecy=Secrecy.ATTRIBUTED), {}),
        ("bad_count", ballot(Method.DOTS), {"count": 0}),
        ("bad_count", ballot(Method.DOTS), {"count": True}),
        ("bad_count", ballot(Method.DOTS, secrecy=Secrecy.ATTRIBUTED), {"count": 2, "participant_id": "p"}),
        ("hands_in_secret_ballot", ballot(Method.DOTS, secrecy=Secrecy.SECRET), {"count": 2}),
    ],
)
def test_a_paper_that_breaks_a_rule_is_refused_by_name(code: str, a_ballot: Ballot, paper: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as caught:
        check_paper(a_ballot, **{"choices": {}, **paper})
    assert caught.value.code == code


def test_what_a_facilitator_may_enter() -> None:
    check_paper(ballot(Method.DOTS, **FULL), {}, sector_id=SECTORS[0])
    check_paper(ballot(Method.DOTS, **FULL), {}, group_id="g", count=6)
    # A person of no sector is in the room, so a paper without one may be theirs.
    check_paper(ballot(Method.DOTS, **{**FULL, "eligible": 21}), {})
    check_paper(ballot(Method.DOTS, **FULL), {}, spoilt=True)
    check_paper(ballot(Method.SCALE, rules=BallotRules(allow_blank=True)), {})
    check_paper(ballot(Method.RANKING), {"figs": 1})


def test_papers_that_do_not_go_together() -> None:
    attributed = ballot(Method.DOTS, secrecy=Secrecy.ATTRIBUTED, **FULL)
    twice = [Vote(id=f"v{each}", ballot_id="b", participant_id="p1") for each in range(2)]
    too_many = papers([{}] * 21)
    of_one_sector = papers([{}] * 6, [SECTORS[1]])
    for votes, code in (
        (twice, "duplicate_paper"),
        (too_many, "more_papers_than_eligible"),
        (of_one_sector, "more_papers_than_eligible"),
    ):
        with pytest.raises(DomainError) as caught:
            check_papers(attributed, votes)
        assert caught.value.code == code
    assert caught.value.values["sector_id"] == SECTORS[1]
    check_papers(attributed, papers([{}] * 20, SECTORS))


@pytest.mark.parametrize("preset", ["rating", "ranking by person", "consent round", "approval"])
def test_a_spoilt_paper_needs_no_marks_whatever_the_ballot(preset: str) -> None:
    room = Room(threshold=3)
    ballot = room.opened(preset=preset, secrecy=Secrecy.SECTOR_ONLY)
    assert room.do(room.vote(ballot, None, sector_id="public", spoilt=True)).new(Vote).spoilt


@pytest.mark.parametrize("unknown", [{"eligible": None}, {"eligible_by_sector": None}])
def test_a_ballot_from_elsewhere_that_does_not_say_who_may_vote_takes_papers(unknown: dict[str, Any]) -> None:
    room = Room(threshold=3)
    opened = room.opened()
    bare = dataclasses.replace(opened, eligible_ids=None, **unknown)
    room.workshop.apply([Change(opened, bare)])
    assert room.do(room.vote(bare, sector_id="public")).new(Vote).sector_id == "public"
    assert room.do(room.vote(bare, None, group_id="A")).new(Vote).group_id == "A"
    if "eligible" in unknown:
        assert room.refuses(room.vote(bare)).code == "sector_missing"
    else:
        assert room.do(room.vote(bare)).new(Vote).sector_id is None


values = st.integers(-1, 6)
any_choices = st.dictionaries(st.sampled_from((*OPTIONS, "nuts")), values, max_size=5)
any_ballot = st.builds(
    ballot,
    st.sampled_from(Method),
    rules=st.builds(
        BallotRules,
        dots_per_voter=st.none() | st.integers(1, 5),
        max_per_option=st.none() | st.integers(1, 3),
        allow_blank=st.booleans(),
        rank_all=st.booleans(),
    ),
)


def is_allowed(a_ballot: Ballot, choices: Mapping[str, int]) -> bool:
    """The rules of a paper once more, written the slow way."""
    rules, ids = a_ballot.rules, {option.id for option in a_ballot.options}
    if not set(choices) <= ids:
        return False
    numbers = sorted(choices.values())
    if a_ballot.method is Method.DOTS:
        within = all(0 <= n <= (rules.max_per_option or 99) for n in numbers)
        return within and sum(numbers) <= (rules.dots_per_voter or 99)
    if a_ballot.method is Method.RANKING:
        complete = len(choices) == len(ids) or not rules.rank_all
        return numbers == list(range(1, len(numbers) + 1)) and (complete if numbers else rules.allow_blank)
    allowed = {0, 1, 2} if a_ballot.method is Method.CONSENT else {1, 2, 3, 4, 5}
    return set(numbers) <= allowed and (rules.allow_blank or set(choices) == ids)


@given(any_ballot, any_choices)
def test_papers_are_accepted_exactly_when_they_keep_the_rules(a_ballot: Ballot, choices: dict[str, int]) -> None:
    try:
        check_paper(a_ballot, choices)
    except DomainError:
        assert not is_allowed(a_ballot, choices)
    else:
        assert is_allowed(a_ballot, choices)


def test_a_consent_ballot_without_a_scale_has_its_three_words() -> None:
    """Otherwise the record prints a chart without a single bar."""
    bare = ballot(Method.CONSENT)
    assert [(point.value, point.label) for point in scale_points(bare)] == [
        (0, "Objection"),
        (1, "Concern"),
        (2, "Consent"),
    ]
    own = dataclasses.replace(bare, scale=(ScalePoint(value=0, label="Not like this"),))
    assert [point.label for point in scale_points(own)] == ["Not like this", "Concern", "Consent"]
    assert scale_points(ballot(Method.DOTS)) == ()
    for method in (Method.DOTS, Method.RANKING):
        assert scale_points(ballot(method, scale=own.scale)) == ()
