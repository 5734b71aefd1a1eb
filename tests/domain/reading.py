"""Looking something up in the printable record."""

from __future__ import annotations

from typing import Any

from lsp_workshop.domain.record.parts import PrintableRecord, Section
from tests.texts import texts


def said(record: object) -> str:
    return "\n".join(texts(record))


def section(record: PrintableRecord, start: str) -> Section:
    return next(each for each in record.sections if each.id.startswith(start) or each.title == start)


def blocks(record: PrintableRecord, kind: type) -> list[Any]:
    return [block for each in record.sections for block in each.blocks if isinstance(block, kind)]
