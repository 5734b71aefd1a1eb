"""The purpose statement: the wording that stands, those before it, and what the headlines would make of it."""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.domain.model import Answer, PurposeStatement
from lsp_workshop.domain.roles import PURPOSE, stage_with
from lsp_workshop.domain.wording import sentence
from lsp_workshop.domain.workshop import Workshop


def standing(workshop: Workshop) -> PurposeStatement | None:
    """The wording that stands: the last one."""
    versions = workshop.all(PurposeStatement)
    return versions[-1] if versions else None


def headlines(workshop: Workshop) -> Sequence[Answer]:
    """The headline answers in the stage that is for it, in the order of the day."""
    stage = stage_with(workshop, PURPOSE)
    questions = workshop.questions_of(stage.id) if stage is not None else ()
    kept = (answer for question in questions for answer in workshop.answers_to(question.id, kept_only=True))
    return [answer for answer in kept if answer.headline]


def drafted(workshop: Workshop) -> str:
    """Their words, a line each, as sentences; "" where there are no headlines."""
    return "\n".join(sentence(" ".join(answer.text.split())) for answer in headlines(workshop))
