"""Everything of a workshop that can be found by its words, and where it stands. Knows no widget.

Ballot papers and turnout are not in it: nothing of them is to be found by a word.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.finding import folded, wanted_words
from lsp_workshop.domain.model import (
    Action,
    Adoption,
    AgendaItem,
    Answer,
    Ballot,
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
from lsp_workshop.domain.texts import NAMES, TEXTS, said_as
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
    return " · ".join(part for part in (*said_as(workshop, find.record), find.what) if part)


# --- where it stands ------------------------------------------------------------------------------------------------


def hit_of(workshop: Workshop, record: Record) -> Hit:
    """Where the window shows the record; what has no place of its own stands in the record of the day."""
    kind = NAMES.get(type(record), "")
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
        return Hit(NAMES[type(record)], "", "", stage.id, "vision", record.id)
    return None


def _planned(workshop: Workshop, record: Record) -> Hit | None:
    home = stage_for(workshop, ACTION)
    plan = home.id if home is not None else ""
    if isinstance(record, Indicator):
        record = next((each for each in workshop.all(Objective) if record.id in each.indicator_ids), record)
    if isinstance(record, Action | Objective) and plan:
        return Hit(NAMES[type(record)], record.title, "", plan, "plan", record.id)
    if isinstance(record, Pledge) and plan:
        return Hit(NAMES[type(record)], record.text, "", plan, "plan", record.id)
    return None
