"""The interchange format, version 1: a workshop as one JSON object, for other programs and other versions.

Import takes nothing on trust: the whole source is checked before a record exists. Export writes a field where the
source had it or where it differs from its default. Fields that this version does not know come back as they were.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lsp_workshop.domain.codec import decode, encode
from lsp_workshop.domain.disclosure import LOWEST_THRESHOLD
from lsp_workshop.domain.doubt import DOUBTFUL
from lsp_workshop.domain.errors import BadRecord, DomainError
from lsp_workshop.domain.integrity import dangling
from lsp_workshop.domain.model import (
    DETAILS_ID,
    FEEDBACK_ID,
    FRAMEWORK_ID,
    RECORD_TYPES,
    Adoption,
    Apology,
    Ballot,
    Correction,
    EarlierCheck,
    Feedback,
    Mechanism,
    Note,
    OwnFramework,
    Photo,
    Picture,
    PurposeStatement,
    Record,
    Route,
    StaffFunction,
    Turnout,
    Unknown,
    VisionWording,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.papers import check_papers, check_vote
from lsp_workshop.domain.pictures import as_text, picture_bytes
from lsp_workshop.domain.template import check_template
from lsp_workshop.domain.wording import counted
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.files import replace_file
from lsp_workshop.session import Remark
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.mending import DEEPEST, Mender, TooDeep
from lsp_workshop.store.opening import read_bytes

FORMAT = "lsp-workshop"
VERSION = 1
REQUIRED = ("workshop", "stages", "questions")

ONE_OBJECT: Mapping[type[Record], str] = {
    WorkshopDetails: DETAILS_ID,
    Feedback: FEEDBACK_ID,
    OwnFramework: FRAMEWORK_ID,
}
_MADE_UP = "~"
"""Begins an id that the source did not give (apologies have none); such an id is not exported."""
_WRITTEN_WHEN_FILLED: tuple[type[Record], ...] = (
    OwnFramework, PurposeStatement, StaffFunction, VisionWording, Adoption, Route, Mechanism, EarlierCheck, Feedback,
    Photo, Picture, Note, Correction,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """A checked source. `mended` counts lone surrogates that became U+FFFD."""

    workshop: Workshop
    mended: int

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return (Remark("mended", {"places": counted(self.mended, "place")}),) if self.mended else ()


def read_interchange(path: Path) -> Imported:
    """The workshop in an interchange file.

    Raises StoreError: "not_found", "no_access", "not_utf8", "not_json", "number_too_large", "field_twice", "too_deep",
    "not_interchange", "newer_interchange", or "bad_interchange", whose `error` is the `DomainError` with the record.
    """
    source = _read_json(path)
    if not isinstance(source, dict) or source.get("format") != FORMAT:
        raise StoreError("not_interchange", path=path)
    version = source.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise StoreError("not_interchange", path=path)
    if version > VERSION:
        raise StoreError("newer_interchange", path=path, version=version, known=VERSION)
    mender = Mender()
    try:
        workshop = _checked(mender.mend(source))
    except TooDeep as error:
        raise StoreError("too_deep", path=path, deepest=DEEPEST) from error
    except DomainError as error:
        raise StoreError("bad_interchange", path=path, error=error) from error
    return Imported(workshop, mender.count)


def _read_json(path: Path) -> Any:
    data = read_bytes(path)
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            parse_int=_whole,
            parse_float=_finite,
            parse_constant=_finite,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError as error:
        raise StoreError("not_utf8", path=path, byte=error.start) from error
    except json.JSONDecodeError as error:
        raise StoreError("not_json", path=path, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise StoreError("too_deep", path=path, deepest=DEEPEST) from error
    except _BadNumber as error:
        raise StoreError("number_too_large", path=path, number=error.words[:40]) from error
    except _FieldTwice as error:
        raise StoreError("field_twice", path=path, field=error.words) from error


class _Refused(Exception):
    """Something in the source that cannot be kept; `words` is as it was written, and so no text of an error."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class _BadNumber(_Refused):
    """A number that no program could hold."""


class _FieldTwice(_Refused):
    """A name that stands twice in one object: one of its values would be lost."""


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _BadNumber(text) from None


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _BadNumber(text)
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        names = [name for name, _ in pairs]
        raise _FieldTwice(next(name for name in names if names.count(name) > 1))
    return result


def _checked(source: Mapping[str, Any]) -> Workshop:
    for name in REQUIRED:
        if not source.get(name):
            raise DomainError("missing_collection", collection=name)
    records: list[Record] = []
    known = {"format", "version"}
    for kind in RECORD_TYPES:
        if kind is not Unknown:
            known.add(kind.collection)
            records.extend(map(_bare, _records(kind, source.get(kind.collection))))
    records.extend(Unknown(id=name, value=source[name]) for name in source if name not in known)
    workshop = Workshop(records)
    check_workshop(workshop)
    return workshop


