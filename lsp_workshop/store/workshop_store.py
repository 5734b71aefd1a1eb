"""A workshop file as domain records: open, create, append transactions, close.

Implements `lsp_workshop.session.Store`. Records go in and come out; TinyDB's documents stay inside.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lsp_workshop.domain.codec import decode_all, encode
from lsp_workshop.domain.doubt import doubtful_records
from lsp_workshop.domain.errors import BadRecord
from lsp_workshop.domain.model import DETAILS_ID, RECORD_TYPE, Record, Turnout, Vote, WorkshopDetails
from lsp_workshop.domain.transaction import Change, Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.files import create_file, open_flags, remove_left_behind, sync, sync_folder
from lsp_workshop.session import NotSaved, Remark
from lsp_workshop.store import lock
from lsp_workshop.store.database import PAPERS, WorkshopDatabase, Write, apply, shuffle_papers
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.format import (
    HEAD_SIZE,
    Contents,
    Document,
    Tables,
    image,
    new_file_id,
    read_contents,
    read_head,
    to_json,
)
from lsp_workshop.store.journal import WorkshopFile
from lsp_workshop.store.rescue import Rescue, keep_tail

SUFFIX = ".lspw"
HISTORY = "history"
"""The table of what was done: time, label, and the records as they were before. Never papers or turnout."""

NO_DETAILS = "the workshop's details, which are missing"
"""Where a file without that record is damaged."""

_UNTRACED: tuple[type[Record], ...] = (Vote, Turnout)


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
        self._read_only = handle is None
        self._rescue_folder = rescue_folder
        self._rescue: Rescue | None = None
        self._database = WorkshopDatabase(contents.tables, self._commit_writes)
        self._numbers: dict[str, dict[str, int]] = {}
        self._next: dict[str, int] = {}
        for entry in contents.entries:
            self._replay(entry.payload)
        self._file: WorkshopFile | None = None
        if handle is not None:
            self._file = WorkshopFile(path, handle, contents, tables=lambda: self._tables)

    @property
    def _tables(self) -> Tables:
        return self._database.live.tables

    @property
    def read_only(self) -> bool:
        return self._read_only

    def records(self) -> Iterable[Record]:
        """Every record. Raises StoreError("damaged") where a document does not have its type's shape."""
        try:
            for name, documents in self._tables.items():
                kind = RECORD_TYPE.get(name)
                if kind is not None:
                    yield from decode_all(kind, documents.values())
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
        self._database.live.commit(transaction.label, writes, at if traced else "")
        for change in transaction.changes:
            if change.after is None:
                self._numbers_in(change.kind.collection).pop(change.id, None)

    def _write_for(self, change: Change) -> Write:
        table = change.kind.collection
        numbers = self._numbers_in(table)
        if change.id not in numbers:
            numbers[change.id] = self._take_number(table)
        return Write(table, numbers[change.id], None if change.after is None else encode(change.after))

    def _numbers_in(self, table: str) -> dict[str, int]:
        """The numbers of a table's documents by record id, gathered when the table is first written to."""
        if table not in self._numbers:
            documents = self._tables.get(table, {})
            self._numbers[table] = {each["id"]: number for number, each in documents.items() if "id" in each}
            self._next[table] = max(documents, default=0) + 1
        return self._numbers[table]

    def _take_number(self, table: str) -> int:
        self._numbers_in(table)
        number = self._next[table]
        self._next[table] = number + 1
        return number

    def _history_entry(self, transaction: Transaction, at: str) -> Write:
        before = [
            [change.kind.collection, change.id, None if change.before is None else encode(change.before)]
            for change in transaction.changes
        ]
        return Write(HISTORY, self._take_number(HISTORY), {"at": at, "label": transaction.label, "before": before})

    def _commit_writes(self, label: str, writes: tuple[Write, ...], at: str) -> None:
        if self._file is None:
            raise NotSaved("read_only" if self._read_only else "closed")
        entry = {"at": at, "label": label, "writes": [[w.table, w.number, w.document] for w in writes]}
        try:
            payload = to_json(entry)
        except ValueError as error:
            raise NotSaved("not_writable", detail=str(error)) from None
        sequence = self._file.sequence
        self._file.append(payload, lambda: self._write_rescue(sequence, writes))
        self._rescue = None

    def _write_rescue(self, sequence: int, refused: tuple[Write, ...] = ()) -> Path | None:
        if self._rescue is None:
            self._rescue = Rescue(self.path, self._rescue_folder, SUFFIX)
        return self._rescue.write(self._tables, sequence, refused)

    def _replay(self, payload: bytes) -> None:
        entry = json.loads(payload)
        apply(self._tables, [Write(table, number, document) for table, number, document in entry["writes"]])

    def close(self) -> tuple[Remark, ...]:
        """Fold the journal into the body, papers in shuffled order, and let go of the file.

        Returns what could not be done: "papers_as_cast" or "not_folded" (`detail`) where no new file could take the
        old one's place, "pulled_away" (`rescue`) or "pulled_away_lost" where somebody else was at it.
        """
        if self._file is None:
            return ()
        file, self._file = self._file, None
        try:
            return self._fold(file)
        finally:
            # The note goes first: once the lock is gone, the note there may be the next one's.
            lock.drop(self.path)
            file.close()

    def _tidied(self) -> Tables:
        """For the last body only: papers get new numbers in it, and the ones remembered here are theirs no more."""
        shuffle_papers(self._tables)
        return self._tables

    def _fold(self, file: WorkshopFile) -> tuple[Remark, ...]:
        try:
            code = file.fold(self._tidied)
        except OSError as error:
            said = "papers_as_cast" if self._tables.get(PAPERS) else "not_folded"
            return (Remark(said, {"detail": error.strerror or str(error)}),)
        if code is None or (self._rescue is not None and self._rescue.is_written):
            # What was written somewhere safe before was told when it was.
            return ()
        rescue = self._write_rescue(file.sequence)
        return (Remark("pulled_away_lost") if rescue is None else Remark("pulled_away", {"rescue": rescue}),)


