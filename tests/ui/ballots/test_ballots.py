"""Ballots with real keys on a real file: what a scribe would lose, and what the room must not learn too early."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import themes
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.health import health_checks
from lsp_workshop.domain.model import BallotStatus, Decision, Secrecy, Theme, Vote
from lsp_workshop.domain.results import Verdict
from lsp_workshop.domain.voting import papers_in, result_of
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.store.opening import open_workshop
from lsp_workshop.ui.widgets import ChartView
from lsp_workshop.ui.workshop.ballots.decision import DecisionDialog
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.ballots.support import (
    CTRL,
    ENTER,
    PLAIN,
    ROOM,
    SHIFT,
    ballots_panel,
    close,
    key,
    keys,
    new,
    only,
    propose,
    room_session,
    words_on,
)
from tests.ui.conftest import OpenWindow
from tests.ui.support import AnsweredDialogs, MemoryStore, opened_tab, sample_session, session_of

LETTERS = {"public": "p", "private": "r", "voluntary": "v", "community": "c"}


def press_on_a_keyboard(
    widget: QWidget, code: Qt.Key, scan: int, text: str, modifier: Qt.KeyboardModifier = PLAIN
) -> None:
    """A key with its place on the keyboard, as a system reports it: with Shift a number is another sign."""
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, code, modifier, scan, 0, 0, text))


def test_three_keys_make_and_open_a_dot_vote_of_the_themes(panel: BallotsPanel, session: Session) -> None:
    new("dot vote")
    ballot = only(session)
    assert ballot.status is BallotStatus.OPEN
    assert [option.label for option in ballot.options] == ["Skills", "Homes", "Buses", "Safety", "Green space", "Debt"]
    assert all(option.theme_id for option in ballot.options)
    assert (ballot.rules.dots_per_voter, ballot.eligible) == (2, 32)
    assert QApplication.focusWidget() is panel.running.papers


def test_a_parked_theme_is_on_no_ballot_until_it_is_brought_back(panel: BallotsPanel, session: Session) -> None:
    """What the room agreed to leave for later must not turn up on its paper."""
    parked = next(theme for theme in session.workshop.all(Theme) if theme.title == "Buses")
    session.do(themes.park_theme(parked.id))
    new("dot vote")
    assert "Buses" not in [option.label for option in only(session).options]


def test_thirty_two_papers_by_keyboard_come_to_the_result(
    panel: BallotsPanel, session: Session, tmp_path: Path
) -> None:
    new("dot vote")
    for sector, people in ROOM.items():
        keys(LETTERS[sector])
        for number in range(people):
            keys("12" if number % 3 else "33" if sector == "public" else "45")
            key(ENTER)
    assert panel.running.count.text() == "32 of 32 papers"
    assert "All 32" in panel.running.papers.message.text()
    keys("1")
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 32, "a paper too many was taken"
    key(Qt.Key.Key_Escape)
    close(panel)
    result = result_of(session.workshop, only(session).id)
    assert [(row.label, row.total) for row in result.options][:2] == [("Skills", 21), ("Homes", 21)]
    (chart,) = (each for each in panel.result.findChildren(ChartView) if each.isVisibleTo(panel))
    assert "Tied 1st, Skills: 21 dots" in chart.accessibleDescription()
    assert "Tied 1st" in chart.drawing.words
    session.close()
    again = open_workshop(tmp_path / "day.lspw", rescue_folder=tmp_path)
    assert result_of(again.workshop, result.ballot_id) == result
    again.store.close()


def test_an_impossible_paper_is_refused_at_the_key_with_nothing_lost(panel: BallotsPanel) -> None:
    new("dot vote")
    keys("p11")
    entry = panel.running.papers
    assert entry.paper is not None
    before = dict(entry.paper.choices)
    keys("2")
    assert "No dots left" in entry.message.text()
    assert dict(entry.paper.choices) == before
    key(Qt.Key.Key_Backspace)
    keys("2")
    assert entry.message.text() == ""
    assert entry.paper.summary() == "2 of 2 dots placed"
    press_on_a_keyboard(entry, Qt.Key.Key_QuoteDbl, 11, '"', SHIFT)
    assert entry.paper.summary() == "2 of 2 dots placed", "a key that was never a number took a dot off"
    key(Qt.Key.Key_Backspace)
    press_on_a_keyboard(entry, Qt.Key.Key_2, 11, "2")
    press_on_a_keyboard(entry, Qt.Key.Key_QuoteDbl, 11, '"', SHIFT)
    assert dict(entry.paper.choices) == {entry.paper.ballot.options[0].id: 1}
    press_on_a_keyboard(entry, Qt.Key.Key_2, 11, "2", SHIFT)
    assert entry.paper.summary() == "2 of 2 dots placed", "a French keyboard types its numbers with Shift"


def test_a_paper_without_its_sector_stays_until_the_sector_is_known(panel: BallotsPanel, session: Session) -> None:
    new("dot vote")
    keys("12")
    key(ENTER)
    assert "Which sector" in panel.running.papers.message.text()
    keys("v")
    key(ENTER)
    vote = session.workshop.all(Vote)[0]
    assert (vote.sector_id, sum(vote.choices.values())) == ("voluntary", 2)


def test_the_sector_stays_and_is_shown_large(panel: BallotsPanel, session: Session) -> None:
    new("dot vote")
    keys("c1")
    key(ENTER)
    keys("2")
    key(ENTER)
    assert [vote.sector_id for vote in session.workshop.all(Vote)] == ["community", "community"]
    assert panel.running.papers.voter.name.text() == "Community"


def test_more_papers_than_a_sector_has_people_are_refused(panel: BallotsPanel, session: Session) -> None:
    new("dot vote")
    keys("r")
    for _ in range(7):
        keys("1")
        key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 6
    assert "All 6 papers from Private are in already" in panel.running.papers.message.text()


def test_nothing_on_screen_depends_on_what_is_on_the_papers(
    tmp_path: Path, framework: Framework, open_window: OpenWindow
) -> None:
    """While a ballot hides its totals, two rooms that voted differently look and sound the same."""
    seen = []
    for number, marks in enumerate(("11", "56")):
        folder = tmp_path / str(number)
        folder.mkdir()
        window = open_window(room_session(folder, framework))
        panel = ballots_panel(window)
        new("dot vote")
        keys("p")
        for _ in range(9):
            keys(marks)
            key(ENTER)
        panel._project()
        seen.append(sorted(words_on(window)))
        panel.to_list()
        seen[-1] += [*sorted(words_on(window)), window.projector.title]
        window.close()
    assert seen[0] == seen[1]


def test_enter_on_an_empty_paper_asks_once(panel: BallotsPanel, session: Session) -> None:
    new("dot vote")
    keys("p")
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 0
    assert "Nothing is marked" in panel.running.papers.message.text()
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 1


def test_a_spoilt_paper_is_counted_and_never_tallied(panel: BallotsPanel, session: Session) -> None:
    new("dot vote")
    keys("p11")
    key(Qt.Key.Key_F12)
    assert papers_in(session.workshop, only(session).id) == 0
    key(Qt.Key.Key_F12)
    keys("2")
    key(ENTER)
    panel._close()
    result = result_of(session.workshop, only(session).id)
    assert (result.cast, result.spoilt, sum(option.total for option in result.options)) == (2, 1, 1)


def test_a_secret_paper_cannot_be_undone_and_an_open_one_can(
    panel: BallotsPanel, session: Session, qtbot: QtBot
) -> None:
    before = session.undo_label
    new("dot vote")
    made = session.undo_label
    keys("p1")
    key(ENTER)
    assert session.undo_label == made != before
    panel.to_list()
    propose("fist to five", panel, qtbot)
    ballot = only(session)
    assert ballot.secrecy is Secrecy.ATTRIBUTED
    keys("4")
    key(ENTER)
    assert papers_in(session.workshop, ballot.id) == 1
    key(Qt.Key.Key_Z, CTRL)
    assert papers_in(session.workshop, ballot.id) == 0
    assert panel.running.count.text() == "0 of 32 papers"


def test_letters_find_a_person_and_the_next_one_follows(panel: BallotsPanel, session: Session, qtbot: QtBot) -> None:
    propose("fist to five", panel, qtbot)
    keys("person v")
    assert panel.running.papers.voter.current is not None
    keys("3")
    key(ENTER)
    vote = session.workshop.votes_in(only(session).id)[0]
    assert vote.sector_id == "voluntary"
    assert panel.running.papers.voter.current is not None
    assert panel.running.papers.voter.current.id != vote.participant_id


def test_who_has_voted_is_ticked_by_name_and_saved_together(panel: BallotsPanel, session: Session) -> None:
    new("dot vote")
    key(Qt.Key.Key_F3)
    for number in range(1, 7):
        assert not panel.running.roll.save.isEnabled(), "names so few would tell whose a paper is"
        keys(f"private 0{number}")
        key(ENTER)
    assert panel.running.roll.count.text() == "6 of 32"
    assert session.workshop.turnout_of(only(session).id) is None, "secret ticks went in one by one"
    panel.running.roll.save.click()
    turnout = session.workshop.turnout_of(only(session).id)
    assert turnout is not None
    assert len(turnout.participant_ids) == 6


def test_ticks_are_not_lost_when_the_ballot_is_closed(panel: BallotsPanel, session: Session) -> None:
    new("dot vote")
    keys("p1")
    key(ENTER)
    key(Qt.Key.Key_F3)
    keys("public 01")
    key(ENTER)
    close(panel)
    assert only(session).status is BallotStatus.CLOSED
    assert result_of(session.workshop, only(session).id).turnout == 1


@pytest.mark.parametrize("disk_works", [True, False])
def test_ticks_are_not_lost_when_another_ballot_is_opened(
    tmp_path: Path, framework: Framework, open_window: OpenWindow, disk_works: bool
) -> None:
    """A roll-call of thirty names is half an hour of somebody's life."""
    real = room_session(tmp_path, framework)
    store = MemoryStore()
    session = session_of(list(real.workshop.records()), store)
    real.close()
    panel = ballots_panel(open_window(session))
    new("dot vote")
    first = only(session)
    key(Qt.Key.Key_F3)
    keys("public 01")
    key(ENTER)
    store.broken = None if disk_works else NotSaved("disk_full")
    key(Qt.Key.Key_B, CTRL)
    store.broken = None
    keys("2")
    key(ENTER)
    key(Qt.Key.Key_F3)
    assert only(session).id != first.id
    assert panel.running.roll.count.text() == "0 of 32"
    panel.open(first.id)
    assert panel.running.roll.count.text() == "1 of 32"
    close(panel)
    turnout = session.workshop.turnout_of(first.id)
    assert turnout is not None
    assert len(turnout.participant_ids) == 1


