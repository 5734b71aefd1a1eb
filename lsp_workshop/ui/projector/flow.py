"""Text set in columns and pages at the largest size that fits. Nothing is cut: what is too much goes on a next page.

A room's answers come one by one: `Breaks` remembers how texts break, and a `Setter` takes more pieces at its end, so
that one answer more costs one answer. Sizes are guessed from the texts' lengths first, and then tried.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextLayout

from lsp_workshop.domain.word_changes import Stretch
from lsp_workshop.ui.projector.breaking import LEADING, Breaks, Broken

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

    `mark` puts a dot before it; `key` a short word in a margin of its own; `inset` nothing, to stand below what has a
    dot. `marks` is the text in stretches, with what changed in it. `with_next` keeps a heading and what it heads
    together, or the points of a scale.
    """

    text: str
    weight: int = 400
    scale: float = 1.0
    colour: str = "text"
    gap: float = 0.55
    mark: bool = False
    key: str = ""
    with_next: bool = False
    inset: bool = False
    marks: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float

    @property
    def at(self) -> QPointF:
        return QPointF(self.x, self.y)


@dataclass(frozen=True, slots=True)
class Page:
    """`set` has the lines as they were set; `lines` makes them fit to be drawn, which most pages never are."""

    set: tuple[_SetLine, ...]
    dots: tuple[Dot, ...]
    pieces: int
    """How many texts begin on this page."""

    @property
    def lines(self) -> tuple[Line, ...]:
        layouts = {broken: broken.to_draw() for broken in dict.fromkeys(each[0] for each in self.set)}
        return tuple(_drawn(layouts[each[0]], *each[1:]) for each in self.set)

    @property
    def bottom(self) -> float | None:
        """Where the lowest line ends; None on an empty page."""
        return max((top + height for _, _, _, top, _, height, _ in self.set), default=None)


def _drawn(layout: QTextLayout, number: int, left: float, top: float, width: float, height: float, colour: str) -> Line:
    line = layout.lineAt(number)
    at = QPointF(left - line.x(), top - line.y() + (height - line.height()) / 2)
    return Line(layout, number, at, colour, QRectF(left, top, width, height))


_SetLine = tuple[Broken, int, float, float, float, float, str]
"""A broken text, the number of its line, left, top, width, height, colour."""


def set_pages(
    pieces: Sequence[Piece], area: QRectF, pixels: float, columns: int, breaks: Breaks | None = None
) -> list[Page]:
    """The pieces at this size, column after column and page after page; at least one page."""
    setter = Setter(area, pixels, columns, breaks or Breaks())
    setter.extend(pieces)
    return setter.pages()


@dataclass(frozen=True, slots=True)
class Fitted:
    """What `largest` found. `setter` takes more pieces at its end, at this size and in these columns."""

    pages: list[Page]
    size: float
    setter: Setter


def largest(
    pieces: Sequence[Piece],
    area: QRectF,
    smallest: float,
    biggest: float,
    breaks: Breaks,
    columns: Sequence[int] = (1, 2, 3),
) -> Fitted:
    """The pages at the largest size that takes one page.

    Where even the smallest size does not do, as many pages as it takes, a little larger.
    """
    trial = _Trial(pieces, area, columns, breaks)
    low, high = round(smallest), round(biggest)
    fitted = trial.largest(low, high)
    if fitted is not None:
        return fitted
    # It takes pages anyhow: then they may as well be easy to read.
    easy = min(smallest * _EASY, biggest)
    setter = Setter(area, easy, trial.roomiest(easy), breaks)
    setter.extend(pieces)
    return Fitted(setter.pages(), easy, setter)


class _Trial:
    """Looks for the size at which pieces take one page. A guess costs a sum; only what may fit is set."""

    def __init__(self, pieces: Sequence[Piece], area: QRectF, columns: Sequence[int], breaks: Breaks) -> None:
        self._pieces, self._area, self._columns, self._breaks = pieces, area, columns, breaks
        self._measured = [
            (breaks.lengths(each.text, each.weight), each.scale, each.gap, _indent(each)) for each in pieces
        ]

    def largest(self, low: int, high: int) -> Fitted | None:
        if not any(self._fill(low, count) <= _HOPELESS for count in self._roomy(low)):
            return None
        size = self._guess(low, high)
        found = self._on_one_page(size)
        if found is None:
            while found is None and size > low:
                size -= 1
                found = self._on_one_page(size)
            return found
        while size < high:
            size += 1
            larger = self._on_one_page(size)
            if larger is None:
                break
            found = larger
        return found

    def roomiest(self, size: float) -> int:
        """The number of columns that takes the fewest pages; of several the smallest: long lines are broken less."""
        return min(self._roomy(size), key=lambda count: math.ceil(self._fill(size, count)))

    def _guess(self, low: int, high: int) -> int:
        while low < high:
            size = (low + high + 1) // 2
            if any(self._fill(size, count) <= 1 for count in self._roomy(size)):
                low = size
            else:
                high = size - 1
        return low

    def _on_one_page(self, size: int) -> Fitted | None:
        for count in self._roomy(size):
            if self._fill(size, count) > _HOPELESS:
                continue
            setter = Setter(self._area, size, count, self._breaks)
            if setter.extend(self._pieces, most=1):
                return Fitted(setter.pages(), float(size), setter)
        return None

    def _roomy(self, size: float) -> list[int]:
        """A column narrower than a dozen words' letters is a list of hyphens."""
        return [count for count in self._columns if count == 1 or self._area.width() / count >= size * 13]

    def _fill(self, size: float, count: int) -> float:
        """About how many pages the pieces take: words end lines a little before the edge."""
        width = _column_width(self._area, size, count)
        total = 0.0
        for lengths, scale, gap, indent in self._measured:
            pixels = size * scale
            room = width - indent * size
            worded = max(room - pixels * 1.6, pixels)
            lines = 0
            for length in lengths:
                long = length * pixels
                lines += 1 if long <= room else math.ceil(long / worded)
            total += (lines * LEADING + gap) * pixels
        return total / max(self._area.height() * count, 1.0)


