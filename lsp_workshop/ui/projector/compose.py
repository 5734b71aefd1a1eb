"""A scene laid out for a screen of a certain size: texts, dots and charts at their places. Paints nothing.

A `Composer` remembers how the last scene's texts broke, and where the answers that stand on several pages end: those
that come later are set after them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

from lsp_workshop.domain.record.figures import NO_PAPERS
from lsp_workshop.domain.record.parts import AnyFigure, PlanFigure
from lsp_workshop.domain.wording import counted
from lsp_workshop.drawing import Drawing, Measure, Style, grid_of, pages
from lsp_workshop.ui.projector.flow import Breaks, Broken, Dot, Line, Page, Piece, Setter, font, largest, set_pages
from lsp_workshop.ui.projector.scenes import (
    AnswersScene,
    BallotScene,
    ClockScene,
    CornerClock,
    DecisionScene,
    PlanScene,
    QuestionScene,
    ReadBackScene,
    ResultScene,
    Scene,
    StatementScene,
)
from lsp_workshop.ui.widgets.chart import screen_measure


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawing with its top left corner at `at`."""

    drawing: Drawing
    at: QPointF


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the screen. `page` counts from 0; `pages` is how many there are."""

    lines: tuple[Line, ...] = ()
    charts: tuple[Placed, ...] = ()
    dots: tuple[Dot, ...] = ()
    page: int = 0
    pages: int = 1

    @property
    def text(self) -> str:
        """All words on it, line by line."""
        lines = [line.text.replace("\u2028", "") for line in self.lines]
        return "\n".join([*lines, *(chart.drawing.words for chart in self.charts)])


@dataclass(slots=True)
class _Canvas:
    """A screen being filled: margins and type sizes are shares of its height, so that every screen looks the same."""

    width: float
    height: float
    composer: Composer
    find: int | None = None
    """The page to show is that of this answer, counted from 0 over all of the scene."""
    lines: list[Line] = field(default_factory=list)
    charts: list[Placed] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    page: int = 0
    pages: int = 1
    first: int = 0
    """How many answers stand on the pages before this one."""

    @property
    def breaks(self) -> Breaks:
        return self.composer.breaks

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
        y = rect.top()
        for number, height in enumerate(broken.heights):
            line = broken.layout.lineAt(number)
            at = QPointF(rect.left(), y + (height - line.height()) / 2)
            self.lines.append(Line(broken.layout, number, at, colour, QRectF(rect.left(), y, rect.width(), height)))
            y += height
        return y - rect.top()

    def sheet(self) -> Sheet:
        return Sheet(tuple(self.lines), tuple(self.charts), tuple(self.dots), self.page, self.pages)


@dataclass(slots=True)
class _Long:
    """Answers on several pages, and what stands above them."""

    key: tuple[str, float, float]
    """The heading's words and the screen's size."""
    pieces: list[Piece]
    setter: Setter
    above: tuple[Line, ...]

    def goes_on_in(self, pieces: list[Piece]) -> bool:
        """These are the same with others after them."""
        known = len(self.pieces)
        return len(pieces) >= known and not self.pieces[-1].with_next and pieces[:known] == self.pieces


_PORTION = 60
"""Answers that are laid out at one go: what a person does meanwhile waits no longer."""


class Composer:
    """Lays scenes out, one after the other, for one screen."""

    def __init__(self) -> None:
        self.breaks = Breaks()
        self.long: _Long | None = None

    def compose(self, scene: Scene, width: float, height: float, page: int = 0, find: int | None = None) -> Sheet:
        """The scene's sheet for `page`, or for the page where answer `find` begins; after the last is the last."""
        canvas = _Canvas(max(width, 64.0), max(height, 36.0), self, find)
        if isinstance(scene, QuestionScene):
            _middle(canvas, scene.stage, scene.text, page, scene.parts)
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
        elif isinstance(scene, PlanScene):
            _plan(canvas, scene, page)
        elif isinstance(scene, ReadBackScene):
            _read_back(canvas, scene, page)
        return canvas.sheet()

    def portions(self, scene: Scene, width: float, height: float) -> Iterator[AnswersScene]:
        """Parts of a scene, each with more of it: composed in turn, none takes long, nor does the scene after them."""
        if not isinstance(scene, AnswersScene) or scene.total <= _PORTION * 3 // 2:
            return
        pieces, long = _pieces(scene), self.long
        if long is not None and long.key == (scene.question, width, height) and long.goes_on_in(pieces):
            known = sum(piece.mark for piece in long.pieces)
        else:
            known = 0
        for count in range(known + _PORTION, scene.total - _PORTION // 2, _PORTION):
            yield _first(scene, count)


def compose(scene: Scene, width: float, height: float, page: int = 0) -> Sheet:
    """The scene's sheet for `page`; a page after the last is the last."""
    return Composer().compose(scene, width, height, page)


def compose_corner(corner: CornerClock, width: float, height: float) -> Sheet:
    """The clock in the top margin, at the right, where no scene has anything."""
    canvas = _Canvas(max(width, 64.0), max(height, 36.0), Composer())
    pixels = canvas.unit * 4.4
    rect = QRectF(canvas.area.left(), canvas.unit * 1.5, canvas.area.width(), pixels * 1.4)
    canvas.text(corner.text, rect, pixels, 600, "muted", right=True)
    return canvas.sheet()


def _first(scene: AnswersScene, count: int) -> AnswersScene:
    """The scene with its first `count` answers."""
    groups = []
    for group in scene.groups:
        if count <= 0:
            break
        groups.append(replace(group, answers=group.answers[:count]))
        count -= len(group.answers)
    return replace(scene, groups=tuple(groups))


# --- parts --------------------------------------------------------------------------------------------------


def _middle(canvas: _Canvas, label: str, words: str, page: int = 0, under: Sequence[str] = ()) -> None:
    """A few words as large as they go, standing in the middle, under a small label; `under` them, smaller words."""
    area = canvas.area
    weight = 600 if len(words) < 300 else 400
    small = canvas.unit * 4
    over = Broken(label, font(small, 600), area.width()) if label else None
    head = over.height + canvas.unit * 2 if over else 0.0
    room = area.adjusted(0, head, 0, 0)
    pieces = [Piece(words, weight, with_next=bool(under))]
    pieces += [Piece(" · ".join(under), 600, 0.6, "accent_text", gap=0.9)] if under else []
    pages = largest(pieces, room, canvas.unit * 3.2, canvas.unit * 13, canvas.breaks, (1,)).pages
    canvas.pages = len(pages)
    canvas.page = min(page, canvas.pages - 1)
    shown = pages[canvas.page]
    bottom = shown.bottom or area.top()
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
    fitted = largest([Piece(words, 600)], box, canvas.unit * 2.8, canvas.unit * biggest, canvas.breaks, (1,))
    pages = fitted.pages
    if len(pages) > 1:
        # A very long title takes the room that it needs: words are never cut.
        pages = set_pages([Piece(words, 600)], area, canvas.legible, 1, canvas.breaks)
    canvas.put(pages[0])
    bottom = pages[0].bottom or area.top()
    top = bottom + max(canvas.unit * 3.4, fitted.size * 0.4)
    return QRectF(area.left(), top, area.width(), area.bottom() - top)


def _below_heading(canvas: _Canvas, words: str, pieces: list[Piece], page: int) -> Page:
    """A heading and below it the pieces: the heading gives way before the pieces get hard to read."""
    pages = _more_of_the_same(canvas, words, pieces) or _headed(canvas, words, pieces)
    canvas.pages = len(pages)
    if canvas.find is not None:
        page = _page_of(canvas.find, pages)
    canvas.page = min(page, canvas.pages - 1)
    canvas.first = sum(len(each.dots) for each in pages[: canvas.page])
    canvas.put(pages[canvas.page])
    return pages[canvas.page]


def _headed(canvas: _Canvas, words: str, pieces: list[Piece]) -> list[Page]:
    comfortable, smallest, biggest = canvas.unit * 3.4, canvas.legible, canvas.unit * 5.2
    for size in _HEADINGS:
        del canvas.lines[:]
        area = _heading(canvas, words, size, 0.30 if size > 5 else 0.2)
        fitted = largest(pieces, area, smallest, biggest, canvas.breaks)
        if len(fitted.pages) == 1 and fitted.size >= comfortable:
            break
    canvas.composer.long = None
    if len(fitted.pages) > 1:
        key = (words, canvas.width, canvas.height)
        canvas.composer.long = _Long(key, pieces, fitted.setter, tuple(canvas.lines))
    return fitted.pages


def _more_of_the_same(canvas: _Canvas, words: str, pieces: list[Piece]) -> list[Page]:
    """The pages of the last scene with what came after it; none where this is another one, or one page long."""
    long = canvas.composer.long
    if long is None or long.key != (words, canvas.width, canvas.height) or not long.goes_on_in(pieces):
        return []
    long.setter.extend(pieces[len(long.pieces) :])
    long.pieces = pieces
    canvas.lines[:] = long.above
    return long.setter.pages()


def _page_of(answer: int, pages: list[Page]) -> int:
    """Where the answer begins: each has a dot."""
    for number, page in enumerate(pages):
        answer -= len(page.dots)
        if answer < 0:
            return number
    return len(pages) - 1


def _footer(canvas: _Canvas, words: str) -> None:
    pixels = max(canvas.unit * 2.7, canvas.legible)
    rect = QRectF(canvas.area.left(), canvas.height - canvas.unit * 5.4, canvas.area.width() * 0.8, pixels * 1.4)
    canvas.text(words, rect, pixels, 500, "muted")


def _page_number(canvas: _Canvas, words: str) -> None:
    """`words` at the bottom left, "Page 1 of 3" at the bottom right where there is more than one."""
    if words:
        _footer(canvas, words)
    if canvas.pages > 1:
        pixels, width = max(canvas.unit * 2.7, canvas.legible), canvas.area.width() * 0.2
        rect = QRectF(canvas.area.right() - width, canvas.height - canvas.unit * 5.4, width, pixels * 1.4)
        canvas.text(f"Page {canvas.page + 1} of {canvas.pages}", rect, pixels, 600, "text", right=True)


# --- scenes -------------------------------------------------------------------------------------------------


def _pieces(scene: AnswersScene) -> list[Piece]:
    titled = any(group.title for group in scene.groups)
    pieces: list[Piece] = []
    for group in scene.groups:
        if titled:
            title = group.title or "Not under a theme"
            big = 0.9 if scene.question else 1.3
            kept_with = bool(group.answers)
            pieces.append(Piece(title, 600, big, "accent_text", gap=1.1 if pieces else 0.0, with_next=kept_with))
        pieces.extend(Piece(text, mark=True) for text in group.answers)
    return pieces


_SIDE_BY_SIDE = 48
"""Answers: more than these do not stand side by side on one page, and are not tried."""


def _in_halves(canvas: _Canvas, scene: AnswersScene) -> bool:
    """The parts of a question side by side, each under its name; False where they are too much for one page."""
    count = len(scene.groups)
    if not scene.in_parts or scene.total > _SIDE_BY_SIDE:
        return False
    columns = [
        [
            Piece(group.title, 600, 0.9, "accent_text", with_next=bool(group.answers)),
            *(Piece(text, mark=True) for text in group.answers),
        ]
        for group in scene.groups
    ]
    gap = canvas.unit * 6
    for heading in _HEADINGS:
        del canvas.lines[:]
        area = _heading(canvas, scene.question, heading, 0.30 if heading > 5 else 0.2)
        width = (area.width() - gap * (count - 1)) / count
        boxes = [
            QRectF(area.left() + place * (width + gap), area.top(), width, area.height()) for place in range(count)
        ]
        fitted = [
            largest(pieces, box, canvas.legible, canvas.unit * 5.2, canvas.breaks, (1,))
            for pieces, box in zip(columns, boxes, strict=True)
        ]
        size = min(each.size for each in fitted)
        fits = all(len(each.pages) == 1 for each in fitted) and width >= size * 9
        if fits and (size >= canvas.unit * 3.4 or heading == _HEADINGS[-1]):
            for pieces, box in zip(columns, boxes, strict=True):
                canvas.put(set_pages(pieces, box, size, 1, canvas.breaks)[0])
            canvas.composer.long = None
            return True
    del canvas.lines[:]
    return False


def _answers(canvas: _Canvas, scene: AnswersScene, page: int) -> None:
    if _in_halves(canvas, scene):
        _page_number(canvas, counted(scene.total, "answer") if scene.total else "")
        return
    shown = _below_heading(canvas, scene.question, _pieces(scene), page)
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


@dataclass(frozen=True, slots=True)
class _Leaf:
    """What one page of a result shows."""

    lines: tuple[Line, ...] = ()
    chart: Placed | None = None


def _result(canvas: _Canvas, scene: ResultScene, page: int) -> None:
    """Words first, then charts below them; what leaves too little room has pages of its own before the charts."""
    leaves: list[_Leaf] = []
    for size in _HEADINGS:
        leaves, comfortable = _result_leaves(canvas, scene, size)
        if comfortable:
            break
    canvas.pages = len(leaves)
    canvas.page = min(page, canvas.pages - 1)
    shown = leaves[canvas.page]
    canvas.lines[:] = shown.lines
    if shown.chart is not None:
        canvas.charts.append(shown.chart)
    _page_number(canvas, " · ".join(part for part in (scene.turnout, scene.summary) if part))


def _result_leaves(canvas: _Canvas, scene: ResultScene, size: float) -> tuple[list[_Leaf], bool]:
    """The pages with a heading of this size; False where a smaller one would make the charts easier to read."""
    least = canvas.area.height() * _CHART_SHARE
    leaves: list[_Leaf] = []
    del canvas.lines[:]
    under = _heading(canvas, scene.title, size, 0.24)
    title = tuple(canvas.lines)
    if under.height() < least:
        leaves, title, under = [_Leaf(title)], (), canvas.area
        del canvas.lines[:]
    left = QRectF(under)
    if scene.proposal:
        own = _proposal(canvas, scene.proposal, left)
        leaves += [_Leaf((*title, *each.lines)) for each in own]
    _verdict(canvas, scene, left)
    words = tuple(canvas.lines)
    if scene.chart is None:
        return [*leaves, _Leaf(words)], True
    sheets, comfortable = _charts(canvas, scene.chart, left)
    if left.height() < least or len(sheets) > 1:
        alone, easier = _charts(canvas, scene.chart, under)
        if left.height() < least or len(alone) == 1:
            leaves.append(_Leaf(words))
            words, left, sheets, comfortable = title, under, alone, easier
    leaves += [_Leaf(words, Placed(each, left.topLeft())) for each in sheets]
    if scene.rounds is not None:
        leaves += [_Leaf(title, Placed(each, under.topLeft())) for each in _charts(canvas, scene.rounds, under)[0]]
    return leaves, comfortable


def _plan(canvas: _Canvas, scene: PlanScene, page: int) -> None:
    """The figure under its title, which gives way to it."""
    under = _heading(canvas, scene.title, _HEADINGS[-1], 0.14)
    made = _charts(canvas, scene.chart, under)[0] if scene.chart else []
    canvas.pages = max(len(made), 1)
    canvas.page = min(page, canvas.pages - 1)
    if made:
        canvas.charts.append(Placed(made[canvas.page], under.topLeft()))
    _page_number(canvas, scene.chart.note if scene.chart else "")


def _proposal(canvas: _Canvas, words: str, left: QRectF) -> list[Page]:
    """The proposal at the top of `left`, which becomes what is below it; or pages of its own where it is long."""
    box = QRectF(left.left(), left.top() - canvas.unit * 1.5, left.width(), left.height() * 0.3)
    pieces = [Piece(words)]
    sizes = canvas.legible, canvas.unit * 3.6
    fitting = largest(pieces, box, *sizes, canvas.breaks, (1,)).pages
    if len(fitting) > 1:
        return largest(pieces, left, *sizes, canvas.breaks, (1,)).pages
    canvas.put(fitting[0])
    left.setTop((fitting[0].bottom or left.top()) + canvas.unit * 3)
    return []


def _verdict(canvas: _Canvas, scene: ResultScene, left: QRectF) -> None:
    """The verdict with its rule at the top of `left`; or, before the reveal, that there is a result."""
    if not scene.revealed:
        canvas.text("The result is in.", left, canvas.unit * 5, 400, "muted")
        return
    above = left.top()
    nothing = NO_PAPERS if scene.chart is None else ""
    for words, size, weight, colour in (
        (scene.verdict, 4.6, 600, "accent_text"),
        (nothing, 4.6, 400, "text"),
        (scene.rule, 2.8, 400, "muted"),
    ):
        if words:
            left.setTop(left.top() + canvas.text(words, left, canvas.unit * size, weight, colour))
    if left.top() > above:
        left.setTop(left.top() + canvas.unit * 3)


_CHART_SHARE = 0.34
"""The share of the screen's height that a chart needs below its words."""


def _charts(canvas: _Canvas, chart: AnyFigure, area: QRectF) -> tuple[list[Drawing], bool]:
    """The chart at the largest size with which it is on one page, or on as many pages as it takes.

    False where another, smaller heading would make it easier to read.
    """
    measure = screen_measure()
    height = max(area.height(), canvas.area.height() * _CHART_SHARE)
    low, high = math.ceil(canvas.legible), round(canvas.unit * 3.8)
    best: list[Drawing] | None = None
    while low <= high:
        size = (low + high) // 2
        made = pages(chart, area.width(), _style(canvas, size, height), measure)
        if made[0].height <= height:
            best, low = _aired(canvas, chart, QSizeF(area.width(), height), size, made[0], measure), size + 1
        else:
            high = size - 1
    if best is not None:
        return best, high >= canvas.unit * 3
    # It takes pages anyhow: then they may as well be easy to read.
    style = _style(canvas, round(canvas.unit * 3), height)
    return pages(chart, area.width(), style, measure, height=height), False


def _style(canvas: _Canvas, size: int, height: float, gap: float = 0.0) -> Style:
    """Sizes for a room: nothing under a fortieth of the screen's height."""
    bar = max(4.0, min(size * 0.7, canvas.unit * 2.4))
    return Style(
        size=size,
        figure=size,
        small=max(round(size * 0.74), math.ceil(canvas.legible)),
        bar=bar,
        thin=bar * 0.7,
        row=size * 1.5,
        line=max(1.0, canvas.unit * 0.12),
        tracks=True,
        gap=gap,
        brief=True,
        most_lines=max(2, int(height * 0.7 / (size * 1.3))),
    )


def _aired(
    canvas: _Canvas, chart: AnyFigure, area: QSizeF, size: int, tight: Drawing, measure: Measure
) -> list[Drawing]:
    """The chart with air between its rows, where there is room."""
    if isinstance(chart, PlanFigure):
        return [tight]
    rows = max(len(grid_of(chart, brief=True).rows), 1)
    gap = min((area.height() - tight.height) / rows, size * 0.9)
    airy = pages(chart, area.width(), _style(canvas, size, area.height(), gap), measure)
    return airy if airy[0].height <= area.height() + 0.5 else [tight]


def _read_back(canvas: _Canvas, scene: ReadBackScene, page: int) -> None:
    """Large enough to be read from the last row, a group after the other, on as many pages as that takes."""
    leaves: list[tuple[str, tuple[Line, ...], Page]] = []
    for group in scene.groups:
        del canvas.lines[:]
        area = _heading(canvas, group.title, _HEADINGS[1], 0.2)
        title = tuple(canvas.lines)
        pieces = []
        for each in group.lines:
            pieces.append(Piece(each.text, 500, gap=0.8, mark=True, with_next=bool(each.note)))
            pieces += [Piece(each.note, 400, 0.85, "muted", gap=0.12, inset=True)] if each.note else []
        set_as = largest(pieces, area, canvas.unit * 3.2, canvas.unit * 5, canvas.breaks, (1,)).pages
        begun = 0
        for each_page in set_as:
            last = begun + len(each_page.dots)
            of_all = f"{begun + 1} to {last} of {len(group.lines)}" if len(set_as) > 1 and each_page.dots else ""
            leaves.append((of_all, title, each_page))
            begun = last
    canvas.composer.long = None
    del canvas.lines[:]
    if not leaves:
        _middle(canvas, "", "Nothing has been decided yet.")
        return
    canvas.pages = len(leaves)
    canvas.page = min(page, canvas.pages - 1)
    of_all, title, shown = leaves[canvas.page]
    canvas.lines.extend(title)
    canvas.put(shown)
    _page_number(canvas, of_all)


def _clock(canvas: _Canvas, scene: ClockScene) -> None:
    pixels = canvas.unit * 40
    used = Broken(scene.text or "–", font(pixels, 600), 1e6)
    natural = used.layout.lineAt(0).naturalTextWidth()
    pixels *= min(1.0, canvas.area.width() / max(natural, 1.0))
    natural = min(natural, canvas.area.width())
    left = (canvas.width - natural) / 2
    top = (canvas.height - pixels * 1.28) * 0.44
    canvas.text(scene.text or "–", QRectF(left, top, natural + 4, pixels * 1.28), pixels, 600, _clock_tone(scene))
    if not scene.caption:
        return
    # Below the digits, as large as it goes there: a step is what forty people are to do now.
    below = QRectF(canvas.area.left(), top + pixels * 1.2, canvas.area.width(), 0)
    below.setBottom(max(canvas.height - canvas.unit * 4, below.top() + canvas.unit * 6))
    size = min(canvas.unit * 7, below.height() / 1.4)
    words = Broken(scene.caption, font(size, 600), below.width())
    while words.height > below.height() and size > canvas.legible:
        size *= 0.85
        words = Broken(scene.caption, font(size, 600), below.width())
    if len(words.heights) == 1:
        below.setLeft(max(below.left(), (canvas.width - words.layout.lineAt(0).naturalTextWidth()) / 2))
    canvas.put_broken(words, below, _clock_tone(scene))


def _clock_tone(scene: ClockScene) -> str:
    """The end is seen as well as said; nothing blinks."""
    return "warning" if scene.over else "text"
