"""The list of a question's ballots, by the keyboard alone: digits open, arrows go through all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lsp_workshop.domain.edits.ballots import new_ballot, option
from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.ballots.parts import KeyButton
from tests.ui.ballots.support import ENTER, key, keys


def listed(panel: BallotsPanel, session: Session, count: int) -> None:
    for number in range(1, count + 1):
        options = (option("Yes"), option("No"))
        title = f"Ballot {number}"
        session.do(new_ballot(title, question_id="Q2.1", stage_id="S2", preset="dot vote", options=options))
    panel.to_list()


def opened(panel: BallotsPanel) -> str:
    return panel.ballot.title if panel.ballot else ""


def test_the_tenth_ballot_is_reached_by_its_digits(panel: BallotsPanel, session: Session) -> None:
    """Without a mouse a ballot without a key is a ballot that cannot be closed."""
    listed(panel, session, 12)
    keys("1")
    assert opened(panel) == ""
    keys("2")
    assert opened(panel) == "Ballot 12"
    panel.to_list()
    keys("03")
    assert opened(panel) == "Ballot 3"


def test_up_to_nine_ballots_one_digit_opens(panel: BallotsPanel, session: Session) -> None:
    listed(panel, session, 9)
    keys("9")
    assert opened(panel) == "Ballot 9"


def test_arrows_reach_every_ballot_and_stay_in_the_list(panel: BallotsPanel, session: Session) -> None:
    """Down from the last ballot led to the side bar, where the next keys did something else."""
    listed(panel, session, 11)
    for _ in range(14):
        key(Qt.Key.Key_Down)
    focus = QApplication.focusWidget()
    assert isinstance(focus, KeyButton)
    assert focus.text() == "Ballot 11"
    assert not focus.visibleRegion().isEmpty(), "the ballot that has the keyboard is out of sight"
    key(Qt.Key.Key_Up)
    key(ENTER)
    assert opened(panel) == "Ballot 10"
    panel.to_list()
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Up)
    key(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is panel.list.new
