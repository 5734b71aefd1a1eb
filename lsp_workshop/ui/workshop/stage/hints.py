"""The quiet line below the entry box: what became of the last answer, and who said something like it before.

It never stands in the way: it takes no keyboard, keeps its height when it is empty, and what it says is offered.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent

from lsp_workshop.ui.widgets import ElidedLabel


class HintLine(ElidedLabel):
    """`chosen` when it is clicked. Its words are announced to screen readers."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__("", "caption", "muted")

    def tell(self, words: str) -> None:
        """Show the words, "" for none."""
        if words != self.whole:
            self.set_text(words)
            if words:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def sizeHint(self) -> QSize:
        # An empty label is lower: what stands below would move with every hint.
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.whole:
            self.chosen.emit()
