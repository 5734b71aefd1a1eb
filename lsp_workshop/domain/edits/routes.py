"""The main routes to the vision: taken from what was said, put to a ballot, each with what it rules out."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from lsp_workshop.domain.change import added, changed
from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.ballots import new_ballot, option
from lsp_workshop.domain.edits.names import one_of
from lsp_workshop.domain.edits.records import objects_of, require_references
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Ballot, Route
from lsp_workshop.domain.routes import ROUTE_STATUSES, RouteSource, routes_question
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import counted
from lsp_workshop.domain.workshop import Workshop

PRESET = "approval"
QUESTION = "Which routes should we take? Mark every one you would back with your own organisation's effort."
"""How routes are put to the room; the draft can be changed before it is opened."""


def add_route(text: str, *, rules_out: str = "") -> Edit:
    """Raises "empty_text"."""
    return records.add(Route, text=text, rules_out=rules_out.strip())


def change_route(route_id: str, **fields: Any) -> Edit:
    return records.change(Route, route_id, **fields)


def take_routes(sources: Sequence[RouteSource]) -> Edit:
    """A route out of each of these answers, themes or options, in its words. Raises "nothing_to_take", "dangling"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        if not sources:
            raise DomainError("nothing_to_take")
        made = [
            Route(
                id=moment.new_id(),
                text=each.text,
                answer_id=each.answer_id,
                theme_id=each.theme_id,
                options=(each.option_id,) if each.option_id else (),
            )
            for each in sources
        ]
        changes = added(*made)
        require_references(workshop, changes)
        return Transaction(f"take over {objects_of(made)}", changes)

    return edit


def set_route_status(route_id: str, text: str) -> Edit:
    """ "chosen", "not chosen", or "" for neither yet. Raises "no_such"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        status = one_of("status", ROUTE_STATUSES, text, lambda each: (each,)) if text.strip() else ""
        return change_route(route_id, status=status)(workshop, moment)

    return edit


def put_routes_to_ballot(route_ids: Sequence[str] = ()) -> Edit:
    """A draft ballot between these routes, or between all of them. Raises "too_few_routes"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        routes = [each for each in workshop.all(Route) if not route_ids or each.id in route_ids]
        if len(routes) < 2:
            raise DomainError("too_few_routes")
        question = routes_question(workshop)
        made = new_ballot(
            QUESTION,
            question_id=question.id if question else None,
            preset=PRESET,
            options=[option(each.text, answer_id=each.answer_id, theme_id=each.theme_id) for each in routes],
        )(workshop, moment)
        changes = made.changes
        for each, its in zip(routes, made.new(Ballot).options, strict=True):
            changes += changed(each, dataclasses.replace(each, options=(*each.options, its.id)))
        return Transaction(f"put {counted(len(routes), 'route')} to a ballot", changes)

    return edit
