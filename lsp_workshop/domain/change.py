"""A record before and after: what a transaction is made of, and what a workshop takes in. Knows no other record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lsp_workshop.domain.building import with_values
from lsp_workshop.domain.model import Json, Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Change:
    """A record before and after; `before` is None for a new record and `after` for one that goes.

    `document` is `after` as `codec.encode` gives it, where that was done already; nobody may change it.
    """

    before: Record | None
    after: Record | None
    document: dict[str, Json] | None = field(default=None, repr=False, compare=False)

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
    return tuple([Change(None, record) for record in records])


def changed(before: R, after: R) -> tuple[Change, ...]:
    """The change from `before` to `after`, or none where they say the same."""
    return (Change(before, after),) if before != after else ()


def each_with(records: Sequence[R], **values: Any) -> tuple[Change, ...]:
    """The changes that give each of the records these values; none for one that has them. Raises TypeError."""
    afters = with_values(records, **values)
    return tuple([Change(before, after) for before, after in zip(records, afters, strict=True) if before != after])


def removed(*records: Record) -> tuple[Change, ...]:
    return tuple(Change(record, None) for record in records)
