"""Two programs, one file: the second is told who has it, and a program that died locks nobody out."""

import json
import os
import socket
import subprocess
import sys
import types
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from lsp_workshop.place import Kind, Place
from lsp_workshop.session import Session
from lsp_workshop.store import lock
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.opening import open_workshop
from lsp_workshop.store.workshop_store import WorkshopStore
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
            assert lock.take(path, handle) is not None
            os.close(handle)
    finally:
        for each in looking:
            each.kill()
            each.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="knows no shared lock of this kind")
def test_two_that_look_do_not_take_each_other_for_the_one_who_has_it(path: Path) -> None:
    """Two start pages beside a file that a crash left: each would say that it is open in another window."""
    lock.note_path(path).write_text(json.dumps(asdict(lock.here())), encoding="utf-8")
    looking = os.open(path, os.O_RDONLY)
    try:
        lock.lock_handle(looking, shared=True)
        assert lock.holder_of(path) is None
    finally:
        os.close(looking)


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


# --- the note -------------------------------------------------------------------------------------------------


def leave_note(path: Path, holder: lock.Holder) -> None:
    lock.note_path(path).write_text(json.dumps(asdict(holder)), encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")
@pytest.mark.parametrize("leads_to", ["a file", "nothing"])
def test_a_link_where_the_note_is_to_be_leads_to_nothing_that_is_written(path: Path, leads_to: str) -> None:
    """In a shared folder anybody may plant one: somebody's thesis would be a note of ours, and then gone."""
    precious = path.with_name("thesis.txt")
    if leads_to == "a file":
        precious.write_text("precious")
    lock.note_path(path).symlink_to(precious)
    opened = open_at(path)
    assert not lock.note_path(path).is_symlink()
    opened.store.close()
    assert precious.exists() == (leads_to == "a file")
    assert not precious.exists() or precious.read_text() == "precious"


def test_a_note_that_became_somebody_elses_is_left_to_them(path: Path) -> None:
    """Another computer overruled ours and opened the file: its note must not go when we close ours."""
    opened = open_at(path)
    theirs = {"user": lock.here().user, "host": lock.here().host, "process": os.getpid(), "token": "theirs"}
    lock.note_path(path).write_text(json.dumps(theirs), encoding="utf-8")
    opened.store.close()
    assert json.loads(lock.note_path(path).read_text(encoding="utf-8")) == theirs


def test_a_computer_whose_name_changed_takes_its_note_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The venue's Wi-Fi gives the laptop another name at noon: in the evening its own file is not open elsewhere."""
    opened = open_at(path)
    monkeypatch.setattr(socket, "gethostname", lambda: "laptop.venue")
    opened.store.close()
    assert not lock.note_path(path).exists()


OWN_DISK = Place(Kind.LOCAL, renames_safely=True)
SHARED = (Place(Kind.NETWORK, renames_safely=True), Place(Kind.SYNCED, renames_safely=True))


def test_a_note_of_ones_own_under_an_older_name_hinders_nobody_on_the_own_disk(path: Path) -> None:
    """The program crashed at home, and the laptop has another name here: there is nobody to ask, and no time."""
    leave_note(path, lock.Holder(lock.here().user, "laptop.home", 4711))
    assert lock.holder_of(path) is None
    opened = open_workshop(path, rescue_folder=path.parent, where=lambda _path: OWN_DISK)
    assert lock.read_holder(path) == lock.here()
    opened.store.close()


@pytest.mark.parametrize("place", SHARED, ids=lambda each: each.kind)
def test_on_a_share_one_person_at_two_computers_is_two(path: Path, place: Place) -> None:
    """The facilitator's own account on the office computer: half of the day would be in nobody's file."""
    leave_note(path, lock.Holder(lock.here().user, "office", 4711))
    with pytest.raises(StoreError, match="locked_elsewhere"):
        open_workshop(path, rescue_folder=path.parent, where=lambda _path: place)


def test_a_note_by_somebody_else_counts_on_the_own_disk_too(path: Path) -> None:
    """A folder that came with its note: a person decides."""
    leave_note(path, lock.Holder("maren", "another-computer", 4711))
    with pytest.raises(StoreError, match="locked_elsewhere"):
        open_workshop(path, rescue_folder=path.parent, where=lambda _path: OWN_DISK)


def test_of_a_link_the_file_it_leads_to_is_looked_at(path: Path) -> None:
    """The start page lists the link, and the file behind it is open in another window."""
    link = path.parent / "links" / "link.lspw"
    link.parent.mkdir()
    link.symlink_to(path)
    opened = open_at(path)
    assert lock.holder_of(link) == lock.here()
    opened.store.close()
    assert lock.holder_of(link) is None


def test_the_note_is_left_beside_the_file_that_is_there_and_not_before(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One closes, one opens, and a third has the file of before in its hand: the second's note is not overwritten."""
    first = open_at(path)
    real = os.open
    second: list[Session] = []
    begun: list[Path] = []
    first_session = Session(first.workshop, first.store)
    first_session.do(said("By the first"))

    def open_late(name: Path, flags: int, mode: int = 0o777) -> int:
        handle = int(real(name, flags, mode))
        if name == path and not begun:
            begun.append(name)
            first_session.close()
            second.append(session_at(path))
        return handle

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", open_late)
        with pytest.raises(StoreError, match="locked"):
            open_at(path)
    assert lock.holder_of(path) == lock.here()
    noted = json.loads(lock.note_path(path).read_text(encoding="utf-8"))
    store = second[0]._store
    assert isinstance(store, WorkshopStore)
    assert store._hold is not None
    assert noted["token"] == store._hold.token
    second[0].close()
    assert not lock.note_path(path).exists()


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows as far as locks go: one call that locks a byte, and never for several that only look."""
    fcntl = pytest.importorskip("fcntl")

    def locking(handle: int, mode: int, _size: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_UN if mode == 0 else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PermissionError(error.errno, error.strerror) from error

    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(LK_UNLCK=0, LK_NBLCK=2, locking=locking))
    monkeypatch.setattr(lock, "sys", types.SimpleNamespace(platform="win32"))


@pytest.mark.usefixtures("windows")
def test_on_windows_too_a_note_that_a_crash_left_counts_for_nothing(path: Path) -> None:
    """The start page would say of yesterday's file for ever that it is open elsewhere."""
    leave_note(path, lock.Holder(lock.here().user, lock.here().host, 999_999))
    assert lock.holder_of(path) is None
    # Looking left nothing locked.
    opened = open_at(path)
    assert lock.holder_of(path) == lock.here()
    opened.store.close()
    assert lock.holder_of(path) is None
