"""The timer of the day: how long the room has been on what it is at. Counts; paints nothing and makes no sound.

It counts by the monotonic clock, so that a laptop's changed clock does not matter, and it saves what was used (through
`spend`) once a minute, when it is paused, when the day walks on and when the window closes.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

SAVED_EVERY = 60
"""Seconds: no more than these are lost when the laptop dies."""


class DayTimer(QObject):
    """Time spent on what it is set to (`key`): a step, a question, an agenda item, a stage."""

    ticked = Signal()
    """Another second is to be shown, or what it is set to has changed."""
    running_changed = Signal(bool)
    time_is_up = Signal()
    """The last planned second has gone by while it ran; again only after more minutes were given."""

    def __init__(
        self,
        spend: Callable[[str, int], bool],
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`spend(key, seconds)` saves time used: False where it could not, then it is handed over again.

        `clock` counts seconds.
        """
        super().__init__(parent)
        self._spend = spend
        self._clock = clock
        self._key = ""
        self._planned = 0
        self._used: dict[str, int] = {}
        """What is known, and saved or about to be, by key; the rest is in `_unsaved`."""
        self._extra: dict[str, int] = {}
        self._unsaved: dict[str, float] = {}
        self._since: float | None = None
        self._shown = -1
        self._is_up = True
        self._beat = QTimer(self)
        self._beat.setInterval(200)
        self._beat.timeout.connect(self._tick)

    @property
    def key(self) -> str:
        """What it is set to."""
        return self._key

    @property
    def running(self) -> bool:
        return self._since is not None

    @property
    def planned(self) -> int:
        """Seconds, with the minutes that were added; 0 without a plan."""
        return self._planned + self._extra.get(self._key, 0)

    @property
    def used(self) -> int:
        """Whole seconds."""
        return int(self._used.get(self._key, 0) + self._unsaved.get(self._key, 0.0) + self._current())

    @property
    def left(self) -> int:
        return self.planned - self.used

    def set_to(self, key: str, planned: int, used: int | None = None) -> None:
        """Count for `key` from now on, with `planned` seconds. `used` are those that are saved; None: nobody keeps
        them but the timer.
        """
        if key != self._key:
            self.save()
        is_another = (key, planned) != (self._key, self._planned)
        self._key, self._planned = key, planned
        if used is not None:
            self._used[key] = used
        if is_another:
            # What is over already when the timer comes to it has had its end. A saving that falls on the last second
            # tells of the same thing, and its end is still to come.
            self._is_up = self.left <= 0
        self.ticked.emit()

    def start(self) -> None:
        if not self.running:
            self._since = self._clock()
            self._beat.start()
            self.running_changed.emit(True)
            self.ticked.emit()

    def pause(self) -> None:
        if self.running:
            self.save()
            self._since = None
            self._beat.stop()
            self.running_changed.emit(False)
            self.ticked.emit()

    def add_minutes(self, minutes: int) -> None:
        """For as long as the window is open. Of a plan one minute is left, whatever is taken."""
        extra = self._extra.get(self._key, 0) + minutes * 60
        self._extra[self._key] = max(extra, 60 - self._planned)
        self._is_up = self.left <= 0
        self.ticked.emit()

    def save(self) -> None:
        """Hand over the time since the last saving, in whole seconds; the rest is kept for the next time.

        What the disk did not take earlier, for whatever it was, is handed over again.
        """
        self._unsaved[self._key] = self._unsaved.get(self._key, 0.0) + self._current()
        if self._since is not None:
            self._since = self._clock()
        for key in [self._key, *(each for each in self._unsaved if each != self._key)]:
            self._hand_over(key)

    def _hand_over(self, key: str) -> None:
        whole = int(self._unsaved[key])
        if not whole:
            return
        # Moved first: saving tells every screen, and one of them may ask the timer to save or what was used.
        self._unsaved[key] -= whole
        self._used[key] = self._used.get(key, 0) + whole
        if not self._spend(key, whole):
            self._unsaved[key] += whole
            self._used[key] -= whole

    def _current(self) -> float:
        return 0.0 if self._since is None else max(0.0, self._clock() - self._since)

    def _tick(self) -> None:
        if self._current() >= SAVED_EVERY:
            self.save()
        if self.used != self._shown:
            self._shown = self.used
            self.ticked.emit()
        if self.planned and self.left <= 0 and not self._is_up:
            self._is_up = True
            self.time_is_up.emit()
