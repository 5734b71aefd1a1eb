"""Records that a repair could read and not vouch for: the mark that says so. Knows no file and no repair.

The mark stands among the fields no version knows, so that it stays with its record through every edit and save.
"""

from __future__ import annotations

import dataclasses
from types import MappingProxyType
from typing import TypeVar

from lsp_workshop.domain.model import NOTHING, Record
from lsp_workshop.domain.workshop import Workshop

R = TypeVar("R", bound=Record)

DOUBTFUL = "_doubtful"
"""The field, true, of a record whose checksum did not agree. It means something in our files only."""


def is_doubtful(record: Record) -> bool:
    return DOUBTFUL in record.extra


def doubtful_records(workshop: Workshop) -> list[Record]:
    """Every doubtful record, collection by collection, each in the order in which it was added."""
    return [record for record in workshop.records() if is_doubtful(record)]


def without_doubt(record: R) -> R:
    """The record without the mark, and otherwise as it is."""
    if not is_doubtful(record):
        return record
    rest = {name: value for name, value in record.extra.items() if name != DOUBTFUL}
    return dataclasses.replace(record, extra=MappingProxyType(rest) if rest else NOTHING)
