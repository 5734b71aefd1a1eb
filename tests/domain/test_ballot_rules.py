"""The nine rules of ballots, a class each: whatever a room does, none of them may give way.

Each is tried with made-up rooms and papers against the rule written once more, the slow way, so that a rule that is
taken out of the program is missed here.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import (
    Ballot,
    BallotOption,
    BallotRules,
    BallotStatus,
    Method,
    Participant,
    ScalePoint,
    Secrecy,
    Turnout,
    Vote,
    VoterUnit,
)
from lsp_workshop.domain.presentation import is_tied
from lsp_workshop.domain.presets import AGREED_80, EVERYONE_ACCEPTS
from lsp_workshop.domain.results import BallotResult, Verdict, as_json
from lsp_workshop.domain.tally import tally_by_sector, total_of
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.domain.voting import check_paper, eligible_voters, result_of
from tests.domain.test_ballot_edits import Room
from tests.domain.voting_cases import OPTIONS, SECTORS, ballot, counted, options_of, papers, result, valid, workshop

secrecies = st.sampled_from(Secrecy)
not_attributed = st.sampled_from((Secrecy.SECRET, Secrecy.SECTOR_ONLY))


def refused(room: Room, edit: Edit) -> str:
    """The code of the refusal; "" where the edit was taken."""
    try:
        room.do(edit)
    except DomainError as error:
        return error.code
    return ""


def tried_undo(room: Room, times: int = 4) -> None:
    for _ in range(times):
        try:
            room.session.undo()
        except DomainError:
            continue


class TestRule1DraftOpenClosedAndLockedAtTheFirstVote:
    steps = st.lists(st.sampled_from(("open", "close", "vote", "change", "delete", "settle", "undo")), max_size=12)

    @given(secrecies, steps)
    def test_a_ballot_only_goes_on_and_takes_at_each_state_what_that_allows(
        self, secrecy: Secrecy, steps: list[str]
    ) -> None:
        room = Room(threshold=3)
        made = room.new(secrecy=secrecy, hidden_until_closed=False)
        order = [BallotStatus.DRAFT, BallotStatus.OPEN, BallotStatus.CLOSED]
        furthest = 0
        for step in steps:
            now = room.workshop.find(Ballot, made.id)
            if now is None:
                return
            votes = bool(room.workshop.votes_in(made.id))
            sector = "public" if secrecy is Secrecy.SECTOR_ONLY else None
            edits: Mapping[str, tuple[Edit, bool]] = {
                "open": (ballots.open_ballot(made.id), now.status is BallotStatus.DRAFT),
                "close": (ballots.close_ballot(made.id), now.status is BallotStatus.OPEN),
                "vote": (room.vote(now, sector_id=sector), now.status is BallotStatus.OPEN),
                "change": (
                    ballots.change_ballot(made.id, rules=BallotRules(dots_per_voter=2)),
                    now.status is not BallotStatus.CLOSED and not votes,
                ),
                "delete": (ballots.delete_ballot(made.id), now.status is BallotStatus.DRAFT and not votes),
                "settle": (ballots.settle_tie(made.id, "By lot"), now.status is BallotStatus.CLOSED),
            }
            if step == "undo":
                tried_undo(room, 1)
            else:
                edit, allowed = edits[step]
                full = step == "vote" and room.workshop.box_of(made.id).papers >= 5
                tieless = step == "settle" and allowed and not result_of(room.workshop, made.id).ties
                assert (refused(room, edit) == "") == (allowed and not full and not tieless), step
            after = room.workshop.find(Ballot, made.id)
            if after is not None:
                assert order.index(after.status) >= furthest
                furthest = order.index(after.status)

    @given(secrecies, st.integers(1, 5), st.booleans())
    def test_what_papers_were_given_on_stays_whatever_is_tried(
        self, secrecy: Secrecy, votes: int, change_first: bool
    ) -> None:
        """An option that changes under the papers changes what people voted for."""
        room = Room(threshold=3)
        made = room.opened(secrecy=secrecy)
        if change_first:
            room.do(ballots.change_ballot(made.id, options=made.options[:2]))
        fixed = room.ballot(made.id)
        for _ in range(votes):
            room.do(room.vote(fixed, sector_id="public" if secrecy is Secrecy.SECTOR_ONLY else None))
        tries: list[Mapping[str, Any]] = [
            {"title": "Other"},
            {"options": fixed.options[:1]},
            {"rules": BallotRules(dots_per_voter=3)},
            {"scale": [ScalePoint(value=1, label="One")]},
            {"secrecy": Secrecy.ATTRIBUTED},
            {"voter_unit": VoterUnit.GROUP},
            {"hidden_until_closed": False},
        ]
        assert {refused(room, ballots.change_ballot(made.id, **fields)) for fields in tries} == {"ballot_locked"}
        if secrecy is not Secrecy.ATTRIBUTED:
            tried_undo(room)
            assert room.ballot(made.id) == fixed
            assert len(room.workshop.votes_in(made.id)) == votes
        assert refused(room, ballots.new_ballot("Again?", preset="rating", replaces_id=made.id)) == ""

    @given(st.booleans())
    def test_a_change_of_an_open_ballot_cannot_be_undone_and_that_of_a_draft_can(self, is_open: bool) -> None:
        room = Room()
        made = room.opened() if is_open else room.new()
        change = room.do(ballots.change_ballot(made.id, options=made.options[:2]))
        assert change.undoable is not is_open
        tried_undo(room, 1)
        assert len(room.ballot(made.id).options) == (2 if is_open else 3)

    @given(
        st.booleans(), st.sampled_from(({"secrecy": Secrecy.SECRET}, {"voter_unit": VoterUnit.GROUP}, {"options": []}))
    )
    def test_who_votes_and_how_secretly_is_settled_before_the_first_paper(
        self, closed: bool, fields: Mapping[str, Any]
    ) -> None:
        """People came to the box because of what they were told when it opened."""
        room = Room(threshold=3)
        made = room.opened()
        if closed:
            room.do(ballots.close_ballot(made.id))
        code = "ballot_without_options" if "options" in fields else "ballot_not_draft"
        assert refused(room, ballots.change_ballot(made.id, **fields)) == ("ballot_not_open" if closed else code)
        assert refused(room, ballots.change_ballot(made.id, title="Other")) == ("ballot_not_open" if closed else "")

    @given(st.booleans())
    def test_names_lock_a_ballot_as_papers_do(self, groups: bool) -> None:
        room = Room()
        made = room.opened(preset="ranking by group" if groups else None, method=None if groups else Method.DOTS)
        ids = (("A",), ()) if groups else ((), ("p1",))
        turnout = Turnout(id=made.id, ballot_id=made.id, group_ids=ids[0], participant_ids=ids[1])
        room.workshop.apply([Change(None, turnout)])
        assert refused(room, ballots.change_ballot(made.id, title="Other")) == "ballot_locked"


class TestRule2WhoMayVoteIsFixedWhenTheBallotOpens:
    people = st.lists(st.tuples(st.booleans(), st.booleans(), st.sampled_from(("", "12:00"))), min_size=1, max_size=12)

    @given(people, people)
    def test_those_who_attend_may_vote_and_have_not_left_and_nobody_later(
        self, then: list[tuple[bool, bool, str]], later: list[tuple[bool, bool, str]]
    ) -> None:
        room = Room(threshold=3)
        for person in room.workshop.all(Participant):
            room.workshop.apply([Change(person, dataclasses.replace(person, attended=False))])

        def come(people: list[tuple[bool, bool, str]], kind: str) -> list[str]:
            made = [
                Participant(id=f"{kind}{n}", name=f"{kind}{n}", attended=here, may_vote=may, left=left or None)
                for n, (here, may, left) in enumerate(people)
            ]
            room.workshop.apply(Change(None, each) for each in made)
            return [each.id for each in made if each.attended and each.may_vote and not each.left]

        voters = come(then, "then")
        draft = room.new(secrecy=Secrecy.ATTRIBUTED)
        assert refused(room, ballots.open_ballot(draft.id)) == ("" if voters else "nobody_eligible")
        assume(voters)
        late = come(later, "late")
        for person in room.workshop.all(Participant):
            room.workshop.apply([Change(person, dataclasses.replace(person, left="16:00"))])
        opened = room.ballot(draft.id)
        assert (opened.eligible, opened.eligible_ids) == (len(voters), tuple(voters))
        for voter in voters:
            assert refused(room, room.vote(opened, participant_id=voter)) == ""
        for person_id in late:
            assert refused(room, room.vote(opened, participant_id=person_id)) == "not_eligible"
            assert refused(room, ballots.record_turnout(opened.id, [person_id])) == "not_eligible"
        found = result_of(room.workshop, opened.id)
        assert (found.turnout, found.eligible) == (len(voters), len(voters))
        assert eligible_voters(room.workshop, opened).ids == ()

    @given(not_attributed, st.integers(0, 12))
    def test_never_more_papers_than_voters(self, secrecy: Secrecy, tries: int) -> None:
        room = Room(threshold=3)
        made = room.opened(secrecy=secrecy)
        sectors = [("public", "private")[number % 2] for number in range(tries)]
        taken: Counter[str] = Counter()
        for sector in sectors:
            named = sector if secrecy is Secrecy.SECTOR_ONLY else None
            code = refused(room, room.vote(made, sector_id=named))
            fits = taken[sector] < {"public": 5, "private": 3}[sector] if named else taken.total() < 8
            assert code == ("" if fits else "more_papers_than_eligible")
            taken[sector] += fits
        assert room.workshop.box_of(made.id).papers == taken.total()


LIMITS = st.builds(
    BallotRules,
    dots_per_voter=st.none() | st.integers(1, 5),
    max_per_option=st.none() | st.integers(1, 3),
    allow_blank=st.booleans(),
    rank_all=st.booleans(),
)


@st.composite
def near_papers(draw: st.DrawFn) -> tuple[Ballot, dict[str, int]]:
    """A ballot and a paper that keeps its rules or just misses one: most of both kinds, so that each limit counts."""
    rules = draw(LIMITS)
    method = draw(st.sampled_from(Method))
    made = ballot(method, rules=rules, secrecy=Secrecy.SECRET)
    choices: dict[str, int]
    if method is Method.RANKING:
        marked = draw(st.lists(st.sampled_from(OPTIONS), unique=True))
        choices = {option: place for place, option in enumerate(marked, start=1)}
    else:
        most = (rules.max_per_option or 4) if method is Method.DOTS else {Method.SCALE: 5}.get(method, 2)
        lowest = 1 if method is Method.SCALE else 0
        number = st.integers(lowest, most)
        choices = draw(st.dictionaries(st.sampled_from(OPTIONS), number))
        if method is not Method.DOTS and draw(st.booleans()):
            choices = {option: choices.get(option, lowest) for option in OPTIONS}
    misses = draw(st.booleans())
    if choices and misses:
        option = draw(st.sampled_from(sorted(choices)))
        choices[option] += draw(st.sampled_from((-1, 1)))
    if draw(st.integers(0, 9)) == 0:
        choices["nuts"] = 1
    return made, choices


def keeps_the_rules(made: Ballot, choices: Mapping[str, int]) -> bool:
    """Rule 3 once more, the slow way."""
    rules, numbers = made.rules, sorted(choices.values())
    if any(option not in OPTIONS for option in choices):
        return False
    if made.method is Method.DOTS:
        limits = (rules.max_per_option is None or all(n <= rules.max_per_option for n in numbers)) and (
            rules.dots_per_voter is None or sum(numbers) <= rules.dots_per_voter
        )
        return limits and all(n >= 0 for n in numbers)
    if made.method is Method.RANKING:
        whole = len(choices) == len(OPTIONS) or not rules.rank_all
        return numbers == list(range(1, len(numbers) + 1)) and (whole if numbers else rules.allow_blank)
    scale = range(3) if made.method is Method.CONSENT else range(1, 6)
    return all(n in scale for n in numbers) and (rules.allow_blank or len(choices) == len(OPTIONS))


class TestRule3PapersAndHands:
    @given(near_papers())
    def test_a_paper_goes_in_exactly_when_it_keeps_the_ballots_rules(self, case: tuple[Ballot, dict[str, int]]) -> None:
        made, choices = case
        try:
            check_paper(made, choices)
        except DomainError:
            assert not keeps_the_rules(made, choices)
        else:
            assert keeps_the_rules(made, choices)

    @given(st.integers(1, 6), st.integers(1, 4), st.data())
    def test_every_dot_counts_against_the_limit_and_unused_ones_do_not(
        self, dots: int, most: int, data: st.DataObject
    ) -> None:
        made = ballot(Method.DOTS, rules=BallotRules(dots_per_voter=dots, max_per_option=most))
        choices = {option: data.draw(st.integers(0, most)) for option in OPTIONS}
        if sum(choices.values()) <= dots:
            check_paper(made, choices)
        else:
            with pytest.raises(DomainError, match="over_dots"):
                check_paper(made, choices)

    @given(st.lists(st.sampled_from(("p0", "p1", "p2")), max_size=6), st.booleans())
    def test_one_paper_for_each_voter(self, voters: list[str], groups: bool) -> None:
        room = Room()
        made = room.opened(preset="ranking by group") if groups else room.opened(secrecy=Secrecy.ATTRIBUTED)
        order = {option.id: place for place, option in enumerate(made.options, start=1)}
        seen: set[str] = set()
        for person in voters:
            voter = {"p0": "A", "p1": "B", "p2": "A"}[person] if groups else person
            edit = (
                ballots.cast_vote(made.id, order, group_id=voter) if groups else room.vote(made, participant_id=voter)
            )
            assert refused(room, edit) == ("duplicate_paper" if voter in seen else "")
            seen.add(voter)

    @given(secrecies, st.sampled_from(VoterUnit), st.integers(1, 3), st.sampled_from((None, "g")))
    def test_hands_by_table_only_where_the_ballot_is_not_secret(
        self, secrecy: Secrecy, unit: VoterUnit, count: int, group: str | None
    ) -> None:
        made = ballot(Method.DOTS, secrecy=secrecy, voter_unit=unit)
        own = unit is VoterUnit.GROUP
        if secrecy is Secrecy.SECRET:
            allowed = group is None and count == 1
        elif own and secrecy is Secrecy.SECTOR_ONLY:
            allowed = group is None
        elif own:
            allowed = group is not None and count == 1
        else:
            allowed = True
        try:
            check_paper(made, {}, group_id=group, count=count)
        except DomainError:
            assert not allowed
        else:
            assert allowed

    @given(counted())
    def test_a_spoilt_paper_is_counted_and_never_tallied(self, case: tuple[Ballot, list[Vote]]) -> None:
        made, votes = case
        spoilt = [dataclasses.replace(vote, id=f"s{vote.id}", spoilt=True) for vote in votes]
        without, with_them = result(made, votes), result(made, [*votes, *spoilt])
        more = sum(vote.count for vote in votes)
        assert with_them.cast == (without.cast or 0) + more
        assert with_them.spoilt == (without.spoilt or 0) + more
        assert with_them.valid == without.valid
        assert with_them.options == without.options
        with pytest.raises(DomainError, match="spoilt_with_choices"):
            check_paper(ballot(Method.DOTS), {"apples": 1}, spoilt=True)


class TestRule4Secrecy:
    """What the file and its journal tell is tried on real files in `test_secret_days`."""

    voters = st.sampled_from((None, "p1", "p6"))

    @given(not_attributed, st.sampled_from((None, "public")), st.sampled_from((None, "A")), voters, st.booleans())
    def test_no_paper_says_whose_it_is(
        self, secrecy: Secrecy, sector: str | None, group: str | None, person: str | None, spoilt: bool
    ) -> None:
        room = Room(threshold=3)
        made = room.opened(secrecy=secrecy)
        choices = {} if spoilt else {made.options[0].id: 1}
        edit = ballots.cast_vote(
            made.id, choices, sector_id=sector, group_id=group, participant_id=person, spoilt=spoilt
        )
        code = refused(room, edit)
        names = [person] if secrecy is Secrecy.SECTOR_ONLY else [person, sector, group]
        if any(names) or (sector and group):
            assert code == "secret_paper_with_name"
            return
        for vote in room.workshop.votes_in(made.id):
            assert vote.participant_id is None
            assert secrecy is Secrecy.SECTOR_ONLY or (vote.sector_id, vote.group_id) == (None, None)

    @given(not_attributed, st.booleans(), st.integers(1, 3))
    def test_papers_and_names_have_no_time_no_undo_and_no_line_in_common(
        self, secrecy: Secrecy, spoilt: bool, lot: int
    ) -> None:
        room = Room(threshold=3)
        made = room.opened(secrecy=secrecy)
        sector = "public" if secrecy is Secrecy.SECTOR_ONLY else None
        done: list[Transaction] = [room.do(room.vote(made, None if spoilt else 0, sector_id=sector, spoilt=spoilt))]
        names = ballots.record_turnout(made.id, [f"p{number}" for number in range(8 - lot, 8)])
        taken = refused(room, names) == ""
        assert taken == (lot == 3)
        done.append(
            room.do(ballots.record_turnout(made.id, [f"p{number}" for number in range(5)])) if taken else done[0]
        )
        for transaction in done:
            assert (transaction.timed, transaction.undoable) == (False, False)
            assert not (transaction.touches(Vote) and transaction.touches(Turnout))
        before = list(room.workshop.records())
        tried_undo(room, 2)
        assert list(room.workshop.records()) == before

    @given(st.permutations([f"p{number}" for number in range(8)]))
    def test_names_stand_in_the_order_of_the_list(self, order: list[str]) -> None:
        room = Room(threshold=3)
        made = room.opened(secrecy=Secrecy.SECRET)
        for lot in (order[:4], order[4:]):
            room.do(ballots.record_turnout(made.id, lot))
        turnout = room.workshop.turnout_of(made.id)
        assert turnout is not None
        assert turnout.participant_ids == tuple(sorted(order))


class TestRule5TotalsStayHiddenUntilTheBallotCloses:
    @given(counted(), st.sampled_from(BallotStatus), st.booleans(), st.booleans())
    def test_no_figure_shows_before(
        self, case: tuple[Ballot, list[Vote]], status: BallotStatus, hidden: bool, asked: bool
    ) -> None:
        made, votes = case
        made = dataclasses.replace(made, status=status, hidden_until_closed=hidden, eligible=200)
        found = result_of(workshop(made, votes), "b", provisional=asked)
        assert (found.eligible, found.turnout) == (200, sum(vote.count for vote in votes))
        shows = status is BallotStatus.CLOSED or (status is BallotStatus.OPEN and asked and not hidden)
        assert bool(found.options) == shows
        if not shows:
            bare = BallotResult(
                ballot_id="b", title=made.title, method=made.method, status=status, eligible=200, turnout=found.turnout
            )
            assert found == bare
        elif status is BallotStatus.OPEN:
            assert (found.sectors, found.hidden_sectors, found.verdict) == ((), (), None)

    @given(counted(), st.randoms(use_true_random=False))
    def test_what_shows_before_is_the_same_whatever_is_on_the_papers(
        self, case: tuple[Ballot, list[Vote]], chance: Any
    ) -> None:
        made, votes = case
        made = dataclasses.replace(made, status=BallotStatus.OPEN, hidden_until_closed=True)
        choices = [vote.choices for vote in votes]
        chance.shuffle(choices)
        other = [dataclasses.replace(vote, choices=each) for vote, each in zip(votes, choices, strict=True)]
        blank = [dataclasses.replace(vote, choices={}) for vote in votes]
        shown = [result_of(workshop(made, each), "b", provisional=True) for each in (votes, other, blank)]
        assert shown[0] == shown[1] == shown[2]


class TestRule6SmallSectorsAreNotShown:
    @given(counted(), st.integers(0, 8))
    def test_a_sector_with_few_papers_is_hidden_and_so_is_what_would_give_it_away(
        self, case: tuple[Ballot, list[Vote]], threshold: int
    ) -> None:
        made, votes = case
        found, least = result(made, votes, threshold=threshold), max(3, threshold)
        numbers: Counter[str | None] = Counter()
        for vote in votes:
            if not vote.spoilt:
                numbers[vote.sector_id] += vote.count
        present = [sector for sector in SECTORS if numbers[sector]]
        small = [sector for sector in present if numbers[sector] < least]
        expected = set(small)
        if len(small) == 1 or (not small and 0 < numbers[None] < least):
            rest = sorted((s for s in present if s not in small), key=lambda s: (numbers[s], SECTORS.index(s)))
            expected.update(rest[:1])
        assert set(found.hidden_sectors) == expected
        assert [sector.sector_id for sector in found.sectors] == [s for s in present if s not in expected]
        told = json.dumps({key: value for key, value in as_json(found).items() if key != "hidden_sectors"})
        assert not any(sector in told for sector in expected)

    @given(counted(), st.integers(0, 8))
    def test_total_minus_all_that_shows_is_never_a_few_papers(
        self, case: tuple[Ballot, list[Vote]], threshold: int
    ) -> None:
        """Eight public and six private papers shown, fifteen in all: the one that is left is somebody's."""
        made, votes = case
        found, least = result(made, votes, threshold=threshold), max(3, threshold)
        if found.sectors:
            left = (found.valid or 0) - sum(sector.valid for sector in found.sectors)
            assert left == 0 or left >= least or len(found.hidden_sectors) > 1

    @given(st.dictionaries(st.sampled_from(SECTORS), st.integers(5, 9), min_size=1), st.integers(0, 7))
    def test_a_few_papers_without_a_sector_are_covered_by_the_smallest_sector(
        self, sizes: dict[str, int], without: int
    ) -> None:
        sectors = [*(sector for sector, size in sizes.items() for _ in range(size)), *(None for _ in range(without))]
        votes = [Vote(id=str(n), ballot_id="b", sector_id=sector) for n, sector in enumerate(sectors)]
        found = result(ballot(Method.DOTS), votes)
        smallest = min((sector for sector in SECTORS if sector in sizes), key=lambda sector: sizes[sector])
        assert found.hidden_sectors == ((smallest,) if 0 < without < 5 else ())

    @given(st.integers(3, 6))
    def test_a_sector_whose_papers_do_not_name_it_is_hidden(self, threshold: int) -> None:
        room = Room(threshold=threshold)
        made = room.opened()
        room.do(room.vote(made, sector_id="private"))
        for _ in range(5):
            room.do(room.vote(made, sector_id="public"))
        room.do(ballots.close_ballot(made.id))
        found = result_of(room.workshop, made.id)
        stored = {vote.sector_id for vote in room.workshop.votes_in(made.id)}
        # Five public and three private people may vote; one private person did.
        assert stored == {None}
        assert found.hidden_sectors == ("public", "private")
        assert found.sectors == ()


