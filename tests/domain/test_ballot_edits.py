"""A ballot's life: a paper that got in wrongly, or was undone, would change what the room decided."""

import contextlib
import dataclasses
import itertools
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.history import Past
from lsp_workshop.domain.model import (
    Ballot,
    BallotOption,
    BallotRules,
    BallotStatus,
    Decision,
    Group,
    Method,
    Organisation,
    Participant,
    Question,
    ScalePoint,
    Secrecy,
    Sector,
    Stage,
    TieSettled,
    Turnout,
    Vote,
    VoterUnit,
    WorkshopDetails,
    WorkshopStatus,
)
from lsp_workshop.domain.presets import PRESETS
from lsp_workshop.domain.results import Verdict
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.domain.voting import result_of, turnout_can_be_recorded
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Remark, Session

FRUIT = ("Apples", "Pears", "Plums")


class NoStore:
    """A store that forgets: what these tests look at is in memory."""

    read_only = False

    def append(self, transaction: Transaction, at: str, slow: object = None) -> None:
        """Nothing to keep."""

    def history(self) -> tuple[Past, ...]:
        return ()

    def news(self) -> tuple[Remark, ...]:
        return ()

    def close(self, slow: object = None) -> tuple[Remark, ...]:
        return ()


class Room:
    """A workshop of eight people who may vote (five public, three private), one who left and one who may not."""

    def __init__(self, threshold: int = 5) -> None:
        sectors = [Sector(id=each, name=each, order=order) for order, each in enumerate(("public", "private"))]
        bodies = [Organisation(id=f"o-{each.id}", name=each.id, sector_id=each.id) for each in sectors]
        people = [
            Participant(
                id=f"p{number}",
                name=f"Person {number}",
                organisation_id="o-public" if number < 5 else "o-private",
                group_id="A" if number % 2 else "B",
                attended=True,
            )
            for number in range(8)
        ]
        others = [
            Participant(id="gone", name="Gone", organisation_id="o-public", attended=True, left="12:00"),
            Participant(id="staff", name="Staff", organisation_id="o-public", attended=True, may_vote=False),
            Participant(id="ill", name="Ill", organisation_id="o-public"),
        ]
        groups = [Group(id=each, label=each) for each in ("A", "B", "C")]
        stage = Stage(id="S2", number=2, title="Needs")
        question = Question(id="Q2.1", stage_id="S2", number="2.1", text="What?")
        details = WorkshopDetails(id="workshop", title="Day", small_group_threshold=threshold)
        self.workshop = Workshop([details, *sectors, *bodies, *groups, *people, *others, stage, question])
        ids = itertools.count(1)
        self.session = Session(self.workshop, NoStore(), new_id=lambda: f"id{next(ids)}")

    def do(self, edit: Edit) -> Transaction:
        return self.session.do(edit)

    def refuses(self, edit: Edit) -> DomainError:
        """The error, after making sure that nothing changed."""
        before = list(self.workshop.records())
        with pytest.raises(DomainError) as caught:
            self.session.do(edit)
        assert list(self.workshop.records()) == before
        return caught.value

    def new(self, **fields: Any) -> Ballot:
        fields = {"preset": "one person one vote", "options": [ballots.option(each) for each in FRUIT], **fields}
        return self.do(ballots.new_ballot("Which fruit?", **fields)).new(Ballot)

    def opened(self, **fields: Any) -> Ballot:
        ballot = self.new(**fields)
        self.do(ballots.open_ballot(ballot.id))
        return self.ballot(ballot.id)

    def ballot(self, ballot_id: str) -> Ballot:
        return self.workshop.get(Ballot, ballot_id)

    def vote(self, ballot: Ballot, fruit: int | None = 0, **fields: Any) -> Edit:
        choices = {} if fruit is None else {ballot.options[fruit].id: 1}
        return ballots.cast_vote(ballot.id, choices, **fields)


# --- making and changing ----------------------------------------------------------------------------------------


