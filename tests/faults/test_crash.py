"""Power cuts at every moment of a day, and what every disk they may leave says when it is opened again."""

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.faults.crash import Crashed, after_kill, crashes
from tests.faults.day import (
    NAME,
    Day,
    Script,
    complaint,
    kill_then_power_cut,
    long_morning,
    put,
    record,
    reopening,
    said,
    working_day,
)
from tests.faults.layer import ABSENT, Expect, Killed, Layer, Partly, Sync, Unlink

PARTS = 7
"""A prime, so that the moments that come with every capture fall into all parts."""
SCRIPTS: tuple[Script, ...] = (working_day, long_morning)
CALLS = 120
"""Calls of a short day at which the program is killed; it makes fewer."""
STARTS = 4
"""Crashed disks, for each part, whose recovery is crashed again."""


def must_hold(folder: Path, states: Iterator[Crashed]) -> int:
    """Open every one of them; returns how many there were."""
    count = 0
    for crashed in states:
        count += 1
        try:
            found = complaint(folder, crashed.files, crashed.allowed)
        except BaseException as error:
            error.add_note(crashed.how)
            raise
        assert found is None, f"{crashed.how}: {found}"
    return count


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: str(script.__name__))
def test_after_a_power_cut_the_file_opens_with_all_that_was_shown_as_saved(
    scratch: Path, script: Script, part: int
) -> None:
    """An answer that the room saw on the screen would be gone from the record, or the whole day with it."""
    recording = record(scratch, script).recording
    assert must_hold(scratch, crashes(recording, NAME, part=part, parts=PARTS)) > 500


@pytest.mark.parametrize("part", range(PARTS))
def test_a_power_cut_in_the_recovery_from_a_power_cut_loses_nothing_either(scratch: Path, part: int) -> None:
    """A laptop with a bad battery goes off again while the file is opened: two crashes are no worse than one."""
    states = [
        each
        for each in crashes(record(scratch, working_day).recording, NAME, part=part, parts=PARTS)
        if NAME in each.files
    ]
    count = 0
    for first in random.Random(part).sample(states, STARTS):
        put(scratch, first.files)
        again = record(scratch, reopening(first.allowed))
        count += must_hold(scratch, crashes(again.recording))
    assert count > 100 * STARTS


def killed_at(folder: Path, number: int) -> tuple[Layer, int] | None:
    """A day in which the program dies at a call, is started again, and goes on; and the moment of its return.

    None where the file was not there yet, or where the day has fewer calls.
    """
    moment = -1

    def script(day: Day) -> None:
        nonlocal moment
        day.layer.fault = lambda _call, now: Partly(0, dies=True) if now == number else None
        try:
            day.create()
            day.open()
            for words in ("One", "Two"):
                day.do(said(words))
            day.close()
        except Killed:
            day.kill()
            if (day.folder / NAME).exists():
                if day.saved is None:
                    day.made()
                day.open()
                moment = len(day.layer.recording.events)
                day.do(said("After the kill"))

    layer = record(folder, script)
    return (layer, moment) if moment >= 0 else None


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_shown_after_a_kill_is_on_disk_too(scratch: Path, part: int) -> None:
    """What the killed program had written is shown when it is opened again: a power cut then must not take it away."""
    count = tried = 0
    for number in range(part, CALLS, PARTS):
        put(scratch, {})
        found = killed_at(scratch, number)
        if found is not None:
            tried += 1
            layer, moment = found
            count += must_hold(scratch, crashes(layer.recording, first=moment))
    assert tried > 0
    assert count > 5 * tried


def test_what_a_killed_program_wrote_and_the_next_one_showed_survives_a_power_cut(scratch: Path) -> None:
    """The answer that was being saved when the program died stands on the screen again, so people rely on it."""
    recording = record(scratch, kill_then_power_cut).recording
    must_hold(scratch, crashes(recording))


def test_there_are_as_many_different_disks_as_promised(scratch: Path) -> None:
    """Fewer would be a net with wider meshes than the one the promise was made with."""
    counts = {}
    for script in SCRIPTS:
        recording = record(scratch, script).recording
        counts[script.__name__] = sum(1 for _ in crashes(recording, NAME))
        put(scratch, {})
    assert sum(counts.values()) >= 30_000, counts


def test_parts_together_are_the_whole(scratch: Path) -> None:
    """A moment that falls between the parts would never be tried."""
    recording = record(scratch, long_morning).recording
    whole = {crashed.how for crashed in crashes(recording)}
    parts = {crashed.how for part in range(PARTS) for crashed in crashes(recording, part=part, parts=PARTS)}
    assert whole <= parts


@pytest.mark.parametrize("script", [*SCRIPTS, kill_then_power_cut], ids=lambda script: str(script.__name__))
def test_the_layer_sees_everything_that_reaches_the_folder(scratch: Path, script: Script) -> None:
    """A write past the layer would be one that no crash is tried at."""
    recording = record(scratch, script).recording
    there = {each.relative_to(scratch).as_posix(): each.read_bytes() for each in scratch.rglob("*") if each.is_file()}
    assert after_kill(recording) == there
    kinds = {type(event) for event in recording.events}
    assert {Sync, Unlink, Expect} <= kinds
    first = next(event for event in recording.events if isinstance(event, Expect))
    assert ABSENT in first.allowed


def test_the_same_day_leaves_the_same_disks(scratch: Path) -> None:
    """A failure has to come again when somebody looks for its cause."""
    runs = []
    for _ in range(2):
        recording = record(scratch, long_morning).recording
        runs.append([each.how for each in islice(crashes(recording, NAME), 5000)])
        put(scratch, {})
    assert runs[0] == runs[1]
