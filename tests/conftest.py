"""What every test gets: a home of its own, no screen, and failure on a log line that nobody expected.

A test must not see, and above all not change, the workshops and settings of the person who runs it.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from lsp_workshop import paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# Set while this file is imported, that is before any test module is: some libraries look only then. It is
# one folder for each process, so tests that run side by side don't meet in it.
HOME = Path(tempfile.mkdtemp(prefix="lsp-workshop-tests-"))


def _set_environment() -> None:
    runtime = HOME / "run"
    runtime.mkdir(mode=0o700)
    folders = {
        "HOME": HOME,
        "USERPROFILE": HOME,
        "APPDATA": HOME / "AppData" / "Roaming",
        "LOCALAPPDATA": HOME / "AppData" / "Local",
        "XDG_CACHE_HOME": HOME / ".cache",
        "XDG_CONFIG_HOME": HOME / ".config",
        "XDG_DATA_HOME": HOME / ".local" / "share",
        "XDG_RUNTIME_DIR": runtime,
        "LSP_WORKSHOP_DATA": HOME / "data",
        # Where Qt asks no font service of the system, it finds ours.
        "QT_QPA_FONTDIR": paths.resource("fonts"),
    }
    os.environ.update({name: str(folder) for name, folder in folders.items()})
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Dates and figures in tables are in the words of the computer's language, which is not that of the tests.
    os.environ["LC_ALL"] = "C.UTF-8"
    # A test that wants the screen of the person at the computer would take the keyboard away from them.
    for name in ("LANGUAGE", "DISPLAY", "WAYLAND_DISPLAY", "QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "SOURCE_DATE_EPOCH"):
        os.environ.pop(name, None)


_set_environment()

# On a busy machine one example takes its time, and no test is about that.
settings.register_profile(
    "lsp-workshop",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    # A checkout may not be writable. What an example that fails needs to be tried again is printed.
    database=None,
    print_blob=True,
)
settings.load_profile("lsp-workshop")

# Nor about how soon something comes that is waited for; pytest-qt gives up after five seconds.
for _waits in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitActive, QtBot.waitExposed):
    _waits.__kwdefaults__ = {**(_waits.__kwdefaults__ or {}), "timeout": 120_000}


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, recent files and rescued work of one test are not the next one's."""
    monkeypatch.setenv("LSP_WORKSHOP_DATA", str(tmp_path / "local-data"))


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(autouse=True)
def _no_error_in_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A failure that is only logged is still a failure, unless the test is marked `logs_errors`."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    yield
    root.removeHandler(collector)
    if collector.lines and request.node.get_closest_marker("logs_errors") is None:
        pytest.fail("logged at ERROR or above:\n" + "\n".join(collector.lines), pytrace=False)


@pytest.fixture(scope="session")
def qapp(qapp: "QApplication") -> "QApplication":
    """The application with the program's own fonts, so that widths are the same on every computer."""
    from PySide6.QtGui import QFont, QFontDatabase

    for font in sorted(paths.resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    qapp.setFont(QFont("Noto Sans", 10))
    return qapp
