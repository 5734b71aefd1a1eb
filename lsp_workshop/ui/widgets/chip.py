"""A chip: a rounded button with a short text that says a state and changes it ("Table B")."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton


class Chip(QPushButton):
    """As high as the entry box. `name` is what a reader says before the text."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self._name = name
        self.setProperty("kind", "chip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {text}")
