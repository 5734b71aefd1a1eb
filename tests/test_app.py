"""The program put together: one window at a time, a sentence for a file that cannot be opened, a clean end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lsp_workshop.app import Program, Settings
from lsp_workshop.cli import main
from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.domain.model import Answer
from lsp_workshop.library import Library
from lsp_workshop.store import format as format_of_file
from lsp_workshop.store.opening import open_for_reading
from lsp_workshop.ui.start.page import StartWindow
from lsp_workshop.ui.theme import Mode
from lsp_workshop.ui.workshop.shell import WorkshopWindow


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    program = Program(qapp, Library(documents=tmp_path / "days", data=tmp_path / "data"), Settings(tmp_path / "data"))
    yield program
    program.close()
    if program.window is not None:
        program.window.close()
    qapp.setStyleSheet("")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.lspw"
    assert main(["sample", str(path)]) == 0
    return path


def _foreign(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5_000])


def _newer(path: Path) -> None:
    """The same file as a later version would write it: a higher schema, its checksum right."""
    data = path.read_bytes()
    line = data[: format_of_file.HEAD_SIZE]
    meta = json.loads(line.rstrip(b",\n") + b"}")[format_of_file.META]["1"]
    old = meta["head_crc"].encode()
    later = line.replace(b'"schema":%d' % meta["schema"], b'"schema":%d' % (meta["schema"] + 1))
    blank = later.replace(b'"head_crc":"' + old + b'"', b'"head_crc":"00000000"')
    right = format_of_file.checksum(blank).encode()
    path.write_bytes(blank.replace(b'"head_crc":"00000000"', b'"head_crc":"' + right + b'"') + data[len(line) :])


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("spoil", [_foreign, _empty, _cut, _newer, _gone])
def test_a_file_that_cannot_be_opened_gets_the_same_sentence_in_window_and_command(
    program: Program, sample: Path, spoil: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(sample)
    before = sample.read_bytes() if sample.exists() else None
    assert main(["info", str(sample)]) == 1
    said = capsys.readouterr().err.strip()
    assert len(said.splitlines()) == 1
    program.show_file(sample)
    window = program.window
    assert isinstance(window, StartWindow)
    assert said in [label.text() for label in window.messages.findChildren(QLabel)]
    assert (sample.read_bytes() if sample.exists() else None) == before


def test_a_workshop_leads_back_to_the_start_page_and_is_folded(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "day.lspw"
    program.show_start()
    session = program.library.open_sample()
    path = program.library.path_of(session)
    program.show_workshop(session)
    window = program.window
    assert isinstance(window, WorkshopWindow)
    window.close()
    assert isinstance(program.window, StartWindow)
    assert "_meta" in json.loads(path.read_text(encoding="utf-8"))


def test_the_end_of_the_program_saves_and_folds_what_is_open(program: Program, tmp_path: Path) -> None:
    assert main(["import", str(_draft(tmp_path)), str(tmp_path / "day.lspw")]) == 0
    program.show_file(tmp_path / "day.lspw")
    window = program.window
    assert isinstance(window, WorkshopWindow)
    window.desk.do(capture_answer("Q1.1", "Saved before the end"))
    program.close()
    text = (tmp_path / "day.lspw").read_text(encoding="utf-8")
    assert "_meta" in json.loads(text)
    kept = open_for_reading(tmp_path / "day.lspw", rescue_folder=tmp_path).workshop
    assert "Saved before the end" in [answer.text for answer in kept.all(Answer)]


def _draft(folder: Path) -> Path:
    """The sample as an open day."""
    out = folder / "open.json"
    assert main(["sample", str(folder / "closed.lspw")]) == 0
    assert main(["export", str(folder / "closed.lspw"), str(out)]) == 0
    source = json.loads(out.read_text(encoding="utf-8"))
    source["workshop"]["status"] = "open"
    out.write_text(json.dumps(source), encoding="utf-8")
    return out


def test_quitting_ends_without_a_start_page(program: Program) -> None:
    program.show_start()
    program.show_workshop(program.library.open_sample())
    window = program.window
    assert isinstance(window, WorkshopWindow)
    window.actions_table["quit"].trigger()
    assert program.window is window, "one more window to close is one too many"
    assert not window.isVisible()


def test_the_look_that_was_chosen_is_there_next_time(program: Program, qapp: QApplication, tmp_path: Path) -> None:
    program.theme.set_mode(Mode.DARK)
    program.theme.set_text_scale(150)
    assert Settings(tmp_path / "data").read() == (Mode.DARK, 150)


@pytest.mark.parametrize("kept", ["", "[]", '{"mode": "pink", "text_scale": 100}', '{"mode": "dark"}'])
def test_settings_that_say_nonsense_are_as_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / "settings.json").write_text(kept, encoding="utf-8")
    assert Settings(tmp_path).read() == (Mode.SYSTEM, 100)
