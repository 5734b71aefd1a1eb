"""What screen tests get: a real session on a store in memory, services, a theme, dialogs that are answered."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lsp_workshop import paths
from lsp_workshop.domain.framework import Framework, read_framework
from lsp_workshop.session import Session
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.theme import Mode, Theme
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.support import AnsweredDialogs, FakeServices


@pytest.fixture(scope="session")
def framework() -> Framework:
    return read_framework(json.loads(paths.resource("framework.json").read_text(encoding="utf-8")))


@pytest.fixture
def services(framework: Framework) -> FakeServices:
    return FakeServices(framework)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, Mode.LIGHT)
    yield theme
    # Its style sheet stays until the next one: putting none in its place takes as long again.
    theme.deleteLater()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


OpenWindow = Callable[[Session], WorkshopWindow]


_since_collected = count(1)


@pytest.fixture(autouse=True)
def _what_was_let_go_goes() -> Iterator[None]:
    """Widgets of windows that are gone are in circles: with a thousand tests' worth of them alive, each change of the
    look takes half a minute.
    """
    yield
    if next(_since_collected) % 25 == 0:
        gc.unfreeze()
        gc.collect()


@pytest.fixture
def open_window(qtbot: QtBot, services: FakeServices, theme: Theme, jobs: Jobs) -> OpenWindow:
    """Opens a workshop window on a session, shown and in front, with dialogs that are answered."""

    def open_it(session: Session) -> WorkshopWindow:
        dialogs = AnsweredDialogs(None)
        window = WorkshopWindow(session, services, theme, jobs, dialogs)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.start()
        return window

    return open_it
