"""Files of an older schema: brought up once, with what was there before kept, or left alone."""

import errno
import os
from collections import Counter
from pathlib import Path

import pytest

from lsp_workshop.domain.doubt import DOUBTFUL
from lsp_workshop.domain.edits.votes import cast_vote
from lsp_workshop.domain.model import Record, Vote
from lsp_workshop.messages import remark_sentence, sentence
from lsp_workshop.place import Kind, Place
from lsp_workshop.session import Remark
from lsp_workshop.store import format as file_format
from lsp_workshop.store import migrations, recovery
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.format import read_contents, read_head
from lsp_workshop.store.kept import SECOND_COPY
from lsp_workshop.store.opening import Opened, open_for_reading, open_workshop
from tests.store.files import SMALL, make, open_at, read, said, session_of, state
from tests.store.older import OLD, newer, write_old
from tests.store.test_faults import failing
from tests.store.test_kept import BALLOT, papers

Records = dict[tuple[str, str], Record]


class Old:
    """A file of the old schema with two lines in its journal, and what it is to say."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.wanted = write_old(path, (*SMALL, BALLOT), "Said in the old days", "„Zwei“ 🚌")
        self.data = path.read_bytes()

    @property
    def bak(self) -> Path:
        return self.path.with_name(f"{self.path.name}.v{OLD}.bak")

    @property
    def baks(self) -> list[str]:
        return sorted(each.name for each in self.path.parent.glob("*.bak"))


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Old:
    old = Old(tmp_path / "day.lspw")
    newer(monkeypatch)
    return old


def records(opened: Opened) -> Records:
    return {(each.collection, each.id): each for each in opened.workshop.records()}


def schema_of(path: Path) -> int:
    return read_head(path.read_bytes(), path).schema


def test_it_is_brought_up_and_what_was_there_is_kept(old: Old) -> None:
    """The day of two years ago goes on, and an older program still has a file to open."""
    opened = open_at(old.path)
    assert opened.remarks == (Remark("migrated", {"old": old.bak}),)
    assert str(old.bak) in remark_sentence(old.path, opened.remarks[0])
    assert records(opened) == old.wanted
    assert old.bak.read_bytes() == old.data
    assert schema_of(old.path) == OLD + 1
    session = session_of(opened)
    session.do(said("Said today"))
    assert session.close() == ()
    again = open_at(old.path)
    assert again.remarks == ()
    assert state(again.workshop) == state(session.workshop)
    again.store.close()
    assert old.baks == [old.bak.name]
    assert old.bak.read_bytes() == old.data


def test_a_program_that_dies_right_after_leaves_it_brought_up(old: Old) -> None:
    """The step done a second time would make nonsense of what it had made."""
    opened = open_at(old.path)
    session = session_of(opened)
    session.do(said("Said today"))
    data, wanted = old.path.read_bytes(), state(session.workshop)
    session.close()
    old.path.write_bytes(data)
    again = open_at(old.path)
    assert state(again.workshop) == wanted
    again.store.close()
    assert old.baks == [old.bak.name]


def test_a_file_of_that_name_is_not_overwritten(old: Old) -> None:
    """Somebody's own .bak, or that of another migration, is not ours to replace."""
    old.bak.write_bytes(b"Somebody's own")
    opened = open_at(old.path)
    opened.store.close()
    (remark,) = opened.remarks
    second = remark.values["old"]
    assert isinstance(second, Path)
    assert second.name == f"{old.path.name}.v{OLD}-2.bak"
    assert second.read_bytes() == old.data
    assert old.bak.read_bytes() == b"Somebody's own"


def test_one_that_says_the_same_is_not_doubled(old: Old) -> None:
    """A crash came between keeping it and bringing it up: one is enough."""
    old.bak.write_bytes(old.data)
    open_at(old.path).store.close()
    assert old.baks == [old.bak.name]