def test_a_dot_vote_has_a_third_as_many_dots_and_keeps_pace_with_its_options() -> None:
    room = Room()
    twelve = [ballots.option(f"Option {each}") for each in range(12)]
    ballot = room.new(preset="dot vote", options=twelve, question_id="Q2.1")
    assert ballot.rules == BallotRules(dots_per_voter=4, max_per_option=2)
    assert (ballot.stage_id, ballot.status, ballot.secrecy) == ("S2", BallotStatus.DRAFT, Secrecy.SECTOR_ONLY)
    assert len({option.id for option in ballot.options}) == 12
    room.do(ballots.change_ballot(ballot.id, options=ballot.options[:6]))
    assert room.ballot(ballot.id).rules.dots_per_voter == 2
    room.do(ballots.change_ballot(ballot.id, rules=BallotRules(dots_per_voter=5)))
    room.do(ballots.change_ballot(ballot.id, options=ballot.options))
    assert room.ballot(ballot.id).rules.dots_per_voter == 5


def test_a_preset_gives_what_is_not_given() -> None:
    ballot = Room().new(preset="fist to five", secrecy=Secrecy.SECRET, options=[ballots.option("Publish it")])
    assert ballot.method is Method.SCALE
    assert [point.value for point in ballot.scale or ()] == [0, 1, 2, 3, 4, 5]
    assert (ballot.secrecy, ballot.hidden_until_closed, ballot.preset) == (Secrecy.SECRET, False, "fist to five")


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("unknown_preset", {"preset": "guessing"}),
        ("method_missing", {"preset": None}),
        ("bad_rules", {"rules": BallotRules(dots_per_voter=0)}),
        ("bad_rules", {"rules": BallotRules(max_per_option=-1)}),
        ("bad_rules", {"preset": "rating", "rules": BallotRules(accept_from=9)}),
        ("bad_rules", {"preset": "rating", "scale": [ScalePoint(value=1, label=each) for each in "ab"]}),
        ("empty_text", {"options": [ballots.option("  ")]}),
        ("unknown_record", {"question_id": "nowhere"}),
        ("dangling", {"replaces_id": "nothing"}),
        ("dangling", {"options": [ballots.option("Apples", theme_id="nothing")]}),
    ],
)
def test_a_ballot_that_makes_no_sense_is_not_made(code: str, fields: dict[str, Any]) -> None:
    room = Room()
    fields = {"preset": "one person one vote", **fields}
    assert room.refuses(ballots.new_ballot("Which?", **fields)).code == code


def test_two_options_with_one_id_are_refused() -> None:
    room = Room()
    ballot = room.new()
    assert room.refuses(ballots.change_ballot(ballot.id, options=[ballot.options[0]] * 2)).code == "duplicate_option"
    assert room.refuses(ballots.new_ballot(" ", preset="rating")).code == "empty_text"


def test_options_and_rules_lock_at_the_first_vote() -> None:
    room = Room()
    ballot = room.opened()
    room.do(ballots.change_ballot(ballot.id, title="Which fruit, please?"))
    for fields in ({"secrecy": Secrecy.SECRET}, {"voter_unit": VoterUnit.GROUP}):
        assert room.refuses(ballots.change_ballot(ballot.id, **fields)).code == "ballot_not_draft"
    assert room.refuses(ballots.change_ballot(ballot.id, options=[])).code == "ballot_without_options"
    room.do(room.vote(ballot, sector_id="public"))
    assert room.refuses(ballots.change_ballot(ballot.id, title="Another?")).code == "ballot_locked"
    again = room.new(replaces_id=ballot.id)
    assert again.replaces_id == ballot.id


def test_undo_does_not_change_the_options_under_secret_papers() -> None:
    room = Room()
    ballot = room.opened()
    room.do(ballots.change_ballot(ballot.id, options=ballot.options[:2]))
    room.do(room.vote(ballot, sector_id="public"))
    with pytest.raises(DomainError):
        room.session.undo()
    assert len(room.ballot(ballot.id).options) == 2
    assert len(room.workshop.votes_in(ballot.id)) == 1


