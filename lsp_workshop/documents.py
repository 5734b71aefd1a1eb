"""From a workshop to a finished document: the table of every kind there is, and what writes each.

The command line and the window both read the table, so that they offer the same and write the same bytes.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lsp_workshop.collector import collector_paused
from lsp_workshop.domain.framework import Framework, read_framework
from lsp_workshop.domain.handouts import HANDOUTS
from lsp_workshop.domain.handouts.parts import Handout
from lsp_workshop.domain.history import Past
from lsp_workshop.domain.model import (
    Action,
    Answer,
    Apology,
    Ballot,
    Group,
    Indicator,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    Question,
    Record,
    Review,
    Sector,
    Stage,
    Theme,
    WorkshopDetails,
)
from lsp_workshop.domain.paper import USUAL, Paper
from lsp_workshop.domain.record.extent import WHOLE, Extent
from lsp_workshop.domain.template import framework_of
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export.errors import ExportCancelled
from lsp_workshop.files import fitting_name, name_of_words
from lsp_workshop.paths import resource

if TYPE_CHECKING:
    from lsp_workshop.domain.record.naming import Naming


@functools.cache
def bundled_framework() -> Framework:
    """The framework that comes with the program."""
    return read_framework(json.loads(resource("framework.json").read_text(encoding="utf-8")))


def framework_for(workshop: Workshop) -> Framework:
    """The framework of the template which the workshop was made from, or the program's own."""
    return framework_of(workshop, bundled_framework())


@dataclass(frozen=True, slots=True)
class Making:
    """What the person wants besides the kind. `progress` hears steps done and about how many there are, 0 while nobody
    knows; where `cancelled` says so between two steps, the export stops.
    """

    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None
    paper: Paper = USUAL
    extent: Extent = WHOLE
    """Which sections; it means the record alone."""
    past: Sequence[Past] = ()
    """What was done in the workshop, oldest first, for a document that `tells_when`; none where nobody knows."""


Write = Callable[[Workshop, Path, Making], None]
"""Writes a document whole or not at all. Raises OSError and `export.ExportCancelled`."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document that can be had. `suffix` and `kind` name it on the command line (the first of a suffix is the usual
    one), `title` says it to people.

    `public` is for anybody: nobody is named. `names_everybody` is a document that cannot do its work without the
    names of those who did not agree to be named in the record.
    """

    suffix: str
    kind: str
    title: str
    write: Write
    public: bool = False
    names_everybody: bool = False
    is_handout: bool = False
    """Whether it is for before or during the day, or read by few: all but the record and what programs read."""
    tells_when: bool = False
    """Whether it says of each of its entries when that changed."""

    @property
    def has_sections(self) -> bool:
        """Whether some of it can be left out (`Making.extent`)."""
        return self.kind in ("record", "record-public")


_Make = Callable[[Workshop, Framework], Handout]


class UnknownDocument(Exception):
    """There is no such document; `known` are the kinds that the suffix has, none where it has no document at all."""

    def __init__(self, suffix: str, kind: str | None, known: Sequence[str]) -> None:
        super().__init__(suffix, kind)
        self.suffix, self.kind, self.known = suffix, kind, tuple(known)


def _record_pdf(workshop: Workshop, out: Path, making: Making, *, public: bool = False) -> None:
    # ReportLab doubles the time a start takes, so only an export pays for it and for what it lays out.
    from lsp_workshop.domain.record import printable_record
    from lsp_workshop.export.pdf import write_record

    record = printable_record(workshop, framework_for(workshop), public=public, extent=making.extent)
    write_record(
        record, out, fonts=resource("fonts"), progress=making.progress, cancelled=making.cancelled,
        paper=making.paper,
    )  # fmt: skip


def _record_word(workshop: Workshop, out: Path, making: Making, *, public: bool = False) -> None:
    from lsp_workshop.domain.record import printable_record
    from lsp_workshop.export.word import write_word

    record = printable_record(workshop, framework_for(workshop), public=public, extent=making.extent)
    write_word(record, out, progress=making.progress, cancelled=making.cancelled, paper=making.paper)


def _workbook(workshop: Workshop, out: Path, making: Making, *, public: bool = False) -> None:
    from lsp_workshop.domain.sheets import workbook
    from lsp_workshop.export.sheets import write_workbook

    lists = workbook(workshop, framework_for(workshop), public=public)
    write_workbook(lists, out, progress=making.progress, cancelled=making.cancelled, paper=making.paper)


def _csv(workshop: Workshop, out: Path, making: Making, *, name: str, public: bool = False) -> None:
    from lsp_workshop.domain.sheets import workbook
    from lsp_workshop.export.comma import write_csv

    lists = workbook(workshop, framework_for(workshop), public=public)
    _go_on(making)
    write_csv(next(sheet for sheet in lists.sheets if sheet.name == name), out)


def _dates(workshop: Workshop, out: Path, making: Making, *, public: bool = False) -> None:
    from lsp_workshop.domain.dates_ahead import dates_ahead
    from lsp_workshop.export.calendar import write_calendar

    dates = dates_ahead(workshop, public=public, past=making.past)
    _go_on(making)
    write_calendar(dates, out)


def _go_on(making: Making) -> None:
    """For what is made and written in one step. Raises ExportCancelled where the person wants it no more."""
    if making.cancelled is not None and making.cancelled():
        raise ExportCancelled


def _handout(workshop: Workshop, out: Path, making: Making, *, make: _Make) -> None:
    from lsp_workshop.export.pdf import write_handout

    write_handout(
        make(workshop, framework_for(workshop)), out, fonts=resource("fonts"), progress=making.progress,
        cancelled=making.cancelled, paper=making.paper,
    )  # fmt: skip