def test_looking_at_it_touches_nothing(old: Old) -> None:
    """A file on a disk that takes no writing is shown all the same, as this version shows it."""
    opened = open_for_reading(old.path, rescue_folder=old.path.parent)
    assert records(opened) == old.wanted
    assert opened.remarks == ()
    assert opened.schema == OLD
    assert old.path.read_bytes() == old.data
    assert old.baks == []


def test_a_copy_of_it_is_of_this_version(old: Old) -> None:
    """ "Open a copy" of an old file that is open elsewhere."""
    out = old.path.with_name("copy.lspw")
    open_for_reading(old.path, rescue_folder=old.path.parent).store.copy_to(out)
    assert schema_of(out) == OLD + 1
    assert records(open_for_reading(out, rescue_folder=old.path.parent)) == old.wanted


def test_check_finds_nothing_wrong_with_it(old: Old) -> None:
    """Old is not damaged."""
    assert recovery.check(old.path) == []
    assert old.path.read_bytes() == old.data


def test_a_repair_brings_it_up_too(old: Old) -> None:
    """The repaired file says that it is of this version: what is in it has to be."""
    out = old.path.with_name("repaired.lspw")
    salvage = recovery.repair(old.path, out)
    assert (salvage.doubtful, salvage.lost) == (0, 0)
    assert recovery.check(out) == []
    assert records(open_for_reading(out, rescue_folder=old.path.parent)) == old.wanted


def test_a_repair_of_a_damaged_old_file_costs_at_most_one_record(old: Old) -> None:
    """Old sticks lie in drawers: a flipped bit takes no more of an old file than of a new one."""
    out, costs = old.path.with_name("repaired.lspw"), Counter[int]()
    for place in range(0, len(old.data), 3):
        damaged = bytearray(old.data)
        damaged[place] ^= 1 << place % 7
        old.path.write_bytes(damaged)
        out.unlink(missing_ok=True)
        recovery.repair(old.path, out)
        found = records(open_for_reading(out, rescue_folder=old.path.parent))
        doubtful = {key for key, each in found.items() if DOUBTFUL in each.extra}
        wrong = [key for key in found.keys() - doubtful if found[key] != old.wanted.get(key)]
        assert not wrong, f"the flip at byte {place} made something of {wrong} that nobody said, unmarked"
        costs[max(0, len(old.wanted.keys() - found.keys()) - len(doubtful - old.wanted.keys()))] += 1
    assert costs[0] + costs[1] >= 0.98 * costs.total(), costs
    assert costs[1] > 0


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old program that writes into a new file would drop what it does not know."""
    path = tmp_path / "new.lspw"
    with monkeypatch.context() as patch:
        newer(patch)
        make(path)
    before = path.read_bytes()
    for attempt in (open_at, read, recovery.check):
        with pytest.raises(StoreError, match="newer") as refusal:
            attempt(path)
        assert "update the program" in sentence(refusal.value)
    with pytest.raises(StoreError, match="newer"):
        recovery.repair(path, tmp_path / "out.lspw")
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("call", ["write", "fsync", "open", "replace"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES])
def test_where_it_cannot_be_written_the_old_file_stays_and_one_sentence_says_so(
    old: Old, monkeypatch: pytest.MonkeyPatch, call: str, error: int
) -> None:
    """A full disk met by an update: neither file may be half of each."""
    with monkeypatch.context() as patch:
        # The file itself is opened, and synced, before.
        after = {"open": 1, "fsync": 2}.get(call, 0)
        patch.setattr(os, call, failing(getattr(os, call), error, after=after))
        with pytest.raises(StoreError, match="no_access") as refusal:
            open_at(old.path)
        assert os.strerror(error) in sentence(refusal.value)
    assert old.path.read_bytes() == old.data
    # And when there is room, it is brought up, and was not left locked.
    opened = open_at(old.path)
    assert records(opened) == old.wanted
    opened.store.close()
    assert old.baks == [old.bak.name]


def test_where_the_folder_is_not_synced_after_the_rename_it_is_free_again(
    old: Old, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file has the name, and its lock must not outlive the refusal: nothing could open it until a restart."""
    with monkeypatch.context() as patch:
        patch.setattr("lsp_workshop.store.journal.sync_folder", failing(lambda _folder: None, errno.EIO))
        with pytest.raises(StoreError, match="no_access"):
            open_at(old.path)
    opened = open_at(old.path)
    assert records(opened) == old.wanted
    opened.store.close()


