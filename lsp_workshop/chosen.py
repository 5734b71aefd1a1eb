"""What was chosen for the record of each workshop, kept on this computer by the file's id. Knows no Qt.

It stands in no workshop file: whoever gets that file has folders and printers of their own.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.domain.record.extent import Extent
from lsp_workshop.files import PRIVATE, replace_file
from lsp_workshop.ui.services import Chosen

_MOST = 200
"""Workshops whose choices are kept, the latest ones."""


class ChosenFile:
    """A small file of conveniences: what cannot be read or written is as if it had never been chosen."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = threading.Lock()

    def of(self, file_id: str) -> Chosen:
        return _read(self._all().get(file_id))

    def keep(self, file_id: str, chosen: Chosen) -> None:
        with self._writing, contextlib.suppress(OSError):
            kept = {key: value for key, value in self._all().items() if key != file_id}
            kept[file_id] = _written(chosen)
            latest = dict(list(kept.items())[-_MOST:])
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, json.dumps(latest, indent=1).encode("utf-8"), PRIVATE)

    def _all(self) -> Mapping[str, Any]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}


def _written(chosen: Chosen) -> Mapping[str, Any]:
    return {
        "folder": chosen.folder,
        "public": chosen.public,
        "paper": chosen.paper.size.value,
        "large_print": chosen.paper.large_print,
        "grey": chosen.paper.grey,
        "archival": chosen.paper.archival,
        "left_out": sorted(chosen.extent.left_out),
        "by_group": chosen.extent.by_group,
    }


def _read(kept: Any) -> Chosen:
    if not isinstance(kept, dict):
        return Chosen()
    size, left_out, folder = kept.get("paper"), kept.get("left_out"), kept.get("folder")
    return Chosen(
        folder if isinstance(folder, str) and "\0" not in folder else "",
        kept.get("public") is True,
        Paper(
            PageSize(size) if isinstance(size, str) and size in set(PageSize) else PageSize.A4,
            kept.get("large_print") is True,
            kept.get("grey") is True,
            kept.get("archival") is True,
        ),
        Extent(
            frozenset(each for each in (left_out if isinstance(left_out, list) else ()) if isinstance(each, str)),
            kept.get("by_group") is True,
        ),
    )
