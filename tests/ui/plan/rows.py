"""The sample's plan as it is typed into the grids, row by row, and what an export says of it. Not a test."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from lsp_workshop.domain.edits.dates import typed_date
from lsp_workshop.domain.edits.milestones import typed_milestones
from lsp_workshop.domain.edits.names import typed_list
from lsp_workshop.domain.edits.objectives import route_names
from lsp_workshop.domain.edits.plan import typed_arrangements
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Action, Indicator, Objective, Organisation, Participant, Pledge
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.store.interchange import interchange
from lsp_workshop.ui.workshop.vision.specs import indicators_table

PLANNED = ("indicators", "objectives", "actions", "pledges")

Row = tuple[str, ...]
"""The words of each cell, from the first; the last has some."""


def _row(*words: str) -> Row:
    filled = [place for place, each in enumerate(words) if each]
    return words[: filled[-1] + 1]


def name(workshop: Workshop, kind: type[Organisation] | type[Participant], record_id: str | None) -> str:
    found = workshop.find(kind, record_id)
    return found.name if found else ""


def indicator_rows(sample: Workshop) -> Iterator[Row]:
    columns = indicators_table().columns
    for each in sample.all(Indicator):
        yield _row(*(column.text(sample, each) for column in columns))


def objective_rows(sample: Workshop) -> Iterator[Row]:
    for each in sample.all(Objective):
        lead = name(sample, Organisation, each.lead_organisation_id)
        person = name(sample, Participant, each.lead_participant_id)
        co_lead = name(sample, Organisation, each.co_lead_organisation_id)
        indicators = [sample.get(Indicator, one).title for one in each.indicator_ids]
        routes = typed_list(route_names(sample, each))
        yield _row(each.title, "", each.statement, lead, person, co_lead, routes, typed_list(indicators))


def action_rows(sample: Workshop, framework: Framework) -> Iterator[Row]:
    for each in sample.all(Action):
        objective = sample.find(Objective, each.objective_id)
        yield _row(
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


def pledge_rows(sample: Workshop, framework: Framework) -> Iterator[Row]:
    dimensions = {each.id: each.text for each in framework.dimensions}
    for each in sample.all(Pledge):
        yield _row(
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
