"""Where a file lies decides what is kept of it: sticks, shares, synced folders, and what else is in their folders."""

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from lsp_workshop import files
from lsp_workshop.domain.edits.ballots import close_ballot
from lsp_workshop.domain.edits.votes import cast_vote
from lsp_workshop.domain.model import Participant, Secrecy, Sector
from lsp_workshop.messages import remark_sentence
from lsp_workshop.place import Kind, Place
from lsp_workshop.session import NotSaved, Remark, Session
from lsp_workshop.store import kept, lock, opening
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.format import HEAD_SIZE, head_line, line_of, read_contents, read_head
from lsp_workshop.store.kept import SECOND_COPY, versions_of
from lsp_workshop.store.opening import Opened, copies_beside, open_for_reading, open_workshop
from tests.store.files import SMALL, State, answers, make, open_at, read, said, session_of, state
from tests.store.test_kept import BALLOT, papers
from tests.store.test_lock import HOLD

DISK = Place(Kind.LOCAL, renames_safely=True)
STICK = Place(Kind.REMOVABLE, renames_safely=False)
SHARE = Place(Kind.NETWORK, renames_safely=True)


class Desk:
    """A laptop, and a workshop file that lies at a place of some kind."""

    def __init__(self, folder: Path) -> None:
        self.kept, self.rescued = folder / "data" / "kept", folder / "data" / "rescued"
        (folder / "stick").mkdir()
        self.path = make(folder / "stick" / "day.lspw", (*SMALL, BALLOT))
        self._open: list[Session] = []

    def open(self, place: Place, path: Path | None = None, *, take_over: bool = False) -> tuple[Session, list[str]]:
        opened = self.opened(place, path, take_over=take_over)
        session = session_of(opened)
        self._open.append(session)
        return session, [each.code for each in opened.remarks]

    def opened(self, place: Place, path: Path | None = None, *, take_over: bool = False) -> Opened:
        return open_workshop(
            path or self.path,
            rescue_folder=self.rescued,
            kept_folder=self.kept,
            take_over=take_over,
            where=lambda _path: place,
        )

    def crash(self, session: Session) -> None:
        """The program is killed: the files stay as they are."""
        left = {each: each.read_bytes() for each in self.all_files() if not each.name.startswith(".~lock")}
        session.close()
        for each in set(self.all_files()) - set(left):
            each.unlink()
        for each, data in left.items():
            each.write_bytes(data)

    def all_files(self) -> list[Path]:
        return [
            each for folder in (self.kept, self.path.parent) for each in sorted(folder.rglob("*")) if each.is_file()
        ]

    @property
    def second(self) -> Path:
        [found] = self.kept.glob(f"*/{SECOND_COPY}")
        return found

    @property
    def backups(self) -> list[Path]:
        return sorted(self.kept.glob("*/closed-*"))

    def end(self) -> None:
        for each in self._open:
            each.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.end()


def lines_in(path: Path) -> int:
    return len(read_contents(path.read_bytes(), path).entries)


def vote(session: Session, count: int = 20) -> None:
    for number in range(count):
        session.do(cast_vote("b1", {"o": number % 2}))


# --- drives on which a crash in a rename may cost both files --------------------------------------------------


def test_on_a_drive_that_does_not_rename_safely_the_journal_stays_and_grows(desk: Desk) -> None:
    """A stick pulled out a second after the closing would have neither yesterday's file nor today's."""
    was = desk.path.stat().st_ino
    for number in range(1, 5):
        session, remarks = desk.open(STICK)
        assert remarks == []
        session.do(said(f"Day {number}"))
        assert session.close() == ()
        assert lines_in(desk.path) == number
        assert desk.path.stat().st_ino == was
        assert read(desk.path) == read(desk.second) == read(desk.backups[-1]) == state(session.workshop)
    session, _ = desk.open(DISK)
    assert answers(state(session.workshop))[-4:] == [f"Day {number}" for number in range(1, 5)]
    assert session.close() == ()
    assert lines_in(desk.path) == 0


