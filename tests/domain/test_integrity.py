"""Ids that point nowhere: found where they stand, whatever record or part they stand in."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.integrity import OPTIONS, dangling, first_dangling_after, references
from lsp_workshop.domain.model import Action, Answer, Ballot, BallotOption, Group, Method, Objective, Record, Theme
from lsp_workshop.domain.workshop import Workshop
from tests.domain.days import RICH
from tests.store.files import sample_records

SAMPLE = Workshop(sample_records())
TARGETS = [record for record in sample_records() if record.collection not in ("workshop", "votes", "turnout")]


def test_the_sample_is_sound() -> None:
    assert list(dangling(SAMPLE)) == []


@pytest.mark.parametrize("target", TARGETS[::9], ids=lambda record: f"{record.collection}-{record.id}")
def test_taking_a_record_away_is_noticed_exactly_where_something_points_to_it(target: Record) -> None:
    without = Workshop(record for record in sample_records() if record is not target)
    found = list(dangling(without))
    first = first_dangling_after(SAMPLE, [Change(target, None)])
    assert (first is None) == (found == [])
    if first is not None:
        assert first in found
    if not isinstance(target, Ballot):
        assert {each.target_id for each in found} <= {target.id}


@given(st.sampled_from(sample_records()), st.data())
def test_a_written_record_that_points_nowhere_is_noticed(record: Record, data: st.DataObject) -> None:
    fields = [field for field, _, _ in references(record) if "." not in field]
    if not fields:
        return
    field = data.draw(st.sampled_from(fields))
    value = getattr(record, field)
    wrong: dict[str, Any] = {field: ("nobody",) if isinstance(value, tuple) else "nobody"}
    broken = dataclasses.replace(record, **wrong)
    found = first_dangling_after(SAMPLE, [Change(record, broken)])
    assert found is not None
    assert (found.field, found.target_id) == (field, "nobody")
    assert first_dangling_after(SAMPLE, [Change(record, record)]) is None


PLANNED = (
    *RICH,
    Ballot(
        id="b1",
        title="Routes",
        method=Method.DOTS,
        options=(BallotOption(id="r1", label="A", theme_id="th1"), BallotOption(id="r2", label="B", theme_id="th1")),
    ),
    Objective(id="ob1", number=1, title="Go", route_ids=("r2",)),
    Action(id="ac1", title="Ask", objective_id="ob1", planner_organisation_id="o1", deliverer_organisation_ids=("o1",)),
)
POINTING = {
    target: [each for each in PLANNED if target in {found for _, _, found in references(each)}]
    for target in ("S1", "Q1", "tB", "o1", "public", "th1", "ob1")
} | {"b1": [each for each in PLANNED if isinstance(each, Objective)]}
"""What points to each, or to a part of it."""


@st.composite
def changes(draw: st.DrawFn, record: Record, near: list[str]) -> Change:
    """The record goes, or changes, or another comes beside it: with fewer options, or fields that point to
    another of `near`, to nothing, or to nobody.
    """
    deed = draw(st.sampled_from(["goes", "changes", "comes"]))
    if deed == "goes":
        return Change(record, None)
    given: dict[str, Any] = {}
    for field, _, pointed in references(record):
        if pointed in near and "." not in field and draw(st.booleans()):
            target = draw(st.sampled_from([*near, "nobody"]))
            is_many = isinstance(getattr(record, field), tuple)
            given[field] = draw(st.sampled_from([(), (target,)] if is_many else [None, target]))
    if isinstance(record, Ballot):
        given["options"] = record.options[: draw(st.integers(0, len(record.options)))]
    if deed == "comes":
        return Change(None, dataclasses.replace(record, id=f"new-{record.id}", **given))
    return Change(record, dataclasses.replace(record, **given))


@st.composite
def steps(draw: st.DrawFn) -> list[Change]:
    """What one step may do to a record, and to some of those that point to it."""
    centre = draw(st.sampled_from(sorted(POINTING)))
    around = [each for each in POINTING[centre] if draw(st.integers(0, 3))]
    (target,) = [each for each in PLANNED if each.id == centre]
    near = [centre, f"new-{centre}", "r1", "r2"]
    return [draw(changes(each, near)) for each in (target, *around)]


@given(steps())
def test_the_quick_look_finds_what_going_through_everything_finds(step: list[Change]) -> None:
    """A step that leaves an id leading nowhere is saved, and what points there is in no list of the record."""
    after = {(each.collection, each.id): each for each in PLANNED}
    for change in step:
        after.pop((change.record.collection, change.id), None)
        if change.after is not None:
            after[change.after.collection, change.id] = change.after
    ballots = [each for each in after.values() if isinstance(each, Ballot)]
    there = {*after, *((OPTIONS, option.id) for ballot in ballots for option in ballot.options)}
    wrong = [
        (record, field, target)
        for record in after.values()
        for field, collections, target in references(record)
        if not any((each, target) in there for each in collections)
    ]
    found = first_dangling_after(Workshop(PLANNED), step)
    assert (found is None) == (not wrong)
    assert found is None or (found.record, found.field, found.target_id) in wrong


def test_what_comes_and_goes_in_one_step_is_seen_together() -> None:
    workshop = Workshop(RICH)
    group = Group(id="tC", label="C")
    answer = Answer(id="c9", question_id="Q1", group_id="tC", text="x")
    assert first_dangling_after(workshop, [Change(None, answer), Change(None, group)]) is None
    theme = workshop.get(Theme, "th1")
    held = workshop.get(Answer, "c3")
    assert first_dangling_after(workshop, [Change(theme, None)]) is not None
    freed = dataclasses.replace(held, theme_id=None)
    assert first_dangling_after(workshop, [Change(held, freed), Change(theme, None)]) is None


def test_options_of_ballots_are_things_to_point_to() -> None:
    ballot = Ballot(id="b1", title="Routes", method=Method.DOTS, options=(BallotOption(id="r1", label="A"),))
    objective = Objective(id="ob1", number=1, title="Go", route_ids=("r1",))
    workshop = Workshop((*RICH, ballot, objective))
    assert list(dangling(workshop)) == []
    empty = dataclasses.replace(ballot, options=())
    for change in (Change(ballot, None), Change(ballot, empty)):
        found = first_dangling_after(workshop, [change])
        assert found is not None
        assert (found.record, found.target_id) == (objective, "r1")
    longer = dataclasses.replace(ballot, options=(*ballot.options, BallotOption(id="r2", label="B")))
    assert first_dangling_after(workshop, [Change(ballot, longer)]) is None
    both = dataclasses.replace(objective, route_ids=("r2",))
    assert first_dangling_after(workshop, [Change(ballot, longer), Change(objective, both)]) is None


def test_an_option_that_points_nowhere_is_named_with_its_ballot() -> None:
    option = BallotOption(id="o1", label="A", theme_id="none")
    ballot = Ballot(id="b1", title="Which?", method=Method.DOTS, options=(option,))
    (found,) = dangling(Workshop((*RICH, ballot)))
    assert (found.record.id, found.field, found.target_id) == ("b1", "options.o1.theme_id", "none")
