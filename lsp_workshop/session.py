"""One open workshop: commit, undo, redo, listeners. The only road by which a workshop changes.

Knows no file and no screen: what it needs from below is the port `Store`, which the store package implements.

    edit (pure) -> Session.do -> Store.append (on disk) -> memory -> listeners
"""

from __future__ import annotations

import dataclasses
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Protocol

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.codec import as_stored, changes_as_stored
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.history import Past, with_day_of
from lsp_workshop.domain.integrity import first_dangling_after
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop


class NotSaved(Exception):
    """The disk did not take a transaction; memory is untouched and nothing may be shown as saved.

    `code` says why ("disk_full", "io_error", "no_answer", "file_replaced", "file_deleted", "file_truncated",
    "file_changed", "no_rescue", "not_writable", "read_only", "closed"), `values` what a sentence needs; "rescue" names
    the file where everything was written instead, if one was. Its text is the code alone: values may be what people
    typed, and texts of errors get into logs.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that opening or closing had to do, or could not, for people to know; `messages` has the sentences."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


def nothing() -> None:
    """Nobody waits."""


class Store(Protocol):
    """Where transactions are kept."""

    @property
    def read_only(self) -> bool: ...

    def append(self, transaction: Transaction, at: str, slow: Callable[[], None]) -> None:
        """Put the transaction on disk, whole or not at all. Raises `NotSaved`.

        `slow` is called once, meanwhile and in the same thread, where the disk takes its time.
        """

    def history(self) -> Sequence[Past]:
        """What was done, oldest first; never papers or turnout."""
        ...

    def news(self) -> Sequence[Remark]:
        """What came up beside the saving since this was asked last, for people to know."""
        ...

    def close(self, slow: Callable[[], None]) -> Sequence[Remark]:
        """Leave the file clean for the next opening; returns what could not be done. Raises nothing for a disk.

        `slow` as in `append`.
        """


class Deed(Enum):
    """What brought a notice about."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True, slots=True)
class Notice:
    """What listeners are told after a transaction is on disk and in memory."""

    transaction: Transaction
    deed: Deed


Listener = Callable[[Notice], None]


def _without(listeners: list[Any], listener: object) -> Callable[[], None]:
    """A function that takes a listener out of the list, as often as it is called."""

    def end() -> None:
        if listener in listeners:
            listeners.remove(listener)

    return end


def local_time() -> datetime:
    """The time on the wall, in whole seconds."""
    return datetime.fromtimestamp(int(time.time()))


def new_id() -> str:
    """A fresh id that tells nothing of when or by whom: 80 random bits."""
    return os.urandom(10).hex()


