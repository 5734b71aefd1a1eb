"""A program that is killed at any moment: every answer whose id was printed is in the file."""

import random
import subprocess
import sys
import time
from pathlib import Path

from lsp_workshop.paths import resource
from lsp_workshop.store import recovery
from lsp_workshop.store.interchange import read_interchange
from tests.store.files import make, open_at, read, state

ROUNDS = 16
ANSWERS = 8_000
"""More ids than a pipe holds: the program cannot be done before they are read, however late that is."""
COMMAND = [sys.executable, "-m", "lsp_workshop"]


def test_every_printed_id_is_in_the_file_after_a_kill(tmp_path: Path) -> None:
    path, words = make(tmp_path / "day.lspw"), tmp_path / "words.txt"
    chance = random.Random(9)
    acknowledged: set[str] = set()
    for number in range(ROUNDS):
        words.write_bytes(b"".join(b"Round %d, answer %d\n" % (number, line) for line in range(ANSWERS)))
        command = [*COMMAND, "capture", str(path), "--question", "1.1", "--group", "A"]
        wait_for = chance.randrange(10, 60)
        with (
            words.open("rb") as typed,
            subprocess.Popen(command, stdin=typed, stdout=subprocess.PIPE) as process,
        ):
            assert process.stdout is not None
            printed = b"".join(process.stdout.readline() for _ in range(wait_for))
            # Not at the same place in every round: somewhere in the writing of the next answers.
            pause(chance.random() / 500)
            process.kill()
            rest = process.stdout.read()
        assert process.returncode != 0
        lines = (printed + rest).split(b"\n")
        assert wait_for < len(lines) < ANSWERS
        # The last piece without a line ending was on its way out; what is printed is on disk all the same.
        acknowledged.update(line.decode() for line in lines[:-1])
        assert acknowledged <= {record_id for collection, record_id in read(path) if collection == "answers"}
        opened = open_at(path)
        assert acknowledged <= {record_id for collection, record_id in state(opened.workshop)}
        if number % 4 == 3:
            opened.store.close()  # and go on from a folded file
        else:
            opened.store._file.close()  # type: ignore[union-attr]  # let go as a crash does
            opened.store._file = None
    assert len(acknowledged) > 10 * ROUNDS
    assert [finding for finding in recovery.check(path) if finding.is_damage] == []


def test_an_import_that_is_killed_leaves_no_file_or_a_whole_one(tmp_path: Path) -> None:
    source = resource("sample/aldermouth.json")
    truth = state(read_interchange(source).workshop)
    chance = random.Random(11)
    seen = {"none": 0, "whole": 0}
    for number in range(12):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "day.lspw"
        # A third is killed before there is anything, a third while the file is written, a third once it has its name.
        pattern = ("", ".*.tmp", path.name)[number % 3]
        with subprocess.Popen([*COMMAND, "import", str(source), str(path)]) as process:
            while pattern and process.poll() is None and not list(folder.glob(pattern)):
                pass
            pause(chance.random() / 2000)
            process.kill()
        seen["whole" if path.exists() else "none"] += 1
        if path.exists():
            assert read(path) == truth
        assert path.exists() or pattern != path.name
    assert seen["none"] >= 4
    assert seen["whole"] >= 4


def pause(seconds: float) -> None:
    """More exactly than sleeping."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass
