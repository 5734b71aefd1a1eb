"""The workshops on this computer: one bad file hides no other, and nothing that was mended or left goes unsaid."""

import json
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lsp_workshop.documents import Making
from lsp_workshop.domain.model import Answer, Review
from lsp_workshop.library import Library
from lsp_workshop.log import FILE_NAME, start_log
from lsp_workshop.paths import resource
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.store import interchange, lock
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.format import HEAD_SIZE, read_head
from lsp_workshop.store.workshop_store import WorkshopStore
from lsp_workshop.ui.jobs import Job, Jobs
from lsp_workshop.ui.services import NewWorkshop, SavedWorkshop, WayIn, WaysIn
from tests.store.files import SMALL, answers, make, read, said


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "documents").mkdir()
    return Library(documents=tmp_path / "documents", data=tmp_path / "data")


@pytest.fixture
def as_somebody() -> Iterator[Path]:
    """A folder of somebody to whom things can be refused, and to be that one meanwhile: root may do everything."""
    with tempfile.TemporaryDirectory() as folder:
        if sys.platform == "win32" or os.geteuid() != 0:
            yield Path(folder)
            return
        nobody = 65534
        os.chown(folder, nobody, nobody)
        # The third is what it takes to come back.
        os.setresuid(nobody, nobody, 0)
        try:
            yield Path(folder)
        finally:
            os.setresuid(0, 0, 0)


def worked(session: Session, *texts: str) -> Session:
    for text in texts:
        session.do(said(text))
    return session


def worked_on(library: Library, folder: Path, *texts: str, synced: bool = True) -> Path:
    """A workshop that was opened, given these answers and closed; `synced`: where files get a second copy."""
    folder.mkdir()
    if synced:
        (folder / ".stfolder").mkdir()
    path = make(folder / "day.lspw")
    library.close(worked(library.open(path), *texts))
    return path


def spoil(path: Path) -> None:
    """Another letter in the words of an answer than was written."""
    data = path.read_bytes()
    assert b"Buses stop" in data
    path.write_bytes(data.replace(b"Buses stop", b"Buses step"))


def sample() -> dict[str, list[dict[str, str]]]:
    return dict(json.loads(resource("sample/aldermouth.json").read_text(encoding="utf-8")))


class TestStartPage:
    @pytest.mark.parametrize("bad", ["without details", "empty", "damaged", "folder", "gone"])
    def test_one_bad_file_hides_no_other(self, library: Library, tmp_path: Path, bad: str) -> None:
        """In the morning, with people coming in, the list must be there whatever lies in the folder."""
        folder = tmp_path / "documents"
        make(folder / "good.lspw")
        path = folder / "bad.lspw"
        if bad == "without details":
            make(path, SMALL[1:])
        elif bad == "folder":
            path.mkdir()
        elif bad == "gone":
            path.symlink_to(folder / "nowhere")
        else:
            path.write_bytes(make(tmp_path / "x.lspw").read_bytes()[:-9] if bad == "damaged" else b"")
        rows = {row.path.name: row for row in library.saved_workshops()}
        assert rows["good.lspw"].title == "Away-day"
        assert rows["good.lspw"].problem == ""
        assert rows["bad.lspw"].problem.endswith(".")

    def test_who_has_a_workshop_open_is_said(self, library: Library, tmp_path: Path) -> None:
        session = library.open(make(tmp_path / "documents" / "day.lspw"))
        assert library.saved_workshops()[0].problem.startswith("It is open in another window")
        session.close()
        assert library.saved_workshops()[0].problem == ""


