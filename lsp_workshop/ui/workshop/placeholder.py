"""What stands where a page or panel is still to come."""

from __future__ import annotations

from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import EmptyState, column
from lsp_workshop.ui.workshop.page import Page, Panel


class EmptyPage(Page):
    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk)
        self._title = title
        self.setLayout(column(EmptyState(desk.theme, "layers", title)))

    def heading(self) -> str:
        return self._title


class EmptyPanel(Panel):
    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk)
        self.setLayout(column(EmptyState(desk.theme, "layers", title)))
