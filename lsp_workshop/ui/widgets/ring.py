"""The ring around a card that has the keyboard itself: its own painting would lie below what is in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_CARD


class FocusRing(QWidget):
    """Lies over `around`, lets the mouse through, and is there while that has the keyboard."""

    def __init__(self, theme: Theme, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVisible(around.hasFocus())
        around.installEventFilter(self)
        theme.changed.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._around:
            if event.type() is QEvent.Type.Resize:
                self.setGeometry(self._around.rect())
            elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self.setVisible(event.type() is QEvent.Type.FocusIn)
                self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CARD, RADIUS_CARD)
