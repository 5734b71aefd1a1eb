"""Papers, names and room side by side: a paper too many is found before the result is on the wall, or never."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.ballot_box import BallotBox
from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.model import Participant, Secrecy, Vote
from lsp_workshop.domain.reconciliation import ComingsAndGoings, Counts, comings_and_goings, reconcile
from lsp_workshop.domain.transaction import Change
from lsp_workshop.domain.workshop import Workshop
from tests.domain.test_ballot_edits import Room


def change(room: Room, person_id: str, **fields: object) -> None:
    person = room.workshop.get(Participant, person_id)
    room.workshop.apply([Change(person, dataclasses.replace(person, **fields))])  # type: ignore[arg-type]


def test_who_came_and_who_went_since_the_ballot_opened() -> None:
    room = Room()
    ballot = room.opened()
    assert comings_and_goings(room.workshop, ballot) == ComingsAndGoings((), ())
    change(room, "ill", attended=True)
    change(room, "p3", left="15:00")
    found = comings_and_goings(room.workshop, ballot)
    assert (found.arrived, found.left, found.arrived_ids, found.left_ids) == (1, 1, ("ill",), ("p3",))
    elsewhere = dataclasses.replace(ballot, eligible_ids=None)
    assert comings_and_goings(room.workshop, elsewhere) == ComingsAndGoings((), ())


def test_a_table_that_came_or_went() -> None:
    room = Room()
    ballot = room.opened(preset="ranking by group")
    change(room, "ill", attended=True, group_id="C")
    for number in range(0, 8, 2):
        change(room, f"p{number}", left="15:00")
    assert comings_and_goings(room.workshop, ballot) == ComingsAndGoings(("C",), ("B",))


def test_papers_names_and_room_in_numbers() -> None:
    room = Room(threshold=3)
    ballot = room.opened()
    for number in range(4):
        room.do(room.vote(ballot, None if number == 3 else 0, sector_id="public", spoilt=number == 3))
    room.do(ballots.record_turnout(ballot.id, ["p5", "p6", "p7"]))
    change(room, "p0", left="15:00")
    found = reconcile(room.workshop, ballot, ["p1"])
    assert found.everybody == Counts(4, 4, 8, 7)
    assert found.spoilt == 1
    assert found.sectors == (Counts(4, 1, 5, 4, "public"), Counts(0, 3, 3, 3, "private"))
    told = [(each.code, each.values.get("sector_id")) for each in found.findings]
    assert told == [
        ("papers_and_names_differ", "public"),
        ("papers_and_names_differ", "private"),
        ("papers_missing", None),
    ]
    assert not any(each.refuses for each in found.findings)


def test_more_papers_than_people_who_could_have_given_them() -> None:
    room = Room()
    ballot = room.opened(secrecy=Secrecy.SECRET)
    for _ in range(8):
        room.do(room.vote(ballot))
    change(room, "p0", left="before")
    found = reconcile(room.workshop, ballot)
    assert found.sectors == ()
    assert [(each.code, dict(each.values)) for each in found.findings] == [
        ("more_papers_than_people", {"papers": 8, "people": 7})
    ]


votes = st.builds(
    Vote,
    id=st.integers(0, 5).map(str),
    ballot_id=st.just("b"),
    sector_id=st.sampled_from((None, "public")),
    group_id=st.sampled_from((None, "A")),
    participant_id=st.sampled_from((None, "p1", "p2")),
    count=st.integers(1, 4),
    spoilt=st.booleans(),
)


@given(st.lists(st.tuples(st.booleans(), votes)))
def test_what_is_in_the_box_is_kept_up_whatever_comes_and_goes(steps: list[tuple[bool, Vote]]) -> None:
    """The running count is what the room reads: it must not drift from the papers."""
    workshop = Workshop()
    workshop.box_of("b")
    for comes, vote in steps:
        old = workshop.find(Vote, vote.id)
        if comes or old is None:
            workshop.apply([Change(old, vote)])
        else:
            workshop.apply([Change(old, None)])
    box, fresh = workshop.box_of("b"), BallotBox.of(workshop.votes_in("b"))
    assert (box.papers, box.spoilt, box.loose) == (fresh.papers, fresh.spoilt, fresh.loose)
    for name in ("by_sector", "by_group", "participants", "groups"):
        assert +getattr(box, name) == getattr(fresh, name)
