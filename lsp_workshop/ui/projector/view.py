"""The room's screen as a widget: paints one scene, in the window and in the preview alike. Takes no keyboard.

What a person sends is laid out at once. What changes while it is shown (an answer more) is laid out a little later, in
portions, so that nobody's typing ever waits for it; until then the screen stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from lsp_workshop.ui import collector
from lsp_workshop.ui.projector.canvas import Sheet
from lsp_workshop.ui.projector.compose import Composer, compose_corner
from lsp_workshop.ui.projector.reading import Readable
from lsp_workshop.ui.projector.scenes import BLANK, BlankScene, CornerClock, Scene, scene_words
from lsp_workshop.ui.tokens import DARK, Tokens
from lsp_workshop.ui.widgets.chart import paint_drawing, palette_of

SOON = 80
"""Milliseconds: what comes within them is laid out together."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet with what it is painted with; `size` is the screen that it was laid out for."""

    sheet: Sheet
    size: QSize
    tokens: Tokens
    blank: bool


def paint_sheet(painter: QPainter, sheet: Sheet, tokens: Tokens) -> None:
    """Paint on a background that is there already."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for each in sheet.hung:
        small = painter.transform().mapRect(each.at).width() <= each.picture.small.width()
        painter.drawImage(each.at, each.picture.small if small else each.picture.full)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    for dot in sheet.dots:
        painter.drawEllipse(dot.at, dot.radius, dot.radius)
    for line in sheet.lines:
        painter.setPen(QColor(str(getattr(tokens, line.colour))))
        line.layout.lineAt(line.number).draw(painter, line.at)
    for chart in sheet.charts:
        paint_drawing(painter, chart.drawing, palette_of(tokens), chart.at)


class RoomView(QWidget):
    """Always laid out as for a whole screen of its own shape; a preview shows the same breaks, smaller."""

    laid_out = Signal()
    """What was shown is on the screen, and how many pages it takes is known."""
    painted_anew = Signal()
    """Another picture, or another time in its corner."""

    def __init__(
        self, parent: QWidget | None = None, *, as_if: QSize | None = None, mirrors: RoomView | None = None
    ) -> None:
        """`as_if`: lay out for a screen of this size and scale the picture. `mirrors`: show what that view shows."""
        super().__init__(parent)
        self._as_if = as_if
        self._mirrors = mirrors
        self._scene: Scene = BLANK
        self._page = 0
        self._find: int | None = None
        self._tokens = DARK
        self._composer = Composer()
        self._picture: Picture | None = None
        self._due = True
        self._told: Scene | None = None
        """The scene that the description for screen readers is of."""
        self._portions: Iterator[int] | None = None
        self._corner: CornerClock | None = None
        self._working = _single_shot(self, self._work)
        self._leaving = _single_shot(self, self._let_go)
        self._telling = _single_shot(self, self.laid_out.emit)
        self.setAccessibleName(self.tr("What the room sees"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        if mirrors is not None:
            mirrors.painted_anew.connect(self._mirror)

    # --- what it shows ------------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        """What is to be on the screen, laid out by now if it was not."""
        return self.picture.sheet

    @property
    def picture(self) -> Picture:
        if self._mirrors is not None:
            return self._mirrors.picture
        if self._due or self._picture is None:
            return self._lay_out()
        return self._picture

    @property
    def corner(self) -> CornerClock | None:
        return self._corner

    @property
    def known(self) -> Sheet | None:
        """The sheet, where it is laid out already; asking costs nothing."""
        return None if self._due or self._picture is None else self._picture.sheet

    @property
    def is_long(self) -> bool:
        """More is to be laid out than can be done at one go."""
        return self._due and self._composer.is_long(self._scene, *self._size())

    def show_scene(self, scene: Scene, page: int, tokens: Tokens, *, find: int | None = None) -> None:
        """`find`: not `page` but the one where this answer begins, counted from 0. Laid out when it is painted."""
        if self._put(scene, page, tokens, find):
            self._working.stop()
            self._portions = None
            self.update()
            if self.is_long:
                self._working.start(0)

    def show_soon(self, scene: Scene, page: int, tokens: Tokens, *, find: int | None = None) -> None:
        """As `show_scene`, but in a moment: where more comes until then, it is shown together."""
        if self._put(scene, page, tokens, find):
            self._portions = None
            if isinstance(scene, BlankScene):
                self._working.stop()
                self.update()
            elif not self._working.isActive():
                self._working.start(SOON)

    def bring(self, picture_id: str, picture: Readable) -> None:
        """The picture of the photo that is shown next."""
        self._composer.pictures = {picture_id: picture}

    def show_corner(self, corner: CornerClock | None) -> None:
        """The time in the corner of whatever is shown but a blank."""
        if corner != self._corner:
            self._corner = corner
            self.update()
            self.painted_anew.emit()

    def lay_out_for(self, size: QSize | None) -> None:
        """A screen of this size to stand for; None: its own."""
        before = self._size()
        self._as_if = size
        if self._size() != before:
            self._again()

    # --- laying out ---------------------------------------------------------------------------------------

    def _size(self) -> tuple[int, int]:
        size = self._as_if or self.size()
        return size.width(), size.height()

    def _put(self, scene: Scene, page: int, tokens: Tokens, find: int | None) -> bool:
        if (scene, page, tokens, find) == (self._scene, self._page, self._tokens, self._find):
            return False
        self._scene, self._page, self._tokens, self._find = scene, page, tokens, find
        self._due = True
        return True

    def _again(self) -> None:
        """For another size."""
        self._due, self._portions = True, None
        self.update()
        if self.is_long:
            self._working.start(0)

    def _work(self) -> None:
        """One portion, then back to the event loop, until all is laid out."""
        if not self._due:
            return
        if self._portions is None:
            self._portions = self._composer.portions(self._scene, *self._size())
        with collector.making_many():
            more = next(self._portions, 0)
        if more:
            self._working.start(0)
        else:
            self._lay_out()

    def _lay_out(self) -> Picture:
        self._working.stop()
        self._portions = None
        size = self._as_if or self.size()
        with collector.making_many():
            sheet = self._composer.compose(self._scene, size.width(), size.height(), self._page, self._find)
        made = Picture(sheet, size, self._tokens, isinstance(self._scene, BlankScene))
        self._picture, self._due = made, False
        if self._scene is not self._told:
            self._told = self._scene
            self.setAccessibleDescription(scene_words(self._scene))
        self.update()
        self.painted_anew.emit()
        self._leaving.start(0)
        # Not from here: this may be while the screen is painted.
        self._telling.start(0)
        return made

    def _let_go(self) -> None:
        if self._composer.let_go():
            self._leaving.start(0)

    def _mirror(self) -> None:
        assert self._mirrors is not None
        self._corner = self._mirrors.corner
        if self._mirrors._picture is not None:
            self.setAccessibleDescription(self._mirrors.accessibleDescription())
        self.update()

    # --- painting -----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._as_if is None and self._mirrors is None:
            self._again()

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self._to_paint()
        painter = QPainter(self)
        # A blank is black: on a projector it is the lamp that goes dark.
        painter.fillRect(self.rect(), QColor("#000000" if picture.blank else picture.tokens.canvas))
        size = picture.size
        if size != self.size() and not size.isEmpty():
            scale = min(self.width() / size.width(), self.height() / size.height())
            painter.scale(scale, scale)
        paint_sheet(painter, picture.sheet, picture.tokens)
        if self._corner is not None and not picture.blank:
            paint_sheet(painter, compose_corner(self._corner, size.width(), size.height()), picture.tokens)
        painter.end()

    def _to_paint(self) -> Picture:
        """What was there before stays while what comes is on its way."""
        source = self._mirrors or self
        if source._picture is not None and (source._working.isActive() or not source._due):
            return source._picture
        if source._picture is None and source._working.isActive() and source.is_long:
            # The first of the day, and thousands of answers: the room waits a moment, and no key does.
            return Picture(Sheet((), (), (), 0, 1), QSize(*source._size()), source._tokens, blank=False)
        return source.picture


def _single_shot(owner: RoomView, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(slot)
    return timer
