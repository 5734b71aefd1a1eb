"""What a record would hold and what it still lacks, counted from the workshop. Knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.gaps import gaps, looked_at
from lsp_workshop.domain.model import (
    Action,
    Answer,
    AnswerStatus,
    Ballot,
    BallotStatus,
    Decision,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    Theme,
)
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.workshop.plan.gap_words import gap_counts

_MOST_NUMBERS = 8


def _tr(text: str) -> str:
    return QCoreApplication.translate("Record", text)


@dataclass(frozen=True, slots=True)
class Count:
    what: str
    number: int


def counts(workshop: Workshop) -> list[Count]:
    """What the record holds."""
    kept = sum(1 for answer in workshop.all(Answer) if answer.status is AnswerStatus.KEPT)
    closed = sum(1 for ballot in workshop.all(Ballot) if ballot.status is BallotStatus.CLOSED)
    here = [person for person in workshop.all(Participant) if person.attended]
    return [
        Count(_tr("People who were here"), len(here)),
        Count(_tr("Agreed to be named"), sum(1 for person in here if person.named_in_record)),
        Count(_tr("Organisations"), workshop.count(Organisation)),
        Count(_tr("Answers"), kept),
        Count(_tr("Themes"), workshop.count(Theme)),
        Count(_tr("Ballots with a result"), closed),
        Count(_tr("Decisions"), workshop.count(Decision)),
        Count(_tr("Objectives"), workshop.count(Objective)),
        Count(_tr("Actions"), workshop.count(Action)),
        Count(_tr("Pledges"), workshop.count(Pledge)),
        Count(_tr("Parked points"), workshop.count(ParkingLotItem)),
    ]


def missing(workshop: Workshop, today: date) -> list[str]:
    """What is still to be settled, a sentence each; none is an obstacle."""
    found = [_unanswered(workshop), _open_ballots(workshop), *_plan(workshop, today), _parked(workshop)]
    return [sentence for sentence in found if sentence]


def _unanswered(workshop: Workshop) -> str:
    numbers = [question.number for question in workshop.walk() if not workshop.answers_to(question.id, kept_only=True)]
    if not numbers:
        return ""
    if len(numbers) == len(workshop.walk()):
        return _tr("No question has an answer yet.")
    shown = ", ".join(numbers[:_MOST_NUMBERS]) + (" …" if len(numbers) > _MOST_NUMBERS else "")
    return _tr("Questions without an answer: {numbers}.").format(numbers=shown)


def _open_ballots(workshop: Workshop) -> str:
    titles = [ballot.title for ballot in workshop.all(Ballot) if ballot.status is BallotStatus.OPEN]
    if not titles:
        return ""
    return _tr("A ballot is still open: {titles}.").format(titles="; ".join(f"“{title}”" for title in titles))


def _plan(workshop: Workshop, today: date) -> list[str]:
    if not workshop.count(Action):
        return [_tr("The plan has no action yet.")]
    return gap_counts(gaps(workshop, looked_at(workshop, today)))


def _parked(workshop: Workshop) -> str:
    without = [
        item
        for item in workshop.all(ParkingLotItem)
        if item.status == "open" and not (item.owner_participant_id and item.answer_by)
    ]
    return _tr("Parked points without an owner or a date: {count}.").format(count=len(without)) if without else ""
