"""Which letters of a text that was offered still stand in a box, however it is edited. Knows no box and no Qt."""

from __future__ import annotations

_ENOUGH = 3
"""Letters: as many as may stand by chance at the beginning or end of words typed over the text."""


class Offered:
    """`now(text)` after every change; `is_left` says whether what stands there is still made of the offered text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offered = [True] * len(text)
        self._enough = max(1, min(_ENOUGH, self._letters()))

    @property
    def is_left(self) -> bool:
        return self._letters() >= self._enough

    def now(self, text: str) -> None:
        """What is the same at both ends stays what it was; all between was typed."""
        shorter = min(len(self._text), len(text))
        start = _same(self._text, text, shorter)
        end = _same(self._text[::-1], text[::-1], shorter - start)
        typed = [False] * (len(text) - start - end)
        self._offered = self._offered[:start] + typed + self._offered[len(self._offered) - end :]
        self._text = text

    def _letters(self) -> int:
        return sum(letter.isalnum() for letter, known in zip(self._text, self._offered, strict=True) if known)


def _same(one: str, other: str, most: int) -> int:
    """How many characters are the same from the beginning, `most` at the most."""
    return next((place for place in range(most) if one[place] != other[place]), most)
