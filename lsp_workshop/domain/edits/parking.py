"""The parking lot: points set aside, each until somebody answers for it by a date or it is dropped on purpose."""

from __future__ import annotations

import dataclasses
from typing import Any

from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.dates import near, parse_due
from lsp_workshop.domain.edits.names import find_participant
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import ParkingLotItem
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.domain.workshop import Workshop

OPEN, ANSWERED, DROPPED = "open", "answered", "dropped"
STATUSES = (OPEN, f"{ANSWERED}: ", f"{DROPPED}: ")
"""What a status begins with; the last wants a reason behind it."""


def park(text: str, raised_by: str = "", *, prompt_id: str | None = None) -> Edit:
    """A point set aside; `prompt_id` where it is a prompt of the framework."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        fields = {"text": text, "raised_by": raised_by.strip(), "prompt_id": prompt_id}
        transaction = records.add(ParkingLotItem, **fields)(workshop, moment)
        return dataclasses.replace(transaction, label=f"park {short_title(text)}")

    return edit


def change_parked(item_id: str, **fields: Any) -> Edit:
    """New values for a point. Raises "drop_needs_reason" where it is dropped without one."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        before = workshop.get(ParkingLotItem, item_id)
        if "status" in fields:
            fields["status"] = _checked_status(before, str(fields["status"]))
        return records.change(ParkingLotItem, item_id, **fields)(workshop, moment)

    return edit


def set_parked_owner(item_id: str, name: str) -> Edit:
    """Who answers for it, by name; "" for nobody. Raises "no_such", "several_fit"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        person = find_participant(workshop, name)
        return change_parked(item_id, owner_participant_id=person.id if person else None)(workshop, moment)

    return edit


def set_answer_by(item_id: str, text: str) -> Edit:
    """By when it is answered: a day, or a month by itself. Raises "bad_date"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        return change_parked(item_id, answer_by=parse_due(text, near(workshop, moment)))(workshop, moment)

    return edit


def _checked_status(item: ParkingLotItem, words: str) -> str:
    status = words.strip().removesuffix(":").strip() or OPEN
    if status.casefold() in (OPEN, ANSWERED):
        return status.casefold()
    if status.casefold().startswith(DROPPED):
        reason = status[len(DROPPED) :].strip(" :;,.–—-\t")
        if not reason:
            raise DomainError("drop_needs_reason", title=item.text)
        return f"{DROPPED}: {reason}"
    return status


def is_open(item: ParkingLotItem) -> bool:
    """Nobody has answered it, and nobody has dropped it."""
    return item.status.strip().casefold() in ("", OPEN)


def is_dropped(item: ParkingLotItem) -> bool:
    return item.status.strip().casefold().startswith(DROPPED)


def lacks(item: ParkingLotItem) -> tuple[str, ...]:
    """What an open point still needs before the day may forget it: "no_owner", "no_date"; nothing once it is settled.

    One that is dropped without a reason, which only a file brings, lacks "no_reason".
    """
    if is_dropped(item) and not item.status.strip()[len(DROPPED) :].strip(" :"):
        return ("no_reason",)
    if not is_open(item):
        return ()
    needed = (("no_owner", item.owner_participant_id), ("no_date", item.answer_by))
    return tuple(code for code, value in needed if not value)
