"""One file, two windows of the program, or a computer that died: real processes, and what is on disk afterwards."""

from __future__ import annotations

import json
import math
import subprocess
import time
from pathlib import Path

import pytest

from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.framework import read_framework
from lsp_workshop.domain.model import Answer
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.paths import resource
from lsp_workshop.store import lock
from lsp_workshop.store.format import read_head
from lsp_workshop.store.opening import create_workshop, open_for_reading
from tests.real.desktop import Desktop, ended, missing, wait_for

pytestmark = [
    pytest.mark.real_window,
    pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {', '.join(missing())}"),
]

_START, _DAY, _CHOICE = "LSP Workshop", "Shared day – LSP Workshop", "“day.lspw” does not open just like that"


class App:
    """One process of the program, and its windows among those of the others."""

    def __init__(self, desktop: Desktop, *arguments: str) -> None:
        self._desktop = desktop
        self.process: subprocess.Popen[bytes] = desktop.start_app(*arguments)

    def wait_for(self, title: str) -> None:
        """Until a window of this title, of this process, has the keyboard."""
        wait_for(lambda: self._has_keyboard(title), f"the keyboard in “{title}” of the right process")

    def _has_keyboard(self, title: str) -> bool:
        run, found = self._desktop.run, self._windows(title)
        active = run("xdotool", "getactivewindow").strip()
        if active in found:
            return True
        for window in found:
            run("xdotool", "windowactivate", window)
        return False

    def _windows(self, title: str) -> list[str]:
        run, number = self._desktop.run, str(self.process.pid)
        mine = run("xdotool", "search", "--onlyvisible", "--all", "--pid", number, "--name", ".").split()
        return [window for window in mine if run("xdotool", "getwindowname", window).strip() == title]

    def enter_until(self, title: str, then: str) -> None:
        """Press Enter in a window whose list comes when it has been read, until another window is there."""
        pressed = -math.inf

        def is_there() -> bool:
            nonlocal pressed
            if self._has_keyboard(then):
                return True
            # What is being opened takes a while too, and a second Enter would open it again.
            if time.monotonic() > pressed + 10 and self._has_keyboard(title):
                self._desktop.keys("Return")
                pressed = time.monotonic()
            return False

        wait_for(is_there, f"the keyboard in “{then}”")

    def say(self, title: str, text: str) -> None:
        """Type an answer to the first question."""
        self.wait_for(title)
        self._desktop.keys("ctrl+1", "ctrl+e")
        self._desktop.type(text)
        self._desktop.keys("Return")

    def quit(self, title: str) -> None:
        self.wait_for(title)
        self._desktop.keys("ctrl+q")
        assert ended(self.process) == 0


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    return home


@pytest.fixture
def desktop(home: Path, tmp_path: Path) -> Desktop:
    return Desktop("1360x860", folder=tmp_path)


@pytest.fixture
def day(tmp_path: Path) -> Path:
    framework = read_framework(json.loads(resource("framework.json").read_text(encoding="utf-8")))
    path = tmp_path / "shared" / "day.lspw"
    path.parent.mkdir()
    create_workshop(path, new_workshop(framework, title="Shared day", date="2026-03-12", partnership="Northside"))
    return path


def workshop_in(path: Path) -> Workshop:
    return open_for_reading(path, rescue_folder=path.parent).workshop


def answers(path: Path) -> list[str]:
    return [answer.text for answer in workshop_in(path).all(Answer)]


def until_said(path: Path, *texts: str) -> None:
    wait_for(lambda: answers(path) == list(texts), f"{texts} in {path.name}")


def test_a_second_window_may_look_and_changes_nothing(desktop: Desktop, day: Path) -> None:
    """Two people at two windows of one file: what the second types must get into nobody's way."""
    with desktop:
        first = App(desktop, str(day))
        first.say(_DAY, "One named contact")
        until_said(day, "One named contact")
        # Where the day stands is saved a moment after one has walked there.
        wait_for(lambda: workshop_in(day).details.current_question_id == "Q1.1", "the place of the day in the file")
        before = day.read_bytes()
        second = App(desktop, str(day))
        second.wait_for(_CHOICE)
        desktop.picture("choice")
        desktop.keys("alt+o")
        second.wait_for(_DAY)
        desktop.keys("ctrl+1", "ctrl+e")
        desktop.type("Nobody may type this")
        desktop.keys("Return", "ctrl+l", "Delete", "ctrl+b", "1", "Return", "ctrl+z")
        desktop.picture("looking")
        second.quit(_DAY)
        assert day.read_bytes() == before
        # The first window has the file as ever.
        first.say(_DAY, "Buses after six")
        until_said(day, "One named contact", "Buses after six")
        first.quit(_DAY)


def test_a_second_window_may_work_in_a_copy(desktop: Desktop, day: Path, home: Path) -> None:
    with desktop:
        first = App(desktop, str(day))
        first.say(_DAY, "One named contact")
        until_said(day, "One named contact")
        second = App(desktop, str(day))
        second.wait_for(_CHOICE)
        desktop.keys("Down", "Down", "Return")
        second.say(_DAY, "Only in the copy")
        (copy,) = home.rglob("*.lspw")
        until_said(copy, "One named contact", "Only in the copy")
        desktop.picture("copy")
        first.say(_DAY, "Only in the file")
        until_said(day, "One named contact", "Only in the file")
        second.quit(_DAY)
        first.quit(_DAY)
    assert answers(copy) == ["One named contact", "Only in the copy"]
    assert answers(day) == ["One named contact", "Only in the file"]
    assert len({read_head(path.read_bytes(), path).file_id for path in (day, copy)}) == 2


def test_the_file_of_a_computer_that_died_can_be_worked_in(desktop: Desktop, day: Path) -> None:
    """The laptop that had it open lies broken on the floor, and thirty people are waiting."""
    note = lock.note_path(day)
    note.write_text(json.dumps({"user": "maren", "host": "maren-laptop", "process": 4711}), encoding="utf-8")
    with desktop:
        app = App(desktop, str(day))
        app.wait_for(_CHOICE)
        desktop.picture("taking over")
        # Enter is no consent.
        desktop.keys("Return")
        app.quit(_START)
        assert json.loads(note.read_text(encoding="utf-8"))["host"] == "maren-laptop"
        app = App(desktop, str(day))
        app.wait_for(_CHOICE)
        desktop.keys("alt+i")
        app.say(_DAY, "Saved after all")
        until_said(day, "Saved after all")
        app.quit(_DAY)
    assert not note.exists()
    assert answers(day) == ["Saved after all"]


def test_an_earlier_version_comes_back_by_keyboard(desktop: Desktop, day: Path) -> None:
    with desktop:
        app = App(desktop, str(day))
        app.say(_DAY, "This morning")
        until_said(day, "This morning")
        desktop.keys("ctrl+w")
        app.wait_for(_START)
        desktop.keys("ctrl+h")
        app.wait_for("Earlier versions")
        desktop.picture("versions")
        app.enter_until("Earlier versions", _DAY)
        app.say(_DAY, "In the copy")
        (copy,) = (path for path in day.parent.glob("*.lspw") if path != day)
        until_said(copy, "This morning", "In the copy")
        app.quit(_DAY)
    assert answers(day) == ["This morning"]
