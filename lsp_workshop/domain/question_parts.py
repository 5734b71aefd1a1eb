"""The parts of a double question ("Needs", "Opportunities"): whose answers are whose, and the short key of each.

Screens, the room's screen and the record ask here, so that they sort alike. Knows none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Answer, Question
from lsp_workshop.domain.workshop import Workshop

NO_PART = "In no part yet"
"""The heading of answers to a question with parts that are in none of them."""


def answers_by_part(
    workshop: Workshop, question: Question, answers: Iterable[Answer]
) -> list[tuple[str, list[Answer]]]:
    """The answers under each part that has any, in the question's order; what is in none comes last, under ""."""
    found: dict[str, list[Answer]] = {part: [] for part in (*question.parts, "")}
    for answer in answers:
        found[workshop.part_of(answer) if answer.part else ""].append(answer)
    return [(part, members) for part, members in found.items() if members]


def part_called(question: Question, name: str) -> str:
    """The question's part of that name, whatever the capitals; raises "unknown_part"."""
    for part in question.parts:
        if part.casefold() == name.strip().casefold():
            return part
    raise unknown_part(question, name)


def unknown_part(question: Question, name: str) -> DomainError:
    """What to raise where the question has no part of that name."""
    return DomainError("unknown_part", part=name, number=question.number, known=list(question.parts))


def part_letters(parts: Sequence[str], taken: Collection[str] = ()) -> dict[str, str]:
    """A letter for each part, to be typed with a colon before the words; a part may get none.

    It begins a word of the name ("n:" for Needs, "m:" for Through members), and neither an earlier part nor a table
    (`taken`: labels) has it. No more than that one letter, so that words like "To: the board" stay words.
    """
    used = {label.casefold() for label in taken}
    letters: dict[str, str] = {}
    for part in parts:
        for word in part.split():
            letter = word[0].casefold()
            if letter.isalpha() and letter not in used:
                used.add(letter)
                letters[part] = letter
                break
    return letters


def split_part(text: str, parts: Sequence[str], taken: Collection[str] = ()) -> tuple[str | None, str]:
    """ "n: words" or "Needs: words" as the part and "words"; (None, text) where words begin otherwise."""
    head, colon, rest = text.partition(":")
    wanted = head.strip().casefold()
    if colon and wanted:
        letters = part_letters(parts, taken)
        for part in parts:
            if wanted in (part.casefold(), letters.get(part)):
                return part, rest.lstrip()
    return None, text
