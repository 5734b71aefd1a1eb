"""Files that appear whole or not at all, and keep what the file in their place was."""

import errno
import os
import stat
import sys
import threading
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

import pytest

from lsp_workshop import files


def by_bytes(path: Path) -> None:
    files.replace_file(path, b"new")


def by_writing(path: Path) -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"new")

    files.write_whole(path, write)


WAYS = pytest.mark.parametrize("write", [by_bytes, by_writing])


@WAYS
def test_permissions_of_a_replaced_file_stay(tmp_path: Path, write: Callable[[Path], None]) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(b"old")
    for mode in (0o600, 0o640, 0o666):
        path.chmod(mode)
        write(path)
        assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.read_bytes() == b"new"


@WAYS
def test_a_link_stays_a_link(tmp_path: Path, write: Callable[[Path], None]) -> None:
    path, link = tmp_path / "record.pdf", tmp_path / "link"
    path.write_bytes(b"old")
    link.symlink_to(path)
    write(link)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no umask")
def test_a_new_file_gets_the_permissions_that_new_files_get(tmp_path: Path) -> None:
    """And in a moment when another thread makes one, that one does too: nobody turns the rule off to look at it."""
    before = os.umask(0o027)
    try:
        stop = threading.Event()
        seen: set[int] = set()

        def look() -> None:
            number = 0
            while not stop.is_set():
                path = tmp_path / f"other-{number}"
                path.touch()
                seen.add(stat.S_IMODE(path.stat().st_mode))
                number += 1

        thread = threading.Thread(target=look)
        thread.start()
        for number in range(50):
            for way in (by_bytes, by_writing):
                path = tmp_path / f"{way.__name__}-{number}"
                way(path)
                assert stat.S_IMODE(path.stat().st_mode) == 0o640
        stop.set()
        thread.join()
    finally:
        os.umask(before)
    assert seen == {0o640}


def test_who_fails_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(b"old")

    def stop(file: BinaryIO) -> None:
        file.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.write_whole(path, stop)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"old"


@WAYS
def test_the_file_and_its_folder_are_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None]
) -> None:
    synced: list[bool] = []
    real = os.fsync

    def sync(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    write(tmp_path / "record.pdf")
    assert synced == ([False] if sys.platform == "win32" else [False, True])


@pytest.mark.skipif(sys.platform == "win32", reason="knows no such call")
def test_on_a_mac_the_disk_itself_is_asked_and_what_it_refuses_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There fsync leaves what was written in the disk's own memory: a flat battery takes the last answers with it."""
    import fcntl

    asked: list[str] = []
    answers: list[OSError] = []

    def control(_handle: int, call: int) -> None:
        asked.append("full" if call == 51 else "other")
        if answers:
            raise answers.pop()

    monkeypatch.setattr(files, "sys", SimpleNamespace(platform="darwin"))
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", control)
    monkeypatch.setattr(os, "fsync", lambda _handle: asked.append("plain"))
    files.sync(0)
    assert asked == ["full"]
    # A network drive that does not know the call is asked as elsewhere; a disk that fails has failed.
    answers[:] = [OSError(errno.ENOTSUP, "not known")]
    files.sync(0)
    assert asked == ["full", "full", "plain"]
    answers[:] = [OSError(errno.EIO, "failed")]
    with pytest.raises(OSError, match="failed"):
        files.sync(0)
    assert asked == ["full", "full", "plain", "full"]


def test_on_windows_a_rename_is_tried_again_for_a_while_and_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner holds the new file for a moment: the day would stay in its journal, and say so every evening."""
    spec = spec_from_file_location("files_on_windows", files.__file__)
    assert spec is not None
    assert spec.loader is not None
    windows = module_from_spec(spec)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        spec.loader.exec_module(windows)
    slept: list[float] = []
    monkeypatch.setattr(windows, "time", SimpleNamespace(sleep=slept.append))
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_bytes(b"new")
    held, real = 3, os.replace

    def replace(source: Path, target: Path) -> None:
        if len(slept) < held:
            raise PermissionError(errno.EACCES, "held")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    windows.move_into_place(new, old)
    assert (old.read_bytes(), len(slept)) == (b"new", held)
    new.write_bytes(b"newer")
    held = 10**9
    with pytest.raises(PermissionError):
        windows.move_into_place(new, old)
    assert 1 < sum(slept[3:]) < 5


@pytest.mark.parametrize("letter", ["d", "ü", "🚌"])
def test_a_name_is_cut_at_a_character_to_what_fits(letter: str) -> None:
    name = files.fitting_name(letter * 300, "-rescued.lspw")
    assert 251 < len(os.fsencode(name)) <= 255
    assert set(name.removesuffix("-rescued.lspw")) == {letter}
    assert files.fitting_name("day", ".lspw") == "day.lspw"


def test_a_folder_that_is_gone_is_not_gone_back_to(tmp_path: Path) -> None:
    """The stick of last time is in somebody's pocket: the dialog must open all the same, where files can be saved."""
    here, file = tmp_path / "here", tmp_path / "file"
    here.mkdir()
    file.touch()
    gone = [tmp_path / "gone", file / "below", Path("/" + "x" * 5_000), Path("\0")]
    assert files.first_there(*gone, here, tmp_path) == here
    assert files.first_there(*gone) == Path.home()
