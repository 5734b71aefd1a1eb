"""The framework's key tasks as one checklist over all stages: what was ticked where, and what came of each.

Ticks are those of the stages; here they are read together. Knows no screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsp_workshop.domain.edits.in_turn import all_in_turn
from lsp_workshop.domain.edits.prompts import tick_prompt
from lsp_workshop.domain.framework import Framework, Prompt
from lsp_workshop.domain.model import Stage
from lsp_workshop.domain.prompts import Used, became
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Task:
    """A key task with the workshop's stages that it belongs to, those in which it is ticked, and what it became."""

    prompt: Prompt
    stages: tuple[Stage, ...]
    ticked: tuple[Stage, ...]
    used: tuple[Used, ...]

    @property
    def covered(self) -> bool:
        """Somebody has ticked it off, or it has become something."""
        return bool(self.ticked or self.used)


def tasks(workshop: Workshop, framework: Framework) -> Sequence[Task]:
    """Every key task in the order of the source."""
    used, stages = became(workshop), workshop.stages()
    found = []
    for prompt in framework.key_tasks:
        own = tuple(stage for stage in stages if stage.number in prompt.stages)
        ticked = tuple(stage for stage in stages if prompt.id in stage.ticked_prompt_ids)
        found.append(Task(prompt, own, ticked, used.get(prompt.id, ())))
    return found


def tick_task(task: Task, on: bool) -> Edit:
    """Tick a task off in all stages that it belongs to, or take every tick of it away, as one step."""
    stages = task.stages if on else task.ticked
    label = f"{'tick' if on else 'untick'} key task {short_title(task.prompt.text)}"
    return all_in_turn(label, [tick_prompt(stage.id, task.prompt, on) for stage in stages])
