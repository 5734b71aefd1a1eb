"""Where a line of text may end, and text broken into lines that fit. Measures nothing itself; knows no font."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Literal

Weight = Literal["regular", "semibold", "bold"]
Measure = Callable[[str, Weight, float], float]
"""The width of a text on one line, in the weight and size: points, or pixels."""

# A line may end after spaces (not the no-break ones), and inside a word after a dash or slash between letters.
_PIECE = re.compile(
    r"[^ \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]*[ \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]*"
)
_JOINT = re.compile(r"(?<=\w\w[-–—/])(?=\w\w)")
_NO_START = frozenset("，。、；：！？）》」』】〉…—％,.;:!?)]}%’”»")  # noqa: RUF001 - full-width on purpose
_NO_END = frozenset("（《「『【〈([{“‘«")  # noqa: RUF001 - full-width on purpose
_MARK_OF_RIGHT = "\u200f"


def pieces(text: str) -> Iterator[str]:
    """The text cut where a line may end, but for ideographs."""
    for match in _PIECE.finditer(text):
        if match[0]:
            yield from _JOINT.split(match[0])


@functools.lru_cache(maxsize=512)
def breaks(text: str) -> frozenset[int]:
    """Offsets where a line may end: after pieces, and between ideographs."""
    found, place = set(), 0
    for piece in pieces(text):
        place += len(piece)
        found.add(place)
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        may = after not in _NO_START and before not in _NO_END and not after.isspace()
        if may and (_is_ideograph(before) or _is_ideograph(after)) and unicodedata.category(after)[0] != "M":
            found.add(place)
    return frozenset(found)


def _is_ideograph(character: str) -> bool:
    code = ord(character)
    return (
        0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFF01 <= code <= 0xFF60 or 0x20000 <= code <= 0x3FFFF
    )


def reads_from_right(text: str) -> bool:
    """Whether the first letter with a direction is of a script like Arabic or Hebrew."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def wrap(text: str, weight: Weight, size: float, width: float, measure: Measure, most: int) -> list[str]:
    """The text, spaces and line ends made one space, in at most `most` lines of at most `width`.

    Only what would need more lines is cut, with an ellipsis. A line of a text that reads from the right begins with
    the mark that says so, where it would read from the left by itself.
    """
    whole = " ".join(text.split())
    lines: list[str] = []
    line, used = "", 0.0
    # Words measured one by one are a hair wider or narrower than measured together.
    width += size * 0.02
    for piece in _fitting(_parts(whole), weight, size, width, measure):
        wide = measure(piece.rstrip(), weight, size)
        if line and used + wide > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
            if len(lines) > most:
                break
        line += piece
        used += wide + (measure(" ", weight, size) if piece[-1:] == " " else 0.0)
    if line.rstrip() or not lines:
        lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", weight, size, width, measure)]
    if reads_from_right(whole):
        lines = [each if reads_from_right(each) else f"{_MARK_OF_RIGHT}{each}" for each in lines]
    return lines


def _parts(text: str) -> Iterator[str]:
    start = 0
    for end in sorted(breaks(text)):
        yield text[start:end]
        start = end


def _fitting(parts: Iterator[str], weight: Weight, size: float, width: float, measure: Measure) -> Iterator[str]:
    """The parts, those wider than a line broken where they must be: between letters, never before a mark."""
    for part in parts:
        if measure(part.rstrip(), weight, size) <= width:
            yield part
            continue
        begun, used = "", 0.0
        for character in part:
            wide = measure(character, weight, size)
            stays = unicodedata.category(character)[0] == "M" or character == "\u200d" or begun[-1:] == "\u200d"
            if begun and used + wide > width and not stays:
                yield begun
                begun, used = "", 0.0
            begun += character
            used += 0.0 if stays else wide
        if begun:
            yield begun


def _cut(text: str, weight: Weight, size: float, width: float, measure: Measure) -> str:
    """As much of the text as fits with an ellipsis after it."""
    room, kept = width - measure("…", weight, size), text[:400].rstrip()
    while len(kept) > 1 and measure(kept, weight, size) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…"
