"""Papers that are nobody's: which sectors they may name, which names may be noted when, and in which order."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.anonymity import sectors_left_out, sectors_on_papers, turnout_can_be_recorded, turnout_refusal
from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.hands import Hands
from lsp_workshop.domain.model import Ballot, Participant, Secrecy, Turnout, Vote, VoterUnit
from lsp_workshop.domain.voting import turnout_count
from tests.domain.test_ballot_edits import Room

# Neither the alphabet's order nor that of sizes.
ORDER = ("public", "community", "voluntary", "arts")


def nameable(voters: Mapping[str, int], everyone: int, least: int) -> tuple[str, ...]:
    """The rule once more: of the sectors that are large enough as many as leave nobody, or enough, without a name."""
    large = [sector for sector in ORDER if voters.get(sector, 0) >= least]
    by_size = sorted(large, key=lambda sector: (voters[sector], ORDER.index(sector)))
    for dropped in range(len(by_size) + 1):
        kept = by_size[dropped:]
        unnamed = everyone - sum(voters[sector] for sector in kept)
        if unnamed == 0 or unnamed >= least:
            return tuple(sector for sector in ORDER if sector in kept)
    return ()


@given(st.dictionaries(st.sampled_from(ORDER), st.integers(1, 9)), st.integers(0, 4), st.integers(1, 7))
def test_papers_name_a_sector_only_where_no_few_people_are_left_with_a_name_or_without(
    voters: dict[str, int], without: int, least: int
) -> None:
    """One resident among thirty members: the only paper without a sector would be theirs."""
    everyone = sum(voters.values()) + without
    assert sectors_on_papers(voters, everyone, ORDER, least) == nameable(voters, everyone, least)


def test_of_equal_sectors_the_first_in_order_goes_unnamed() -> None:
    assert sectors_on_papers({"public": 4, "community": 4, "arts": 6}, 15, ORDER, 3) == ("community", "arts")
    assert sectors_on_papers({"public": 6, "community": 4}, 12, ORDER, 3) == ("public",)


def test_sectors_whose_papers_name_none_are_told_without_those_who_have_none() -> None:
    """They are shown as hidden: a sector that is missed there would be worked out from the total."""
    room = Room(threshold=3)
    resident = Participant(id="resident", name="Resident", attended=True)
    visitor = Participant(id="visitor", name="Visitor", attended=True)
    room.workshop.apply([Change(None, resident), Change(None, visitor)])
    made = room.opened()
    assert (made.eligible, made.eligible_by_sector) == (10, {"public": 5})
    assert sectors_left_out(room.workshop, made) == ("private",)
    room.workshop.apply([Change(visitor, None)])
    assert sectors_left_out(room.workshop, made) == ("private",)
    assert sectors_left_out(room.workshop, dataclasses.replace(made, secrecy=Secrecy.ATTRIBUTED)) == ()
    assert sectors_left_out(room.workshop, dataclasses.replace(made, eligible_ids=None)) == ()
    assert sectors_left_out(room.workshop, dataclasses.replace(made, eligible_by_sector=None)) == ()
    assert sectors_left_out(room.workshop, dataclasses.replace(made, voter_unit=VoterUnit.GROUP)) == ()


def test_tables_that_were_noted_and_tables_that_gave_a_paper_have_voted() -> None:
    room = Room()
    made = room.opened(preset="ranking by group")
    order = {option.id: place for place, option in enumerate(made.options, start=1)}
    room.do(ballots.record_turnout(made.id, ["A"]))
    room.do(ballots.cast_vote(made.id, order, group_id="B"))
    assert turnout_count(room.workshop, made) == 2


def test_hands_of_a_sector_that_is_too_small_keep_no_sector() -> None:
    """Three hands of a sector of three, named in the file, are three people's votes."""
    room = Room(threshold=5)
    made = room.opened()
    cells = [hands(made, 0, 2, "private"), hands(made, 1, 1, "public")]
    done = room.do(ballots.cast_hands(made.id, cells))
    assert {change.after.sector_id for change in done.changes if isinstance(change.after, Vote)} == {None}
    assert done.timed is False


def hands(made: Ballot, option: int, count: int, sector: str) -> Hands:
    return Hands(made.options[option].id, 1, count, sector)


def test_a_few_names_are_refused_in_a_ballot_from_elsewhere_too() -> None:
    """Its file does not tell who might vote: nobody knows how many are left, so a lot must be large enough."""
    room = Room(threshold=3)
    made = dataclasses.replace(room.opened(secrecy=Secrecy.SECRET), eligible_ids=None)
    for few in (["p1"], ["p1", "p2"]):
        refusal = turnout_refusal(room.workshop, made, few)
        assert refusal is not None
        assert refusal.code == "turnout_waits"
        assert turnout_can_be_recorded(room.workshop, made, few, closing=True)
    assert turnout_refusal(room.workshop, made, ["p1", "p2", "p3"]) is None
    assert turnout_refusal(room.workshop, made, []) is None


@pytest.mark.parametrize(("threshold", "fits"), [(3, {3, 4, 5, 8}), (4, {4, 8}), (5, {8})])
def test_a_lot_is_large_enough_and_so_is_what_it_leaves(threshold: int, fits: set[int]) -> None:
    room = Room(threshold=threshold)
    made = room.opened(secrecy=Secrecy.SECRET)
    lots = [[f"p{number}" for number in range(size)] for size in range(1, 9)]
    assert {len(lot) for lot in lots if turnout_refusal(room.workshop, made, lot) is None} == fits
    assert all(turnout_refusal(room.workshop, made, lot, closing=True) is None for lot in lots)


def test_names_stand_in_the_order_of_the_list_which_is_not_the_alphabets() -> None:
    """Otherwise the order would be one that the program made up, or that of voting."""
    room = Room(threshold=3)
    for name in ("zoe", "adam"):
        room.workshop.apply([Change(None, Participant(id=name, name=name, attended=True))])
    made = room.opened(secrecy=Secrecy.SECRET)
    from_elsewhere = Turnout(id=made.id, ballot_id=made.id, participant_ids=("stranger", "p7", "another"))
    room.workshop.apply([Change(None, from_elsewhere)])
    room.do(ballots.record_turnout(made.id, ["adam", "p3", "zoe", "p1"]))
    turnout = room.workshop.turnout_of(made.id)
    assert turnout is not None
    # Who is not on the list comes last.
    assert turnout.participant_ids == ("p1", "p3", "p7", "zoe", "adam", "another", "stranger")


@pytest.mark.parametrize("groups", [False, True])
def test_taking_back_a_name_of_an_open_vote_leaves_the_others(groups: bool) -> None:
    room = Room()
    made = room.opened(preset="ranking by group") if groups else room.opened(secrecy=Secrecy.ATTRIBUTED)
    first, second = ("A", "B") if groups else ("p1", "p2")
    room.do(ballots.record_turnout(made.id, [first]))
    before = room.workshop.turnout_of(made.id)
    room.do(ballots.record_turnout(made.id, [second]))
    noted = room.workshop.turnout_of(made.id)
    assert noted is not None
    assert (noted.group_ids if groups else noted.participant_ids) == (first, second)
    room.session.undo()
    assert room.workshop.turnout_of(made.id) == before
    assert room.ballot(made.id) == made