def test_papers_that_lie_as_they_came_are_told_at_each_closing_there(desk: Desk) -> None:
    """A stick that is handed on would tell who voted how, and nobody was told."""
    session, _ = desk.open(STICK)
    vote(session)
    assert [each.code for each in session.close()] == ["papers_as_cast"]
    session, _ = desk.open(STICK)
    assert [each.code for each in session.close()] == ["papers_as_cast"]
    session, _ = desk.open(DISK)
    assert session.close() == ()
    came = papers(desk.path)
    # Shuffled elsewhere, the papers no longer lie as they came: there is nothing to warn of.
    session, _ = desk.open(STICK)
    session.do(said("Afterwards"))
    assert session.close() == ()
    assert papers(desk.path) == came


def test_papers_in_a_body_of_the_middle_of_the_day_are_told_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed sync made a new file, its papers as they came, and the journal is empty: that is no clean file."""
    session, _ = desk.open(STICK)
    vote(session)
    fails = [OSError(errno.EIO, os.strerror(errno.EIO))]
    real = os.fsync
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(fails.pop()) if fails else real(handle))
        with pytest.raises(NotSaved, match="io_error"):
            session.do(said("Lost by the disk"))
    session.do(said("In the new file"))
    desk.crash(session)
    assert read_head(desk.path.read_bytes(), desk.path).in_use
    session, _ = desk.open(STICK)
    assert [each.code for each in session.close()] == ["papers_as_cast"]


# --- second copies --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [STICK, SHARE, Place(Kind.SYNCED, renames_safely=True)], ids=lambda each: each.kind)
def test_when_the_stick_is_gone_the_second_copy_says_everything(desk: Desk, place: Place) -> None:
    """The stick stays in the train: every word that was shown as saved is on the laptop."""
    session, _ = desk.open(place)
    for text in ("One", "Two", "Three"):
        session.do(said(text))
        assert desk.second.read_bytes() == desk.path.read_bytes()
    desk.path.unlink()
    with pytest.raises(NotSaved, match="file_deleted"):
        session.do(said("When it was gone"))
    newest = versions_of(desk.kept, desk.path)[0]
    assert read(newest.path) == state(session.workshop)
    session.close()
    # And after the closing as well, its papers shuffled.
    assert read(desk.second) == state(session.workshop)
    assert lines_in(desk.second) == 0


def test_on_the_computers_own_disk_there_is_no_second_copy_and_there_are_backups(desk: Desk) -> None:
    """Each word written twice would cost time for nothing, and papers would lie in two places."""
    session, _ = desk.open(DISK)
    session.do(said("One"))
    assert not list(desk.kept.rglob(SECOND_COPY))
    session.close()
    assert [read(each) for each in desk.backups] == [read(desk.path)]


def test_without_a_folder_for_it_nothing_is_kept(desk: Desk) -> None:
    """Tools and tests leave nothing in a person's data folder."""
    opened = open_workshop(desk.path, rescue_folder=desk.rescued, where=lambda _path: STICK)
    session = session_of(opened)
    session.do(said("One"))
    assert session.close() == ()
    assert not desk.kept.exists()


def test_an_older_file_in_its_place_is_told_and_what_the_copy_knew_is_kept(desk: Desk) -> None:
    """Yesterday's file is copied back onto the stick: what was said since is not overwritten with it."""
    older = desk.path.read_bytes()
    session, _ = desk.open(SHARE)
    for text in ("One", "Two"):
        session.do(said(text))
    latest = state(session.workshop)
    desk.crash(session)
    desk.path.write_bytes(older)
    opened = desk.opened(SHARE)
    assert opened.remarks == (Remark("second_copy_ahead", {"count": 2}),)
    session = session_of(opened)
    assert "One" not in answers(state(session.workshop))
    [backup] = desk.backups
    assert read(backup) == latest
    session.do(said("Something else"))
    assert session.close() == ()
    assert read(backup) == latest
    _, remarks = desk.open(SHARE)
    assert remarks == []


def test_it_is_told_too_where_no_copy_is_made_any_more(desk: Desk) -> None:
    """The folder is synced no longer: the next closing would remove the only file with yesterday's words."""
    older = desk.path.read_bytes()
    session, _ = desk.open(SHARE)
    session.do(said("One"))
    latest = state(session.workshop)
    desk.crash(session)
    desk.path.write_bytes(older)
    session, remarks = desk.open(DISK)
    assert remarks == ["second_copy_ahead"]
    session.do(said("Two"))
    session.close()
    assert latest in [read(each) for each in desk.backups]


