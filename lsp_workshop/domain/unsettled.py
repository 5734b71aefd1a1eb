"""What a day still lacks at its end, beyond the gaps of its plan: for showing, never for refusing. Knows no screen.

Every find names a record to go to, where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lsp_workshop.domain.edits.parking import lacks
from lsp_workshop.domain.edits.reviews import DONE, DROPPED
from lsp_workshop.domain.model import (
    Answer,
    Ballot,
    BallotStatus,
    Feedback,
    Lesson,
    Mechanism,
    ParkingLotItem,
    Question,
    Record,
    Review,
)
from lsp_workshop.domain.rag import AMBER, RED
from lsp_workshop.domain.roles import REVIEW, stage_with
from lsp_workshop.domain.workshop import Workshop

_OVER = (DONE, DROPPED)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A code, how many records it is about, what they are called, and the first of them (`record_id` "": none)."""

    code: str
    count: int = 1
    names: tuple[str, ...] = ()
    kind: type[Record] | None = None
    record_id: str = ""


def unsettled(workshop: Workshop) -> Sequence[Unsettled]:
    """In the order of the day: "no_answers", "unanswered", "ballot_open", "parked", "not_rated",
    "no_rag_reason", "no_mechanism", "mechanism_how", "no_review_date", "lesson_for_nobody", "no_feedback".
    """
    return [*_questions(workshop), *_ballots(workshop), *_parked(workshop), *_reviewed(workshop)]


def _questions(workshop: Workshop) -> Iterator[Unsettled]:
    asked = workshop.walk()
    silent = [question for question in asked if not workshop.answers_to(question.id, kept_only=True)]
    if silent and len(silent) == len(asked):
        yield Unsettled("no_answers", len(silent), (), Question, silent[0].id)
    elif silent:
        numbers = tuple(question.number for question in silent)
        yield Unsettled("unanswered", len(silent), numbers, Question, silent[0].id)


def _ballots(workshop: Workshop) -> Iterator[Unsettled]:
    running = [ballot for ballot in workshop.all(Ballot) if ballot.status is BallotStatus.OPEN]
    if running:
        titles = tuple(ballot.title for ballot in running)
        yield Unsettled("ballot_open", len(running), titles, Ballot, running[0].id)


def _parked(workshop: Workshop) -> Iterator[Unsettled]:
    """A line for each: a point that is only counted is forgotten."""
    for item in workshop.all(ParkingLotItem):
        if lacks(item):
            yield Unsettled("parked", 1, (item.text,), ParkingLotItem, item.id)


def _reviewed(workshop: Workshop) -> Iterator[Unsettled]:
    reviews = workshop.all(Review)
    points = [(f"{review.id}/{place}", item) for review in reviews for place, item in enumerate(review.items)]
    for code, found in (
        ("not_rated", [(where, item) for where, item in points if item.rag is None and item.became not in _OVER]),
        ("no_rag_reason", [(where, item) for where, item in points if item.rag in (RED, AMBER) and not item.reason]),
    ):
        if found:
            yield Unsettled(code, len(found), tuple(item.title for _, item in found), Review, found[0][0])
    if not _has_review_stage(workshop):
        return
    mechanisms = workshop.all(Mechanism)
    half = [each for each in mechanisms if not (each.how and each.how_often)]
    if not mechanisms:
        yield Unsettled("no_mechanism", kind=Mechanism)
    elif half:
        yield Unsettled("mechanism_how", len(half), tuple(each.to_whom for each in half), Mechanism, half[0].id)
    if not any(review.date and not review.items for review in reviews):
        yield Unsettled("no_review_date", kind=Review)
    alone = [lesson for lesson in workshop.all(Lesson) if not lesson.share_with]
    if alone:
        yield Unsettled("lesson_for_nobody", len(alone), tuple(each.text for each in alone), Lesson, alone[0].id)
    feedback = workshop.feedback()
    if feedback is None or not (feedback.forms or feedback.comments):
        yield Unsettled("no_feedback", kind=Feedback)


def _has_review_stage(workshop: Workshop) -> bool:
    """A day without that stage need not answer its questions; nor one that has not begun."""
    stage = stage_with(workshop, REVIEW)
    return bool(workshop.count(Answer)) and stage is not None and bool(workshop.questions_of(stage.id))
