"""What the room sees, small, in the facilitator's own window. It paints the room's own sheet."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lsp_workshop.ui.projector.view import RoomView
from lsp_workshop.ui.theme import Theme

USUAL = QSize(1920, 1080)


class Preview(QWidget):
    """As wide as it is given, as high as the room's screen makes it; readers hear what it shows."""

    def __init__(self, theme: Theme, room: RoomView | None = None) -> None:
        """`room`: the view whose picture it repeats; without one its own `view` is handed scenes."""
        super().__init__()
        self._theme = theme
        self._room = USUAL
        self.view = RoomView(self, as_if=USUAL, mirrors=room)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def stand_for(self, size: QSize) -> None:
        """The room's screen has this size."""
        if size != self._room:
            self._room = size
            self._keep_shape()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()
        if event.size().width() != event.oldSize().width():
            self._keep_shape()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour("strong_line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def heightForWidth(self, width: int) -> int:
        """Pixels; whatever size it has now."""
        return 2 + round((width - 2) * self._room.height() / max(self._room.width(), 1))

    def _keep_shape(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))
        # Qt tells nobody of a height that is changed while it shows the widget.
        self._fill()

    def _fill(self) -> None:
        self.view.setGeometry(self.rect().adjusted(1, 1, -1, -1))
