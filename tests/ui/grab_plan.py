"""The plan's screens for `grab`: every gap that there can be, sixty actions with nasty words, and nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.model import (
    Action,
    Indicator,
    Milestone,
    Objective,
    Organisation,
    Participant,
    Pledge,
    Record,
    Sector,
)
from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.plan.panel import ACTIONS, MISSING, TIMELINE, WHO, PlanPanel
from lsp_workshop.ui.workshop.plan.routes import RoutesDialog
from tests.domain.plans import plan_records
from tests.ui.support import blank_session, opened_tab, sample_session, session_of

if TYPE_CHECKING:
    from tests.ui.grab import Grabber

PAST_SUNDAY = "2026-03-08"


def gaps_of_every_kind() -> list[Record]:
    """Records that break each of the plan's rules at least once."""
    owned: dict[str, Any] = {
        "planner_organisation_id": "g0",
        "deliverer_organisation_ids": ("g0",),
        "monitor_organisation_id": "g1",
        "owner_participant_id": "gperson",
    }
    milestones = (Milestone(title="Form agreed", due=PAST_SUNDAY),)
    return [
        *(Sector(id=f"gs{n}", name=("Public", "Voluntary", "Community")[n], order=n) for n in range(3)),
        *(Organisation(id=f"g{n}", name=f"Partner {n}", sector_id=f"gs{n % 4 % 3}") for n in range(5)),
        Participant(id="gperson", name="Una Vale", organisation_id="g0"),
        Indicator(id="gin", title="Homes without damp"),
        Objective(id="gob", number=1, title="Warm homes"),
        Action(
            id="g-none", title="Survey the damp", due=PAST_SUNDAY, first_step_due=PAST_SUNDAY, milestones=milestones
        ),
        Action(id="g-both", title="Run a bus", deliverer_organisation_ids=("g1",), monitor_organisation_id="g1"),
        Action(id="g-four", title="Open a hall", planner_organisation_id="g4", due="2026-05"),
        *(Action(id=f"g-{n}", title=f"Action {n}", due="2026-05", **owned) for n in range(12)),
        Pledge(id="gp1", text="Lend a van"),
        Pledge(id="gp2", text="Lend a hall", due=PAST_SUNDAY),
    ]


def plan_screens(grabber: Grabber) -> dict[str, Callable[[], QWidget]]:
    def panel_of(session: Session, view: str, times: int = 0) -> QWidget:
        window = grabber.workshop(session)
        window.go("S4")
        panel = opened_tab(window, "plan", PlanPanel)
        panel.open_view(view)
        for _ in range(times):
            panel.timeline.next_view()
        panel.shown()
        return window

    def with_records(records: list[Record]) -> Session:
        day = blank_session(grabber.framework).workshop.records()
        ids = {each.id for each in records}
        return session_of([*(each for each in day if each.id not in ids and each.collection != "sectors"), *records])

    def broken(view: str) -> QWidget:
        return panel_of(with_records(gaps_of_every_kind()), view)

    def sixty(view: str, times: int = 0) -> QWidget:
        return panel_of(with_records(plan_records(60, 24)), view, times)

    def empty(view: str) -> QWidget:
        return panel_of(blank_session(grabber.framework), view)

    def ticking() -> QWidget:
        window = grabber.workshop(sample_session())
        window.go("S4")
        panel = opened_tab(window, "plan", PlanPanel)
        panel.open_table(ACTIONS).select("a01")
        panel._to_arrangements()
        return window

    def routes() -> QWidget:
        window = grabber.workshop(sample_session())
        dialog = RoutesDialog(window, window.desk)
        dialog.show()
        return dialog

    return {
        "plan-gaps": partial(broken, MISSING), "plan-gaps-grid": partial(broken, ACTIONS),
        "plan-sixty": partial(sixty, ACTIONS), "plan-sixty-timeline": partial(sixty, TIMELINE),
        "plan-sixty-months": partial(sixty, TIMELINE, 2), "plan-sixty-matrix": partial(sixty, WHO),
        "plan-empty": partial(empty, TIMELINE), "plan-ticking": ticking, "plan-routes": routes,
    }  # fmt: skip
