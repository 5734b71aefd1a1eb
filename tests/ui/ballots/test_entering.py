"""Votes typed with real keys: comments on papers, hands as one deed, names that wait, who came and who left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import people
from lsp_workshop.domain.edits.ballots import change_ballot
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Ballot, Group, Method, Participant, Secrecy
from lsp_workshop.domain.voting import comments_of, papers_in, result_of
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.ui.workshop.ballots.counts import Count
from lsp_workshop.ui.workshop.ballots.hands import HandsGrid
from lsp_workshop.ui.workshop.ballots.keys import Strokes
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.ballots.words import mismatch_words
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.ballots.support import (
    CTRL,
    ENTER,
    ballots_panel,
    close,
    key,
    keys,
    look_into_the_box,
    new,
    only,
    propose,
    room_session,
)
from tests.ui.conftest import OpenWindow
from tests.ui.support import MemoryStore, session_of

# --- keys of several signs ----------------------------------------------------------------------------------


def test_a_key_is_taken_as_soon_as_it_can_be_no_other() -> None:
    """A key taken too early is a dot on another option, one taken too late a paper that waits."""
    numbers = Strokes(["01", "02", "10"])
    assert [numbers.take(sign) for sign in "0210"] == [(), ("02",), (), ("10",)]
    assert numbers.take("9") is None
    scale = Strokes(["0", "1", "10", "-1"])
    assert [scale.take(sign) for sign in "0110-1"] == [("0",), (), ("1",), ("10",), (), ("-1",)]
    scale.take("1")
    assert (scale.pending, scale.finish(), scale.pending) == ("1", "1", "")
    scale.take("1")
    assert scale.back()
    assert not scale.back()


# --- comments -----------------------------------------------------------------------------------------------


def test_an_objection_is_typed_with_its_words(panel: BallotsPanel, session: Session, qtbot: QtBot) -> None:
    """An objection without its reason cannot be answered, and the record would not have it."""
    propose("consent round", panel, qtbot)
    keys("person v")
    keys("0")
    key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.running.papers.comment
    keys("Not before 2 boards agree")
    key(ENTER)
    assert QApplication.focusWidget() is panel.running.papers
    assert panel.running.papers.comment.text() == ""
    keys("2")
    key(ENTER)
    votes = session.workshop.votes_in(only(session).id)
    assert sorted(vote.comment for vote in votes) == ["", "Not before 2 boards agree"]
    close(panel)
    assert comments_of(session.workshop, only(session).id)[0].text == "Not before 2 boards agree"


def test_a_comment_that_is_not_entered_is_not_lost(
    window: WorkshopWindow, panel: BallotsPanel, session: Session, qtbot: QtBot
) -> None:
    """Words of somebody who objects, half typed, must not go with the window or with a paper without a mark."""
    propose("consent round", panel, qtbot)
    key(Qt.Key.Key_Tab)
    keys("Wait for")
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 0
    assert panel.running.papers.comment.text() == "Wait for"
    assert "Wait for" in panel.keep()
    assert "Wait for" in " ".join(panel.running.unfinished())
    key(Qt.Key.Key_Escape)
    assert panel.running.papers.comment.text() == ""


def test_a_dot_paper_has_no_box_for_words(panel: BallotsPanel) -> None:
    """Tab there must lead on and not into a box that no paper has."""
    new("dot vote")
    assert panel.running.papers.comment.isHidden()


# --- sectors ------------------------------------------------------------------------------------------------


def test_a_paper_of_somebody_without_a_sector_says_so(session: Session, open_window: OpenWindow) -> None:
    """Leaving the sector out by forgetting it, and leaving it out because there is none, must not look the same."""
    for number in range(6):
        session.do(people.add_participant(f"Guest {number}"))
        session.do(people.arrive(session.workshop.all(Participant)[-1].id))
    panel = ballots_panel(open_window(session))
    new("dot vote")
    voters = [chip.text() for chip in panel.running.papers.voter._group.buttons()]
    assert voters == ["Public", "Private", "Voluntary", "Community", "Others"]
    keys("12")
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 0, "a paper went in without anybody saying whose"
    assert "Which sector" in panel.running.papers.message.text()
    keys("o")
    key(ENTER)
    (vote,) = session.workshop.votes_in(only(session).id)
    assert (vote.sector_id, sum(vote.choices.values())) == (None, 2)


# --- hands --------------------------------------------------------------------------------------------------


def hands_of(panel: BallotsPanel, preset: str) -> HandsGrid:
    new(preset)
    key(Qt.Key.Key_F3)
    key(Qt.Key.Key_F3)
    assert isinstance(QApplication.focusWidget(), Count)
    return panel.running.hands


def at(hands: HandsGrid, name: str) -> None:
    """The keyboard in the box of this name."""
    next(cell for cell in hands._cells.values() if cell.accessibleName() == name).setFocus()


def test_a_grid_of_hands_is_one_deed_and_one_undo(panel: BallotsPanel, session: Session) -> None:
    """Whoever counted wrong takes the show of hands back, not its eleven numbers one by one."""
    hands = hands_of(panel, "one person one vote")
    before = session.undo_label
    for count in ("9", "2", "", "4"):
        keys(count)
        key(Qt.Key.Key_Tab)
    keys("3")
    key(Qt.Key.Key_Tab)
    assert [shown.text() for shown in hands._sums.values()] == ["12 / 14", "2 / 6", "0 / 6", "4 / 6"]
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 18
    assert panel.running.count.text() == "18 of 32 papers"
    assert hands.words() == ""
    assert session.undo_label != before
    key(Qt.Key.Key_Z, CTRL)
    assert papers_in(session.workshop, only(session).id) == 0
    assert session.undo_label == before


def test_more_hands_than_may_vote_are_refused_and_nothing_is_half_saved(panel: BallotsPanel, session: Session) -> None:
    hands = hands_of(panel, "one person one vote")
    keys("3")
    at(hands, "Skills, Private")
    keys("7")
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 0
    assert hands.message.text() == "Private: 7 hands, 6 people may vote. Count again."
    assert hands.take.isHidden()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Skills, Private"


def test_more_hands_than_people_in_the_room_is_a_question(panel: BallotsPanel, session: Session) -> None:
    """Somebody who left cannot have raised a hand; or had before: only the room knows."""
    hands = hands_of(panel, "one person one vote")
    leaver = next(person for person in session.workshop.all(Participant) if "private" in person.name)
    session.do(people.leave(leaver.id))
    at(hands, "Skills, Private")
    keys("6")
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 0
    assert hands.message.text() == "Private: 6 hands, 5 people here. Count again?"
    assert QApplication.focusWidget() is hands.again
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 0
    assert hands.again.isHidden()
    key(ENTER)
    key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is hands.take
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 6


def test_hands_by_table_are_kept_with_their_table(session: Session, open_window: OpenWindow) -> None:
    """In a room at tables the hosts count their own; nobody there knows sectors."""
    seat(session, 3)
    panel = ballots_panel(open_window(session))
    hands = hands_of(panel, "one person one vote")
    keys("1")
    hands.by._buttons["tables"].click()
    assert "Save these hands first" in hands.message.text()
    assert hands.by.current() == "sectors"
    at(hands, "Skills, Public")
    key(Qt.Key.Key_Backspace)
    hands.by._buttons["tables"].click()
    tables = session.workshop.all(Group)[:3]
    assert [unit.id for unit in hands._units] == [table.id for table in tables]
    keys("4")
    key(Qt.Key.Key_Tab)
    keys("5")
    key(ENTER)
    votes = session.workshop.votes_in(only(session).id)
    assert hands.message.text() == "9 hands are in."
    assert {vote.group_id: vote.count for vote in votes} == {tables[0].id: 4, tables[1].id: 5}
    assert all(vote.sector_id is None for vote in votes)
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Tab)
    keys("1")
    key(ENTER)
    assert hands.message.text() == "1 hand is in.", "a count of one has its own words"


def seat(session: Session, tables: int) -> None:
    """Everybody at one of so many tables."""
    groups = session.workshop.all(Group)[:tables]
    assert len(groups) == tables
    for number, person in enumerate(session.workshop.all(Participant)):
        session.do(people.set_group(person.id, groups[number % tables].label))


def test_an_approval_is_counted_by_hands_option_by_option(panel: BallotsPanel, session: Session) -> None:
    """People raise their hands for several: 9 and 8 hands are nine people or more, and not seventeen."""
    hands = hands_of(panel, "approval")
    keys("9")
    key(Qt.Key.Key_Down)
    keys("8")
    assert next(shown.text() for shown in hands._sums.values()) == "9 / 14"
    key(ENTER)
    close(panel)
    totals = {option.label: option.total for option in result_of(session.workshop, only(session).id).options}
    assert (totals["Skills"], totals["Homes"]) == (9, 8)


def test_what_the_disk_refused_of_a_show_of_hands_stays_in_its_boxes(
    tmp_path: Path, framework: Framework, open_window: OpenWindow
) -> None:
    real = room_session(tmp_path, framework)
    store = MemoryStore()
    session = session_of(list(real.workshop.records()), store)
    real.close()
    hands = hands_of(ballots_panel(open_window(session)), "one person one vote")
    store.broken = NotSaved("disk_full")
    keys("4")
    key(ENTER)
    assert "4" in hands.words()
    store.broken = None
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 4


def test_a_sector_too_small_to_be_named_is_never_shown_as_without_hands(
    tmp_path: Path, framework: Framework, open_window: OpenWindow
) -> None:
    """ "0 / 3" below a column whose hands are in makes the scribe enter them again."""
    session = room_session(tmp_path, framework, {"public": 14, "private": 3, "voluntary": 4, "community": 6})
    hands = hands_of(ballots_panel(open_window(session)), "one person one vote")

    def sums() -> list[str]:
        return [shown.text() for shown in hands._sums.values()]

    assert sums() == ["0 / 14", "0 / 3", "0 / 4", "0 / 6"]
    at(hands, "Skills, Private")
    keys("3")
    key(ENTER)
    assert sums() == ["0 / 14", "3 / 3", "0 / 4", "0 / 6"]
    at(hands, "Skills, Voluntary")
    keys("2")
    key(ENTER)
    assert hands.message.text() == "2 hands are in."
    assert sums() == ["0 / 14", "3 / 3", "2 / 4", "0 / 6"]
    key(Qt.Key.Key_Z, CTRL)
    assert hands.message.text() == "", "hands that were taken back are said to be in"
    assert papers_in(session.workshop, only(session).id) == 3
    assert sums()[1:3] == ["– / 3", "– / 4"], "the papers that are in do not say whose they are"
    assert sums()[0] == "0 / 14"


# --- who has voted ------------------------------------------------------------------------------------------


def test_names_that_would_tell_a_paper_wait_and_are_saved_when_the_ballot_closes(
    panel: BallotsPanel, session: Session
) -> None:
    """Two names beside two papers in the file would be two people's votes; two names lost would be two people's."""
    new("dot vote")
    roll = panel.running.roll
    keys("p1")
    key(ENTER)
    key(Qt.Key.Key_F3)
    for name in ("public 03", "private 02"):
        keys(name)
        key(ENTER)
    assert "2 names wait" in roll.note.text()
    assert not roll.save.isEnabled()
    key(Qt.Key.Key_F3)
    key(Qt.Key.Key_Escape)
    keys("1")
    key(Qt.Key.Key_F3)
    assert roll.count.text() == "2 of 32", "the ticks went with the tab"
    assert session.workshop.turnout_of(only(session).id) is None
    assert "2 ticked" in panel.keep(), "the window would close without a word about them"
    close(panel)
    turnout = session.workshop.turnout_of(only(session).id)
    assert turnout is not None
    assert len(turnout.participant_ids) == 2
    assert panel.keep() == ""


def test_enough_names_go_in_while_others_wait(panel: BallotsPanel, session: Session) -> None:
    """A whole sector's names tell nothing: they need not wait for the one name of another."""
    new("dot vote")
    key(Qt.Key.Key_F3)
    for number in range(1, 7):
        keys(f"voluntary 0{number}")
        key(ENTER)
    keys("private 01")
    key(ENTER)
    panel.to_list()
    assert session.workshop.turnout_of(only(session).id) is None, "late names of a kind could never follow"
    panel.open(only(session).id)
    panel.running.roll.save.click()
    assert "1 name waits" in panel.running.roll.note.text()
    turnout = session.workshop.turnout_of(only(session).id)
    assert turnout is not None
    assert len(turnout.participant_ids) == 6
    assert panel.running.roll.count.text() == "7 of 32"


