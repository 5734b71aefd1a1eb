"""The answers to the question: the entry box, the list, what can be done with them."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import column
from lsp_workshop.ui.workshop.page import Panel
from lsp_workshop.ui.workshop.walk import Walk


class AnswersPanel(Panel):
    def __init__(self, desk: Desk, walk: Walk) -> None:
        super().__init__(desk)
        self.tools = QWidget()
        self.entry = QLineEdit()
        self.setLayout(column(self.entry, None))

    def shown(self) -> None:
        self.entry.setFocus()

    def focus_list(self) -> None: ...
