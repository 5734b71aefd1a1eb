"""Indicators, objectives, actions and pledges of the sample, typed in a real window, export as the same records."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from lsp_workshop import paths
from lsp_workshop.cli import main
from lsp_workshop.domain.framework import read_framework
from lsp_workshop.domain.model import Action, Indicator, Objective, Pledge, Record
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.store import interchange
from lsp_workshop.store.opening import create_workshop, open_for_reading
from tests.real.desktop import Desktop, ended, missing, wait_for
from tests.ui.plan.rows import PLANNED, Row, action_rows, exported, indicator_rows, objective_rows, pledge_rows
from tests.ui.support import sample_session

pytestmark = [
    pytest.mark.real_window,
    pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {', '.join(missing())}"),
]

A_KEY = 5
"""Milliseconds: nobody types as fast, and what keeps up with this keeps up with anybody."""


class Planner:
    """Types on a desktop; what is on disk is what counts."""

    def __init__(self, desktop: Desktop, file: Path) -> None:
        self.desktop, self.file = desktop, file

    def saved(self) -> Workshop:
        return open_for_reading(self.file, rescue_folder=self.file.parent).workshop

    def type_in(self, rows: Iterable[Row], kind: type[Record]) -> None:
        """Row after row: Tab from cell to cell, Enter after the last word; then as many are in the file."""
        typed = list(rows)
        for row in typed:
            does: list[str] = []
            for place, words in enumerate(row):
                does += ["type", "--delay", str(A_KEY), "--args", "1", words] if words else []
                does += ["key", "Return" if place == len(row) - 1 else "Tab"]
            self.desktop.run("xdotool", *does)
        wait_for(lambda: self.saved().count(kind) >= len(typed), f"{len(typed)} {kind.collection} in the file")


def test_the_plan_is_typed_and_exports_as_the_same_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hour after lunch is for people who will answer for it, and not for a form that does not keep up."""
    sample = sample_session().workshop
    framework = read_framework(json.loads(paths.resource("framework.json").read_text(encoding="utf-8")))
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    file = home / "day.lspw"
    create_workshop(file, [each for each in sample.records() if each.collection not in PLANNED])
    rows = (
        list(indicator_rows(sample)),
        list(objective_rows(sample)),
        list(action_rows(sample, framework)),
        list(pledge_rows(sample, framework)),
    )
    words = "".join(cell for each in rows for row in each for cell in row)
    with Desktop("1360x860", folder=tmp_path) as desktop:
        desktop.give_keys_to("".join(letter for letter in words if not letter.isascii()))
        app = desktop.start_app(str(file))
        desktop.wait_for_window("Aldermouth")
        planner = Planner(desktop, file)
        # The fourth question of stage 3, and the tab that is its own.
        desktop.keys("ctrl+3", "ctrl+Right", "ctrl+Right", "ctrl+Right", "ctrl+e", "ctrl+Tab", "ctrl+Tab", "ctrl+Tab")
        planner.type_in(rows[0], Indicator)
        desktop.keys("ctrl+4", "ctrl+e", "ctrl+Tab", "ctrl+Tab", "ctrl+Tab", "alt+2")
        planner.type_in(rows[1], Objective)
        desktop.keys("alt+1")
        planner.type_in(rows[2], Action)
        desktop.picture("actions")
        desktop.keys("alt+4")
        planner.type_in(rows[3], Pledge)
        desktop.picture("pledges")
        desktop.keys("ctrl+w")
        desktop.wait_for_window("^LSP Workshop$")
        desktop.keys("alt+F4")
        assert ended(app) == 0
    assert main(["export", str(file), str(tmp_path / "day.json")]) == 0
    typed, wanted = exported(interchange.read_interchange(tmp_path / "day.json").workshop), exported(sample)
    for kind in PLANNED:
        for one, other in zip(typed[kind], wanted[kind], strict=True):
            assert one == other
