"""The review tab: sections by key, rows typed at speed, forms by digits, the checklist, what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lsp_workshop.domain.edits import accountability, event, feedback, parking, pledges, reviews
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import (
    Action,
    Feedback,
    Lesson,
    Mechanism,
    ParkingLotItem,
    Participant,
    Review,
    ReviewItem,
    Stage,
)
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.ui.workshop.review.feedback import FeedbackSection
from lsp_workshop.ui.workshop.review.panel import ReviewPanel
from lsp_workshop.ui.workshop.review.tasks import TasksSection
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import ALT, CTRL, DELETE, ENTER, TAB, press, stored_session, with_keyboard
from tests.ui.support import MemoryStore, blank_session, opened_tab, sample_session, session_of


@pytest.fixture
def session(tmp_path: Path, framework: Framework) -> Iterator[Session]:
    records = (
        *new_workshop(framework, title="Founding day", date="2026-03-12", tables=2),
        Participant(id="p1", name="Priya Menon"),
        Action(id="a1", title="Run a bus", owner_participant_id="p1", due="2026-02-01"),
        Review(id="rv", date="2026-03-12", kind="carried over", items=(ReviewItem(title="Bus", action_id="a1"),)),
    )
    made = stored_session(tmp_path / "day.lspw", records)
    yield made
    made.close()


@pytest.fixture
def window(open_window: OpenWindow, session: Session) -> WorkshopWindow:
    shown = open_window(session)
    shown.go("S5")
    return shown


@pytest.fixture
def panel(window: WorkshopWindow) -> ReviewPanel:
    return panel_of(window)


def panel_of(window: WorkshopWindow) -> ReviewPanel:
    window.go("S5")
    made = opened_tab(window, "review", ReviewPanel)
    made.shown()
    return made


def forms_of(panel: ReviewPanel) -> FeedbackSection:
    panel.choose("feedback")
    section = panel.section
    assert isinstance(section, FeedbackSection)
    return section


def test_to_whom_how_and_how_often_is_one_line_of_typing(panel: ReviewPanel, session: Session) -> None:
    press("1", mod=ALT)
    press("Residents", TAB, "Public meetings", TAB, "twice a year", ENTER, "The boards", ENTER)
    assert [(each.to_whom, each.how, each.how_often) for each in session.workshop.all(Mechanism)] == [
        ("Residents", "Public meetings", "twice a year"), ("The boards", "", ""),
    ]  # fmt: skip


def test_the_calendar_stands_by_date_however_it_is_typed(panel: ReviewPanel, session: Session) -> None:
    press("2", mod=ALT)
    press("half-day", TAB, "17/9/2026", TAB, "struct", ENTER)
    press("quarterly", TAB, "18/6/2026", ENTER)
    table = panel.table("calendar")
    rows = [session.workshop.get(Review, each) for each in table.records.ids]
    assert [(each.kind, each.date) for each in rows] == [
        ("carried over", "2026-03-12"), ("quarterly", "2026-06-18"), ("half-day", "2026-09-17"),
    ]  # fmt: skip
    assert rows[-1].about == "structures"


def test_a_review_of_the_structures_is_asked_for_until_there_is_one(panel: ReviewPanel, session: Session) -> None:
    press("2", mod=ALT)
    section = panel.section
    made = session.do(reviews.add_review("2026-09-17", "half-day")).new(Review)
    assert "structures" in section.note.text()  # type: ignore[union-attr]  # a table has a note
    session.do(reviews.change_review(made.id, about=reviews.STRUCTURES))
    assert section.note.isHidden()  # type: ignore[union-attr]  # as above


class TestLastTime:
    def test_a_promise_is_rated_by_letter_and_the_action_follows(self, panel: ReviewPanel, session: Session) -> None:
        press("3", mod=ALT)
        table = panel.table("carried")
        table.select("rv/0", 2)
        press("No driver since May", TAB, "a", TAB, "goes", ENTER)
        item = session.workshop.get(Review, "rv").items[0]
        assert (item.reason, item.rag, item.became) == ("No driver since May", "amber", "goes on")
        action = session.workshop.get(Action, "a1")
        assert (action.rag, action.rag_reason, action.status) == ("amber", "No driver since May", "under way")

    def test_red_without_a_reason_stays_in_the_cell_until_it_has_one(
        self, panel: ReviewPanel, window: WorkshopWindow, session: Session
    ) -> None:
        table = panel.table("carried")
        table.setFocus()
        table.select("rv/0", 3)
        press("red", ENTER)
        assert "without a reason" in window.messages.text
        assert session.workshop.get(Review, "rv").items[0].rag is None
        press(": No driver", ENTER)
        assert session.workshop.get(Review, "rv").items[0].reason == "No driver"

    def test_rows_are_added_removed_and_brought_back(self, panel: ReviewPanel, session: Session) -> None:
        press("3", mod=ALT)
        press("Breakfast", ENTER, "Rota", ENTER)
        assert [item.title for item in session.workshop.get(Review, "rv").items] == ["Bus", "Breakfast", "Rota"]
        table = panel.table("carried")
        table.select("rv/0")
        press(Qt.Key.Key_Down, mod=Qt.KeyboardModifier.ShiftModifier)
        press(DELETE)
        assert [item.title for item in session.workshop.get(Review, "rv").items] == ["Rota"]
        assert list(table.records.ids) == ["rv/0"]
        press("z", mod=CTRL)
        assert len(session.workshop.get(Review, "rv").items) == 3
        assert list(table.records.ids) == ["rv/0", "rv/1", "rv/2"]

    def test_whose_it_was_stands_beside_it(self, panel: ReviewPanel) -> None:
        records = panel.table("carried").records
        assert records.shown(records.index(0, 1)) == "Priya Menon, 1 Feb 2026"


def test_lessons_say_how_they_reach_others(panel: ReviewPanel, session: Session) -> None:
    press("4", mod=ALT)
    press("Ask first", TAB, "fail", TAB, "funders", TAB, "their bulletin", ENTER)
    (lesson,) = session.workshop.all(Lesson)
    assert (lesson.kind, lesson.share_with, lesson.share_how) == ("what failed", "funders", "their bulletin")


def test_a_parked_point_wants_an_owner_and_a_date_or_a_reason(
    panel: ReviewPanel, window: WorkshopWindow, session: Session
) -> None:
    """What is parked without a name is parked for ever."""
    press("5", mod=ALT)
    press("Who pays?", ENTER)
    table = panel.table("parking")
    lacks = [column.key for column in table.records.spec.columns].index("lacks")
    assert table.records.shown(table.records.index(0, lacks)) == "No owner · no date"
    item = session.workshop.all(ParkingLotItem)[0]
    table.select(item.id, 2)
    press("pri", TAB, "1/5/2026", TAB, "dropped", ENTER)
    assert "without a reason" in window.messages.text
    press(": not ours", ENTER)
    item = session.workshop.all(ParkingLotItem)[0]
    assert (item.owner_participant_id, item.answer_by, item.status) == ("p1", "2026-05-01", "dropped: not ours")
    assert table.records.shown(table.records.index(0, lacks)) == ""


class TestTasks:
    def test_space_ticks_a_task_in_all_of_its_stages(
        self, panel: ReviewPanel, session: Session, framework: Framework
    ) -> None:
        press("6", mod=ALT)
        many = next(prompt for prompt in framework.key_tasks if len(prompt.stages) > 1)
        panel.table("tasks").select(many.id, 0)
        press(Qt.Key.Key_Space)
        ticked = {stage.number for stage in session.workshop.all(Stage) if many.id in stage.ticked_prompt_ids}
        assert ticked == set(many.stages)
        press(Qt.Key.Key_Space)
        assert not any(many.id in stage.ticked_prompt_ids for stage in session.workshop.all(Stage))

    def test_tab_leaves_the_checklist(self, panel: ReviewPanel, window: WorkshopWindow) -> None:
        """Whoever works by Tab would go round in it for ever."""
        table = panel.table("tasks")
        table.setFocus()
        for row in (0, table.records.rowCount() - 1):
            table.setFocus()
            table.setCurrentIndex(table.records.index(row, 0))
            press(TAB)
            assert window.focusWidget() is not table

    def test_they_cannot_be_removed(self, panel: ReviewPanel, session: Session) -> None:
        before = list(session.workshop.records())
        panel.choose("tasks")
        press(DELETE)
        assert list(session.workshop.records()) == before

    def test_what_came_of_a_task_is_told_at_once(
        self, panel: ReviewPanel, session: Session, framework: Framework
    ) -> None:
        records = panel.table("tasks").records
        assert records.shown(records.index(0, 4)) == ""
        session.do(parking.park("Ask again", prompt_id=framework.key_tasks[0].id))
        assert records.shown(records.index(0, 4)) == "1 parked point"

    def test_the_dimensions_that_nobody_touched_are_named(self, panel: ReviewPanel, session: Session) -> None:
        section = panel.open_section("tasks")
        assert isinstance(section, TasksSection)
        assert "no pledge" in section.dimensions.text()
        session.do(pledges.add_pledge("Lend a hall", dimension_id="W4"))
        assert "Systems 1" in section.dimensions.text()
        assert "Nobody touched: Shared values" in section.dimensions.text()


class TestFeedback:
    @pytest.fixture
    def forms(self, panel: ReviewPanel, session: Session) -> FeedbackSection:
        session.do(feedback.set_statements(["I was heard", "It was worth it", "I know what is next"]))
        return forms_of(panel)

    def test_a_form_is_three_digits_and_enter(self, forms: FeedbackSection, session: Session) -> None:
        """Forty forms in three minutes, while people look for their coats."""
        press("453", ENTER, "5 4", ENTER, "3", ENTER)
        held = session.workshop.feedback()
        assert held is not None
        assert [form.scores for form in held.forms] == [(4, 5, 3), (5, None, 4), (3, None, None)]
        assert [shown.text() for shown in forms._figures] == ["4.0, n = 3", "5.0, n = 1", "3.5, n = 2"]
        assert forms.entry.text() == ""

    def test_a_slip_goes_nowhere_and_is_said(self, forms: FeedbackSection, session: Session) -> None:
        press("7x4555")
        assert forms.entry.text() == "455"
        assert "full" in forms.state.text()
        press(Qt.Key.Key_Backspace, "9")
        assert forms.entry.text() == "45"
        assert "not on the scale 1-5" in forms.state.text()

    def test_the_last_form_is_taken_back(self, forms: FeedbackSection, session: Session) -> None:
        press("453", ENTER)
        press("z", mod=CTRL)
        held = session.workshop.feedback()
        assert held is not None
        assert held.forms == ()
        assert with_keyboard() is forms.entry

    def test_statements_are_typed_first_and_stay_once_somebody_scored_them(
        self, panel: ReviewPanel, session: Session
    ) -> None:
        forms = forms_of(panel)
        assert with_keyboard() is forms.statements
        press("I was heard", ENTER, "It was worth it")
        press(ENTER, mod=CTRL)
        assert with_keyboard() is forms.entry
        held = session.workshop.feedback()
        assert held is not None
        assert held.statements == ("I was heard", "It was worth it")
        assert forms.change_button.isVisible()
        press("44", ENTER)
        assert not forms.change_button.isVisible()

    def test_comments_are_added_and_nobody_s_name_is_asked(self, forms: FeedbackSection, session: Session) -> None:
        forms.comment.setFocus()
        press("Too cold", ENTER, "Good lunch", ENTER)
        held = session.workshop.feedback()
        assert held is not None
        assert held.comments == ("Too cold", "Good lunch")

    def test_a_form_that_the_disk_did_not_take_stays_in_the_line(
        self, open_window: OpenWindow, framework: Framework
    ) -> None:
        store = MemoryStore()
        session = session_of(list(blank_session(framework).workshop.records()), store)
        session.do(feedback.set_statements(["I was heard"]))
        window = open_window(session)
        forms = forms_of(panel_of(window))
        store.broken = NotSaved("disk_full")
        press("4", ENTER)
        assert forms.entry.text() == "4"
        assert window.page is not None
        assert "4" in window.page.keep()
        store.broken = None
        window.actions_table["try_again"].trigger()
        assert forms.entry.text() == ""
        held = session.workshop.feedback()
        assert isinstance(held, Feedback)
        assert [form.scores for form in held.forms] == [(4,)]


def test_a_closed_day_shows_it_all_and_takes_nothing(panel: ReviewPanel, session: Session) -> None:
    session.do(feedback.set_statements(["I was heard"]))
    session.do(accountability.add_mechanism("Residents"))
    session.do(event.close_workshop())
    for key in ("accountability", "calendar", "carried", "lessons", "parking", "tasks"):
        assert panel.table(key).records.new_row == -1, key
    forms = forms_of(panel)
    assert not forms.entry.isVisible()
    assert not forms.comment.isVisible()
    before = list(session.workshop.records())
    panel.choose("tasks")
    QTest.keyClick(with_keyboard(), Qt.Key.Key_Space)
    assert list(session.workshop.records()) == before


def test_the_tab_belongs_to_the_last_stage(open_window: OpenWindow) -> None:
    window = open_window(sample_session())
    assert "review" not in window.stage_page.tabs.keys
    window.go("S5")
    assert "review" in window.stage_page.tabs.keys
