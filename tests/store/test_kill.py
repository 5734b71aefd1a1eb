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
COMMAND = [sys.executable, "-m", "lsp_workshop"]


def test_every_printed_id_is_in_the_file_after_a_kill(tmp_path: Path) -> None:
    path, words = make(tmp_path / "day.lspw"), tmp_path / "words.txt"
    chance = random.Random(9)
    acknowledged: set[str] = set()
    fewest = 10**9
    for number in range(ROUNDS):
        words.write_bytes(b"".join(b"Round %d, answer %d\n" % (number, line) for line in range(2000)))
        command = [*COMMAND, "capture", str(path), "--question", "1.1", "--group", "A"]
        with (
            words.open("rb") as typed,
            subprocess.Popen(command, stdin=typed, stdout=subprocess.PIPE) as process,
        ):
            assert process.stdout is not None
            printed = process.stdout.readline()
            # Not at the same place in every round: somewhere within the first twenty milliseconds of writing.
            moment = time.perf_counter() + chance.random() / 50
            while time.perf_counter() < moment:
                pass
            process.kill()
            rest = process.stdout.read()
        assert process.returncode != 0
        lines = (printed + rest).split(b"\n")
        fewest = min(fewest, len(lines) - 1)
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
    assert fewest >= 1
    assert len(acknowledged) > ROUNDS
    assert [finding for finding in recovery.check(path) if finding.is_damage] == []


def test_an_import_that_is_killed_leaves_no_file_or_a_whole_one(tmp_path: Path) -> None:
    source = resource("sample/aldermouth.json")
    truth = state(read_interchange(source).workshop)
    chance = random.Random(11)
    started = time.perf_counter()
    subprocess.run([*COMMAND, "import", str(source), str(tmp_path / "whole.lspw")], check=True)
    takes = time.perf_counter() - started
    seen = {"none": 0, "whole": 0}
    for number in range(12):
        path = tmp_path / f"{number}.lspw"
        with subprocess.Popen([*COMMAND, "import", str(source), str(path)]) as process:
            moment = time.perf_counter() + takes * (0.5 + chance.random() * 0.6)
            while time.perf_counter() < moment and process.poll() is None:
                pass
            process.kill()
        if path.exists():
            seen["whole"] += 1
            assert read(path) == truth
        else:
            seen["none"] += 1
    assert sum(seen.values()) == 12
