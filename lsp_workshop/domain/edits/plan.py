"""Decisions and the plan: objectives and actions. Incomplete is allowed and shown, never refused while people talk."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from typing import Any

from lsp_workshop.domain import outcomes
from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.names import (
    find_objective,
    find_participant,
    organisation_named,
    parse_number,
    several,
)
from lsp_workshop.domain.edits.records import check_fields, object_of, require_references, require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Action, Ballot, BallotStatus, Decision, Milestone, Objective
from lsp_workshop.domain.rag import require_reason
from lsp_workshop.domain.transaction import Change, Edit, Moment, Transaction, added, changed
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop

ACTION_STATUSES = ("not started", "under way", "done", "dropped")

_DATED = re.compile(r"(?P<title>.*?)[\s,;:–—-]*(?P<due>\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d{2}-\d{2})\s*", re.DOTALL)
_TITLE_AND_REST = re.compile(r"\s+[–—]+\s+|\s+-+\s+|\t+")


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
    """What was decided. Raises "ballot_not_closed" when it leans on a ballot that is still running."""

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


def parse_date(text: str | None) -> str | None:
    """An ISO date out of "2026-11-06", "6/11/2026", "06.11.26" (day first); None for nothing.

    Raises "bad_date" for anything else.
    """
    words = (text or "").strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        pass
    for separator in "/.-":
        parts = words.split(separator)
        if len(parts) == 3 and all(part.isdecimal() for part in parts):
            try:
                day, month, year = (int(part) for part in parts)
                return date(year + 2000 if year < 100 else year, month, day).isoformat()
            except (ValueError, OverflowError):
                break
    raise DomainError("bad_date", text=words)


def _check_dates(action: Action) -> None:
    for milestone in action.milestones:
        if action.due and milestone.due and _is_later(milestone.due, action.due):
            raise DomainError("milestone_after_due", milestone=milestone.title, due=action.due)


def _is_later(date_text: str, other: str) -> bool:
    """Of dates given to the day or to the month: the 15th of May is not later than May."""
    length = min(len(date_text), len(other))
    return date_text[:length] > other[:length]


def gaps(action: Action) -> tuple[str, ...]:
    """What the plan still lacks for this action, as codes: for showing, never for refusing.

    "no_planner", "no_deliverer", "no_owner", "no_due", "no_monitor", "monitor_delivers".
    """
    missing = [
        code
        for code, value in (
            ("no_planner", action.planner_organisation_id),
            ("no_deliverer", action.deliverer_organisation_ids),
            ("no_owner", action.owner_participant_id),
            ("no_due", action.due),
            ("no_monitor", action.monitor_organisation_id),
        )
        if not value
    ]
    if action.monitor_organisation_id and action.monitor_organisation_id in action.deliverer_organisation_ids:
        missing.append("monitor_delivers")
    return tuple(missing)


# --- what is typed into the cells of the plan ---------------------------------------------------------------


def change_decision(decision_id: str, **fields: Any) -> Edit:
    """New words, outcome, how, dissent, minority view or ballot. Raises "ballot_not_closed"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        return records.change(Decision, decision_id, **_decision_fields(workshop, fields))(workshop, moment)

    return edit


def _decision_fields(workshop: Workshop, fields: dict[str, Any]) -> dict[str, Any]:
    """What may stand in a decision: an outcome in any words (without any it is agreed), a ballot that is closed."""
    checked = check_fields(Decision, fields)
    for name in ("how", "outcome", "dissent", "minority_view"):
        if name in checked:
            checked[name] = checked[name].strip()
    if checked.get("outcome") == "":
        checked["outcome"] = outcomes.AGREED
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


def set_lead_organisation(objective_id: str, name: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Objective, objective_id)
        organisation_id, made = organisation_named(workshop, moment, name)
        after = dataclasses.replace(before, lead_organisation_id=organisation_id)
        return Transaction(f"change {object_of(before)}", (*made, *changed(before, after)))

    return edit


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
    """Raises "bad_date", "milestone_after_due"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return change_action(action_id, due=parse_date(text))(workshop, moment)

    return edit


def parse_milestone(text: str) -> Milestone:
    """A milestone out of "Rota agreed — 15/5/2026"; the date may be missing. Raises "bad_date", "empty_text"."""
    words = text.strip()
    dated = _DATED.fullmatch(words)
    if dated is not None:
        title, due = dated["title"], parse_date(dated["due"])
    else:
        title, due = words, None
        parts = _TITLE_AND_REST.split(words)
        # What follows the last dash and looks like a date, but is none, is a slip and no title.
        if len(parts) > 1 and re.fullmatch(r"[\d/.\- ]+", parts[-1]):
            parse_date(parts[-1])
    if not title.strip():
        raise DomainError("empty_text", noun="milestone", field="title")
    return Milestone(title=require_words("actions", "title", title), due=due)


def add_milestone(action_id: str, text: str) -> Edit:
    """Raises "milestone_after_due", "bad_date", "empty_text"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        action, made = workshop.get(Action, action_id), parse_milestone(text)
        transaction = change_action(action_id, milestones=(*action.milestones, made))(workshop, moment)
        return _relabelled(transaction, f"add milestone {short_title(made.title)} to {short_title(action.title)}")

    return edit


def change_milestone(action_id: str, place: int, text: str) -> Edit:
    """New words and date for the milestone at `place` (from 0); whether it is done stays."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        milestones = list(workshop.get(Action, action_id).milestones)
        typed = parse_milestone(text)
        label = f"change milestone {short_title(milestones[place].title)}"
        milestones[place] = dataclasses.replace(milestones[place], title=typed.title, due=typed.due)
        transaction = change_action(action_id, milestones=tuple(milestones))(workshop, moment)
        return _relabelled(transaction, label)

    return edit


def tick_milestone(action_id: str, place: int, done: bool) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        milestones = list(workshop.get(Action, action_id).milestones)
        milestones[place] = dataclasses.replace(milestones[place], done=done)
        transaction = change_action(action_id, milestones=tuple(milestones))(workshop, moment)
        called = f"milestone {short_title(milestones[place].title)}"
        return _relabelled(transaction, f"mark {called} as {'done' if done else 'not done'}")

    return edit


def remove_milestone(action_id: str, place: int) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        milestones = list(workshop.get(Action, action_id).milestones)
        label = f"remove milestone {short_title(milestones.pop(place).title)}"
        transaction = change_action(action_id, milestones=tuple(milestones))(workshop, moment)
        return _relabelled(transaction, label)

    return edit


def _relabelled(transaction: Transaction, label: str) -> Transaction:
    return dataclasses.replace(transaction, label=label)
