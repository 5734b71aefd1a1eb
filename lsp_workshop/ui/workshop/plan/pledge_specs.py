"""The table of pledges as data."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.edits import pledges
from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.model import Organisation, Participant, Pledge
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.tables import Column, Kind, TableSpec
from lsp_workshop.ui.tables.columns import (
    day_in,
    day_seen_in,
    name_in,
    put_words,
    words_in,
)


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
            Column("text", _tr("Pledge"), words_in("text"), put_words(pledges.change_pledge, "text"), width=280,
                   stretch=3, wrap=True),
            Column("organisation", _tr("Organisation"), name_in(Organisation, "organisation_id"),
                   pledges.set_pledge_organisation, Kind.ORGANISATION, 200, stretch=1, wrap=True),
            Column("person", _tr("Person"), name_in(Participant, "participant_id"), pledges.set_pledge_person,
                   Kind.PERSON, 144, wrap=True),
            Column("dimension", _tr("Change in"), dimension,
                   lambda i, w: pledges.set_pledge_dimension(i, w, dimensions), Kind.CHOICE, 160, wrap=True,
                   suggest=lambda _workshop: [each.text for each in dimensions]),
            Column("due", _tr("By"), day_in("due"), pledges.set_pledge_due, Kind.DATE, 112, shown=day_seen_in("due"),
                   help=_tr("As 6/11/2026, 6/11 or November")),
        ),
    )  # fmt: skip
