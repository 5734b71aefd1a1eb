"""A screen being filled: its margins and sizes, a heading at the top, a line at the foot. Knows no scene."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from lsp_workshop.drawing import Drawing
from lsp_workshop.ui.projector.breaking import Breaks, Broken, font
from lsp_workshop.ui.projector.flow import Dot, Line, Page, Piece, largest, set_pages
from lsp_workshop.ui.projector.reading import Readable


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawing with its top left corner at `at`."""

    drawing: Drawing
    at: QPointF


@dataclass(frozen=True, slots=True)
class Hung:
    """A picture that fills `at`."""

    picture: Readable
    at: QRectF


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the screen. `page` counts from 0; `pages` is how many there are."""

    lines: tuple[Line, ...] = ()
    charts: tuple[Placed, ...] = ()
    dots: tuple[Dot, ...] = ()
    page: int = 0
    pages: int = 1
    hung: tuple[Hung, ...] = ()

    @property
    def text(self) -> str:
        """All words on it, line by line."""
        lines = [line.text.replace("\u2028", "") for line in self.lines]
        return "\n".join([*lines, *(chart.drawing.words for chart in self.charts)])


@dataclass(slots=True)
class Canvas:
    """A screen being filled: margins and type sizes are shares of its height, so that every screen looks the same."""

    width: float
    height: float
    breaks: Breaks
    find: int | None = None
    """The page to show is that of this answer, counted from 0 over all of the scene."""
    lines: list[Line] = field(default_factory=list)
    charts: list[Placed] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    hung: list[Hung] = field(default_factory=list)
    page: int = 0
    pages: int = 1
    first: int = 0
    """How many answers stand on the pages before this one."""

    @property
    def unit(self) -> float:
        """A hundredth of the height, or less on a narrow screen."""
        return min(self.height, self.width * 0.66) / 100

    @property
    def legible(self) -> float:
        """The smallest text: a fortieth of the height, and less only on a screen that is higher than wide."""
        return min(math.ceil(self.height / 40), self.unit * 3.2)

    @property
    def area(self) -> QRectF:
        side = self.width * 0.05
        return QRectF(side, self.unit * 8, self.width - 2 * side, self.height - self.unit * 17)

    def put(self, page: Page) -> None:
        self.lines.extend(page.lines)
        self.dots.extend(page.dots)

    def text(self, words: str, rect: QRectF, pixels: float, weight: int, colour: str, *, right: bool = False) -> float:
        """Set words from the top of `rect`; returns their height."""
        return self.put_broken(Broken(words, font(pixels, weight), rect.width(), align_right=right), rect, colour)

    def put_broken(self, broken: Broken, rect: QRectF, colour: str) -> float:
        y, layout = rect.top(), broken.to_draw()
        for number, height in enumerate(broken.heights):
            line = layout.lineAt(number)
            at = QPointF(rect.left(), y + (height - line.height()) / 2)
            self.lines.append(Line(layout, number, at, colour, QRectF(rect.left(), y, rect.width(), height)))
            y += height
        return y - rect.top()

    def sheet(self) -> Sheet:
        return Sheet(tuple(self.lines), tuple(self.charts), tuple(self.dots), self.page, self.pages, tuple(self.hung))


HEADINGS = (7.8, 5.8, 4.4)
"""Sizes of a heading, in units; what stands below it decides which."""


def heading(canvas: Canvas, words: str, biggest: float = HEADINGS[0], share: float = 0.30) -> QRectF:
    """A title at the top, at most `share` of the height; returns what is left below it."""
    area = canvas.area
    if not words:
        return area
    box = QRectF(area.left(), area.top(), area.width(), area.height() * share)
    fitted = largest([Piece(words, 600)], box, canvas.unit * 2.8, canvas.unit * biggest, canvas.breaks, (1,))
    pages = fitted.pages
    if len(pages) > 1:
        # A very long title takes the room that it needs: words are never cut.
        pages = set_pages([Piece(words, 600)], area, canvas.legible, 1, canvas.breaks)
    canvas.put(pages[0])
    bottom = pages[0].bottom or area.top()
    top = bottom + max(canvas.unit * 3.4, fitted.size * 0.4)
    return QRectF(area.left(), top, area.width(), area.bottom() - top)


def _footer(canvas: Canvas, words: str) -> None:
    pixels = max(canvas.unit * 2.7, canvas.legible)
    rect = QRectF(canvas.area.left(), canvas.height - canvas.unit * 5.4, canvas.area.width() * 0.8, pixels * 1.4)
    canvas.text(words, rect, pixels, 500, "muted")


def page_number(canvas: Canvas, words: str) -> None:
    """`words` at the bottom left, "Page 1 of 3" at the bottom right where there is more than one."""
    if words:
        _footer(canvas, words)
    if canvas.pages > 1:
        pixels, width = max(canvas.unit * 2.7, canvas.legible), canvas.area.width() * 0.2
        rect = QRectF(canvas.area.right() - width, canvas.height - canvas.unit * 5.4, width, pixels * 1.4)
        canvas.text(f"Page {canvas.page + 1} of {canvas.pages}", rect, pixels, 600, "text", right=True)
