"""Workshops on disk for the tests: the smallest that has everything a test needs, and the sample."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from lsp_workshop.domain.codec import encode
from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.domain.model import (
    Answer,
    Group,
    Question,
    Record,
    Stage,
    WorkshopDetails,
    WorkshopStatus,
)
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.paths import resource
from lsp_workshop.session import Session
from lsp_workshop.store import opening
from lsp_workshop.store.interchange import read_interchange
from lsp_workshop.store.opening import Opened

State = dict[tuple[str, str], dict[str, Any]]

SMALL: tuple[Record, ...] = (
    WorkshopDetails(id="workshop", title="Away-day", status=WorkshopStatus.OPEN),
    Stage(id="S1", number=1, title="Purpose"),
    Question(id="Q1", stage_id="S1", number="1.1", text="Why have it?"),
    Group(id="tA", label="A", name="Änchor"),
    Answer(id="c1", question_id="Q1", group_id="tA", text="Buses stop at seven"),
    Answer(id="c2", question_id="Q1", group_id="tA", text="“Nobody asked us” – 20 people"),
)


def state(workshop: Workshop) -> State:
    """Everything a workshop says, to be compared."""
    return {(record.collection, record.id): encode(record, complete=True) for record in workshop.records()}


@functools.cache
def sample_records() -> tuple[Record, ...]:
    """The sample away-day's records."""
    return tuple(read_interchange(resource("sample/aldermouth.json")).workshop.records())


def make(path: Path, records: tuple[Record, ...] = SMALL) -> Path:
    opening.create_workshop(path, records)
    return path


def open_at(path: Path) -> Opened:
    return opening.open_workshop(path, rescue_folder=path.parent / "rescued")


def read(path: Path) -> State:
    """What a reader finds in the file now, without a lock and without touching it."""
    return state(opening.open_for_reading(path, rescue_folder=path.parent / "rescued").workshop)


def session_of(opened: Opened) -> Session:
    return Session(opened.workshop, opened.store)


def session_at(path: Path) -> Session:
    return session_of(open_at(path))


def said(text: str) -> Edit:
    return capture_answer("Q1", text, group_id="tA")


def in_use(path: Path, *texts: str) -> Path:
    """The small workshop as a killed program leaves it: a body, and a line of the journal for each text."""
    make(path)
    session = session_at(path)
    for text in texts:
        session.do(said(text))
    data = path.read_bytes()
    session.close()
    path.write_bytes(data)
    return path


def answers(found: State) -> list[str]:
    """The words of every answer, in the file's order."""
    return [str(record["text"]) for (collection, _), record in found.items() if collection == "answers"]