def test_a_copy_that_went_another_way_than_the_file_is_kept(desk: Desk) -> None:
    """An older file was worked on elsewhere, longer than here: what was said here is in neither of them."""
    older = desk.path.read_bytes()
    session, _ = desk.open(SHARE)
    session.do(said("Said here"))
    here = state(session.workshop)
    desk.crash(session)
    desk.path.write_bytes(older)
    elsewhere = session_of(open_at(desk.path))
    for text in ("There", "And there"):
        elsewhere.do(said(text))
    elsewhere.close()
    session, remarks = desk.open(SHARE)
    assert remarks == []
    assert here in [read(each) for each in desk.backups]


def test_after_a_crash_the_copy_is_no_other_than_the_file(desk: Desk) -> None:
    """A warning, and a backup more, after each crash would be noise that nobody reads."""
    session, _ = desk.open(SHARE)
    session.do(said("One"))
    desk.crash(session)
    session, remarks = desk.open(SHARE)
    assert remarks == []
    assert desk.backups == []
    session.do(said("Two"))
    assert read(desk.second) == state(session.workshop)


def left_ahead(desk: Desk) -> State:
    """An older file is put in the place of one whose second copy, as a crash left it, knows more; what that says."""
    older = desk.path.read_bytes()
    session, _ = desk.open(SHARE)
    session.do(said("One"))
    vote(session)
    latest = state(session.workshop)
    desk.crash(session)
    desk.path.write_bytes(older)
    return latest


