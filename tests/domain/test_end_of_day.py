"""Stage 5 and the end of the day: mechanisms, carried-over promises, parked points, forms, and what is not settled."""

from __future__ import annotations

import dataclasses

import pytest

from lsp_workshop.domain.dimensions import untouched
from lsp_workshop.domain.edits import accountability, event, feedback, lessons, parking, plan, pledges, prompts, reviews
from lsp_workshop.domain.feedback_means import means, points_of
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.key_tasks import tasks, tick_task
from lsp_workshop.domain.model import (
    FEEDBACK_ID,
    Action,
    Answer,
    Feedback,
    FeedbackForm,
    Mechanism,
    ParkingLotItem,
    Participant,
    Question,
    Record,
    Review,
    ReviewItem,
    Stage,
)
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.unsettled import unsettled
from lsp_workshop.session import Session
from tests.domain.days import RICH
from tests.domain.reading import section
from tests.domain.rooms import code, room
from tests.texts import texts
from tests.ui.conftest import framework as _framework

framework = _framework


@pytest.fixture
def session() -> Session:
    return room(
        (
            *RICH,
            Action(id="a1", title="Run a bus", owner_participant_id="p1", due="2026-05-01"),
            Review(id="rv", date="2026-03-12", kind="carried over", items=(ReviewItem(title="Rota", action_id="a1"),)),
        )
    )


def point(session: Session, place: int = 0) -> ReviewItem:
    return session.workshop.get(Review, "rv").items[place]


class TestCarriedOver:
    @pytest.mark.parametrize(
        ("typed", "rag"), [("g", "green"), ("GREEN", "green"), ("a", "amber"), ("amb", "amber"), ("red", "red")]
    )
    def test_a_colour_is_one_key_and_its_reason_comes_with_it(self, session: Session, typed: str, rag: str) -> None:
        session.do(reviews.set_item_state("rv", 0, f"{typed}: Two drivers left"))
        assert (point(session).rag, point(session).reason) == (rag, "Two drivers left")

    def test_red_and_amber_say_why_however_they_are_typed(self, session: Session) -> None:
        assert code(session, reviews.set_item_state("rv", 0, "r")) == "reason_needed"
        assert code(session, reviews.set_item_state("rv", 0, "purple")) == "no_such"
        session.do(reviews.change_review_item("rv", 0, reason="Two drivers left"))
        session.do(reviews.set_item_state("rv", 0, "r"))
        assert (point(session).rag, point(session).reason) == ("red", "Two drivers left")

    def test_the_action_says_the_same(self, session: Session) -> None:
        """Otherwise the plan and the review tell the room two things."""
        session.do(reviews.set_item_state("rv", 0, "a: Two drivers left"))
        session.do(reviews.change_review_item("rv", 0, became="goes on"))
        action = session.workshop.get(Action, "a1")
        assert (action.rag, action.rag_reason, action.status) == ("amber", "Two drivers left", "under way")
        session.undo()
        session.undo()
        assert session.workshop.get(Action, "a1").rag is None
        session.do(reviews.change_review_item("rv", 0, became="done"))
        assert session.workshop.get(Action, "a1").status == "done"

    def test_an_action_that_is_gone_takes_nothing_with_it(self, session: Session) -> None:
        from lsp_workshop.domain.edits import records

        session.do(records.remove(Action, "a1"))
        session.do(reviews.set_item_state("rv", 0, "g"))
        assert point(session).rag == "green"

    def test_what_is_typed_goes_into_the_review_of_the_day(self, session: Session) -> None:
        session.do(reviews.add_carried("Breakfast"))
        assert [item.title for item in session.workshop.get(Review, "rv").items] == ["Rota", "Breakfast"]
        session.do(reviews.remove_items([("rv", 0), ("rv", 1)]))
        assert session.workshop.get(Review, "rv").items == ()
        session.undo()
        assert len(session.workshop.get(Review, "rv").items) == 2

    def test_the_first_one_makes_the_review(self) -> None:
        session = room((*RICH,))
        session.do(reviews.add_carried("Breakfast"))
        (made,) = session.workshop.all(Review)
        assert (made.date, [item.title for item in made.items]) == (session.workshop.details.date, ["Breakfast"])


