"""What a record would hold and what it still lacks, counted from the workshop. Knows no widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from lsp_workshop.domain.gaps import Gap, gaps, looked_at
from lsp_workshop.domain.model import (
    Action,
    Answer,
    AnswerStatus,
    Ballot,
    BallotStatus,
    Decision,
    Feedback,
    Indicator,
    Lesson,
    Mechanism,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    Record,
    Review,
    Theme,
)
from lsp_workshop.domain.roles import ACTION, REVIEW, stage_for
from lsp_workshop.domain.unsettled import Unsettled, unsettled
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.workshop.plan.gap_words import gap_counts
from lsp_workshop.ui.workshop.search_index import Hit, hit_of

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
        Count(_tr("Reviews"), workshop.count(Review)),
        Count(_tr("Lessons"), workshop.count(Lesson)),
        Count(_tr("Parked points"), workshop.count(ParkingLotItem)),
        Count(_tr("Feedback forms"), _forms(workshop)),
    ]


def _forms(workshop: Workshop) -> int:
    feedback = workshop.feedback()
    return len(feedback.forms) if feedback is not None else 0


@dataclass(frozen=True, slots=True)
class Missing:
    """A sentence, and where what it is about is put right."""

    words: str
    hit: Hit


def missing(workshop: Workshop, today: date) -> list[Missing]:
    """What is still to be settled; none is an obstacle, but for a ballot that is open."""
    found = [Missing(_words(each), _hit(workshop, each)) for each in unsettled(workshop)]
    # The plan comes where its stage does: after the questions and ballots, before the end of the day.
    first = sum(each.code in _OF_THE_DAY for each in unsettled(workshop))
    return [*found[:first], *_plan(workshop, today), *found[first:]]


_OF_THE_DAY = frozenset({"no_answers", "unanswered", "ballot_open"})


def _words(each: Unsettled) -> str:
    sentences = {
        "no_answers": _tr("No question has an answer yet."),
        "unanswered": _tr("Questions without an answer: {names}."),
        "ballot_open": _tr("A ballot is still open and has to be closed first: {names}."),
        "parked": _tr("Parked, and nobody answers for it by a date: {names}."),
        "not_rated": _tr("Points from last time that are not rated: {count}."),
        "no_rag_reason": _tr("Points in red or amber without a reason: {count}."),
        "no_mechanism": _tr("It is not written down to whom the partnership answers, how and how often."),
        "mechanism_how": _tr("To whom the partnership answers, but not how or how often: {names}."),
        "no_review_date": _tr("No review has a date yet."),
        "lesson_for_nobody": _tr("Lessons that nobody is to hear of yet: {count}."),
        "no_feedback": _tr("No feedback form is in."),
    }
    # Numbers of questions stand as they are, titles in quotes.
    shown = [name if each.code == "unanswered" else short_title(name) for name in each.names[:_MOST_NUMBERS]]
    names = ", ".join(shown)
    if len(each.names) > _MOST_NUMBERS:
        names = _tr("{names} and {count} more").format(names=names, count=len(each.names) - _MOST_NUMBERS)
    return sentences[each.code].format(count=each.count, names=names)


_SECTIONS: Mapping[type[Record], str] = {Mechanism: "accountability", Review: "calendar", Feedback: "feedback"}
"""Where something is made that is not there yet."""


def _hit(workshop: Workshop, each: Unsettled) -> Hit:
    last = stage_for(workshop, REVIEW)
    of_review = each.kind in (Mechanism, Review, Lesson, Feedback, ParkingLotItem)
    if last and of_review and each.kind is not None:
        return Hit("", "", "", last.id, "review", each.record_id or _SECTIONS.get(each.kind, ""))
    record = workshop.find(each.kind, each.record_id) if each.kind is not None else None
    return hit_of(workshop, record) if record is not None else Hit("", "")


def _plan(workshop: Workshop, today: date) -> list[Missing]:
    home = stage_for(workshop, ACTION)
    stage = home.id if home is not None else ""
    if not workshop.count(Action):
        return [Missing(_tr("The plan has no action yet."), Hit("", "", "", stage, "plan"))]
    found = gap_counts(gaps(workshop, looked_at(workshop, today)))
    return [Missing(words, _gap_hit(workshop, first, stage)) for words, first in found]


def _gap_hit(workshop: Workshop, gap: Gap, stage_id: str) -> Hit:
    indicator = workshop.find(Indicator, gap.record_id) if gap.kind is Indicator else None
    return hit_of(workshop, indicator) if indicator else Hit("", "", "", stage_id, "plan", gap.record_id)