_HOPELESS = 1.4
"""Pages by the guess from which on nothing is tried: it is never so far out."""


def _indent(piece: Piece) -> float:
    """In multiples of the size."""
    if piece.key:
        return 1.6
    return 0.85 if piece.mark or piece.inset else 0.0


def _gutter(pixels: float, columns: int) -> float:
    return pixels * 1.8 if columns > 1 else 0.0


def _column_width(area: QRectF, pixels: float, columns: int) -> float:
    return (area.width() - _gutter(pixels, columns) * (columns - 1)) / columns


def _kept_with(pieces: Sequence[Piece], place: int) -> Sequence[Piece]:
    """The pieces that are to stand in one column with the one at `place`, and follow it."""
    last = place
    while pieces[last].with_next and last + 1 < len(pieces):
        last += 1
    return pieces[place + 1 : last + 1]


class Setter:
    """Puts lines one below the other and begins a new column or page where one is full. Takes more at any time."""

    def __init__(self, area: QRectF, pixels: float, columns: int, breaks: Breaks) -> None:
        self._area, self._pixels, self._columns, self._breaks = area, pixels, columns, breaks
        self._gutter = _gutter(pixels, columns)
        self._width = _column_width(area, pixels, columns)
        self._top, self._bottom, self._whole = area.top(), area.bottom(), area.height()
        self._column, self._y = 0, area.top()
        self._lines: list[_SetLine] = []
        self._dots: list[Dot] = []
        self._begun = 0
        self._pages: list[Page] = []

    def extend(self, pieces: Sequence[Piece], *, most: int | None = None) -> bool:
        """Set them after what is there. False, and not all are set, where that takes more pages than `most`."""
        for place, piece in enumerate(pieces):
            self._add(piece, _kept_with(pieces, place))
            if most is not None and len(self._pages) >= most:
                return False
        return True

    def pages(self) -> list[Page]:
        """Those so far; at least one."""
        if self._lines or not self._pages:
            return [*self._pages, self._page()]
        return list(self._pages)

    def _add(self, piece: Piece, following: Sequence[Piece]) -> None:
        pixels = self._pixels * piece.scale
        indent = _indent(piece) * self._pixels
        broken = self._breaks.broken(piece.text, pixels, piece.weight, self._width - indent, piece.marks)
        gap = piece.gap * pixels if self._y > self._top else 0.0
        needs, whole = gap + broken.height, self._whole
        if following:
            after = sum(each.gap * self._pixels + self._height(each) for each in following)
            # What is torn anyway needs a few lines under its heading, what is not needs all of them.
            torn = after + needs > whole
            needs += 3 * self._pixels * LEADING if torn else after
        # A text that fits a column is not torn; a longer one begins where there is room for a few lines.
        room = self._bottom - self._y
        if needs > room and (needs - gap <= whole or room < 3 * pixels * LEADING) and self._y > self._top:
            self._next_column()
            gap = 0.0
        self._y += gap
        self._begun += 1
        self._place(broken, piece, indent)

    def _height(self, piece: Piece) -> float:
        width = self._width - _indent(piece) * self._pixels
        return self._breaks.broken(piece.text, self._pixels * piece.scale, piece.weight, width).height

    def _left(self) -> float:
        return self._area.left() + self._column * (self._width + self._gutter)

    def _place(self, broken: Broken, piece: Piece, indent: float) -> None:
        # A text that reads from the right has its mark there; a key stands before every option, in one column.
        turned = broken.backwards and piece.mark
        before = 0.0 if turned else indent
        left, width = self._left() + before, self._width - indent
        for number, height in enumerate(broken.heights):
            if self._y + height > self._bottom + 0.5 and self._y > self._top:
                self._next_column()
                left = self._left() + before
            self._lines.append((broken, number, left, self._y, width, height, piece.colour))
            if number == 0 and indent:
                self._begin(piece, indent, height, turned=turned)
            self._y += height

    def _begin(self, piece: Piece, width: float, height: float, *, turned: bool) -> None:
        left, pixels = self._left(), max(1, round(self._pixels * piece.scale))
        if piece.mark:
            at = left + self._width - pixels * 0.22 if turned else left + pixels * 0.22
            self._dots.append(Dot(at, self._y + height * 0.54, pixels * 0.13))
        if piece.key:
            key = self._breaks.broken(piece.key, pixels, 600, width)
            self._lines.append((key, 0, left, self._y, width, height, "accent_text"))

    def _next_column(self) -> None:
        self._column += 1
        if self._column == self._columns:
            self._pages.append(self._page())
            self._lines, self._dots, self._begun = [], [], 0
            self._column = 0
        self._y = self._top

    def _page(self) -> Page:
        return Page(tuple(self._lines), tuple(self._dots), self._begun)
