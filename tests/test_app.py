"""The program put together: one window at a time, a sentence for a file that cannot be opened, a clean end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lsp_workshop.app import Program, Settings, Untold, room_for
from lsp_workshop.cli import main
from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.domain.model import Answer
from lsp_workshop.library import Library
from lsp_workshop.store import format as format_of_file
from lsp_workshop.store.opening import open_for_reading
from lsp_workshop.ui.dialogs import ChoiceDialog
from lsp_workshop.ui.start.page import StartWindow
from lsp_workshop.ui.theme import Contrast, Look, Mode
from lsp_workshop.ui.widgets import IconButton
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.store.files import make, open_at


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


def workshop_window(program: Program, qtbot: QtBot) -> WorkshopWindow:
    qtbot.waitUntil(lambda: isinstance(program.window, WorkshopWindow))
    assert isinstance(program.window, WorkshopWindow)
    return program.window


def start_window(program: Program, qtbot: QtBot) -> StartWindow:
    qtbot.waitUntil(lambda: isinstance(program.window, StartWindow))
    assert isinstance(program.window, StartWindow)
    return program.window


def shown(program: Program, path: Path, qtbot: QtBot) -> WorkshopWindow:
    program.show_file(path)
    return workshop_window(program, qtbot)


def choice(window: StartWindow, qtbot: QtBot) -> ChoiceDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(ChoiceDialog)))
    return window.findChildren(ChoiceDialog)[-1]


def press(dialog: ChoiceDialog, deed: str) -> None:
    (button,) = (each for each in dialog.buttons if each.text().replace("&", "") == deed)
    button.click()


@pytest.mark.parametrize("spoil", [_foreign, _empty, _newer, _gone])
def test_a_file_that_cannot_be_opened_gets_the_same_sentence_in_window_and_command(
    program: Program, sample: Path, spoil: Callable[[Path], None], capsys: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    spoil(sample)
    before = sample.read_bytes() if sample.exists() else None
    assert main(["info", str(sample)]) == 1
    said = capsys.readouterr().err.strip()
    assert len(said.splitlines()) == 1
    program.show_file(sample)
    window = program.window
    assert isinstance(window, StartWindow)
    qtbot.waitUntil(lambda: window.messages.text == said)
    assert (sample.read_bytes() if sample.exists() else None) == before


def test_a_damaged_file_named_to_the_program_is_saved_into_a_new_one(
    program: Program, sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """The day's file opened by a double-click in the morning, half of it gone: the other half must be one key away."""
    _cut(sample)
    before = sample.read_bytes()
    program.show_file(sample)
    dialog = choice(start_window(program, qtbot), qtbot)
    press(dialog, "Save what is whole into a new file")
    window = workshop_window(program, qtbot)
    made = program.library.path_of(window.desk.session)
    assert made == sample.with_name("sample-mended.lspw")
    assert f"This is a new file, {made}" in window.remarks.text
    assert "lost" in window.remarks.text
    assert sample.read_bytes() == before


