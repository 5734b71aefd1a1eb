"""One quiet line for the facilitator: which tables and sectors have not been heard from on this question.

It stands on the laptop alone. Nothing of it goes through the projector, which has a closed list of scenes.
"""

from __future__ import annotations

from lsp_workshop.domain.heard import Heard, heard
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.widgets import ElidedLabel


class HeardLine(ElidedLabel):
    """Hidden where there is nothing to say: before the first answer, and when everybody has been heard."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__("", "caption", "muted")
        self._workshop = workshop
        self.hide()

    def tell(self, question_id: str, *, begun: bool) -> None:
        """`begun`: somebody has been heard."""
        words = self.words(heard(self._workshop, question_id)) if begun else ""
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
