"""The timer as one small button in the strip above the page, where the panel with its ring is folded away.

Counts nothing: it says what the ring says, and starts and pauses as its action does.
"""

from __future__ import annotations

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, TimerRing
from lsp_workshop.ui.widgets.timer_ring import clock_text
from lsp_workshop.ui.workshop.walk import Walk


class TimerLine(Button):
    """Hidden until somebody folds the panel away, or large text leaves no room for it."""

    def __init__(self, desk: Desk, walk: Walk, ring: TimerRing) -> None:
        super().__init__(desk.theme, clock_text(0), "quiet", "play")
        self._timer, self._ring = walk.timer, ring
        self._deed = desk.actions["timer_toggle"]
        self.clicked.connect(self._deed.trigger)
        self._deed.changed.connect(self._allow)
        self._timer.ticked.connect(self.tell)
        self._timer.running_changed.connect(self._running)
        self.hide()
        self.tell()
        self._allow()

    def tell(self) -> None:
        """Once a second; the ring has been told before."""
        timer = self._timer
        shown = clock_text(timer.left if timer.planned else timer.used)
        if shown != self.text():
            self.setText(shown)
        name = self._ring.accessibleName()
        if name != self.accessibleName():
            self.setAccessibleName(name)
            self.setToolTip(f"{name} · {self._deed.toolTip()}")

    def _running(self, running: bool) -> None:
        self.set_icon("pause" if running else "play")

    def _allow(self) -> None:
        self.setEnabled(self._deed.isEnabled())
