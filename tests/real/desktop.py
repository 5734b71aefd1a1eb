"""A real X display for tests: Xvfb, a window manager, keys by xdotool, pictures by the server itself.

Off-screen windows say nothing about focus, window managers or a second screen; these do.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

NEEDS = ("Xvfb", "openbox", "xdotool", "xprop", "xmodmap", "xset")
PATIENCE = 150.0
"""Seconds until something counts as not coming: no test is about speed, and a busy machine may be a tenth as fast."""
READERS = ("dbus-daemon", "/usr/libexec/at-spi-bus-launcher")
"""What a screen reader needs to be there before it speaks."""


def missing(*, speaking: bool = False) -> list[str]:
    """The programs that are not on this machine; `speaking` asks for those of screen readers as well."""
    return [name for name in (NEEDS + READERS if speaking else NEEDS) if shutil.which(name) is None]


def ended(process: subprocess.Popen[bytes]) -> int:
    """The exit status of a program that is ending."""
    return process.wait(timeout=PATIENCE)


def wait_for(condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Look until the condition holds; raises AssertionError when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds:g} s for {what}"
        # A short rest between two looks; nothing depends on how long it is.
        time.sleep(0.05)


class Desktop:
    """An X server of its own with a window manager, for as long as it is entered."""

    def __init__(self, size: str = "1280x800", *, folder: Path, speaking: bool = False) -> None:
        """`speaking` starts what screen readers stand on: a session bus and the accessibility bus."""
        self._size = size
        self._folder = folder
        self._speaking = speaking
        self._processes: list[subprocess.Popen[bytes]] = []
        # The path of a socket may have 107 letters: pytest's own folders are too long.
        self._sockets = Path(tempfile.mkdtemp(prefix="lsp-bus-")) if speaking else folder
        self.display = ""
        self.session_bus = ""

    def __enter__(self) -> Self:
        for _attempt in range(3):
            try:
                self._begin()
            except (AssertionError, OSError, subprocess.SubprocessError):
                # A busy machine now and then kills a server or its manager in the first moment: begin again.
                self._end()
            else:
                return self
        raise AssertionError("no X server with a window manager could be started")

    def _begin(self) -> None:
        read, write = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{self._size}x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(server)
        os.close(write)
        with os.fdopen(read) as answer:
            self.display = f":{answer.readline().strip()}"
        self._start("openbox", "--sm-disable")
        # A window that comes before its manager is never asked to the front.
        wait_for(self._has_manager, "the window manager", 30.0)
        # A key that a busy machine lets go of late is pressed once all the same.
        self.run("xset", "r", "off")
        if self._speaking:
            self._begin_to_speak()

    def _begin_to_speak(self) -> None:
        """A session bus, and on it the accessibility bus, which says that somebody listens."""
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
        bus = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=False
        )
        self._processes.append(bus)
        assert bus.stdout is not None
        self.session_bus = bus.stdout.readline().decode().strip()
        bus.stdout.close()
        self._start(READERS[1], "--launch-immediately")

    def _has_manager(self) -> bool:
        return "window id" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        while self._processes:
            process = self._processes.pop()
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._speaking:
            shutil.rmtree(self._sockets, ignore_errors=True)

    @property
    def environment(self) -> dict[str, str]:
        without = {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}
        kept = {name: value for name, value in os.environ.items() if name not in without}
        mine = {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        if self._speaking:
            mine |= {
                "DBUS_SESSION_BUS_ADDRESS": self.session_bus,
                "XDG_RUNTIME_DIR": str(self._sockets),
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            }
        return {**kept, **mine}

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._processes.append(process)
        return process

    def start_told(self, module: str) -> subprocess.Popen[bytes]:
        """A program of the tests that is told by lines on its standard input and answers on its standard output."""
        log = (self._folder / "told.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=Path(__file__).parents[2],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
        log.close()
        self._processes.append(process)
        return process

    def start_app(self, *arguments: str) -> subprocess.Popen[bytes]:
        """The program as a person starts it."""
        log = (self._folder / "app.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, "-m", "lsp_workshop", *arguments], env=self.environment, stdout=log, stderr=log
        )
        log.close()
        self._processes.append(process)
        return process

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        return done.stdout

    def number_of_windows(self, process: subprocess.Popen[bytes]) -> int:
        """How many windows a program shows; a menu is one."""
        return len(
            self.run("xdotool", "search", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", "").split()
        )

    def windows(self, title: str) -> list[str]:
        return self.run("xdotool", "search", "--onlyvisible", "--name", title).split()

    def wait_for_window(self, title: str) -> None:
        """Wait until a window whose title matches the pattern has the keyboard."""
        wait_for(lambda: self._has_focus(title), f"the keyboard in “{title}”")

    def _has_focus(self, title: str) -> bool:
        name = self.run("xdotool", "getactivewindow", "getwindowname").strip()
        if re.search(title, name):
            return True
        for window in self.windows(title):
            self.run("xdotool", "windowactivate", window)
        return False

    def keys(self, *keys: str) -> None:
        """Press keys by xdotool's names: "Return", "ctrl+n"."""
        self.run("xdotool", "key", "--clearmodifiers", "--delay", "15", *keys)

    def type(self, text: str) -> None:
        self.run("xdotool", "type", "--clearmodifiers", "--delay", "12", "--", text)

    def give_keys_to(self, letters: str) -> None:
        """Put letters that this keyboard lacks on keys that mean nothing: before the program starts, that hears of it.

        xdotool would do it letter by letter, and on a busy machine the key comes before the news of what it means.
        """
        table = self.run("xmodmap", "-pke")
        free = re.findall(r"^keycode +(\d+) =\s*$", table, re.MULTILINE)
        wanted = sorted(set(letters))
        assert len(free) >= len(wanted), f"{len(wanted)} letters, {len(free)} free keys"
        for code, letter in zip(reversed(free), wanted, strict=False):
            self.run("xmodmap", "-e", f"keycode {code} = U{ord(letter):04X}")

    def picture(self, name: str) -> Path:
        """The whole screen as a picture, for the eye."""
        out = self._folder / f"{name}.png"
        if shutil.which("import"):
            self.run("import", "-silent", "-window", "root", str(out))
        return out
