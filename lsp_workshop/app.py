"""The program with its windows: the composition root. Puts theme, services and windows together, once.

One window at a time: the start page, or a workshop. Closing a workshop leads back to the start page; closing the
start page ends the program.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import signal
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QSize, QSocketNotifier, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from lsp_workshop import __version__
from lsp_workshop.files import replace_file
from lsp_workshop.library import Library
from lsp_workshop.log import start_log
from lsp_workshop.messages import sentence
from lsp_workshop.paths import data_dir, documents_dir
from lsp_workshop.session import Session
from lsp_workshop.ui.chime import Chime
from lsp_workshop.ui.crash import CrashHandler
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.services import WayIn
from lsp_workshop.ui.start.page import StartWindow
from lsp_workshop.ui.theme import Contrast, Look, Mode, Theme

if TYPE_CHECKING:
    from lsp_workshop.ui.workshop.shell import WorkshopWindow

_log = logging.getLogger(__name__)

QUIT_AFTER_PAINT = "LSP_WORKSHOP_QUIT_AFTER_PAINT"
"""An environment variable: end the program once its first window is painted (the benchmark of the start)."""
_TITLE_BAR = 32
"""Pixels that a window manager takes above a window, with some to spare."""
_TO_READ = 5_000
"""Milliseconds that a remark stands on the start page before it counts as read."""


class Settings:
    """What a person chose, kept in a small file of the local data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / "settings.json"

    def read(self) -> Look:
        """What was kept; what the system says where nothing (or nonsense) was."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            size = kept["text_scale"]
            return Look().changed(
                mode=Mode(kept["mode"]),
                text_scale=None if size is None else int(size),
                # Files of the first version do not have these.
                contrast=Contrast(kept.get("contrast", Contrast.SYSTEM)),
                still=kept.get("still") is True,
                sound=kept.get("sound") is not False,
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Look()

    def write(self, look: Look) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, json.dumps(dataclasses.asdict(look)).encode("utf-8"))
        except OSError:
            _log.warning("the settings were not kept", exc_info=True)


class Untold:
    """What closing had to say, kept in a small file of the local data folder until somebody has read it.

    The program may end in the same moment: a log-out, a shutdown.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "untold.json"
        self._sentences = self._read()

    @property
    def sentences(self) -> Sequence[str]:
        """Oldest first."""
        return tuple(self._sentences)

    def add(self, sentences: Sequence[str]) -> None:
        if not sentences:
            return
        self._sentences += sentences
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, json.dumps(self._sentences).encode("utf-8"))
        except OSError:
            _log.warning("a remark on closing was not kept", exc_info=True)

    def _read(self) -> list[str]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            # Nothing was kept, or nonsense.
            return []
        return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []

    def forget(self) -> None:
        self._sentences = []
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            _log.warning("a remark on closing is still kept", exc_info=True)


