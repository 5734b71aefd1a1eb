"""The run sheet: what was planned, what happened, how late the day is, and what catching up would bring."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lsp_workshop.domain import catching_up
from lsp_workshop.domain.catching_up import Way
from lsp_workshop.domain.edits import agenda
from lsp_workshop.domain.edits import runsheet as edits
from lsp_workshop.domain.edits.event import add_time, close_workshop
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.methods import parse_steps, read_methods, steps_typed
from lsp_workshop.domain.minutes import clock, minutes_of, scaled, shares, steps_of
from lsp_workshop.domain.model import DETAILS_ID, AgendaItem, AgendaStep, Question, Stage, WorkshopDetails
from lsp_workshop.domain.runsheet import (
    Phase,
    RunSheet,
    State,
    item_of_stage,
    run_sheet,
    running_item,
    seconds_taken,
)
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.run_sheet.words import standing
from tests.ui.support import MemoryStore

DAY = "2026-03-12"
STAGES = (Stage(id="S1", number=1, title="One"), Stage(id="S2", number=2, title="Two"))
AGENDA = (
    AgendaItem(id="welcome", order=1, time="09:45", title="Welcome", minutes=15),
    AgendaItem(id="one", order=2, time="10:00", title="Stage 1", minutes=40, stage_id="S1"),
    AgendaItem(id="break", order=3, time="10:40", title="Break", minutes=15),
    AgendaItem(id="two", order=4, time="10:55", title="Stage 2", minutes=65, stage_id="S2"),
    AgendaItem(id="lunch", order=5, time="12:10", title="Lunch", minutes=45, fixed=True),
    AgendaItem(id="close", order=6, time="12:55", title="Close", minutes=5),
)
ASKED = Question(id="Q1", stage_id="S1", number="1.1", text="Why?", minutes=10, seconds_used=300)
METHODS = read_methods(
    [
        {
            "id": "a",
            "name": "1-2-4-All",
            "steps": [
                {"title": "Alone", "minutes": 1},
                {"title": "In pairs", "minutes": 2},
                {"title": "In fours", "minutes": 4},
                {"title": "All", "minutes": 5},
            ],
        },
        {
            "id": "b",
            "name": "Carousel",
            "stations": 4,
            "steps": [{"title": "Station {number} of {count}", "minutes": 10}],
        },
    ]
)


class Day:
    """A workshop whose clock is set by hand."""

    def __init__(self, *items: AgendaItem | Question, date: str = DAY, starts: str = "09:45") -> None:
        details = WorkshopDetails(id=DETAILS_ID, title="Day", date=date, starts=starts)
        self.now = datetime.fromisoformat(f"{DAY}T09:00:00")
        self.session = Session(Workshop([details, *STAGES, *items]), MemoryStore(), clock=lambda: self.now)

    @property
    def workshop(self) -> Workshop:
        return self.session.workshop

    def at(self, time: str, on: str = DAY) -> RunSheet:
        """The run sheet at a time of the day ("10:05" or "10:05:30")."""
        self.now = datetime.fromisoformat(f"{on}T{time}" if len(time) > 5 else f"{on}T{time}:00")
        return run_sheet(self.workshop, self.now)

    def do(self, time: str, edit: Edit, on: str = DAY) -> RunSheet:
        self.at(time, on)
        self.session.do(edit)
        return self.at(time, on)

    def item(self, item_id: str) -> AgendaItem:
        return self.workshop.get(AgendaItem, item_id)


@pytest.fixture
def day() -> Day:
    return Day(*AGENDA)


def table(sheet: RunSheet) -> list[str]:
    """ "two now 11:03-12:08": what was or will be."""
    return [
        f"{line.item.id} {line.state.value}"
        + (f" {clock(line.start)}-{clock(line.end)}" if line.start is not None and line.end is not None else "")
        for line in sheet.lines
    ]


class TestHowTheDayStands:
    def test_before_it_begins_everything_stands_as_planned(self, day: Day) -> None:
        sheet = day.at("09:00")
        assert sheet.phase is Phase.BEFORE
        assert (sheet.late, clock(sheet.end or 0), sheet.planned_end) == (0, "13:00", sheet.end)

    def test_late_is_measured_where_it_bites(self, day: Day) -> None:
        """A facilitator who began 8 minutes late is told so before the first minute too many is used."""
        sheet = day.do("10:08", edits.begin_item("one"))
        assert sheet.late == 8
        assert table(sheet) == [
            "welcome passed over", "one now 10:08-10:48", "break ahead 10:48-11:03", "two ahead 11:03-12:08",
            "lunch ahead 12:10-12:55", "close ahead 12:55-13:00",
        ]  # fmt: skip

    def test_a_gap_in_the_plan_takes_up_what_is_late(self, day: Day) -> None:
        """Ten minutes lie between Stage 2 and lunch: lunch is told to be late only beyond those."""
        assert clock(day.do("10:08", edits.begin_item("one")).end or 0) == "13:00"
        day.do("10:48", edits.begin_item("break"))
        day.do("11:10", edits.begin_item("two"))
        assert day.at("11:20").late == 5
        assert clock(day.at("11:20").end or 0) == "13:05"

    def test_minutes_over_make_it_later_by_the_clock(self, day: Day) -> None:
        day.do("10:00", edits.begin_item("one"))
        assert day.at("10:39").late == 0
        assert day.at("10:44").late == 4

    def test_ahead_of_time_everything_comes_sooner_but_what_is_fixed(self, day: Day) -> None:
        """The caterers come at 12:10, however quick the room was."""
        sheet = day.do("09:57", edits.begin_item("one"))
        assert sheet.late == -3
        assert table(sheet)[2:5] == ["break ahead 10:37-10:52", "two ahead 10:52-11:57", "lunch ahead 12:10-12:55"]
        day.do("10:50", edits.begin_item("two"))
        assert day.at("11:00").late == 0

    def test_between_two_items_the_clock_goes_on(self, day: Day) -> None:
        day.do("10:00", edits.begin_item("one"))
        sheet = day.do("10:35", edits.finish_item())
        assert (sheet.phase, sheet.late) == (Phase.BETWEEN, -5)
        assert day.at("10:40").late == 0
        assert day.at("10:47").late == 7

    def test_the_last_item_is_measured_at_its_end(self, day: Day) -> None:
        assert day.do("12:57", edits.begin_item("close")).late == 2
        sheet = day.do("13:04", edits.finish_item())
        assert (sheet.phase, sheet.late) == (Phase.OVER, 4)

    def test_another_day_measures_nothing(self, day: Day) -> None:
        """Somebody who prepares a week before must not read that the day is hours behind."""
        sheet = run_sheet(day.workshop, datetime.fromisoformat("2026-03-05T15:00:00"))
        assert (sheet.phase, sheet.late, sheet.now) == (Phase.ELSEWHEN, None, None)
        assert clock(sheet.end or 0) == "13:00"
        assert sheet.running is None

    def test_a_day_that_was_moved_is_measured_on_the_day_it_is_held(self) -> None:
        """The date was not changed when the snow put the day off."""
        day = Day(*AGENDA, date="2026-02-01")
        assert day.at("09:50").late is None
        assert day.do("10:08", edits.begin_item("one")).late == 8

    def test_without_a_date_today_is_the_day(self) -> None:
        assert Day(*AGENDA, date="").at("09:00").phase is Phase.BEFORE

    def test_without_any_time_the_day_is_measured_from_when_it_began(self) -> None:
        items = [AgendaItem(id=f"i{n}", order=n, title="Item", minutes=20) for n in range(3)]
        day = Day(*items, starts="")
        assert day.at("10:00").late is None
        day.do("10:00", edits.begin_item("i0"))
        assert day.at("10:10").late == 0
        assert day.at("10:26").late == 6
        assert clock(day.at("10:26").end or 0) == "11:06"

    def test_times_of_the_afternoon_may_be_written_without_twelve(self) -> None:
        """ "1:30" after lunch at 12:45 is half past one."""
        items = (
            AgendaItem(id="lunch", order=1, time="12:45", title="Lunch", minutes=45),
            AgendaItem(id="four", order=2, time="01:30", title="Stage 4", minutes=60),
        )
        day = Day(*items, starts="")
        assert [clock(line.start or 0) for line in day.at("12:00").lines] == ["12:45", "13:30"]

    def test_broken_times_in_a_file_stop_nothing(self) -> None:
        items = (
            AgendaItem(id="a", order=1, time="morning", title="A", minutes=-5, started_at="yesterday"),
            AgendaItem(id="b", order=2, time="25:99", title="B", minutes=30, started_at=f"{DAY}T10:00:00+02:00"),
        )
        sheet = Day(*items).at("10:20")
        assert [line.state for line in sheet.lines] == [State.PASSED, State.NOW]

    def test_what_is_left_out_takes_no_time(self, day: Day) -> None:
        day.do("10:08", edits.begin_item("one"))
        sheet = day.do("10:10", edits.set_cut("break", True))
        assert sheet.lines[2].state is State.CUT
        assert sheet.late == 0
        assert table(sheet)[3] == "two ahead 10:55-12:00"


class TestWhatFollows:
    """Items of which nobody was told the time, as in the agenda of a new workshop."""

    @pytest.fixture
    def untold(self) -> Day:
        """All but lunch follow; Stage 1 is planned from 10:00, the break from 10:40, Stage 2 from 10:55."""
        return Day(*(item if item.fixed else dataclasses.replace(item, time="") for item in AGENDA))

    def test_it_moves_forward_where_something_is_left_out(self, untold: Day) -> None:
        """The break was left out, and the sheet went on telling a facilitator to wait a quarter of an hour."""
        untold.do("10:08", edits.begin_item("one"))
        sheet = untold.do("10:10", edits.set_cut("break", True))
        assert table(sheet)[3:5] == ["two ahead 10:48-11:53", "lunch ahead 12:10-12:55"]
        assert sheet.late == -7
        sheet = untold.do("10:48", edits.begin_item("two"))
        assert table(sheet)[4:] == ["lunch ahead 12:10-12:55", "close ahead 12:55-13:00"]

    def test_what_people_were_told_a_time_for_stays(self, untold: Day) -> None:
        told = Day(*(dataclasses.replace(item, time="12:10", fixed=False) if item.id == "lunch" else item
                     for item in untold.workshop.agenda()))  # fmt: skip
        told.do("10:00", edits.begin_item("one"))
        told.do("10:10", edits.set_cut("break", True))
        assert table(told.at("10:20"))[3:5] == ["two ahead 10:40-11:45", "lunch ahead 12:10-12:55"]
        assert table(told.do("10:40", edits.begin_item("two")))[4] == "lunch ahead 12:10-12:55"

    def test_it_moves_forward_where_something_is_made_shorter(self, untold: Day) -> None:
        untold.do("10:00", edits.begin_item("one"))
        assert table(untold.do("10:10", edits.give_minutes("break", -5)))[3] == "two ahead 10:50-11:55"

    def test_the_evening_before_and_before_it_begins(self, untold: Day) -> None:
        """The welcome is left out: people come at 9:45 all the same, and Stage 1 begins then."""
        expected = ["one ahead 09:45-10:25", "break ahead 10:25-10:40"]
        assert table(untold.do("18:00", edits.set_cut("welcome", True), "2026-03-11"))[1:3] == expected
        sheet = untold.at("09:00")
        assert (table(sheet)[1:3], sheet.late) == (expected, -15)
        assert table(untold.at("09:50"))[1] == "one ahead 09:50-10:30"


class TestARehearsal:
    """The evening before, somebody tries the keys: the morning must not begin where that ended."""

    EVE, AFTER = "2026-03-11", "2026-03-13"

    @pytest.fixture
    def rehearsed(self, day: Day) -> Day:
        """The evening before: Stage 1 from 15:00, then Stage 2, which nobody finished."""
        day.do("15:00", edits.begin_item("one"), self.EVE)
        day.do("15:30", edits.begin_item("two"), self.EVE)
        return day

    def test_the_evening_itself_is_measured(self, rehearsed: Day) -> None:
        assert rehearsed.at("15:40", self.EVE).phase is Phase.RUNNING
        assert running_item(rehearsed.workshop, rehearsed.now) == rehearsed.item("two")

    def test_in_the_morning_nothing_has_begun(self, rehearsed: Day) -> None:
        sheet = rehearsed.at("09:45")
        assert (sheet.phase, sheet.late, clock(sheet.end or 0)) == (Phase.BEFORE, 0, "13:00")
        assert sheet.next is not None
        assert sheet.next.item.id == "welcome"
        assert {line.state for line in sheet.lines} == {State.AHEAD}
        assert running_item(rehearsed.workshop, rehearsed.now) is None
        assert item_of_stage(rehearsed.workshop, "S1", rehearsed.now) == rehearsed.item("one")

    def test_in_the_morning_nothing_can_be_finished(self, rehearsed: Day) -> None:
        """A stage that took from yesterday until now would be printed with 19 hours."""
        rehearsed.at("10:00")
        with pytest.raises(DomainError, match="nothing_running"):
            rehearsed.session.do(edits.finish_item())
        rehearsed.session.do(close_workshop())
        assert rehearsed.item("two").ended_at is None

    def test_the_day_is_its_own(self, rehearsed: Day) -> None:
        sheet = rehearsed.do("10:08", edits.begin_item("one"))
        assert sheet.late == 8
        assert table(sheet)[:4] == [
            "welcome passed over", "one now 10:08-10:48", "break ahead 10:48-11:03", "two ahead 11:03-12:08",
        ]  # fmt: skip
        rehearsed.do("10:50", edits.finish_item())
        assert seconds_taken(rehearsed.item("one")) == 42 * 60
        behind = rehearsed.at("10:58")
        after = rehearsed.do("10:58", edits.catch_up(catching_up.leave_out(behind, {"two"})))
        assert after.lines[3].state is State.CUT

    def test_a_rehearsal_of_a_day_without_a_date(self) -> None:
        day = Day(*AGENDA, date="")
        day.do("15:00", edits.begin_item("two"), self.EVE)
        assert day.at("09:45").phase is Phase.BEFORE

    def test_a_start_under_a_wrong_later_clock_silences_no_day(self, day: Day) -> None:
        """Once, the laptop's clock was wrong: without this nobody is told anything of being late all day."""
        day.do("10:00", edits.begin_item("welcome"), "2027-01-01")
        assert day.do("10:08", edits.begin_item("one")).late == 8

    def test_the_day_after_still_tells_how_it_was_and_begins_nothing_again(self, day: Day) -> None:
        """A slip of F7 the morning after must not write over when the stage really began."""
        day.do("10:00", edits.begin_item("one"))
        day.do("10:40", edits.finish_item())
        day.do("10:55", edits.begin_item("two"))
        sheet = day.at("08:00", self.AFTER)
        assert sheet.phase is Phase.ELSEWHEN
        assert table(sheet)[1] == "one done 10:00-10:40"
        assert item_of_stage(day.workshop, "S1", day.now) is None
        assert item_of_stage(day.workshop, "S2", day.now) is None
        assert running_item(day.workshop, day.now) is None

    def test_a_day_put_off_by_snow_is_looked_back_at_when_it_is_closed(self) -> None:
        day = Day(*AGENDA, date="2026-02-01")
        day.do("10:00", edits.begin_item("one"))
        day.do("10:40", close_workshop())
        assert table(day.at("09:00", self.AFTER))[1] == "one done 10:00-10:40"

    def test_what_a_file_says_of_two_days_is_no_length(self) -> None:
        item = AgendaItem(id="a", title="A", started_at="2026-03-11T15:00:00", ended_at="2026-03-12T10:00:00")
        assert seconds_taken(item) is None


