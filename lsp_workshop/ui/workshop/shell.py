"""The workshop window: rail, the page in front, right panel, and what is common to all pages around them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from lsp_workshop.domain.framework import Prompt
from lsp_workshop.domain.wording import shortened
from lsp_workshop.session import Notice, Session
from lsp_workshop.ui import collector
from lsp_workshop.ui.actions import Actions
from lsp_workshop.ui.chime import Chime
from lsp_workshop.ui.desk import MOST_WORDS, Desk
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.preferences import LookActions
from lsp_workshop.ui.services import Services
from lsp_workshop.ui.templates.opening import TemplateActions
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import (
    ElidedLabel,
    IconButton,
    MessageBar,
    SavedLabel,
    announce,
    bring_into_view,
    column,
    holds,
    row,
)
from lsp_workshop.ui.workshop import pages
from lsp_workshop.ui.workshop.announcer import Announcer
from lsp_workshop.ui.workshop.doubtful import Doubtful
from lsp_workshop.ui.workshop.early import EarlyStages
from lsp_workshop.ui.workshop.finding import Finding
from lsp_workshop.ui.workshop.folding import Folding, Parts
from lsp_workshop.ui.workshop.footer import Footer
from lsp_workshop.ui.workshop.handouts.opening import HandoutsOpening
from lsp_workshop.ui.workshop.over_page import OverPage
from lsp_workshop.ui.workshop.page import Page, still_there
from lsp_workshop.ui.workshop.page_keys import PageKeys
from lsp_workshop.ui.workshop.rail import Rail
from lsp_workshop.ui.workshop.search import Hit
from lsp_workshop.ui.workshop.side.panel import SidePanel
from lsp_workshop.ui.workshop.stage.page import StagePage
from lsp_workshop.ui.workshop.telling import Telling
from lsp_workshop.ui.workshop.time_up import TimeUp
from lsp_workshop.ui.workshop.timer_line import TimerLine
from lsp_workshop.ui.workshop.unsaved import Saving
from lsp_workshop.ui.workshop.viewing import ViewingStrip
from lsp_workshop.ui.workshop.walk import Walk

_STAGE = "stage"


class WorkshopWindow(QWidget):
    """One open workshop. `closed` is emitted after the last thing was saved; who made it closes the session then.

    `is_last` says that the person is ending the program and not only this workshop.
    """

    closed = Signal()
    reopen = Signal(object, bool)
    """After `closed`: this file (a Path) is to be opened again, for work or else for viewing."""

    def __init__(
        self,
        session: Session,
        services: Services,
        theme: Theme,
        jobs: Jobs,
        dialogs: Dialogs | None = None,
        chime: Chime | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.theme = theme
        self._chime = chime
        self.actions_table = Actions(self, theme)
        self.desk = Desk(session, services, theme, dialogs or Dialogs(self), jobs, self.actions_table, self)
        self.walk = Walk(self.desk)
        self.projector = self.desk.projector = pages.projector(self.desk)
        self._pages: dict[str, Page] = {}
        self._may_close = False
        self._reopens: bool | None = None
        self.viewing: ViewingStrip | None = None
        self.is_last = False
        self._build()
        self._connect()
        self.refresh_title()
        self.resize(1280, 800)
        self.setMinimumSize(760, 520)

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        desk = self.desk
        self.rail = Rail(desk, self.walk, self.projector, pages.PREPARE, pages.RECORD)
        self.side = SidePanel(desk, self.walk, self.projector)
        self.footer = Footer(desk, self.walk, self.projector)
        act = self.actions_table
        self.messages = MessageBar(self.theme, deeds=(act["try_again"], act["save_elsewhere"]))
        self.remarks = MessageBar(self.theme)
        self.saved = SavedLabel(self.theme)
        self.heading = ElidedLabel("", "strong", "accent")
        self.menu_button = IconButton(self.theme, "ellipsis", self.tr("Menu"))
        self.menu_button.setShortcut("F10")
        self.stack = QStackedWidget()
        self.timer_line = TimerLine(desk, self.walk, self.side.timer_card.ring)
        strip = row(self.heading, self.timer_line, self.saved, self.menu_button, spacing=12)
        centre = QVBoxLayout()
        centre.setSpacing(8)
        centre.addLayout(strip)
        self.over_page = OverPage(self.messages, self, self.heading, self.saved, centre.spacing())
        centre.addWidget(self.over_page.room)
        centre.addWidget(self.remarks)
        centre.addWidget(self.stack, 1)
        outer = column(spacing=0)
        if desk.session.read_only and not desk.workshop.is_closed:
            self.viewing = ViewingStrip(desk)
            above = row(self.viewing)
            above.setContentsMargins(16, 12, 16, 12)
            outer.addLayout(above)
            act.on("open_for_work", self._open_for_work)
            act.on("read_again", self._read_again)
        across = row(self.rail, spacing=0)
        across.addLayout(centre, 1)
        across.addWidget(self.side)
        outer.addLayout(across, 1)
        self.setLayout(outer)
        self.side.set_footer(self.footer)
        self.saving = Saving(desk, self.messages, self.saved, self.remarks)
        self.telling = Telling(desk, self.walk, self.messages, self)
        self.announcer = Announcer(desk, self.walk, self.saving.words, self._say)
        toggle, bare = act["toggle_side"], self._page_is_bare
        parts = Parts(self, self.rail, self.side, self.footer, self.timer_line, self.over_page, toggle, bare)
        self.folding = Folding(parts, centre, self.theme)
        self.time_up = TimeUp(desk, self.walk, self._chime)

    def _connect(self) -> None:
        desk, act = self.desk, self.actions_table
        desk.changed.connect(self._changed)
        self.saving.keyboard_free.connect(self._to_the_page)
        desk.beside_left.connect(self._to_the_page)
        desk.said.connect(self.messages.news)
        desk.wanted.connect(self.show_hit)
        self.rail.chosen.connect(self.go)
        self.walk.moved.connect(self._moved)
        self.menu_button.clicked.connect(self._open_menu)
        self.footer.past_the_end.connect(self._to_record)
        self.footer.entering.connect(self._to_the_day)
        self.side.prompts.wanted_as_answer.connect(self._answer_from)
        act.on("undo", self._undo)
        act.on("redo", self._redo)
        act.on("close_window", self._close)
        act.on("quit", self._quit)
        act.on("go_prepare", self._to_prepare)
        act.on("go_record", self._to_record)
        act.on("arrivals", self._to_arrivals)
        for number in range(1, 6):
            act.on(f"go_stage_{number}", partial(self._to_stage, number))
        act.on("toggle_side", self.folding.toggle)
        LookActions(act, self.theme, desk.dialogs, self)
        TemplateActions(act, desk.services, self.theme, desk.jobs, desk.dialogs, self)
        self.doubtful = Doubtful(desk, self, self.show_hit)
        self.finding = Finding(desk, self, self.show_hit)
        self.early = EarlyStages(desk, self.walk, self._at_a_question, self)
        self.page_keys = PageKeys(act, self._in_front, self._day, self)
        HandoutsOpening(desk, self)
        self.theme.changed.connect(self.folding.fit)
        self.over_page.pushed.connect(self.folding.fit_footer)
        self._tell_undo()

    # --- going places -------------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the first page: where the day stands, or Prepare while it is a draft."""
        from lsp_workshop.domain.model import WorkshopStatus

        draft = self.desk.workshop.details.status is WorkshopStatus.DRAFT
        stage = self.walk.stage
        self.go(pages.PREPARE.key if draft or stage is None else stage.id)
        self.walk.tell_running()
        collector.settle()

    def go(self, key: str) -> None:
        """Bring a page to the front: "prepare", "record" or a stage's id."""
        self.messages.over()
        if key in (pages.PREPARE.key, pages.RECORD.key):
            page = self._page(key)
        else:
            page = self._page(_STAGE)
            self.walk.go_to_stage(key)
        self.stack.setCurrentWidget(page)
        # The keyboard of a page that is hidden goes through the rail, and scrolls it.
        self.rail.select(key)
        self._tell_heading()
        self.footer.lead({pages.PREPARE.key: self.tr("Go to"), pages.RECORD.key: self.tr("Back to")}.get(key, ""))
        page.shown()

    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self._in_front()

    def _in_front(self) -> Page | None:
        return next((page for page in self._pages.values() if page is self.stack.currentWidget()), None)

    @property
    def stage_page(self) -> StagePage:
        page = self._page(_STAGE)
        assert isinstance(page, StagePage)
        return page

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            if key == _STAGE:
                page: Page = StagePage(self.desk, self.walk, self.projector)
            else:
                spec = pages.PREPARE if key == pages.PREPARE.key else pages.RECORD
                page = spec.make(self.desk)
            page.heading_changed.connect(self._tell_heading)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def _moved(self) -> None:
        stage = self.walk.stage
        if stage is not None:
            self.rail.tell_all()
            page = self._page(_STAGE)
            if self.stack.currentWidget() is not page:
                self.stack.setCurrentWidget(page)
                page.shown()
            self.rail.select(stage.id)
            self.footer.lead("")
            self._tell_heading()

    def _to_prepare(self) -> None:
        self.go(pages.PREPARE.key)

    def _to_arrivals(self) -> None:
        """From anywhere in the window: people come late."""
        self.go(pages.PREPARE.key)
        self._page(pages.PREPARE.key).begin("arrivals")

    def _day(self) -> StagePage | None:
        """The page of the question where the day stands, brought to the front; None where there is no question."""
        stage = self.walk.stage
        if stage is None:
            return None
        if self.page is not self._page(_STAGE):
            self.go(stage.id)
        return self.stage_page

    def _at_a_question(self) -> bool:
        return self.page is not None and self.page is self._pages.get(_STAGE)

    def _to_the_day(self) -> None:
        self._day()

    def _answer_from(self, prompt: Prompt) -> None:
        self._to_the_day()
        self.stage_page.open_tab("answers")
        self.stage_page.answers.offer(prompt)

    def _to_record(self) -> None:
        self.go(pages.RECORD.key)

    def _to_stage(self, number: int) -> None:
        for stage in self.desk.workshop.stages():
            if stage.number == number:
                self.go(stage.id)
                return
        self.desk.say(self.tr("There is no stage {number} today.").format(number=number))

    def show_hit(self, hit: Hit) -> None:
        """Go to what the search found."""
        if hit.tab == pages.PREPARE.key:
            self.go(pages.PREPARE.key)
            self._page(pages.PREPARE.key).begin(hit.record_id)
            return
        if hit.tab == pages.RECORD.key:
            self._to_record()
            return
        if hit.tab in ("parking", "notes"):
            if hit.stage_id:
                self.go(hit.stage_id)
            if hit.tab == "parking":
                self.side.show_parked(hit.record_id)
            else:
                self.actions_table["write_note" if hit.stage_id else "write_day_note"].trigger()
            return
        if hit.question_id:
            self.walk.go(hit.question_id)
        stage = self.walk.stage
        if hit.stage_id or stage is not None:
            self.go(hit.stage_id if hit.stage_id and not hit.question_id else stage.id if stage else "")
        if hit.tab in self.stage_page.tabs.keys:
            panel = self.stage_page.open_tab(hit.tab)
            panel.shown()
            panel.show_record(hit.record_id)
        if hit.tab == "answers" and hit.record_id:
            self.stage_page.answers.show_answer(hit.record_id)

    # --- news ---------------------------------------------------------------------------------------------

    def _changed(self, notice: Notice) -> None:
        for page in self._pages.values():
            page.refresh(notice)
        self.rail.refresh(notice)
        self.side.refresh(notice)
        self.footer.tell()
        self.projector.refresh(notice)
        self.saving.tell()
        self._tell_undo()
        self._tell_heading()
        self.refresh_title()
        self.telling.changed(notice)

    def _to_the_page(self) -> None:
        if self.page is not None:
            self.page.shown()

    def refresh_title(self) -> None:
        self.setWindowTitle(f"{self.desk.workshop.details.title} – LSP Workshop")

    def _tell_heading(self) -> None:
        page = self.page
        self.heading.set_text(page.heading() if page else "")
        self.folding.fit_footer()

    def _page_is_bare(self) -> bool:
        """The page in front has given its question's room to what is below."""
        page = self.page
        return isinstance(page, StagePage) and page.is_bare

    # --- undo ---------------------------------------------------------------------------------------------

    def _tell_undo(self) -> None:
        session, act = self.desk.session, self.actions_table
        for action_id, words, what in (
            ("undo", self.tr("Undo"), session.undo_label),
            ("redo", self.tr("Redo"), session.redo_label),
        ):
            act[action_id].setText(f"{words}: {what}" if what else words)
            act[action_id].setEnabled(what is not None)

    def _undo(self) -> None:
        self.desk.undo()

    def _redo(self) -> None:
        self.desk.redo()

    def _say(self, words: str) -> None:
        announce(self, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.messages.over()
            # What stands beside the page has no use for it; in the page it was used before it came here.
            if self.page is not None and not holds(self.page, self.focusWidget()):
                self.page.shown()
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        bring_into_view(self.focusWidget())
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.folding.fit()

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Every action that can be used now, with its keys, by the groups of the table."""
        from lsp_workshop.ui.workshop.menu import build_menu

        return build_menu(self, self.actions_table)

    # --- the end ------------------------------------------------------------------------------------------

    def _close(self) -> None:
        self.is_last = False
        self.close()

    def _quit(self) -> None:
        self.is_last = True
        self.close()

    def _open_for_work(self) -> None:
        self._open_again(for_work=True)

    def _read_again(self) -> None:
        self._open_again(for_work=False)

    def _open_again(self, *, for_work: bool) -> None:
        self.is_last, self._reopens = False, for_work
        self.close()

    def _keep(self) -> str:
        """Save what can be saved. Returns what is not saved and would be lost; "" where nothing would."""
        parts: list[Page | SidePanel] = [self.side, *self._pages.values()]
        return still_there([*(part.keep() for part in parts), *self.desk.waiting_words])

    def _close_anyway(self) -> None:
        self._may_close = True
        # Later, because Qt does not close a window again that is being asked.
        QTimer.singleShot(0, self.close)

    def closeEvent(self, event: QCloseEvent) -> None:
        words = "" if self._may_close else self._keep()
        if words:
            event.ignore()
            shown = shortened(words, MOST_WORDS)
            self.desk.dialogs.confirm(
                self.tr("These words are not saved"),
                self.tr("Not saved yet: {words}\n\nClose without it?").format(words=shown),
                self.tr("Close without it"),
                self._close_anyway,
            )
            return
        self.walk.close()
        self.projector.close()
        self.desk.close()
        collector.release()
        super().closeEvent(event)
        path = self.desk.services.path_of(self.desk.session)
        self.closed.emit()
        if self._reopens is not None:
            self.reopen.emit(path, self._reopens)
