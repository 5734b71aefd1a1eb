"""Second copies and backups: a lost stick costs nothing that was said, and no disk that fails in here costs a save."""

import errno
import functools
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lsp_workshop.domain.edits.votes import cast_vote
from lsp_workshop.domain.model import Ballot, BallotOption, BallotStatus, Method, Secrecy
from lsp_workshop.session import Session
from lsp_workshop.store.format import Contents, read_contents, read_head
from lsp_workshop.store.kept import ABOUT, MOST_BACKUPS, SECOND_COPY, Keeper, thinned, versions_of
from tests.faults.crash import crashes
from tests.faults.layer import Fault, Layer, Partly, nothing_fails, os_error
from tests.store.files import SMALL, State, make, read, said, session_at, state

TEXTS = ["One bus", "“Zwei” – two", "Three\nlines\nof it"]

BALLOT = Ballot(
    id="b1",
    title="Which?",
    method=Method.DOTS,
    secrecy=Secrecy.SECRET,
    status=BallotStatus.OPEN,
    options=(BallotOption(id="o", label="O"),),
    eligible=20,
)


class Clock:
    """Local time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 4, 17, 30)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


class Day:
    """A workshop file in work, and its keeper, who is told each line that the file has taken."""

    def __init__(self, path: Path, folder: Path, clock: Callable[[], datetime] | None = None) -> None:
        self.path, self.folder = path, folder
        file_id = read_head(path.read_bytes(), path).file_id
        self.keeper = Keeper(folder, path, file_id, clock=clock or Clock())
        self._told = 0
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        assert self._session is not None
        return self._session

    @property
    def second(self) -> Path:
        [second] = self.folder.glob(f"*/{SECOND_COPY}")
        return second

    @property
    def backups(self) -> list[Path]:
        return sorted(self.folder.glob("*/closed-*"))

    @property
    def kept_files(self) -> list[Path]:
        return [each for each in self.folder.rglob("*") if each.is_file() and each.suffix != ".json"]

    def contents(self) -> Contents:
        return read_contents(self.path.read_bytes(), self.path)

    def open(self) -> None:
        self._session = session_at(self.path)

    @property
    def takes_no_lines(self) -> bool:
        return self.keeper._handle is None

    def begin(self) -> None:
        self.keeper.begin(self.path.read_bytes())
        self._told = len(self.contents().entries)

    def say(self, text: str) -> None:
        self.session.do(said(text))
        self.tell()

    def tell(self) -> None:
        entries = self.contents().entries
        for entry in entries[self._told :]:
            self.keeper.append(entry.sequence, entry.payload)
        self._told = len(entries)

    def close(self, *, copy: bool = True) -> str | None:
        """What the keeper has to say about its disk."""
        self.session.close()
        return self.keeper.close_with(self.path.read_bytes(), copy=copy)

    def killed(self) -> None:
        """The file and the second copy as they are now are what there is when it is opened again."""
        data = self.path.read_bytes()
        self.keeper.close()
        self.session.close()
        self.path.write_bytes(data)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "kept"


@pytest.fixture
def day(tmp_path: Path, folder: Path, clock: Clock) -> Iterator[Day]:
    """The small workshop with a secret ballot, open, its second copy begun."""
    (tmp_path / "stick").mkdir()
    day = Day(make(tmp_path / "stick" / "day.lspw", (*SMALL, BALLOT)), folder, clock)
    day.open()
    day.begin()
    yield day
    day.keeper.close()
    day.session.close()


def papers(path: Path) -> list[str]:
    """The ids of the papers in the order in which the file has them."""
    contents = read_contents(path.read_bytes(), path)
    writes = [write for entry in contents.entries for write in json.loads(entry.payload)["writes"]]
    written = [document for table, _, document in writes if table == "votes"]
    return [str(each["id"]) for each in (*contents.tables.get("votes", {}).values(), *written)]


def vote(day: Day) -> list[str]:
    """Twenty papers; their ids as they came."""
    for number in range(20):
        day.session.do(cast_vote("b1", {"o": number % 2}))
    day.tell()
    return papers(day.path)


# --- the second copy ------------------------------------------------------------------------------------------


def test_the_second_copy_says_every_line_whenever_it_is_read(day: Day) -> None:
    """The stick is pulled after any word, and the laptop has that word."""
    assert read(day.second) == state(day.session.workshop)
    for text in TEXTS:
        day.say(text)
        assert read(day.second) == state(day.session.workshop)
        assert day.second.read_bytes() == day.path.read_bytes()


def test_a_second_copy_cut_anywhere_in_its_last_line_says_all_before(day: Day, tmp_path: Path) -> None:
    """Laptop and stick lose power in the middle of a word: only that word may be missing."""
    states: dict[int, State] = {day.second.stat().st_size: read(day.second)}
    for text in TEXTS:
        day.say(text)
        states[day.second.stat().st_size] = read(day.second)
    data = day.second.read_bytes()
    cut = tmp_path / "cut.lspw"
    for size in range(min(states), len(data) + 1):
        cut.write_bytes(data[:size])
        assert read(cut) == states[max(each for each in states if each <= size)], size


def test_after_a_kill_the_second_copy_begins_again_with_everything(day: Day) -> None:
    """The program is killed at noon; the copy of the afternoon has the morning in it."""
    day.say("Morning")
    day.killed()
    day.open()
    day.begin()
    day.say("Afternoon")
    assert read(day.second) == state(day.session.workshop)


def test_a_line_after_a_gap_is_not_taken(day: Day) -> None:
    """A copy with a line missing in the middle would be refused as a whole."""
    day.say("One")
    before = day.second.read_bytes()
    last = day.contents().entries[-1]
    day.keeper.append(last.sequence + 2, last.payload)
    assert day.takes_no_lines
    day.say("Later")
    assert day.second.read_bytes() == before


def test_a_shortened_second_copy_takes_no_lines(day: Day) -> None:
    """Something cut the copy: what is left of it stays readable."""
    day.say("One")
    whole = read(day.second)
    day.say("Two")
    with day.second.open("r+b") as file:
        file.truncate(day.second.stat().st_size - 1)
    day.say("Three")
    assert day.takes_no_lines
    assert read(day.second) == whole


def test_a_cleared_folder_ends_the_second_copy_and_the_next_close_makes_it_anew(day: Day) -> None:
    """Somebody clears the data folder in the middle of the day: the day goes on, and is told of it."""
    shutil.rmtree(day.folder)
    day.say("One")
    assert day.takes_no_lines
    assert not day.folder.exists()
    assert day.close() == os.strerror(errno.ENOENT)
    assert read(day.second) == read(day.path) == read(day.backups[0])


def test_a_second_copy_that_was_replaced_takes_no_lines(day: Day) -> None:
    """An older copy was put in its place: it stays what it is."""
    older = day.second.read_bytes()
    day.say("One")
    aside = day.second.with_name("aside")
    aside.write_bytes(older)
    aside.replace(day.second)
    day.say("Two")
    assert day.takes_no_lines
    assert day.second.read_bytes() == older


def test_a_file_in_the_place_of_the_folder_costs_only_what_is_kept(tmp_path: Path, day: Day) -> None:
    """The data folder can't be written: the workshop is saved all the same, and people are told at the end."""
    (tmp_path / "full").write_bytes(b"")
    hindered = Day(day.path, tmp_path / "full")
    hindered.keeper.begin(day.path.read_bytes())
    assert hindered.takes_no_lines
    hindered.keeper.append(1, b"{}")
    assert hindered.keeper.close_with(day.path.read_bytes(), copy=True)
    assert not versions_of(tmp_path / "full", day.path)


