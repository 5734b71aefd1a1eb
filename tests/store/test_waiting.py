"""A disk that takes its time, or does not answer: nothing hangs, nothing overtakes, nothing unacknowledged stays."""

import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from lsp_workshop.domain.edits.votes import cast_vote
from lsp_workshop.place import UNTOLD, Kind, Place
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.store import recovery
from lsp_workshop.store.kept import SECOND_COPY
from lsp_workshop.store.opening import Opened, open_workshop
from lsp_workshop.store.waiting import PATIENCE, SLOW_AFTER, Writer
from lsp_workshop.store.workshop_store import WorkshopStore
from tests.store.files import SMALL, answers, make, open_at, read, said, session_of, state
from tests.store.test_kept import BALLOT, papers

LONG = 60.0
"""Seconds in which even a busy machine gets everything done; nothing waits so long unless it hangs."""
STICK = Place(Kind.REMOVABLE, renames_safely=True)
OWN_DISK = Place(Kind.LOCAL, renames_safely=True)


class Hanging:
    """Work that begins and does not go on until it is let."""

    def __init__(self, does: Callable[[], object] = lambda: None) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self._does = does

    def __call__(self) -> object:
        self.begun.set()
        assert self.go_on.wait(LONG)
        return self._does()


def impatient() -> Writer:
    return Writer(slow_after=0.0, patience=0.0)


def patient() -> Writer:
    """Even a busy machine is not too slow for it."""
    return Writer(slow_after=LONG, patience=LONG)


def settled(writer: Writer) -> None:
    """Wait until what had been given up has ended."""
    assert writer._unanswered is not None
    assert writer._unanswered.ended.wait(LONG)


def writers() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == "writer"]


def gone(threads: list[threading.Thread]) -> bool:
    for each in threads:
        each.join(LONG)
    return not any(each.is_alive() for each in threads)


# --- the writer alone -----------------------------------------------------------------------------------------


def test_work_is_done_in_order_in_one_thread_and_what_comes_of_it_comes_back() -> None:
    """The second answer on disk before the first: a crash would leave a day that never was."""
    writer, done = patient(), []

    def work(number: int) -> int:
        done.append((number, threading.get_ident()))
        return number * number

    assert [writer.run(lambda number=number: work(number)) for number in range(50)] == [n * n for n in range(50)]  # type: ignore[misc]
    assert [number for number, _ in done] == list(range(50))
    assert {thread for _, thread in done} - {threading.get_ident()}
    assert len({thread for _, thread in done}) == 1


def test_what_the_work_raises_is_raised_where_it_was_asked_for_and_the_next_goes_on() -> None:
    """A full disk is told to whoever types, and is no reason to save nothing for the rest of the day."""
    writer, taken_back = patient(), []

    def fail() -> None:
        raise NotSaved("disk_full")

    with pytest.raises(NotSaved, match="disk_full"):
        writer.run(fail, lambda: taken_back.append(1))
    assert writer.run(lambda: "next") == "next"
    assert not taken_back


def test_how_long_is_waited_before_a_word_and_before_giving_up() -> None:
    """Longer without a word, and a person presses the key again; shorter, and a disk that wakes up is called dead."""
    assert SLOW_AFTER == 0.15
    assert 8 <= PATIENCE <= 15


def test_slow_is_called_once_in_the_thread_that_waits() -> None:
    """ "Saving…" painted from another thread crashes the window; painted never, people think that it hangs."""
    writer, work, called = Writer(slow_after=0.0, patience=LONG), Hanging(lambda: "done"), []

    def slow() -> None:
        called.append(threading.get_ident())
        work.go_on.set()

    assert writer.run(work, slow=slow) == "done"
    assert called == [threading.get_ident()]


def test_slow_is_not_called_where_the_disk_is_fast() -> None:
    """A word that flickers at each answer is soon read by nobody."""
    called: list[int] = []
    assert patient().run(lambda: "done", slow=lambda: called.append(1)) == "done"
    assert not called


