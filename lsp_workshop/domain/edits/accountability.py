"""How the partnership answers for itself: to whom, how, and how often."""

from __future__ import annotations

from typing import Any

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.model import Mechanism
from lsp_workshop.domain.transaction import Edit


def add_mechanism(to_whom: str, how: str = "", how_often: str = "") -> Edit:
    """Raises "empty_text" where nobody is named to whom it answers."""
    return records.add(Mechanism, to_whom=to_whom, how=how.strip(), how_often=how_often.strip())


def change_mechanism(mechanism_id: str, **fields: Any) -> Edit:
    return records.change(Mechanism, mechanism_id, **fields)
