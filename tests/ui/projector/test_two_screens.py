"""The second screen: used when it is there, never the facilitator's, and back when it is plugged in again."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.real.desktop import PATIENCE

ROOT = Path(__file__).parents[3]


class Child:
    """The program in a process of its own, asked by lines."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.projector.two_screens"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def say(self, command: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the program ended"
        state: dict[str, Any] = json.loads(line)
        return state

    def until(self, **wanted: object) -> dict[str, Any]:
        """Ask until it is so: the X server tells of a screen when it likes."""
        deadline = time.monotonic() + PATIENCE
        while True:
            state = self.say("look")
            if {key: state[key] for key in wanted} == wanted:
                return state
            assert time.monotonic() < deadline, state

    def end(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write("end\n")
            self._process.stdin.close()
        self._process.wait(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()


def screen(name: str, x: int, width: int, height: int) -> dict[str, object]:
    size = {"x": x, "y": 0, "width": width, "height": height}
    return {"name": name, **size, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Child]:
    config = tmp_path / "screens.json"
    screens = [screen("laptop", 0, 1366, 768), screen("room", 1366, 1920, 1080)]
    config.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    child = Child({"QT_QPA_PLATFORM": f"offscreen:configfile={config}"})
    yield child
    child.end()


def test_what_is_sent_fills_the_second_screen_and_nothing_else(two: Child) -> None:
    before = two.say("look")
    assert (before["screens"], before["visible"]) == (["laptop", "room"], False)
    state = two.say("send")
    assert (state["home"], state["on"]) == ("laptop", "room")
    assert state["fills"]
    assert not state["covers_home"]
    assert state["preview"], "the facilitator would have to turn round to know what the room sees"
    assert not state["has_keyboard"]
    assert state["title"] == "Question 1.1"


needs_x = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("Xvfb", "xrandr", "openbox")), reason="needs Xvfb, xrandr and openbox"
)


class Screens:
    """An X server of its own, whose screens are plugged in and out with xrandr."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "3286x1080x24", "+extension", "RANDR", "-noreset"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            self.display = f":{pipe.readline().strip()}"
        self.environment = {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        self.plug("laptop", "1366/360x768/200+0+0", "screen")
        self._manager = subprocess.Popen(["openbox"], env=self._env(), stderr=subprocess.DEVNULL)

    def plug(self, name: str, geometry: str, output: str = "none") -> None:
        self._xrandr("--setmonitor", name, geometry, output)

    def unplug(self, name: str) -> None:
        self._xrandr("--delmonitor", name)

    def end(self) -> None:
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(PATIENCE)

    def _env(self) -> dict[str, str]:
        return {**os.environ, **self.environment}

    def _xrandr(self, *arguments: str) -> None:
        subprocess.run(["xrandr", *arguments], env=self._env(), check=True, capture_output=True)


@pytest.fixture
def screens() -> Iterator[Screens]:
    made = Screens()
    yield made
    made.end()


@needs_x
@pytest.mark.real_window
def test_unplugging_hides_it_and_plugging_in_again_brings_it_back(screens: Screens) -> None:
    screens.plug("room", "1920/500x1080/300+1366+0")
    child = Child(screens.environment)
    try:
        child.until(screens=["laptop", "room"])
        child.say("send")
        state = child.until(visible=True, on="room", fills=True)
        assert not state["covers_home"]
        assert not state["has_keyboard"]
        screens.unplug("room")
        state = child.until(screens=["laptop"], visible=False, preview=True)
        assert state["title"] == "Preview: Question 1.1"
        screens.plug("room", "1920/500x1080/300+1366+0")
        state = child.until(visible=True, on="room", fills=True)
        assert (state["preview"], state["covers_home"], state["title"]) == (True, False, "Question 1.1")
    finally:
        child.end()
