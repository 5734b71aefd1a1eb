"""Whether the records of a workshop fit together: every id that is pointed to exists, none occurs twice.

The fields say themselves what they point to (`model.refers_to`), so a new record type is covered by declaring it.
"""

from __future__ import annotations

import dataclasses
import functools
import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lsp_workshop.domain.building import cached_by_type
from lsp_workshop.domain.change import Change
from lsp_workshop.domain.model import (
    RECORD_TYPE,
    RECORD_TYPES,
    Ballot,
    BallotOption,
    Part,
    Partnership,
    Record,
    WorkshopDetails,
)
from lsp_workshop.domain.workshop import Workshop

OPTIONS = "ballot options"
"""The name under which `Objective.route_ids` refers to options of any ballot."""


@dataclass(frozen=True, slots=True)
class Dangling:
    """A field of a record that points to a record which is not there."""

    record: Record
    field: str
    target_id: str


@cached_by_type
def _references(kind: type[Part]) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """(attribute, collections it may point to, whether it holds several ids), for one type of part."""
    hints = typing.get_type_hints(kind)
    found = []
    for field in dataclasses.fields(kind):
        targets = field.metadata.get("refers_to")
        if targets:
            found.append((field.name, targets, "tuple" in str(hints[field.name])))
    return tuple(found)


def references(record: Record) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """(field, collections, id) for every id that a record points to, its parts included."""
    parts: list[tuple[str, Part]] = [("", record)]
    if isinstance(record, Ballot):
        parts += [(f"options.{option.id}.", option) for option in record.options]
    partnership: Any = getattr(record, "partnership", None)
    if isinstance(partnership, Partnership):
        parts.append(("partnership.", partnership))
    for prefix, part in parts:
        for attribute, targets, many in _references(type(part)):
            value = getattr(part, attribute)
            for target_id in (value or ()) if many else (() if value is None else (value,)):
                yield prefix + attribute, targets, target_id


_WITH_PARTS = (Ballot, WorkshopDetails)
"""Records whose parts point to others too."""


@cached_by_type
def _single_targets(kind: type[Part]) -> tuple[tuple[str, type[Record], tuple[str, ...]], ...] | None:
    """(attribute, type it points to as a rule, collections) where each field holds one record's id; None elsewhere."""
    if issubclass(kind, _WITH_PARTS) or any(many or OPTIONS in names for _, names, many in _references(kind)):
        return None
    return tuple((field, RECORD_TYPE[names[0]], names) for field, names, _ in _references(kind))


class _Known:
    """Which ids exist, by collection, for one look at a workshop."""

    def __init__(self, workshop: Workshop, gone: Sequence[Record] = (), come: Sequence[Record] = ()) -> None:
        self.workshop = workshop
        self.all_stay = not gone
        self._gone_records = gone
        self._come_records = come

    @functools.cached_property
    def _gone(self) -> set[tuple[str, str]]:
        return {(record.collection, record.id) for record in self._gone_records}

    @functools.cached_property
    def _come(self) -> dict[tuple[str, str], Record]:
        return {(record.collection, record.id): record for record in self._come_records}

    @functools.cached_property
    def _options(self) -> set[str]:
        ballots = {("ballots", ballot.id): ballot for ballot in self.workshop.all(Ballot)} | self._come
        return {
            option.id
            for key, ballot in ballots.items()
            if isinstance(ballot, Ballot) and key not in self._gone
            for option in ballot.options
        }

    def has_any(self, collections: Iterable[str], record_id: str) -> bool:
        """Whether one of the collections has a record of this id."""
        for collection in collections:
            if collection == OPTIONS:
                if record_id in self._options:
                    return True
                continue
            key = (collection, record_id)
            is_kept = key not in self._gone and self.workshop.find(RECORD_TYPE[collection], record_id) is not None
            if is_kept or key in self._come:
                return True
        return False


def dangling(workshop: Workshop) -> Iterator[Dangling]:
    """Every reference that leads nowhere."""
    known = _Known(workshop)
    for record in workshop.records():
        yield from _dangling_of(record, known)


def _dangling_of(record: Record, known: _Known) -> Iterator[Dangling]:
    for field, targets, target_id in references(record):
        if not known.has_any(targets, target_id):
            yield Dangling(record, field, target_id)


def _first_dangling(records: Iterable[Record], known: _Known) -> Dangling | None:
    """The first of `_dangling_of`; quick for one answer and for thousands, which point to one record a field."""
    find, all_stay = known.workshop.find, known.all_stay
    for record in records:
        targets = _single_targets(type(record))
        if targets is None:
            wrong = next(_dangling_of(record, known), None)
            if wrong is not None:
                return wrong
            continue
        for attribute, first, names in targets:
            target_id = getattr(record, attribute)
            if target_id is None or (all_stay and find(first, target_id) is not None):
                continue
            if not known.has_any(names, target_id):
                return Dangling(record, attribute, target_id)
    return None


def first_dangling_after(workshop: Workshop, changes: Sequence[Change]) -> Dangling | None:
    """The first reference that would lead nowhere once `changes` were applied, or None.

    Looks only where it can happen: at the records that the changes write, and, when they remove some (or take options
    from a ballot), at those types of records that point to the removed ones' collections.
    """
    written: list[Record] = []
    gone: list[Record] = []
    has_ballots = False
    for change in changes:
        if change.after is not None:
            written.append(change.after)
        elif change.before is not None:
            gone.append(change.before)
        has_ballots = has_ballots or isinstance(change.before, Ballot)
    known = _Known(workshop, gone, written)
    wrong = _first_dangling(written, known)
    if wrong is not None:
        return wrong
    if not gone and not has_ballots:
        return None
    targets = {record.collection for record in gone} | ({OPTIONS} if _loses_options(changes) else set())
    if targets:
        skip = {(type(record), record.id) for record in (*written, *gone)}
        for record in _pointing_to(workshop, targets, {record.id for record in gone}):
            if (type(record), record.id) not in skip:
                for found in _dangling_of(record, known):
                    return found
    return None


def _loses_options(changes: Iterable[Change]) -> bool:
    return any(
        isinstance(change.before, Ballot)
        and (change.after is None or change.before.options != getattr(change.after, "options", ()))
        for change in changes
    )


def _pointing_to(workshop: Workshop, collections: set[str], ids: set[str]) -> Iterator[Record]:
    """The records that may point to one of `ids` in these collections, or to a ballot's options; some of them twice.

    Of ten thousand answers few were merged into the one that goes: what each points to is not gone through for that.
    """
    for kind in RECORD_TYPES:
        parts = _parts_of(kind)
        kinds: list[type[Part]] = [kind, *parts]
        if not collections & {target for each in kinds for _, names, _ in _references(each) for target in names}:
            continue
        fields = [(name, many) for name, names, many in _references(kind) if collections.intersection(names)]
        if parts or OPTIONS in collections:
            yield from workshop.all(kind)
            continue
        for name, many in fields:
            if many:
                yield from (each for each in workshop.all(kind) if not ids.isdisjoint(getattr(each, name) or ()))
            else:
                yield from workshop.with_value(kind, name, ids)


def _parts_of(kind: type[Record]) -> tuple[type[Part], ...]:
    return (BallotOption,) if kind is Ballot else (Partnership,) if kind.collection == "workshop" else ()


__all__ = ["Dangling", "dangling", "first_dangling_after", "references"]
