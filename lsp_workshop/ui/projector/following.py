"""What the room looks at, followed: the newest answer among those sent, a theme that is merged. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Notice
from lsp_workshop.ui.projector import concerns


class NewestAnswer:
    """`id` of the answer to go to, "" for none: one that came to those that the room has seen."""

    def __init__(self) -> None:
        self.id = ""
        self._seen: Sequence[str] = ()
        self._turned = False

    def begin(self, *, same: bool) -> None:
        """Something was sent; `same`: the answers that the room saw before."""
        self.id, self._turned = "", False
        if not same:
            self._seen = ()

    def turned(self, *, to_another: bool) -> None:
        """Whoever turns a page wants to see that one: the newest are not gone to until it is sent again."""
        self.id, self._turned = "", to_another

    def now(self, shown: Sequence[str]) -> None:
        """The ids of the answers that the room sees."""
        before = set(self._seen)
        new = [each for each in shown if each not in before]
        if new and before and not self._turned:
            self.id = new[-1]
        self._seen = shown

    def found(self) -> None:
        """It was gone to."""
        self.id = ""


class SentTheme:
    """`id` of the theme that the room sees, "" for none: the one that was sent, or what it was merged into since."""

    def __init__(self, theme_id: str = "") -> None:
        self.id = theme_id
        self._merged: list[str] = []

    def follow(self, notice: Notice, workshop: Workshop) -> bool:
        """True where it is another now: merged, its answers are under that one; and back where that is undone."""
        heir = concerns.heir_of(self.id, notice, workshop) if self.id else ""
        if heir:
            self._merged.append(self.id)
            self.id = heir
            return True
        if self._merged and concerns.is_back(self._merged[-1], self.id, notice):
            self.id = self._merged.pop()
            return True
        return False