def test_a_name_that_can_never_be_noted_is_not_promised_for_the_closing(panel: BallotsPanel, session: Session) -> None:
    """Whoever is told that a name will be saved ticks no other with it, and the closing then refuses it."""
    new("dot vote")
    roll = panel.running.roll
    key(Qt.Key.Key_F3)
    for number in range(1, 7):
        keys(f"public 0{number}")
        key(ENTER)
    roll.save.click()
    keys("public 07")
    key(ENTER)
    keys("private 01")
    key(ENTER)
    assert "2 names wait: 1 saved when the ballot closes, 1 not" in roll.note.text()
    keys("private 01")
    key(ENTER)
    assert "1 name waits, and cannot be noted when the ballot closes either" in roll.note.text()
    close(panel)
    turnout = session.workshop.turnout_of(only(session).id)
    assert turnout is not None
    assert len(turnout.participant_ids) == 6


def test_the_tab_says_what_it_is(panel: BallotsPanel) -> None:
    """ "Roll-call" is a way of voting; this is the list of who has."""
    new("dot vote")
    assert [button.text() for button in panel.running.tabs._buttons.values()][:2] == ["Papers", "Who has voted"]


def test_who_came_and_left_since_it_opened_is_said_quietly(panel: BallotsPanel, session: Session) -> None:
    """A late arrival without a paper asks why; the scribe must know before."""
    new("dot vote")
    assert panel.running.comings.isHidden()
    first = session.workshop.all(Participant)[0]
    session.do(people.leave(first.id))
    assert panel.running.comings.text() == "1 left since the ballot opened."
    for number in range(2):
        session.do(people.add_participant(f"Late {number}"))
        session.do(people.arrive(session.workshop.all(Participant)[-1].id))
    assert panel.running.comings.text() == "2 came since the ballot opened (not eligible), 1 left."


