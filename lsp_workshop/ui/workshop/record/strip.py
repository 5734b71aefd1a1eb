"""How far a piece of work has come, with Cancel; and, when a file was saved, where it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar

from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, Card, label, row
from lsp_workshop.ui.workshop.record.preview_work import PreviewWork


class JobStrip(Card):
    """Hidden while there is nothing to tell."""

    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(margin=12)
        self._theme = theme
        self._what = ""
        self._folder: Path | None = None
        self.words = label("", "body", wrap=True)
        # A long path asks for as many lines as it takes where it has no width: the window would grow off the screen.
        self.words.setMinimumHeight(1)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel_button = Button(theme, self.tr("Cancel"), "secondary")
        self.folder_button = Button(theme, self.tr("Open folder"), "secondary", "folder-open")
        self.close_button = Button(theme, self.tr("Close"), "quiet")
        self.body.addLayout(row(self.words, self.cancel_button, self.folder_button, self.close_button, spacing=8))
        self.body.addWidget(self.bar)
        self.cancel_button.clicked.connect(self.cancelled)
        self.folder_button.clicked.connect(self._open_folder)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def follow(self, work: PreviewWork) -> None:
        """Show what that does, but for its failures: where they are said is for others to know."""
        work.began.connect(self.begin)
        work.progressed.connect(self.progressed)
        work.stopping.connect(self.stopping)
        work.saved.connect(self._saved_there)
        work.told.connect(self._told)
        work.failed.connect(self.hide)

    def _saved_there(self, path: Path, inside: bool) -> None:
        self.saved(path, inside=inside)
        if self.isVisible():
            self.folder_button.setFocus()

    def _told(self, words: str) -> None:
        if words:
            self.told(words)
        else:
            self.hide()

    def begin(self, what: str) -> None:
        """`what` as "Making the preview"."""
        self._what = what
        self.words.setText(f"{what} …")
        # A range of nothing is a bar that runs to and fro.
        self.bar.setRange(0, 1 if self._theme.still else 0)
        self.bar.setValue(0)
        self.bar.setAccessibleName(what)
        self._show(running=True)
        self.cancel_button.setEnabled(True)

    def progressed(self, finished: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(finished)
        if total:
            words = self.tr("{what}: page {page} of about {all}").format(what=self._what, page=finished, all=total)
        elif finished:
            words = self.tr("{what}: page {page}").format(what=self._what, page=finished)
        else:
            words = f"{self._what} …"
        self.words.setText(words)

    def stopping(self) -> None:
        self.words.setText(self.tr("Stopping …"))
        self.cancel_button.setEnabled(False)

    def saved(self, path: Path, *, inside: bool = False) -> None:
        """`inside`: the path is the folder itself."""
        self._folder = path if inside else path.parent
        self.words.setText(self.tr("Saved {path}").format(path=path))
        self._show(running=False)
        self.folder_button.show()

    def told(self, words: str) -> None:
        self.words.setText(words)
        self._show(running=False)

    def _show(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        self.cancel_button.setVisible(running)
        self.folder_button.hide()
        self.close_button.setVisible(not running)
        self.show()

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
