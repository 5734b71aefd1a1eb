"""A menu that keeps its letters to itself. Knows no action."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMenu


class Menu(QMenu):
    """While it is open no key reaches what lies below it.

    A pop-up leaves the keyboard with the list that it was opened from. Qt would run that list's own keys: a letter
    typed for the menu would send an answer to the room.
    """

    def inner(self, title: str) -> Menu:
        """A menu of its own inside this one."""
        made = Menu(self)
        made.setTitle(title)
        self.addMenu(made)
        return made

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)
