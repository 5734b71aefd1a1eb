"""A key that sends to the room waits a moment: letters that come fast are a word, not keys. No records here."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

A_WORD = 300
"""Milliseconds between two letters of somebody who types; who means a command looks up after one key."""


class StrayKeys(QObject):
    """Of single keys only those that send to the room wait: marks are seen at once, and Ctrl+Z takes them back."""

    held_back = Signal()
    """A word was typed: nothing was done."""

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` counts seconds."""
        super().__init__(parent)
        self._clock = clock
        self._last = -math.inf
        self._in_word = False
        self._deed: Callable[[], None] = self._nothing
        self._moment = QTimer(self, interval=A_WORD, singleShot=True)
        self._moment.timeout.connect(self._do)

    def lettered(self) -> None:
        """A letter was pressed; told before what it does is asked for."""
        now = self._clock()
        self._in_word = (now - self._last) * 1000 < A_WORD
        self._last = now
        if self._moment.isActive():
            self._moment.stop()
            self.held_back.emit()

    def soon(self, deed: Callable[[], None]) -> None:
        """Do it when no other letter has come by then, and none came just before."""
        if self._in_word:
            self.held_back.emit()
        else:
            self._deed = deed
            self._moment.start()

    def _do(self) -> None:
        self._deed()

    def _nothing(self) -> None:
        """Until something is asked for."""
