"""Files that appear whole or not at all, and keep what the file in their place was."""

import os
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path
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
