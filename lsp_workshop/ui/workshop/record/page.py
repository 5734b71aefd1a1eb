"""The Record page: check, preview, save, close. What runs long runs elsewhere, on a copy of the workshop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from lsp_workshop.documents import DocumentKind, document_kind
from lsp_workshop.domain.model import Note, WorkshopDetails
from lsp_workshop.messages import WHAT_JSON_HOLDS
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.jobs import Job
from lsp_workshop.ui.services import Preview
from lsp_workshop.ui.widgets import Button, Choices, EmptyState, FlowLayout, column, label, row, set_tone
from lsp_workshop.ui.workshop.page import Page
from lsp_workshop.ui.workshop.record.closing import close_workshop, reopen_workshop
from lsp_workshop.ui.workshop.record.contents import Contents
from lsp_workshop.ui.workshop.record.formats import formats_menu, kind_of, kind_words
from lsp_workshop.ui.workshop.record.pages_view import PagesView
from lsp_workshop.ui.workshop.record.strip import JobStrip

NAMED, PUBLIC = "record", "record-public"
_SIDE_BY_SIDE = 500


class RecordPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._job: Job | None = None
        self._waiting = False
        self._out: Path | None = None
        self._made_of = ""
        self._kind = document_kind(".pdf")
        self._stale = False
        self._behind = False
        self._build()
        self._connect()
        self._tell()

    def _build(self) -> None:
        theme = self.desk.theme
        self.versions = Choices([(NAMED, self.tr("For partners")), (PUBLIC, self.tr("For the public"))])
        self.about = label("", "caption", "muted", wrap=True)
        self.preview_button = Button(theme, self.tr("Make preview"), "secondary", "eye")
        self.pdf_button = Button(theme, self.tr("Save PDF…"), "secondary", "file-down")
        self.other_button = Button(theme, self.tr("Other formats…"), "secondary", "file-down")
        self.json_button = Button(theme, self.tr("Save as JSON…"), "secondary", "download")
        self.handouts_button = Button(theme, self.tr("Handouts…"), "secondary", "printer")
        self.read_back_button = Button(theme, self.tr("Read back to the room"), "secondary", "presentation")
        self.close_button = Button(theme, self.tr("Close the workshop…"), "secondary", "lock")
        self.reopen_button = Button(theme, self.tr("Reopen for correction…"), "secondary", "pencil")
        bar = QWidget()
        flow = FlowLayout(bar)
        for part in (
            self.preview_button, self.pdf_button, self.other_button, self.json_button, self.handouts_button,
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
        right = QWidget()
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
        for button, action_id, slot in (
            (self.preview_button, "make_preview", self.make_preview),
            (self.pdf_button, "save_pdf", self.save_pdf),
            (self.other_button, "save_other", self.save_other),
            (self.json_button, "save_json", self.save_json),
            (self.close_button, "close_workshop", self.close_the_workshop),
            (self.reopen_button, "reopen_workshop", self.reopen_the_workshop),
        ):
            button.clicked.connect(slot)
            action = self.desk.actions.within(action_id, slot, self)
            button.setToolTip(action.toolTip())
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
            self._stale = True
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
        self.versions.choose(self.versions.beside(by))
        self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Filters do not add up: the same one again only moves to the front.
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close and watched is self.window():
            # What the pages are drawn from lies in a temporary place and goes now.
            self.cancel()
            self.pages.close_preview()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self.desk.theme.px(_SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(direction)

    # --- the preview --------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        return self._job is not None or self._waiting

    def make_preview(self) -> None:
        if not self.busy:
            self._waiting = True
            self.pages.when_idle(self._start_preview)

    def _start_preview(self) -> None:
        self._waiting = False
        services, snapshot, kind = self.desk.services, self.desk.workshop.snapshot(), self.versions.current()

        def work(job: Job) -> Preview:
            preview = services.preview(snapshot, kind, job.progress, job.cancelled)
            if job.cancelled():
                preview.close()
            return preview

        self._stale = False
        self._made_of = kind
        self.strip.begin(self.tr("Making the preview"))
        self._follow(self.desk.jobs.start(work, done=self._previewed, failed=self._failed))

    def _previewed(self, preview: Preview) -> None:
        self.strip.hide()
        self.pages.set_preview(preview)
        self._stack.setCurrentWidget(self.pages)
        self.pages.setFocus()

    # --- files --------------------------------------------------------------------------------------------

    def save_pdf(self) -> None:
        self._ask_where(document_kind(".pdf", self.versions.current()))

    def save_other(self) -> None:
        """Choose among the documents of this version, and where to save."""
        if not self.busy:
            menu = formats_menu(self, public=self.versions.current() == PUBLIC)
            menu.triggered.connect(self._format_chosen)
            menu.popup(self.other_button.mapToGlobal(self.other_button.rect().bottomLeft()))

    def _format_chosen(self, action: QAction) -> None:
        self._ask_where(kind_of(action))

    def _ask_where(self, kind: DocumentKind) -> None:
        self._kind = kind
        # Several days lie in one folder: each document is named after its workshop.
        stem = self.desk.services.path_of(self.desk.session).stem
        self.desk.dialogs.ask_save_file(
            self.tr("Save: {document}").format(document=kind_words(kind)),
            f"{kind_words(kind)} (*{kind.suffix})",
            self._folder() / f"{stem}-{kind.kind}{kind.suffix}",
            self._export_chosen,
        )

    def save_json(self) -> None:
        self.desk.dialogs.confirm(
            self.tr("Save as JSON"),
            self.tr("The JSON file is the whole workshop for other programs.") + " " + self.tr(WHAT_JSON_HOLDS),
            self.tr("Choose where to save"),
            self._ask_json,
        )

    def _ask_json(self) -> None:
        stem = self.desk.services.path_of(self.desk.session).stem
        suggestion = self._folder() / f"{stem}.json"
        self.desk.dialogs.ask_save_file(
            self.tr("Save as JSON"), self.tr("JSON (*.json)"), suggestion, self._export_everything
        )

    def _folder(self) -> Path:
        return self.desk.services.path_of(self.desk.session).parent

    def _export_chosen(self, out: Path) -> None:
        if out.suffix.lower() != self._kind.suffix:
            words = self.tr("“{name}” must end in {suffix}: nothing was saved.")
            self.strip.told(words.format(name=out.name, suffix=self._kind.suffix))
            return
        self._export(out, self._kind.kind)

    def _export_everything(self, out: Path) -> None:
        self._export(out, "everything")

    def _export(self, out: Path, kind: str) -> None:
        if self.busy:
            return
        services, snapshot = self.desk.services, self.desk.workshop.snapshot()

        def work(job: Job) -> Path:
            services.export(snapshot, out, kind, job.progress, job.cancelled)
            return out

        self.strip.begin(self.tr("Saving {name}").format(name=out.name))
        self._follow(self.desk.jobs.start(work, done=self._saved, failed=self._failed))

    def _saved(self, out: Path) -> None:
        self.strip.saved(out)
        self.strip.folder_button.setFocus()

    # --- jobs ---------------------------------------------------------------------------------------------

    def cancel(self) -> None:
        if self._job is not None:
            self.strip.stopping()
            self._job.cancel()

    def _follow(self, job: Job) -> None:
        self._job = job
        job.progressed.connect(self.strip.progressed)
        job.stopped.connect(self._stopped)
        job.ended.connect(self._ended)
        self._tell()

    def _failed(self, error: Exception) -> None:
        self.strip.hide()
        self.pages.go_on()
        self.desk.trouble(error)

    def _stopped(self) -> None:
        self.strip.told(self.tr("Stopped; nothing was written."))
        self.pages.go_on()

    def _ended(self) -> None:
        self._job = None
        self._tell()

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

    def _version_chosen(self, _key: str) -> None:
        self._tell()

    def _tell_all(self) -> None:
        self._behind = False
        self.contents.refresh()
        self._tell()

    def _tell(self) -> None:
        public = self.versions.current() == PUBLIC
        self.about.setText(
            self.tr("Without names; small groups stay hidden.")
            if public
            else self.tr("Names only those who agreed to be named.")
        )
        for button in (self.preview_button, self.pdf_button, self.other_button, self.json_button):
            button.setEnabled(not self.busy)
        again = self.tr("Make it again") if self.pages.page_count else self.tr("Make preview")
        self.preview_button.setText(again)
        self.close_button.setVisible(not self.desk.workshop.is_closed)
        self.reopen_button.setVisible(self.desk.workshop.is_closed)
        self._allow()
        self._tell_state()

    def _allow(self) -> None:
        for each in (self.close_button, self.desk.actions["close_workshop"]):
            each.setEnabled(self.desk.can_write)
        for each in (self.reopen_button, self.desk.actions["reopen_workshop"]):
            each.setEnabled(self._may_reopen)
        self.read_back_button.setEnabled(self.desk.projector.available)

    def _tell_state(self) -> None:
        pages = self.pages.page_count
        self.state.setVisible(bool(pages))
        if not pages:
            return
        if self._stale:
            words, tone = self.tr("Out of date: the workshop has changed since. Make it again."), "warning"
        elif self._made_of != self.versions.current():
            words, tone = self.tr("This is the other version. Make it again to see this one."), "warning"
        else:
            words, tone = self.tr("{count} pages, as they are printed").format(count=pages), "muted"
        self.state.setText(words)
        set_tone(self.state, "warning" if tone == "warning" else "muted")


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
