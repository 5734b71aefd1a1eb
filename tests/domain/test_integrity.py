"""Ids that point nowhere: found where they stand, whatever record or part they stand in."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.integrity import dangling, first_dangling_after, references
from lsp_workshop.domain.model import Answer, Ballot, BallotOption, Group, Method, Objective, Record, Theme
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