class TestRule7Ties:
    @given(counted())
    def test_equal_totals_tie_zeros_too_and_nothing_else_does(self, case: tuple[Ballot, list[Vote]]) -> None:
        made, votes = case
        found = result(made, votes)
        if made.method not in (Method.DOTS, Method.RANKING):
            assert found.ties == ()
            return
        if not found.valid:
            assert (found.ties, {one.place for one in found.options}) == ((), {None})
            return
        for one in found.options:
            equals = [other.id for other in made.options if options_of(found)[other.id].total == one.total]
            together = [tie for tie in found.ties if one.id in tie]
            assert together == ([tuple(equals)] if len(equals) > 1 else [])
            assert is_tied(one, found) == (len(equals) > 1 and bool(found.valid))
            assert one.place == 1 + sum(other.total > one.total for other in found.options)

    @given(st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 2)))
    def test_zeros_are_said_to_tie_where_anybody_voted(self, marks: dict[str, int]) -> None:
        made = ballot(Method.DOTS)
        found = result(made, papers([marks]))
        totals = Counter(marks.get(option, 0) for option in OPTIONS)
        for option in found.options:
            assert is_tied(option, found) == (totals[option.total] > 1)
        nobody = result(made, [])
        assert not any(is_tied(option, nobody) for option in nobody.options)

    @given(st.lists(st.integers(0, 2), max_size=5), st.text(max_size=20))
    def test_how_a_tie_was_settled_is_kept_and_only_of_a_tie(self, marks: list[int], words: str) -> None:
        room = Room(threshold=3)
        made = room.opened()
        for mark in marks:
            room.do(room.vote(made, mark, sector_id="public"))
        room.do(ballots.close_ballot(made.id))
        tied = bool(result_of(room.workshop, made.id).ties)
        assert tied == (bool(marks) and len({marks.count(place) for place in range(3)}) < 3)
        code = refused(room, ballots.settle_tie(made.id, words))
        if words.strip() and not tied:
            assert code == "no_tie"
        elif not code:
            assert room.ballot(made.id).tie_settled == words.strip()