class Session:
    """An open workshop. `clock` gives local time; `new_id` fresh record ids (both replaceable for tests).

    It may be opened in one thread and used in another, but belongs to the thread that first changes something: a
    change from any other raises RuntimeError. Work in other threads gets `workshop.snapshot()`.
    """

    def __init__(
        self,
        workshop: Workshop,
        store: Store,
        *,
        clock: Callable[[], datetime] = local_time,
        new_id: Callable[[], str] = new_id,
    ) -> None:
        self._workshop = workshop
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._undo: list[Transaction] = []
        self._redo: list[Transaction] = []
        self._listeners: list[Listener] = []
        self._slow_listeners: list[Callable[[], None]] = []
        self._saved_at: datetime | None = None
        self._thread: int | None = None
        self._final = False

    # --- reading ------------------------------------------------------------------------------------------

    @property
    def workshop(self) -> Workshop:
        """The records; read them, never change them."""
        return self._workshop

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    def now(self) -> datetime:
        """The time on the wall by the session's clock, in whole seconds."""
        return self._clock()

    @property
    def saved_at(self) -> datetime | None:
        """When the last transaction was on disk; None before the first."""
        return self._saved_at

    @property
    def undo_label(self) -> str | None:
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        return self._redo[-1].label if self._redo else None

    def history(self) -> Sequence[Past]:
        """What was done in this workshop since its file began, oldest first; `domain.history` makes lines of it."""
        return self._store.history()

    def news(self) -> Sequence[Remark]:
        """What came up beside the saving since this was asked last ("no_second_copy"): each is told once."""
        return self._store.news()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every transaction; returns a function that ends that."""
        self._listeners.append(listener)
        return _without(self._listeners, listener)

    def on_slow(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` while a disk takes its time over a transaction or the closing; returns what ends that.

        The thread that saves waits meanwhile: a listener may paint "Saving…" and must not change anything.
        """
        self._slow_listeners.append(listener)
        return _without(self._slow_listeners, listener)

    # --- changing -----------------------------------------------------------------------------------------

    def preview(self, edit: Edit) -> Transaction:
        """What an edit would change, without changing it. Raises `DomainError` as `do` would."""
        return edit(self._workshop, self._now())

    def do(self, edit: Edit) -> Transaction:
        """Run an edit and save what it changes.

        Returns the transaction with its records as stored. Raises `DomainError` where a rule says no and `NotSaved`
        where the disk does; in both cases nothing has changed.
        """
        moment = self._now()
        transaction = edit(self._workshop, moment)
        if not transaction.changes:
            return transaction
        committed = self._commit(transaction, moment)
        if committed.undoable:
            self._undo.append(committed)
            self._redo.clear()
        self._final = not committed.undoable and not committed.timed
        self._tell(committed, Deed.DONE)
        return committed

    def undo(self) -> Transaction:
        """Commit the inverse of the last undoable transaction.

        Raises DomainError("nothing_to_undo"), "paper_is_final" right after a paper that nobody may take back, or
        ("undo_overtaken") where something that came later and cannot be
        undone rests on it; that step is then forgotten.
        """
        if self._final:
            # Said once: the next press takes back what came before, and by then that is what is meant.
            self._final = False
            raise DomainError("paper_is_final")
        if not self._undo:
            raise DomainError("nothing_to_undo")
        step = self._undo[-1]
        inverse = step.inverse(f"undo: {step.label}")
        changes = self._rebased(inverse.changes)
        if changes is None:
            self._undo.pop()
            raise DomainError("undo_overtaken", label=step.label)
        committed = self._keep(dataclasses.replace(inverse, changes=changes), self._now())
        self._undo.pop()
        self._redo.append(dataclasses.replace(committed, label=step.label))
        self._tell(committed, Deed.UNDONE)
        return committed

    def redo(self) -> Transaction:
        """Commit again what was undone last. Raises DomainError("nothing_to_redo") or ("redo_overtaken")."""
        if not self._redo:
            raise DomainError("nothing_to_redo")
        undone = self._redo[-1]
        step = undone.inverse(undone.label)
        changes = self._rebased(step.changes)
        if changes is None:
            self._redo.pop()
            raise DomainError("redo_overtaken", label=step.label)
        committed = self._keep(dataclasses.replace(step, changes=changes), self._now())
        self._redo.pop()
        self._undo.append(committed)
        self._tell(committed, Deed.REDONE)
        return committed

    def move_to(self, store: Store) -> Sequence[Remark]:
        """Go on in another store, which has all that this one has; the old one is closed. Returns what that says."""
        before, self._store = self._store, store
        return before.close(self._tell_slow)

    def close(self) -> Sequence[Remark]:
        """Let go of the workshop; returns what there is to say about it, for people to know."""
        self._listeners.clear()
        try:
            return self._store.close(self._tell_slow)
        finally:
            self._slow_listeners.clear()

    def _rebased(self, changes: Sequence[Change]) -> tuple[Change, ...] | None:
        """The changes, starting from what is there now; None where something came in between that they rest on.

        Where the day stands and how long a stage took moves on by itself (`DAY_STATE`): that stays as it is now.
        """
        found: list[Change] = []
        for change in changes:
            now = self._workshop.find(change.kind, change.id)
            if now is change.before or now == change.before:
                found.append(change)
            elif now and change.before and change.after and with_day_of(now, change.before) == change.before:
                found.append(Change(now, as_stored(with_day_of(change.after, now))))
            else:
                return None
        if found and all(each.before == each.after for each in found):
            # An item that was put back has begun again since: there is nothing left to take back.
            return None
        return tuple(found) if first_dangling_after(self._workshop, found) is None else None

    def _require_own_thread(self) -> None:
        """Two threads that change one workshop would decide on what the other is about to replace."""
        here = threading.get_ident()
        if self._thread is None:
            self._thread = here
        elif self._thread != here:
            raise RuntimeError("a session is changed by one thread only")

    def _now(self) -> Moment:
        return Moment(self._clock().isoformat(), self._new_id)

    def _require_writable(self) -> None:
        self._require_own_thread()
        if self._store.read_only:
            raise NotSaved("read_only")

    def _commit(self, transaction: Transaction, moment: Moment) -> Transaction:
        stored = Transaction(
            transaction.label,
            changes_as_stored(transaction.changes),
            undoable=transaction.undoable,
            timed=transaction.timed,
        )
        return self._keep(stored, moment)

    def _keep(self, stored: Transaction, moment: Moment) -> Transaction:
        """On disk and in memory. Its records are as they are stored: so are those of what is undone, already."""
        self._require_writable()
        self._store.append(stored, moment.now, self._tell_slow)
        self._workshop.apply(stored.changes)
        # Not when it was begun: on a slow disk "Saved" would tell a time at which it was not.
        self._saved_at = self._clock()
        return stored

    def _tell_slow(self) -> None:
        for listener in tuple(self._slow_listeners):
            listener()

    def _tell(self, transaction: Transaction, deed: Deed) -> None:
        """Last of all: a listener asks for the undo label, and whether anything may be undone."""
        notice = Notice(transaction, deed)
        for listener in tuple(self._listeners):
            listener(notice)
