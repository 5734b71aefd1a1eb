"""A window at the first stage, for what is sent from there to the room."""

from __future__ import annotations

import pytest

from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow


@pytest.fixture
def window(session: Session, open_window: OpenWindow) -> WorkshopWindow:
    """With the session of the test that asks."""
    window = open_window(session)
    window.go(window.desk.workshop.stages()[0].id)
    return window
