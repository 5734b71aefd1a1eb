"""Organisations, people and tables: who is here, who may vote, who sits where, who agrees to be named."""

from __future__ import annotations

import dataclasses
from typing import Any

from lsp_workshop.domain.change import Change, added, changed
from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.event import table_label
from lsp_workshop.domain.edits.names import (
    find_group,
    find_organisation,
    find_participant,
    find_sector,
    organisation_named,
    parse_yes_no,
)
from lsp_workshop.domain.edits.records import check_fields, object_of, require_references
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Apology, Group, Organisation, Participant, Sector
from lsp_workshop.domain.sectors import NEUTRAL
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop

SHAPES = ("circle", "square", "triangle", "diamond", "cross")
"""How sectors are told apart without colour."""


def add_organisation(name: str, sector_id: str | None = None) -> Edit:
    """Raises "organisation_exists" for a name that is there already, whatever the capitals."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        if find_organisation(workshop, name) is not None:
            raise DomainError("organisation_exists", name=name.strip())
        return records.add(Organisation, name=name, sector_id=sector_id)(workshop, moment)

    return edit


def add_apology(name: str, organisation: str = "") -> Edit:
    """Somebody who could not come and said so."""
    return records.add(Apology, name=name, organisation=organisation.strip())


def change_apology(apology_id: str, **fields: Any) -> Edit:
    return records.change(Apology, apology_id, **fields)


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
            belongs_to, made = organisation_named(workshop, moment, organisation, sector_id)
            changes.extend(made)
        person = Participant(
            id=moment.new_id(),
            organisation_id=belongs_to,
            **check_fields(Participant, {"name": name, **fields}),
        )
        changes.extend(added(person))
        require_references(workshop, changes)
        return Transaction(f"add {object_of(person)}", tuple(changes))

    return edit


def arrive(participant_id: str) -> Edit:
    """Tick a person as here, with the time; somebody who had left is back."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Participant, participant_id)
        arrived = before.arrived or _clock_time(moment)
        after = dataclasses.replace(before, attended=True, arrived=arrived, left=None)
        return Transaction(f"tick {short_title(before.name)} as here", changed(before, after))

    return edit


def walk_in(name: str) -> Edit:
    """Somebody who came and was not on the list: added, and here from now."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        made = add_participant(name, attended=True, arrived=_clock_time(moment))(workshop, moment)
        return dataclasses.replace(made, label=f"{made.label} as here")

    return edit


def leave(participant_id: str) -> Edit:
    """Note that a person has left; from now on they are not eligible in ballots that open."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Participant, participant_id)
        if not before.attended:
            raise DomainError("not_here", name=before.name)
        after = dataclasses.replace(before, left=_clock_time(moment))
        return Transaction(f"note that {short_title(before.name)} has left", changed(before, after))

    return edit


def not_here(participant_id: str) -> Edit:
    """Take back a tick: the person never came."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Participant, participant_id)
        after = dataclasses.replace(before, attended=False, arrived=None, left=None)
        return Transaction(f"take back the tick of {short_title(before.name)}", changed(before, after))

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


def set_shape(sector_id: str, shape: str) -> Edit:
    """Raises "no_such" for a shape that cannot be drawn."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        wanted = shape.strip().casefold()
        if wanted not in SHAPES:
            raise DomainError("no_such", noun="shape", text=shape.strip(), known=SHAPES)
        return records.change(Sector, sector_id, shape=wanted)(workshop, moment)

    return edit


def add_sector(name: str) -> Edit:
    """A sector at the end of the list, with a shape of its own while there are any."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        sectors = workshop.sectors()
        used = {sector.shape for sector in sectors}
        shape = next((each for each in SHAPES if each not in used), "circle")
        order = max((sector.order for sector in sectors), default=0) + 1
        return records.add(Sector, name=name, order=order, shape=shape, colour=NEUTRAL)(workshop, moment)

    return edit


def set_organisation(participant_id: str, name: str) -> Edit:
    """The organisation by its name, made where it is new; "" for none."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Participant, participant_id)
        organisation_id, made = organisation_named(workshop, moment, name)
        after = dataclasses.replace(before, organisation_id=organisation_id)
        return Transaction(f"change the organisation of {short_title(before.name)}", (*made, *changed(before, after)))

    return edit


