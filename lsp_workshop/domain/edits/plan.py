"""Decisions and the plan: objectives and actions. Incomplete is allowed and shown, never refused while people talk."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from lsp_workshop.domain.edits.records import check_fields, require_references
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Action, Ballot, BallotStatus, Decision, Objective
from lsp_workshop.domain.transaction import Edit, Moment, Transaction, added, changed
from lsp_workshop.domain.workshop import Workshop


def add_decision(
    stage_id: str | None,
    text: str,
    *,
    how: str = "",
    outcome: str = "agreed",
    dissent: str = "",
    ballot_id: str | None = None,
) -> Edit:
    """What was decided. Raises "ballot_not_closed" when it leans on a ballot that is still running."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        if ballot_id is not None:
            ballot = workshop.get(Ballot, ballot_id)
            if ballot.status is not BallotStatus.CLOSED:
                raise DomainError("ballot_not_closed", title=ballot.title)
        decision = Decision(
            id=moment.new_id(),
            stage_id=stage_id,
            how=how.strip(),
            outcome=outcome.strip() or "agreed",
            dissent=dissent.strip(),
            ballot_id=ballot_id,
            recorded_at=moment.now,
            **check_fields(Decision, {"text": text}),
        )
        changes = added(decision)
        require_references(workshop, changes)
        return Transaction("record a decision", changes)

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
        return Transaction("add objective", added(objective))

    return edit


def add_action(title: str, *, objective_id: str | None = None, **fields: Any) -> Edit:
    """An action of the plan; everything but the title can come later."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        values = check_fields(Action, {"title": title, **fields})
        action = Action(id=moment.new_id(), objective_id=objective_id, **values)
        _check_dates(action)
        changes = added(action)
        require_references(workshop, changes)
        return Transaction("add action", changes)

    return edit


def change_action(action_id: str, **fields: Any) -> Edit:
    """New values for an action. Raises "milestone_after_due", "bad_date", "reason_needed" (red or amber)."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Action, action_id)
        after = dataclasses.replace(before, **check_fields(Action, fields))
        _check_dates(after)
        changes = changed(before, after)
        require_references(workshop, changes)
        return Transaction("change action", changes)

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
            day, month, year = (int(part) for part in parts)
            try:
                return date(year + 2000 if year < 100 else year, month, day).isoformat()
            except ValueError:
                break
    raise DomainError("bad_date", text=words)


def _check_dates(action: Action) -> None:
    for milestone in action.milestones:
        if action.due and milestone.due and milestone.due > action.due:
            raise DomainError("milestone_after_due", milestone=milestone.title, due=action.due)


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


