"""A disk that is really full, in a real window: words stay, are saved once there is room, and the day goes on."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from lsp_workshop.documents import bundled_framework
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.model import Answer
from lsp_workshop.files import write_all
from lsp_workshop.store.opening import create_workshop, open_for_reading
from tests.real.desktop import Desktop, ended, missing, wait_for

pytestmark = [
    pytest.mark.real_window,
    pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {', '.join(missing())}"),
]

_PAGE = 4096
"""Bytes: what a file may still take on a full disk without asking for more of it."""
CALLED_OUT = [f"called out {number:02}," for number in range(1, 15)]


class SmallDisk(Protocol):
    """Where the workshop lies, and how the room on it goes and comes back."""

    folder: Path

    def fill(self, app: subprocess.Popen[bytes], file: Path) -> None: ...

    def free(self, app: subprocess.Popen[bytes]) -> None: ...


class MountedDisk:
    """A disk of 400 KB in memory, filled by somebody else's file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "holiday-films"

    def fill(self, app: subprocess.Popen[bytes], file: Path) -> None:
        # More than there is: what fits is written.
        with self._ballast.open("wb", buffering=0) as ballast, pytest.raises(OSError, match="No space left"):
            write_all(ballast.fileno(), bytes(400 * 1024))

    def free(self, app: subprocess.Popen[bytes]) -> None:
        self._ballast.unlink()


class LimitedFiles:
    """Any disk, for a program that may not make a file larger than it is: that needs no right to mount."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, app: subprocess.Popen[bytes], file: Path) -> None:
        self._limit(app, file.stat().st_size + _PAGE)

    def free(self, app: subprocess.Popen[bytes]) -> None:
        self._limit(app, resource.RLIM_INFINITY)

    def _limit(self, app: subprocess.Popen[bytes], size: int) -> None:
        resource.prlimit(app.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def small_disk(folder: Path, kind: str) -> Iterator[SmallDisk]:
    """A mounted one where this user may mount, else limited files."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    if kind == "limited" or subprocess.run(mount, capture_output=True, check=False).returncode:
        yield LimitedFiles(folder)
        return
    try:
        yield MountedDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture(params=["mounted", "limited"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", request.param) as made:
        yield made


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    return Desktop("1280x800", folder=tmp_path)


def in_file(file: Path) -> list[str]:
    return [answer.text for answer in open_for_reading(file, rescue_folder=file.parent).workshop.all(Answer)]


def all_keys_are_done(desktop: Desktop) -> None:
    """Keys come in order: when the look has changed, whatever was typed before it was taken."""
    settings = Path(os.environ["LSP_WORKSHOP_DATA"]) / "settings.json"

    def mode() -> str:
        return str(json.loads(settings.read_text(encoding="utf-8"))["mode"]) if settings.exists() else ""

    before = mode()
    desktop.keys("ctrl+d")
    wait_for(lambda: mode() != before, "the other look")


def test_a_disk_that_is_really_full_costs_no_word(desktop: Desktop, disk: SmallDisk) -> None:
    """The stick is full in the middle of the day, and forty people go on talking."""
    file = disk.folder / "day.lspw"
    create_workshop(
        file, new_workshop(bundled_framework(), title="Founding day", date="2026-03-12", partnership="Northside")
    )
    with desktop:
        app = desktop.start_app(str(file))
        desktop.wait_for_window("Founding day")
        desktop.keys("ctrl+1", "ctrl+e")
        desktop.type("before")
        desktop.keys("Return")
        wait_for(lambda: in_file(file) == ["before"], "the first answer in the file")
        disk.fill(app, file)
        for words in CALLED_OUT:
            desktop.type(words)
            desktop.keys("Return")
        all_keys_are_done(desktop)
        desktop.picture("full")
        saved = in_file(file)
        fitted = len(saved) - 1
        assert saved == ["before", *CALLED_OUT[:fitted]]
        assert fitted < len(CALLED_OUT), "the disk was not full"
        desktop.keys("ctrl+shift+t")
        all_keys_are_done(desktop)
        assert in_file(file) == saved, "there was no room, and yet something was written"
        disk.free(app)
        desktop.keys("ctrl+shift+t")
        # What was called out meanwhile stood in the box, one after the other.
        late = "".join(CALLED_OUT[fitted:])
        wait_for(lambda: in_file(file) == [*saved, late], "the late words in the file, once")
        desktop.type("after")
        desktop.keys("Return")
        wait_for(lambda: in_file(file) == [*saved, late, "after"], "the next answer in the file")
        all_keys_are_done(desktop)
        desktop.picture("freed")
        desktop.keys("ctrl+q")
        assert ended(app) == 0
        assert "_meta" in json.loads(file.read_text(encoding="utf-8")), "a file that was closed is plain JSON"
        again = desktop.start_app(str(file))
        desktop.wait_for_window("Founding day")
        desktop.keys("ctrl+q")
        assert ended(again) == 0
    assert in_file(file) == [*saved, late, "after"]
