"""The room's screen as a widget: paints one scene, in the window and in the preview alike. Takes no keyboard."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from lsp_workshop.ui.projector.compose import Sheet, compose
from lsp_workshop.ui.projector.scenes import BLANK, BlankScene, Scene, scene_words
from lsp_workshop.ui.tokens import DARK, Tokens
from lsp_workshop.ui.widgets.chart import paint_drawing, palette_of


def paint_sheet(painter: QPainter, sheet: Sheet, tokens: Tokens) -> None:
    """Paint on a background that is there already."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
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

    def __init__(self, parent: QWidget | None = None, *, as_if: QSize | None = None) -> None:
        """`as_if`: lay out for a screen of this size and scale the picture (the preview)."""
        super().__init__(parent)
        self._as_if = as_if
        self._scene: Scene = BLANK
        self._page = 0
        self._tokens = DARK
        self._sheet: Sheet | None = None
        self.setAccessibleName(self.tr("What the room sees"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def sheet(self) -> Sheet:
        """What is on the screen, laid out."""
        if self._sheet is None:
            size = self._as_if or self.size()
            self._sheet = compose(self._scene, size.width(), size.height(), self._page)
        return self._sheet

    def show_scene(self, scene: Scene, page: int, tokens: Tokens) -> None:
        if (scene, page, tokens) == (self._scene, self._page, self._tokens):
            return
        self._scene, self._page, self._tokens = scene, page, tokens
        self._sheet = None
        self.setAccessibleDescription(scene_words(scene))
        self.update()

    def lay_out_for(self, size: QSize) -> None:
        """Another screen to stand for."""
        if self._as_if != size:
            self._as_if = size
            self._sheet = None
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._as_if is None:
            self._sheet = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # A blank is black: on a projector it is the lamp that goes dark.
        blank = isinstance(self._scene, BlankScene)
        painter.fillRect(self.rect(), QColor("#000000" if blank else self._tokens.canvas))
        if self._as_if is not None and not self._as_if.isEmpty():
            scale = min(self.width() / self._as_if.width(), self.height() / self._as_if.height())
            painter.scale(scale, scale)
        paint_sheet(painter, self.sheet, self._tokens)
        painter.end()
