"""Rows of answers sorted under headings, after many of them changed: only what stands beside those is looked at.

Reads the workshop; changes no row, because the list still shows them. Knows no Qt, and not in which order headings are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.model import Answer, AnswerStatus
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.workshop.stage.answer_rows import Row

Before = tuple[Mapping[str, int], Sequence[Row]]
"""Rows that were there, and the place of each by its key."""


class Headings(Protocol):
    """Under which heading an answer stands, and its row there."""

    question_id: str

    def section_of(self, answer: Answer) -> str: ...

    def rows_under(
        self, section: str, answers: Sequence[Answer], merged: Mapping[str, Sequence[Answer]]
    ) -> Iterator[Row]: ...


def sections_in(rows: Sequence[Row]) -> dict[str, list[Row]] | None:
    """The answers under each heading that has some; None where a heading is missing or hides its answers."""
    found: dict[str, list[Row]] = {}
    place = 0
    while place < len(rows):
        head = rows[place]
        if head.answer is not None or head.folded:
            return None
        place += 1
        if place < len(rows) and rows[place].answer is not None:
            found[head.key] = list(rows[place : place + head.count])
            place += head.count
    return found


def put_into(
    headings: Headings,
    workshop: Workshop,
    sections: dict[str, list[Row]],
    changes: Iterable[Change],
    before: Before,
) -> None:
    """Put the sections right after changes of answers to the question; each answer stands in the order it came."""
    places, rows = before
    told = [each for each in changes if isinstance(each.record, Answer)]
    gone = {each.id for each in told}
    anew = {each.id: each.after for each in told if isinstance(each.after, Answer)}
    anew = {key: answer for key, answer in anew.items() if answer.status is AnswerStatus.KEPT}
    touched = {headings.section_of(row.answer) for key in gone if (row := _row(key, before)) and row.answer}
    merged: Mapping[str, Sequence[Answer]]
    stands_for = _standing_for_others(told)
    if stands_for or any(key not in places for key in anew):
        merged = _merged(workshop, headings.question_id)
        for key in stands_for - gone:
            row = _row(key, before)
            if row is not None and row.answer is not None:
                gone.add(key)
                anew[key] = row.answer
    else:
        shown = (rows[places[key]] for key in anew)
        merged = {row.key: row.merged for row in shown if row.merged}
    come: dict[str, list[Answer]] = {}
    for answer in anew.values():
        come.setdefault(headings.section_of(answer), []).append(answer)
    ranks = workshop.ranks_of_answers(headings.question_id)
    for section in touched.union(come):
        were = sections.pop(section, [])
        here = [row for row in were if row.key not in gone]
        if section in come:
            here += headings.rows_under(section, come[section], merged)
            here.sort(key=lambda row: ranks[row.key])
        if here:
            _mark_first(here, were[0] if were else None)
            sections[section] = here


def _row(key: str, before: Before) -> Row | None:
    place = before[0].get(key)
    return None if place is None else before[1][place]


def _standing_for_others(changes: Iterable[Change]) -> set[str]:
    """The answers that others are merged into now, or were."""
    return {
        record.merged_into_id
        for change in changes
        for record in (change.before, change.after)
        if isinstance(record, Answer) and record.merged_into_id is not None
    }


def _merged(workshop: Workshop, question_id: str) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for answer in [each for each in workshop.answers_to(question_id) if each.merged_into_id is not None]:
        if answer.status is AnswerStatus.MERGED:
            found.setdefault(str(answer.merged_into_id), []).append(answer)
    return found


def _mark_first(rows: list[Row], was: Row | None) -> None:
    """The first row says that it is the first, and the one that `was` does no longer."""
    if rows[0] is not was:
        place = next((place for place, row in enumerate(rows) if row is was), None)
        if place is not None:
            rows[place] = dataclasses.replace(rows[place], first_of_section=False)
        rows[0] = dataclasses.replace(rows[0], first_of_section=True)
