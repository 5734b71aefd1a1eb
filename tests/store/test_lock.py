"""Two programs, one file: the second is told who has it, and a program that died locks nobody out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from lsp_workshop.store import lock
from lsp_workshop.store.errors import StoreError
from tests.store.files import answers, make, open_at, read, said, session_at

HOLD = (
    "import sys\n"
    "from pathlib import Path\n"
    "from lsp_workshop.store import opening\n"
    "path = Path(sys.argv[1])\n"
    "opened = opening.open_workshop(path, rescue_folder=path.parent)\n"
    "print('open', flush=True)\n"
    "sys.stdin.read()\n"
    "opened.store.close()\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "day.lspw")


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the file open until its standard input ends."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.communicate()


def test_a_second_opening_in_the_same_program_is_refused(path: Path) -> None:
    opened = open_at(path)
    with pytest.raises(StoreError, match="locked") as refusal:
        open_at(path)
    assert refusal.value.values["process"] == os.getpid()
    opened.store.close()
    open_at(path).store.close()


def test_a_second_program_is_told_who_has_the_file(path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(StoreError, match="locked") as refusal:
        open_at(path)
    me = lock.here()
    assert refusal.value.code == "locked"
    assert refusal.value.values["user"] == me.user
    assert refusal.value.values["host"] == me.host
    assert refusal.value.values["process"] == holder.pid
    assert lock.holder_of(path) == lock.Holder(me.user, me.host, holder.pid)
    assert len(answers(read(path))) == 2


def test_when_the_other_closes_the_file_is_free(path: Path, holder: subprocess.Popen[str]) -> None:
    holder.communicate()
    assert lock.holder_of(path) is None
    session = session_at(path)
    session.do(said("My turn"))
    session.close()
    assert not lock.note_path(path).exists()


def test_a_killed_program_locks_nobody_out(path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    assert lock.note_path(path).exists()
    assert lock.holder_of(path) is None
    open_at(path).store.close()
    assert not lock.note_path(path).exists()


def test_a_note_from_another_computer_is_believed(path: Path) -> None:
    """On a network drive the system's lock may not reach the other computer; the note does."""
    note = lock.note_path(path)
    note.write_text(json.dumps({"user": "maren", "host": "another-computer", "process": 4711}), encoding="utf-8")
    with pytest.raises(StoreError, match="locked_elsewhere") as refusal:
        open_at(path)
    assert refusal.value.values["host"] == "another-computer"
    assert refusal.value.values["note"] == note
    assert note.exists()
    assert lock.holder_of(path) == lock.Holder("maren", "another-computer", 4711)
    # The sentence says to delete the note where that computer no longer runs.
    note.unlink()
    open_at(path).store.close()


@pytest.mark.parametrize("note", ["", "[]", "{", '{"user": "x", "host": "y", "process": 1e999}', "\x00\xff"])
def test_a_note_that_says_nothing_stops_nobody(path: Path, note: str) -> None:
    lock.note_path(path).write_text(note, encoding="utf-8")
    open_at(path).store.close()


def test_without_a_note_the_lock_still_tells_that_somebody_has_it(path: Path) -> None:
    opened = open_at(path)
    lock.note_path(path).unlink()
    with pytest.raises(StoreError, match="locked") as refusal:
        open_at(path)
    assert refusal.value.values["user"] == "somebody"
    opened.store.close()


def test_a_name_that_leaves_no_room_for_a_note_is_looked_at_all_the_same(tmp_path: Path) -> None:
    path = make(tmp_path / ("d" * 250 + ".lspw"))
    opened = open_at(path)
    assert lock.holder_of(path) == lock.SOMEBODY
    opened.store.close()
    assert lock.holder_of(path) is None


def test_without_a_note_nobody_looks_at_the_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every start page looks at every workshop, while others open theirs."""

    def look(*_: object, **__: object) -> None:
        pytest.fail("looked")

    monkeypatch.setattr(lock, "lock_handle", look)
    assert lock.holder_of(path) is None


LOOK = (
    "import sys\n"
    "from pathlib import Path\n"
    "from lsp_workshop.store import lock\n"
    "print('looking', flush=True)\n"
    "while True:\n"
    "    lock.holder_of(Path(sys.argv[1]))\n"
)


def test_who_only_looks_locks_nobody_out(path: Path) -> None:
    """The start page of one program asks who has a file open while another program opens it."""
    lock.note_path(path).write_text(json.dumps(asdict(lock.here())), encoding="utf-8")
    looking = [
        subprocess.Popen([sys.executable, "-c", LOOK, str(path)], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    try:
        for each in looking:
            assert each.stdout is not None
            assert each.stdout.readline() == "looking\n"
        for _ in range(300):
            handle = os.open(path, os.O_RDWR)
            lock.take(path, handle)
            os.close(handle)
    finally:
        for each in looking:
            each.kill()
            each.communicate()


def test_an_opening_that_fails_leaves_no_lock_and_no_note(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-1] + b"x")
    with pytest.raises(StoreError, match="damaged"):
        open_at(path)
    assert not lock.note_path(path).exists()
    path.write_bytes(data)
    open_at(path).store.close()


def test_whoever_opens_while_another_closes_gets_the_new_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing puts a new file in the old one's place; who opened the old one just before would write into nowhere."""
    first = session_at(path)
    first.do(said("By the first"))
    real = os.open
    opened_late: list[Path] = []

    def open_and_let_the_other_close(name: Path, flags: int, mode: int = 0o777) -> int:
        handle = int(real(name, flags, mode))
        if name == path and not opened_late:
            opened_late.append(name)
            first.close()
        return handle

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", open_and_let_the_other_close)
        second = session_at(path)
    second.do(said("By the second"))
    second.close()
    assert answers(read(path))[-2:] == ["By the first", "By the second"]


def test_many_programs_race_for_one_file_and_all_their_answers_are_there(path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from lsp_workshop.domain.edits.capture import capture_answer\n"
        "from lsp_workshop.session import NotSaved, Session\n"
        "from lsp_workshop.store import opening\n"
        "from lsp_workshop.store.errors import StoreError\n"
        "path, name = Path(sys.argv[1]), sys.argv[2]\n"
        "done = 0\n"
        "while done < 8:\n"
        "    try:\n"
        "        opened = opening.open_workshop(path, rescue_folder=path.parent)\n"
        "    except StoreError as error:\n"
        "        assert error.code == 'locked', error\n"
        "        continue\n"
        "    session = Session(opened.workshop, opened.store)\n"
        "    session.do(capture_answer('Q1', f'{name} {done}'))\n"
        "    session.close()\n"
        "    done += 1\n"
    )
    racers = [subprocess.Popen([sys.executable, "-c", program, str(path), str(number)]) for number in range(4)]
    assert [racer.wait() for racer in racers] == [0] * 4
    wanted = {f"{racer} {number}" for racer in range(4) for number in range(8)}
    found = answers(read(path))
    assert wanted <= set(found)
    assert len(found) == 2 + len(wanted)
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name]
