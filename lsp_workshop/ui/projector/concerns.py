"""Which changes of a workshop can change what the room sees: the others cost the projector nothing. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.model import (
    Action,
    Answer,
    Decision,
    Note,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    PurposeStatement,
    Question,
    Record,
    Review,
    Sector,
    Stage,
    Theme,
    VisionWording,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Deed, Notice

Concerns = Callable[[Change], bool]

_NEVER_COUNTED: frozenset[type[Record]] = frozenset(
    (Answer, Theme, Note, ParkingLotItem, Stage, Decision, PurposeStatement)
)
"""No figure and no option of a ballot comes from these. Anything else may (who is here, sectors, what may be told)."""

_PLANNED: frozenset[type[Record]] = frozenset(
    (Action, Objective, Organisation, Participant, Pledge, Review, Sector, WorkshopDetails)
)
"""What stands in the plan's figures; participants, because a name that somebody typed is shown with consent only."""


def never(_: Change) -> bool:
    """Of a scene that is built from nothing: a blank, the timer."""
    return False


def of_record(kind: type[Record], record_id: str) -> Concerns:
    """Of a scene of one record, with the question or stage that stands above it."""

    def concerns(change: Change) -> bool:
        return change.kind in (Question, Stage) or (change.kind is kind and change.id == record_id)

    return concerns


def of_kinds(*kinds: type[Record]) -> Concerns:
    """Of a scene that gathers records of several types."""

    def concerns(change: Change) -> bool:
        return change.kind in kinds

    return concerns


def of_answers(question_id: str) -> Concerns:
    """Of a question's answers, by theme or not."""

    def concerns(change: Change) -> bool:
        if change.kind is Answer:
            return question_id in (_field(change.before, "question_id"), _field(change.after, "question_id"))
        return change.kind is Theme or (change.kind is Question and change.id == question_id)

    return concerns


def of_theme(theme_id: str) -> Concerns:
    def concerns(change: Change) -> bool:
        if change.kind is Answer:
            return theme_id in (_field(change.before, "theme_id"), _field(change.after, "theme_id"))
        return change.kind is Theme and change.id == theme_id

    return concerns


def heir_of(theme_id: str, notice: Notice, workshop: Workshop) -> str:
    """The theme that this one was merged into just now; "" where that is not what happened.

    A split that is taken back looks the same from below, and would show answers that nobody sent.
    """
    if notice.deed is Deed.UNDONE or workshop.all_answers_in(theme_id):
        return ""
    return _taken_by(theme_id, notice.transaction.changes)


def is_back(theme_id: str, heir_id: str, notice: Notice) -> bool:
    """Whether the merge into `heir_id` was taken back just now."""
    undone = [change.inverse() for change in notice.transaction.changes]
    return notice.deed is Deed.UNDONE and _taken_by(theme_id, undone) == heir_id


def _taken_by(theme_id: str, changes: Sequence[Change]) -> str:
    """The one theme to which answers of this one go as it goes itself, or is put away; or else ""."""
    if not any(change.kind is Theme and change.id == theme_id and _goes(change) for change in changes):
        return ""
    heirs = {
        str(_field(change.after, "theme_id") or "")
        for change in changes
        if change.kind is Answer and _field(change.before, "theme_id") == theme_id
    }
    return heirs.pop() if len(heirs) == 1 else ""


def _goes(change: Change) -> bool:
    """Removed, or parked as it was not before."""
    return change.after is None or bool(_field(change.after, "parked") and not _field(change.before, "parked"))


def of_ballot(ballot_id: str) -> Concerns:
    """Of a ballot or its result. A result may stand beside those of other ballots: all of their changes count."""

    def concerns(change: Change) -> bool:
        if change.kind is Vote:
            return ballot_id in (_field(change.before, "ballot_id"), _field(change.after, "ballot_id"))
        return change.kind not in _NEVER_COUNTED

    return concerns


def of_plan(change: Change) -> bool:
    """Of the plan as a timeline or a matrix."""
    return change.kind in _PLANNED


def of_vision(change: Change) -> bool:
    """Of wordings of the vision: their words, and what their ballots came to."""
    return change.kind in (VisionWording, Question) or (change.kind is not Vote and change.kind not in _NEVER_COUNTED)


def _field(record: Record | None, name: str) -> object:
    return getattr(record, name) if record is not None else None
