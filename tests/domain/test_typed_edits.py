"""What people type into cells, as edits: names found or made, dates and times as they are written, rows in turn."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from lsp_workshop.documents import bundled_framework
from lsp_workshop.domain import outcomes
from lsp_workshop.domain.edits import agenda, milestones, people, plan, records
from lsp_workshop.domain.edits.event import close_workshop, new_workshop
from lsp_workshop.domain.edits.in_turn import add_row, all_in_turn
from lsp_workshop.domain.edits.names import parse_time, parse_yes_no, several
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import (
    Action,
    AgendaItem,
    Decision,
    Group,
    Milestone,
    Objective,
    Organisation,
    Participant,
    Record,
    Sector,
)
from lsp_workshop.domain.results import Verdict
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop


class Room:
    """A workshop to run edits on, without a file."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.workshop = Workshop(records)
        self._ids = itertools.count(1)

    def do(self, edit: Edit) -> Transaction:
        transaction = edit(self.workshop, Moment("2026-03-12T10:00:00", lambda: f"new{next(self._ids)}"))
        self.workshop.apply(transaction.changes)
        return transaction

    def refused(self, edit: Edit) -> str:
        with pytest.raises(DomainError) as caught:
            self.do(edit)
        return caught.value.code


@pytest.fixture
def room() -> Room:
    return Room(new_workshop(bundled_framework(), title="Day", tables=2))


def test_a_time_is_taken_as_people_write_it() -> None:
    assert [parse_time(text) for text in ("9:15", "9.15", "0915", "9", "16h30", "")] == [
        "09:15", "09:15", "09:15", "09:00", "16:30", "",
    ]  # fmt: skip
    for wrong in ("25:00", "9:75", "noon", "1234567"):
        with pytest.raises(DomainError, match="bad_time"):
            parse_time(wrong)


def test_yes_and_no_have_many_spellings_but_not_any() -> None:
    assert all(parse_yes_no(text) for text in ("Yes", "y", "TRUE", "1", "x", "✓"))
    assert not any(parse_yes_no(text) for text in ("No", "n", "", "0", "-"))
    with pytest.raises(DomainError, match="bad_yes_no"):
        parse_yes_no("perhaps")


def test_several_names_are_each_there_once() -> None:
    assert several(" One; two ;; One ") == ["One", "two"]


def test_a_name_is_found_by_its_only_fit_and_never_guessed(room: Room) -> None:
    for name in ("Helen Garsdale", "Helena Ortiz", "Priya Menon"):
        room.do(people.add_participant(name))
    group = room.workshop.all(Group)[0]
    room.do(people.set_group_person(group.id, "host_id", "men pri"))
    host = room.workshop.get(Participant, room.workshop.get(Group, group.id).host_id or "")
    assert host.name == "Priya Menon"
    assert room.refused(people.set_group_person(group.id, "host_id", "hel")) == "several_fit"
    assert room.refused(people.set_group_person(group.id, "host_id", "Zed")) == "no_such"
    room.do(people.set_group_person(group.id, "host_id", ""))
    assert room.workshop.get(Group, group.id).host_id is None


def test_a_table_is_found_by_label_name_and_noun(room: Room) -> None:
    person = room.do(people.add_participant("Jo")).new(Participant)
    group = room.workshop.all(Group)[1]
    room.do(records.change(Group, group.id, name="Beacon"))
    for words in ("b", "beacon", "Table B"):
        room.do(people.set_group(person.id, ""))
        room.do(people.set_group(person.id, words))
        assert room.workshop.get(Participant, person.id).group_id == group.id


def test_an_organisation_is_made_once_and_its_sector_is_everybodys(room: Room) -> None:
    first = room.do(people.add_participant("Jo")).new(Participant)
    second = room.do(people.add_participant("Al")).new(Participant)
    assert room.refused(people.set_sector(first.id, "Public")) == "no_organisation"
    room.do(people.set_organisation(first.id, "Harbour Trust"))
    room.do(people.set_organisation(second.id, "harbour trust"))
    assert room.workshop.count(Organisation) == 1
    room.do(people.set_sector(first.id, "volun"))
    sector = room.workshop.sector_of(room.workshop.get(Participant, second.id))
    assert sector is not None
    assert sector.id == "voluntary"


def test_no_two_organisations_tables_or_objectives_are_called_the_same(room: Room) -> None:
    one = room.do(people.add_organisation("One")).new(Organisation)
    room.do(people.add_organisation("Two"))
    assert room.refused(people.rename_organisation(one.id, "two")) == "organisation_exists"
    room.do(people.rename_organisation(one.id, "ONE"))
    a, _b = room.workshop.all(Group)
    assert room.refused(people.rename_group(a.id, "b")) == "group_exists"
    first = room.do(plan.add_objective("First")).new(Objective)
    room.do(plan.add_objective("Second"))
    assert room.refused(plan.set_objective_number(first.id, "2")) == "objective_exists"
    assert room.refused(plan.set_objective_number(first.id, "two")) == "bad_number"


