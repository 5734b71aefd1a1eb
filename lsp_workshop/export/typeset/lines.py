"""Cleaned text broken into lines that fit, and each line's glyphs in the order they are painted.

Most text takes the short way: words of the main font, their widths remembered. Text that needs another font, a
direction or shaping takes the long way through HarfBuzz, at about five times the cost.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import uharfbuzz

from lsp_workshop.drawing.words import breaks, pieces
from lsp_workshop.export.typeset import bidi
from lsp_workshop.export.typeset.fonts import FontSet, PrintFont, Weight, clusters

_NOT_THERE = "\ufffd"
"""Printed for a letter that no font has: seen to be missing, and copied as it was typed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: text in reading order, width in points, and the levels of direction where it has any."""

    text: str
    width: float
    base: int = 0
    levels: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font, from the left: characters, advances and offsets in thousandths of the type size.

    `exact`: the glyphs' own texts, as they are read, are the text.
    """

    font: PrintFont
    text: str
    glyphs: tuple[tuple[str, float, float, float], ...]
    width: float
    exact: bool


def break_lines(text: str, fonts: FontSet, weight: Weight, size: float, width: float) -> list[Line]:
    """The cleaned text in lines of at most `width` points; a word wider than that is broken where it must be.

    Every line end in the text starts a new line. The result is never empty, and joined it is the whole text.
    """
    lines: list[Line] = []
    limit = max(width, size) * 1000 / size  # in thousandths of the size, and room for one letter at least
    for paragraph in text.split("\n"):
        if fonts.is_simple(paragraph):
            lines.extend(_simple(paragraph, fonts.main[weight], size, limit))
        else:
            lines.extend(_Complex(paragraph, fonts, weight).lines(size, limit))
    return lines


def measure(text: str, fonts: FontSet, weight: Weight, size: float) -> float:
    """The width of the text on one line, in points."""
    return sum(line.width for line in break_lines(text, fonts, weight, size, 1e9))


def shortened(text: str, fonts: FontSet, weight: Weight, size: float, width: float) -> str:
    """The text on one line, cut with an ellipsis where it is wider than `width` points."""
    text = text.replace("\n", " ")
    if measure(text, fonts, weight, size) <= width:
        return text
    room = width - measure("…", fonts, weight, size)
    first = break_lines(text[:1000], fonts, weight, size, room)[0]
    return f"{first.text.rstrip()}…"


# --- the short way ------------------------------------------------------------------------------------------


def _simple(text: str, font: PrintFont, size: float, limit: float) -> list[Line]:
    lines: list[Line] = []
    current: list[str] = []
    used = 0.0  # with the spaces after the words
    ends = 0.0  # without the last ones
    for piece in pieces(text):
        word = piece.rstrip(" ")
        width = font.word_width(word)
        if current and used + width > limit:
            lines.append(Line("".join(current), ends * size / 1000))
            current, used, ends = [], 0.0, 0.0
        while width > limit:
            head = _fitting(word, font, limit)
            lines.append(Line(head, font.word_width(head) * size / 1000))
            word, piece = word[len(head) :], piece[len(head) :]
            width = font.word_width(word)
        current.append(piece)
        ends = used + width
        used = ends + (len(piece) - len(word)) * font.word_width(" ")
    lines.append(Line("".join(current), ends * size / 1000))
    return lines


def _fitting(word: str, font: PrintFont, limit: float) -> str:
    """The longest beginning of the word that fits; one letter at least."""
    used = 0.0
    for place, character in enumerate(word):
        used += font.word_width(character)
        if used > limit:
            return word[: max(place, 1)]
    return word


# --- the long way -------------------------------------------------------------------------------------------


class _Complex:
    """A paragraph with fonts, levels and advances for every character."""

    def __init__(self, text: str, fonts: FontSet, weight: Weight) -> None:
        self.text = text
        self.base = bidi.base_level(text)
        self.levels = bidi.levels(text, self.base) if bidi.has_right_to_left(text) else [0] * len(text)
        self.advances = [0.0] * len(text)
        self.starts = bytearray(len(text) + 1)
        for start, cluster in clusters(text):
            self.starts[start] = 1
            if len(cluster) > 1 and len(set(self.levels[start : start + len(cluster)])) > 1:
                self.levels[start : start + len(cluster)] = [self.levels[start]] * len(cluster)
        self.starts[len(text)] = 1
        for start, end, font in _font_runs(text, self.levels, fonts, weight):
            shaped, _ = _shape(font, text[start:end], bool(self.levels[start] & 1))
            for glyph in shaped:
                self.advances[start + glyph.start] += glyph.advance

    def lines(self, size: float, limit: float) -> list[Line]:
        ends = breaks(self.text)
        lines: list[Line] = []
        start, length = 0, len(self.text)
        while True:
            end = self._line_end(start, limit, ends)
            lines.append(self._line(start, end, size))
            start = end
            if start >= length:
                return lines

    def _line_end(self, start: int, limit: float, breaks: frozenset[int]) -> int:
        used, last, length = 0.0, 0, len(self.text)
        for place in range(start, length):
            used += self.advances[place]
            if used > limit and not self.text[place].isspace() and place > start:
                if last:
                    return last
                end = place
                while end > start and not self.starts[end]:
                    end -= 1
                return end if end > start else self._next_start(start)
            if place + 1 in breaks:
                last = place + 1
        return length

    def _next_start(self, start: int) -> int:
        """The end of a cluster that is wider than the line by itself."""
        return next(place for place in range(start + 1, len(self.text) + 1) if self.starts[place])

    def _line(self, start: int, end: int, size: float) -> Line:
        visible = end
        while visible > start and self.text[visible - 1].isspace():
            visible -= 1
        width = sum(self.advances[start:visible]) * size / 1000
        return Line(self.text[start:end], width, self.base, tuple(self.levels[start:end]))


