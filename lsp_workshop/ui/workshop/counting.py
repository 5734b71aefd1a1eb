"""What the timer counts: the step of a method, a question with minutes of its own, the agenda item, or the stage.

Looks at records and at which step the room is; knows no clock of its own, no widget, and counts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from lsp_workshop.domain.edits.event import planned_minutes
from lsp_workshop.domain.minutes import minutes_of, steps_of
from lsp_workshop.domain.model import AgendaItem, AgendaStep, Question, Stage
from lsp_workshop.domain.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Counted:
    """`key` tells it from everything else that is counted; `title` is for people. `step` counts from 0; None: no step.

    `planned` is in seconds, 0 without a plan.
    """

    key: str
    title: str
    stage_id: str
    planned: int
    item_id: str = ""
    question_id: str = ""
    step: int | None = None
    steps: tuple[AgendaStep, ...] = ()


def key_of(item: AgendaItem) -> str:
    """An item that was put back and begun afresh is another one to count."""
    return f"{item.id}@{item.started_at}"


def counted(workshop: Workshop, question: Question, stage: Stage, item: AgendaItem | None, step: int | None) -> Counted:
    """`item` is the one that runs, `step` the one of its method that the room is at; None: no more steps."""
    if item is not None:
        key, steps, stage_id = key_of(item), steps_of(item), item.stage_id or ""
        if step is not None and step < len(steps):
            here = steps[step]
            return Counted(
                f"{key}/{step}", here.title, stage_id, here.minutes * 60, item_id=item.id, step=step, steps=steps
            )
        if not question.minutes or item.stage_id != stage.id:
            return Counted(key, item.title, stage_id, minutes_of(item) * 60, item_id=item.id)
    if question.minutes:
        return Counted(question.id, question.text, stage.id, question.minutes * 60, question_id=question.id)
    return Counted(stage.id, stage.title, stage.id, planned_minutes(workshop, stage.id) * 60)
