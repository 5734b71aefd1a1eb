"""Organisations, people and tables: who is here, who may vote, who sits where, who agrees to be named."""

from __future__ import annotations

import dataclasses
from typing import Any

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.event import table_label
from lsp_workshop.domain.edits.records import check_fields, require_references, require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Group, Organisation, Participant, Sector
from lsp_workshop.domain.transaction import Change, Edit, Moment, Transaction, added, changed
from lsp_workshop.domain.workshop import Workshop


def find_organisation(workshop: Workshop, name: str) -> Organisation | None:
    wanted = name.strip().casefold()
    for organisation in workshop.all(Organisation):
        if organisation.name.casefold() == wanted:
            return organisation
    return None


def add_organisation(name: str, sector_id: str | None = None) -> Edit:
    """Raises "organisation_exists" for a name that is there already, whatever the capitals."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        if find_organisation(workshop, name) is not None:
            raise DomainError("organisation_exists", name=name.strip())
        return records.add(Organisation, name=name, sector_id=sector_id)(workshop, moment)

    return edit


def add_participant(
    name: str,
    *,
    organisation: str = "",
    sector_id: str | None = None,
    organisation_id: str | None = None,
    **fields: Any,
) -> Edit:
    """A person; the organisation is found by name, or made (in `sector_id`) where it is new.

    Consent to be named and attendance are False unless said: nobody is named who did not say yes.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        changes: list[Change] = []
        belongs_to = organisation_id
        if organisation.strip():
            found = find_organisation(workshop, organisation)
            if found is None:
                words = require_words("organisations", "name", organisation)
                found = Organisation(id=moment.new_id(), name=words, sector_id=sector_id)
                changes.extend(added(found))
            belongs_to = found.id
        person = Participant(
            id=moment.new_id(),
            organisation_id=belongs_to,
            **check_fields(Participant, {"name": name, **fields}),
        )
        changes.extend(added(person))
        require_references(workshop, changes)
        return Transaction("add participant", tuple(changes))

    return edit


def arrive(participant_id: str) -> Edit:
    """Tick a person as here, with the time; somebody who had left is back."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Participant, participant_id)
        arrived = before.arrived or _clock_time(moment)
        after = dataclasses.replace(before, attended=True, arrived=arrived, left=None)
        return Transaction("tick a person as here", changed(before, after))

    return edit


def leave(participant_id: str) -> Edit:
    """Note that a person has left; from now on they are not eligible in ballots that open."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Participant, participant_id)
        if not before.attended:
            raise DomainError("not_here", name=before.name)
        after = dataclasses.replace(before, left=_clock_time(moment))
        return Transaction("note that a person has left", changed(before, after))

    return edit


def not_here(participant_id: str) -> Edit:
    """Take back a tick: the person never came."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Participant, participant_id)
        after = dataclasses.replace(before, attended=False, arrived=None, left=None)
        return Transaction("take back a tick", changed(before, after))

    return edit


def add_group(label: str = "", name: str = "") -> Edit:
    """A table; without a label it takes the next free letter. Raises "group_exists" for a label in use."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        taken = {group.label.casefold() for group in workshop.all(Group)}
        wanted = label.strip()
        if not wanted:
            place = 0
            while table_label(place).casefold() in taken:
                place += 1
            wanted = table_label(place)
        if wanted.casefold() in taken:
            raise DomainError("group_exists", label=wanted)
        return records.add(Group, label=wanted, name=name.strip())(workshop, moment)

    return edit


def add_sector(name: str) -> Edit:
    """A sector at the end of the list, with a shape of its own while there are any."""
    shapes = ("circle", "square", "triangle", "diamond", "cross")

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        sectors = workshop.sectors()
        used = {sector.shape for sector in sectors}
        shape = next((each for each in shapes if each not in used), "circle")
        order = max((sector.order for sector in sectors), default=0) + 1
        return records.add(Sector, name=name, order=order, shape=shape, colour="#4D5A63")(workshop, moment)

    return edit


def _clock_time(moment: Moment) -> str:
    """ "09:15" of "2026-03-12T09:15:30"."""
    return moment.now[11:16]