class TestParked:
    def test_dropping_says_why(self, session: Session) -> None:
        """ "Dropped" alone is a point that was forgotten with a word over it."""
        item = session.do(parking.park("Who pays?")).new(ParkingLotItem)
        assert parking.lacks(item) == ("no_owner", "no_date")
        for words in ("dropped", "Dropped:", " dropped - "):
            assert code(session, parking.change_parked(item.id, status=words)) == "drop_needs_reason"
        session.do(parking.change_parked(item.id, status="Dropped – not ours"))
        dropped = session.workshop.get(ParkingLotItem, item.id)
        assert dropped.status == "dropped: not ours"
        assert parking.lacks(dropped) == ()
        session.do(parking.change_parked(item.id, status=""))
        assert session.workshop.get(ParkingLotItem, item.id).status == "open"

    def test_an_owner_and_a_date_settle_it(self, session: Session) -> None:
        item = session.do(parking.park("Who pays?")).new(ParkingLotItem)
        session.do(parking.change_parked(item.id, owner_participant_id="p1"))
        assert parking.lacks(session.workshop.get(ParkingLotItem, item.id)) == ("no_date",)
        session.do(parking.change_parked(item.id, answer_by="2026-05-01"))
        assert parking.lacks(session.workshop.get(ParkingLotItem, item.id)) == ()

    def test_what_a_file_dropped_without_a_reason_is_asked_for(self) -> None:
        assert parking.lacks(ParkingLotItem(id="x", text="y", status="dropped")) == ("no_reason",)


class TestForms:
    HELD = Feedback(id=FEEDBACK_ID, statements=("One", "Two", "Three"))

    @pytest.mark.parametrize(
        ("keys", "scores"),
        [("123", (1, 2, 3)), ("5-4", (5, None, 4)), ("5 4", (5, None, 4)), ("3", (3, None, None)), ("", (None,) * 3)],
    )
    def test_a_key_is_a_score(self, keys: str, scores: tuple[int | None, ...]) -> None:
        assert feedback.typed_scores(self.HELD, keys) == scores

    @pytest.mark.parametrize(("keys", "why"), [("6", "score_not_on_scale"), ("0", "score_not_on_scale"),
                                               ("x", "score_not_on_scale"), ("٣", "score_not_on_scale"),
                                               ("1111", "scores_do_not_fit")])  # fmt: skip
    def test_a_slip_is_none(self, session: Session, keys: str, why: str) -> None:
        from lsp_workshop.domain.errors import DomainError

        with pytest.raises(DomainError) as refused:
            feedback.typed_scores(self.HELD, keys)
        assert refused.value.code == why

    def test_ten_is_one_key_too(self) -> None:
        to_ten = dataclasses.replace(self.HELD, scale="1-10")
        assert feedback.typed_scores(to_ten, "0x9") == (10, 10, 9)
        from_nought = dataclasses.replace(self.HELD, scale="0-10")
        assert feedback.typed_scores(from_nought, "0x9") == (0, 10, 9)

    def test_means_say_of_how_many(self) -> None:
        """A mean of three people read out as that of forty is a lie."""
        forms = (FeedbackForm(id="1", scores=(5, None, 1)), FeedbackForm(id="2", scores=(4, None, None)))
        found = means(dataclasses.replace(self.HELD, forms=forms))
        assert [(each.mean, each.count) for each in found] == [(4.5, 2), (None, 0), (1.0, 1)]
        assert found[0].counts == (0, 0, 0, 1, 1)

    def test_a_scale_that_is_none_is_taken_for_the_usual_one(self) -> None:
        assert points_of(dataclasses.replace(self.HELD, scale="bad to good")) == range(1, 6)


class TestKeyTasks:
    def test_a_tick_holds_for_every_stage_of_a_task(self, framework: Framework) -> None:
        session = room((*event.new_workshop(framework, title="Day"),))
        every = tasks(session.workshop, framework)
        both = next(task for task in every if len(task.stages) > 1)
        session.do(tick_task(both, True))
        after = next(task for task in tasks(session.workshop, framework) if task.prompt == both.prompt)
        assert after.ticked == tuple(session.workshop.get(Stage, stage.id) for stage in both.stages)
        session.do(tick_task(after, False))
        assert not any(task.ticked for task in tasks(session.workshop, framework))
        session.do(prompts.tick_prompt(both.stages[0].id, both.prompt, True))
        assert sum(task.covered for task in tasks(session.workshop, framework)) == 1

    def test_what_became_of_a_task_covers_it(self, framework: Framework) -> None:
        session = room((*event.new_workshop(framework, title="Day"),))
        first = tasks(session.workshop, framework)[0]
        session.do(parking.park("Ask again", prompt_id=first.prompt.id))
        again = tasks(session.workshop, framework)[0]
        assert again.covered
        assert not again.ticked

    def test_every_task_stands_under_its_heading(self, framework: Framework) -> None:
        assert all(task.heading for task in framework.key_tasks)
        assert len({task.heading for task in framework.key_tasks}) == 6


def test_dimensions_that_nobody_touched_are_named(session: Session, framework: Framework) -> None:
    assert untouched(session.workshop, framework) == (), "without pledges nobody was asked"
    session.do(pledges.add_pledge("Lend a hall", dimension_id="W4"))
    assert [each.id for each in untouched(session.workshop, framework)] == ["W1", "W2", "W3", "W5", "W6", "W7"]


