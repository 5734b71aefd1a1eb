"""Papers, names and room side by side: a paper too many is found before the result is on the wall, or never."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.ballot_box import BallotBox
from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.model import Participant, Secrecy, Vote
from lsp_workshop.domain.reconciliation import ComingsAndGoings, Counts, comings_and_goings, reconcile
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


def test_nothing_is_said_where_papers_names_and_room_agree() -> None:
    room = Room(threshold=3)
    ballot = room.opened()
    for number in range(8):
        room.do(room.vote(ballot, sector_id="public" if number < 5 else "private"))
    room.do(ballots.record_turnout(ballot.id, [f"p{number}" for number in range(8)]))
    found = reconcile(room.workshop, ballot)
    assert found.findings == ()
    assert found.sectors == (Counts(5, 5, 5, 5, "public"), Counts(3, 3, 3, 3, "private"))


def test_each_finding_tells_its_numbers() -> None:
    """ "31 papers came in, but 30 people are noted": the room counts again by these."""
    room = Room(threshold=3)
    ballot = room.opened()
    for _ in range(4):
        room.do(room.vote(ballot, sector_id="public"))
    told = [(each.code, dict(each.values)) for each in reconcile(room.workshop, ballot, ["p0", "p5"]).findings]
    assert told == [
        ("papers_and_names_differ", {"papers": 4, "noted": 2, "sector_id": None}),
        ("papers_and_names_differ", {"papers": 4, "noted": 1, "sector_id": "public"}),
        ("papers_and_names_differ", {"papers": 0, "noted": 1, "sector_id": "private"}),
        ("papers_missing", {"papers": 4, "people": 8}),
    ]


def test_people_without_a_sector_are_counted_with_those_whose_papers_name_none() -> None:
    room = Room(threshold=3)
    room.workshop.apply([Change(None, Participant(id="p8", name="Resident", attended=True))])
    ballot = room.opened()
    room.do(room.vote(ballot))
    room.do(room.vote(ballot, sector_id="private"))
    room.do(room.vote(ballot, sector_id="public"))
    change(room, "p7", left="15:00")
    found = reconcile(room.workshop, ballot, ["p8", "p6", "p0", "nobody that is known"])
    assert found.everybody == Counts(3, 4, 9, 8)
    assert found.sectors == (Counts(1, 1, 5, 5, "public"), Counts(2, 3, 4, 3, None))


def test_where_no_sector_may_be_named_none_is() -> None:
    """With a threshold of five the three private people's papers name no sector, and so nobody's do."""
    room = Room(threshold=5)
    ballot = room.opened()
    room.do(room.vote(ballot, sector_id="public"))
    assert reconcile(room.workshop, ballot).sectors == ()


def test_a_ballot_from_elsewhere_has_numbers_where_its_file_has_some() -> None:
    room = Room(threshold=3)
    opened = room.opened()
    bare = dataclasses.replace(opened, eligible_ids=None)
    room.workshop.apply([Change(opened, bare)])
    room.do(room.vote(bare, sector_id="public"))
    found = reconcile(room.workshop, bare)
    assert found.everybody == Counts(1, 0, 8, None)
    assert found.sectors == (Counts(1, 0, 5, None, "public"), Counts(0, 0, 3, None, "private"))
    assert found.findings == ()
    unknown = reconcile(room.workshop, dataclasses.replace(bare, eligible=None))
    assert unknown.everybody.eligible is None
    assert [each.sector_id for each in unknown.sectors] == ["public", "private"]


def test_tables_are_counted_as_tables() -> None:
    room = Room()
    ballot = room.opened(preset="ranking by group")
    order = {option.id: place for place, option in enumerate(ballot.options, start=1)}
    room.do(ballots.cast_vote(ballot.id, order, group_id="A"))
    assert reconcile(room.workshop, ballot).everybody == Counts(1, 0, 2, 2)
    for number in range(0, 8, 2):
        change(room, f"p{number}", left="15:00")
    found = reconcile(room.workshop, ballot, ["A"])
    assert (found.everybody, found.sectors, found.findings) == (Counts(1, 1, 2, 1), (), ())


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
