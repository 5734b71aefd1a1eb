"""Pledges: what one organisation will do to build its own capacity."""

from __future__ import annotations

from typing import Any

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.model import Pledge
from lsp_workshop.domain.transaction import Edit


def add_pledge(text: str, **fields: Any) -> Edit:
    """A pledge; organisation, person, dimension of change and date can come later. Raises "empty_text", "dangling"."""
    return records.add(Pledge, text=text, **fields)


def change_pledge(pledge_id: str, **fields: Any) -> Edit:
    return records.change(Pledge, pledge_id, **fields)
