"""Reading direction: the Unicode Bidirectional Algorithm (UAX 9) for text without explicit controls.

`clean` has taken embeddings, overrides and isolates out, so only the implicit rules are left: P2-P3, W1-W7, N0-N2,
I1-I2, L1-L2. Standard library only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_RIGHT = frozenset(("R", "AL"))
_STRONG = frozenset(("L", "R", "AL"))
_NUMBER = frozenset(("EN", "AN"))
_NEUTRAL = frozenset(("B", "S", "WS", "ON"))
_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "«": "»", "（": "）", "［": "］", "「": "」", "『": "』"}  # noqa: RUF001
_CLOSING = {closing: opening for opening, closing in _BRACKETS.items()}


def has_right_to_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text)


def base_level(text: str) -> int:
    """P2, P3: 1 where the first strong character reads from the right, else 0."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _STRONG:
            return int(kind in _RIGHT)
    return 0


def levels(text: str, base: int) -> list[int]:
    """The embedding level of every character of one paragraph; odd levels read from the right."""
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    original = list(kinds)
    seats = [place for place, kind in enumerate(kinds) if kind != "BN"]
    run = [kinds[place] for place in seats]
    edge = "R" if base & 1 else "L"
    _weak(run, edge)
    _brackets(run, [text[place] for place in seats], edge)
    _neutral(run, edge)
    result = [base] * len(text)
    for place, kind in zip(seats, run, strict=True):
        result[place] = _level(kind, base)
    _ignored_and_trailing(result, original, base)
    return result


def _level(kind: str, base: int) -> int:
    """I1, I2."""
    if base & 1:
        return base + (kind == "L" or kind in _NUMBER)
    return base + (1 if kind == "R" else 2 if kind in _NUMBER else 0)


def _weak(run: list[str], edge: str) -> None:
    """W1-W7, in place."""
    previous = edge
    for place, kind in enumerate(run):  # W1
        if kind == "NSM":
            run[place] = previous
        previous = run[place]
    strong = edge
    for place, kind in enumerate(run):  # W2, then W3
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            run[place] = "AN"
    run[:] = ["R" if kind == "AL" else kind for kind in run]
    for place in range(1, len(run) - 1):  # W4
        before, kind, after = run[place - 1 : place + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in _NUMBER)):
            run[place] = before
    _terminators(run)
    strong = edge
    for place, kind in enumerate(run):  # W6, W7
        if kind in ("ES", "ET", "CS"):
            run[place] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            run[place] = "L"


def _terminators(run: list[str]) -> None:
    """W5: signs next to a European number belong to it."""
    place = 0
    while place < len(run):
        if run[place] != "ET":
            place += 1
            continue
        end = place
        while end < len(run) and run[end] == "ET":
            end += 1
        touches = (place > 0 and run[place - 1] == "EN") or (end < len(run) and run[end] == "EN")
        if touches:
            run[place:end] = ["EN"] * (end - place)
        place = end


def _direction(kind: str) -> str:
    """ "L", "R" (numbers count as R here) or "" for a neutral."""
    return "L" if kind == "L" else "R" if kind == "R" or kind in _NUMBER else ""


def _brackets(run: list[str], characters: Sequence[str], edge: str) -> None:
    """N0: a pair of brackets takes the direction of what is inside, seen from the paragraph's."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for place, (kind, character) in enumerate(zip(run, characters, strict=True)):
        if kind != "ON":
            continue
        if character in _BRACKETS and len(opened) < 63:  # the depth that the algorithm allows
            opened.append((character, place))
        elif character in _CLOSING:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == _CLOSING[character]:
                    pairs.append((opened[depth][1], place))
                    del opened[depth:]
                    break
    for start, end in sorted(pairs):
        inside = {_direction(kind) for kind in run[start + 1 : end]} - {""}
        if not inside:
            continue
        if edge in inside:
            run[start] = run[end] = edge
        else:
            before = next((d for kind in reversed(run[:start]) if (d := _direction(kind))), edge)
            run[start] = run[end] = before if before != edge else edge


def _neutral(run: list[str], edge: str) -> None:
    """N1, N2: neutrals between two of one direction take it, others the paragraph's."""
    place = 0
    while place < len(run):
        if run[place] not in _NEUTRAL:
            place += 1
            continue
        end = place
        while end < len(run) and run[end] in _NEUTRAL:
            end += 1
        before = _direction(run[place - 1]) if place else edge
        after = _direction(run[end]) if end < len(run) else edge
        run[place:end] = [before if before == after else edge] * (end - place)
        place = end


def _ignored_and_trailing(result: list[int], original: Sequence[str], base: int) -> None:
    """Ignored characters follow the one before; L1: separators and white space before them or at the end."""
    previous = base
    for place, kind in enumerate(original):
        if kind == "BN":
            result[place] = previous
        previous = result[place]
    trailing = True
    for place in range(len(original) - 1, -1, -1):
        kind = original[place]
        if kind in ("S", "B"):
            result[place], trailing = base, True
        elif trailing and kind in ("WS", "BN"):
            result[place] = base
        else:
            trailing = False


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """L2: the order from left to right of runs with these levels."""
    order = list(range(len(run_levels)))
    odd = [level for level in run_levels if level & 1]
    if not odd:
        return order
    for level in range(max(run_levels), min(odd) - 1, -1):
        place = 0
        while place < len(order):
            end = place
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            order[place:end] = order[place:end][::-1]
            place = max(end, place + 1)
    return order