def test_gradients_of_agreement_by_keyboard_give_a_verdict(panel: BallotsPanel, session: Session, qtbot: QtBot) -> None:
    propose("gradients of agreement", panel, qtbot)
    for sector, people in ROOM.items():
        keys(LETTERS[sector])
        for _ in range(people):
            keys("2" if sector == "voluntary" else "4")
            key(ENTER)
    panel._close()
    result = result_of(session.workshop, only(session).id)
    assert result.verdict is Verdict.AGREED_NOT_ALL_SECTORS
    words = words_on(panel.result)
    assert "Agreed, but Voluntary is not convinced" in words
    assert any(each.startswith("Agreed when at least 80") for each in words)


def test_a_value_off_the_scale_is_refused(panel: BallotsPanel, qtbot: QtBot) -> None:
    propose("gradients of agreement", panel, qtbot)
    keys("p9")
    entry = panel.running.papers
    assert "not on the scale" in entry.message.text()
    assert entry.paper is not None
    assert entry.paper.is_empty


def test_a_health_check_goes_on_by_itself_and_takes_blanks(panel: BallotsPanel, session: Session) -> None:
    new("health check")
    ballot = only(session)
    assert len(ballot.options) == 12
    keys("p4")
    keys("0")
    keys("3335554442")
    key(ENTER)
    vote = session.workshop.votes_in(ballot.id)[0]
    assert len(vote.choices) == 11
    assert ballot.options[1].id not in vote.choices


