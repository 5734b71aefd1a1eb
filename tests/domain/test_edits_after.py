"""What comes of the day and after it: reviews, pledges, measures, lessons, feedback; and no record without an edit."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from lsp_workshop.domain.edits import (
    accountability,
    agenda,
    ballots,
    capture,
    event,
    feedback,
    indicators,
    lessons,
    parking,
    people,
    photos,
    plan,
    pledges,
    purpose,
    questions,
    reviews,
    routes,
    staff_team,
    themes,
    vision,
)
from lsp_workshop.domain.follow_up import follow_up
from lsp_workshop.domain.model import (
    FEEDBACK_ID,
    RECORD_TYPES,
    Action,
    Apology,
    Feedback,
    Indicator,
    Lesson,
    Objective,
    ParkingLotItem,
    Pledge,
    Review,
    Unknown,
)
from lsp_workshop.domain.wording import short_title
from lsp_workshop.session import Session
from tests.domain.days import RICH
from tests.domain.rooms import code, room


@pytest.fixture
def session() -> Session:
    return room(
        (
            *RICH,
            Review(id="rv", date="2026-03-12", kind="carried over"),
            Action(id="a1", title="Call"),
            Objective(id="ob1", number=1, title="Jobs"),
        )
    )


class TestRedAndAmber:
    @pytest.mark.parametrize("rag", ["red", "amber"])
    def test_a_warning_says_why(self, session: Session, rag: str) -> None:
        """Otherwise next year's room looks at a red square and nobody remembers what was wrong."""
        assert code(session, reviews.set_action_rag("a1", rag)) == "reason_needed"
        assert code(session, reviews.set_action_rag("a1", rag, "  ")) == "reason_needed"
        assert code(session, plan.change_action("a1", rag=rag)) == "reason_needed"
        assert code(session, plan.add_action("New", rag=rag)) == "reason_needed"
        assert code(session, reviews.add_review_item("rv", "Shared profile", rag)) == "reason_needed"
        done = session.do(reviews.set_action_rag("a1", rag, " Nobody was free "))
        action = session.workshop.get(Action, "a1")
        label = f"rate action {short_title(action.title)} {rag}"
        assert (action.rag, action.rag_reason, done.label) == (
            rag,
            "Nobody was free",
            label,
        )
        assert code(session, plan.change_action("a1", rag_reason="")) == "reason_needed"
        session.do(plan.change_action("a1", title="Call back"))

    def test_green_and_nothing_need_none(self, session: Session) -> None:
        session.do(reviews.set_action_rag("a1", "amber", "Late"))
        session.do(reviews.set_action_rag("a1", "green"))
        assert session.workshop.get(Action, "a1").rag == "green"
        session.do(reviews.set_action_rag("a1", None, "left over"))
        action = session.workshop.get(Action, "a1")
        assert (action.rag, action.rag_reason) == (None, "")

    def test_there_are_three_colours(self, session: Session) -> None:
        assert code(session, reviews.set_action_rag("a1", "purple", "Why not")) == "no_such"


class TestReviews:
    def test_a_review_is_made_and_changed(self, session: Session) -> None:
        made = session.do(reviews.add_review(" 2026-09-17 ", "half-day")).new(Review)
        assert (made.date, made.kind) == ("2026-09-17", "half-day")
        session.do(reviews.change_review(made.id, kind="quarterly"))
        assert session.workshop.get(Review, made.id).kind == "quarterly"

    def test_its_points_are_made_changed_and_taken_out(self, session: Session) -> None:
        session.do(reviews.add_review_item("rv", " Shared profile ", "green", "Published"))
        session.do(reviews.add_review_item("rv", "Outreach rota"))
        assert code(session, reviews.change_review_item("rv", 1, rag="red")) == "reason_needed"
        session.do(reviews.change_review_item("rv", 1, rag="red", reason="No drivers"))
        assert [(i.title, i.rag, i.reason) for i in session.workshop.get(Review, "rv").items] == [
            ("Shared profile", "green", "Published"),
            ("Outreach rota", "red", "No drivers"),
        ]
        bad = [session.workshop.get(Review, "rv").items[1]]
        session.do(reviews.remove_review_item("rv", 0))
        assert [item.title for item in session.workshop.get(Review, "rv").items] == ["Outreach rota"]
        session.undo()
        assert len(session.workshop.get(Review, "rv").items) == 2
        assert code(session, reviews.change_review_item("rv", 2, title="x")) == "unknown_record"
        assert code(session, reviews.remove_review_item("rv", -1)) == "unknown_record"
        assert code(session, reviews.change_review_item("rv", 0, title=" ")) == "empty_text"
        assert bad[0].rag == "red"


