"""Second copies and sticks: power cuts and failing disks where the file lies in one place and its copy in another."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from lsp_workshop.store.kept import SECOND_COPY
from lsp_workshop.store.opening import open_for_reading
from tests.faults.crash import Crashed, after_kill, crashes
from tests.faults.day import (
    KEPT,
    NAME,
    SHARE,
    STICK,
    Day,
    Script,
    Storage,
    complaint,
    kept_day,
    open_in,
    put,
    record,
    records_of,
    said,
    stick_day,
)
from tests.faults.layer import Fault, Layer, Partly, nothing_fails, os_error
from tests.faults.test_io_errors import stubborn_day

PARTS = 3
DAYS = [pytest.param(kept_day, SHARE, id="a share"), pytest.param(stick_day, STICK, id="a stick")]


def states(folder: Path, script: Script, storage: Storage, part: int) -> list[Crashed]:
    recording = record(folder, script, storage=storage).recording
    return list(crashes(recording, part=part, parts=PARTS, loses_names=not storage.place.renames_safely))


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("script", "storage"), DAYS)
def test_after_a_power_cut_file_and_second_copy_say_what_was_shown_as_saved(
    scratch: Path, script: Script, storage: Storage, part: int
) -> None:
    """The laptop goes off, and the stick is lost with it or is not: either way every word is there, and no other."""
    found = states(scratch, script, storage, part)
    for crashed in found:
        assert complaint(scratch, crashed.files, crashed.allowed, storage) is None, crashed.how
    assert len(found) > 200


@pytest.mark.parametrize(("script", "storage"), DAYS)
def test_the_layer_sees_everything_that_reaches_both_folders(scratch: Path, script: Script, storage: Storage) -> None:
    """A write past the layer would be one that no crash is tried at."""
    recording = record(scratch, script, storage=storage).recording
    there = {each.relative_to(scratch).as_posix(): each.read_bytes() for each in scratch.rglob("*") if each.is_file()}
    assert after_kill(recording) == there
    assert any(name.endswith(SECOND_COPY) for name in there)


# --- a disk that fails ----------------------------------------------------------------------------------------

ANSWERS: dict[str, tuple[Callable[[], OSError | Partly], bool]] = {
    "EIO, once": (lambda: os_error(errno.EIO), False),
    "ENOSPC, for ever": (lambda: os_error(errno.ENOSPC), True),
    "a short write, once": (lambda: Partly(7), False),
}


def calls_of(folder: Path, fault: Fault = nothing_fails) -> int:
    put(folder, {})
    return record(folder, stubborn_day(fault), storage=SHARE).calls


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_call_that_fails_costs_nothing_that_was_acknowledged(scratch: Path, answer: str, part: int) -> None:
    """The share or the laptop's own disk fails once, or is full: the day is whole, and so is its copy in the end."""
    make, for_ever = ANSWERS[answer]
    for number in range(part, calls_of(scratch), PARTS):

        def fault(_call: str, now: int, number: int = number) -> OSError | Partly | None:
            return make() if now == number or (for_ever and now > number) else None

        try:
            calls_of(scratch, fault)
            [second] = (scratch / KEPT).glob(f"*/{SECOND_COPY}")
            copied = records_of(open_for_reading(second, rescue_folder=scratch))
            assert copied == records_of(open_for_reading(scratch / NAME, rescue_folder=scratch))
        except BaseException as error:
            error.add_note(f"{answer} at call {number}")
            raise


def a_day(day: Day) -> None:
    day.create()
    day.open()
    for words in ("One", "Two", "Three"):
        day.do(said(words))
    day.close()
    day.open()
    day.do(said("After a night"))
    day.close()


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
def test_a_data_folder_that_fails_refuses_nothing(scratch: Path, for_ever: bool) -> None:
    """The laptop's disk is full and the share is not: what people say is saved, as if there were no copy."""
    calls = 0

    def script(day: Day) -> None:
        day.layer.fault = lambda call, _now: fault(day.layer, call)
        a_day(day)

    def fault(layer: Layer, _call: str) -> OSError | None:
        nonlocal calls
        if not layer.meets.startswith(KEPT):
            return None
        calls += 1
        return os_error(errno.ENOSPC) if calls == number or (for_ever and calls > number) else None

    number = 10**9
    record(scratch, script, storage=SHARE)
    count = calls
    assert count > 50
    for number in range(1, count + 1):  # noqa: B007 - the fault reads it
        put(scratch, {})
        calls = 0
        record(scratch, script, storage=SHARE)
        opened = open_in(scratch)
        assert [each.code for each in opened.remarks] == []
        opened.store.close()
