"""TinyDB on the workshop file, through its own extension points: a Storage, a Table and a TinyDB subclass.

Stock TinyDB rewrites the whole file for each change. Here a change is one line in the journal, and the tables stay in
memory, so that a capture costs the same however long the day gets. TinyDB's own calls (`insert`, `search`,
`update`...) work on these tables too, and go down the same road (`opening.open_database`).
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument
from tinydb.table import Table
from tinydb.utils import LRUCache

from lsp_workshop.session import nothing
from lsp_workshop.store.format import Document, Tables, from_json, to_json_checked

PAPERS = "votes"


@dataclass(frozen=True, slots=True)
class Write:
    """A document's new contents; None takes it away."""

    table: str
    number: int
    document: Document | None


Slow = Callable[[], None]
Commit = Callable[[str, tuple[Write, ...], str, Slow], None]
"""Puts writes on disk under a label, at a time (or at none: ""), or raises; the tables have not changed yet then. The
last is called meanwhile where the disk takes its time."""


class JournalStorage(Storage):
    """The tables in memory, with `commit` as the only way down to the disk."""

    def __init__(self, tables: Tables, commit: Commit) -> None:
        self.tables = tables
        self._commit = commit

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables as stock TinyDB would read them: a copy, with text keys."""
        return {
            name: {str(number): copy.deepcopy(document) for number, document in documents.items()}
            for name, documents in self.tables.items()
        }

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the tables say what `data` says, as one transaction of the differences."""
        writes: list[Write] = []
        for name in [*self.tables, *(name for name in data if name not in self.tables)]:
            wanted = {int(number): document for number, document in data.get(name, {}).items()}
            writes.extend(differences(name, self.tables.get(name, {}), wanted))
        self.commit("change tables", writes)

    def commit(self, label: str, writes: Iterable[Write], at: str = "", slow: Slow = nothing) -> None:
        """Disk first, then memory."""
        listed = tuple(writes)
        if listed:
            self._commit(label, listed, at, slow)
            apply(self.tables, listed)


def differences(table: str, before: Mapping[int, Document], after: Mapping[int, Mapping[str, Any]]) -> Iterable[Write]:
    """The writes from `before` to `after`, with documents as they would be read back."""
    for number, document in after.items():
        if before.get(number) != document:
            yield Write(table, int(number), from_json(to_json_checked(document)))
    for number in before:
        if number not in after:
            yield Write(table, number, None)


def apply(tables: Tables, writes: Iterable[Write]) -> None:
    for write in writes:
        documents = tables.setdefault(write.table, {})
        if write.document is None:
            documents.pop(write.number, None)
        else:
            documents[write.number] = write.document


class OwnDocument(TinyDocument):
    """A query's result that shares nothing with the tables, so that changing it changes no record."""

    def __init__(self, value: Mapping[str, Any], doc_id: int) -> None:
        super().__init__(copy.deepcopy(dict(value)), doc_id)


class NoCache(LRUCache[Any, Any]):
    """A result that was remembered would be the same objects again, changed by whoever got them first."""

    def set(self, key: Any, value: Any) -> None:
        """Remember nothing."""


class RecordTable(Table):
    """A TinyDB table that reads the tables in memory and writes what differs."""

    document_class = OwnDocument
    query_cache_class = NoCache

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._next_number = 1

    def _get_next_id(self) -> int:
        """Above every number in use."""
        number = max(self._next_number, max(self._documents(), default=0) + 1)
        self._next_number = number + 1
        return number

    def _read_table(self) -> Any:
        # TinyDB's own calls look numbers up as the texts that they are in its file.
        return {str(number): document for number, document in self._documents().items()}

    def _documents(self) -> dict[int, Document]:
        storage = self._storage
        assert isinstance(storage, JournalStorage)
        return storage.tables.get(self.name, {})

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        storage = self._storage
        assert isinstance(storage, JournalStorage)
        before = self._documents()
        after: dict[int, Any] = {number: copy.deepcopy(document) for number, document in before.items()}
        updater(after)
        storage.commit(f"change {self.name}", differences(self.name, before, after))
        self.clear_cache()


class WorkshopDatabase(TinyDB):
    """TinyDB with these tables; opened with `WorkshopDatabase(tables, commit)`."""

    table_class = RecordTable
    default_storage_class = JournalStorage  # type: ignore[assignment]  # stock says "a JSONStorage" where it means "a Storage"

    @property
    def live(self) -> JournalStorage:
        storage = self._storage
        assert isinstance(storage, JournalStorage)
        return storage


def shuffled(documents: Mapping[int, Document], chance: random.Random) -> dict[int, Document]:
    """The same documents under new numbers, in an order that says nothing of when they came."""
    values = list(documents.values())
    chance.shuffle(values)
    return dict(enumerate(values, start=1))


def shuffle_papers(tables: Tables) -> None:
    """Papers in an order that says nothing of when they came: before any table of them is written as a whole."""
    if tables.get(PAPERS):
        tables[PAPERS] = shuffled(tables[PAPERS], random.SystemRandom())
