"""The partnership health check as one deed: the framework's elements put to the vote, and that vote open at once."""

from __future__ import annotations

import dataclasses

from lsp_workshop.domain.edits.ballots import new_ballot, open_ballot, option
from lsp_workshop.domain.edits.in_turn import InTurn
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.health import health_checks, health_preset
from lsp_workshop.domain.model import Ballot, BallotStatus
from lsp_workshop.domain.presets import HEALTH_CHECK
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop


def new_health_check(question_id: str, framework: Framework) -> Edit:
    """A draft of it at this question: a statement for each of the framework's elements, with its name beside it."""
    check = health_preset(framework)
    return new_ballot(
        check.label,
        question_id=question_id,
        preset=HEALTH_CHECK,
        options=[option(each.detail or each.text, source_element=each.text) for each in framework.elements],
        scale=check.scale,
        rules=check.rules,
    )


def standing_health_check(workshop: Workshop) -> Ballot | None:
    """The one to go to rather than make another: one that runs, else one that is prepared, else the last result."""
    found = health_checks(workshop)
    for status in (BallotStatus.OPEN, BallotStatus.DRAFT, BallotStatus.CLOSED):
        last = next((ballot for ballot in reversed(found) if ballot.status is status), None)
        if last is not None:
            return last
    return None


def open_health_check(question_id: str, framework: Framework) -> Edit:
    """A health check at this question, open as soon as it is made.

    Raises what making and opening a ballot raise ("nobody_eligible"). Cannot be undone, as no opening can.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        turn = InTurn(workshop, moment)
        made = turn.do(new_health_check(question_id, framework))
        opened = turn.do(open_ballot(made.new(Ballot).id))
        return dataclasses.replace(turn.transaction(opened.label), undoable=opened.undoable, timed=opened.timed)

    return edit
