"""A facilitator's day on a recorded folder, and what the file has to say after every step of it."""

from __future__ import annotations

import itertools
import json
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unittest import mock

import pytest

from lsp_workshop.domain.codec import as_stored
from lsp_workshop.domain.edits.ballots import cast_vote, close_ballot, record_turnout
from lsp_workshop.domain.edits.capture import capture_answer, capture_answers, mark, reword_answer
from lsp_workshop.domain.edits.themes import put_under_theme
from lsp_workshop.domain.model import (
    Ballot,
    BallotOption,
    BallotStatus,
    Method,
    Participant,
    Record,
    Secrecy,
)
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.place import Kind, Place
from lsp_workshop.session import NotSaved, Session, Store
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.kept import SECOND_COPY
from lsp_workshop.store.opening import Opened, create_workshop, open_for_reading, open_workshop
from lsp_workshop.store.workshop_store import HISTORY, WorkshopStore
from tests.faults.layer import ABSENT, Expect, Killed, Layer, Partly, Recording, nothing_fails, os_error
from tests.store.files import SMALL

NAME = "day.lspw"
RESCUED = "rescued"
KEPT = "kept"
COPIED = "a second copy is there"
"""Among what is allowed: whatever becomes of the file, this computer has all of it."""
LONG = 60.0
"""Seconds after which a test that hangs gives up."""


@dataclass(frozen=True, slots=True)
class Storage:
    """Where the file lies, and whether there is a data folder for copies of it. Both are in the recorded folder."""

    place: Place
    keeps: bool

    @property
    def copies(self) -> bool:
        return self.keeps and self.place.needs_copy


DISK = Storage(Place(Kind.LOCAL, renames_safely=True), keeps=False)
SHARE = Storage(Place(Kind.NETWORK, renames_safely=True), keeps=True)
STICK = Storage(Place(Kind.REMOVABLE, renames_safely=False), keeps=True)

PEOPLE = tuple(Participant(id=f"p{number}", name=f"Person {number}", attended=True) for number in range(3))
BALLOT = Ballot(
    id="b1",
    title="Which?",
    method=Method.DOTS,
    secrecy=Secrecy.SECRET,
    status=BallotStatus.OPEN,
    options=(BallotOption(id="o1", label="Buses"), BallotOption(id="o2", label="Trains")),
    eligible=3,
    eligible_ids=tuple(each.id for each in PEOPLE),
)
RECORDS: tuple[Record, ...] = (*SMALL, *PEOPLE, BALLOT)


@dataclass(frozen=True, slots=True)
class Said:
    """All that a workshop says, and how long its history is."""

    records: Mapping[tuple[str, str], Record]
    history: int

    def after(self, transaction: Transaction) -> Said:
        records = dict(self.records)
        for change in transaction.changes:
            if change.after is None:
                records.pop((change.kind.collection, change.id), None)
            else:
                records[change.kind.collection, change.id] = as_stored(change.after)
        return Said(records, self.history + transaction.timed)


Records = Mapping[tuple[str, str], Record]


def records_of(opened: Opened) -> Records:
    """What an opened file says. Two records under one id would be one thing said twice: an AssertionError."""
    listed = list(opened.workshop.records())
    records = {(each.collection, each.id): each for each in listed}
    assert len(records) == len(listed), "a record is there twice"
    assert sum(1 for _ in opened.store.records()) == len(listed), "a document is there twice"
    return records


def said_at_rest(opened: Opened, path: Path, storage: Storage = DISK) -> Said:
    """Close a file, and say what it said and how long the history in it is: at rest it is plain JSON."""
    records = records_of(opened)
    opened.store.close()
    if storage.place.renames_safely:
        return Said(records, len(json.loads(path.read_bytes()).get(HISTORY, {})))
    return Said(records, len(open_for_reading(path, rescue_folder=path.parent).store._tables.get(HISTORY, {})))


def open_in(folder: Path, storage: Storage = DISK) -> Opened:
    return open_workshop(
        folder / NAME,
        rescue_folder=folder / RESCUED,
        kept_folder=folder / KEPT if storage.keeps else None,
        where=lambda _path: storage.place,
    )


