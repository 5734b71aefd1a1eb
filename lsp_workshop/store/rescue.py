"""What is put somewhere safe: everything, where the file was pulled away, and the bytes that opening cut off."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from lsp_workshop.files import create_file, fitting_name, replace_file
from lsp_workshop.store.database import Write, apply, shuffle_papers
from lsp_workshop.store.format import Tables, image, new_file_id

_PRIVATE = 0o600
"""Papers of a vote are in these files, whoever may read the folder."""


class Rescue:
    """One file, in `folder`, with everything of the workshop at `path`, and all that its own file did not take.

    A person goes on typing after the first refusal; each further one is added, and the file written as a whole. Once
    the workshop's own file takes changes again, this one is finished: what is saved then is newer than what it has.
    """

    def __init__(self, path: Path, folder: Path, suffix: str) -> None:
        ending = f"-rescued-{_stamp()}-{os.getpid()}-{secrets.token_hex(2)}{suffix}"
        self._target = folder / fitting_name(path.stem, ending)
        self._file_id = new_file_id()
        self._refused: list[Write] = []
        self.is_written = False

    def write(self, tables: Tables, sequence: int, refused: Iterable[Write] = ()) -> Path | None:
        """Write `tables` with everything refused so far; returns where, or None where that cannot be done either."""
        self._refused.extend(refused)
        copied = {name: dict(documents) for name, documents in tables.items()}
        apply(copied, self._refused)
        shuffle_papers(copied)
        data, _ = image(copied, file_id=self._file_id, sequence=sequence)
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._target, data, _PRIVATE)
        except OSError:
            return None
        self.is_written = True
        return self._target


def keep_tail(path: Path, torn: bytes, rescue_folder: Path) -> Path | None:
    """The cut bytes in a file of their own, beside the workshop or else in `rescue_folder`; None where neither can."""
    name = fitting_name(path.name, f".cut-{_stamp()}-{secrets.token_hex(2)}")
    for folder in (path.parent, rescue_folder):
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            create_file(folder / name, torn, _PRIVATE)
            return folder / name
    return None


def _stamp() -> str:
    return datetime.now().strftime("%Y-%m-%d-%H%M%S")
