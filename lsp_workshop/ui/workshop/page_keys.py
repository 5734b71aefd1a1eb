"""Keys that mean the page in front, whichever it is: its tabs, and the way into the answers. Knows no page's inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from lsp_workshop.ui.workshop.shell import WorkshopWindow


class PageKeys(QObject):
    """No key may put the keyboard where nobody sees what is typed: what is not in front is brought there first."""

    def __init__(self, window: WorkshopWindow) -> None:
        super().__init__(window)
        self._window = window
        act = window.actions_table
        act.on("next_tab", self._next_tab)
        act.on("previous_tab", self._previous_tab)
        act.on("focus_entry", self._focus_entry)
        act.on("focus_answers", self._focus_answers)

    def _next_tab(self) -> None:
        self._step(1)

    def _previous_tab(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        page = self._window.page
        if page is not None:
            page.step_tab(by)

    def _focus_entry(self) -> None:
        if self._window.to_the_day():
            self._window.stage_page.focus_entry()

    def _focus_answers(self) -> None:
        if self._window.to_the_day():
            self._window.stage_page.focus_answers()