def test_only_a_draft_that_nothing_names_can_be_deleted() -> None:
    room = Room()
    ballot = room.new()
    room.workshop.apply([Change(None, Decision(id="d", text="So be it", ballot_id=ballot.id))])
    assert room.refuses(ballots.delete_ballot(ballot.id)).code == "in_use"
    other = room.new()
    room.do(ballots.delete_ballot(other.id))
    assert room.workshop.find(Ballot, other.id) is None
    opened = room.opened()
    assert room.refuses(ballots.delete_ballot(opened.id)).code == "ballot_not_draft"


GIVEN: list[dict[str, Any]] = [
    {"title": "Other?"},
    {"rules": BallotRules(allow_blank=True)},
    {"scale": (ScalePoint(value=1, label="No"), ScalePoint(value=2, label="Yes"))},
    {"voter_unit": VoterUnit.GROUP},
    {"secrecy": Secrecy.ATTRIBUTED},
    {"hidden_until_closed": False},
]


@pytest.mark.parametrize("given", GIVEN, ids=lambda given: next(iter(given)))
def test_a_change_replaces_what_is_given_and_nothing_else(given: dict[str, Any]) -> None:
    """Otherwise correcting a title would change how secret the vote is, or what people vote on."""
    room = Room()
    ballot = room.new(preset="rating")
    room.do(ballots.change_ballot(ballot.id, **given))
    assert room.ballot(ballot.id) == dataclasses.replace(ballot, **given)
    again = room.new(**{"preset": "rating", **({} if "title" in given else given)})
    if "title" not in given:
        assert again == dataclasses.replace(ballot, id=again.id, options=again.options, **given)
    room.do(ballots.change_ballot(ballot.id))
    assert room.ballot(ballot.id) == dataclasses.replace(ballot, **given)


def test_an_option_keeps_where_it_came_from() -> None:
    """A result by theme or by element of the framework is found by these."""
    assert ballots.option("Buses") == BallotOption(id="", label="Buses")
    made = ballots.option("Buses", theme_id="t1", answer_id="a1", source_element="E3")
    assert made == BallotOption(id="", label="Buses", theme_id="t1", answer_id="a1", source_element="E3")


def test_acceptance_is_checked_against_a_scale_where_there_is_one() -> None:
    room = Room()
    rules = BallotRules(accept_from=9)
    assert room.new(preset="consent round", rules=rules).rules == rules
    assert room.new(preset=None, method=Method.SCALE, rules=rules).scale is None
    assert room.refuses(ballots.new_ballot("Which?", preset="rating", rules=rules)).code == "bad_rules"


def test_options_that_come_later_get_ids_of_their_own() -> None:
    room = Room()
    ballot = room.new(preset="dot vote")
    assert ballot.rules == BallotRules(dots_per_voter=1, max_per_option=1)
    more = [ballots.option(f"Option {number}", source_element="E1") for number in range(9)]
    room.do(ballots.change_ballot(ballot.id, options=[*ballot.options, *more]))
    after = room.ballot(ballot.id)
    assert after.options[:3] == ballot.options
    assert len({option.id for option in after.options} - {""}) == 12
    assert {option.source_element for option in after.options[3:]} == {"E1"}
    assert after.rules == BallotRules(dots_per_voter=4, max_per_option=2)


def test_a_ballot_is_made_from_all_that_is_given() -> None:
    room = Room()
    first = room.new(stage_id="S2")
    assert (first.question_id, first.stage_id, first.replaces_id) == (None, "S2", None)
    second = room.new(question_id="Q2.1", stage_id=None, replaces_id=first.id, preset=None, method=Method.CONSENT)
    assert (second.question_id, second.stage_id, second.replaces_id) == ("Q2.1", "S2", first.id)
    assert (second.preset, second.method, second.secrecy) == (None, Method.CONSENT, Secrecy.ATTRIBUTED)
    assert second.scale == PRESETS["consent round"].scale
    own = room.new(preset="approval", method=Method.RANKING)
    assert (own.preset, own.method, own.rules) == ("approval", Method.RANKING, BallotRules(max_per_option=1))
    plain = room.new(preset=None, method=Method.DOTS)
    assert (plain.preset, plain.scale, plain.rules, plain.voter_unit) == (
        None,
        None,
        BallotRules(),
        VoterUnit.PARTICIPANT,
    )
    assert plain.hidden_until_closed


