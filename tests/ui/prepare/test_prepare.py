"""The Prepare page around its tables: details that save themselves, arrivals, seats, opening and closing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt

from lsp_workshop.domain.edits import event, people
from lsp_workshop.domain.model import Correction, Group, Participant, Sector, WorkshopStatus
from lsp_workshop.session import Session
from lsp_workshop.ui.tables import delegate
from lsp_workshop.ui.workshop.prepare.details import DetailsSection
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.prepare.sections import GroupsSection, PeopleSection, hours, minutes_between
from lsp_workshop.ui.workshop.record.closing import ClosingSheet
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import CTRL, ENTER, ESCAPE, TAB, press, with_keyboard
from tests.ui.support import AnsweredDialogs, sample_session


def details_of(page: PreparePage) -> DetailsSection:
    section = page.open_section("workshop")
    assert isinstance(section, DetailsSection)
    section.focus()
    return section


def arrivals_of(page: PreparePage) -> PeopleSection:
    section = page.open_section("people")
    assert isinstance(section, PeopleSection)
    return section


def test_details_are_typed_from_field_to_field(prepare: PreparePage, session: Session) -> None:
    details_of(prepare)
    press("a", mod=CTRL)
    press("Away-day", TAB, "6/11/2026", TAB, "9.15", TAB, "16", TAB, "The Ropewalk", TAB)
    now = session.workshop.details
    assert (now.title, now.date, now.starts, now.ends, now.venue) == (
        "Away-day", "2026-11-06", "09:15", "16:00", "The Ropewalk",
    )  # fmt: skip


def test_a_wrong_date_stays_and_says_why(prepare: PreparePage, window: WorkshopWindow, session: Session) -> None:
    section = details_of(prepare)
    date = section.fields["date"]
    date.box.setFocus()
    press("a", mod=CTRL)
    press("31/2/2026", TAB)
    assert date.text() == "31/2/2026"
    assert "31/2/2026" in window.messages.text
    assert session.workshop.details.date == "2026-03-12"
    # News from elsewhere leaves it alone.
    session.do(people.add_group("A"))
    assert date.text() == "31/2/2026"
    date.box.setFocus()
    press(ESCAPE)
    assert date.text() == "12/3/2026"


def test_ground_rules_are_lines(prepare: PreparePage, session: Session) -> None:
    box = details_of(prepare).fields["ground_rules"].box
    box.setFocus()
    press("One voice", ENTER, ENTER, "No initials")
    press(ENTER, mod=CTRL)
    assert session.workshop.details.ground_rules == ("One voice", "No initials")


def test_a_threshold_under_three_is_refused(prepare: PreparePage, window: WorkshopWindow, session: Session) -> None:
    box = details_of(prepare).fields["small_group_threshold"].box
    box.setFocus()
    press("a", mod=CTRL)
    press("2", ENTER)
    assert session.workshop.details.small_group_threshold == 5
    assert "3" in window.messages.text


def test_a_day_is_opened_closed_and_opened_again_with_a_reason(
    prepare: PreparePage, window: WorkshopWindow, session: Session
) -> None:
    status = details_of(prepare).status
    status.button.click()
    assert session.workshop.details.status is WorkshopStatus.OPEN
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    for _ in range(2):
        status.button.click()
        sheet = dialogs.dialogs[-1]
        assert isinstance(sheet, ClosingSheet)
        assert sheet.lines.sentences[:2] == ["No question has an answer yet.", "The plan has no action yet."]
        sheet.close_it.click()
        assert session.workshop.is_closed
        press("z", mod=CTRL)
        assert not session.workshop.is_closed
    session.do(event.close_workshop())
    dialogs.text = "A name was misspelt"
    status.button.click()
    assert session.workshop.details.status is WorkshopStatus.OPEN
    assert [each.text for each in session.workshop.all(Correction)] == ["A name was misspelt"]


def test_a_closed_workshops_details_are_read_only(prepare: PreparePage, session: Session) -> None:
    from lsp_workshop.domain.edits.event import close_workshop

    section = details_of(prepare)
    session.do(close_workshop())
    press("X", TAB)
    assert session.workshop.details.title == "Founding day"
    assert section.fields["title"].text() == "Founding day"


def test_arrivals_are_letters_and_enter(prepare: PreparePage, window: WorkshopWindow, session: Session) -> None:
    for name in ("Helen Garsdale", "Priya Menon", "Helena Ortiz"):
        session.do(people.add_participant(name, organisation="Council"))
    section = arrivals_of(prepare)
    press(Qt.Key.Key_F8)
    assert with_keyboard() is section.arrivals
    press("pri", ENTER)
    press("hel", Qt.Key.Key_Down, ENTER)
    here = {person.name: person.arrived for person in session.workshop.all(Participant) if person.attended}
    assert here == {"Priya Menon": "10:42", "Helena Ortiz": "10:42"}
    assert section.here.text() == "2 of 3 are here"
    assert section.arrivals.text() == ""
    assert "Helena Ortiz" in window.messages.text


def test_who_has_left_and_who_is_here_already(prepare: PreparePage, window: WorkshopWindow, session: Session) -> None:
    session.do(people.add_participant("Priya Menon"))
    section = arrivals_of(prepare)
    section.arrivals.setFocus()
    press("pri", ENTER, "pri", ENTER)
    assert "here since" in window.messages.text
    press("pri")
    press(ENTER, mod=CTRL)
    assert session.workshop.all(Participant)[0].left == "10:42"
    assert section.here.text() == "0 of 1 are here"
    press("z", mod=CTRL)
    assert session.workshop.all(Participant)[0].left is None


def test_a_stranger_is_not_ticked(prepare: PreparePage, window: WorkshopWindow, session: Session) -> None:
    section = arrivals_of(prepare)
    section.arrivals.setFocus()
    press("nobody", ENTER)
    assert "Nobody of that name" in window.messages.text
    assert section.arrivals.text() == "nobody"
    press(" else", ENTER)
    assert not session.workshop.all(Participant), "it asks of each name"
    press(*"  ")
    press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, ENTER)
    assert not session.workshop.all(Participant), "other keys came between: it asks again"
    press(ENTER, mod=CTRL)
    assert not session.workshop.all(Participant), "who was never here has not left"


def test_somebody_who_was_not_on_the_list_is_added_by_a_second_enter(
    prepare: PreparePage, window: WorkshopWindow, session: Session
) -> None:
    """A queue at the door waits while the facilitator looks for another table to type into."""
    section = arrivals_of(prepare)
    section.arrivals.setFocus()
    press("Ayo  Bello", ENTER, ENTER)
    (person,) = session.workshop.all(Participant)
    assert (person.name, person.attended, person.arrived, person.named_in_record) == ("Ayo Bello", True, "10:42", False)
    assert section.arrivals.text() == ""
    assert "Ayo Bello: here" in window.messages.text
    press("z", mod=CTRL)
    assert not session.workshop.all(Participant)


def test_the_key_for_the_next_question_works_where_arrivals_are_ticked(
    prepare: PreparePage, window: WorkshopWindow
) -> None:
    """The last one is ticked and the day is to begin: the empty line must not swallow the key."""
    arrivals_of(prepare).arrivals.setFocus()
    press("a")
    press(Qt.Key.Key_Right, mod=CTRL)
    assert prepare.isVisible(), "among words it goes through them"
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Right, mod=CTRL)
    assert window.stage_page.isVisible()


def test_seats_are_even_and_mixed_and_taken_back_by_undo(prepare: PreparePage, session: Session) -> None:
    for label in "ABC":
        session.do(people.add_group(label))
    for place in range(9):
        its = ("public", "private", "voluntary")[place % 3]
        session.do(people.add_participant(f"Person {place}", organisation=its.upper(), sector_id=its))
    section = prepare.open_section("tables")
    assert isinstance(section, GroupsSection)
    section.seat.click()
    workshop = session.workshop
    for group in workshop.all(Group):
        seated = [person for person in workshop.all(Participant) if person.group_id == group.id]
        sectors = {sector.id for person in seated if (sector := workshop.sector_of(person))}
        assert (len(seated), len(sectors)) == (3, 3)
    session.undo()
    assert all(person.group_id is None for person in workshop.all(Participant))


def test_the_agendas_time_is_said_in_hours() -> None:
    assert (hours(405), hours(60), hours(0), hours(45)) == ("6 h 45 min", "1 h", "0 min", "45 min")
    assert minutes_between("09:15", "16:00") == 405
    assert minutes_between("", "16:00") is None
    assert minutes_between("16:00", "09:00") is None


def test_sectors_that_begin_alike_have_letters_of_their_own(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In grey, and with the columns scrolled, the letter is what tells Public from Private."""
    seen: dict[str, str] = {}

    def note(_painter: object, _theme: object, sector: Sector, box: QRectF, letter: str = "") -> None:
        seen[sector.name] = letter if box.width() >= 16 else ""

    monkeypatch.setattr(delegate, "paint_sector_mark", note)
    window = open_window(sample_session())
    window.resize(1280, 2000)
    window.go("prepare")
    page = window.page
    assert isinstance(page, PreparePage)
    page.open_section("people").focus()
    page.grab()
    assert (seen["Public"], seen["Private"]) == ("P", "R")
