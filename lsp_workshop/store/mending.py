"""Text that no file can hold (halves of surrogate pairs) is made whole where it comes in. Knows no records."""

from __future__ import annotations

from typing import Any

DEEPEST = 100
"""Objects within lists within objects: what is nested deeper is no workshop, and programs stumble over it."""


class TooDeep(ValueError):
    """Nested deeper than `DEEPEST`."""


class Mender:
    """Replaces halves of surrogate pairs, which no file can hold, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def mend(self, value: Any, depth: int = 0) -> Any:
        if isinstance(value, str):
            return value if value.isascii() else self._text(value)
        if depth > DEEPEST:
            raise TooDeep
        if isinstance(value, list):
            return [self.mend(item, depth + 1) for item in value]
        if isinstance(value, dict):
            return {self.mend(key): self.mend(item, depth + 1) for key, item in value.items()}
        return value

    def _text(self, text: str) -> str:
        lone = sum(0xD800 <= ord(character) <= 0xDFFF for character in text)
        if not lone:
            return text
        self.count += lone
        return "".join("�" if 0xD800 <= ord(character) <= 0xDFFF else character for character in text)
