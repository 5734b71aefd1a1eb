"""The parking lot: points set aside with a name on them."""

from __future__ import annotations

import dataclasses
from typing import Any

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.model import ParkingLotItem
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop


def park(text: str, raised_by: str = "", *, prompt_id: str | None = None) -> Edit:
    """A point set aside; `prompt_id` where it is a prompt of the framework."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        fields = {"text": text, "raised_by": raised_by.strip(), "prompt_id": prompt_id}
        transaction = records.add(ParkingLotItem, **fields)(workshop, moment)
        return dataclasses.replace(transaction, label=f"park {short_title(text)}")

    return edit


def change_parked(item_id: str, **fields: Any) -> Edit:
    return records.change(ParkingLotItem, item_id, **fields)
