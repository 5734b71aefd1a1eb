"""A card that the keyboard can be on: it shows its ring, and the keys are its owner's."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_CARD
from lsp_workshop.ui.widgets.basic import Card


class FocusCard(Card):
    def __init__(self, theme: Theme, *, margin: int = 16) -> None:
        super().__init__(margin=margin)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CARD - 1, RADIUS_CARD - 1)
            painter.end()


class FormWords(QPlainTextEdit):
    """A few lines in a form: Enter is the form's; Shift+Enter goes on in a new line, Tab leaves."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


def form_line(text: str, name: str, hint: str) -> QLineEdit:
    """A line in a form, which says what belongs there while it is empty."""
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