# --- opening and creating -----------------------------------------------------------------------------------


def read_bytes(path: Path, size: int = -1) -> bytes:
    """A file's bytes, or the first so many. Raises StoreError("not_found" or "no_access")."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except FileNotFoundError as error:
        raise StoreError("not_found", path=path) from error
    except OSError as error:
        raise _no_access(path, error) from error


def read_workshop(path: Path, size: int = -1) -> bytes:
    """`read_bytes` for a workshop file; also raises StoreError("not_a_workshop") for a folder, a pipe or a device."""
    try:
        is_other = path.exists() and not path.is_file()
    except OSError as error:
        raise _no_access(path, error) from error
    if is_other:
        raise StoreError("not_a_workshop", path=path)
    return read_bytes(path, size)


def _no_access(path: Path, error: OSError) -> StoreError:
    return StoreError("no_access", path=path, detail=error.strerror or str(error))


def _remarks(contents: Contents, workshop: Workshop, kept: Path | None = None) -> tuple[Remark, ...]:
    """What there is to say: "torn_tail", never acknowledged, or "damaged_tail", which may have been (`size`, and
    `kept`, where the cut bytes lie); "doubtful" (`count`), what a repair marked.
    """
    remarks = []
    if contents.torn:
        code = "damaged_tail" if contents.tail_is_damaged else "torn_tail"
        remarks.append(Remark(code, {"size": len(contents.torn), "kept": kept}))
    doubtful = len(doubtful_records(workshop))
    if doubtful:
        remarks.append(Remark("doubtful", {"count": doubtful}))
    return tuple(remarks)


def _read_records(path: Path, contents: Contents, handle: int | None, rescue_folder: Path) -> Opened:
    """The store and the records, nothing said yet; raises StoreError("damaged") where these are no workshop."""
    store = WorkshopStore(path, contents, handle, rescue_folder)
    workshop = Workshop(store.records())
    if workshop.find(WorkshopDetails, DETAILS_ID) is None:
        raise StoreError("damaged", path=path, where=NO_DETAILS)
    return Opened(workshop, store, (), contents.head.written_by, contents.head.schema)


def open_for_reading(path: Path, *, rescue_folder: Path) -> Opened:
    """The workshop as it is on disk now; the file may be open elsewhere and is not touched or locked."""
    with collector_paused():
        contents = read_contents(read_workshop(path), path)
        opened = _read_records(path, contents, None, rescue_folder)
    return replace(opened, remarks=_remarks(contents, opened.workshop))


def open_workshop(path: Path, *, rescue_folder: Path) -> Opened:
    """Open a file for work: locked, verified, its bad tail cut and kept beside it.

    Raises StoreError with "not_found", "no_access", "not_a_workshop", "newer", "damaged", "locked" or
    "locked_elsewhere"; the file is untouched then.
    """
    # What a link points to is what gets replaced when the journal is folded, not the link.
    path = Path(os.path.realpath(path))
    handle = _open_locked(path)
    try:
        with collector_paused():
            contents = read_contents(_read_all(handle), path)
            opened = _read_records(path, contents, handle, rescue_folder)
        kept = _cut_tail(path, handle, contents, rescue_folder) if contents.torn else None
        _make_last(path, handle)
    except BaseException as error:
        lock.drop(path)
        _let_go(handle)
        if isinstance(error, OSError):
            raise _no_access(path, error) from error
        raise
    remove_left_behind(path.parent)
    return replace(opened, remarks=_remarks(contents, opened.workshop, kept))


def _make_last(path: Path, handle: int) -> None:
    """What was just read is about to be shown as saved, but may so far be in the system's memory alone.

    A program that was killed between a write and its fsync leaves such lines, or, killed in closing, such a name.
    """
    sync(handle)
    # Some file systems sync no folders; what the file holds is on disk there all the same.
    with contextlib.suppress(OSError):
        sync_folder(path.parent)


def _let_go(handle: int) -> None:
    """Close after something else went wrong: that is what there is to say, not how the closing went."""
    with contextlib.suppress(OSError):
        os.close(handle)


def _open_locked(path: Path) -> int:
    while True:
        # Before the lock, so that nothing which is not ours gets a note beside it.
        read_head(read_workshop(path, HEAD_SIZE), path)
        try:
            handle = os.open(path, os.O_RDWR | open_flags())
        except OSError as error:
            raise _no_access(path, error) from error
        try:
            lock.take(path, handle)
            if os.path.samestat(os.fstat(handle), os.stat(path)):
                return handle
        except BaseException as error:
            _let_go(handle)
            if isinstance(error, OSError):
                raise _no_access(path, error) from error
            raise
        # Whoever had it open closed it in between and put a new file in its place: this is the old one.
        _let_go(handle)


def _read_all(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    chunks = []
    while chunk := os.read(handle, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)


def _cut_tail(path: Path, handle: int, contents: Contents, rescue_folder: Path) -> Path | None:
    """Keep the tail in a file of its own, then cut it off. Raises "damaged" for a doubtful one that can't be kept."""
    kept = keep_tail(path, contents.torn, rescue_folder)
    if kept is None and contents.tail_is_damaged:
        raise StoreError("damaged", path=path, where="its last change")
    try:
        os.ftruncate(handle, contents.good_end)
        sync(handle)
    except OSError as error:
        raise _no_access(path, error) from error
    return kept


@contextlib.contextmanager
def open_database(path: Path, *, rescue_folder: Path) -> Iterator[WorkshopDatabase]:
    """The tables of a file through TinyDB's own calls, for tools and tests; closed afterwards as a session would be.

    The file is locked meanwhile: a session, which remembers what is in it, is never open beside. Raises as
    `open_workshop` does.
    """
    store = open_workshop(path, rescue_folder=rescue_folder).store
    try:
        yield store._database
    finally:
        store.close()


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Records are many, small and without circles: looking for circles while they are made doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def create_workshop(path: Path, records: Iterable[Record]) -> None:
    """A new file with `records`, whole or not at all. Raises StoreError("exists" or "no_access")."""
    tables: dict[str, dict[int, Document]] = {}
    for record in records:
        documents = tables.setdefault(record.collection, {})
        documents[len(documents) + 1] = encode(record)
    shuffle_papers(tables)
    data, _ = image(tables, file_id=new_file_id(), sequence=0)
    try:
        create_file(path, data)
    except FileExistsError as error:
        raise StoreError("exists", path=path) from error
    except OSError as error:
        raise _no_access(path, error) from error
