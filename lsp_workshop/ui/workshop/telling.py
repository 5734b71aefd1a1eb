"""What the window's message bar says of undo and redo, and how long a refusal stands there. Knows no page."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from lsp_workshop.domain.model import Answer, Note, Question, Record, Stage
from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Deed, Notice
from lsp_workshop.ui.desk import Desk, Trouble
from lsp_workshop.ui.widgets import MessageBar
from lsp_workshop.ui.workshop.walk import Walk

_UNDO = "undo: "


class Telling(QObject):
    """A refusal is over when the keyboard goes elsewhere in the window, by Escape, or when the day walks on."""

    def __init__(self, desk: Desk, walk: Walk, messages: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._walk, self._messages, self._window = desk, walk, messages, window
        self._refused_at: QWidget | None = None
        """Where the keyboard was, or was just going, when something was refused."""
        desk.troubled.connect(self._troubled)
        walk.moved.connect(self._messages.over)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def changed(self, notice: Notice) -> None:
        """Say what was taken back or done again, and where it stands if that is not in front."""
        if notice.deed is Deed.DONE:
            return
        done = notice.deed is Deed.REDONE
        words = self.tr("Done again: {what}") if done else self.tr("Taken back: {what}")
        words = words.format(what=notice.transaction.label.removeprefix(_UNDO))
        here, question = self._desk.workshop, self._walk.question
        place = place_of(here, notice.transaction)
        far = bool(place) and (question is None or question.number != place)
        if place and place not in words:
            words = self.tr("{what} (in {place})").format(what=words, place=place)
        self._messages.news(words, longer=far)

    def _troubled(self, _trouble: Trouble) -> None:
        self._refused_at = QApplication.focusWidget()

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        # A dialog or menu in front is not leaving; and words that were refused as their cell was left are read first.
        if old is None or now is None or now is self._refused_at:
            return
        if self._window.isAncestorOf(old) and self._window.isAncestorOf(now) and not self._messages.isAncestorOf(now):
            self._messages.over()


def place_of(workshop: Workshop, done: Transaction) -> str:
    """The number of the question that all of it belongs to, or "stage 2" or "the private notes"; "" for elsewhere."""
    places = {_place(workshop, change.record) for change in done.changes}
    return places.pop() if len(places) == 1 else ""


def _place(workshop: Workshop, record: Record) -> str:
    if isinstance(record, Note):
        return "the private notes"
    if isinstance(record, Answer) or getattr(record, "question_id", None):
        question = workshop.find(Question, getattr(record, "question_id", None))
        return question.number if question is not None else ""
    stage = workshop.find(Stage, getattr(record, "stage_id", None))
    return f"stage {stage.number}" if stage is not None else ""