def _bare(record: Record) -> Record:
    """A picture without what a camera adds: the file and its copies would hand on where it was taken, and by whom."""
    return replace(record, data=as_text(picture_bytes(record))) if isinstance(record, Picture) else record


def _records(kind: type[Record], source: Any) -> Iterable[Record]:
    collection = kind.collection
    if source is None:
        return []
    if kind in ONE_OBJECT:
        if not isinstance(source, Mapping):
            raise DomainError("wrong_collection", collection=collection, expected="an object")
        return [decode(kind, {**source, "id": ONE_OBJECT[kind]})]
    if not isinstance(source, list):
        raise DomainError("wrong_collection", collection=collection, expected="a list")
    records: dict[str, Record] = {}
    for place, item in enumerate(source, start=1):
        if not isinstance(item, Mapping):
            raise DomainError("wrong_item", collection=collection, place=place, expected="an object")
        record = _record(kind, item, place)
        if record.id in records:
            raise DomainError("duplicate_id", collection=collection, id=record.id)
        records[record.id] = record
    return records.values()


def _record(kind: type[Record], item: Mapping[str, Any], place: int) -> Record:
    try:
        record = decode(kind, _with_id(kind, item, place))
    except BadRecord as error:
        if not str(error.values["id"]).startswith(_MADE_UP) and error.values["id"]:
            raise
        raise BadRecord(error.code, **{**error.values, "id": f"number {place}"}) from None
    if not record.id:
        raise BadRecord("wrong_field", collection=kind.collection, id=f"number {place}", field="id", expected="an id")
    return record


def _with_id(kind: type[Record], item: Mapping[str, Any], place: int) -> Mapping[str, Any]:
    if kind is Turnout:
        return {**item, "id": item.get("ballot_id", "")}
    if kind is Apology and "id" not in item:
        return {**item, "id": f"{_MADE_UP}{place}"}
    return item


def check_workshop(workshop: Workshop) -> None:
    """Raise `DomainError` for records that do not fit together or break a ballot's rules."""
    threshold = workshop.details.small_group_threshold
    if threshold < LOWEST_THRESHOLD:
        raise DomainError("bad_threshold", threshold=threshold, smallest=LOWEST_THRESHOLD)
    for found in dangling(workshop):
        raise DomainError(
            "dangling_id",
            collection=found.record.collection,
            id=found.record.id,
            field=found.field,
            target=found.target_id,
        )
    for carried in workshop.all(OwnFramework):
        check_template(carried.value)
    for ballot in workshop.all(Ballot):
        _check_ballot(workshop, ballot)
    for picture in workshop.all(Picture):
        picture_bytes(picture)


def _check_ballot(workshop: Workshop, ballot: Ballot) -> None:
    option_ids = [option.id for option in ballot.options]
    for option_id in option_ids:
        if option_ids.count(option_id) > 1:
            raise DomainError("duplicate_id", collection=f"options of ballot {ballot.id}", id=option_id)
    votes = workshop.votes_in(ballot.id)
    for vote in votes:
        try:
            check_vote(ballot, vote)
        except DomainError as error:
            raise DomainError("bad_vote", id=vote.id, ballot=ballot.id, error=error) from error
    try:
        check_papers(ballot, votes)
    except DomainError as error:
        raise DomainError("bad_votes", ballot=ballot.id, error=error) from error


def interchange(workshop: Workshop) -> dict[str, Any]:
    """The workshop as the object that the interchange format describes, personal data included.

    Papers are in the order of their ids, which are drawn by lot: the order in which they came would tell whose is
    whose to everybody who saw the ballot box.
    """
    result: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for kind in RECORD_TYPES:
        if kind is Unknown:
            continue
        records = workshop.all(kind)
        if kind is Vote:
            records = sorted(records, key=lambda vote: vote.id)
        if kind in _WRITTEN_WHEN_FILLED and not records:
            continue
        encoded = [_exported(record) for record in records]
        result[kind.collection] = encoded[0] if kind in ONE_OBJECT else encoded
    for unknown in workshop.all(Unknown):
        # What an earlier version did not know may be known by now, and stands beside what was added since.
        known, kept = result.get(unknown.id), unknown.value
        result[unknown.id] = [*kept, *known] if isinstance(known, list) and isinstance(kept, list) else kept
    return result


def _exported(record: Record) -> dict[str, Any]:
    encoded = encode(record)
    # A mark of this program's repair is not the workshop's, and no other program knows what it means.
    encoded.pop(DOUBTFUL, None)
    if type(record) in ONE_OBJECT or isinstance(record, Turnout) or record.id.startswith(_MADE_UP):
        del encoded["id"]
    return encoded


def write_interchange(workshop: Workshop, out: Path) -> None:
    """Write `out` as a whole, or leave what was there. Raises OSError."""
    try:
        data = _written(interchange(workshop))
    except UnicodeEncodeError:
        # Nothing that no file can hold comes in; all the same, this must not be the one document that cannot be had.
        data = _written(Mender().mend(interchange(workshop)))
    replace_file(out, data)


def _written(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8") + b"\n"
