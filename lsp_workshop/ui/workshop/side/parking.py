"""The parking lot in the side panel: a line to park a point, and what is parked already."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from lsp_workshop.domain.edits.parking import park
from lsp_workshop.domain.model import ParkingLotItem
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.tables.columns import day_shown
from lsp_workshop.ui.widgets import ScrollColumn, column, label, line


class Parking(QWidget):
    """A line to park a point, and what is parked already."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.box = QLineEdit()
        self.box.setPlaceholderText(self.tr("Park a point, press Enter"))
        self.box.setAccessibleName(self.tr("Park a point"))
        self.box.returnPressed.connect(self._park)
        self._list = ScrollColumn(margins=(4, 4, 8, 4), spacing=8)
        self._shown: dict[str, QLabel] = {}
        """The words of each point, by its id."""
        self.setLayout(column(self.box, self._list, spacing=8))
        self.box.installEventFilter(self)
        self.load()
        self.allow()

    def load(self) -> None:
        while (item := self._list.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._shown.clear()
        for place, point in enumerate(reversed(self._desk.workshop.all(ParkingLotItem))):
            if place:
                self._list.body.addWidget(line())
            self._shown[point.id] = label(point.text, "body", wrap=True)
            self._list.body.addWidget(self._shown[point.id])
            below = " · ".join(part for part in (point.raised_by, day_shown(point.answer_by), point.status) if part)
            self._list.body.addWidget(label(below, "caption", "muted", wrap=True))
        if not self._desk.workshop.all(ParkingLotItem):
            self._list.body.addWidget(label(self.tr("Nothing is parked."), "caption", "muted"))
        self._list.body.addStretch(1)

    def allow(self) -> None:
        can_write = self._desk.can_write
        self.box.setReadOnly(not can_write)
        # A point that was half typed when the workshop was closed is still there to be seen.
        self.box.setVisible(can_write or bool(self.box.text()))

    def begin(self) -> None:
        """The keyboard to where a point is typed, or else to those that are parked."""
        here = self._list if self.box.isReadOnly() else self.box
        here.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_point(self, point_id: str) -> None:
        """Scroll to a point that is parked."""
        # The card may have come to the front just now: it has no room before the next turn of the loop.
        if point_id in self._shown:
            QTimer.singleShot(0, self._shown[point_id], partial(self._scroll_to, point_id))

    def _scroll_to(self, point_id: str) -> None:
        if point_id in self._shown:
            self._list.ensureWidgetVisible(self._shown[point_id], 0, 24)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Escape goes back to the page: parking must not cost a hand on the mouse.
        if watched is self.box and event.type() == QEvent.Type.KeyPress and _is_escape(event):
            self._desk.beside_left.emit()
            return True
        return super().eventFilter(watched, event)

    def _park(self) -> None:
        words = self.box.text()
        if words.strip() and self._desk.can_write and self._desk.do(park(words), again=self._park):
            self.box.clear()
            self._desk.beside_left.emit()


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
