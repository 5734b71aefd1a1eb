"""The action plan as sheets, for whoever asks after what was promised: actions, and their milestones."""

from __future__ import annotations

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.gaps import DONE, DROPPED
from lsp_workshop.domain.model import Action, Objective, Organisation, Participant
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.plan_figures import by_objective
from lsp_workshop.domain.sheets.parts import YES, Chased, Sheet, SheetColumn, Value, when, yes
from lsp_workshop.domain.wording import capital
from lsp_workshop.domain.workshop import Workshop

_BETWEEN = "; "


def actions_sheet(workshop: Workshop, framework: Framework, people: People) -> Sheet:
    """Every action, those of the objectives in their order first; arrangements in the words of `framework`."""
    columns = (
        SheetColumn("No.", 6, names=True), SheetColumn("Objective", 18), SheetColumn("Action", 32),
        SheetColumn("Target", 20), SheetColumn("Deliverers", 22), SheetColumn("Owner", 16),
        SheetColumn("Owner’s organisation", 18), SheetColumn("First step", 20), SheetColumn("First step by", 12),
        SheetColumn("Due", 12), SheetColumn("Status", 11), SheetColumn("Red, amber, green", 9),
        SheetColumn("Reason", 20), SheetColumn("Planner", 32), SheetColumn("Monitor", 32),
        SheetColumn("Milestones done", 16), SheetColumn("Milestones", 12), SheetColumn("Joint arrangements", 60),
        SheetColumn("Id", 22),
    )  # fmt: skip
    arrangements = {prompt.id: prompt.text for prompt in framework.joint_arrangements}
    rows = [
        _action(place, objective, action, arrangements, people)
        for place, (objective, action) in enumerate(_in_order(workshop), start=1)
    ]
    chased = Chased("Due", "Status", (capital(DONE), capital(DROPPED)))
    return Sheet("Actions", columns, tuple(rows), printed_to="Reason", chased=chased)


def _in_order(workshop: Workshop) -> list[tuple[Objective | None, Action]]:
    return [(objective, action) for objective, own in by_objective(workshop) for action in own]


def _action(
    place: int, objective: Objective | None, action: Action, arrangements: dict[str, str], people: People
) -> tuple[Value, ...]:
    joint = [arrangements[each] for each in action.joint_arrangement_ids if each in arrangements]
    return (
        place,
        _title(objective),
        action.title,
        action.target or None,
        _BETWEEN.join(people.organisations(action.deliverer_organisation_ids)) or None,
        people.person(action.owner_participant_id) or None,
        _organisation_of(action.owner_participant_id, people),
        action.first_step or None,
        when(action.first_step_due),
        when(action.due),
        capital(action.status) or None,
        capital(action.rag or "") or None,
        action.rag_reason or None,
        people.organisation(action.planner_organisation_id) or None,
        people.organisation(action.monitor_organisation_id) or None,
        sum(each.done for each in action.milestones),
        len(action.milestones),
        _BETWEEN.join(joint) or None,
        action.id,
    )


def _title(objective: Objective | None) -> Value:
    return f"{objective.number}  {objective.title}" if objective else None


def _organisation_of(participant_id: str | None, people: People) -> Value:
    participant = people.workshop.find(Participant, participant_id)
    organisation = people.workshop.find(Organisation, participant.organisation_id) if participant else None
    return organisation.name if organisation else None


def milestones_sheet(workshop: Workshop, people: People) -> Sheet:
    """A row for each milestone, under the number that its action has in the sheet of actions."""
    columns = (
        SheetColumn("No.", 6, names=True), SheetColumn("Objective", 30), SheetColumn("Action", 42),
        SheetColumn("Milestone", 38), SheetColumn("Due", 12), SheetColumn("Done", 9), SheetColumn("Owner", 22),
        SheetColumn("Action due", 12), SheetColumn("Action’s id", 22),
    )  # fmt: skip
    rows = []
    for place, (objective, action) in enumerate(_in_order(workshop), start=1):
        for milestone in action.milestones:
            row: tuple[Value, ...] = (
                place,
                _title(objective),
                action.title,
                milestone.title,
                when(milestone.due),
                yes(milestone.done),
                people.person(action.owner_participant_id) or None,
                when(action.due),
                action.id,
            )
            rows.append(row)
    return Sheet("Milestones", columns, tuple(rows), printed_to="Action due", chased=Chased("Due", "Done", (YES,)))