def said(text: str) -> Edit:
    return capture_answer("Q1", text, group_id="tA")


Wrap = Callable[[Store], Store]


def unchanged(store: Store) -> Store:
    return store


class Day:
    """The steps of a day; after each, the layer is told what a reopened file may say from then on."""

    def __init__(self, layer: Layer, folder: Path, wrap: Wrap = unchanged, storage: Storage = DISK) -> None:
        self.layer = layer
        self.folder = folder
        self.storage = storage
        self._is_copied = False
        self.saved: Said | None = None
        self._wrap = wrap
        self._session: Session | None = None
        self._ids = (f"id{number:04}" for number in itertools.count())
        self._before: list[Said] = []
        self._refused: list[Said] = []

    @property
    def session(self) -> Session:
        assert self._session is not None
        return self._session

    @property
    def is_open(self) -> bool:
        return self._session is not None

    def create(self) -> None:
        self.layer.expect(ABSENT, _made())
        create_workshop(self.folder / NAME, RECORDS)
        self.made()

    def made(self) -> None:
        """The file is there with what it was made with."""
        self._is_saved(_made())

    def found(self, allowed: Iterable[object]) -> None:
        """The day goes on with a file that says one of these."""
        self._refused = [each for each in allowed if isinstance(each, Said)]
        self._expect(*self._refused)

    def open(self) -> Opened:
        """From when it is on the screen, what was found has to stay."""
        opened = open_in(self.folder, self.storage)
        self._is_copied = self.storage.copies
        self._session = Session(
            opened.workshop,
            self._wrap(opened.store),
            clock=lambda: datetime(2026, 3, 12, 10, 1),
            new_id=lambda: next(self._ids),
        )
        records = records_of(opened)
        shown = [each for each in self.possible if each.records == records]
        assert shown, "something acknowledged is gone, or something is there that nobody said"
        self._is_saved(shown[0])
        return opened

    def do(self, edit: Edit) -> None:
        """Acknowledged when this returns. What a `NotSaved` was raised for may turn up only until the next one is."""
        assert self.saved is not None
        transaction = self.session.preview(edit)
        wanted = self.saved.after(transaction)
        self._refused.append(wanted)
        self._expect(*self.possible)
        self.session.do(lambda _workshop, _moment: transaction)
        self._before.append(self.saved)
        self._is_saved(wanted)

    def undo(self) -> None:
        assert self.saved is not None
        wanted = Said(self._before.pop().records, self.saved.history + 1)
        self._refused.append(wanted)
        self._expect(*self.possible)
        self.session.undo()
        self._is_saved(wanted)

    def refused(self, edit: Edit) -> None:
        with pytest.raises(NotSaved):
            self.do(edit)

    def close(self) -> None:
        """Over, whatever comes of it."""
        session, self._session = self.session, None
        session.close()

    def kill(self, edit: Edit | None = None) -> None:
        """Let the program be killed by the layer's fault while it does something, or while it does nothing."""
        if edit is not None:
            with pytest.raises(Killed):
                self.do(edit)
        self._session = None
        self.layer.fault = nothing_fails
        self.layer.let_go()

    @property
    def possible(self) -> tuple[Said, ...]:
        """What a reopened file may say now: what is saved, or that and one thing that was tried since."""
        return (*([] if self.saved is None else [self.saved]), *self._refused)

    def _expect(self, *allowed: object) -> None:
        self.layer.expect(*allowed, *([COPIED] if self._is_copied else []))

    def _is_saved(self, now: Said) -> None:
        self.saved = now
        self._refused.clear()
        self._expect(now)


def _made() -> Said:
    return Said({(each.collection, each.id): as_stored(each) for each in RECORDS}, 0)


# --- faults for a script ------------------------------------------------------------------------------------


@contextmanager
def failing(layer: Layer, call: str, *answers: OSError | Partly) -> Iterator[None]:
    """The next calls of this name are answered like this, one after the other."""
    left = list(answers)
    layer.fault = lambda name, _number: left.pop(0) if name == call and left else None
    yield
    layer.fault = nothing_fails


