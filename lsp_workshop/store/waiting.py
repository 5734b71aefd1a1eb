"""Waiting for the disk, not for ever: one thread that writes, in order, while the one that saves keeps an eye on it.

A stick may take a second, a network drive that went away may never answer. Handing work over costs as much as a quick
disk takes for it, though: this computer's own disk, where it has been quick a moment ago, is not watched. Knows no
file and no screen.
"""

from __future__ import annotations

import queue
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from lsp_workshop.session import NotSaved, nothing

SLOW_AFTER = 0.15
"""Seconds after which the screen says "Saving…"."""
PATIENCE = 10.0
"""Seconds after which a disk counts as one that does not answer: a sleeping disk needs up to seven to wake up."""
CLOSING_PATIENCE = 120.0
"""The same when everything is written at once: a long day on a slow stick."""

QUICK = 0.02
"""Seconds in which a disk is quick."""
FRESH = 0.1
"""Seconds for which it counts as that: nobody types two answers in them, but a script does, or whoever adds a list."""

T = TypeVar("T")


class _Work(Generic[T]):
    """One piece of work and what became of it. Whether it still counts is settled once, by whoever comes first."""

    def __init__(self, do: Callable[[], T], take_back: Callable[[], None]) -> None:
        self._do = do
        self._take_back = take_back
        self._settling = threading.Lock()
        self._given_up = False
        self._result: T
        self._raised: BaseException | None = None
        self.ended = threading.Event()

    def run(self) -> None:
        try:
            self._result = self._do()
        except BaseException as error:  # noqa: BLE001 - it is raised again where the work was asked for
            self._raised = error
        with self._settling:
            counts = not self._given_up
            if counts:
                self.ended.set()
        if not counts:
            try:
                self.undo()
            finally:
                # Whatever came of it: the next one waits for this.
                self.ended.set()

    def give_up(self) -> bool:
        """Whether it had not ended: what it does from now on counts for nothing."""
        with self._settling:
            self._given_up = self._given_up or not self.ended.is_set()
            return self._given_up

    def undo(self) -> None:
        """Take back what it did, where it did it."""
        if self._raised is None:
            self._take_back()

    def result(self) -> T:
        """What came of it; raises what the work raised."""
        if self._raised is not None:
            raise self._raised
        return self._result


class Writer:
    """Runs work in a thread of its own, from the first piece to the last; with `trusts` true, one after the other in
    the thread that asks for it, as long as the disk is quick.
    """

    def __init__(self, *, slow_after: float = SLOW_AFTER, patience: float = PATIENCE, trusts: bool = False) -> None:
        self._slow_after = slow_after
        self._patience = patience
        self._trusts = trusts
        self._quick_until = 0.0
        self._queue: queue.SimpleQueue[_Work[Any] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._unanswered: _Work[Any] | None = None
        weakref.finalize(self, self._queue.put, None)

    def run(
        self, do: Callable[[], T], take_back: Callable[[], None] = nothing, slow: Callable[[], None] = nothing
    ) -> T:
        """Run `do` and return, or raise, what it does; call `slow` once, here, where it takes its time.

        Raises NotSaved("no_answer", seconds) where the disk does not answer: `take_back` follows, in the thread, if
        `do` gets through after all. Nothing else is begun before that.
        """
        self._require_answered(self._slow_after)
        begun = time.monotonic()
        is_watched = not self._trusts or begun > self._quick_until
        self._quick_until = 0.0
        result = self._watched(do, take_back, slow) if is_watched else do()
        ended = time.monotonic()
        self._quick_until = ended + FRESH if ended - begun < QUICK else 0.0
        return result

    def _watched(self, do: Callable[[], T], take_back: Callable[[], None], slow: Callable[[], None]) -> T:
        work = self._begin(do, take_back)
        try:
            if not work.ended.wait(self._slow_after):
                slow()
                self._wait(work, self._patience)
        except BaseException:
            # Also where `slow` raised: whoever asked will not hear that it was done.
            self._drop(work)
            raise
        return work.result()

    def run_last(
        self, do: Callable[[], T], slow: Callable[[], None] = nothing, *, patience: float = CLOSING_PATIENCE
    ) -> T:
        """`run` for a long piece of work after which there is no other.

        Where the disk does not answer, `do` stays the next that is done: what it lets go is let go in the end.
        """
        unanswered = self._unanswered is not None and not self._unanswered.ended.is_set()
        work = self._begin(do, nothing)
        self._queue.put(None)
        try:
            if not work.ended.wait(self._slow_after):
                slow()
        finally:
            # Also where `slow` raised: it is the last that anybody waits for.
            self._wait(work, self._patience if unanswered else patience)
        return work.result()

    def _require_answered(self, patience: float) -> None:
        if self._unanswered is not None:
            if not self._unanswered.ended.wait(patience):
                raise NotSaved("no_answer", seconds=round(self._patience))
            self._unanswered = None

    def _begin(self, do: Callable[[], T], take_back: Callable[[], None]) -> _Work[T]:
        if self._thread is None:
            self._thread = threading.Thread(target=_loop, args=(self._queue,), name="writer", daemon=True)
            self._thread.start()
        work = _Work(do, take_back)
        self._queue.put(work)
        return work

    def _wait(self, work: _Work[Any], patience: float) -> None:
        if not work.ended.wait(patience) and work.give_up():
            raise NotSaved("no_answer", seconds=round(patience))

    def _drop(self, work: _Work[Any]) -> None:
        """What was asked for counts for nothing, and is undone where it ends, or has ended, well."""
        self._unanswered = work if work.give_up() else self._begin(work.undo, nothing)


def _loop(works: queue.SimpleQueue[_Work[Any] | None]) -> None:
    """Knows nothing of the writer, so that one that was let go can end it."""
    while (work := works.get()) is not None:
        work.run()
        # What it holds has to go before the next one comes.
        del work