class TestUnsettled:
    def day(self, *more: Record) -> Session:
        last = Stage(id="S5", number=5, title="Review")
        asked = Question(id="Q5", stage_id="S5", number="5.1", text="Who asks us?")
        return room((*RICH, last, asked, Answer(id="c50", question_id="Q5", text="Residents"), *more))

    def codes(self, session: Session) -> list[str]:
        return [each.code for each in unsettled(session.workshop)]

    def test_a_day_that_has_not_begun_lacks_answers_and_nothing_else(self, framework: Framework) -> None:
        assert self.codes(room((*event.new_workshop(framework, title="Day"),))) == ["no_answers"]

    def test_each_is_there_until_it_is_settled(self) -> None:
        session = self.day()
        assert self.codes(session) == ["unanswered", "no_mechanism", "no_review_date", "no_feedback"]
        made = session.do(accountability.add_mechanism("Residents")).new(Mechanism)
        assert self.codes(session)[1] == "mechanism_how"
        session.do(accountability.change_mechanism(made.id, how="Public meeting", how_often="twice a year"))
        session.do(reviews.add_review("2026-09-17", "half-day"))
        session.do(feedback.set_statements(["It was worth it"]))
        session.do(feedback.add_form([4]))
        assert self.codes(session) == ["unanswered"]
        session.do(lessons.add_lesson("Ask first"))
        session.do(parking.park("Who pays?"))
        session.do(reviews.add_carried("Breakfast"))
        assert self.codes(session) == ["unanswered", "parked", "not_rated", "lesson_for_nobody"]

    def test_each_parked_point_has_a_line_of_its_own(self) -> None:
        """ "2 points" is what nobody answers for; the words are."""
        session = self.day()
        for words in ("Who pays?", "Who drives?"):
            session.do(parking.park(words))
        found = [each for each in unsettled(session.workshop) if each.code == "parked"]
        assert [each.names for each in found] == [("Who pays?",), ("Who drives?",)]

    def test_done_and_dropped_need_no_colour(self) -> None:
        items = (ReviewItem(title="Rota", became="done"), ReviewItem(title="Bus", became="dropped"))
        session = self.day(Review(id="rv", items=items))
        assert "not_rated" not in self.codes(session)


class TestRecord:
    def said(self, session: Session, framework: Framework, key: str, *, public: bool = False) -> str:
        return "\n".join(texts(section(printable_record(session.workshop, framework, public=public), key)))

    def test_it_says_to_whom_when_and_what_became_of_each(self, session: Session, framework: Framework) -> None:
        session.do(accountability.add_mechanism("Residents", "Public meetings", "twice a year"))
        session.do(reviews.add_review("2026-09-17", "half-day review"))
        coming = session.workshop.all(Review)[-1]
        session.do(reviews.change_review(coming.id, about=reviews.STRUCTURES))
        session.do(reviews.set_item_state("rv", 0, "a: Two drivers left"))
        session.do(reviews.change_review_item("rv", 0, became="goes on"))
        said = self.said(session, framework, "accountability")
        for words in ("Residents", "Public meetings", "twice a year", "17 September 2026", "Structures", "Rota",
                      "Two drivers left", "Goes on", "due 1 May 2026", "Of 1 point: 1 goes on."):  # fmt: skip
            assert words in said, words
        assert "Una" not in said, "she has not agreed to be named"

    def test_how_a_lesson_is_spread_and_why_a_point_was_dropped(self, session: Session, framework: Framework) -> None:
        session.do(lessons.add_lesson("Ask first", "what worked", "funders", "a page in their bulletin"))
        item = session.do(parking.park("Free parking")).new(ParkingLotItem)
        session.do(parking.change_parked(item.id, status="dropped: not ours"))
        assert "a page in their bulletin" in self.said(session, framework, "lessons")
        assert "Dropped: not ours" in self.said(session, framework, "parking")
        assert "Nobody yet" not in self.said(session, framework, "parking")

    def test_key_tasks_and_dimensions_are_told_where_they_were_gone_through(self, framework: Framework) -> None:
        session = room((*event.new_workshop(framework, title="Day"),))
        session.do(pledges.add_pledge("Lend a hall", dimension_id="W4"))
        assert "shared values" in self.said(session, framework, "pledges")
        session.do(tick_task(tasks(session.workshop, framework)[0], True))
        said = self.said(session, framework, "accountability")
        assert f"1 of {len(framework.key_tasks)} tasks covered." in said

    def test_names_follow_the_rule_in_the_public_version(self, session: Session, framework: Framework) -> None:
        agreed = dataclasses.replace(session.workshop.get(Participant, "p1"), name="Una Vale", named_in_record=True)
        session = room([agreed if each.id == "p1" else each for each in session.workshop.records()])
        session.do(accountability.add_mechanism("Una Vale", "A letter", "monthly"))
        assert "Una Vale" in self.said(session, framework, "accountability")
        assert "Una Vale" not in self.said(session, framework, "accountability", public=True)


def test_a_plan_with_a_review_behind_it_can_still_be_changed(session: Session) -> None:
    session.do(plan.change_action("a1", title="Run two buses"))
    assert point(session).title == "Rota", "what was promised stays as it was promised"
