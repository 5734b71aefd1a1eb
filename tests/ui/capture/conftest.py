"""The room that the tests of capturing share."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.framework import Framework
from tests.ui.capture.room import Room
from tests.ui.conftest import OpenWindow
from tests.ui.support import MemoryStore, blank_session, session_of


@pytest.fixture
def room(qtbot: QtBot, open_window: OpenWindow, framework: Framework) -> Room:
    store = MemoryStore()
    session = session_of(list(blank_session(framework).workshop.records()), store)
    window = open_window(session)
    window.go("S1")
    return Room(qtbot, window, store)
