"""The day itself: questions, people, the plan, closing; and what a closed workshop lets nobody do."""

import inspect
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.change import added
from lsp_workshop.domain.edits import (
    accountability,
    ballots,
    capture,
    dates,
    event,
    feedback,
    indicators,
    lessons,
    milestones,
    objectives,
    parking,
    people,
    plan,
    pledges,
    questions,
    records,
    reviews,
    themes,
)
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.gaps import action_gaps
from lsp_workshop.domain.model import (
    Action,
    Apology,
    Ballot,
    BallotStatus,
    Correction,
    Decision,
    Group,
    Indicator,
    Lesson,
    Method,
    Milestone,
    Note,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    Question,
    Review,
    ReviewItem,
    Sector,
    Stage,
    WorkshopStatus,
)
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.session import Session
from tests.domain.days import RICH, STEPS, Hand
from tests.domain.rooms import code, room

OPEN_BALLOT = Ballot(id="b1", title="Which?", method=Method.DOTS, status=BallotStatus.OPEN)
CLOSED_BALLOT = Ballot(id="b2", title="Was", method=Method.DOTS, status=BallotStatus.CLOSED)


@pytest.fixture
def session() -> Session:
    return room(RICH)


DAY = date(2026, 3, 12)


class TestQuestions:
    def test_the_source_wording_stays(self, session: Session) -> None:
        session.do(questions.reword_question("Q1", "Why bother?"))
        session.do(questions.reword_question("Q1", "Why us?"))
        question = session.workshop.get(Question, "Q1")
        assert (question.text, question.source_text) == ("Why us?", "Why have it?")
        session.do(questions.restore_wording("Q1"))
        assert session.workshop.get(Question, "Q1").text == "Why have it?"

    def test_hidden_questions_come_back_with_their_answers(self, session: Session) -> None:
        said = session.workshop.answers_to("Q1")
        session.do(questions.hide_question("Q1", True))
        assert [each.id for each in session.workshop.walk()] == ["Q2"]
        session.do(questions.hide_question("Q1", False))
        assert session.workshop.answers_to("Q1") == said

    def test_the_last_question_that_shows_cannot_be_hidden(self, session: Session) -> None:
        """There would be nowhere to be."""
        session.do(questions.hide_question("Q1", True))
        assert code(session, questions.hide_question("Q2", True)) == "last_question"
        session.do(questions.hide_question("Q1", True))

    def test_a_question_of_ones_own_takes_the_next_free_number(self, session: Session) -> None:
        made = session.do(questions.add_question("S1", " And who is missing? ")).new(Question)
        assert (made.number, made.text) == ("1.3", "And who is missing?")
        assert session.workshop.walk()[-1] == made
        assert code(session, questions.add_question("S9", "x")) == "unknown_record"
        assert code(session, questions.add_question("S1", " ")) == "empty_text"

    def test_ten_comes_after_nine(self, session: Session) -> None:
        for number in range(9):
            session.do(questions.add_question("S1", f"More {number}"))
        assert [each.number for each in session.workshop.walk()][-2:] == ["1.10", "1.11"]

    @pytest.mark.parametrize("minutes", [-1, 601])
    def test_minutes_that_no_day_has_are_refused(self, session: Session, minutes: int) -> None:
        assert code(session, questions.set_minutes("Q1", minutes)) == "bad_minutes"
        session.do(questions.set_minutes("Q1", 20))
        session.do(questions.set_minutes("Q1", None))
        assert session.workshop.get(Question, "Q1").minutes is None


