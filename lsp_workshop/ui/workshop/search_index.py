"""Everything of a workshop that can be found by its words, and where it stands. Knows no widget.

Ballot papers and turnout are not in it: nothing of them is to be found by a word.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lsp_workshop.domain.developments import when_words
from lsp_workshop.domain.finding import folded, wanted_words
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
from lsp_workshop.domain.roles import ACTION, PURPOSE, REVIEW, VISION, stage_for, stage_with
from lsp_workshop.domain.transaction import Change
from lsp_workshop.domain.workshop import Workshop

RECORD_PAGE, PREPARE_PAGE, NOTES, PARKING = "record", "prepare", "notes", "parking"
"""Values of `Hit.tab` that are no tabs of a stage."""
_BEFORE = 24
"""Letters before the found word that are shown where the beginning is cut away."""
_SEEN = 56
"""Letters of a line that are surely seen: a word within them needs no cut."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the workshop. `question_id` or `stage_id` says where; `tab` which tab of the stage shows it."""

    kind: str
    text: str
    question_id: str = ""
    stage_id: str = ""
    tab: str = "answers"
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Find:
    """A text that was found: of which record, and what it is there ("dissent"; "" for the text itself)."""

    record: Record
    what: str
    text: str
    folded: str


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

_NAMES: Mapping[type[Any], str] = {
    Theme: "Theme", Ballot: "Ballot", Decision: "Decision", Objective: "Objective", Action: "Action",
    Indicator: "Indicator", Pledge: "Pledge", Lesson: "Lesson", Review: "Review", ParkingLotItem: "Parked",
    Mechanism: "Accountability", PurposeStatement: "Purpose statement", StaffFunction: "Staff team",
    VisionWording: "Vision", Adoption: "Whose vision", Route: "Route",
    Note: "Private note", Participant: "Person", Organisation: "Organisation", Sector: "Sector",
    AgendaItem: "Agenda", Apology: "Apology", Feedback: "Feedback", WorkshopDetails: "Workshop",
    Photo: "Photo", Correction: "Correction",
}  # fmt: skip
_PREPARED: Mapping[type[Any], str] = {
    WorkshopDetails: "workshop", Participant: "people", Organisation: "organisations", Group: "tables",
    Sector: "sectors", AgendaItem: "agenda",
}  # fmt: skip
"""The section of Prepare in which records of a type stand."""


_AT_ONCE = 50
"""Changes that are taken in while a person waits for them."""