class TestBeginning:
    def test_what_was_running_is_over(self, day: Day) -> None:
        day.do("10:00", edits.begin_item("one"))
        day.do("10:43", edits.begin_item("break"))
        assert day.item("one").ended_at == f"{DAY}T10:43:00"
        assert seconds_taken(day.item("one")) == 43 * 60
        assert running_item(day.workshop, day.now) == day.item("break")

    def test_a_look_is_no_beginning(self, day: Day) -> None:
        """A slip of the key must not print "took 0 minutes" in the record."""
        day.do("10:00:00", edits.begin_item("one"))
        day.do("10:30:00", edits.begin_item("two"))
        day.do("10:30:40", edits.begin_item("one"))
        assert (day.item("one").started_at, day.item("one").ended_at) == (f"{DAY}T10:00:00", None)
        assert day.item("two").started_at is None

    def test_taken_back_the_times_are_as_before_and_what_was_counted_stays(self, day: Day) -> None:
        """A begin by mistake ended the stage that the room was in, and nothing brought it back."""
        day.do("10:00", edits.begin_item("one"))
        day.do("10:30", add_time("S1", 1790, item_id="one"))
        day.do("10:30", edits.begin_item("two"))
        day.do("10:31", add_time("S2", 60, item_id="two"))
        assert day.session.undo_label == "begin agenda item “Stage 2”"
        day.session.undo()
        assert (day.item("one").started_at, day.item("one").ended_at) == (f"{DAY}T10:00:00", None)
        assert day.item("two").started_at is None
        assert (day.item("one").seconds_used, day.item("two").seconds_used) == (1790, 0)
        day.do("10:40", edits.begin_item("two"))
        assert day.item("two").seconds_used == 0

    def test_the_step_that_the_room_is_at_is_no_undo_step(self, day: Day) -> None:
        day.do("09:00", edits.set_steps("one", "Alone 1; All 5"))
        day.do("10:00", edits.begin_item("one"))
        day.do("10:01", add_time("S1", 60, item_id="one", step=0))
        day.do("10:01", edits.go_to_step("one", 1))
        day.do("10:02", add_time("S1", 30, item_id="one", step=1))
        one = day.item("one")
        assert (one.step_now, one.step_seconds, one.seconds_used) == (1, (60, 30), 90)
        assert day.session.undo_label == "begin agenda item “Stage 1”"
        day.do("10:02", edits.go_to_step("one", 7))
        assert day.item("one").step_now == 2

    def test_put_back_by_a_slip_the_times_come_again(self, day: Day) -> None:
        """Ctrl+Z took back something else, and when the stage really was stayed lost."""
        day.do("10:00", edits.begin_item("one"))
        day.do("10:43", edits.finish_item())
        really = day.item("one")
        day.do("10:44", edits.put_back("one"))
        assert day.item("one") == AGENDA[1]
        day.session.undo()
        assert day.item("one") == really
        day.session.redo()
        assert day.item("one") == AGENDA[1]

    def test_it_takes_in_again_what_was_left_out(self, day: Day) -> None:
        day.do("10:00", edits.set_cut("one", True))
        day.do("10:01", edits.begin_item("one"))
        assert not day.item("one").cut

    def test_what_runs_is_not_left_out(self, day: Day) -> None:
        """Left out while it ran, it had no minutes and went on running, also after "start afresh" was undone."""
        day.do("10:00", edits.begin_item("one"))
        with pytest.raises(DomainError, match="has_begun"):
            day.session.do(edits.set_cut("one", True))
        broken = Day(*AGENDA, AgendaItem(id="x", title="X", order=9, cut=True, started_at=f"{DAY}T10:00:00"))
        assert broken.at("10:05").running is None

    def test_the_seconds_come_back_with_what_was_started_afresh(self, day: Day) -> None:
        """Tried again after "start afresh" and both taken back, the trial's seconds stood in place of the day's."""
        day.do("10:00", edits.begin_item("one"))
        day.do("10:10", add_time("S1", 600, item_id="one"))
        day.do("10:11", edits.start_afresh())
        assert day.workshop.get(Stage, "S1").seconds_used == 0
        day.do("10:11", edits.begin_item("one"))
        day.do("10:12", add_time("S1", 30, item_id="one"))
        day.session.undo()
        assert day.item("one") == AGENDA[1]
        day.session.undo()
        assert (day.item("one").started_at, day.item("one").seconds_used) == (f"{DAY}T10:00:00", 600)

    def test_what_a_rehearsal_counted_for_a_question_is_gone(self, day: Day) -> None:
        """Rehearsed for its ten minutes, it told the room at once that time was up."""
        asked = dataclasses.replace(ASKED, id="Q2", seconds_used=0)
        day = Day(*AGENDA, ASKED, asked)
        day.do("15:00", edits.begin_item("one"), "2026-03-11")
        day.session.do(add_time("S1", 600, question_id="Q2"))
        assert day.workshop.get(Question, "Q2").seconds_used == 600
        day.do("10:00", edits.begin_item("one"))
        assert {question.seconds_used for question in day.workshop.all(Question)} == {0}
        day.session.do(add_time("S1", 60, question_id="Q2"))
        day.do("10:01", edits.begin_item("one"))
        assert day.workshop.get(Question, "Q2").seconds_used == 60
        day.session.do(edits.start_afresh())
        assert day.workshop.get(Question, "Q2").seconds_used == 0

    def test_nothing_can_be_finished_before_something_began(self, day: Day) -> None:
        with pytest.raises(DomainError, match="nothing_running"):
            day.session.do(edits.finish_item())

    def test_closing_the_day_ends_what_was_running(self, day: Day) -> None:
        day.do("12:55", edits.begin_item("close"))
        day.do("13:02", close_workshop())
        assert day.item("close").ended_at == f"{DAY}T13:02:00"

    def test_closing_a_week_later_does_not_make_the_last_item_a_week_long(self, day: Day) -> None:
        day.do("12:55", edits.begin_item("close"))
        day.now = datetime.fromisoformat("2026-03-19T09:00:00")
        day.session.do(close_workshop())
        assert day.item("close").ended_at is None

    def test_after_a_rehearsal_the_run_sheet_starts_afresh(self, day: Day) -> None:
        day.do("10:00", edits.begin_item("one"))
        day.do("10:20", edits.set_cut("two", True))
        day.session.do(edits.start_afresh())
        assert [day.item(item.id) for item in AGENDA] == list(AGENDA)
        day.session.undo()
        assert day.item("one").started_at
        assert day.item("two").cut