def test_here_is_yes_left_or_no(room: Room) -> None:
    person = room.do(people.add_participant("Jo")).new(Participant)
    room.do(people.set_here(person.id, "yes"))
    room.do(people.set_here(person.id, "left"))
    assert room.workshop.get(Participant, person.id).left == "10:00"
    room.do(people.set_here(person.id, "no"))
    assert not room.workshop.get(Participant, person.id).attended
    assert room.refused(people.set_here(person.id, "left")) == "not_here"


def test_those_who_have_a_table_keep_it_when_the_others_are_seated(room: Room) -> None:
    a, b = room.workshop.all(Group)
    kept = [room.do(people.add_participant(f"K{place}", group_id=a.id)).new(Participant) for place in range(3)]
    for place in range(5):
        room.do(people.add_participant(f"P{place}"))
    assert room.do(people.seat_everyone()).label == "give 5 people a table"
    seats = [person.group_id for person in room.workshop.all(Participant)]
    assert (seats.count(a.id), seats.count(b.id)) == (4, 4)
    assert all(room.workshop.get(Participant, person.id).group_id == a.id for person in kept)


def test_without_tables_nobody_is_seated() -> None:
    assert Room(new_workshop(bundled_framework(), title="Day")).refused(people.seat_everyone()) == "no_tables"


@pytest.mark.parametrize(
    ("typed", "title", "due"),
    [
        ("Rota agreed — 15/5/2026", "Rota agreed", "2026-05-15"),
        ("Rota agreed 15.5.26", "Rota agreed", "2026-05-15"),
        ("Rota agreed, 2026-05-15", "Rota agreed", "2026-05-15"),
        ("Rota - part 2", "Rota - part 2", None),
        ("  Pilot  ", "Pilot", None),
    ],
)
def test_a_milestone_is_a_line(typed: str, title: str, due: str | None) -> None:
    assert milestones.parse_milestone(typed) == Milestone(title=title, due=due)


def test_a_milestone_without_words_or_with_a_wrong_date_is_refused() -> None:
    for typed, code in (("", "empty_text"), ("15/5/2026", "empty_text"), ("Rota — 32/5/2026", "bad_date")):
        with pytest.raises(DomainError, match=code):
            milestones.parse_milestone(typed)


def test_milestones_are_changed_where_they_are(room: Room) -> None:
    action = room.do(plan.add_action("Survey", due="2026-11-06")).new(Action)
    room.do(milestones.add_milestone(action.id, "One"))
    room.do(milestones.add_milestone(action.id, "Two — 1/6/2026"))
    room.do(milestones.tick_milestone(action.id, 1, True))
    room.do(milestones.change_milestone(action.id, 1, "Two and a half"))
    assert room.workshop.get(Action, action.id).milestones[1] == Milestone(title="Two and a half", done=True)
    assert room.refused(milestones.add_milestone(action.id, "Late — 1/12/2026")) == "milestone_after_due"
    room.do(milestones.remove_milestone(action.id, 0))
    assert [each.title for each in room.workshop.get(Action, action.id).milestones] == ["Two and a half"]


def test_deliverers_are_found_and_made_and_taken_away(room: Room) -> None:
    room.do(people.add_organisation("College"))
    action = room.do(plan.add_action("Survey")).new(Action)
    room.do(plan.set_action_organisations(action.id, "deliverer_organisation_ids", "college; New Body"))
    assert [each.name for each in room.workshop.all(Organisation)] == ["College", "New Body"]
    room.do(plan.set_action_organisations(action.id, "deliverer_organisation_ids", ""))
    assert room.workshop.get(Action, action.id).deliverer_organisation_ids == ()


def test_an_outcome_is_in_any_words_and_agreed_without_any(room: Room) -> None:
    decision_id = room.do(plan.add_decision("S3", "We meet", outcome=" not agreed ")).changes[0].id
    assert room.workshop.get(Decision, decision_id).outcome == "not agreed"
    for typed, kept in (("deferred", "deferred"), (" left to the board ", "left to the board"), ("", "agreed")):
        room.do(plan.change_decision(decision_id, outcome=typed))
        assert room.workshop.get(Decision, decision_id).outcome == kept