class TestPeople:
    def test_nobody_is_named_who_did_not_say_yes(self, session: Session) -> None:
        made = session.do(people.add_participant("Una", organisation="New Body", sector_id="public")).new(Participant)
        assert (made.named_in_record, made.attended) == (False, False)
        body = session.workshop.get(Organisation, made.organisation_id or "")
        assert (body.name, body.sector_id) == ("New Body", "public")

    def test_an_organisation_is_there_once_whatever_the_capitals(self, session: Session) -> None:
        made = session.do(people.add_participant("Una", organisation=" COUNCIL ")).new(Participant)
        assert made.organisation_id == "o1"
        assert code(session, people.add_organisation("council")) == "organisation_exists"

    def test_arriving_leaving_and_coming_back(self, session: Session) -> None:
        session.do(people.not_here("p1"))
        assert code(session, people.leave("p1")) == "not_here"
        session.do(people.arrive("p1"))
        assert session.workshop.get(Participant, "p1").arrived == "10:00"
        session.do(people.leave("p1"))
        assert session.workshop.get(Participant, "p1").left == "10:00"
        session.do(people.arrive("p1"))
        assert session.workshop.get(Participant, "p1").left is None

    def test_tables_have_labels_of_their_own(self, session: Session) -> None:
        assert session.do(people.add_group()).new(Group).label == "C"
        assert code(session, people.add_group("a")) == "group_exists"

    def test_sectors_have_shapes_of_their_own_while_there_are_any(self, session: Session) -> None:
        made = [session.do(people.add_sector(f"Sector {number}")).new(Sector) for number in range(5)]
        assert [each.shape for each in made] == ["square", "triangle", "diamond", "cross", "circle"]
        assert [each.order for each in made] == [2, 3, 4, 5, 6]

    def test_who_is_needed_elsewhere_cannot_go(self, session: Session) -> None:
        assert code(session, records.remove(Organisation, "o1")) == "in_use"
        assert code(session, records.remove(Group, "tA")) == "in_use"
        session.do(records.remove(Participant, "p1"))
        session.do(records.remove(Organisation, "o1"))


class TestPlan:
    @pytest.mark.parametrize(
        ("typed", "iso"),
        [
            ("2026-11-06", "2026-11-06"),
            ("6/11/2026", "2026-11-06"),
            ("06.11.26", "2026-11-06"),
            ("6-11-26", "2026-11-06"),
            (" 29/2/2028 ", "2028-02-29"),
            ("", None),
            ("  ", None),
            (None, None),
        ],
    )
    def test_dates_as_people_type_them(self, typed: str | None, iso: str | None) -> None:
        assert dates.parse_date(typed) == iso

    @pytest.mark.parametrize(
        "typed", ["soon", "31/2/2026", "13/13/2026", "1/2", "1/1/99999999999999999999", "1/1/" + "9" * 5000, "²/1/2026"]
    )
    def test_what_is_no_date_is_said_to_be_none(self, typed: str) -> None:
        with pytest.raises(DomainError, match="bad_date"):
            dates.parse_date(typed)

    @given(st.text(max_size=12))
    def test_whatever_is_typed_is_a_date_nothing_or_refused(self, typed: str) -> None:
        try:
            iso = dates.parse_date(typed)
        except DomainError as error:
            iso = None if error.code == "bad_date" else error.code
        assert iso is None or len(iso) == 10

    def test_a_milestone_comes_no_later_than_the_action_is_due(self, session: Session) -> None:
        made = session.do(plan.add_action("Call back", due="2026-05-15")).new(Action)
        late = (Milestone(title="Script", due="2026-05-16"),)
        assert code(session, plan.change_action(made.id, milestones=late)) == "milestone_after_due"
        session.do(plan.change_action(made.id, milestones=late, due="2026-05"))
        assert code(session, plan.change_action(made.id, due="2026-04")) == "milestone_after_due"
        session.do(plan.change_action(made.id, due=None))

    def test_an_incomplete_action_is_shown_and_never_refused(self, session: Session) -> None:
        def codes(action: Action) -> list[str]:
            return [gap.code for gap in action_gaps(action, DAY)]

        made = session.do(plan.add_action("Call back")).new(Action)
        assert codes(made) == ["no_planner", "no_deliverer", "no_owner", "no_due", "no_monitor"]
        session.do(plan.change_action(made.id, deliverer_organisation_ids=("o1",), monitor_organisation_id="o1"))
        assert "monitor_delivers" in codes(session.workshop.get(Action, made.id))
        assert code(session, plan.change_action(made.id, owner_participant_id="p9")) == "dangling"

    def test_a_decision_rests_on_a_ballot_that_is_over(self) -> None:
        session = room((*RICH, OPEN_BALLOT, CLOSED_BALLOT))
        assert code(session, plan.add_decision("S1", "We will", ballot_id="b1")) == "ballot_not_closed"
        made = session.do(plan.add_decision("S1", " We will ", dissent=" One ", ballot_id="b2")).new(Decision)
        assert (made.text, made.dissent, made.outcome) == ("We will", "One", "agreed")

    def test_objectives_are_numbered_on(self, session: Session) -> None:
        numbers = [session.do(plan.add_objective(f"Aim {n}")).new(Objective).number for n in range(3)]
        assert numbers == [1, 2, 3]

    def test_a_parked_point_has_words(self, session: Session) -> None:
        assert session.do(parking.park(" Later ", " Table A ")).new(ParkingLotItem).raised_by == "Table A"
        assert code(session, parking.park(" ")) == "empty_text"


