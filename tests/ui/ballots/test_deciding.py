"""From a result to a decision with real keys: the tie is asked about, and what some see otherwise is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.model import BallotStatus, Decision, TieSettled
from lsp_workshop.session import Session
from lsp_workshop.ui.dialogs import ChoiceDialog
from lsp_workshop.ui.workshop.ballots.decision import DecisionDialog
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.plan.decisions import DecisionsPanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.ballots.support import CTRL, ENTER, ROOM, close, key, keys, new, only, propose
from tests.ui.support import AnsweredDialogs, opened_tab


def dialogs_of(panel: BallotsPanel) -> AnsweredDialogs:
    dialogs = panel.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    return dialogs


def a_tie(panel: BallotsPanel) -> None:
    """Skills and Homes have three dots each, Buses two; the ballot is closed."""
    new("dot vote")
    keys("p")
    for marks in ("12", "12", "12", "33"):
        keys(marks)
        key(ENTER)
    close(panel)


def asked(panel: BallotsPanel) -> ChoiceDialog:
    dialog = dialogs_of(panel).dialogs[-1]
    assert isinstance(dialog, ChoiceDialog)
    return dialog


def press(dialog: ChoiceDialog, words: str) -> None:
    button = next(each for each in dialog.buttons if words in each.text().replace("&", ""))
    QTest.keyClick(button, ENTER)


def deciding(panel: BallotsPanel) -> DecisionDialog:
    dialog = dialogs_of(panel).dialogs[-1]
    assert isinstance(dialog, DecisionDialog)
    return dialog


def test_an_outcome_that_is_no_word_is_said_while_it_can_be_mended(qtbot: QtBot, qapp: QApplication) -> None:
    """A key for the third of a list would be read out and printed: "Outcome: 3"."""
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = DecisionDialog(parent, "We merge", "agreed", "Rests on a ballot")
    dialog._outcome.setText("3")
    assert not dialog._ok.isEnabled()
    assert dialog._basis.text().startswith("“3” is not an outcome: write agreed")
    dialog._outcome.setText("left to the board")
    assert dialog._ok.isEnabled()
    assert dialog._basis.text() == "Rests on a ballot"


def test_a_tie_is_asked_about_before_anything_is_decided(panel: BallotsPanel, session: Session) -> None:
    """Two winners become one between the room and the record, and nobody can say how."""
    a_tie(panel)
    key(ENTER)
    assert "Skills and Homes" in asked(panel).accessibleDescription()
    dialogs_of(panel).text = "The chair decided for Homes"
    press(asked(panel), "chair")
    assert (only(session).tie_settled, only(session).tie_settled_by) == (
        "The chair decided for Homes",
        TieSettled.CHAIR,
    )
    dialog = deciding(panel)
    assert "The chair decided for Homes" in dialog.text()
    dialog.accept()
    assert session.workshop.all(Decision)[0].ballot_id == only(session).id


def test_a_shared_place_is_kept_and_the_decision_follows(panel: BallotsPanel, session: Session) -> None:
    a_tie(panel)
    key(ENTER)
    press(asked(panel), "Share")
    assert only(session).tie_settled_by is TieSettled.SHARE
    assert deciding(panel).text() == "Skills and Homes come first."
    key(ENTER)
    assert len([each for each in dialogs_of(panel).dialogs if isinstance(each, ChoiceDialog)]) == 1, "it asked twice"


def test_voting_again_makes_a_ballot_of_the_tied_options(panel: BallotsPanel, session: Session) -> None:
    """The room expects the next vote now: one vote each between the two, three keys away."""
    a_tie(panel)
    first = only(session)
    key(ENTER)
    press(asked(panel), "Vote again")
    again = only(session)
    assert [option.label for option in again.options] == ["Skills", "Homes"]
    assert (again.replaces_id, again.rules.dots_per_voter, again.status) == (first.id, 1, BallotStatus.DRAFT)
    settled = session.workshop.get(type(first), first.id)
    assert settled.tie_settled_by is TieSettled.VOTE_AGAIN
    assert not session.workshop.all(Decision)
    assert again.title == f"{first.title} (second vote)", "two ballots of one name are mixed up in the record"
    for stray in (Qt.Key.Key_Space, Qt.Key.Key_1, ENTER):
        key(stray)
    assert only(session) == again, "somebody who went on typing opened a run-off, and its papers are final"
    key(ENTER, CTRL)
    assert only(session).status is BallotStatus.OPEN


def test_a_tie_can_be_left_as_it_is(panel: BallotsPanel, session: Session) -> None:
    a_tie(panel)
    key(ENTER)
    press(asked(panel), "Leave")
    assert isinstance(deciding(panel), DecisionDialog)
    assert only(session).tie_settled == ""


def test_the_tie_button_asks_without_deciding_anything(panel: BallotsPanel, session: Session) -> None:
    a_tie(panel)
    panel.result.settle.click()
    press(asked(panel), "Share")
    assert only(session).tie_settled_by is TieSettled.SHARE
    assert not any(isinstance(each, DecisionDialog) for each in dialogs_of(panel).dialogs)


def test_dissent_and_minority_view_reach_the_decision_and_its_card(
    window: WorkshopWindow, panel: BallotsPanel, session: Session, qtbot: QtBot
) -> None:
    """Who was not convinced is what the next meeting asks first."""
    propose("gradients of agreement", panel, qtbot)
    for sector, people in ROOM.items():
        keys({"public": "p", "private": "r", "voluntary": "v", "community": "c"}[sector])
        for _ in range(people):
            keys("2" if sector == "voluntary" else "4")
            key(ENTER)
    close(panel)
    key(ENTER)
    dialog = deciding(panel)
    assert dialog.minority_view() == "Voluntary is not convinced."
    assert dialog.how() == "gradients of agreement"
    dialog._dissent.setPlainText("Three bodies want a year's trial.")
    dialog.accept()
    (decision,) = session.workshop.all(Decision)
    assert (decision.dissent, decision.minority_view) == (
        "Three bodies want a year's trial.", "Voluntary is not convinced."
    )  # fmt: skip
    cards = opened_tab(window, "decisions", DecisionsPanel)
    assert "Minority view: Voluntary is not convinced." in cards.cards[0].accessibleName()
    cards.cards[0].open_form()
    form = cards.cards[0].form
    assert form is not None
    form.minority_view.setFocus()
    key(Qt.Key.Key_A, CTRL)
    keys("Voluntary bodies see it otherwise")
    key(ENTER)
    assert session.workshop.all(Decision)[0].minority_view == "Voluntary bodies see it otherwise"
