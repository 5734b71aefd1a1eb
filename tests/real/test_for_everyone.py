"""What a person meets who cannot see the screen, or cannot use a mouse: every window, read and walked from outside.

The tree is read over D-Bus as a screen reader reads it, and Tab is pressed by the X server.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("jeepney", reason="D-Bus is read on Linux alone")

from tests.real.atspi import FOR_INPUT, ITEMS, Announcement, Node, Reader
from tests.real.desktop import Desktop, ended, missing, wait_for
from tests.real.places import FOREIGN, MENUS, PLACES, STOPS_MORE, TO_LOOK_AT

pytestmark = [
    pytest.mark.real_window,
    pytest.mark.skipif(bool(missing(speaking=True)), reason=f"not on this machine: {missing(speaking=True)}"),
]

A_RING = 60
"""Pixels that must change with at least 3:1 where the keyboard comes: half the ring around the smallest button."""
LEAST_SEEN = 20
"""Pixels of a control, each way, that must be on screen while it has the keyboard."""


class Shown:
    """The program that shows the places, and a reader's view of it."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._program = desktop.start_told("tests.real.places")
        self.reader = Reader(desktop.session_bus)
        wait_for(self.reader.applications, "the program on the accessibility bus")

    def say(self, command: str) -> dict[str, Any]:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{command}\n".encode())
        self._program.stdin.flush()
        line = self._program.stdout.readline()
        assert line, f"the program ended at “{command}”"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        self.reader.close()
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._program.stdin.write(b"end\n")
            self._program.stdin.close()
        ended(self._program)
        self._program.stdout.close()

    def show(self, place: str) -> Node:
        """The window of the place, with everything in it."""
        return self.reader.tree(self.reader.applications()[0], self.say(f"show {place}")["window"])

    def says(self) -> list[Announcement]:
        return self.reader.heard(self.reader.applications()[0])

    def press_tab(self, times: int) -> dict[str, Any]:
        """The keyboard's way: `stops`, each with what was seen of it, and where it is `now`."""
        self.say("watch")
        self._desktop.run("xdotool", "key", "--delay", "4", *["Tab"] * times)
        wait_for(lambda: self.say("seen")["pressed"] >= times, f"{times} times Tab")
        return self.say("seen")


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    with Desktop("1360x860", folder=tmp_path, speaking=True) as desktop:
        shown = Shown(desktop)
        yield shown
        shown.end()


def places_of(*kinds: str) -> list[str]:
    return [name for name, (kind, _) in PLACES.items() if kind in kinds]


def unnamed(window: Node) -> list[str]:
    """What takes input, or can be gone to, and has no name that could be said."""
    return [
        str(node)
        for node in window.walk()
        if not node.name.strip() and (node.role in FOR_INPUT | ITEMS or "focusable" in node.states)
    ]


def to_reach(window: Node) -> list[Node]:
    """Every control that takes input now."""
    controls = (node for node in window.walk() if node.usable and node.role in FOR_INPUT)
    return [node for node in controls if not _is_part(node) and not _has_a_key(node)]


def _is_part(node: Node) -> bool:
    """The line inside a box of numbers has the box's name and keyboard."""
    return any(above.role in {"spin button", "combo box", "date editor"} for above in node.above())


def _has_a_key(node: Node) -> bool:
    """A mark on a paper: its name says the key, and the paper around it has the keyboard."""
    return ", key " in node.name and any("focusable" in above.states for above in node.above())


def out_of_reach(window: Node, reached: set[int]) -> list[str]:
    """Controls that Tab does not come to. Of several of which one is chosen, arrow keys go from one to the others."""

    def is_reached(node: Node) -> bool:
        group = node.parent.children if node.role == "radio button" and node.parent is not None else [node]
        return any(each.id in reached for each in group if each.role == node.role)

    return [str(node) for node in to_reach(window) if not is_reached(node)]


@pytest.mark.parametrize(
    "kinds",
    [("start", "start empty"), ("sample",), ("closed", "blank"), ("room", "repaired")],
    ids=lambda kinds: kinds[0],
)
def test_every_control_has_a_name_and_is_reached_by_tab_and_seen(shown: Shown, kinds: tuple[str, ...]) -> None:
    """A nameless button is "button" to somebody who cannot see; one that Tab passes by is not there at all."""
    troubles: dict[str, list[str]] = {}
    for place in places_of(*kinds):
        window = shown.show(place)
        found = [] if place in FOREIGN else [f"unnamed: {each}" for each in unnamed(window)]
        if not window.name:
            found.append("the window has no name")
        if place in TO_LOOK_AT:
            found += [f"takes input: {each}" for each in to_reach(window)]
        elif place not in MENUS | FOREIGN:
            walked = shown.press_tab(len(to_reach(window)) + STOPS_MORE.get(place, 6))
            stops = {stop["id"]: stop for stop in walked["stops"]}
            found += [f"not reached: {each}" for each in out_of_reach(window, {*stops, walked["now"]})]
            found += [
                f"not seen: {stop}"
                for stop in stops.values()
                if stop["changed"] < A_RING
                or any(seen < min(LEAST_SEEN, size) for seen, size in zip(stop["shown"], stop["size"], strict=True))
            ]
        if found:
            troubles[place] = found
    assert not troubles, json.dumps(troubles, indent=1, ensure_ascii=False)


def test_a_screen_reader_hears_stages_ballots_and_that_all_is_saved(shown: Shown) -> None:
    """Who cannot see the corner of the window would have to go and look for each of them."""
    shown.reader.listen("Announcement")
    heard: list[Announcement] = []

    def is_said(words: str) -> bool:
        heard.extend(shown.says())
        return any(words in said.words for said in heard)

    shown.show("an empty stage")
    shown.say("act go_stage_3")
    wait_for(lambda: is_said("Stage 3, "), "the stage to be said")
    shown.say("act walk_on")
    wait_for(lambda: is_said("Question 3.2: "), "the question to be said")
    shown.show("papers: dots")
    wait_for(lambda: is_said(" · open · "), "the open ballot to be said")
    wait_for(lambda: is_said("Saved "), "“Saved” to be said")
    assert not any(said.urgent for said in heard), "none of it may cut short what is being read"


def test_what_was_not_saved_is_said_at_once(shown: Shown) -> None:
    """Typing on for an hour into a full disk is what a voice in time prevents."""
    shown.reader.listen("Announcement")
    shown.show("not saved")
    urgent: list[str] = []

    def is_said() -> bool:
        urgent.extend(said.words for said in shown.says() if said.urgent)
        return any("disk is full" in words for words in urgent)

    wait_for(is_said, "the full disk to be said")