class TestPlainRecords:
    def test_pledges(self, session: Session) -> None:
        made = session.do(pledges.add_pledge(" Two days ", organisation_id="o1")).new(Pledge)
        session.do(pledges.change_pledge(made.id, due="2026-05-01"))
        assert session.workshop.get(Pledge, made.id) == Pledge(
            id=made.id, text="Two days", organisation_id="o1", due="2026-05-01"
        )
        assert code(session, pledges.add_pledge("x", organisation_id="nobody")) == "dangling"

    def test_indicators_belong_to_their_objective(self, session: Session) -> None:
        made = session.do(indicators.add_indicator("Young people", objective_id="ob1", unit="%")).new(Indicator)
        assert session.workshop.get(Objective, "ob1").indicator_ids == (made.id,)
        session.do(indicators.change_indicator(made.id, baseline=7.8))
        assert session.workshop.get(Indicator, made.id).baseline == 7.8
        session.undo()
        session.undo()
        assert session.workshop.get(Objective, "ob1").indicator_ids == ()
        assert code(session, indicators.add_indicator(" ")) == "empty_text"

    def test_lessons(self, session: Session) -> None:
        made = session.do(lessons.add_lesson("Ask first", " what worked ", "funders")).new(Lesson)
        session.do(lessons.change_lesson(made.id, share_with="everybody"))
        after = session.workshop.get(Lesson, made.id)
        assert (after.text, after.kind, after.share_with) == ("Ask first", "what worked", "everybody")

    def test_apologies_and_parked_points(self, session: Session) -> None:
        made = session.do(people.add_apology("Jo", "Council")).new(Apology)
        session.do(people.change_apology(made.id, organisation="College"))
        assert session.workshop.get(Apology, made.id).organisation == "College"
        parked = session.do(parking.park("Later")).new(ParkingLotItem)
        session.do(parking.change_parked(parked.id, status="answered"))
        assert session.workshop.get(ParkingLotItem, parked.id).status == "answered"


class TestFeedback:
    def test_forms_are_entered_one_by_one(self, session: Session) -> None:
        session.do(feedback.set_statements(["I was heard", " It was worth it "], "1-4"))
        session.do(feedback.add_form([4, None], " Good lunch "))
        session.do(feedback.add_comment("Too warm"))
        held = session.workshop.get(Feedback, FEEDBACK_ID)
        assert held.statements == ("I was heard", "It was worth it")
        assert [form.scores for form in held.forms] == [(4, None)]
        assert held.comments == ("Good lunch", "Too warm")

    def test_a_slip_of_the_keyboard_is_refused(self, session: Session) -> None:
        """Otherwise a 55 lifts the mean of the day."""
        session.do(feedback.set_statements(["I was heard"]))
        assert code(session, feedback.add_form([55])) == "score_not_on_scale"
        assert code(session, feedback.add_form([5, 5])) == "scores_do_not_fit"
        assert code(session, feedback.add_comment(" ")) == "empty_text"
        assert code(session, feedback.set_statements(["x"], "good to bad")) == "bad_scale"
        assert code(session, feedback.set_statements([" "])) == "empty_text"

    def test_statements_stay_once_people_have_scored_them(self, session: Session) -> None:
        session.do(feedback.set_statements(["I was heard"]))
        session.do(feedback.add_form([3]))
        assert code(session, feedback.set_statements(["I was fed"])) == "forms_are_in"
        assert not session.do(feedback.set_statements(["I was heard"])).changes


MADE_BY: dict[str, tuple[Callable[..., Any], ...]] = {
    "workshop": (event.new_workshop, event.change_details),
    "sectors": (people.add_sector, people.set_shape),
    "organisations": (people.add_organisation, people.rename_organisation),
    "groups": (people.add_group, people.rename_group),
    "participants": (people.add_participant, people.set_flag),
    "apologies": (people.add_apology, people.change_apology),
    "agenda": (agenda.add_agenda_item, agenda.set_time),
    "stages": (event.new_workshop, event.set_stage_done),
    "questions": (questions.add_question, questions.reword_question),
    "framework": (event.new_workshop,),
    "themes": (themes.put_under_theme, themes.rename_theme),
    "answers": (capture.capture_answer, capture.reword_answer),
    "ballots": (ballots.new_ballot, ballots.change_ballot),
    "votes": (ballots.cast_vote,),
    "turnout": (ballots.record_turnout,),
    "decisions": (plan.add_decision, plan.change_decision),
    "vision": (vision.add_wording, vision.reword_vision),
    "adoptions": (vision.add_adoption, vision.change_adoption),
    "routes": (routes.add_route, routes.change_route),
    "objectives": (plan.add_objective, plan.set_objective_number),
    "indicators": (indicators.add_indicator, indicators.change_indicator),
    "actions": (plan.add_action, plan.change_action),
    "pledges": (pledges.add_pledge, pledges.change_pledge),
    "purposes": (purpose.write_purpose, purpose.draft_purpose, purpose.bring_back_purpose),
    "staff_functions": (staff_team.answer_staff_function, staff_team.note_staff_function),
    "accountability": (accountability.add_mechanism, accountability.change_mechanism),
    "reviews": (reviews.add_review, reviews.change_review),
    "earlier_checks": (follow_up,),
    "lessons": (lessons.add_lesson, lessons.change_lesson),
    "parking_lot": (parking.park, parking.change_parked),
    "feedback": (feedback.set_statements, feedback.add_form),
    "photos": (photos.add_photos, photos.change_photo),
    "pictures": (photos.add_photos,),
    "notes": (event.write_note,),
    "corrections": (event.reopen_for_correction,),
}


def test_every_kind_of_record_has_edits_of_its_own() -> None:
    """Otherwise a kind of record comes in from a file and no facilitator can ever make one."""
    assert set(MADE_BY) == {kind.collection for kind in RECORD_TYPES} - {Unknown.collection}
    assert all(inspect.isfunction(make) for made_by in MADE_BY.values() for make in made_by)
