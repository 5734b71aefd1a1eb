"""What changed between two wordings, word by word. Knows no workshop and no look: it says which words, not how."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(
    r"\s+|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
"""Spaces, one sign of a script that is written without them (Chinese, Japanese), or what stands between the two."""
_MUCH = 1_000_000
"""Pairs of words from which on words that come all the time (the, and) are not paired with one another."""

_LEAST_KEPT = 0.15
"""Of the words of both wordings: with fewer in common one is not made of the other."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a wording. `new`: the one before has not these words; `gone`: the one after has them no more."""

    text: str
    new: bool = False
    gone: bool = False


def words_of(text: str) -> list[str]:
    """The text in words, spaces and marks at a word's ends; joined they are the text again."""
    return [part for token in _TOKEN.findall(text) for part in _without_marks(token)]


def _without_marks(token: str) -> Iterator[str]:
    first, last = 0, len(token)
    while first < last and _is_mark(token[first]):
        first += 1
    while last > first and _is_mark(token[last - 1]):
        last -= 1
    yield from (part for part in (token[:first], token[first:last], token[last:]) if part)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("P")


def stretches(text: str, before: str | None = None, after: str | None = None) -> tuple[Stretch, ...]:
    """The wording in stretches of what was kept, is new since `before`, or is gone in `after` (None: there is none).

    Capitals make no other word. Spaces between two new words are new with them. Nothing is marked between wordings that
    have next to nothing in common (`afresh`): a page that is struck through says nothing.
    """
    words = words_of(text)
    new = _filled(words, _unpaired(before, text)[1] if before is not None else frozenset())
    gone = _filled(words, _unpaired(text, after)[0] if after is not None else frozenset())
    found: list[Stretch] = []
    for place, word in enumerate(words):
        made = Stretch(word, place in new, place in gone)
        if found and (found[-1].new, found[-1].gone) == (made.new, made.gone):
            made = Stretch(found.pop().text + word, made.new, made.gone)
        found.append(made)
    return tuple(found)


def afresh(before: str, after: str) -> bool:
    """Whether so few words stayed that it is another wording and not a changed one."""
    return _compared(before, after)[2] < _LEAST_KEPT


def _unpaired(before: str, after: str) -> tuple[frozenset[int], frozenset[int]]:
    gone, new, kept = _compared(before, after)
    return (gone, new) if kept >= _LEAST_KEPT else (frozenset(), frozenset())


@functools.lru_cache(maxsize=64)
def _compared(before: str, after: str) -> tuple[frozenset[int], frozenset[int], float]:
    """The places of the words that only the one has, of those that only the other has, and the share that stayed."""
    first, second = words_of(before), words_of(after)
    here = [place for place, word in enumerate(first) if not word.isspace()]
    there = [place for place, word in enumerate(second) if not word.isspace()]
    a, b = [first[place].casefold() for place in here], [second[place].casefold() for place in there]
    gone, new = set(here), set(there)
    for block in SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > _MUCH).get_matching_blocks():
        gone.difference_update(here[block.a : block.a + block.size])
        new.difference_update(there[block.b : block.b + block.size])
    kept = 1.0 - (len(gone) + len(new)) / (len(here) + len(there)) if here or there else 1.0
    return frozenset(gone), frozenset(new), kept


def _filled(words: Sequence[str], places: frozenset[int]) -> set[int]:
    """With the spaces between two of them."""
    return {
        place
        for place in range(len(words))
        if place in places or (words[place].isspace() and {place - 1, place + 1} <= places)
    }


def is_marked(parts: Sequence[Stretch]) -> bool:
    """Whether anything in it is new or gone."""
    return any(part.new or part.gone for part in parts)


def said(parts: Sequence[Stretch]) -> str:
    """The wording for those who hear it: "[new: warm and dry] homes [gone: for all]"."""
    return "".join(_said(part) for part in parts)


def _said(part: Stretch) -> str:
    signs = " and ".join(word for word, holds in (("new", part.new), ("gone", part.gone)) if holds)
    return f"[{signs}: {part.text}]" if signs else part.text


LEGEND = "Underlined: new since the wording before. Struck through: gone in the next one."
"""What the signs in a comparison of wordings mean."""
