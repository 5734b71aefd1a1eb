"""What the tests of documents in the window share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.record.watched import WatchedLibrary


@pytest.fixture
def library(tmp_path: Path) -> WatchedLibrary:
    return WatchedLibrary(tmp_path)
