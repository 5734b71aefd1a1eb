"""What the partnership says to each thing that a staff team does: have, planned, not for us; and who, or by when."""

from __future__ import annotations

import dataclasses

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits.records import LONGEST_TEXT
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import StaffAnswer, StaffFunction
from lsp_workshop.domain.staff_team import StaffLine
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop

ANSWERS = (*(str(each) for each in StaffAnswer if each is not StaffAnswer.NOT_SAID), str(StaffAnswer.NOT_SAID))
"""As they are offered: “not” is begun for what is not for us; to take an answer back the cell is emptied."""


def answer_staff_function(line: StaffLine, typed: str) -> Edit:
    """One of `ANSWERS`, whole or begun ("p"); nothing is "not said yet". Raises "bad_staff_answer"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        answer = _answer(typed)
        label = f"mark staff-team function {short_title(line.text)} as “{answer}”"
        return Transaction(label, _said(workshop, line, answer=answer))

    return edit


def note_staff_function(line: StaffLine, note: str) -> Edit:
    """Who does it, or by when. Raises "text_too_long"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        words = note.strip()
        if len(words) > LONGEST_TEXT:
            raise DomainError("text_too_long", length=len(words), longest=LONGEST_TEXT)
        return Transaction(f"change staff-team function {short_title(line.text)}", _said(workshop, line, note=words))

    return edit


def _answer(typed: str) -> StaffAnswer:
    words = " ".join(typed.split()).casefold()
    if not words:
        return StaffAnswer.NOT_SAID
    found = [answer for answer in StaffAnswer if answer.startswith(words)]
    if len(found) != 1:
        raise DomainError("bad_staff_answer", typed=typed.strip(), known=list(ANSWERS))
    return found[0]


def _said(
    workshop: Workshop, line: StaffLine, *, answer: StaffAnswer | None = None, note: str | None = None
) -> tuple[Change, ...]:
    """The function's record as it is then; none where nothing is said to it any more."""
    workshop.require_not_closed()
    before = workshop.find(StaffFunction, line.id)
    said = before or StaffFunction(id=line.id, text=line.text)
    said = dataclasses.replace(
        said, answer=said.answer if answer is None else answer, note=said.note if note is None else note
    )
    after = said if said.note or said.answer is not StaffAnswer.NOT_SAID else None
    return (Change(before, after),) if before != after else ()