def _everything(workshop: Workshop, out: Path, making: Making) -> None:
    from lsp_workshop.store import interchange

    _go_on(making)
    interchange.write_interchange(workshop, out)


def _both(suffix: str, kind: str, title: str, write: Callable[..., None], **given: str) -> Sequence[DocumentKind]:
    """The document for the partners, and the one without names; `given` are further arguments of `write`."""
    tells_when = suffix == ".ics"
    return (
        DocumentKind(suffix, kind, title, functools.partial(write, **given), tells_when=tells_when),
        DocumentKind(
            suffix, f"{kind}-public", f"{title}, public version", functools.partial(write, public=True, **given),
            public=True, tells_when=tells_when,
        ),
    )  # fmt: skip


DOCUMENTS: Sequence[DocumentKind] = (
    *_both(".pdf", "record", "Workshop record", _record_pdf),
    *(
        DocumentKind(
            ".pdf", each.kind, each.title, functools.partial(_handout, make=each.make),
            names_everybody=each.names_everybody, is_handout=True,
        )
        for each in HANDOUTS
    ),
    *_both(".docx", "record", "Workshop record", _record_word),
    *_both(".xlsx", "lists", "All lists as a workbook", _workbook),
    *_both(".csv", "answers", "Answers", _csv, name="Answers"),
    *_both(".csv", "actions", "Actions", _csv, name="Actions"),
    *_both(".csv", "results", "Results of the ballots", _csv, name="Results"),
    *_both(".csv", "participants", "Participants", _csv, name="Participants"),
    *_both(".ics", "dates", "Dates for calendars", _dates),
    DocumentKind(".json", "everything", "Everything, for other programs", _everything, names_everybody=True),
)  # fmt: skip
"""Every document there is. Those of one suffix stand together, the usual one first."""


def kinds_of(suffix: str) -> Sequence[DocumentKind]:
    """The documents that files with this suffix can be; none for a suffix that is unknown."""
    return [each for each in DOCUMENTS if each.suffix == suffix.lower()]


def document_kind(suffix: str, kind: str | None = None) -> DocumentKind:
    """The kind of this name, or the suffix's usual one. Raises UnknownDocument."""
    offered = kinds_of(suffix)
    for each in offered:
        if kind in (None, each.kind):
            return each
    raise UnknownDocument(suffix, kind, [each.kind for each in offered])


_PEOPLE: Sequence[type[Record]] = (Organisation, Group, Sector)
_SAYS: Mapping[str, Sequence[type[Record]]] = {
    "answers": (Stage, Question, Theme, Answer, *_PEOPLE),
    "actions": (Objective, Action, *_PEOPLE),
    "results": (Ballot, *_PEOPLE),
    "participants": (Participant, Apology, *_PEOPLE),
    "dates": (WorkshopDetails, Action, Pledge, Review, ParkingLotItem, Indicator, Objective, *_PEOPLE),
}
"""The records of which a list says something; every other document has something of all."""


def namings_in(workshop: Workshop, kind: DocumentKind, extent: Extent = WHOLE) -> Iterator[Naming]:
    """Where a document for the public may name somebody all the same, and one for the partners somebody who did not
    agree; nowhere in handouts and in what names everybody.

    What it does not say, such as the first step of an action without a day in the dates, is left out.
    """
    if kind.is_handout or kind.names_everybody:
        return
    from lsp_workshop.domain.record.naming import namings
    from lsp_workshop.domain.record.said import Said

    found = list(namings(workshop, _SAYS.get(_without_public(kind), ()), public=kind.public))
    if found:
        said = Said(_content(workshop, kind, extent))
        yield from (each for each in found if said.has(each.found))


def _without_public(kind: DocumentKind) -> str:
    return kind.kind.removesuffix("-public")


def _content(workshop: Workshop, kind: DocumentKind, extent: Extent) -> object:
    """What a document says, before it is laid out."""
    from lsp_workshop.domain.dates_ahead import dates_ahead
    from lsp_workshop.domain.record import printable_record
    from lsp_workshop.domain.sheets import workbook

    if kind.suffix == ".ics":
        return dates_ahead(workshop, public=kind.public)
    if kind.suffix in {".csv", ".xlsx"}:
        lists = workbook(workshop, framework_for(workshop), public=kind.public)
        name = _without_public(kind)
        return next((sheet for sheet in lists.sheets if sheet.name.lower() == name), lists)
    return printable_record(workshop, framework_for(workshop), public=kind.public, extent=extent)


def suggested_name(workshop: Workshop, kind: DocumentKind) -> str:
    """A file name for the document from the workshop's title and date: "Aldermouth-2026-03-12-record.pdf".

    It goes to whom the document goes: a name in the title that the document may not say is not in it either.
    """
    from lsp_workshop.domain.record.names import without_names
    from lsp_workshop.domain.record.people import People

    title = workshop.details.title
    if not kind.names_everybody:
        title = without_names(title, People(workshop, public=kind.public))
    stem = name_of_words(title, workshop.details.date) or "workshop"
    return fitting_name(stem, f"-{kind.kind}{kind.suffix}" if kind.kind != "everything" else kind.suffix)


def write_document(workshop: Workshop, out: Path, kind: str | None = None, making: Making | None = None) -> None:
    """Write `out`, whole or not at all: its suffix and `kind` say what. Raises UnknownDocument, OSError and
    `export.ExportCancelled`.
    """
    with collector_paused():
        document_kind(out.suffix, kind).write(workshop, out, making or Making())
