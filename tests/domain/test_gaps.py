"""What the plan lacks: each rule where it holds and where it does not, and what the sample really has."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.gaps import (
    RULES,
    TOO_MUCH_FROM,
    action_gaps,
    gaps,
    is_past,
    last_day,
    looked_at,
    off_on,
)
from lsp_workshop.domain.model import (
    Action,
    Indicator,
    Milestone,
    Objective,
    Organisation,
    Pledge,
    Record,
    Sector,
    WorkshopDetails,
    WorkshopStatus,
)
from lsp_workshop.domain.workshop import Workshop
from tests.ui.grab_plan import gaps_of_every_kind
from tests.ui.support import sample_records

DAY = date(2026, 3, 12)
DETAILS = WorkshopDetails(id="workshop", title="Day", date="2026-03-12", status=WorkshopStatus.OPEN)
SECTORS = (Sector(id="pub", name="Public", order=1), Sector(id="vol", name="Voluntary", order=2))
COUNCIL = Organisation(id="o1", name="Council", sector_id="pub")
TRUST = Organisation(id="o2", name="Trust", sector_id="vol")
WHOLE = Action(
    id="a1",
    title="Run a bus",
    planner_organisation_id="o1",
    deliverer_organisation_ids=("o1",),
    monitor_organisation_id="o2",
    owner_participant_id="p1",
    due="2026-11-06",
    objective_id="ob1",
)
AIM = Objective(id="ob1", number=1, title="Warm homes", lead_organisation_id="o1")


def found(*records: Record, as_of: date = DAY) -> list[str]:
    """The codes of what a plan of these records lacks."""
    return [gap.code for gap in gaps(Workshop([DETAILS, *SECTORS, COUNCIL, TRUST, *records]), as_of)]


def lacks(**fields: Any) -> list[str]:
    return [gap.code for gap in action_gaps(dataclasses.replace(WHOLE, **fields), DAY)]


def test_a_whole_plan_lacks_nothing() -> None:
    """A list that is never empty is never read."""
    assert found(WHOLE, AIM, Pledge(id="c1", text="Lend a van", organisation_id="o2", due="2026-06")) == []


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"planner_organisation_id": None}, ["no_planner"]),
        ({"deliverer_organisation_ids": ()}, ["no_deliverer"]),
        ({"owner_participant_id": None}, ["no_owner"]),
        ({"monitor_organisation_id": None}, ["no_monitor"]),
        ({"due": None}, ["no_due"]),
        ({"deliverer_organisation_ids": ("o1", "o2")}, ["monitor_delivers"]),
        ({"monitor_organisation_id": "o1", "deliverer_organisation_ids": ("o2",)}, []),
        ({"due": "2026-03-11"}, ["due_past"]),
        ({"due": "2026-03-12"}, []),
        ({"due": "2026-02"}, ["due_past"]),
        ({"due": "2026-03"}, []),
        ({"due": "2026-11-07"}, ["due_off"]),
        ({"due": "2027-03-26"}, ["due_off"]),
        ({"due": "2026-11"}, []),
        ({"due": "as soon as we can"}, []),
        ({"first_step_due": "2026-03-11"}, ["step_past"]),
        ({"first_step_due": "2026-04-03"}, ["step_off"]),
        ({"milestones": (Milestone(title="One", due="2026-03-01"),)}, ["milestone_past", "milestone_off"]),
        ({"milestones": (Milestone(title="One", due="2026-03-01", done=True),)}, []),
        ({"due": "2026-03-01", "status": "done"}, []),
        ({"planner_organisation_id": None, "due": None, "status": "dropped"}, []),
    ],
)
def test_what_one_action_lacks(fields: dict[str, object], codes: list[str]) -> None:
    """Each of these is a question to the room while the people who can answer it are still there."""
    assert lacks(**fields) == codes


def test_the_picture_of_gaps_has_one_of_each() -> None:
    """What nobody ever saw on a screen is cut off there on the day."""
    assert {gap.code for gap in gaps(Workshop([DETAILS, *gaps_of_every_kind()]), DAY)} == {rule.code for rule in RULES}


def test_a_gap_says_which_milestone_and_why() -> None:
    """ "A date is wrong" sends somebody through fourteen actions."""
    action = dataclasses.replace(WHOLE, milestones=(Milestone(title="Rota", due="2026-05-25"),))
    (gap,) = action_gaps(action, DAY)
    assert (gap.field, dict(gap.values)) == (
        "milestones", {"date": "2026-05-25", "what": "Rota", "why": "Spring bank holiday"}
    )  # fmt: skip


def test_an_objective_that_no_action_leads_to() -> None:
    assert found(WHOLE, AIM, dataclasses.replace(AIM, id="ob2", number=2)) == ["objective_without_action"]
    assert found(dataclasses.replace(WHOLE, status="dropped"), AIM) == ["objective_without_action"]


def test_a_pledge_that_is_nobodys_and_has_no_day() -> None:
    assert found(WHOLE, AIM, Pledge(id="c1", text="Lend a van")) == ["pledge_without_organisation", "pledge_no_due"]
    kept = Pledge(id="c1", text="Lend a van", organisation_id="o1", due="2026-03-08")
    assert found(WHOLE, AIM, kept) == ["pledge_past", "pledge_off"]


def test_an_organisation_and_a_sector_with_nothing() -> None:
    """Who sat through the day and took nothing home is asked, not overlooked."""
    alone = dataclasses.replace(WHOLE, monitor_organisation_id="o1", deliverer_organisation_ids=())
    codes = ["no_deliverer", "organisation_without_part", "sector_without_part"]
    assert found(alone, AIM) == codes
    assert found(alone, AIM, Pledge(id="c1", text="Lend a van", organisation_id="o2", due="2026-06")) == codes[:1]
    assert found(alone, dataclasses.replace(AIM, co_lead_organisation_id="o2")) == codes[:1]
    # Before there is any action nobody has too little.
    assert found(AIM) == ["objective_without_action"]


def many(*owners: str) -> list[Action]:
    """An action for each, which it plans and delivers by itself, and another organisation monitors."""
    return [
        dataclasses.replace(
            WHOLE,
            id=f"a{place}",
            planner_organisation_id=owner,
            deliverer_organisation_ids=(owner,),
            monitor_organisation_id="o2" if owner == "o1" else "o1",
        )
        for place, owner in enumerate(owners)
    ]


def test_an_organisation_has_too_much_from_five_actions_and_twice_the_average() -> None:
    others = [Organisation(id=f"x{place}", name=f"Partner {place}", sector_id="vol") for place in range(4)]
    rest = [each.id for each in others]
    assert "organisation_too_much" not in found(*others, *many(*["o1"] * 4, *rest), AIM)
    assert "organisation_too_much" in found(*others, *many(*["o1"] * 5, *rest), AIM)
    # Where everybody has five, five is the usual.
    assert "organisation_too_much" not in found(*others, *many(*["o1", *rest] * 5), AIM)


def test_a_sector_has_too_much_where_more_than_half_is_its_own() -> None:
    assert "sector_too_much" not in found(*many(*["o1"] * 5, *["o2"] * 5), AIM)
    assert "sector_too_much" in found(*many(*["o1"] * 6, *["o2"] * 5), AIM)
    assert "sector_too_much" not in found(*many(*["o1"] * 4), AIM)


def test_a_closed_workshop_is_looked_at_as_of_its_day_and_one_to_come_too() -> None:
    """Opened a year later, a frozen record does not begin to complain; a plan written ahead does not either."""
    open_one = Workshop([DETAILS])
    closed = Workshop([dataclasses.replace(DETAILS, status=WorkshopStatus.CLOSED)])
    assert looked_at(closed, date(2027, 1, 1)) == DAY
    assert looked_at(open_one, date(2027, 1, 1)) == date(2027, 1, 1)
    assert looked_at(open_one, date(2026, 1, 1)) == DAY
    assert looked_at(Workshop([dataclasses.replace(DETAILS, date="soon")]), DAY) == DAY


def test_what_the_sample_really_has() -> None:
    """The away-day that people try the program with is honest about its own plan."""
    sample = Workshop(sample_records())
    assert [(gap.code, gap.record_id) for gap in gaps(sample, DAY)] == [
        ("indicator_no_baseline", "in5"),
        ("due_off", "a04"), ("milestone_off", "a04"), ("milestone_off", "a06"), ("organisation_too_much", "o01"),
    ]  # fmt: skip
    assert dict(gaps(sample, DAY)[-1].values) == {"count": 5, "of": 14, "usual": 2.2}


def test_every_rule_was_seen_to_hold() -> None:
    """A rule without a case here is one that nobody has seen."""
    codes = Counter(rule.code for rule in RULES)
    assert max(codes.values()) == 1
    bad = dataclasses.replace(
        WHOLE,
        id="bad",
        planner_organisation_id=None,
        deliverer_organisation_ids=(),
        owner_participant_id=None,
        monitor_organisation_id=None,
        due="2026-03-08",
        first_step_due="2026-03-08",
        milestones=(Milestone(title="One", due="2026-03-08"),),
    )
    own: dict[str, Any] = {"deliverer_organisation_ids": ("o2",), "monitor_organisation_id": "o2"}
    worse = dataclasses.replace(bad, id="worse", due=None, **own)
    third = Sector(id="com", name="Community", order=3)
    idle = [Organisation(id="o3", name="Forum", sector_id="com")]
    idle += [Organisation(id=f"x{place}", name=f"Partner {place}", sector_id="vol") for place in range(4)]
    seen = found(
        Indicator(id="i1", title="Cold homes"),
        bad, worse, AIM, dataclasses.replace(AIM, id="ob2"), Pledge(id="c1", text="Van"), third, *idle,
        Pledge(id="c2", text="Van", due="2026-03-08"), *many(*["o1"] * TOO_MUCH_FROM * 2, "x0", "x1"),
    )  # fmt: skip
    assert set(codes) == set(seen)


# --- dates --------------------------------------------------------------------------------------------------


@given(st.dates(), st.dates())
def test_a_day_is_past_from_the_next_and_a_month_from_the_next_month(day: date, as_of: date) -> None:
    assert is_past(day.isoformat(), as_of) == (day < as_of)
    month = f"{day.year:04}-{day.month:02}"
    assert is_past(month, as_of) == ((day.year, day.month) < (as_of.year, as_of.month))
    assert not off_on(month)


@given(st.text(max_size=12) | st.none())
def test_what_is_no_date_is_never_past_and_never_a_day_off(text: str | None) -> None:
    """A file from elsewhere may have any words there; the window opens all the same."""
    if last_day(text) is None:
        assert not is_past(text, DAY)
        assert not off_on(text)