def test_what_opening_has_to_say_is_all_said(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """Two remarks, and the second hid the first: nobody would know that the file was repaired."""
    path = make(tmp_path / "day.lspw")
    path.with_name("day (copy).lspw").write_bytes(path.read_bytes())
    with path.open("ab") as file:
        file.write(b"~half a line")
    window = shown(program, path, qtbot)
    text = window.remarks.text
    assert "of a change that is not whole" in text
    assert "other copies" in text
    window.desk.do(capture_answer("Q1", "The first answer of the day"))
    window.desk.do(capture_answer("Q1", " "))
    window.desk.say("News")
    assert window.remarks.text == text, "nobody had read it yet"
    close_message(window)
    assert window.remarks.text == ""


def test_what_closing_could_not_do_is_all_said_also_to_who_quits(
    program: Program, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown(program, make(tmp_path / "day.lspw"), qtbot)
    window.desk.do(capture_answer("Q1", "One more"))

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        window.actions_table["quit"].trigger()
    text = start_window(program, qtbot).remarks.text
    assert "could not be tidied up" in text
    assert "copies of it that this computer keeps" in text


@pytest.fixture
def ended_with_remarks(
    program: Program, tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Program]:
    """The program was ended by a log-out with a workshop open that could not be tidied up; what starts the next one."""
    window = shown(program, make(tmp_path / "day.lspw"), qtbot)
    window.desk.do(capture_answer("Q1", "One more"))
    real = os.replace

    def refuse(source: str, target: Path) -> None:
        if str(target).endswith(".lspw"):
            raise PermissionError(13, "Permission denied")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        program.close()
    return lambda: Program(qapp, program.library, Settings(tmp_path / "data"))


def test_what_closing_at_a_log_out_could_not_do_is_told_at_the_next_start_and_once(
    ended_with_remarks: Callable[[], Program], qtbot: QtBot
) -> None:
    """“Hand it to nobody, papers lie in it as they came”: said to a window that is gone, it was said to nobody."""
    start = ended_with_remarks().show_start()
    qtbot.addWidget(start)
    assert "could not be tidied up" in start.remarks.text
    # Gone in the same second, as when the computer shuts down: it was not read.
    again = ended_with_remarks().show_start()
    qtbot.addWidget(again)
    assert "could not be tidied up" in again.remarks.text
    close_message(again)
    last = ended_with_remarks().show_start()
    qtbot.addWidget(last)
    assert last.remarks.text == ""


def test_what_stood_there_to_be_read_is_not_told_again(
    ended_with_remarks: Callable[[], Program], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("lsp_workshop.app._TO_READ", 1)
    start = ended_with_remarks().show_start()
    qtbot.addWidget(start)
    qtbot.waitUntil(lambda: not Untold(tmp_path / "data").sentences)
    assert "could not be tidied up" in start.remarks.text, "but it stays until it is closed"


ASKED_TO_END = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from lsp_workshop.app import make_application, run_app
from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.ui.workshop.shell import WorkshopWindow

real = os.replace

def refuse(source, target):
    if str(target).endswith(".lspw"):
        raise PermissionError(13, "Permission denied")
    real(source, target)

def look():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, WorkshopWindow) and window.isVisible():
            timer.stop()
            window.desk.do(capture_answer("Q1", "One more"))
            os.replace = refuse
            os.kill(os.getpid(), signal.SIGTERM)

timer = QTimer(make_application())
timer.timeout.connect(look)
timer.start(5)
sys.exit(run_app(Path(sys.argv[1])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks no program to end by a signal")
def test_a_program_that_is_asked_to_end_keeps_what_it_had_to_say(tmp_path: Path) -> None:
    """The computer shuts down over an open workshop: in the morning, the start page must say what is wrong with it."""
    path = make(tmp_path / "day.lspw")
    place = {**os.environ, "LSP_WORKSHOP_DATA": str(tmp_path / "data"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", ASKED_TO_END, str(path)], env=place, check=False)
    assert done.returncode == 128 + signal.SIGTERM
    told = Untold(tmp_path / "data").sentences
    assert len([each for each in told if "could not be tidied up" in each]) == 1
    saved = open_for_reading(path, rescue_folder=tmp_path).workshop
    assert "One more" in [answer.text for answer in saved.all(Answer)]


@pytest.mark.parametrize("kept", ["", "{}", '{"a": 1}', "[1, null]"])
def test_remarks_that_are_nonsense_are_as_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / "untold.json").write_text(kept, encoding="utf-8")
    assert Untold(tmp_path).sentences == ()


def test_the_start_page_loads_no_page_of_a_workshop() -> None:
    """On an old laptop, half a second more before anything is seen."""
    code = (
        "import sys, lsp_workshop.app\n"
        "print([name for name in sys.modules if name.startswith('lsp_workshop.ui.workshop')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def close_message(window: StartWindow | WorkshopWindow) -> None:
    (button,) = (each for each in window.remarks.findChildren(IconButton) if each.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_who_only_looked_opens_the_same_file_for_work(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    path = make(tmp_path / "day.lspw")
    elsewhere = open_at(path)
    program.show_file(path)
    press(choice(start_window(program, qtbot), qtbot), "Only look at it")
    looked_at = workshop_window(program, qtbot)
    assert looked_at.desk.session.read_only
    looked_at.actions_table["read_again"].trigger()
    start_window(program, qtbot)
    looked_again = workshop_window(program, qtbot)
    assert looked_again.desk.session.read_only
    elsewhere.store.close()
    looked_again.actions_table["open_for_work"].trigger()
    start_window(program, qtbot)
    assert not workshop_window(program, qtbot).desk.session.read_only


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


def test_the_end_of_the_program_saves_and_folds_what_is_open(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    assert main(["import", str(_draft(tmp_path)), str(tmp_path / "day.lspw")]) == 0
    window = shown(program, tmp_path / "day.lspw", qtbot)
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


def test_the_first_window_is_no_larger_than_the_screen(program: Program) -> None:
    """A laptop at 200 %: the timer and "Next" lay beyond its edge, where no key brings them back."""
    start = program.show_start()
    room = room_for(start)
    assert start.size() == start.size().boundedTo(room)
    assert start.width() > 640, "and no smaller than it has to be"
    assert room.height() < start.screen().availableGeometry().height()


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
    assert Settings(tmp_path / "data").read() == Look(Mode.DARK, 150)
    chosen = Look(Mode.LIGHT, None, Contrast.MORE, still=True)
    program.theme.set_look(chosen)
    assert Settings(tmp_path / "data").read() == chosen


def test_a_look_that_was_kept_by_an_earlier_version_is_still_there(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"mode": "dark", "text_scale": 125}', encoding="utf-8")
    assert Settings(tmp_path).read() == Look(Mode.DARK, 125)


def test_a_sound_that_was_turned_off_stays_off(program: Program, tmp_path: Path) -> None:
    """Otherwise it rings into the silence of the next day."""
    program.theme.set_look(program.theme.look.changed(sound=False))
    assert not Settings(tmp_path / "data").read().sound


@pytest.mark.parametrize("kept", ["", "[]", '{"mode": "pink", "text_scale": 100}', '{"mode": "dark"}'])
def test_settings_that_say_nonsense_are_as_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / "settings.json").write_text(kept, encoding="utf-8")
    assert Settings(tmp_path).read() == Look()
