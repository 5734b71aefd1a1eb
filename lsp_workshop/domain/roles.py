"""What a stage or a question is for: rules and screens ask for the plan or the vision, never for a number.

A template may leave stages out, add some and put them in another order; `key` goes with them. Knows no screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lsp_workshop.domain.model import Question, Stage
from lsp_workshop.domain.workshop import Workshop

PURPOSE, ENVIRONMENT, VISION, ACTION, REVIEW = STAGE_KEYS = ("purpose", "environment", "vision", "action", "review")
"""What the stages of the source are for, in its order."""

VISION_WORDING = "vision"
"""The question that asks for the vision."""

ADDED_VALUE, POLICY = "added_value", "policy"
"""The questions of what the partnership adds, and of what is coming."""

_USUAL: Mapping[str, str] = MappingProxyType({
    "1.1": "purpose", "1.2": ADDED_VALUE,
    "2.1": "needs", "2.2": POLICY, "2.3": "delivery_together",
    "3.1": VISION_WORDING, "3.2": "whose_vision", "3.3": "routes", "3.4": "direction",
    "4.1": "activities", "4.2": "planning", "4.3": "delivery", "4.4": "targets", "4.5": "monitoring", "4.6": "capacity",
    "5.1": "accountability", "5.2": "review", "5.3": "structures", "5.4": "lessons",
})  # fmt: skip
"""The key of each question of the source, by its number."""

QUESTION_KEYS: Sequence[str] = tuple(_USUAL.values())


def key_of(workshop: Workshop, stage: Stage) -> str:
    """What the stage is for; "" where it is for something of its own.

    Where no stage says it (files from before keys, and from other programs) the numbers are those of the source.
    """
    if stage.key or any(each.key for each in workshop.all(Stage)):
        return stage.key
    return STAGE_KEYS[stage.number - 1] if 1 <= stage.number <= len(STAGE_KEYS) else ""


def stage_with(workshop: Workshop, key: str) -> Stage | None:
    """The stage that is for this; None where the day has none."""
    return next((stage for stage in workshop.stages() if key_of(workshop, stage) == key), None)


def stage_for(workshop: Workshop, key: str) -> Stage | None:
    """Where it is worked on: as `stage_with`, but the plan and the review are in the last stage where none is for them.

    Every day ends in who does what, and every workshop may be a follow-up, so that both are always within reach.
    """
    found = stage_with(workshop, key)
    if found is None and key in (ACTION, REVIEW):
        return next(reversed(workshop.stages()), None)
    return found


def question_key(workshop: Workshop, question: Question) -> str:
    """What the question is for, as `key_of` has it for a stage."""
    if question.key or any(each.key for each in workshop.all(Question)):
        return question.key
    return _USUAL.get(question.number, "")


def questions_with(workshop: Workshop, key: str) -> Sequence[Question]:
    """The questions that are for this, hidden ones too; none where the day does not ask for it."""
    return [question for question in workshop.all(Question) if question_key(workshop, question) == key]
