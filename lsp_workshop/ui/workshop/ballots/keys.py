"""What was typed so far of a paper's keys (`domain.paper_keys` says which there are). Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable


class Strokes:
    """What was typed so far of a key of several signs; it is taken as soon as it can be no other."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = frozenset(key for key in keys if key)
        self.pending = ""

    def take(self, sign: str) -> tuple[str, ...] | None:
        """The keys that are complete with this sign, none yet, or None for a sign that begins no key.

        On a scale from 0 to 10, "1" waits for what comes; a "5" then makes it 1 and 5.
        """
        typed = self.pending + sign
        if not self._could_be(typed):
            before, self.pending = self.pending, ""
            after = self.take(sign) if before else None
            return (before, *(after or ())) if before in self._keys else after
        if typed in self._keys and not any(key != typed for key in self._starting(typed)):
            self.pending = ""
            return (typed,)
        self.pending = typed
        return ()

    def finish(self) -> str:
        """The key that waited for another sign which did not come; "" where what was typed is none."""
        typed, self.pending = self.pending, ""
        return typed if typed in self._keys else ""

    def back(self) -> bool:
        """Take the last sign back; False where none waits."""
        waited, self.pending = bool(self.pending), self.pending[:-1]
        return waited

    def _starting(self, typed: str) -> Iterable[str]:
        return (key for key in self._keys if key.startswith(typed))

    def _could_be(self, typed: str) -> bool:
        return any(True for _ in self._starting(typed))


class Digits:
    """The numbers on keys. With Shift most keyboards give another sign: then what the key gave without it counts."""

    def __init__(self) -> None:
        self._by_code: dict[int, int] = {}

    def on_key(self, digit: int, code: int, *, shifted: bool) -> int | None:
        """`digit` is what the key gives, no digit beyond 0 to 9; `code` is the key's own, 0 where it is not known."""
        if 0 <= digit <= 9:
            if code:
                self._by_code[code] = digit
            return digit
        return self._by_code.get(code) if shifted else None
