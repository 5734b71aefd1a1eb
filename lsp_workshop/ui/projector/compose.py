"""A scene laid out for a screen of a certain size: texts, bars and dots at their places. Paints nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from lsp_workshop.domain.wording import counted
from lsp_workshop.ui.projector.flow import Broken, Dot, Line, Page, Piece, font, largest, set_pages
from lsp_workshop.ui.projector.scenes import (
    AnswersScene,
    BallotScene,
    ClockScene,
    DecisionScene,
    QuestionScene,
    ResultRow,
    ResultScene,
    Scene,
    StatementScene,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A track with its filled part; `share` 0 to 1."""

    track: QRectF
    share: float
    strong: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the screen. `page` counts from 0; `pages` is how many there are."""

    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()
    page: int = 0
    pages: int = 1

    @property
    def text(self) -> str:
        """All words on it, line by line."""
        return "\n".join(line.text.replace("\u2028", "") for line in self.lines)


@dataclass(slots=True)
class _Canvas:
    """A screen being filled: margins and type sizes are shares of its height, so that every screen looks the same."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    page: int = 0
    pages: int = 1
    first: int = 0
    """How many answers stand on the pages before this one."""

    @property
    def unit(self) -> float:
        """A hundredth of the height, or less on a narrow screen."""
        return min(self.height, self.width * 0.66) / 100

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
        y = rect.top()
        for number, height in enumerate(broken.heights):
            line = broken.layout.lineAt(number)
            at = QPointF(rect.left(), y + (height - line.height()) / 2)
            self.lines.append(Line(broken.layout, number, at, colour, QRectF(rect.left(), y, rect.width(), height)))
            y += height
        return y - rect.top()

    def sheet(self) -> Sheet:
        return Sheet(tuple(self.lines), tuple(self.bars), tuple(self.dots), self.page, self.pages)


def compose(scene: Scene, width: float, height: float, page: int = 0) -> Sheet:
    """The scene's sheet for `page`; a page after the last is the last."""
    canvas = _Canvas(max(width, 64.0), max(height, 36.0))
    if isinstance(scene, QuestionScene):
        _middle(canvas, scene.stage, scene.text, page)
    elif isinstance(scene, AnswersScene):
        _answers(canvas, scene, page)
    elif isinstance(scene, BallotScene):
        _ballot(canvas, scene, page)
    elif isinstance(scene, ResultScene):
        _result(canvas, scene, page)
    elif isinstance(scene, ClockScene):
        _clock(canvas, scene)
    elif isinstance(scene, DecisionScene):
        label = " · ".join(word for word in ("Decision", scene.outcome, scene.how) if word)
        _middle(canvas, label, scene.text, page)
    elif isinstance(scene, StatementScene):
        _middle(canvas, scene.heading, scene.text, page)
    return canvas.sheet()


# --- parts --------------------------------------------------------------------------------------------------


def _middle(canvas: _Canvas, label: str, words: str, page: int = 0) -> None:
    """A few words as large as they go, standing in the middle, under a small label."""
    area = canvas.area
    weight = 600 if len(words) < 300 else 400
    small = canvas.unit * 4
    over = Broken(label, font(small, 600), area.width()) if label else None
    head = over.height + canvas.unit * 2 if over else 0.0
    room = area.adjusted(0, head, 0, 0)
    pages, _, _ = largest([Piece(words, weight)], room, canvas.unit * 3.2, canvas.unit * 13, (1,))
    canvas.pages = len(pages)
    canvas.page = min(page, canvas.pages - 1)
    shown = pages[canvas.page]
    bottom = max((line.rect.bottom() for line in shown.lines), default=area.top())
    down = (area.bottom() - bottom) * 0.42
    if over is not None:
        canvas.put_broken(over, area.translated(0, down), "accent_text")
    for line in shown.lines:
        at, rect = QPointF(line.at.x(), line.at.y() + down), line.rect.translated(0, down)
        canvas.lines.append(Line(line.layout, line.number, at, line.colour, rect))
    _page_number(canvas, "")


_HEADINGS = (7.8, 5.8, 4.4)
"""Sizes of a heading, in units; what stands below it decides which."""


