"""The agenda: what happens when, for how long; and the order of things that have one."""

from __future__ import annotations

import dataclasses

from lsp_workshop.domain.change import Change, changed
from lsp_workshop.domain.edits import names, records
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.minutes import step_as_planned
from lsp_workshop.domain.model import AgendaItem, Sector
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop

LONGEST_MINUTES = 600


def add_agenda_item(title: str) -> Edit:
    """At the end."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        order = max((item.order for item in workshop.all(AgendaItem)), default=0) + 1
        return records.add(AgendaItem, title=title, order=order)(workshop, moment)

    return edit


def set_time(item_id: str, text: str) -> Edit:
    """The plan; a time that it was moved to on the day is gone. Raises "bad_time"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return records.change(AgendaItem, item_id, time=names.parse_time(text), time_given="")(workshop, moment)

    return edit


def set_minutes(item_id: str, text: str) -> Edit:
    """The plan; minutes given on the day, to the item or its steps, are gone.

    Raises "bad_number", and "bad_minutes" for more than 600.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        minutes = names.parse_number(text) if text.strip() else 0
        if minutes > LONGEST_MINUTES:
            raise DomainError("bad_minutes", minutes=minutes)
        steps = tuple(step_as_planned(step) for step in workshop.get(AgendaItem, item_id).steps)
        return records.change(AgendaItem, item_id, minutes=minutes, minutes_given=None, steps=steps)(workshop, moment)

    return edit


def set_fixed(item_id: str, text: str) -> Edit:
    """Whether the item keeps its time ("yes": lunch is served at 12:30). Raises "bad_yes_no"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return records.change(AgendaItem, item_id, fixed=names.parse_yes_no(text))(workshop, moment)

    return edit


def set_stage(item_id: str, text: str) -> Edit:
    """The stage by its number or title; "" for none. Raises "no_such"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        stage = names.find_stage(workshop, text)
        return records.change(AgendaItem, item_id, stage_id=stage.id if stage else None)(workshop, moment)

    return edit


def move(kind: type[AgendaItem] | type[Sector], record_id: str, by: int) -> Edit:
    """One place up (-1) or down (1) in the order; at the edge nothing changes."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        ordered: list[AgendaItem | Sector] = list(workshop.agenda() if kind is AgendaItem else workshop.sectors())
        here = next((place for place, each in enumerate(ordered) if each.id == record_id), None)
        if here is None:
            raise DomainError("unknown_record", collection=kind.collection, id=record_id)
        there = here + by
        changes: list[Change] = []
        if 0 <= there < len(ordered):
            ordered.insert(there, ordered.pop(here))
            # Numbered afresh, because a file from elsewhere may hold the same number twice.
            for place, each in enumerate(ordered, start=1):
                changes.extend(changed(each, dataclasses.replace(each, order=place)))
        return Transaction(f"move {records.object_of(ordered[min(max(there, 0), len(ordered) - 1)])}", tuple(changes))

    return edit
