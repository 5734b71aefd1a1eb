"""A disk that fails at any one call of a day, once or for good: nothing acknowledged goes, and work can go on."""

import errno
import itertools
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from lsp_workshop.domain.edits.ballots import cast_vote, record_turnout
from lsp_workshop.domain.edits.capture import capture_answers, reword_answer
from lsp_workshop.session import NotSaved
from lsp_workshop.store.errors import StoreError
from tests.faults.day import NAME, Day, open_in, put, record, said, said_at_rest
from tests.faults.layer import Fault, Layer, Partly, nothing_fails, os_error

PARTS = 6

ANSWERS: dict[str, Callable[[], OSError | Partly]] = {
    "EIO": lambda: os_error(errno.EIO),
    "ENOSPC": lambda: os_error(errno.ENOSPC),
    "EINTR": lambda: os_error(errno.EINTR),
    "EACCES": lambda: os_error(errno.EACCES),
    "a short write": lambda: Partly(7),
}


def steps(day: Day) -> list[Callable[[], object]]:
    return [
        lambda: day.do(said("One")),
        lambda: day.do(reword_answer("c1", "In other words")),
        lambda: day.do(capture_answers("Q1", [("tA", "One of two"), (None, "Two of two")])),
        lambda: day.do(cast_vote("b1", {"o1": 1, "o2": 2})),
        lambda: day.do(record_turnout("b1", ["p0", "p1", "p2"])),
        day.close,
        lambda: day.do(said("After a night")),
        day.close,
    ]


def try_to(step: Callable[[], object]) -> str:
    """Do it, or be told in a way that has a sentence for people."""
    try:
        step()
    except NotSaved as error:
        return error.code
    except StoreError as error:
        return error.code
    return ""


def stubborn_day(fault: Fault) -> Callable[[Day], None]:
    """Somebody who tries everything in turn, and once more when the fault has gone."""

    def script(day: Day) -> None:
        day.layer.fault = fault
        _make(day)
        for step in steps(day):
            if _is_ready(day):
                try_to(step)
        day.layer.fault = nothing_fails
        _make(day)
        assert _is_ready(day), "the file cannot be opened although the fault is gone"
        day.do(said("When the fault had gone"))
        day.close()
        _must_be_saved(day)
        assert not day.layer.open_files, f"never closed: {day.layer.open_files}"

    return script


def _make(day: Day) -> None:
    """A file that came to be although making it failed is as good as one that did not fail."""
    if day.saved is None:
        failed = try_to(day.create)
        assert failed in ("", "no_access", "exists"), failed
        if failed == "exists":
            day.made()


def _is_ready(day: Day) -> bool:
    if not day.is_open and day.saved is not None:
        # Which error an opening ends in has a test of its own.
        with suppress(OSError):
            try_to(day.open)
    return day.is_open


def _must_be_saved(day: Day) -> None:
    opened = open_in(day.folder)
    assert opened.remarks == ()
    assert said_at_rest(opened, day.folder / NAME) == day.saved


def work_with(folder: Path, fault: Fault) -> Layer:
    put(folder, {})
    return record(folder, stubborn_day(fault))


CASES = [
    *(pytest.param(answer, False, id=f"{answer}, once") for answer in ANSWERS),
    # Python itself tries an interrupted call again, and again: for ever is a long time.
    *(pytest.param(answer, True, id=f"{answer}, for ever") for answer in ANSWERS if answer != "EINTR"),
]


def once(answer: str, number: int) -> Fault:
    return lambda _call, now: ANSWERS[answer]() if now == number else None


