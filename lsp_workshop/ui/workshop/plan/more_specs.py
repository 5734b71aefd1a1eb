"""The table of pledges as data."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import pledges
from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.model import Organisation, Participant, Pledge
from lsp_workshop.domain.transaction import Edit
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