def test_a_disk_that_was_quick_a_moment_ago_is_not_watched_and_any_other_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers put in one after the other would wait for a thread as long as for the disk; and the first answer to a
    disk that fell asleep would freeze the window without a word.
    """
    now, took, threads = [100.0], [0.0], []

    def work() -> None:
        threads.append(threading.get_ident())
        now[0] += took[0]

    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    writer = Writer(slow_after=LONG, patience=LONG, trusts=True)

    def is_watched(seconds: float, pause: float = 0.0) -> bool:
        now[0] += pause
        took[0] = seconds
        writer.run(work)
        return threads[-1] != threading.get_ident()

    assert is_watched(0.001)
    assert not is_watched(0.001)
    assert not is_watched(1.5, pause=0.09)
    assert is_watched(0.001), "it was slow the last time"
    assert not is_watched(0.001)
    assert is_watched(0.001, pause=0.11), "it may have fallen asleep"


def test_a_disk_that_refused_is_watched_the_next_time() -> None:
    """A stick in its last minutes refuses quickly once and hangs the next time."""
    writer, threads = Writer(slow_after=LONG, patience=LONG, trusts=True), []

    def fail() -> None:
        raise NotSaved("io_error")

    writer.run(lambda: None)
    with pytest.raises(NotSaved, match="io_error"):
        writer.run(fail)
    writer.run(lambda: threads.append(threading.get_ident()))
    assert threads != [threading.get_ident()]


def _at(place: Place, _path: Path) -> Place:
    return place


def test_a_share_or_a_stick_is_always_watched(path: Path, session: Session) -> None:
    """What it did a moment ago says nothing of what it does when somebody walks away with it."""
    session.do(said("One"))
    session.do(said("Two"))
    writer = store_of(session)._writer
    assert not writer._trusts
    other = make(path.with_name("other.lspw"))
    for place, trusted in ((OWN_DISK, True), (UNTOLD, False), (STICK, False)):
        opened = open_workshop(other, rescue_folder=path.parent, where=partial(_at, place))
        assert opened.store._writer._trusts is trusted
        opened.store.close()


def test_a_disk_that_does_not_answer_is_told_and_nothing_is_begun_until_it_has() -> None:
    """A window that hangs with the stick; or a line written into the middle of one that still hangs."""
    writer, first, done = impatient(), Hanging(), []
    with pytest.raises(NotSaved, match="no_answer") as refusal:
        writer.run(first)
    assert refusal.value.values["seconds"] == 0
    assert first.begun.wait(LONG)
    for _ in range(3):
        with pytest.raises(NotSaved, match="no_answer"):
            writer.run(lambda: done.append("overtook"))
    first.go_on.set()
    settled(writer)
    writer._slow_after = LONG
    assert writer.run(lambda: done.append("after")) is None
    assert done == ["after"]


def test_what_gets_through_too_late_is_taken_back_once_before_anything_else() -> None:
    """Said to be not saved, and typed again: it would stand in the file twice."""
    log: list[str] = []
    writer, work = impatient(), Hanging(lambda: log.append("done"))
    with pytest.raises(NotSaved, match="no_answer"):
        writer.run(work, lambda: log.append("taken back"))
    work.go_on.set()
    settled(writer)
    writer._slow_after = LONG
    writer.run(lambda: log.append("next"))
    assert log == ["done", "taken back", "next"]


def test_what_fails_too_late_has_nothing_to_be_taken_back() -> None:
    """A line before it, which was acknowledged, would be cut off in its place."""
    log: list[str] = []

    def fail() -> None:
        raise NotSaved("io_error")

    writer, work = impatient(), Hanging(fail)
    with pytest.raises(NotSaved, match="no_answer"):
        writer.run(work, lambda: log.append("taken back"))
    work.go_on.set()
    settled(writer)
    writer._slow_after = LONG
    assert writer.run(lambda: "next") == "next"
    assert not log


@pytest.mark.parametrize("has_ended", [False, True], ids=["while it hangs", "when it has ended"])
def test_where_the_painting_of_slow_fails_the_work_is_taken_back(has_ended: bool) -> None:
    """The change would be on disk and not on the screen, and come up the next morning."""
    log: list[str] = []
    ended = threading.Event()
    writer = Writer(slow_after=0.0, patience=LONG)
    work = Hanging(lambda: log.append("done"))

    def slow() -> None:
        if has_ended:
            work.go_on.set()
            # What follows it in the thread has begun: it has ended.
            writer._begin(ended.set, lambda: None)
            assert ended.wait(LONG)
        raise RuntimeError("no window")

    with pytest.raises(RuntimeError, match="no window"):
        writer.run(work, lambda: log.append("taken back"), slow)
    work.go_on.set()
    settled(writer)
    writer._slow_after = LONG
    writer.run(lambda: log.append("next"))
    assert log == ["done", "taken back", "next"]


def test_whoever_gives_up_while_it_ends_agrees_with_it_on_what_counts() -> None:
    """Refused and left in the file, or acknowledged and taken back: each loses somebody's words."""
    writer, there = Writer(slow_after=0.0, patience=0.0), set()
    given_up = 0
    for number in range(4000):
        writer._patience = number % 40 * 1e-6
        writer._slow_after = 0.0
        try:
            writer.run(lambda number=number: there.add(number), lambda number=number: there.remove(number))  # type: ignore[misc]
            refused = False
        except NotSaved:
            refused = True
            given_up += 1
            settled(writer)
        assert (number in there) is not refused, number
    assert given_up < 4000
    writer.run_last(lambda: None)