class TestTheItemOfAStage:
    def test_it_is_the_one_that_is_not_over(self, day: Day) -> None:
        assert item_of_stage(day.workshop, "S1", day.now) == day.item("one")
        day.do("10:00", edits.begin_item("one"))
        day.do("10:40", edits.finish_item())
        assert item_of_stage(day.workshop, "S1", day.now) is None


class TestMinutes:
    def test_given_on_the_day_they_leave_the_plan_alone(self, day: Day) -> None:
        """The record tells what was planned: it must still be known at four o'clock."""
        day.do("10:00", edits.begin_item("one"))
        sheet = day.do("10:30", edits.give_minutes("one", 1))
        assert (day.item("one").minutes, minutes_of(day.item("one")), sheet.late) == (40, 41, 1)
        assert table(sheet)[2].startswith("break ahead 10:41")
        day.session.do(edits.give_minutes("one", -1))
        assert day.item("one") == day.workshop.get(AgendaItem, "one")
        assert day.item("one").minutes_given is None

    def test_one_minute_is_the_least_and_600_the_most(self, day: Day) -> None:
        day.session.do(edits.give_minutes("close", -50))
        assert minutes_of(day.item("close")) == 1
        with pytest.raises(DomainError, match="bad_minutes"):
            day.session.do(edits.give_minutes("close", 600))

    def test_a_step_that_fills_its_item_makes_it_longer(self, day: Day) -> None:
        day.session.do(edits.set_steps("one", "Alone 10; All 30"))
        day.session.do(edits.give_minutes("one", 1, step=0))
        assert [step.minutes for step in steps_of(day.item("one"))] == [11, 30]
        assert [step.minutes for step in day.item("one").steps] == [10, 30]
        assert minutes_of(day.item("one")) == 41

    def test_a_step_with_room_behind_it_does_not(self, day: Day) -> None:
        day.session.do(edits.set_steps("one", "Alone 1; All 5"))
        day.session.do(edits.give_minutes("one", 1, step=1))
        assert [step.minutes for step in steps_of(day.item("one"))] == [1, 6]
        assert minutes_of(day.item("one")) == 40

    def test_the_plan_of_the_steps_is_there_after_a_rehearsal(self, day: Day) -> None:
        """Five minutes given on trial stayed in the plan for good, and in the record."""
        day.session.do(edits.set_steps("one", "Alone 10; All 30"))
        planned = day.item("one")
        for _ in range(5):
            day.session.do(edits.give_minutes("one", 1, step=0))
        assert [step.minutes for step in steps_of(day.item("one"))] == [15, 30]
        day.session.do(edits.start_afresh())
        assert day.item("one") == planned

    def test_the_plan_of_the_steps_outlives_a_shorter_item(self, day: Day) -> None:
        day.session.do(edits.set_steps("one", "Alone 20; All 20"))
        planned = day.item("one")
        day.session.do(edits.give_minutes("one", -30))
        day.session.do(edits.give_minutes("one", 1, step=0))
        assert [step.minutes for step in steps_of(day.item("one"))] == [6, 5]
        assert minutes_of(day.item("one")) == 11
        day.session.do(edits.start_afresh())
        assert day.item("one") == planned

    def test_a_new_plan_takes_the_place_of_what_the_day_gave(self, day: Day) -> None:
        """Whoever types "30" into the plan must not find 45 minutes in the run sheet."""
        day.session.do(edits.set_steps("one", "Alone 10; All 30"))
        day.session.do(edits.give_minutes("one", 5, step=0))
        day.session.do(agenda.set_minutes("one", "50"))
        assert minutes_of(day.item("one")) == 50
        assert [step.minutes for step in steps_of(day.item("one"))] == [10, 30]
        day.do("10:10", edits.begin_item("one"))
        day.do("10:10", edits.catch_up(catching_up.move(day.at("10:10"))))
        assert day.item("two").time_given
        day.session.do(agenda.set_time("two", "11:00"))
        assert day.item("two").time_given == ""

    def test_what_is_left_out_keeps_its_minutes(self, day: Day) -> None:
        """Lunch, left out and taken in again, had five minutes."""
        day.session.do(edits.set_cut("lunch", True))
        day.session.do(edits.give_minutes("lunch", 5))
        day.session.do(edits.set_cut("lunch", False))
        assert minutes_of(day.item("lunch")) == 50

    def test_undo_says_what_it_takes_back(self, day: Day) -> None:
        day.session.do(edits.give_minutes("one", -1))
        assert day.session.undo_label == "take 1 minute from “Stage 1”"


