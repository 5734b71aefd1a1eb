"""What a facilitator is told when something is refused: with a room waiting, a sentence that names the wrong option,
or "(value)" where a number should be, is worse than none."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.hands import Hands, Mismatch, hands_check
from lsp_workshop.domain.model import (
    Ballot,
    BallotRules,
    Group,
    Method,
    Participant,
    ScalePoint,
    Secrecy,
    Vote,
    VoterUnit,
)
from lsp_workshop.domain.presets import PRESETS
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.voting import check_paper, check_papers
from lsp_workshop.messages import sentence
from tests.domain.test_ballot_edits import Room
from tests.domain.voting_cases import OPTIONS, SECTORS, ballot, papers

TITLE: dict[str, object] = {"title": "Which?"}
LIMITED = BallotRules(dots_per_voter=4, max_per_option=2)
FULL: dict[str, Any] = {"eligible": 20, "eligible_by_sector": dict.fromkeys(SECTORS, 5)}
ATTRIBUTED: dict[str, Any] = {"secrecy": Secrecy.ATTRIBUTED}
SECRET: dict[str, Any] = {"secrecy": Secrecy.SECRET}

PAPERS: list[tuple[Ballot, dict[str, Any], dict[str, object], str]] = [
    (
        ballot(Method.DOTS),
        {"choices": {"nuts": 1}},
        {"option_id": "nuts", **TITLE},
        "The ballot “Which?” has no option “nuts”.",
    ),
    (
        ballot(Method.DOTS),
        {"choices": {"pears": 0.5}},
        {"option": "Pears", "value": 0.5},
        "“Pears” has 0.5, which is not a whole number.",
    ),
    (
        ballot(Method.DOTS),
        {"choices": {"pears": -1}},
        {"option": "Pears", "value": -1},
        "“Pears” has -1 dots; it cannot have fewer than none.",
    ),
    (
        ballot(Method.DOTS, rules=LIMITED),
        {"choices": {"apples": 1, "pears": 3}},
        {"option": "Pears", "value": 3, "maximum": 2},
        "3 dots on “Pears”; at most 2 may go on one option.",
    ),
    (
        ballot(Method.DOTS, rules=LIMITED),
        {"choices": {"apples": 2, "pears": 2, "figs": 1}},
        {"placed": 5, "dots": 4},
        "5 dots on one paper; each has 4.",
    ),
    (
        ballot(Method.SCALE),
        {"choices": {**dict.fromkeys(OPTIONS, 1), "plums": 6}},
        {"option": "Plums", "value": 6, "allowed": [1, 2, 3, 4, 5]},
        "“Plums” has 6, which is not on the scale: choose one of 1, 2, 3, 4, 5.",
    ),
    (
        ballot(Method.SCALE),
        {"choices": {"pears": 5}},
        {"options": ["Apples", "Plums", "Figs"]},
        "Every line needs an answer; still open: Apples, Plums, Figs.",
    ),
    (
        ballot(Method.RANKING),
        {"choices": {}},
        {"options": ["Apples", "Pears", "Plums", "Figs"]},
        "Every line needs an answer; still open: Apples, Pears, Plums, Figs.",
    ),
    (
        ballot(Method.RANKING),
        {"choices": {"apples": 1, "pears": 5}},
        {"option": "Pears", "value": 5, "highest": 4},
        "“Pears” has place 5; places go from 1 to 4.",
    ),
    (
        ballot(Method.RANKING),
        {"choices": {"apples": 1, "pears": 2, "figs": 2}},
        {"value": 2, "options": ["Pears", "Figs"]},
        "Place 2 is given twice: to Pears, Figs.",
    ),
    (
        ballot(Method.RANKING, rules=BallotRules(rank_all=True)),
        {"choices": {"plums": 1, "pears": 2}},
        {"options": ["Apples", "Figs"]},
        "Every option needs its place; still open: Apples, Figs.",
    ),
    (
        ballot(Method.RANKING),
        {"choices": {"pears": 2}},
        {"missing": 1},
        "Nothing has place 1: give the places without a gap.",
    ),
    (
        ballot(Method.RANKING),
        {"choices": {"apples": 1, "pears": 2, "figs": 4}},
        {"missing": 3},
        "Nothing has place 3: give the places without a gap.",
    ),
    (
        ballot(Method.DOTS),
        {"choices": {"apples": 1}, "spoilt": True},
        TITLE,
        "A spoilt paper has no marks: clear them, or count the paper as good.",
    ),
    (
        ballot(Method.DOTS),
        {"participant_id": "p"},
        {"field": "participant_id", "secrecy": "sector_only", **TITLE},
        "A paper of the ballot “Which?” must not say whose it is: leave “participant_id” out.",
    ),
    (
        ballot(Method.DOTS, **SECRET),
        {"sector_id": "s"},
        {"field": "sector_id", "secrecy": "secret", **TITLE},
        "A paper of the ballot “Which?” must not say whose it is: leave “sector_id” out.",
    ),
    (
        ballot(Method.DOTS, **SECRET),
        {"group_id": "g"},
        {"field": "group_id", "secrecy": "secret", **TITLE},
        "A paper of the ballot “Which?” must not say whose it is: leave “group_id” out.",
    ),
    (
        ballot(Method.DOTS),
        {"sector_id": "s", "group_id": "g"},
        {"field": "group_id", "secrecy": "sector_only", **TITLE},
        "A paper of the ballot “Which?” must not say whose it is: leave “group_id” out.",
    ),
    (
        ballot(Method.DOTS),
        {"count": 0},
        {"count": 0, "one_voter": False},
        "0 cannot be the count of one paper: give 1, or for hands a whole number from 1.",
    ),
    (
        ballot(Method.DOTS, **ATTRIBUTED),
        {"count": 2, "participant_id": "p"},
        {"count": 2, "one_voter": True},
        "2 cannot be the count of one paper: give 1, or for hands a whole number from 1.",
    ),
    (
        ballot(Method.DOTS, voter_unit=VoterUnit.GROUP, **ATTRIBUTED),
        {"count": 2, "group_id": "g"},
        {"count": 2, "one_voter": True},
        "2 cannot be the count of one paper: give 1, or for hands a whole number from 1.",
    ),
    (
        ballot(Method.DOTS, **SECRET),
        {"count": 3},
        {"count": 3, **TITLE},
        "Hands cannot be counted in the secret ballot “Which?”: enter papers.",
    ),
    (
        ballot(Method.DOTS, **FULL),
        {},
        {"known": list(SECTORS), **TITLE},
        f"Which sector is this paper from? Choose one of {', '.join(SECTORS)}.",
    ),
    (
        ballot(Method.DOTS, voter_unit=VoterUnit.GROUP, **ATTRIBUTED),
        {},
        TITLE,
        "Which table is this paper from? Choose it first.",
    ),
]


@pytest.mark.parametrize(("a_ballot", "paper", "values", "said"), PAPERS, ids=map(str, range(len(PAPERS))))
def test_a_refused_paper_says_what_is_wrong_with_it(
    a_ballot: Ballot, paper: dict[str, Any], values: Mapping[str, object], said: str
) -> None:
    with pytest.raises(DomainError) as caught:
        check_paper(a_ballot, **{"choices": {}, **paper})
    assert dict(caught.value.values) == values
    assert sentence(caught.value) == said


def test_papers_that_do_not_go_together_say_whose_and_how_many() -> None:
    attributed = ballot(Method.DOTS, **ATTRIBUTED, **FULL)
    tables = ballot(Method.RANKING, voter_unit=VoterUnit.GROUP, **ATTRIBUTED, **FULL)
    twice = [Vote(id=str(number), ballot_id="b", participant_id="p1", group_id="g1") for number in range(2)]
    cases: list[tuple[Ballot, list[Vote], dict[str, object], str]] = [
        (
            attributed,
            twice,
            {"voter_id": "p1", "voter_unit": "participant", **TITLE},
            "There is a paper from this participant already (p1); each has one.",
        ),
        (
            tables,
            twice,
            {"voter_id": "g1", "voter_unit": "group", **TITLE},
            "There is a paper from this group already (g1); each has one.",
        ),
        (
            attributed,
            papers([{}] * 7, count=3),
            {"papers": 21, "eligible": 20, "sector_id": None, **TITLE},
            "21 papers are more than may vote: 20.",
        ),
        (
            attributed,
            papers([{}] * 3, [SECTORS[1]], count=2),
            {"papers": 6, "eligible": 5, "sector_id": SECTORS[1], **TITLE},
            f"6 papers are more than may vote in “{SECTORS[1]}”: 5.",
        ),
        (
            attributed,
            papers([{}], ["elsewhere"]),
            {"papers": 1, "eligible": 0, "sector_id": "elsewhere", **TITLE},
            "1 papers are more than may vote in “elsewhere”: 0.",
        ),
    ]
    for a_ballot, votes, values, said in cases:
        with pytest.raises(DomainError) as caught:
            check_papers(a_ballot, votes)
        assert dict(caught.value.values) == values
        assert sentence(caught.value) == said


def test_tables_papers_are_not_counted_against_sectors() -> None:
    """A table has no sector: its paper may name any, or a whole file from elsewhere would be refused."""
    tables = ballot(Method.RANKING, voter_unit=VoterUnit.GROUP, **ATTRIBUTED, **FULL)
    check_papers(tables, [Vote(id="v", ballot_id="b", group_id="g", sector_id="elsewhere")])
    check_papers(ballot(Method.DOTS, eligible_by_sector=None), papers([{}] * 30, SECTORS))


def told(room: Room, edit: Edit, **values: object) -> str:
    """The sentence of a refusal, after looking whether it has these values and no others."""
    error = room.refuses(edit)
    assert dict(error.values) == values
    return sentence(error)


def test_a_ballot_that_cannot_be_made_says_why() -> None:
    room = Room()
    made = room.new()
    know = list(PRESETS)
    title = "Which fruit?"

    def new(**fields: Any) -> Edit:
        return ballots.new_ballot(title, **{"preset": "rating", **fields})

    said = told(room, new(preset="guessing"), preset="guessing", known=know)
    assert said == f"There is no kind of ballot called “guessing”; there are: {', '.join(know)}."
    said = told(room, new(preset=None), known=list(Method))
    assert said == "Say how to vote: dots, scale, consent, ranking."
    same = [made.options[0], made.options[0]]
    said = told(room, new(options=same), option_id=same[0].id, label="Apples")
    assert said == "“Apples” is there twice: take one of them out."
    rules: list[tuple[dict[str, Any], str, object]] = [
        ({"rules": BallotRules(dots_per_voter=0)}, "dots_per_voter", 0),
        ({"rules": BallotRules(max_per_option=-1)}, "max_per_option", -1),
        ({"rules": BallotRules(accept_from=9)}, "accept_from", 9),
        ({"rules": BallotRules(support_from=0)}, "support_from", 0),
        ({"scale": [ScalePoint(value=1, label=each) for each in "ab"]}, "scale", [1, 1]),
    ]
    for fields, rule, value in rules:
        said = told(room, new(**fields), rule=rule, value=value)
        shown = "1, 1" if rule == "scale" else value
        assert said == f"{shown} does not work as a rule here ({rule}): choose another value."
    for edit in (ballots.new_ballot(" ", preset="rating"), ballots.change_ballot(made.id, title=" ")):
        assert told(room, edit, noun="ballot", field="title") == "The ballot has no words yet: type something first."
    for edit in (new(options=[ballots.option(" ")]), ballots.change_ballot(made.id, options=[ballots.option(" ")])):
        assert told(room, edit, noun="ballot", field="option") == "The ballot has no words yet: type something first."


def test_a_ballot_that_cannot_go_on_says_why() -> None:
    room = Room(threshold=3)
    title = {"title": "Which fruit?"}
    draft = room.new()
    empty = room.new(options=[])
    bare = room.new(preset=None, method=Method.SCALE)
    said = told(room, ballots.open_ballot(empty.id), **title)
    assert said == "The ballot “Which fruit?” has no options yet: add at least one."
    assert (
        told(room, ballots.open_ballot(bare.id), **title) == "The ballot “Which fruit?” has no scale yet: give it one."
    )
    assert told(room, ballots.close_ballot(draft.id), **title, status="draft") == (
        "The ballot “Which fruit?” is not open; it is draft."
    )
    assert told(room, ballots.record_turnout(draft.id, ["p1"]), **title) == (
        "The ballot “Which fruit?” is not open yet: open it first."
    )
    made = room.opened()
    already = "The ballot “Which fruit?” is open already: this cannot change any more."
    for edit in (
        ballots.open_ballot(made.id),
        ballots.delete_ballot(made.id),
        ballots.change_ballot(made.id, secrecy=Secrecy.SECRET),
    ):
        assert told(room, edit, **title, status="open") == already
    assert told(room, ballots.settle_tie(made.id, "By lot"), **title, status="open") == (
        "The ballot “Which fruit?” is not closed yet: close it before a decision rests on it."
    )
    room.do(room.vote(made, sector_id="public"))
    assert told(room, ballots.change_ballot(made.id, title="Other"), **title) == (
        "The ballot “Which fruit?” has votes: make a new one in its place to change it."
    )
    untouched = room.opened()
    for each in (made, untouched):
        room.do(ballots.close_ballot(each.id))
    not_open = "The ballot “Which fruit?” is not open; it is closed."
    assert told(room, room.vote(made, sector_id="public"), **title, status="closed") == not_open
    assert told(room, ballots.change_ballot(untouched.id, title="Other"), **title, status="closed") == not_open
    rating = room.opened(preset="rating")
    room.do(ballots.close_ballot(rating.id))
    said = told(room, ballots.settle_tie(rating.id, "By lot"), **title)
    assert said == "There is no tie in “Which fruit?” to settle."
    for person in room.workshop.all(Participant):
        room.workshop.apply([Change(person, None)])
    assert told(room, ballots.open_ballot(draft.id), **title, voter_unit="participant") == (
        "Nobody may vote in “Which fruit?” yet: tick who is here first."
    )


def test_a_paper_of_the_wrong_person_says_whose() -> None:
    room = Room(threshold=3)
    title = {"title": "Which fruit?"}
    made = room.opened(**ATTRIBUTED)
    room.do(room.vote(made, participant_id="p1"))
    said = told(room, room.vote(made, participant_id="p1"), voter_id="p1", voter_unit="participant", **title)
    assert said == "There is a paper from this participant already (p1); each has one."
    said = told(room, room.vote(made, participant_id="gone"), voter_id="gone", name="Gone", **title)
    assert said == "Gone was not on the list of voters when the ballot “Which fruit?” opened."
    said = told(room, room.vote(made, participant_id="p2", sector_id="private"), name="Person 2", sector_id="private")
    assert said == "Person 2 belongs to another sector than “private”."
    room.do(ballots.record_turnout(made.id, ["p3"]))
    said = told(room, ballots.record_turnout(made.id, ["p3"]), name="Person 3")
    assert said == "Person 3 has been noted as having voted already."
    tables = room.opened(preset="ranking by group")
    order = {option.id: place for place, option in enumerate(tables.options, start=1)}
    name = room.workshop.group_name(room.workshop.get(Group, "C"))
    said = told(room, ballots.cast_vote(tables.id, order, group_id="C"), voter_id="C", name=name, **title)
    assert said == f"{name} was not on the list of voters when the ballot “Which fruit?” opened."
    named = room.workshop.get(Group, "C")
    room.workshop.apply([Change(named, dataclasses.replace(named, name="Harbour"))])
    told(room, ballots.record_turnout(tables.id, ["C"]), voter_id="C", name="Harbour", **title)


def test_names_that_have_to_wait_say_how_many_and_for_how_many() -> None:
    room = Room(threshold=4)
    made = room.opened(**SECRET)
    said = told(room, ballots.record_turnout(made.id, ["p1", "p2"]), waiting=2, least=4, title="Which fruit?")
    assert said == (
        "So few names (2), or so few left for later, would tell whose papers are whose in “Which fruit?”: they were "
        "not noted. Give 4 or more of a kind at a time, or all names at once, or give them when the ballot is closed: "
        "of a kind of which none was noted before, any number may be noted then."
    )
    room.do(ballots.record_turnout(made.id, ["p0", "p1", "p2", "p3"]))
    said = told(room, ballots.close_ballot(made.id, ["p4"]), waiting=1, least=4, title="Which fruit?")
    assert said == (
        "So few names (1) after others would tell whose papers came last in “Which fruit?”: they were not noted. "
        "Give 4 or more of a kind at once, or leave them out."
    )


def test_papers_without_a_sector_are_as_many_as_people_without_one() -> None:
    room = Room(threshold=3)
    for number in range(3):
        room.workshop.apply([Change(None, Participant(id=f"r{number}", name=f"Resident {number}", attended=True))])
    made = room.opened()
    assert made.eligible_by_sector == {"public": 5, "private": 3}
    for _ in range(3):
        room.do(room.vote(made))
    said = told(room, room.vote(made), papers=4, eligible=3, title="Which fruit?")
    assert said == "4 papers without a sector; only 3 people of “Which fruit?” have such papers."
    room.do(room.vote(made, sector_id="private"))


def test_hands_that_cannot_be_right_say_which_and_why() -> None:
    room = Room(threshold=3)
    made = room.opened()
    first = made.options[0]
    wrong = [
        Hands("nuts", 1, 1, "public"),
        Hands(first.id, 2, 4, "public"),
        Hands(first.id, 1, -1, "public"),
        Hands(first.id, 1, 0, "public"),
        Hands(first.id, 3, 0, "public"),
    ]
    findings = (
        Mismatch("unknown_option", {"option_id": "nuts", "title": "Which fruit?"}, refuses=True, line=0),
        Mismatch("bad_count", {"count": 2}, refuses=True, line=1),
        Mismatch("bad_count", {"count": -1}, refuses=True, line=2),
        Mismatch("bad_count", {"count": 3}, refuses=True, line=4),
    )
    assert hands_check(room.workshop, made, wrong) == findings
    said = told(room, ballots.cast_hands(made.id, wrong), findings=findings, lines=4, title="Which fruit?")
    assert said == "Nothing was entered in “Which fruit?”: 4 of the counts cannot be right; correct them first."
    consent = room.opened(preset="consent round", options=[ballots.option("Publish it")])
    assert hands_check(
        room.workshop, consent, [Hands(consent.options[0].id, 0, 0), Hands(consent.options[0].id, 7, 1)]
    ) == (
        Mismatch(
            "value_not_on_scale",
            {"option": "Publish it", "value": 7, "allowed": [0, 1, 2]},
            refuses=True,
            line=1,
        ),
    )
    ranking = room.opened(preset="ranking by person")
    assert hands_check(room.workshop, ranking, []) == (
        Mismatch("hands_not_for_this", {"title": "Which fruit?"}, refuses=True),
    )
