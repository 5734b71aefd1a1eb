"""A workshop file as domain records: open, create, append transactions, close.

Implements `lsp_workshop.session.Store`. Records go in and come out; TinyDB's documents stay inside.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lsp_workshop.domain.codec import decode, encode
from lsp_workshop.domain.errors import BadRecord
from lsp_workshop.domain.model import RECORD_TYPE, Record, Turnout, Vote
from lsp_workshop.domain.transaction import Change, Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import NotSaved
from lsp_workshop.store import journal, lock
from lsp_workshop.store.database import WorkshopDatabase, Write, apply, shuffled
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.journal import Contents, Document, Tables, WorkshopFile

SUFFIX = ".lspw"
HISTORY = "history"
"""The table of what was done: time, label, and the records as they were before. Never papers or turnout."""

_UNTRACED: tuple[type[Record], ...] = (Vote, Turnout)
_SHUFFLED = "votes"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that opening had to do, for people to know. "torn_tail": `kept` names where the cut bytes lie."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, opened: its records, the store that takes changes, and what there is to say about it."""

    workshop: Workshop
    store: WorkshopStore
    remarks: tuple[Remark, ...]
    written_by: str
    schema: int


class WorkshopStore:
    """The store behind one session. `rescue_folder` takes what a file that was pulled away can't."""

    def __init__(self, path: Path, contents: Contents, handle: int | None, rescue_folder: Path) -> None:
        self.path = path
        self._rescue_folder = rescue_folder
        self._database = WorkshopDatabase(contents.tables, self._commit_writes)
        self._at = ""
        self._numbers: dict[str, dict[str, int]] = {}
        self._next: dict[str, int] = {}
        for entry in contents.entries:
            self._replay(entry.payload)
        self._file: WorkshopFile | None = None
        if handle is not None:
            self._file = WorkshopFile(
                path, handle, contents, tables=lambda: self._tables, rescue=self._write_rescue
            )
        for name, documents in self._tables.items():
            self._numbers[name] = {
                str(document.get("id")): number for number, document in documents.items() if "id" in document
            }
            self._next[name] = max(documents, default=0) + 1

    @property
    def _tables(self) -> Tables:
        return self._database.live.tables

    @property
    def database(self) -> WorkshopDatabase:
        """The tables through TinyDB's own calls, for tools and tests."""
        return self._database

    @property
    def read_only(self) -> bool:
        return self._file is None

    def records(self) -> Iterable[Record]:
        """Every record. Raises StoreError("damaged") where a document does not have its type's shape."""
        try:
            for name, documents in self._tables.items():
                kind = RECORD_TYPE.get(name)
                if kind is not None:
                    for document in documents.values():
                        yield decode(kind, document)
        except BadRecord as error:
            where = f"{error.values['collection']} record “{error.values['id']}”"
            raise StoreError("damaged", path=self.path, where=where) from error

    # --- writing ------------------------------------------------------------------------------------------

    def append(self, transaction: Transaction, at: str) -> None:
        """One journal line, on disk when this returns. Raises `NotSaved`."""
        writes = [self._write_for(change) for change in transaction.changes]
        traced = transaction.timed and not transaction.touches(*_UNTRACED)
        if traced:
            writes.append(self._history_entry(transaction, at))
        self._at = at if traced else ""
        self._database.live.commit(transaction.label, writes)
        for change in transaction.changes:
            if change.after is None:
                self._numbers[change.kind.collection].pop(change.id, None)

    def _write_for(self, change: Change) -> Write:
        table = change.kind.collection
        number = self._numbers.get(table, {}).get(change.id)
        if number is None:
            number = self._next.get(table, 1)
            # Two new records of one transaction: the second must not take the first one's number.
            self._numbers.setdefault(table, {})[change.id] = number
            self._next[table] = number + 1
        return Write(table, number, None if change.after is None else encode(change.after))

    def _history_entry(self, transaction: Transaction, at: str) -> Write:
        before = [
            [change.kind.collection, change.id, None if change.before is None else encode(change.before)]
            for change in transaction.changes
        ]
        number = self._next.get(HISTORY, 1)
        self._next[HISTORY] = number + 1
        return Write(HISTORY, number, {"at": at, "label": transaction.label, "before": before})

    def _commit_writes(self, label: str, writes: tuple[Write, ...]) -> None:
        if self._file is None:
            raise NotSaved("read_only")
        payload = journal.to_json(
            {"at": self._at, "label": label, "writes": [[w.table, w.number, w.document] for w in writes]}
        )

        def tables_after() -> Tables:
            copied = {name: dict(documents) for name, documents in self._tables.items()}
            apply(copied, writes)
            return copied

        self._file.append(payload, tables_after)

    def _replay(self, payload: bytes) -> None:
        entry = json.loads(payload)
        apply(self._tables, [Write(table, number, document) for table, number, document in entry["writes"]])

    def _write_rescue(self, data: bytes) -> Path | None:
        stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
        target = self._rescue_folder / f"{self.path.stem}-rescued-{stamp}-{os.getpid()}{SUFFIX}"
        try:
            self._rescue_folder.mkdir(parents=True, exist_ok=True)
            journal.replace_file(target, data)
        except OSError:
            return None
        return target

    def close(self) -> None:
        """Fold the journal into the body, papers in shuffled order, and let go of the file."""
        if self._file is None:
            return
        file, self._file = self._file, None
        votes = self._tables.get(_SHUFFLED)
        if votes:
            self._tables[_SHUFFLED] = shuffled(votes, random.SystemRandom())
        file.close()
        if file.path.exists():
            lock.drop(self.path)


