"""Whether a document says some words: for not warning of what is not in it. Knows nothing of what is in documents."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_WORD = re.compile(r"\w+")


class Said:
    """Every text of a document that is made of dataclasses and sequences, and of what is in those."""

    def __init__(self, document: object) -> None:
        texts = [text.casefold() for text in _texts(document)]
        self._words = {word for text in texts for word in _WORD.findall(text)}
        self._letters = "".join(letters for text in texts for letters in _WORD.findall(text))

    def has(self, words: str) -> bool:
        """Whether each of the words stands somewhere. In doubt it does: words may stand apart in a document, and in
        scripts without blanks, or where the end is cut ("…"), they are looked for as mere letters.
        """
        known = self._words if words.isascii() else self._letters
        return all(word in known for word in _WORD.findall(words.casefold()))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        for field in dataclasses.fields(part):
            yield from _texts(getattr(part, field.name))
    elif isinstance(part, Mapping):
        yield from _texts((*part.keys(), *part.values()))
    elif isinstance(part, Iterable) and not isinstance(part, bytes):
        for each in part:
            yield from _texts(each)
