"""Stores that are wrong on purpose: the net must catch every one of them, or it would not catch ours.

Stock TinyDB's storages are among them: what they would cost is counted.
"""

import contextlib
import errno
import functools
import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage

from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.session import NotSaved, Remark, Store
from lsp_workshop.store.format import Head, Tables
from lsp_workshop.store.journal import WorkshopFile
from lsp_workshop.store.kept import SECOND_COPY, Keeper
from tests.faults.crash import after_kill, crashes
from tests.faults.day import (
    DISK,
    NAME,
    SHARE,
    STICK,
    Day,
    Prepare,
    Script,
    Storage,
    Wrap,
    as_it_is,
    complaint,
    expectations,
    hanging,
    long_morning,
    put,
    record,
    said,
    stick_day,
    unchanged,
    working_day,
)
from tests.faults.layer import ABSENT, Expect, Layer

FOLDER = "."


def forgets(call: str, of: Callable[[str], bool]) -> Prepare:
    """A program that leaves a call out, for the files of these names."""

    def prepare(layer: Layer) -> None:
        layer.ignored = lambda name, file: name == call and of(file)

    return prepare


Slow = Callable[[], None]


class Passing:
    """A store that hands everything on."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def read_only(self) -> bool:
        return self.store.read_only

    def append(self, transaction: Transaction, at: str, slow: Slow) -> None:
        self.store.append(transaction, at, slow)

    def close(self, slow: Slow) -> Sequence[Remark]:
        return self.store.close(slow)


class Splitting(Passing):
    """A line for every change instead of one for all."""

    def append(self, transaction: Transaction, at: str, slow: Slow) -> None:
        for place, change in enumerate(transaction.changes):
            timed = transaction.timed and place == 0
            self.store.append(Transaction(transaction.label, (change,), timed=timed), at, slow)


class Promising(Passing):
    """Says "saved" first and writes when the next one comes."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.promised: list[tuple[Transaction, str, Slow]] = []

    def append(self, transaction: Transaction, at: str, slow: Slow) -> None:
        self._keep()
        self.promised.append((transaction, at, slow))

    def _keep(self) -> None:
        while self.promised:
            self.store.append(*self.promised.pop(0))

    def close(self, slow: Slow) -> Sequence[Remark]:
        self._keep()
        return self.store.close(slow)


class WritesInPlace(Layer):
    """What was to be renamed over a file is copied over it."""

    def _do_replace(self, source: Any, target: Any) -> None:
        data = Path(source).read_bytes()
        handle = os.open(target, os.O_WRONLY)
        os.write(handle, data)
        os.ftruncate(handle, len(data))
        os.fsync(handle)
        os.close(handle)


class AsksAgain(Layer):
    """A failed sync is tried once more, and that one works."""

    def _do_fsync(self, handle: int) -> None:
        try:
            super()._do_fsync(handle)
        except OSError:
            super()._do_fsync(handle)


class RenamesFirst(Layer):
    """The sync of a temporary file comes when it has its new name already."""

    def _do_replace(self, source: Any, target: Any) -> None:
        super()._do_replace(source, target)
        handle = os.open(target, os.O_RDONLY)
        super()._do_fsync(handle)
        os.close(handle)


def failed_sync(day: Day) -> None:
    """A sync fails under an answer, and work goes on."""
    day.create()
    day.open()
    fails = [OSError(errno.EIO, os.strerror(errno.EIO))]
    day.layer.fault = lambda call, _number: fails.pop() if call == "fsync" and fails else None
    with contextlib.suppress(NotSaved):
        day.do(said("Shown as saved, unless the store knows better"))
    day.do(said("The next one"))


def caught(
    folder: Path,
    script: Script,
    *,
    prepare: Prepare = as_it_is,
    wrap: Wrap = unchanged,
    kind: type[Layer] = Layer,
    storage: Storage = DISK,
) -> str | None:
    """The first complaint about a program that nobody complains of while the power stays on."""
    recording = record(folder, script, prepare=prepare, wrap=wrap, kind=kind, storage=storage).recording
    assert complaint(folder, after_kill(recording), expectations(recording)[-1], storage) is None
    for crashed in crashes(recording, loses_names=not storage.place.renames_safely):
        found = complaint(folder, crashed.files, crashed.allowed, storage)
        if found is not None:
            return found
    return None


