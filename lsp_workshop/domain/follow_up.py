"""The next workshop of a partnership, made from the last one. Knows no file.

What was promised comes back, with the vision that holds: every action and pledge is a point of the first review, to be
rated and to be told what became of it; open actions and parked points come over as they are, and what the health check
came to, to lay the next one beside. Ballots, answers and who was there do not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from lsp_workshop.domain.earlier_checks import carried_checks
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.edits.parking import is_open
from lsp_workshop.domain.edits.reviews import DONE, DROPPED
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import (
    Action,
    Adoption,
    Group,
    Indicator,
    Mechanism,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    Record,
    Review,
    ReviewItem,
    Sector,
    VisionWording,
    WorkshopDetails,
)
from lsp_workshop.domain.rag import AMBER, RED
from lsp_workshop.domain.vision import ADOPTED, adopted_version
from lsp_workshop.domain.wording import date_words, joined
from lsp_workshop.domain.workshop import Workshop

_OVER = {"done": DONE, "dropped": DROPPED}
"""The statuses with which an action was over when its day was closed, and what has become of it."""


def follow_up(
    before: Workshop, framework: Framework, *, title: str, date: str = "", new_id: Callable[[], str]
) -> tuple[Record, ...]:
    """The records of the next workshop. Raises "empty_text" without a title.

    People come without their table and their times, and nobody may be named until they agree again: they agreed to one
    record. Ids stay, so that two days of a partnership can be laid side by side.
    """
    kept = [record for kind in (Sector, Organisation) for record in before.all(kind)]
    made = [
        _details(record, before) if isinstance(record, WorkshopDetails) else record
        for record in new_workshop(framework, title=title, date=date)
        if not (isinstance(record, Sector) and before.count(Sector))
    ]
    return (
        *(record for record in made if isinstance(record, WorkshopDetails)),
        *kept,
        *(dataclasses.replace(each, host_id=None, scribe_id=None) for each in before.all(Group)),
        *map(_person, before.all(Participant)),
        *(record for record in made if not isinstance(record, WorkshopDetails)),
        *_vision(before, new_id),
        *before.all(Adoption),
        # The routes were options of a ballot of that day.
        *(dataclasses.replace(each, route_ids=()) for each in before.all(Objective)),
        *before.all(Indicator),
        *(_action(each) for each in before.all(Action) if each.status not in _OVER),
        *before.all(Mechanism),
        *_reviews(before, date, new_id),
        *carried_checks(before, called(before), new_id),
        *(_parked(each, before) for each in before.all(ParkingLotItem) if is_open(each)),
    )


def called(workshop: Workshop) -> str:
    """The day by its title and date: "Away-day, 12 March 2026"."""
    return joined((workshop.details.title, date_words(workshop.details.date)))


def _details(made: WorkshopDetails, before: Workshop) -> WorkshopDetails:
    """The partnership, its ground rules and its protection stay; what belongs to one day does not."""
    earlier = before.details
    return dataclasses.replace(
        made,
        partnership=earlier.partnership,
        facilitator=earlier.facilitator,
        scribe=earlier.scribe,
        ground_rules=earlier.ground_rules,
        group_noun=earlier.group_noun,
        small_group_threshold=earlier.small_group_threshold,
    )


def _vision(before: Workshop, new_id: Callable[[], str]) -> Iterator[VisionWording]:
    """The wording that holds; how it came to that stands in the record of its day."""
    found = adopted_version(before)
    if found is not None:
        wording_id = found.record.id if found.record else new_id()
        at = found.record.made_at if found.record else (found.ballot.opened_at or "" if found.ballot else "")
        yield VisionWording(id=wording_id, text=found.text, status=ADOPTED, made_at=at)


def _person(person: Participant) -> Participant:
    return dataclasses.replace(person, group_id=None, attended=False, arrived=None, left=None, named_in_record=False)


def _action(action: Action) -> Action:
    """As it was promised; how it stands is asked anew. The framework's prompt belongs to the day it was used on."""
    return dataclasses.replace(action, rag=None, rag_reason="", prompt_id=None)


def _parked(item: ParkingLotItem, before: Workshop) -> ParkingLotItem:
    return dataclasses.replace(item, carried_from=item.carried_from or called(before), prompt_id=None)


def _reviews(before: Workshop, date: str, new_id: Callable[[], str]) -> Iterator[Review]:
    items = tuple(_promises(before))
    if items:
        yield Review(id=new_id(), date=date, kind=f"carried over from {called(before)}", items=items)
    for review in before.all(Review):
        if not review.items and (not date or not review.date or review.date >= date):
            yield review


def _promises(before: Workshop) -> Iterator[ReviewItem]:
    """Every action, every pledge, and what was red or amber at the last review and is in no action."""
    for action in before.all(Action):
        yield ReviewItem(title=action.title, action_id=action.id, became=_OVER.get(action.status, ""))
    for pledge in before.all(Pledge):
        organisation = before.find(Organisation, pledge.organisation_id)
        yield ReviewItem(title=f"{pledge.text} ({organisation.name})" if organisation else pledge.text)
    for review in before.all(Review):
        for item in review.items:
            over = item.became in (DONE, DROPPED)
            if item.rag in (RED, AMBER) and not over and before.find(Action, item.action_id) is None:
                yield ReviewItem(title=item.title)