def test_giving_up_happens_in_that_race_too() -> None:
    """A race that always ends one way would be no race."""
    writer, count = Writer(slow_after=0.0, patience=0.0), 0
    for _ in range(200):
        with suppress(NotSaved):
            writer.run(lambda: None)
            continue
        count += 1
        settled(writer)
    assert count > 0


def test_a_hung_disk_does_not_hold_up_the_end() -> None:
    """The window closes although the stick says nothing; what was to be let go is let go when it does."""
    log: list[str] = []
    writer, work = impatient(), Hanging(lambda: log.append("done"))
    with pytest.raises(NotSaved, match="no_answer"):
        writer.run(work, lambda: log.append("taken back"))
    [thread] = [each for each in writers() if each is writer._thread]
    with pytest.raises(NotSaved, match="no_answer"):
        writer.run_last(lambda: log.append("let go"), patience=LONG)
    work.go_on.set()
    assert gone([thread])
    assert log == ["done", "taken back", "let go"]


def test_the_last_work_waits_its_own_time() -> None:
    """A long day on a slow stick takes longer to write as a whole than ten seconds."""
    writer = impatient()
    writer._patience = 0.0
    done = threading.Event()
    assert writer.run_last(lambda: done.wait(0.01), patience=LONG) is False


@pytest.mark.parametrize("how", ["closed", "let go"])
def test_no_thread_is_left_behind(how: str) -> None:
    """Forty workshops opened and closed in a week's work would leave forty threads."""
    before = writers()
    writer = patient()
    writer.run(lambda: None)
    [thread] = [each for each in writers() if each not in before]
    if how == "closed":
        writer.run_last(lambda: None)
    del writer
    gc.collect()
    assert gone([thread])


# --- through a real file --------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return make(tmp_path / "stick" / "day.lspw", (*SMALL, BALLOT))


@pytest.fixture
def opened(path: Path, tmp_path: Path) -> Iterator[Opened]:
    opened = open_workshop(
        path, rescue_folder=tmp_path / "rescued", kept_folder=tmp_path / "kept", where=lambda _path: STICK
    )
    yield opened
    opened.store.close()


@pytest.fixture
def session(opened: Opened) -> Session:
    session = session_of(opened)
    session.do(said("Before"))
    return session


def second_copy(tmp_path: Path) -> Path:
    [found] = (tmp_path / "kept").glob(f"*/{SECOND_COPY}")
    return found


def store_of(session: Session) -> WorkshopStore:
    store = session._store
    assert isinstance(store, WorkshopStore)
    return store


@contextmanager
def hung(session: Session, monkeypatch: pytest.MonkeyPatch, call: str = "fsync") -> Iterator[Hanging]:
    """A disk on which this call does not return until it is let, and a writer that soon gives up."""
    real, hanging = getattr(os, call), Hanging()
    caller = threading.get_ident()

    def hang(*arguments: object) -> object:
        if threading.get_ident() != caller:
            hanging()
        return real(*arguments)

    writer = store_of(session)._writer
    writer._slow_after = writer._patience = 0.0
    with monkeypatch.context() as patch:
        patch.setattr(os, call, hang)
        yield hanging
        hanging.go_on.set()
    writer._slow_after = writer._patience = LONG


def refused(session: Session, text: str) -> None:
    before, undo = state(session.workshop), session.undo_label
    with pytest.raises(NotSaved, match="no_answer"):
        session.do(said(text))
    assert state(session.workshop) == before
    assert session.undo_label == undo