# --- closing ------------------------------------------------------------------------------------------------


def test_one_press_closes_where_everything_agrees(
    tmp_path: Path, framework: Framework, open_window: OpenWindow
) -> None:
    session = room_session(tmp_path, framework, {"public": 5})
    panel = ballots_panel(open_window(session))
    new("dot vote")
    keys("p")
    for _ in range(5):
        keys("12")
        key(ENTER)
    dialog = close(panel)
    assert dialog.agrees
    assert papers_in(session.workshop, only(session).id) == 5
    assert only(session).closed_at


def test_what_does_not_agree_is_said_and_needs_a_second_look(panel: BallotsPanel, session: Session) -> None:
    """A paper that was counted twice is found here or never."""
    new("dot vote")
    keys("p")
    for _ in range(3):
        keys("1")
        key(ENTER)
    keys("4")
    key(Qt.Key.Key_F3)
    for number in range(1, 5):
        keys(f"public 0{number}")
        key(ENTER)
    key(Qt.Key.Key_F3)
    dialog = look_into_the_box(panel)
    said = dialog.accessibleDescription()
    assert "Papers in: All 3, Public 3, Private 0" in said
    assert "Noted as having voted: All 4, Public 4" in said
    assert "3 papers came in, but 4 people are noted as having voted." in said
    assert "Public: 3 papers, 4 noted as having voted." in said
    assert "Not entered yet: a paper" in said
    QTest.keyClick(dialog.close_it, ENTER)
    assert only(session).closed_at is None, "one press closed a ballot that does not agree"
    assert "does not agree" in dialog.close_it.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert only(session).closed_at is None
    assert panel.running.papers.paper is not None
    assert panel.running.papers.paper.summary() == "1 of 2 dots placed", "going back lost the paper"