def test_every_step_has_a_name_to_take_it_back_by() -> None:
    """ "Undo: change the ballot “Which fruit?”": people read these before they press the key."""
    room = Room(threshold=3)
    made = room.do(ballots.new_ballot("Which fruit?", preset="one person one vote", options=[ballots.option("Apples")]))
    ballot = made.new(Ballot)
    changed = room.do(ballots.change_ballot(ballot.id, title="Which?", options=[ballots.option(f) for f in FRUIT]))
    other = room.new()
    deleted = room.do(ballots.delete_ballot(other.id))
    draft = room.ballot(ballot.id)
    opened = room.do(ballots.open_ballot(ballot.id))
    open_one = room.ballot(ballot.id)
    noted = room.do(ballots.record_turnout(ballot.id, ["p5", "p6", "p7"]))
    room.do(room.vote(open_one, sector_id="public"))
    closed = room.do(ballots.close_ballot(ballot.id))
    closed_one = room.ballot(ballot.id)
    settled = room.do(ballots.settle_tie(ballot.id, "By lot"))
    assert [each.label for each in (made, changed, deleted, opened, noted, closed, settled)] == [
        "make the ballot “Which fruit?”",
        "change the ballot “Which?”",
        "delete the ballot “Which fruit?”",
        "open the ballot “Which?”",
        "note who has voted in “Which?”",
        "close the ballot “Which?”",
        "say how the tie in “Which?” was settled",
    ]
    assert [each.undoable for each in (made, changed, deleted, opened, noted, closed, settled)] == [
        *(True, True, True, False, False, False, True),
    ]
    # What each replaced is what was there: undo and the journal go by it.
    assert [each.changes[-1].before for each in (opened, closed, settled)] == [draft, open_one, closed_one]
    room.session.undo()
    assert room.ballot(ballot.id) == closed_one


# --- opening and closing ----------------------------------------------------------------------------------------


def test_who_may_vote_is_fixed_when_the_ballot_opens() -> None:
    room = Room(threshold=3)
    ballot = room.opened()
    assert (ballot.eligible, ballot.eligible_by_sector) == (8, {"public": 5, "private": 3})
    assert ballot.eligible_ids == tuple(f"p{each}" for each in range(8))
    late = dataclasses.replace(room.workshop.get(Participant, "ill"), attended=True)
    room.workshop.apply([Change(room.workshop.get(Participant, "ill"), late)])
    assert result_of(room.workshop, ballot.id).eligible == 8
    assert room.refuses(ballots.record_turnout(ballot.id, ["ill"])).code == "not_eligible"


def test_a_person_without_a_sector_may_vote_and_their_paper_names_none() -> None:
    room = Room(threshold=3)
    room.workshop.apply([Change(None, Participant(id="p8", name="Resident", attended=True))])
    ballot = room.opened()
    # The only paper without a sector would be the resident's: the smallest sector keeps it company.
    assert (ballot.eligible, ballot.eligible_by_sector) == (9, {"public": 5})
    assert room.do(room.vote(ballot)).new(Vote).sector_id is None
    assert room.do(room.vote(ballot, sector_id="private")).new(Vote).sector_id is None
    assert room.do(room.vote(ballot, sector_id="public")).new(Vote).sector_id == "public"


def test_a_table_votes_when_somebody_who_may_vote_sits_there() -> None:
    ballot = Room().opened(preset="ranking by group")
    assert (ballot.eligible, ballot.eligible_ids, ballot.eligible_by_sector) == (2, ("A", "B"), None)


