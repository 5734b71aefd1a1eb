"""Disks that are full, fail, or lie, and files that are pulled away: nothing is shown as saved that is not."""

import errno
import json
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lsp_workshop import files
from lsp_workshop.domain.change import removed
from lsp_workshop.domain.edits.capture import reword_answer
from lsp_workshop.domain.edits.votes import cast_vote
from lsp_workshop.domain.model import Answer, Ballot, BallotOption, BallotStatus, Method, Secrecy, Vote
from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.messages import remark_sentence
from lsp_workshop.session import Notice, NotSaved, Session
from lsp_workshop.store import format as format_of_file
from lsp_workshop.store import lock, opening, recovery, rescue
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.workshop_store import WorkshopStore
from tests.store.files import (
    SMALL,
    answers,
    in_use,
    make,
    open_at,
    read,
    said,
    sample_records,
    session_at,
    session_of,
    state,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "day.lspw")


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    """A session with one answer of its own on disk."""
    session = session_at(path)
    session.do(said("Before"))
    yield session
    session.close()


BALLOT = Ballot(
    id="b1",
    title="Which?",
    method=Method.DOTS,
    secrecy=Secrecy.SECRET,
    status=BallotStatus.OPEN,
    options=(BallotOption(id="o", label="O"),),
    eligible=20,
)


def vote_in(session: Session) -> list[str]:
    """Twenty papers; their ids in the order in which they came."""
    return [session.do(cast_vote("b1", {"o": number % 2})).new(Vote).id for number in range(20)]


def paper_order(path: Path) -> list[str]:
    """The ids of the papers as the file has them."""
    contents = format_of_file.read_contents(path.read_bytes(), path)
    lines = [json.loads(entry.payload) for entry in contents.entries]
    written = [write[2] for line in lines for write in line["writes"] if write[0] == "votes"]
    return [str(each["id"]) for each in (*contents.tables.get("votes", {}).values(), *written)]


def failing(real: Callable[..., Any], error: int, after: int = 0, times: int = 10**9) -> Callable[..., Any]:
    """`real`, failing at certain calls of it."""
    calls = iter(range(10**9))

    def call(*arguments: Any, **named: Any) -> Any:
        if after <= next(calls) < after + times:
            raise OSError(error, os.strerror(error))
        return real(*arguments, **named)

    return call


def not_saved(session: Session, text: str) -> NotSaved:
    """Try to save; memory, undo and what listeners heard must be as before."""
    before, label = state(session.workshop), session.undo_label
    heard: list[Notice] = []
    end = session.subscribe(heard.append)
    with pytest.raises(NotSaved) as refusal:
        session.do(said(text))
    end()
    assert state(session.workshop) == before
    assert session.undo_label == label
    assert heard == []
    return refusal.value