def _heading(canvas: _Canvas, words: str, biggest: float = _HEADINGS[0], share: float = 0.30) -> QRectF:
    """A title at the top, at most `share` of the height; returns what is left below it."""
    area = canvas.area
    if not words:
        return area
    box = QRectF(area.left(), area.top(), area.width(), area.height() * share)
    pages, size, _ = largest([Piece(words, 600)], box, canvas.unit * 2.8, canvas.unit * biggest, (1,))
    if len(pages) > 1:
        # A very long title takes the room that it needs: words are never cut.
        pages = set_pages([Piece(words, 600)], area, canvas.unit * 2.4, 1)
    canvas.put(pages[0])
    bottom = max((line.rect.bottom() for line in pages[0].lines), default=area.top())
    top = bottom + max(canvas.unit * 3.4, size * 0.4)
    return QRectF(area.left(), top, area.width(), area.bottom() - top)


def _below_heading(canvas: _Canvas, words: str, pieces: list[Piece], page: int) -> Page:
    """A heading and below it the pieces: the heading gives way before the pieces get hard to read."""
    comfortable, smallest, biggest = canvas.unit * 3.4, canvas.unit * 2.5, canvas.unit * 5.2
    for size in _HEADINGS:
        del canvas.lines[:]
        area = _heading(canvas, words, size, 0.30 if size > 5 else 0.2)
        pages, body, _ = largest(pieces, area, smallest, biggest)
        if len(pages) == 1 and body >= comfortable:
            break
    canvas.pages = len(pages)
    canvas.page = min(page, canvas.pages - 1)
    if canvas.page:
        before = sum(len(each.dots) for each in pages[: canvas.page])
        canvas.first = before
    canvas.put(pages[canvas.page])
    return pages[canvas.page]


def _footer(canvas: _Canvas, words: str) -> None:
    pixels = canvas.unit * 2.7
    rect = QRectF(canvas.area.left(), canvas.height - canvas.unit * 5.4, canvas.area.width() * 0.8, pixels * 1.4)
    canvas.text(words, rect, pixels, 500, "muted")


def _page_number(canvas: _Canvas, words: str) -> None:
    """`words` at the bottom left, "Page 1 of 3" at the bottom right where there is more than one."""
    if words:
        _footer(canvas, words)
    if canvas.pages > 1:
        pixels, width = canvas.unit * 2.7, canvas.area.width() * 0.2
        rect = QRectF(canvas.area.right() - width, canvas.height - canvas.unit * 5.4, width, pixels * 1.4)
        canvas.text(f"Page {canvas.page + 1} of {canvas.pages}", rect, pixels, 600, "text", right=True)


# --- scenes -------------------------------------------------------------------------------------------------


def _answers(canvas: _Canvas, scene: AnswersScene, page: int) -> None:
    titled = any(group.title for group in scene.groups)
    pieces: list[Piece] = []
    for group in scene.groups:
        if titled:
            title = group.title or "Not under a theme"
            big = 0.9 if scene.question else 1.3
            pieces.append(Piece(title, 600, big, "accent_text", gap=1.1 if pieces else 0.0, with_next=True))
        pieces.extend(Piece(text, mark=True) for text in group.answers)
    shown = _below_heading(canvas, scene.question, pieces, page)
    words = counted(scene.total, "answer")
    # Answers have a dot, headings none; a page that only goes on with a long answer begins none.
    here = len(shown.dots)
    if canvas.pages > 1 and here:
        words = f"Answers {canvas.first + 1} to {canvas.first + here} of {scene.total}"
    _page_number(canvas, words if scene.total else "")


def _ballot(canvas: _Canvas, scene: BallotScene, page: int) -> None:
    proposal = len(scene.options) == 1
    pieces = [Piece(scene.instruction, 500, 0.8, "accent_text")]
    pieces += [
        Piece(option.text, 600 if proposal else 400, key=option.key, gap=1.0 if place == 0 else 0.55)
        for place, option in enumerate(scene.options)
        if not (proposal and option.text == scene.title)
    ]
    pieces += [
        Piece(point.text or point.key, key=point.key, gap=1.0 if place == 0 else 0.4)
        for place, point in enumerate(scene.scale)
    ]
    _below_heading(canvas, scene.title, pieces, page)
    _page_number(canvas, scene.turnout)


def _result(canvas: _Canvas, scene: ResultScene, page: int) -> None:
    for size in _HEADINGS:
        del canvas.lines[:], canvas.bars[:]
        area = _heading(canvas, scene.title, size, 0.24)
        area = _result_head(canvas, scene, area)
        if scene.revealed and not _rows(canvas, scene.rows, area, page):
            continue
        break
    _page_number(canvas, " · ".join(part for part in (scene.turnout, scene.summary) if part))


