"""The right panel: timer and run sheet, then the helps of a facilitator."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.room_screen import Projector
from lsp_workshop.ui.widgets.timer_ring import Room
from lsp_workshop.ui.workshop.footer import Footer
from lsp_workshop.ui.workshop.page import still_there
from lsp_workshop.ui.workshop.side.helps import HelpsCard
from lsp_workshop.ui.workshop.side.prompts import Prompts
from lsp_workshop.ui.workshop.side.timer_card import TimerCard
from lsp_workshop.ui.workshop.walk import Walk

_HELPS_NEED = 140
"""Pixels: below the timer there is always a tab and a line or two."""


class SidePanel(QWidget):
    def __init__(self, desk: Desk, walk: Walk, projector: Projector) -> None:
        super().__init__()
        self._desk = desk
        self.timer_card = TimerCard(desk, walk, projector)
        self._helps = HelpsCard(desk, walk)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 24, 24, 24)
        self._layout.setSpacing(16)
        self._layout.addWidget(self.timer_card)
        self._layout.addWidget(self._helps, 1)
        desk.theme.changed.connect(self._measure)
        self._measure()

    @property
    def notes(self) -> QPlainTextEdit:
        return self._helps.notes

    @property
    def prompts(self) -> Prompts:
        return self._helps.prompts

    @property
    def parking_box(self) -> QLineEdit:
        return self._helps.parking.box

    def show_parked(self, point_id: str) -> None:
        """Go to a point of the parking lot."""
        self._desk.actions["park"].trigger()
        self._helps.parking.show_point(point_id)

    def set_footer(self, footer: Footer) -> None:
        self._layout.addWidget(footer)
        footer.show()

    def keep(self) -> str:
        """As a page's: the note is saved, a point that is half typed is told."""
        return still_there([self._helps.notes.keep(), self._helps.parking.box.text().strip()])

    def refresh(self, notice: Notice) -> None:
        self.timer_card.refresh(notice)
        self._helps.refresh(notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.timer_card.set_room(self._room())
        # At once: in the heights of before, the ring would lie under its buttons until the next turn of the loop.
        self.timer_card.updateGeometry()
        self._layout.activate()

    def _room(self) -> Room:
        px, height = self._desk.theme.px, self.height()
        if height < px(600):
            return Room.LINE
        if height < px(760):
            return Room.LOW
        return Room.USUAL if height < px(900) else Room.HIGH

    def _measure(self) -> None:
        self._helps.setMinimumHeight(self._desk.theme.px(_HELPS_NEED))
