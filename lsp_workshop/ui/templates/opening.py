"""The action that opens the templates, in whichever window. The list is loaded when it is first asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lsp_workshop.ui.actions import Actions
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.services import Services
from lsp_workshop.ui.theme import Theme


class TemplateActions(QObject):
    """`changed` when there are other templates than before."""

    changed = Signal()

    def __init__(
        self, actions: Actions, services: Services, theme: Theme, jobs: Jobs, dialogs: Dialogs, window: QWidget
    ) -> None:
        super().__init__(window)
        self._services, self._theme, self._jobs = services, theme, jobs
        self._dialogs, self._window = dialogs, window
        actions.on("templates", self._open)

    def _open(self) -> None:
        from lsp_workshop.ui.templates.shelf import TemplatesDialog

        dialog = TemplatesDialog(self._theme, self._services, self._jobs, self._window)
        dialog.changed.connect(self.changed)
        self._dialogs.show(dialog)