class TestOpening:
    def test_what_an_import_mended_is_said_in_the_window_too(self, library: Library, tmp_path: Path) -> None:
        source = sample()
        source["answers"][0]["text"] = "half a bus \ud83d"
        path = tmp_path / "source.json"
        path.write_text(json.dumps(source), encoding="utf-8")
        session = library.open(path)
        (remark,) = library.remarks_on(session)
        assert "1 place" in remark
        assert "source.json" in remark
        assert session.workshop.all(Answer)[0].text == "half a bus \ufffd"
        session.close()

    def test_a_sound_import_needs_no_remark(self, library: Library) -> None:
        session = library.open(resource("sample/aldermouth.json"))
        assert library.remarks_on(session) == ()
        assert library.path_of(session).suffix == ".lspw"
        session.close()

    def test_the_next_workshop_of_a_name_takes_the_next_free_one(self, library: Library) -> None:
        names = []
        for _ in range(2):
            session = library.open_sample()
            names.append(library.path_of(session).name)
            session.close()
        assert names == ["Sample-away-day.lspw", "Sample-away-day-2.lspw"]


class TestMissingAndDamaged:
    """A file of the list that is gone, or spoilt, has its row as long as something of it is kept here."""

    def test_a_stick_that_was_pulled_out_leaves_its_row_and_its_name(self, library: Library, tmp_path: Path) -> None:
        path = worked_on(library, tmp_path / "stick", "One more")
        path.unlink()
        (row,) = library.saved_workshops()
        assert (row.path, row.title, row.answers, row.has_versions) == (path, "Away-day", 3, True)
        assert "not there" in row.problem
        assert "second copy is on this computer" in row.problem

    def test_backups_alone_are_told_too(self, library: Library, tmp_path: Path) -> None:
        path = worked_on(library, tmp_path / "disk", "One more", synced=False)
        assert [(row.has_versions, row.problem) for row in library.saved_workshops()] == [(True, "")]
        spoil(path)
        (row,) = library.saved_workshops()
        assert "damaged" in row.problem
        assert "Earlier versions of it are on this computer" in row.problem

    def test_a_missing_file_stands_where_it_was(self, library: Library, tmp_path: Path) -> None:
        """Among two hundred it would be looked for at the top, where it was this morning."""
        gone = worked_on(library, tmp_path / "stick", "One more")
        gone.unlink()
        make(tmp_path / "documents" / "old.lspw")
        os.utime(tmp_path / "documents" / "old.lspw", (1_000_000_000, 1_000_000_000))
        assert [row.path.name for row in library.saved_workshops()] == ["day.lspw", "old.lspw"]

    def test_one_of_which_nothing_is_kept_says_what_is_wrong(self, library: Library, tmp_path: Path) -> None:
        path = make(tmp_path / "documents" / "day.lspw")
        spoil(path)
        (row,) = library.saved_workshops()
        assert "What is whole can be saved" in row.problem
        assert not row.has_versions

    def test_a_row_is_read_anew_when_its_file_is_another(self, library: Library, tmp_path: Path) -> None:
        path = make(tmp_path / "documents" / "day.lspw")
        assert library.saved_workshops()[0].answers == 2
        library.close(worked(library.open(path), "One more"))
        assert library.saved_workshops()[0].answers == 3