class TestRule8VerdictsAreStatedRules:
    @st.composite
    @staticmethod
    def rooms(draw: st.DrawFn) -> list[tuple[str | None, bool]]:
        """Who accepts, by sector: often exactly four fifths, exactly half of a sector, or one sector against all."""
        marks: list[tuple[str | None, bool]] = []
        for sector in SECTORS:
            half = draw(st.integers(0, 4))
            for_, against = draw(st.sampled_from(((half, half), (2 * half, 0), (half, half + 1), (half + 5, 1))))
            marks += [*((sector, True) for _ in range(for_)), *((sector, False) for _ in range(against))]
        against = sum(not accepts for _, accepts in marks)
        exact = 4 * against - (len(marks) - against)
        if exact > 0 and draw(st.booleans()):
            marks += [(SECTORS[0], True)] * (exact + draw(st.sampled_from((-1, 0, 1))))
        return marks

    @given(rooms(), st.integers(2, 5))
    def test_agreed_when_four_fifths_accept_and_no_shown_sector_is_mostly_against(
        self, room: list[tuple[str | None, bool]], accept: int
    ) -> None:
        marks = [(sector, accept if accepts else accept - 1) for sector, accepts in room]
        made = ballot(Method.SCALE, options=1, rules=BallotRules(accept_from=accept, pass_rule=AGREED_80))
        votes = [
            Vote(id=str(n), ballot_id="b", sector_id=sector, choices={"apples": value})
            for n, (sector, value) in enumerate(marks)
        ]
        found = result(made, votes)
        shown = {sector.sector_id for sector in found.sectors}
        values = [value for _, value in marks]
        against = [
            sector
            for sector in SECTORS
            if sector in shown
            for own in [[value for s, value in marks if s == sector]]
            if 2 * sum(value < accept for value in own) > len(own)
        ]
        assert list(found.unconvinced_sectors) == (against if values else [])
        if not values:
            assert found.verdict is None
        elif Fraction(sum(value >= accept for value in values), len(values)) < Fraction(4, 5):
            assert found.verdict is Verdict.SPLIT
        else:
            assert found.verdict is (Verdict.AGREED_NOT_ALL_SECTORS if against else Verdict.AGREED)
        assert str(accept) in (found.verdict_rule or "")

    @given(st.lists(st.integers(0, 5), max_size=12), st.integers(1, 4))
    def test_fist_to_five_passes_when_everyone_accepts(self, hands: list[int], accept: int) -> None:
        points = tuple(ScalePoint(value=value, label=str(value)) for value in range(6))
        rules = BallotRules(accept_from=accept, pass_rule=EVERYONE_ACCEPTS)
        made = ballot(Method.SCALE, options=1, scale=points, rules=rules)
        found = result(made, papers({"apples": hand} for hand in hands)).verdict
        everyone = Verdict.PASSED if all(hand >= accept for hand in hands) else Verdict.NOT_PASSED
        assert found is (everyone if hands else None)

    @given(st.lists(st.integers(0, 2), max_size=12), st.booleans())
    def test_consent_passes_when_no_objection_stands(self, answers: list[int], says_so: bool) -> None:
        rules = BallotRules(pass_rule="no_objection_stands" if says_so else None)
        found = result(ballot(Method.CONSENT, options=1, rules=rules), papers({"apples": each} for each in answers))
        assert found.verdict is (None if not answers else Verdict.NOT_PASSED if 0 in answers else Verdict.PASSED)
        assert found.verdict_rule == "Passed when no objection stands."

    @given(st.sampled_from((Method.DOTS, Method.RANKING)), st.integers(0, 5))
    def test_counts_of_dots_and_ranks_decide_nothing_by_themselves(self, method: Method, votes: int) -> None:
        found = result(ballot(method, rules=BallotRules(accept_from=1)), papers([{"apples": 1}] * votes))
        assert (found.verdict, found.verdict_rule) == (None, None)


