"""Where the day stands and where it goes next. The screens ask it; it saves each step with `walk_to`.

Looking at a question is being there: one place, not two. Only while the workshop is a draft do steps stay unsaved,
because the first saved step opens it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lsp_workshop.domain.edits.event import add_time, planned_minutes, walk_to
from lsp_workshop.domain.model import Question, Stage, WorkshopStatus
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.workshop.timer import DayTimer


class Walk(QObject):
    moved = Signal()
    """`question` is another one."""

    def __init__(self, desk: Desk, timer: DayTimer | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        self.timer = timer or DayTimer(self._spend, parent=self)
        self._question_id = ""
        start = desk.workshop.find(Question, desk.workshop.details.current_question_id)
        walk = desk.workshop.walk()
        if start is None and walk:
            start = walk[0]
        if start is not None:
            self._question_id = start.id
            self.set_timer()
        self.timer.running_changed.connect(self._begun)
        desk.changed.connect(self._heal)

    @property
    def question(self) -> Question | None:
        return self._desk.workshop.find(Question, self._question_id)

    @property
    def stage(self) -> Stage | None:
        question = self.question
        return self._desk.workshop.find(Stage, question.stage_id) if question else None

    def next_question(self) -> Question | None:
        return self._beside(1)

    def previous_question(self) -> Question | None:
        return self._beside(-1)

    def go(self, question_id: str) -> None:
        if question_id == self._question_id:
            return
        self.timer.save()
        self._question_id = question_id
        if self._desk.workshop.details.status is not WorkshopStatus.DRAFT:
            self._keep()
        self.set_timer()
        self.moved.emit()

    def go_to_stage(self, stage_id: str) -> None:
        """The stage's first question, unless the day is in that stage already."""
        stage = self.stage
        questions = self._desk.workshop.questions_of(stage_id) or self._desk.workshop.questions_of(
            stage_id, hidden=True
        )
        if questions and (stage is None or stage.id != stage_id):
            self.go(questions[0].id)

    def begin(self) -> None:
        """The day has begun (an answer, the timer): a draft is opened."""
        if self._desk.workshop.details.status is WorkshopStatus.DRAFT:
            self._keep()

    def set_timer(self) -> None:
        """Give the timer the plan of the question, or else of its stage."""
        question, stage = self.question, self.stage
        if question is None or stage is None:
            return
        if question.minutes:
            self.timer.set_to(question.id, stage.id, question.minutes * 60)
        else:
            planned = planned_minutes(self._desk.workshop, stage.id) * 60
            self.timer.set_to(stage.id, stage.id, planned, stage.seconds_used)

    def close(self) -> None:
        self.timer.pause()

    def _beside(self, step: int) -> Question | None:
        """The next one in the order of the day, also from a question that is hidden."""
        here, stage = self.question, self.stage
        if here is None or stage is None:
            return None
        walk = list(self._desk.workshop.walk())
        ids = [question.id for question in walk]
        if here.id not in ids:
            every = [
                q for s in self._desk.workshop.stages() for q in self._desk.workshop.questions_of(s.id, hidden=True)
            ]
            walk = [q for q in every if not q.hidden or q.id == here.id]
            ids = [question.id for question in walk]
        place = ids.index(here.id) + step
        return walk[place] if 0 <= place < len(walk) else None

    def _heal(self, notice: Notice) -> None:
        """The question was taken away (its adding was undone): stand at the first one. A closed day has no timer."""
        if not self._desk.can_write:
            self.timer.pause()
        walk = self._desk.workshop.walk()
        if notice.transaction.touches(Question) and self.question is None and walk:
            self._question_id = walk[0].id
            self.set_timer()
            self.moved.emit()

    def _keep(self) -> None:
        if self._desk.can_write and self._question_id:
            self._desk.do(walk_to(self._question_id), again=self._keep)

    def _spend(self, stage_id: str, seconds: int) -> bool:
        # A file that can only be read has no time to be noted in.
        return not self._desk.can_write or self._desk.note(add_time(stage_id, seconds), again=self.timer.save)

    def _begun(self, running: bool) -> None:
        if running:
            self.begin()