class TestWaysIn:
    def ways(self, library: Library, path: Path) -> tuple[WayIn, ...]:
        with pytest.raises(StoreError) as refusal:
            library.open(path)
        return tuple(library.ways_in(path, refusal.value).ways)

    def test_a_file_that_is_open_can_be_looked_at_and_copied(self, library: Library, tmp_path: Path) -> None:
        path = make(tmp_path / "stick.lspw")
        holder = library.open(path)
        assert self.ways(library, path) == (WayIn.VIEW, WayIn.COPY)
        looked_at = library.open_by(path, WayIn.VIEW)
        assert looked_at.read_only
        made = [library.open_by(path, WayIn.COPY) for _ in range(2)]
        assert [library.path_of(each).name for each in made] == ["stick-copy.lspw", "stick-copy-2.lspw"]
        assert {library.path_of(each).parent for each in made} == {tmp_path / "documents"}
        for each in (*made, holder, looked_at):
            assert each.workshop.details.title == "Away-day"
            library.close(each)

    def test_a_copy_is_a_file_of_its_own_and_says_so(self, library: Library, tmp_path: Path) -> None:
        """With one id, the two would be taken for versions of each other."""
        path = make(tmp_path / "stick.lspw")
        holder = library.open(path)
        copy = library.open_by(path, WayIn.COPY)
        made = library.path_of(copy)
        (remark,) = library.remarks_on(copy)
        assert str(made) in remark
        assert str(path) in remark
        copy.do(said("Only in the copy"))
        holder.do(said("Only in the file"))
        library.close(copy)
        library.close(holder)
        assert "Only in the copy" not in answers(read(path))
        assert "Only in the file" not in answers(read(made))
        ids = {read_head(each.read_bytes(), each).file_id for each in (path, made)}
        assert len(ids) == 2

    def test_the_note_of_a_computer_that_died_can_be_overruled(self, library: Library, tmp_path: Path) -> None:
        path = make(tmp_path / "day.lspw")
        lock.note_path(path).write_text('{"user": "maren", "host": "her-laptop", "process": 7}', encoding="utf-8")
        assert self.ways(library, path) == (WayIn.VIEW, WayIn.COPY, WayIn.TAKE_OVER)
        session = worked(library.open_by(path, WayIn.TAKE_OVER), "One more")
        library.close(session)
        assert "One more" in answers(read(path))
        assert not lock.note_path(path).exists()

    def test_what_is_whole_becomes_a_new_file_and_the_counts_are_told(self, library: Library, tmp_path: Path) -> None:
        path = make(tmp_path / "day.lspw")
        spoil(path)
        before = path.read_bytes()
        assert self.ways(library, path) == (WayIn.SALVAGE,)
        session = library.open_by(path, WayIn.SALVAGE)
        made = library.path_of(session)
        assert made == tmp_path / "day-mended.lspw"
        first = library.remarks_on(session)[0]
        assert str(made) in first
        assert "5 records whole, 1 doubtful, 0 lost" in first
        assert any("doubtful" in each for each in library.remarks_on(session)[1:]), "what opening says comes too"
        assert path.read_bytes() == before
        library.close(session)

    def test_a_file_without_its_first_block_is_offered_to_be_mended(self, library: Library, tmp_path: Path) -> None:
        """It does not look like a workshop any more, and would be thrown away with all that is in it."""
        path = make(tmp_path / "day.lspw")
        path.write_bytes(bytes(HEAD_SIZE) + path.read_bytes()[HEAD_SIZE:])
        assert self.ways(library, path) == (WayIn.SALVAGE,)
        session = library.open_by(path, WayIn.SALVAGE)
        assert session.workshop.count(Answer) == 2
        library.close(session)

    def test_what_is_gone_with_the_end_of_a_file_is_not_called_counted(self, library: Library, tmp_path: Path) -> None:
        path = make(tmp_path / "day.lspw")
        path.write_bytes(path.read_bytes()[:-200])
        session = library.open_by(path, WayIn.SALVAGE)
        assert "or more lost: the last 200 bytes of it are missing" in library.remarks_on(session)[0]
        library.close(session)

    def test_rescued_work_is_found_on_the_start_page(self, library: Library, tmp_path: Path) -> None:
        """The message that named it is gone with the window."""
        path = make(tmp_path / "documents" / "day.lspw")
        session = library.open(path)
        path.rename(tmp_path / "away")
        with pytest.raises(NotSaved) as refusal:
            session.do(said("Only in the rescued file"))
        library.close(session)
        (row,) = (each for each in library.saved_workshops() if each.path == refusal.value.values["rescue"])
        assert "rescued" in row.problem
        again = library.open(row.path)
        assert "Only in the rescued file" in [each.text for each in again.workshop.all(Answer)]
        library.close(again)

    def test_the_second_copy_brings_back_what_a_broken_stick_lost(self, library: Library, tmp_path: Path) -> None:
        path = worked_on(library, tmp_path / "stick", "One more")
        spoil(path)
        before = path.read_bytes()
        assert self.ways(library, path) == (WayIn.SECOND_COPY, WayIn.SALVAGE)
        session = library.open_by(path, WayIn.SECOND_COPY)
        assert "One more" in [each.text for each in session.workshop.all(Answer)]
        assert library.path_of(session).parent == path.parent
        assert str(library.path_of(session)) in library.remarks_on(session)[0]
        assert path.read_bytes() == before
        library.close(session)

    def test_where_the_folder_is_gone_too_it_goes_to_the_usual_one(self, library: Library, tmp_path: Path) -> None:
        path = worked_on(library, tmp_path / "stick", "One more")
        shutil.rmtree(path.parent)
        assert self.ways(library, path) == (WayIn.SECOND_COPY,)
        session = library.open_by(path, WayIn.SECOND_COPY)
        assert library.path_of(session).parent == tmp_path / "documents"
        library.close(session)

    def test_a_file_that_may_only_be_read_can_be_looked_at_and_copied(self, as_somebody: Path) -> None:
        """On a shared drive, a colleague's file is the rule: an answer of “no access” alone leads nowhere."""
        library = Library(documents=as_somebody / "documents", data=as_somebody / "data")
        path = make(as_somebody / "day.lspw")
        path.chmod(0o400)
        assert self.ways(library, path) == (WayIn.VIEW, WayIn.COPY)
        looked_at = library.open_by(path, WayIn.VIEW)
        assert looked_at.read_only
        copied = worked(library.open_by(path, WayIn.COPY), "In the copy")
        for session in (looked_at, copied):
            library.close(session)
        assert "In the copy" not in answers(read(path))
        if sys.platform != "win32":
            # Windows hides no file from its owner by a mode.
            path.chmod(0)
            assert self.ways(library, path) == ()

    def test_where_only_the_sentence_helps_there_is_no_way(self, library: Library, tmp_path: Path) -> None:
        path = tmp_path / "picture.lspw"
        path.write_bytes(b"\x89PNG\r\n")
        assert self.ways(library, path) == ()
        assert library.ways_in(path, OSError(5, "Input/output error")) == WaysIn((), [])

    def test_versions_are_offered_only_where_the_file_cannot_be_looked_at(
        self, library: Library, tmp_path: Path
    ) -> None:
        """Last week's answers, offered beside today's that somebody is typing, would be worked on by mistake."""
        path = worked_on(library, tmp_path / "disk", "One more", synced=False)
        holder = library.open(path)
        with pytest.raises(StoreError) as refusal:
            library.open(path)
        assert library.ways_in(path, refusal.value).versions == ()
        library.close(holder)
        spoil(path)
        with pytest.raises(StoreError) as refusal:
            library.open(path)
        (version,) = library.ways_in(path, refusal.value).versions
        assert version.answers == 3


