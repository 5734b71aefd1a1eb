"""Looks for answers without a theme that look alike, a little at a time, while the window has nothing else to do."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.model import Answer, AnswerStatus, Record
from lsp_workshop.domain.similar import Clusters, Similar, clusters_in_steps
from lsp_workshop.domain.suggesting import still_offered
from lsp_workshop.domain.workshop import Workshop

RESTS = 300
"""Milliseconds after the last answer that came: while people talk on, nothing is compared."""
_SLICE = 0.005
"""Seconds of comparing in one go."""
_PAUSE = 8
"""Milliseconds between two goes, in which keys are heard."""


class AlikeSearch(QObject):
    """`found` whenever `groups` may be others. What was dismissed stays so as long as the window is open."""

    found = Signal()

    def __init__(self, workshop: Workshop, parent: QObject) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._question_id = ""
        self._wanted = False
        self._stale = False
        """Answers came since the groups were found."""
        self._groups: Clusters = ()
        self._dismissed: set[frozenset[str]] = set()
        self._steps: Generator[None, None, Clusters] | None = None
        self._rest = QTimer(self, interval=RESTS, singleShot=True)
        self._rest.timeout.connect(self._begin)
        self._going = QTimer(self, interval=_PAUSE)
        self._going.timeout.connect(self._go_on)
        self._index = Similar()
        self._left: deque[Iterator[None]] = deque()
        """Indexes of earlier comparings, emptied a little at a time."""
        self._leaving = QTimer(self, interval=_PAUSE)
        self._leaving.timeout.connect(self._empty)

    def watch(self, question_id: str, *, wanted: bool) -> None:
        """Look among this question's answers; nothing is looked for while it is not `wanted`."""
        if (question_id, wanted) == (self._question_id, self._wanted):
            return
        if question_id != self._question_id:
            self._groups, self._stale = (), True
            self._stop()
        self._question_id, self._wanted = question_id, wanted
        if not wanted:
            self._stop()
        elif self._stale and not self.is_looking:
            self._rest.start()
        self.found.emit()

    @property
    def is_looking(self) -> bool:
        return self._rest.isActive() or self._going.isActive()

    def refresh(self, changes: Sequence[Change]) -> None:
        if any(self._brings_one(change) for change in changes):
            self._stale = True
            self._stop()
            if self._wanted:
                self._rest.start()
        if self._groups:
            self.found.emit()

    def give_way(self) -> None:
        """Somebody types: what is half compared waits until they rest."""
        if self._going.isActive():
            self._going.stop()
            self._rest.start()

    def groups(self) -> list[tuple[str, ...]]:
        """Ids of answers that look alike and are under no theme yet, the largest group first."""
        if not self._wanted:
            return []
        left = (tuple(each for each in group if self._is_open(each)) for group in self._groups)
        return still_offered((group for group in left if len(group) > 1), self._dismissed)

    def dismiss(self, ids: Sequence[str]) -> None:
        self._dismissed.add(frozenset(ids))
        self.found.emit()

    @property
    def has_dismissed(self) -> bool:
        return bool(self._dismissed)

    def bring_back(self) -> None:
        """Offer again what was dismissed."""
        self._dismissed.clear()
        self.found.emit()

    # --- how ----------------------------------------------------------------------------------------------

    def _is_open(self, answer_id: str) -> bool:
        return _text(self._workshop.find(Answer, answer_id), self._question_id) is not None

    def _brings_one(self, change: Change) -> bool:
        now = _text(change.after, self._question_id)
        return now is not None and now != _text(change.before, self._question_id)

    def _stop(self) -> None:
        self._rest.stop()
        self._going.stop()
        self._steps = None
        if len(self._index):
            self._left.append(self._index.emptied())
            self._index = Similar()
            self._leaving.start()

    def _begin(self) -> None:
        if self._steps is None:
            answers = self._workshop.answers_to(self._question_id, kept_only=True)
            self._steps = clusters_in_steps([each for each in answers if each.theme_id is None], index=self._index)
        self._going.start()

    def _go_on(self) -> None:
        until = time.perf_counter() + _SLICE
        steps = self._steps
        try:
            while steps is not None and time.perf_counter() < until:
                next(steps)
        except StopIteration as end:
            self._stop()
            self._groups, self._stale = end.value, False
            self.found.emit()

    def _empty(self) -> None:
        until = time.perf_counter() + _SLICE
        while self._left:
            for _ in self._left[0]:
                if time.perf_counter() >= until:
                    return
            self._left.popleft()
        self._leaving.stop()


def _text(record: Record | None, question_id: str) -> str | None:
    """The words of an answer that could still be put under a theme; None for anything else."""
    if not isinstance(record, Answer) or record.question_id != question_id:
        return None
    return record.text if record.status is AnswerStatus.KEPT and record.theme_id is None else None
