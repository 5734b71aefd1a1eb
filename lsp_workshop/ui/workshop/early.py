"""Deeds of the first stages that can be done from anywhere in the window: the health check, the purpose statement."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from lsp_workshop.domain.model import Ballot, Question
from lsp_workshop.domain.roles import ENVIRONMENT, PURPOSE, stage_for
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.workshop.search_index import Hit
from lsp_workshop.ui.workshop.walk import Walk


class EarlyStages(QObject):
    """`at_a_question`: whether the page of the stages is in front."""

    def __init__(self, desk: Desk, walk: Walk, at_a_question: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._walk, self._at_a_question = desk, walk, at_a_question
        desk.actions.on("health_check", self._health_check)
        desk.actions.on("go_purpose", self._go_purpose)

    def _health_check(self) -> None:
        """At one press it runs; where there is one, that is gone to."""
        from lsp_workshop.domain.edits.health_check import open_health_check, standing_health_check

        desk = self._desk
        found, question = standing_health_check(desk.workshop), self._where_health_is_asked()
        if found is None and question is not None and desk.can_write:
            done = desk.do(open_health_check(question.id, desk.framework), again=self._health_check)
            found = done.new(Ballot) if done is not None else None
        if found is not None:
            desk.wanted.emit(Hit("", "", found.question_id or "", found.stage_id or "", "ballots", found.id))
        elif not desk.can_write:
            desk.say(self.tr("No health check was held."))

    def _where_health_is_asked(self) -> Question | None:
        """At the question in front; from another page, where the day looks at what it works in."""
        stage = None if self._at_a_question() else stage_for(self._desk.workshop, ENVIRONMENT)
        questions = self._desk.workshop.questions_of(stage.id) if stage is not None else ()
        return questions[0] if questions else self._walk.question

    def _go_purpose(self) -> None:
        stage = stage_for(self._desk.workshop, PURPOSE)
        if stage is not None:
            self._desk.wanted.emit(Hit("", "", "", stage.id, "purpose"))
        else:
            self._desk.say(self.tr("No stage of this day is for the purpose."))
