"""What of the workshop window is folded where it is narrow, or where the person wants the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

if TYPE_CHECKING:
    from lsp_workshop.ui.workshop.shell import WorkshopWindow

_CENTRE_NEEDS = 560
_LOW = 380
"""Pixels: a lower window gives the footer's room to a ballot or a table; keys walk on."""


class Folding(QObject):
    """First the right panel goes, then the rail's words. The footer moves below the `centre` with the panel."""

    def __init__(self, window: WorkshopWindow, centre: QVBoxLayout) -> None:
        super().__init__(window)
        self._window, self._centre = window, centre
        self._wanted: bool | None = None
        """What the person chose; None leaves it to the width."""

    def toggle(self) -> None:
        self._wanted = not self._window.side.isHidden()
        self.fit()

    def fit(self) -> None:
        window = self._window
        scale = window.theme.px
        needs = scale(_CENTRE_NEEDS) - 4
        rail, side = min(scale(240), 420), scale(288)
        fold = self._wanted if self._wanted is not None else window.width() - rail - side < needs
        left = window.width() - rail - (0 if fold else side)
        window.rail.set_compact(left < needs)
        window.side.setVisible(not fold)
        window.timer_line.setVisible(fold)
        window.actions_table["toggle_side"].setChecked(fold)
        self._put_footer(across=fold)
        self._centre.setContentsMargins(*((16, 12, 16, 16) if fold else (32, 16, 24, 24)))

    def fit_footer(self) -> None:
        """In a low window it goes where the page needs the room: a ballot, a table, a long message above them."""
        window = self._window
        low = window.height() < window.theme.px(_LOW) and window.side.isHidden()
        pushed = not window.over_page.room.isHidden()
        window.footer.setVisible(not (low and (window.page_is_bare or pushed)))

    def _put_footer(self, *, across: bool) -> None:
        window = self._window
        footer = window.footer
        if across and footer.parentWidget() is not window:
            self._centre.addWidget(footer)
            footer.set_across(True)
            footer.show()
        elif not across and footer.parentWidget() is window:
            self._centre.removeWidget(footer)
            window.side.set_footer(footer)
            footer.set_across(False)
        self.fit_footer()
