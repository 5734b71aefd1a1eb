"""The same answers kept in other ways: appended raw, by stock TinyDB, by SQLite. What ours is measured beside.

Run as a program (`stores.py WAY FILE`), it opens a file in one way and prints the megabytes that this took.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from tinydb import TinyDB

from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.session import Session
from lsp_workshop.store.opening import open_workshop

Documents = Mapping[str, list[dict[str, Any]]]


class Keeper(Protocol):
    """A way to keep answers, open."""

    def keep(self, answer: dict[str, Any]) -> object:
        """On disk when this returns."""

    def close(self) -> None: ...


class Raw:
    """Bytes at the end of a file, and fsync: no less can be done."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_APPEND)

    def keep(self, answer: dict[str, Any]) -> None:
        os.write(self._handle, json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        os.fsync(self._handle)

    def close(self) -> None:
        os.close(self._handle)


class Ours:
    """A session, with its edits, history and checks."""

    def __init__(self, path: Path) -> None:
        opened = open_workshop(path, rescue_folder=path.parent)
        self._session = Session(opened.workshop, opened.store)

    def keep(self, answer: dict[str, Any]) -> object:
        return self._session.do(capture_answer(answer["question_id"], answer["text"], group_id=answer["group_id"]))

    def close(self) -> None:
        self._session.close()


class StockTinyDB:
    """TinyDB with its JSONStorage."""

    def __init__(self, path: Path) -> None:
        self._database = TinyDB(path, encoding="utf-8")
        # What is read into memory first, as ours and SQLite's pages are.
        self._answers = self._database.table("answers")
        self.all = self._answers.all()

    def keep(self, answer: dict[str, Any]) -> object:
        return self._answers.insert(answer)

    def close(self) -> None:
        self._database.close()


class SQLite:
    """A table of JSON texts, write-ahead log, every commit on disk."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=FULL")
        self._database.execute("CREATE TABLE IF NOT EXISTS records (name TEXT, id TEXT, document TEXT)")
        self.all = [json.loads(text) for (text,) in self._database.execute("SELECT document FROM records")]

    def keep(self, answer: dict[str, Any]) -> object:
        return self._database.execute(
            "INSERT INTO records VALUES ('answers', ?, ?)", (answer["id"], json.dumps(answer))
        )

    def fill(self, tables: Documents) -> None:
        rows = [(name, each.get("id"), json.dumps(each)) for name, documents in tables.items() for each in documents]
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO records VALUES (?, ?, ?)", rows)
        self._database.execute("COMMIT")

    def close(self) -> None:
        self._database.close()


KEEPERS: dict[str, Callable[[Path], Keeper]] = {"raw": Raw, "ours": Ours, "TinyDB": StockTinyDB, "SQLite": SQLite}


def make(folder: Path, ours: Path) -> dict[str, Path]:
    """The records of a workshop file, cleanly closed, in a file of every kind."""
    tables: dict[str, list[dict[str, Any]]] = {
        name: list(documents.values())
        for name, documents in json.loads(ours.read_bytes()).items()
        if not name.startswith("_")
    }
    paths = {name: folder / f"{ours.stem}.{name}" for name in KEEPERS}
    paths["ours"] = ours
    paths["raw"].write_bytes(ours.read_bytes())
    numbered = {name: {str(n): each for n, each in enumerate(found, 1)} for name, found in tables.items()}
    paths["TinyDB"].write_text(json.dumps(numbered, ensure_ascii=False), encoding="utf-8")
    filled = SQLite(paths["SQLite"])
    filled.fill(tables)
    filled.close()
    return paths


def timed_keep(keeper: Keeper, answer: dict[str, Any]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    keeper.keep(answer)
    return (time.perf_counter() - started) * 1000


def memory_used() -> float:
    """Megabytes that this process has in memory now, or at most had where the system tells no more."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    if sys.platform == "win32":
        return float("nan")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def main(way: str, path: Path) -> None:
    before = memory_used()
    if way == "json.load":
        kept: object = json.loads(path.read_bytes())
    else:
        kept = KEEPERS[way](path)
    print(memory_used() - before)
    del kept


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
