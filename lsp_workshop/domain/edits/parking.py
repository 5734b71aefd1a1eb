"""The parking lot: points set aside with a name on them."""

from __future__ import annotations

from typing import Any

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.model import ParkingLotItem
from lsp_workshop.domain.transaction import Edit


def park(text: str, raised_by: str = "") -> Edit:
    return records.add(ParkingLotItem, text=text, raised_by=raised_by.strip())


def change_parked(item_id: str, **fields: Any) -> Edit:
    return records.change(ParkingLotItem, item_id, **fields)
