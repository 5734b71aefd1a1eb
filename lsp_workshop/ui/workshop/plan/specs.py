"""The tables of objectives and actions as data: their columns are the stage's questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import milestones, objectives, plan, records
from lsp_workshop.domain.edits.names import typed_list
from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.gaps import action_gaps
from lsp_workshop.domain.model import (
    Action,
    Ballot,
    Indicator,
    Objective,
    Organisation,
    Participant,
)
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.tables import Column, Kind, TableSpec
from lsp_workshop.ui.tables.columns import day_shown, day_typed, name_of, objective_names
from lsp_workshop.ui.workshop.plan.gap_words import gap_cell


def _tr(text: str) -> str:
    return QCoreApplication.translate("Plan", text)


# --- objectives ---------------------------------------------------------------------------------------------


def objectives_table() -> TableSpec:
    return TableSpec(
        record=Objective,
        name=_tr("Objectives"),
        noun=_tr("objective"),
        nouns=_tr("objectives"),
        rows=lambda workshop: sorted(workshop.all(Objective), key=lambda each: each.number),
        add=plan.add_objective,
        add_hint=_tr("Add an objective"),
        also=(Organisation, Participant, Indicator, Ballot),
        ordered=True,
        columns=(
            Column("title", _tr("Objective"), _title, _set_objective_title, width=220, stretch=2, wrap=True),
            Column("number", _tr("No."), _number, plan.set_objective_number, Kind.NUMBER, width=56),
            Column("statement", _tr("Statement"), _statement, _set_statement, width=240, stretch=3, wrap=True),
            Column(
                "lead", _tr("Lead organisation"), _lead, plan.set_lead_organisation, Kind.ORGANISATION, 184, wrap=True
            ),
            Column("person", _tr("Lead person"), _lead_person, plan.set_lead_person, Kind.PERSON, 144, wrap=True),
            Column("with", _tr("Leads with them"), _co_lead, _set_co_lead, Kind.ORGANISATION, 184, wrap=True),
            Column(
                "routes",
                _tr("Routes"),
                _routes,
                objectives.set_routes,
                Kind.SEVERAL,
                240,
                stretch=1,
                wrap=True,
                suggest=_route_labels,
                help=_tr("Options of a ballot; several with “;” between them"),
            ),
            Column(
                "indicators",
                _tr("Measured by"),
                _indicators,
                objectives.set_indicators,
                Kind.SEVERAL,
                224,
                stretch=1,
                wrap=True,
                suggest=_indicator_titles,
                help=_tr("Indicators; several with “;” between them"),
            ),
        ),
    )


def _title(_workshop: Workshop, record: Objective | Action) -> str:
    return record.title


def _number(_workshop: Workshop, objective: Objective) -> str:
    return str(objective.number)


def _statement(_workshop: Workshop, objective: Objective) -> str:
    return objective.statement


def _lead(workshop: Workshop, objective: Objective) -> str:
    return name_of(workshop, Organisation, objective.lead_organisation_id)


def _lead_person(workshop: Workshop, objective: Objective) -> str:
    return name_of(workshop, Participant, objective.lead_participant_id)


def _co_lead(workshop: Workshop, objective: Objective) -> str:
    return name_of(workshop, Organisation, objective.co_lead_organisation_id)


def _set_co_lead(record_id: str, words: str) -> Edit:
    return plan.set_lead_organisation(record_id, words, "co_lead_organisation_id")


def _routes(workshop: Workshop, objective: Objective) -> str:
    return typed_list(objectives.route_names(workshop, objective))


def _route_labels(workshop: Workshop) -> Sequence[str]:
    return list(dict.fromkeys(option.label for option in objectives.route_options(workshop)))


def _indicators(workshop: Workshop, objective: Objective) -> str:
    found = (workshop.find(Indicator, each) for each in objective.indicator_ids)
    return typed_list([each.title for each in found if each is not None])


def _indicator_titles(workshop: Workshop) -> Sequence[str]:
    return [each.title for each in workshop.all(Indicator)]


def _set_objective_title(record_id: str, words: str) -> Edit:
    return records.change(Objective, record_id, title=words)


def _set_statement(record_id: str, words: str) -> Edit:
    return records.change(Objective, record_id, statement=words.strip())


# --- actions ------------------------------------------------------------------------------------------------


AsOf = Callable[[Workshop], date]
"""The day as of which a plan is looked at."""


def actions_table(arrangements: Sequence[Prompt], as_of: AsOf) -> TableSpec:
    """`arrangements` are the joint arrangements that the framework knows."""
    organisations = plan.set_action_organisations

    def joint(_workshop: Workshop, action: Action) -> str:
        return plan.typed_arrangements(action, arrangements)

    def gaps(workshop: Workshop, action: Action) -> str:
        return gap_cell(action_gaps(action, as_of(workshop)))

    return TableSpec(
        record=Action,
        name=_tr("Actions"),
        noun=_tr("action"),
        nouns=_tr("actions"),
        rows=lambda workshop: workshop.all(Action),
        add=plan.add_action,
        add_hint=_tr("Add an action"),
        also=(Organisation, Participant, Objective),
        columns=(
            Column("title", _tr("Action"), _title, _set_action_title, width=224, stretch=3, wrap=True),
            Column("objective", _tr("Objective"), _objective, plan.set_action_objective, Kind.CHOICE, 88,
                   shown=_objective_number, suggest=objective_names),
            Column("planner", _tr("Plans"), _planner, lambda i, w: organisations(i, "planner_organisation_id", w),
                   Kind.ORGANISATION, 152, stretch=1, wrap=True, help=_tr("Who plans it")),
            Column("deliverers", _tr("Delivers"), _deliverers,
                   lambda i, w: organisations(i, "deliverer_organisation_ids", w), Kind.ORGANISATIONS, 184, stretch=2,
                   wrap=True, help=_tr("Who delivers it; several with “;” between them")),
            Column("target", _tr("Target"), _target, _set_target, width=176, stretch=1, wrap=True),
            Column("milestones", _tr("Milestones"), _milestones, milestones.set_milestones, width=216, stretch=1,
                   wrap=True, help=_tr("As “May: list agreed; 19/6/2026: 12 placed”")),
            Column("monitor", _tr("Monitors"), _monitor, lambda i, w: organisations(i, "monitor_organisation_id", w),
                   Kind.ORGANISATION, 152, stretch=1, wrap=True,
                   help=_tr("Who monitors and evaluates; somebody who does not deliver")),
            Column("owner", _tr("Owner"), _owner, plan.set_action_owner, Kind.PERSON, 144, wrap=True),
            Column("due", _tr("Due"), _due, plan.set_action_due, Kind.DATE, 112, shown=_due_shown,
                   help=_tr("As 6/11/2026, 6/11 or November")),
            Column("gaps", _tr("To settle"), gaps, None, width=136, wrap=True, tone=lambda _w, _a: "warning"),
            Column("first_step", _tr("First step"), _first_step, _set_first_step, width=200, stretch=1, wrap=True),
            Column("first_step_due", _tr("First step by"), _step_due, plan.set_first_step_due, Kind.DATE, 112,
                   shown=_step_due_shown, help=_tr("As 6/11/2026, 6/11 or November")),
            Column("joint", _tr("Joint arrangements"), joint, lambda i, w: plan.set_arrangements(i, w, arrangements),
                   Kind.SEVERAL, 184, wrap=True, suggest=lambda _workshop: [each.text for each in arrangements],
                   help=_tr("Several with “;” between them; or tick them with Ctrl+Shift+M")),
            Column("status", _tr("Status"), _status, _set_status, Kind.CHOICE, 112,
                   suggest=lambda _workshop: plan.ACTION_STATUSES),
        ),
    )  # fmt: skip


def _objective(workshop: Workshop, action: Action) -> str:
    objective = workshop.find(Objective, action.objective_id)
    return f"{objective.number} {objective.title}" if objective else ""


def _objective_number(workshop: Workshop, action: Action) -> str:
    objective = workshop.find(Objective, action.objective_id)
    return str(objective.number) if objective else ""


def _planner(workshop: Workshop, action: Action) -> str:
    return name_of(workshop, Organisation, action.planner_organisation_id)


def _deliverers(workshop: Workshop, action: Action) -> str:
    return typed_list([name_of(workshop, Organisation, each) for each in action.deliverer_organisation_ids])


def _monitor(workshop: Workshop, action: Action) -> str:
    return name_of(workshop, Organisation, action.monitor_organisation_id)


def _owner(workshop: Workshop, action: Action) -> str:
    return name_of(workshop, Participant, action.owner_participant_id)


def _due(_workshop: Workshop, action: Action) -> str:
    return day_typed(action.due)


def _due_shown(_workshop: Workshop, action: Action) -> str:
    return day_shown(action.due)


def _milestones(_workshop: Workshop, action: Action) -> str:
    return milestones.typed_milestones(action.milestones)


def _step_due(_workshop: Workshop, action: Action) -> str:
    return day_typed(action.first_step_due)


def _step_due_shown(_workshop: Workshop, action: Action) -> str:
    return day_shown(action.first_step_due)


def _target(_workshop: Workshop, action: Action) -> str:
    return action.target


def _first_step(_workshop: Workshop, action: Action) -> str:
    return action.first_step


def _status(_workshop: Workshop, action: Action) -> str:
    return action.status


def _set_action_title(record_id: str, words: str) -> Edit:
    return plan.change_action(record_id, title=words)


def _set_target(record_id: str, words: str) -> Edit:
    return plan.change_action(record_id, target=words.strip())


def _set_first_step(record_id: str, words: str) -> Edit:
    return plan.change_action(record_id, first_step=words.strip())


def _set_status(record_id: str, words: str) -> Edit:
    return plan.change_action(record_id, status=words.strip() or plan.ACTION_STATUSES[0])
