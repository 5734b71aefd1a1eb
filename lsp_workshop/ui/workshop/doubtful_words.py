"""A doubtful record in words: what it is, where it stands, everything it says. Knows no widget.

Of a ballot paper no more is said than the workshop shows elsewhere: nothing while its ballot runs, and who marked what
in an open vote only.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from lsp_workshop.domain.edits.records import NOUNS
from lsp_workshop.domain.model import (
    RECORD_TYPE,
    Action,
    AgendaItem,
    Answer,
    Apology,
    Ballot,
    BallotStatus,
    Decision,
    Group,
    Objective,
    Organisation,
    ParkingLotItem,
    Part,
    Participant,
    Pledge,
    Question,
    Record,
    Secrecy,
    Sector,
    Stage,
    Theme,
    Turnout,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.roles import ACTION, stage_for
from lsp_workshop.domain.wording import capital, joined, shortened
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.workshop.search import Hit

_TITLES = ("text", "title", "name", "label", "statement")
_UNSAID = {"id", "extra", "given", "colour", "shape"}
_LONGEST_NAME = 60
_ROWS = (Ballot, Decision)
_WRITTEN = {"ballot_id", "comment", "choices", "count", "spoilt"}
"""What is said of a paper in words of its own."""
_PREPARED: Mapping[type[Record], str] = {
    WorkshopDetails: "workshop",
    Participant: "people",
    Organisation: "organisations",
    Group: "tables",
    Sector: "sectors",
    AgendaItem: "agenda",
}
"""The section of Prepare in which records of a type stand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`what` it is and where ("Answer to 2.1"), its `text`, its other fields in words; `hit` where one can go there."""

    record: Record
    what: str
    text: str
    fields: tuple[str, ...]
    hit: Hit | None

    @property
    def whole(self) -> str:
        return "\n".join((self.text, *self.fields))


def entry_of(workshop: Workshop, record: Record) -> Entry:
    what = capital(NOUNS[record.collection])
    if isinstance(record, Vote | Turnout):
        ballot = workshop.find(Ballot, record.ballot_id)
        title = f"“{ballot.title}”" if ballot else "a ballot that is not there"
        what = f"{what} in {title}"
    elif isinstance(record, Answer):
        question = workshop.find(Question, record.question_id)
        what = f"{what} to {question.number}" if question else what
    elif isinstance(record, Question):
        what = f"{what} {record.number}"
    title_field = next((name for name in _TITLES if getattr(record, name, "")), "")
    text = str(getattr(record, title_field)) if title_field else ""
    fields = tuple(_paper(workshop, record) if isinstance(record, Vote) else _fields(workshop, record, {title_field}))
    return Entry(record, what, text or next(iter(fields), what), fields if text else fields[1:], _hit(workshop, record))


def _fields(workshop: Workshop, part: Part, said: Container[str] = ()) -> Iterator[str]:
    """ "due: 2026-05-01" for each field that says something."""
    for field in dataclasses.fields(part):
        value = getattr(part, field.name)
        if field.name in _UNSAID or field.name in said or value in (None, "", False, ()):
            continue
        targets = field.metadata.get("refers_to", ())
        words = _named(workshop, targets, value) if targets else _value(workshop, value)
        if words:
            yield f"{_field_name(field.name)}: {words}"


def _field_name(name: str) -> str:
    return name.removesuffix("_ids").removesuffix("_id").replace("_", " ")


def _value(workshop: Workshop, value: object) -> str:
    if value is True:
        return "yes"
    if isinstance(value, Part):
        return joined(_fields(workshop, value))
    if isinstance(value, Mapping):
        return joined(f"{key} {each}" for key, each in value.items())
    if isinstance(value, tuple):
        return joined((_value(workshop, each) for each in value), "; ")
    return str(value)


def _named(workshop: Workshop, collections: tuple[str, ...], value: object) -> str:
    ids = value if isinstance(value, tuple) else (value,)
    return joined(_name(workshop, collections, str(each)) for each in ids)


def _name(workshop: Workshop, collections: tuple[str, ...], record_id: str) -> str:
    """The name of what an id points to; the id itself where nothing there has it, which may be the damage."""
    for collection in collections:
        kind = RECORD_TYPE.get(collection)
        target = workshop.find(kind, record_id) if kind is not None else None
        if target is not None:
            name = next((str(getattr(target, each)) for each in _TITLES if getattr(target, each, "")), record_id)
            return shortened(name, _LONGEST_NAME)
    return record_id


def _paper(workshop: Workshop, vote: Vote) -> Iterator[str]:
    """A paper's marks, or its comment without them: the two together could tell who wrote it."""
    ballot = workshop.find(Ballot, vote.ballot_id)
    if ballot is None or ballot.status is not BallotStatus.CLOSED:
        yield "What it says is not shown before its ballot is closed."
        return
    is_open = ballot.secrecy is Secrecy.ATTRIBUTED
    if vote.comment:
        yield f"comment: {vote.comment}"
        if not is_open:
            return
    labels = {option.id: option.label for option in ballot.options}
    if vote.spoilt:
        yield "spoilt"
    for option_id, mark in vote.choices.items():
        yield f"{mark} for “{labels.get(option_id, option_id)}”"
    if vote.count != 1:
        yield f"hands: {vote.count}"
    if is_open:
        yield from _fields(workshop, vote, _WRITTEN)


def _hit(workshop: Workshop, record: Record) -> Hit | None:
    """The place in the window where the record stands; None where it has none."""
    if type(record) in _PREPARED:
        return Hit("", "", tab="prepare", record_id=f"{_PREPARED[type(record)]}/{record.id}")
    if isinstance(record, Apology):
        return None
    if isinstance(record, Vote | Turnout):
        ballot = workshop.find(Ballot, record.ballot_id)
        return _hit(workshop, ballot) if ballot else None
    if isinstance(record, ParkingLotItem):
        return Hit("", record.text, tab="parking", record_id=record.id)
    if isinstance(record, Action | Objective | Pledge):
        plan = stage_for(workshop, ACTION)
        words = record.text if isinstance(record, Pledge) else record.title
        return Hit("", words, "", plan.id, "plan", record.id) if plan else None
    question_id = record.id if isinstance(record, Question) else getattr(record, "question_id", None)
    if workshop.find(Question, question_id) is not None:
        tab = "ballots" if isinstance(record, Ballot) else "answers"
        return Hit("", "", str(question_id), tab=tab, record_id="" if isinstance(record, Question) else record.id)
    stage_id = record.id if isinstance(record, Stage) else getattr(record, "stage_id", None)
    tabs: dict[type[Record], str] = {Ballot: "ballots", Decision: "decisions", Theme: "answers", Stage: "answers"}
    if type(record) in tabs and workshop.find(Stage, stage_id) is not None:
        return Hit("", "", "", str(stage_id), tabs[type(record)], record.id if type(record) in _ROWS else "")
    return None
