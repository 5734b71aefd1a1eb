"""The dates that people put into their own calendars: all of them, each the same thing for ever."""

from __future__ import annotations

import dataclasses
from datetime import date

from lsp_workshop.domain.dates_ahead import DateAhead, dates_ahead
from lsp_workshop.domain.model import (
    Action,
    Indicator,
    Milestone,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    Record,
    Review,
    ReviewItem,
    WorkshopDetails,
)
from lsp_workshop.domain.workshop import Workshop

ACTION = Action(
    id="ac", title="Ask for buses", owner_participant_id="p1", due="2026-06", first_step="Ring up",
    first_step_due="2026-04-01", milestones=(Milestone(title="Half", due="2026-05-01", done=True),),
)  # fmt: skip
DAY: list[Record] = [
    WorkshopDetails(id="workshop", title="A day", date="2026-03-12"),
    Organisation(id="o1", name="Council"),
    Participant(id="p1", name="Jo Bloggs", role="Clerk", organisation_id="o1"),
    Indicator(id="i1", title="More buses", target_date="2027"),
    Pledge(id="pl", text="A room", organisation_id="o1", due="2026-05-02"),
    Review(id="r1", date="2026-09-10", kind="half-year", about="activities"),
    Review(id="r0", date="2026-03-12", items=(ReviewItem(title="Done"),)),
    ParkingLotItem(id="k1", text="Who pays?", answer_by="2026-04-23", owner_participant_id="p1"),
    ParkingLotItem(id="k2", text="Who paid?", answer_by="2026-04-24", status="answered"),
]


def found(*records: Record, public: bool = False) -> dict[str, DateAhead]:
    return {each.what: each for each in dates_ahead(Workshop([*DAY, *records]), public=public).dates}


def test_every_date_is_there_in_order() -> None:
    """A date that is missing from the calendar is one that nobody keeps."""
    dates = dates_ahead(Workshop([*DAY, ACTION])).dates
    assert [(each.day, each.what) for each in dates] == [
        (date(2026, 4, 1), "First step: Ring up"),
        (date(2026, 4, 23), "Answer: Who pays?"),
        (date(2026, 5, 1), "Milestone: Half"),
        (date(2026, 5, 2), "Pledge: A room"),
        (date(2026, 6, 30), "Due: Ask for buses"),
        (date(2026, 9, 10), "Review: Half-year"),
        (date(2027, 12, 31), "Target: More buses"),
    ]


def test_who_and_how_exactly_is_said() -> None:
    """A day that stands for a month must not look like a promise to the day; and who did not agree is not named."""
    each = found(ACTION)
    assert "By the end of June 2026." in each["Due: Ask for buses"].details
    assert "Owner: Clerk, Council." in each["Due: Ask for buses"].details
    assert each["Milestone: Half"].done
    assert not each["Due: Ask for buses"].done
    assert "Jo Bloggs" not in repr(each)


def test_what_was_dropped_or_has_no_date_is_not_there() -> None:
    for changed in (
        dataclasses.replace(ACTION, status="dropped"),
        Action(id="ac", title="Ask for buses", due="after Easter", milestones=(Milestone(title="x"),)),
    ):
        assert not [what for what in found(changed) if "buses" in what and not what.startswith("Target")]


def test_a_date_is_the_same_thing_whatever_changes_about_it() -> None:
    """Otherwise the calendar has every moved date twice."""
    before = {each.uid for each in found(ACTION).values()}
    moved = dataclasses.replace(ACTION, title="Ask again", due="2026-07-01", first_step="Write")
    assert {each.uid for each in found(moved).values()} == before
    assert len(before) == 7
