"""A quiet word beside the entry box while answers are held back from the room, so that nobody forgets it.

It stands on the laptop alone; what the room sees is the projector's matter.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from lsp_workshop.domain.wording import counted
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import ElidedLabel


class HeldLine(ElidedLabel):
    """Hidden unless the answers to the question of the moment are in the room and held back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", "caption", "muted")
        self._desk = desk
        self._question_id = ""
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        desk.projector.changed.connect(self.tell)
        self.hide()

    def show_question(self, question_id: str) -> None:
        self._question_id = question_id
        self.tell()

    def tell(self) -> None:
        waiting = self._desk.projector.held_back(self._question_id)
        keys = self._desk.actions["project_next"].shortcut().toString()
        words = ""
        if waiting:
            words = self.tr("Holding back {count} · {keys} brings them out")
            words = words.format(count=counted(waiting, "answer"), keys=keys)
        elif waiting is not None:
            words = self.tr("Holding back new answers")
        if words != self.whole:
            self.set_text(words)
        self.setVisible(bool(words))
