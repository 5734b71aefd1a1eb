"""Fields with a label that save by themselves when they are left or Enter is pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.model import WorkshopDetails
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables import Line, Lines
from lsp_workshop.ui.widgets import column, label, set_look, set_tone


@dataclass(frozen=True, slots=True)
class Field:
    """`place` is row, column and how many of the six columns of the grid it takes; `lines` over 1 is a text box."""

    key: str
    title: str
    read: Callable[[WorkshopDetails], str]
    put: Callable[[str], Edit]
    place: tuple[int, int, int]
    lines: int = 1
    hint: str = ""


class TextBox(Lines):
    """A few lines; leaving it or Ctrl+Enter is done."""

    editing_finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.editing_finished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.editing_finished.emit()


class FormField(QWidget):
    """What is typed and refused stays, in the colour of a mistake, until it is right or put back by Escape."""

    def __init__(self, desk: Desk, field: Field) -> None:
        super().__init__()
        self._desk = desk
        self.field = field
        self._saved = ""
        self._title = label(field.title, "caption", "muted")
        self.box: Line | TextBox
        if field.lines > 1:
            self.box = TextBox()
            self.box.setTabChangesFocus(True)
            self.box.editing_finished.connect(self.commit)
        else:
            self.box = Line()
            self.box.editingFinished.connect(self.commit)
        self.box.setAccessibleName(field.title)
        self._title.setBuddy(self.box)
        self.setLayout(column(self._title, self.box, spacing=4))
        desk.theme.changed.connect(self._measure)
        self._measure()
        self.show_saved()

    def text(self) -> str:
        return self.box.toPlainText() if isinstance(self.box, TextBox) else self.box.text()

    def show_saved(self) -> None:
        """What is saved now; words that are being typed, or were refused, are left alone."""
        fresh = self.field.read(self._desk.workshop.details)
        if self.text() == self._saved:
            self._put(fresh)
        self._saved = self.box.saved_words = fresh
        self.box.setReadOnly(not self._desk.can_write)
        # An example is for who types.
        self.box.setPlaceholderText(self.field.hint if self._desk.can_write else "")
        # What can only be read does not look like a box to type in.
        set_look(self.box, "kind", "" if self._desk.can_write else "told")
        self._judge(self.text() == self._saved)

    def commit(self) -> None:
        if self.text() == self._saved or not self._desk.can_write:
            self._judge(True)
            return
        saved = self._desk.do(self.field.put(self.text()), again=self.commit) is not None
        if saved:
            # What was typed as "6/11/26" is shown as it was understood.
            self._saved = self.box.saved_words = self.field.read(self._desk.workshop.details)
            self._put(self._saved)
        self._judge(saved)

    def keep(self) -> str:
        """Save what is typed; returns it where that was refused."""
        self.commit()
        return "" if self.text() == self._saved else self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._saved:
            self._put(self._saved)
            self._judge(True)
        else:
            super().keyPressEvent(event)

    def _put(self, text: str) -> None:
        if self.text() == text:
            return
        if isinstance(self.box, TextBox):
            self.box.setPlainText(text)
        else:
            self.box.setText(text)

    def _judge(self, right: bool) -> None:
        set_tone(self._title, "muted" if right else "danger")

    def _measure(self) -> None:
        if self.field.lines > 1:
            self.box.setFixedHeight(self._desk.theme.px(20) * self.field.lines + 20)
