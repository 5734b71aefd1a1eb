"""Papers and hands entered in the real window, as fast as a scribe's fingers are, with the time it takes.

A few papers at full speed, so that the suite stays quick. With LSP_WORKSHOP_HUMAN_SPEED=1 in the environment the same
road is walked with all 32 papers at 180 ms a key, which is what the two promises (four minutes, one minute) are about:

    LSP_WORKSHOP_HUMAN_SPEED=1 python -m pytest tests/real/test_votes_by_keyboard.py -s
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from lsp_workshop import paths
from lsp_workshop.domain.framework import read_framework
from lsp_workshop.domain.model import Ballot, BallotStatus
from lsp_workshop.domain.voting import papers_in, result_of
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.store.opening import open_for_reading
from tests.real.desktop import Desktop, missing, wait_for
from tests.ui.ballots.support import ROOM, THEMES, room_session

pytestmark = [
    pytest.mark.real_window,
    pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {', '.join(missing())}"),
]

HUMAN = bool(os.environ.get("LSP_WORKSHOP_HUMAN_SPEED"))
A_KEY = 180 if HUMAN else 12
"""Milliseconds from key to key."""
LETTERS = {"public": "p", "private": "r", "voluntary": "v", "community": "c"}
MARKS = ("12", "33", "41", "56", "6", "25")
"""What is on the papers, one after another and round again: two dots each, one with a single dot."""


@dataclass
class Scribe:
    """Hands on the keyboard of a desktop, a key at a time, and the file that counts."""

    desktop: Desktop
    file: Path
    keys: int = 0

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        self.desktop.run("xdotool", "key", "--clearmodifiers", "--delay", str(A_KEY), *keys)

    def saved(self) -> Workshop:
        return open_for_reading(self.file, rescue_folder=self.file.parent).workshop

    def ballot(self) -> Ballot:
        return self.saved().all(Ballot)[-1]

    def until_open(self) -> None:
        wait_for(lambda: self.saved().all(Ballot)[:] and self.ballot().status is BallotStatus.OPEN, "an open ballot")


def a_day(folder: Path, room: dict[str, int]) -> Path:
    """A room of people with six themes under question 2.1, in a file that nobody has open."""
    framework = read_framework(json.loads(paths.resource("framework.json").read_text(encoding="utf-8")))
    room_session(folder, framework, room).close()
    return folder / "day.lspw"


def _open(desktop: Desktop, file: Path) -> Scribe:
    """The file in the program's window, at the question that is voted on."""
    title = open_for_reading(file, rescue_folder=file.parent).workshop.details.title
    desktop.start_app(str(file))
    desktop.wait_for_window(title)
    scribe = Scribe(desktop, file)
    desktop.keys("ctrl+2")
    return scribe


def _report(what: str, seconds: float, keys: int) -> None:
    print(f"\n{what}: {seconds:.1f} s for {keys} keys at {A_KEY} ms a key")


def test_a_room_of_papers_is_entered_in_minutes(desktop: Desktop, tmp_path: Path) -> None:
    """Forty people wait while their papers are typed: four minutes for 32 of them is what they bear."""
    scribe = _open(desktop, a_day(tmp_path, ROOM))
    # Three keys: new ballot, dot vote of the themes, open.
    scribe.press("ctrl+b", "Return", "Return")
    scribe.until_open()
    typed: dict[str, int] = dict.fromkeys(THEMES, 0)
    papers = 0
    scribe.keys, begun = 0, time.monotonic()
    for sector, people in ROOM.items():
        scribe.press(LETTERS[sector])
        for _ in range(people if HUMAN else 2):
            marks = MARKS[papers % len(MARKS)]
            for mark in marks:
                typed[THEMES[int(mark) - 1]] += 1
            scribe.press(*marks, "Return")
            papers += 1
    desktop.picture("papers")
    wait_for(lambda: papers_in(scribe.saved(), scribe.ballot().id) == papers, f"{papers} papers in the file")
    took = time.monotonic() - begun
    _report(f"{papers} dot papers", took, scribe.keys)
    desktop.picture("papers")
    assert took < 240 or not HUMAN
    scribe.press("ctrl+shift+k")
    desktop.wait_for_window("Close the ballot")
    # Where papers are missing, the window asks for a second look.
    scribe.press("Return") if HUMAN else scribe.press("Return", "Return")
    wait_for(lambda: scribe.ballot().status is BallotStatus.CLOSED, "the ballot closed")
    desktop.picture("result")
    result = result_of(scribe.saved(), scribe.ballot().id)
    assert result.cast == papers
    assert {option.label: option.total for option in result.options} == typed


def test_a_show_of_hands_of_five_sectors_is_entered_in_a_minute(desktop: Desktop, tmp_path: Path) -> None:
    """Nobody holds a hand up for longer than that."""
    room = {"public": 14, "private": 6, "voluntary": 6, "community": 6, "support": 5}
    scribe = _open(desktop, a_day(tmp_path, room))
    # "3" is one person, one vote; F3 goes past who has voted to the hands.
    scribe.press("ctrl+b", "3", "Return")
    scribe.until_open()
    scribe.keys, begun = 0, time.monotonic()
    scribe.press("F3", "F3")
    for down in range(len(THEMES)):
        for across, people in enumerate(room.values()):
            hands = people if down == across else 0
            # Enter in the last box saves them all.
            last = (down, across) == (len(THEMES) - 1, len(room) - 1)
            scribe.press(*(str(hands) if hands else ""), "Return" if last else "Tab")
    wait_for(lambda: papers_in(scribe.saved(), scribe.ballot().id) == sum(room.values()), "all hands in the file")
    took = time.monotonic() - begun
    _report("a show of hands of five sectors", took, scribe.keys)
    desktop.picture("hands")
    assert took < 60 or not HUMAN
    ballot = scribe.ballot()
    votes = scribe.saved().votes_in(ballot.id)
    found = {(vote.sector_id, next(iter(vote.choices))): vote.count for vote in votes}
    expected = {(sector, ballot.options[place].id): people for place, (sector, people) in enumerate(room.items())}
    assert found == expected