WRONG: dict[str, dict[str, Any]] = {
    "no sync of what was appended": {"prepare": forgets("fsync", lambda name: name == NAME)},
    "no sync of the temporary file": {"prepare": forgets("fsync", lambda name: name.endswith(".tmp"))},
    "the rename before the sync": {
        "prepare": forgets("fsync", lambda name: name.endswith(".tmp")),
        "kind": RenamesFirst,
    },
    "no sync of the folder": {"prepare": forgets("fsync", lambda name: name == FOLDER)},
    "the journal folded in place": {"kind": WritesInPlace},
    "a transaction split over two lines": {"wrap": Splitting, "script": working_day},
    "acknowledged before it is written": {"wrap": Promising},
    "a failed sync tried again": {"kind": AsksAgain, "script": failed_sync},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_store_with_this_mistake_is_caught(scratch: Path, wrong: str) -> None:
    """A net that lets a known mistake through says nothing about the mistakes that nobody knows of yet."""
    how = dict(WRONG[wrong])
    script = how.pop("script", long_morning)
    found = caught(scratch, script, **how)
    assert found is not None
    assert found.startswith(("other than saved", "unopenable")), found


@pytest.mark.parametrize("script", [long_morning, working_day, failed_sync], ids=lambda script: str(script.__name__))
def test_without_a_mistake_nothing_is_caught(scratch: Path, script: Script) -> None:
    """The same net, the same days, the store as it is: the complaints above come from the mistakes alone."""
    assert caught(scratch, script) is None


def folds_everywhere(patch: pytest.MonkeyPatch) -> None:
    """A new file is renamed over the old one on a stick too."""
    real = WorkshopFile.fold

    def fold(self: WorkshopFile, data: bytes, head: Head) -> str | None:
        self.renames_safely = True
        return real(self, data, head)

    patch.setattr(WorkshopFile, "fold", fold)


def copies_first(patch: pytest.MonkeyPatch) -> None:
    """The second copy has a line before the file has it."""
    waiting: list[Keeper] = []
    tell, tell_line, put = Keeper.begin, Keeper.append, WorkshopFile.append

    def begin(self: Keeper, data: bytes) -> None:
        waiting[:] = [self]
        tell(self, data)

    def append(self: WorkshopFile, payload: bytes, tables: Tables, rescue: Callable[[], Path | None]) -> None:
        for keeper in waiting:
            tell_line(keeper, self.sequence + 1, payload)
        put(self, payload, tables, rescue)

    patch.setattr(Keeper, "begin", begin)
    patch.setattr(WorkshopFile, "append", append)
    patch.setattr(Keeper, "append", lambda *_: None)


def hung_day(day: Day) -> None:
    """A disk hangs, and the next answer comes when it no longer does."""
    day.create()
    day.open()
    with hanging(day):
        day.refused(said("On disk when nobody waited any more"))
    day.do(said("The next one"))


def test_a_fold_on_a_stick_is_caught(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick pulled out in a closing has neither the old file nor the new one."""
    folds_everywhere(monkeypatch)
    found = caught(scratch, stick_day, storage=STICK)
    assert found is not None
    assert found.startswith("unopenable: not_found"), found


def test_a_second_copy_that_is_written_first_is_caught(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was never saved would be told as lost from the file, and come back from the copy."""
    copies_first(monkeypatch)
    found = caught(scratch, stick_day, storage=SHARE)
    assert found == "the second copy knew more than the file"


def test_a_second_copy_that_is_not_synced_is_caught(scratch: Path) -> None:
    """Stick and laptop lose power, and the stick is lost: the copy has half of the morning."""
    prepare = forgets("fsync", lambda name: name.endswith(SECOND_COPY))
    found = caught(scratch, stick_day, storage=SHARE, prepare=prepare)
    assert found == "a second copy that says other than saved"


def test_a_late_line_that_is_not_taken_back_is_caught(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said to be not saved, and in the file all the same, after the next answer was saved."""
    monkeypatch.setattr(WorkshopFile, "take_back", lambda *_: None)
    recording = record(scratch, hung_day).recording
    found = complaint(scratch, after_kill(recording), expectations(recording)[-1])
    assert found is not None
    assert found.startswith("other than saved"), found


def test_a_late_line_that_stays_in_the_second_copy_is_caught(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stick is lost, and the copy has an answer twice: refused, and typed again."""
    real = WorkshopFile.take_back
    monkeypatch.setattr(WorkshopFile, "take_back", lambda self, _first: real(self, lambda: None))
    recording = record(scratch, hung_day, storage=SHARE).recording
    assert complaint(scratch, after_kill(recording), expectations(recording)[-1], SHARE) is not None


@pytest.mark.parametrize("storage", [DISK, SHARE], ids=["one file", "with a second copy"])
def test_a_late_line_that_is_taken_back_is_not_caught(scratch: Path, storage: Storage) -> None:
    """The same day, the store as it is."""
    assert caught(scratch, hung_day, storage=storage) is None


# --- TinyDB as it comes -------------------------------------------------------------------------------------

Documents = tuple[tuple[tuple[str, object], ...], ...]


def documents(database: TinyDB) -> Documents:
    return tuple(tuple(document.items()) for document in database.all())


class StockDay:
    """Answers captured, reworded and taken away in stock TinyDB, on the layer."""

    def __init__(self, layer: Layer, folder: Path, storage: Any) -> None:
        self.layer = layer
        layer.expect(ABSENT, ())
        self.database = TinyDB(folder / NAME, storage=storage, encoding="utf-8")
        layer.expect(ABSENT, ())
        self._saved: Documents = ()

    def work(self) -> None:
        for number in range(8):
            self._do(functools.partial(self.database.insert, {"id": f"c{number}", "text": "Said " * (number % 3 + 1)}))
        self._do(lambda: self.database.update({"text": "In other words"}, where("id") == "c2"))
        self._do(lambda: self.database.remove(where("id") == "c5"))
        self.database.close()

    def _do(self, step: Callable[[], object]) -> None:
        """What it will say is known beforehand: the same is done to a table in memory."""
        events = self.layer.recording.events
        start = len(events)
        step()
        now = documents(self.database)
        self.layer.expect(now)
        between = events[start:-1]
        events[start:-1] = [Expect((self._saved, now)), *between]
        self._saved = now


def _cached() -> Any:
    middleware: Any = CachingMiddleware
    return middleware(JSONStorage)


@pytest.mark.parametrize(
    ("storage", "fewest_unopenable", "fewest_lost"),
    [(lambda: JSONStorage, 500, 50), (_cached, 1, 5)],
    ids=["JSONStorage", "CachingMiddleware"],
)
def test_what_stock_tinydb_would_cost(
    scratch: Path,
    storage: Callable[[], Any],
    fewest_unopenable: int,
    fewest_lost: int,
    record_property: Callable[[str, object], None],
) -> None:
    """The reason for a storage of our own, in numbers: a file that opens no more is a day that is gone."""
    layer = Layer(scratch)
    with layer.watching():
        StockDay(layer, scratch, storage()).work()
    counts: Counter[str] = Counter()
    for crashed in crashes(layer.recording, NAME):
        counts[stock_verdict(scratch, crashed.files, crashed.allowed)] += 1
    record_property("states", dict(counts))
    assert counts["unopenable"] >= fewest_unopenable, counts
    assert counts["lost"] >= fewest_lost, counts


def stock_verdict(folder: Path, files: Any, allowed: tuple[object, ...]) -> str:
    put(folder, files)
    if NAME not in files:
        return "as saved" if ABSENT in allowed else "lost"
    try:
        with TinyDB(folder / NAME, access_mode="r", encoding="utf-8") as database:
            found = documents(database)
    except (ValueError, AttributeError, TypeError):
        return "unopenable"
    return "as saved" if found in allowed else "lost"
