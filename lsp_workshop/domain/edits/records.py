"""Adding, changing and removing records of any type, under the rules that hold for all of them.

The closed workshop stays as it is, a name or title is never empty, and no id points nowhere. What needs more rules
has an edit of its own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, TypeVar

from lsp_workshop.domain.building import cached_by_type
from lsp_workshop.domain.change import Change, added, changed, removed
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.integrity import first_dangling_after
from lsp_workshop.domain.model import Note, Part, Record, Turnout, Vote
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import counted, short_title
from lsp_workshop.domain.workshop import Workshop

R = TypeVar("R", bound=Record)

NOUNS = {
    "workshop": "workshop",
    "sectors": "sector",
    "organisations": "organisation",
    "groups": "group",
    "participants": "participant",
    "apologies": "apology",
    "agenda": "agenda item",
    "stages": "stage",
    "questions": "question",
    "framework": "template",
    "themes": "theme",
    "answers": "answer",
    "purposes": "purpose statement",
    "staff_functions": "staff-team function",
    "ballots": "ballot",
    "votes": "ballot paper",
    "turnout": "turnout",
    "decisions": "decision",
    "vision": "vision wording",
    "adoptions": "body",
    "routes": "route",
    "objectives": "objective",
    "indicators": "indicator",
    "actions": "action",
    "pledges": "pledge",
    "accountability": "accountability mechanism",
    "reviews": "review",
    "earlier_checks": "earlier health check",
    "lessons": "lesson",
    "parking_lot": "parking lot item",
    "feedback": "feedback",
    "photos": "photo",
    "pictures": "picture",
    "notes": "note",
    "corrections": "correction",
    "unknown": "unknown field",
}
"""What a person calls one record of a collection."""

LONGEST_TEXT = 20_000
"""Characters: no typed text is longer."""

_NEVER_EMPTY = ("text", "title", "name", "label", "to_whom", "body")


def object_of(record: Record) -> str:
    """What a label calls a record: "answer “Warm homes”"; of papers, and of what is private, no words."""
    noun = NOUNS[record.collection]
    if isinstance(record, Vote | Turnout | Note):
        return noun
    for name in _named_by(type(record)):
        words = getattr(record, name)
        if words:
            return f"{noun} {short_title(words)}" if words.strip() else noun
    return noun


@cached_by_type
def _named_by(kind: type[Part]) -> tuple[str, ...]:
    """The fields whose words say which record of this type it is, the best first."""
    return tuple(name for name in _NEVER_EMPTY if hasattr(kind, name))


def objects_of(found: Sequence[Record]) -> str:
    """The one record by its words, several by their number: "3 answers"."""
    if len(found) == 1:
        return object_of(found[0])
    return counted(len(found), NOUNS[found[0].collection]) if found else "nothing"


def require_words(collection: str, field: str, text: str) -> str:
    """The text without space around it; raises "empty_text" or "text_too_long"."""
    words = text.strip()
    if not words:
        raise DomainError("empty_text", noun=NOUNS[collection], field=field)
    if len(words) > LONGEST_TEXT:
        raise DomainError("text_too_long", length=len(words), longest=LONGEST_TEXT)
    return words


def check_fields(kind: type[Record], fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with names and titles trimmed; raises DomainError for an empty one."""
    checked = dict(fields)
    optional = {f.name for f in dataclasses.fields(kind) if f.default is not dataclasses.MISSING}
    for name in _NEVER_EMPTY:
        if name in checked and name not in optional:
            checked[name] = require_words(kind.collection, name, str(checked[name]))
    return checked


def require_references(workshop: Workshop, changes: Sequence[Change]) -> None:
    """Raises "in_use" where something removed is still pointed to, "unknown_record" where an id points nowhere."""
    found = first_dangling_after(workshop, changes)
    if found is None:
        return
    gone = {change.id for change in changes if change.after is None}
    if found.target_id in gone or all(found.record is not change.after for change in changes):
        raise DomainError("in_use", by=NOUNS[found.record.collection], id=found.target_id)
    raise DomainError("dangling", noun=NOUNS[found.record.collection], field=found.field, target=found.target_id)


def add(kind: type[Record], /, **fields: Any) -> Edit:
    """A new record of `kind` with a fresh id."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        record = kind(id=moment.new_id(), **check_fields(kind, fields))
        changes = added(record)
        require_references(workshop, changes)
        return Transaction(f"add {object_of(record)}", changes)

    return edit


def change(kind: type[R], record_id: str, /, **fields: Any) -> Edit:
    """The record with `fields` replaced."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(kind, record_id)
        changes = changed(before, dataclasses.replace(before, **check_fields(kind, fields)))
        require_references(workshop, changes)
        return Transaction(f"change {object_of(before)}", changes)

    return edit


def remove(kind: type[Record], record_id: str) -> Edit:
    """The workshop without the record; raises "in_use" where another record needs it."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        record = workshop.get(kind, record_id)
        changes = removed(record)
        require_references(workshop, changes)
        return Transaction(f"remove {object_of(record)}", changes)

    return edit
