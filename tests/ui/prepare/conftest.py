"""A workshop window on a file, at the Prepare page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.framework import Framework
from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import stored_session


@pytest.fixture
def session(tmp_path: Path, framework: Framework) -> Iterator[Session]:
    made = stored_session(
        tmp_path / "day.lspw", new_workshop(framework, title="Founding day", date="2026-03-12", partnership="Northside")
    )
    yield made
    made.close()


@pytest.fixture
def window(open_window: OpenWindow, session: Session) -> WorkshopWindow:
    shown = open_window(session)
    shown.go("prepare")
    return shown


@pytest.fixture
def prepare(window: WorkshopWindow) -> PreparePage:
    page = window.page
    assert isinstance(page, PreparePage)
    return page
