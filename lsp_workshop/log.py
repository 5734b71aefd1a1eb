"""The program's own log: a small rotating file in the local data folder, for when something went wrong.

It holds what the program did, never what people typed.
"""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
from pathlib import Path

FILE_NAME = "lsp-workshop.log"
_BYTES = 512 * 1024


def start_log(folder: Path) -> Path:
    """Log to `folder` from now on; returns the file. A folder that takes no file leaves the program without a log."""
    path = folder / FILE_NAME
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=_BYTES, backupCount=2, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root = logging.getLogger("lsp_workshop")
        root.addHandler(handler)
        root.setLevel(logging.INFO)
    return path
