"""Typed text as a flowable. No markup parser anywhere: what people typed is painted letter by letter as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.platypus.flowables import Flowable

from lsp_workshop.domain.word_changes import Stretch
from lsp_workshop.export.look import ACCENT, TextStyle
from lsp_workshop.export.pdf.structure import Element
from lsp_workshop.export.typeset.clean import clean
from lsp_workshop.export.typeset.fonts import FontSet, Weight
from lsp_workshop.export.typeset.lines import Line, break_lines, extents, measure
from lsp_workshop.export.typeset.paint import paint_line, put_line

_TINY = 1e-6
_TAIL_GAP = 1.2
"""Space before a tail, in ems."""


@dataclass
class Typesetter:
    """Fonts, and lines once broken: the second pass over the record, and a table's second look, ask again."""

    fonts: FontSet
    _broken: dict[tuple[str, Weight, float, float], list[Line]] = field(default_factory=dict)

    def lines(self, text: str, style: TextStyle, width: float) -> list[Line]:
        """The text, cleaned, in lines of at most `width` points."""
        key = (text, style.weight, style.size, round(width, 3))
        lines = self._broken.get(key)
        if lines is None:
            lines = self._broken[key] = break_lines(clean(text), self.fonts, style.weight, style.size, width)
        return lines


class Text(Flowable):
    """A paragraph in one style, ragged; it splits between lines and leaves no single line behind.

    `indent` moves it to the right, `bullet` stands before its first line, `barred` draws a bar along its left; a
    `tail` stands small behind its last line, or under it where there is no room. It is read as its `element`, a
    paragraph where nothing else is said; the bullet as `sign`. `marks` is the text in stretches: new words are
    underlined, and those that are gone are struck through.
    """

    def __init__(
        self,
        text: str,
        style: TextStyle,
        typesetter: Typesetter,
        *,
        indent: float = 0.0,
        bullet: str = "",
        barred: bool = False,
        tail: tuple[str, TextStyle] | None = None,
        element: Element | None = None,
        sign: Element | None = None,
        marks: Sequence[Stretch] = (),
    ) -> None:
        super().__init__()
        self.text, self.style, self.typesetter = text, style, typesetter
        self.indent, self.bullet, self.barred, self.tail = indent, bullet, barred, tail
        self.element, self.sign = element or Element("P"), sign
        self.marks = tuple(marks)
        self._tail_under = False
        self._range: tuple[int, int | None] = (0, None)
        self._lines: list[Line] = []

    def getSpaceBefore(self) -> float:
        return self.style.before if self._range[0] == 0 else 0.0

    def getSpaceAfter(self) -> float:
        return self.style.after

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        lines = self.typesetter.lines(self.text, self.style, availWidth - self.indent)
        self._lines = lines[self._range[0] : self._range[1]]
        self._tail_under = self._has_tail() and self._tail_width() > availWidth - self.indent - lines[-1].width
        self.height = (len(self._lines) + self._tail_under) * self.style.leading
        return availWidth, self.height

    def from_right(self) -> bool:
        """Whether it begins on the right, with its sign and its indent."""
        return bool(self._lines and self._lines[0].base)

    def left_of(self, line: Line, x: float) -> float:
        """Where one of its lines begins, with its left edge at `x`; the indent is on the side it is read from."""
        return x + self.width - self.indent - line.width if line.base else x + self.indent

    def _has_tail(self) -> bool:
        return self.tail is not None and self._range[1] is None

    def _tail_width(self) -> float:
        text, style = self.tail or ("", self.style)
        return self.typesetter.lines(text, style, 1e6)[0].width + _TAIL_GAP * style.size

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Two parts at a line, two lines at least on either side; nothing where that cannot be."""
        self.wrap(availWidth, availHeight)
        count, fitting = len(self._lines), int((availHeight + _TINY) / self.style.leading)
        if self.height <= availHeight + _TINY:
            return [self]
        fitting = min(fitting, count - 2) if count > 3 else fitting
        if fitting < 2 or count - fitting < 2:
            return []
        first = self._range[0]
        return [self._part(first, first + fitting), self._part(first + fitting, self._range[1])]

    def split_anywhere(self, width: float, height: float) -> tuple[Text | None, Text | None]:
        """What fits into `height` and the rest, at any line; for cells, which cannot ask for more room."""
        self.wrap(width, height)
        fitting = int((height + _TINY) / self.style.leading)
        if self.height <= height + _TINY:
            return self, None
        if self._tail_under:  # its line goes on with the last one
            fitting = min(fitting, len(self._lines) - 1)
        if fitting < 1:
            return None, self
        first = self._range[0]
        return self._part(first, first + fitting), self._part(first + fitting, self._range[1])

    def _part(self, first: int, last: int | None) -> Text:
        bullet = self.bullet if first == self._range[0] else ""
        part = Text(self.text, self.style, self.typesetter, indent=self.indent, bullet=bullet, barred=self.barred)
        part.tail, part.element, part.sign, part.marks = self.tail, self.element, self.sign, self.marks
        part._range = (first, last)
        return part

    def draw(self) -> None:
        paint_text(self.canv, self, 0, self.height)


def paint_text(canvas: Any, text: Text, x: float, top: float) -> None:
    """Paints a wrapped text with its upper left corner at (x, top)."""
    style, fonts = text.style, text.typesetter.fonts
    # The baseline that sets x-height and descent evenly inside the leading, for Noto's proportions.
    y = top - style.leading / 2 - style.size * 0.34
    if text.barred:
        with canvas.artifact():
            canvas.setFillColor(ACCENT)
            side = x + text.width - 2.5 if text.from_right() else x
            canvas.rect(side, top - text.height, 2.5, text.height, stroke=0, fill=1)
    if text.bullet:
        with canvas.tagged(text.sign) if text.sign is not None else canvas.artifact():
            wide = measure(text.bullet, fonts, style.weight, style.size)
            at = x + text.width - wide if text.from_right() else x
            paint_line(canvas, at, y, Line(text.bullet, wide), fonts, style.weight, style.size, style.colour)
    if text.marks:
        with canvas.artifact():
            _paint_marks(canvas, text, x, y)
    with canvas.tagged(text.element):
        _paint_lines(canvas, text, x, y)


def _paint_lines(canvas: Any, text: Text, x: float, y: float) -> None:
    """The lines from the baseline `y` of the first, and the tail."""
    style, fonts = text.style, text.typesetter.fonts
    run = canvas.beginText()
    run.setFillColor(style.colour)
    for line in text._lines:
        put_line(run, text.left_of(line, x), y, line, fonts, style.weight, style.size)
        y -= style.leading
    canvas.drawText(run)
    if text._has_tail() and text.tail is not None:
        words, look = text.tail
        line = text.typesetter.lines(words, look, 1e6)[0]
        last = text._lines[-1]
        left = x + text.indent
        if not text._tail_under:
            # Beside text that reads from the right, the room is on its left.
            left += 0 if last.base else last.width + _TAIL_GAP * look.size
            y += style.leading
        paint_line(canvas, left, y, line, fonts, look.weight, look.size, look.colour)


# --- what changed in a wording --------------------------------------------------------------------------------


def _paint_marks(canvas: Any, text: Text, x: float, y: float) -> None:
    """Bars under new words and through those that are gone; `y` is the first line's baseline."""
    style, fonts = text.style, text.typesetter.fonts
    thick = style.size * 0.07
    for number, start, end, part in _marked_lines(text):
        line = text._lines[number]
        left = text.left_of(line, x)
        base = y - number * style.leading
        for begins, stops in extents(line, fonts, style.weight, start, end):
            at, wide = left + begins * style.size / 1000, (stops - begins) * style.size / 1000
            if part.new:
                canvas.setFillColor(ACCENT)
                canvas.rect(at, base - style.size * 0.2, wide, thick, stroke=0, fill=1)
            if part.gone:
                canvas.setFillColor(style.colour)
                canvas.rect(at, base + style.size * 0.25, wide, thick, stroke=0, fill=1)


def _marked_lines(text: Text) -> Iterator[tuple[int, int, int, Stretch]]:
    """Of each stretch that is new or gone the lines that are drawn, by number, and from which letter to which.

    Nothing where the stretches do not make up the text, as where a letter is composed across two of them.
    """
    whole, pieces = clean(text.text), [clean(part.text) for part in text.marks]
    if "".join(pieces) != whole:
        return
    lines = text.typesetter.lines(text.text, text.style, text.width - text.indent)
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text)
        at += whole[at : at + 1] == "\n"
    at = 0
    for part, words in zip(text.marks, pieces, strict=True):
        if part.new or part.gone:
            for number in range(len(text._lines)):
                first = starts[text._range[0] + number]
                begins, stops = max(at - first, 0), min(at + len(words) - first, len(text._lines[number].text))
                if begins < stops:
                    yield number, begins, stops, part
        at += len(words)