class TestMethods:
    def test_by_name_for_as_long_as_the_item(self) -> None:
        steps = parse_steps("1-2-4-all", METHODS, 24)
        assert [step.minutes for step in steps] == [2, 4, 8, 10]

    def test_by_name_and_length(self) -> None:
        assert [step.minutes for step in parse_steps("1-2-4-All 12 min", METHODS, 60)] == [1, 2, 4, 5]
        stations = parse_steps("Carousel 3 x 12", METHODS, 60)
        assert steps_typed(stations) == "Station 1 of 3 12; Station 2 of 3 12; Station 3 of 3 12"

    def test_typed_by_hand_they_come_back_as_typed(self) -> None:
        words = "Alone 1; Round 2: what is new? 15"
        steps = parse_steps(words, METHODS, 0)
        assert steps == (AgendaStep(title="Alone", minutes=1), AgendaStep(title="Round 2: what is new?", minutes=15))
        assert steps_typed(steps) == words
        assert parse_steps("  ", METHODS, 10) == ()

    def test_what_is_typed_again_as_it_stands_changes_nothing(self, day: Day) -> None:
        """A step that is called as a method was made four stations by Enter alone."""
        day.session.do(edits.set_steps("one", "Carousel 30"))
        assert steps_typed(day.item("one").steps) == "Carousel 30"
        assert not day.session.do(edits.set_steps("one", " Carousel 30 ", METHODS)).changes
        assert len(day.item("one").steps) == 1

    def test_a_method_by_its_name_brings_its_steps(self, day: Day) -> None:
        """Typed under Method, it was shown and did nothing: in the room there were no steps to walk through."""
        day.session.do(edits.set_method("one", " carousel ", METHODS))
        assert day.item("one").method == "carousel"
        assert sum(step.minutes for step in day.item("one").steps) == 40
        day.session.undo()
        assert day.item("one") == AGENDA[1]
        day.session.do(edits.set_steps("one", "Alone 1; All 5"))
        day.session.do(edits.set_method("one", "Carousel", METHODS))
        assert [step.title for step in day.item("one").steps] == ["Alone", "All"], "planned steps stay"
        day.session.do(edits.set_method("two", "Carousel, standing up", METHODS))
        assert day.item("two").steps == ()

    @pytest.mark.parametrize(
        ("words", "code"),
        [
            ("Alone", "bad_steps"),
            ("Alone 0", "bad_steps"),
            ("5", "bad_steps"),
            ("Alone 1; pairs", "bad_steps"),
            ("1-2-4-All 3x4", "bad_steps"),
            ("Carousel 0", "bad_minutes"),
            ("; ".join(["Round 1"] * 21), "too_many_steps"),
        ],
    )
    def test_what_no_timer_could_walk_through_is_refused(self, words: str, code: str) -> None:
        with pytest.raises(DomainError, match=code):
            parse_steps(words, METHODS, 30)

    def test_steps_fit_into_what_is_left_after_catching_up(self) -> None:
        item = AgendaItem(id="a", title="A", minutes=40, minutes_given=6, steps=METHODS[0].steps)
        assert [step.minutes for step in steps_of(item)] == [1, 1, 2, 2]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"id": "x", "name": " ", "steps": [{"title": "A", "minutes": 1}]},
            {"id": "x", "name": "X", "steps": []},
            {"id": "x", "name": "X", "steps": [{"title": "A", "minutes": 0}]},
            {"id": "x", "name": "X", "steps": [{"title": "A", "minutes": True}]},
            {"id": "x", "name": "X", "stations": 4, "steps": [{"title": "{number.real}{x}", "minutes": 1}]},
            {"id": "x", "name": "X", "stations": 4, "steps": [{"title": "A", "minutes": 1}] * 2},
        ],
    )
    def test_a_partnerships_own_data_is_looked_at(self, wrong: dict[str, object]) -> None:
        with pytest.raises(ValueError, match=r"X|name"):
            read_methods([wrong])