def test_what_cannot_be_opened() -> None:
    room = Room()
    assert room.refuses(ballots.open_ballot(room.new(options=[]).id)).code == "ballot_without_options"
    bare = room.new(preset=None, method=Method.SCALE)
    assert room.refuses(ballots.open_ballot(bare.id)).code == "ballot_without_scale"
    assert room.refuses(ballots.open_ballot(room.opened().id)).code == "ballot_not_draft"
    ballot = room.new()
    for person in room.workshop.all(Participant):
        room.workshop.apply([Change(person, dataclasses.replace(person, attended=False))])
    assert room.refuses(ballots.open_ballot(ballot.id)).code == "nobody_eligible"


def test_a_ballot_only_ever_goes_on() -> None:
    room = Room()
    ballot = room.new()
    assert room.refuses(ballots.close_ballot(ballot.id)).code == "ballot_not_open"
    assert room.refuses(room.vote(ballot, sector_id="public")).code == "ballot_not_open"
    room.do(ballots.open_ballot(ballot.id))
    room.do(ballots.close_ballot(ballot.id))
    assert room.refuses(room.vote(ballot, sector_id="public")).code == "ballot_not_open"
    assert room.refuses(ballots.open_ballot(ballot.id)).code == "ballot_not_draft"
    # What undo finds is the making of the ballot, which has gone on since.
    with pytest.raises(DomainError, match="undo_overtaken"):
        room.session.undo()
    closed = room.ballot(ballot.id)
    assert closed.status is BallotStatus.CLOSED
    assert closed.opened_at
    assert closed.closed_at


def test_a_closed_workshop_takes_nothing() -> None:
    room = Room()
    ballot = room.opened()
    before = room.workshop.details
    room.workshop.apply([Change(before, dataclasses.replace(before, status=WorkshopStatus.CLOSED))])
    edits: list[Edit] = [
        ballots.new_ballot("Which?", preset="rating"),
        ballots.change_ballot(ballot.id, title="Other"),
        ballots.delete_ballot(ballot.id),
        ballots.open_ballot(ballot.id),
        ballots.close_ballot(ballot.id),
        ballots.settle_tie(ballot.id, "By lot"),
        ballots.record_turnout(ballot.id, ["p1"]),
        room.vote(ballot, sector_id="public"),
    ]
    assert {room.refuses(edit).code for edit in edits} == {"workshop_closed"}


def test_how_a_tie_was_settled_is_recorded() -> None:
    room = Room()
    ballot = room.opened()
    assert room.refuses(ballots.settle_tie(ballot.id, "By lot")).code == "ballot_not_closed"
    room.do(room.vote(ballot, 0, sector_id="public"))
    room.do(room.vote(ballot, 1, sector_id="public"))
    room.do(ballots.close_ballot(ballot.id))
    room.do(ballots.settle_tie(ballot.id, " By lot "))
    assert room.ballot(ballot.id).tie_settled == "By lot"
    room.do(ballots.settle_tie(ballot.id, ""))
    assert room.ballot(ballot.id).tie_settled == ""
    room.do(ballots.settle_tie(ballot.id, "", by=TieSettled.CHAIR))
    kept = room.ballot(ballot.id)
    assert (kept.tie_settled, kept.tie_settled_by) == ("decided by the chair", TieSettled.CHAIR)
    room.do(ballots.settle_tie(ballot.id, "Ada chose", by=TieSettled.CHAIR))
    assert room.ballot(ballot.id).tie_settled == "Ada chose"
    scale = room.opened(preset="rating")
    room.do(ballots.close_ballot(scale.id))
    assert room.refuses(ballots.settle_tie(scale.id, "By lot")).code == "no_tie"


# --- papers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("secrecy", [Secrecy.SECRET, Secrecy.SECTOR_ONLY])
def test_a_secret_paper_leaves_no_time_no_undo_and_no_link(secrecy: Secrecy) -> None:
    room = Room(threshold=3)
    ballot = room.opened(secrecy=secrecy)
    sector = "public" if secrecy is Secrecy.SECTOR_ONLY else None
    paper = room.do(room.vote(ballot, sector_id=sector))
    turnout = room.do(ballots.record_turnout(ballot.id, [f"p{each}" for each in range(8)]))
    for transaction in (paper, turnout):
        assert not transaction.timed
        assert not transaction.undoable
    assert paper.touches(Vote)
    assert not paper.touches(Turnout)
    assert not turnout.touches(Vote)
    vote = paper.new(Vote)
    assert (vote.participant_id, vote.group_id, vote.sector_id) == (None, None, sector)
    assert "p3" not in repr(vote)


