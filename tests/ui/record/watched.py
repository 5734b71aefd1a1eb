"""The real services for tests of what is written: they say what they were asked for, wait and fail as they are told."""

from __future__ import annotations

import threading
from pathlib import Path

from lsp_workshop.documents import Making
from lsp_workshop.domain.paper import Paper
from lsp_workshop.domain.record.extent import Extent
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.library import Library
from lsp_workshop.session import Session
from lsp_workshop.ui.services import Chosen, Preview


class WatchedLibrary(Library):
    """The real services, which note the thread they were called on and can be made to wait (`gate`) or to fail
    (`breaks`) before a document is written.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(documents=folder, data=folder / "data")
        self.folder = folder
        self.threads: list[threading.Thread] = []
        self.kinds: list[str] = []
        self.papers: list[Paper] = []
        self.gate: threading.Event | None = None
        self.previews: list[Preview] = []
        self.remembered = Chosen()
        self.wanted: list[tuple[str, Paper, Extent]] = []
        self.breaks: OSError | None = None

    def path_of(self, session: Session) -> Path:
        return self.folder / "day.lspw"

    def chosen(self, session: Session) -> Chosen:
        return self.remembered

    def remember(self, session: Session, chosen: Chosen) -> None:
        self.remembered = chosen

    def export(self, workshop: Workshop, out: Path, kind: str, making: Making) -> None:
        self.threads.append(threading.current_thread())
        self.kinds.append(kind)
        self.papers.append(making.paper)
        if making.progress is not None:
            making.progress(0, 0)
        if self.gate is not None:
            self.gate.wait(150)
        if self.breaks is not None:
            raise self.breaks
        super().export(workshop, out, kind, making)

    def preview(self, workshop: Workshop, kind: str, making: Making) -> Preview:
        self.wanted.append((kind, making.paper, making.extent))
        made = super().preview(workshop, kind, making)
        self.previews.append(made)
        return made
