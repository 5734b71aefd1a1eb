"""The plan: objectives and actions typed by keyboard with names completed; gaps shown and never refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import people, plan
from lsp_workshop.domain.edits.event import close_workshop, new_workshop
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.gaps import action_gaps
from lsp_workshop.domain.model import (
    Action,
    Milestone,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
)
from lsp_workshop.session import Session
from lsp_workshop.ui.tables.delegate import CellEditor
from lsp_workshop.ui.workshop.plan.panel import ACTIONS, PARKING, TIMELINE, PlanPanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import ALT, CTRL, DELETE, ENTER, ESCAPE, F2, TAB, press, stored_session, with_keyboard
from tests.ui.support import opened_tab

DAY = date(2026, 3, 12)


@pytest.fixture
def session(tmp_path: Path, framework: Framework) -> Iterator[Session]:
    day = new_workshop(framework, title="Founding day", date="2026-03-12", tables=2)
    made = stored_session(tmp_path / "day.lspw", day)
    for name, organisation in (("Priya Menon", "Aldermouth College"), ("Jess Holloway", "Eastmarch Constabulary")):
        made.do(people.add_participant(name, organisation=organisation))
    yield made
    made.close()


@pytest.fixture
def window(open_window: OpenWindow, session: Session) -> WorkshopWindow:
    shown = open_window(session)
    shown.go("S4")
    return shown


@pytest.fixture
def panel(window: WorkshopWindow) -> PlanPanel:
    made = opened_tab(window, "plan", PlanPanel)
    made.shown()
    return made


def organisation_name(session: Session, record_id: str | None) -> str:
    organisation = session.workshop.find(Organisation, record_id)
    return organisation.name if organisation else ""


def column(panel: PlanPanel, key: str) -> int:
    return [each.key for each in panel.table.records.spec.columns].index(key)


def test_an_objective_is_typed_with_its_lead(panel: PlanPanel, session: Session) -> None:
    press("2", mod=ALT)
    press("Warm homes", TAB, TAB, "No cold child", TAB, "coll", ENTER)
    objective = session.workshop.all(Objective)[0]
    assert (objective.number, objective.title, objective.statement) == (1, "Warm homes", "No cold child")
    assert organisation_name(session, objective.lead_organisation_id) == "Aldermouth College"


def test_an_action_is_one_line_of_typing_with_names_completed(panel: PlanPanel, session: Session) -> None:
    session.do(plan.add_objective("Warm homes"))
    press("Survey the damp", TAB, "1", TAB, "coll", TAB, "east;Harbour Trust", TAB, "60 homes", TAB)
    press("May: form agreed; 30/10: 60 homes", TAB, "Audit Office", TAB, "pri", TAB, "6/11", TAB)
    press("Kathryn sends the form", TAB, "20 March", TAB, "data;train", ENTER)
    action = session.workshop.all(Action)[0]
    assert action.objective_id == session.workshop.all(Objective)[0].id
    assert organisation_name(session, action.planner_organisation_id) == "Aldermouth College"
    deliverers = [organisation_name(session, each) for each in action.deliverer_organisation_ids]
    assert deliverers == ["Eastmarch Constabulary", "Harbour Trust"]
    assert organisation_name(session, action.monitor_organisation_id) == "Audit Office"
    owner = session.workshop.get(Participant, action.owner_participant_id or "")
    assert (owner.name, action.due) == ("Priya Menon", "2026-11-06")
    assert action.target == "60 homes"
    assert [(each.title, each.due) for each in action.milestones] == [
        ("form agreed", "2026-05"), ("60 homes", "2026-10-30"),
    ]  # fmt: skip
    assert (action.first_step, action.first_step_due) == ("Kathryn sends the form", "2026-03-20")
    assert action.joint_arrangement_ids == ("J4", "J3")
    assert action_gaps(action, DAY) == []


def test_what_is_missing_is_shown_and_nothing_is_refused(panel: PlanPanel, session: Session) -> None:
    press("Survey the damp", ENTER, Qt.Key.Key_Up)
    shown = panel.table.records.shown(panel.table.records.index(0, column(panel, "gaps")))
    assert shown == "No planner · no deliverer · no owner · no due date · no monitor"
    assert "Nobody monitors this." in panel.detail.gaps.text()
    assert panel.missing.settled.text() == "Actions still to settle: 1 of 1"
    action = session.workshop.all(Action)[0]
    for field in ("deliverer_organisation_ids", "monitor_organisation_id"):
        session.do(plan.set_action_organisations(action.id, field, "Aldermouth College"))
    assert "The monitor also delivers." in panel.detail.gaps.text()


def test_a_wrong_date_keeps_its_words_and_says_why(panel: PlanPanel, window: WorkshopWindow, session: Session) -> None:
    press("Survey the damp", ENTER)
    panel.table.select(session.workshop.all(Action)[0].id, column(panel, "due"))
    press("31/11/2026", ENTER)
    editor = with_keyboard()
    assert isinstance(editor, CellEditor)
    assert editor.text() == "31/11/2026"
    assert "31/11/2026" in window.messages.text
    press(Qt.Key.Key_Home, Qt.Key.Key_Right, DELETE, "0", ENTER)
    assert session.workshop.all(Action)[0].due == "2026-11-30"


def test_somebody_who_is_not_on_the_list_owns_nothing(
    panel: PlanPanel, window: WorkshopWindow, session: Session
) -> None:
    press("Survey the damp", ENTER)
    panel.table.select(session.workshop.all(Action)[0].id, column(panel, "owner"))
    press("Nobody Known", ENTER)
    assert "Nobody Known" in window.messages.text
    assert session.workshop.count(Participant) == 2
    press(ESCAPE)
    assert panel.table.records.shown(panel.table.currentIndex()) == ""


def test_milestones_are_lines_with_a_date(panel: PlanPanel, window: WorkshopWindow, session: Session) -> None:
    session.do(plan.add_action("Survey the damp", due="2026-11-06"))
    panel.table.select(session.workshop.all(Action)[0].id)
    press("m", mod=CTRL)
    assert with_keyboard() is panel.detail.entry
    press("Form agreed — 15/5/2026", ENTER, "Half done", ENTER)
    assert session.workshop.all(Action)[0].milestones == (
        Milestone(title="Form agreed", due="2026-05-15"), Milestone(title="Half done"),
    )  # fmt: skip
    # Later than the due date of the action: the words stay.
    press("Party — 1/12/2026", ENTER)
    assert panel.detail.entry.text() == "Party — 1/12/2026"
    assert "Party" in window.messages.text
    assert len(session.workshop.all(Action)[0].milestones) == 2


def test_milestones_are_ticked_changed_and_removed_by_key(qtbot: QtBot, panel: PlanPanel, session: Session) -> None:
    session.do(plan.add_action("Survey", due="2026-11-06", milestones=(Milestone(title="One"), Milestone(title="Two"))))
    panel.table.select(session.workshop.all(Action)[0].id)
    milestones = panel.detail.list
    milestones.setFocus()
    milestones.setCurrentRow(0)
    press(Qt.Key.Key_Space)
    assert [each.done for each in session.workshop.all(Action)[0].milestones] == [True, False]
    assert panel.detail.count.text() == "1 of 2 milestones"
    milestones.setCurrentRow(1)
    press(F2)
    press("a", mod=CTRL)
    press("Two and a half — 1/6/2026", ENTER)
    renamed = Milestone(title="Two and a half", due="2026-06-01")
    qtbot.waitUntil(lambda: session.workshop.all(Action)[0].milestones[1] == renamed)
    milestones.setFocus()
    milestones.setCurrentRow(0)
    press(DELETE)
    assert len(session.workshop.all(Action)[0].milestones) == 1
    session.undo()
    assert [each.title for each in session.workshop.all(Action)[0].milestones] == ["One", "Two and a half"]


def test_an_action_that_was_removed_comes_back(panel: PlanPanel, session: Session) -> None:
    press("One", ENTER, "Two", ENTER, Qt.Key.Key_Up, Qt.Key.Key_Up)
    press(DELETE)
    assert [action.title for action in session.workshop.all(Action)] == ["Two"]
    press("z", mod=CTRL)
    assert [panel.table.records.shown(panel.table.records.index(row, 0)) for row in (0, 1)] == ["One", "Two"]


def test_points_are_parked_with_an_owner_and_a_date(panel: PlanPanel, session: Session) -> None:
    press("3", mod=ALT)
    press("Who speaks for the young?", TAB, "Table A", TAB, "jess", TAB, "1/4/26", ENTER)
    item = session.workshop.all(ParkingLotItem)[0]
    assert (item.text, item.raised_by, item.answer_by) == ("Who speaks for the young?", "Table A", "2026-04-01")
    assert session.workshop.get(Participant, item.owner_participant_id or "").name == "Jess Holloway"


def test_a_closed_plan_is_read(panel: PlanPanel, session: Session) -> None:
    session.do(plan.add_action("Survey", milestones=(Milestone(title="One"),)))
    session.do(close_workshop())
    panel.table.select(session.workshop.all(Action)[0].id)
    panel.table.setFocus()
    press("other", ENTER, DELETE)
    assert [action.title for action in session.workshop.all(Action)] == ["Survey"]
    assert panel.detail.list.count() == 1
    assert panel.detail.entry.isHidden()
    panel.detail.list.setFocus()
    press(Qt.Key.Key_Space, DELETE)
    assert session.workshop.all(Action)[0].milestones == (Milestone(title="One"),)


def test_scrolled_to_the_right_the_action_stays_in_sight(panel: PlanPanel, session: Session) -> None:
    session.do(plan.add_action("Survey the damp"))
    table = panel.table
    table.select(session.workshop.all(Action)[0].id, column(panel, "status"))
    assert table.horizontalScrollBar().value() > 0
    assert table.indexAt(table.viewport().rect().topLeft()).column() == 0
    cell = table.visualRect(table.currentIndex())
    assert cell.left() >= table.columnWidth(0)
    # Tab at the last column goes on to the next row, and the row begins in sight.
    press(TAB)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 0)
    assert table.horizontalScrollBar().value() == 0


def test_pledges_are_typed_by_who_gives_them(panel: PlanPanel, session: Session) -> None:
    """The sixth question of the stage: without a grid of their own pledges were nowhere to be typed."""
    press("4", mod=ALT)
    press("Two nurses in the office", TAB, "coll", TAB, "pri", TAB, "staff", TAB, "5 May", ENTER, "Lend a van", ENTER)
    first, second = session.workshop.all(Pledge)
    assert organisation_name(session, first.organisation_id) == "Aldermouth College"
    assert session.workshop.get(Participant, first.participant_id or "").name == "Priya Menon"
    assert (first.dimension_id, first.due) == ("W7", "2026-05-05")
    assert second.text == "Lend a van"


def test_what_is_missing_leads_to_the_cell(panel: PlanPanel, session: Session) -> None:
    """At the end of the stage: go through what is open, one Enter each, while the people are still there."""
    press("Survey the damp", TAB, TAB, "coll", TAB, "coll", ENTER)
    press("2", mod=ALT)
    press("Warm homes", ENTER)
    press("5", mod=ALT)
    assert with_keyboard() is panel.missing.list
    assert panel.missing.words[:2] == [
        "Warm homes. No action leads to this objective.", "Survey the damp. No person answers for this.",
    ]  # fmt: skip
    press(Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down, ENTER)
    assert panel.choices.current() == ACTIONS
    assert panel.table.currentIndex().column() == column(panel, "due")
    press("8/3", ENTER)
    assert session.workshop.all(Action)[0].due == "2027-03-08"
    press("5", mod=ALT)
    assert not [each for each in panel.missing.words if "due date" in each]
    press(ESCAPE)
    assert with_keyboard() is panel.table


def test_joint_arrangements_are_ticked_by_number(panel: PlanPanel, session: Session) -> None:
    """Six things to tick: typing their names would take longer than doing them."""
    press("Survey", ENTER, Qt.Key.Key_Up)
    press("m", mod=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert with_keyboard() is panel.detail.arrangements
    press("4", "1", Qt.Key.Key_Down, Qt.Key.Key_Space, "4")
    assert session.workshop.all(Action)[0].joint_arrangement_ids == ("J1", "J2")
    press(ESCAPE)
    assert with_keyboard() is panel.table
    assert panel.detail.arrangements.isHidden()


def test_a_month_is_a_date_and_a_past_one_is_shown(panel: PlanPanel, session: Session) -> None:
    """2025 typed for 2026 is found in the room, not in the minutes."""
    press("Survey", ENTER)
    panel.table.select(session.workshop.all(Action)[0].id, column(panel, "due"))
    press("feb 2026", ENTER, Qt.Key.Key_Up)
    assert panel.table.records.shown(panel.table.currentIndex()) == "Feb 2026"
    assert "due date past" in panel.table.records.shown(panel.table.records.index(0, column(panel, "gaps")))
    assert "The due date, Feb 2026, is past." in panel.detail.gaps.text()
    press("sep", ENTER)
    assert session.workshop.all(Action)[0].due == "2026-09"


def test_the_keys_of_the_tabs_work_while_the_timer_has_the_keyboard(panel: PlanPanel, window: WorkshopWindow) -> None:
    """After a look at the timer Alt+6 did nothing, with the room waiting for its timeline."""
    for button in window.findChildren(QPushButton):
        if button.isVisible() and not window.stage_page.isAncestorOf(button):
            button.setFocus()
            break
    assert not panel.isAncestorOf(with_keyboard())
    press("6", mod=ALT)
    assert panel.choices.current() == TIMELINE


def test_a_closed_workshop_shows_no_action_below_other_tables(panel: PlanPanel, session: Session) -> None:
    """What is said below the parked points would be read as theirs."""
    press("Survey the damp", ENTER, Qt.Key.Key_Down)
    press("3", mod=ALT)
    session.do(close_workshop())
    assert panel.choices.current() == PARKING
    assert panel.detail.isHidden()


def test_a_name_that_nobody_knew_is_said(panel: PlanPanel, session: Session, window: WorkshopWindow) -> None:
    """A typing error would stand in the record as a partner that promised something."""
    press("Survey the damp", TAB, TAB, "coll", TAB)
    assert "New organisation" not in window.messages.text
    press("Harbor Trust", TAB)
    assert "New organisation, of no sector yet: Harbor Trust." in window.messages.text
