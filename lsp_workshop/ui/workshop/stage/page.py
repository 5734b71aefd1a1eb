"""The page of the stages: the question of the moment, and tabs for its answers, ballots, decisions, plan."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from lsp_workshop.domain.model import Question, Stage
from lsp_workshop.domain.roles import stage_for
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.pictures import Source
from lsp_workshop.ui.room_screen import Projector
from lsp_workshop.ui.widgets import EmptyState, column, row
from lsp_workshop.ui.workshop import pages
from lsp_workshop.ui.workshop.page import Page, Panel, still_there
from lsp_workshop.ui.workshop.stage.answers import AnswersPanel
from lsp_workshop.ui.workshop.stage.header import QuestionHeader
from lsp_workshop.ui.workshop.stage.tabs import Tabs
from lsp_workshop.ui.workshop.walk import Walk

ANSWERS, BALLOTS, PHOTOS = "answers", "ballots", "photos"
_TIGHT_BELOW = 420
_LOW = 620
"""Below this a ballot or a table needs what is written above and below the question more."""
_BARE_BELOW = 370
"""Below this the question gives its room to a ballot or a table, and stands in the strip above instead. More than a low
window leaves a page without the footer (`Folding`): else both would come and go by turns."""
_GAP = 8
"""Pixels between the tabs and what stands beside them; `_BESIDE` with all of it spread out."""
_BESIDE = 24


class StagePage(Page):
    """One page for all stages: it shows where the day stands. Panels are made when first looked at."""

    def __init__(self, desk: Desk, walk: Walk, projector: Projector) -> None:
        super().__init__(desk)
        self._walk = walk
        self._question_id = ""
        """The one that is shown."""
        self._bare = False
        """The question is in the heading and not above the tabs."""
        self.header = QuestionHeader(desk, walk)
        self.answers = AnswersPanel(desk, walk)
        self._panels: dict[str, Panel] = {ANSWERS: self.answers}
        self.answers.entry.pictured.connect(self._take_pictures)
        self._titles = {ANSWERS: self.tr("Answers")} | {spec.key: spec.title for spec in pages.PANELS}
        self.tabs = Tabs(list(self._titles.items()))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.answers)
        self._none = EmptyState(desk.theme, "message-square", self.tr("This workshop has no questions"))
        self._none.setVisible(False)
        tabs = row(spacing=_GAP)
        tabs.addWidget(self.tabs, 1)
        tabs.addWidget(self.answers.tools, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self.header, 4, tabs, self._stack, self._none, spacing=12))
        self.tabs.chosen.connect(self._choose)
        walk.moved.connect(self._moved)
        desk.theme.changed.connect(self._fit)
        desk.actions.on("stage_done", self._stage_done)
        desk.actions.on("add_photos", self._add_photos)
        if projector.available:
            desk.actions.on("project_question", self._tell_key_of_ballot)
        self._moved()

    # --- a page -------------------------------------------------------------------------------------------

    def heading(self) -> str:
        stage, question = self._walk.stage, self._walk.question
        if self._bare and question is not None:
            return f"{question.number} {question.text}"
        return f"{self.tr('Stage')} {stage.number} · {stage.title}" if stage else ""

    @property
    def is_bare(self) -> bool:
        """The question is in the heading and not above the tabs."""
        return self._bare

    def refresh(self, notice: Notice) -> None:
        for panel in self._panels.values():
            panel.refresh(notice)
        if notice.transaction.touches(Question, Stage):
            self.header.show_question()
            self.heading_changed.emit()
        self._allow()
        self._count()

    def shown(self) -> None:
        self._panels[self.tabs.current()].shown()

    def keep(self) -> str:
        return still_there(panel.keep() for panel in self._panels.values())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.desk.theme.px
        of_answers = self.tabs.current() == ANSWERS
        self.header.set_tight(self.height() < px(_TIGHT_BELOW if of_answers else _LOW))
        bare = self.height() < px(_BARE_BELOW) and not of_answers
        if bare != self._bare:
            self._bare = bare
            self.header.setVisible(not bare and self._walk.question is not None)
            self.heading_changed.emit()
        tools = self.answers.tools
        tools.set_narrow(self.tabs.at_most() + tools.wide() + _BESIDE > self.width())
        # Room for the tools also where they are not seen: the tabs stand still while one goes from tab to tab.
        self.tabs.fit(self.width() - tools.takes() - _GAP)

    # --- tabs ---------------------------------------------------------------------------------------------

    def open_tab(self, key: str) -> Panel:
        """Bring a tab to the front; it is made now if nobody has looked at it yet."""
        self.tabs.choose(key)
        panel = self._panel(key)
        self._stack.setCurrentWidget(panel)
        self.answers.tools.setVisible(key == ANSWERS)
        self._fit()
        return panel

    def _panel(self, key: str) -> Panel:
        if key not in self._panels:
            spec = next(spec for spec in pages.PANELS if spec.key == key)
            panel = spec.make(self.desk)
            panel.marked_answers = self._marked
            self._panels[key] = panel
            self._stack.addWidget(panel)
            question = self._walk.question
            if question is not None:
                panel.show_question(question)
        return self._panels[key]

    def _marked(self) -> tuple[str, ...]:
        return tuple(self.answers.model.marks)

    def _choose(self, key: str) -> None:
        self.open_tab(key).shown()

    def step_tab(self, by: int) -> None:
        if self._walk.question is not None:
            self._choose(self.tabs.beside(by))

    def focus_entry(self) -> None:
        """Type an answer; the page is in front by then."""
        self._choose(ANSWERS)

    def _tell_key_of_ballot(self) -> None:
        """The question's key means the question everywhere; who stands at a ballot may have meant that."""
        key = self.desk.actions["project_ballot"]
        if self.isVisible() and self.tabs.current() == BALLOTS and key.isEnabled():
            words = self.tr("The room sees the question. {key} shows this ballot.")
            self.desk.say(words.format(key=key.shortcut().toString()))

    def new_ballot(self) -> None:
        """Begin one on the question; the page is in front by then."""
        self.open_tab(BALLOTS).begin()

    def _add_photos(self) -> None:
        """To the question, from whichever tab is in front: it stays there, as where a picture is pasted."""
        self._panel(PHOTOS).begin()

    def _take_pictures(self, pictures: list[Source]) -> None:
        """Pasted among the answers: typing goes on there."""
        self._panel(PHOTOS).take_pictures(pictures)

    def focus_answers(self) -> None:
        """Into the list of answers; the page is in front by then."""
        self.open_tab(ANSWERS)
        self.answers.focus_list()

    # --- the day ------------------------------------------------------------------------------------------

    def _moved(self) -> None:
        question, stage = self._walk.question, self._walk.stage
        self._none.setVisible(question is None)
        self.header.setVisible(question is not None and not self._bare)
        for widget in (self.tabs, self._stack):
            widget.setVisible(question is not None)
        if question is None or stage is None:
            return
        self.header.show_question()
        for spec in pages.PANELS:
            homes = [stage_for(self.desk.workshop, role) for role in spec.roles]
            self.tabs.set_shown(spec.key, not homes or stage in homes)
        for panel in self._panels.values():
            panel.show_question(question)
        if self.tabs.current() not in self.tabs.keys or self._is_past_the_ballots(question):
            self.open_tab(ANSWERS)
        self._question_id = question.id
        self._allow()
        self._count()
        self.heading_changed.emit()
        if self.isVisible():
            self.shown()

    def _is_past_the_ballots(self, question: Question) -> bool:
        """Whoever walks on from a ballot to a question without one is about to type what the room says there."""
        if self.tabs.current() != BALLOTS or question.id == self._question_id:
            return False
        return not any(spec.count(self.desk.workshop, question) for spec in pages.PANELS if spec.key == BALLOTS)

    def _count(self) -> None:
        question = self._walk.question
        if question is None:
            return
        counts = {ANSWERS: self.answers.model.counts.kept}
        counts |= {spec.key: spec.count(self.desk.workshop, question) for spec in pages.PANELS}
        titles = {
            spec.key: spec.title_at(self.desk.workshop, question) for spec in pages.PANELS if spec.title_at is not None
        }
        self.tabs.tell(self._titles | titles, counts)
        self._fit()

    def _allow(self) -> None:
        stage, act = self._walk.stage, self.desk.actions
        act["stage_done"].setChecked(stage is not None and stage.done)
        for action_id in ("stage_done", "new_ballot", "add_photos", "focus_entry"):
            act[action_id].setEnabled(self.desk.can_write)
        self.header.allow()

    def _stage_done(self) -> None:
        from lsp_workshop.domain.edits.event import set_stage_done

        stage = self._walk.stage
        if stage is not None and self.isVisible():
            self.desk.do(set_stage_done(stage.id, not stage.done))
        self._allow()