class TestCatchingUp:
    @pytest.fixture
    def behind(self, day: Day) -> RunSheet:
        """Stage 1 began at 10:05 and is in its 48th minute: 13 behind, 3 of them beyond the gap before lunch."""
        day.do("10:05", edits.begin_item("one"))
        return day.at("10:53")

    def test_moving_is_shown_before_it_is_taken(self, day: Day, behind: RunSheet) -> None:
        proposal = catching_up.move(behind)
        assert (clock(proposal.end or 0), proposal.over) == ("13:03", 3)
        sheet = day.do("10:53", edits.catch_up(proposal))
        assert day.session.undo_label == "move 4 agenda items to a later time"
        assert (sheet.late, sheet.end) == (0, proposal.end)
        assert [item.minutes_given for item in day.workshop.agenda()] == [None] * 6

    def test_minutes_come_from_before_lunch_where_lunch_is_late(self, day: Day, behind: RunSheet) -> None:
        """Taken after lunch they would let the food grow cold."""
        proposal = catching_up.shorten(behind)
        assert proposal.won == 3
        assert {p.item_id: p.minutes for p in proposal.places} == {"break": 14, "two": 63, "lunch": 45, "close": 5}
        sheet = day.do("10:53", edits.catch_up(proposal))
        assert day.session.undo_label == "take 3 minutes from 2 agenda items"
        assert table(sheet)[4] == "lunch ahead 12:10-12:55"
        assert clock(sheet.end or 0) == "13:00"

    def test_minutes_come_from_the_chosen_alone(self, day: Day, behind: RunSheet) -> None:
        proposal = catching_up.shorten(behind, {"two"})
        assert {p.item_id: p.minutes for p in proposal.places}["break"] == 15
        assert proposal.won == 3
        day.do("10:53", edits.catch_up(proposal))
        assert day.session.undo_label == "take 3 minutes from agenda item “Stage 2”"

    def test_leaving_out_says_what_and_can_be_taken_back(self, day: Day, behind: RunSheet) -> None:
        sheet = day.do("10:53", edits.catch_up(catching_up.leave_out(behind, {"break"})))
        assert day.session.undo_label == "leave out agenda item “Break”"
        assert clock(sheet.end or 0) == "13:00"
        assert day.item("break").minutes == 15
        day.session.undo()
        assert not day.item("break").cut

    def test_behind_here_and_home_early_is_told_as_both(self, day: Day, behind: RunSheet) -> None:
        """ "13 minutes behind" beside an end that is earlier than planned reads as if one of them were wrong."""
        assert (behind.late, behind.end_off) == (13, 0)
        sheet = day.do("10:53", edits.set_cut("close", True))
        assert (sheet.late, clock(sheet.end or 0), sheet.end_off) == (13, "12:58", -2)
        assert standing(sheet) == "13 minutes behind here · ends 12:58, 2 minutes early"
        ahead = dataclasses.replace(sheet, late=-5, end=(sheet.planned_end or 0) + 1)
        assert standing(ahead) == "5 minutes ahead here · ends 13:01, 1 minute late"
        assert standing(dataclasses.replace(sheet, late=0)) == "On time · ends 12:58"

    def test_what_began_while_the_panel_was_open_stays(self, day: Day, behind: RunSheet) -> None:
        proposal = catching_up.leave_out(behind, {"break"})
        day.do("10:54", edits.begin_item("break"))
        day.session.do(edits.catch_up(proposal))
        assert not day.item("break").cut

    def test_ahead_of_the_day_nobody_is_asked_to_come_sooner(self, day: Day) -> None:
        """Stage 1 began eight minutes early, and the break is left out: who comes to Stage 2 comes at 10:55."""
        day.do("09:52", edits.begin_item("one"))
        ahead = day.at("10:00")
        assert ahead.late == -8
        for proposal in (
            catching_up.move(ahead),
            catching_up.shorten(ahead, {"two"}),
            catching_up.leave_out(ahead, {"break"}),
        ):
            starts = {place.item_id: place.start for place in proposal.places}
            assert clock(starts["two"] or 0) == "10:55"
            assert clock(proposal.end or 0) == "13:00"

    def test_no_offer_where_nothing_is_behind_or_left(self, day: Day) -> None:
        day.do("10:00", edits.begin_item("one"))
        assert not catching_up.is_behind(day.at("10:10"))
        day.do("12:59", edits.begin_item("close"))
        assert not catching_up.is_behind(day.at("13:30"))