def test_a_ranking_is_the_order_of_the_keys(panel: BallotsPanel, session: Session) -> None:
    new("ranking by person")
    keys("p315246")
    key(ENTER)
    ballot = only(session)
    vote = session.workshop.votes_in(ballot.id)[0]
    assert [vote.choices[option.id] for option in ballot.options] == [2, 4, 1, 5, 3, 6]


def test_a_hidden_sector_is_said_to_be_hidden_and_shows_no_figures(
    tmp_path: Path, framework: Framework, open_window: OpenWindow
) -> None:
    room = {"public": 8, "private": 6, "voluntary": 6, "community": 3}
    session = room_session(tmp_path, framework, room)
    panel = ballots_panel(open_window(session))
    new("dot vote")
    for sector, people in room.items():
        keys(LETTERS[sector])
        for _ in range(people):
            keys("12")
            key(ENTER)
    panel._close()
    result = result_of(session.workshop, only(session).id)
    assert result.hidden_sectors == ("private", "community")
    (chart,) = panel.result.findChildren(ChartView)
    for said in (chart.accessibleDescription(), " ".join(chart.drawing.words.split())):
        assert "Private and Community: not shown." in said
    assert "8 papers" in chart.drawing.words
    assert not any(f"{count} papers" in chart.drawing.words.replace("fewer than 5 papers", "") for count in (3, 5))


def test_a_ballot_without_votes_closes_with_that_said(panel: BallotsPanel) -> None:
    new("dot vote")
    panel._close()
    assert any("no result" in words for words in words_on(panel.result))


def test_a_decision_is_recorded_with_the_ballot_behind_it(
    window: WorkshopWindow, panel: BallotsPanel, session: Session
) -> None:
    new("dot vote")
    keys("p1")
    key(ENTER)
    panel._close()
    panel.result.decide.click()
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialog = dialogs.dialogs[-1]
    assert isinstance(dialog, DecisionDialog)
    assert "Skills" in dialog.text()
    dialog._dissent.setPlainText("One voluntary body would wait.")
    dialog.accept()
    decision = session.workshop.all(Decision)[0]
    assert (decision.ballot_id, decision.how) == (only(session).id, "dot vote")
    assert decision.dissent == "One voluntary body would wait."


