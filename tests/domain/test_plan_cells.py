"""What is typed into the cells of the plan: months, dates without a year, milestones, lists of names, routes."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.documents import bundled_framework
from lsp_workshop.domain.edits import milestones, objectives, plan, pledges
from lsp_workshop.domain.edits.dates import parse_due, typed_date
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.edits.milestones import parse_milestone, typed_milestone, typed_milestones
from lsp_workshop.domain.edits.names import several, typed_list
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.gaps import is_past
from lsp_workshop.domain.model import (
    Action,
    Ballot,
    BallotOption,
    BallotStatus,
    Indicator,
    Method,
    Milestone,
    Objective,
    Pledge,
)
from lsp_workshop.session import Session
from tests.ui.support import session_of

NEAR = "2026-03-12"
FRAMEWORK = bundled_framework()


@pytest.fixture
def session() -> Session:
    records = new_workshop(FRAMEWORK, title="Day", date=NEAR, partnership="Northside", tables=2)
    options = (BallotOption(id="r1", label="Buses; and trams"), BallotOption(id="r2", label="Warm homes first"))
    ballots = [
        Ballot(id="b1", title="Routes", method=Method.DOTS, options=options, status=BallotStatus.CLOSED),
        Ballot(
            id="b2",
            title="Again",
            method=Method.DOTS,
            options=(BallotOption(id="r9", label="Warm homes first"),),
            status=BallotStatus.CLOSED,
            closed_at="2026-03-12T15:00:00",
        ),
    ]
    return session_of([*records, *ballots, Indicator(id="in1", title="Cold homes")])


# --- dates --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("6/11/2026", "2026-11-06"), ("2026-11", "2026-11"), ("2026-1", "2026-01"), ("11/2026", "2026-11"),
        ("November", "2026-11"), ("nov", "2026-11"), ("March", "2026-03"), ("Feb", "2027-02"), ("may 2028", "2028-05"),
        ("6 Nov", "2026-11-06"), ("6th November 2027", "2027-11-06"), ("11 March", "2027-03-11"),
        ("12/3", "2026-03-12"), ("11.3.", "2027-03-11"), ("29 Feb", "2028-02-29"), ("", None), ("  ", None),
    ],
)  # fmt: skip
def test_a_month_and_a_day_without_its_year_are_the_next_ones(typed: str, iso: str | None) -> None:
    """Nobody in the room says the year; a facilitator should not have to type it forty times."""
    assert parse_due(typed, NEAR) == iso


@pytest.mark.parametrize("typed", ["soon", "ma", "31 June", "13/2026", "2026-13", "0000-01", "32/1", "March 27"])
def test_what_is_no_such_date_is_refused(typed: str) -> None:
    with pytest.raises(DomainError, match="bad_date"):
        parse_due(typed, NEAR)


@given(st.dates(date(1000, 1, 1)), st.booleans())
def test_a_date_is_read_as_it_is_typed(day: date, whole: bool) -> None:
    """The cell is opened and left by Tab: a date that came out as another would be moved by looking at it."""
    iso = day.isoformat() if whole else day.isoformat()[:7]
    assert parse_due(typed_date(iso), NEAR) == iso


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_without_a_year_no_date_is_over_before_the_day(near: date, month: int, day: int) -> None:
    for typed in (f"{day}/{month}", date(2026, month, 1).strftime("%B")):
        found = parse_due(typed, near.isoformat())
        assert found is not None
        assert not is_past(found, near)


@given(st.text(max_size=14), st.text(max_size=10))
def test_whatever_is_typed_is_a_date_nothing_or_refused(typed: str, near: str) -> None:
    try:
        found = parse_due(typed, near) or ""
    except DomainError as error:
        found = "" if error.code == "bad_date" else error.code
    assert len(found) in (0, 7, 10)


# --- lists --------------------------------------------------------------------------------------------------

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).map(str.strip).filter(len)


@given(st.lists(NAMES, unique=True))
def test_names_are_taken_apart_as_they_were_put_together(names: list[str]) -> None:
    """ "Hallam; Pryde" is one firm: looking at its cell must not make two of it."""
    assert several(typed_list(names)) == names


# --- milestones ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "title", "due"),
    [
        ("May: rota agreed", "rota agreed", "2026-05"),
        ("15/5: rota: draft 2", "rota: draft 2", "2026-05-15"),
        ("Rota agreed — May 2027", "Rota agreed", "2027-05"),
        ("Rota agreed - 15/5", "Rota agreed", "2026-05-15"),
        ("Phase 2: survey", "Phase 2: survey", None),
        (": May: all asked", "May: all asked", None),
        ("Shared house — Phase 2", "Shared house — Phase 2", None),
    ],
)
def test_a_milestone_has_its_date_before_or_behind(typed: str, title: str, due: str | None) -> None:
    assert parse_milestone(typed, NEAR) == Milestone(title=title, due=due)


@given(NAMES, st.dates(date(1000, 1, 1)) | st.none(), st.booleans())
def test_a_milestone_is_read_as_it_is_typed(title: str, day: date | None, whole: bool) -> None:
    due = day.isoformat()[: 10 if whole else 7] if day else None
    made = Milestone(title=title, due=due)
    assert parse_milestone(typed_milestone(made), NEAR) == made


def test_all_milestones_stand_in_a_cell(session: Session) -> None:
    """Typed in one go as they are called out; one that is done stays done when another is added behind it."""
    action = session.do(plan.add_action("Survey", due="2026-11-06")).new(Action)
    session.do(milestones.set_milestones(action.id, "April: form agreed; 19/6: 12 homes; then: a pause; rest"))
    now = session.workshop.get(Action, action.id).milestones
    assert [(each.title, each.due) for each in now] == [
        ("form agreed", "2026-04"), ("12 homes", "2026-06-19"), ("then: a pause", None), ("rest", None),
    ]  # fmt: skip
    session.do(milestones.tick_milestone(action.id, 1, True))
    typed = typed_milestones(session.workshop.get(Action, action.id).milestones)
    assert typed == "Apr 2026: form agreed; 19/6/2026: 12 homes; then: a pause; rest"
    session.do(milestones.set_milestones(action.id, f"{typed}; 6/11: counted"))
    assert [each.title for each in session.workshop.get(Action, action.id).milestones if each.done] == ["12 homes"]
    session.do(milestones.set_milestones(action.id, "19/6: 12 homes; July: more"))
    assert [each.done for each in session.workshop.get(Action, action.id).milestones] == [True, False]
    with pytest.raises(DomainError, match="milestone_after_due"):
        session.do(milestones.set_milestones(action.id, "December: party"))
    # A date that no rule reads stays what it is, as long as its words do.
    odd = (Milestone(title="Start", due="spring", done=True), Milestone(title="a;b;"))
    session.do(plan.change_action(action.id, milestones=odd, due=None))
    session.do(milestones.set_milestones(action.id, f"{typed_milestones(odd)}; July: more"))
    assert session.workshop.get(Action, action.id).milestones[:2] == odd


# --- routes, arrangements, pledges --------------------------------------------------------------------------


def test_an_objective_is_made_of_routes_and_says_which(session: Session) -> None:
    """ "Why this objective?" is answered by the vote."""
    made = session.do(objectives.objective_from(["Buses; and trams", "Warm homes first"], ["r1", "r2"])).new(Objective)
    assert (made.number, made.title, made.route_ids) == (1, "Buses; and trams", ("r1", "r2"))
    assert made.statement == "Buses; and trams\nWarm homes first"
    long = session.do(objectives.objective_from(["word " * 40], ["r1"])).new(Objective)
    assert len(long.title) <= 81
    assert long.statement == ("word " * 40).strip()
    with pytest.raises(DomainError, match="dangling"):
        session.do(objectives.objective_from(["Elsewhere"], ["r77"]))
    session.undo()
    assert len(session.workshop.all(Objective)) == 1


def test_routes_are_typed_by_their_words_and_keep_their_ballot(session: Session) -> None:
    made = session.do(objectives.objective_from(["Homes"], ["r2"])).new(Objective)
    typed = typed_list(objectives.route_names(session.workshop, made))
    session.do(objectives.set_routes(made.id, f"{typed}; buses"))
    # Both ballots had these words: it stays the one that it was.
    assert session.workshop.get(Objective, made.id).route_ids == ("r2", "r1")
    session.do(objectives.set_routes(made.id, ""))
    session.do(objectives.set_routes(made.id, "warm homes first"))
    assert session.workshop.get(Objective, made.id).route_ids == ("r9",)
    with pytest.raises(DomainError, match="no_such"):
        session.do(objectives.set_routes(made.id, "the moon"))
    session.do(objectives.set_indicators(made.id, "cold"))
    assert session.workshop.get(Objective, made.id).indicator_ids == ("in1",)
    with pytest.raises(DomainError, match="no_such"):
        session.do(objectives.set_indicators(made.id, "the moon"))


def test_joint_arrangements_by_name_and_by_tick(session: Session) -> None:
    known = FRAMEWORK.joint_arrangements
    action = session.do(plan.add_action("Survey", joint_arrangement_ids=("J99",))).new(Action)
    # One that another framework knew is not lost by typing beside it.
    assert plan.typed_arrangements(action, known) == "J99"
    session.do(plan.set_arrangements(action.id, "J99; data exch", known))
    assert session.workshop.get(Action, action.id).joint_arrangement_ids == ("J99", "J4")
    session.do(plan.tick_arrangement(action.id, known[0], True))
    session.do(plan.tick_arrangement(action.id, known[3], False))
    assert session.workshop.get(Action, action.id).joint_arrangement_ids == ("J99", "J1")
    with pytest.raises(DomainError, match="no_such"):
        session.do(plan.set_arrangements(action.id, "a party", known))


def test_a_first_step_has_its_day_and_a_pledge_its_dimension(session: Session) -> None:
    action = session.do(plan.add_action("Survey")).new(Action)
    session.do(plan.set_first_step_due(action.id, "20 March"))
    assert session.workshop.get(Action, action.id).first_step_due == "2026-03-20"
    pledge = session.do(pledges.add_pledge("Lend a van")).new(Pledge)
    session.do(pledges.set_pledge_organisation(pledge.id, "Tidewell"))
    session.do(pledges.set_pledge_dimension(pledge.id, FRAMEWORK.dimensions[1].text, FRAMEWORK.dimensions))
    session.do(pledges.set_pledge_due(pledge.id, "June"))
    now = session.workshop.get(Pledge, pledge.id)
    assert (now.dimension_id, now.due) == (FRAMEWORK.dimensions[1].id, "2026-06")
    session.do(pledges.set_pledge_dimension(pledge.id, " ", FRAMEWORK.dimensions))
    assert dataclasses.replace(now, dimension_id=None) == session.workshop.get(Pledge, pledge.id)
    with pytest.raises(DomainError, match="no_such"):
        session.do(pledges.set_pledge_dimension(pledge.id, "the moon", FRAMEWORK.dimensions))