def test_a_copy_that_is_begun_again_takes_lines_and_what_was_refused_is_still_told(day: Day) -> None:
    """A copy that missed lines for an hour is whole again; that the disk is failing must not be hushed up."""
    shutil.rmtree(day.folder)
    day.say("Into a folder that is gone")
    assert day.takes_no_lines
    day.begin()
    assert not day.takes_no_lines
    day.say("One")
    assert read(day.second) == state(day.session.workshop)
    assert day.close() == os.strerror(errno.ENOENT)


def syncing(_call: str, _name: str) -> bool:
    return False


def killed_before_syncing(call: str, _name: str) -> bool:
    return call == "fsync"


def test_a_power_cut_leaves_a_second_copy_that_says_what_was_acknowledged(day: Day) -> None:
    """The laptop goes off with the stick in it, and the stick is lost: every word that was shown as saved is here."""
    name = day.second.relative_to(day.folder).as_posix()
    layer = Layer(day.folder)
    with layer.watching():
        layer.expect(state(day.session.workshop))
        day.begin()
        for number, text in enumerate(TEXTS):
            before = state(day.session.workshop)
            day.session.do(said(text))
            layer.expect(before, state(day.session.workshop))
            was_killed = number == 1
            layer.ignored = killed_before_syncing if was_killed else syncing
            day.tell()
            layer.ignored = syncing
            if was_killed:
                day.killed()
                day.open()
                day.begin()
            layer.expect(state(day.session.workshop))
        assert day.close() is None
    crashed = day.path.with_name("crashed.lspw")
    states = list(crashes(layer.recording, name))
    for after in states:
        crashed.write_bytes(after.files[name])
        assert read(crashed) in after.allowed, after.how
    assert len(states) > 500


