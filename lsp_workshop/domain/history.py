"""What was done in a workshop, by time, in words; and the wording that a record had before. Knows no file.

Ballot papers and turnout are in no history; a store that has them there all the same is not believed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lsp_workshop.domain.edits import capture, records
from lsp_workshop.domain.edits.event import change_details, write_note
from lsp_workshop.domain.edits.in_turn import all_in_turn
from lsp_workshop.domain.edits.plan import change_action, change_decision
from lsp_workshop.domain.edits.questions import reword_question
from lsp_workshop.domain.edits.themes import rename_theme
from lsp_workshop.domain.edits.vision import reword_vision
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.minutes import not_begun
from lsp_workshop.domain.model import (
    Action,
    Adoption,
    AgendaItem,
    Answer,
    Decision,
    Indicator,
    Lesson,
    Mechanism,
    Note,
    Objective,
    Organisation,
    ParkingLotItem,
    Photo,
    Pledge,
    PurposeStatement,
    Question,
    Record,
    Route,
    StaffFunction,
    Stage,
    Theme,
    Turnout,
    VisionWording,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop

SECRET: tuple[type[Record], ...] = (Vote, Turnout)
"""Records that are in no history."""

DAY_STATE: Mapping[type[Record], frozenset[str]] = MappingProxyType(
    {
        WorkshopDetails: frozenset({"current_question_id"}),
        Stage: frozenset({"seconds_used"}),
        Question: frozenset({"seconds_used"}),
        AgendaItem: frozenset({"seconds_used", "step_seconds", "step_now"}),
    }
)
"""Fields that change by walking through the day and by time going by, on nobody's purpose and without an undo step."""


def with_day_of(record: Record, now: Record) -> Record:
    """The record, with what the day has brought to it as `now` has it. What has not begun has had no time yet."""
    fields = DAY_STATE.get(type(record), ())
    moved: Record = dataclasses.replace(record, **{field: getattr(now, field) for field in fields})
    return not_begun(moved) if isinstance(moved, AgendaItem) and moved.started_at is None else moved


_UNDO = "undo: "
_PAST: Mapping[str, str] = MappingProxyType(
    {
        "add": "added", "answer": "answered", "begin": "began", "bring": "brought", "capture": "captured",
        "change": "changed", "clear": "cleared", "close": "closed", "delete": "deleted", "drop": "dropped",
        "enter": "entered", "finish": "finished", "give": "gave", "hide": "hid", "keep": "kept", "leave": "left",
        "make": "made", "mark": "marked", "merge": "merged", "move": "moved", "note": "noted", "open": "opened",
        "park": "parked", "paste": "pasted", "plan": "planned", "put": "put", "rate": "rated", "record": "recorded",
        "remove": "removed", "rename": "renamed", "reopen": "reopened", "replace": "replaced", "restore": "restored",
        "reword": "reworded", "say": "said", "set": "set", "settle": "settled", "show": "showed", "split": "split",
        "start": "started", "take": "took", "tick": "ticked", "walk": "walked", "write": "wrote", "import": "imported",
        "copy": "copied", "untick": "unticked", "draft": "drafted",
    }
)  # fmt: skip
"""The verbs of labels, as what is past has them."""


Key = tuple[type[Record], str]
"""A record's type and id."""


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that was done, as a store keeps it: when (ISO 8601, local), its label, which records it touched.

    `before(place)` is the record at that place of `touched` as it was then, worked out when it is asked for; None
    where there was none.
    """

    at: str
    label: str
    touched: tuple[Key, ...]
    before: Callable[[int], Record | None]


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the history, at `place` of `past`."""

    past: Sequence[Past]
    place: int

    @property
    def label(self) -> str:
        return self.past[self.place].label

    @property
    def clock(self) -> str:
        """ "14:02"; "" where the file does not say."""
        return self.past[self.place].at[11:16]

    @property
    def day(self) -> str:
        """ "2026-03-12"."""
        return self.past[self.place].at[:10]

    @property
    def words(self) -> str:
        return in_past(self.label)

    def changes(self, workshop: Workshop) -> Iterator[tuple[Key, Record | None, Record | None]]:
        """Each record it touched, before and after. After is what it was before the next deed, or what it is now."""
        here = self.past[self.place]
        for number, key in enumerate(here.touched):
            if key[0] not in SECRET:
                yield key, here.before(number), self._after(workshop, key)

    def _after(self, workshop: Workshop, key: Key) -> Record | None:
        for later in self.past[self.place + 1 :]:
            if key in later.touched:
                return later.before(later.touched.index(key))
        return workshop.find(*key)


def in_past(label: str) -> str:
    """ "merge 3 answers" as "merged 3 answers"; "undo: …" as "took back: …"; an unknown verb stays."""
    if label.startswith(_UNDO):
        return f"took back: {label.removeprefix(_UNDO)}"
    verb, space, rest = label.partition(" ")
    return f"{_PAST.get(verb, verb)}{space}{rest}"


