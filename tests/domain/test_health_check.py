"""The partnership health check at one press: made of the framework, open, and never twice by accident."""

from __future__ import annotations

import dataclasses

import pytest

from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.edits.health_check import open_health_check, standing_health_check
from lsp_workshop.domain.edits.votes import cast_vote
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Ballot, BallotStatus, Participant
from lsp_workshop.domain.presets import HEALTH_CHECK
from lsp_workshop.domain.voting import result_of
from lsp_workshop.session import Session
from tests.domain.days import RICH
from tests.domain.rooms import code, room
from tests.ui.conftest import framework as _framework

framework = _framework


@pytest.fixture
def session() -> Session:
    return room(RICH)


def test_one_press_opens_twelve_statements_with_bands(session: Session, framework: Framework) -> None:
    """Forty people wait; nobody types twelve statements or opens what was made."""
    ballot = session.do(open_health_check("Q1", framework)).new(Ballot)
    assert (ballot.status, ballot.preset, ballot.stage_id, ballot.question_id) == (
        BallotStatus.OPEN, HEALTH_CHECK, "S1", "Q1",
    )  # fmt: skip
    assert [each.source_element for each in ballot.options] == [each.text for each in framework.elements]
    assert len(ballot.options) == 12
    assert ballot.rules.allow_blank, "who does not know leaves it blank"
    assert session.undo_label is None, "an open ballot is not taken back"
    marks = {ballot.options[0].id: 5, ballot.options[1].id: 3, ballot.options[2].id: 1}
    session.do(cast_vote(ballot.id, marks, sector_id=None if ballot.eligible_by_sector == {} else "public"))
    session.do(ballots.close_ballot(ballot.id))
    result = result_of(session.workshop, ballot.id)
    assert [each.band for each in result.options[:4]] == ["Strength", "Discuss", "Act", None]


def test_nobody_here_is_said_and_nothing_is_left_behind(framework: Framework) -> None:
    away = [dataclasses.replace(each, attended=False) if isinstance(each, Participant) else each for each in RICH]
    session = room(away)
    assert code(session, open_health_check("Q1", framework)) == "nobody_eligible"
    assert session.workshop.count(Ballot) == 0


def test_the_next_press_leads_to_the_one_that_is_there(session: Session, framework: Framework) -> None:
    """What runs comes first, then what is prepared, then the result: the same check is not asked twice."""
    assert standing_health_check(session.workshop) is None
    first = session.do(open_health_check("Q1", framework)).new(Ballot)
    assert standing_health_check(session.workshop) == session.workshop.get(Ballot, first.id)
    session.do(ballots.close_ballot(first.id))
    found = standing_health_check(session.workshop)
    assert found is not None
    assert found.id == first.id
    draft = session.do(ballots.new_ballot("Again", preset=HEALTH_CHECK)).new(Ballot)
    found = standing_health_check(session.workshop)
    assert found is not None
    assert found.id == draft.id
    second = session.do(open_health_check("Q2", framework)).new(Ballot)
    found = standing_health_check(session.workshop)
    assert found is not None
    assert found.id == second.id
