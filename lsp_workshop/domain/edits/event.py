"""The event itself: its details, where the day stands, time used, notes, closing and opening again."""

from __future__ import annotations

import dataclasses
from typing import Any

from lsp_workshop.domain.change import Change, added, changed, removed
from lsp_workshop.domain.disclosure import LOWEST_THRESHOLD
from lsp_workshop.domain.edits.records import LONGEST_TEXT, check_fields, require_references
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.minutes import counted_on, minutes_of
from lsp_workshop.domain.model import (
    DETAILS_ID,
    FRAMEWORK_ID,
    AgendaItem,
    Ballot,
    BallotStatus,
    Correction,
    Decision,
    Group,
    Note,
    OwnFramework,
    Partnership,
    Question,
    Record,
    Sector,
    Stage,
    WorkshopDetails,
    WorkshopStatus,
)
from lsp_workshop.domain.runsheet import ended, running_item
from lsp_workshop.domain.sectors import USUAL
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop


def table_label(place: int) -> str:
    """ "A" for 0 … "Z" for 25, then "AA"."""
    letters = ""
    place += 1
    while place:
        place, remainder = divmod(place - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def new_workshop(
    framework: Framework, *, title: str, date: str = "", partnership: str = "", tables: int = 0
) -> tuple[Record, ...]:
    """The records of a new workshop: the stages, their questions, sectors, a plain agenda, lettered tables.

    A framework of one's own comes with them, for what is not copied into records (`OwnFramework`).

    Raises "empty_text" without a title and "bad_tables" for fewer than 0 or more than 60 tables.
    """
    if not 0 <= tables <= 60:
        raise DomainError("bad_tables", tables=tables)
    fields = check_fields(WorkshopDetails, {"title": title})
    details = WorkshopDetails(
        id=DETAILS_ID, date=date.strip(), partnership=Partnership(name=partnership.strip()), **fields
    )
    sectors = [
        Sector(id=each.id, name=each.name, order=place, colour=each.colour, shape=each.shape)
        for place, each in enumerate(USUAL, start=1)
    ]
    own = [OwnFramework(id=FRAMEWORK_ID, value=framework.own)] if framework.own is not None else []
    agenda = [
        AgendaItem(id=f"agenda{place}", order=place, title=stage.title, minutes=stage.minutes, stage_id=stage.id)
        for place, stage in enumerate(framework.stages, start=1)
    ]
    groups = [Group(id=f"table{place + 1}", label=table_label(place)) for place in range(tables)]
    stages = framework.stage_records()
    return (details, *sectors, *groups, *agenda, *stages, *framework.question_records(), *own)


def change_details(**fields: Any) -> Edit:
    """Title, date, venue and the rest. Raises "bad_threshold" for a small-group threshold under 3."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.details
        after = dataclasses.replace(before, **check_fields(WorkshopDetails, fields))
        if after.small_group_threshold < LOWEST_THRESHOLD:
            raise DomainError("bad_threshold", threshold=after.small_group_threshold, smallest=LOWEST_THRESHOLD)
        changes = changed(before, after)
        require_references(workshop, changes)
        return Transaction("change the workshop's details", changes)

    return edit


def change_partnership(**fields: Any) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.details
        after = dataclasses.replace(before, partnership=dataclasses.replace(before.partnership, **fields))
        changes = changed(before, after)
        require_references(workshop, changes)
        return Transaction("change the partnership's details", changes)

    return edit


def open_workshop() -> Edit:
    """The day has begun."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.details
        after = dataclasses.replace(before, status=WorkshopStatus.OPEN)
        return Transaction("open the workshop", changed(before, after))

    return edit


def close_workshop() -> Edit:
    """Freeze the record. Raises "ballot_still_open" while a ballot is running."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        running = [ballot for ballot in workshop.all(Ballot) if ballot.status is BallotStatus.OPEN]
        if running:
            raise DomainError("ballot_still_open", title=running[0].title)
        before = workshop.details
        after = dataclasses.replace(before, status=WorkshopStatus.CLOSED)
        item = running_item(workshop, moment.time)
        over = changed(item, ended(item, moment.now)) if item is not None else ()
        return Transaction("close the workshop", (*changed(before, after), *over))

    return edit


def reopen_for_correction(reason: str) -> Edit:
    """Open a closed workshop again; when and why is listed in the record. Raises "not_closed", "empty_text"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        before = workshop.details
        if before.status is not WorkshopStatus.CLOSED:
            raise DomainError("not_closed")
        fields = check_fields(Correction, {"text": reason})
        correction = Correction(id=moment.new_id(), at=moment.now, **fields)
        after = dataclasses.replace(before, status=WorkshopStatus.OPEN)
        return Transaction("reopen the workshop for correction", (*changed(before, after), *added(correction)))

    return edit


def walk_to(question_id: str) -> Edit:
    """Where the day stands now. No undo step: walking back is walking. A draft workshop opens by walking."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        workshop.get(Question, question_id)
        before = workshop.details
        after = dataclasses.replace(before, current_question_id=question_id, status=WorkshopStatus.OPEN)
        return Transaction("walk to a question", changed(before, after), undoable=False)

    return edit


def set_stage_done(stage_id: str, done: bool) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        before = workshop.get(Stage, stage_id)
        label = f"mark stage {before.number} as {'done' if done else 'not done'}"
        return Transaction(label, changed(before, dataclasses.replace(before, done=done)))

    return edit


def add_time(stage_id: str, seconds: int, *, item_id: str = "", step: int | None = None, question_id: str = "") -> Edit:
    """Time the room has spent on a stage and an agenda item ("" for none), in whole seconds. No undo step.

    `step` is the one of the item's method (from 0), which gets them too; `question_id` one with minutes of its own.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        more = max(0, seconds)
        changes: tuple[Change, ...] = ()
        if stage_id:
            stage = workshop.get(Stage, stage_id)
            changes += changed(stage, dataclasses.replace(stage, seconds_used=stage.seconds_used + more))
        if item_id:
            item = workshop.get(AgendaItem, item_id)
            changes += changed(item, counted_on(item, more, step))
        if question_id:
            question = workshop.get(Question, question_id)
            changes += changed(question, dataclasses.replace(question, seconds_used=question.seconds_used + more))
        return Transaction("note the time used", changes, undoable=False)

    return edit


def note_text(workshop: Workshop, stage_id: str | None) -> str:
    """The private note for a stage (or the day), whatever its id; several, which only a file brings, as one text."""
    return "\n".join(note.text for note in _notes_of(workshop, stage_id))


def _notes_of(workshop: Workshop, stage_id: str | None) -> list[Note]:
    return [note for note in workshop.all(Note) if note.stage_id == stage_id]


def write_note(stage_id: str | None, text: str) -> Edit:
    """The facilitator's private note for a stage (or, with None, for the day); "" takes its words away.

    `text` stands for the whole of `note_text`: where there were several notes, the first holds it from now on.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        if len(text) > LONGEST_TEXT:
            raise DomainError("text_too_long", length=len(text), longest=LONGEST_TEXT)
        changes: tuple[Change, ...] = ()
        if notes := _notes_of(workshop, stage_id):
            changes = (*changed(notes[0], dataclasses.replace(notes[0], text=text)), *removed(*notes[1:]))
        elif text:
            note_id = f"note-{stage_id or 'day'}"
            # An imported note of another stage may have that id.
            taken = workshop.find(Note, note_id) is not None
            changes = added(Note(id=moment.new_id() if taken else note_id, stage_id=stage_id, text=text))
        require_references(workshop, changes)
        stage = workshop.find(Stage, stage_id)
        of_what = f"stage {stage.number}" if stage else "the day"
        return Transaction(f"write the private note of {of_what}", changes)

    return edit


def took_place(workshop: Workshop, stage: Stage) -> bool:
    """Whether the room was ever at it: it was timed, begun, ended, or somebody said something there."""
    if stage.done or stage.seconds_used:
        return True
    if any(item.started_at for item in workshop.all(AgendaItem) if item.stage_id == stage.id):
        return True
    if any(decision.stage_id == stage.id for decision in workshop.all(Decision)):
        return True
    asked = workshop.questions_of(stage.id, hidden=True)
    return any(workshop.answers_to(question.id) or workshop.ballots_of(question.id) for question in asked)


def planned_minutes(workshop: Workshop, stage_id: str) -> int:
    """The minutes that the agenda gives a stage as things are now: of what is left out, none."""
    return sum(minutes_of(item) for item in workshop.all(AgendaItem) if item.stage_id == stage_id)
