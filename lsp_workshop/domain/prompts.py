"""What became of the framework's prompts in a workshop: derived from the records that name one. Knows no screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.framework import Framework, PromptGroup
from lsp_workshop.domain.model import Action, Answer, ParkingLotItem, Question, Record, Stage
from lsp_workshop.domain.roles import ADDED_VALUE, questions_with
from lsp_workshop.domain.workshop import Workshop

Used = Answer | Action | ParkingLotItem
"""What a prompt can become."""
_OF_ADDED_VALUE = "effects"
_KINDS: tuple[type[Used], ...] = (Answer, Action, ParkingLotItem)


def became(workshop: Workshop) -> Mapping[str, tuple[Used, ...]]:
    """For each prompt that became something, by its id: answers first, then actions, then parking-lot items."""
    found: dict[str, list[Used]] = {}
    for kind in _KINDS:
        for record in workshop.all(kind):
            if record.prompt_id is not None:
                found.setdefault(record.prompt_id, []).append(record)
    return {prompt_id: tuple(records) for prompt_id, records in found.items()}


def prompts_at(workshop: Workshop, framework: Framework, question: Question) -> Sequence[PromptGroup]:
    """What the source has to say to the question's stage, kind by kind.

    What partnerships brought about is said to the question of added value, first of all there; throughout the stage
    only where the day does not ask that question.
    """
    stage = workshop.get(Stage, question.stage_id)
    groups = framework.prompts_for(stage.number)
    asked = [each.id for each in questions_with(workshop, ADDED_VALUE) if not each.hidden]
    about = [group for group in groups if group.kind == _OF_ADDED_VALUE]
    others = [group for group in groups if group.kind != _OF_ADDED_VALUE]
    if question.id in asked:
        return (*about, *others)
    here = {each.id for each in workshop.questions_of(stage.id)}
    return others if here.intersection(asked) else groups


def touches_prompts(changes: Iterable[Change]) -> bool:
    """Whether `became` may say something else after these changes."""
    return any(_prompt_of(each) is not None for change in changes for each in (change.before, change.after))


def _prompt_of(record: Record | None) -> str | None:
    return record.prompt_id if isinstance(record, Answer | Action | ParkingLotItem) else None
