"""The tables of objectives and actions as data: their columns are the stage's questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import milestones, objectives, plan
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
from lsp_workshop.ui.tables.columns import (
    always,
    day_in,
    day_seen_in,
    name_in,
    name_of,
    objective_names,
    put_field,
    put_words,
    words_in,
)
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
            Column("title", _tr("Objective"), words_in("title"), put_field(Objective, "title"), width=220, stretch=2,
                   wrap=True),
            Column("number", _tr("No."), _number, plan.set_objective_number, Kind.NUMBER, width=56),
            Column("statement", _tr("Statement"), words_in("statement"), put_field(Objective, "statement"), width=240,
                   stretch=3, wrap=True),
            Column("lead", _tr("Lead organisation"), name_in(Organisation, "lead_organisation_id"),
                   plan.set_lead_organisation, Kind.ORGANISATION, 184, wrap=True),
            Column("person", _tr("Lead person"), name_in(Participant, "lead_participant_id"), plan.set_lead_person,
                   Kind.PERSON, 144, wrap=True),
            Column("with", _tr("Leads with them"), name_in(Organisation, "co_lead_organisation_id"), _set_co_lead,
                   Kind.ORGANISATION, 184, wrap=True),
            Column("routes", _tr("Routes"), _routes, objectives.set_routes, Kind.SEVERAL, 240, stretch=1, wrap=True,
                   suggest=_route_labels, help=_tr("Options of a ballot; several with “;” between them")),
            Column("indicators", _tr("Measured by"), _indicators, objectives.set_indicators, Kind.SEVERAL, 224,
                   stretch=1, wrap=True, suggest=_indicator_titles,
                   help=_tr("Indicators; several with “;” between them")),
        ),
    )  # fmt: skip


def _number(_workshop: Workshop, objective: Objective) -> str:
    return str(objective.number)


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
            Column("title", _tr("Action"), words_in("title"), put_words(plan.change_action, "title"), width=224,
                   stretch=3, wrap=True),
            Column("objective", _tr("Objective"), _objective, plan.set_action_objective, Kind.CHOICE, 88,
                   shown=_objective_number, suggest=objective_names),
            Column("planner", _tr("Plans"), name_in(Organisation, "planner_organisation_id"),
                   lambda i, w: organisations(i, "planner_organisation_id", w), Kind.ORGANISATION, 152, stretch=1,
                   wrap=True, help=_tr("Who plans it")),
            Column("deliverers", _tr("Delivers"), _deliverers,
                   lambda i, w: organisations(i, "deliverer_organisation_ids", w), Kind.ORGANISATIONS, 184, stretch=2,
                   wrap=True, help=_tr("Who delivers it; several with “;” between them")),
            Column("target", _tr("Target"), words_in("target"), put_words(plan.change_action, "target"), width=176,
                   stretch=1, wrap=True),
            Column("milestones", _tr("Milestones"), _milestones, milestones.set_milestones, width=216, stretch=1,
                   wrap=True, help=_tr("As “May: list agreed; 19/6/2026: 12 placed”")),
            Column("monitor", _tr("Monitors"), name_in(Organisation, "monitor_organisation_id"),
                   lambda i, w: organisations(i, "monitor_organisation_id", w), Kind.ORGANISATION, 152, stretch=1,
                   wrap=True, help=_tr("Who monitors and evaluates; somebody who does not deliver")),
            Column("owner", _tr("Owner"), name_in(Participant, "owner_participant_id"), plan.set_action_owner,
                   Kind.PERSON, 144, wrap=True),
            Column("due", _tr("Due"), day_in("due"), plan.set_action_due, Kind.DATE, 112, shown=day_seen_in("due"),
                   help=_tr("As 6/11/2026, 6/11 or November")),
            Column("gaps", _tr("To settle"), gaps, None, width=136, wrap=True, tone=always("warning")),
            Column("first_step", _tr("First step"), words_in("first_step"),
                   put_words(plan.change_action, "first_step"), width=200, stretch=1, wrap=True),
            Column("first_step_due", _tr("First step by"), day_in("first_step_due"), plan.set_first_step_due,
                   Kind.DATE, 112, shown=day_seen_in("first_step_due"), help=_tr("As 6/11/2026, 6/11 or November")),
            Column("joint", _tr("Joint arrangements"), joint, lambda i, w: plan.set_arrangements(i, w, arrangements),
                   Kind.SEVERAL, 184, wrap=True, suggest=lambda _workshop: [each.text for each in arrangements],
                   help=_tr("Several with “;” between them; or tick them with Ctrl+Shift+M")),
            Column("status", _tr("Status"), words_in("status"), _set_status, Kind.CHOICE, 112,
                   suggest=lambda _workshop: plan.ACTION_STATUSES),
        ),
    )  # fmt: skip


def _objective(workshop: Workshop, action: Action) -> str:
    objective = workshop.find(Objective, action.objective_id)
    return f"{objective.number} {objective.title}" if objective else ""


def _objective_number(workshop: Workshop, action: Action) -> str:
    objective = workshop.find(Objective, action.objective_id)
    return str(objective.number) if objective else ""


def _deliverers(workshop: Workshop, action: Action) -> str:
    return typed_list([name_of(workshop, Organisation, each) for each in action.deliverer_organisation_ids])


def _milestones(_workshop: Workshop, action: Action) -> str:
    return milestones.typed_milestones(action.milestones)


def _set_status(record_id: str, words: str) -> Edit:
    return plan.change_action(record_id, status=words.strip() or plan.ACTION_STATUSES[0])
