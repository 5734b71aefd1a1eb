"""Being asked to stop (Ctrl+C, a closed terminal, a shutdown): the write in hand is finished, the file closed."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Self


class Stopped(BaseException):
    """The process was asked to stop. Not an `Exception`: nothing on the way may take it for an error."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.signal_number = signal_number


_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class Stopper:
    """While entered, a signal to stop raises `Stopped`: at once, or at the end of a `shield`."""

    def __init__(self) -> None:
        self._pending: int | None = None
        self._shields = 0
        self._before: dict[int, object] = {}

    def __enter__(self) -> Self:
        # Signals are the main thread's business; elsewhere (a test, the window) somebody else handles them.
        if threading.current_thread() is threading.main_thread():
            for name in _NAMES:
                number = getattr(signal, name, None)
                if number is not None:
                    self._before[number] = signal.signal(number, self._asked)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal() returned it takes back

    def _asked(self, number: int, _frame: FrameType | None) -> None:
        if self._shields:
            self._pending = number
        else:
            raise Stopped(number)

    @contextlib.contextmanager
    def shield(self) -> Iterator[None]:
        """What is begun inside is finished before the process stops.

        An error inside ends the command anyhow, and is the news; being asked to stop is then forgotten.
        """
        self._shields += 1
        try:
            yield
        except BaseException:
            self._pending = None
            raise
        finally:
            self._shields -= 1
        if self._pending is not None and not self._shields:
            number, self._pending = self._pending, None
            raise Stopped(number)
