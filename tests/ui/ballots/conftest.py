"""A room of 32 people with a real file, its window, and the ballots in front."""

from __future__ import annotations

from pathlib import Path

import pytest

from lsp_workshop.domain.framework import Framework
from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.ballots.support import ballots_panel, room_session
from tests.ui.conftest import OpenWindow


@pytest.fixture
def session(tmp_path: Path, framework: Framework) -> Session:
    return room_session(tmp_path, framework)


@pytest.fixture
def window(session: Session, open_window: OpenWindow) -> WorkshopWindow:
    return open_window(session)


@pytest.fixture
def panel(window: WorkshopWindow) -> BallotsPanel:
    return ballots_panel(window)
