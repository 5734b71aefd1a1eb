"""The start page: saved workshops newest first, a search over them, and the ways in: new, open, the sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QStackedWidget, QWidget

from lsp_workshop.messages import in_short, sentence
from lsp_workshop.session import Session, local_time
from lsp_workshop.ui.actions import START_TABLE, Actions
from lsp_workshop.ui.dialogs import Choice, Dialogs
from lsp_workshop.ui.jobs import Job, Jobs
from lsp_workshop.ui.preferences import LookActions
from lsp_workshop.ui.services import SavedWorkshop, Services, TemplateRow, WayIn
from lsp_workshop.ui.start.new import NewDialog
from lsp_workshop.ui.start.opening import Opening, Refusal
from lsp_workshop.ui.start.saved_list import SavedList, SavedModel
from lsp_workshop.ui.start.versions import VersionsDialog
from lsp_workshop.ui.start.words import way_words
from lsp_workshop.ui.templates.opening import TemplateActions
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.tokens import WIDEST_START
from lsp_workshop.ui.widgets import Button, Card, EmptyState, IconButton, Menu, MessageBar, column, label, row

_SLOW = 400
"""Milliseconds after which it is said that a file is being opened."""


class StartWindow(QWidget):
    """`opened(Session)` when a workshop was opened; who made this window shows it then and closes this one.

    `load` False leaves the list for later, where something is opened at once (`open_path`, `open_by`).
    """

    opened = Signal(object)

    def __init__(
        self,
        services: Services,
        theme: Theme,
        jobs: Jobs,
        dialogs: Dialogs | None = None,
        *,
        load: bool = True,
        clock: Callable[[], datetime] = local_time,
    ) -> None:
        super().__init__()
        self.setWindowTitle("LSP Workshop")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._services, self._theme, self._jobs = services, theme, jobs
        self.dialogs = dialogs or Dialogs(self)
        self.actions_table = Actions(self, theme, START_TABLE)
        self._clock = clock
        self._opening = Opening(services, jobs, self)
        self._opening_words = ""
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW)
        self._slow.timeout.connect(self._tell_slow)
        self._menu: QMenu | None = None
        self._is_loaded = False
        self._templates: Sequence[TemplateRow] = ()
        self._build()
        self._connect()
        self.resize(1100, 720)
        self.setMinimumSize(640, 480)
        if load:
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
        self.versions_button = Button(theme, self.tr("Earlier versions…"), "quiet", "clock")
        self.follow_button = Button(theme, self.tr("Follow-up…"), "quiet", "calendar")
        self.follow_button.setEnabled(False)
        self.templates_button = Button(theme, self.tr("Templates…"), "quiet", "layers")
        # Its room stays, so that the list does not jump from row to row.
        policy = self.versions_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.versions_button.setSizePolicy(policy)
        self.versions_button.hide()
        self._empty = EmptyState(theme, "folder-open", "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self.messages = MessageBar(theme)
        self.remarks = MessageBar(theme)
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
            self.remarks,
            self.messages,
            8,
            row(label(self.tr("Saved workshops"), "title"), None, self.search, spacing=16),
            spacing=12,
        )
        layout.addWidget(card, 1)
        layout.addLayout(row(self.follow_button, self.versions_button, None, self.templates_button))
        self.search.setMinimumWidth(theme.px(280))
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In the middle of a wide window, as wide as a row can be read across."""
        layout = self.layout()
        if layout is not None:
            side = max((self.width() - self._theme.px(WIDEST_START)) // 2, 48)
            layout.setContentsMargins(side, 32, side, 24)

    def _connect(self) -> None:
        act = self.actions_table
        LookActions(act, self._theme, self.dialogs, self)
        templates = TemplateActions(act, self._services, self._theme, self._jobs, self.dialogs, self)
        templates.changed.connect(self._read_templates)
        self._theme.changed.connect(self._fit)
        self.templates_button.clicked.connect(act["templates"].trigger)
        self.templates_button.setToolTip(act["templates"].toolTip())
        self.dark_button.clicked.connect(act["toggle_dark"].trigger)
        self.dark_button.setToolTip(act["toggle_dark"].toolTip())
        for action_id, slot, button in (
            ("new_workshop", self._ask_new, self.new_button),
            ("open_workshop", self._ask_open, self.open_button),
            ("open_sample", self._open_sample, self.sample_button),
            ("earlier_versions", self._show_versions, self.versions_button),
            ("follow_up", self._ask_follow_up, self.follow_button),
        ):
            action = act.on(action_id, slot)
            button.clicked.connect(action.trigger)
            button.setToolTip(action.toolTip())
        act.on("search_workshops", self._to_search)
        act.on("quit", self._quit)
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.list.opened.connect(self._open_saved)
        self.list.menu_wanted.connect(self._show_menu)
        self.list.moved.connect(self._judge)
        self._opening.opened.connect(self._opened)
        self._opening.refused.connect(self._refused)

    # --- the list -----------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the saved workshops again, off the GUI thread."""
        self._is_loaded = True
        self._empty.set_texts(self.tr("Looking for workshops…"), "")
        services = self._services
        self._jobs.start(lambda _job: services.saved_workshops(), done=self._loaded, failed=self._failed)
        self._read_templates()

    def _read_templates(self) -> None:
        shelf = self._services.templates
        self._jobs.start(lambda _job: shelf.all(), done=self._have_templates, failed=self._failed)

    def _have_templates(self, templates: Sequence[TemplateRow]) -> None:
        self._templates = [each for each in templates if each.problem is None]

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

    def _judge(self) -> None:
        saved = self.list.current
        self.versions_button.setVisible(saved is not None and saved.has_versions)
        # What cannot be read has nothing to bring over; what is open elsewhere has.
        for each in (self.follow_button, self.actions_table["follow_up"]):
            each.setEnabled(saved is not None and bool(saved.status))

    def _show_rows(self) -> None:
        self._judge()
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

    def open_path(self, path: Path) -> None:
        """Open a file; where it does not open just like that, what else there is can be chosen."""
        self.messages.clear()
        self._tell_opening(path)
        self._opening.open(path)

    def open_by(self, path: Path, way: WayIn) -> None:
        self.messages.clear()
        self._tell_opening(path)
        self._opening.open_by(path, way)

    def _tell_opening(self, path: Path) -> None:
        """In the middle while there is no list; beside it only where the disk takes its time."""
        self._opening_words = self.tr("Opening “{name}”…").format(name=path.name)
        if self._is_loaded:
            self._slow.start()
        else:
            self._empty.set_texts(self._opening_words, "")

    def _tell_slow(self) -> None:
        self.messages.news(self._opening_words)

    def _ask_new(self) -> None:
        dialog = NewDialog(self._theme, self, templates=self._templates)
        dialog.agreed.connect(self._opening.create)
        self.dialogs.show(dialog)

    def _ask_follow_up(self) -> None:
        saved = self.list.current
        if saved is not None and saved.status:
            dialog = NewDialog(self._theme, self, saved, templates=self._templates)
            dialog.agreed.connect(partial(self._opening.follow_up, saved.path))
            self.dialogs.show(dialog)

    def _ask_open(self) -> None:
        kinds = self.tr("Workshops (*.lspw *.json);;All files (*)")
        self.dialogs.ask_open_file(self.tr("Open a workshop"), kinds, self._services.documents, self.open_path)

    def _open_saved(self, saved: SavedWorkshop) -> None:
        self.open_path(saved.path)

    def _open_sample(self) -> None:
        self.messages.clear()
        self._opening.open_sample()

    def _opened(self, session: Session) -> None:
        self._slow.stop()
        self.opened.emit(session)

    def _refused(self, refusal: Refusal) -> None:
        self._slow.stop()
        self.messages.clear()
        if not self._is_loaded:
            self.reload()
        path, choices = refusal.path, self._choices(refusal)
        if path is None or not choices:
            self._failed(refusal.error)
            return
        title = self.tr("“{name}” does not open just like that").format(name=path.name)
        self.dialogs.choose(title, in_short(refusal.error), choices, about=str(path))

    def _choices(self, refusal: Refusal) -> Sequence[Choice]:
        path = refusal.path
        if path is None:
            return ()
        choices = []
        for way in refusal.ways:
            deed, meaning = way_words(way, refusal, self._clock())
            choices.append(Choice(deed, partial(self.open_by, path, way), meaning))
        if refusal.versions:
            saved = next((each for each in self.model.all if each.path == path), SavedWorkshop(path, path.stem))
            meaning = self.tr("As it was at its last closings: this computer kept copies.")
            choices.append(
                Choice(self.tr("See its earlier versions…"), partial(self._show_versions_of, saved), meaning)
            )
        return choices

    def _failed(self, error: Exception) -> None:
        self.messages.refused(sentence(error))
        if not self.model.total:
            self._show_rows()

    # --- earlier versions ---------------------------------------------------------------------------------

    def _show_versions(self) -> None:
        saved = self.list.current
        if saved is not None:
            self._show_versions_of(saved)

    def _show_versions_of(self, saved: SavedWorkshop) -> None:
        dialog = VersionsDialog(self._theme, self._services, self._jobs, saved, self, clock=self._clock)
        dialog.chosen.connect(partial(self._opening.open_version, saved.path))
        dialog.given_up.connect(partial(self._forget_versions, saved))
        self.dialogs.show(dialog)

    def _forget_versions(self, saved: SavedWorkshop) -> None:
        services = self._services

        def work(_job: Job) -> str:
            services.forget_versions(saved.path)
            return saved.title

        self._jobs.start(work, done=self._forgotten, failed=self._not_forgotten)

    def _forgotten(self, title: str) -> None:
        self.reload()
        self.messages.news(self.tr("The earlier versions of “{title}” are deleted.").format(title=title))

    def _not_forgotten(self, error: Exception) -> None:
        # Some may be gone.
        self.reload()
        self._failed(error)

    def _show_menu(self, at: QPoint) -> None:
        if self._menu is not None:
            # Some systems tell Shift+F10 twice: as a key, and as the wish for a menu.
            return
        menu = self._menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        saved = self.list.current
        if saved is not None:
            action = menu.addAction(self._theme.icon("folder-open", "muted"), self.tr("Open"))
            action.triggered.connect(lambda _checked: self._open_saved(saved))
        menu.addAction(self.actions_table["follow_up"])
        menu.addAction(self.actions_table["earlier_versions"])
        menu.aboutToHide.connect(self._menu_gone)
        menu.popup(at)

    def _menu_gone(self) -> None:
        self._menu = None

    # --- the look -----------------------------------------------------------------------------------------

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _quit(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._opening.cancel()
        super().closeEvent(event)