# --- secrecy --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("copy", [True, False])
def test_nothing_kept_tells_the_order_of_papers_after_a_clean_close(day: Day, copy: bool) -> None:
    """Who watched people vote one by one must not find their papers in that order in the data folder."""
    came = vote(day)
    assert papers(day.second) == came
    assert day.close(copy=copy) is None
    assert len(day.kept_files) == (2 if copy else 1)
    for file in day.kept_files:
        assert sorted(papers(file)) == sorted(came)
        assert papers(file) != came
        assert not read_contents(file.read_bytes(), file).entries


def test_a_copy_that_a_crash_left_goes_at_the_next_clean_close(day: Day, folder: Path) -> None:
    """The workshop was on a stick once, crashed, and is now kept without a copy: its papers do not lie there."""
    vote(day)
    day.killed()
    later = Day(day.path, folder)
    later.open()
    assert later.close(copy=False) is None
    assert [each.name for each in later.kept_files] == [each.name for each in later.backups]


def test_a_second_copy_that_cannot_be_replaced_is_removed(day: Day) -> None:
    """The disk refuses the shuffled copy: the one with the papers as they came does not stay."""
    vote(day)
    layer = Layer(day.folder)
    with layer.watching():
        layer.fault = lambda call, _number: os_error(errno.EACCES) if call == "replace" else None
        assert day.close() == os.strerror(errno.EACCES)
    assert day.kept_files == day.backups
    assert read(day.backups[0]) == read(day.path)


def test_the_last_that_says_everything_is_never_removed(day: Day) -> None:
    """Neither backup nor copy can be written: the second copy as it is may be all that is left."""
    day.say("One")
    layer = Layer(day.folder)
    with layer.watching():
        layer.fault = lambda call, _number: os_error(errno.ENOSPC) if call == "write" else None
        assert day.close() == os.strerror(errno.ENOSPC)
    assert not day.backups
    assert read(day.second) == read(day.path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps these in lists of its own")
def test_only_their_owner_can_read_what_is_kept(day: Day) -> None:
    """Others with an account on the laptop do not read names and papers."""
    day.close()
    for each in (day.folder, *day.folder.rglob("*")):
        assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each


def test_an_id_does_not_lead_out_of_the_folder(day: Day, folder: Path) -> None:
    """A workshop file from a stranger does not write where it likes."""
    Keeper(folder, day.path, "../away").close_with(day.path.read_bytes(), copy=True)
    assert {each.parent for each in folder.parent.parent.rglob(SECOND_COPY)} == {*folder.iterdir()}


# --- backups --------------------------------------------------------------------------------------------------


def test_each_closing_is_kept_as_it_was(day: Day, clock: Clock) -> None:
    """Yesterday's text was lost today: yesterday's backup has it."""
    day.say("One")
    day.close()
    first = read(day.path)
    clock.wait(days=1)
    day.open()
    day.begin()
    day.say("Two")
    day.close()
    assert [read(each) for each in day.backups] == [first, read(day.path)]
    assert [each.name for each in day.backups] == ["closed-2026-05-04-173000.lspw", "closed-2026-05-05-173000.lspw"]


def test_opening_and_closing_without_a_change_leaves_no_litter(day: Day, clock: Clock) -> None:
    """Ten looks at a file do not push ten real backups out."""
    day.say("One")
    day.close()
    for _ in range(3):
        clock.wait(hours=1)
        day.open()
        day.begin()
        assert day.close() is None
    assert len(day.backups) == 1


def test_a_second_closing_in_the_same_second_replaces_nothing(day: Day) -> None:
    """Two quick closings leave two backups, in their order."""
    closings = []
    for text in TEXTS:
        day.say(text)
        day.close()
        closings.append(read(day.path))
        day.open()
        day.begin()
    assert [read(each) for each in day.backups] == closings


def test_a_closing_is_kept_although_the_clock_was_put_back(day: Day, clock: Clock) -> None:
    """A laptop that comes back from a wrong year does not throw away what it has just kept."""
    for year in (*range(2040, 2052), 2026):
        clock.now = datetime(year, 1, 1)
        day.say(str(year))
        day.close()
        day.open()
        day.begin()
    assert read(day.backups[0]) == read(day.path)
    assert day.backups[0].name.startswith("closed-2026")


def test_old_backups_are_thinned_on_disk(day: Day, clock: Clock) -> None:
    """The data folder does not fill up, and still reaches back."""
    for _ in range(40):
        day.say("More")
        day.close()
        clock.wait(days=1)
        day.open()
        day.begin()
    assert len(day.backups) <= MOST_BACKUPS
    assert day.backups[0].name.startswith("closed-2026-05")
    assert len(versions_of(day.folder, day.path)) == len(day.backups) + 1


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))


