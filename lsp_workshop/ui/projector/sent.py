"""What can be sent to the room: its title, how its scene is built, which changes concern it. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.model import (
    Action,
    Answer,
    Decision,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Photo,
    PurposeStatement,
    Question,
)
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.projector import concerns, scenes
from lsp_workshop.ui.projector.concerns import Concerns
from lsp_workshop.ui.projector.read_back import read_back_scene
from lsp_workshop.ui.projector.scenes import BLANK, Scene

Build = Callable[[], Scene]


@dataclass(frozen=True, slots=True)
class Sent:
    """`build` makes the scene from the workshop as it is at that moment; it raises DomainError where that is gone.

    `answers_of` is the question whose answers they are, `result_of` the ballot whose result it is, else "".
    """

    title: str
    build: Build
    concerned: Concerns = concerns.never
    answers_of: str = ""
    result_of: str = ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sent", text)


def black() -> Sent:
    return Sent(_tr("Blank"), lambda: BLANK)


def question(workshop: Workshop, question_id: str) -> Sent:
    title = _tr("Question {number}").format(number=workshop.get(Question, question_id).number)
    concerned = concerns.of_record(Question, question_id)
    return Sent(title, lambda: scenes.question_scene(workshop, question_id), concerned)


def answers(workshop: Workshop, question_id: str, build: Build) -> Sent:
    title = _tr("Answers to {number}").format(number=workshop.get(Question, question_id).number)
    return Sent(title, build, concerns.of_answers(question_id), answers_of=question_id)


def theme(theme_id: str, build: Build) -> Sent:
    return Sent(_tr("A theme"), build, concerns.of_theme(theme_id))


def answer(workshop: Workshop, answer_id: str) -> Sent:
    """One answer by itself, as large as it goes: the vision."""
    concerned = concerns.of_record(Answer, answer_id)
    return Sent(_tr("One answer"), lambda: scenes.statement_scene(workshop, answer_id), concerned)


def ballot(workshop: Workshop, ballot_id: str) -> Sent:
    return Sent(_tr("Ballot"), lambda: scenes.ballot_scene(workshop, ballot_id), concerns.of_ballot(ballot_id))


def result(ballot_id: str, build: Build) -> Sent:
    return Sent(_tr("Result"), build, concerns.of_ballot(ballot_id), result_of=ballot_id)


def decision(workshop: Workshop, decision_id: str) -> Sent:
    """Raises DomainError where there is none."""
    workshop.get(Decision, decision_id)
    concerned = concerns.of_record(Decision, decision_id)
    return Sent(_tr("Decision"), lambda: scenes.decision_scene(workshop, decision_id), concerned)


def purpose(workshop: Workshop, purpose_id: str) -> Sent:
    """The wording that was sent: one that is written after it waits to be sent."""
    concerned = concerns.of_record(PurposeStatement, purpose_id)
    return Sent(_tr("Purpose"), lambda: scenes.purpose_scene(workshop, purpose_id), concerned)


def plan(workshop: Workshop, view: str, title: str) -> Sent:
    """The timeline or the matrix."""
    return Sent(title, lambda: scenes.plan_scene(workshop, title, view), concerns.of_plan)


def wordings(workshop: Workshop, version_id: str) -> Sent:
    """A wording of the vision beside the one before it."""
    title = _tr("Wordings of the vision")
    return Sent(title, lambda: scenes.wordings_scene(workshop, version_id), concerns.of_vision)


def read_back(workshop: Workshop) -> Sent:
    """Decisions, actions and parked points, page by page: the end of the day."""
    concerned = concerns.of_kinds(Decision, Action, Objective, ParkingLotItem, Participant, Organisation)
    return Sent(_tr("Reading back"), lambda: read_back_scene(workshop), concerned)


def photo(workshop: Workshop, photo_id: str) -> Sent:
    concerned = concerns.of_record(Photo, photo_id)
    return Sent(_tr("A photo"), lambda: scenes.photo_scene(workshop, photo_id), concerned)


def clock(build: Build) -> Sent:
    return Sent(_tr("Timer"), build)
