"""The end of the timer: said in the window and to screen readers, and heard where that is wanted."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from lsp_workshop.domain.wording import shortened
from lsp_workshop.ui.chime import Chime
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.workshop.walk import Walk

_LONGEST = 80


class TimeUp(QObject):
    """The sound is a preference; the signs that are seen stay. Without a `chime` nothing is heard."""

    def __init__(self, desk: Desk, walk: Walk, chime: Chime | None = None) -> None:
        super().__init__(desk)
        self._desk, self._walk, self.chime = desk, walk, chime
        walk.timer.time_is_up.connect(self._tell)
        self._switch = desk.actions.on("timer_sound", self._toggled)
        for signal in (desk.theme.changed, desk.theme.heard):
            signal.connect(self._follow)
        self._follow()

    def _tell(self) -> None:
        what = self._walk.counted
        words = self.tr("Time is up: {what}").format(what=shortened(what.title, _LONGEST) if what else "")
        self._desk.say(words)
        window = self._desk.parent()
        if window is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(window, words))
        if self._desk.theme.look.sound and self.chime is not None:
            self.chime.play()

    def _toggled(self) -> None:
        """Turned on, it is heard at once: better now than in the middle of a silence."""
        theme, on = self._desk.theme, self._switch.isChecked()
        theme.set_look(theme.look.changed(sound=on))
        if on and self.chime is not None and not self.chime.play():
            self._desk.say(
                self.tr("Nothing on this computer plays sounds: the ring and a line in the window say it alone.")
            )

    def _follow(self) -> None:
        self._switch.setChecked(self._desk.theme.look.sound)
