"""Work off the GUI thread, in one place. A job gets frozen data only; its news arrive as signals on the GUI thread."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

_log = logging.getLogger(__name__)

_NEWS = 0.05
"""Seconds between two pieces of news of a job's progress."""

_TURN = 0.001
"""Seconds after which a thread that works lets the window's have its turn. With Python's own 5 ms the window waits them
at each of the dozen small things that it does for a key; shorter turns cost a thread nothing that can be measured.
"""

Work = Callable[["Job"], Any]


class Job(QObject):
    """One piece of work. `work(job)` runs in a thread: it may call `progress` and must look at `cancelled`.

    Exactly one of `done`, `failed` and `stopped` is emitted, always on the GUI thread. `let_go` is called with a
    result that nobody gets: where the job was cancelled, however late, or its screen is gone.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    ended = Signal()

    _news = Signal(str, object)

    def __init__(self, work: Work, parent: QObject, let_go: Callable[[Any], object] | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._let_go = let_go
        self._waiting: list[Any] = []
        """The result, until somebody has it."""
        self._stop = threading.Event()
        self._told = float("-inf")
        self._thread = threading.Thread(target=self._run, name="job", daemon=True)
        # Queued, so that the slot runs where this object lives and not in the thread that emits.
        self._news.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; `stopped` follows, and a result that comes anyway is let go."""
        self._stop.set()

    def let_go(self) -> None:
        """Of a result that is there and that nobody has."""
        if self._waiting:
            result = self._waiting.pop()
            if self._let_go is not None:
                self._let_go(result)

    def wait(self, seconds: float) -> None:
        """Only for closing the program and for tests."""
        if self._thread.is_alive():
            self._thread.join(seconds)

    # --- called by the work, in its thread ----------------------------------------------------------------

    def cancelled(self) -> bool:
        return self._stop.is_set()

    def progress(self, finished: int, total: int) -> None:
        """News that come faster than anybody reads are left out: each makes the window's thread wait a little."""
        now = time.monotonic()
        if finished == total or now - self._told >= _NEWS:
            self._told = now
            self._tell("progress", (finished, total))

    def _run(self) -> None:
        try:
            result = self._work(self)
            self._waiting.append(result)
            if self.cancelled():
                # Here already: at the end of the program nobody comes to fetch it any more.
                self.let_go()
        except Exception as error:  # noqa: BLE001 - the wall: nothing escapes from a thread unseen
            self._tell("failed", error)
        else:
            self._tell("done", result)

    def _tell(self, what: str, value: object) -> None:
        try:
            self._news.emit(what, value)
        except RuntimeError:
            # The program was closed while the work ran; there is nobody left to tell.
            _log.info("a job ended after its screen was gone")
            self.let_go()

    # --- on the GUI thread --------------------------------------------------------------------------------

    def _arrived(self, what: str, value: object) -> None:
        if what == "progress":
            assert isinstance(value, tuple)
            if not self.cancelled():
                self.progressed.emit(*value)
            return
        if self.cancelled():
            self.let_go()
            self.stopped.emit()
        elif what == "done":
            self._waiting.clear()
            self.done.emit(value)
        else:
            if not isinstance(value, Exception):
                raise TypeError("a job fails with an exception")
            _log.warning("a job failed", exc_info=value)
            self.failed.emit(value)
        self.ended.emit()


class Jobs(QObject):
    """Starts jobs and keeps them until they end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: set[Job] = set()

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def start(
        self,
        work: Work,
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progressed: Callable[[int, int], None] | None = None,
        let_go: Callable[[Any], object] | None = None,
    ) -> Job:
        """Run `work` in a thread. The callables are bound methods of QObjects, called on the GUI thread; but `let_go`,
        for a result that nobody gets, is any, called in either thread.
        """
        job = Job(work, self, let_go)
        sys.setswitchinterval(_TURN)
        if done is not None:
            job.done.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        if progressed is not None:
            job.progressed.connect(progressed)
        job.ended.connect(self._forget)
        self._running.add(job)
        job.start()
        return job

    def close(self) -> None:
        """Stop everything and wait a moment; for the end of the program."""
        for job in tuple(self._running):
            job.cancel()
        for job in tuple(self._running):
            job.wait(5.0)
            job.let_go()
        self._running.clear()

    def _forget(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._running.discard(job)
            job.deleteLater()
