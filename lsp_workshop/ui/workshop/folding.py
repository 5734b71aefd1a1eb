"""What of the workshop window is folded where it is narrow, or where the person wants the room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import RAIL_WIDTH, SIDE_WIDTH, WIDEST_SIDE
from lsp_workshop.ui.workshop.footer import Footer
from lsp_workshop.ui.workshop.over_page import OverPage
from lsp_workshop.ui.workshop.rail import Rail
from lsp_workshop.ui.workshop.side.panel import SidePanel

_CENTRE_NEEDS = 560
_HOME = 1280
"""Pixels: from this width on the right panel grows with the window."""
_LOW = 420
"""Pixels: a lower window gives the footer's room to a ballot or a table; keys walk on."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What of the window gives way or takes the room. `timer_line` stands in for the panel's timer; `toggle` shows
    whether the panel is folded; `page_is_bare` says that the page in front has given room to what is below.
    """

    window: QWidget
    rail: Rail
    side: SidePanel
    footer: Footer
    timer_line: QWidget
    over_page: OverPage
    toggle: QAction
    page_is_bare: Callable[[], bool]


class Folding(QObject):
    """First the right panel goes, then the rail's words. The footer moves below the `centre` with the panel."""

    def __init__(self, parts: Parts, centre: QVBoxLayout, theme: Theme) -> None:
        super().__init__(parts.window)
        self._parts, self._centre, self._theme = parts, centre, theme
        self._wanted: bool | None = None
        """What the person chose; None leaves it to the width."""

    def toggle(self) -> None:
        self._wanted = not self._parts.side.isHidden()
        self.fit()

    def fit(self) -> None:
        parts, scale = self._parts, self._theme.px
        needs = scale(_CENTRE_NEEDS) - 4
        rail, side = min(scale(RAIL_WIDTH), 420), scale(SIDE_WIDTH)
        fold = self._wanted if self._wanted is not None else parts.window.width() - rail - side < needs
        parts.side.setFixedWidth(min(max(parts.window.width() * SIDE_WIDTH // _HOME, side), scale(WIDEST_SIDE)))
        left = parts.window.width() - rail - (0 if fold else side)
        parts.rail.set_compact(left < needs)
        parts.side.setVisible(not fold)
        parts.timer_line.setVisible(fold)
        parts.toggle.setChecked(fold)
        self._put_footer(across=fold)
        self._centre.setContentsMargins(*((16, 12, 16, 16) if fold else (32, 16, 24, 24)))

    def fit_footer(self) -> None:
        """In a low window it goes where the page needs the room: a ballot, a table, a long message above them."""
        parts = self._parts
        low = parts.window.height() < self._theme.px(_LOW) and parts.side.isHidden()
        pushed = not parts.over_page.room.isHidden()
        parts.footer.setVisible(not (low and (parts.page_is_bare() or pushed)))

    def _put_footer(self, *, across: bool) -> None:
        window, footer = self._parts.window, self._parts.footer
        if across and footer.parentWidget() is not window:
            self._centre.addWidget(footer)
            footer.set_across(True)
            footer.show()
        elif not across and footer.parentWidget() is window:
            self._centre.removeWidget(footer)
            self._parts.side.set_footer(footer)
            footer.set_across(False)
        self.fit_footer()
