"""What the room may see: a closed list of scenes, nothing private in any of them, nothing too early."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from lsp_workshop.domain.edits import ballots, capture
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Ballot, BallotStatus, Decision, Note, Participant, Question, Theme
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from lsp_workshop.ui.projector import scenes
from lsp_workshop.ui.projector.scenes import SCENES, Scene
from tests.ui.support import blank_session, sample_session, session_of


def every_scene(workshop: Workshop) -> Iterator[Scene]:
    for question in workshop.all(Question):
        sent = scenes.kept_answers(workshop, question.id)
        yield scenes.question_scene(workshop, question.id)
        yield scenes.answers_scene(workshop, question.id, sent, by_theme=True)
        yield scenes.answers_scene(workshop, question.id, sent, by_theme=False)
        for answer_id in sent:
            yield scenes.statement_scene(workshop, answer_id)
    for theme in workshop.all(Theme):
        yield scenes.theme_scene(workshop, theme.id)
    for ballot in workshop.all(Ballot):
        yield scenes.ballot_scene(workshop, ballot.id)
        yield scenes.result_scene(workshop, ballot.id, revealed=False)
        yield scenes.result_scene(workshop, ballot.id, revealed=True)
    for decision in workshop.all(Decision):
        yield scenes.decision_scene(workshop, decision.id)


def words_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from words_of(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from words_of(getattr(value, field.name))


def test_every_scene_is_on_the_list_and_frozen() -> None:
    made = {type(scene) for scene in every_scene(sample_session().workshop)}
    assert made <= set(SCENES)
    for kind in SCENES:
        assert kind.__dataclass_params__.frozen  # type: ignore[union-attr]  # only dataclasses have it


def test_a_new_field_of_a_scene_is_looked_at_by_a_person() -> None:
    """Whatever is added to the room's screen has to be added here too, by somebody who thought about who reads it."""
    assert {kind.__name__: [field.name for field in dataclasses.fields(kind)] for kind in SCENES} == {
        "BlankScene": [],
        "QuestionScene": ["stage", "text"],
        "AnswersScene": ["question", "groups"],
        "BallotScene": ["title", "instruction", "options", "scale", "turnout"],
        "ResultScene": ["title", "proposal", "turnout", "revealed", "rows", "summary", "verdict", "rule"],
        "ClockScene": ["text", "caption"],
        "DecisionScene": ["text", "outcome", "how"],
        "StatementScene": ["heading", "text"],
    }


def test_no_scene_names_a_person_or_shows_a_note() -> None:
    workshop = sample_session().workshop
    shown = "\n".join(words for scene in every_scene(workshop) for words in words_of(scene))
    for person in workshop.all(Participant):
        assert person.name not in shown, person.name
    for note in workshop.all(Note):
        assert note.text not in shown
    for decision in workshop.all(Decision):
        assert not decision.dissent or decision.dissent not in shown


@pytest.mark.parametrize("status", [BallotStatus.DRAFT, BallotStatus.OPEN])
def test_a_ballot_that_is_not_closed_shows_no_figures_however_often_it_is_asked(status: BallotStatus) -> None:
    records = [
        dataclasses.replace(record, status=status, closed_at=None) if isinstance(record, Ballot) else record
        for record in sample_session().workshop.records()
    ]
    workshop = session_of(records).workshop
    for ballot in workshop.all(Ballot):
        scene = scenes.result_scene(workshop, ballot.id, revealed=True)
        assert (scene.revealed, scene.rows, scene.verdict, scene.summary) == (False, (), "", "")


def test_before_the_reveal_there_is_nothing_to_find() -> None:
    workshop = sample_session().workshop
    scene = scenes.result_scene(workshop, "b1", revealed=False)
    assert scene.rows == ()
    assert scenes.result_scene(workshop, "b1", revealed=True).rows[0].figure == "22"


def test_ties_are_shown_as_ties() -> None:
    rows = scenes.result_scene(sample_session().workshop, "b1", revealed=True).rows
    assert [row.note for row in rows if row.figure == "8"] == ["Tied 6th", "Tied 6th"]


@pytest.fixture
def session(framework: Framework) -> Session:
    session = blank_session(framework)
    for text in ("First", "Second", "Third"):
        session.do(capture.capture_answer("Q1.1", text))
    return session


def test_answers_that_were_not_sent_or_are_set_aside_are_not_shown(session: Session) -> None:
    first, second, third = scenes.kept_answers(session.workshop, "Q1.1")
    session.do(capture.set_aside([second]))
    scene = scenes.answers_scene(session.workshop, "Q1.1", {first, second}, by_theme=False)
    assert scene.groups[0].answers == ("First",)
    assert scene.total == 1
    assert third


def test_a_reworded_answer_is_shown_as_it_is_now(session: Session) -> None:
    first = scenes.kept_answers(session.workshop, "Q1.1")[0]
    session.do(capture.reword_answer(first, "First, but better"))
    scene = scenes.answers_scene(session.workshop, "Q1.1", {first}, by_theme=False)
    assert scene.groups[0].answers == ("First, but better",)


def test_the_room_reads_the_keys_that_the_scribe_presses(session: Session) -> None:
    options = [ballots.option(f"Option {number}") for number in range(12)]
    session.do(ballots.new_ballot("Which?", question_id="Q1.1", preset="dot vote", options=options))
    scene = scenes.ballot_scene(session.workshop, session.workshop.all(Ballot)[0].id)
    assert [option.key for option in scene.options][:10] == [*"123456789", "B"]
    assert "You have 4 dots, at most 2 on one option." in scene.instruction
