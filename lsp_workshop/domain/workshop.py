"""The whole of one workshop in memory: its records by collection, and look-ups over them.

Edits and screens read it; only `Session` applies changes. Look-ups that run at every keystroke (the answers to a
question, the papers of a ballot) are kept as indexes, so that nothing searches all records.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from lsp_workshop.domain.ballot_box import BallotBox
from lsp_workshop.domain.change import Change
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import (
    DETAILS_ID,
    FEEDBACK_ID,
    RECORD_TYPES,
    AgendaItem,
    Answer,
    AnswerStatus,
    Ballot,
    Feedback,
    Group,
    Organisation,
    Participant,
    Photo,
    Question,
    Record,
    Sector,
    Stage,
    Theme,
    Turnout,
    Vote,
    WorkshopDetails,
    WorkshopStatus,
)

R = TypeVar("R", bound=Record)

_INDEXED: tuple[tuple[type[Record], str], ...] = (
    (Answer, "question_id"),
    (Answer, "theme_id"),
    (Vote, "ballot_id"),
    (Question, "stage_id"),
    (Ballot, "question_id"),
    (Photo, "question_id"),
)


class Workshop:
    """Records by type and id, in the order in which they were added."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[type[Record], dict[str, Record]] = {kind: {} for kind in RECORD_TYPES}
        self._indexes: dict[tuple[type[Record], str], dict[object, dict[str, Record]]] = {
            index: {} for index in _INDEXED
        }
        self._indexes_of: dict[type[Record], list[tuple[str, dict[object, dict[str, Record]]]]] = {
            kind: [(field, index) for (indexed, field), index in self._indexes.items() if indexed is kind]
            for kind in RECORD_TYPES
        }
        self._boxes: dict[str, BallotBox] = {}
        for kind, group in itertools.groupby(records, type):
            self._put_all(kind, group)

    # --- reading ------------------------------------------------------------------------------------------

    def all(self, kind: type[R]) -> Sequence[R]:
        return list(self._records[kind].values())  # type: ignore[arg-type]  # a type's table holds that type

    def count(self, kind: type[Record]) -> int:
        return len(self._records[kind])

    def find(self, kind: type[R], record_id: str | None) -> R | None:
        return self._records[kind].get(record_id) if record_id is not None else None  # type: ignore[return-value]  # as above

    def get(self, kind: type[R], record_id: str) -> R:
        """The record; raises DomainError("unknown_record") where there is none."""
        record = self._records[kind].get(record_id)
        if record is None:
            raise DomainError("unknown_record", collection=kind.collection, id=record_id)
        return record  # type: ignore[return-value]  # a type's table holds that type

    def snapshot(self) -> Workshop:
        """A workshop of its own with the same (frozen) records, safe to hand to another thread."""
        return Workshop(self.records())

    def records(self) -> Iterator[Record]:
        for table in self._records.values():
            yield from table.values()

    def _where(self, kind: type[R], field: str, value: str | None) -> Sequence[R]:
        return list(self._indexes[kind, field].get(value, {}).values())  # type: ignore[arg-type]  # as above

    def with_value(self, kind: type[R], field: str, values: Collection[str]) -> Sequence[R]:
        """The records of which the field has one of the values: without a look at the others where it is indexed."""
        if (kind, field) not in self._indexes:
            return [record for record in self.all(kind) if getattr(record, field) in values]
        return [record for value in sorted(values) for record in self._where(kind, field, value)]

    # --- look-ups -----------------------------------------------------------------------------------------

    @property
    def details(self) -> WorkshopDetails:
        return self.get(WorkshopDetails, DETAILS_ID)

    @property
    def is_closed(self) -> bool:
        return self.details.status is WorkshopStatus.CLOSED

    def require_not_closed(self) -> None:
        if self.is_closed:
            raise DomainError("workshop_closed", title=self.details.title)

    def stages(self) -> Sequence[Stage]:
        return sorted(self.all(Stage), key=lambda stage: stage.number)

    def sectors(self) -> Sequence[Sector]:
        return sorted(self.all(Sector), key=lambda sector: sector.order)

    def agenda(self) -> Sequence[AgendaItem]:
        return sorted(self.all(AgendaItem), key=lambda item: item.order)

    def questions_of(self, stage_id: str, *, hidden: bool = False) -> Sequence[Question]:
        """The stage's questions in the order of their numbers; the hidden ones only where asked for."""
        questions = self._where(Question, "stage_id", stage_id)
        return sorted((q for q in questions if hidden or not q.hidden), key=_number_order)

    def question_by_number(self, number: str) -> Question:
        for question in self.all(Question):
            if question.number == number or question.id == number:
                return question
        raise DomainError("unknown_question", number=number)

    def walk(self) -> Sequence[Question]:
        """Every question that is not hidden, in the order of the day."""
        return [question for stage in self.stages() for question in self.questions_of(stage.id)]

    @property
    def group_noun(self) -> str:
        """What this workshop calls a group: "Table"."""
        return self.details.group_noun or "Group"

    def group_name(self, group: Group) -> str:
        """ "Table A"."""
        return f"{self.group_noun} {group.label}"

    def group_title(self, group: Group) -> str:
        """ "Table A · Ferry", as lists of groups have it."""
        return f"{self.group_name(group)} · {group.name}" if group.name else self.group_name(group)

    def group_by_label(self, label: str) -> Group:
        wanted = label.casefold()
        for group in self.all(Group):
            if wanted in (group.label.casefold(), group.name.casefold(), group.id.casefold()):
                return group
        raise DomainError("unknown_group", label=label, known=[group.label for group in self.all(Group)])

    def answers_to(self, question_id: str, *, kept_only: bool = False) -> Sequence[Answer]:
        answers = self._where(Answer, "question_id", question_id)
        kept = AnswerStatus.KEPT
        return [answer for answer in answers if answer.status is kept] if kept_only else answers

    def ranks_of_answers(self, question_id: str) -> dict[str, int]:
        """Where each of `answers_to` stands among them, by its id."""
        ids = self._indexes[Answer, "question_id"].get(question_id, {})
        return dict(zip(ids, range(len(ids)), strict=True))

    def part_of(self, answer: Answer) -> str:
        """The part of its question that the answer is given to; "" for none."""
        if not answer.part:
            return ""
        question = self.find(Question, answer.question_id)
        return answer.part if question is not None and answer.part in question.parts else ""

    def answers_in(self, theme_id: str) -> Sequence[Answer]:
        """The kept answers under a theme."""
        return [a for a in self.all_answers_in(theme_id) if a.status is AnswerStatus.KEPT]

    def all_answers_in(self, theme_id: str) -> Sequence[Answer]:
        """Those that were merged or set aside, too."""
        return self._where(Answer, "theme_id", theme_id)

    def themes_of(self, stage_id: str) -> Sequence[Theme]:
        """In the facilitator's order, what is parked last."""
        return sorted((theme for theme in self.all(Theme) if theme.stage_id == stage_id), key=theme_order)

    def photos_of(self, question_id: str) -> list[Photo]:
        """In the order that somebody gave them."""
        return sorted(self._where(Photo, "question_id", question_id), key=lambda photo: photo.order)

    def ballots_of(self, question_id: str) -> Sequence[Ballot]:
        return self._where(Ballot, "question_id", question_id)

    def votes_in(self, ballot_id: str) -> Sequence[Vote]:
        return self._where(Vote, "ballot_id", ballot_id)

    def box_of(self, ballot_id: str) -> BallotBox:
        """What is in the ballot's box in numbers: counted once, then kept up with every vote. Don't change it."""
        box = self._boxes.get(ballot_id)
        if box is None:
            box = self._boxes[ballot_id] = BallotBox.of(self.votes_in(ballot_id))
        return box

    def turnout_of(self, ballot_id: str) -> Turnout | None:
        return self.find(Turnout, ballot_id)

    def feedback(self) -> Feedback | None:
        return self.find(Feedback, FEEDBACK_ID)

    def sector_of(self, participant: Participant) -> Sector | None:
        organisation = self.find(Organisation, participant.organisation_id)
        return self.find(Sector, organisation.sector_id) if organisation else None

    # --- changing (Session only) --------------------------------------------------------------------------

    def apply(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if change.before is not None and change.after is None:
                self._drop(change.before)
            elif change.after is not None:
                self._put(change.after)

    def _put_all(self, kind: type[Record], records: Iterable[Record]) -> None:
        """`_put` for many of one type, without its cost for each."""
        table, indexes = self._records[kind], self._indexes_of[kind]
        for record in records:
            record_id = record.id
            if record_id in table:
                self._put(record)
                continue
            table[record_id] = record
            for field, index in indexes:
                value = getattr(record, field)
                same = index.get(value)
                if same is None:
                    same = index[value] = {}
                same[record_id] = record

    def _put(self, record: Record) -> None:
        kind = type(record)
        table = self._records[kind]
        record_id = record.id
        old = table.get(record_id)
        if self._boxes:
            self._recount(old, record)
        table[record_id] = record
        for field, index in self._indexes_of[kind]:
            value = getattr(record, field)
            if old is not None and getattr(old, field) != value:
                del index[getattr(old, field)][record_id]
            same = index.get(value)
            if same is None:
                same = index[value] = {}
            same[record_id] = record

    def _drop(self, record: Record) -> None:
        kind = type(record)
        old = self._records[kind].pop(record.id)
        self._recount(old, None)
        for field, index in self._indexes_of[kind]:
            del index[getattr(old, field)][record.id]

    def _recount(self, old: Record | None, new: Record | None) -> None:
        """Keep up the boxes that somebody has asked for."""
        if isinstance(old, Vote) and old.ballot_id in self._boxes:
            self._boxes[old.ballot_id].take(old)
        if isinstance(new, Vote) and new.ballot_id in self._boxes:
            self._boxes[new.ballot_id].put(new)


def theme_order(theme: Theme) -> tuple[bool, int]:
    """What is parked last; equal numbers stand as they were made, in sorting that keeps what is equal in place."""
    return theme.parked, theme.order


def _number_order(question: Question) -> tuple[tuple[int, str], ...]:
    """ "4.10" comes after "4.9"."""
    return tuple((int(part), "") if part.isdecimal() else (1_000_000, part) for part in question.number.split("."))
