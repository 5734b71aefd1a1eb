"""The sample's plan typed by key into an empty plan, and what the file says of it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import (
    Action,
    Indicator,
    Objective,
    Organisation,
    Pledge,
    WorkshopDetails,
    WorkshopStatus,
)
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.plan.panel import PlanPanel
from tests.ui.conftest import OpenWindow
from tests.ui.plan.rows import PLANNED, Row, action_rows, exported, indicator_rows, objective_rows, pledge_rows
from tests.ui.prepare.keys import ALT, ENTER, TAB, press, stored_session
from tests.ui.support import opened_tab, sample_session

ACTIONS, PLEDGES = 5, 4


@pytest.fixture
def sample() -> Workshop:
    return sample_session().workshop


@pytest.fixture
def session(tmp_path: Path, sample: Workshop) -> Iterator[Session]:
    """The sample's day without any plan: the people and the ballots, and nothing of what follows."""
    records = [each for each in sample.records() if each.collection not in PLANNED]
    made = stored_session(tmp_path / "day.lspw", records)
    yield made
    made.close()


def type_in(rows: Iterable[Row]) -> None:
    """Words and Tab, and Enter after a row's last word, from where one types on into the next new row."""
    for row in rows:
        for words in row[:-1]:
            press(*([words] if words else []), TAB)
        press(row[-1], ENTER)


def test_indicators_objectives_actions_and_pledges_by_key(
    open_window: OpenWindow, session: Session, sample: Workshop, framework: Framework
) -> None:
    """The whole stage without the mouse: what is typed is, to the letter, what the file and its readers get. All
    fourteen actions and ten pledges are typed in the real window (tests/real).
    """
    assert session.workshop.get(WorkshopDetails, "workshop").status is not WorkshopStatus.CLOSED
    window = open_window(session)
    window.go("S3")
    window.walk.go("Q3.4")
    window.stage_page.open_tab("vision").shown()
    type_in(indicator_rows(sample))
    window.go("S4")
    panel = opened_tab(window, "plan", PlanPanel)
    panel.shown()
    press("2", mod=ALT)
    type_in(objective_rows(sample))
    press("1", mod=ALT)
    type_in(islice(action_rows(sample, framework), ACTIONS))
    press("4", mod=ALT)
    type_in(islice(pledge_rows(sample, framework), PLEDGES))
    typed, wanted = exported(session.workshop), exported(sample)
    for kind in PLANNED:
        for one, other in zip(typed[kind], wanted[kind], strict=False):
            assert one == other
    assert session.workshop.count(Organisation) == sample.count(Organisation)
    count = session.workshop.count
    assert (count(Indicator), count(Objective)) == (sample.count(Indicator), sample.count(Objective))
    assert (count(Action), count(Pledge)) == (ACTIONS, PLEDGES)