def _result_head(canvas: _Canvas, scene: ResultScene, area: QRectF) -> QRectF:
    """The proposal, and the verdict with its rule; or, before the reveal, that there is a result."""
    left = QRectF(area)
    if scene.proposal:
        box = QRectF(left.left(), left.top() - canvas.unit * 1.5, left.width(), left.height() * 0.3)
        pages, _, _ = largest([Piece(scene.proposal)], box, canvas.unit * 2.4, canvas.unit * 3.6, (1,))
        if len(pages) > 1:
            pages = set_pages([Piece(scene.proposal)], left, canvas.unit * 2.2, 1)
        canvas.put(pages[0])
        left.setTop(max(line.rect.bottom() for line in pages[0].lines) + canvas.unit * 3)
    if not scene.revealed:
        canvas.text("The result is in.", left, canvas.unit * 5, 400, "muted")
    elif scene.verdict:
        left.setTop(left.top() + canvas.text(scene.verdict, left, canvas.unit * 4.6, 600, "accent_text"))
        left.setTop(left.top() + canvas.text(scene.rule, left, canvas.unit * 2.4, 400, "muted") + canvas.unit * 3)
    return left


_LABEL, _TRACK = 0.555, 0.588
"""Shares of a row's width: where the label ends, where the bar begins."""


def _rows(canvas: _Canvas, rows: tuple[ResultRow, ...], area: QRectF, page: int) -> bool:
    """Bars at the largest size with which all rows are on one page, or as many pages as it takes.

    False where another, smaller heading would make them easier to read.
    """
    size, smallest = round(canvas.unit * 3.8), round(canvas.unit * 2.5)
    while size > smallest and _height(rows, size, area.width()) > area.height():
        size -= 1
    gap = size * 0.7
    labels = [_label(row, size, area.width()) for row in rows]
    sheets: list[list[int]] = [[]]
    used = 0.0
    for place, label in enumerate(labels):
        if sheets[-1] and used + label.height > area.height():
            sheets.append([])
            used = 0.0
        sheets[-1].append(place)
        used += label.height + gap
    canvas.pages = len(sheets)
    canvas.page = min(page, canvas.pages - 1)
    shown = sheets[canvas.page]
    if len(sheets) == 1 and len(shown) > 1:
        # Air between the rows, where there is room.
        spare = area.height() - sum(labels[place].height for place in shown) - gap * (len(shown) - 1)
        gap += min(max(spare / (len(shown) - 1), 0.0), size * 0.9)
    metrics = QFontMetricsF(font(size, 600))
    figure = max((metrics.horizontalAdvance(row.figure) for row in rows), default=0.0) + size * 0.9
    y = area.top()
    for place in shown:
        box = QRectF(area.left(), y, area.width(), labels[place].height)
        _row(canvas, rows[place], labels[place], box, size, figure)
        y += labels[place].height + gap
    return len(sheets) == 1 and size >= canvas.unit * 3


def _height(rows: tuple[ResultRow, ...], size: float, width: float) -> float:
    return sum(_label(row, size, width).height for row in rows) + size * 0.7 * max(len(rows) - 1, 0)


def _label(row: ResultRow, size: float, width: float) -> Broken:
    # The note follows the label's last words, so that both are read together.
    words = f"{row.label}  ({row.note})" if row.note else row.label
    return Broken(words, font(size), width * _LABEL)


def _row(canvas: _Canvas, row: ResultRow, label: Broken, box: QRectF, size: float, figure_width: float) -> None:
    canvas.put_broken(label, QRectF(box.left(), box.top(), box.width() * _LABEL, box.height()), "text")
    middle = box.center().y()
    left = box.left() + box.width() * _TRACK
    thick = max(4.0, min(size * 0.78, canvas.unit * 2.4))
    track = QRectF(left, middle - thick / 2, box.right() - figure_width - left, thick)
    canvas.bars.append(Bar(track, row.share, row.strong))
    high = size * 1.28
    figure = QRectF(box.right() - figure_width, middle - high / 2, figure_width, high)
    canvas.text(row.figure, figure, size, 600, "text", right=True)


def _clock(canvas: _Canvas, scene: ClockScene) -> None:
    pixels = canvas.unit * 40
    used = Broken(scene.text or "–", font(pixels, 600), 1e6)
    natural = used.layout.lineAt(0).naturalTextWidth()
    pixels *= min(1.0, canvas.area.width() / max(natural, 1.0))
    natural = min(natural, canvas.area.width())
    left = (canvas.width - natural) / 2
    top = (canvas.height - pixels * 1.28) * 0.44
    canvas.text(scene.text or "–", QRectF(left, top, natural + 4, pixels * 1.28), pixels, 600, "text")
    if scene.caption:
        _footer(canvas, scene.caption)
