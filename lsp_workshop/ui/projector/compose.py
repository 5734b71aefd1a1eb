"""A scene laid out for a screen of a certain size: texts, dots and charts at their places. Paints nothing.

A `Composer` remembers how the last scene's texts broke, and where the answers that stand on several pages end: those
that come later are set after them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from lsp_workshop.domain.wording import counted
from lsp_workshop.ui.projector.breaking import Breaks, Broken, font
from lsp_workshop.ui.projector.canvas import HEADINGS, Canvas, Sheet, heading, page_number
from lsp_workshop.ui.projector.compose_charts import plan, result
from lsp_workshop.ui.projector.compose_photo import photo
from lsp_workshop.ui.projector.compose_wordings import wordings
from lsp_workshop.ui.projector.flow import Line, Page, Piece, Setter, largest, set_pages
from lsp_workshop.ui.projector.reading import Readable
from lsp_workshop.ui.projector.scenes import (
    AnswersScene,
    BallotScene,
    ClockScene,
    CornerClock,
    DecisionScene,
    PhotoScene,
    PlanScene,
    QuestionScene,
    ReadBackScene,
    ResultScene,
    Scene,
    StatementScene,
    WordingsScene,
)


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
_PAGES = 12
"""Those that are let go at one go."""
_KEPT = 20_000
"""Answers that are remembered, twice as many as any scene was tried with."""


class Composer:
    """Lays scenes out, one after the other, for one screen."""

    def __init__(self) -> None:
        self.breaks = Breaks()
        self.long: _Long | None = None
        self._leaving: list[Page] = []
        """Pages of answers that are shown no more."""
        self.last: tuple[AnswersScene, list[Piece]] | None = None
        self._answers: dict[str, Piece] = {}
        self.pictures: dict[str, Readable] = {}
        """The one that is shown, by its id: a photo's scene says only which."""

    def answer(self, text: str) -> Piece:
        """The same for the same words: that it stood there before is then seen without a look at them."""
        found = self._answers.get(text)
        if found is None:
            if len(self._answers) >= _KEPT:
                self._answers = {}
            found = self._answers[text] = Piece(text, mark=True)
        return found

    def compose(self, scene: Scene, width: float, height: float, page: int = 0, find: int | None = None) -> Sheet:
        """The scene's sheet for `page`, or for the page where answer `find` begins; after the last is the last."""
        canvas = Canvas(max(width, 64.0), max(height, 36.0), self.breaks, find)
        if isinstance(scene, QuestionScene):
            _middle(canvas, scene.stage, scene.text, page, scene.parts)
        elif isinstance(scene, AnswersScene):
            _answers(self, canvas, scene, page)
        elif isinstance(scene, BallotScene):
            _ballot(self, canvas, scene, page)
        elif isinstance(scene, ResultScene):
            result(canvas, scene, page)
        elif isinstance(scene, ClockScene):
            _clock(canvas, scene)
        elif isinstance(scene, DecisionScene):
            label = " · ".join(word for word in ("Decision", scene.outcome, scene.how) if word)
            _middle(canvas, label, scene.text, page)
        elif isinstance(scene, StatementScene):
            _middle(canvas, scene.heading, scene.text, page)
        elif isinstance(scene, WordingsScene):
            wordings(canvas, scene, page)
            self.long = None
        elif isinstance(scene, PlanScene):
            plan(canvas, scene, page)
        elif isinstance(scene, ReadBackScene):
            _read_back(self, canvas, scene, page)
        elif isinstance(scene, PhotoScene):
            photo(canvas, scene, self.pictures.get(scene.picture_id), page)
            self.leave()
        return canvas.sheet()

    def leave(self) -> None:
        """Answers on several pages are shown no more. Their thousands of lines go a little at a time: see `let_go`."""
        if self.long is not None:
            self._leaving.extend(self.long.setter.pages())
            self.long = None

    def let_go(self) -> bool:
        """A portion of what was left; False where nothing is."""
        del self._leaving[-_PAGES:]
        return bool(self._leaving)

    def is_long(self, scene: Scene, width: float, height: float) -> bool:
        """More of it is to be laid out than can be done at one go."""
        return bool(self._portions(scene, width, height))

    def portions(self, scene: Scene, width: float, height: float) -> Iterator[int]:
        """Lays a scene out from its beginning, a portion a step: none takes long, nor does the scene after them."""
        if isinstance(scene, AnswersScene):
            pieces = _pieces(self, scene)
            for end in self._portions(scene, width, height):
                canvas = Canvas(max(width, 64.0), max(height, 36.0), self.breaks)
                _pages_below_heading(self, canvas, scene.question, pieces[:end])
                yield end

    def _portions(self, scene: Scene, width: float, height: float) -> list[int]:
        """How many pieces are laid out after each portion; what is laid out already is none."""
        if not isinstance(scene, AnswersScene) or scene.total <= _PORTION * 3 // 2:
            return []
        pieces, long = _pieces(self, scene), self.long
        key = (scene.question, max(width, 64.0), max(height, 36.0))
        known = len(long.pieces) if long is not None and long.key == key and long.goes_on_in(pieces) else 0
        answers = [place for place in range(known, len(pieces)) if pieces[place].mark]
        return [answers[count - 1] + 1 for count in range(_PORTION, len(answers) - _PORTION // 2, _PORTION)]


def compose(scene: Scene, width: float, height: float, page: int = 0) -> Sheet:
    """The scene's sheet for `page`; a page after the last is the last."""
    return Composer().compose(scene, width, height, page)


def compose_corner(corner: CornerClock, width: float, height: float) -> Sheet:
    """The clock in the top margin, at the right, where no scene has anything."""
    canvas = Canvas(max(width, 64.0), max(height, 36.0), Breaks())
    pixels = canvas.unit * 4.4
    rect = QRectF(canvas.area.left(), canvas.unit * 1.5, canvas.area.width(), pixels * 1.4)
    canvas.text(corner.text, rect, pixels, 600, "muted", right=True)
    return canvas.sheet()


# --- parts --------------------------------------------------------------------------------------------------


def _middle(canvas: Canvas, label: str, words: str, page: int = 0, under: Sequence[str] = ()) -> None:
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
    page_number(canvas, "")


def _below_heading(composer: Composer, canvas: Canvas, words: str, pieces: list[Piece], page: int) -> Page:
    """A heading and below it the pieces: the heading gives way before the pieces get hard to read."""
    pages = _pages_below_heading(composer, canvas, words, pieces)
    canvas.pages = len(pages)
    if canvas.find is not None:
        page = _page_of(canvas.find, pages)
    canvas.page = min(page, canvas.pages - 1)
    canvas.first = sum(len(each.dots) for each in pages[: canvas.page])
    canvas.put(pages[canvas.page])
    return pages[canvas.page]


def _pages_below_heading(composer: Composer, canvas: Canvas, words: str, pieces: list[Piece]) -> list[Page]:
    return _more_of_the_same(composer, canvas, words, pieces) or _headed(composer, canvas, words, pieces)


def _headed(composer: Composer, canvas: Canvas, words: str, pieces: list[Piece]) -> list[Page]:
    comfortable, smallest, biggest = canvas.unit * 3.4, canvas.legible, canvas.unit * 5.2
    for size in HEADINGS:
        del canvas.lines[:]
        area = heading(canvas, words, size, 0.30 if size > 5 else 0.2)
        fitted = largest(pieces, area, smallest, biggest, canvas.breaks)
        if len(fitted.pages) == 1 and fitted.size >= comfortable:
            break
    composer.leave()
    if len(fitted.pages) > 1:
        key = (words, canvas.width, canvas.height)
        composer.long = _Long(key, pieces, fitted.setter, tuple(canvas.lines))
    return fitted.pages


def _more_of_the_same(composer: Composer, canvas: Canvas, words: str, pieces: list[Piece]) -> list[Page]:
    """The pages of the last scene with what came after it; none where this is another one, or one page long."""
    long = composer.long
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


# --- scenes -------------------------------------------------------------------------------------------------


def _pieces(composer: Composer, scene: AnswersScene) -> list[Piece]:
    if composer.last is not None and composer.last[0] is scene:
        return composer.last[1]
    titled = any(group.title for group in scene.groups)
    pieces: list[Piece] = []
    for group in scene.groups:
        if titled:
            title = group.title or "Not under a theme"
            big = 0.9 if scene.question else 1.3
            kept_with = bool(group.answers)
            pieces.append(Piece(title, 600, big, "accent_text", gap=1.1 if pieces else 0.0, with_next=kept_with))
        pieces.extend(map(composer.answer, group.answers))
    composer.last = scene, pieces
    return pieces


_SIDE_BY_SIDE = 48
"""Answers: more than these do not stand side by side on one page, and are not tried."""


def _in_halves(composer: Composer, canvas: Canvas, scene: AnswersScene) -> bool:
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
    for biggest in HEADINGS:
        del canvas.lines[:]
        area = heading(canvas, scene.question, biggest, 0.30 if biggest > 5 else 0.2)
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
        if fits and (size >= canvas.unit * 3.4 or biggest == HEADINGS[-1]):
            for pieces, box in zip(columns, boxes, strict=True):
                canvas.put(set_pages(pieces, box, size, 1, canvas.breaks)[0])
            composer.leave()
            return True
    del canvas.lines[:]
    return False


def _answers(composer: Composer, canvas: Canvas, scene: AnswersScene, page: int) -> None:
    if _in_halves(composer, canvas, scene):
        page_number(canvas, counted(scene.total, "answer") if scene.total else "")
        return
    shown = _below_heading(composer, canvas, scene.question, _pieces(composer, scene), page)
    words = counted(scene.total, "answer")
    # Answers have a dot, headings none; a page that only goes on with a long answer begins none.
    here = len(shown.dots)
    if canvas.pages > 1 and here:
        words = f"Answers {canvas.first + 1} to {canvas.first + here} of {scene.total}"
    page_number(canvas, words if scene.total else "")


def _ballot(composer: Composer, canvas: Canvas, scene: BallotScene, page: int) -> None:
    proposal, last = len(scene.options) == 1, len(scene.scale) - 1
    pieces = [Piece(scene.instruction, 500, 0.8, "accent_text")]
    pieces += [
        Piece(option.text, 600 if proposal else 400, key=option.key, gap=1.0 if place == 0 else 0.55)
        for place, option in enumerate(scene.options)
        if not (proposal and option.text == scene.title)
    ]
    pieces += [
        Piece(point.text or point.key, key=point.key, gap=1.0 if place == 0 else 0.4, with_next=place < last)
        for place, point in enumerate(scene.scale)
    ]
    _below_heading(composer, canvas, scene.title, pieces, page)
    page_number(canvas, scene.turnout)


def _read_back(composer: Composer, canvas: Canvas, scene: ReadBackScene, page: int) -> None:
    """Large enough to be read from the last row, a group after the other, on as many pages as that takes."""
    leaves: list[tuple[str, tuple[Line, ...], Page]] = []
    for group in scene.groups:
        del canvas.lines[:]
        area = heading(canvas, group.title, HEADINGS[1], 0.2)
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
    composer.leave()
    del canvas.lines[:]
    if not leaves:
        _middle(canvas, "", "Nothing has been decided yet.")
        return
    canvas.pages = len(leaves)
    canvas.page = min(page, canvas.pages - 1)
    of_all, title, shown = leaves[canvas.page]
    canvas.lines.extend(title)
    canvas.put(shown)
    page_number(canvas, of_all)


def _clock(canvas: Canvas, scene: ClockScene) -> None:
    pixels = canvas.unit * 40
    used = Broken(scene.text or "–", font(pixels, 600), 1e6)
    natural = used.natural_width
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
        below.setLeft(max(below.left(), (canvas.width - words.natural_width) / 2))
    canvas.put_broken(words, below, _clock_tone(scene))


def _clock_tone(scene: ClockScene) -> str:
    """The end is seen as well as said; nothing blinks."""
    return "warning" if scene.over else "text"