def test_an_attributed_paper_takes_the_persons_sector_and_can_be_undone_while_the_ballot_runs() -> None:
    room = Room()
    ballot = room.opened(secrecy=Secrecy.ATTRIBUTED)
    paper = room.do(room.vote(ballot, participant_id="p6", comment=" with a but "))
    assert (paper.new(Vote).sector_id, paper.new(Vote).comment) == ("private", "with a but")
    assert paper.label == "enter a paper"
    assert paper.timed
    room.session.undo()
    assert room.workshop.votes_in(ballot.id) == []
    room.session.redo()
    assert len(room.workshop.votes_in(ballot.id)) == 1


def test_undo_takes_no_paper_out_of_a_closed_ballot() -> None:
    room = Room()
    ballot = room.opened(secrecy=Secrecy.ATTRIBUTED)
    room.do(room.vote(ballot, participant_id="p1"))
    room.do(ballots.close_ballot(ballot.id))
    with pytest.raises(DomainError, match="undo_overtaken"):
        room.session.undo()
    assert result_of(room.workshop, ballot.id).valid == 1


def test_papers_of_the_wrong_people_are_refused() -> None:
    room = Room()
    ballot = room.opened(secrecy=Secrecy.ATTRIBUTED)
    room.do(room.vote(ballot, participant_id="p1"))
    refused: dict[str, Mapping[str, Any]] = {
        "duplicate_paper": {"participant_id": "p1"},
        "not_eligible": {"participant_id": "gone"},
        "unknown_record": {"participant_id": "nobody"},
        "sector_mismatch": {"participant_id": "p2", "sector_id": "private"},
        "bad_count": {"participant_id": "p2", "count": 2},
    }
    for code, fields in refused.items():
        assert room.refuses(room.vote(ballot, **fields)).code == code
    assert room.refuses(room.vote(ballot, sector_id="nowhere")).code == "unknown_record"
    assert room.refuses(room.vote(ballot, group_id="nowhere")).code == "unknown_record"


def test_a_paper_that_tells_a_sector_tells_the_persons_own() -> None:
    room = Room()
    room.workshop.apply([Change(None, Participant(id="p8", name="Resident", attended=True))])
    ballot = room.opened(secrecy=Secrecy.ATTRIBUTED)
    vote = room.do(room.vote(ballot, participant_id="p2", sector_id="public")).new(Vote)
    assert (vote.sector_id, vote.comment, vote.count, vote.spoilt) == ("public", "", 1, False)
    assert room.refuses(room.vote(ballot, participant_id="p8", sector_id="public")).code == "sector_mismatch"
    assert room.do(room.vote(ballot, participant_id="p8")).new(Vote).sector_id is None


def test_marks_stand_in_the_ballots_order_which_is_not_that_of_ids() -> None:
    room = Room()
    ballot = room.opened(preset="approval", options=[ballots.option(str(number)) for number in range(12)])
    ids = [option.id for option in ballot.options]
    assert ids != sorted(ids)
    vote = room.do(ballots.cast_vote(ballot.id, dict.fromkeys(reversed(ids), 1))).new(Vote)
    assert list(vote.choices) == ids
    assert room.refuses(ballots.cast_vote(ballot.id, {"nuts": 1, ids[0]: 1})).code == "unknown_option"


def test_each_table_has_one_paper() -> None:
    room = Room()
    ballot = room.opened(preset="ranking by group")
    order = {option.id: place for place, option in enumerate(ballot.options, start=1)}
    room.do(ballots.cast_vote(ballot.id, order, group_id="A"))
    assert room.refuses(ballots.cast_vote(ballot.id, order, group_id="A")).code == "duplicate_paper"
    assert room.refuses(ballots.cast_vote(ballot.id, order, group_id="C")).code == "not_eligible"
    assert room.refuses(ballots.cast_vote(ballot.id, order)).code == "group_missing"
    room.do(ballots.record_turnout(ballot.id, ["A"]))
    assert result_of(room.workshop, ballot.id).turnout == 1


