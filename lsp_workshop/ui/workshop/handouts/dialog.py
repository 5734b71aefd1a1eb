"""Choosing handouts: a list to tick, the paper, and a folder to save them in. Each is a PDF of the day as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QDialog, QListWidget, QListWidgetItem, QWidget

from lsp_workshop.documents import DOCUMENTS, DocumentKind, Making, suggested_name
from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.messages import sentence
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job
from lsp_workshop.ui.widgets import Button, Choices, column, label, row
from lsp_workshop.ui.workshop.record.strip import JobStrip
from lsp_workshop.ui.workshop.record.work import last_folder

_AFTER = ("summary", "organisations")
"""What is wanted once the day is closed; until then it is what the room works with."""
_ON_DEMAND = ("ballot-papers", "tally-sheets", "health-check")
"""What a day needs only where it votes on paper."""
_KIND = Qt.ItemDataRole.UserRole


class HandoutsDialog(QDialog):
    """Space ticks a handout, Enter saves those that are ticked. What is being written stops when this is closed."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._kinds = [kind for kind in DOCUMENTS if kind.is_handout]
        theme = desk.theme
        self.setWindowTitle(self.tr("Handouts"))
        self.resize(min(theme.px(560), parent.width() - 32), min(theme.px(660), parent.height() - 32))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Handouts to save"))
        self.list.setProperty("kind", "ticks")
        # Else rows that were measured before they had their looks lie over one another.
        self.list.setUniformItemSizes(True)
        self._fill()
        self.size_of = Choices([(size.value, size.value) for size in PageSize])
        self.large = QCheckBox(self.tr("Large print"))
        self.grey = QCheckBox(self.tr("Black and white"))
        self.about = label("", "caption", "muted", wrap=True)
        self.strip = JobStrip(theme)
        self.save_button = Button(theme, self.tr("Save PDF…"), "primary", "file-down")
        self.save_button.setDefault(True)
        self.open_button = Button(theme, self.tr("Open to print"), "secondary", "printer")
        self.open_button.hide()
        self.done_button = Button(theme, self.tr("Done"), "quiet")
        for button in (self.open_button, self.done_button):
            button.setAutoDefault(False)
        self._lay_out()
        self._saved: tuple[Path, ...] = ()
        self.list.itemChanged.connect(self._tell)
        self.strip.cancelled.connect(self._cancel)
        self.save_button.clicked.connect(self.save)
        self.open_button.clicked.connect(self._open)
        self.done_button.clicked.connect(self.reject)
        self._tell()
        self.list.setFocus()

    def _fill(self) -> None:
        closed = self._desk.workshop.is_closed
        for kind in self._kinds:
            item = QListWidgetItem(self.tr(kind.title))
            item.setData(_KIND, kind.kind)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            wanted = kind.kind in _AFTER if closed else kind.kind not in _AFTER + _ON_DEMAND
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        options = row(self.size_of, self.large, self.grey, None, spacing=16)
        below = row(self.save_button, self.open_button, None, self.done_button, spacing=8)
        title = label(self.tr("Handouts"), "title")
        layout = column(title, self.list, self.about, options, self.strip, below, spacing=12)
        layout.setContentsMargins(24, 24, 24, 16)
        self.setLayout(layout)

    def chosen(self) -> Sequence[DocumentKind]:
        """The kinds that are ticked, in the order of the list."""
        rows = [self.list.item(place) for place in range(self.list.count())]
        ticked = {str(item.data(_KIND)) for item in rows if item.checkState() is Qt.CheckState.Checked}
        return [kind for kind in self._kinds if kind.kind in ticked]

    @property
    def paper(self) -> Paper:
        return Paper(PageSize(self.size_of.current()), self.large.isChecked(), self.grey.isChecked())

    # --- saving -------------------------------------------------------------------------------------------

    def save(self) -> None:
        """One is asked a name for; several go into a folder under names of their own."""
        kinds = self.chosen()
        folder = last_folder(self._desk, self._desk.services.chosen(self._desk.session))
        if self._job is not None or not kinds:
            return
        if len(kinds) == 1:
            suggestion = folder / suggested_name(self._desk.workshop, kinds[0])
            title = self.tr("Save {document}").format(document=self.tr(kinds[0].title))
            self._desk.dialogs.ask_save_file(title, self.tr("PDF (*.pdf)"), suggestion, self._save_one)
        else:
            self._desk.dialogs.ask_folder(self.tr("A folder for the handouts"), folder, self._save_all)

    def _save_one(self, out: Path) -> None:
        self._write([(kind, out) for kind in self.chosen()][:1])

    def _save_all(self, folder: Path) -> None:
        self._write([(kind, folder / suggested_name(self._desk.workshop, kind)) for kind in self.chosen()])

    def _write(self, wanted: Sequence[tuple[DocumentKind, Path]]) -> None:
        services, snapshot, paper = self._desk.services, self._desk.workshop.snapshot(), self.paper
        session = self._desk.session

        def work(job: Job) -> tuple[Path, ...]:
            for kind, out in wanted:
                services.export(snapshot, out, kind.kind, Making(job.progress, job.cancelled, paper))
            chosen = replace(services.chosen(session), folder=str(wanted[0][1].parent))
            services.remember(session, chosen)
            return tuple(out for _, out in wanted)

        self.strip.begin(self.tr("Saving the handouts"))
        self.open_button.hide()
        self._job = self._desk.jobs.start(work, done=self._done, failed=self._failed)
        self._job.progressed.connect(self.strip.progressed)
        self._job.stopped.connect(self._stopped)
        self._job.ended.connect(self._ended)
        self._tell()

    def _done(self, written: tuple[Path, ...]) -> None:
        self._saved = written
        self.strip.saved(written[0] if len(written) == 1 else written[0].parent, inside=len(written) > 1)
        self.open_button.show()
        self.open_button.setFocus()

    def _failed(self, error: Exception) -> None:
        # The window's message bar lies behind this.
        self.strip.told(sentence(error))

    def _stopped(self) -> None:
        self.strip.told(self.tr("Stopped; what was not finished was not written."))

    def _ended(self) -> None:
        self._job = None
        self._tell()

    def _cancel(self) -> None:
        if self._job is not None:
            self.strip.stopping()
            self._job.cancel()

    def done(self, result: int) -> None:
        """Closed, with nothing left running for a window that is gone."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def _open(self) -> None:
        """In the system's own viewer, which knows the printers."""
        for path in self._saved:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _tell(self) -> None:
        kinds = self.chosen()
        self.save_button.setEnabled(bool(kinds) and self._job is None)
        words = self.tr("Each shows the workshop as it is now; files of the same name are replaced.")
        if any(kind.names_everybody for kind in kinds):
            words = self.tr(
                "Sign-in sheet, badges and table cards bear everybody’s name, for use on the day: do not publish them."
            )
        self.about.setText(words)
