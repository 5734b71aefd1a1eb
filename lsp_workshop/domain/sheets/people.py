"""Who took part, as a sheet: by name only with consent, by role and organisation otherwise; access needs never."""

from __future__ import annotations

from lsp_workshop.domain.model import Apology, Organisation, Participant
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.sheets.parts import Sheet, SheetColumn, Value, yes
from lsp_workshop.domain.workshop import Workshop


def participants_sheet(workshop: Workshop, people: People) -> Sheet:
    """Sector by sector, organisation by organisation, so that no row tells by its place who it is."""
    columns = (
        SheetColumn("Name", 26), SheetColumn("Role", 36), SheetColumn("Organisation", 34), SheetColumn("Sector", 18),
        SheetColumn(people.noun, 12), SheetColumn("Attended", 12), SheetColumn("May vote", 10),
    )  # fmt: skip
    listed = sorted(workshop.all(Participant), key=lambda participant: _order(workshop, participant, people))
    rows = [_participant(workshop, participant, people) for participant in listed]
    rows += [_apology(apology, people) for apology in workshop.all(Apology)]
    return Sheet("Participants", columns, tuple(rows))


def _order(workshop: Workshop, participant: Participant, people: People) -> tuple[int, str, str, str]:
    sector = workshop.sector_of(participant)
    name = participant.name if people.may_name(participant) else ""
    organisation = people.organisation(participant.organisation_id)
    return (sector.order if sector else 10**6, organisation.casefold(), participant.role.casefold(), name.casefold())


def _participant(workshop: Workshop, participant: Participant, people: People) -> tuple[Value, ...]:
    organisation = workshop.find(Organisation, participant.organisation_id)
    sector = workshop.sector_of(participant)
    return (
        participant.name if people.may_name(participant) else None,
        participant.role or None,
        organisation.name if organisation else None,
        sector.name if sector else None,
        people.group(participant.group_id) or None,
        yes(participant.attended) or "no",
        yes(participant.may_vote),
    )


def _apology(apology: Apology, people: People) -> tuple[Value, ...]:
    """Who sent apologies has not said whether they may be named; a participant of that name may have."""
    known = people.known_by(apology.name)
    named = bool(known) and all(map(people.may_name, known))
    return (apology.name if named else None, None, apology.organisation or None, None, None, "apologies", None)
