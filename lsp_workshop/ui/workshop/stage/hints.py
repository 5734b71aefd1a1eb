"""The quiet line below the entry box: what became of the last answer, and who said something like it before.

It never stands in the way: it takes no keyboard, keeps its height when it is empty, and what it says is offered.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence, Set

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.model import Answer, AnswerStatus, Record
from lsp_workshop.domain.similar import Similar
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui import collector
from lsp_workshop.ui.widgets import ElidedLabel
from lsp_workshop.ui.widgets.announce import announce

RESTS = 150
"""Milliseconds after the last letter: while somebody types on, nothing is looked up."""
_AT_ONCE = 30
"""Answers that are read into the index in one go: some milliseconds, and the room does not wait for the rest."""


class HintLine(ElidedLabel):
    """`chosen` when it is clicked. Its words are announced to screen readers."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__("", "caption", "muted")

    def tell(self, words: str) -> None:
        """Show the words, "" for none."""
        if words != self.whole:
            self.set_text(words)
            announce(self, words)

    def sizeHint(self) -> QSize:
        # An empty label is lower: what stands below would move with every hint.
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.whole:
            self.chosen.emit()


class Likes(QObject):
    """Looks up what is like the words in the box, among the answers to the question of the moment."""

    found = Signal(str, list)
    """The words that were looked up, and the `Like`s."""

    def __init__(self, workshop: Workshop, parent: QObject) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._question_id = ""
        self._indexes: dict[str, Similar] = {}
        """By question, as soon as one was looked at: walking back to it reads nothing anew, and lets nothing go."""
        self._unread: dict[str, deque[str]] = {}
        """By question, the answers that are still to be read, or to be read again."""
        self._late: list[Change] = []
        """Many at one go, still to be looked through."""
        self._words = ""
        self._rest = QTimer(self, interval=RESTS, singleShot=True)
        self._rest.timeout.connect(self._look_up)
        self._reading = QTimer(self, interval=0)
        self._reading.timeout.connect(self._read)

    def show(self, question_id: str) -> None:
        self.forget()
        self._question_id = question_id
        if question_id not in self._indexes:
            self._indexes[question_id] = Similar()
            self._unread[question_id] = deque(answer.id for answer in self._workshop.answers_to(question_id))
        self._reading.start()

    def refresh(self, changes: Sequence[Change]) -> None:
        """A few are read at once, many a little at a time."""
        if len(changes) > _AT_ONCE:
            self._late.extend(changes)
            self._reading.start()
            return
        for change in changes:
            for question_id in _said_otherwise(change):
                if question_id in self._indexes:
                    self._put(question_id, change.id)
        if self._unread.get(self._question_id):
            self._reading.start()

    def _look_through(self) -> None:
        """Which of many answers that changed are to be read again."""
        late, self._late = self._late, []
        for change in late:
            for question_id in _said_otherwise(change):
                if question_id in self._indexes:
                    self._unread[question_id].append(change.id)

    def ask(self, words: str) -> None:
        """Look the words up once typing rests."""
        self._words = words
        self._rest.start()

    def forget(self) -> None:
        """The words were entered, or are no longer there."""
        self._words = ""
        self._rest.stop()

    def _read(self) -> None:
        self._look_through()
        unread = self._unread.get(self._question_id, deque())
        for _answer in range(min(_AT_ONCE, len(unread))):
            self._put(self._question_id, unread.popleft())
        if not unread:
            self._reading.stop()
            collector.settle()
            if self._words and not self._rest.isActive():
                self._look_up()

    def _put(self, question_id: str, answer_id: str) -> None:
        answer, index = self._workshop.find(Answer, answer_id), self._indexes[question_id]
        if answer is not None and answer.question_id == question_id and answer.status is AnswerStatus.KEPT:
            index.put(answer)
        else:
            index.take(answer_id)

    def _look_up(self) -> None:
        index = self._indexes.get(self._question_id)
        self.found.emit(self._words, index.near(self._words) if index is not None and self._words.strip() else [])


_NOTHING: Set[str] = frozenset()


def _said_otherwise(change: Change) -> Set[str]:
    """The questions to which something else is said now; none where an answer was put under a theme, or marked."""
    before, after = _said(change.before), _said(change.after)
    return _NOTHING if before == after else {said[0] for said in (before, after) if said is not None}


def _said(record: Record | None) -> tuple[str, str] | None:
    """The question and the words of an answer that is kept."""
    if not isinstance(record, Answer) or record.status is not AnswerStatus.KEPT:
        return None
    return record.question_id, record.text
