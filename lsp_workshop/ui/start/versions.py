"""The dialog with the earlier versions of a workshop: when, what was in it, a copy of one, and an end to all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QStackedWidget, QWidget

from lsp_workshop.messages import sentence
from lsp_workshop.session import local_time
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.models import Index
from lsp_workshop.ui.services import SavedWorkshop, Services, Version
from lsp_workshop.ui.start.rows import ROW, Row, RowList
from lsp_workshop.ui.start.words import counts_words, forget_words, kind_words, moment_words
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, Card, EmptyState, column, label, row

VERSION = Qt.ItemDataRole.UserRole + 1


def row_of(version: Version, now: datetime) -> Row:
    counts = counts_words(version.answers, version.votes)
    return Row(moment_words(version.at, now), kind_words(version), "", counts, version.problem)


class VersionModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._versions: list[Version] = []
        self._now = local_time()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._versions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        version = self._versions[index.row()]
        if role == VERSION:
            return version
        said = row_of(version, self._now)
        if role == ROW:
            return said
        if role == Qt.ItemDataRole.DisplayRole:
            return said.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return version.problem or None
        return None

    @property
    def versions(self) -> Sequence[Version]:
        return self._versions

    def show(self, versions: Sequence[Version], now: datetime) -> None:
        self.beginResetModel()
        self._versions, self._now = list(versions), now
        self.endResetModel()


class VersionsDialog(QDialog):
    """`chosen(Version)` when one was chosen, `given_up` when all are to be deleted; it is closed then."""

    chosen = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        theme: Theme,
        services: Services,
        jobs: Jobs,
        saved: SavedWorkshop,
        parent: QWidget | None,
        *,
        clock: Callable[[], datetime] = local_time,
    ) -> None:
        super().__init__(parent)
        self._clock, self._saved = clock, saved
        self.setWindowTitle(self.tr("Earlier versions"))
        self.setMinimumSize(theme.px(520), theme.px(420))
        self.model = VersionModel(self)
        self.list = RowList(theme, self.model, self.tr("Earlier versions, newest first"))
        self.empty = EmptyState(theme, "clock", self.tr("Looking for earlier versions…"), "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.list)
        card = Card(margin=0)
        card.body.setContentsMargins(1, 8, 1, 8)
        card.body.addWidget(self._stack)
        self.open_button = Button(theme, self.tr("Open a copy of this version"), "primary")
        self.open_button.setEnabled(False)
        self.delete_button = Button(theme, self.tr("Delete these versions…"), "quiet", "trash-2")
        self.delete_button.setAutoDefault(False)
        self.delete_button.setEnabled(False)
        self.delete_button.clicked.connect(self._ask_to_delete)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._close_button = buttons.button(QDialogButtonBox.StandardButton.Close)
        # It has the keyboard until the list is there: an Enter that comes too early must not close what was asked for.
        self._close_button.setAutoDefault(False)
        buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)
        about = self.tr("A copy is a new file. The present file is never touched, whichever version you open.")
        layout = column(
            label(self.tr("Earlier versions of “{title}”").format(title=saved.title), "title", wrap=True),
            label(about, "body", "muted", wrap=True),
            spacing=12,
        )
        layout.addWidget(card, 1)
        layout.addLayout(row(self.delete_button, None))
        layout.addWidget(buttons)
        layout.setContentsMargins(24, 24, 24, 24)
        self.setLayout(layout)
        self.setAccessibleDescription(about)
        self.list.moved.connect(self._judge)
        self.list.wanted.connect(self._choose)
        jobs.start(lambda _job: services.versions_of(saved.path), done=self._show, failed=self._failed)

    @property
    def current(self) -> Version | None:
        version = self.list.currentIndex().data(VERSION)
        return version if isinstance(version, Version) else None

    def _show(self, versions: Sequence[Version]) -> None:
        self.model.show(versions, self._clock())
        if not versions:
            self._close_button.setDefault(True)
            self.empty.set_texts(
                self.tr("No earlier versions yet"),
                self.tr(
                    "One is kept on this computer each time the workshop is closed after a change; of a file on a "
                    "stick, a network drive or in a synced folder also while it is open."
                ),
            )
            return
        self.delete_button.setEnabled(True)
        self._stack.setCurrentWidget(self.list)
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        self._close_button.setDefault(True)
        self.empty.set_texts(self.tr("The earlier versions cannot be read"), sentence(error))

    def _judge(self) -> None:
        version = self.current
        self.open_button.setEnabled(version is not None and not version.problem)

    def _ask_to_delete(self) -> None:
        Dialogs(self).confirm(
            self.tr("Delete these versions"),
            forget_words(self._saved, self.model.versions),
            self.tr("Delete them"),
            self._give_up,
        )

    def _give_up(self) -> None:
        self.accept()
        self.given_up.emit()

    def _choose(self) -> None:
        version = self.current
        if version is not None and not version.problem:
            self.accept()
            self.chosen.emit(version)
