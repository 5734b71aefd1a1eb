"""The start page: saved workshops newest first, a search over them, and the ways in: new, open, the sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from lsp_workshop import paths
from lsp_workshop.messages import sentence
from lsp_workshop.ui.actions import START_TABLE, Actions
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.jobs import Job, Jobs
from lsp_workshop.ui.services import NewWorkshop, SavedWorkshop, Services
from lsp_workshop.ui.start.new import NewDialog
from lsp_workshop.ui.start.saved_list import SavedList, SavedModel
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, Card, EmptyState, IconButton, MessageBar, column, label, row

KINDS = "Workshops (*.lspw *.json);;All files (*)"


class StartWindow(QWidget):
    """`opened(Session)` when a workshop was opened; who made this window shows it then and closes this one."""

    opened = Signal(object)

    def __init__(self, services: Services, theme: Theme, jobs: Jobs, dialogs: Dialogs | None = None) -> None:
        super().__init__()
        self.setWindowTitle("LSP Workshop")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._services, self._theme, self._jobs = services, theme, jobs
        self.dialogs = dialogs or Dialogs(self)
        self.actions_table = Actions(self, theme, START_TABLE)
        self._job: Job | None = None
        self._build()
        self._connect()
        self.resize(1100, 720)
        self.setMinimumSize(640, 480)
        self.reload()

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self._theme
        self.new_button = Button(theme, self.tr("New workshop"), "primary", "plus", large=True)
        self.open_button = Button(theme, self.tr("Open…"), "secondary", "folder-open", large=True)
        self.sample_button = Button(theme, self.tr("Sample away-day"), "secondary", "presentation", large=True)
        self.dark_button = IconButton(theme, "moon", self.tr("Light or dark"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search by title, partnership or date"))
        self.search.setAccessibleName(self.tr("Search the saved workshops"))
        self.search.setClearButtonEnabled(False)
        self.model = SavedModel(self)
        self.list = SavedList(theme, self.model)
        self.list.setAccessibleName(self.tr("Saved workshops"))
        self._empty = EmptyState(theme, "folder-open", "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self.messages = MessageBar(theme)
        card = Card(margin=0)
        card.body.setContentsMargins(1, 8, 1, 8)
        card.body.addWidget(self._stack)
        heading = column(
            label(self.tr("LSP Workshop"), "question"),
            label(self.tr("The away-day of a partnership, from its purpose to its plan"), "lead", "muted", wrap=True),
            spacing=4,
        )
        top = row(heading, self.dark_button, spacing=12)
        top.setStretch(0, 1)
        top.setAlignment(self.dark_button, Qt.AlignmentFlag.AlignTop)
        layout = column(
            top,
            8,
            row(self.new_button, self.open_button, self.sample_button, None, spacing=8),
            self.messages,
            8,
            row(label(self.tr("Saved workshops"), "title"), None, self.search, spacing=16),
            spacing=12,
        )
        layout.addWidget(card, 1)
        layout.setContentsMargins(48, 32, 48, 32)
        self.search.setMinimumWidth(theme.px(280))
        self.setLayout(layout)

    def _connect(self) -> None:
        act = self.actions_table
        for action_id, slot, button in (
            ("new_workshop", self._ask_new, self.new_button),
            ("open_workshop", self._ask_open, self.open_button),
            ("open_sample", self._open_sample, self.sample_button),
            ("toggle_dark", self._theme.toggle, self.dark_button),
        ):
            action = act.on(action_id, slot)
            button.clicked.connect(action.trigger)
            button.setToolTip(action.toolTip())
        act.on("search_workshops", self._to_search)
        act.on("larger_text", self._larger)
        act.on("quit", self._quit)
        act.on("smaller_text", self._smaller)
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.list.opened.connect(self._open_saved)

    # --- the list -----------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the saved workshops again, off the GUI thread."""
        self._empty.set_texts(self.tr("Looking for workshops…"), "")
        services = self._services
        self._jobs.start(lambda _job: services.saved_workshops(), done=self._loaded, failed=self._failed)

    def _loaded(self, saved: list[SavedWorkshop]) -> None:
        self.model.show(saved)
        self._show_rows()
        if saved:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self, words: str) -> None:
        self.model.search(words)
        self._show_rows()

    def _show_rows(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.list)
            self.list.setCurrentIndex(self.model.index(0))
            return
        self._stack.setCurrentWidget(self._empty)
        if self.model.total:
            self._empty.set_texts(self.tr("Nothing found"), self.tr("No saved workshop has all of these words."))
        else:
            self._empty.set_texts(
                self.tr("No workshops yet"),
                self.tr("Begin with a new one, or look around in the sample away-day first."),
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.rowCount():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                if event.key() != Qt.Key.Key_Down:
                    self.list.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    # --- ways in ------------------------------------------------------------------------------------------

    def _ask_new(self) -> None:
        dialog = NewDialog(self._theme, self)
        dialog.agreed.connect(self._create)
        self.dialogs.show(dialog)

    def _create(self, new: NewWorkshop) -> None:
        services = self._services
        self._enter(lambda _job: services.create(new))

    def _ask_open(self) -> None:
        self.dialogs.ask_open_file(self.tr("Open a workshop"), KINDS, paths.documents_dir(), self._open_path)

    def _open_saved(self, saved: SavedWorkshop) -> None:
        self._open_path(saved.path)

    def _open_path(self, path: Path) -> None:
        services = self._services
        self._enter(lambda _job: services.open(path))

    def _open_sample(self) -> None:
        services = self._services
        self._enter(lambda _job: services.open_sample())

    def _enter(self, work: Callable[[Job], Any]) -> None:
        """Open something off the GUI thread; a second wish meanwhile is not heard."""
        if self._job is None:
            self.messages.clear()
            self._job = self._jobs.start(work, done=self._entered, failed=self._not_entered)

    def _entered(self, session: object) -> None:
        self._job = None
        self.opened.emit(session)

    def _not_entered(self, error: Exception) -> None:
        self._job = None
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        self.messages.refused(sentence(error))
        if not self.model.total:
            self._show_rows()

    # --- the look -----------------------------------------------------------------------------------------

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _quit(self) -> None:
        self.close()

    def _larger(self) -> None:
        self._theme.set_text_scale(self._theme.text_scale + 25)

    def _smaller(self) -> None:
        self._theme.set_text_scale(self._theme.text_scale - 25)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)
