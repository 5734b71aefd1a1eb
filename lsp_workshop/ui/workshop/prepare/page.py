"""The Prepare page: quiet segments, each with its table or form. Sections are made when first looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lsp_workshop.domain.model import AgendaItem, Group, Organisation, Participant, Sector, WorkshopDetails
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import IconButton, column, row
from lsp_workshop.ui.workshop.page import STATUS_DEED, Page, still_there
from lsp_workshop.ui.workshop.prepare.details import DetailsSection
from lsp_workshop.ui.workshop.prepare.sections import AgendaSection, GroupsSection, PeopleSection, TableSection
from lsp_workshop.ui.workshop.prepare.specs import organisations_table, sectors_table
from lsp_workshop.ui.workshop.sections import Sections

ARRIVALS = "arrivals"
Section = DetailsSection | TableSection


class PreparePage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        makers: dict[str, tuple[str, Callable[[], Section]]] = {
            "workshop": (self.tr("Workshop"), self._make_details),
            "people": (self.tr("People"), self._make_people),
            "organisations": (self.tr("Organisations"), self._make_organisations),
            "tables": (self._tables_title(), self._make_groups),
            "sectors": (self.tr("Sectors"), self._make_sectors),
            "agenda": (self.tr("Agenda"), self._make_agenda),
        }
        self._titles = {key: title for key, (title, _make) in makers.items()}
        self._sections = Sections(makers)
        self.sections, self.choices = self._sections.made, self._sections.choices
        handouts = desk.actions["handouts"]
        self.handouts_button = IconButton(desk.theme, "printer", self.tr("Handouts"))
        self.handouts_button.setToolTip(handouts.toolTip())
        self.handouts_button.clicked.connect(handouts.trigger)
        self.setLayout(column(row(self.choices, self.handouts_button), self._sections.stack, spacing=12))
        self.choices.chosen.connect(self._choose)
        self._connect_keys()
        self.open_section("workshop")
        self._count()

    def _connect_keys(self) -> None:
        for key in self._titles:
            self.desk.actions.within(f"prepare_{key}", partial(self._choose, key), self)
        self.desk.actions.in_front(f"prepare_{key}" for key in self._titles)

    # --- a page -------------------------------------------------------------------------------------------

    def heading(self) -> str:
        return self.tr("Prepare")

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(Participant, Organisation, Group, Sector, AgendaItem, WorkshopDetails):
            for section in self.sections.values():
                section.refresh()
            self._count()

    def shown(self) -> None:
        self._sections.current.focus()

    def begin(self, what: str = "") -> None:
        """ "arrivals": to the line where people are ticked as they come; "people/p01": to a row of a section;
        `STATUS_DEED`: to what is done next with the whole day, and asks for it."""
        section_key, _, record_id = what.partition("/")
        if what == STATUS_DEED:
            details = self.open_section(section_key)
            if isinstance(details, DetailsSection):
                details.status.button.setFocus()
                details.status.button.click()
            return
        if what == ARRIVALS:
            section = self.open_section("people")
            if isinstance(section, PeopleSection):
                (section.arrivals if self.desk.can_write else section.table).setFocus()
        elif section_key in self._titles:
            self._choose(section_key)
            chosen = self.sections[section_key]
            if isinstance(chosen, TableSection) and record_id:
                chosen.table.select(record_id)

    def step_tab(self, by: int) -> None:
        self._choose(self.choices.beside(by))

    def keep(self) -> str:
        return still_there(section.keep() for section in self.sections.values())

    # --- sections -----------------------------------------------------------------------------------------

    def open_section(self, key: str) -> Section:
        return self._sections.open(key)

    def _choose(self, key: str) -> None:
        self.open_section(key).focus()

    def _tables_title(self) -> str:
        return self.desk.workshop.details.group_noun + "s"

    def _count(self) -> None:
        workshop = self.desk.workshop
        for key, kind in (
            ("people", Participant),
            ("organisations", Organisation),
            ("tables", Group),
            ("sectors", Sector),
            ("agenda", AgendaItem),
        ):
            title = self._tables_title() if key == "tables" else self._titles[key]
            self.choices.set_count(key, title, workshop.count(kind))

    def _make_details(self) -> Section:
        return DetailsSection(self.desk)

    def _make_people(self) -> Section:
        return PeopleSection(self.desk)

    def _make_organisations(self) -> Section:
        return TableSection(self.desk, organisations_table())

    def _make_groups(self) -> Section:
        return GroupsSection(self.desk)

    def _make_sectors(self) -> Section:
        return TableSection(self.desk, sectors_table(), self.tr("Alt+Up and Alt+Down change the order."))

    def _make_agenda(self) -> Section:
        return AgendaSection(self.desk)

    # --- keys ---------------------------------------------------------------------------------------------
