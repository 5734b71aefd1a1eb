"""A card that the keyboard can be on: it shows its ring, and the keys are its owner's."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RADIUS_CARD
from lsp_workshop.ui.widgets.basic import Button, Card, label


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


class CardForm(QWidget):
    """The fields of a record in its card: `save` by Enter or the button, `left` by Escape or the other one.

    Who subclasses it lays out its fields, the two buttons and `keys`; `save` emits `left` where it has saved.
    """

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.save_button = Button(theme, self.tr("Save"), "secondary")
        self.cancel_button = Button(theme, self.tr("Leave as it was"), "quiet")
        self.keys = label(self.tr("Enter saves, Esc leaves"), "caption", "muted")
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.left)

    def save(self) -> None:
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)


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
