"""Indicators: what the partnership will measure, and which objective each belongs to."""

from __future__ import annotations

import dataclasses
from typing import Any

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.records import check_fields, object_of, require_references
from lsp_workshop.domain.model import Indicator, Objective
from lsp_workshop.domain.transaction import Change, Edit, Moment, Transaction, added, changed
from lsp_workshop.domain.workshop import Workshop


def add_indicator(title: str, *, objective_id: str | None = None, **fields: Any) -> Edit:
    """A measure, of the objective where one is given; figures can come later. Raises "empty_text", "dangling"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        indicator = Indicator(id=moment.new_id(), **check_fields(Indicator, {"title": title, **fields}))
        changes: tuple[Change, ...] = added(indicator)
        if objective_id is not None:
            before = workshop.get(Objective, objective_id)
            after = dataclasses.replace(before, indicator_ids=(*before.indicator_ids, indicator.id))
            changes += changed(before, after)
        require_references(workshop, changes)
        return Transaction(f"add {object_of(indicator)}", changes)

    return edit


def change_indicator(indicator_id: str, **fields: Any) -> Edit:
    return records.change(Indicator, indicator_id, **fields)
