"""How every list shows a record that a repair marked as doubtful: one sign and the same words. Knows no list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.doubt import is_doubtful
from lsp_workshop.domain.model import Record

DOUBT_ICON = "triangle-alert"


def doubt_of(*records: Record | None) -> str:
    """What stands beside a record, and is said of it, where one of these is doubtful; else ""."""
    if any(record is not None and is_doubtful(record) for record in records):
        return QCoreApplication.translate("Doubt", "Damaged? Look at it")
    return ""
