"""Everything that a workshop says in words, type by type, and what a record is called. Knows no screen and no paper.

The search looks through it, and so does whoever asks whether somebody is named in it. Ballot papers and turnout are
not in it: nothing of them is to be found by a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lsp_workshop.domain.developments import when_words
from lsp_workshop.domain.model import (
    Action,
    Adoption,
    AgendaItem,
    Answer,
    AnswerStatus,
    Apology,
    Ballot,
    Correction,
    Decision,
    Feedback,
    Group,
    Indicator,
    Lesson,
    Mechanism,
    Note,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Photo,
    Pledge,
    PurposeStatement,
    Question,
    Record,
    Review,
    Route,
    Sector,
    StaffFunction,
    Stage,
    Theme,
    VisionWording,
    WorkshopDetails,
)
from lsp_workshop.domain.workshop import Workshop

Texts = Iterable[tuple[str, str]]


def _question(question: Question) -> Texts:
    yield "", question.text
    if question.source_text != question.text:
        yield "wording of the source", question.source_text
    yield "hint", question.hint
    yield from (("part", part) for part in question.parts)


def _ballot(ballot: Ballot) -> Texts:
    yield "", ballot.title
    yield from (("option", option.label) for option in ballot.options)
    yield from (("scale", point.label) for point in ballot.scale or ())
    yield from (("band of the scale", band.label) for band in ballot.rules.bands)
    yield "how the tie was settled", ballot.tie_settled


def _action(action: Action) -> Texts:
    yield from (("", action.title), ("target", action.target), ("first step", action.first_step))
    yield from (("milestone", milestone.title) for milestone in action.milestones)
    yield "reason for its colour", action.rag_reason


def _review(review: Review) -> Texts:
    yield "", review.kind
    yield "what it looks at", review.about
    for item in review.items:
        yield from (("", item.title), ("reason", item.reason))


def _details(details: WorkshopDetails) -> Texts:
    yield from (("title", details.title), ("subtitle", details.subtitle), ("venue", details.venue))
    yield from (("facilitator", details.facilitator), ("scribe", details.scribe), ("purpose", details.purpose))
    yield from (("ground rule", rule) for rule in details.ground_rules)
    yield "status of the record", details.record_status
    yield from (("partnership", details.partnership.name), ("partnership", details.partnership.short_name))
    yield "area", details.partnership.area
    yield from (("focus area", area) for area in details.partnership.focus_areas)


def _feedback(feedback: Feedback) -> Texts:
    yield from (("statement", statement) for statement in feedback.statements)
    yield from (("comment", comment) for comment in feedback.comments)


TEXTS: Mapping[type[Any], Callable[[Any], Texts]] = {
    Question: _question,
    Answer: lambda it: (
        ("", it.text), ("as first said", it.first_text or ""), ("how sure", str(it.how_sure or "")),
        ("when it bites", when_words(it.bites)),
    ),
    PurposeStatement: lambda it: (("", it.text),),
    StaffFunction: lambda it: (("", it.text), ("here", str(it.answer)), ("who, or by when", it.note)),
    Theme: lambda it: (("", it.title),),
    Ballot: _ballot,
    Decision: lambda it: (
        ("", it.text), ("how", it.how), ("dissent", it.dissent), ("minority view", it.minority_view),
        ("outcome", it.outcome),
    ),
    Objective: lambda it: (("", it.title), ("statement", it.statement)),
    Action: _action,
    Indicator: lambda it: (("", it.title), ("unit", it.unit), ("how often", it.frequency)),
    VisionWording: lambda it: (("", it.text), ("how it stands", it.status)),
    Adoption: lambda it: (("", it.body), ("how it stands", it.status)),
    Route: lambda it: (("", it.text), ("rules out", it.rules_out), ("how it stands", it.status)),
    Pledge: lambda it: (("", it.text),),
    Lesson: lambda it: (("", it.text), ("kind", it.kind), ("to share with", it.share_with), ("how", it.share_how)),
    Review: _review,
    Mechanism: lambda it: (("", it.to_whom), ("how", it.how), ("how often", it.how_often)),
    ParkingLotItem: lambda it: (
        ("", it.text), ("raised by", it.raised_by), ("status", it.status), ("from", it.carried_from),
    ),
    Note: lambda it: (("", it.text),),
    Participant: lambda it: (("", it.name), ("role", it.role), ("access needs", it.access_needs)),
    Organisation: lambda it: (("", it.name), ("note", it.note)),
    Group: lambda it: (("", it.name),),
    Sector: lambda it: (("", it.name),),
    AgendaItem: lambda it: (("", it.title), ("method", it.method), *(("step", step.title) for step in it.steps)),
    Stage: lambda it: (("", it.title), ("subtitle", it.subtitle)),
    Apology: lambda it: (("", it.name), ("organisation", it.organisation)),
    Feedback: _feedback,
    WorkshopDetails: _details,
    Photo: lambda it: (("", it.caption), ("description", it.description)),
    Correction: lambda it: (("", it.text),),
}  # fmt: skip
"""What each type of record says in words, in the order in which finds are listed."""

NAMES: Mapping[type[Any], str] = {
    Theme: "Theme", Ballot: "Ballot", Decision: "Decision", Objective: "Objective", Action: "Action",
    Indicator: "Indicator", Pledge: "Pledge", Lesson: "Lesson", Review: "Review", ParkingLotItem: "Parked",
    Mechanism: "Accountability", PurposeStatement: "Purpose statement", StaffFunction: "Staff team",
    VisionWording: "Vision", Adoption: "Whose vision", Route: "Route",
    Note: "Private note", Participant: "Person", Organisation: "Organisation", Sector: "Sector",
    AgendaItem: "Agenda", Apology: "Apology", Feedback: "Feedback", WorkshopDetails: "Workshop",
    Photo: "Photo", Correction: "Correction",
}  # fmt: skip
"""What records are called that have no number of their own."""


def place_of(workshop: Workshop, record: Record) -> str:
    """What a record of `TEXTS` is and where it stands."""
    return " · ".join(part for part in said_as(workshop, record) if part)


def said_as(workshop: Workshop, record: Record) -> Iterator[str]:
    """The parts of `place_of`; some may be empty."""
    if isinstance(record, Question):
        yield f"Question {record.number}"
        yield "hidden" if record.hidden else ""
    elif isinstance(record, Answer):
        question = workshop.find(Question, record.question_id)
        yield f"Answer to {question.number}" if question else "Answer"
        group = workshop.find(Group, record.group_id)
        yield workshop.group_name(group) if group else ""
        yield workshop.part_of(record)
        yield "" if record.status is AnswerStatus.KEPT else str(record.status)
    elif isinstance(record, Group):
        yield workshop.group_name(record)
    elif isinstance(record, Stage):
        yield f"Stage {record.number}"
    else:
        yield NAMES[type(record)]
        yield from _stage_of(workshop, record)


def _stage_of(workshop: Workshop, record: Record) -> Iterator[str]:
    question = workshop.find(Question, getattr(record, "question_id", None))
    if question is not None:
        yield question.number
        return
    stage = workshop.find(Stage, getattr(record, "stage_id", None))
    if stage is not None:
        yield f"Stage {stage.number}"
