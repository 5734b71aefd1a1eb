"""Decisions: typed and saved with Enter; outcome, how and dissent follow by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.change import added
from lsp_workshop.domain.edits import plan, records
from lsp_workshop.domain.edits.event import close_workshop, new_workshop
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Ballot, BallotStatus, Decision, Method
from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.plan.decisions import DecisionsPanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import CTRL, DELETE, ENTER, ESCAPE, F2, TAB, press, stored_session, with_keyboard
from tests.ui.support import opened_tab, sample_session

DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up


@pytest.fixture
def session(tmp_path: Path, framework: Framework) -> Iterator[Session]:
    made = stored_session(tmp_path / "day.lspw", new_workshop(framework, title="Founding day", tables=2))
    yield made
    made.close()


@pytest.fixture
def window(open_window: OpenWindow, session: Session) -> WorkshopWindow:
    shown = open_window(session)
    shown.go("S3")
    return shown


@pytest.fixture
def panel(window: WorkshopWindow) -> DecisionsPanel:
    made = opened_tab(window, "decisions", DecisionsPanel)
    made.shown()
    return made


def test_a_decision_is_its_words_and_enter(panel: DecisionsPanel, window: WorkshopWindow, session: Session) -> None:
    press("The vision goes out for testing", ENTER, "We meet monthly", ENTER)
    decided = session.workshop.all(Decision)
    assert [(each.text, each.outcome, each.stage_id) for each in decided] == [
        ("The vision goes out for testing", "agreed", "S3"),
        ("We meet monthly", "agreed", "S3"),
    ]
    assert with_keyboard() is panel.entry
    assert panel.entry.text() == ""
    assert [card.decision.text for card in panel.cards] == ["We meet monthly", "The vision goes out for testing"]
    assert "2" in window.stage_page.tabs._buttons["decisions"].text()


def test_outcome_how_and_dissent_follow_by_keyboard(panel: DecisionsPanel, session: Session) -> None:
    press("We meet monthly", ENTER, DOWN, F2)
    press(TAB, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space)
    form = panel.cards[0].form
    assert form is not None
    form.how.setFocus()
    press("show of hands", TAB, "The police want fortnightly", ENTER)
    decision = session.workshop.all(Decision)[0]
    assert (decision.outcome, decision.how, decision.dissent) == (
        "deferred", "show of hands", "The police want fortnightly",
    )  # fmt: skip
    assert panel.cards[0].form is None
    assert with_keyboard() is panel.cards[0]
    assert session.undo_label == f"change decision {short_title(decision.text)}"


def test_the_day_walks_on_from_the_empty_line_and_never_from_words(
    panel: DecisionsPanel, window: WorkshopWindow
) -> None:
    """The key of the next question did nothing on this line; among words it goes word by word, and none is lost."""
    press("We meet", Qt.Key.Key_Home)
    press(Qt.Key.Key_Right, mod=CTRL)
    assert window.walk.question is not None
    assert (window.walk.question.number, panel.entry.text()) == ("3.1", "We meet")
    panel.entry.clear()
    press(Qt.Key.Key_Right, mod=CTRL)
    assert window.walk.question.number == "3.2"


@pytest.mark.parametrize("outcome", ["not agreed", "agreed, not by every sector", "left to the board & the chair", ""])
def test_an_outcome_in_other_words_stays(panel: DecisionsPanel, session: Session, outcome: str) -> None:
    """What a ballot or another program's file says must not turn into "agreed" because a comma was mended."""
    session.do(records.add(Decision, text="We merge", stage_id="S3", outcome=outcome))
    press(DOWN, F2, ", in May", TAB)
    form = panel.cards[0].form
    assert form is not None
    assert form.outcome.current() == outcome
    form.how.setFocus()
    press("by ballot", ENTER)
    decision = session.workshop.all(Decision)[0]
    assert (decision.text, decision.how, decision.outcome) == ("We merge, in May", "by ballot", outcome)


