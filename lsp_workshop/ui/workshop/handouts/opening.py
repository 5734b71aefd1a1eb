"""The action of the handouts, which opens their dialog from anywhere in the window."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lsp_workshop.ui.desk import Desk


class HandoutsOpening(QObject):
    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        desk.actions.on("handouts", self._open)

    def _open(self) -> None:
        from lsp_workshop.ui.workshop.handouts.dialog import HandoutsDialog

        self._desk.dialogs.show(HandoutsDialog(self._desk, self._window))
