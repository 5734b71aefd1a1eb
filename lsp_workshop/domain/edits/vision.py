"""Wordings of the vision: written, put to a ballot, adopted, withdrawn; and the bodies that are to make it theirs."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from lsp_workshop.domain.change import Change, added, changed, removed
from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.ballots import new_ballot, option
from lsp_workshop.domain.edits.dates import near, parse_due
from lsp_workshop.domain.edits.names import one_of
from lsp_workshop.domain.edits.records import check_fields, object_of, objects_of, require_references
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Adoption, Answer, Ballot, BallotStatus, VisionWording
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.vision import ADOPTED, STATUSES, Version, time_of_new, version, versions, vision_question
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop

PRESET = "gradients of agreement"
QUESTION = "How far can you support this vision?"
"""How a wording is put to the room; the draft can be changed before it is opened."""

BODY_STATUSES = ("to be asked", "asked", "adopted", "noted", "declined")
"""How it stands with a body, in the usual words; others are allowed."""


# --- wordings -----------------------------------------------------------------------------------------------


def add_wording(text: str, *, answer_id: str | None = None) -> Edit:
    """A new version of the vision, after those there are. Raises "empty_text", "dangling"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        fields = check_fields(VisionWording, {"text": text, "answer_id": answer_id})
        made = VisionWording(id=moment.new_id(), made_at=time_of_new(workshop, moment.now), **fields)
        changes = added(made)
        require_references(workshop, changes)
        return Transaction(f"add {object_of(made)}", changes)

    return edit


def add_wordings_from(answer_ids: Sequence[str]) -> Edit:
    """A version out of each of these answers, in its words. Raises "unknown_record"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        there = {each.answer_id for each in workshop.all(VisionWording)}
        answers = [workshop.get(Answer, each) for each in dict.fromkeys(answer_ids) if each not in there]
        at = time_of_new(workshop, moment.now)
        made = [VisionWording(id=moment.new_id(), text=each.text, answer_id=each.id, made_at=at) for each in answers]
        return Transaction(f"add {objects_of(made)}", added(*made))

    return edit


def reword_vision(version_id: str, text: str) -> Edit:
    """Other words while nobody has been asked; a draft of its ballot says the same. Raises "wording_voted"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        found = _found(workshop, version_id)
        if found.record is None or (found.ballot is not None and found.ballot.status is not BallotStatus.DRAFT):
            raise DomainError("wording_voted", text=short_title(found.text))
        after = dataclasses.replace(found.record, **check_fields(VisionWording, {"text": text}))
        changes = changed(found.record, after)
        if found.ballot is not None and len(found.ballot.options) == 1:
            said = dataclasses.replace(found.ballot.options[0], label=after.text)
            changes += changed(found.ballot, dataclasses.replace(found.ballot, options=(said,)))
        return Transaction(f"reword {object_of(found.record)}", changes)

    return edit


def set_vision_status(version_id: str, text: str) -> Edit:
    """ "adopted", "withdrawn", or "" for as its ballot went; one at a time is adopted. Raises "no_such"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        status = one_of("status", STATUSES, text, lambda each: (each,)) if text.strip() else ""
        found = _found(workshop, version_id)
        record, changes = _as_record(found, moment)
        if changes and not status:
            return Transaction(f"change {object_of(record)}", ())  # a ballot alone stays that
        after = dataclasses.replace(record, status=status)
        changes = added(after) if changes else changed(record, after)
        if status == ADOPTED:
            for each in workshop.all(VisionWording):
                if each.status == ADOPTED and each.id != record.id:
                    changes += changed(each, dataclasses.replace(each, status=""))
        return Transaction(f"change {object_of(record)}", changes)

    return edit


def put_vision_to_ballot(version_id: str) -> Edit:
    """A draft ballot on this wording, which names the ballot on an earlier wording that it follows.

    Raises "wording_in_ballot" where it has one that is not closed.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        found = _found(workshop, version_id)
        if found.ballot is not None and found.ballot.status is not BallotStatus.CLOSED:
            raise DomainError("wording_in_ballot", title=found.ballot.title)
        question = vision_question(workshop)
        made = new_ballot(
            QUESTION,
            question_id=question.id if question else None,
            preset=PRESET,
            options=[option(found.text, answer_id=found.record.answer_id if found.record else None)],
            replaces_id=_before(workshop, found),
        )(workshop, moment)
        ballot = made.new(Ballot)
        record, changes = _as_record(found, moment)
        after = dataclasses.replace(record, ballots=(*record.ballots, ballot.id))
        changes = added(after) if changes else changed(record, after)
        return Transaction(f"put {object_of(record)} to a ballot", (*made.changes, *changes))

    return edit


def remove_wordings(version_ids: Sequence[str]) -> Edit:
    """Raises "wording_voted" for one that the room was asked about: it is withdrawn, and stays to be read."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        gone: list[VisionWording] = []
        for each in version_ids:
            found = _found(workshop, each)
            asked = found.ballot is not None and found.ballot.status is not BallotStatus.DRAFT
            if found.record is None or asked:
                raise DomainError("wording_voted", text=short_title(found.text))
            gone.append(found.record)
        return Transaction(f"remove {objects_of(gone)}", removed(*gone))

    return edit


def _found(workshop: Workshop, version_id: str) -> Version:
    found = version(workshop, version_id)
    if found is None:
        raise DomainError("unknown_record", collection=VisionWording.collection, id=version_id)
    return found


def _as_record(found: Version, moment: Moment) -> tuple[VisionWording, tuple[Change, ...]]:
    """The version's record; of one that is a ballot alone the record that it gets, and that it is new."""
    if found.record is not None:
        return found.record, ()
    assert found.ballot is not None, "a version is a record or a ballot"
    at = found.ballot.opened_at or found.ballot.closed_at or ""
    made = VisionWording(id=moment.new_id(), text=found.text, made_at=at, ballots=(found.ballot.id,))
    return made, added(made)


def _before(workshop: Workshop, found: Version) -> str | None:
    """The ballot that a ballot on this version follows: its own, or the last closed one on an earlier version."""
    earlier = [each for each in versions(workshop) if each.number <= found.number]
    closed = [each.ballot for each in earlier if each.ballot is not None and each.ballot.status is BallotStatus.CLOSED]
    return closed[-1].id if closed else None


# --- whose vision -------------------------------------------------------------------------------------------


def add_adoption(body: str, *, status: str = "", date: str | None = None) -> Edit:
    """A body that is to make the vision its own, or is still to be asked. Raises "empty_text"."""
    return records.add(Adoption, body=body, status=status.strip(), date=date)


def change_adoption(adoption_id: str, **fields: Any) -> Edit:
    return records.change(Adoption, adoption_id, **fields)


def set_adoption_date(adoption_id: str, text: str) -> Edit:
    """A day, or a month by itself. Raises "bad_date"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return change_adoption(adoption_id, date=parse_due(text, near(workshop, moment)))(workshop, moment)

    return edit