def _font_runs(
    text: str, levels: Sequence[int], fonts: FontSet, weight: Weight
) -> Iterator[tuple[int, int, PrintFont]]:
    """Stretches of one font and one level."""
    start, current = 0, None
    for place, cluster in clusters(text):
        font = fonts.pick(cluster, weight, current)
        if current is not None and (font is not current or levels[place] != levels[start]):
            yield start, place, current
            start = place
        current = font
    if current is not None:
        yield start, len(text), current


class _Glyph(NamedTuple):
    """Where its text begins, a character that prints it, and thousandths of the size: advance, across and up."""

    start: int
    character: str
    advance: float
    across: float
    up: float


@functools.lru_cache(maxsize=8192)
def _shape(font: PrintFont, text: str, right_to_left: bool) -> tuple[tuple[_Glyph, ...], bool]:
    """Glyphs from the left, and whether what they stand for, one after the other as it is read, is the text."""
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    uharfbuzz.shape(font.shaper, buffer)
    glyphs, told = [], []
    meant = _meanings([info.cluster for info in buffer.glyph_infos], len(text), right_to_left)
    for info, position, (start, end) in zip(buffer.glyph_infos, buffer.glyph_positions, meant, strict=True):
        words = text[start:end]
        glyph, advance, scale = info.codepoint, position.x_advance * font.per_mille, font.per_mille
        if not glyph and (not words or unicodedata.category(words[0])[0] == "M"):
            continue  # A mark that no font has: better its letter alone than with a box.
        if not glyph:
            glyph = font.face.charToGlyph.get(ord(_NOT_THERE), 0)
            advance = font.shaper.get_glyph_h_advance(glyph) * scale
        own = font.shaper.get_glyph_h_advance(glyph) * scale
        # Programs put what is written from the right together letter by letter, the letters of one glyph too.
        copied = words[::-1] if right_to_left else words
        across, up = position.x_offset * scale, position.y_offset * scale
        glyphs.append(_Glyph(info.cluster, font.character_for(glyph, copied, own), advance, across, up))
        told.append(copied)
    exact = (right_to_left or all(told)) and "".join(told) == (text[::-1] if right_to_left else text)
    return tuple(glyphs), exact


def _meanings(starts: Sequence[int], length: int, right_to_left: bool) -> list[tuple[int, int]]:
    """From where to where each glyph's text goes, their texts beginning at `starts`: that of several glyphs belongs to
    the first of them as it is read."""
    ends = dict(itertools.pairwise(sorted({*starts, length})))
    seen: set[int] = set()
    found = []
    for start in reversed(starts) if right_to_left else starts:
        found.append((start, start if start in seen else ends[start]))
        seen.add(start)
    return found[::-1] if right_to_left else found


def extents(line: Line, fonts: FontSet, weight: Weight, start: int, end: int) -> list[tuple[float, float]]:
    """Where the characters from `start` to `end` of a line stand, from its left edge, in thousandths of the size.

    In text of two directions they may stand in several places.
    """
    text = line.text.rstrip()
    if line.levels is None:
        font = fonts.main[weight]
        places = (font.word_width(text[:start]), font.word_width(text[:end]))
        return [places] if places[1] > places[0] else []
    levels = line.levels[: len(text)]
    runs = list(_font_runs(text, levels, fonts, weight))
    found: list[tuple[float, float]] = []
    x = 0.0
    for place in bidi.visual_order([levels[first] for first, _, _ in runs]):
        first, last, font = runs[place]
        for glyph in _shape(font, text[first:last], bool(levels[first] & 1))[0]:
            if start <= first + glyph.start < end:
                began = found.pop()[0] if found and found[-1][1] == x else x
                found.append((began, x + glyph.advance))
            x += glyph.advance
    return found


def line_runs(line: Line, fonts: FontSet, weight: Weight) -> list[Run]:
    """The line's runs from left to right, trailing spaces left out."""
    text = line.text.rstrip()
    levels = (line.levels or (0,) * len(text))[: len(text)]
    pieces = list(_font_runs(text, levels, fonts, weight))
    runs = []
    for place in bidi.visual_order([levels[start] for start, _, _ in pieces]):
        start, end, font = pieces[place]
        shaped, exact = _shape(font, text[start:end], bool(levels[start] & 1))
        glyphs = tuple(glyph[1:] for glyph in shaped)
        runs.append(Run(font, text[start:end], glyphs, sum(glyph.advance for glyph in shaped), exact))
    return runs
