"""Decisions and the plan: objectives and actions. Incomplete is allowed and shown, never refused while people talk."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from lsp_workshop.domain import outcomes
from lsp_workshop.domain.change import Change, added, changed
from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.dates import near, parse_due
from lsp_workshop.domain.edits.names import (
    find_objective,
    find_participant,
    one_of,
    organisation_named,
    parse_number,
    put_organisation,
    several,
    typed_list,
)
from lsp_workshop.domain.edits.records import check_fields, object_of, require_references
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.model import Action, Ballot, BallotStatus, Decision, Objective
from lsp_workshop.domain.rag import require_reason
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop

ACTION_STATUSES = ("not started", "under way", "done", "dropped")


def add_decision(
    stage_id: str | None,
    text: str,
    *,
    how: str = "",
    outcome: str = outcomes.AGREED,
    dissent: str = "",
    minority_view: str = "",
    ballot_id: str | None = None,
) -> Edit:
    """What was decided. Raises "ballot_not_closed" when it leans on a ballot that is still running, and
    "bad_outcome" for one that is no word.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        given = {"text": text, "how": how, "outcome": outcome, "dissent": dissent, "minority_view": minority_view}
        fields = _decision_fields(workshop, {**given, "ballot_id": ballot_id})
        decision = Decision(id=moment.new_id(), stage_id=stage_id, recorded_at=moment.now, **fields)
        changes = added(decision)
        require_references(workshop, changes)
        return Transaction(f"record {object_of(decision)}", changes)

    return edit


def add_objective(title: str, statement: str = "") -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        number = max((objective.number for objective in workshop.all(Objective)), default=0) + 1
        objective = Objective(
            id=moment.new_id(),
            number=number,
            statement=statement.strip(),
            **check_fields(Objective, {"title": title}),
        )
        return Transaction(f"add {object_of(objective)}", added(objective))

    return edit


def add_action(title: str, *, objective_id: str | None = None, **fields: Any) -> Edit:
    """An action of the plan; everything but the title can come later, also the prompt it came from."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        values = check_fields(Action, {"title": title, **fields})
        action = Action(id=moment.new_id(), objective_id=objective_id, **values)
        _check_dates(action)
        require_reason(action.title, action.rag, action.rag_reason)
        changes = added(action)
        require_references(workshop, changes)
        return Transaction(f"add {object_of(action)}", changes)

    return edit


def change_action(action_id: str, **fields: Any) -> Edit:
    """New values for an action. Raises "milestone_after_due", and "reason_needed" for red or amber without one."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Action, action_id)
        after = dataclasses.replace(before, **check_fields(Action, fields))
        _check_dates(after)
        if "rag" in fields or "rag_reason" in fields:
            require_reason(after.title, after.rag, after.rag_reason)
        changes = changed(before, after)
        require_references(workshop, changes)
        return Transaction(f"change {object_of(before)}", changes)

    return edit


def _check_dates(action: Action) -> None:
    for milestone in action.milestones:
        if action.due and milestone.due and _is_later(milestone.due, action.due):
            raise DomainError("milestone_after_due", milestone=milestone.title, due=action.due)


def _is_later(date_text: str, other: str) -> bool:
    """Of dates given to the day or to the month: the 15th of May is not later than May."""
    length = min(len(date_text), len(other))
    return date_text[:length] > other[:length]


# --- what is typed into the cells of the plan ---------------------------------------------------------------


def change_decision(decision_id: str, **fields: Any) -> Edit:
    """New words, outcome, how, dissent, minority view or ballot. Raises "ballot_not_closed", "bad_outcome"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        return records.change(Decision, decision_id, **_decision_fields(workshop, fields))(workshop, moment)

    return edit


def _decision_fields(workshop: Workshop, fields: dict[str, Any]) -> dict[str, Any]:
    """What may stand in a decision: an outcome in words (without any it is agreed), a ballot that is closed."""
    checked = check_fields(Decision, fields)
    for name in ("how", "outcome", "dissent", "minority_view"):
        if name in checked:
            checked[name] = checked[name].strip()
    if checked.get("outcome") == "":
        checked["outcome"] = outcomes.AGREED
    elif "outcome" in checked:
        checked["outcome"] = outcomes.outcome_typed(checked["outcome"])
    if checked.get("ballot_id") is not None:
        ballot = workshop.get(Ballot, checked["ballot_id"])
        if ballot.status is not BallotStatus.CLOSED:
            raise DomainError("ballot_not_closed", title=ballot.title)
    return checked


def set_objective_number(objective_id: str, text: str) -> Edit:
    """Raises "bad_number", and "objective_exists" where another has the number."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        number = parse_number(text)
        if any(each.number == number for each in workshop.all(Objective) if each.id != objective_id):
            raise DomainError("objective_exists", number=number)
        return records.change(Objective, objective_id, number=number)(workshop, moment)

    return edit


