"""The quiet line below the entry box: what became of the last answer, and who said something like it before.

It never stands in the way: it takes no keyboard, keeps its height when it is empty, and what it says is offered.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from lsp_workshop.domain.model import Answer, AnswerStatus
from lsp_workshop.domain.similar import Similar
from lsp_workshop.domain.transaction import Change
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
        self._index = Similar()
        self._unread: deque[str] = deque()
        self._words = ""
        self._rest = QTimer(self, interval=RESTS, singleShot=True)
        self._rest.timeout.connect(self._look_up)
        self._reading = QTimer(self, interval=0)
        self._reading.timeout.connect(self._read)

    def show(self, question_id: str) -> None:
        self.forget()
        self._question_id = question_id
        self._index = Similar()
        self._unread = deque(answer.id for answer in self._workshop.answers_to(question_id))
        self._reading.start()

    def refresh(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if isinstance(change.record, Answer):
                self._put(change.id)

    def ask(self, words: str) -> None:
        """Look the words up once typing rests."""
        self._words = words
        self._rest.start()

    def forget(self) -> None:
        """The words were entered, or are no longer there."""
        self._words = ""
        self._rest.stop()

    def _read(self) -> None:
        for _answer in range(min(_AT_ONCE, len(self._unread))):
            self._put(self._unread.popleft())
        if not self._unread:
            self._reading.stop()
            collector.settle()
            if self._words and not self._rest.isActive():
                self._look_up()

    def _put(self, answer_id: str) -> None:
        answer = self._workshop.find(Answer, answer_id)
        here = answer is not None and answer.question_id == self._question_id
        if answer is not None and here and answer.status is AnswerStatus.KEPT:
            self._index.put(answer)
        else:
            self._index.take(answer_id)

    def _look_up(self) -> None:
        self.found.emit(self._words, self._index.near(self._words) if self._words.strip() else [])
