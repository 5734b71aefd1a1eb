"""Timeline and matrix in the window and on the wall: by key, kept true, with nobody's name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import plan
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Action, Organisation
from lsp_workshop.session import Session
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import PlanScene
from lsp_workshop.ui.workshop.plan.panel import ACTIONS, TIMELINE, WHO, PlanPanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.domain.plans import plan_records
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import ALT, ENTER, ESCAPE, press, with_keyboard
from tests.ui.support import blank_session, opened_tab, sample_session, session_of

SHIFT = Qt.KeyboardModifier.ShiftModifier


def panel_of(window: WorkshopWindow) -> PlanPanel:
    window.go("S4")
    panel = opened_tab(window, "plan", PlanPanel)
    panel.shown()
    return panel


@pytest.fixture
def session() -> Session:
    return sample_session()


@pytest.fixture
def window(open_window: OpenWindow, session: Session) -> WorkshopWindow:
    return open_window(session)


def test_one_key_shows_the_timeline_and_again_groups_it_anew(window: WorkshopWindow, session: Session) -> None:
    """Standing before the room, nobody looks for a menu."""
    panel = panel_of(window)
    press("6", mod=ALT)
    assert panel.choices.current() == TIMELINE
    assert with_keyboard() is panel.timeline.chart
    seen = [panel.timeline.view]
    for _ in range(2):
        press("6", mod=ALT)
        seen.append(panel.timeline.view)
    assert seen == ["objective", "organisation", "month"]
    press("7", mod=ALT)
    chart = panel.who.chart
    assert chart is with_keyboard()
    assert "Aldermouth College: plans and delivers 1 First Half-Term" in chart.accessibleDescription()
    press(ESCAPE)
    assert panel.choices.current() == ACTIONS


def test_it_follows_what_is_typed(window: WorkshopWindow, session: Session) -> None:
    panel = panel_of(window)
    press("7", mod=ALT)
    session.do(plan.add_action("Paint the underpass"))
    assert panel.who.chart is not None
    assert "Paint the underpass" in panel.who.chart.drawing.words
    session.undo()
    assert panel.who.chart is not None
    assert "Paint the underpass" not in panel.who.chart.drawing.words


def test_a_long_one_is_scrolled_by_keys(qtbot: QtBot, window: WorkshopWindow) -> None:
    panel = panel_of(window)
    press("6", mod=ALT)
    bar = panel.timeline._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    press(Qt.Key.Key_Home, Qt.Key.Key_Down)
    assert 0 < bar.value() < bar.maximum()


def test_what_an_organisation_has_too_much_of_is_seen_in_the_matrix(window: WorkshopWindow) -> None:
    panel = panel_of(window)
    press("5", mod=ALT)
    press(Qt.Key.Key_End, ENTER)
    assert panel.choices.current() == WHO


def test_the_room_sees_it_when_it_is_sent_and_as_it_is_now(window: WorkshopWindow, session: Session) -> None:
    panel = panel_of(window)
    room = window.desk.projector
    assert isinstance(room, RoomProjector)
    press("7", mod=ALT)
    assert not room.is_showing
    press(Qt.Key.Key_F4, mod=SHIFT)
    assert isinstance(room.scene, PlanScene)
    action = session.workshop.all(Action)[0]
    session.do(plan.change_action(action.id, title="Ring every leaver"))
    assert isinstance(room.scene, PlanScene)
    assert room.scene.chart is not None
    assert "Ring every leaver" in room.scene.chart.alternative
    press("1", mod=ALT)
    press(Qt.Key.Key_F4, mod=SHIFT)
    assert room.title.endswith(panel.timeline._titles["objective"]) or "objective" in room.title


def test_an_empty_plan_says_how_to_begin(open_window: OpenWindow, framework: Framework) -> None:
    session = blank_session(framework)
    panel = panel_of(open_window(session))
    press("6", mod=ALT)
    assert panel.timeline.chart is None
    assert not panel.timeline._nothing.isHidden()
    assert not panel.timeline.project.isEnabled()
    session.do(plan.add_action("Survey", due="2026-05"))
    assert panel.timeline.chart is not None


def test_sixty_actions_and_nobodys_name(open_window: OpenWindow, framework: Framework) -> None:
    """The owner of an action is in the grid and in the record where they agreed; on the wall they are not."""
    day = [each for each in blank_session(framework).workshop.records() if each.collection in ("stages", "questions")]
    session = session_of([*day, *plan_records(60, 24)])
    panel = panel_of(open_window(session))
    for key in ("6", "6", "6", "7"):
        press(key, mod=ALT)
        view = panel.who if key == "7" else panel.timeline
        assert view.chart is not None
        said = f"{view.chart.accessibleDescription()} {view.chart.drawing.words}"
        assert "Una Private" not in said
    assert session.workshop.count(Organisation) == 24
