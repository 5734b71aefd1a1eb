"""What voters wrote on their papers: theirs to be read, and no way round what a sector must not show."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import (
    Ballot,
    BallotRules,
    BallotStatus,
    Method,
    Organisation,
    Participant,
    Secrecy,
    Sector,
    Vote,
    VoterUnit,
    WorkshopDetails,
)
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.voting import Comment, comments_of, result_of
from lsp_workshop.domain.workshop import Workshop
from tests.domain.reading import said
from tests.domain.voting_cases import ballot, scale

OPEN_VOTE: dict[str, Any] = {
    "options": 1,
    "secrecy": Secrecy.ATTRIBUTED,
    "rules": BallotRules(allow_blank=True),
    "scale": scale(1, 2, 3),
}
BODIES = ("public", "private", "voluntary")
FRAMEWORK = Framework("", (), (), (), (), (), (), (), ())


def room(a_ballot: Ballot, marks: Sequence[Sequence[int | None]]) -> Workshop:
    """Three sectors of people, with what each gave the only option; the first of each sector wrote a comment."""
    records: list[Any] = [WorkshopDetails(id="workshop", title="Day", small_group_threshold=3), a_ballot]
    for place, (body, given) in enumerate(zip(BODIES, marks, strict=True)):
        records.append(Sector(id=body, name=body.title(), order=place))
        records.append(Organisation(id=f"o-{body}", name=f"{body.title()} body", sector_id=body))
        for number, mark in enumerate(given):
            person = f"{body}{number}"
            records.append(
                Participant(
                    id=person,
                    name=f"Cllr {person}",
                    role=f"Member {person}",
                    organisation_id=f"o-{body}",
                    attended=True,
                    named_in_record=True,
                )
            )
            records.append(
                Vote(
                    id=f"v-{person}",
                    ballot_id="b",
                    participant_id=person,
                    sector_id=body,
                    choices={} if mark is None else {"apples": mark},
                    comment=f"Said by {body}" if number == 0 else "",
                )
            )
    return Workshop(records)


SHOWN = ((1, 2, 3, 3), (3, 3, 3, 3), (3, 2, 2, 2))
ONE_ITEM_HIDDEN = ((1, None, None, None), (3, 3, 3, 3), (3, 2, 2, 2))


def test_an_open_vote_tells_who_said_what_and_how_they_voted() -> None:
    workshop = room(ballot(Method.SCALE, **OPEN_VOTE), SHOWN)
    assert comments_of(workshop, "b")[1] == Comment("Said by public", "public0", None, 1)
    assert "Said by public — Cllr public0: 1" in said(printable_record(workshop, FRAMEWORK))


def test_a_sector_hidden_for_one_item_is_not_read_out_of_its_comments() -> None:
    """Otherwise "I object — Cllr X: 1" prints the only rating of a sector whose ratings are hidden."""
    workshop = room(ballot(Method.SCALE, **OPEN_VOTE), ONE_ITEM_HIDDEN)
    hidden = set(result_of(workshop, "b").options[0].hidden_sectors)
    assert "public" in hidden
    told = {each.text: each.participant_id for each in comments_of(workshop, "b")}
    assert told["Said by public"] is None
    assert set(told) == {f"Said by {body}" for body in BODIES}
    for body in BODIES:
        assert told[f"Said by {body}"] == (None if body in hidden else f"{body}0")
    words = said(printable_record(workshop, FRAMEWORK))
    assert "Said by public" in words
    assert "Said by public —" not in words


def test_the_public_version_links_no_comment_to_a_voter_or_a_vote() -> None:
    """Otherwise a role in the public record tells how its only holder voted."""
    workshop = room(ballot(Method.SCALE, **OPEN_VOTE), SHOWN)
    words = said(printable_record(workshop, FRAMEWORK, public=True))
    assert all(f"Said by {body}" in words.splitlines() for body in BODIES)
    assert "Member public0, Public body: 1" not in words


def test_papers_of_other_votes_and_spoilt_papers_name_nobody() -> None:
    workshop = room(ballot(Method.SCALE, **{**OPEN_VOTE, "secrecy": Secrecy.SECTOR_ONLY}), SHOWN)
    assert {(each.participant_id, each.value) for each in comments_of(workshop, "b")} == {(None, None)}
    workshop = room(ballot(Method.SCALE, **OPEN_VOTE), SHOWN)
    spoilt = [
        dataclasses.replace(each, spoilt=True, choices={}) if isinstance(each, Vote) and each.comment else each
        for each in workshop.records()
    ]
    assert {(each.participant_id, each.value) for each in comments_of(Workshop(spoilt), "b")} == {(None, None)}


def test_a_ballot_that_is_still_open_keeps_its_comments() -> None:
    """Otherwise who votes late reads what the others think."""
    workshop = room(ballot(Method.SCALE, status=BallotStatus.OPEN, **OPEN_VOTE), SHOWN)
    assert comments_of(workshop, "b") == ()


def day(a_ballot: Ballot, papers: Sequence[Vote]) -> Workshop:
    """Two sectors of four who said nothing and gave a two, and the papers."""
    records: list[Any] = [WorkshopDetails(id="workshop", title="Day", small_group_threshold=3), a_ballot]
    for place, body in enumerate(BODIES[:2]):
        records.append(Sector(id=body, name=body.title(), order=place))
        records.append(Organisation(id=f"o-{body}", name=f"{body.title()} body", sector_id=body))
        silent = dict.fromkeys((option.id for option in a_ballot.options), 2)
        records += [Vote(id=f"{body}{n}", ballot_id="b", sector_id=body, choices=silent) for n in range(4)]
    people = {"Ann": "o-public", "Bob": "o-private", "Cat": "o-public", "Resident": None}
    records += [Participant(id=name, name=name, organisation_id=body, attended=True) for name, body in people.items()]
    return Workshop([*records, *papers])


def paper(number: int, text: str, person: str | None = None, **fields: Any) -> Vote:
    given: dict[str, Any] = {"choices": {"apples": 1}, **fields}
    return Vote(id=f"v{number}", ballot_id="b", comment=text, participant_id=person, **given)


def test_whose_comment_it_is_follows_from_the_paper_and_else_from_the_person() -> None:
    """A paper from elsewhere may not say its sector; one that does is believed, wherever the person belongs now."""
    said_by = [
        paper(0, "Of a sector that shows", "Ann"),
        paper(1, "Of no sector", "Resident"),
        paper(2, "Of somebody unknown", "Nobody"),
        paper(3, "Of a hand"),
        paper(4, "Of a sector that has gone", "Cat", sector_id="gone"),
    ]
    workshop = day(ballot(Method.SCALE, **OPEN_VOTE), said_by)
    shown = [each.sector_id for each in result_of(workshop, "b").sectors]
    assert shown == ["public", "private"]
    assert comments_of(workshop, "b") == (
        Comment("Of a hand"),
        Comment("Of a sector that has gone"),
        Comment("Of a sector that shows", "Ann", None, 1),
        Comment("Of no sector"),
        Comment("Of somebody unknown"),
    )


def test_a_comment_beside_several_options_has_no_mark() -> None:
    """A mark of the first option would be read as that of all of them."""
    two = ballot(Method.SCALE, **{**OPEN_VOTE, "options": 2})
    choices = {"apples": 1, "pears": 3}
    assert comments_of(day(two, [paper(0, "Why?", "Ann", choices=choices, sector_id="public")]), "b") == (
        Comment("Why?", "Ann", None, None),
    )


def test_equal_comments_stand_in_no_order_of_papers() -> None:
    votes = [
        paper(0, "Yes", "Cat"),
        paper(1, "Yes", "Resident"),
        paper(2, "Yes", "Ann"),
        paper(3, "  "),
        paper(4, "No"),
    ]
    found = comments_of(day(ballot(Method.SCALE, **OPEN_VOTE), votes), "b")
    assert [(each.text, each.participant_id) for each in found] == [
        ("No", None),
        ("Yes", None),
        ("Yes", "Ann"),
        ("Yes", "Cat"),
    ]


def test_a_tables_comment_is_the_tables() -> None:
    tables = ballot(Method.SCALE, voter_unit=VoterUnit.GROUP, **OPEN_VOTE)
    votes = [
        paper(0, "Yes", group_id="C"),
        paper(1, "Yes", group_id="A"),
        paper(2, "Yes", group_id="B", spoilt=True, choices={}),
    ]
    assert comments_of(day(tables, votes), "b") == (
        Comment("Yes"),
        Comment("Yes", None, "A", 1),
        Comment("Yes", None, "C", 1),
    )
