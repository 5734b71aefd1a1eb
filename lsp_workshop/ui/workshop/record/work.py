"""What runs long for the record: its preview in the version that was chosen; files of all documents but handouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from lsp_workshop.documents import DocumentKind, Making, document_kind, suggested_name
from lsp_workshop.domain.history import Past
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job
from lsp_workshop.ui.services import Chosen, Preview
from lsp_workshop.ui.workshop.record.formats import kind_words
from lsp_workshop.ui.workshop.record.preview_work import PreviewWork

NAMED, PUBLIC = "record", "record-public"


def wanted_kind(chosen: Chosen) -> str:
    """The kind of record that was chosen, as `documents.DOCUMENTS` has it."""
    return PUBLIC if chosen.public else NAMED


class RecordWork(PreviewWork):
    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self._kind = document_kind(".pdf")

    @property
    def kinds(self) -> Sequence[DocumentKind]:
        return [document_kind(".pdf", wanted_kind(self.chosen))]

    def make(self, job: Job, workshop: Workshop, session: Session, chosen: Chosen) -> Preview:
        services = self._desk.services
        made = services.preview(workshop, wanted_kind(chosen), _making(job, chosen))
        services.remember(session, chosen)
        return made

    # --- files --------------------------------------------------------------------------------------------

    def save_shown(self) -> None:
        self.save(self.kinds[0])

    def save(self, kind: DocumentKind) -> None:
        """Ask where, and write it there."""
        self._kind = kind
        self._desk.dialogs.ask_save_file(
            self.tr("Save: {document}").format(document=kind_words(kind)),
            f"{kind_words(kind)} (*{kind.suffix})",
            self.folder / suggested_name(self._desk.workshop, kind),
            self._export,
        )

    def _export(self, out: Path) -> None:
        if self._ends_right(out, self._kind):
            self._when_free(partial(self._write, self._kind, out))

    def _write(self, kind: DocumentKind, out: Path) -> None:
        chosen = replace(self.chosen, folder=str(out.parent))
        services, session, snapshot = self._desk.services, self._desk.session, self._desk.workshop.snapshot()
        past = session.history() if kind.tells_when else ()

        def work(job: Job) -> Path:
            services.export(snapshot, out, kind.kind, _making(job, chosen, past))
            services.remember(session, chosen)
            return out

        self._start(self.tr("Saving {name}").format(name=out.name), work, self._exported)

    def _exported(self, out: Path) -> None:
        # Not where nothing could be saved: the next one would be tried there, too.
        self.chosen = replace(self.chosen, folder=str(out.parent))
        self.saved.emit(out, False)


def _making(job: Job, chosen: Chosen, past: Sequence[Past] = ()) -> Making:
    return Making(job.progress, job.cancelled, chosen.paper, chosen.extent, past)
