"""The tables of the plan as data: objectives, actions, the parking lot."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import parking, plan, records
from lsp_workshop.domain.edits.names import find_participant
from lsp_workshop.domain.model import Action, Objective, Organisation, ParkingLotItem, Participant
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.tables import Column, Kind, TableSpec
from lsp_workshop.ui.tables.columns import day_shown, day_typed, name_of, objective_names


def _tr(text: str) -> str:
    return QCoreApplication.translate("Plan", text)


GAP_WORDS = {
    "no_planner": ("No planner", "Nobody plans this."),
    "no_deliverer": ("No deliverer", "Nobody delivers this."),
    "no_owner": ("No owner", "No person answers for this."),
    "no_due": ("No due date", "There is no due date."),
    "no_monitor": ("No monitor", "Nobody monitors this."),
    "monitor_delivers": ("Monitor delivers too", "The monitor also delivers."),
}
"""A gap of the plan in a cell and in a sentence."""


def gap_words(action: Action) -> str:
    """ "No monitor · no due date", short for a cell."""
    words = [_tr(GAP_WORDS[code][0]) for code in plan.gaps(action)]
    return " · ".join(word if place == 0 else word[0].lower() + word[1:] for place, word in enumerate(words))


def gap_sentences(action: Action) -> str:
    return " ".join(_tr(GAP_WORDS[code][1]) for code in plan.gaps(action))


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
        also=(Organisation, Participant),
        ordered=True,
        columns=(
            Column("title", _tr("Objective"), _title, _set_objective_title, width=220, stretch=2, wrap=True),
            Column("number", _tr("No."), _number, plan.set_objective_number, Kind.NUMBER, width=56),
            Column("statement", _tr("Statement"), _statement, _set_statement, width=240, stretch=3, wrap=True),
            Column(
                "lead", _tr("Lead organisation"), _lead, plan.set_lead_organisation, Kind.ORGANISATION, 184, wrap=True
            ),
            Column("person", _tr("Lead person"), _lead_person, plan.set_lead_person, Kind.PERSON, 144, wrap=True),
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


def _set_objective_title(record_id: str, words: str) -> Edit:
    return records.change(Objective, record_id, title=words)


def _set_statement(record_id: str, words: str) -> Edit:
    return records.change(Objective, record_id, statement=words.strip())


# --- actions ------------------------------------------------------------------------------------------------


def actions_table() -> TableSpec:
    organisations = plan.set_action_organisations
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
            Column("planner", _tr("Planner"), _planner, lambda i, w: organisations(i, "planner_organisation_id", w),
                   Kind.ORGANISATION, 152, stretch=1, wrap=True, help=_tr("Who plans it")),
            Column("deliverers", _tr("Deliverers"), _deliverers,
                   lambda i, w: organisations(i, "deliverer_organisation_ids", w), Kind.ORGANISATIONS, 184, stretch=2,
                   wrap=True, help=_tr("Who delivers it; several with “;” between them")),
            Column("monitor", _tr("Monitor"), _monitor, lambda i, w: organisations(i, "monitor_organisation_id", w),
                   Kind.ORGANISATION, 152, stretch=1, wrap=True, help=_tr("Who checks; somebody who does not deliver")),
            Column("owner", _tr("Owner"), _owner, plan.set_action_owner, Kind.PERSON, 144, wrap=True),
            Column("due", _tr("Due"), _due, plan.set_action_due, Kind.DATE, 112, shown=_due_shown,
                   help=_tr("As 6/11/2026")),
            Column("gaps", _tr("To settle"), _gaps, None, width=136, wrap=True, tone=lambda _w, _a: "warning"),
            Column("target", _tr("Target"), _target, _set_target, width=200, stretch=1, wrap=True),
            Column("first_step", _tr("First step"), _first_step, _set_first_step, width=200, stretch=1, wrap=True),
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
    return "; ".join(name_of(workshop, Organisation, each) for each in action.deliverer_organisation_ids)


def _monitor(workshop: Workshop, action: Action) -> str:
    return name_of(workshop, Organisation, action.monitor_organisation_id)


def _owner(workshop: Workshop, action: Action) -> str:
    return name_of(workshop, Participant, action.owner_participant_id)


def _due(_workshop: Workshop, action: Action) -> str:
    return day_typed(action.due)


def _due_shown(_workshop: Workshop, action: Action) -> str:
    return day_shown(action.due)


def _gaps(_workshop: Workshop, action: Action) -> str:
    return gap_words(action)


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


# --- the parking lot ----------------------------------------------------------------------------------------


def parking_table() -> TableSpec:
    return TableSpec(
        record=ParkingLotItem,
        name=_tr("Parking lot"),
        noun=_tr("point"),
        nouns=_tr("points"),
        rows=lambda workshop: workshop.all(ParkingLotItem),
        add=parking.park,
        add_hint=_tr("Park a point"),
        also=(Participant,),
        columns=(
            Column("text", _tr("Point"), _point, _set_point, width=280, stretch=3, wrap=True),
            Column("raised_by", _tr("Raised by"), _raised_by, _set_raised_by, width=136, wrap=True),
            Column("owner", _tr("Owner"), _parking_owner, _set_parking_owner, Kind.PERSON, 144, wrap=True),
            Column("answer_by", _tr("Answer by"), _answer_by, _set_answer_by, Kind.DATE, 112, shown=_answer_by_shown),
            Column("status", _tr("Status"), _parking_status, _set_parking_status, width=136, stretch=1, wrap=True,
                   suggest=lambda _workshop: ("open", "answered", "dropped")),
        ),
    )  # fmt: skip


def _point(_workshop: Workshop, item: ParkingLotItem) -> str:
    return item.text


def _raised_by(_workshop: Workshop, item: ParkingLotItem) -> str:
    return item.raised_by


def _parking_owner(workshop: Workshop, item: ParkingLotItem) -> str:
    return name_of(workshop, Participant, item.owner_participant_id)


def _answer_by(_workshop: Workshop, item: ParkingLotItem) -> str:
    return day_typed(item.answer_by)


def _answer_by_shown(_workshop: Workshop, item: ParkingLotItem) -> str:
    return day_shown(item.answer_by)


def _parking_status(_workshop: Workshop, item: ParkingLotItem) -> str:
    return item.status


def _set_point(record_id: str, words: str) -> Edit:
    return records.change(ParkingLotItem, record_id, text=words)


def _set_raised_by(record_id: str, words: str) -> Edit:
    return records.change(ParkingLotItem, record_id, raised_by=words.strip())


def _set_parking_owner(record_id: str, words: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        person = find_participant(workshop, words)
        owner_id = person.id if person else None
        return records.change(ParkingLotItem, record_id, owner_participant_id=owner_id)(workshop, moment)

    return edit


def _set_answer_by(record_id: str, words: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return records.change(ParkingLotItem, record_id, answer_by=plan.parse_date(words))(workshop, moment)

    return edit


def _set_parking_status(record_id: str, words: str) -> Edit:
    return records.change(ParkingLotItem, record_id, status=words.strip() or "open")
