"""The commands as processes: asked to stop, or cut off from who reads them, they lose nothing that they printed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lsp_workshop.store import lock, recovery
from tests.store.files import answers, make, open_at, read

PROGRAM = [sys.executable, "-m", "lsp_workshop"]
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "day.lspw")


def capture(path: Path, typed: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """A capture that waits for lines."""
    command = [*PROGRAM, "capture", str(path), "--question", "1.1"]
    return subprocess.Popen(command, stdin=typed, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture
def capturing(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A capture that has taken one line and waits for the next."""
    with capture(path) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"The first\n")
        process.stdin.flush()
        assert len(process.stdout.readline().strip()) == 20
        yield process
        process.kill()


def closed_cleanly(path: Path) -> None:
    assert not lock.note_path(path).exists()
    assert sorted(each.name for each in path.parent.iterdir() if each.name != "local-data") == [path.name]
    assert recovery.check(path) == []
    assert not path.read_bytes().splitlines()[-1].startswith(b"~"), "the journal was left in the file"
    open_at(path).store.close()


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_asked_to_stop_while_waiting_it_closes_the_file(
    path: Path, capturing: subprocess.Popen[bytes], number: signal.Signals
) -> None:
    capturing.send_signal(number)
    _, said = capturing.communicate()
    assert capturing.returncode == 128 + number
    assert said == b""
    assert answers(read(path))[-1] == "The first"
    closed_cleanly(path)


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_asked_to_stop_in_the_middle_of_writing_every_printed_id_is_there(
    path: Path, number: signal.Signals, tmp_path_factory: pytest.TempPathFactory
) -> None:
    words = tmp_path_factory.mktemp("typed") / "lines.txt"
    words.write_bytes(b"".join(b"Line %d\n" % line for line in range(20_000)))
    for after in (1, 7, 60):
        with words.open("rb") as typed, capture(path, typed.fileno()) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            printed = [process.stdout.readline() for _ in range(after)]
            process.send_signal(number)
            printed += process.stdout.readlines()
            said = process.stderr.read()
        assert process.returncode == 128 + number
        assert said == b""
        found = {record_id for collection, record_id in read(path) if collection == "answers"}
        assert all(line.endswith(b"\n") for line in printed)
        assert {line.decode().strip() for line in printed} <= found
        closed_cleanly(path)


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_asked_to_stop_while_it_opens_the_file_it_leaves_it_closed(path: Path, number: signal.Signals) -> None:
    for _ in range(3):
        with capture(path) as process:
            deadline = time.monotonic() + 150
            while not lock.note_path(path).exists():
                assert time.monotonic() < deadline
            process.send_signal(number)
            _, said = process.communicate()
        assert process.returncode == 128 + number
        assert said == b""
        closed_cleanly(path)


def test_nobody_reads_the_answer_any_more(path: Path) -> None:
    """Such as `| head -1`: no traceback, exit 1, and what was printed or written is in the file."""
    with capture(path) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"One\n")
        process.stdin.flush()
        printed = process.stdout.readline().decode().strip()
        process.stdout.close()
        process.stdin.write(b"Two\nThree\n")
        process.stdin.close()
        said = process.stderr.read()
        assert process.wait() == 1
    assert said == b""
    found = read(path)
    assert ("answers", printed) in found
    assert answers(found)[-2:] == ["One", "Two"]
    closed_cleanly(path)


@pytest.mark.parametrize(
    "words", [["capture", "{}", "--question", "1.1"], ["info", "{}"], ["results", "{}"], ["check", "{}"]]
)
@pytest.mark.parametrize("where", ["full", "closed"])
def test_an_answer_that_goes_nowhere_is_one_sentence_and_exit_1(path: Path, words: list[str], where: str) -> None:
    command = [*PROGRAM, *(word.format(path) for word in words)]
    if where == "closed":
        closing = "import os, sys; os.close(1); os.execv(sys.argv[1], sys.argv[1:])"
        command = [sys.executable, "-c", closing, *command]
    full = os.open("/dev/full" if Path("/dev/full").exists() else os.devnull, os.O_WRONLY)
    ended = subprocess.run(command, input=b"One\n", stdout=full, stderr=subprocess.PIPE, check=False)
    os.close(full)
    if where == "full" and not Path("/dev/full").exists():
        assert ended.returncode == 0
        return
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert b"Traceback" not in ended.stderr
    if words[0] == "capture":
        assert answers(read(path))[-1] == "One"
    closed_cleanly(path)


def test_warnings_that_go_nowhere_stop_nothing_and_do_not_get_among_the_answers(path: Path) -> None:
    closing = "import os, sys; os.close(2); os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-c", closing, *PROGRAM, "capture", str(path), "--question", "1.1"]
    ended = subprocess.run(command, input=b"One\n\xff\nTwo\n", stdout=subprocess.PIPE, check=False)
    assert ended.returncode == 1
    assert [len(line) for line in ended.stdout.split()] == [20, 20]
    assert answers(read(path))[-2:] == ["One", "Two"]
    closed_cleanly(path)


def test_with_every_stream_closed_the_workshop_is_not_taken_for_one(path: Path) -> None:
    """The first file that such a process opens gets the number of standard output, and is printed into."""
    closing = "import os, sys; os.closerange(0, 3); os.execv(sys.argv[1], sys.argv[1:])"
    before = read(path)
    subprocess.run([sys.executable, "-c", closing, *PROGRAM, "capture", str(path), "--question", "1.1"], check=False)
    subprocess.run([sys.executable, "-c", closing, *PROGRAM, "info", str(path)], check=False)
    assert read(path) == before
    closed_cleanly(path)


def test_a_file_that_is_deleted_underneath_is_rescued_and_named(path: Path, tmp_path: Path) -> None:
    with capture(path) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"One\n")
        process.stdin.flush()
        process.stdout.readline()
        path.unlink()
        printed, said = process.communicate(b"Two\nThree\n")
    assert process.returncode == 1
    assert printed == b""
    (rescue,) = (tmp_path / "local-data" / "rescued").iterdir()
    assert str(rescue) in said.decode()
    assert len(said.splitlines()) == 1
    assert answers(read(rescue))[-2:] == ["One", "Two"]
    assert not path.exists()


def test_two_captures_at_once_and_the_second_is_told(path: Path, capturing: subprocess.Popen[bytes]) -> None:
    with capture(path) as second:
        printed, said = second.communicate(b"Two\n")
    assert (second.returncode, printed) == (1, b"")
    assert str(capturing.pid) in said.decode()
    capturing.communicate(b"Three\n")
    assert answers(read(path))[-2:] == ["The first", "Three"]


def test_votes_and_ids_are_printed_line_by_line_not_at_the_end(path: Path, capturing: subprocess.Popen[bytes]) -> None:
    """A screen beside the room shows them as they come."""
    assert capturing.stdin is not None
    assert capturing.stdout is not None
    for number in range(5):
        capturing.stdin.write(b"Line %d\n" % number)
        capturing.stdin.flush()
        record_id = capturing.stdout.readline().decode().strip()
        assert ("answers", record_id) in read(path)
    capturing.communicate()
    assert capturing.returncode == 0
