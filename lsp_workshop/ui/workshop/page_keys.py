"""Keys that mean the page in front, whichever it is: its tabs, and the way into the answers. Knows no page's inside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from lsp_workshop.ui.actions import Actions
from lsp_workshop.ui.workshop.page import Page
from lsp_workshop.ui.workshop.stage.page import StagePage


class PageKeys(QObject):
    """No key may put the keyboard where nobody sees what is typed: what is not in front is brought there first."""

    def __init__(
        self,
        act: Actions,
        in_front: Callable[[], Page | None],
        to_the_day: Callable[[], StagePage | None],
        parent: QObject,
    ) -> None:
        """`in_front` gives the page in front; `to_the_day` brings the stage page there, or gives None without one."""
        super().__init__(parent)
        self._in_front, self._to_the_day = in_front, to_the_day
        act.on("next_tab", self._next_tab)
        act.on("previous_tab", self._previous_tab)
        act.on("focus_entry", self._focus_entry)
        act.on("focus_answers", self._focus_answers)
        act.on("new_ballot", self._new_ballot)

    def _next_tab(self) -> None:
        self._step(1)

    def _previous_tab(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        page = self._in_front()
        if page is not None:
            page.step_tab(by)

    def _focus_entry(self) -> None:
        page = self._to_the_day()
        if page is not None:
            page.focus_entry()

    def _focus_answers(self) -> None:
        page = self._to_the_day()
        if page is not None:
            page.focus_answers()

    def _new_ballot(self) -> None:
        page = self._to_the_day()
        if page is not None:
            page.new_ballot()
