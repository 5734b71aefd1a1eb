"""The facilitator's private notes reach nobody else: no document, no answer of a command, nothing on the projector."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from lsp_workshop import cli, documents
from lsp_workshop.domain.edits.event import note_text, reopen_for_correction, write_note
from lsp_workshop.domain.model import Ballot, Note, Stage
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.results import as_json
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.messages import WHAT_JSON_HOLDS
from lsp_workshop.store.opening import open_for_reading
from lsp_workshop.ui.actions import PROJECTOR
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import scene_words
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.export.opened import all_that_is_in
from tests.store.files import make, open_at, sample_records, session_of
from tests.texts import texts
from tests.ui.conftest import OpenWindow
from tests.ui.projector.test_scenes import every_scene
from tests.ui.support import sample_session

WORD = "Quokka"
"""In every private note, and in nothing else."""
OTHER_SELF = ".json"
"""The one thing that is written and holds them: the file's other self, which says so."""


def written(workshop: Workshop) -> Iterator[str | None]:
    """Whose notes there are: every stage's, and the day's."""
    yield from (stage.id for stage in workshop.all(Stage))
    yield None


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with notes everywhere: written, written anew, and taken away again."""
    path = make(tmp_path_factory.mktemp("private") / "day.lspw", sample_records())
    session = session_of(open_at(path))
    details = session.workshop.details
    if session.workshop.is_closed:
        session.do(reopen_for_correction("A slip"))
    for whose in written(session.workshop):
        session.do(write_note(whose, f"{WORD} first thoughts"))
        session.do(write_note(whose, f"{WORD}: table C is loud in {whose or details.title}"))
    session.close()
    return path


def read_from(file: Path) -> Workshop:
    return open_for_reading(file, rescue_folder=file.parent / "rescued").workshop


def must_be_free(text: str) -> None:
    assert WORD.casefold() not in text.casefold()


def kinds() -> Iterator[tuple[str, str]]:
    """Every document that the command writes, by suffix and kind."""
    yield from ((each.suffix, each.kind) for each in documents.DOCUMENTS if each.suffix != OTHER_SELF)


@pytest.mark.parametrize(("suffix", "kind"), list(kinds()))
def test_no_document_has_a_word_of_them(file: Path, tmp_path: Path, suffix: str, kind: str) -> None:
    """Sixty people would read what the facilitator thinks of table C."""
    out = tmp_path / f"out{suffix}"
    assert cli.main(["export", str(file), str(out), "--kind", kind]) == 0
    text = all_that_is_in(out)
    assert len(text) > 1_000, "nothing was read back"
    must_be_free(text)
    if suffix == ".pdf":
        reader = PdfReader(out)
        must_be_free(str(reader.metadata) + str(reader.outline) + str(reader.attachments))
    must_be_free(out.read_bytes().decode("latin-1"))


def test_no_other_document_is_written_than_those_that_were_looked_at(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new kind of document is looked at here too, by somebody who thought about who reads it."""
    looked_at = {suffix for suffix, _kind in kinds()} | {OTHER_SELF}
    for suffix in (".pdf", ".json", ".docx", ".xlsx", ".csv", ".ics", ".txt", ".html", ".md", ".odt", ".png", ".svg"):
        out = tmp_path / f"out{suffix}"
        assert (cli.main(["export", str(file), str(out)]) == 0) == (suffix in looked_at), suffix
    capsys.readouterr()
    written_by = {name for name in vars(documents) if name.startswith("write_")}
    assert written_by == {"write_document"}


@pytest.mark.parametrize("public", [False, True])
def test_the_record_as_data_has_not_one_either(file: Path, public: bool) -> None:
    """Whatever is laid out from it one day, on paper or on screen."""
    workshop = read_from(file)
    must_be_free(repr(printable_record(workshop, documents.bundled_framework(), public=public)))


def test_the_files_other_self_has_them_and_says_so(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Brought in again, a facilitator's notes are there; handed on, it is known what is handed on."""
    out = tmp_path / "out.json"
    assert cli.main(["export", str(file), str(out)]) == 0
    assert "private notes" in WHAT_JSON_HOLDS
    assert WHAT_JSON_HOLDS in capsys.readouterr().err
    notes = json.loads(out.read_text(encoding="utf-8"))["notes"]
    assert len([note for note in notes if WORD in note["text"]]) == 6


def test_no_command_says_one(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["results", str(file)]) == 0
    assert cli.main(["info", str(file)]) == 0
    assert cli.main(["check", str(file)]) == 0
    assert cli.main(["check", str(file), "--repair", str(tmp_path / "repaired.lspw")]) == 0
    said = capsys.readouterr()
    must_be_free(said.out + said.err)
    workshop = read_from(file)
    must_be_free(json.dumps([as_json(result_of(workshop, ballot.id)) for ballot in workshop.all(Ballot)]))


def test_no_scene_of_the_projector_can_hold_one(file: Path) -> None:
    workshop = read_from(file)
    assert all(WORD in note_text(workshop, whose) for whose in written(workshop))
    for scene in every_scene(workshop):
        must_be_free("\n".join(texts(scene)))


def test_whatever_is_sent_to_the_room_while_they_are_typed(open_window: OpenWindow) -> None:
    """By every key of the projector, with the keyboard in the note, before and after it is saved."""
    window = open_window(sample_session())
    room = window.projector
    assert isinstance(room, RoomProjector)
    for whose in ("write_note", "write_day_note"):
        for spec in PROJECTOR:
            if spec.id == "project_window":
                continue
            window.actions_table[whose].trigger()
            QTest.keyClicks(window.side.notes, WORD)
            window.actions_table[spec.id].trigger()
            must_be_free(scene_words(room.scene) + room.title + room.preview.accessibleDescription())
    assert window.side.keep() == ""
    assert sum(WORD in note.text for note in window.desk.workshop.all(Note)) == 2
    window.actions_table["undo"].trigger()
    must_be_free(told(window))


def told(window: WorkshopWindow) -> str:
    """What stands in the window outside of the note's own box: a room may see the laptop's screen too."""
    labels = [each.text() for each in window.findChildren(QLabel)]
    boxes = [each.text() for each in window.findChildren(QLineEdit)]
    boxes += [each.toPlainText() for each in window.findChildren(QPlainTextEdit) if each is not window.side.notes]
    actions = [window.actions_table[name].text() for name in window.actions_table.specs]
    return "\n".join([window.windowTitle(), window.messages.text, *labels, *boxes, *actions])
