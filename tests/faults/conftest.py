"""Folders in memory, where the machine has some: nothing here depends on a real disk, and thousands are needed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")


def memory_folder() -> Path | None:
    """Where folders in memory can be made; None for the system's own place for what is temporary."""
    return MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK) else None


@pytest.fixture
def scratch() -> Iterator[Path]:
    """An empty folder, in memory where that is possible."""
    folder = Path(tempfile.mkdtemp(prefix="lsp-workshop-faults-", dir=memory_folder())).resolve()
    yield folder
    shutil.rmtree(folder)
