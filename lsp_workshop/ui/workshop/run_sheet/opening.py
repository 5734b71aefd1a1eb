"""The dialogs of the run sheet: connects their actions and opens them, with the sheet as it stands then."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.workshop.run_sheet.state import DaySheet


class Opening(QObject):
    def __init__(self, desk: Desk, day: DaySheet) -> None:
        super().__init__(day)
        self._desk, self._day = desk, day
        desk.actions.on("run_sheet", self._open)
        desk.actions.on("catch_up", self._catch_up)

    def _open(self) -> None:
        from lsp_workshop.ui.workshop.run_sheet.dialog import RunSheetDialog

        self._day.look()
        self._desk.dialogs.show(RunSheetDialog(self._desk, self._day, self._window()))

    def _catch_up(self) -> None:
        from lsp_workshop.ui.workshop.run_sheet.catch_up import CatchUpDialog

        self._day.look()
        if self._day.is_behind:
            self._desk.dialogs.show(CatchUpDialog(self._desk, self._day, self._window()))
        else:
            self._desk.say(self.tr("The day is not behind: there is nothing to catch up."))

    def _window(self) -> QWidget:
        window = self._desk.parent()
        assert isinstance(window, QWidget), "the desk belongs to a window"
        return window
