"""Says what the window shows without being asked: that all is saved, where the day is, what became of a ballot.

Knows when to speak and what; `say` knows how. What was refused or not saved is said by the bar that shows it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from lsp_workshop.domain.model import Ballot, BallotStatus
from lsp_workshop.domain.presentation import decision_text
from lsp_workshop.domain.record.ballots import verdict_words
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.voting import papers_in, result_of
from lsp_workshop.session import Deed, Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.workshop.ballots.words import status_words
from lsp_workshop.ui.workshop.walk import Walk

REST, BETWEEN = 2_000, 30_000
"""Milliseconds without a change before "Saved" is said, and from one to the next: a scribe saves every few seconds."""


class Announcer(QObject):
    """`saved` gives the words about saving that stand in the window now; "" while something is not saved."""

    def __init__(self, desk: Desk, walk: Walk, saved: Callable[[], str], say: Callable[[str], None]) -> None:
        super().__init__(desk)
        self._desk, self._walk, self._saved, self._say = desk, walk, saved, say
        self._stage_id = walk.stage.id if walk.stage else ""
        self._since = QElapsedTimer()
        self.resting = QTimer(self)
        self.resting.setSingleShot(True)
        self.resting.timeout.connect(self._tell_saved)
        desk.changed.connect(self._changed)
        walk.moved.connect(self._moved)

    def _changed(self, notice: Notice) -> None:
        # Time that goes by is saved too, and is nobody's deed.
        if notice.transaction.undoable or notice.transaction.touches(Ballot):
            wait = BETWEEN - self._since.elapsed() if self._since.isValid() else 0
            self.resting.start(max(REST, wait))
        if notice.deed is not Deed.UNDONE:
            for change in notice.transaction.changes:
                if isinstance(change.after, Ballot):
                    before = change.before.status if isinstance(change.before, Ballot) else BallotStatus.DRAFT
                    self._tell_ballot(change.after, before)

    def _tell_saved(self) -> None:
        words = self._saved()
        if words:
            self._since.start()
            self._say(words)

    def _tell_ballot(self, ballot: Ballot, before: BallotStatus) -> None:
        if ballot.status is before or ballot.status is BallotStatus.DRAFT:
            return
        workshop = self._desk.workshop
        result = result_of(workshop, ballot.id)
        what = status_words(ballot, result, papers_in(workshop, ballot.id))
        found = ""
        if ballot.status is BallotStatus.CLOSED:
            found = verdict_words(result, People(workshop, public=False)) or decision_text(ballot, result)
        self._say(" ".join(part for part in (f"{ballot.title}: {what}.", found) if part))

    def _moved(self) -> None:
        stage, question = self._walk.stage, self._walk.question
        if stage is None or question is None:
            return
        words = self.tr("Question {number}: {text}").format(number=question.number, text=question.text)
        if stage.id != self._stage_id:
            self._stage_id = stage.id
            where = self.tr("Stage {number}, {title}.").format(number=stage.number, title=stage.title)
            words = f"{where} {words}"
        self._say(words)
