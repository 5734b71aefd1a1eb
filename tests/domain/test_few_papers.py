"""Sectors of which few papers came in, or few may vote: no paper and no number in the file may be one of theirs."""

from __future__ import annotations

import contextlib
import dataclasses
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.hands import Hands, hands_check
from lsp_workshop.domain.model import (
    Ballot,
    BallotOption,
    Group,
    Organisation,
    Participant,
    Secrecy,
    Sector,
    Turnout,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.presentation import noted_words
from lsp_workshop.domain.record.ballots import turnout_words
from lsp_workshop.domain.voting import result_of, turnout_can_be_recorded
from lsp_workshop.messages import sentence
from lsp_workshop.session import Session
from tests.domain import rooms
from tests.domain.test_ballot_edits import Room
from tests.domain.voting_cases import OPTIONS

ORDER = ("public", "private", "voluntary", "community")


def room_of(sizes: Sequence[int], threshold: int = 3) -> tuple[Session, dict[str, list[str]]]:
    """A session with so many people in each sector of ORDER, and their ids by sector."""
    people = {sector: [f"{sector}{n}" for n in range(size)] for sector, size in zip(ORDER, sizes, strict=False)}
    session = rooms.room(
        [
            WorkshopDetails(id="workshop", title="Day", small_group_threshold=threshold),
            *(Sector(id=each, name=each.title(), order=place) for place, each in enumerate(ORDER)),
            *(Organisation(id=f"o-{each}", name=each, sector_id=each) for each in ORDER),
            *(
                Participant(id=each, name=each, organisation_id=f"o-{sector}", attended=True)
                for sector, ids in people.items()
                for each in ids
            ),
        ]
    )
    return session, people


def opened(session: Session, preset: str = "one person one vote") -> Ballot:
    options = [BallotOption(id=each, label=each.title()) for each in OPTIONS]
    made = session.do(ballots.new_ballot("Which?", preset=preset, secrecy=Secrecy.SECTOR_ONLY, options=options)).new(
        Ballot
    )
    session.do(ballots.open_ballot(made.id))
    return session.workshop.get(Ballot, made.id)


def cast(session: Session, made: Ballot, sector: str | None, times: int = 1, option: str = "apples") -> None:
    for _ in range(times):
        session.do(ballots.cast_vote(made.id, {option: 1}, sector_id=sector))


def stored(session: Session, made: Ballot) -> Counter[str | None]:
    return Counter(vote.sector_id for vote in session.workshop.votes_in(made.id))


# --- few papers ---------------------------------------------------------------------------------------------


def test_one_paper_of_a_sector_that_could_have_had_five_loses_its_sector_as_the_ballot_closes() -> None:
    """Beside the one private person who was ticked, the export would be that person's vote."""
    session, people = room_of((6, 5, 8))
    made = opened(session)
    cast(session, made, "private", option="figs")
    cast(session, made, "public", 5)
    cast(session, made, "voluntary", 7)
    before = {vote.id for vote in session.workshop.votes_in(made.id) if vote.sector_id != "voluntary"}
    names = [people["private"][0], *people["public"][:5], *people["voluntary"][:7]]
    closing = session.do(ballots.close_ballot(made.id, names))
    assert stored(session, made) == {None: 6, "voluntary": 7}
    assert before.isdisjoint(vote.id for vote in session.workshop.votes_in(made.id))
    assert not closing.undoable
    closed = session.workshop.get(Ballot, made.id)
    assert closed.eligible_by_sector == {"voluntary": 8}
    found = result_of(session.workshop, made.id)
    assert found.hidden_sectors == ("public", "private")
    assert [each.sector_id for each in found.sectors] == ["voluntary"]
    assert [option.total for option in found.options] == [12, 1, 0, 0]


def test_names_are_held_against_what_papers_say_once_the_ballot_is_closed() -> None:
    """One private name after three public ones: the paper that came last among theirs would be that person's."""
    session, people = room_of((6, 5))
    made = opened(session)
    session.do(ballots.record_turnout(made.id, people["public"][:3]))
    cast(session, made, "public", 3)
    cast(session, made, "private")
    one = people["private"][:1]
    assert not turnout_can_be_recorded(session.workshop, made, one, closing=True)
    with pytest.raises(DomainError, match="turnout_would_tell"):
        session.do(ballots.close_ballot(made.id, one))
    session.do(ballots.close_ballot(made.id))
    with pytest.raises(DomainError, match="turnout_would_tell"):
        session.do(ballots.record_turnout(made.id, one))
    assert session.workshop.get(Turnout, made.id).participant_ids == tuple(people["public"][:3])


def test_a_sector_with_enough_papers_keeps_its_name_beside_one_that_gave_none() -> None:
    session, _ = room_of((6, 5))
    made = opened(session)
    cast(session, made, "public", 4)
    closing = session.do(ballots.close_ballot(made.id))
    assert stored(session, made) == {"public": 4}
    assert not closing.touches(Vote)
    assert session.workshop.get(Ballot, made.id).eligible_by_sector == {"public": 6, "private": 5}
    assert result_of(session.workshop, made.id).hidden_sectors == ()


papers_of = st.lists(st.tuples(st.sampled_from((*ORDER, None)), st.sampled_from(OPTIONS), st.booleans()), max_size=30)


@given(st.tuples(*(st.integers(0, 8) for _ in ORDER)).filter(any), st.sampled_from((0, 3, 5)), papers_of)
def test_no_few_papers_of_a_closed_ballot_name_a_sector_or_none(
    sizes: tuple[int, ...], threshold: int, tries: list[tuple[str | None, str, bool]]
) -> None:
    session, _ = room_of(sizes, threshold)
    made = opened(session)
    for sector, option, spoilt in tries:
        edit = ballots.cast_vote(made.id, {} if spoilt else {option: 1}, sector_id=sector, spoilt=spoilt)
        with contextlib.suppress(DomainError):
            session.do(edit)
    marks = Counter((tuple(v.choices), v.spoilt) for v in session.workshop.votes_in(made.id))
    came = stored(session, made)
    session.do(ballots.close_ballot(made.id))
    votes = session.workshop.votes_in(made.id)
    assert Counter((tuple(vote.choices), vote.spoilt) for vote in votes) == marks, "a vote was lost or changed"
    valid = Counter(vote.sector_id for vote in votes if not vote.spoilt)
    least = min(max(3, threshold), valid.total())
    assert all(papers >= least for papers in valid.values())
    found = result_of(session.workshop, made.id)
    gone = {sector for sector in came if sector is not None and not stored(session, made)[sector]}
    assert not valid[None] or gone <= set(found.hidden_sectors)
    assert {each.sector_id for each in found.sectors}.isdisjoint(gone)


# --- hands --------------------------------------------------------------------------------------------------


def hands(sector: str | None, **counts: int) -> list[Hands]:
    return [Hands(option, 1, count, sector) for option, count in counts.items()]


def test_hands_of_sectors_that_are_not_named_leave_nothing_of_who_was_counted_together() -> None:
    """One hand and then five of a sector would be the sector again, by its size."""
    written = []
    for private, voluntary in (({"apples": 1}, {"apples": 1, "figs": 1}), ({"figs": 1, "apples": 1}, {"apples": 1})):
        session, _ = room_of((6, 2, 2))
        made = opened(session)
        assert made.eligible_by_sector == {"public": 6}
        grid = [*hands("voluntary", **voluntary), *hands("public", pears=4), *hands("private", **private)]
        done = session.do(ballots.cast_hands(made.id, grid))
        papers = [each.after for each in done.changes if isinstance(each.after, Vote)]
        written.append([(vote.sector_id, dict(vote.choices), vote.count) for vote in papers])
    apple, fig = (None, {"apples": 1}, 1), (None, {"figs": 1}, 1)
    assert written == [[("public", {"pears": 1}, 4), apple, apple, fig]] * 2


def test_hands_in_several_steps_and_papers_by_number_leave_no_numbers_either() -> None:
    session, _ = room_of((6, 2, 4), threshold=5)
    made = opened(session)
    assert made.eligible_by_sector == {"public": 6}
    session.do(ballots.cast_hands(made.id, hands("private", apples=2)))
    session.do(ballots.cast_hands(made.id, hands("voluntary", apples=1, figs=1)))
    session.do(ballots.cast_vote(made.id, {"figs": 1}, sector_id="voluntary", count=2, comment="Both of us"))
    votes = session.workshop.votes_in(made.id)
    assert [(vote.sector_id, vote.count) for vote in votes] == [(None, 1)] * 6
    assert sorted(vote.comment for vote in votes) == ["", "", "", "", "", "Both of us"]


def test_hands_of_a_sector_that_gave_few_are_papers_of_one_hand_once_the_ballot_is_closed() -> None:
    session, _ = room_of((6, 5))
    made = opened(session)
    session.do(ballots.cast_hands(made.id, [*hands("private", apples=2), *hands("public", apples=4)]))
    assert sorted(vote.count for vote in session.workshop.votes_in(made.id)) == [2, 4]
    session.do(ballots.close_ballot(made.id))
    assert [(vote.sector_id, vote.count) for vote in session.workshop.votes_in(made.id)] == [(None, 1)] * 6


@given(*(st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 2)) for _ in range(2)))
def test_an_approval_by_hands_says_the_sums_of_unnamed_sectors_and_nothing_else(
    private: dict[str, int], voluntary: dict[str, int]
) -> None:
    session, _ = room_of((6, 2, 2))
    made = opened(session, "approval")
    session.do(ballots.cast_hands(made.id, [*hands("private", **private), *hands("voluntary", **voluntary)]))
    votes = session.workshop.votes_in(made.id)
    people = sum(max(counts.values(), default=0) for counts in (private, voluntary))
    assert [(vote.sector_id, vote.count) for vote in votes] == [(None, 1)] * people
    assert all(vote.choices for vote in votes)
    for option in OPTIONS:
        assert sum(option in vote.choices for vote in votes) == private.get(option, 0) + voluntary.get(option, 0)
    # Whatever the sectors were, the same sums and people come to the same papers.
    rates = Counter(option for vote in votes for option in vote.choices)
    dealt: list[list[str]] = [[] for _ in range(people)]
    for place, option in enumerate(sorted(rates.elements())):
        dealt[place % people].append(option)
    assert [sorted(vote.choices) for vote in votes] == [sorted(each) for each in dealt]


