"""What is put somewhere safe: everything, where the file was pulled away, and the bytes that opening cut off."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from lsp_workshop.files import PRIVATE, create_file, fitting_name, replace_file
from lsp_workshop.store.database import Write, apply, shuffle_papers
from lsp_workshop.store.format import Tables, image, new_file_id

_TIMES = frozenset({"at", "captured_at", "opened_at", "closed_at", "recorded_at"})
"""The fields of a document, of the history's too, that say when something was done."""


class Rescue:
    """One file, in `folder`, with everything of the workshop at `path`, and all that its own file did not take.

    A person goes on typing after the first refusal; each further one is added, and the file written as a whole. Who
    tries again what was refused says the same once more, under other ids: it takes the place of the first try, or one
    paper would be counted as often as somebody pressed the key. Once the workshop's own file takes changes again, this
    one is finished: what is saved then is newer than what it has. For one thread at a time.
    """

    def __init__(self, path: Path, folder: Path, suffix: str) -> None:
        ending = f"-rescued-{_stamp()}-{os.getpid()}-{secrets.token_hex(2)}{suffix}"
        self._target = folder / fitting_name(path.stem, ending)
        self._file_id = new_file_id()
        self._refused: list[tuple[Any, Sequence[Write]]] = []
        self.is_written = False

    def write(self, tables: Tables, sequence: int, refused: Sequence[Write] = ()) -> Path | None:
        """Write `tables` with everything refused so far, of late the writes of one transaction; returns where, or None
        where that cannot be done either.
        """
        if refused:
            said = _said(tables, refused)
            self._refused = [each for each in self._refused if each[0] != said] + [(said, refused)]
        copied = {name: dict(documents) for name, documents in tables.items()}
        for _, writes in self._refused:
            apply(copied, writes)
        shuffle_papers(copied)
        data, _ = image(copied, file_id=self._file_id, sequence=sequence)
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._target, data, PRIVATE)
        except OSError:
            return None
        self.is_written = True
        return self._target


def _said(tables: Tables, writes: Iterable[Write]) -> list[Any]:
    """What a transaction says, whenever and under whatever new ids and numbers it says it."""
    # A turnout has its ballot's id: what something here has already is no new one, and tells two ballots apart.
    known = {document.get("id") for documents in tables.values() for document in documents.values()}
    found = [each.document.get("id") for each in writes if each.document is not None]
    places = {each: place for place, each in enumerate(found) if isinstance(each, str) and each not in known}
    return [
        (
            each.table,
            each.number if each.number in tables.get(each.table, {}) else None,
            _without(each.document, places),
        )
        for each in writes
    ]


def _without(value: Any, ids: dict[str, int]) -> Any:
    """A value without times, each of these ids by its place."""
    if isinstance(value, dict):
        return {ids.get(key, key): _without(each, ids) for key, each in value.items() if key not in _TIMES}
    if isinstance(value, list | tuple):
        return [_without(each, ids) for each in value]
    return ids.get(value, value) if isinstance(value, str) else value


def keep_tail(path: Path, torn: bytes, rescue_folder: Path) -> Path | None:
    """The cut bytes in a file of their own, beside the workshop or else in `rescue_folder`; None where neither can."""
    name = fitting_name(path.name, f".cut-{_stamp()}-{secrets.token_hex(2)}")
    for folder in (path.parent, rescue_folder):
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            create_file(folder / name, torn, PRIVATE)
            return folder / name
    return None


def _stamp() -> str:
    return datetime.now().strftime("%Y-%m-%d-%H%M%S")
