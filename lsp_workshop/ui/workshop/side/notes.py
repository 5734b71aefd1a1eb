"""The facilitator's private note for a stage: it reaches no document and no projector."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

from lsp_workshop.domain.edits.event import note_text, write_note
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.workshop.walk import Walk


class Notes(QPlainTextEdit):
    """The facilitator's private note for this stage. Saved when typing rests, and when the box is left."""

    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__()
        self._desk, self._walk = desk, walk
        self._stage_id = ""
        self.setProperty("kind", "bare")
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Private notes for this stage"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(1_500)
        self._rest.timeout.connect(self._rested)
        self.textChanged.connect(self._rest.start)
        walk.moved.connect(self._moved)
        self._moved()
        self.allow()

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
        if self._stage_id and self._desk.can_write and words != self._saved():
            done = self._desk.do(write_note(self._stage_id, words), again=self.keep)
            return words if done is None else ""
        return ""

    def allow(self) -> None:
        can_write = self._desk.can_write
        self.setReadOnly(not can_write)
        self.setPlaceholderText(
            self.tr("Private notes for this stage. They reach no document and no projector.")
            if can_write
            else self.tr("No private notes for this stage.")
        )

    def _rested(self) -> None:
        self.keep()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.keep()
        super().focusOutEvent(event)

    def _moved(self) -> None:
        stage = self._walk.stage
        if stage is not None and stage.id != self._stage_id:
            if self.keep():
                # A note that could not be saved stays in the box, under the stage it belongs to.
                return
            self._stage_id = stage.id
            self.load()

    def _saved(self) -> str:
        return note_text(self._desk.workshop, self._stage_id)