def test_hands_of_a_small_sector_are_held_against_its_own_people_and_all_of_them_together() -> None:
    """Otherwise its slip is found only when a good paper of another sector is sent away."""
    session, _ = room_of((6, 2, 3), threshold=5)
    made = opened(session)
    (found,) = hands_check(session.workshop, made, hands("private", apples=2, figs=1))
    assert (found.code, found.values["people"], found.values["sector_id"]) == ("hands_over_eligible", 2, "private")
    cast(session, made, "voluntary", 2)
    grid = [*hands("private", apples=2), *hands("voluntary", figs=2)]
    (found,) = hands_check(session.workshop, made, grid)
    told = {"hands": 4, "papers": 2, "people": 5, "sector_id": None, "group_id": None}
    assert (found.refuses, dict(found.values)) == (True, {**told, "sectors": ("private", "voluntary")})
    with pytest.raises(DomainError, match="more_papers_than_eligible") as caught:
        session.do(ballots.cast_vote(made.id, {"apples": 1}, sector_id="private", count=3))
    assert (caught.value.values["sector_id"], caught.value.values["eligible"]) == ("private", 2)
    cast(session, made, "voluntary", 3)
    with pytest.raises(DomainError, match="too_many_without_sector") as caught:
        cast(session, made, "private")
    assert "Private, Voluntary" in sentence(caught.value)


