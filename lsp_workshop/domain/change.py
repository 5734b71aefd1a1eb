"""A record before and after: what a transaction is made of, and what a workshop takes in. Knows no other record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from lsp_workshop.domain.model import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Change:
    """A record before and after; `before` is None for a new record and `after` for one that goes."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        record = self.after if self.after is not None else self.before
        assert record is not None, "a change has a before or an after"
        return record

    @property
    def kind(self) -> type[Record]:
        return type(self.record)

    @property
    def id(self) -> str:
        return self.record.id

    def inverse(self) -> Change:
        return Change(self.after, self.before)


def added(*records: Record) -> tuple[Change, ...]:
    return tuple(Change(None, record) for record in records)


def changed(before: R, after: R) -> tuple[Change, ...]:
    """The change from `before` to `after`, or none where they say the same."""
    return (Change(before, after),) if before != after else ()


def removed(*records: Record) -> tuple[Change, ...]:
    return tuple(Change(record, None) for record in records)
