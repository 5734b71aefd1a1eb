"""Waiting for the disk, not for ever: one thread that writes, in order, while the one that saves keeps an eye on it.

A stick may take a second, a network drive that went away may never answer. Knows no file and no screen.
"""

from __future__ import annotations

import queue
import threading
import weakref
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from lsp_workshop.session import NotSaved
from lsp_workshop.store.database import nothing

SLOW_AFTER = 0.15
"""Seconds after which the screen says "Saving…"."""
PATIENCE = 10.0
"""Seconds after which a disk counts as one that does not answer: a sleeping disk needs up to seven to wake up."""
CLOSING_PATIENCE = 120.0
"""The same when everything is written at once: a long day on a slow stick."""

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
            if self._raised is None:
                self._take_back()
            self.ended.set()

    def give_up(self) -> bool:
        """Whether it had not ended: what it does from now on counts for nothing."""
        with self._settling:
            self._given_up = not self.ended.is_set()
            return self._given_up

    def result(self) -> T:
        """What came of it; raises what the work raised."""
        if self._raised is not None:
            raise self._raised
        return self._result


class Writer:
    """Runs work in a thread of its own, from the first piece to the last."""

    def __init__(self, *, slow_after: float = SLOW_AFTER, patience: float = PATIENCE) -> None:
        self._slow_after = slow_after
        self._patience = patience
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
        work = self._ask(do, take_back, self._slow_after)
        if not work.ended.wait(self._slow_after):
            slow()
            self._wait(work, self._patience)
        return work.result()

    def run_last(self, do: Callable[[], T], patience: float = CLOSING_PATIENCE) -> T:
        """`run` for a long piece of work after which there is no other."""
        try:
            work = self._ask(do, nothing, self._patience)
            self._wait(work, patience)
            return work.result()
        finally:
            self._queue.put(None)

    def _ask(self, do: Callable[[], T], take_back: Callable[[], None], patience: float) -> _Work[T]:
        if self._unanswered is not None:
            if not self._unanswered.ended.wait(patience):
                raise NotSaved("no_answer", seconds=round(self._patience))
            self._unanswered = None
        if self._thread is None:
            self._thread = threading.Thread(target=_loop, args=(self._queue,), name="writer", daemon=True)
            self._thread.start()
        work = _Work(do, take_back)
        self._queue.put(work)
        return work

    def _wait(self, work: _Work[Any], patience: float) -> None:
        if not work.ended.wait(patience) and work.give_up():
            self._unanswered = work
            raise NotSaved("no_answer", seconds=round(patience))


def _loop(works: queue.SimpleQueue[_Work[Any] | None]) -> None:
    """Knows nothing of the writer, so that one that was let go can end it."""
    while (work := works.get()) is not None:
        work.run()
        # What it holds has to go before the next one comes.
        del work
