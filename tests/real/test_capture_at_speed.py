"""An hour of talk from six tables, typed in the real window: nothing lost, nothing under another table's name.

Quick, so that the suite stays quick: 120 answers at 12 ms a key, several times as fast as anybody types. That proves
that keys are not lost or mixed up when they come faster than they are dealt with. With LSP_WORKSHOP_HUMAN_SPEED=1 in
the environment the same script runs at 90 ms a key, a very fast typist's speed, in two minutes and more. That proves
what the quick one cannot: nothing that waits for a rest in the typing (hints of duplicates, saving in between) gets
in the way of the next word.

    LSP_WORKSHOP_HUMAN_SPEED=1 python -m pytest tests/real/test_capture_at_speed.py -s
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from lsp_workshop import paths
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.framework import read_framework
from lsp_workshop.domain.model import Answer, Group
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.store import opening
from tests.real.desktop import Desktop, missing, wait_for

pytestmark = [
    pytest.mark.real_window,
    pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {', '.join(missing())}"),
]

HUMAN = bool(os.environ.get("LSP_WORKSHOP_HUMAN_SPEED"))
A_KEY = 90 if HUMAN else 12
"""Milliseconds from key to key."""
ANSWERS, TABLES = 120, "ABCDEF"
PARTS = ("Needs", "Opportunities")
SAID = (
    "buses after six", "one form for all", "no damp flats", "a nurse on site", "Why: nobody asks", "rent we can pay",
    "street lights", "a shop at 10:30", "warm halls", "swifter repairs",
)  # fmt: skip
"""With colons that are part of what was said."""
STRANGE = ("tŷ cynnes", "dŵr glân", "ہمیں بس", "câr a thrên", "گرم گھر", "ysgol fawr ŵyl")


@dataclass(frozen=True)
class Said:
    """An answer, and how the scribe says who gave it: "key", "prefix", "chip", or "" where that is said already."""

    table: str
    part: str
    words: str
    by: str
    part_by: str

    @property
    def expected(self) -> tuple[str, str, str]:
        return self.table, self.part, self.words


def script() -> Iterator[Said]:
    """Tables in no order, now and then two in a row; every way to switch with every table and both parts."""
    table, part = "A", PARTS[0]
    ways = ("key", "prefix", "prefix", "key", "chip")
    for number in range(ANSWERS):
        now = TABLES[(number * 5 + number // 7 + number // 11) % len(TABLES)]
        half = PARTS[(number // 4 + number // 7) % 2]
        words = STRANGE[number // 20] if number % 20 == 13 else f"{SAID[number % len(SAID)]} {number}"
        by = ways[number % len(ways)] if now != table else ""
        part_by = ("key", "prefix", "name")[number % 3] if half != part else ""
        table, part = now, half
        yield Said(now, half, words, by, part_by)


def commands(said: Said) -> Iterator[list[str]]:
    """What xdotool is to do, with a wait after each for the menu to come or to go.

    Chords first, then the words with what stands before them, then Enter.
    """
    does: list[str] = []
    words = said.words
    if said.part_by == "key":
        does += ["key", f"alt+{PARTS.index(said.part) + 1}"]
    elif said.part_by:
        words = f"{said.part if said.part_by == 'name' else said.part[0].lower()}: {words}"
    if said.by == "key":
        does += ["key", f"alt+{said.table.lower()}"]
    elif said.by == "prefix":
        words = f"{said.table}: {words}"
    elif said.by == "chip":
        # The chip is two steps before the box, the part's chip between; its menu has the tables in their order.
        yield [*does, "key", "--delay", str(A_KEY), "shift+Tab", "shift+Tab", "space"]
        down = ["Down"] * (TABLES.index(said.table) + 1)
        # A menu has the keyboard until the X server has taken it away: what comes within that is nobody's.
        yield ["key", "--delay", str(A_KEY), *down, "Return"]
        does = []
    yield [*does, "type", "--delay", str(A_KEY), "--args", "1", words, "key", "Return"]


def _shows(desktop: Desktop, app: subprocess.Popen[bytes], windows: int) -> bool:
    return desktop.number_of_windows(app) == windows


def _captured(workshop: Workshop) -> list[tuple[str, str, str]]:
    """Table, part and words of each answer, in the order in which they came."""
    labels = {group.id: group.label for group in workshop.all(Group)}
    return [(labels.get(each.group_id or "", ""), each.part, each.text) for each in workshop.all(Answer)]


def test_the_script_uses_every_way_with_every_table() -> None:
    """The test below is no better than what it types."""
    said = list(script())
    assert len(said) == ANSWERS
    for table in TABLES:
        assert {"key", "prefix", "chip"} <= {each.by for each in said if each.table == table}
    for part in PARTS:
        assert {"key", "prefix", "name"} <= {each.part_by for each in said if each.part == part}
    assert sum(not each.words.isascii() for each in said) == len(STRANGE)


def test_a_hundred_and_twenty_answers_from_six_tables(desktop: Desktop, tmp_path: Path) -> None:
    """A facilitator who finds one answer under another table's name trusts none of them."""
    framework = read_framework(json.loads(paths.resource("framework.json").read_text(encoding="utf-8")))
    file = tmp_path / "day.lspw"
    opening.create_workshop(file, new_workshop(framework, title="A day of talk", tables=len(TABLES)))

    def saved() -> Workshop:
        return opening.open_for_reading(file, rescue_folder=tmp_path).workshop

    desktop.give_keys_to("".join(letter for words in STRANGE for letter in words if not letter.isascii()))
    app = desktop.start_app(str(file))
    desktop.wait_for_window("A day of talk")
    desktop.keys("ctrl+2")
    begun = time.monotonic()
    said = list(script())
    for number, each in enumerate(said):
        *before, last = commands(each)
        for does, windows in zip(before, (2, 1), strict=False):
            desktop.run("xdotool", *does)
            wait_for(partial(_shows, desktop, app, windows), "the menu to come or to go")
        desktop.run("xdotool", *last)
        if number == 60:
            desktop.picture("half-way")
    wait_for(lambda: saved().count(Answer) >= ANSWERS, f"{ANSWERS} answers in the file")
    took = time.monotonic() - begun
    print(f"\n{ANSWERS} answers: {took:.1f} s, {A_KEY} ms a key")
    desktop.picture("all")
    assert _captured(saved()) == [each.expected for each in said]