# --- whatever the day is like ---------------------------------------------------------------------------------

LENGTHS = st.integers(min_value=0, max_value=90)


@st.composite
def late_days(draw: st.DrawFn) -> tuple[Day, str]:
    """A day of 2 to 9 items, some with gaps and fixed times, the first of which runs over."""
    items: list[AgendaItem] = []
    cursor = 9 * 60
    for n in range(draw(st.integers(2, 9))):
        gap = draw(st.sampled_from([0, 0, 0, 5, 10]))
        timed = n == 0 or gap > 0 or draw(st.booleans())
        minutes, cursor = draw(LENGTHS), cursor + gap
        items.append(
            AgendaItem(
                id=f"i{n}",
                order=n,
                time=clock(cursor) if timed else "",
                title=f"Item {n}",
                minutes=minutes,
                fixed=timed and draw(st.booleans()),
            )
        )
        cursor += minutes
    day = Day(*items, starts="09:00")
    day.do("09:00", edits.begin_item("i0"))
    time = clock(9 * 60 + items[0].minutes + draw(st.integers(1, 60)))
    assume(catching_up.is_behind(day.at(time)))
    return day, time


@settings(max_examples=150, deadline=None)
@given(late_days(), st.data())
def test_catching_up_loses_no_minute_keeps_the_order_and_ends_as_it_said(
    late: tuple[Day, str], data: st.DataObject
) -> None:
    """A facilitator tells forty people when the day ends on the word of this panel."""
    day, time = late
    before = day.at(time)
    chosen = data.draw(st.sets(st.sampled_from([line.item.id for line in before.later])))
    proposal = data.draw(
        st.sampled_from(
            [
                catching_up.move(before),
                catching_up.shorten(before),
                catching_up.shorten(before, chosen),
                catching_up.leave_out(before, chosen),
            ]
        )
    )
    after = day.do(time, edits.catch_up(proposal))
    assert after.end == proposal.end
    assert [line.item.id for line in after.lines] == [line.item.id for line in before.lines]
    starts = [line.start for line in after.later if line.start is not None]
    assert starts == sorted(starts)
    lengths = {line.item.id: line.minutes for line in after.later}
    assert sum(line.minutes for line in before.later) - sum(lengths.values()) == proposal.won
    for line in before.later:
        left = lengths.get(line.item.id)
        if proposal.way is Way.LEAVE_OUT:
            assert left == (None if line.item.id in chosen else line.minutes)
        else:
            least = line.minutes if proposal.way is Way.MOVE else min(line.minutes, catching_up.SHORTEST)
            assert left is not None
            assert least <= left <= line.minutes
    for line in after.later:
        assert line.start is not None
        told = line.planned is not None and bool(line.item.time)
        assert not told or line.start >= (line.planned or 0), "people come at the time they were told"
    if proposal.changes:
        assert not after.later or after.late == 0
        day.session.undo()
    assert day.at(time) == before