@pytest.mark.parametrize("call", ["write", "fsync", "lseek", "fstat"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_call_that_fails_loses_nothing_and_the_next_one_saves(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch, call: str, error: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(getattr(os, call), error, times=1))
        refusal = not_saved(session, "Refused by the disk")
    assert refusal.code == ("disk_full" if error == errno.ENOSPC else "io_error")
    session.do(said("After"))
    assert answers(read(path))[-2:] == ["Before", "After"]
    session.close()
    assert answers(read(path))[-2:] == ["Before", "After"]


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_that_stays_full_refuses_again_and_again_and_keeps_what_was_saved(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(getattr(os, call), errno.ENOSPC))
        for number in range(3):
            assert not_saved(session, f"Refused {number}").code == "disk_full"
        assert answers(read(path))[-1] == "Before"
    session.do(said("After"))
    assert answers(read(path))[-2:] == ["Before", "After"]


@pytest.mark.parametrize("written", [0, 1, 20, 100])
def test_half_a_line_is_cut_off_again(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    size = path.stat().st_size
    real = os.write
    with monkeypatch.context() as patch:
        # Takes a part and has no room for the rest, as a disk does when it fills up.
        calls = iter([lambda handle, data: real(handle, data[:written]), failing(real, errno.ENOSPC)])
        patch.setattr(os, "write", lambda handle, data: next(calls)(handle, data))
        not_saved(session, "Too much for the disk")
    assert path.stat().st_size == size
    session.do(said("After"))
    assert answers(read(path))[-2:] == ["Before", "After"]


def test_short_writes_are_finished(path: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, data: real(handle, data[:7]))
        session.do(said("In many small pieces"))
    assert answers(read(path))[-1] == "In many small pieces"


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_half_a_line_that_cannot_be_cut_off_does_not_stand_in_the_way(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """It is the program's own: taken for somebody else's, it would end the day in this file."""
    real = os.write
    with monkeypatch.context() as patch:
        if call == "write":
            calls = iter([lambda handle, data: real(handle, data[:20]), failing(real, errno.EIO)])
            patch.setattr(os, "write", lambda handle, data: next(calls)(handle, data))
        else:
            patch.setattr(os, "fsync", failing(os.fsync, errno.EIO, times=1))
        patch.setattr(os, "ftruncate", failing(os.ftruncate, errno.EIO))
        not_saved(session, "Neither saved nor cut off")
    session.do(said("After"))
    assert answers(read(path))[-2:] == ["Before", "After"]


def test_after_a_failed_fsync_nothing_more_is_written_to_that_file(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system may have thrown the pages away and forgotten that it did: only a new file is sure."""
    old = path.stat().st_ino
    kept = os.open(path, os.O_RDONLY)
    monkeypatch.setattr(os, "fsync", failing(os.fsync, errno.EIO, times=1))
    not_saved(session, "Lost by the disk")
    session.do(said("After"))
    assert path.stat().st_ino != old
    os.close(kept)
    assert answers(read(path))[-2:] == ["Before", "After"]
    # The new file is locked like the old one.
    with pytest.raises(StoreError, match="locked"):
        open_at(path)


def test_while_no_new_file_can_be_made_nothing_is_acknowledged(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(os.fsync, errno.EIO, times=1))
    not_saved(session, "One")
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing(os.replace, errno.EACCES))
        assert not_saved(session, "Two").code == "io_error"
        assert not_saved(session, "Three").code == "io_error"
    session.do(said("After"))
    assert answers(read(path))[-2:] == ["Before", "After"]
    assert [each.name for each in path.parent.iterdir() if each.suffix == ".tmp"] == []


def test_papers_are_shuffled_at_the_end_even_where_a_new_file_had_to_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file is a clean one to look at, and has them as they came."""
    path = make(tmp_path / "day.lspw", (*SMALL, BALLOT))
    session = session_at(path)
    came = vote_in(session)
    monkeypatch.setattr(os, "fsync", failing(os.fsync, errno.EIO, times=1))
    not_saved(session, "Lost by the disk")
    # Nothing comes after the new file but what makes it necessary.
    store = session._store
    assert isinstance(store, WorkshopStore)
    assert store._file is not None
    store._file._start_fresh_file(store._tables)
    as_it_is = path.read_bytes()
    assert paper_order(path) == came
    session.close()
    assert paper_order(path) != came
    assert sorted(paper_order(path)) == sorted(came)
    # Nor is it forgotten by who opens the file after a crash.
    path.write_bytes(as_it_is)
    session_at(path).close()
    assert paper_order(path) != came


class TestClosing:
    """What closing cannot do is said: a file that still tells who voted how must not be handed on unknowingly."""

    def test_papers_as_they_came(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = make(tmp_path / "day.lspw", (*SMALL, BALLOT))
        session = session_at(path)
        came = vote_in(session)
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", failing(os.replace, errno.EACCES))
            (remark,) = session.close()
        assert remark.code == "papers_as_cast"
        assert "Permission denied" in remark_sentence(path, remark)
        assert paper_order(path) == came

    def test_a_journal_that_stays(self, path: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", failing(os.replace, errno.EACCES))
            assert [each.code for each in session.close()] == ["not_folded"]
        assert session.close() == ()

    def test_nothing_where_all_went_well(self, session: Session) -> None:
        assert session.close() == ()

    def test_pulled_away_since_the_last_answer(self, path: Path, session: Session) -> None:
        """Everything was shown as saved; the file it was saved in is gone."""
        path.unlink()
        (remark,) = session.close()
        assert remark.code == "pulled_away"
        rescued = remark.values["rescue"]
        assert isinstance(rescued, Path)
        assert answers(read(rescued))[-1] == "Before"
        assert not path.exists()

    def test_put_back_and_pulled_away_again(self, path: Path, session: Session) -> None:
        """What was saved in between is newer than what the first rescue has; neither may go for the other."""
        away = path.with_name("away")
        path.rename(away)
        with pytest.raises(NotSaved, match="file_deleted") as refusal:
            session.do(reword_answer("c1", "Worded while it was away"))
        away.rename(path)
        session.do(reword_answer("c1", "Worded when it was back"))
        path.unlink()
        (remark,) = session.close()
        first, second = refusal.value.values["rescue"], remark.values["rescue"]
        assert isinstance(first, Path)
        assert isinstance(second, Path)
        assert "Worded while it was away" in answers(read(first))
        assert "Worded when it was back" in answers(read(second))

    def test_a_paper_that_was_refused_takes_no_other_papers_place(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = make(tmp_path / "day.lspw", (*SMALL, BALLOT))
        opened = open_at(path)
        session = session_of(opened)
        came = vote_in(session)
        paper = session.workshop.get(Vote, came[0])
        path.unlink()
        with monkeypatch.context() as patch:
            patch.setattr(rescue, "replace_file", failing(files.replace_file, errno.ENOSPC))
            with pytest.raises(NotSaved, match="no_rescue"):
                opened.store.append(Transaction("take a paper out", removed(paper)), "")
        (remark,) = session.close()
        rescued = remark.values["rescue"]
        assert isinstance(rescued, Path)
        assert sorted(paper_order(rescued)) == sorted(came[1:])

    def test_pulled_away_and_nowhere_to_put_it(
        self, path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path.unlink()
        with monkeypatch.context() as patch:
            patch.setattr(rescue, "replace_file", failing(files.replace_file, errno.ENOSPC))
            assert [each.code for each in session.close()] == ["pulled_away_lost"]


class TestOpenFilesThatCannotBeReplaced:
    """As on Windows: a file is let go before another takes its name, and a scanner may hold the new one."""

    @pytest.fixture
    def windows(self, session: Session, path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
        """The session, on a system that renames nothing over an open file."""
        file = session._store._file  # type: ignore[attr-defined]
        file._replaces_open_files = False
        real = os.replace

        def replace(source: Path, target: Path) -> None:
            if file._handle is not None:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            real(source, target)

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", replace)
            yield session

    def break_fsync(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "fsync", failing(os.fsync, errno.EIO, times=1))

    def test_it_is_folded(self, windows: Session, path: Path) -> None:
        assert windows.close() == ()
        assert not path.read_bytes().splitlines()[-1].startswith(b"~")
        assert answers(read(path))[-1] == "Before"

    def test_a_fresh_file_is_locked_and_goes_on(
        self, windows: Session, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.break_fsync(monkeypatch)
        not_saved(windows, "Lost by the disk")
        windows.do(said("After"))
        with pytest.raises(StoreError, match="locked"):
            open_at(path)
        assert windows.close() == ()
        assert answers(read(path))[-2:] == ["Before", "After"]

    def test_where_no_new_file_takes_its_place_the_old_one_is_open_again(
        self, windows: Session, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.break_fsync(monkeypatch)
        not_saved(windows, "One")
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", failing(os.replace, errno.EACCES))
            assert not_saved(windows, "Two").code == "io_error"
            with pytest.raises(StoreError, match="locked"):
                open_at(path)
            assert [each.code for each in windows.close()] == ["not_folded"]
        assert answers(read(path))[-1] == "Before"

    def test_where_it_cannot_be_opened_again_nothing_is_acknowledged_until_it_can(
        self, windows: Session, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.break_fsync(monkeypatch)
        not_saved(windows, "One")
        real = os.open

        def refuse(name: Path, flags: int, mode: int = 0o777) -> int:
            if name == path:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            return real(name, flags, mode)

        with monkeypatch.context() as patch:
            patch.setattr(os, "open", refuse)
            for text in ("Two", "Three"):
                assert not_saved(windows, text).code == "io_error"
        windows.do(said("After"))
        assert answers(read(path))[-2:] == ["Before", "After"]
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", refuse)
            assert windows.close() == ()
        assert answers(read(path))[-2:] == ["Before", "After"]

    def test_gone_while_it_was_let_go(self, windows: Session, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = windows._store._file  # type: ignore[attr-defined]
        file.close()
        path.unlink()
        refusal = not_saved(windows, "Typed when it happened")
        assert refusal.code == "file_deleted"
        assert windows.close() == ()

    def test_a_rename_that_is_forbidden_for_a_moment_is_tried_again(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        new = path.with_name("new")
        new.write_bytes(b"new")
        refused = failing(os.replace, errno.EACCES, times=2)
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", refused)
            files.move_into_place(new, path, pauses=(0, 0))
        assert path.read_bytes() == b"new"
        new.write_bytes(b"newer")
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", failing(os.replace, errno.EACCES))
            with pytest.raises(PermissionError):
                files.move_into_place(new, path, pauses=(0, 0))


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "fchmod", "unlink"])
def test_a_closing_that_cannot_fold_the_journal_leaves_it(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """A read-only folder, a blocked rename, a full disk at the end of the day: the journal is as good."""
    session = session_at(path)
    session.do(said("One"))
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(getattr(os, call), errno.EACCES))
        session.close()
    assert answers(read(path))[-1] == "One"
    session = session_at(path)
    session.do(said("Two"))
    session.close()
    assert answers(read(path))[-2:] == ["One", "Two"]


@pytest.mark.parametrize("place", range(12))
def test_an_error_at_any_call_while_a_file_is_made_leaves_none_or_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    path = tmp_path / "new.lspw"
    calls = iter(range(10**9))

    def stumbling(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if next(calls) == place:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(*arguments, **named)

        return call

    with monkeypatch.context() as patch:
        for name in ("open", "write", "fsync", "link", "close"):
            patch.setattr(os, name, stumbling(getattr(os, name)))
        try:
            make(path)
        except StoreError as error:
            failed = error.code
        else:
            failed = ""
    assert failed in ("", "no_access")
    if path.exists():
        assert len(read(path)) == len(SMALL)
    else:
        assert failed


def test_on_a_file_system_without_hard_links_a_file_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", failing(os.link, errno.EPERM))
    path = make(tmp_path / "stick.lspw")
    assert len(read(path)) == len(SMALL)
    with pytest.raises(StoreError, match="exists"):
        make(path)


class TestPulledAway:
    """The file is replaced, deleted or cut while it is open: stop, touch nothing, put everything somewhere safe."""

    def rescued(self, path: Path, session: Session, code: str) -> None:
        left = path.read_bytes() if path.exists() else None
        refusal = not_saved(session, "Typed when it happened")
        assert refusal.code == code
        rescued = refusal.values["rescue"]
        assert isinstance(rescued, Path)
        assert answers(read(rescued))[-2:] == ["Before", "Typed when it happened"]
        opened = open_at(rescued)
        assert opened.remarks == ()
        opened.store.close()
        session.close()
        assert (path.read_bytes() if path.exists() else None) == left
        assert not lock.note_path(path).exists()

    def test_deleted(self, path: Path, session: Session) -> None:
        path.unlink()
        self.rescued(path, session, "file_deleted")

    def test_replaced_by_another_file(self, path: Path, session: Session, tmp_path: Path) -> None:
        make(tmp_path / "other.lspw").replace(path)
        self.rescued(path, session, "file_replaced")

    def test_copied_over(self, path: Path, session: Session, tmp_path: Path) -> None:
        """To the system it is the same file; in it is another workshop, longer than ours."""
        path.write_bytes(make(tmp_path / "other.lspw", sample_records()).read_bytes())
        self.rescued(path, session, "file_replaced")

    @pytest.mark.parametrize("size", [0, 1, 600])
    def test_cut_short(self, path: Path, session: Session, size: int) -> None:
        os.truncate(path, size)
        self.rescued(path, session, "file_truncated")

    def test_its_folder_renamed(self, tmp_path: Path) -> None:
        folder = tmp_path / "stick"
        folder.mkdir()
        path = make(folder / "day.lspw")
        session = session_at(path)
        session.do(said("Before"))
        folder.rename(tmp_path / "elsewhere")
        self.rescued(path, session, "file_deleted")

    def test_pulled_away_between_the_write_and_the_word_saved(
        self, path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = os.fsync

        def sync_and_lose(handle: int) -> None:
            real(handle)
            path.unlink(missing_ok=True)

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", sync_and_lose)
            with pytest.raises(NotSaved, match="file_deleted") as refusal:
                session.do(said("Just written"))
        rescued = refusal.value.values["rescue"]
        assert isinstance(rescued, Path)
        assert answers(read(rescued))[-1] == "Just written"

    def test_all_that_is_typed_afterwards_is_in_one_rescue_file(self, path: Path, session: Session) -> None:
        """Who reads the first sentence goes on typing; nobody should have to put files together afterwards."""
        path.unlink()
        rescued = {not_saved(session, f"Typed {number}").values["rescue"] for number in range(3)}
        assert len(rescued) == 1
        (one,) = rescued
        assert isinstance(one, Path)
        assert answers(read(one))[-4:] == ["Before", "Typed 0", "Typed 1", "Typed 2"]
        assert session.close() == (), "it was told at each refusal"
        assert list(one.parent.iterdir()) == [one]
        assert answers(read(one))[-4:] == ["Before", "Typed 0", "Typed 1", "Typed 2"]

    def test_what_could_not_be_rescued_is_in_the_next_rescue(
        self, path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path.unlink()
        with monkeypatch.context() as patch:
            patch.setattr(rescue, "replace_file", failing(files.replace_file, errno.ENOSPC))
            not_saved(session, "First")
        rescued = not_saved(session, "Second").values["rescue"]
        assert isinstance(rescued, Path)
        assert answers(read(rescued))[-2:] == ["First", "Second"]

    @pytest.mark.parametrize("letter", ["d", "ü", "🚌"])
    def test_a_name_as_long_as_names_can_be_is_rescued_too(self, tmp_path: Path, letter: str) -> None:
        path = make(tmp_path / (letter * (250 // len(letter.encode())) + ".lspw"))
        session = session_at(path)
        session.do(said("Before"))
        path.unlink()
        rescued = not_saved(session, "Typed when it happened").values["rescue"]
        assert isinstance(rescued, Path)
        assert rescued.name.startswith(letter * 40)
        assert answers(read(rescued))[-2:] == ["Before", "Typed when it happened"]
        session.close()

    def test_only_the_person_may_read_what_was_rescued(self, path: Path, session: Session) -> None:
        path.unlink()
        rescued = not_saved(session, "Between us").values["rescue"]
        assert isinstance(rescued, Path)
        assert stat.S_IMODE(rescued.stat().st_mode) == 0o600

    def test_nowhere_to_put_it_is_said(self, path: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        path.unlink()
        with monkeypatch.context() as patch:
            patch.setattr(rescue, "replace_file", failing(files.replace_file, errno.ENOSPC))
            assert not_saved(session, "Nowhere").code == "no_rescue"

    def test_only_looked_at_and_then_replaced_it_stays_as_the_other_made_it(self, path: Path, tmp_path: Path) -> None:
        session = session_at(path)
        other = make(tmp_path / "other.lspw", sample_records())
        data = other.read_bytes()
        other.replace(path)
        session.close()
        assert path.read_bytes() == data


def fill(session: Session, saved: list[int]) -> None:
    for number in range(10_000):
        session.do(said(f"Answer {number} " + "x" * 900))
        saved.append(number)


class TestRealDisks:
    def test_a_small_disk_that_fills_up(self, small_disk: Path) -> None:
        path = make(small_disk / "day.lspw")
        session = session_at(path)
        saved: list[int] = []
        with pytest.raises(NotSaved, match="disk_full"):
            fill(session, saved)
        assert len(saved) > 20
        assert session.workshop.count(Answer) == 2 + len(saved)
        assert len(answers(read(path))) == 2 + len(saved)
        # Somebody makes room, and the day goes on.
        (small_disk / "ballast").unlink()
        session.do(said("After making room"))
        session.close()
        assert len(answers(read(path))) == 3 + len(saved)

    def test_a_folder_that_takes_no_new_file(self) -> None:
        """A share that lets one file be written and no other be made: the day can still be kept."""
        # Not under tmp_path, which another user (root is nobody here) may not enter.
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            path = make(folder / "day.lspw")
            path.chmod(0o666)
            folder.chmod(0o555)
            try:
                self.keep_in(path)
            finally:
                folder.chmod(0o755)
            assert answers(read(path))[-1] == "Kept all the same"

    def keep_in(self, path: Path) -> None:
        program = (
            "import os, sys\n"
            "from pathlib import Path\n"
            "from lsp_workshop.domain.edits.capture import capture_answer\n"
            "from lsp_workshop.session import Session\n"
            "from lsp_workshop.store import opening\n"
            "path, rescue = Path(sys.argv[1]), Path(sys.argv[2])\n"
            "opened = opening.open_workshop(path, rescue_folder=rescue)\n"
            "session = Session(opened.workshop, opened.store)\n"
            "if os.geteuid() == 0:\n"
            "    os.setuid(65534)\n"
            "try:\n"
            "    (path.parent / 'new').touch()\n"
            "    sys.exit('the folder takes new files')\n"
            "except PermissionError:\n"
            "    pass\n"
            "session.do(capture_answer('Q1', 'Kept all the same'))\n"
            "session.close()\n"
        )
        command = [sys.executable, "-c", program, str(path), str(path.parent / "rescued")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB where this machine lets one be made, or a folder whose writes fail as a full disk's do."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = False
    if sys.platform == "linux" and os.geteuid() == 0:
        command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    (folder / "ballast").write_bytes(bytes(128 * 1024))
    if mounted:
        yield folder
        # Lazily: what a failed test left open would keep it, and every later run would trip over it.
        subprocess.run(["umount", "-l", str(folder)], check=True)
        return
    real = os.write

    def write(handle: int, data: bytes) -> int:
        used = sum(each.stat().st_size for each in folder.iterdir())
        room = 256 * 1024 - used
        if room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(handle, bytes(data)[:room])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", write)
        yield folder


def test_a_crashed_file_on_a_full_disk_opens_and_keeps_what_it_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tail goes to the local data folder where there is no room beside the file."""
    (tmp_path / "stick").mkdir()
    path = in_use(tmp_path / "stick" / "day.lspw", "One")
    with path.open("ab") as file:
        file.write(b"~0000")
    real = files.create_file

    def create(target: Path, data: bytes, mode: int) -> None:
        if target.parent == path.parent:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(target, data, mode)

    with monkeypatch.context() as patch:
        patch.setattr(rescue, "create_file", create)
        opened = opening.open_workshop(path, rescue_folder=tmp_path / "rescued")
    kept = opened.remarks[0].values["kept"]
    assert isinstance(kept, Path)
    assert kept.parent == tmp_path / "rescued"
    opened.store.close()


def test_a_long_name_still_names_what_was_cut(tmp_path: Path) -> None:
    path = in_use(tmp_path / ("ü" * 125 + ".lspw"), "One")
    with path.open("ab") as file:
        file.write(b"~0000")
    opened = open_at(path)
    kept = opened.remarks[0].values["kept"]
    assert isinstance(kept, Path)
    assert kept.parent == tmp_path
    assert kept.read_bytes() == b"~0000"
    opened.store.close()


def test_what_a_killed_write_left_behind_goes_when_the_file_is_opened_again(path: Path) -> None:
    """Each holds the whole workshop, papers and all, under a name that nobody sees."""
    folder = path.parent
    names = {
        ".lsp-workshop-0123456789ab.tmp": False,  # ours, of yesterday
        ".lsp-workshop-ba9876543210.tmp": True,  # ours, of just now: another program may be writing it
        ".lsp-workshop-0123456789ab.tmp.mine": True,
        ".lsp-workshop-0123456789AB.tmp": True,
        "day.tmp": True,
    }
    for name in names:
        (folder / name).write_bytes(b"x")
        if not name.startswith(".lsp-workshop-ba"):
            os.utime(folder / name, (1, 1))
    (folder / ".lsp-workshop-00000000000f.tmp").mkdir()
    opening.open_for_reading(path, rescue_folder=folder)
    assert all((folder / name).exists() for name in names)
    open_at(path).store.close()
    assert {name: (folder / name).exists() for name in names} == names


def test_what_a_killed_program_left_unsynced_is_on_disk_before_it_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that was written and not synced reads like any other; a power cut after opening must not take it."""
    path = make(tmp_path / "day.lspw")
    synced: list[int] = []
    really = os.fsync

    def fsync(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    opened = open_at(path)
    assert path.stat().st_ino in synced
    assert path.parent.stat().st_ino in synced
    opened.store.close()


# --- folders that are not synced ------------------------------------------------------------------------------


def folders_answer(monkeypatch: pytest.MonkeyPatch, call: str, error: int) -> list[int]:
    """A disk that answers so to whoever opens, or syncs, a folder; and how often."""
    real, asked = getattr(os, call), list[int]()

    def answer(what: Any, *arguments: Any, **named: Any) -> Any:
        is_folder = Path(what).is_dir() if call == "open" else stat.S_ISDIR(os.fstat(what).st_mode)
        if is_folder:
            asked.append(error)
            raise OSError(error, os.strerror(error))
        return real(what, *arguments, **named)

    monkeypatch.setattr(os, call, answer)
    return asked


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs no folders")
@pytest.mark.parametrize(
    ("call", "error"),
    [
        *[("fsync", each) for each in (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EISDIR, errno.ENOSYS)],
        *[("open", each) for each in (errno.EACCES, errno.EISDIR)],
    ],
)
def test_where_folders_are_not_synced_all_goes_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: int
) -> None:
    """A share of a small box at home: every file that was made and every day that was closed would be a failure."""
    asked = folders_answer(monkeypatch, call, error)
    path = make(tmp_path / "day.lspw")
    session = session_at(path)
    monkeypatch.setattr(os, "fsync", failing(os.fsync, errno.EIO, times=1))
    not_saved(session, "Lost by the disk")
    session.do(said("In a fresh file"))
    assert session.close() == ()
    assert answers(read(path))[-1] == "In a fresh file"
    files.replace_file(tmp_path / "record.pdf", b"x")
    assert len(asked) >= 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs no folders")
@pytest.mark.parametrize("call", ["open", "fsync"])
def test_where_a_folder_fails_to_be_synced_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """A disk that dies says so first with its folders: a file whose name is not on it is not saved."""
    path = make(tmp_path / "day.lspw")
    folders_answer(monkeypatch, call, errno.EIO)
    with pytest.raises(StoreError, match="no_access"):
        make(tmp_path / "other.lspw")
    with pytest.raises(StoreError, match="no_access"):
        open_at(path)
    with pytest.raises(OSError, match="Input/output"):
        files.replace_file(tmp_path / "record.pdf", b"x")


# --- copies ---------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps these in lists of its own")
@pytest.mark.parametrize(("mode", "copied"), [(0o600, 0o600), (0o640, 0o640), (0o755, 0o644), (0o444, 0o644)])
def test_a_copy_is_no_more_public_than_its_file_and_can_be_written(path: Path, mode: int, copied: int) -> None:
    """Names and papers that their owner locked away; and a file that was only to be read is copied to be worked in."""
    path.chmod(mode)
    copies = [path.with_name(name) for name in ("copy.lspw", "repaired.lspw")]
    opening.open_for_reading(path, rescue_folder=path.parent).store.copy_to(copies[0])
    recovery.repair(path, copies[1])
    for each in copies:
        assert stat.S_IMODE(each.stat().st_mode) == copied
        assert each.read_bytes()