def set_sector(participant_id: str, name: str) -> Edit:
    """The sector of the person's organisation, so of everybody in it. Raises "no_organisation", "no_such"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        person = workshop.get(Participant, participant_id)
        if person.organisation_id is None:
            raise DomainError("no_organisation", name=person.name)
        return set_organisation_sector(person.organisation_id, name)(workshop, moment)

    return edit


def set_organisation_sector(organisation_id: str, name: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        sector = find_sector(workshop, name)
        return records.change(Organisation, organisation_id, sector_id=sector.id if sector else None)(workshop, moment)

    return edit


def rename_organisation(organisation_id: str, name: str) -> Edit:
    """Raises "organisation_exists" where another has the name."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        found = find_organisation(workshop, name)
        if found is not None and found.id != organisation_id:
            raise DomainError("organisation_exists", name=found.name)
        return records.change(Organisation, organisation_id, name=name)(workshop, moment)

    return edit


def set_group(participant_id: str, label: str) -> Edit:
    """The table by its label or name; "" for none. Raises "no_such"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        group = find_group(workshop, label)
        return records.change(Participant, participant_id, group_id=group.id if group else None)(workshop, moment)

    return edit


def set_flag(participant_id: str, field: str, text: str) -> Edit:
    """`field` is "may_vote", "named_in_record" or "large_print"; the text says yes or no."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return records.change(Participant, participant_id, **{field: parse_yes_no(text)})(workshop, moment)

    return edit


def set_here(participant_id: str, text: str) -> Edit:
    """ "yes" ticks the person as here, "left" notes that they left, "no" takes the tick back."""
    words = text.strip().casefold()
    if words == "left":
        return leave(participant_id)

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        deed = arrive if parse_yes_no(text) else not_here
        return deed(participant_id)(workshop, moment)

    return edit


def rename_group(group_id: str, label: str) -> Edit:
    """Raises "group_exists" where another table has the label."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        wanted = label.strip().casefold()
        if any(each.label.casefold() == wanted for each in workshop.all(Group) if each.id != group_id):
            raise DomainError("group_exists", label=label.strip())
        return records.change(Group, group_id, label=label)(workshop, moment)

    return edit


def set_group_person(group_id: str, field: str, name: str) -> Edit:
    """`field` is "host_id" or "scribe_id". Raises "no_such", "several_fit"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        person = find_participant(workshop, name)
        return records.change(Group, group_id, **{field: person.id if person else None})(workshop, moment)

    return edit


def seat_everyone() -> Edit:
    """Give everybody without a table one: evenly, with each table's sectors and organisations mixed.

    Those who have a table keep it. Raises "no_tables" where there is none.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        groups = workshop.all(Group)
        if not groups:
            raise DomainError("no_tables")
        seated: dict[str, list[Participant]] = {group.id: [] for group in groups}
        waiting: list[Participant] = []
        for person in workshop.all(Participant):
            seated[person.group_id].append(person) if person.group_id else waiting.append(person)
        changes: list[Change] = []
        # Sector by sector, so that the same sector is dealt round the tables like cards.
        for person in sorted(waiting, key=lambda each: (_sector_id(workshop, each), each.organisation_id or "")):
            best = min(groups, key=lambda group: _crowding(workshop, person, seated[group.id]))
            seated[best.id].append(person)
            changes.extend(changed(person, dataclasses.replace(person, group_id=best.id)))
        return Transaction(f"give {len(changes)} people a table", tuple(changes))

    return edit


def _crowding(workshop: Workshop, person: Participant, table: list[Participant]) -> tuple[int, int, int]:
    """How unsuited a table is: people at it, of the person's sector, of their organisation."""
    sector_id = _sector_id(workshop, person)
    same_sector = sum(1 for other in table if _sector_id(workshop, other) == sector_id)
    same_organisation = sum(1 for other in table if other.organisation_id == person.organisation_id)
    return len(table), same_sector, same_organisation


def _sector_id(workshop: Workshop, person: Participant) -> str:
    sector = workshop.sector_of(person)
    return sector.id if sector else ""


def _clock_time(moment: Moment) -> str:
    """ "09:15" of "2026-03-12T09:15:30"."""
    return moment.now[11:16]
