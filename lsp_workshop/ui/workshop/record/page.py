"""The Record page: check, preview, save, close. What runs long runs elsewhere, on a copy of the workshop."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from lsp_workshop.documents import document_kind
from lsp_workshop.domain.model import Note, WorkshopDetails
from lsp_workshop.messages import WHAT_JSON_HOLDS
from lsp_workshop.session import Notice
from lsp_workshop.ui.actions import RECORD
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, Choices, EmptyState, FlowLayout, column, label, row, set_tone
from lsp_workshop.ui.workshop.page import Page
from lsp_workshop.ui.workshop.record.closing import close_workshop, reopen_workshop
from lsp_workshop.ui.workshop.record.contents import Contents
from lsp_workshop.ui.workshop.record.formats import formats_menu, kind_of
from lsp_workshop.ui.workshop.record.looking import LookOpening
from lsp_workshop.ui.workshop.record.naming import NamingCheck, NamingDialog
from lsp_workshop.ui.workshop.record.pages_view import PagesView
from lsp_workshop.ui.workshop.record.printing import Printing
from lsp_workshop.ui.workshop.record.state_words import choice_words, state_of
from lsp_workshop.ui.workshop.record.strip import JobStrip
from lsp_workshop.ui.workshop.record.work import NAMED, PUBLIC, RecordWork, wanted_kind

_SIDE_BY_SIDE, _LEAST_PAGES = 440, 100


class _AsHighAsThereIsRoom(QWidget):
    """Its words would ask for the height that all of them take in its width, and push the buttons together."""

    def hasHeightForWidth(self) -> bool:
        return False


class RecordPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._behind = self._asked = False
        self.work = RecordWork(desk, self)
        self._printing = Printing(desk, self.work, self, self.tr("Print the record"))
        self.naming = NamingCheck(desk, self)
        self._looking = LookOpening(desk, self.work, self.naming, self)
        self._build()
        self._connect()
        self._tell()

    def _build(self) -> None:
        theme = self.desk.theme
        self.versions = Choices([(NAMED, self.tr("For partners")), (PUBLIC, self.tr("For the public"))])
        self.about = label("", "caption", "muted", wrap=True)
        self.preview_button = Button(theme, self.tr("Make preview"), "secondary", "eye")
        self.look_button = Button(theme, self.tr("Look closely…"), "secondary", "search")
        self.pdf_button = Button(theme, self.tr("Save PDF…"), "secondary", "file-down")
        self.other_button = Button(theme, self.tr("Other formats…"), "secondary", "file-down")
        self.handouts_button = Button(theme, self.tr("Handouts…"), "secondary", "printer")
        self.read_back_button = Button(theme, self.tr("Read back to the room"), "secondary", "presentation")
        self.close_button = Button(theme, self.tr("Close the workshop…"), "secondary", "lock")
        self.reopen_button = Button(theme, self.tr("Reopen for correction…"), "secondary", "pencil")
        bar = QWidget()
        flow = FlowLayout(bar)
        for part in (
            self.preview_button, self.look_button, self.pdf_button, self.other_button, self.handouts_button,
            self.read_back_button, self.close_button, self.reopen_button,
        ):  # fmt: skip
            flow.addWidget(part)
        self.strip = JobStrip(theme)
        self.contents = Contents(self.desk)
        self.pages = PagesView(self.desk)
        self.state = label("", "caption", "muted", wrap=True)
        self._none = EmptyState(
            theme, "file-text", self.tr("No preview yet"),
            self.tr("Make one to see every page as it will be printed. It takes a moment and stops nothing."),
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.pages)
        self._stack.setMinimumHeight(_LEAST_PAGES)
        right = _AsHighAsThereIsRoom()
        right.setMinimumHeight(_LEAST_PAGES)
        right.setLayout(column(self.state, self._stack, spacing=4))
        self._halves = row(spacing=4)
        self._halves.addWidget(self.contents, 2)
        self._halves.addWidget(right, 3)
        layout = column(row(self.versions, self.about, spacing=12), bar, self.strip, spacing=8)
        layout.addLayout(self._halves, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.versions.chosen.connect(self._version_chosen)
        self.strip.cancelled.connect(self.cancel)
        self.strip.follow(self.work)
        self.work.failed.connect(self.desk.trouble)
        self.work.changed.connect(self._tell)
        self.work.previewed.connect(self._previewed)
        self.naming.changed.connect(self._tell_naming)
        self.contents.names_wanted.connect(self.look_at_names)
        for button, action_id, slot in (
            (self.preview_button, "make_preview", self.make_preview),
            (self.look_button, "look_closely", self._looking.open),
            (self.pdf_button, "save_pdf", self.save_pdf),
            (self.other_button, "save_other", self.save_other),
            (self.close_button, "close_workshop", self.close_the_workshop),
            (self.reopen_button, "reopen_workshop", self.reopen_the_workshop),
        ):
            button.clicked.connect(slot)
            action = self.desk.actions.within(action_id, slot, self)
            button.setToolTip(action.toolTip())
        for action_id, slot in (
            ("save_json", self.save_json),
            ("print_record", self._printing.begin),
            ("open_record", self.work.open_elsewhere),
            ("look_at_names", self.look_at_names),
        ):
            self.desk.actions.within(action_id, slot, self)
        self.desk.actions.in_front(spec.id for spec in RECORD)
        handouts = self.desk.actions["handouts"]
        self.handouts_button.clicked.connect(handouts.trigger)
        self.handouts_button.setToolTip(handouts.toolTip())
        read_back = self.desk.actions["project_read_back"]
        self.read_back_button.clicked.connect(read_back.trigger)
        self.read_back_button.setToolTip(read_back.toolTip())

    # --- a page -------------------------------------------------------------------------------------------

    def heading(self) -> str:
        return self.tr("Record")

    def refresh(self, notice: Notice) -> None:
        # Notes reach no document, and walking to the next question changes nothing in it.
        if notice.transaction.changes and not _unprinted(notice):
            self.work.workshop_changed()
            self.naming.workshop_changed()
        self._allow()
        # Counting looks at every answer: not at every key of the capture while nobody sees it.
        if self.isVisible():
            self._tell_all()
        else:
            self._behind = True

    def shown(self) -> None:
        if self._behind:
            self._tell_all()
        (self.pages if self.pages.page_count else self.preview_button).setFocus()

    def step_tab(self, by: int) -> None:
        self._version_chosen(self.versions.beside(by))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Filters do not add up: the same one again only moves to the front.
        self.window().installEventFilter(self)
        self._tell_naming()
        self.work.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.naming.want(False)
        self.work.watch(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close and watched is self.window():
            self.pages.wait()
            self.naming.close()
            self.work.close()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self.desk.theme.px(_SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(direction)

    # --- the preview, and files ---------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        return self.work.busy

    def make_preview(self) -> None:
        if not self.busy:
            self._asked = True
            self.work.make_preview()

    def cancel(self) -> None:
        self.work.cancel()

    def _previewed(self) -> None:
        self.pages.set_preview(self.work.preview)
        if self.work.preview is not None:
            self._stack.setCurrentWidget(self.pages)
            if self._asked and self.isVisible():
                # What follows a choice leaves the keyboard where it is.
                self.pages.setFocus()
            self._asked = False
        self._tell()

    def save_pdf(self) -> None:
        self.work.save_shown()

    def save_other(self) -> None:
        """Choose among the documents of this version, and where to save."""
        if not self.busy:
            menu = formats_menu(self, public=self.work.chosen.public)
            menu.triggered.connect(self._format_chosen)
            menu.addSeparator()
            menu.addAction(self.desk.actions["save_json"])
            menu.popup(self.other_button.mapToGlobal(self.other_button.rect().bottomLeft()))
            # Opened by its key Enter takes the first at once, and a screen reader says which that is.
            menu.setActiveAction(menu.actions()[0])

    def _format_chosen(self, action: QAction) -> None:
        kind = kind_of(action)
        if kind is not None:
            self.work.save(kind)

    def save_json(self) -> None:
        self.desk.dialogs.confirm(
            self.tr("Save as JSON"),
            self.tr("The JSON file is the whole workshop for other programs.") + " " + self.tr(WHAT_JSON_HOLDS),
            self.tr("Choose where to save"),
            self._ask_json,
        )

    def _ask_json(self) -> None:
        self.work.save(document_kind(".json"))

    # --- what may name somebody ---------------------------------------------------------------------------

    def look_at_names(self) -> None:
        if self.naming.found:
            public = self.work.chosen.public
            dialog = NamingDialog(self.desk, self.naming.found, self.window(), public=public)
            dialog.wanted.connect(self.desk.wanted)
            self.desk.dialogs.show(dialog)

    def _tell_naming(self) -> None:
        chosen = self.work.chosen
        self.naming.want(self.isVisible(), chosen.extent, public=chosen.public)
        found = len(self.naming.found)
        self.desk.actions["look_at_names"].setEnabled(bool(found))
        self.contents.show_namings(found)

    # --- closing, and what is said ------------------------------------------------------------------------

    def close_the_workshop(self) -> None:
        if self.desk.can_write:
            close_workshop(self.desk, self)

    def reopen_the_workshop(self) -> None:
        if self._may_reopen:
            reopen_workshop(self.desk)

    @property
    def _may_reopen(self) -> bool:
        return self.desk.workshop.is_closed and not self.desk.session.read_only

    def _version_chosen(self, key: str) -> None:
        self.work.choose(replace(self.work.chosen, public=key == PUBLIC))

    def _tell_all(self) -> None:
        self._behind = False
        self.contents.refresh()
        self._tell()

    def _tell(self) -> None:
        chosen = self.work.chosen
        self._tell_naming()
        self.versions.choose(wanted_kind(chosen))
        about = (
            self.tr("Without names; small groups stay hidden.")
            if chosen.public
            else self.tr("Names only those who agreed to be named.")
        )
        others = choice_words(self.desk.workshop, chosen)
        self.about.setText(f"{about} {self.tr('Chosen: {choices}.').format(choices=others)}" if others else about)
        for button in (self.preview_button, self.pdf_button, self.other_button):
            button.setEnabled(not self.busy)
        again = self.tr("Make it again") if self.pages.page_count else self.tr("Make preview")
        self.preview_button.setText(again)
        self.close_button.setVisible(not self.desk.workshop.is_closed)
        self.reopen_button.setVisible(self.desk.workshop.is_closed)
        self._allow()
        words, warns = state_of(self.work)
        self.state.setVisible(bool(words))
        self.state.setText(words)
        set_tone(self.state, "warning" if warns else "muted")

    def _allow(self) -> None:
        for each in (self.close_button, self.desk.actions["close_workshop"]):
            each.setEnabled(self.desk.can_write)
        for each in (self.reopen_button, self.desk.actions["reopen_workshop"]):
            each.setEnabled(self._may_reopen)
        self.read_back_button.setEnabled(self.desk.projector.available)


def _unprinted(notice: Notice) -> bool:
    """Whether what changed is in no record."""
    for change in notice.transaction.changes:
        if isinstance(change.record, Note):
            continue
        if isinstance(change.before, WorkshopDetails) and isinstance(change.after, WorkshopDetails):
            moved = change.after.current_question_id != change.before.current_question_id
            if moved and change.after.status is change.before.status:
                continue
        return False
    return True
