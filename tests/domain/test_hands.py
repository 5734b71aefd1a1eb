"""A show of hands: thirty people watch while it is typed, and one figure that cannot be right ends the trust in all."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.hands import Hands, HandsKind, Mismatch, hands_check, hands_kind, hands_papers
from lsp_workshop.domain.model import Ballot, Method, Participant, Secrecy, Vote
from lsp_workshop.domain.voting import result_of
from tests.domain.test_ballot_edits import Room
from tests.domain.voting_cases import OPTIONS, options_of
from tests.domain.voting_cases import ballot as made


def grid(ballot: Ballot, *counts: tuple[int, int], sector: str | None = None, group: str | None = None) -> list[Hands]:
    return [Hands(ballot.options[place].id, 1, count, sector, group) for place, count in counts]


def test_a_whole_grid_is_one_step_that_can_be_taken_back() -> None:
    room = Room(threshold=3)
    ballot = room.opened()
    cells = [*grid(ballot, (0, 3), (1, 2), sector="public"), *grid(ballot, (0, 1), (2, 0), sector="private")]
    done = room.do(ballots.cast_hands(ballot.id, cells))
    assert [vote.count for vote in room.workshop.votes_in(ballot.id)] == [3, 2, 1]
    assert done.undoable
    assert not done.timed
    room.session.undo()
    assert room.workshop.votes_in(ballot.id) == []
    assert room.workshop.box_of(ballot.id).papers == 0
    room.session.redo()
    room.do(ballots.close_ballot(ballot.id))
    with pytest.raises(DomainError, match="undo_overtaken"):
        room.session.undo()
    assert result_of(room.workshop, ballot.id).valid == 6


def test_one_count_that_cannot_be_right_refuses_the_whole_grid() -> None:
    room = Room(threshold=3)
    ballot = room.opened()
    cells = [*grid(ballot, (0, 2), sector="public"), *grid(ballot, (0, 2), (1, 2), sector="private")]
    error = room.refuses(ballots.cast_hands(ballot.id, cells))
    told = {"hands": 4, "papers": 0, "people": 3, "sector_id": "private", "group_id": None}
    assert error.code == "hands_refused"
    assert error.values["findings"] == (Mismatch("hands_over_eligible", told, refuses=True, line=1),)
    wrong = [Hands("nothing", 1, 1), Hands(ballot.options[0].id, 2, 1), Hands(ballot.options[0].id, 1, -1)]
    codes = [(each.code, each.line) for each in hands_check(room.workshop, ballot, wrong)]
    assert codes == [("unknown_option", 0), ("bad_count", 1), ("bad_count", 2)]
    assert room.refuses(ballots.cast_hands(ballot.id, [Hands(ballot.options[0].id, 1, 1, "mars")])).code
    room.do(ballots.cast_hands(ballot.id, grid(ballot, (0, 5), sector="public")))
    (found,) = hands_check(room.workshop, ballot, grid(ballot, (0, 1), sector="public"))
    assert (found.values["papers"], found.values["people"]) == (5, 5)


@pytest.mark.parametrize("scope", [{"sector": "public"}, {"group": "B"}, {}])
def test_more_hands_than_people_in_the_room_are_pointed_out_and_taken(scope: dict[str, str]) -> None:
    """ "5 hands, 4 people: count again?" """
    room = Room(threshold=3)
    ballot = room.opened(secrecy=Secrecy.ATTRIBUTED)
    for gone in ("p0", "p2"):
        person = room.workshop.get(Participant, gone)
        room.workshop.apply([Change(person, dataclasses.replace(person, left="14:00"))])
    here = {"public": 3, "B": 2}.get(next(iter(scope.values()), ""), 6)
    assert hands_check(room.workshop, ballot, grid(ballot, (0, here), **scope)) == ()
    found = hands_check(room.workshop, ballot, grid(ballot, (0, here + 1), **scope))
    assert {(each.code, each.refuses) for each in found} == {("hands_over_present", False)}
    assert (found[0].values["hands"], found[0].values["people"]) == (here + 1, here)
    assert room.do(ballots.cast_hands(ballot.id, grid(ballot, (0, here + 1), **scope))).changes


def test_hands_in_an_approval_are_counted_option_by_option() -> None:
    """Twelve people raise twenty hands for three options: no paper, and no total, may be made up of that."""
    room = Room(threshold=3)
    ballot = room.opened(preset="approval")
    room.do(ballots.cast_hands(ballot.id, grid(ballot, (0, 5), (1, 3), (2, 3), sector="public")))
    room.do(ballots.close_ballot(ballot.id))
    found = result_of(room.workshop, ballot.id)
    assert [option.total for option in found.options] == [5, 3, 3]
    assert found.cast == 5


def test_where_hands_cannot_be_counted() -> None:
    assert hands_kind(made(Method.RANKING)) is None
    assert hands_kind(made(Method.SCALE)) is None
    assert hands_kind(made(Method.DOTS)) is None
    assert hands_kind(made(Method.CONSENT, options=1)) is HandsKind.WHOLE_PAPER
    assert hands_kind(made(Method.CONSENT, options=1, secrecy=Secrecy.SECRET)) is None
    room = Room()
    dots = room.opened(preset="dot vote", options=[ballots.option(str(number)) for number in range(9)])
    (found,) = hands_check(room.workshop, dots, grid(dots, (0, 1)))
    assert (found.code, found.refuses) == ("hands_not_for_this", True)
    scale = room.opened(preset="consent round", options=[ballots.option("Publish it")])
    (found,) = hands_check(room.workshop, scale, [Hands(scale.options[0].id, 7, 1)])
    assert found.code == "value_not_on_scale"


@given(st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 30)))
def test_the_papers_of_an_approval_give_every_option_its_hands_and_are_the_fewest(counts: dict[str, int]) -> None:
    approval = made(Method.DOTS, rules=dataclasses.replace(made(Method.DOTS).rules, max_per_option=1))
    papers = hands_papers(approval, [Hands(option, 1, count) for option, count in counts.items()])
    for option, count in counts.items():
        assert sum(paper.count for paper in papers if option in paper.choices) == count
    assert sum(paper.count for paper in papers) == max(counts.values(), default=0)
    assert all(paper.count > 0 and set(paper.choices.values()) == {1} for paper in papers)


def test_marks_are_kept_in_the_ballots_order_not_in_that_of_marking() -> None:
    """The order in which somebody placed their dots is theirs."""
    room = Room()
    ballot = room.opened(preset="approval")
    ids = [option.id for option in ballot.options]
    vote = room.do(ballots.cast_vote(ballot.id, {ids[2]: 1, ids[0]: 1})).new(Vote)
    assert list(vote.choices) == [ids[0], ids[2]]
    room.do(ballots.close_ballot(ballot.id))
    assert options_of(result_of(room.workshop, ballot.id))[ids[2]].total == 1


def test_hands_counted_by_table_stay_the_tables() -> None:
    """Otherwise the table that was counted could be counted once more."""
    room = Room(threshold=3)
    for preset in ("one person one vote", "approval"):
        ballot = room.opened(preset=preset)
        room.do(ballots.cast_hands(ballot.id, grid(ballot, (0, 3), group="B")))
        assert [(vote.group_id, vote.count) for vote in room.workshop.votes_in(ballot.id)] == [("B", 3)]
        told = {"hands": 2, "papers": 3, "people": 4, "sector_id": None, "group_id": "B"}
        refused = (Mismatch("hands_over_eligible", told, refuses=True, line=0),)
        assert hands_check(room.workshop, ballot, grid(ballot, (1, 2), group="B")) == refused
        assert hands_check(room.workshop, ballot, grid(ballot, (1, 1), group="B")) == ()


def test_two_counts_of_one_option_add_up() -> None:
    """A sector that was counted in two corners of the room."""
    room = Room(threshold=3)
    ballot = room.opened(preset="approval")
    corners = grid(ballot, (0, 2), (1, 1), (0, 3), sector="public")
    room.do(ballots.cast_hands(ballot.id, corners))
    room.do(ballots.close_ballot(ballot.id))
    assert [option.total for option in result_of(room.workshop, ballot.id).options] == [5, 1, 0]
    again = room.opened(preset="approval")
    told = {"hands": 6, "papers": 0, "people": 5, "sector_id": "public", "group_id": None}
    found = hands_check(room.workshop, again, grid(again, (0, 3), (0, 2), (0, 1), sector="public"))
    assert found == (Mismatch("hands_over_eligible", told, refuses=True, line=0),)


def test_every_part_of_the_grid_is_held_against_its_own_people_and_the_whole_against_the_room() -> None:
    room = Room(threshold=3)
    ballot = room.opened(secrecy=Secrecy.ATTRIBUTED)
    room.do(ballots.cast_hands(ballot.id, grid(ballot, (0, 1), sector="public")))
    whole, public = grid(ballot, (0, 4)), grid(ballot, (0, 2), (1, 3), sector="public")
    assert hands_check(room.workshop, ballot, [*whole, *public[:1]]) == ()
    sector = {"hands": 5, "papers": 1, "people": 5, "sector_id": "public", "group_id": None}
    everyone = {"hands": 9, "papers": 1, "people": 8}
    both = (
        # The line is that of the largest count: where a slip is likeliest.
        Mismatch("hands_over_eligible", sector, refuses=True, line=2),
        Mismatch("hands_over_eligible", everyone, refuses=True),
    )
    assert hands_check(room.workshop, ballot, [*whole, *public]) == both
    private = grid(ballot, (0, 4), sector="private")
    told = {"hands": 4, "papers": 0, "people": 3, "sector_id": "private", "group_id": None}
    found = hands_check(room.workshop, ballot, [*public[1:], *grid(ballot, (0, 5), sector="public"), *private])
    assert [each.values.get("sector_id") for each in found] == ["public", "private", None]
    assert found[1] == Mismatch("hands_over_eligible", told, refuses=True, line=2)


def test_hands_without_a_sector_are_those_of_people_whose_papers_name_none() -> None:
    room = Room(threshold=3)
    room.workshop.apply([Change(None, Participant(id="p8", name="Resident", attended=True))])
    ballot = room.opened()
    # The resident and the three private people, who keep them company.
    assert ballot.eligible_by_sector == {"public": 5}
    assert hands_check(room.workshop, ballot, grid(ballot, (0, 4))) == ()
    told = {"hands": 5, "papers": 0, "people": 4, "sector_id": None, "group_id": None}
    refused = (Mismatch("hands_over_eligible", told, refuses=True, line=0),)
    assert hands_check(room.workshop, ballot, grid(ballot, (0, 5))) == refused
    room.do(ballots.cast_hands(ballot.id, grid(ballot, (0, 3))))
    (found,) = hands_check(room.workshop, ballot, grid(ballot, (0, 2)))
    assert dict(found.values) == {**told, "hands": 2, "papers": 3}


def test_who_has_left_is_missed_at_the_count_that_says_so() -> None:
    room = Room(threshold=3)
    ballot = room.opened()
    person = room.workshop.get(Participant, "p0")
    room.workshop.apply([Change(person, dataclasses.replace(person, left="14:00"))])
    found = hands_check(room.workshop, ballot, grid(ballot, (0, 1), (1, 4), sector="public"))
    told = {"hands": 5, "people": 4, "sector_id": "public", "group_id": None}
    assert found == (Mismatch("hands_over_present", told, refuses=False, line=1),)


def test_a_ballot_from_elsewhere_is_held_to_its_numbers() -> None:
    """Its file has counts of voters and not their names: what is known is checked, and nothing is made up."""
    room = Room(threshold=3)
    opened = room.opened()
    bare = dataclasses.replace(opened, eligible_ids=None)
    room.workshop.apply([Change(opened, bare)])
    room.do(ballots.cast_hands(bare.id, grid(bare, (0, 4), sector="public")))
    over = grid(bare, (0, 2), sector="public")
    assert hands_check(room.workshop, bare, over) == ()
    assert room.refuses(ballots.cast_hands(bare.id, over)).code == "more_papers_than_eligible"
    assert [each.code for each in hands_check(room.workshop, bare, grid(bare, (0, 5), sector="private"))] == [
        "hands_over_eligible"
    ]


def test_a_grid_without_hands_enters_nothing() -> None:
    room = Room(threshold=3)
    ballot = room.opened()
    done = room.do(ballots.cast_hands(ballot.id, grid(ballot, (0, 0), (1, 0), sector="public")))
    assert done.changes == ()
    assert done.label == "enter a show of hands"
    for secrecy in (Secrecy.SECTOR_ONLY, Secrecy.ATTRIBUTED):
        ballot = room.opened(secrecy=secrecy)
        done = room.do(ballots.cast_hands(ballot.id, grid(ballot, (0, 1), sector="public")))
        assert done.timed is (secrecy is Secrecy.ATTRIBUTED)
        room.session.undo()
        # The ballot itself stays as it was.
        assert room.ballot(ballot.id) == ballot
