"""The facilitator's private notes, one a stage and one of the day: they reach no document and no projector."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from lsp_workshop.domain.edits.event import note_text, write_note
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Choices, column, row
from lsp_workshop.ui.workshop.walk import Walk

STAGE, DAY = "stage", "day"


class NotesCard(QWidget):
    """Whose note it is, and the box."""

    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__()
        self.box = Notes(desk, walk)
        self.whose = Choices([(STAGE, self.tr("This stage")), (DAY, self.tr("The day"))])
        self.setLayout(column(row(self.whose, None), self.box, spacing=4))
        self.whose.chosen.connect(self._chosen)

    def begin(self, *, of_the_day: bool) -> None:
        """The keyboard to the end of one of the two notes."""
        self._chosen(DAY if of_the_day else STAGE)
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.moveCursor(QTextCursor.MoveOperation.End)

    def _chosen(self, key: str) -> None:
        self.box.follow(of_the_day=key == DAY)
        self.whose.choose(DAY if self.box.is_of_the_day else STAGE)


class Notes(QPlainTextEdit):
    """The note of the stage, or of the day. Saved when typing rests, and when the box is left."""

    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__()
        self._desk, self._walk = desk, walk
        self._stage_id: str | None = None
        """Whose note is in the box; None for the day's."""
        self._wants_day = False
        self.setProperty("kind", "bare")
        self.setTabChangesFocus(True)
        self.setMinimumHeight(1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(1_500)
        self._rest.timeout.connect(self._rested)
        self.textChanged.connect(self._rest.start)
        walk.moved.connect(self._moved)
        self._moved()
        self.load()
        self.allow()

    @property
    def is_of_the_day(self) -> bool:
        return self._stage_id is None

    def follow(self, *, of_the_day: bool) -> None:
        """The note of the day from now on, or that of the stage wherever the day walks."""
        self._wants_day = of_the_day
        self._moved()

    def load(self) -> None:
        text = self._saved()
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
        self._rest.stop()

    def keep(self) -> str:
        """Save the note; returns its words where that failed, or ""."""
        self._rest.stop()
        words = self.toPlainText()
        if self._desk.can_write and words != self._saved():
            done = self._desk.do(write_note(self._stage_id, words), again=self._keep_again)
            return words if done is None else ""
        return ""

    def allow(self) -> None:
        can_write, day = self._desk.can_write, self.is_of_the_day
        self.setReadOnly(not can_write)
        self.setAccessibleName(self.tr("Private notes of the day") if day else self.tr("Private notes for this stage"))
        if can_write:
            whose = self.tr("Private notes of the day.") if day else self.tr("Private notes for this stage.")
            self.setPlaceholderText(f"{whose} {self.tr('They reach no document and no projector.')}")
        elif day:
            self.setPlaceholderText(self.tr("No private notes of the day."))
        else:
            self.setPlaceholderText(self.tr("No private notes for this stage."))

    def _rested(self) -> None:
        self.keep()

    def _keep_again(self) -> None:
        """What could not be saved is: the box goes where the day went meanwhile."""
        if not self.keep():
            self._moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # As in the prompts and the parking box: else the next answer would be typed into the note.
        if event.key() == Qt.Key.Key_Escape:
            self._desk.beside_left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.keep()
        super().focusOutEvent(event)

    def _moved(self) -> None:
        stage = self._walk.stage
        wanted = None if self._wants_day or stage is None else stage.id
        # A note that could not be saved stays in the box, under the stage it belongs to.
        if wanted != self._stage_id and not self.keep():
            self._stage_id = wanted
            self.load()
            self.allow()

    def _saved(self) -> str:
        return note_text(self._desk.workshop, self._stage_id)
