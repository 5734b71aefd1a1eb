"""Text set in columns and pages at the largest size that fits. Nothing is cut: what is too much goes on a next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from lsp_workshop.ui.theme import FAMILY

_LEADING = 1.28
_EASY = 1.2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a broken text where it is to be drawn; `at` is where its layout's own origin goes."""

    layout: QTextLayout
    number: int
    at: QPointF
    colour: str
    rect: QRectF

    @property
    def text(self) -> str:
        line = self.layout.lineAt(self.number)
        return self.layout.text()[line.textStart() : line.textStart() + line.textLength()]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to set. `scale` is its size beside the others'; `gap` the space above it in its own lines.

    `mark` puts a dot before it; `key` a short word in a margin of its own. `with_next` keeps a heading and what it
    heads together.
    """

    text: str
    weight: int = 400
    scale: float = 1.0
    colour: str = "text"
    gap: float = 0.55
    mark: bool = False
    key: str = ""
    with_next: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    at: QPointF
    radius: float


@dataclass(frozen=True, slots=True)
class Page:
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    pieces: int
    """How many texts begin on this page."""


def font(pixels: float, weight: int = 400) -> QFont:
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


class Broken:
    """A text broken into lines of at most `width`."""

    def __init__(self, text: str, used: QFont, width: float, *, align_right: bool = False) -> None:
        self.layout = QTextLayout(text.replace("\r\n", "\n").replace("\n", "\u2028"), used)
        option = QTextOption(Qt.AlignmentFlag.AlignRight if align_right else Qt.AlignmentFlag.AlignLeading)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # Each text begins at the edge where its own script begins.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.layout.setTextOption(option)
        self.layout.setCacheEnabled(True)
        natural = QFontMetricsF(used).height()
        self.layout.beginLayout()
        heights: list[float] = []
        while True:
            line = self.layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1.0))
            # A fallback font (Urdu, Chinese, emoji) may stand higher than ours.
            heights.append(max(used.pixelSize() * _LEADING, min(line.height(), natural * 1.5)))
        self.layout.endLayout()
        self.heights = heights

    @property
    def height(self) -> float:
        return sum(self.heights)


def set_pages(pieces: Sequence[Piece], area: QRectF, pixels: float, columns: int) -> list[Page]:
    """The pieces at this size, column after column and page after page; at least one page."""
    setter = _Setter(area, pixels, columns)
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if piece.with_next and place + 1 < len(pieces) else None
        setter.add(piece, following)
    return setter.finish()


def largest(
    pieces: Sequence[Piece], area: QRectF, smallest: float, biggest: float, columns: Sequence[int] = (1, 2, 3)
) -> tuple[list[Page], float, int]:
    """The pages, the size and the number of columns at the largest size that takes one page.

    Where even the smallest size does not do, as many pages as it takes, a little larger.
    """
    low, high = round(smallest), round(biggest)
    best: tuple[list[Page], float, int] | None = None
    while low <= high:
        size = (low + high) // 2
        found = None
        for count in columns:
            # A column narrower than a dozen words' letters is a list of hyphens.
            if count > 1 and area.width() / count < size * 13:
                continue
            pages = set_pages(pieces, area, size, count)
            if len(pages) == 1:
                found = (pages, float(size), count)
                break
        if found is None:
            high = size - 1
        else:
            best, low = found, size + 1
    if best is not None:
        return best
    # It takes pages anyhow: then they may as well be easy to read.
    easy = min(smallest * _EASY, biggest)
    roomy = [count for count in columns if count == 1 or area.width() / count >= easy * 13]
    tries = [(set_pages(pieces, area, easy, count), easy, count) for count in roomy]
    return min(tries, key=lambda tried: len(tried[0]))


class _Setter:
    """Puts lines one below the other and begins a new column or page where one is full."""

    def __init__(self, area: QRectF, pixels: float, columns: int) -> None:
        self._area, self._pixels, self._columns = area, pixels, columns
        self._gutter = pixels * 1.8 if columns > 1 else 0.0
        self._width = (area.width() - self._gutter * (columns - 1)) / columns
        self._column, self._y = 0, area.top()
        self._lines: list[Line] = []
        self._dots: list[Dot] = []
        self._begun = 0
        self._pages: list[Page] = []

    def add(self, piece: Piece, following: Piece | None) -> None:
        pixels = self._pixels * piece.scale
        used = font(pixels, piece.weight)
        indent = self._indent(piece)
        broken = Broken(piece.text, used, self._width - indent)
        gap = piece.gap * pixels if self._y > self._area.top() else 0.0
        needs, whole = gap + broken.height, self._area.height()
        if following is not None:
            width = self._width - self._indent(following)
            after = Broken(following.text, font(self._pixels * following.scale, following.weight), width).height
            # What is torn anyway needs a few lines under its heading, what is not needs all of them.
            torn = after + needs > whole
            needs += following.gap * self._pixels + (3 * self._pixels * _LEADING if torn else after)
        # A text that fits a column is not torn; a longer one begins where there is room for a few lines.
        room = self._area.bottom() - self._y
        if needs > room and (needs - gap <= whole or room < 3 * pixels * _LEADING) and self._y > self._area.top():
            self._next_column()
            gap = 0.0
        self._y += gap
        self._begun += 1
        self._place(broken, piece, indent, used)

    def finish(self) -> list[Page]:
        if self._lines or not self._pages:
            self._end_page()
        return self._pages

    def _indent(self, piece: Piece) -> float:
        if piece.key:
            return self._pixels * 1.6
        return self._pixels * 0.85 if piece.mark else 0.0

    def _left(self) -> float:
        return self._area.left() + self._column * (self._width + self._gutter)

    def _place(self, broken: Broken, piece: Piece, indent: float, used: QFont) -> None:
        for number, height in enumerate(broken.heights):
            if self._y + height > self._area.bottom() + 0.5 and self._y > self._area.top():
                self._next_column()
            left = self._left()
            line = broken.layout.lineAt(number)
            rect = QRectF(left + indent, self._y, self._width - indent, height)
            spare = (height - line.height()) / 2
            at = QPointF(left + indent - line.x(), self._y - line.y() + spare)
            self._lines.append(Line(broken.layout, number, at, piece.colour, rect))
            if number == 0:
                self._begin(piece, used, QRectF(left, self._y, indent, height))
            self._y += height

    def _begin(self, piece: Piece, used: QFont, margin: QRectF) -> None:
        if piece.mark:
            centre = QPointF(margin.left() + used.pixelSize() * 0.22, margin.top() + margin.height() * 0.54)
            self._dots.append(Dot(centre, used.pixelSize() * 0.13))
        if piece.key:
            key = Broken(piece.key, font(used.pixelSize(), 600), margin.width())
            line = key.layout.lineAt(0)
            at = QPointF(margin.left(), margin.top() + (margin.height() - line.height()) / 2)
            self._lines.append(Line(key.layout, 0, at, "accent_text", margin))

    def _next_column(self) -> None:
        self._column += 1
        if self._column == self._columns:
            self._end_page()
            self._column = 0
        self._y = self._area.top()

    def _end_page(self) -> None:
        self._pages.append(Page(tuple(self._lines), tuple(self._dots), self._begun))
        self._lines, self._dots, self._begun = [], [], 0
