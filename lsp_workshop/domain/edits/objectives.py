"""Objectives made of what the room has chosen, and what their cells take: routes and indicators by name."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from lsp_workshop.domain.edits import plan, records
from lsp_workshop.domain.edits.names import one_of, several
from lsp_workshop.domain.model import Ballot, BallotOption, BallotStatus, Indicator, Objective
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import LONGEST_TITLE, shortened
from lsp_workshop.domain.workshop import Workshop

_LONGEST = LONGEST_TITLE * 2


def objective_from(texts: Sequence[str], route_ids: Sequence[str] = ()) -> Edit:
    """An objective in the words of the routes, themes or answers that it was made of; people reword it.

    `route_ids` are ids of options of the ballot that chose the routes. The first text is the title; what is too long
    for one, and the other texts, stand in the statement. Raises "empty_text", "dangling".
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        first = texts[0] if texts else ""
        title = shortened(first, _LONGEST)
        whole = list(texts) if title != " ".join(first.split()) or len(texts) > 1 else []
        made = plan.add_objective(title, "\n".join(whole))(workshop, moment)
        objective = made.new(Objective)
        after = dataclasses.replace(objective, route_ids=tuple(dict.fromkeys(route_ids)))
        changes = tuple(dataclasses.replace(each, after=after) for each in made.changes)
        records.require_references(workshop, changes)
        return dataclasses.replace(made, changes=changes)

    return edit


def route_options(workshop: Workshop) -> list[BallotOption]:
    """What objectives can be routes of: the options of every ballot that is closed, the latest ballot's first."""
    closed = [ballot for ballot in workshop.all(Ballot) if ballot.status is BallotStatus.CLOSED]
    closed.sort(key=lambda ballot: ballot.closed_at or "", reverse=True)
    return [option for ballot in closed for option in ballot.options]


def route_names(workshop: Workshop, objective: Objective) -> list[str]:
    labels = {option.id: option.label for ballot in workshop.all(Ballot) for option in ballot.options}
    return [labels.get(route, route) for route in objective.route_ids]


def set_routes(objective_id: str, text: str) -> Edit:
    """The routes by the words of the options, "one; two"; those that stay keep their ballot. Raises "no_such"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        objective = workshop.get(Objective, objective_id)
        there = dict(zip(route_names(workshop, objective), objective.route_ids, strict=True))
        options = route_options(workshop)
        ids = [there.get(name) or _option(options, name).id for name in several(text)]
        return records.change(Objective, objective_id, route_ids=tuple(dict.fromkeys(ids)))(workshop, moment)

    return edit


def _option(options: Sequence[BallotOption], name: str) -> BallotOption:
    """Of options with the same words in two ballots it is the latest ballot's."""
    known = {option.label.casefold(): option for option in reversed(options)}
    return one_of("route", list(known.values()), name, lambda option: (option.label,))


def set_indicators(objective_id: str, text: str) -> Edit:
    """What the objective is measured by, indicators by title, "one; two". Raises "no_such", "several_fit"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        known = workshop.all(Indicator)
        ids = [one_of("indicator", known, name, lambda each: (each.title,)).id for name in several(text)]
        return records.change(Objective, objective_id, indicator_ids=tuple(dict.fromkeys(ids)))(workshop, moment)

    return edit
