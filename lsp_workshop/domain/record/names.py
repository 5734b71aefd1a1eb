"""Registered names that stand in what people typed: printed only where their owners agreed, as everywhere else.

Only whole names as they are registered can be known; a first name alone may be anybody's.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any, TypeVar

from lsp_workshop.domain.model import Participant
from lsp_workshop.domain.record.people import People

P = TypeVar("P")


def without_names(printed: P, people: People) -> P:
    """The printable parts with every name that may not be printed replaced by who the person was there as."""
    replace = _replacer(people)
    return printed if replace is None else _walk(printed, replace)


def _replacer(people: People) -> Callable[[str], str] | None:
    stand_ins: dict[str, str] = {}
    for participant in people.workshop.all(Participant):
        words = " ".join(participant.name.split())
        # One word alone is as likely a word of the language as somebody's name.
        if " " in words and not all(map(people.may_name, people.known_by(participant.name))):
            stand_ins[words.casefold()] = people.stand_in(participant)
    if not stand_ins:
        return None
    # The longest first, so that "Ann Lee-Hart" is not taken for "Ann Lee".
    listed = sorted(stand_ins, key=len, reverse=True)
    names = "|".join(r"\s+".join(map(re.escape, name.split())) for name in listed)
    pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)

    def replace(text: str) -> str:
        return pattern.sub(lambda found: stand_ins[" ".join(found.group().split()).casefold()], text)

    return replace


def _walk(part: Any, replace: Callable[[str], str]) -> Any:
    """The same frozen parts with their texts replaced; what says the same stays the same object."""
    if type(part) is str:
        text = replace(part)
        return part if text == part else text
    if type(part) is tuple:
        walked = tuple(_walk(each, replace) for each in part)
        return part if all(new is old for new, old in zip(walked, part, strict=True)) else walked
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        changed = {}
        for field in dataclasses.fields(part):
            old = getattr(part, field.name)
            new = _walk(old, replace)
            if new is not old:
                changed[field.name] = new
        return dataclasses.replace(part, **changed) if changed else part
    return part