def test_hands_are_counted_and_never_more_than_there_are_people() -> None:
    room = Room(threshold=3)
    ballot = room.opened()
    hands = room.do(room.vote(ballot, 0, sector_id="private", count=3))
    assert hands.label == "enter a show of hands"
    error = room.refuses(room.vote(ballot, 0, sector_id="private"))
    assert (error.code, error.values["papers"], error.values["eligible"]) == ("more_papers_than_eligible", 4, 3)
    assert error.values["sector_id"] == "private"
    room.do(room.vote(ballot, 1, sector_id="public", count=5))
    error = room.refuses(room.vote(ballot, 1, group_id="A"))
    assert (error.code, error.values["papers"], error.values["eligible"]) == ("more_papers_than_eligible", 9, 8)
    secret = room.opened(secrecy=Secrecy.SECRET)
    assert room.refuses(room.vote(secret, 0, count=2)).code == "hands_in_secret_ballot"


def test_a_spoilt_paper_takes_its_voters_place() -> None:
    room = Room()
    ballot = room.opened(secrecy=Secrecy.SECRET)
    for _ in range(8):
        room.do(room.vote(ballot, None, spoilt=True))
    assert room.refuses(room.vote(ballot)).code == "more_papers_than_eligible"
    room.do(ballots.close_ballot(ballot.id))
    found = result_of(room.workshop, ballot.id)
    assert (found.cast, found.spoilt, found.valid) == (8, 8, 0)


def test_turnout_is_kept_in_the_order_of_the_list_not_of_voting() -> None:
    room = Room(threshold=3)
    ballot = room.opened(secrecy=Secrecy.SECRET)
    room.do(ballots.record_turnout(ballot.id, ["p5", "p0", "p3"]))
    turnout = room.workshop.turnout_of(ballot.id)
    assert turnout is not None
    assert turnout.participant_ids == ("p0", "p3", "p5")
    assert room.refuses(ballots.record_turnout(ballot.id, ["p1", "p3"])).code == "already_recorded"
    assert room.refuses(ballots.record_turnout(ballot.id, ["nobody"])).code == "unknown_record"
    assert room.refuses(ballots.record_turnout(room.new().id, ["p1"])).code == "ballot_is_draft"
    assert room.do(ballots.record_turnout(ballot.id, [])).changes == ()
    room.do(ballots.close_ballot(ballot.id))
    room.do(ballots.record_turnout(ballot.id, ["p7", "p1", "p2"]))
    assert result_of(room.workshop, ballot.id).turnout == 6
    assert room.refuses(ballots.change_ballot(ballot.id, title="Other")).code == "ballot_locked"


def test_names_that_would_tell_wait_until_the_ballot_closes() -> None:
    room = Room(threshold=3)
    ballot = room.opened(secrecy=Secrecy.SECRET)
    room.do(room.vote(ballot))
    for few in (["p1"], ["p1", "p2"], [f"p{each}" for each in range(6)]):
        # Six of eight leave two: the next paper would be one of theirs.
        assert not turnout_can_be_recorded(room.workshop, ballot, few)
        assert turnout_can_be_recorded(room.workshop, ballot, few, closing=True)
        error = room.refuses(ballots.record_turnout(ballot.id, few))
        assert (error.code, error.values["waiting"], error.values["least"]) == ("turnout_waits", len(few), 3)
    closing = room.do(ballots.close_ballot(ballot.id, ["p2"]))
    assert closing.touches(Ballot, Turnout)
    assert not closing.touches(Vote)
    assert not closing.undoable
    assert result_of(room.workshop, ballot.id).turnout == 1