def full(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_finds_no_room_as_a_backup_is_put_aside_and_folded_when_there_is_room(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full laptop, an older file on the stick: yesterday's words are not overwritten, nor left in their order."""
    latest = left_ahead(desk)
    came = papers(desk.second)
    with monkeypatch.context() as patch:
        patch.setattr(kept, "create_file", full)
        session, remarks = desk.open(SHARE)
    assert remarks == ["second_copy_ahead"]
    assert [read(each.path) for each in versions_of(desk.kept, desk.path) if not each.is_second_copy] == [latest]
    session.do(said("Something else"))
    assert session.close() == ()
    session, remarks = desk.open(SHARE)
    assert remarks == []
    assert not list(desk.kept.glob("*/aside-*"))
    found = [each for each in desk.backups if read(each) == latest]
    assert len(found) == 1
    assert papers(found[0]) != came
    assert sorted(papers(found[0])) == sorted(came)


@pytest.mark.parametrize("place", [DISK, SHARE], ids=lambda each: each.kind)
@pytest.mark.parametrize("how", ["a flipped byte", "a broken head", "a newer version"])
def test_a_second_copy_that_cannot_be_read_is_put_aside_as_it_is(desk: Desk, place: Place, how: str) -> None:
    """It may be the only thing that knows yesterday afternoon, and somebody may still mend it."""
    left_ahead(desk)
    second = desk.second
    data = bytearray(second.read_bytes())
    if how == "a newer version":
        head = read_head(bytes(data), second)
        data[:HEAD_SIZE] = head_line(replace(head, schema=head.schema + 1))
    else:
        data[data.find(b"Buses") if how == "a flipped byte" else 20] ^= 1
    second.write_bytes(data)
    session, remarks = desk.open(place)
    assert remarks == ["second_copy_broken"]
    session.do(said("Something else"))
    assert session.close() == ()
    _, remarks = desk.open(place)
    assert remarks == []
    aside = [each for each in versions_of(desk.kept, desk.path) if each.path.name.startswith("aside-")]
    assert [each.path.read_bytes() for each in aside] == [bytes(data)]
    assert stat.S_IMODE(aside[0].path.stat().st_mode) == 0o600


@pytest.mark.parametrize("place", [DISK, SHARE], ids=lambda each: each.kind)
def test_what_cannot_be_put_aside_stays_and_no_other_is_begun(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    """Whatever the disk refuses, what may be the last that knows yesterday is not written over, and people know."""
    left_ahead(desk)
    before, real = desk.second.read_bytes(), os.rename

    def rename(source: Path, target: Path) -> None:
        if Path(source).name == SECOND_COPY:
            full()
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(kept, "create_file", full)
        patch.setattr(os, "rename", rename)
        session, remarks = desk.open(place)
        assert remarks == ["second_copy_in_the_way"]
        session.do(said("Saved all the same"))
        assert desk.second.read_bytes() == before
    session.close()
    assert desk.second.read_bytes() == before
    assert answers(read(desk.path))[-1] == "Saved all the same"
    # And with the next opening there is room.
    _, remarks = desk.open(place)
    assert remarks != ["second_copy_in_the_way"]


def test_another_workshop_of_the_same_name_is_not_taken_for_it(desk: Desk) -> None:
    """Every event's file is called day.lspw: last month's copy has nothing to say about today."""
    session, _ = desk.open(SHARE)
    for text in ("One", "Two"):
        session.do(said(text))
    desk.crash(session)
    last_month = read(desk.second)
    desk.path.unlink()
    make(desk.path)
    session, remarks = desk.open(SHARE)
    assert remarks == []
    session.do(said("Today"))
    found = [read(each.path) for each in versions_of(desk.kept, desk.path)]
    assert last_month in found
    assert state(session.workshop) in found


def test_a_damaged_file_still_leads_to_its_copy(desk: Desk) -> None:
    """The stick has a bad spot in the middle of the day: what is kept of it is found by its place."""
    session, _ = desk.open(STICK)
    session.do(said("One"))
    latest = state(session.workshop)
    desk.crash(session)
    data = bytearray(desk.path.read_bytes())
    data[:700] = bytes(700)
    desk.path.write_bytes(data)
    with pytest.raises(StoreError):
        desk.opened(STICK)
    assert read(versions_of(desk.kept, desk.path)[0].path) == latest
    assert bytes(data) == desk.path.read_bytes()


def test_a_link_leads_to_what_is_kept_of_the_file(desk: Desk, tmp_path: Path) -> None:
    """Opened by a shortcut on the desktop, looked for by the stick's own path, or the other way round."""
    link = tmp_path / "link.lspw"
    link.symlink_to(desk.path)
    asked: list[Path] = []

    def where(path: Path) -> Place:
        asked.append(path)
        return SHARE

    opened = open_workshop(link, rescue_folder=desk.rescued, kept_folder=desk.kept, where=where)
    session = session_of(opened)
    session.do(said("One"))
    assert asked == [link]
    for path in (link, desk.path):
        assert [each.is_second_copy for each in versions_of(desk.kept, path)] == [True]
    session.close()
    assert link.is_symlink()


def test_a_copy_that_cannot_be_made_costs_no_save_and_is_told_before_the_day_and_after_it(desk: Desk) -> None:
    """The laptop's disk is full: the stick takes every word, and nobody relies on a copy that is not made."""
    desk.kept.parent.mkdir()
    desk.kept.write_bytes(b"")
    session, remarks = desk.open(SHARE)
    assert remarks == ["no_second_copy"]
    session.do(said("One"))
    assert [each.code for each in session.close()] == ["not_kept"]
    assert answers(read(desk.path))[-1] == "One"


def test_a_copy_that_ends_in_the_middle_of_the_day_is_told_then_and_once(desk: Desk) -> None:
    """Told in the evening alone, it leaves a whole afternoon on a stick that somebody trusts to be copied."""
    session, _ = desk.open(SHARE)
    session.do(said("One"))
    assert session.news() == ()
    [copy] = desk.kept.glob(f"*/{SECOND_COPY}")
    copy.unlink()
    session.do(said("Two"))
    [remark] = session.news()
    assert remark.code == "no_second_copy"
    assert "keeps no second copy now" in remark_sentence(desk.path, remark)
    session.do(said("Three"))
    assert session.news() == ()
    session.close()
    assert answers(read(desk.path))[-3:] == ["One", "Two", "Three"]


# --- secrecy --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [DISK, STICK, SHARE], ids=lambda each: each.kind)
@pytest.mark.parametrize("secrecy", [Secrecy.SECRET, Secrecy.SECTOR_ONLY])
def test_nothing_kept_shows_papers_in_the_order_in_which_they_came(
    tmp_path: Path, desk: Desk, place: Place, secrecy: Secrecy
) -> None:
    """Who sat beside the laptop and counted along could say whose paper is whose."""
    desk.path.unlink()
    make(desk.path, (*SMALL, Sector(id="s1", name="Town"), replace(BALLOT, secrecy=secrecy)))
    sector = "s1" if secrecy is Secrecy.SECTOR_ONLY else None
    session, _ = desk.open(place)
    for number in range(20):
        session.do(cast_vote("b1", {"o": number % 2}, sector_id=sector))
    came = papers(desk.path)
    for each in desk.kept.rglob("*"):
        assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each
    session.do(close_ballot("b1"))
    session.close()
    kept = [*desk.backups, *desk.kept.glob(f"*/{SECOND_COPY}")]
    assert len(kept) == (2 if place.needs_copy else 1)
    for each in kept:
        assert sorted(papers(each)) == sorted(came)
        assert papers(each) != came
        assert lines_in(each) == 0
        assert not read_head(each.read_bytes(), each).in_use


@pytest.mark.parametrize("place", [DISK, STICK, SHARE], ids=lambda each: each.kind)
@pytest.mark.parametrize("secrecy", [Secrecy.SECRET, Secrecy.SECTOR_ONLY])
def test_no_row_of_backups_shows_which_paper_came_when(desk: Desk, place: Place, secrecy: Secrecy) -> None:
    """The file is closed between two papers: what is in one backup and not in the one before is somebody's paper."""
    desk.path.unlink()
    make(desk.path, (*SMALL, Sector(id="s1", name="Town"), replace(BALLOT, secrecy=secrecy)))
    sector = "s1" if secrecy is Secrecy.SECTOR_ONLY else None
    session, _ = desk.open(place)
    session.do(said("Before the first paper"))
    session.close()
    for number in range(4):
        session, _ = desk.open(place)
        session.do(cast_vote("b1", {"o": number}, sector_id=sector))
        assert session.close() == () or place is STICK
    assert [papers(each) for each in desk.backups] == [[]]
    session, _ = desk.open(place)
    session.do(close_ballot("b1"))
    session.close()
    assert [len(papers(each)) for each in desk.backups] == [0, 4]
    for each in versions_of(desk.kept, desk.path):
        assert len(papers(each.path)) in (0, 4)


def test_a_ballot_by_name_keeps_no_backup_back(desk: Desk) -> None:
    """Who voted how is in the file anyway: yesterday's backup is worth more."""
    desk.path.unlink()
    make(desk.path, (*SMALL, Participant(id="p1", name="Ann"), replace(BALLOT, secrecy=Secrecy.ATTRIBUTED)))
    session, _ = desk.open(DISK)
    session.do(cast_vote("b1", {"o": 1}, participant_id="p1"))
    session.close()
    assert [len(papers(each)) for each in desk.backups] == [1]


def test_where_the_second_copy_cannot_be_written_a_backup_is_made_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Papers or not: the stick may be lost tomorrow, and then nothing on this computer would know of today."""
    session, _ = desk.open(SHARE)
    vote(session)

    def refuse(path: Path, data: bytes, mode: int) -> None:
        if path.name == SECOND_COPY:
            full()
        files.replace_file(path, data, mode)

    with monkeypatch.context() as patch:
        patch.setattr(kept, "replace_file", refuse)
        assert [each.code for each in session.close()] == ["not_kept"]
    [backup] = desk.backups
    assert read(backup) == read(desk.path)
    assert not list(desk.kept.glob(f"*/{SECOND_COPY}"))


def test_a_file_that_was_taken_away_is_backed_up_papers_or_not(desk: Desk) -> None:
    """Nobody knows where the file is now: what this computer keeps may be all that there is."""
    session, _ = desk.open(DISK)
    vote(session)
    desk.path.unlink()
    assert [each.code for each in session.close()] == ["pulled_away"]
    [backup] = desk.backups
    assert read(backup) == state(session.workshop)


def test_a_file_saved_elsewhere_is_a_new_one_with_everything_and_papers_in_no_order(desk: Desk, tmp_path: Path) -> None:
    """The disk fills up at noon: the day goes on in another place, with its history, and the old file is let go."""
    opened = desk.opened(DISK)
    session = session_of(opened)
    vote(session)
    for text in ("One", "Two"):
        session.do(said(text))
    came = papers(desk.path)
    other = tmp_path / "elsewhere.lspw"
    opened.store.copy_to(other)
    assert sorted(papers(other)) == sorted(came)
    assert papers(other) != came
    moved = desk.opened(DISK, other)
    assert state(moved.workshop) == state(session.workshop)
    assert session.move_to(moved.store) == ()
    session.do(said("In the new file"))
    session.undo()
    session.redo()
    assert read(other) == state(session.workshop)
    assert "In the new file" not in answers(read(desk.path))
    heads = [read_head(each.read_bytes(), each) for each in (desk.path, other)]
    assert heads[0].file_id != heads[1].file_id
    assert session.close() == ()
    history = [json.loads(each.read_bytes())["history"] for each in (desk.path, other)]
    assert [entry["label"] for entry in history[1].values()][: len(history[0])] == [
        entry["label"] for entry in history[0].values()
    ]
    with pytest.raises(StoreError, match="exists"):
        open_for_reading(desk.path, rescue_folder=desk.rescued).store.copy_to(other)
    # The old one is free.
    open_at(desk.path).store.close()


# --- what else is in the folder -------------------------------------------------------------------------------

SYNC_NAMES = [
    "day (LAPTOP's conflicted copy 2026-05-04).lspw",
    "day-LAPTOP.lspw",
    "day (conflicted copy 2026-05-04 173000).lspw",
    "day_conflict-20260504-173000.lspw",
    "day.sync-conflict-20260504-173000-ABCDEFG.lspw",
    "day (SFConflict maren@example.org 2026-05-04-17-30-00).lspw",
    "Copy of day.lspw",
    "Kopie von Day.lspw",
    "day (1).lspw",
    "day 2.lspw",
    "day - Copy.lspw",
]


@pytest.mark.parametrize("name", SYNC_NAMES)
def test_a_copy_that_a_sync_program_made_is_pointed_out(desk: Desk, name: str) -> None:
    """Half of the day's answers are in the file of the other laptop, and nobody would look into it."""
    desk.path.with_name(name).write_bytes(desk.path.read_bytes())
    opened = desk.opened(DISK)
    assert opened.remarks == (Remark("copies_beside", {"copies": [name]}),)
    opened.store.close()
    # And from the copy to the file.
    assert copies_beside(desk.path.with_name(name), read_head(desk.path.read_bytes(), desk.path).file_id) == [desk.path]


def test_a_name_with_an_umlaut_is_the_same_in_either_spelling(desk: Desk) -> None:
    """A Mac writes the two dots apart from the letter, and the copy has the other spelling."""
    one = desk.path.with_name("T\u00e4g.lspw")
    desk.path.rename(one)
    other = one.with_name("Ta\u0308g (conflicted copy).lspw")
    other.write_bytes(one.read_bytes())
    assert copies_beside(one, read_head(one.read_bytes(), one).file_id) == [other]


def test_other_workshops_and_other_files_are_not_named(desk: Desk) -> None:
    """Ten events in one folder are no conflict."""
    make(desk.path.with_name("day 2.lspw"))
    desk.path.with_name("day (1).lspw").write_bytes(b"rubbish")
    desk.path.with_name("day (2).lspw").mkdir()
    desk.path.with_name("day (1).txt").write_bytes(desk.path.read_bytes())
    _, remarks = desk.open(DISK)
    assert remarks == []


def test_a_copy_to_which_a_person_gave_another_name_is_their_own(desk: Desk) -> None:
    """Who keeps a copy beside the file on purpose is not told of it at each opening."""
    desk.path.with_name("Backup.lspw").write_bytes(desk.path.read_bytes())
    _, remarks = desk.open(DISK)
    assert remarks == []


def test_in_a_folder_of_hundreds_few_are_looked_into(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a network drive each look is a question: a folder of old workshops would cost minutes."""
    for number in range(300):
        make(desk.path.with_name(f"event {number}.lspw"))
    copy = desk.path.with_name("day (1).lspw")
    copy.write_bytes(desk.path.read_bytes())
    real, looked = opening.read_workshop, []

    def look(path: Path, size: int = -1) -> bytes:
        looked.append((path, size))
        return real(path, size)

    monkeypatch.setattr(opening, "read_workshop", look)
    _, remarks = desk.open(DISK)
    assert remarks == ["copies_beside"]
    assert [path for path, _ in looked if path != desk.path] == [copy]
    assert all(0 < size < 1000 for _, size in looked)


# --- other computers ------------------------------------------------------------------------------------------


def elsewhere(path: Path) -> Path:
    note = lock.note_path(path)
    note.write_text(json.dumps({"user": "maren", "host": "another-computer", "process": 4711}), encoding="utf-8")
    return note


def test_a_note_of_another_computer_is_overruled_by_a_person(desk: Desk) -> None:
    """The laptop that died with the file open keeps the note; whoever knows that goes on with the day."""
    note = elsewhere(desk.path)
    with pytest.raises(StoreError, match="locked_elsewhere") as refusal:
        desk.opened(SHARE)
    assert refusal.value.values["user"] == "maren"
    assert refusal.value.values["note"] == note
    session, _ = desk.open(SHARE, take_over=True)
    session.do(said("One"))
    assert lock.read_holder(desk.path) == lock.here()
    session.close()
    assert not note.exists()
    assert answers(read(desk.path))[-1] == "One"


def test_a_file_that_is_open_on_this_computer_is_taken_over_by_nobody(desk: Desk) -> None:
    """Two windows in one file: each would write over what the other saved."""
    session, _ = desk.open(SHARE)
    with pytest.raises(StoreError, match="locked"):
        desk.opened(SHARE, take_over=True)
    session.do(said("One"))


def behind_our_back(path: Path, text: str) -> bytes:
    """What the program on another computer does, which had read the file when we had: a line after ours."""
    contents = read_contents(path.read_bytes(), path)
    document = {"id": "theirs", "question_id": "Q1", "group_id": "tA", "text": text}
    entry = {"at": "", "label": "capture", "writes": [["answers", 99, document]]}
    line = line_of(contents.head.file_id, contents.sequence + 1, json.dumps(entry).encode())
    with path.open("ab") as file:
        file.write(line)
    return path.read_bytes()


def test_what_another_computer_wrote_is_not_overwritten_by_an_answer(desk: Desk) -> None:
    """Two laptops, one drive without locks: theirs stays in the file, ours goes into a file of its own."""
    session, _ = desk.open(SHARE)
    session.do(said("Ours, before"))
    theirs = behind_our_back(desk.path, "Theirs")
    with pytest.raises(NotSaved, match="file_changed") as refusal:
        session.do(said("Ours, after"))
    assert desk.path.read_bytes() == theirs
    rescued = refusal.value.values["rescue"]
    assert isinstance(rescued, Path)
    assert answers(read(rescued))[-2:] == ["Ours, before", "Ours, after"]
    assert session.close() == ()
    assert desk.path.read_bytes() == theirs
    assert answers(read(desk.path))[-2:] == ["Ours, before", "Theirs"]


def test_nor_is_it_by_a_closing(desk: Desk) -> None:
    """Everything was saved, and tidying up would drop the other laptop's last hour."""
    session, _ = desk.open(SHARE)
    session.do(said("Ours"))
    theirs = behind_our_back(desk.path, "Theirs")
    (remark,) = session.close()
    assert remark.code == "pulled_away"
    assert desk.path.read_bytes() == theirs
    rescued = remark.values["rescue"]
    assert isinstance(rescued, Path)
    assert read(rescued) == state(session.workshop)


# --- file systems without locks -------------------------------------------------------------------------------


@pytest.fixture(params=[errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS], ids=lambda each: errno.errorcode[each])
def no_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A network drive that knows no locks."""

    def flock(*_arguments: Any) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(pytest.importorskip("fcntl"), "flock", flock)
    return int(request.param)


WITHOUT_LOCKS = "import fcntl, os\ndef flock(*_):\n    raise OSError({0}, os.strerror({0}))\nfcntl.flock = flock\n"


def test_without_locks_the_note_of_a_running_program_keeps_the_next_one_out(desk: Desk, no_locks: int) -> None:
    """Two windows of one laptop on a drive without locks: half of the day in each."""
    program = WITHOUT_LOCKS.format(no_locks) + HOLD
    command = [sys.executable, "-c", program, str(desk.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match="locked") as refusal:
            desk.opened(SHARE)
        assert refusal.value.code == "locked"
        assert refusal.value.values["process"] == process.pid
        holder = lock.holder_of(desk.path)
        assert holder is not None
        assert holder.process == process.pid
        process.kill()
        process.communicate()
    # The note of a program that died locks nobody out.
    assert lock.read_holder(desk.path) is not None
    assert lock.holder_of(desk.path) is None
    session, _ = desk.open(SHARE)
    session.do(said("One"))
    assert session.close() == ()
    assert not lock.note_path(desk.path).exists()


def test_without_locks_one_program_does_not_open_it_twice_either(desk: Desk, no_locks: int) -> None:
    """Its own process number in the note is no reason to think that nobody has the file."""
    session, _ = desk.open(SHARE)
    with pytest.raises(StoreError, match="locked"):
        desk.opened(SHARE)
    session.do(said("One"))
    assert session.close() == ()
    session, _ = desk.open(SHARE)
    assert answers(state(session.workshop))[-1] == "One"


def test_without_locks_the_number_of_a_program_before_the_last_restart_is_no_hindrance(
    desk: Desk, no_locks: int
) -> None:
    """Numbers come again: a note with our own is not our own."""
    lock.note_path(desk.path).write_text(json.dumps(asdict(lock.here())), encoding="utf-8")
    session, _ = desk.open(SHARE)
    session.do(said("One"))


@pytest.mark.parametrize("note", ["", "{", "[]"])
def test_without_locks_a_note_that_a_power_cut_emptied_is_no_hindrance(desk: Desk, no_locks: int, note: str) -> None:
    """A file that nothing opens any more, because of a note with nothing in it."""
    lock.note_path(desk.path).write_text(note, encoding="utf-8")
    session, _ = desk.open(SHARE)
    session.do(said("One"))


def test_without_locks_of_two_that_look_in_one_moment_one_gets_it(
    desk: Desk, no_locks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both looked for a note, and neither found one."""
    theirs = lock.Holder("maren", lock.here().host, 4711)
    real = lock.read_holder
    looks: list[Callable[[Path], lock.Holder | None]] = [lambda _path: None]

    def look(path: Path) -> lock.Holder | None:
        if not looks:
            return real(path)
        found = looks.pop()(path)
        lock.note_path(path).write_text(json.dumps(asdict(theirs)), encoding="utf-8")
        return found

    monkeypatch.setattr(lock, "read_holder", look)
    with pytest.raises(StoreError, match="locked") as refusal:
        desk.opened(SHARE)
    assert refusal.value.values["process"] == 4711
    assert real(desk.path) == theirs


def test_without_locks_an_opening_that_fails_locks_nobody_out(desk: Desk, no_locks: int) -> None:
    """A damaged file, put right by a copy of it, would be open elsewhere until the program is closed."""
    sound = desk.path.read_bytes()
    desk.path.write_bytes(sound[:-20])
    with pytest.raises(StoreError, match="damaged"):
        desk.opened(SHARE)
    desk.path.write_bytes(sound)
    session, _ = desk.open(SHARE)
    session.do(said("One"))


def test_where_the_place_cannot_be_told_nothing_is_left_locked(desk: Desk) -> None:
    """Whatever goes wrong on the way, the next try finds the file free."""

    def where(_path: Path) -> Place:
        raise RuntimeError("no answer")

    with pytest.raises(RuntimeError, match="no answer"):
        open_workshop(desk.path, rescue_folder=desk.rescued, where=where)
    assert not lock.note_path(desk.path).exists()
    desk.open(DISK)
