"""Tables in fewer columns for large print: every word of the wide one, told apart as its columns told it."""

from __future__ import annotations

import json

from lsp_workshop.domain.framework import read_framework
from lsp_workshop.domain.record.large_print import in_large_print
from lsp_workshop.domain.record.parts import Cell, Column, Merged, Table
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.plan import action_section
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.paths import resource
from tests.texts import texts
from tests.ui.support import sample_records


def test_a_plan_in_large_print_says_every_word_of_the_plan() -> None:
    """Otherwise who needs large letters is not told who checks, or by when."""
    workshop = Workshop(sample_records())
    framework = read_framework(json.loads(resource("framework.json").read_text(encoding="utf-8")))
    section = action_section(workshop, framework, People(workshop, public=False))
    assert section is not None
    (table,) = section.blocks
    assert isinstance(table, Table)
    large = in_large_print(table)
    assert len(large.columns) == 4 < len(table.columns)
    said = "\n".join(texts(large.rows))
    assert [words for words in texts(table.rows) if words not in said] == []
    assert [len(row) for row in large.rows if len(row) not in (1, 4)] == []
    assert said.count("Plans: ") == said.count("Checks: ") == 14


def test_what_stands_together_is_told_apart_and_what_is_empty_is_not_named() -> None:
    """Otherwise a large cell says “Checks:” and then nothing, or a due date passes for a milestone."""
    columns = tuple(Column(title) for title in ("What", "Plans", "Checks", "Due"))
    large = (Merged("Who", (1, 2), 0.5, named=True), Merged("Due, what", (3, 0), 0.5))
    row = (Cell("Buses"), Cell(note="Council"), Cell(), Cell("6 Nov 2026", strong=True))
    table = in_large_print(Table(columns, ((Cell("A band"),), row), large))
    assert table.rows == (
        (Cell("A band"),),
        (Cell(note="Plans: Council"), Cell("6 Nov 2026", strong=True, note="Buses")),
    )
    plain = Table(columns, (row,))
    assert in_large_print(plain) is plain