@given(st.lists(moments, min_size=1, max_size=60), st.integers(1, 15))
def test_thinning_keeps_the_newest_and_no_more_than_asked(times: list[datetime], most: int) -> None:
    """The last closing is always there to go back to, and the folder stays small."""
    kept = thinned(times, most)
    assert max(times) in kept
    assert kept <= set(times)
    assert len(kept) == min(most, len(set(times)))


@given(st.lists(moments, max_size=60), st.integers(1, 15))
def test_thinning_again_removes_nothing_more(times: list[datetime], most: int) -> None:
    """Closing often does not eat up the backups."""
    kept = thinned(times, most)
    assert thinned(sorted(kept), most) == kept


@settings(deadline=None, max_examples=10)
@given(st.dates(datetime(2024, 1, 1).date(), datetime(2026, 1, 1).date()), st.lists(st.integers(1, 5), min_size=1))
def test_a_year_of_daily_closings_reaches_back_over_a_month(first: datetime, a_day: list[int]) -> None:
    """What was wiped out unnoticed weeks ago is still in a backup, however often a file is closed."""
    kept: frozenset[datetime] = frozenset()
    newest: list[datetime] = []
    start = datetime(first.year, first.month, first.day, 9)
    for number in range(365):
        for closing in range(a_day[number % len(a_day)]):
            now = start + timedelta(days=number, minutes=closing * 5)
            newest = [*newest[-3:], now]
            kept = thinned([*kept, now])
            assert kept.issuperset(newest)
        assert len(kept) <= MOST_BACKUPS
        assert min(kept) <= max(start, now - timedelta(days=31)), sorted(kept)


# --- what is there --------------------------------------------------------------------------------------------


def test_versions_are_told_newest_first(day: Day, clock: Clock) -> None:
    """A lost file's list begins with what has the most in it."""
    clock.now = datetime(2020, 1, 1, 12)
    day.say("One")
    day.close()
    os.utime(day.second, (clock.now.timestamp(), clock.now.timestamp()))
    clock.wait(days=1)
    day.open()
    day.say("Two")
    day.keeper.close_with(day.path.read_bytes(), copy=True)
    day.path.unlink()
    versions = versions_of(day.folder, day.path)
    assert [each.path for each in versions] == [day.second, *reversed(day.backups)]
    assert [each.is_second_copy for each in versions] == [True, False, False]
    assert [each.at for each in versions[1:]] == [datetime(2020, 1, 2, 12), datetime(2020, 1, 1, 12)]
    assert {each.of for each in versions} == {day.path}


def test_files_of_other_places_and_earlier_files_of_this_place(day: Day, tmp_path: Path, folder: Path) -> None:
    """A copy made in the file manager has backups of its own; a new file under the old name hides none."""
    day.close()
    copy = Day(Path(shutil.copy(day.path, tmp_path / "copy.lspw")), folder)
    copy.keeper.close_with(copy.path.read_bytes(), copy=True)
    day.path.unlink()
    anew = Day(make(day.path), folder)
    anew.keeper.close_with(anew.path.read_bytes(), copy=True)
    assert len(list(folder.iterdir())) == 3
    assert len(versions_of(folder, day.path)) == 4
    assert len(versions_of(folder, copy.path)) == 2
    assert not versions_of(folder, tmp_path / "other.lspw")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")
