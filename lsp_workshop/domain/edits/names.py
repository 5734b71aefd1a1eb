"""What people type in a cell, as records and values: a name, a table's label, a time, yes or no.

A name is taken when it is exact, whatever the capitals, or when only one record fits. Organisations are made where
they are new; people, tables and sectors are not, because a slip of the keyboard must not put somebody in the room.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from lsp_workshop.domain.change import Change, added, changed
from lsp_workshop.domain.edits.records import NOUNS, object_of, require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Group, Objective, Organisation, Participant, Record, Sector, Stage
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop

R = TypeVar("R")

_YES = frozenset(("y", "yes", "true", "1", "x", "✓", "ja", "oui", "ie"))
_NO = frozenset(("", "n", "no", "false", "0", "-", "–"))
_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?")
_PART = re.compile(r"(?:\\[;\\]|[^;])+", re.DOTALL)
_QUOTED = re.compile(r"\\([;\\])")
_MOST_KNOWN = 6


def parse_yes_no(text: str) -> bool:
    """True for "yes", "y", "x"; False for "no", "n" or nothing. Raises "bad_yes_no" for anything else."""
    words = text.strip().casefold()
    if words in _YES:
        return True
    if words in _NO:
        return False
    raise DomainError("bad_yes_no", text=text.strip())


def parse_time(text: str) -> str:
    """ "09:15" out of "9:15", "9.15", "0915" or "9"; "" for nothing. Raises "bad_time"."""
    words = text.strip()
    if not words:
        return ""
    match = _TIME.fullmatch(words)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise DomainError("bad_time", text=words)
    return f"{int(match[1]):02}:{match[2] or '00'}"


def parse_number(text: str) -> int:
    """A whole number from 0. Raises "bad_number"."""
    words = text.strip()
    if not (words.isascii() and words.isdecimal()):
        raise DomainError("bad_number", text=words)
    return int(words)


def one_of(noun: str, records: Sequence[R], text: str, names: Callable[[R], Iterable[str]]) -> R:
    """The record whose name is `text`, or the only one that has every word of it; `noun` is for the refusal."""
    wanted = text.strip().casefold()
    for record in records:
        if any(name.casefold() == wanted for name in names(record)):
            return record
    words = wanted.split()
    fitting = [r for r in records if any(all(w in name.casefold() for w in words) for name in names(r))]
    if len(fitting) == 1:
        return fitting[0]
    known = [next(iter(names(record))) for record in fitting or records]
    if len(known) > _MOST_KNOWN:
        known = [*known[:_MOST_KNOWN], "…"]
    code = "several_fit" if fitting else "no_such"
    raise DomainError(code, noun=noun, text=text.strip(), known=known)


def _noun(kind: type[Record]) -> str:
    return NOUNS[kind.collection]


def find_participant(workshop: Workshop, text: str) -> Participant | None:
    """None for nothing. Raises "no_such", or "several_fit" where more than one person has the words."""
    if not text.strip():
        return None
    return one_of(_noun(Participant), workshop.all(Participant), text, lambda each: (each.name,))


def find_sector(workshop: Workshop, text: str) -> Sector | None:
    if not text.strip():
        return None
    return one_of(_noun(Sector), workshop.sectors(), text, lambda each: (each.name,))


def find_stage(workshop: Workshop, text: str) -> Stage | None:
    if not text.strip():
        return None

    def names(stage: Stage) -> Iterable[str]:
        return (f"{stage.number} {stage.title}", str(stage.number))

    return one_of(_noun(Stage), workshop.stages(), text, names)


def find_group(workshop: Workshop, text: str) -> Group | None:
    """By label ("A"), name ("Anchor") or with the workshop's noun ("Table A")."""
    if not text.strip():
        return None

    def names(group: Group) -> Iterable[str]:
        return [name for name in (group.label, group.name, workshop.group_name(group)) if name]

    return one_of(workshop.group_noun.lower(), workshop.all(Group), text, names)


def find_objective(workshop: Workshop, text: str) -> Objective | None:
    """By number ("2") or title."""
    if not text.strip():
        return None

    def names(objective: Objective) -> Iterable[str]:
        return (f"{objective.number} {objective.title}", str(objective.number), objective.title)

    return one_of(_noun(Objective), workshop.all(Objective), text, names)


def find_organisation(workshop: Workshop, name: str) -> Organisation | None:
    wanted = name.strip().casefold()
    for organisation in workshop.all(Organisation):
        if organisation.name.casefold() == wanted:
            return organisation
    return None


def organisation_named(
    workshop: Workshop, moment: Moment, name: str, sector_id: str | None = None
) -> tuple[str | None, tuple[Change, ...]]:
    """The id of the organisation of that name, and the change that makes it where it is new; None for nothing."""
    if not name.strip():
        return None, ()
    found = find_organisation(workshop, name)
    if found is not None:
        return found.id, ()
    words = require_words("organisations", "name", name)
    made = Organisation(id=moment.new_id(), name=words, sector_id=sector_id)
    return made.id, added(made)


def put_organisation(kind: type[Record], record_id: str, field: str, name: str) -> Edit:
    """The organisation of that name into the field of a record, made where it is new; "" for none."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(kind, record_id)
        organisation_id, made = organisation_named(workshop, moment, name)
        value: dict[str, Any] = {field: organisation_id}
        after = dataclasses.replace(before, **value)
        return Transaction(f"change {object_of(before)}", (*made, *changed(before, after)))

    return edit


def several(text: str) -> list[str]:
    """The names in "one; two", each once. A backslash before a semicolon makes it part of the name."""
    parts = (_QUOTED.sub(r"\1", part[0]).strip() for part in _PART.finditer(text))
    return list(dict.fromkeys(name for name in parts if name))


def typed_list(names: Sequence[str]) -> str:
    """Names as they are typed: `several` takes them apart again."""
    return "; ".join(re.sub(r"([;\\])", r"\\\1", name) for name in names)
