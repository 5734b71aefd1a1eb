"""What is coming, at speed: how sure and when typed in one line, said by key of what is there, sorted by date."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from lsp_workshop.domain.edits.event import change_details
from lsp_workshop.domain.model import HowSure
from tests.ui.capture.room import Key, Modifier, Room
from tests.ui.support import AnsweredDialogs


def titles(room: Room) -> list[str]:
    return [row.title for row in room.panel.model.headings()]


def picked(room: Room, letter: str) -> None:
    """W, then what is pressed in the menu of dates."""
    room.press(Key.Key_W)
    menu = room.panel.list.findChild(QMenu)
    assert menu is not None
    QTest.keyClicks(menu, letter)
    room.qtbot.waitUntil(lambda: room.panel.list.findChild(QMenu) is None)
    room.window.activateWindow()
    room.qtbot.waitUntil(room.window.isActiveWindow)


def test_what_is_coming_is_typed_marked_and_sorted(room: Room) -> None:
    """Six tables call out laws and cuts; the room sees what hits it first, without anybody retyping a date."""
    room.session.do(change_details(date="2026-03-12"))
    room.window.go("S1")
    assert not room.panel.tools.choices.keys.count("when"), "nothing is coming at “Why have it?”"
    room.window.go("S2")
    room.window.walk.go("Q2.2")
    room.question_id = "Q2.2"
    assert "/ likely" in room.panel.entry.box.placeholderText()
    room.press(Key.Key_E, Modifier.ControlModifier)
    room.say("Bus law / likely 2027")
    assert room.panel.hint.text() == "Likely, 2027"
    room.say("Boundaries / unsure")
    room.say("Buses and/or trams")
    assert [(each.text, each.how_sure, each.bites) for each in room.answers] == [
        ("Bus law", HowSure.LIKELY, "2027"),
        ("Boundaries", HowSure.UNSURE, ""),
        ("Buses and/or trams", None, ""),
    ]
    room.press(Key.Key_W, Modifier.AltModifier)
    assert titles(room) == ["2027", "No date yet"]
    room.press(Key.Key_L, Modifier.ControlModifier)
    room.panel.list.go_to(room.answers[2].id)
    room.press(Key.Key_U)
    assert room.answers[2].how_sure is HowSure.CERTAIN
    picked(room, "1")
    assert room.answers[2].bites == "2026"
    assert titles(room) == ["2026", "2027", "No date yet"]
    row = room.panel.list.current_row()
    assert row is not None
    assert row.key == room.answers[2].id, "the next key is meant for it"
    assert row.source.endswith("Certain")
    dialogs = room.window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.text = "soon"
    picked(room, "a")
    assert room.answers[2].bites == "2026", "“soon” is no date"
    dialogs.text = "April 2027"
    picked(room, "a")
    assert room.answers[2].bites == "2027-04"
    picked(room, "0")
    assert room.answers[2].bites == ""

    # It stays with the question: another that does not ask for it is by table again.
    room.window.walk.go("Q2.1")
    assert not room.panel.model.by_when
    room.window.actions_table["ask_when"].trigger()
    assert "when" in room.panel.tools.choices.keys
    assert room.session.undo_label == "begin asking when it bites at question 2.1"


def test_the_health_check_is_one_press_and_the_next_leads_there(room: Room) -> None:
    """Twelve statements, open, with the keyboard on the first paper, before the coffee is poured."""
    from lsp_workshop.domain.edits import people
    from lsp_workshop.domain.model import Ballot, BallotStatus, Participant

    workshop = room.session.workshop
    health = Key.Key_P, Modifier.ControlModifier | Modifier.ShiftModifier
    room.window.go("S2")
    room.press(*health)
    assert workshop.count(Ballot) == 0, "nobody is here yet, and that is said"
    room.session.do(people.add_participant("Una"))
    room.session.do(people.arrive(workshop.all(Participant)[0].id))
    assert room.window.stage_page.header.health.isVisible()
    room.window.go("prepare")
    room.press(*health)
    (ballot,) = workshop.all(Ballot)
    assert (ballot.status, ballot.question_id, len(ballot.options)) == (BallotStatus.OPEN, "Q2.1", 12)
    assert room.window.stage_page.tabs.current() == "ballots"
    room.window.go("S3")
    assert not room.window.stage_page.header.health.isVisible()
    room.press(*health)
    assert workshop.count(Ballot) == 1
    assert room.window.walk.question is not None
    assert room.window.walk.question.id == "Q2.1"
    assert room.window.stage_page.tabs.current() == "ballots"
    room.press(Qt.Key.Key_Escape)


def test_a_letter_typed_into_a_menu_does_nothing_below_it(room: Room) -> None:
    """Who types "Sep" where the years are offered would flag the answer and send it to the room."""
    room.say("Bus law")
    room.press(Key.Key_L, Modifier.ControlModifier)
    room.press(Key.Key_W)
    menu = room.panel.list.findChild(QMenu)
    assert menu is not None
    before = room.answers
    QTest.keyClicks(menu, "sh")
    assert room.answers == before
    assert menu.isVisible()
    QTest.keyClick(menu, Key.Key_Escape)
