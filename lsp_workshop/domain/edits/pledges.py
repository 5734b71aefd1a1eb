"""Pledges: what one organisation will do to build its own capacity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.dates import near, parse_due
from lsp_workshop.domain.edits.names import find_participant, one_of, put_organisation
from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.model import Pledge
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop


def add_pledge(text: str, **fields: Any) -> Edit:
    """A pledge; organisation, person, dimension of change and date can come later. Raises "empty_text", "dangling"."""
    return records.add(Pledge, text=text, **fields)


def change_pledge(pledge_id: str, **fields: Any) -> Edit:
    return records.change(Pledge, pledge_id, **fields)


# --- what is typed into the cells ---------------------------------------------------------------------------


def set_pledge_organisation(pledge_id: str, name: str) -> Edit:
    """Who pledges it, by name; an organisation that is new is made."""

    return put_organisation(Pledge, pledge_id, "organisation_id", name)


def set_pledge_person(pledge_id: str, name: str) -> Edit:
    """Who gave the pledge. Raises "no_such", "several_fit"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        person = find_participant(workshop, name)
        return change_pledge(pledge_id, participant_id=person.id if person else None)(workshop, moment)

    return edit


def set_pledge_dimension(pledge_id: str, name: str, dimensions: Sequence[Prompt]) -> Edit:
    """Which of the dimensions of change it builds, by name. Raises "no_such", "several_fit"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        dimension_id = None
        if name.strip():
            dimension_id = one_of("dimension", dimensions, name, lambda each: (each.text, each.id)).id
        return change_pledge(pledge_id, dimension_id=dimension_id)(workshop, moment)

    return edit


def set_pledge_due(pledge_id: str, text: str) -> Edit:
    """A day, or a month by itself. Raises "bad_date"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return change_pledge(pledge_id, due=parse_due(text, near(workshop, moment)))(workshop, moment)

    return edit
