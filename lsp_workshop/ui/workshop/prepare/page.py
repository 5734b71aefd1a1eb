"""The Prepare page: quiet segments, each with its table or form. Sections are made when first looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from lsp_workshop.domain.model import AgendaItem, Group, Organisation, Participant, Sector, WorkshopDetails
from lsp_workshop.session import Notice
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import IconButton, column, row
from lsp_workshop.ui.workshop.page import Page, still_there
from lsp_workshop.ui.workshop.prepare.details import DetailsSection
from lsp_workshop.ui.workshop.prepare.sections import AgendaSection, GroupsSection, PeopleSection, TableSection
from lsp_workshop.ui.workshop.prepare.segments import Segments
from lsp_workshop.ui.workshop.prepare.specs import organisations_table, sectors_table

ARRIVALS = "arrivals"
Section = DetailsSection | TableSection


class PreparePage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._makers: dict[str, tuple[str, Callable[[], Section]]] = {
            "workshop": (self.tr("Workshop"), self._make_details),
            "people": (self.tr("People"), self._make_people),
            "organisations": (self.tr("Organisations"), self._make_organisations),
            "tables": (self._tables_title(), self._make_groups),
            "sectors": (self.tr("Sectors"), self._make_sectors),
            "agenda": (self.tr("Agenda"), self._make_agenda),
        }
        self.sections: dict[str, Section] = {}
        self.choices = Segments([(key, title) for key, (title, _make) in self._makers.items()])
        self._stack = QStackedWidget()
        handouts = desk.actions["handouts"]
        self.handouts_button = IconButton(desk.theme, "printer", self.tr("Handouts"))
        self.handouts_button.setToolTip(handouts.toolTip())
        self.handouts_button.clicked.connect(handouts.trigger)
        self.setLayout(column(row(self.choices, self.handouts_button), self._stack, spacing=12))
        self.choices.chosen.connect(self._choose)
        self._connect_keys()
        self.open_section("workshop")
        self._count()

    def _connect_keys(self) -> None:
        act = self.desk.actions
        for key, slot in (
            ("workshop", self._to_workshop),
            ("people", self._to_people),
            ("organisations", self._to_organisations),
            ("tables", self._to_tables),
            ("sectors", self._to_sectors),
            ("agenda", self._to_agenda),
        ):
            action = act.on(f"prepare_{key}", slot, self)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- a page -------------------------------------------------------------------------------------------

    def heading(self) -> str:
        return self.tr("Prepare")

    def refresh(self, notice: Notice) -> None:
        if notice.transaction.touches(Participant, Organisation, Group, Sector, AgendaItem, WorkshopDetails):
            for section in self.sections.values():
                section.refresh()
            self._count()

    def shown(self) -> None:
        self.sections[self.choices.current()].focus()

    def begin(self, what: str = "") -> None:
        """ "arrivals": to the line where people are ticked as they come; "people/p01": to a row of a section."""
        section_key, _, record_id = what.partition("/")
        if what == ARRIVALS:
            section = self.open_section("people")
            if isinstance(section, PeopleSection):
                (section.arrivals if self.desk.can_write else section.table).setFocus()
        elif section_key in self._makers:
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
        self.choices.choose(key)
        if key not in self.sections:
            made = self._makers[key][1]()
            self.sections[key] = made
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self.sections[key])
        return self.sections[key]

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
            title = self._tables_title() if key == "tables" else self._makers[key][0]
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

    def _to_workshop(self) -> None:
        self._choose("workshop")

    def _to_people(self) -> None:
        self._choose("people")

    def _to_organisations(self) -> None:
        self._choose("organisations")

    def _to_tables(self) -> None:
        self._choose("tables")

    def _to_sectors(self) -> None:
        self._choose("sectors")

    def _to_agenda(self) -> None:
        self._choose("agenda")
