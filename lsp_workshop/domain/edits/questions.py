"""The stages' questions: reworded with the source wording kept, hidden, added, given minutes and parts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from lsp_workshop.domain.change import Change, added, changed
from lsp_workshop.domain.edits.records import require_words
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Question, Stage
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop


def reword_question(question_id: str, text: str) -> Edit:
    """The room's own wording; the wording it replaces stays in `source_text` if nothing stands there yet."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Question, question_id)
        words = require_words("questions", "text", text)
        after = dataclasses.replace(before, text=words, source_text=before.source_text or before.text)
        changes = changed(before, after) if words != before.text else ()
        return Transaction(f"reword question {before.number}", changes)

    return edit


def restore_wording(question_id: str, source_text: str = "") -> Edit:
    """Back to the source wording: the question's own, or the `source_text` handed in (the framework's)."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Question, question_id)
        wording = source_text or before.source_text or before.text
        return Transaction(
            f"restore the wording of question {before.number}",
            changed(before, dataclasses.replace(before, text=wording)),
        )

    return edit


def hide_question(question_id: str, hidden: bool) -> Edit:
    """Leave a question out of the day, or bring it back. Its answers and ballots stay; so does the record of them.

    Raises "last_question" for the last one that is not hidden: there would be nowhere to be.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Question, question_id)
        if hidden and [question.id for question in workshop.walk()] == [question_id]:
            raise DomainError("last_question")
        verb = "hide" if hidden else "show"
        return Transaction(
            f"{verb} question {before.number}", changed(before, dataclasses.replace(before, hidden=hidden))
        )

    return edit


def add_question(stage_id: str, text: str, *, hint: str = "") -> Edit:
    """A question of the partnership's own, at the end of the stage."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        stage = workshop.get(Stage, stage_id)
        taken = {question.number for question in workshop.all(Question)}
        place = 1
        while f"{stage.number}.{place}" in taken:
            place += 1
        question = Question(
            id=moment.new_id(),
            stage_id=stage_id,
            number=f"{stage.number}.{place}",
            text=require_words("questions", "text", text),
            hint=hint.strip(),
        )
        return Transaction(f"add question {question.number}", added(question))

    return edit


def set_minutes(question_id: str, minutes: int | None) -> Edit:
    """Planned minutes; None takes the plan away. Raises "bad_minutes" outside 0 to 600."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        if minutes is not None and not 0 <= minutes <= 600:
            raise DomainError("bad_minutes", minutes=minutes)
        before = workshop.get(Question, question_id)
        return Transaction(
            f"plan minutes for question {before.number}", changed(before, dataclasses.replace(before, minutes=minutes))
        )

    return edit


def ask_when(question_id: str, on: bool) -> Edit:
    """Say whether answers to it say how sure it is and when it bites. What was said stays."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Question, question_id)
        verb = "begin" if on else "leave off"
        return Transaction(
            f"{verb} asking when it bites at question {before.number}",
            changed(before, dataclasses.replace(before, asks_when=on)),
        )

    return edit


MOST_PARTS = 4
LONGEST_PART = 40
"""Characters: the name of a part stands beside the box and above lists."""


def set_parts(question_id: str, parts: Iterable[str]) -> Edit:
    """The lists that a double question asks for, by name and in order; none makes it a plain question again.

    A name that goes while another comes is that one's earlier name, in their order: its answers go along. The answers
    to a part that goes for good are in none. Raises "bad_parts" for one part, more than `MOST_PARTS`, two of the same
    name, and names that are empty or longer than `LONGEST_PART`.
    """
    names = tuple(part.strip() for part in parts)

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Question, question_id)
        known = {name.casefold() for name in names}
        if len(names) == 1 or len(names) > MOST_PARTS or len(known) < len(names):
            raise DomainError("bad_parts", most=MOST_PARTS, longest=LONGEST_PART)
        if any(not 0 < len(name) <= LONGEST_PART for name in names):
            raise DomainError("bad_parts", most=MOST_PARTS, longest=LONGEST_PART)
        changes: list[Change] = list(changed(before, dataclasses.replace(before, parts=names)))
        renamed = _renamed(before.parts, names)
        for answer in workshop.answers_to(question_id):
            if answer.part in renamed:
                changes.extend(changed(answer, dataclasses.replace(answer, part=renamed[answer.part])))
        verb = "set the parts" if names else "take away the parts"
        return Transaction(f"{verb} of question {before.number}", tuple(changes))

    return edit


def _renamed(before: tuple[str, ...], after: tuple[str, ...]) -> dict[str, str]:
    """What each part that goes is called from now on; "" for one that nothing comes for."""
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    return {name: come[place] if place < len(come) else "" for place, name in enumerate(gone)}
