"""The plan over time and by organisation: what stands where, in words for those who cannot see it."""

from __future__ import annotations

import dataclasses

import pytest

from lsp_workshop.domain.model import Action, Organisation
from lsp_workshop.domain.record.figure_parts import MatrixChart, PointKind, TimelineChart
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.plan_figures import By, matrix, timeline
from lsp_workshop.domain.workshop import Workshop
from tests.domain.plans import plan
from tests.ui.support import sample_session

SAMPLE = sample_session().workshop


def timeline_of(workshop: Workshop, by: By) -> TimelineChart:
    made = timeline(workshop, People(workshop, public=True), by)
    assert made is not None
    return made


def matrix_of(workshop: Workshop) -> MatrixChart:
    made = matrix(workshop, People(workshop, public=True))
    assert made is not None
    return made


def test_without_actions_there_is_neither() -> None:
    """An empty frame in the record looks like a page that was lost."""
    workshop = Workshop(each for each in plan(0).records() if not each.id.startswith("c"))
    assert timeline(workshop, People(workshop, public=True)) is None
    assert matrix(workshop, People(workshop, public=True)) is None


def test_the_sample_by_objective() -> None:
    chart = timeline_of(SAMPLE, By.OBJECTIVE)
    assert [(group.title[:8], len(group.rows)) for group in chart.groups] == [
        ("1  Every", 3), ("2  Warm ", 3), ("3  Bette", 3), ("4  North", 2), ("Across t", 3),
    ]  # fmt: skip
    assert [(month.label, month.year) for month in chart.months][:2] == [("Mar", "2026"), ("Apr", "")]
    assert (chart.months[-1].label, len(chart.months)) == ("Sep", 19)
    first = chart.groups[0].rows[0]
    assert (first.label, first.printed) == ("First Half-Term call-back for every 16-18 leaver", "6 Nov 2026")
    assert [point.kind for point in first.points].count(PointKind.MILESTONE) == 3
    # A month begins where the days before it end.
    assert first.span is not None
    assert chart.months[8].at < first.span[1] < chart.months[9].at
    assert "Every young person" in chart.alternative
    assert "milestone “Script and rota agreed” 15 May 2026" in chart.alternative


def test_every_organisation_has_what_it_does_and_pledges() -> None:
    chart = timeline_of(SAMPLE, By.ORGANISATION)
    college = next(group for group in chart.groups if group.title == "Aldermouth College")
    assert [(row.label[:12], row.note) for row in college.rows] == [
        ("First Half-T", "plans and delivers"), ("Shared appre", "plans"), ("Digital hubs", "delivers"),
        ("College staf", "pledge"),
    ]  # fmt: skip
    assert college.mark is not None


def test_month_by_month_everything_comes_in_its_turn() -> None:
    """Whoever chases the plan reads this one: what is due next, whoever's it is."""
    chart = timeline_of(SAMPLE, By.MONTH)
    assert [group.title for group in chart.groups][:3] == ["March 2026", "April 2026", "May 2026"]
    april = chart.groups[1].rows
    assert (april[0].label, april[0].note) == ("Testing ends", "milestone: Test the vision in public for two weeks")
    dates = sum(len(action.milestones) + 1 for action in SAMPLE.all(Action))
    # Ten pledges, and two reviews that are to come.
    assert sum(len(group.rows) for group in chart.groups) == dates + 10 + 2
    undated = timeline_of(plan(8), By.MONTH).groups[-1]
    assert (undated.title, len(undated.rows)) == ("No date yet", 4)


@pytest.mark.parametrize("by", list(By))
def test_every_action_is_there_and_what_was_dropped_is_not(by: By) -> None:
    workshop = plan(60)
    chart = timeline_of(workshop, by)
    shown = "\n".join(row.label + row.note for group in chart.groups for row in group.rows)
    for action in workshop.all(Action):
        assert (action.title in shown) == (action.status != "dropped"), action.title
        assert (action.title in chart.alternative) == (action.status != "dropped")
    for point in (point for group in chart.groups for row in group.rows for point in row.points):
        assert 0 <= point.at <= 1
    assert "Una Private" not in str(chart)


def test_the_matrix_says_who_plans_delivers_and_monitors() -> None:
    chart = matrix_of(SAMPLE)
    assert [column.code for column in chart.columns] == [str(number) for number in range(1, 15)]
    rows = {row.label: row for row in chart.rows}
    assert len(rows) == SAMPLE.count(Organisation) == 22
    assert rows["Aldermouth College"].cells[:3] == ("PD", "", "P")
    assert (rows["Aldermouth Borough Council"].total, rows["Age Alive Eastmarch"].total) == ("5", "0")
    assert rows["Age Alive Eastmarch"].cells[4] == "M"
    assert "Age Alive Eastmarch: monitors 5 Direct referral" in chart.alternative
    letters = sum(len(cell) for row in chart.rows for cell in row.cells)
    actions = SAMPLE.all(Action)
    assert letters == sum(2 + len(action.deliverer_organisation_ids) for action in actions)


def test_an_organisation_with_nothing_is_seen_to_have_nothing() -> None:
    idle = Organisation(id="o99", name="Forum")
    chart = matrix_of(Workshop([*SAMPLE.records(), idle]))
    assert [row.total for row in chart.rows if row.label == "Forum"] == ["0"]
    assert "Forum: nothing." in chart.alternative


def test_one_date_alone_is_a_timeline_too() -> None:
    """A plan of one action due today: no division by nothing, no bar backwards."""
    (first, *_) = plan(1).all(Action)
    only = dataclasses.replace(first, due="2026-01-05", milestones=(), first_step_due=None)
    workshop = Workshop([*(each for each in plan(0).records() if not each.id.startswith("c")), only])
    chart = timeline_of(workshop, By.OBJECTIVE)
    spans = [row.span for group in chart.groups for row in group.rows if row.span]
    assert [low == high for low, high in spans] == [True]
