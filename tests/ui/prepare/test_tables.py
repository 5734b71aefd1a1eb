"""The tables: typed by keyboard alone, nothing lost that was typed, and undo for what was removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lsp_workshop.domain.edits import people, records
from lsp_workshop.domain.edits.event import close_workshop
from lsp_workshop.domain.model import AgendaItem, Group, Organisation, Participant, Sector
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.ui.tables import RecordTable
from lsp_workshop.ui.tables.delegate import CellEditor
from lsp_workshop.ui.tables.paste import PasteDialog
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.prepare.sections import TableSection
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import ALT, CTRL, DELETE, ENTER, ESCAPE, F2, TAB, press, with_keyboard
from tests.ui.support import AnsweredDialogs, MemoryStore, sample_session


def table(page: PreparePage, key: str) -> RecordTable:
    section = page.open_section(key)
    assert isinstance(section, TableSection)
    section.focus()
    return section.table


def named(session: Session, name: str) -> Participant:
    return next(person for person in session.workshop.all(Participant) if person.name == name)


def test_three_tables_are_three_letters_and_three_enters(prepare: PreparePage, session: Session) -> None:
    press("4", mod=ALT)
    press("A", ENTER, "B", ENTER, "C", ENTER)
    assert [group.label for group in session.workshop.all(Group)] == ["A", "B", "C"]


def test_what_was_typed_is_in_the_file(prepare: PreparePage, session: Session, tmp_path: Path) -> None:
    from lsp_workshop.store.opening import open_for_reading

    press("4", mod=ALT)
    press("A", ENTER)
    on_disk = open_for_reading(tmp_path / "day.lspw", rescue_folder=tmp_path).workshop
    assert [group.label for group in on_disk.all(Group)] == ["A"]


def test_a_person_with_a_new_organisation_is_one_line_of_typing(prepare: PreparePage, session: Session) -> None:
    press("2", mod=ALT)
    press("Jane Marsh", TAB, "Harbour Trust", TAB, "vol", TAB, "Director", ENTER)
    person = named(session, "Jane Marsh")
    organisation = session.workshop.get(Organisation, person.organisation_id or "")
    assert (organisation.name, organisation.sector_id, person.role) == ("Harbour Trust", "voluntary", "Director")


def test_nobody_may_be_named_until_they_said_yes(prepare: PreparePage, session: Session) -> None:
    people_table = table(prepare, "people")
    press("Jane Marsh", ENTER)
    person = named(session, "Jane Marsh")
    column = [each.key for each in people_table.records.spec.columns].index("named_in_record")
    people_table.select(person.id, column)
    assert people_table.records.shown(people_table.currentIndex()) == "No"
    assert not person.named_in_record
    press(Qt.Key.Key_Space)
    assert named(session, "Jane Marsh").named_in_record


def test_a_known_organisation_is_taken_from_the_list_and_not_made_twice(prepare: PreparePage, session: Session) -> None:
    session.do(people.add_organisation("Eastmarch Constabulary"))
    press("2", mod=ALT)
    press("Al", TAB, "east")
    editor = with_keyboard()
    assert isinstance(editor, CellEditor)
    assert editor.offers == ["Eastmarch Constabulary", "New: “east”"]
    press(ENTER)
    assert [each.name for each in session.workshop.all(Organisation)] == ["Eastmarch Constabulary"]


def test_a_name_that_begins_like_a_known_one_can_still_be_new(prepare: PreparePage, session: Session) -> None:
    session.do(people.add_organisation("Eastmarch Constabulary"))
    press("2", mod=ALT)
    press("Al", TAB, "east", Qt.Key.Key_Down, ENTER)
    assert [each.name for each in session.workshop.all(Organisation)] == ["Eastmarch Constabulary", "east"]


def test_refused_words_stay_in_the_box_and_the_bar_says_why(
    prepare: PreparePage, window: WorkshopWindow, session: Session
) -> None:
    session.do(people.add_group("A"))
    people_table = table(prepare, "people")
    press("Jane", TAB, TAB, TAB, TAB, "Q", ENTER)
    editor = with_keyboard()
    assert isinstance(editor, CellEditor)
    assert editor.text() == "Q"
    assert "“Q”" in window.messages.text
    assert "A" in window.messages.text
    # Going elsewhere does not lose them either.
    people_table.setFocus()
    row = people_table.records.row_of(named(session, "Jane").id)
    index = people_table.records.index(row, 4)
    assert people_table.records.shown(index) == "Q"
    assert "“Q”" in str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole))
    # Right words, and it is over.
    people_table.select(named(session, "Jane").id, 4)
    press("a", ENTER)
    assert people_table.records.draft(index) is None
    assert named(session, "Jane").group_id is not None


def test_escape_brings_back_what_was_saved(prepare: PreparePage, session: Session) -> None:
    table(prepare, "tables")
    press("A", ENTER)
    press(Qt.Key.Key_Up, F2, "changed", ESCAPE)
    assert [group.label for group in session.workshop.all(Group)] == ["A"]


def test_a_full_disk_loses_no_words(open_window: OpenWindow) -> None:
    store = MemoryStore()
    window = open_window(sample_session(store=store))
    window.go("prepare")
    page = window.page
    assert isinstance(page, PreparePage)
    people_table = table(page, "people")
    store.broken = NotSaved("disk_full")
    press("Somebody new", ENTER)
    editor = with_keyboard()
    assert isinstance(editor, CellEditor)
    assert editor.text() == "Somebody new"
    assert "disk is full" in window.messages.text
    store.broken = None
    press(ENTER)
    assert people_table.records.shown(people_table.records.index(34, 0)) == "Somebody new"


def test_delete_removes_and_undo_brings_back_to_the_same_place(
    prepare: PreparePage, window: WorkshopWindow, session: Session
) -> None:
    groups = table(prepare, "tables")
    press("A", ENTER, "B", ENTER, "C", ENTER)
    groups.select(session.workshop.all(Group)[1].id)
    press(DELETE)
    assert [group.label for group in session.workshop.all(Group)] == ["A", "C"]
    press("z", mod=CTRL)
    shown = [groups.records.shown(groups.records.index(row, 0)) for row in range(3)]
    assert shown == ["A", "B", "C"]


def test_what_others_need_is_not_removed(prepare: PreparePage, window: WorkshopWindow, session: Session) -> None:
    session.do(people.add_participant("Jane", organisation="Harbour Trust"))
    table(prepare, "organisations").select(session.workshop.all(Organisation)[0].id)
    press(DELETE)
    assert session.workshop.count(Organisation) == 1
    assert "participant" in window.messages.text


def test_news_from_elsewhere_does_not_touch_the_words_being_typed(prepare: PreparePage, session: Session) -> None:
    session.do(people.add_participant("Zoe"))
    people_table = table(prepare, "people")
    people_table.select(named(session, "Zoe").id)
    press(F2, Qt.Key.Key_End, " Bell")
    editor = with_keyboard()
    session.do(people.arrive(named(session, "Zoe").id))
    session.do(people.add_participant("Adam"))
    session.do(records.change(Participant, named(session, "Zoe").id, role="Chair"))
    assert with_keyboard() is editor
    press(ENTER)
    zoe = named(session, "Zoe Bell")
    assert (zoe.role, zoe.attended) == ("Chair", True)


def test_the_chosen_row_stays_chosen_when_rows_come_and_go(prepare: PreparePage, session: Session) -> None:
    for name in ("Ann", "Ben", "Cat"):
        session.do(people.add_participant(name))
    people_table = table(prepare, "people")
    people_table.select(named(session, "Cat").id, 3)
    session.do(records.remove(Participant, named(session, "Ann").id))
    session.do(people.add_participant("Dan"))
    assert people_table.current_id() == named(session, "Cat").id
    assert people_table.currentIndex().column() == 3


def test_every_cell_says_what_it_is_to_a_reader(prepare: PreparePage, session: Session) -> None:
    session.do(people.add_participant("Jane Marsh", organisation="Harbour Trust"))
    model = table(prepare, "people").records
    spoken = [model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(model.columnCount())]
    assert spoken[0] == "Name: Jane Marsh"
    assert spoken[1] == "Organisation: Harbour Trust, Jane Marsh"
    assert spoken[7] == "May be named: No, Jane Marsh"
    assert all(spoken)


def test_the_order_of_sectors_and_agenda_moves_by_key(prepare: PreparePage, session: Session) -> None:
    sectors = table(prepare, "sectors")
    sectors.select("voluntary")
    press(Qt.Key.Key_Up, mod=ALT)
    assert [sector.id for sector in session.workshop.sectors()][:3] == ["public", "voluntary", "private"]
    assert sectors.current_id() == "voluntary"


def test_an_agenda_item_takes_a_time_as_people_write_it(
    prepare: PreparePage, window: WorkshopWindow, session: Session
) -> None:
    agenda = table(prepare, "agenda")
    press("Lunch", TAB, "45", ENTER)
    lunch = next(item for item in session.workshop.all(AgendaItem) if item.title == "Lunch")
    assert (lunch.minutes, lunch.order) == (45, 6)
    agenda.select(lunch.id, 0)
    press("12.30", ENTER)
    assert session.workshop.get(AgendaItem, lunch.id).time == "12:30"
    agenda.select(lunch.id, 0)
    press("25:00", ENTER)
    assert "25:00" in window.messages.text
    assert session.workshop.get(AgendaItem, lunch.id).time == "12:30"


def test_a_method_is_put_into_the_agenda_by_its_name(
    prepare: PreparePage, window: WorkshopWindow, session: Session
) -> None:
    """Who plans the day types "1-2-4-All" and has four steps as long as the item, not a sum to work out."""
    agenda = table(prepare, "agenda")
    keys = [column.key for column in agenda.records.spec.columns]
    item = session.workshop.agenda()[0]
    agenda.select(item.id, keys.index("steps"))
    press("1-2-4-All 24", ENTER)
    steps = session.workshop.get(AgendaItem, item.id).steps
    assert [(step.title, step.minutes) for step in steps][1:3] == [("In pairs", 4), ("In fours", 8)]
    agenda.select(item.id, keys.index("steps"))
    press("Alone", ENTER)
    assert "Alone 1; In pairs 2" in window.messages.text
    assert session.workshop.get(AgendaItem, item.id).steps == steps


@pytest.mark.parametrize("header", [True, False])
def test_rows_from_a_spreadsheet_are_checked_and_added_as_one(
    prepare: PreparePage, window: WorkshopWindow, session: Session, header: bool
) -> None:
    table(prepare, "people")
    rows = ["Jane Marsh\tHarbour Trust\tVoluntary", "Ali Khan\tHarbour Trust\t", "\tNobody\t", "Bo\tX\tMartian"]
    if header:
        rows = ["Organisation\tName\tSector"] + [
            "\t".join((line.split("\t")[1], line.split("\t")[0], line.split("\t")[2])) for line in rows
        ]
    QApplication.clipboard().setText("\n".join(rows))
    press("v", mod=CTRL)
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialog = dialogs.dialogs[-1]
    assert isinstance(dialog, PasteDialog)
    assert [bool(each.problem) for each in dialog.checked] == [False, False, True, True]
    assert session.workshop.count(Participant) == 0
    dialog.add_button.click()
    assert [person.name for person in session.workshop.all(Participant)] == ["Jane Marsh", "Ali Khan"]
    assert session.workshop.count(Organisation) == 1
    press("z", mod=CTRL)
    assert session.workshop.count(Participant) == session.workshop.count(Organisation) == 0


def test_a_closed_workshop_is_read_and_not_typed_into(
    prepare: PreparePage, window: WorkshopWindow, session: Session
) -> None:
    session.do(people.add_participant("Jane Marsh"))
    people_table = table(prepare, "people")
    session.do(close_workshop())
    assert people_table.records.rowCount() == 1
    people_table.select(named(session, "Jane Marsh").id)
    people_table.setFocus()
    press("other words", ENTER, DELETE, F2)
    assert with_keyboard() is people_table
    assert [person.name for person in session.workshop.all(Participant)] == ["Jane Marsh"]
    assert people_table.records.index(0, 0).data() == "Jane Marsh"


def test_escape_leaves_the_table(prepare: PreparePage) -> None:
    sectors = table(prepare, "sectors")
    assert with_keyboard() is sectors
    press(ESCAPE)
    assert with_keyboard() is not sectors


def test_escape_gives_up_a_selection_first_and_down_leads_back(prepare: PreparePage) -> None:
    """Out of the table by one key too many, the arrows walked over the sections and not over the cells."""
    sectors = table(prepare, "sectors")
    sectors.select(sectors.records.ids[0])
    QTest.keyClick(sectors, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(sectors.selectedIndexes()) > 1
    press(ESCAPE)
    assert with_keyboard() is sectors
    press(ESCAPE)
    assert with_keyboard() is not sectors
    prepare.choices._buttons["sectors"].setFocus()
    press(Qt.Key.Key_Down)
    assert with_keyboard() is sectors
    assert prepare.choices.current() == "sectors"


def test_the_cell_one_stands_on_is_seen_in_a_narrow_window(window: WorkshopWindow) -> None:
    """Words typed now go into that cell: it must not lie off to the right."""
    window.resize(1100, 680)
    window.go("prepare")
    press("6", mod=ALT)
    page = window.page
    assert isinstance(page, PreparePage)
    agenda = with_keyboard()
    assert isinstance(agenda, RecordTable)
    QTest.keyClick(agenda, Qt.Key.Key_End)
    window.resize(900, 600)
    seen = agenda.viewport().rect()
    assert seen.contains(agenda.visualRect(agenda.currentIndex()).center())


def test_tab_in_the_last_cell_comes_to_a_new_row_and_from_an_empty_one_goes_on(
    prepare: PreparePage, session: Session
) -> None:
    """Somebody who types a list as in a word processor was thrown out of it, and typed the next name elsewhere."""
    session.do(people.add_sector("Faith"))
    sectors = table(prepare, "sectors")
    spec, last = sectors.records.spec, sectors.records.new_row - 1
    sectors._go(last, len(spec.columns) - 1)
    press(TAB)
    assert (sectors.currentIndex().row(), sectors.currentIndex().column()) == (sectors.records.new_row, spec.begins)
    assert with_keyboard() is sectors
    press("Health", TAB)
    assert session.workshop.sectors()[-1].name == "Health"
    assert with_keyboard() is sectors
    assert sectors.current_id() == session.workshop.sectors()[-1].id
    sectors.select_new()
    press(TAB)
    assert with_keyboard() is not sectors, "Tab alone must lead out of it as well"


def test_a_sector_of_ones_own_gets_a_shape(prepare: PreparePage, session: Session) -> None:
    table(prepare, "sectors")
    press("Faith groups", TAB, "sq", ENTER)
    faith = next(sector for sector in session.workshop.all(Sector) if sector.name == "Faith groups")
    assert faith.shape == "square"


def test_an_empty_choice_that_is_only_looked_at_stays_empty(prepare: PreparePage, session: Session) -> None:
    session.do(people.add_group("A"))
    people_table = table(prepare, "people")
    press("Jane", ENTER)
    people_table.select(named(session, "Jane").id, 4)
    press(F2)
    editor = with_keyboard()
    assert isinstance(editor, CellEditor)
    assert editor.offers == ["A"]
    press(ENTER)
    assert named(session, "Jane").group_id is None
    people_table.select(named(session, "Jane").id, 4)
    press(F2, Qt.Key.Key_Down, ENTER)
    assert named(session, "Jane").group_id is not None


def test_words_typed_anywhere_in_the_last_row_make_a_new_one(prepare: PreparePage, session: Session) -> None:
    people_table = table(prepare, "people")
    press(Qt.Key.Key_Right, Qt.Key.Key_Right, "Jane", ENTER)
    assert [person.name for person in session.workshop.all(Participant)] == ["Jane"]
    assert people_table.records.is_new_row(people_table.currentIndex())


def test_a_list_of_sixty_is_there_with_its_last(prepare: PreparePage, session: Session) -> None:
    for place in range(60):
        session.do(people.add_participant(f"Person {place} 王小明 محمد"))
    people_table = table(prepare, "people")
    people_table.select(session.workshop.all(Participant)[59].id)
    cell = people_table.visualRect(people_table.currentIndex())
    assert people_table.viewport().rect().contains(cell.center())