@settings(max_examples=100, deadline=None)
@given(late_days())
def test_where_there_is_room_the_day_ends_as_agreed_and_never_sooner(late: tuple[Day, str]) -> None:
    """More than was needed would be taken from people's time to speak."""
    day, time = late
    before = day.at(time)
    proposal = catching_up.shorten(before, {line.item.id for line in before.later})
    over = catching_up.move(before).over
    room = sum(max(0, line.minutes - catching_up.SHORTEST) for line in before.later)
    if not any(line.item.fixed for line in before.later):
        assert (proposal.over, proposal.won) == (max(0, over - room), min(over, room))
    assert proposal.over >= 0


@given(st.lists(st.integers(0, 50), min_size=1, max_size=9).filter(any), st.integers(0, 500))
def test_shares_lose_nothing(weights: list[int], total: int) -> None:
    parts = shares(total, weights)
    assert sum(parts) == total
    assert all(abs(part - total * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True))


@given(st.lists(st.integers(0, 50), max_size=9), st.integers(0, 500))
def test_scaled_steps_fill_the_item_and_none_is_lost(minutes: list[int], total: int) -> None:
    lengths = scaled(minutes, total)
    assert len(lengths) == len(minutes)
    assert all(length >= 1 for length in lengths)
    assert not minutes or sum(lengths) == max(total, len(minutes))


def test_a_closed_days_run_sheet_stays_as_it_was(day: Day) -> None:
    """What was printed must not change behind the record's back."""
    day.do("10:08", edits.begin_item("one"))
    behind = catching_up.move(day.at("10:50"))
    day.session.do(close_workshop())
    assert day.at("10:51").late is None, "nothing is to come that it could be late for"
    for edit in (
        edits.begin_item("two"), edits.finish_item(), edits.put_back("one"), edits.give_minutes("one", 1),
        edits.set_cut("two", True), edits.catch_up(behind), edits.start_afresh(), edits.set_steps("one", "Alone 1"),
    ):  # fmt: skip
        with pytest.raises(DomainError, match="workshop_closed"):
            day.session.do(edit)
