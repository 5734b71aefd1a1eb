"""The tab of stage 3: the vision in its wordings, whose it is, the routes, the indicators; one for each question.

Where the day comes to one of the stage's questions its own section is in front, and the tab has its name.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.model import Adoption, Ballot, Indicator, Question, Record, Route, VisionWording
from lsp_workshop.domain.vision import versions
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import column, row
from lsp_workshop.ui.workshop.page import Panel, still_there
from lsp_workshop.ui.workshop.sections import Sections
from lsp_workshop.ui.workshop.vision.names import (
    INDICATORS,
    ROUTES,
    TITLES,
    WHOSE,
    WORDINGS,
    section_at,
    section_count,
)
from lsp_workshop.ui.workshop.vision.sections import MAKERS, Section

_KINDS: dict[str, type[Record]] = {WORDINGS: VisionWording, WHOSE: Adoption, ROUTES: Route, INDICATORS: Indicator}


class VisionPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._titles = {key: QCoreApplication.translate("Vision", title) for key, title in TITLES.items()}
        makers = {key: (title, partial(MAKERS[key], desk)) for key, title in self._titles.items()}
        self._sections = Sections[Section](makers)
        self.sections, self.choices = self._sections.made, self._sections.choices
        self.setLayout(column(row(self.choices), self._sections.stack, spacing=8))
        self.choices.chosen.connect(self.choose)
        self._connect_keys()
        self._count()

    def _connect_keys(self) -> None:
        for key in self._titles:
            self.desk.actions.within(f"vision_{key}", partial(self.choose, key), self)
        for action_id, slot in (
            ("vision_beside", self._beside),
            ("vision_take", self._take),
            ("vision_ballot", self._ballot),
            ("project_vision", self._send),
        ):
            self.desk.actions.within(action_id, slot, self)
        self.desk.actions.in_front(("vision_wordings", "vision_whose", "vision_routes", "vision_indicators"))
        self._allow()

    def _allow(self) -> None:
        for action_id in ("vision_take", "vision_ballot"):
            self.desk.actions[action_id].setEnabled(self.desk.can_write)

    # --- a panel ------------------------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        """The one in front."""
        return self._sections.current

    def show_question(self, question: Question) -> None:
        key = section_at(self.desk.workshop, question)
        if key:
            self.open_section(key)

    def shown(self) -> None:
        self.section.focus()

    def refresh(self, notice: Notice) -> None:
        for section in self.sections.values():
            section.refresh(notice)
        if notice.transaction.touches(*_KINDS.values(), Ballot):
            self._count()
        self._allow()

    def keep(self) -> str:
        return still_there(section.keep() for section in self.sections.values())

    def show_record(self, record_id: str) -> None:
        """To a record, or to one of its cells ("in1/baseline"), or to a section by its key."""
        if record_id in TITLES:
            self.choose(record_id)
            return
        key = self._section_of(record_id)
        field = ""
        if not key:
            record_id, _, field = record_id.rpartition("/")
            key = self._section_of(record_id)
        if key:
            section = self.open_section(key)
            columns = [column.key for column in section.table.records.spec.columns]
            section.table.select(record_id, columns.index(field) if field in columns else -1)
            section.focus()

    def _section_of(self, record_id: str) -> str:
        workshop = self.desk.workshop
        for key, kind in _KINDS.items():
            if workshop.find(kind, record_id) is not None:
                return key
        return WORDINGS if any(each.id == record_id for each in versions(workshop)) else ""

    # --- sections -----------------------------------------------------------------------------------------

    def open_section(self, key: str) -> Section:
        return self._sections.open(key)

    def choose(self, key: str) -> None:
        self.open_section(key).focus()

    def _count(self) -> None:
        for key, title in self._titles.items():
            self.choices.set_count(key, title, section_count(self.desk.workshop, key))

    # --- keys ---------------------------------------------------------------------------------------------

    def _beside(self) -> None:
        self.section.beside()

    def _take(self) -> None:
        self.section.take_over(self.marked_answers())

    def _ballot(self) -> None:
        self.section.to_ballot()

    def _send(self) -> None:
        self.section.send()
