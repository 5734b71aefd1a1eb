"""Outcomes of decisions: the usual words, what a ballot's verdict comes to, and which of them count as agreed.

An outcome is words. Most rooms use the usual ones; a room may have its own, and another program's file may hold any.
"""

from __future__ import annotations

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.results import Verdict

AGREED = "agreed"
NOT_SUPPORTED = "not supported"
DEFERRED = "deferred"
NOT_AGREED = "not agreed"

USUAL = (AGREED, NOT_SUPPORTED, DEFERRED)
"""What a form offers."""

_OF_VERDICT = {
    Verdict.AGREED: AGREED,
    Verdict.AGREED_NOT_ALL_SECTORS: "agreed, not by every sector",
    Verdict.SPLIT: NOT_AGREED,
    Verdict.PASSED: AGREED,
    Verdict.NOT_PASSED: NOT_AGREED,
}


def outcome_of(verdict: Verdict | None) -> str:
    """The outcome of a decision that follows a ballot's verdict; without a verdict the room has agreed by deciding."""
    return AGREED if verdict is None else _OF_VERDICT[verdict]


def outcome_typed(text: str) -> str:
    """An outcome as somebody typed it: a usual one in its own spelling, else any words.

    Raises "bad_outcome" where there is no letter in it: "3" is a key that was meant for a list, and would stand in the
    record as what the room decided.
    """
    words = text.strip()
    if not any(letter.isalpha() for letter in words):
        raise DomainError("bad_outcome", text=words)
    return next((usual for usual in (*USUAL, NOT_AGREED) if usual == words.casefold()), words)


def is_agreed(outcome: str) -> bool:
    """ "agreed", also with what is added after a comma ("agreed, not by every sector")."""
    return outcome.partition(",")[0].strip().casefold() == AGREED
