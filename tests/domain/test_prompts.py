"""The framework's prompts in a workshop: ticked off, and what they became."""

from __future__ import annotations

import pytest

from lsp_workshop.domain.edits import capture, event, parking, plan
from lsp_workshop.domain.edits.prompts import tick_prompt
from lsp_workshop.domain.edits.questions import hide_question
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.framework import Framework, Prompt
from lsp_workshop.domain.model import Action, Answer, ParkingLotItem, Question, Stage
from lsp_workshop.domain.prompts import became, prompts_at, touches_prompts
from lsp_workshop.session import Session
from tests.domain.days import RICH
from tests.domain.rooms import room
from tests.ui.conftest import framework as _framework
from tests.ui.support import session_of

framework = _framework

TRUST = Prompt("H2", "Trust took a long time to build.", (1, 2))
LEAD = Prompt("L4", "Somebody has to lead.", (1,))


@pytest.fixture
def session() -> Session:
    return session_of(RICH)


def ticked(session: Session, stage_id: str = "S1") -> tuple[str, ...]:
    return session.workshop.get(Stage, stage_id).ticked_prompt_ids


def test_a_tick_is_the_stages_and_can_be_taken_back(session: Session) -> None:
    """What was talked about in stage 1 may still have to be in stage 2."""
    session.do(tick_prompt("S1", TRUST, True))
    session.do(tick_prompt("S1", LEAD, True))
    assert ticked(session) == ("H2", "L4")
    assert ticked(session, "S2") == ()
    assert session.undo_label == "tick prompt “Somebody has to lead.” in stage 1"
    session.do(tick_prompt("S1", TRUST, False))
    assert ticked(session) == ("L4",)
    session.undo()
    assert ticked(session) == ("H2", "L4")


def test_ticking_what_is_ticked_is_no_deed(session: Session) -> None:
    session.do(tick_prompt("S1", TRUST, True))
    assert session.do(tick_prompt("S1", TRUST, True)).changes == ()
    assert session.do(tick_prompt("S1", LEAD, False)).changes == ()
    assert ticked(session) == ("H2",)


def test_a_tick_is_taken_back_though_time_went_by(session: Session) -> None:
    """The minutes of the stage are counted in the same record: Ctrl+Z must not turn the clock back."""
    session.do(tick_prompt("S1", TRUST, True))
    session.do(event.add_time("S1", 90))
    session.undo()
    assert ticked(session) == ()
    assert session.workshop.get(Stage, "S1").seconds_used == 90


def test_what_partnerships_brought_about_is_said_to_added_value(framework: Framework) -> None:
    """Eleven effects at "Why have it?" push aside what the room is to find out for itself there."""
    session = room(event.new_workshop(framework, title="Day"))
    effects = {each.id for each in framework.effects}
    assert len(effects) == 11

    def said_to(question_id: str) -> list[tuple[str, set[str]]]:
        question = session.workshop.get(Question, question_id)
        groups = prompts_at(session.workshop, framework, question)
        return [(group.kind, {each.id for each in group.prompts}) for group in groups]

    assert said_to("Q1.2")[0] == ("effects", effects)
    elsewhere = said_to("Q1.1")
    assert elsewhere[0][0] == "lessons"
    assert "effects" not in dict(elsewhere)
    # Where nobody asks for added value, nothing of the source is out of reach.
    session.do(hide_question("Q1.2", True))
    assert dict(said_to("Q1.1"))["effects"] == effects
    assert said_to("Q3.1")


def test_a_closed_workshop_takes_no_tick(session: Session) -> None:
    session.do(event.close_workshop())
    with pytest.raises(DomainError, match="workshop_closed"):
        session.do(tick_prompt("S1", TRUST, True))


def test_what_a_prompt_became_is_known_as_long_as_it_is_there(session: Session) -> None:
    assert became(session.workshop) == {}
    answer = session.do(capture.capture_answer("Q1", "Trust takes time", prompt_id="H2")).new(Answer)
    action = session.do(plan.add_action(TRUST.text, prompt_id="H2")).new(Action)
    point = session.do(parking.park(LEAD.text, prompt_id="L4")).new(ParkingLotItem)
    session.do(capture.capture_answer("Q1", "Not from a prompt"))
    assert became(session.workshop) == {"H2": (answer, action), "L4": (point,)}
    session.do(capture.reword_answer(answer.id, "Trust, in our own words"))
    assert session.workshop.get(Answer, answer.id).prompt_id == "H2"
    for _ in range(3):
        session.undo()
    assert became(session.workshop) == {"H2": (answer, action)}


def test_only_changes_of_what_came_from_prompts_count(session: Session) -> None:
    """Ten thousand answers are not looked through at every Enter."""
    assert not touches_prompts(session.do(capture.capture_answer("Q1", "Plain")).changes)
    assert touches_prompts(session.do(capture.capture_answer("Q1", "Trust", prompt_id="H2")).changes)
    assert touches_prompts(session.undo().changes)
    assert not touches_prompts(session.do(tick_prompt("S1", TRUST, True)).changes)
