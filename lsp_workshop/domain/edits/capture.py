"""Answers: captured word for word, reworded with the first words kept, flagged, set aside and taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from lsp_workshop.domain.change import Change, added, changed, each_with
from lsp_workshop.domain.developments import split_when
from lsp_workshop.domain.doubt import without_doubt
from lsp_workshop.domain.edits.dates import near
from lsp_workshop.domain.edits.records import LONGEST_TEXT, object_of, objects_of, require_references, require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Answer, AnswerStatus, Group, Question
from lsp_workshop.domain.question_parts import unknown_part
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop

Flag = Literal["headline", "minority_view", "strong_feeling", "to_check"]
FLAGS: tuple[Flag, ...] = ("headline", "minority_view", "strong_feeling", "to_check")


def capture_answer(
    question_id: str,
    text: str,
    *,
    group_id: str | None = None,
    participant_id: str | None = None,
    captured_by: str = "",
    part: str = "",
    prompt_id: str | None = None,
    asks_when: bool = False,
) -> Edit:
    """One answer, the words exactly as they came (only "nothing but space" is refused).

    `part` is one of the question's parts or ""; raises "unknown_part" for another. `prompt_id` where a prompt of the
    framework gave the words to begin with. `asks_when`: words behind a slash say how sure it is and when it bites.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        answer = _new_answer(
            workshop, moment, question_id, text, group_id, participant_id, captured_by, part, prompt_id
        )
        answer = _with_when(workshop, moment, answer) if asks_when else answer
        changes = added(answer)
        require_references(workshop, changes)
        return Transaction(f"capture {object_of(answer)}", changes)

    return edit


Said = tuple[str | None, str] | tuple[str | None, str, str]
"""Group id or None, words, and the question's part where it has parts."""


def capture_answers(question_id: str, rows: Sequence[Said], *, captured_by: str = "", asks_when: bool = False) -> Edit:
    """Several answers as one step; `asks_when` as for one."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        answers = [
            _new_answer(workshop, moment, question_id, text, group_id, None, captured_by, *part)
            for group_id, text, *part in rows
        ]
        answers = [_with_when(workshop, moment, each) for each in answers] if asks_when else answers
        changes = added(*answers)
        require_references(workshop, changes)
        return Transaction(f"capture {objects_of(answers)}", changes)

    return edit


def _new_answer(
    workshop: Workshop,
    moment: Moment,
    question_id: str,
    text: str,
    group_id: str | None,
    participant_id: str | None,
    captured_by: str,
    part: str = "",
    prompt_id: str | None = None,
) -> Answer:
    workshop.require_not_closed()
    _require_part(workshop.get(Question, question_id), part)
    if not text.strip():
        raise DomainError("empty_text", noun="answer", field="text")
    if len(text) > LONGEST_TEXT:
        raise DomainError("text_too_long", length=len(text), longest=LONGEST_TEXT)
    return Answer(
        id=moment.new_id(),
        question_id=question_id,
        group_id=group_id,
        participant_id=participant_id,
        text=text,
        captured_at=moment.now,
        captured_by=captured_by,
        part=part,
        prompt_id=prompt_id,
    )


def _with_when(workshop: Workshop, moment: Moment, answer: Answer) -> Answer:
    words, how_sure, bites = split_when(answer.text, near(workshop, moment))
    return dataclasses.replace(answer, text=words, how_sure=how_sure, bites=bites)


def _require_part(question: Question, part: str) -> None:
    if part and part not in question.parts:
        raise unknown_part(question, part)


def reword_answer(answer_id: str, text: str) -> Edit:
    """New words for an answer. The words as first captured stay in `first_text`, through every later change.

    Who words a doubtful answer anew has looked at it: it is doubtful no more.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Answer, answer_id)
        words = require_words("answers", "text", text)
        first = before.text if before.first_text is None else before.first_text
        after = dataclasses.replace(before, text=words, first_text=None if words == first else first)
        after = without_doubt(after) if words != before.text else after
        return Transaction(f"reword {object_of(before)}", changed(before, after))

    return edit


def set_aside(answer_ids: Iterable[str]) -> Edit:
    """Take answers out of the stage's list; they stay in the file and in the record's appendix."""
    return _with_status(tuple(answer_ids), AnswerStatus.SET_ASIDE, "set aside")


def keep_again(answer_ids: Iterable[str]) -> Edit:
    return _with_status(tuple(answer_ids), AnswerStatus.KEPT, "keep")


def _with_status(answer_ids: tuple[str, ...], status: AnswerStatus, verb: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        changes = _each(workshop, answer_ids, status=status, merged_into_id=None)
        return Transaction(f"{verb} {_called(workshop, answer_ids)}", changes)

    return edit


def mark(answer_ids: Iterable[str], flag: Flag, on: bool) -> Edit:
    """Set or clear a flag."""
    ids = tuple(answer_ids)
    words = {
        "headline": "headline",
        "minority_view": "minority view",
        "strong_feeling": "strong feeling",
        "to_check": "to check",
    }[flag]

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        changes = _each(workshop, ids, **{flag: on})
        called = _called(workshop, ids)
        return Transaction(f"mark {called} as {words}" if on else f"clear {words} of {called}", changes)

    return edit


def move_to_group(answer_ids: Iterable[str], group_id: str | None) -> Edit:
    """Say that another group gave these answers."""
    ids = tuple(answer_ids)

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        changes = _each(workshop, ids, group_id=group_id)
        require_references(workshop, changes)
        group = workshop.find(Group, group_id)
        there = workshop.group_name(group) if group else f"no {workshop.group_noun.lower()}"
        return Transaction(f"move {_called(workshop, ids)} to {there}", changes)

    return edit


def put_in_part(answer_ids: Iterable[str], part: str) -> Edit:
    """Say which part of their question these answers are given to; "" for none. Raises "unknown_part"."""
    ids = tuple(answer_ids)

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        for answer_id in ids:
            _require_part(workshop.get(Question, workshop.get(Answer, answer_id).question_id), part)
        called = _called(workshop, ids)
        label = f"put {called} into {short_title(part)}" if part else f"take {called} out of any part"
        return Transaction(label, _each(workshop, ids, part=part))

    return edit


def _called(workshop: Workshop, answer_ids: Sequence[str]) -> str:
    return objects_of([workshop.get(Answer, answer_id) for answer_id in dict.fromkeys(answer_ids)])


def _each(workshop: Workshop, answer_ids: Sequence[str], **fields: Any) -> tuple[Change, ...]:
    workshop.require_not_closed()
    return each_with([workshop.get(Answer, answer_id) for answer_id in dict.fromkeys(answer_ids)], **fields)
