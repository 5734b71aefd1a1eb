"""Registered names that stand in what people typed: printed only where their owners agreed, as everywhere else.

Only whole names can be known, however they are written; a first name alone may be anybody's: `naming` lists where one
stands.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any, TypeVar

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.model import Apology, Participant
from lsp_workshop.domain.record.name_finder import NameFinder, can_be_found, name_key, other_ways
from lsp_workshop.domain.record.people import SOMEBODY, People
from lsp_workshop.domain.texts import TEXTS
from lsp_workshop.domain.workshop import Workshop

P = TypeVar("P")


def without_names(printed: P, people: People) -> P:
    """The printable parts with every name that may not be printed replaced by who the person was there as."""
    replace = _replacer(people)
    return printed if replace is None else _walk(printed, replace)


def nameless(workshop: Workshop, *, public: bool) -> Workshop:
    """The workshop with such names replaced in all that was typed: for a document that cuts texts short, because half
    of a name that was cut is known to nobody any more. The same one where no name stands in it.
    """
    replace = _replacer(People(workshop, public=public))
    if replace is None:
        return workshop
    changes = []
    for kind in TEXTS:
        stays = _STAYS_OF_PEOPLE if kind in _PEOPLE else _STAYS
        for record in workshop.all(kind):
            new = _walk(record, replace, stays)
            if new is not record:
                changes.append(Change(record, new))
    if not changes:
        return workshop
    found = workshop.snapshot()
    found.apply(changes)
    return found


_PEOPLE = (Participant, Apology)
_STAYS = re.compile("(?:.+_)?ids?|facilitator|scribe|raised_by|share_with")
"""Fields of records that hold no typed text: ids, and names by themselves, for which `People` finds the words."""
_STAYS_OF_PEOPLE = re.compile(f"{_STAYS.pattern}|name")


def whole_names(people: People) -> NameFinder:
    """What finds each name that `without_names` replaces."""
    return NameFinder(_stand_ins(people))


def _stand_ins(people: People) -> dict[str, str]:
    """The names that may not be printed, as they are registered and otherwise written, and what stands in for each."""
    hidden = [
        each
        for each in people.workshop.all(Participant)
        if can_be_found(each.name) and not all(map(people.may_name, people.known_by(each.name)))
    ]
    ways = {each.name: each for each in hidden}
    for each in hidden:
        ways |= {way: each for way in other_ways(each.name) if not people.known_by(way) and way not in ways}
    finder = NameFinder(ways)
    return {way: _stand_in(each, people, finder) for way, each in ways.items()}


def _stand_in(participant: Participant, people: People, finder: NameFinder) -> str:
    """Who the person was there as, in words that name nobody: a body may be called after its owner."""
    words = (people.stand_in(participant), participant.role, people.group(participant.group_id))
    return next((each for each in words if each and not any(finder.find(each))), SOMEBODY)


def _replacer(people: People) -> Callable[[str], str] | None:
    stand_ins = _stand_ins(people)
    if not stand_ins:
        return None
    finder, by_key = NameFinder(stand_ins), {name_key(name): words for name, words in stand_ins.items()}

    def replace(text: str) -> str:
        parts, done = [], 0
        for start, end, key in finder.find(text):
            parts += [text[done:start], by_key[key]]
            done = end
        return "".join((*parts, text[done:])) if parts else text

    return replace


def _walk(part: Any, replace: Callable[[str], str], stays: re.Pattern[str] | None = None) -> Any:
    """The same frozen parts with their texts replaced, but for fields whose names `stays` matches; what says the same
    stays the same object.
    """
    if type(part) is str:
        text = replace(part)
        return part if text == part else text
    if type(part) is tuple:
        walked = tuple(_walk(each, replace, stays) for each in part)
        return part if all(new is old for new, old in zip(walked, part, strict=True)) else walked
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        changed = {}
        for field in dataclasses.fields(part):
            old = getattr(part, field.name)
            stays_so = stays is not None and stays.fullmatch(field.name) is not None
            new = old if stays_so else _walk(old, replace, stays)
            if new is not old:
                changed[field.name] = new
        return dataclasses.replace(part, **changed) if changed else part
    return part
