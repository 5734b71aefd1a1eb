"""Pasted lines on their way into a question: shown in the dialog, saved as one deed, or kept there with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from lsp_workshop.domain.edits import capture
from lsp_workshop.domain.model import Answer, Group, Question
from lsp_workshop.ui.desk import Desk, Trouble
from lsp_workshop.ui.workshop.stage.entry import EntryRow
from lsp_workshop.ui.workshop.stage.paste import PasteDialog, PastedRow, rows_of


class Pasting(QObject):
    """`question` is the one in front, `asks_when` whether it asks how sure and when it bites: both as they are then."""

    captured = Signal(str)
    """The id of the first of the answers that are saved."""
    ended = Signal()

    def __init__(
        self, desk: Desk, entry: EntryRow, question: Callable[[], Question | None], asks_when: Callable[[], bool]
    ) -> None:
        super().__init__(entry)
        self._desk, self._entry, self._question, self._asks_when = desk, entry, question, asks_when
        self.dialog: PasteDialog | None = None

    def begin(self, lines: Sequence[str]) -> None:
        """Show them as the answers that they would become, for the table and the part that is entered now."""
        workshop, entry, question = self._desk.workshop, self._entry, self._question()
        groups = workshop.all(Group)
        parts = question.parts if question is not None else ()
        rows = rows_of(lines, entry.group_id, groups, entry.parts.part, parts, workshop.group_noun)
        names = {group.id: workshop.group_name(group) for group in groups}
        self.dialog = PasteDialog(self._desk.theme, entry.window(), rows, names, parts)
        self.dialog.agreed.connect(self._capture)
        self.dialog.finished.connect(self._end)
        self._desk.dialogs.show(self.dialog)

    def _capture(self, rows: list[PastedRow]) -> None:
        """What is refused stays in the dialog, which says why: the window's own message is behind it."""
        dialog, question = self.dialog, self._question()
        if question is None or dialog is None:
            return
        self._desk.troubled.connect(self._tell)
        edit = capture.capture_answers(question.id, rows, asks_when=self._asks_when())
        done = self._desk.do(edit, again=dialog.accept)
        self._desk.troubled.disconnect(self._tell)
        if done is not None:
            dialog.taken()
            self.captured.emit(done.new(Answer).id)

    def _tell(self, trouble: Trouble) -> None:
        if self.dialog is not None:
            self.dialog.tell(trouble.sentence)

    def _end(self) -> None:
        self.dialog = None
        self.ended.emit()
