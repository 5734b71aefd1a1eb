"""The sample's plan typed by key into an empty plan, and what the file says of it afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from lsp_workshop.domain.edits.dates import typed_date
from lsp_workshop.domain.edits.milestones import typed_milestones
from lsp_workshop.domain.edits.names import typed_list
from lsp_workshop.domain.edits.objectives import route_names
from lsp_workshop.domain.edits.plan import typed_arrangements
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import (
    Action,
    Indicator,
    Objective,
    Organisation,
    Participant,
    Pledge,
    WorkshopDetails,
    WorkshopStatus,
)
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from lsp_workshop.store.interchange import interchange
from lsp_workshop.ui.workshop.plan.panel import PlanPanel
from lsp_workshop.ui.workshop.vision.specs import indicators_table
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import ALT, ENTER, TAB, press, stored_session
from tests.ui.support import sample_session

PLANNED = ("indicators", "objectives", "actions", "pledges")


@pytest.fixture
def sample() -> Workshop:
    return sample_session().workshop


@pytest.fixture
def session(tmp_path: Path, sample: Workshop) -> Iterator[Session]:
    """The sample's day without any plan: the people and the ballots, and nothing of what follows."""
    records = [each for each in sample.records() if each.collection not in PLANNED]
    made = stored_session(tmp_path / "day.lspw", records)
    yield made
    made.close()


def row(*values: str) -> None:
    """A row of a grid: words and Tab, and Enter after the last word, from where one types on into the next new row."""
    typed = list(values)
    while not typed[-1]:
        typed.pop()
    for value in typed[:-1]:
        press(*([value] if value else []), TAB)
    press(typed[-1], ENTER)


def name(workshop: Workshop, kind: type[Organisation] | type[Participant], record_id: str | None) -> str:
    found = workshop.find(kind, record_id)
    return found.name if found else ""


def type_indicators(sample: Workshop) -> None:
    columns = indicators_table().columns
    for each in sample.all(Indicator):
        row(*(column.text(sample, each) for column in columns))


def type_objectives(sample: Workshop) -> None:
    press("2", mod=ALT)
    for each in sample.all(Objective):
        lead = name(sample, Organisation, each.lead_organisation_id)
        person = name(sample, Participant, each.lead_participant_id)
        co_lead = name(sample, Organisation, each.co_lead_organisation_id)
        indicators = [sample.get(Indicator, one).title for one in each.indicator_ids]
        routes = typed_list(route_names(sample, each))
        row(each.title, "", each.statement, lead, person, co_lead, routes, typed_list(indicators))


def type_actions(sample: Workshop, framework: Framework) -> None:
    press("1", mod=ALT)
    for each in sample.all(Action):
        objective = sample.find(Objective, each.objective_id)
        row(
            each.title,
            str(objective.number) if objective else "",
            name(sample, Organisation, each.planner_organisation_id),
            typed_list([name(sample, Organisation, one) for one in each.deliverer_organisation_ids]),
            each.target,
            typed_milestones(each.milestones),
            name(sample, Organisation, each.monitor_organisation_id),
            name(sample, Participant, each.owner_participant_id),
            typed_date(each.due),
            each.first_step,
            "",
            typed_arrangements(each, framework.joint_arrangements),
        )


def type_pledges(sample: Workshop, framework: Framework) -> None:
    press("4", mod=ALT)
    dimensions = {each.id: each.text for each in framework.dimensions}
    for each in sample.all(Pledge):
        row(
            each.text,
            name(sample, Organisation, each.organisation_id),
            name(sample, Participant, each.participant_id),
            dimensions.get(each.dimension_id or "", ""),
            typed_date(each.due),
        )


def exported(workshop: Workshop) -> Mapping[str, Any]:
    """What the interchange export says of the plan, with the ids of its own records left out."""
    data = json.loads(json.dumps(interchange(workshop)))
    numbers = {each["id"]: each["number"] for each in data["objectives"]}
    titles = {each["id"]: each["title"] for each in data["indicators"]}
    for objective in data["objectives"]:
        objective["indicator_ids"] = [titles[each] for each in objective.get("indicator_ids", ())]
    for action in data["actions"]:
        action["objective_id"] = numbers.get(action.get("objective_id"))
    return {kind: [_plain(each) for each in data[kind]] for kind in PLANNED}


def _plain(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without the id, and without what stands there only to say that there is nothing."""
    return {
        key: [_plain(each) if isinstance(each, dict) else each for each in value] if isinstance(value, list) else value
        for key, value in record.items()
        if key != "id" and value not in (None, "", [], False, "not started")
    }


def test_six_indicators_fourteen_actions_ten_pledges_and_four_objectives_by_key(
    open_window: OpenWindow, session: Session, sample: Workshop, framework: Framework
) -> None:
    """The whole stage without the mouse: what is typed is, to the letter, what the file and its readers get."""
    assert session.workshop.get(WorkshopDetails, "workshop").status is not WorkshopStatus.CLOSED
    window = open_window(session)
    window.go("S3")
    window.walk.go("Q3.4")
    window.stage_page.open_tab("vision").shown()
    type_indicators(sample)
    window.go("S4")
    panel = window.stage_page.open_tab("plan")
    assert isinstance(panel, PlanPanel)
    panel.shown()
    type_objectives(sample)
    type_actions(sample, framework)
    type_pledges(sample, framework)
    typed, wanted = exported(session.workshop), exported(sample)
    for kind in PLANNED:
        for one, other in zip(typed[kind], wanted[kind], strict=True):
            assert one == other
    assert session.workshop.count(Organisation) == sample.count(Organisation)
    assert (session.workshop.count(Action), session.workshop.count(Pledge)) == (14, 10)
