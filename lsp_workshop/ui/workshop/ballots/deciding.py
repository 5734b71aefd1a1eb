"""From a closed ballot onwards: settling its tie, voting again, recording the decision that rests on it.

Asks in dialogs and saves; what a result says is the domain's.
"""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.edits.ballots import new_ballot, settle_tie
from lsp_workshop.domain.edits.plan import add_decision
from lsp_workshop.domain.model import Ballot, BallotStatus, Method, TieSettled
from lsp_workshop.domain.outcomes import outcome_of
from lsp_workshop.domain.presentation import decision_text, method_name
from lsp_workshop.domain.presets import PRESETS
from lsp_workshop.domain.record.ballots import method_words
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import listed
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.dialogs import Choice
from lsp_workshop.ui.workshop.ballots.decision import DecisionDialog
from lsp_workshop.ui.workshop.ballots.ties import decides, tie_to_settle, unconvinced_words
from lsp_workshop.ui.workshop.ballots.words import title_of_another_vote


class AfterTheResult(QObject):
    """What follows from the ballot that is handed in; a dialog's answer belongs to it, wherever the panel is then."""

    made = Signal(str)
    """The id of a draft that votes again."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self._ballot_id = ""
        self._deciding = False
        """A decision is to follow when the tie is settled."""

    @property
    def _ballot(self) -> Ballot | None:
        return self._desk.workshop.find(Ballot, self._ballot_id)

    def decide(self, ballot: Ballot) -> None:
        """Record a decision; where a tie stands among the first places, how it is settled comes first."""
        if ballot.status is not BallotStatus.CLOSED:
            return
        self._deciding, self._ballot_id = True, ballot.id
        if not ballot.tie_settled and decides(result_of(self._desk.workshop, ballot.id)):
            self._ask_about_tie(ballot)
        else:
            self._record_decision()

    def settle(self, ballot: Ballot) -> None:
        self._deciding, self._ballot_id = False, ballot.id
        self._ask_about_tie(ballot)

    def vote_again(self, ballot: Ballot) -> None:
        """A new draft of the same kind, to be reworded, that names the one it replaces."""
        self._ballot_id = ballot.id
        self._vote_again(ballot)

    def _ask_about_tie(self, ballot: Ballot) -> None:
        """How the tie is settled, by one key; the answer is kept with the ballot and stands in the record."""
        result = result_of(self._desk.workshop, ballot.id)
        names = [option.label for option in result.options if option.id in tie_to_settle(result)]
        choices = [
            Choice(self.tr("Vote again"), self._vote_on_tie, self.tr("A new ballot on these options replaces it.")),
            Choice(self.tr("The chair decides"), self._ask_chair, self.tr("What was decided stands in the record.")),
            Choice(self.tr("Share the place"), self._share, self.tr("All of them stand side by side.")),
            Choice(self.tr("Otherwise…"), self._ask_otherwise, self.tr("In words of your own.")),
        ]
        if self._deciding:
            later = self.tr("The decision is recorded, and the tie stands as a tie.")
            choices.append(Choice(self.tr("Leave it tied"), self._record_decision, later))
        words = self.tr("{options} are tied. How is it settled?").format(options=listed(names))
        self._desk.dialogs.choose(self.tr("Settle the tie"), words, choices, about=ballot.tie_settled)

    def _ask_chair(self) -> None:
        question = self.tr("What did the chair decide?")
        begun = self.tr("The chair decided for ")
        self._desk.dialogs.ask_text(self.tr("The chair decides"), question, begun, self.tr("Keep"), self._chair)

    def _ask_otherwise(self) -> None:
        question = self.tr("How was the tie settled? It stands in the record beside the result.")
        ballot = self._ballot
        before = ballot.tie_settled if ballot is not None else ""
        self._desk.dialogs.ask_text(self.tr("Settle the tie"), question, before, self.tr("Keep"), self._settle)

    def _chair(self, words: str) -> None:
        self._settle_by(TieSettled.CHAIR, words)

    def _share(self) -> None:
        self._settle_by(TieSettled.SHARE)

    def _settle(self, words: str) -> None:
        self._settle_by(None, words)

    def _settle_by(self, way: TieSettled | None, words: str = "") -> None:
        done = self._desk.do(settle_tie(self._ballot_id, words, by=way), words=words)
        if done is not None and self._deciding:
            self._record_decision()

    def _vote_on_tie(self) -> None:
        """The tied options alone, one vote each where dots were placed: more would tie them again."""
        old = self._ballot
        if old is None or self._desk.do(settle_tie(old.id, "", by=TieSettled.VOTE_AGAIN)) is None:
            return
        tied = tie_to_settle(result_of(self._desk.workshop, old.id))
        options = tuple(option for option in old.options if option.id in tied)
        if old.method is Method.DOTS:
            preset = "one person one vote"
            old = dataclasses.replace(old, preset=preset, rules=PRESETS[preset].rules)
        self._vote_again(dataclasses.replace(old, options=options))

    def _vote_again(self, old: Ballot) -> None:
        made = self._desk.do(
            new_ballot(
                title_of_another_vote(old.title),
                question_id=old.question_id,
                stage_id=old.stage_id,
                preset=old.preset if method_name(old) else None,
                method=old.method,
                options=old.options,
                rules=old.rules,
                scale=old.scale,
                voter_unit=old.voter_unit,
                secrecy=old.secrecy,
                hidden_until_closed=old.hidden_until_closed,
                replaces_id=old.id,
            )
        )
        if made is not None:
            self.made.emit(made.new(Ballot).id)

    def _record_decision(self) -> None:
        ballot = self._ballot
        if ballot is None:
            return
        workshop = self._desk.workshop
        result = result_of(workshop, ballot.id)
        dialog = DecisionDialog(
            self._window,
            decision_text(ballot, result),
            outcome_of(result.verdict),
            method_words(ballot),
            how=method_name(ballot).lower(),
            minority_view=unconvinced_words(workshop, result),
        )

        def record() -> None:
            self._desk.do(
                add_decision(
                    ballot.stage_id,
                    dialog.text(),
                    how=dialog.how(),
                    outcome=dialog.outcome(),
                    dissent=dialog.dissent(),
                    minority_view=dialog.minority_view(),
                    ballot_id=ballot.id,
                ),
                words=dialog.text(),
            )

        dialog.accepted.connect(record)
        self._desk.dialogs.show(dialog)
