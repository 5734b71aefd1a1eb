"""One quiet line for the facilitator: which tables and sectors have not been heard from on this question.

It stands on the laptop alone. Nothing of it goes through the projector, which has a closed list of scenes.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer

from lsp_workshop.domain.heard import Heard, heard
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.widgets import ElidedLabel


class HeardLine(ElidedLabel):
    """Hidden where there is nothing to say: before the first answer, and when everybody has been heard."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__("", "caption", "muted")
        self._workshop = workshop
        self._question_id, self._begun = "", False
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._tell)
        self.hide()

    def tell(self, question_id: str, *, begun: bool, at_once: bool = True) -> None:
        """`begun`: somebody has been heard. Not `at_once`: when the window has nothing else to do."""
        self._question_id, self._begun = question_id, begun
        if at_once:
            self._tell()
        else:
            self._later.start()

    def _tell(self) -> None:
        self._later.stop()
        words = self.words(heard(self._workshop, self._question_id)) if self._begun else ""
        self.set_text(words)
        self.setVisible(bool(words))

    def words(self, found: Heard) -> str:
        parts: list[str] = []
        if found.silent_groups:
            noun = self._workshop.group_noun.lower()
            noun = noun if len(found.silent_groups) == 1 else f"{noun}s"
            parts.append(f"{noun} {', '.join(group.label for group in found.silent_groups)}")
        if found.sectors_silent:
            noun = self.tr("sector") if len(found.sectors_silent) == 1 else self.tr("sectors")
            parts.append(f"{noun} {', '.join(sector.name for sector in found.sectors_silent)}")
        return self.tr("Not yet: {who}").format(who=" · ".join(parts)) if parts else ""