class Index:
    """The words of every record, folded once, and kept up with every change."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._finds: dict[type[Record], dict[str, tuple[Find, ...]]] = {}
        self._left: Iterator[Record] | None = None
        self._late: deque[Change] = deque()
        """What changed and is still to be taken in: of a thousand answers at a time."""
        self.begin()

    def begin(self) -> None:
        """Forget everything and take it in again."""
        self._finds = {kind: {} for kind in TEXTS}
        self._late.clear()
        self._left = itertools.chain.from_iterable([self._workshop.all(kind) for kind in TEXTS])

    @property
    def is_whole(self) -> bool:
        return self._left is None and not self._late

    def fill(self, most: int | None = None) -> None:
        """Take in so many more records, or all that are left."""
        if self._left is None:
            self._catch_up(most)
            return
        taken = 0
        for record in itertools.islice(self._left, most):
            self._finds[type(record)][record.id] = _finds_of(record)
            taken += 1
        if most is None or taken < most:
            self._left = None

    def keep_up(self, changes: Iterable[Change]) -> None:
        """Before it is made, a change begins it anew: it is a matter of a moment. Many at a time are left to `fill`."""
        if self._left is not None:
            self.begin()
            return
        self._late.extend(changes)
        if len(self._late) <= _AT_ONCE:
            self._catch_up()

    def _catch_up(self, most: int | None = None) -> None:
        for _ in range(len(self._late) if most is None else min(most, len(self._late))):
            change = self._late.popleft()
            table = self._finds.get(change.kind)
            if table is None:
                continue
            if change.after is None:
                table.pop(change.id, None)
            else:
                table[change.id] = _finds_of(change.after)

    def found(self, typed: str) -> list[Find]:
        """The texts in which every typed word occurs, capitals and accents aside; none for no words."""
        words = wanted_words(typed)
        if not words:
            return []
        self.fill()
        first, rest = words[0], words[1:]
        return [
            find
            for table in self._finds.values()
            for finds in table.values()
            for find in finds
            if first in find.folded and all(word in find.folded for word in rest)
        ]


def _finds_of(record: Record) -> tuple[Find, ...]:
    return tuple(Find(record, what, text, folded(text)) for what, text in TEXTS[type(record)](record) if text)


# --- in words -------------------------------------------------------------------------------------------------------


def shown_text(find: Find, typed: str) -> str:
    """The text on one line, from shortly before the first typed word where that stands too far in to be seen."""
    line = " ".join(find.text.split())
    places = [place for word in wanted_words(typed) if (place := folded(line).find(word)) >= 0]
    start = min(places, default=0)
    if start <= _SEEN:
        return line
    # Folding may shift letters by a few: the cut is at a word before, so nothing found is lost.
    cut = line.find(" ", max(0, min(start, len(line) - 1) - _BEFORE)) + 1
    return f"…{line[cut:]}" if 0 < cut <= start else line


def caption(workshop: Workshop, find: Find) -> str:
    """What it is and where: "Answer to 2.1 · Table B · set aside"."""
    return " · ".join(part for part in (*_said(workshop, find.record), find.what) if part)


def place_of(workshop: Workshop, record: Record) -> str:
    """What a record of `TEXTS` is and where it stands."""
    return " · ".join(part for part in _said(workshop, record) if part)


def _said(workshop: Workshop, record: Record) -> Iterator[str]:
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
        yield _NAMES[type(record)]
        yield from _stage_of(workshop, record)


def _stage_of(workshop: Workshop, record: Record) -> Iterator[str]:
    question = workshop.find(Question, getattr(record, "question_id", None))
    if question is not None:
        yield question.number
        return
    stage = workshop.find(Stage, getattr(record, "stage_id", None))
    if stage is not None:
        yield f"Stage {stage.number}"


# --- where it stands ------------------------------------------------------------------------------------------------


def hit_of(workshop: Workshop, record: Record) -> Hit:
    """Where the window shows the record; what has no place of its own stands in the record of the day."""
    kind = _NAMES.get(type(record), "")
    if type(record) in _PREPARED:
        return Hit(kind, "", tab=PREPARE_PAGE, record_id=f"{_PREPARED[type(record)]}/{record.id}")
    if isinstance(record, Question):
        return Hit(kind, record.text, record.id)
    if isinstance(record, Stage):
        return Hit(kind, record.title, "", record.id)
    if isinstance(record, Answer):
        return Hit(kind, record.text, record.question_id, record_id=record.id)
    if isinstance(record, Theme):
        return _theme(workshop, record)
    if isinstance(record, Ballot):
        return Hit(kind, record.title, record.question_id or "", record.stage_id or "", "ballots", record.id)
    if isinstance(record, Photo):
        return Hit(kind, record.caption, record.question_id, "", "photos", record.id)
    if isinstance(record, Decision):
        return Hit(kind, record.text, "", record.stage_id or "", "decisions", record.id)
    if isinstance(record, ParkingLotItem):
        return Hit(kind, record.text, tab=PARKING, record_id=record.id)
    if isinstance(record, Note):
        return Hit(kind, record.text, "", record.stage_id or "", NOTES, record.id)
    if isinstance(record, Mechanism | Review | Lesson | Feedback):
        last = stage_for(workshop, REVIEW)
        if last is not None:
            return Hit(kind, "", "", last.id, "review", record.id)
    if isinstance(record, PurposeStatement | StaffFunction):
        first = stage_for(workshop, PURPOSE)
        if first is not None:
            return Hit(kind, "", "", first.id, "purpose", record.id)
    own = _envisioned(workshop, record) or _planned(workshop, record)
    return own or Hit(kind, "", tab=RECORD_PAGE, record_id=record.id)


def _theme(workshop: Workshop, theme: Theme) -> Hit:
    """At the first answer under it: a theme by itself is not in the list."""
    answers: Sequence[Answer] = workshop.answers_in(theme.id)
    if answers:
        return Hit("Theme", theme.title, answers[0].question_id, record_id=answers[0].id)
    return Hit("Theme", theme.title, "", theme.stage_id)


def _envisioned(workshop: Workshop, record: Record) -> Hit | None:
    stage = stage_with(workshop, VISION)
    if isinstance(record, VisionWording | Adoption | Route | Indicator) and stage is not None:
        return Hit(_NAMES[type(record)], "", "", stage.id, "vision", record.id)
    return None


def _planned(workshop: Workshop, record: Record) -> Hit | None:
    home = stage_for(workshop, ACTION)
    plan = home.id if home is not None else ""
    if isinstance(record, Indicator):
        record = next((each for each in workshop.all(Objective) if record.id in each.indicator_ids), record)
    if isinstance(record, Action | Objective) and plan:
        return Hit(_NAMES[type(record)], record.title, "", plan, "plan", record.id)
    if isinstance(record, Pledge) and plan:
        return Hit(_NAMES[type(record)], record.text, "", plan, "plan", record.id)
    return None