def for_ever(answer: str, number: int) -> Fault:
    return lambda _call, now: ANSWERS[answer]() if now >= number else None


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("answer", "for_good"), CASES)
def test_a_call_that_fails_costs_nothing_that_was_acknowledged(
    scratch: Path, answer: str, for_good: bool, part: int
) -> None:
    """A stick with a bad spot, a disk that is full: people are told, try again, and the day is whole."""
    complaints = Counter[str]()
    for number in range(part, calls_of_a_day(scratch), PARTS):
        met: list[str] = []
        fault = (for_ever if for_good else once)(answer, number)

        def noting(call: str, now: int, fault: Fault = fault, met: list[str] = met) -> OSError | Partly | None:
            found = fault(call, now)
            if found is not None and not met:
                met.append(call)
            return found

        try:
            work_with(scratch, noting)
        except (OSError, AssertionError, NotSaved, StoreError) as error:
            calls = [each for each in traceback.extract_tb(error.__traceback__) if "lsp_workshop/" in each.filename]
            place = " < ".join(each.name for each in reversed(calls))
            complaints[f"{answer} at {met}: {type(error).__name__} {error} in {place}"] += 1
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("answer", ["EIO", "EACCES", "EINTR"])
def test_an_opening_that_the_disk_fails_ends_in_an_error_with_a_name(scratch: Path, answer: str) -> None:
    """A bad stick met at nine in the morning: a sentence that says so, not a traceback."""
    make_day(scratch)
    data = (scratch / NAME).read_bytes()
    calls = calls_of_an_opening(scratch, nothing_fails)
    assert calls > 10
    for number in range(calls):
        put(scratch, {NAME: data})
        calls_of_an_opening(scratch, once(answer, number))


def make_day(folder: Path) -> None:
    """A workshop with two answers in its journal."""

    def script(day: Day) -> None:
        day.create()
        day.open()
        day.do(said("One"))
        day.do(said("Two"))
        day.kill()

    record(folder, script)


def calls_of_an_opening(folder: Path, fault: Fault) -> int:
    layer = Layer(folder)
    layer.fault = fault
    with layer.watching():
        try_to(lambda: open_in(folder))
        layer.let_go()
    return layer.calls


def calls_of_a_day(folder: Path) -> int:
    put(folder, {})
    return record(folder, stubborn_day(nothing_fails)).calls


def test_a_day_meets_every_kind_of_call(scratch: Path) -> None:
    """A kind that the day never makes is one whose failure was never tried."""
    kinds = Counter[str]()

    def count(call: str, _number: int) -> None:
        kinds[call] += 1

    put(scratch, {})

    def script(day: Day) -> None:
        day.layer.fault = count
        day.create()
        day.open()
        for step in steps(day):
            if not day.is_open:
                day.open()
            step()

    record(scratch, script)
    assert {"open", "close", "read", "write", "fsync", "link", "unlink", "replace", "stat", "fstat"} <= set(kinds)
    assert (scratch / NAME).exists()


@pytest.mark.parametrize("size", [1, 3, 50])
def test_a_disk_that_takes_a_few_bytes_at_a_time_takes_them_all(scratch: Path, size: int) -> None:
    """Network drives do this; half a line would be no line."""
    work_with(scratch, lambda call, _number: Partly(size) if call == "write" else None)


@pytest.mark.parametrize("answer", ["EIO", "ENOSPC", "EACCES"])
@pytest.mark.parametrize("call", ["write", "fsync", "open", "replace", "link", "ftruncate", "unlink"])
def test_one_kind_of_call_that_always_fails(scratch: Path, call: str, answer: str) -> None:
    """A share that forbids renames, a stick without links: the day can be worked as far as that allows."""
    work_with(scratch, lambda name, _number: ANSWERS[answer]() if name == call else None)


@pytest.mark.parametrize("first", ["write", "fsync"])
def test_two_faults_in_a_row(scratch: Path, first: str) -> None:
    """The way out of the first fault fails too: cutting back, writing a new file, renaming it."""
    put(scratch, {})
    for second, answer in itertools.product(("ftruncate", "fsync", "replace", "open", "unlink"), ("EIO", "ENOSPC")):

        def script(day: Day, second: str = second, answer: str = answer) -> None:
            day.create()
            day.open()
            day.do(said("Before"))
            left = [first, second]

            def fault(call: str, _number: int) -> OSError | Partly | None:
                if left and call == left[0]:
                    del left[0]
                    return ANSWERS[answer]()
                return None

            day.layer.fault = fault
            for words in ("One", "Two", "Three"):
                try_to(lambda words=words: day.do(said(words)))  # type: ignore[misc]
            day.layer.fault = nothing_fails
            day.do(said("After"))
            day.close()
            _must_be_saved(day)

        record(scratch, script)
        put(scratch, {})