def test_few_names_after_others_would_tell_whose_papers_came_last() -> None:
    room = Room(threshold=3)
    ballot = room.opened(secrecy=Secrecy.SECRET)
    room.do(ballots.record_turnout(ballot.id, ["p0", "p1", "p2"]))
    assert room.refuses(ballots.close_ballot(ballot.id, ["p3"])).code == "turnout_would_tell"
    room.do(ballots.close_ballot(ballot.id))
    assert room.refuses(ballots.record_turnout(ballot.id, ["p3"])).code == "turnout_would_tell"


def test_where_papers_name_sectors_each_sector_is_a_lot_of_its_own() -> None:
    room = Room(threshold=3)
    ballot = room.opened()
    assert room.refuses(ballots.record_turnout(ballot.id, ["p0", "p1", "p2", "p3", "p5"])).code == "turnout_waits"
    room.do(ballots.record_turnout(ballot.id, ["p5", "p6", "p7"]))
    attributed = room.opened(secrecy=Secrecy.ATTRIBUTED)
    room.do(ballots.record_turnout(attributed.id, ["p0"]))


def test_a_consent_round_from_start_to_end() -> None:
    room = Room()
    ballot = room.opened(preset="consent round", options=[ballots.option("Publish it every quarter")])
    for number in range(8):
        room.do(ballots.cast_vote(ballot.id, {ballot.options[0].id: 2 if number else 1}, participant_id=f"p{number}"))
    assert result_of(room.workshop, ballot.id).options == ()
    assert result_of(room.workshop, ballot.id, provisional=True).options[0].frequencies == {0: 0, 1: 1, 2: 7}
    room.do(ballots.close_ballot(ballot.id))
    found = result_of(room.workshop, ballot.id)
    assert (found.verdict, found.turnout, found.eligible) == (Verdict.PASSED, 8, 8)
    # Three private papers are too few to show, and the public ones would give them away.
    assert (found.sectors, found.hidden_sectors) == ((), ("public", "private"))


def test_long_titles_are_shortened_in_labels() -> None:
    long = "Which of the needs and opportunities that we heard about matter most to you?"
    assert short_title("Which needs?") == "“Which needs?”"
    assert short_title(long) == "“Which of the needs and opportunities…”"
    assert len(short_title("x" * 500)) <= 43
    transaction = Room().do(ballots.new_ballot(long, preset="rating"))
    assert transaction.label == "make the ballot “Which of the needs and opportunities…”"


# --- any sequence of papers -------------------------------------------------------------------------------------

attempts = st.lists(
    st.tuples(
        st.sampled_from(("public", "private", None)),
        st.sampled_from((None, "p1", "p6", "gone")),
        st.integers(-1, 6),
        st.integers(-1, 3),
        st.booleans(),
    ),
    max_size=15,
)


@given(st.sampled_from(Secrecy), attempts)
def test_whatever_is_tried_the_papers_that_are_in_keep_every_rule(secrecy: Secrecy, tries: Any) -> None:
    room = Room(threshold=3)
    ballot = room.opened(secrecy=secrecy)
    for sector, person, count, dots, spoilt in tries:
        edit = ballots.cast_vote(
            ballot.id,
            {ballot.options[0].id: dots},
            sector_id=sector,
            participant_id=person,
            count=count,
            spoilt=spoilt,
        )
        with contextlib.suppress(DomainError):
            room.do(edit)
    votes = room.workshop.votes_in(ballot.id)
    assert sum(vote.count for vote in votes) <= 8
    for sector, most in (("public", 5), ("private", 3)):
        assert sum(vote.count for vote in votes if vote.sector_id == sector) <= most
    named = [vote.participant_id for vote in votes if vote.participant_id]
    assert len(named) == len(set(named))
    assert "gone" not in named
    for vote in votes:
        assert vote.count >= 1
        assert set(vote.choices.values()) <= {0, 1}
        assert secrecy is Secrecy.ATTRIBUTED or vote.participant_id is None
        assert secrecy is not Secrecy.SECRET or (vote.sector_id, vote.count) == (None, 1)
        assert secrecy is not Secrecy.SECTOR_ONLY or vote.sector_id is not None
        assert not (vote.spoilt and vote.choices)
