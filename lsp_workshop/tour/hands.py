"""Hands on the keyboard of the real windows, and a camera, for the tour. Knows nothing of what the day is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lsp_workshop.app import Program, Settings, make_application
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.library import Library
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.theme import Mode
from lsp_workshop.ui.workshop.shell import WorkshopWindow

_NO_KEYS = Qt.KeyboardModifier.NoModifier
SIZES = ((1280, 800, ""), (1100, 680, "-small"))


class Hands:
    """`sample` is the script of the day; `now` its time, which the windows are told, so that the record is of that day.

    Pictures and documents go into `folder`, what the program keeps for itself into `data`.
    """

    def __init__(self, folder: Path, data: Path, sample: Workshop) -> None:
        self._app = make_application()
        self.folder = folder
        self.sample = sample
        self.pictures: list[Path] = []
        self._now = datetime.fromisoformat(f"{sample.details.date}T09:30:00")
        library = Library(documents=folder, data=data, clock=self._clock)
        self.program = Program(self._app, library, Settings(data))
        self.program.theme.set_mode(Mode.LIGHT)

    def _clock(self) -> datetime:
        return self._now

    def at(self, moment: str | None) -> None:
        if moment:
            self._now = datetime.fromisoformat(moment)

    @property
    def window(self) -> WorkshopWindow:
        window = self.program.window
        assert isinstance(window, WorkshopWindow)
        return window

    @property
    def workshop(self) -> Workshop:
        return self.window.desk.workshop

    def _focus(self) -> QWidget:
        window = self.program.window
        assert window is not None
        if QApplication.activeModalWidget() is None and not window.isActiveWindow():
            # The off-screen platform forgets which window is in front when a popup or another window goes.
            window.activateWindow()
            self.until(window.isActiveWindow, "the window in front")
        return QApplication.focusWidget() or window

    def keys(self, *sequences: str) -> None:
        """Press keys as they stand in the menu: "Ctrl+Return"."""
        for sequence in sequences:
            QTest.keySequence(self._focus(), QKeySequence(sequence))

    def type(self, text: str) -> None:
        for character in text:
            if character.isascii():
                QTest.keyClicks(self._focus(), character)
            else:
                # Qt's tests know no key for a dash or an accent; a keyboard sends the text with it.
                self._app.sendEvent(self._focus(), QKeyEvent(QEvent.Type.KeyPress, 0, _NO_KEYS, character))

    def line(self, text: str) -> None:
        self.type(text)
        self.keys("Return")

    def look(self, name: str, window: QWidget | None = None) -> None:
        """A picture of the window in light; of the workshop window in dark too, and small.

        What was dark at the last one stays dark until then: to change it takes as long as twenty pictures.
        """
        theme = self.program.theme
        if window is not None:
            if theme.is_dark:
                theme.set_mode(Mode.LIGHT)
            self.picture(name, window)
            return
        light, dark = (Mode.LIGHT, ""), (Mode.DARK, "-dark")
        for mode, suffix in (dark, light) if theme.is_dark else (light, dark):
            theme.set_mode(mode)
            for width, height, size in SIZES:
                self.window.resize(width, height)
                self.picture(f"{name}{size}{suffix}", self.window)
        self.window.resize(*SIZES[0][:2])

    def picture(self, name: str, widget: QWidget) -> None:
        # Layouts and timers of zero come to rest first.
        QTest.qWait(20)
        path = self.folder / f"{name}.png"
        widget.grab().save(str(path))
        self.pictures.append(path)

    def room(self, name: str) -> None:
        """What the room sees, as large as a projector."""
        if name:
            projector = self.window.projector
            assert isinstance(projector, RoomProjector)
            projector.room.resize(1280, 720)
            self.picture(name, projector.room)

    def until(self, done: Callable[[], bool], what: str) -> None:
        deadline = QDeadlineTimer(60_000)
        while not done():
            if deadline.hasExpired():
                raise TimeoutError(what)
            QTest.qWait(10)