def test_the_key_of_the_question_names_that_of_the_ballot_in_front(panel: BallotsPanel, window: WorkshopWindow) -> None:
    """Forty people look at the question while they hold their papers, and F5 was the key that always worked."""
    new("dot vote")
    assert panel.running.project.text() == "Project (F4)"
    key(Qt.Key.Key_F5)
    assert window.messages.text == "The room sees the question. F4 shows this ballot."
    key(Qt.Key.Key_F4)
    assert window.projector.title.endswith("Ballot")


def test_a_long_title_leaves_the_marks_of_a_half_typed_paper_in_sight(panel: BallotsPanel, session: Session) -> None:
    """The question whether to close without it is answered by what is on the paper, and not by its title."""
    key(Qt.Key.Key_B, CTRL)
    keys("1")
    session.do(change_ballot(only(session).id, title="Which of these many things shall we begin with? " * 4))
    key(ENTER, CTRL)
    keys("p1")
    assert len(panel.keep()) < 160
    assert "1 of 2 dots placed" in panel.keep()


def test_one_who_is_noted_is_one() -> None:
    """ "1 person are" in front of a room that is asked to trust the count."""
    ballot = Ballot(id="b", stage_id="S2", title="Which?", method=Method.DOTS)
    assert "1 person is noted" in mismatch_words(ballot, 2, 1)
    assert "2 people are noted" in mismatch_words(ballot, 1, 2)


def test_a_secret_ballot_is_looked_at_without_sectors(panel: BallotsPanel, session: Session) -> None:
    """The table must not tell what the papers do not."""
    key(Qt.Key.Key_B, CTRL)
    keys("1")
    session.do(change_ballot(only(session).id, secrecy=Secrecy.SECRET))
    key(ENTER, CTRL)
    keys("1")
    key(ENTER)
    said = look_into_the_box(panel).accessibleDescription()
    assert "Papers in: All 1." in said
    assert "Public" not in said