class TestVersions:
    def test_a_version_opens_as_a_new_file_and_leaves_the_present_one(self, library: Library, tmp_path: Path) -> None:
        """Somebody deleted half the answers by mistake and closed: this morning's are still to be had."""
        path = worked_on(library, tmp_path / "disk", "This morning", synced=False)
        library.close(worked(library.open(path), "This afternoon"))
        before = path.read_bytes()
        newest, oldest = library.versions_of(path)
        assert (newest.answers, oldest.answers) == (4, 3)
        session = library.open_version(path, oldest)
        assert [each.text for each in session.workshop.all(Answer)][-1] == "This morning"
        made = library.path_of(session)
        assert made.parent == path.parent
        assert made != path
        assert str(made) in library.remarks_on(session)[0]
        assert path.read_bytes() == before
        library.close(session)

    def test_one_that_is_spoilt_is_listed_with_what_is_wrong(self, library: Library, tmp_path: Path) -> None:
        path = worked_on(library, tmp_path / "disk", "One more", synced=False)
        (version,) = library.versions_of(path)
        spoil(version.path)
        (version,) = library.versions_of(path)
        assert "damaged" in version.problem
        with pytest.raises(StoreError, match="damaged"):
            library.open_version(path, version)


class TestForgetting:
    """What is kept has names and papers in it: who deletes a workshop must be able to delete that too."""

    def rows(self, library: Library) -> dict[Path, SavedWorkshop]:
        return {row.path: row for row in library.saved_workshops()}

    def test_nothing_of_it_is_left_on_this_computer(self, library: Library, tmp_path: Path) -> None:
        path = worked_on(library, tmp_path / "stick", "Zebrafinch")
        other = worked_on(library, tmp_path / "other", "Of the other")
        before = path.read_bytes()
        assert [each.is_second_copy for each in library.versions_of(path)].count(True) == 1
        library.forget_versions(path)
        assert library.versions_of(path) == []
        left = [each for each in (tmp_path / "data").rglob("*") if each.is_file()]
        assert not [each for each in left if b"Zebrafinch" in each.read_bytes()]
        assert path.read_bytes() == before
        assert library.versions_of(other), "another one's were not asked about"
        assert not self.rows(library)[path].has_versions

    def test_a_missing_file_leaves_the_list_with_its_versions(self, library: Library, tmp_path: Path) -> None:
        path = worked_on(library, tmp_path / "disk", "One more", synced=False)
        path.unlink()
        assert path in self.rows(library)
        library.forget_versions(path)
        assert path not in self.rows(library)

    def test_nothing_goes_while_it_is_open(self, library: Library, tmp_path: Path) -> None:
        """The second copy of now is what is left when the stick is pulled out in an hour."""
        path = worked_on(library, tmp_path / "stick", "One more")
        session = library.open(path)
        with pytest.raises(StoreError, match="locked"):
            library.forget_versions(path)
        worked(session, "Another")
        assert library.close(session) == ()
        assert len(library.versions_of(path)) == 3

    def test_what_the_disk_does_not_let_go_is_listed_still(
        self, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Or it would lie there for ever, with its names, and no list would show it."""
        path = worked_on(library, tmp_path / "stick", "One more")

        real = Path.unlink

        def refuse(file: Path, missing_ok: bool = False) -> None:
            if file.suffix == ".lspw":
                raise PermissionError(13, "Permission denied")
            real(file, missing_ok)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", refuse)
            with pytest.raises(PermissionError):
                library.forget_versions(path)
        assert len(library.versions_of(path)) == 2


class TestSavingElsewhere:
    def test_a_copy_that_does_not_open_is_taken_away_again(
        self, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It would stand in its own way: “is there already” at the next try, with everybody waiting."""
        session = worked(library.open(make(tmp_path / "day.lspw")), "One")
        out = tmp_path / "elsewhere.lspw"

        def refuse(*_: object, **__: object) -> None:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(lock, "take", refuse)
            with pytest.raises(StoreError, match="no_access"):
                library.save_elsewhere(session, out)
        assert not out.exists()
        assert library.path_of(session) == tmp_path / "day.lspw"
        worked(session, "Two")
        library.save_elsewhere(session, out)
        worked(session, "Three")
        library.close(session)
        assert answers(read(out))[-3:] == ["One", "Two", "Three"]

    def test_however_the_old_file_ends_the_session_is_in_the_new_one(
        self, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The next “Save elsewhere” would copy the old file, and lose what was typed since."""
        session = worked(library.open(make(tmp_path / "day.lspw")), "One")

        def fail(*_: object) -> None:
            raise RuntimeError("a mistake of the program")

        with monkeypatch.context() as patch:
            patch.setattr(WorkshopStore, "close", fail)
            with pytest.raises(RuntimeError):
                library.save_elsewhere(session, tmp_path / "second.lspw")
        assert library.path_of(session) == tmp_path / "second.lspw"
        worked(session, "Two")
        library.save_elsewhere(session, tmp_path / "third.lspw")
        library.close(session)
        assert "Two" in answers(read(tmp_path / "third.lspw"))

    def test_what_is_suggested_is_free_and_its_folder_is_there(self, library: Library, tmp_path: Path) -> None:
        """Saving over the file that is in trouble would lose what it still has."""
        shutil.rmtree(tmp_path / "documents")
        session = library.open(make(tmp_path / "day.lspw"))
        assert library.suggested_path(session) == tmp_path / "documents" / "day.lspw"
        make(tmp_path / "documents" / "day.lspw")
        assert library.suggested_path(session) == tmp_path / "documents" / "day-2.lspw"
        library.close(session)


class TestClosing:
    def test_what_closing_could_not_do_is_a_sentence(
        self, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = library.open(make(tmp_path / "documents" / "day.lspw"))
        session.do(said("One"))

        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", refuse)
            of_the_file, of_its_copies = library.close(session)
        assert "day.lspw is saved" in of_the_file
        assert "Permission denied" in of_the_file
        assert "copies of it that this computer keeps could not be written (Permission denied)" in of_its_copies

    def test_a_good_closing_says_nothing(self, library: Library, tmp_path: Path) -> None:
        assert library.close(library.open(make(tmp_path / "documents" / "day.lspw"))) == ()


class TestPreviews:
    def test_the_file_behind_a_preview_is_gone_once_it_is_read(self, library: Library, tmp_path: Path) -> None:
        """It is the record with everybody's names."""
        workshop = interchange.read_interchange(resource("sample/aldermouth.json")).workshop
        preview = library.preview(workshop, "record-public", Making())
        assert list((tmp_path / "data" / "previews").iterdir()) == []
        assert preview.render(0, 100).width == 100
        preview.close()

    def test_what_a_killed_program_left_goes_at_the_next_start(self, library: Library, tmp_path: Path) -> None:
        old, new = (tmp_path / "data" / "previews" / name for name in ("old", "new"))
        for folder in (old, new):
            folder.mkdir(parents=True)
            (folder / "record.pdf").write_bytes(b"names")
        os.utime(old, (1, 1))
        Library(documents=tmp_path / "documents", data=tmp_path / "data")
        assert not old.exists()
        assert new.exists(), "another window of this program may be making it"


class TestLog:
    """The log is mailed to whoever helps; what people typed stays with them."""

    @pytest.fixture
    def log(self, tmp_path: Path) -> Iterator[Path]:
        root = logging.getLogger("lsp_workshop")
        before, level = list(root.handlers), root.level
        yield start_log(tmp_path / "log")
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)

    SECRET = "Zebrafinch"

    def broken_sources(self) -> Iterator[bytes]:
        for collection in ("answers", "participants", "themes"):
            source = sample()
            source[collection][0]["id"] = source[collection][1]["id"] = self.SECRET
            yield json.dumps(source).encode()
        source = sample()
        source["answers"][0]["group_id"] = self.SECRET
        yield json.dumps(source).encode()
        source["answers"][0]["status"] = self.SECRET
        yield json.dumps(source).encode()
        yield b'{"%s": 1, "%s": 2}' % (self.SECRET.encode(), self.SECRET.encode())
        yield b'{"x": "%s\xfc"}' % self.SECRET.encode()
        yield b'{"x": "%s"' % self.SECRET.encode()

    def test_a_refused_import_and_a_failed_job_leave_no_typed_word(
        self, qtbot: QtBot, library: Library, tmp_path: Path, log: Path
    ) -> None:
        jobs = Jobs()
        source = tmp_path / "source.json"

        def work(_: Job) -> None:
            library.open(source)

        for data in self.broken_sources():
            source.write_bytes(data)
            job = jobs.start(work)
            with qtbot.waitSignal(job.failed):
                pass
        text = (tmp_path / "log" / FILE_NAME).read_text(encoding="utf-8")
        assert text.count("a job failed") == 8
        assert "bad_interchange" in text
        assert self.SECRET not in text
        jobs.close()


def test_a_workshop_is_followed_by_the_next(library: Library) -> None:
    """The one before stays as it is, byte for byte: it is a record."""
    before = library.open_sample()
    path = library.path_of(before)
    library.close(before)
    raw = path.read_bytes()
    after = library.follow_up(path, NewWorkshop("Away-day 2027", "2027-03-11", ""))
    assert path.read_bytes() == raw
    assert library.path_of(after) != path
    assert after.workshop.details.title == "Away-day 2027"
    assert after.workshop.details.partnership.short_name == "ASP"
    points = [item for review in after.workshop.all(Review) for item in review.items]
    assert len(points) == 27, "14 actions, 10 pledges, and what was red or amber last time"
    library.close(after)
    again = library.open(library.path_of(after))
    assert sum(len(review.items) for review in again.workshop.all(Review)) == 27
    library.close(again)
