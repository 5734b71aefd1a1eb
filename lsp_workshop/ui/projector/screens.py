"""Which screen there is for the room's picture, and when that may have become another. Shows nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QWidget

from lsp_workshop.ui.projector.placement import room_screen


class Screens(QObject):
    """`home` is the facilitator's window, where there is one: its screen is never the room's."""

    lost = Signal()
    """A screen went: Qt would put its windows on the one that is left, which is the facilitator's."""
    changed = Signal()
    """Ask for the room's screen again: a moment after, for Qt gives a new screen its place late."""

    def __init__(self, parent: QObject, home: QWidget | None) -> None:
        super().__init__(parent)
        self._home = home
        self._watched: QWindow | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.changed)
        self._app = QGuiApplication.instance()
        assert isinstance(self._app, QGuiApplication)
        self._app.screenAdded.connect(self._added)
        self._app.screenRemoved.connect(self._removed)

    def of_room(self) -> QScreen | None:
        self._watch()
        return room_screen(QGuiApplication.screens(), self._home.screen() if self._home else None)

    def close(self) -> None:
        assert isinstance(self._app, QGuiApplication)
        self._app.screenAdded.disconnect(self._added)
        self._app.screenRemoved.disconnect(self._removed)
        self._soon.stop()

    def _watch(self) -> None:
        """The facilitator may pull the workshop window over to the room's screen: then they change places."""
        handle = self._home.windowHandle() if self._home else None
        if handle is not None and handle is not self._watched:
            handle.screenChanged.connect(self._home_moved, Qt.ConnectionType.UniqueConnection)
            self._watched = handle

    def _home_moved(self, screen: QScreen) -> None:
        self._soon.start()

    def _added(self, screen: QScreen) -> None:
        self._soon.start()

    def _removed(self, screen: QScreen) -> None:
        self.lost.emit()
        self._soon.start()