class TestDetails:
    @pytest.mark.parametrize("threshold", [2, 0, -1])
    def test_small_groups_are_protected_whatever_somebody_sets(self, session: Session, threshold: int) -> None:
        assert code(session, event.change_details(small_group_threshold=threshold)) == "bad_threshold"
        session.do(event.change_details(small_group_threshold=3))

    def test_a_title_is_never_empty(self, session: Session) -> None:
        assert code(session, event.change_details(title=" ")) == "empty_text"
        assert code(session, event.change_partnership(chair_id="p9")) == "dangling"
        session.do(event.change_partnership(name="Ours", chair_id="p1"))
        assert session.workshop.details.partnership.chair_id == "p1"

    def test_walking_opens_the_day_and_is_no_step(self, session: Session) -> None:
        session.do(event.change_details(status=WorkshopStatus.DRAFT))
        label = session.undo_label
        session.do(event.walk_to("Q2"))
        assert session.workshop.details.current_question_id == "Q2"
        assert session.workshop.details.status is WorkshopStatus.OPEN
        assert session.undo_label == label
        assert code(session, event.walk_to("Q9")) == "unknown_record"

    def test_time_only_ever_adds_up(self, session: Session) -> None:
        for seconds in (60, -5, 30):
            session.do(event.add_time("S1", seconds))
        assert session.workshop.get(Stage, "S1").seconds_used == 90

    def test_a_note_is_written_changed_and_taken_away(self, session: Session) -> None:
        session.do(event.write_note("S1", ""))
        assert session.workshop.count(Note) == 0
        session.do(event.write_note("S1", "Watch the time"))
        session.do(event.write_note(None, "Coffee at ten"))
        session.do(event.write_note("S1", ""))
        assert [(note.stage_id, note.text) for note in session.workshop.all(Note)] == [
            ("S1", ""),
            (None, "Coffee at ten"),
        ]

    def test_a_note_that_came_with_a_file_is_the_stages_note(self, session: Session) -> None:
        """Under another id it must not stand beside the one that is written here: each edit would double the text."""
        session.do(records.add(Note, stage_id="S1", text="From the file"))
        session.do(records.add(Note, stage_id="S1", text="A second one"))
        assert event.note_text(session.workshop, "S1") == "From the file\nA second one"
        for words in ("From the file\nA second one, and more", "Less"):
            session.do(event.write_note("S1", words))
            assert event.note_text(session.workshop, "S1") == words
        assert session.workshop.count(Note) == 1
        session.undo()
        session.undo()
        assert event.note_text(session.workshop, "S1") == "From the file\nA second one"

    def test_a_note_with_anothers_id_is_left_alone(self, session: Session) -> None:
        session.do(lambda _workshop, _moment: Transaction("", added(Note(id="note-S1", stage_id=None, text="The day"))))
        session.do(event.write_note("S1", "The stage"))
        assert event.note_text(session.workshop, None) == "The day"
        assert event.note_text(session.workshop, "S1") == "The stage"