def test_its_second_copy_is_of_this_version_from_the_first_line(old: Old, tmp_path: Path) -> None:
    """Lines of this version behind a body of the old one: read again, the step would go over both."""
    share = Place(Kind.NETWORK, renames_safely=True)
    kept = tmp_path / "kept"
    opened = open_workshop(old.path, rescue_folder=tmp_path, kept_folder=kept, where=lambda _path: share)
    session = session_of(opened)
    session.do(said("Said today"))
    [second] = kept.glob(f"*/{SECOND_COPY}")
    assert second.read_bytes() == old.path.read_bytes()
    assert read(second) == state(session.workshop)
    session.close()


def test_papers_of_the_old_file_are_shuffled_at_the_next_closing(old: Old) -> None:
    """A body brought up in the middle of a day is not taken for a clean one."""
    opened = open_at(old.path)
    assert read_head(old.path.read_bytes(), old.path).in_use
    opened.store.close()
    assert not read_contents(old.path.read_bytes(), old.path).head.in_use


def test_steps_follow_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of two versions ago goes through both steps, in their order."""
    done: list[int] = []
    monkeypatch.setattr(file_format, "SCHEMA", 4)
    monkeypatch.setattr(migrations, "STEPS", {n: lambda _tables, n=n: done.append(n) for n in (1, 2, 3)})
    migrations.bring_up({}, 2)
    migrations.bring_up({}, 1)
    migrations.bring_up({}, 4)
    assert done == [2, 3, 1, 2, 3]


def with_papers(path: Path) -> list[str]:
    """A file of the old schema as a killed program left it, papers in its journal; their ids as they came."""
    make(path, (*SMALL, BALLOT))
    session = session_of(open_at(path))
    came = [session.do(cast_vote("b1", {"o": number})).new(Vote).id for number in range(20)]
    data = path.read_bytes()
    session.close()
    path.write_bytes(data)
    return came


def test_the_file_from_before_shows_no_paper_in_the_order_in_which_it_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays beside the file for years, and who counted along in the room could read it."""
    path = tmp_path / "day.lspw"
    came, before = with_papers(path), read(path)
    bak = path.with_name(f"{path.name}.v{OLD}.bak")
    with monkeypatch.context() as patch:
        newer(patch)
        opened = open_at(path)
        assert opened.remarks == (Remark("migrated", {"old": bak}),)
        opened.store.close()
    assert schema_of(bak) == OLD
    assert read(bak) == before
    assert recovery.check(bak) == []
    assert papers(bak) != came
    assert sorted(papers(bak)) == sorted(came)
    assert bak.read_bytes().count(b"\n~") == 0


def test_a_crash_between_keeping_and_bringing_up_doubles_no_file_with_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shuffled again, it is the same file in another order, and each would tell nothing new."""
    path = tmp_path / "day.lspw"
    with_papers(path)
    data = path.read_bytes()
    with monkeypatch.context() as patch:
        newer(patch)
        open_at(path).store.close()
        first = path.with_name(f"{path.name}.v{OLD}.bak").read_bytes()
        path.write_bytes(data)
        open_at(path).store.close()
    assert [each.read_bytes() for each in path.parent.glob("*.bak")] == [first]


def test_papers_of_a_file_that_was_closed_are_kept_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They lie in no order already; nothing of the old file needs to be made again."""
    path = tmp_path / "day.lspw"
    with_papers(path)
    open_at(path).store.close()
    data = path.read_bytes()
    newer(monkeypatch)
    open_at(path).store.close()
    assert path.with_name(f"{path.name}.v{OLD}.bak").read_bytes() == data
