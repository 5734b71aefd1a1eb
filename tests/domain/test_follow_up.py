"""The next workshop: what was promised comes back, who was there does not, and its record says what became of each."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from lsp_workshop.domain.earlier_checks import earlier_check
from lsp_workshop.domain.edits import parking, plan, reviews
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.follow_up import follow_up
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.health import health_checks
from lsp_workshop.domain.integrity import dangling
from lsp_workshop.domain.model import (
    Action,
    Answer,
    Ballot,
    Correction,
    EarlierCheck,
    EarlierRating,
    Feedback,
    Lesson,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    Review,
    Vote,
    WorkshopStatus,
)
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.figure_parts import RoundsChart
from lsp_workshop.domain.record.rounds import side_by_side
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from lsp_workshop.store.interchange import read_interchange, write_interchange
from tests.domain.reading import section
from tests.texts import texts
from tests.ui.conftest import framework as _framework
from tests.ui.support import sample_session, session_of

framework = _framework


@pytest.fixture
def before() -> Session:
    """The sample, closed after one action was done and one dropped."""
    session = sample_session()
    session.do(plan.change_action("a01", status="done"))
    session.do(plan.change_action("a02", status="dropped"))
    session.do(parking.change_parked("pk06", status="dropped: not ours"))
    return session


@pytest.fixture
def ids() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"new{next(numbers)}"


@pytest.fixture
def after(before: Session, framework: Framework, ids: Callable[[], str]) -> Session:
    made = follow_up(before.workshop, framework, title="Away-day 2027", date="2027-03-11", new_id=ids)
    return session_of(made)


def test_every_promise_is_asked_for(before: Session, after: Session) -> None:
    """What nobody asks for again was never promised."""
    review = reviews.review_of_the_day(after.workshop)
    assert review is not None
    assert (review.date, review.kind) == (
        "2027-03-11", "carried over from Shaping Aldermouth Together, 12 March 2026",
    )  # fmt: skip
    titles = [item.title for item in review.items]
    for action in before.workshop.all(Action):
        assert action.title in titles
    for pledge in before.workshop.all(Pledge):
        assert any(title.startswith(pledge.text) for title in titles)
    assert "Joint outreach rota" in titles, "it was amber, and in no action"
    assert "Shared ward profile" not in titles, "it was green"
    known = {item.title: item.became for item in review.items}
    assert (known["First Half-Term call-back for every 16-18 leaver"], len(titles)) == ("done", len(set(titles)))


def test_open_actions_and_points_come_over_as_they_are(before: Session, after: Session) -> None:
    ids = {action.id for action in before.workshop.all(Action)}
    assert {action.id for action in after.workshop.all(Action)} == ids - {"a01", "a02"}
    assert after.workshop.get(Action, "a12") == before.workshop.get(Action, "a12")
    points = {item.id: item for item in after.workshop.all(ParkingLotItem)}
    assert set(points) == {"pk01", "pk02", "pk03", "pk04", "pk05"}
    assert points["pk01"].carried_from == "Shaping Aldermouth Together, 12 March 2026"
    assert after.workshop.count(Objective) == before.workshop.count(Objective)


def test_nobody_was_there_yet_and_nobody_may_be_named_yet(after: Session, before: Session) -> None:
    """Consent was given to one record; a later one with the same names in it would break a promise."""
    people = after.workshop.all(Participant)
    assert len(people) == before.workshop.count(Participant)
    assert not any(each.attended or each.named_in_record or each.arrived or each.group_id for each in people)
    assert after.workshop.count(Organisation) == before.workshop.count(Organisation)
    for kind in (Answer, Ballot, Vote, Lesson, Feedback, Correction):
        assert after.workshop.count(kind) == 0, kind
    details = after.workshop.details
    assert details.status is WorkshopStatus.DRAFT
    assert details.partnership == before.workshop.details.partnership


def test_it_hangs_together(after: Session) -> None:
    assert list(dangling(after.workshop)) == []


def test_the_next_record_says_what_became_of_each(after: Session, framework: Framework) -> None:
    review = reviews.review_of_the_day(after.workshop)
    assert review is not None
    place = [item.title for item in review.items].index("Sign the data-sharing agreement")
    after.do(reviews.set_item_state(review.id, place, "r: Two legal teams, one year"))
    after.do(reviews.change_review_item(review.id, place, became="goes on"))
    said = "\n".join(texts(section(printable_record(after.workshop, framework), "accountability")))
    assert "Carried over from Shaping Aldermouth Together, 12 March 2026" in said
    assert "Two legal teams, one year" in said
    assert "due 17 Jul 2026" in said
    assert "1 done, 1 goes on, 1 dropped" in said
    action = after.workshop.get(Action, "a12")
    assert (action.rag, action.status) == ("red", "under way")
    assert "From Shaping Aldermouth Together" in "\n".join(
        texts(section(printable_record(after.workshop, framework), "parking"))
    )


def test_the_one_after_that_asks_only_for_what_is_left(
    after: Session, framework: Framework, ids: Callable[[], str]
) -> None:
    """A list that only grows is one that nobody reads."""
    review = reviews.review_of_the_day(after.workshop)
    assert review is not None
    for place, _item in enumerate(review.items):
        after.do(reviews.change_review_item(review.id, place, rag="green", became="done"))
    third = Workshop(follow_up(after.workshop, framework, title="2028", date="2028-03-09", new_id=ids))
    made = reviews.review_of_the_day(third)
    assert third.count(Action) == 0
    assert made is not None
    assert {item.became for item in made.items} == {"done"}


def test_reviews_that_are_to_come_stay_in_the_calendar(
    before: Session, framework: Framework, ids: Callable[[], str]
) -> None:
    made = follow_up(before.workshop, framework, title="Half-day", date="2026-07-01", new_id=ids)
    assert [each.id for each in made if isinstance(each, Review) and not each.items] == ["rv2"]


def test_it_needs_a_title(before: Session, framework: Framework, ids: Callable[[], str]) -> None:
    with pytest.raises(DomainError, match="empty_text"):
        follow_up(before.workshop, framework, title=" ", new_id=ids)


def test_the_health_check_stands_beside_the_last_one(before: Session, after: Session, framework: Framework) -> None:
    """Whether the partnership is better at what it does than a year ago is what the room wants to know."""
    (ballot,) = health_checks(before.workshop)
    was = {option.id: option.mean for option in result_of(before.workshop, ballot.id).options}
    check = earlier_check(after.workshop)
    assert check is not None
    assert [each.mean for each in check.ratings] == pytest.approx([was[option] for option in was])
    assert (check.called, check.papers) == ("Shaping Aldermouth Together, 12 March 2026", 31)
    again = dataclasses.replace(ballot, id="again", question_id=None, opened_at="2027-03-11T10:00:00")
    votes = [
        dataclasses.replace(vote, id=f"again{vote.id}", ballot_id="again", choices=dict.fromkeys(vote.choices, 4))
        for vote in before.workshop.votes_in(ballot.id)
    ]
    session = session_of([*after.workshop.records(), again, *votes])
    figure = side_by_side(session.workshop, again)
    assert figure is not None
    assert figure.rounds == ("12 March 2026", "11 March 2027")
    assert [row.values[1] for row in figure.rows] == [4] * len(ballot.options)
    lowest = min(check.ratings, key=lambda each: each.mean)
    assert f"{lowest.element}: 12 March 2026 {lowest.mean:.1f}, 11 March 2027 4.0, +" in figure.alternative
    said = section(printable_record(session.workshop, framework), "health")
    assert figure.rows in [block.rows for block in said.blocks if isinstance(block, RoundsChart)]
    third = follow_up(session.workshop, framework, title="2028", date="2028-03-09", new_id=itertools.count().__str__)
    assert len([each for each in third if isinstance(each, EarlierCheck)]) == 2, "every earlier day is kept"


def test_a_health_check_with_other_elements_or_none_before_is_compared_with_nothing(before: Session) -> None:
    (ballot,) = health_checks(before.workshop)
    assert side_by_side(before.workshop, ballot) is None
    other = EarlierCheck(id="e1", called="Earlier", ratings=(EarlierRating(element="Weather", mean=3.5),))
    assert side_by_side(session_of([*before.workshop.records(), other]).workshop, ballot) is None
    same = EarlierRating(element=ballot.options[0].source_element, mean=3.5)
    odd = EarlierCheck(id="e1", called="Earlier", lowest=3, highest=3, ratings=(same,))
    assert side_by_side(session_of([*before.workshop.records(), odd]).workshop, ballot) is None


def test_an_earlier_check_survives_the_interchange(after: Session, tmp_path: Path) -> None:
    """The file goes from one facilitator to the next as JSON."""
    check = earlier_check(after.workshop)
    write_interchange(after.workshop, tmp_path / "day.json")
    assert earlier_check(read_interchange(tmp_path / "day.json").workshop) == check
