"""From the result to the objectives by key, without typing a route a second time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Objective
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.plan.panel import OBJECTIVES, PlanPanel
from lsp_workshop.ui.workshop.plan.routes import RoutesDialog
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import CTRL, ENTER, press, with_keyboard
from tests.ui.support import AnsweredDialogs, blank_session, opened_tab, sample_session


def opened(qtbot: QtBot, window: WorkshopWindow) -> RoutesDialog:
    """The dialog that the window asked for, shown as it would be."""
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialog = dialogs.dialogs[-1]
    assert isinstance(dialog, RoutesDialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.list.setFocus()
    return dialog


def test_a_result_becomes_objectives_by_two_keys(qtbot: QtBot, open_window: OpenWindow) -> None:
    """The room has chosen; retyping its choice is how wordings drift."""
    session = sample_session()
    window = open_window(session)
    window.go("S3")
    window.walk.go("Q3.3")
    panel = opened_tab(window, "ballots", BallotsPanel)
    panel.open("b4")
    press("i", mod=CTRL)
    dialog = opened(qtbot, window)
    first, second = dialog._source.candidates[:2]
    press(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space, ENTER)
    made = session.workshop.all(Objective)[-1]
    assert (made.number, made.route_ids) == (5, (first.route_id, second.route_id))
    assert first.text in made.statement
    assert dialog.made.text().startswith("Objective 5: ")
    # It says so beside the route, and the next is made of the line that the keyboard is on.
    assert "objective" in dialog.list.item(0).text()
    press(Qt.Key.Key_Down, ENTER)
    assert session.workshop.all(Objective)[-1].route_ids == (dialog._source.candidates[2].route_id,)
    dialog.close()


def test_the_plan_offers_what_was_said_where_nobody_voted(
    qtbot: QtBot, open_window: OpenWindow, framework: Framework
) -> None:
    session = blank_session(framework)
    window = open_window(session)
    window.go("S4")
    panel = opened_tab(window, "plan", PlanPanel)
    panel.shown()
    press("i", mod=CTRL)
    dialog = opened(qtbot, window)
    assert panel.choices.current() == OBJECTIVES
    assert dialog.list.count() == 0
    assert not dialog.make.isEnabled()
    press(ENTER)
    assert session.workshop.count(Objective) == 0
    assert with_keyboard() is dialog.list
    dialog.close()
