"""Every edit that there is, done once: what the history says of it is a sentence about what it touched."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from types import MappingProxyType

import pytest

from lsp_workshop import domain
from lsp_workshop.domain import key_tasks
from lsp_workshop.domain.catching_up import Place, Proposal, Way
from lsp_workshop.domain.doubt import DOUBTFUL
from lsp_workshop.domain.edits import (
    accountability,
    agenda,
    ballots,
    capture,
    correcting,
    developments,
    doubt,
    event,
    feedback,
    health_check,
    in_turn,
    indicators,
    lessons,
    milestones,
    names,
    objectives,
    parking,
    people,
    photos,
    plan,
    pledges,
    prompts,
    purpose,
    questions,
    records,
    reviews,
    routes,
    runsheet,
    staff_team,
    themes,
    vision,
    votes,
)
from lsp_workshop.domain.framework import Prompt, read_framework
from lsp_workshop.domain.hands import Hands
from lsp_workshop.domain.history import Wording, bring_back, deeds, in_past, wordings
from lsp_workshop.domain.model import (
    Action,
    Adoption,
    AgendaItem,
    Answer,
    Apology,
    Ballot,
    BallotOption,
    BallotRules,
    Decision,
    Feedback,
    HowSure,
    Indicator,
    Lesson,
    Mechanism,
    Method,
    Milestone,
    Objective,
    ParkingLotItem,
    Participant,
    Photo,
    Picture,
    Pledge,
    PurposeStatement,
    Record,
    Review,
    ReviewItem,
    Route,
    Secrecy,
    StaffFunction,
    Stage,
    Theme,
    VisionWording,
    Vote,
    WorkshopStatus,
)
from lsp_workshop.domain.routes import RouteSource
from lsp_workshop.domain.staff_team import StaffLine
from lsp_workshop.domain.transaction import Edit, together
from lsp_workshop.paths import resource
from lsp_workshop.session import Session
from tests.domain.days import RICH
from tests.domain.flip_charts import flip_chart
from tests.ui.support import session_of

DOUBTED = Lesson(id="le2", text="Ask late", extra=MappingProxyType({DOUBTFUL: True}))
TASK = key_tasks.Task(
    Prompt("K4.1", "Auditing skills and needs", (1,)), (Stage(id="S1", number=1, title="Why"),), (), ()
)
SERVICE = StaffLine("X2", "Serve the board")
HINT = Prompt("H1", "Trust took a long time to build.", (1,))
HEALTH = dataclasses.replace(
    read_framework(json.loads(resource("framework.json").read_text(encoding="utf-8"))), elements=(HINT,)
)
KNOWN: tuple[Record, ...] = (
    *(record for record in RICH if not isinstance(record, AgendaItem)),
    DOUBTED,
    Participant(id="p2", name="Ben", organisation_id="o1"),
    Apology(id="ap1", name="Cai"),
    AgendaItem(id="ag1", order=1, title="Welcome"),
    AgendaItem(id="ag2", order=2, title="Lunch", minutes=45),
    Answer(id="c8", question_id="Q1", text="More trams"),
    Answer(id="c9", question_id="Q1", text="More trains"),
    PurposeStatement(id="pu1", text="To be one voice"),
    StaffFunction(id="X1", text="Service the partnership", note="Una"),
    Decision(id="d1", text="Meet twice a year"),
    VisionWording(id="vw1", text="A place for all"),
    Adoption(id="ad1", body="City council"),
    Route(id="ro1", text="Trams"),
    Route(id="ro2", text="Trains"),
    Objective(id="ob1", number=1, title="Warm homes"),
    Indicator(id="in1", title="Cold homes"),
    Action(id="ac1", title="Run a bus", milestones=(Milestone(title="Rota agreed"),)),
    Pledge(id="pl1", text="Lend a hall"),
    Mechanism(id="me1", to_whom="Residents"),
    Review(id="re1", date="2026-09-01", items=(ReviewItem(title="The rota"),)),
    Lesson(id="le1", text="Ask early"),
    ParkingLotItem(id="pk1", text="Who pays?"),
    Feedback(id="feedback", statements=("It was worth my time",)),
    Picture(id="pi1", data=""),
    Photo(id="ph1", question_id="Q1", picture_id="pi1", width=4, height=3),
    Photo(id="ph2", question_id="Q1", picture_id="pi1", width=4, height=3, order=1),
    Ballot(
        id="b1",
        title="Which one?",
        method=Method.DOTS,
        options=(BallotOption(id="o1", label="Trams"), BallotOption(id="o2", label="Trains")),
        rules=BallotRules(dots_per_voter=1),
        secrecy=Secrecy.ATTRIBUTED,
    ),
)

Example = tuple[Callable[[Session], Edit], str]
"""What is done (after whatever has to come before it), and what the history says then."""


def _late(way: Way, item_id: str) -> Proposal:
    """What catching up in this way would do to one item of 45 minutes."""
    shorter = way is Way.SHORTEN
    place = Place(item_id, 13 * 60, 30 if shorter else 45, cut=way is Way.LEAVE_OUT)
    return Proposal(way, (place,), 15 if shorter else 0, 13 * 60 + 45, 0)


def after(*before: Edit, then: Callable[[Session], Edit]) -> Callable[[Session], Edit]:
    def made(session: Session) -> Edit:
        for each in before:
            session.do(each)
        return then(session)

    return made


def it(edit: Edit) -> Callable[[Session], Edit]:
    return lambda _session: edit


def wordings_of(session: Session) -> list[Wording]:
    """The words that the last deed touched."""
    return wordings(session.workshop, deeds(session.workshop, session.history())[0])


def paper(session: Session) -> str:
    return session.workshop.all(Vote)[0].id


def theme(session: Session, title: str) -> str:
    return next(each.id for each in session.workshop.all(Theme) if each.title == title)


RAILS = themes.put_under_theme(["c8"], "Rails")
OPENED = ballots.open_ballot("b1")
VOTED = votes.cast_vote("b1", {"o1": 1}, participant_id="p1")
TIE = (
    people.arrive("p2"),
    OPENED,
    VOTED,
    votes.cast_vote("b1", {"o2": 1}, participant_id="p2"),
    ballots.close_ballot("b1"),
)

EXAMPLES: dict[str, tuple[Example, ...]] = {
    "accountability.add_mechanism": (
        (it(accountability.add_mechanism("Tenants")), "added accountability mechanism “Tenants”"),
    ),
    "accountability.change_mechanism": (
        (
            it(accountability.change_mechanism("me1", how="At a meeting")),
            "changed accountability mechanism “Residents”",
        ),
    ),
    "key_tasks.tick_task": (
        (it(key_tasks.tick_task(TASK, True)), "ticked key task “Auditing skills and needs”"),
        (
            after(
                key_tasks.tick_task(TASK, True),
                then=it(key_tasks.tick_task(dataclasses.replace(TASK, ticked=TASK.stages), False)),
            ),
            "unticked key task “Auditing skills and needs”",
        ),
    ),
    "vision.add_wording": ((it(vision.add_wording("A warm place")), "added vision wording “A warm place”"),),
    "vision.add_wordings_from": (
        (it(vision.add_wordings_from(["c8"])), "added vision wording “More trams”"),
        (it(vision.add_wordings_from(["c8", "c9"])), "added 2 vision wordings"),
    ),
    "vision.reword_vision": ((it(vision.reword_vision("vw1", "Ours")), "reworded vision wording “A place for all”"),),
    "vision.set_vision_status": (
        (it(vision.set_vision_status("vw1", "adopted")), "changed vision wording “A place for all”"),
    ),
    "vision.put_vision_to_ballot": (
        (it(vision.put_vision_to_ballot("vw1")), "put vision wording “A place for all” to a ballot"),
    ),
    "vision.remove_wordings": ((it(vision.remove_wordings(["vw1"])), "removed vision wording “A place for all”"),),
    "vision.add_adoption": ((it(vision.add_adoption("Cabinet")), "added body “Cabinet”"),),
    "vision.change_adoption": ((it(vision.change_adoption("ad1", status="asked")), "changed body “City council”"),),
    "vision.set_adoption_date": ((it(vision.set_adoption_date("ad1", "6/11")), "changed body “City council”"),),
    "routes.add_route": ((it(routes.add_route("Ferries")), "added route “Ferries”"),),
    "routes.change_route": ((it(routes.change_route("ro1", rules_out="Cars")), "changed route “Trams”"),),
    "routes.take_routes": (
        (it(routes.take_routes([RouteSource("More trams", "c8")])), "took over route “More trams”"),
        (it(routes.take_routes([RouteSource("Bikes"), RouteSource("Ferries")])), "took over 2 routes"),
    ),
    "routes.set_route_status": ((it(routes.set_route_status("ro1", "chosen")), "changed route “Trams”"),),
    "routes.put_routes_to_ballot": ((it(routes.put_routes_to_ballot()), "put 2 routes to a ballot"),),
    "agenda.add_agenda_item": ((it(agenda.add_agenda_item("Tea")), "added agenda item “Tea”"),),
    "agenda.move": ((it(agenda.move(AgendaItem, "ag1", 1)), "moved agenda item “Welcome”"),),
    "agenda.set_fixed": ((it(agenda.set_fixed("ag1", "yes")), "changed agenda item “Welcome”"),),
    "agenda.set_minutes": ((it(agenda.set_minutes("ag1", "20")), "changed agenda item “Welcome”"),),
    "agenda.set_stage": ((it(agenda.set_stage("ag1", "1")), "changed agenda item “Welcome”"),),
    "agenda.set_time": ((it(agenda.set_time("ag1", "09:30")), "changed agenda item “Welcome”"),),
    "ballots.change_ballot": ((it(ballots.change_ballot("b1", title="Which?")), "changed the ballot “Which?”"),),
    "ballots.close_ballot": (
        (after(OPENED, then=it(ballots.close_ballot("b1"))), "closed the ballot “Which one?”"),
    ),
    "ballots.delete_ballot": ((it(ballots.delete_ballot("b1")), "deleted the ballot “Which one?”"),),
    "ballots.new_ballot": ((it(ballots.new_ballot("Who?", method=Method.RANKING)), "made the ballot “Who?”"),),
    "ballots.open_ballot": ((it(OPENED), "opened the ballot “Which one?”"),),
    "ballots.settle_tie": (
        (after(*TIE, then=it(ballots.settle_tie("b1", "By lot"))), "said how the tie in “Which one?” was settled"),
    ),
    "capture.capture_answer": ((it(capture.capture_answer("Q1", "Trees")), "captured answer “Trees”"),),
    "capture.capture_answers": (
        (it(capture.capture_answers("Q1", [(None, "Trees"), (None, "Shade")])), "captured 2 answers"),
    ),
    "capture.keep_again": (
        (after(capture.set_aside(["c3"]), then=it(capture.keep_again(["c3"]))), "kept answer “Late buses”"),
    ),
    "capture.mark": (
        (it(capture.mark(["c3"], "to_check", True)), "marked answer “Late buses” as to check"),
        (
            after(capture.mark(["c3"], "headline", True), then=it(capture.mark(["c3"], "headline", False))),
            "cleared headline of answer “Late buses”",
        ),
    ),
    "capture.move_to_group": ((it(capture.move_to_group(["c3"], "tA")), "moved answer “Late buses” to Table A"),),
    "capture.put_in_part": (
        (
            after(questions.set_parts("Q1", ["Needs", "Chances"]), then=it(capture.put_in_part(["c3"], "Needs"))),
            "put answer “Late buses” into “Needs”",
        ),
    ),
    "capture.reword_answer": ((it(capture.reword_answer("c3", "No buses")), "reworded answer “Late buses”"),),
    "capture.set_aside": ((it(capture.set_aside(["c8", "c9"])), "set aside 2 answers"),),
    "correcting.change_paper": (
        (after(OPENED, VOTED, then=lambda s: correcting.change_paper(paper(s), {"o2": 1})), "changed a paper"),
    ),
    "developments.say_how_sure": (
        (it(developments.say_how_sure(["c8"], HowSure.LIKELY)), "marked answer “More trams” as likely"),
        (
            after(developments.say_how_sure(["c8"], HowSure.LIKELY), then=it(developments.say_how_sure(["c8"], None))),
            "marked answer “More trams” as not said how sure",
        ),
    ),
    "developments.say_when": (
        (
            it(developments.say_when(["c8", "c9"], "April 2027")),
            "said when it bites (April 2027): 2 answers",
        ),
        (
            after(developments.say_when(["c8"], "2027"), then=it(developments.say_when(["c8"], ""))),
            "cleared when it bites: answer “More trams”",
        ),
    ),
    "health_check.new_health_check": (
        (it(health_check.new_health_check("Q1", HEALTH)), "made the ballot “Partnership health check”"),
    ),
    "health_check.open_health_check": (
        (it(health_check.open_health_check("Q1", HEALTH)), "opened the ballot “Partnership health check”"),
    ),
    "purpose.write_purpose": (
        (it(purpose.write_purpose("To be heard")), "wrote the purpose statement “To be heard”"),
    ),
    "purpose.bring_back_purpose": (
        (
            after(purpose.write_purpose("To be heard"), then=it(purpose.bring_back_purpose("pu1"))),
            "brought back the purpose statement “To be one voice”",
        ),
    ),
    "purpose.draft_purpose": (
        (
            after(capture.mark(["c8"], "headline", True), then=it(purpose.draft_purpose())),
            "drafted the purpose statement from the headlines",
        ),
    ),
    "questions.ask_when": (
        (it(questions.ask_when("Q1", True)), "began asking when it bites at question 1.1"),
        (it(questions.ask_when("Q1", False)), "left off asking when it bites at question 1.1"),
    ),
    "staff_team.answer_staff_function": (
        (
            it(staff_team.answer_staff_function(SERVICE, "p")),
            "marked staff-team function “Serve the board” as “planned”",
        ),
    ),
    "staff_team.note_staff_function": (
        (it(staff_team.note_staff_function(SERVICE, "Ben")), "changed staff-team function “Serve the board”"),
    ),
    "doubt.vouch_for": ((it(doubt.vouch_for([DOUBTED])), "said that the lesson “Ask late” is right"),),
    "event.add_time": ((it(event.add_time("S1", 5)), "noted the time used"),),
    "event.change_details": ((it(event.change_details(venue="Hall")), "changed the workshop's details"),),
    "event.change_partnership": ((it(event.change_partnership(area="Bay")), "changed the partnership's details"),),
    "event.close_workshop": ((it(event.close_workshop()), "closed the workshop"),),
    "event.open_workshop": (
        (
            after(event.change_details(status=WorkshopStatus.DRAFT), then=it(event.open_workshop())),
            "opened the workshop",
        ),
    ),
    "event.reopen_for_correction": (
        (
            after(event.close_workshop(), then=it(event.reopen_for_correction("A slip"))),
            "reopened the workshop for correction",
        ),
    ),
    "event.set_stage_done": ((it(event.set_stage_done("S1", True)), "marked stage 1 as done"),),
    "event.walk_to": ((it(event.walk_to("Q2")), "walked to a question"),),
    "event.write_note": (
        (it(event.write_note("S1", "Table C is loud")), "wrote the private note of stage 1"),
        (it(event.write_note(None, "Coffee at ten")), "wrote the private note of the day"),
    ),
    "feedback.add_comment": ((it(feedback.add_comment("Cold room")), "added a comment"),),
    "feedback.add_form": ((it(feedback.add_form([4])), "added a feedback form"),),
    "feedback.set_statements": ((it(feedback.set_statements(["Well run"])), "changed what the feedback form asks"),),
    "history.bring_back": (
        (
            after(themes.rename_theme("th1", "Trams"), then=lambda s: bring_back(wordings_of(s))),
            "brought back “Buses”",
        ),
    ),
    "in_turn.add_row": (
        (it(in_turn.add_row(Lesson, lessons.add_lesson("Ask"), [lambda _: people.arrive("p2")])), "added lesson “Ask”"),
    ),
    "in_turn.all_in_turn": (
        (it(in_turn.all_in_turn("paste 2 rows", [capture.set_aside(["c8", "c9"])])), "pasted 2 rows"),
    ),
    "indicators.add_indicator": ((it(indicators.add_indicator("Trips")), "added indicator “Trips”"),),
    "indicators.set_figure": ((it(indicators.set_figure("in1", "target", "7")), "changed indicator “Cold homes”"),),
    "indicators.set_figure_date": (
        (it(indicators.set_figure_date("in1", "target_date", "2028")), "changed indicator “Cold homes”"),
    ),
    "indicators.set_direction": ((it(indicators.set_direction("in1", "down")), "changed indicator “Cold homes”"),),
    "indicators.set_owner": ((it(indicators.set_owner("in1", "Health")), "changed indicator “Cold homes”"),),
    "indicators.remove_indicators": (
        (it(indicators.remove_indicators(["in1"])), "removed indicator “Cold homes”"),
    ),
    "indicators.change_indicator": (
        (it(indicators.change_indicator("in1", unit="homes")), "changed indicator “Cold homes”"),
    ),
    "lessons.add_lesson": ((it(lessons.add_lesson("Ask twice")), "added lesson “Ask twice”"),),
    "lessons.change_lesson": ((it(lessons.change_lesson("le1", kind="ours")), "changed lesson “Ask early”"),),
    "parking.change_parked": (
        (it(parking.change_parked("pk1", status="settled")), "changed parking lot item “Who pays?”"),
    ),
    "parking.set_answer_by": (
        (it(parking.set_answer_by("pk1", "1/9/2026")), "changed parking lot item “Who pays?”"),
    ),
    "parking.set_parked_owner": (
        (it(parking.set_parked_owner("pk1", "Una")), "changed parking lot item “Who pays?”"),
    ),
    "photos.add_photos": (
        (it(photos.add_photos("Q1", [flip_chart()])), "added a photo"),
        (it(photos.add_photos("Q1", [flip_chart()] * 2)), "added 2 photos"),
    ),
    "photos.change_photo": ((it(photos.change_photo("ph1", caption="Needs")), "changed photo"),),
    "photos.move_photo": ((it(photos.move_photo("ph1", 1)), "moved the photo"),),
    "photos.put_with_question": (
        (it(photos.put_with_question("ph1", "1.1")), "put a photo with question 1.1"),
    ),
    "photos.remove_photos": ((it(photos.remove_photos(["ph1", "ph2"])), "removed 2 photos"),),
    "parking.park": ((it(parking.park("Who drives?")), "parked “Who drives?”"),),
    "people.add_apology": ((it(people.add_apology("Dee")), "added apology “Dee”"),),
    "people.add_group": ((it(people.add_group()), "added group “C”"),),
    "people.add_organisation": ((it(people.add_organisation("Police")), "added organisation “Police”"),),
    "people.add_participant": ((it(people.add_participant("Eve")), "added participant “Eve”"),),
    "people.add_sector": ((it(people.add_sector("Voluntary")), "added sector “Voluntary”"),),
    "people.walk_in": ((it(people.walk_in("Eve")), "added participant “Eve” as here"),),
    "people.arrive": ((it(people.arrive("p2")), "ticked “Ben” as here"),),
    "people.change_apology": ((it(people.change_apology("ap1", organisation="Health")), "changed apology “Cai”"),),
    "people.leave": ((it(people.leave("p1")), "noted that “Una” has left"),),
    "people.not_here": ((it(people.not_here("p1")), "took back the tick of “Una”"),),
    "people.rename_group": ((it(people.rename_group("tB", "Z")), "changed group “B”"),),
    "people.rename_organisation": ((it(people.rename_organisation("o1", "City")), "changed organisation “Council”"),),
    "people.seat_everyone": ((it(people.seat_everyone()), "gave 2 people a table"),),
    "people.set_flag": ((it(people.set_flag("p1", "large_print", "yes")), "changed participant “Una”"),),
    "people.set_group": ((it(people.set_group("p1", "B")), "changed participant “Una”"),),
    "people.set_group_person": ((it(people.set_group_person("tB", "host_id", "Una")), "changed group “B”"),),
    "people.set_here": (
        (it(people.set_here("p2", "yes")), "ticked “Ben” as here"),
        (it(people.set_here("p1", "left")), "noted that “Una” has left"),
    ),
    "people.set_organisation": ((it(people.set_organisation("p1", "Health")), "changed the organisation of “Una”"),),
    "people.set_organisation_sector": (
        (it(people.set_organisation_sector("o1", "")), "changed organisation “Council”"),
    ),
    "people.set_sector": ((it(people.set_sector("p1", "")), "changed organisation “Council”"),),
    "people.set_shape": ((it(people.set_shape("public", "square")), "changed sector “Public”"),),
    "plan.add_action": ((it(plan.add_action("Paint it")), "added action “Paint it”"),),
    "plan.add_decision": ((it(plan.add_decision("S1", "Go on")), "recorded decision “Go on”"),),
    "milestones.add_milestone": (
        (it(milestones.add_milestone("ac1", "Driver found")), "added milestone “Driver found” to “Run a bus”"),
    ),
    "plan.add_objective": ((it(plan.add_objective("Clean air")), "added objective “Clean air”"),),
    "plan.change_action": ((it(plan.change_action("ac1", target="Two a day")), "changed action “Run a bus”"),),
    "plan.change_decision": (
        (it(plan.change_decision("d1", dissent="Health")), "changed decision “Meet twice a year”"),
    ),
    "milestones.change_milestone": (
        (it(milestones.change_milestone("ac1", 0, "Rota")), "changed milestone “Rota agreed”"),
    ),
    "milestones.remove_milestone": ((it(milestones.remove_milestone("ac1", 0)), "removed milestone “Rota agreed”"),),
    "plan.set_action_due": ((it(plan.set_action_due("ac1", "1/9/2026")), "changed action “Run a bus”"),),
    "plan.set_action_objective": ((it(plan.set_action_objective("ac1", "1")), "changed action “Run a bus”"),),
    "plan.set_action_organisations": (
        (
            it(plan.set_action_organisations("ac1", "planner_organisation_id", "Council")),
            "changed action “Run a bus”",
        ),
    ),
    "plan.set_action_owner": ((it(plan.set_action_owner("ac1", "Una")), "changed action “Run a bus”"),),
    "plan.set_lead_organisation": (
        (it(plan.set_lead_organisation("ob1", "Council")), "changed objective “Warm homes”"),
    ),
    "plan.set_lead_person": ((it(plan.set_lead_person("ob1", "Una")), "changed objective “Warm homes”"),),
    "plan.set_objective_number": ((it(plan.set_objective_number("ob1", "7")), "changed objective “Warm homes”"),),
    "milestones.tick_milestone": (
        (it(milestones.tick_milestone("ac1", 0, True)), "marked milestone “Rota agreed” as done"),
    ),
    "pledges.add_pledge": ((it(pledges.add_pledge("Share vans")), "added pledge “Share vans”"),),
    "milestones.set_milestones": (
        (it(milestones.set_milestones("ac1", "May: Rota agreed; Running")), "set 2 milestones of action “Run a bus”"),
        (it(milestones.set_milestones("ac1", "")), "cleared the milestones of action “Run a bus”"),
    ),
    "names.put_organisation": (
        (
            it(names.put_organisation(Pledge, "pl1", "organisation_id", "Council")),
            "changed pledge “Lend a hall”",
        ),
    ),
    "objectives.objective_from": ((it(objectives.objective_from(["Clean air"])), "added objective “Clean air”"),),
    "objectives.set_indicators": (
        (it(objectives.set_indicators("ob1", "Cold homes")), "changed objective “Warm homes”"),
    ),
    "objectives.set_routes": (
        (
            after(OPENED, VOTED, ballots.close_ballot("b1"), then=it(objectives.set_routes("ob1", "Trams"))),
            "changed objective “Warm homes”",
        ),
    ),
    "plan.set_arrangements": ((it(plan.set_arrangements("ac1", "trust", [HINT])), "changed action “Run a bus”"),),
    "plan.set_first_step_due": ((it(plan.set_first_step_due("ac1", "1/9/2026")), "changed action “Run a bus”"),),
    "plan.tick_arrangement": (
        (it(plan.tick_arrangement("ac1", HINT, True)), "ticked “Trust took a long time to build.” for “Run a bus”"),
    ),
    "pledges.set_pledge_dimension": (
        (it(pledges.set_pledge_dimension("pl1", "trust", [HINT])), "changed pledge “Lend a hall”"),
    ),
    "pledges.set_pledge_due": ((it(pledges.set_pledge_due("pl1", "1/9/2026")), "changed pledge “Lend a hall”"),),
    "pledges.set_pledge_organisation": (
        (it(pledges.set_pledge_organisation("pl1", "Council")), "changed pledge “Lend a hall”"),
    ),
    "pledges.set_pledge_person": ((it(pledges.set_pledge_person("pl1", "Una")), "changed pledge “Lend a hall”"),),
    "pledges.change_pledge": ((it(pledges.change_pledge("pl1", due="2026-10")), "changed pledge “Lend a hall”"),),
    "prompts.tick_prompt": (
        (it(prompts.tick_prompt("S1", HINT, True)), "ticked prompt “Trust took a long time to build.” in stage 1"),
        (
            after(prompts.tick_prompt("S1", HINT, True), then=it(prompts.tick_prompt("S1", HINT, False))),
            "unticked prompt “Trust took a long time to build.” in stage 1",
        ),
    ),
    "questions.add_question": ((it(questions.add_question("S2", "And then?")), "added question 2.1"),),
    "questions.hide_question": (
        (it(questions.hide_question("Q2", True)), "hid question 1.2"),
        (
            after(questions.hide_question("Q2", True), then=it(questions.hide_question("Q2", False))),
            "showed question 1.2",
        ),
    ),
    "questions.reword_question": ((it(questions.reword_question("Q2", "For us?")), "reworded question 1.2"),),
    "questions.restore_wording": (
        (it(questions.restore_wording("Q2", "Who for?")), "restored the wording of question 1.2"),
    ),
    "questions.set_parts": ((it(questions.set_parts("Q1", ["Needs", "Chances"])), "set the parts of question 1.1"),),
    "questions.set_minutes": ((it(questions.set_minutes("Q2", 9)), "planned minutes for question 1.2"),),
    "records.add": ((it(records.add(Lesson, text="Go slow")), "added lesson “Go slow”"),),
    "records.change": ((it(records.change(Lesson, "le1", text="Go")), "changed lesson “Ask early”"),),
    "records.remove": ((it(records.remove(Lesson, "le1")), "removed lesson “Ask early”"),),
    "reviews.add_carried": (
        (it(reviews.add_carried("The hall")), "added point “The hall” to the review of 1 September 2026"),
    ),
    "reviews.remove_items": (
        (it(reviews.remove_items([("re1", 0)])), "removed point “The rota” of the review of 1 September 2026"),
        (
            after(
                reviews.add_carried("The hall"), then=it(reviews.remove_items([("re1", 0), ("re1", 1)]))
            ),
            "removed 2 points of reviews",
        ),
    ),
    "reviews.set_item_state": (
        (
            it(reviews.set_item_state("re1", 0, "a: nobody drives")),
            "changed point “The rota” of the review of 1 September 2026",
        ),
    ),
    "reviews.add_review": ((it(reviews.add_review("2027-01-10")), "added the review of 10 January 2027"),),
    "reviews.add_review_item": (
        (it(reviews.add_review_item("re1", "The hall")), "added point “The hall” to the review of 1 September 2026"),
    ),
    "reviews.change_review": (
        (it(reviews.change_review("re1", kind="half-year")), "changed the review of 1 September 2026"),
    ),
    "reviews.set_review_date": (
        (it(reviews.set_review_date("re1", "March 2027")), "changed the review of 1 September 2026"),
    ),
    "reviews.change_review_item": (
        (
            it(reviews.change_review_item("re1", 0, title="The new rota")),
            "changed point “The rota” of the review of 1 September 2026",
        ),
    ),
    "reviews.remove_review_item": (
        (it(reviews.remove_review_item("re1", 0)), "removed point “The rota” of the review of 1 September 2026"),
    ),
    "reviews.set_action_rag": (
        (it(reviews.set_action_rag("ac1", "red", "No driver")), "rated action “Run a bus” red"),
        (
            after(reviews.set_action_rag("ac1", "green"), then=it(reviews.set_action_rag("ac1", None))),
            "cleared the colour of action “Run a bus”",
        ),
    ),
    "runsheet.begin_item": ((it(runsheet.begin_item("ag1")), "began agenda item “Welcome”"),),
    "runsheet.catch_up": (
        (it(runsheet.catch_up(_late(Way.MOVE, "ag2"))), "moved agenda item “Lunch” to a later time"),
        (it(runsheet.catch_up(_late(Way.SHORTEN, "ag2"))), "took 15 minutes from agenda item “Lunch”"),
        (it(runsheet.catch_up(_late(Way.LEAVE_OUT, "ag2"))), "left out agenda item “Lunch”"),
    ),
    "runsheet.finish_item": (
        (after(runsheet.begin_item("ag1"), then=it(runsheet.finish_item())), "finished agenda item “Welcome”"),
    ),
    "runsheet.give_minutes": (
        (it(runsheet.give_minutes("ag2", 1)), "gave 1 minute to “Lunch”"),
        (it(runsheet.give_minutes("ag2", -5)), "took 5 minutes from “Lunch”"),
    ),
    "runsheet.go_to_step": (
        (
            after(runsheet.set_steps("ag1", "Alone 1; All 5"), then=it(runsheet.go_to_step("ag1", 1))),
            "walked to a step of the method",
        ),
    ),
    "runsheet.put_back": (
        (after(runsheet.begin_item("ag1"), then=it(runsheet.put_back("ag1"))), "put back agenda item “Welcome”"),
    ),
    "runsheet.set_cut": (
        (it(runsheet.set_cut("ag2", True)), "left out agenda item “Lunch”"),
        (
            after(runsheet.set_cut("ag2", True), then=it(runsheet.set_cut("ag2", False))),
            "took agenda item “Lunch” in again",
        ),
    ),
    "runsheet.set_method": ((it(runsheet.set_method("ag1", "In a ring")), "changed agenda item “Welcome”"),),
    "runsheet.set_steps": ((it(runsheet.set_steps("ag1", "Alone 1")), "planned the steps of agenda item “Welcome”"),),
    "runsheet.start_afresh": (
        (after(runsheet.begin_item("ag1"), then=it(runsheet.start_afresh())), "started the run sheet afresh"),
    ),
    "themes.clear_theme": ((it(themes.clear_theme(["c3"])), "took answer “Late buses” out of theme “Buses”"),),
    "themes.merge_themes": (
        (
            after(RAILS, then=lambda s: themes.merge_themes("th1", [theme(s, "Rails")])),
            "merged theme “Rails” into “Buses”",
        ),
    ),
    "themes.move_to_theme": ((it(themes.move_to_theme(["c8"], "th1")), "put answer “More trams” under “Buses”"),),
    "themes.park_theme": ((it(themes.park_theme("th1")), "parked theme “Buses”"),),
    "themes.place_theme": (
        (
            after(RAILS, then=lambda s: themes.place_theme(theme(s, "Rails"), "th1")),
            "moved theme “Rails” before “Buses”",
        ),
    ),
    "themes.split_theme": (
        (
            after(themes.put_under_theme(["c8"], "Buses"), then=it(themes.split_theme(["c8"], "Rails"))),
            "split answer “More trams” off into theme “Rails”",
        ),
    ),
    "themes.merge_answers": ((it(themes.merge_answers("c8", ["c9", "c1"])), "merged 3 answers into “More trams”"),),
    "themes.put_under_theme": (
        (it(themes.put_under_theme(["c8", "c9"], "Rails")), "put 2 answers under “Rails”"),
    ),
    "themes.remove_theme": ((it(themes.remove_theme("th1")), "removed theme “Buses”"),),
    "themes.rename_theme": ((it(themes.rename_theme("th1", "Trams")), "renamed theme “Buses” to “Trams”"),),
    "themes.split_answers": (
        (
            after(themes.merge_answers("c8", ["c9"]), then=it(themes.split_answers(["c9"]))),
            "split answer “More trains”",
        ),
    ),
    "transaction.together": (
        (it(together("mark 2 answers", [capture.mark(["c8", "c9"], "to_check", True)])), "marked 2 answers"),
    ),
    "votes.cast_hands": (
        (after(OPENED, then=it(votes.cast_hands("b1", [Hands("o1", 1, 1)]))), "entered a show of hands"),
    ),
    "votes.cast_vote": ((after(OPENED, then=it(VOTED)), "entered a paper"),),
    "votes.record_turnout": (
        (after(OPENED, then=it(votes.record_turnout("b1", ["p1"]))), "noted who has voted in “Which one?”"),
    ),
}  # fmt: skip


def every_edit() -> Iterator[str]:
    """Every function of the domain that gives an edit, by its module and name."""
    for found in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and function.__annotations__.get("return") == "Edit":
                yield f"{found.name.rpartition('.')[2]}.{name}"


def test_every_edit_has_an_example_here() -> None:
    """An edit that nobody looked at stands in the history as a command, or says nothing of what it touched."""
    assert sorted(EXAMPLES) == sorted(every_edit())


@pytest.mark.parametrize(("made", "words"), [each for found in EXAMPLES.values() for each in found])
def test_what_was_done_is_a_sentence(made: Callable[[Session], Edit], words: str) -> None:
    """ "What did we do at two?" is asked in the room, and read out as it stands there."""
    session = session_of(KNOWN)
    done = session.do(made(session))
    assert done.changes, "an example has to do something"
    assert in_past(done.label) == words


def test_the_words_of_private_notes_and_voters_are_in_no_label() -> None:
    """What is undone is told in the window's bar, which a room may see."""
    session = session_of(KNOWN)
    labels = [session.do(edit).label for edit in (event.write_note("S1", "Zebra"), OPENED, VOTED)]
    assert not [label for label in labels if "Zebra" in label or "Una" in label]