@pytest.mark.parametrize("typed", ["3", "2.", "?", "–"])
def test_an_outcome_that_is_no_word_is_refused(room: Room, typed: str) -> None:
    """A key meant for a list would stand in the record as what the room decided."""
    with pytest.raises(DomainError) as caught:
        room.do(plan.add_decision("S3", "We meet", outcome=typed))
    assert (caught.value.code, caught.value.values) == ("bad_outcome", {"text": typed})
    decision_id = room.do(plan.add_decision("S3", "We meet", outcome="Not Supported")).changes[0].id
    assert room.workshop.get(Decision, decision_id).outcome == "not supported", "the usual ones in their own spelling"
    with pytest.raises(DomainError):
        room.do(plan.change_decision(decision_id, outcome=typed))


@pytest.mark.parametrize(
    ("outcome", "agreed"),
    [
        ("agreed", True), ("Agreed", True), ("agreed, not by every sector", True), ("not agreed", False),
        ("agreed to differ", False), ("deferred", False), ("", False),
    ],
)  # fmt: skip
def test_what_counts_as_agreed(outcome: str, agreed: bool) -> None:
    assert outcomes.is_agreed(outcome) is agreed


@pytest.mark.parametrize("verdict", [None, *Verdict])
def test_a_verdict_and_its_outcome_say_the_same(verdict: Verdict | None) -> None:
    passed = verdict in (None, Verdict.AGREED, Verdict.AGREED_NOT_ALL_SECTORS, Verdict.PASSED)
    assert outcomes.is_agreed(outcomes.outcome_of(verdict)) is passed


def test_the_order_of_the_agenda_is_numbered_afresh(room: Room) -> None:
    first, second, *_rest = room.workshop.agenda()
    room.do(agenda.move(AgendaItem, second.id, -1))
    assert [item.id for item in room.workshop.agenda()][:2] == [second.id, first.id]
    assert not room.do(agenda.move(AgendaItem, second.id, -1)).changes
    assert room.refused(agenda.set_minutes(first.id, "601")) == "bad_minutes"
    assert room.refused(agenda.move(Sector, "nowhere", 1)) == "unknown_record"


def test_rows_in_turn_see_one_another_and_are_one_step_of_undo(room: Room) -> None:
    rows = [
        add_row(
            Participant,
            people.add_participant(name),
            [lambda i: people.set_organisation(i, "Harbour Trust"), lambda i: people.set_flag(i, "may_vote", "no")],
        )
        for name in ("Jo", "Al")
    ]
    before = list(room.workshop.records())
    transaction = room.do(all_in_turn("add 2 people", rows))
    assert room.workshop.count(Organisation) == 1
    # Each record is one change, from nothing to what it became: undo finds it as it is.
    assert [change.before for change in transaction.changes] == [None, None, None]
    assert not any(person.may_vote for person in room.workshop.all(Participant))
    room.workshop.apply(transaction.inverse("undo").changes)
    assert list(room.workshop.records()) == before


def test_a_row_that_is_wrong_leaves_nothing_of_it(room: Room) -> None:
    row = add_row(
        Participant,
        people.add_participant("Jo", organisation="Harbour Trust"),
        [lambda i: people.set_sector(i, "Martian")],
    )
    assert room.refused(row) == "no_such"
    assert room.workshop.count(Participant) == room.workshop.count(Organisation) == 0


def test_a_shape_can_be_drawn(room: Room) -> None:
    room.do(people.set_shape("public", "Cross"))
    assert room.workshop.get(Sector, "public").shape == "cross"
    assert room.refused(people.set_shape("public", "star")) == "no_such"


def test_every_edit_here_leaves_a_closed_workshop_alone(room: Room) -> None:
    person = room.do(people.add_participant("Jo", organisation="X")).new(Participant)
    action = room.do(plan.add_action("Survey")).new(Action)
    objective = room.do(plan.add_objective("Goal")).new(Objective)
    group = room.workshop.all(Group)[0]
    room.do(close_workshop())
    edits = (
        people.set_organisation(person.id, "Y"),
        people.set_sector(person.id, "Public"),
        people.set_group(person.id, "A"),
        people.set_flag(person.id, "may_vote", "no"),
        people.set_here(person.id, "yes"),
        people.rename_group(group.id, "Z"),
        people.set_group_person(group.id, "host_id", "Jo"),
        people.seat_everyone(),
        people.set_shape("public", "cross"),
        plan.set_action_organisations(action.id, "planner_organisation_id", "Y"),
        plan.set_action_due(action.id, "6/11/2026"),
        plan.set_action_owner(action.id, "Jo"),
        milestones.add_milestone(action.id, "One"),
        plan.set_lead_organisation(objective.id, "Y"),
        plan.set_objective_number(objective.id, "7"),
        agenda.add_agenda_item("Lunch"),
        agenda.move(Sector, "public", 1),
        all_in_turn("add", [people.add_participant("Al")]),
    )
    assert [room.refused(edit) for edit in edits] == ["workshop_closed"] * len(edits)
