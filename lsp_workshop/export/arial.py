"""How wide words are in Arial, the font of Word and Excel files: every computer has it, and its measures are known.

Knows no document. Whoever shows the file may measure a little otherwise: leave some room.
"""

from __future__ import annotations

import functools
import math
import re

from reportlab.pdfbase.pdfmetrics import stringWidth

from lsp_workshop.export.typeset.clean import clean

FONT = "Arial"

# A line may end at these, unlike at a space that holds two words together.
BETWEEN_WORDS = re.compile(r"[ \t\n]+")
_FACES = {False: "Helvetica", True: "Helvetica-Bold"}
_IDEOGRAPHS = 0x2E80
"""Letters from here on are as wide as they are high."""
_NARROWEST = 0.2
"""Of all letters, of their size."""


@functools.lru_cache(maxsize=8192)
def width(word: str, *, bold: bool = False) -> float:
    """Its width, of the size of the letters."""
    said = clean(word)
    wide = sum(ord(letter) >= _IDEOGRAPHS for letter in said)
    if not wide:
        return float(stringWidth(said, _FACES[bold], 1.0))
    return wide + float(stringWidth("".join(each for each in said if ord(each) < _IDEOGRAPHS), _FACES[bold], 1.0))


def lines_of(text: str, room: float, *, bold: bool = False) -> int:
    """How many lines the text takes, where one has `room` (of the size of the letters); a longer word is broken."""
    return sum(_lines(line, room, bold) for line in text.split("\n"))


def _lines(line: str, room: float, bold: bool) -> int:
    if len(line) <= room:
        # Most are: no letter is wider than it is high, but for a few.
        return 1
    count, used, space = 1, 0.0, width(" ", bold=bold)
    for word in BETWEEN_WORDS.split(line):
        wide = width(word, bold=bold) if len(word) <= room / _NARROWEST else float(len(word))
        if used and used + space + wide > room:
            count, used = count + 1, 0.0
        if wide > room:
            broken = math.ceil(wide / room)
            count, wide = count + broken - 1, wide - (broken - 1) * room
        used += (space if used else 0.0) + wide
    return count