def test_a_file_opened_through_a_link_is_found_by_either_name(day: Day, tmp_path: Path, folder: Path) -> None:
    """The link to the stick leads nowhere now: what was opened through it is offered all the same."""
    link = tmp_path / "link"
    link.symlink_to(day.path.parent)
    through = Day(link / "day.lspw", folder)
    through.keeper.close_with(day.path.read_bytes(), copy=True)
    assert len(versions_of(folder, day.path)) == 2
    link.unlink()
    assert len(versions_of(folder, link / "day.lspw")) == 2


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_a_path_that_is_not_text_is_kept_too(tmp_path: Path, folder: Path) -> None:
    """A file from an old stick with an odd name has its copy as well."""
    day = Day(make(tmp_path / os.fsdecode(b"\xff.lspw")), folder)
    assert day.keeper.close_with(day.path.read_bytes(), copy=True) is None
    assert {each.of for each in versions_of(folder, day.path)} == {day.path}


def test_rubbish_is_left_out(day: Day, folder: Path) -> None:
    """Whatever else gets into the data folder, what was kept is found, and nothing else is offered or removed."""
    day.say("One")
    day.close()
    own = day.second.parent
    expected = versions_of(folder, day.path)
    for name, data in [
        ("closed-2026-05-04-180000.lspw", b""),
        ("closed-2026-05-04-190000.lspw", b'{"_meta": rubbish'),
        ("closed-2026-5-4-190000.lspw", day.path.read_bytes()),
        ("closed-soon.lspw", day.path.read_bytes()),
        ("notes.lspw", day.path.read_bytes()),
    ]:
        (own / name).write_bytes(data)
    (own / "closed-2026-05-04-200000.lspw").mkdir()
    (folder / "a file").write_bytes(b"{}")
    for number, about in enumerate([b"", b"[1]", b"7", b'{"path": 7, "real": null}', b"\xff", b"[" * 200_000, b"{}"]):
        broken = folder / f"broken{number}"
        broken.mkdir()
        (broken / ABOUT).write_bytes(about)
        shutil.copy(day.path, broken / SECOND_COPY)
    (folder / "broken0" / ABOUT).unlink()
    (folder / "broken0" / ABOUT).mkdir()
    assert versions_of(folder, day.path) == expected
    assert not versions_of(folder / "a file", day.path)
    assert not versions_of(folder / "nowhere", day.path)


# --- a disk that fails ----------------------------------------------------------------------------------------


def whole_day(day: Day) -> str | None:
    day.begin()
    for text in TEXTS:
        day.say(text)
    return day.close()


ERRORS = [errno.EIO, errno.ENOENT]
FAILS = ["EIO", "ENOENT", "a short write"]


def fault_at(number: int, fails: Callable[[], OSError | Partly], *, for_good: bool) -> Fault:
    return lambda _call, now: fails() if now == number or (for_good and now > number) else None


@pytest.mark.parametrize("for_good", [False, True])
@pytest.mark.parametrize(
    "fails", [*(functools.partial(os_error, error) for error in ERRORS), lambda: Partly(7)], ids=FAILS
)
def test_no_disk_that_fails_costs_a_save(tmp_path: Path, fails: Callable[[], OSError | Partly], for_good: bool) -> None:
    """The laptop's disk fails at any one call: the stick takes everything, and no kept file tells a falsehood."""
    path, folder = make(tmp_path / "day.lspw"), tmp_path / "kept"
    at_first = path.read_bytes()
    refusals, number = 0, 0
    layer = Layer(folder)
    with layer.watching():
        while layer.calls >= number:
            layer.fault = nothing_fails
            shutil.rmtree(folder, ignore_errors=True)
            path.write_bytes(at_first)
            day = Day(path, folder)
            before = read(path)
            day.open()
            day.begin()
            layer.calls = 0
            layer.fault = fault_at(number, fails, for_good=for_good)
            refused = whole_day(day)
            layer.fault = nothing_fails
            final = read(path)
            assert len(final) == len(before) + len(TEXTS)
            assert not layer.open_files
            found = [read(each.path) for each in versions_of(folder, path)]
            assert all(final.items() >= each.items() >= before.items() for each in found), number
            if refused is None:
                assert found == [final, final], number
            else:
                refusals += 1
            number += 1
    assert refusals >= (10 if isinstance(fails(), OSError) else 0)
    assert number >= 50