@contextmanager
def hanging(day: Day) -> Iterator[None]:
    """The next sync does not return while this lasts, and nobody waits for it; then it is done after all."""
    store = day.session._store
    assert isinstance(store, WorkshopStore)
    writer, go_on, hung = store._writer, threading.Event(), [1]

    def hang(call: str, _number: int) -> None:
        if call == "fsync" and hung:
            hung.clear()
            assert go_on.wait(LONG)

    usual = writer._slow_after, writer._patience
    writer._slow_after = writer._patience = writer._quick_until = 0.0
    day.layer.fault = hang
    yield
    go_on.set()
    assert writer._unanswered is not None
    assert writer._unanswered.ended.wait(LONG)
    day.layer.fault = nothing_fails
    writer._slow_after, writer._patience = usual


# --- the scripts --------------------------------------------------------------------------------------------

Script = Callable[[Day], None]


def working_day(day: Day) -> None:
    """All that the file goes through between the first answer and the last paper, bad moments included."""
    day.create()
    day.open()
    day.do(said("Buses stop early — “niemand” 🚌 asked us"))
    day.do(reword_answer("c1", "Buses stop at seven in the evening"))
    day.do(capture_answers("Q1", [("tA", "One of two"), (None, "Two of two")]))
    day.do(mark(["c1", "c2"], "headline", True))
    day.undo()
    for number in range(len(PEOPLE)):
        day.do(cast_vote("b1", {"o1": number, "o2": 1}))
    day.do(record_turnout("b1", [person.id for person in PEOPLE]))
    with failing(day.layer, "write", Partly(41), os_error(28)):
        day.refused(said("A disk that fills up in the middle of a line"))
    day.do(said("After the full disk"))
    with failing(day.layer, "fsync", os_error(5)):
        day.refused(said("A disk that does not take it"))
    day.do(said("After the failed sync, in a new file"))
    day.close()
    day.open()
    day.do(put_under_theme(["c1", "c2"], "Getting about"))
    with failing(day.layer, "write", Partly(97, dies=True)):
        day.kill(said("Killed in the middle of a line"))
    day.open()
    day.do(said("After the kill"))
    day.do(close_ballot("b1"))
    day.close()
    day.open()
    day.close()


def long_morning(day: Day) -> None:
    """Nothing but answers, rewordings and closings."""
    day.create()
    for part in range(3):
        day.open()
        for number in range(6):
            day.do(said(f"Part {part}, answer {number}: " + "words " * number))
        day.do(reword_answer("c2", f"In other words ({part})"))
        day.close()


def kill_then_power_cut(day: Day) -> None:
    """The program dies between writing and syncing; the next one shows what it finds, and then the power goes."""
    day.create()
    day.open()
    day.do(said("Before"))
    with failing(day.layer, "fsync", Partly(0, dies=True)):
        day.kill(said("Written, and not synced"))
    day.open()
    day.do(said("After"))
    day.close()


def kept_day(day: Day) -> None:
    """A day in a place that needs a second copy: the bad moments that the two files may go apart in."""
    day.create()
    day.open()
    day.do(said("Buses stop early"))
    day.do(cast_vote("b1", {"o1": 1, "o2": 1}))
    with failing(day.layer, "write", Partly(41), os_error(28)):
        day.refused(said("A disk that fills up in the middle of a line"))
    with hanging(day):
        day.refused(said("On disk when nobody waited any more"))
    day.do(said("After the disk that hung"))
    with failing(day.layer, "fsync", os_error(5)):
        day.refused(said("A disk that does not take it"))
    day.do(said("After the failed sync, in a new file"))
    day.close()
    day.open()
    with failing(day.layer, "write", Partly(97, dies=True)):
        day.kill(said("Killed in the middle of a line"))
    day.open()
    day.do(said("After the kill"))
    day.close()