class TestRule9FiguresBesideTheCounts:
    @given(counted())
    def test_mean_median_shares_and_gaps_are_those_of_the_papers(self, case: tuple[Ballot, list[Vote]]) -> None:
        made, votes = case
        found = result(made, votes)
        if made.method is not Method.SCALE:
            assert all(option.mean is option.median is option.agreement is None for option in found.options)
            assert all(option.largest_gap is option.between_sector_share is None for option in found.options)
            return
        for option in found.options:
            own = sorted(choices[option.id] for choices in valid(votes) if option.id in choices)
            if not own:
                assert option.mean is option.median is option.accept_percent is option.support_percent is None
                continue
            assert option.mean == pytest.approx(Fraction(sum(own), len(own)), abs=1e-9)
            assert option.median == (own[(len(own) - 1) // 2] + own[len(own) // 2]) / 2
            share = Fraction(100 * sum(value >= 4 for value in own), len(own))
            assert option.support_percent == pytest.approx(share, abs=1e-9)
            means = [
                each.mean
                for sector in found.sectors
                for each in sector.options
                if each.id == option.id and each.mean is not None
            ]
            gap = max(means) - min(means) if len(means) > 1 else None
            assert option.largest_gap == (None if gap is None else pytest.approx(gap, abs=1e-9))
            assert option.agreement is not None
            assert -1 <= option.agreement <= 1
            assert option.consensus is not None

    @given(
        st.lists(
            st.tuples(
                st.dictionaries(st.sampled_from((*OPTIONS, "nuts")), st.integers(-2, 300)),
                st.integers(1, 3),
                st.booleans(),
                st.sampled_from((None, *SECTORS)),
            ),
            max_size=30,
        )
    )
    def test_counting_by_columns_is_counting(self, marks: list[tuple[dict[str, int], int, bool, str | None]]) -> None:
        """Whatever numbers a file from elsewhere holds: the quick way to count finds what the slow way finds."""
        votes = [
            Vote(id=str(n), ballot_id="b", choices=choices, count=count, spoilt=spoilt, sector_id=sector)
            for n, (choices, count, spoilt, sector) in enumerate(marks)
        ]
        made = ballot(Method.DOTS)
        tallies = tally_by_sector(made, votes)
        total = total_of(tallies.values())
        assert total.valid == sum(count for _, count, spoilt, _ in marks if not spoilt)
        for option in OPTIONS:
            wanted: Counter[int] = Counter()
            for choices, count, spoilt, _ in marks:
                if option in choices and not spoilt:
                    wanted[choices[option]] += count
            assert total.of(option) == wanted
            assert total.ratings(option) == wanted.total()
            assert total.sum_of(option) == sum(value * people for value, people in wanted.items())

    @given(st.lists(st.permutations(OPTIONS).flatmap(lambda o: st.integers(1, 4).map(lambda k: o[:k])), max_size=12))
    def test_concordance_shares_the_ranks_that_a_paper_leaves_open(self, orders: list[list[str]]) -> None:
        made = ballot(Method.RANKING)
        votes = papers({option: place for place, option in enumerate(order, 1)} for order in orders)
        found = result(made, votes).kendall_w
        m, n = len(orders), len(OPTIONS)
        sums = dict.fromkeys(OPTIONS, Fraction(0))
        ties = 0
        for order in orders:
            left = n - len(order)
            ties += left**3 - left
            for option in OPTIONS:
                shared = Fraction(len(order) + 1 + n, 2)
                sums[option] += order.index(option) + 1 if option in order else shared
        spread = sum((each - Fraction(m * (n + 1), 2)) ** 2 for each in sums.values())
        most = m**2 * (n**3 - n) - m * ties
        assert found == (pytest.approx(12 * spread / most, abs=1e-9) if m > 1 and most else None)


def test_an_option_list_of_one_can_be_counted_too() -> None:
    """A single proposal is the most common ballot of all."""
    one = ballot(Method.SCALE, options=1)
    assert one.options == (BallotOption(id="apples", label="Apples"),)
    assert result(one, papers([{"apples": 5}, {"apples": 2}])).options[0].frequencies == {1: 0, 2: 1, 3: 0, 4: 0, 5: 1}
