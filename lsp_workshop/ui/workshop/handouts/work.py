"""What runs long for handouts: their pages to look at and to print, and their files. Which they are, others choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from lsp_workshop.documents import DocumentKind, Making, suggested_name
from lsp_workshop.domain.paper import Paper
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job
from lsp_workshop.ui.services import Chosen, Preview
from lsp_workshop.ui.workshop.handouts.joined import Joined
from lsp_workshop.ui.workshop.record.preview_work import PreviewWork


class HandoutsWork(PreviewWork):
    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self._kinds: Sequence[DocumentKind] = ()

    @property
    def kinds(self) -> Sequence[DocumentKind]:
        return self._kinds

    def take(self, kinds: Sequence[DocumentKind], paper: Paper) -> None:
        """These from now on; pages that were made of others, or for other paper, are out of date."""
        if (kinds, paper) != (self._kinds, self.chosen.paper):
            self._kinds, self.chosen = kinds, replace(self.chosen, paper=paper)
            self.forget()

    def make(self, job: Job, workshop: Workshop, session: Session, chosen: Chosen) -> Preview:
        parts: list[Preview] = []
        kinds, making = self._kinds, Making(job.progress, job.cancelled, chosen.paper)
        try:
            for kind in kinds:
                parts.append(self._desk.services.preview(workshop, kind.kind, making))
        finally:
            if len(parts) < len(kinds):
                Joined("", parts).close()
        return Joined([self.tr(kind.title) for kind in kinds], parts)

    # --- files --------------------------------------------------------------------------------------------

    def save_shown(self) -> None:
        """One is asked a name for; several go into a folder under names of their own."""
        folder = self.folder
        if self.busy or not self._kinds:
            return
        if len(self._kinds) == 1:
            suggestion = folder / suggested_name(self._desk.workshop, self._kinds[0])
            title = self.tr("Save: {document}").format(document=self.tr(self._kinds[0].title))
            self._desk.dialogs.ask_save_file(title, self.tr("PDF (*.pdf)"), suggestion, self._save_one)
        else:
            self._desk.dialogs.ask_folder(self.tr("A folder for the handouts"), folder, self._save_all)

    def _save_one(self, out: Path) -> None:
        if self._ends_right(out, self._kinds[0]):
            self._when_free(partial(self._write, [out]))

    def _save_all(self, folder: Path) -> None:
        outs = [folder / suggested_name(self._desk.workshop, kind) for kind in self._kinds]
        self._when_free(partial(self._write, outs))

    def _write(self, outs: Sequence[Path]) -> None:
        services, session, snapshot = self._desk.services, self._desk.session, self._desk.workshop.snapshot()
        kinds, paper = self._kinds, self.chosen.paper

        def work(job: Job) -> Sequence[Path]:
            for kind, out in zip(kinds, outs, strict=True):
                services.export(snapshot, out, kind.kind, Making(job.progress, job.cancelled, paper))
            # The paper of handouts is not that of the record.
            services.remember(session, replace(services.chosen(session), folder=str(outs[0].parent)))
            return outs

        stops = self.tr("Stopped; what was not finished was not written.")
        self._start(self.tr("Saving the handouts"), work, self._written, stops=stops)

    def _written(self, outs: Sequence[Path]) -> None:
        self.chosen = replace(self.chosen, folder=str(outs[0].parent))
        several = len(outs) > 1
        self.saved.emit(outs[0].parent if several else outs[0], several)
