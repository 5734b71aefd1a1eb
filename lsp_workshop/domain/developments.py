"""What is to come: how sure the room is of it, and when it bites. As it is typed, sorted and said. Knows no screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from lsp_workshop.domain.edits.dates import parse_due
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Answer, HowSure, Question
from lsp_workshop.domain.roles import POLICY, question_key
from lsp_workshop.domain.wording import capital, date_words, joined
from lsp_workshop.domain.workshop import Workshop

NO_WHEN = "No date yet"
"""The heading of answers of which nobody has said when they bite."""
AFTER = "/"
"""Stands between the words of an answer and how sure it is."""

_SLASH = re.compile(rf"\s{AFTER}")
"""With a space before it: "and/or" and "1/4/2027" are words and a date."""
_YEAR = re.compile(r"\d{4}")
_TYPED: Mapping[str, HowSure] = MappingProxyType(
    {
        "c": HowSure.CERTAIN, "certain": HowSure.CERTAIN, "sure": HowSure.CERTAIN,
        "l": HowSure.LIKELY, "likely": HowSure.LIKELY,
        "u": HowSure.UNSURE, "unsure": HowSure.UNSURE, "?": HowSure.UNSURE,
    }
)  # fmt: skip
_ORDER: tuple[HowSure | None, ...] = (None, *HowSure)


def asks_when(workshop: Workshop, question: Question) -> bool:
    """Whether answers to it say how sure it is and when it bites: its own word, or else what it is for."""
    return question_key(workshop, question) == POLICY if question.asks_when is None else question.asks_when


def parse_when(text: str, near: str) -> str:
    """A day, a month or a year as ISO 8601 ("2027-04-01", "2027-04", "2027"); "" for nothing.

    "now", "this year" and "next year" count from `near` (an ISO date). Raises "bad_when".
    """
    words = " ".join(text.split()).casefold()
    if _YEAR.fullmatch(words) and int(words):
        return words
    if _YEAR.match(near):
        ahead = {"now": near[:7], "this year": near[:4], "next year": f"{int(near[:4]) + 1:04}"}
        if words in ahead:
            return ahead[words]
    try:
        return parse_due(words, near) or ""
    except DomainError:
        raise DomainError("bad_when", text=text.strip()) from None


def split_when(text: str, near: str) -> tuple[str, HowSure | None, str]:
    """ "Buses go public / likely April 2027" as its words, how sure it is and when it bites.

    Whatever is not wholly understood stays words: (text, None, "").
    """
    slashes = list(_SLASH.finditer(text))
    words = text[: slashes[-1].start()].rstrip() if slashes else ""
    said = text[slashes[-1].end() :].replace(",", " ").split() if slashes else []
    if not words or not said:
        return text, None, ""
    how_sure = next((_TYPED[each.casefold()] for each in said[:1] + said[-1:] if each.casefold() in _TYPED), None)
    rest = said
    if how_sure is not None:
        rest = said[1:] if said[0].casefold() in _TYPED else said[:-1]
    try:
        bites = parse_when(" ".join(rest), near)
    except DomainError:
        return text, None, ""
    return words, how_sure, bites


def next_how_sure(how_sure: HowSure | None) -> HowSure | None:
    """Not said, certain, likely, unsure, and not said again: what one key walks through."""
    return _ORDER[(_ORDER.index(how_sure) + 1) % len(_ORDER)]


def when_words(bites: str) -> str:
    """ "April 2027", "2027"; "" where it was not said."""
    return date_words(bites)


def coming_words(answer: Answer, *, when: bool = True) -> str:
    """ "Likely, April 2027"; without `when`, "Likely"."""
    return joined((capital(str(answer.how_sure or "")), when_words(answer.bites) if when else ""))


def says_when(answers: Iterable[Answer]) -> bool:
    """Whether of any of them it was said when it bites."""
    return any(answer.bites for answer in answers)


def by_when(answers: Iterable[Answer]) -> list[tuple[str, list[Answer]]]:
    """The answers under each date that was said, soonest first; a whole year before its months. Without one, "", last.

    Under each they stand in the order in which they came.
    """
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.bites, []).append(answer)
    return sorted(found.items(), key=lambda each: (not each[0], each[0]))
