"""The workshops on this computer: one bad file hides no other, and nothing that was mended or left goes unsaid."""

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.model import Answer
from lsp_workshop.library import Library
from lsp_workshop.log import FILE_NAME, start_log
from lsp_workshop.paths import resource
from lsp_workshop.store import interchange
from lsp_workshop.ui.jobs import Job, Jobs
from tests.store.files import SMALL, make, said


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "documents").mkdir()
    return Library(documents=tmp_path / "documents", data=tmp_path / "data")


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
        assert library.saved_workshops()[0].problem.startswith("Open elsewhere")
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
        preview = library.preview(workshop, "record-public", lambda *_: None, lambda: False)
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