def stick_day(day: Day) -> None:
    """A day on a stick, whose journal stays at each closing."""
    day.create()
    for part in range(2):
        day.open()
        day.do(said(f"Part {part}"))
        day.do(cast_vote("b1", {"o1": part, "o2": 1}))
        day.close()
    day.open()
    with failing(day.layer, "write", Partly(97, dies=True)):
        day.kill(said("Killed in the middle of a line"))
    day.open()
    day.do(said("After the kill"))
    day.close()


def reopening(allowed: Iterable[object]) -> Script:
    """What follows a crash: the file is opened, which may have to cut a tail, worked in and closed."""

    def script(day: Day) -> None:
        day.found(allowed)
        day.open()
        day.do(said("After the crash"))
        day.close()

    return script


# --- recording them -----------------------------------------------------------------------------------------

Prepare = Callable[[Layer], None]


def as_it_is(_layer: Layer) -> None:
    """A layer that forgets nothing."""


def record(
    folder: Path,
    script: Script,
    *,
    prepare: Prepare = as_it_is,
    wrap: Wrap = unchanged,
    kind: type[Layer] = Layer,
    storage: Storage = DISK,
) -> Layer:
    """Run a script in a folder of its own, with the same ids and numbers every time."""
    layer = kind(folder)
    prepare(layer)
    numbers = itertools.count(1)
    with (
        mock.patch.object(secrets, "token_hex", lambda size: f"{next(numbers):0{2 * size}x}"),
        layer.watching(),
    ):
        day = Day(layer, layer.root, wrap, storage)
        script(day)
        layer.let_go()
    return layer


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold these files and nothing else."""
    empty(folder)
    for name, data in files.items():
        path = folder / name
        if "/" in name:
            path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb", buffering=0) as file:
            file.write(data)


def empty(folder: Path) -> None:
    for each in folder.iterdir():
        if each.is_dir():
            empty(each)
            each.rmdir()
        else:
            each.unlink()


# --- looking at a crashed disk ------------------------------------------------------------------------------


def complaint(
    folder: Path, files: Mapping[str, bytes], allowed: Iterable[object], storage: Storage = DISK
) -> str | None:
    """What a facilitator would complain of who opens the day on this disk, closes it and opens it again."""
    put(folder, files)
    allowed = tuple(allowed)
    if storage.copies and (wrong := _copy_complaint(folder, allowed)):
        return wrong
    try:
        opened = open_in(folder, storage)
    except StoreError as error:
        if error.code == "not_found" and ABSENT in allowed:
            return None
        return f"unopenable: {error}"
    if any(each.code == "second_copy_ahead" for each in opened.remarks):
        opened.store.close()
        return "the second copy knew more than the file"
    found = said_at_rest(opened, folder / NAME, storage)
    if found not in allowed:
        return f"other than saved: {_difference(found, allowed)}"
    if storage.copies and (wrong := _copy_complaint(folder, [found, COPIED])):
        return f"after closing, {wrong}"
    again = open_in(folder, storage)
    same, remarks = said_at_rest(again, folder / NAME, storage), again.remarks
    if same != found:
        return f"other after closing: {_difference(same, [found])}"
    return f"remarks after a clean close: {remarks}" if remarks else None


def _copy_complaint(folder: Path, allowed: Iterable[object]) -> str | None:
    """What is wrong with the second copy for somebody whose stick is gone."""
    there = list((folder / KEPT).glob(f"*/{SECOND_COPY}"))
    if not there:
        return "no second copy" if COPIED in allowed else None
    try:
        records = records_of(open_for_reading(there[0], rescue_folder=folder / RESCUED))
    except StoreError as error:
        return f"a second copy that nothing opens: {error}"
    is_right = records in [each.records for each in allowed if isinstance(each, Said)]
    return None if is_right else "a second copy that says other than saved"


def _difference(found: Said, allowed: Iterable[object]) -> str:
    wanted = [each for each in allowed if isinstance(each, Said)]
    missing = [sorted(set(each.records) - set(found.records)) for each in wanted]
    return f"history {found.history}, not {[each.history for each in wanted]}; missing {missing}"


def expectations(recording: Recording) -> list[tuple[object, ...]]:
    return [event.allowed for event in recording.events if isinstance(event, Expect)]
