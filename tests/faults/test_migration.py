"""Power cuts and failing disks while a file of an older schema is brought up: it, or what it was, is always there."""

import errno
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from lsp_workshop.store import opening
from tests.faults.crash import crashes
from tests.faults.day import (
    DISK,
    NAME,
    RECORDS,
    SHARE,
    Day,
    Said,
    Storage,
    complaint,
    open_in,
    put,
    record,
    records_of,
    said,
    said_at_rest,
)
from tests.faults.layer import Layer, Partly, os_error
from tests.faults.test_io_errors import try_to
from tests.store.older import OLD, newer, write_old

BAK = f"{NAME}.v{OLD}.bak"
HALF = b'~00000000 10 {"at":"","label":"capture'
"""Of a line that a crash in the old days left behind the last whole one."""


class OldDay:
    """A file of the old schema, as a killed program left it or with half a line more, and what it is to say."""

    def __init__(self, folder: Path, *, torn: bool = False) -> None:
        self.folder = folder
        records = write_old(folder / NAME, RECORDS, "Said in the old days", "„Zwei“ 🚌")
        self.whole = (folder / NAME).read_bytes()
        self.data = self.whole + HALF * torn
        self.says = Said(records, 0)
        self.put()

    def put(self) -> None:
        put(self.folder, {NAME: self.data})

    def script(self, day: Day) -> None:
        day.found([self.says])
        day.open()
        day.do(said("Said today"))
        day.close()

    def is_kept(self, files: Mapping[str, bytes]) -> bool:
        """Whether the old file is there, under its name or in its .bak; what was half said need not be."""
        return any(files.get(name) in (self.data, self.whole) for name in (NAME, BAK))

    def wrong(self, storage: Storage) -> str | None:
        """The first complaint after a power cut at any moment."""
        recording = record(self.folder, self.script, storage=storage).recording
        count = 0
        for crashed in crashes(recording, NAME):
            count += 1
            if not self.is_kept(crashed.files):
                return f"the old file is gone: {crashed.how}"
            found = complaint(self.folder, crashed.files, crashed.allowed, storage)
            if found is not None:
                return f"{found}: {crashed.how}"
        assert count > 100
        return None


@pytest.mark.parametrize("torn", [False, True], ids=["whole", "torn"])
@pytest.mark.parametrize("storage", [DISK, SHARE], ids=["one file", "with a second copy"])
def test_a_power_cut_while_it_is_brought_up_costs_nothing(
    scratch: Path, monkeypatch: pytest.MonkeyPatch, storage: Storage, torn: bool
) -> None:
    """The update of the program meets a bad battery: the day of two years ago is there, in one form or the other."""
    old = OldDay(scratch, torn=torn)
    newer(monkeypatch)
    assert old.wrong(storage) is None


def test_bringing_up_without_keeping_is_caught(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step with a mistake in it would be the end of every old file."""
    old = OldDay(scratch)
    newer(monkeypatch)
    monkeypatch.setattr(opening, "_keep_old", lambda path, _data, _schema: path)
    found = old.wrong(DISK)
    assert found is not None
    assert found.startswith("the old file is gone")


def test_keeping_after_bringing_up_is_caught(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept afterwards is kept too late."""
    old = OldDay(scratch)
    newer(monkeypatch)
    keep = opening._keep_old

    def late(path: Path, data: bytes, schema: int) -> Path:
        monkeypatch.setattr(opening, "remove_left_behind", lambda _folder: keep(path, data, schema))
        return path

    monkeypatch.setattr(opening, "_keep_old", late)
    found = old.wrong(DISK)
    assert found is not None
    assert found.startswith("the old file is gone")


ANSWERS: dict[str, Callable[[], OSError | Partly]] = {
    "EIO": lambda: os_error(errno.EIO),
    "ENOSPC": lambda: os_error(errno.ENOSPC),
    "a short write": lambda: Partly(7),
}


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_call_that_fails_while_it_is_brought_up_costs_nothing(
    scratch: Path, monkeypatch: pytest.MonkeyPatch, answer: str, for_ever: bool
) -> None:
    """A full disk met by an update: a sentence, the old file, and the new one as soon as there is room."""
    old = OldDay(scratch)
    newer(monkeypatch)
    number = refused = 0
    while True:
        old.put()
        layer = Layer(scratch)

        def fault(_call: str, now: int, number: int = number) -> OSError | Partly | None:
            return ANSWERS[answer]() if now == number or (for_ever and now > number) else None

        layer.fault = fault
        with layer.watching():
            code = try_to(lambda: open_in(scratch).store.close())
            layer.let_go()
        assert code in {"", "no_access"}, number
        refused += code == "no_access"
        files = {each.name: each.read_bytes() for each in scratch.iterdir() if each.is_file()}
        assert old.is_kept(files), number
        opened = open_in(scratch)
        assert records_of(opened) == old.says.records, number
        assert said_at_rest(opened, scratch / NAME) == old.says
        if layer.calls <= number:
            break
        number += 1
    assert number > 30
    assert refused > 10 or answer == "a short write"