class Program(QObject):
    """The windows, one at a time, and what they share."""

    def __init__(self, app: QApplication, library: Library, settings: Settings) -> None:
        super().__init__(app)
        self.theme = Theme(app, look=settings.read())
        self.library = library
        self._settings = settings
        self._untold = Untold(settings.folder)
        self._jobs = Jobs(self)
        self._session: Session | None = None
        self.window: StartWindow | WorkshopWindow | None = None
        self.chime = Chime(self)
        self.theme.changed.connect(self._keep_look)
        self.theme.heard.connect(self._keep_look)
        app.aboutToQuit.connect(self.close)

    def show_start(self) -> StartWindow:
        return self._show_start(load=True)

    def show_file(self, path: Path) -> None:
        """Open a workshop; where that fails, the start page says why, and what else can be done."""
        self._show_start(load=False).open_path(path)

    def _show_start(self, *, load: bool) -> StartWindow:
        window = StartWindow(self.library, self.theme, self._jobs, load=load)
        window.opened.connect(self.show_workshop)
        self._show(window)
        self._tell_left(window)
        return window

    def _tell_left(self, window: StartWindow) -> None:
        """Say what closing left to say, and once only: but a page that was gone at once was read by nobody."""
        left = self._untold.sentences
        if not left:
            return
        window.remarks.remark("\n".join(left))
        timer = QTimer(window)
        timer.setSingleShot(True)
        timer.timeout.connect(self._untold.forget)
        timer.start(_TO_READ)
        window.remarks.closed.connect(self._untold.forget)

    def show_workshop(self, session: Session) -> None:
        # The start page is on screen by now; it did not have to wait for the rest.
        from lsp_workshop.ui.workshop.shell import WorkshopWindow

        self._session = session
        window = WorkshopWindow(session, self.library, self.theme, self._jobs, chime=self.chime)
        window.closed.connect(self._workshop_closed)
        window.reopen.connect(self._reopen)
        self._show(window)
        window.start()
        remarks = self.library.remarks_on(session)
        if remarks:
            window.remarks.remark("\n".join(remarks))

    def close(self) -> None:
        """Close what is open: the file is folded and let go."""
        self._jobs.close()
        if self._session is not None:
            session, self._session = self._session, None
            self._untold.add(self.library.close(session))

    def _workshop_closed(self) -> None:
        if self._session is None:
            return
        session, self._session = self._session, None
        left = self.library.close(session)
        self._untold.add(left)
        window = self.window
        # Who quits is told all the same what closing could not do: nobody would look for it later.
        if isinstance(window, StartWindow) or window is None or (window.is_last and not left):
            return
        self.show_start()

    def _reopen(self, path: Path, for_work: bool) -> None:
        """After a workshop was closed: open `path` for work, or once more to look at it as it is now."""
        start = self.window if isinstance(self.window, StartWindow) else self.show_start()
        if for_work:
            start.open_path(path)
        else:
            start.open_by(path, WayIn.VIEW)

    def _show(self, window: StartWindow | WorkshopWindow) -> None:
        before, self.window = self.window, window
        if before is not None:
            window.setGeometry(before.geometry())
        else:
            window.resize(window.size().boundedTo(room_for(window)))
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()
        window.activateWindow()

    def _keep_look(self) -> None:
        self._settings.write(self.theme.look)


def room_for(window: QWidget) -> QSize:
    """The largest size at which all of a window with its title bar is seen on its screen, also in large letters."""
    room = window.screen().availableGeometry().size()
    return QSize(room.width(), room.height() - _TITLE_BAR)


class _FirstPaint(QObject):
    """Calls `then` once the watched window has been painted."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


class _Signals(QObject):
    """Ends the program in an orderly way when the system asks it to; Qt's loop alone would not hear of it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.number = 0
        self._app = app
        self._heard, self._rung = socket.socketpair()
        for end in (self._heard, self._rung):
            end.setblocking(False)
        signal.set_wakeup_fd(self._rung.fileno(), warn_on_full_buffer=False)
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, self._note)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)

    def _note(self, number: int, _frame: object) -> None:
        self.number = number

    def _wake(self) -> None:
        self._heard.recv(64)
        if self.number:
            self._app.quit()


def make_application() -> QApplication:
    """The one QApplication, with the program's name and Qt's own texts in the person's language."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["lsp-workshop"])
    app.setApplicationName("LSP Workshop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("lsp-workshop")
    translator = QTranslator(app)
    if translator.load(QLocale(), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


def _tell(program: Program) -> Callable[[BaseException], None]:
    def tell(error: BaseException) -> None:
        window = program.window
        if window is not None:
            what = sentence(error) if isinstance(error, Exception) else str(error)
            Dialogs(window).tell(
                "Something went wrong in the program. What was shown as saved is saved; you can go on.", what
            )

    return tell


def run_app(path: Path | None = None) -> int:
    """Open the start page, or `path`; returns the exit status once the last window is closed."""
    data = data_dir()
    start_log(data)
    app = make_application()
    signals = _Signals(app)
    library = Library(documents=documents_dir(), data=data)
    program = Program(app, library, Settings(data))
    crash = CrashHandler(_tell(program))
    crash.install()
    app.setWindowIcon(QIcon(program.theme.pixmap("presentation", "accent", 64)))
    if path is None:
        program.show_start()
    else:
        program.show_file(path)
    if os.environ.get(QUIT_AFTER_PAINT) and program.window is not None:
        _FirstPaint(program.window, app.quit)
    status = app.exec()
    program.close()
    crash.uninstall()
    return 128 + signals.number if signals.number else status