class TestClosed:
    @pytest.fixture
    def closed(self) -> Session:
        plan_of_the_day = (
            Objective(id="ob1", number=1, title="Aim"),
            Action(id="a1", title="Call", milestones=(Milestone(title="Script"),)),
            Decision(id="d1", text="We will"),
            Review(id="rv1", items=(ReviewItem(title="Rota"),)),
            Pledge(id="pl1", text="Two days"),
            Indicator(id="in1", title="Jobs"),
            Lesson(id="le1", text="Ask first"),
            Apology(id="ap1", name="Jo"),
            ParkingLotItem(id="pk1", text="Later"),
        )
        session = room((*RICH, CLOSED_BALLOT, *plan_of_the_day))
        session.do(event.close_workshop())
        return session

    @pytest.mark.parametrize("name", sorted(STEPS))
    def test_a_closed_workshop_lets_nobody_change_it(self, closed: Session, name: str) -> None:
        assert code(closed, STEPS[name](Hand(closed.workshop, 0, 1, "words"))) == "workshop_closed"

    @pytest.mark.parametrize(
        "module",
        [
            accountability,
            ballots,
            capture,
            event,
            feedback,
            indicators,
            lessons,
            milestones,
            objectives,
            parking,
            people,
            plan,
            pledges,
            questions,
            reviews,
            themes,
        ],
        ids=lambda module: module.__name__[28:],
    )
    def test_no_edit_forgets_to_ask(self, closed: Session, module: Any) -> None:
        """Whatever is added to these modules has to refuse as well (or not to know what the word "words" names)."""
        seen = 0
        for name, make in inspect.getmembers(module, inspect.isfunction):
            if name == "reopen_for_correction" or name.startswith("_") or not returns_edit(make):
                continue
            with pytest.raises(DomainError) as refused:
                closed.do(make(**arguments_for(make)))
            assert refused.value.code in ("workshop_closed", "no_such") or refused.value.code.startswith("bad_"), name
            seen += refused.value.code == "workshop_closed"
        assert seen

    def test_reopening_is_listed_with_when_and_why(self, closed: Session) -> None:
        assert code(closed, event.reopen_for_correction("  ")) == "empty_text"
        closed.do(event.reopen_for_correction(" A name was wrong "))
        (correction,) = closed.workshop.all(Correction)
        assert (correction.at, correction.text) == ("2026-03-12T10:00:00", "A name was wrong")
        assert not closed.workshop.is_closed
        assert code(closed, event.reopen_for_correction("Again")) == "not_closed"
        closed.do(records.add(Lesson, text="Check the names"))

    def test_it_cannot_be_closed_while_a_ballot_is_running(self) -> None:
        session = room((*RICH, OPEN_BALLOT))
        assert code(session, event.close_workshop()) == "ballot_still_open"


def returns_edit(make: Callable[..., Any]) -> bool:
    return bool(inspect.signature(make, eval_str=True).return_annotation == Edit)


KNOWN: dict[str, Any] = {
    "question_id": "Q1",
    "kept_id": "c1",
    "answer_id": "c1",
    "answer_ids": ["c1"],
    "other_ids": ["c2"],
    "rows": [("tA", "words")],
    "theme_id": "th1",
    "stage_id": "S1",
    "ballot_id": "b2",
    "participant_id": "p1",
    "organisation_id": "o1",
    "group_id": "tA",
    "objective_id": "ob1",
    "action_id": "a1",
    "decision_id": "d1",
    "review_id": "rv1",
    "pledge_id": "pl1",
    "indicator_id": "in1",
    "lesson_id": "le1",
    "apology_id": "ap1",
    "item_id": "pk1",
    "statements": ["words"],
    "scores": [],
    "rag": None,
    "voter_ids": ["p1"],
    "choices": {},
    "flag": "headline",
    "minutes": 5,
    "seconds": 5,
    "place": 0,
    "hidden": True,
    "done": True,
    "on": True,
}


def arguments_for(make: Callable[..., Any]) -> dict[str, Any]:
    """Something that is there for every argument that must be given; words for the others."""
    return {
        name: KNOWN.get(name, "words")
        for name, parameter in inspect.signature(make).parameters.items()
        if parameter.default is inspect.Parameter.empty and parameter.kind is not inspect.Parameter.VAR_KEYWORD
    }


class TestAnyRecord:
    def test_what_has_a_name_never_loses_it(self, session: Session) -> None:
        assert code(session, records.change(Organisation, "o1", name=" ")) == "empty_text"
        assert code(session, records.add(Lesson, text="")) == "empty_text"
        session.do(records.change(Organisation, "o1", name=" Borough "))
        assert session.workshop.get(Organisation, "o1").name == "Borough"

    def test_what_is_not_there_cannot_be_changed(self, session: Session) -> None:
        assert code(session, records.change(Organisation, "o9", name="x")) == "unknown_record"
        assert code(session, records.remove(Organisation, "o9")) == "unknown_record"

    def test_undoing_brings_back_what_was_removed(self, session: Session) -> None:
        before = session.workshop.get(Participant, "p1")
        session.do(records.remove(Participant, "p1"))
        session.undo()
        assert session.workshop.get(Participant, "p1") == before
