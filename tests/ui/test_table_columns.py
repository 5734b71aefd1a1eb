"""The columns of every table of records, without a window: what a cell says is what it takes."""

from __future__ import annotations

from datetime import date

import pytest

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.transaction import Moment
from lsp_workshop.domain.vision import versions
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.tables import TableSpec
from lsp_workshop.ui.workshop.plan.pledge_specs import pledges_table
from lsp_workshop.ui.workshop.plan.specs import actions_table, objectives_table
from lsp_workshop.ui.workshop.prepare import specs as prepare
from lsp_workshop.ui.workshop.purpose.specs import staff_table
from lsp_workshop.ui.workshop.review import specs as review
from lsp_workshop.ui.workshop.review.carried import carried_table
from lsp_workshop.ui.workshop.vision import specs as vision
from tests.ui.support import sample_session

MOMENT = Moment("2026-03-12T17:00:00", lambda: "fresh")
DAY = date(2026, 3, 12)


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return sample_session().workshop


@pytest.fixture(scope="module")
def tables(workshop: Workshop, framework: Framework) -> list[TableSpec]:
    return [
        objectives_table(), actions_table(framework.joint_arrangements, lambda _workshop: DAY),
        pledges_table(framework.dimensions), staff_table(framework),
        prepare.people_table("Table"), prepare.organisations_table(), prepare.groups_table("Table"),
        prepare.sectors_table(), prepare.agenda_table(),
        vision.wordings_table(lambda: versions(workshop)), vision.bodies_table(), vision.routes_table(),
        vision.indicators_table(),
        review.accountability_table(), review.calendar_table(), review.lessons_table(), review.parking_table(),
        carried_table(),
    ]  # fmt: skip


def test_a_cell_that_is_opened_and_left_by_enter_is_as_it_was(workshop: Workshop, tables: list[TableSpec]) -> None:
    """A facilitator who only looks into a cell in the break would have changed the record."""
    changed, refused, tried = [], [], set()
    for table in tables:
        for row in table.rows(workshop):
            for column in (each for each in table.columns if each.put is not None):
                assert column.put is not None
                typed = column.text(workshop, row)
                tried.add((table.name, column.key))
                try:
                    if column.put(row.id, typed)(workshop, MOMENT).changes:
                        changed.append((table.name, column.key))
                except DomainError as error:
                    refused.append((table.name, column.key, error.code))
    assert set(changed) <= {("People", "here")}  # who leaves again leaves now
    assert set(refused) <= {("Wordings of the vision", "text", "wording_voted")}
    assert len(tried) > 60


def test_every_cell_says_something_in_words(workshop: Workshop, tables: list[TableSpec]) -> None:
    """A cell whose words cannot be made would leave a hole in the grid, or stop the page from being shown."""
    for table in tables:
        for row in table.rows(workshop):
            for column in table.columns:
                for reader in (column.text, column.shown, column.tone):
                    assert reader is None or isinstance(reader(workshop, row), str), (table.name, column.key)
