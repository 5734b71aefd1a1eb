"""Every date that the partnership agreed on, in order, for people's own calendars. Knows no file format.

By the same rules as the record: nobody is named who did not agree to be.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lsp_workshop.domain.edits.parking import is_open
from lsp_workshop.domain.gaps import DONE, DROPPED, last_day
from lsp_workshop.domain.history import Key, Past
from lsp_workshop.domain.last_changed import LastChanged
from lsp_workshop.domain.model import (
    RECORD_TYPE,
    Action,
    Indicator,
    Objective,
    ParkingLotItem,
    Pledge,
    Record,
    Review,
)
from lsp_workshop.domain.record.front import last_change
from lsp_workshop.domain.record.names import without_names
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.wording import capital, date_words, joined, sentence
from lsp_workshop.domain.workshop import Workshop


@dataclass(frozen=True, slots=True)
class DateAhead:
    """Something on a day: the last one where only a month was agreed, which the details say then.

    `uid` stays the same for as long as the thing does, however often its words and its day change; `changed_at` is
    when they last did (ISO 8601; "" where nobody knows), and later after every change.
    """

    uid: str
    day: date
    what: str
    details: str
    category: str
    done: bool = False
    changed_at: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates by day."""

    title: str
    dates: tuple[DateAhead, ...]
    public: bool = False


_Found = tuple[Record, DateAhead]
"""A date, and the record that has it."""


def dates_ahead(workshop: Workshop, *, public: bool = False, past: Sequence[Past] = ()) -> Dates:
    """Due dates and first steps, milestones, pledges, reviews to come, answers that are owed, and targets.

    What was dropped is not there. `public` is the version without names; `past` is the workshop's history, oldest
    first, which says when each date last changed.
    """
    people = People(workshop, public=public)
    changed = LastChanged(workshop, past, last_change(workshop))
    sources = (_actions, _pledges, _reviews, _parked, _targets)
    found = [
        dataclasses.replace(each, changed_at=changed.of(_read_for(record)))
        for source in sources
        for record, each in source(workshop, people)
    ]
    made = Dates(
        workshop.details.title,
        tuple(sorted(found, key=lambda each: (each.day, each.what, each.uid))),
        public,
    )
    return without_names(made, people)


def _date(
    people: People, record: Record, part: str, text: str | None, what: str, about: list[str], category: str,
    *, done: bool = False,
) -> Iterator[_Found]:  # fmt: skip
    """The date that `text` says, where it says one."""
    day = last_day(text)
    if day is None:
        return
    by = "" if (text or "").count("-") > 1 else f"By the end of {date_words(text)}"
    lines = [sentence(line) for line in (by, *about) if line]
    yield record, DateAhead(_uid(people.workshop, record, part), day, what, "\n".join(lines), category, done)


def _read_for(record: Record) -> Iterator[Key]:
    """The record, and those it points to: their names stand in the details."""
    yield type(record), record.id
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        ids = (value,) if isinstance(value, str) else value
        for collection in field.metadata.get("refers_to", ()):
            if ids and collection in RECORD_TYPE:
                yield from ((RECORD_TYPE[collection], each) for each in ids)


def _uid(workshop: Workshop, record: Record, part: str) -> str:
    """One for all workshops of the partnership: what the next day brings over is the same thing."""
    key = "\0".join((workshop.details.partnership.name, record.collection, record.id, part))
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]


def _actions(workshop: Workshop, people: People) -> Iterator[_Found]:
    for action in workshop.all(Action):
        if action.status == DROPPED:
            continue
        done = action.status == DONE
        about = _who(workshop, action, people)
        target = [f"Target: {action.target}"] if action.target else []
        yield from _date(people, action, "due", action.due, f"Due: {action.title}", [*about, *target], "Due", done=done)
        step = joined(("First step", action.first_step), ": ")
        of = [f"Action: {action.title}", *about]
        yield from _date(people, action, "first step", action.first_step_due, step, of, "First step", done=done)
        for place, each in enumerate(action.milestones):
            yield from _date(
                people, action, f"milestone {place}", each.due, f"Milestone: {each.title}", of, "Milestone",
                done=done or each.done,
            )  # fmt: skip


def _who(workshop: Workshop, action: Action, people: People) -> list[str]:
    objective = workshop.find(Objective, action.objective_id)
    facts = (
        ("Objective", objective.title if objective else ""),
        ("Plans", people.organisation(action.planner_organisation_id)),
        ("Delivers", joined(people.organisations(action.deliverer_organisation_ids), "; ")),
        ("Monitors", people.organisation(action.monitor_organisation_id)),
        ("Owner", people.person(action.owner_participant_id)),
    )
    return [f"{label}: {text}" for label, text in facts if text]


def _pledges(workshop: Workshop, people: People) -> Iterator[_Found]:
    for pledge in workshop.all(Pledge):
        by = joined((people.organisation(pledge.organisation_id), people.person(pledge.participant_id)), "; ")
        about = [f"Pledged by: {by}"] if by else []
        yield from _date(people, pledge, "due", pledge.due, f"Pledge: {pledge.text}", about, "Pledge")


def _reviews(workshop: Workshop, people: People) -> Iterator[_Found]:
    """Those to come; a review with what was found was held."""
    for review in workshop.all(Review):
        if not review.items:
            about = [f"Looks at: {review.about}"] if review.about else []
            what = joined(("Review", capital(review.kind)), ": ")
            yield from _date(people, review, "date", review.date, what, about, "Review")


def _parked(workshop: Workshop, people: People) -> Iterator[_Found]:
    """The answers that are still owed."""
    for item in workshop.all(ParkingLotItem):
        if is_open(item):
            who = people.person(item.owner_participant_id)
            about = [f"Who answers: {who}"] if who else []
            yield from _date(people, item, "answer", item.answer_by, f"Answer: {item.text}", about, "Parking lot")


def _targets(workshop: Workshop, people: People) -> Iterator[_Found]:
    for each in workshop.all(Indicator):
        owner = people.organisation(each.owner_organisation_id)
        about = [f"Measured by: {owner}"] if owner else []
        yield from _date(people, each, "target", each.target_date, f"Target: {each.title}", about, "Target")