def set_lead_organisation(objective_id: str, name: str, field: str = "lead_organisation_id") -> Edit:
    """Who leads, or who leads with them (`field` "co_lead_organisation_id"); one that is new is made."""

    return put_organisation(Objective, objective_id, field, name)


def set_lead_person(objective_id: str, name: str) -> Edit:
    """Raises "no_such", "several_fit"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        person = find_participant(workshop, name)
        lead_id = person.id if person else None
        return records.change(Objective, objective_id, lead_participant_id=lead_id)(workshop, moment)

    return edit


def set_action_objective(action_id: str, text: str) -> Edit:
    """The objective by its number or title; "" for none. Raises "no_such"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        objective = find_objective(workshop, text)
        return change_action(action_id, objective_id=objective.id if objective else None)(workshop, moment)

    return edit


def set_action_organisations(action_id: str, field: str, text: str) -> Edit:
    """The planner, the deliverers ("one; two") or the monitor by name; an organisation that is new is made.

    `field` is "planner_organisation_id", "deliverer_organisation_ids" or "monitor_organisation_id".
    """
    many = field == "deliverer_organisation_ids"

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Action, action_id)
        changes: list[Change] = []
        ids: list[str] = []
        for name in several(text) if many else [text]:
            organisation_id, made = organisation_named(workshop, moment, name)
            changes.extend(made)
            if organisation_id is not None:
                ids.append(organisation_id)
        value: dict[str, Any] = {field: tuple(ids) if many else next(iter(ids), None)}
        changes.extend(changed(before, dataclasses.replace(before, **value)))
        return Transaction(f"change {object_of(before)}", tuple(changes))

    return edit


def set_action_owner(action_id: str, name: str) -> Edit:
    """Raises "no_such", "several_fit"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        person = find_participant(workshop, name)
        return change_action(action_id, owner_participant_id=person.id if person else None)(workshop, moment)

    return edit


def set_action_due(action_id: str, text: str) -> Edit:
    """A day, or a month by itself. Raises "bad_date", "milestone_after_due"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return change_action(action_id, due=parse_due(text, near(workshop, moment)))(workshop, moment)

    return edit


def set_first_step_due(action_id: str, text: str) -> Edit:
    """By when the first step is done. Raises "bad_date"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return change_action(action_id, first_step_due=parse_due(text, near(workshop, moment)))(workshop, moment)

    return edit


# --- joint arrangements -------------------------------------------------------------------------------------


def typed_arrangements(action: Action, arrangements: Sequence[Prompt]) -> str:
    """What is ticked in words, "one; two"; an id that the framework does not know stands for itself."""
    words = {prompt.id: prompt.text for prompt in arrangements}
    return typed_list([words.get(each, each) for each in action.joint_arrangement_ids])


def set_arrangements(action_id: str, text: str, arrangements: Sequence[Prompt]) -> Edit:
    """The joint arrangements by name, "one; two". Raises "no_such", "several_fit"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        there = workshop.get(Action, action_id).joint_arrangement_ids
        ids = [
            name
            if name in there
            else one_of("joint arrangement", arrangements, name, lambda each: (each.text, each.id)).id
            for name in several(text)
        ]
        return change_action(action_id, joint_arrangement_ids=tuple(dict.fromkeys(ids)))(workshop, moment)

    return edit


def tick_arrangement(action_id: str, arrangement: Prompt, on: bool) -> Edit:
    """Tick one joint arrangement, or take the tick away; the others stay."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Action, action_id)
        others = tuple(each for each in before.joint_arrangement_ids if each != arrangement.id)
        ticked = (*others, arrangement.id) if on else others
        transaction = change_action(action_id, joint_arrangement_ids=ticked)(workshop, moment)
        label = f"{'tick' if on else 'untick'} {short_title(arrangement.text)} for {short_title(before.title)}"
        return dataclasses.replace(transaction, label=label)

    return edit