# --- opening and creating -----------------------------------------------------------------------------------


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises StoreError("not_found" or "no_access")."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise StoreError("not_found", path=path) from error
    except OSError as error:
        raise StoreError("no_access", path=path, detail=error.strerror or str(error)) from error


def open_for_reading(path: Path, *, rescue_folder: Path) -> Opened:
    """The workshop as it is on disk now; the file may be open elsewhere and is not touched or locked."""
    contents = journal.read_contents(read_bytes(path), path)
    store = WorkshopStore(path, contents, None, rescue_folder)
    remarks = (Remark("torn_tail", {"size": len(contents.torn)}),) if contents.torn else ()
    return Opened(Workshop(store.records()), store, remarks, contents.head.written_by, contents.head.schema)


def open_workshop(path: Path, *, rescue_folder: Path) -> Opened:
    """Open a file for work: locked, verified, its torn tail cut and kept beside it.

    Raises StoreError with "not_found", "no_access", "not_a_workshop", "newer", "damaged", "locked" or
    "locked_elsewhere"; the file is untouched then.
    """
    journal.read_head(read_bytes(path), path)
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError as error:
        raise StoreError("no_access", path=path, detail=error.strerror or str(error)) from error
    try:
        lock.take(path, handle)
    except BaseException:
        os.close(handle)
        raise
    try:
        contents = journal.read_contents(_read_all(handle), path)
        remarks = _cut_torn_tail(path, handle, contents, rescue_folder) if contents.torn else ()
        store = WorkshopStore(path, contents, handle, rescue_folder)
        workshop = Workshop(store.records())
    except BaseException:
        os.close(handle)
        lock.drop(path)
        raise
    return Opened(workshop, store, remarks, contents.head.written_by, contents.head.schema)


def _read_all(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    chunks = []
    while chunk := os.read(handle, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)


def _cut_torn_tail(path: Path, handle: int, contents: Contents, rescue_folder: Path) -> tuple[Remark, ...]:
    """Keep the torn bytes in a file of their own, then cut them off."""
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    kept: Path | None = None
    for folder in (path.parent, rescue_folder):
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / f"{path.name}.cut-{stamp}"
            journal.create_file(target, contents.torn)
            kept = target
            break
    os.ftruncate(handle, contents.good_end)
    journal.sync(handle)
    return (Remark("torn_tail", {"size": len(contents.torn), "kept": kept}),)


def create_workshop(path: Path, records: Iterable[Record]) -> None:
    """A new file with `records`, whole or not at all. Raises StoreError("exists" or "no_access")."""
    tables: dict[str, dict[int, Document]] = {}
    for record in records:
        documents = tables.setdefault(record.collection, {})
        documents[len(documents) + 1] = encode(record)
    if _SHUFFLED in tables:
        tables[_SHUFFLED] = shuffled(tables[_SHUFFLED], random.SystemRandom())
    data, _ = journal.image(tables, file_id=journal.new_file_id(), sequence=0)
    try:
        journal.create_file(path, data)
    except FileExistsError as error:
        raise StoreError("exists", path=path) from error
    except OSError as error:
        raise StoreError("no_access", path=path, detail=error.strerror or str(error)) from error

