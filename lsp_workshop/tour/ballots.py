"""The ballots of the tour: made, opened, every paper entered by key, closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lsp_workshop.domain.model import (
    Ballot,
    Method,
    Participant,
    Question,
    Secrecy,
)
from lsp_workshop.domain.paper_keys import paper_keys, sector_keys
from lsp_workshop.tour.hands import Hands
from lsp_workshop.ui.workshop.ballots.closing import ClosingDialog
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.ballots.running import ROLL
from lsp_workshop.ui.workshop.ballots.words import SECRECY_CHOICES

_PRESET_KEYS = {
    (Method.DOTS, None): "1",
    (Method.DOTS, "approval"): "2",
    (Method.SCALE, "gradients of agreement"): "4",
    (Method.SCALE, "fist to five"): "5",
    (Method.SCALE, "health check"): "7",
    (Method.CONSENT, None): "8",
    (Method.RANKING, None): "0",
}
"""The number of each kind of ballot that the sample has."""


class Ballots:
    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def hold_all(self, number: str) -> None:
        """The ballots on a question or, by the number of a stage, on all of its questions, in the day's order."""
        held = [
            (ballot.opened_at or "", ballot, question)
            for ballot in self._hands.sample.all(Ballot)
            if (question := self._hands.sample.find(Question, ballot.question_id)) is not None
            and (question.number == number or question.number.startswith(f"{number}."))
        ]
        for opened_at, ballot, question in sorted(held, key=lambda each: each[0]):
            self._leavers(opened_at[11:16])
            self._hands.window.walk.go(question.id)
            self._hold(ballot)

    def _leavers(self, before: str) -> None:
        """Who left before a ballot opened has no vote in it."""
        for person in self._hands.sample.all(Participant):
            if person.left and person.left < before and not self._hands.workshop.get(Participant, person.id).left:
                self._hands.at(f"{self._hands.sample.details.date}T{person.left}:00")
                self._hands.keys("F8")
                self._hands.type(person.name)
                self._hands.keys("Ctrl+Return")
                self._hands.window.go("S5")

    def _hold(self, ballot: Ballot) -> None:
        self._hands.at(ballot.opened_at)
        panel = self._hands.window.stage_page.open_tab("ballots")
        assert isinstance(panel, BallotsPanel)
        panel.to_list()
        self._hands.keys("Ctrl+B")
        self._options(ballot)
        if ballot.id == "b1":
            self._hands.look("ballot-new")
        self._hands.keys(_PRESET_KEYS[ballot.method, ballot.preset])
        panel.draft.title.setFocus()
        panel.draft.title.selectAll()
        self._hands.type(ballot.title)
        self._hands.keys("Return")
        panel.draft.secrecy.setFocus()
        self._hands.keys("Home", *["Down"] * [each for each, _ in SECRECY_CHOICES].index(ballot.secrecy))
        if ballot.id == "b1":
            self._hands.look("ballot-draft")
        self._hands.keys("Ctrl+Return")
        self._papers(panel, ballot)
        self._turnout(panel, ballot)
        self._hands.at(ballot.closed_at)
        self._hands.keys("Ctrl+Shift+K")
        self._close_it("ballot-closing" if ballot.id == "b1" else "")
        if ballot.id == "b1":
            self._hands.look("ballot-result")
            self._hands.keys("F4", "F6")
            self._hands.room("projector-result")
        elif ballot.id in ("b2", "b5", "b6"):
            self._hands.look(f"ballot-result-{ballot.id}")

    def _options(self, ballot: Ballot) -> None:
        """Themes for the dots, objectives for the ranking, and for the rest the lines as they were typed that day."""
        if ballot.method is Method.RANKING:
            self._hands.keys("O")
        elif ballot.id != "b1" and ballot.preset != "health check":
            self._hands.keys("L")
            for place, option in enumerate(ballot.options):
                if place:
                    self._hands.keys("Return")
                self._hands.type(option.label)
            self._hands.keys("Tab")

    def _papers(self, panel: BallotsPanel, ballot: Ballot) -> None:
        entry = panel.running.papers
        entry.setFocus()
        now = panel.ballot
        assert now is not None
        letters = sector_keys(self._hands.workshop, now)
        key_of = dict(zip((each.label for each in now.options), paper_keys(self._hands.workshop, now), strict=True))
        # The papers name the sample's options; here they stand in the order in which their themes were made.
        in_order = sorted(ballot.options, key=lambda each: list(key_of).index(each.label))
        for place, vote in enumerate(self._hands.sample.votes_in(ballot.id)):
            if vote.participant_id:
                self._hands.type(self._hands.sample.get(Participant, vote.participant_id).name.lower())
            elif whose := letters.get(vote.sector_id or vote.group_id or ""):
                self._hands.type(whose.lower())
            if vote.spoilt:
                self._hands.keys("F12", "F12")
                continue
            self._mark_paper(now, [(key_of[each.label], vote.choices.get(each.id)) for each in in_order])
            if place == 16 and ballot.id in ("b1", "b6"):
                self._hands.look(f"ballot-papers-{ballot.id}")
                entry.setFocus()
            self._hands.keys("Return")
            if not vote.choices:
                self._hands.keys("Return")

    def _mark_paper(self, ballot: Ballot, marks: list[tuple[str, int | None]]) -> None:
        """`marks` has the key and the number of each option, in the order in which they stand."""
        if ballot.method is Method.RANKING:
            for key, _place in sorted(marks, key=lambda mark: mark[1] or 0):
                self._hands.type(key.lower())
        elif ballot.method is Method.DOTS:
            for key, dots in marks:
                self._hands.type(key.lower() * (dots or 0))
        else:
            for _key, value in marks:
                self._hands.type("0" if value is None else str(value))

    def _turnout(self, panel: BallotsPanel, ballot: Ballot) -> None:
        turnout = self._hands.sample.turnout_of(ballot.id)
        if turnout is None or ballot.secrecy is Secrecy.ATTRIBUTED:
            return
        panel.running.choose(ROLL)
        for participant_id in turnout.participant_ids:
            person = self._hands.sample.get(Participant, participant_id)
            self._hands.line(person.name)
        if ballot.id == "b1":
            self._hands.look("ballot-turnout")

    def _close_it(self, picture: str) -> None:
        """Enter closes; once more where papers, names and room do not agree."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ClosingDialog)
        if picture:
            self._hands.look(picture, dialog)
        for _ in range(1 if dialog.agrees else 2):
            QTest.keyClick(dialog.close_it, Qt.Key.Key_Return)
