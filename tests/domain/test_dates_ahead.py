"""The dates that people put into their own calendars: all of them, each the same thing for ever."""

from __future__ import annotations

import dataclasses
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from lsp_workshop.domain.dates_ahead import DateAhead, dates_ahead
from lsp_workshop.domain.history import Past
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


def past_of(*deeds: tuple[str, Record | None, Record]) -> list[Past]:
    """A history of changes of one record each: when, what it was, what it became."""

    def entry(at: str, before: Record | None, after: Record) -> Past:
        return Past(at, "change", ((type(after), after.id),), lambda _place: before)

    return [entry(*deed) for deed in deeds]


def changed_at(past: list[Past], *records: Record) -> dict[str, str]:
    return {each.what: each.changed_at for each in dates_ahead(Workshop([*DAY, *records]), past=past).dates}


def test_a_date_says_when_it_last_changed() -> None:
    """A calendar believes the file that is newer; one that says nothing new is passed over, and the old date stays."""
    begun = ("2026-03-12T09:00:00", None, ACTION)
    moved = dataclasses.replace(ACTION, due="2026-07-01")
    at_first = changed_at(past_of(begun), ACTION)
    assert at_first["Due: Ask for buses"] == "2026-03-12T09:00:01"
    later = changed_at(past_of(begun, ("2026-04-01T10:00:00", ACTION, moved)), moved)
    assert later["Due: Ask for buses"] == "2026-04-01T10:00:00"
    assert later["Pledge: A room"] == at_first["Pledge: A room"] == "2026-03-12T09:00:00", "nobody touched it"

    # What a date says of it and stands in another record; what it does not say at all.
    council = Organisation(id="o1", name="County Council")
    told = changed_at(past_of(begun, ("2026-04-02T10:00:00", DAY[1], council)), council, ACTION)
    assert told["Pledge: A room"] == "2026-04-02T10:00:00"
    assert told["Target: More buses"] == at_first["Target: More buses"]
    red = dataclasses.replace(ACTION, rag="red")
    assert changed_at(past_of(begun, ("2026-04-03T10:00:00", ACTION, red)), red) == at_first

    # Who withdraws a name withdraws it from every date.
    person = DAY[2]
    assert isinstance(person, Participant)
    named = dataclasses.replace(person, named_in_record=True)
    assert set(changed_at(past_of(begun, ("2026-05-01T10:00:00", named, person)), ACTION).values()) == {
        "2026-05-01T10:00:00"
    }


TIMES = st.sampled_from(["2026-03-12T10:00:00", "2026-03-12T09:59:59", "2025-01-01T00:00:00", "", "soon"])


@settings(max_examples=25)
@given(st.lists(TIMES, max_size=5))
def test_every_change_is_later_whatever_the_clock_said(times: list[str]) -> None:
    """A laptop's clock is put right in the middle of a day; a calendar must take the second change all the same."""
    states = [dataclasses.replace(ACTION, due=f"2026-07-{number + 1:02}") for number in range(len(times) + 1)]
    deeds: list[tuple[str, Record | None, Record]] = [("2026-03-12T09:00:00", None, states[0])]
    seen = [changed_at(past_of(*deeds), states[0])["Due: Ask for buses"]]
    for at, before, after in zip(times, states, states[1:], strict=False):
        deeds.append((at, before, after))
        seen.append(changed_at(past_of(*deeds), after)["Due: Ask for buses"])
    assert seen == sorted(set(seen))


def test_a_date_is_the_same_thing_whatever_changes_about_it() -> None:
    """Otherwise the calendar has every moved date twice."""
    before = {each.uid for each in found(ACTION).values()}
    moved = dataclasses.replace(ACTION, title="Ask again", due="2026-07-01", first_step="Write")
    assert {each.uid for each in found(moved).values()} == before
    assert len(before) == 7