# --- turnout and places -------------------------------------------------------------------------------------


def test_fewer_names_than_papers_are_said_and_change_no_turnout() -> None:
    """“1 of 8 people voted” under a chart of five papers."""
    room = Room(threshold=3)
    made = room.opened()
    for _ in range(5):
        room.do(room.vote(made, sector_id="public"))
    room.do(ballots.close_ballot(made.id, ["p1"]))
    found = result_of(room.workshop, made.id)
    assert (found.turnout, found.noted) == (5, 1)
    assert turnout_words(found, room.ballot(made.id)) == "5 of 8 people voted; names noted: 1."
    assert noted_words(dataclasses.replace(found, noted=None)) == ""


def test_tables_vote_where_somebody_of_theirs_is_here() -> None:
    """A ranking of six empty tables would be closed with nothing on it."""
    room = Room()
    for person in room.workshop.all(Participant):
        room.workshop.apply([Change(person, dataclasses.replace(person, attended=False))])
    made = room.new(preset="ranking by group")
    assert room.refuses(ballots.open_ballot(made.id)).code == "nobody_eligible"
    person = room.workshop.get(Participant, "p1")
    room.workshop.apply([Change(person, dataclasses.replace(person, attended=True))])
    assert room.opened(preset="ranking by group").eligible_ids == ("A",)
    person = room.workshop.get(Participant, "p1")
    room.workshop.apply([Change(person, dataclasses.replace(person, group_id=None))])
    draft = room.new(preset="ranking by group")
    assert room.refuses(ballots.open_ballot(draft.id)).code == "nobody_eligible"
    for each in room.workshop.all(Participant):
        room.workshop.apply([Change(each, dataclasses.replace(each, group_id=None))])
    assert room.opened(preset="ranking by group").eligible_ids == ("A", "B", "C")
    for each in room.workshop.all(Participant):
        room.workshop.apply([Change(each, None)])
    assert room.opened(preset="ranking by group").eligible == len(room.workshop.all(Group))


def test_nothing_has_a_place_where_nobody_voted() -> None:
    """Six options all “1st” on the wall, out of no paper at all."""
    room = Room(threshold=3)
    for preset in ("ranking by group", "one person one vote"):
        made = room.opened(preset=preset)
        room.do(ballots.close_ballot(made.id))
        found = result_of(room.workshop, made.id)
        assert {option.place for option in found.options} == {None}
        assert found.ties == ()
