"""What a table of records shows and takes, as data. Knows records and edits and no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QDate, QLocale

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.dates import typed_date
from lsp_workshop.domain.model import Objective, Organisation, Participant, Record, Sector
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.domain.workshop import Workshop


class Kind(Enum):
    """How a cell is typed. Only `ORGANISATION` and `ORGANISATIONS` take a name that is new.

    `ORGANISATIONS` and `SEVERAL` are lists, "one; two"; of what a `SEVERAL` column suggests.
    """

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"
    PERSON = "person"
    ORGANISATION = "organisation"
    ORGANISATIONS = "organisations"
    SEVERAL = "several"

    @property
    def is_list(self) -> bool:
        return self in (Kind.ORGANISATIONS, Kind.SEVERAL)


Reader = Callable[[Workshop, Any], str]
"""Words for a record; what it takes is the record type of the table."""
Putter = Callable[[str, str], Edit]
"""From a record's id and the typed words to the edit."""


@dataclass(frozen=True, slots=True)
class Column:
    """`text` is what the editor starts with, `shown` what the cell shows where that is something else.

    `width` in px at a text scale of 100 %; what is left over goes to the columns by `stretch`. Without `put` the
    column is for reading. `suggest` gives the words on offer; `tone` a label tone ("muted", "warning").
    """

    key: str
    title: str
    text: Reader
    put: Putter | None = None
    kind: Kind = Kind.TEXT
    width: int = 120
    stretch: int = 0
    wrap: bool = False
    shown: Reader | None = None
    suggest: Callable[[Workshop], Sequence[str]] | None = None
    sector: Callable[[Workshop, Any], Sector | None] | None = None
    tone: Reader | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class PartRows:
    """How rows are found that are parts of records: `find` by a row's id (None: there is no such row any more).

    `added` is the id of the row that a transaction has added. Without `remove`, which takes ids, rows stay.
    """

    find: Callable[[Workshop, str], Record | None]
    added: Callable[[Transaction], str]
    remove: Callable[[Sequence[str]], Edit] | None = None


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of the records of one type. `also` are the types whose change shows in it as well.

    `part`: the rows are no records of their own but parts of those. `noun` is one row in words ("person"), `nouns`
    several. `begins` is the place of the column that a new row begins with: its words go to `add`.
    """

    record: type[Record]
    name: str
    noun: str
    nouns: str
    columns: tuple[Column, ...]
    rows: Callable[[Workshop], Sequence[Record]]
    add: Callable[[str], Edit] | None = None
    add_hint: str = ""
    begins: int = 0
    also: tuple[type[Record], ...] = ()
    move: Callable[[str, int], Edit] | None = None
    ordered: bool = False
    part: PartRows | None = None


# --- words on offer -----------------------------------------------------------------------------------------


def people_names(workshop: Workshop) -> list[str]:
    return sorted((person.name for person in workshop.all(Participant)), key=str.casefold)


def organisation_names(workshop: Workshop) -> list[str]:
    return sorted((organisation.name for organisation in workshop.all(Organisation)), key=str.casefold)


def sector_names(workshop: Workshop) -> list[str]:
    return [sector.name for sector in workshop.sectors()]


def objective_names(workshop: Workshop) -> list[str]:
    objectives = sorted(workshop.all(Objective), key=lambda each: each.number)
    return [f"{each.number} {each.title}" for each in objectives]


def yes_no(_workshop: Workshop) -> list[str]:
    return ["Yes", "No"]


# --- words for values ---------------------------------------------------------------------------------------


def name_of(
    workshop: Workshop, kind: type[Organisation] | type[Participant] | type[Sector], record_id: str | None
) -> str:
    record = workshop.find(kind, record_id)
    return record.name if record is not None else ""


def yes_or_no(value: bool) -> str:
    return "Yes" if value else "No"


def day_typed(iso: str | None) -> str:
    """ "6/11/2026" of "2026-11-06", "Nov 2026" of "2026-11": as it is typed."""
    return typed_date(iso)


def day_shown(iso: str | None) -> str:
    """ "6 Nov 2026", or "Nov 2026", in the words of the locale."""
    for form, shown in (("yyyy-MM-dd", "d MMM yyyy"), ("yyyy-MM", "MMM yyyy")):
        day = QDate.fromString(iso or "", form)
        if day.isValid():
            return QLocale().toString(day, shown)
    return iso or ""


# --- cells that are a field of the record -------------------------------------------------------------------


def words_in(field: str) -> Reader:
    """The words of a text field as they are."""

    def read(_workshop: Workshop, record: Record) -> str:
        return str(getattr(record, field))

    return read


def day_in(field: str) -> Reader:
    """A date, of the day or of the month, as it is typed."""

    def read(_workshop: Workshop, record: Record) -> str:
        return day_typed(getattr(record, field))

    return read


def day_seen_in(field: str) -> Reader:
    """The same as it is read."""

    def read(_workshop: Workshop, record: Record) -> str:
        return day_shown(getattr(record, field))

    return read


def name_in(kind: type[Organisation] | type[Participant] | type[Sector], field: str) -> Reader:
    """The name behind the id in a field."""

    def read(workshop: Workshop, record: Record) -> str:
        return name_of(workshop, kind, getattr(record, field))

    return read


def yes_in(field: str) -> Reader:
    def read(_workshop: Workshop, record: Record) -> str:
        return yes_or_no(getattr(record, field))

    return read


def always(tone: str) -> Reader:
    """A column of one tone."""

    def read(_workshop: Workshop, _record: Record) -> str:
        return tone

    return read


def put_words(change: Callable[..., Edit], field: str) -> Putter:
    """The typed words without space around them, by an edit `change(record_id, field=words)`."""

    def put(record_id: str, words: str) -> Edit:
        return change(record_id, **{field: words.strip()})

    return put


def put_field(kind: type[Record], field: str) -> Putter:
    """The same where the rules that hold for every record are enough."""

    def put(record_id: str, words: str) -> Edit:
        return records.change(kind, record_id, **{field: words.strip()})

    return put