def deeds(workshop: Workshop, past: Sequence[Past]) -> list[Deed]:
    """Everything that was done on purpose, newest first.

    What moves by itself (walking, time going by) is left out by what it touches, whatever it is called; but that
    something was taken back is always told.
    """
    now: dict[Key, Record | None] = {}
    found: list[Deed] = []
    for place in reversed(range(len(past))):
        each = past[place]
        on_purpose = False
        for number, key in enumerate(each.touched):
            if key[0] in SECRET:
                continue
            if key[0] not in DAY_STATE:
                on_purpose = True
                continue
            # Read backwards: what it was after this is what it was before the next.
            after = now[key] if key in now else workshop.find(*key)
            now[key] = before = each.before(number)
            on_purpose = on_purpose or not _moved_by_itself(before, after) or each.label.startswith(_UNDO)
        if on_purpose:
            found.append(Deed(past, place))
    return found


def _moved_by_itself(before: Record | None, after: Record | None) -> bool:
    if before is None or after is None:
        return False
    fields = (field.name for field in dataclasses.fields(before) if field.compare)
    moved = {name for name in fields if getattr(before, name) != getattr(after, name)}
    # The first step of a day opens it; the status by itself is opened or closed by somebody.
    return moved - {"status"} <= DAY_STATE[type(before)] and moved != {"status"}


# --- wordings -------------------------------------------------------------------------------------------------------

WORDED: Mapping[type[Record], tuple[str, ...]] = MappingProxyType(
    {
        Answer: ("text",), Question: ("text",), Theme: ("title",), Objective: ("title", "statement"),
        Decision: ("text", "how", "dissent", "minority_view"), Indicator: ("title",),
        PurposeStatement: ("text",), StaffFunction: ("note",),
        Action: ("title", "target", "first_step"), ParkingLotItem: ("text",), Pledge: ("text",),
        Lesson: ("text", "share_with", "share_how"), Mechanism: ("to_whom", "how", "how_often"), Note: ("text",),
        Photo: ("caption", "description"),
        VisionWording: ("text",), Adoption: ("body",), Route: ("text", "rules_out"),
        AgendaItem: ("title",), Organisation: ("name", "note"), WorkshopDetails: ("title", "subtitle", "purpose"),
    }
)  # fmt: skip
"""The fields with the words of each type whose wording can be brought back; the first is what it says."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a record's field before and after a deed; "" where it was not there.

    `now`: what it says today, None where the record is there no more.
    """

    kind: type[Record]
    id: str
    field: str
    before: str
    after: str
    now: str | None

    @property
    def can_come_back(self) -> bool:
        """The earlier words are others than today's, and the record is there to take them."""
        return bool(self.before) and self.now is not None and self.now != self.before


def wordings(workshop: Workshop, deed: Deed) -> list[Wording]:
    """The words that the deed touched, changed ones first."""
    found = []
    for (kind, record_id), before, after in deed.changes(workshop):
        now = workshop.find(kind, record_id)
        for place, name in enumerate(WORDED.get(kind, ())):
            words = [None if each is None else str(getattr(each, name)) for each in (before, after, now)]
            # What stands beside the words is told of only where the deed was about it.
            if place == 0 or (words[0] or "") != (words[1] or ""):
                found.append(Wording(kind, record_id, name, words[0] or "", words[1] or "", words[2]))
    return sorted(found, key=lambda each: each.before == each.after)


def bring_back(wordings: Sequence[Wording]) -> Edit:
    """The records with their earlier words, as one step; nothing else of them changes.

    Raises what rewording each of them raises, and DomainError("unknown_record") where one is there no more.
    """
    label = f"bring back {len(wordings)} wordings"
    if len(wordings) == 1:
        # A label may be read by the room; a private note never is.
        private = wordings[0].kind is Note
        label = f"bring back {'the words of a private note' if private else short_title(wordings[0].before)}"
    return all_in_turn(label, [_reworded(each.kind, each.id, each.field, each.before) for each in wordings])


_BY_EDIT: Mapping[type[Record], Callable[[str, str, str], Edit]] = MappingProxyType(
    {
        Answer: lambda record_id, _field, words: capture.reword_answer(record_id, words),
        Question: lambda record_id, _field, words: reword_question(record_id, words),
        Theme: lambda record_id, _field, words: rename_theme(record_id, words),
        Action: lambda record_id, field, words: change_action(record_id, **{field: words}),
        Decision: lambda record_id, field, words: change_decision(record_id, **{field: words}),
        WorkshopDetails: lambda _record_id, field, words: change_details(**{field: words}),
        VisionWording: lambda record_id, _field, words: reword_vision(record_id, words),
        Note: lambda record_id, _field, words: _note_again(record_id, words),
    }
)
"""Who words a record anew where a type has rules of its own, by its id, field and words."""


def _reworded(kind: type[Record], record_id: str, field: str, words: str) -> Edit:
    if field not in WORDED.get(kind, ()):
        raise DomainError("unknown_record", collection=kind.collection, id=record_id)
    if kind in _BY_EDIT:
        return _BY_EDIT[kind](record_id, field, words)
    return records.change(kind, record_id, **{field: words})


def _note_again(note_id: str, words: str) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return write_note(workshop.get(Note, note_id).stage_id, words)(workshop, moment)

    return edit
