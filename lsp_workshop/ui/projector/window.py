"""The room's window: on the second screen without a frame, or on the only screen as a window like any other.

It never takes the keyboard by itself: the facilitator goes on typing whatever appears or goes here.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsp_workshop.ui.projector.view import RoomView

_ROOM = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
_PLAIN = Qt.WindowType.Window


class RoomWindow(QWidget):
    put_away = Signal()
    """The person closed the window."""

    def __init__(self) -> None:
        super().__init__(None, _ROOM)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        # The end of the program is the workshop window's to decide.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(self.tr("Projector – LSP Workshop"))
        self.view = RoomView(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._screen: QScreen | None = None

    @property
    def room(self) -> QScreen | None:
        """The screen that it fills; None while it is hidden or a window like any other."""
        return self._screen if self.isVisible() else None

    @property
    def is_plain(self) -> bool:
        return self.isVisible() and self._screen is None

    def fill(self, screen: QScreen) -> None:
        """Fill the screen, without a frame and without taking the keyboard."""
        if self.room is screen and self.isFullScreen() and self.geometry() == screen.geometry():
            return
        if not self.windowFlags() & Qt.WindowType.FramelessWindowHint:
            self.hide()
            self.setWindowFlags(_ROOM)
        self._screen = screen
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        # Not showFullScreen, which asks for the keyboard too.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()

    def show_plain(self) -> None:
        """As a window that can be moved, made larger and shown full screen (F11, Esc)."""
        self.hide()
        self._screen = None
        self.setWindowFlags(_PLAIN)
        self.resize(960, 540)
        self.showNormal()

    def leave(self) -> None:
        """Hide at once; what was shown is kept."""
        self._screen = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Only a window like any other, that the person clicked, ever gets a key.
        if event.key() == Qt.Key.Key_F11:
            self._toggle_full()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave_full()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._screen = None
        self.put_away.emit()

    def _toggle_full(self) -> None:
        if self.isFullScreen():
            self._leave_full()
        elif self._screen is None:
            self.showFullScreen()

    def _leave_full(self) -> None:
        if self._screen is None and self.isFullScreen():
            self.showNormal()
