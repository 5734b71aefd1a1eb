"""Several programs at one file, and files that change under a running program: as whole processes, with their words."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from lsp_workshop.store import lock
from tests.store.files import answers, make, read, sample_records

PROGRAM = [sys.executable, "-m", "lsp_workshop"]
RACERS = 4


@pytest.fixture
def path(tmp_path: Path) -> Path:
    # In a folder without the program's own data.
    (tmp_path / "stick").mkdir()
    return make(tmp_path / "stick" / "day.lspw")


class Capturing:
    """`lsp-workshop capture`, with its lines typed one by one."""

    def __init__(self, path: Path) -> None:
        command = [*PROGRAM, "capture", str(path), "--question", "1.1", "--group", "A"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def type(self, words: str) -> None:
        assert self.process.stdin is not None
        # It may have been told that the file is open elsewhere, and be gone.
        with suppress(BrokenPipeError):
            self.process.stdin.write(words + "\n")
            self.process.stdin.flush()

    def printed(self) -> str:
        """The id of the answer that was saved; nothing where the program has ended."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> tuple[int, str]:
        """No more lines: how it ended, and what it had to say."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        assert self.process.stderr is not None
        assert self.process.stdout is not None
        with self.process.stdout, self.process.stderr:
            words = self.process.stderr.read()
            return self.process.wait(), words


@pytest.fixture
def racers(path: Path) -> Iterator[list[Capturing]]:
    with ExitStack() as stack:
        started = [Capturing(path) for _ in range(RACERS)]
        for racer in started:
            stack.callback(racer.process.kill)
        yield started


def test_of_many_programs_one_gets_the_file_and_the_others_say_who_has_it(path: Path, racers: list[Capturing]) -> None:
    """Two laptops' worth of answers in one file would be two halves of a day, each without the other."""
    for number, racer in enumerate(racers):
        racer.type(f"By {number}")
    firsts = [racer.printed() for racer in racers]
    winners = [number for number, first in enumerate(firsts) if first]
    assert len(winners) == 1
    winner = racers[winners[0]]
    for number, racer in enumerate(racers):
        if racer is not winner:
            code, words = racer.end()
            assert (number, code) == (number, 1)
            # Between the lock and the note that names its holder there is a moment.
            holders = (lock.here(), lock.SOMEBODY)
            assert any(f"is open elsewhere: by {each.user} on {each.host}" in words for each in holders)
            assert "Traceback" not in words
    winner.type("And one more")
    second = winner.printed()
    assert winner.end()[0] == 0
    found = read(path)
    assert {firsts[winners[0]], second} <= {key for _, key in found}
    assert answers(found)[-2:] == [f"By {winners[0]}", "And one more"]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("how", ["replaced", "copied over", "deleted", "renamed", "cut short"])
def test_a_file_swapped_between_two_answers(path: Path, tmp_path: Path, how: str) -> None:
    """A sync client brings yesterday's copy: what was captured is put somewhere safe, and the other file is let be."""
    other = make(tmp_path / "other.lspw", sample_records()).read_bytes()
    capturing = Capturing(path)
    capturing.type("Before")
    first = capturing.printed()
    assert first
    if how == "replaced":
        (tmp_path / "other.lspw").replace(path)
    elif how == "copied over":
        path.write_bytes(other)
    elif how == "deleted":
        path.unlink()
    elif how == "renamed":
        path.rename(tmp_path / "renamed.lspw")
    else:
        path.write_bytes(path.read_bytes()[:700])
    left = path.read_bytes() if path.exists() else None
    capturing.type("When it had happened")
    capturing.printed()
    code, words = capturing.end()
    assert code != 0
    assert "Traceback" not in words
    (rescued,) = (tmp_path / "local-data").rglob("*-rescued-*.lspw")
    assert str(rescued) in words
    assert answers(read(rescued))[-2:] == ["Before", "When it had happened"]
    assert (path.read_bytes() if path.exists() else None) == left


def test_the_note_of_a_computer_that_no_longer_runs(path: Path) -> None:
    """A laptop died with the file open on the network drive: the sentence says which one, and what to delete."""
    note = lock.note_path(path)
    note.write_text(json.dumps({"user": "maren", "host": "drowned-laptop", "process": 4711}), encoding="utf-8")
    before = path.read_bytes()
    refused = Capturing(path)
    refused.type("Not now")
    assert refused.printed() == ""
    code, words = refused.end()
    assert code == 1
    assert "by maren on drowned-laptop, process 4711" in words
    assert str(note) in words
    assert (path.read_bytes(), note.exists()) == (before, True)
    note.unlink()
    taken = Capturing(path)
    taken.type("Now")
    assert taken.printed()
    assert taken.end() == (0, "")
    assert answers(read(path))[-1] == "Now"
    assert not note.exists()