def test_what_the_disk_took_too_late_is_not_in_the_file(
    path: Path, tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said to be not saved, typed again, and twice in the record of the day; or a file that opens no more."""
    before = path.read_bytes()
    with hung(session, monkeypatch) as disk:
        refused(session, "Too late")
        assert disk.begun.wait(LONG)
        refused(session, "While it hangs")
        assert path.read_bytes() != before
        disk.go_on.set()
        settled(store_of(session)._writer)
        assert path.read_bytes() == before
        assert read(second_copy(tmp_path)) == state(session.workshop)
    session.do(said("After"))
    assert answers(read(path))[-2:] == ["Before", "After"]
    assert read(second_copy(tmp_path)) == read(path) == state(session.workshop)
    assert recovery.check(path) == recovery.check(second_copy(tmp_path)) == []
    assert session.close() == ()
    assert read(path) == read(second_copy(tmp_path)) == state(session.workshop)


def test_a_program_that_dies_while_the_disk_hangs_leaves_at_most_the_refused_answer(
    path: Path, tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person pulls the plug on a laptop that hangs: all that was acknowledged is there."""
    saved = state(session.workshop)
    crashed = path.with_name("crashed.lspw")
    with hung(session, monkeypatch) as disk:
        refused(session, "Too late")
        assert disk.begun.wait(LONG)
        # Written, on its way to the disk.
        crashed.write_bytes(path.read_bytes())
    found = read(crashed)
    assert {key: found.get(key) for key in saved} == saved
    assert answers(found)[-1] in {"Before", "Too late"}
    settled(store_of(session)._writer)
    session.do(said("After"))
    assert "Too late" not in answers(read(path))


def test_a_paper_that_came_too_late_is_counted_once(
    path: Path, tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One person's paper, put in again because it was said not to be saved, would be two votes."""
    with hung(session, monkeypatch), pytest.raises(NotSaved, match="no_answer"):
        session.do(cast_vote("b1", {"o": 1}))
    settled(store_of(session)._writer)
    session.do(cast_vote("b1", {"o": 1}))
    session.close()
    assert len(papers(path)) == len(papers(second_copy(tmp_path))) == 1


def test_a_closing_that_the_disk_does_not_answer_leaves_everything_in_a_rescue_file(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The network is gone at five in the afternoon: the window closes, and the day is in a file on this computer."""
    store = store_of(session)
    thread = store._writer._thread
    assert thread is not None
    with hung(session, monkeypatch) as disk:
        refused(session, "Too late")
        (remark,) = session.close()
        assert remark.code == "no_answer"
        rescued = remark.values["rescue"]
        assert isinstance(rescued, Path)
        assert read(rescued) == state(session.workshop)
        disk.go_on.set()
        assert gone([thread])
    # And when it does answer, the file is let go, with what was acknowledged and nothing else.
    again = open_at(path)
    assert state(again.workshop) == state(session.workshop)
    again.store.close()


def test_a_closing_whose_own_writing_hangs_is_told_too(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything was saved, and the stick goes to sleep for good while the file is tidied up."""
    store = store_of(session)
    real_last = store._writer.run_last
    monkeypatch.setattr(store._writer, "run_last", lambda do, slow: real_last(do, slow, patience=0.0))
    thread = store._writer._thread
    assert thread is not None
    with hung(session, monkeypatch):
        (remark,) = session.close()
    assert remark.code == "no_answer"
    rescued = remark.values["rescue"]
    assert isinstance(rescued, Path)
    assert read(rescued) == state(session.workshop)
    assert gone([thread])
    assert read(path) == state(session.workshop)


@pytest.mark.parametrize("is_fast", [False, True])
def test_a_closing_that_takes_its_time_is_shown(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch, is_fast: bool
) -> None:
    """A long day on a slow stick: a window that stands still for a minute is taken for one that hangs."""
    told: list[int] = []
    store, go_on, real = store_of(session), threading.Event(), os.fsync
    store._writer._slow_after = LONG if is_fast else 0.0

    def slow() -> None:
        told.append(threading.get_ident())
        go_on.set()

    def sync(handle: int) -> None:
        assert is_fast or go_on.wait(LONG)
        real(handle)

    session.on_slow(slow)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", sync)
        assert session.close() == ()
    assert told == ([] if is_fast else [threading.get_ident()])
    assert read(path) == state(session.workshop)


def test_a_closing_whose_painting_fails_is_waited_for_all_the_same() -> None:
    """A mistake in the window must not let the program end in the middle of the last writing."""
    writer, hanging = Writer(slow_after=0.0, patience=LONG), Hanging()

    def slow() -> None:
        hanging.go_on.set()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        writer.run_last(hanging, slow)
    assert hanging.begun.is_set()
    thread = writer._thread
    assert thread is not None
    assert gone([thread])


def test_waiting_loads_no_database() -> None:
    """It is about threads: whoever uses it elsewhere does not wait for a library to be read."""
    code = "import sys, lsp_workshop.store.waiting; sys.exit('tinydb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nowhere_to_put_it_is_told_as_well(
    path: Path, tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A remark that named a rescue file which is not there would be the worst to rely on."""
    (tmp_path / "rescued").write_bytes(b"")
    with hung(session, monkeypatch):
        refused(session, "Too late")
        assert [each.code for each in session.close()] == ["no_answer_lost"]


def test_a_store_that_is_let_go_takes_its_thread_along(tmp_path: Path) -> None:
    """A workshop that failed to be shown is not closed by anybody."""
    path = make(tmp_path / "other.lspw")
    session = session_of(open_at(path))
    session.do(said("One"))
    store = store_of(session)
    thread = store._writer._thread
    assert thread is not None
    file = store._file
    assert file is not None
    del store, session
    gc.collect()
    assert gone([thread])
    file.close()


def test_a_day_of_opening_and_closing_leaves_no_threads(path: Path) -> None:
    """As many threads as files opened would make the laptop slow by the evening."""
    threads = []
    for number in range(5):
        session = session_of(open_at(path))
        session.do(said(str(number)))
        threads.append(store_of(session)._writer._thread)
        session.close()
    assert gone([each for each in threads if each is not None])
