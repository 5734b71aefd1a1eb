"""What the facilitator has switched on for the room: actions that can be checked. Knows no scene."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from lsp_workshop.ui.desk import Desk


class Switches(QObject):
    changed = Signal(str)
    """One of them, by its name here."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = desk.actions
        self.by_theme = False
        self.hold = False
        """New answers wait until they are sent."""
        self.light = False
        self.corner = False
        """The timer small, beside what is shown; it stays until it is asked away."""
        self.sectors = False
        """For the result that is shown or sent next, as `rounds`; off again when something else is sent."""
        self.rounds = False
        for name in ("by_theme", "hold", "light", "corner", "sectors", "rounds"):
            desk.actions.on(f"project_{name}", partial(self._switched, name))

    def show_less(self) -> None:
        """What was asked for one result must not come with the next."""
        self.sectors = self.rounds = False
        for name in ("sectors", "rounds"):
            self._actions[f"project_{name}"].setChecked(False)

    def _switched(self, name: str) -> None:
        setattr(self, name, self._actions[f"project_{name}"].isChecked())
        self.changed.emit(name)