def test_voting_again_names_the_ballot_it_replaces(panel: BallotsPanel, session: Session) -> None:
    new("dot vote")
    first = only(session)
    panel._close()
    panel.result.replace.click()
    assert only(session).replaces_id == first.id
    assert only(session).status is BallotStatus.DRAFT


def test_hands_are_counted_by_sector(panel: BallotsPanel, session: Session) -> None:
    new("one person one vote")
    running = panel.running
    running.choose("hands")
    cells = {cell.accessibleName(): cell for cell in running.hands._cells.values()}
    cells["Skills, Public"].setText("9")
    cells["Homes, Public"].setText("6")
    running.hands.keep()
    assert papers_in(session.workshop, only(session).id) == 0, "15 hands of 14 people were taken, or half of them"
    assert "14" in running.hands.message.text()
    assert cells["Homes, Public"].text() == "6"
    cells["Homes, Public"].setText("5")
    running.hands.keep()
    assert papers_in(session.workshop, only(session).id) == 14


def test_what_the_disk_refused_stays_under_the_keys(
    tmp_path: Path, framework: Framework, open_window: OpenWindow
) -> None:
    real = room_session(tmp_path, framework)
    store = MemoryStore()
    session = session_of(list(real.workshop.records()), store)
    real.close()
    panel = ballots_panel(open_window(session))
    new("dot vote")
    keys("p12")
    store.broken = NotSaved("disk_full")
    key(ENTER)
    assert panel.running.papers.paper is not None
    assert panel.running.papers.paper.summary() == "2 of 2 dots placed"
    store.broken = None
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 1


def test_typed_lines_become_options(panel: BallotsPanel, session: Session) -> None:
    key(Qt.Key.Key_B, CTRL)
    keys("L")
    panel.new.lines.setPlainText("Monday\n\n  Tuesday ")
    key(Qt.Key.Key_Tab)
    keys("2")
    ballot = only(session)
    assert [option.label for option in ballot.options] == ["Monday", "Tuesday"]
    assert (ballot.status, ballot.preset) == (BallotStatus.DRAFT, "approval")


def test_a_draft_is_reworded_and_undone_before_it_opens(panel: BallotsPanel, session: Session) -> None:
    key(Qt.Key.Key_B, CTRL)
    keys("1")
    panel.draft.title.setText("Where first?")
    panel.draft.title.editingFinished.emit()
    panel.draft.dots.setValue(3)
    assert (only(session).title, only(session).rules.dots_per_voter) == ("Where first?", 3)
    assert "You have 3 dots" in panel.draft.told.text()
    session.undo()
    assert panel.draft.dots.value() == 2


def test_each_name_typed_finds_its_own_person_paper_after_paper(
    panel: BallotsPanel, session: Session, qtbot: QtBot
) -> None:
    """In an open vote every value stands beside a name: a name typed second must not be taken for the first's."""
    propose("fist to five", panel, qtbot)
    for name, value in (("voluntary 03", "2"), ("public 11", "5"), ("community 01", "1")):
        keys(f"person {name[:-3]}")
        key(Qt.Key.Key_Down)
        voter = panel.running.papers.voter.current
        assert voter is not None
        keys(value)
        key(ENTER)
        vote = next(vote for vote in session.workshop.votes_in(only(session).id) if vote.participant_id == voter.id)
        assert (vote.sector_id, list(vote.choices.values())) == (name[:-3], [int(value)])


def test_letters_that_find_nobody_make_the_paper_nobody_s(panel: BallotsPanel, session: Session, qtbot: QtBot) -> None:
    propose("fist to five", panel, qtbot)
    keys("zzz")
    keys("4")
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 0, "the paper went to somebody who was not named"
    assert "zzz" in panel.running.papers.message.text()
    for _ in "zzz":
        key(Qt.Key.Key_Backspace)
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 0, "marks made for nobody became somebody's"
    keys("4")
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 1


def test_a_long_result_is_read_by_keyboard(qtbot: QtBot, open_window: OpenWindow) -> None:
    """What stands below the edge (then and now, who was not convinced) is one Tab away, not behind the whole window."""
    session = sample_session()
    window = open_window(session)
    ballot = health_checks(session.workshop)[0]
    window.go("S2")
    panel = opened_tab(window, "ballots", BallotsPanel)
    panel.open(ballot.id)
    panel.result.begin()
    bar = panel.result._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    key(Qt.Key.Key_Backtab, SHIFT)
    chart = QApplication.focusWidget()
    assert isinstance(chart, ChartView)
    assert not chart.visibleRegion().isEmpty()
    at = bar.value()
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Down)
    assert bar.value() > at
