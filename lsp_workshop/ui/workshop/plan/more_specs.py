"""The tables of pledges and of the parking lot as data."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import parking, plan, pledges, records
from lsp_workshop.domain.edits.dates import parse_due
from lsp_workshop.domain.edits.names import find_participant
from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.model import Organisation, ParkingLotItem, Participant, Pledge
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.tables import Column, Kind, TableSpec
from lsp_workshop.ui.tables.columns import day_shown, day_typed, name_of


def _tr(text: str) -> str:
    return QCoreApplication.translate("Plan", text)


# --- pledges ------------------------------------------------------------------------------------------------


def pledges_table(dimensions: Sequence[Prompt]) -> TableSpec:
    """`dimensions` are the dimensions of change that the framework knows."""
    names = {each.id: each.text for each in dimensions}

    def dimension(_workshop: Workshop, pledge: Pledge) -> str:
        return names.get(pledge.dimension_id or "", pledge.dimension_id or "")

    return TableSpec(
        record=Pledge,
        name=_tr("Pledges"),
        noun=_tr("pledge"),
        nouns=_tr("pledges"),
        rows=lambda workshop: workshop.all(Pledge),
        add=pledges.add_pledge,
        add_hint=_tr("Add a pledge: what a partner will do to build its own capacity"),
        also=(Organisation, Participant),
        columns=(
            Column("text", _tr("Pledge"), _pledge, _set_pledge, width=280, stretch=3, wrap=True),
            Column("organisation", _tr("Organisation"), _pledged_by, pledges.set_pledge_organisation,
                   Kind.ORGANISATION, 200, stretch=1, wrap=True),
            Column("person", _tr("Person"), _pledged_in_person, pledges.set_pledge_person, Kind.PERSON, 144, wrap=True),
            Column("dimension", _tr("Change in"), dimension,
                   lambda i, w: pledges.set_pledge_dimension(i, w, dimensions), Kind.CHOICE, 160, wrap=True,
                   suggest=lambda _workshop: [each.text for each in dimensions]),
            Column("due", _tr("By"), _pledge_due, pledges.set_pledge_due, Kind.DATE, 112, shown=_pledge_due_shown,
                   help=_tr("As 6/11/2026, 6/11 or November")),
        ),
    )  # fmt: skip


def _pledge(_workshop: Workshop, pledge: Pledge) -> str:
    return pledge.text


def _set_pledge(record_id: str, words: str) -> Edit:
    return pledges.change_pledge(record_id, text=words)


def _pledged_by(workshop: Workshop, pledge: Pledge) -> str:
    return name_of(workshop, Organisation, pledge.organisation_id)


def _pledged_in_person(workshop: Workshop, pledge: Pledge) -> str:
    return name_of(workshop, Participant, pledge.participant_id)


def _pledge_due(_workshop: Workshop, pledge: Pledge) -> str:
    return day_typed(pledge.due)


def _pledge_due_shown(_workshop: Workshop, pledge: Pledge) -> str:
    return day_shown(pledge.due)


# --- the parking lot ----------------------------------------------------------------------------------------


def parking_table() -> TableSpec:
    return TableSpec(
        record=ParkingLotItem,
        name=_tr("Parking lot"),
        noun=_tr("point"),
        nouns=_tr("points"),
        rows=lambda workshop: workshop.all(ParkingLotItem),
        add=parking.park,
        add_hint=_tr("Park a point"),
        also=(Participant,),
        columns=(
            Column("text", _tr("Point"), _point, _set_point, width=280, stretch=3, wrap=True),
            Column("raised_by", _tr("Raised by"), _raised_by, _set_raised_by, width=136, wrap=True),
            Column("owner", _tr("Owner"), _parking_owner, _set_parking_owner, Kind.PERSON, 144, wrap=True),
            Column("answer_by", _tr("Answer by"), _answer_by, _set_answer_by, Kind.DATE, 112, shown=_answer_by_shown),
            Column("status", _tr("Status"), _parking_status, _set_parking_status, width=136, stretch=1, wrap=True,
                   suggest=lambda _workshop: ("open", "answered", "dropped")),
        ),
    )  # fmt: skip


def _point(_workshop: Workshop, item: ParkingLotItem) -> str:
    return item.text


def _raised_by(_workshop: Workshop, item: ParkingLotItem) -> str:
    return item.raised_by


def _parking_owner(workshop: Workshop, item: ParkingLotItem) -> str:
    return name_of(workshop, Participant, item.owner_participant_id)


def _answer_by(_workshop: Workshop, item: ParkingLotItem) -> str:
    return day_typed(item.answer_by)


def _answer_by_shown(_workshop: Workshop, item: ParkingLotItem) -> str:
    return day_shown(item.answer_by)


def _parking_status(_workshop: Workshop, item: ParkingLotItem) -> str:
    return item.status


def _set_point(record_id: str, words: str) -> Edit:
    return records.change(ParkingLotItem, record_id, text=words)


def _set_raised_by(record_id: str, words: str) -> Edit:
    return records.change(ParkingLotItem, record_id, raised_by=words.strip())


def _set_parking_owner(record_id: str, words: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        person = find_participant(workshop, words)
        owner_id = person.id if person else None
        return records.change(ParkingLotItem, record_id, owner_participant_id=owner_id)(workshop, moment)

    return edit


def _set_answer_by(record_id: str, words: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return records.change(ParkingLotItem, record_id, answer_by=parse_due(words, plan.near(workshop, moment)))(
            workshop, moment
        )

    return edit


def _set_parking_status(record_id: str, words: str) -> Edit:
    return records.change(ParkingLotItem, record_id, status=words.strip() or "open")
