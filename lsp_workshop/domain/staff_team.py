"""What a staff team does, as a checklist: what the workshop said to each of it. Knows no screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import StaffAnswer, StaffFunction
from lsp_workshop.domain.workshop import Workshop


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One function with its answer; `id` is the framework's."""

    id: str
    text: str
    answer: StaffAnswer = StaffAnswer.NOT_SAID
    note: str = ""


def staff_lines(workshop: Workshop, framework: Framework) -> Sequence[StaffLine]:
    """Those of the framework in its order, then any that an earlier framework had and something was said to."""
    said = {record.id: record for record in workshop.all(StaffFunction)}
    lines = [
        _line(said.pop(prompt.id)) if prompt.id in said else StaffLine(prompt.id, prompt.text)
        for prompt in framework.staff_functions
    ]
    return [*lines, *map(_line, said.values())]


def _line(record: StaffFunction) -> StaffLine:
    return StaffLine(record.id, record.text, record.answer, record.note)