def test_a_form_with_an_outcome_of_its_own_fits_a_small_window(
    qtbot: QtBot, panel: DecisionsPanel, window: WorkshopWindow, session: Session
) -> None:
    window.resize(1100, 680)
    words = "agreed, not by every sector and not by the board"
    session.do(records.add(Decision, text="We merge", stage_id="S3", outcome=words))
    press(DOWN, F2)
    (card,) = panel.cards
    assert card.form is not None
    qtbot.waitUntil(lambda: card.width() <= panel.width())
    for button in card.form.outcome.findChildren(QPushButton):
        right = button.mapTo(panel, button.rect().topRight()).x()
        assert right < panel.width(), f"{button.text()} is cut off"


def test_the_ballot_behind_a_decision_stays_whatever_its_state(panel: DecisionsPanel, session: Session) -> None:
    running = Ballot(id="b1", title="Which?", method=Method.DOTS, status=BallotStatus.OPEN)
    session.do(lambda _workshop, _moment: Transaction("", added(running)))
    session.do(records.add(Decision, text="We merge", stage_id="S3", ballot_id="b1"))
    press(DOWN, F2, " soon", ENTER)
    decision = session.workshop.all(Decision)[0]
    assert (decision.text, decision.ballot_id) == ("We merge soon", "b1")


def test_an_empty_decision_keeps_the_form_open(panel: DecisionsPanel, window: WorkshopWindow, session: Session) -> None:
    press("We meet monthly", ENTER, DOWN, ENTER)
    press("a", mod=CTRL)
    press(DELETE, ENTER)
    assert panel.cards[0].form is not None
    assert "no words" in window.messages.text
    press(ESCAPE)
    assert panel.cards[0].form is None
    assert session.workshop.all(Decision)[0].text == "We meet monthly"


def test_up_and_down_go_through_the_decisions(panel: DecisionsPanel) -> None:
    press("One", ENTER, "Two", ENTER, DOWN, DOWN)
    assert with_keyboard() is panel.cards[1]
    press(UP, UP)
    assert with_keyboard() is panel.entry


def test_a_removed_decision_comes_back(panel: DecisionsPanel, session: Session) -> None:
    press("One", ENTER, DOWN, DELETE)
    assert session.workshop.count(Decision) == 0
    panel.entry.setFocus()
    press("z", mod=CTRL)
    assert [card.decision.text for card in panel.cards] == ["One"]


def test_news_leaves_an_open_form_alone(panel: DecisionsPanel, session: Session) -> None:
    press("One", ENTER, DOWN, F2, " and more")
    session.do(plan.add_decision("S3", "Two"))
    form = panel.cards[1].form
    assert form is not None
    assert form.text.toPlainText() == "One and more"
    assert with_keyboard() is form.text


def test_decisions_of_the_other_stages_are_theirs(panel: DecisionsPanel, window: WorkshopWindow) -> None:
    press("Only here", ENTER)
    window.go("S2")
    assert panel.cards == []


def test_the_closed_sample_can_be_read(open_window: OpenWindow) -> None:
    window = open_window(sample_session(status="closed"))
    window.go("S3")
    panel = opened_tab(window, "decisions", DecisionsPanel)
    assert panel.entry.isHidden()
    card = panel.cards[0]
    assert "two weeks" in card.accessibleName()
    card.setFocus()
    press(F2, DELETE)
    assert card.form is None
    assert len(panel.cards) == sum(each.stage_id == "S3" for each in window.desk.workshop.all(Decision))


def test_closing_takes_the_entry_away(panel: DecisionsPanel, session: Session) -> None:
    session.do(close_workshop())
    assert panel.entry.isHidden()


def test_a_half_typed_decision_waits_in_its_stage(
    panel: DecisionsPanel, window: WorkshopWindow, session: Session
) -> None:
    """Enter after walking on would have decided in stage 4 what the room was deciding in stage 3."""
    press("We test the vision")
    window.go("S4")
    assert panel.entry.text() == ""
    assert "We test the vision" in panel.keep(), "the window asks before it closes over it"
    panel.shown()
    press("A plan by May", ENTER)
    window.go("S3")
    assert panel.entry.text() == "We test the vision"
    panel.shown()
    press(ENTER)
    assert {(each.text, each.stage_id) for each in session.workshop.all(Decision)} == {
        ("A plan by May", "S4"), ("We test the vision", "S3"),
    }  # fmt: skip
