"""The command palette and the list of keys, driven by keys in a window."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType

import pytest
from pypdf import PdfReader
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.doubt import DOUBTFUL
from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.edits.event import close_workshop, reopen_for_correction
from lsp_workshop.domain.edits.purpose import write_purpose
from lsp_workshop.domain.model import Answer, AnswerStatus, Ballot, Correction
from lsp_workshop.ui.actions import START_TABLE
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.workshop.palette import PaletteDialog, commands, fitting
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.shortcut_sheet import ShortcutSheet
from tests.ui.conftest import OpenWindow
from tests.ui.support import AnsweredDialogs, sample_records, sample_session, session_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_window: OpenWindow) -> WorkshopWindow:
    """With dialogs that really open: where the keyboard is afterwards is what is tried here."""
    window = open_window(sample_session())
    window.desk.dialogs = Dialogs(window)
    return window


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def opened(window: WorkshopWindow, qtbot: QtBot) -> PaletteDialog:
    QTest.keyClick(focused(), Key.Key_K, CTRL)
    dialog = window.findChild(PaletteDialog)
    assert isinstance(dialog, PaletteDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def done(window: WorkshopWindow, qtbot: QtBot, words: str) -> None:
    """Open the palette, type, press Enter, and wait until the window is in front again."""
    QTest.keyClicks(opened(window, qtbot).box, words)
    QTest.keyClick(focused(), Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(PaletteDialog) is None and window.isActiveWindow())


def titles(window: WorkshopWindow, words: str) -> list[str]:
    found = commands(window.actions_table, window.desk.workshop, window.focusWidget())
    return [command.line.title for command in fitting(found, words)]


def test_a_command_of_the_list_hits_the_answer_one_stood_on(qtbot: QtBot, window: WorkshopWindow) -> None:
    """With the keyboard left in the dialog, "Set aside" would hit nothing, or another answer."""
    answers = window.stage_page.answers
    answers.focus_list()
    chosen = answers.model.answers()[2]
    answers.list.go_to(chosen.id)
    done(window, qtbot, "set aside")
    qtbot.waitUntil(lambda: window.desk.workshop.get(Answer, chosen.id).status is AnswerStatus.SET_ASIDE)
    assert focused() is answers.list
    assert sum(answer.status is AnswerStatus.SET_ASIDE for answer in window.desk.workshop.all(Answer)) == 1


def test_nothing_is_done_while_the_dialog_is_open(qtbot: QtBot, window: WorkshopWindow) -> None:
    dialog = opened(window, qtbot)
    seen: list[bool] = []
    window.actions_table["timer_toggle"].triggered.connect(lambda _checked: seen.append(dialog_is_open(window)))
    QTest.keyClicks(dialog.box, "pause the timer")
    QTest.keyClick(dialog.box, Key.Key_Return)
    qtbot.waitUntil(lambda: seen == [False])


def dialog_is_open(window: WorkshopWindow) -> bool:
    return any(dialog.isVisible() for dialog in window.findChildren(PaletteDialog))


def test_escape_leaves_everything_as_it_was(qtbot: QtBot, window: WorkshopWindow) -> None:
    """Half a sentence in the box is still there, and the keyboard in it."""
    QTest.keyClicks(focused(), "half a sent")
    box = focused()
    dialog = opened(window, qtbot)
    QTest.keyClick(dialog.box, Key.Key_Escape)
    qtbot.waitUntil(window.isActiveWindow)
    assert focused() is box
    QTest.keyClicks(focused(), "ence")
    assert window.stage_page.answers.entry.box.text() == "half a sentence"


@pytest.mark.parametrize("words", ["go 3.2", "3.2"])
def test_questions_are_places_to_go_to(qtbot: QtBot, window: WorkshopWindow, words: str) -> None:
    done(window, qtbot, words)
    qtbot.waitUntil(lambda: window.walk.question is not None and window.walk.question.number == "3.2")


def test_the_arrows_choose_among_what_was_found(qtbot: QtBot, window: WorkshopWindow) -> None:
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.box, "go to stage")
    QTest.keyClick(dialog.box, Key.Key_Down)
    assert "stage 2" in dialog.found[dialog.hits.place].line.title
    QTest.keyClick(dialog.box, Key.Key_Down)
    QTest.keyClick(dialog.box, Key.Key_Return)
    qtbot.waitUntil(lambda: window.walk.stage is not None and window.walk.stage.number == 3)


def test_the_best_fit_comes_first(window: WorkshopWindow) -> None:
    """Enter takes the first one without anybody looking."""
    assert titles(window, "park")[0] == "Park a point"
    assert titles(window, "new ball")[0] == "New ballot"
    assert titles(window, "blank")[0] == "Blank the projector"
    assert titles(window, "ctrl+b")[0] == "New ballot"
    assert titles(window, "go to the plan")[0] == "Go to the plan", "and not to a stage that is called so"
    assert titles(window, "no such deed") == []


def test_only_what_can_be_done_is_listed(window: WorkshopWindow) -> None:
    """A command that does nothing looks like a broken program."""
    window.actions_table["timer_toggle"].setEnabled(False)
    assert "Start or pause the timer" not in titles(window, "")
    assert "Save PDF" not in titles(window, ""), "its page is not in front"
    window.go("record")
    assert "Save PDF" in titles(window, "")
    assert "Headline" not in titles(window, ""), "the list of answers is not in front"


def test_every_action_that_can_be_used_is_there(window: WorkshopWindow) -> None:
    window.stage_page.answers.focus_list()
    found = {c.action for c in commands(window.actions_table, window.desk.workshop, window.focusWidget()) if c.action}
    usable = {
        action
        for spec, action in window.actions_table.in_menu()
        if action.isEnabled() and action.isVisible() and not spec.widget and spec.id != "palette"
    }
    assert usable <= found


def test_it_lists_every_action_there_is_with_its_key(open_window: OpenWindow) -> None:
    """Wherever it can be done: an action that is in no list is one that nobody finds."""
    answer, *others = sorted(sample_records(), key=lambda record: not isinstance(record, Answer))
    doubted = dataclasses.replace(answer, extra=MappingProxyType({DOUBTFUL: True}))
    window = open_window(session_of([doubted, *(record for record in others if not isinstance(record, Correction))]))
    if window.desk.workshop.is_closed:
        window.desk.do(reopen_for_correction("To look at everything"))
    act, listed = window.actions_table, {}
    for go in every_place(window):
        go()
        for action_id in act.specs:
            # Whether it can be done just now is another matter.
            act[action_id].setEnabled(True)
        for command in commands(act, window.desk.workshop, window.focusWidget()):
            if command.action is not None:
                listed[command.action.objectName()] = command.line.keys
    stages = {f"go_stage_{number}" for number in range(1, 6)}
    connected = {name for name in act.specs if act[name].receivers(SIGNAL("triggered(bool)"))}
    assert connected - set(listed) == stages | {"palette"}, "stages are places, with their titles"
    assert set(act.specs) - connected == {"open_for_work", "read_again"}, "where a file is only looked at"
    for action_id, keys in listed.items():
        first = act.specs[action_id].keys[:1]
        assert keys == "".join(QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in first)


def every_place(window: WorkshopWindow) -> Iterator[Callable[[], object]]:
    """Every page, tab and card: an action of a list is listed where that list is."""
    yield lambda: window.go("prepare")
    yield lambda: window.go("record")
    yield lambda: window.go("S1")
    yield lambda: two_wordings(window)
    yield lambda: window.go("S3")
    yield lambda: window.stage_page.open_tab("decisions")
    yield lambda: window.stage_page.open_tab("vision")
    yield lambda: window.go("S4")
    for tab in ("answers", "ballots", "decisions", "plan", "photos"):
        yield lambda tab=tab: window.stage_page.open_tab(tab)  # type: ignore[misc]  # mypy takes no such default
    yield lambda: window.go("S5")
    yield lambda: window.stage_page.open_tab("review")
    yield lambda: window.go("S4")
    yield window.actions_table["go_prompts"].trigger
    yield lambda: vote_now(window)


def two_wordings(window: WorkshopWindow) -> None:
    for words in ("To be one voice", "To be heard"):
        window.desk.do(write_purpose(words))
    window.stage_page.open_tab("purpose")


def vote_now(window: WorkshopWindow) -> None:
    """A ballot that is open, with a paper in front."""
    made = window.desk.do(ballots.new_ballot("Which?", question_id="Q4.1", preset="dot vote", options=OPTIONS))
    assert made is not None
    ballot_id = made.new(Ballot).id
    window.desk.do(ballots.open_ballot(ballot_id))
    window.stage_page.open_tab("ballots").show_record(ballot_id)


OPTIONS = [ballots.option("Trams"), ballots.option("Trains")]


def test_the_key_works_in_a_box_of_many_lines(qtbot: QtBot, window: WorkshopWindow) -> None:
    """Some boxes take Ctrl+K for "delete to the end of the line": words would go instead."""
    window.actions_table["write_note"].trigger()
    note = focused()
    assert isinstance(note, QPlainTextEdit)
    QTest.keyClicks(note, "Ask table C")
    note.moveCursor(note.textCursor().MoveOperation.Start)
    dialog = opened(window, qtbot)
    assert note.toPlainText() == "Ask table C"
    dialog.reject()


# --- the list of keys -----------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(open_window: OpenWindow) -> ShortcutSheet:
    window = open_window(sample_session())
    QTest.keyClick(focused(), Key.Key_F1)
    dialog = answered(window).dialogs[-1]
    assert isinstance(dialog, ShortcutSheet)
    return dialog


def answered(window: QWidget) -> AnsweredDialogs:
    assert isinstance(window, WorkshopWindow)
    assert isinstance(window.desk.dialogs, AnsweredDialogs)
    return window.desk.dialogs


def words_of(path: Path) -> tuple[int, str]:
    """How many pages, and all their words."""
    pages = PdfReader(path).pages
    text = unicodedata.normalize("NFKC", " ".join(page.extract_text() for page in pages))
    return len(pages), " ".join(text.split())


def test_every_action_and_its_keys_are_on_a_page_or_two(sheet: ShortcutSheet, tmp_path: Path) -> None:
    """It lies beside the laptop: a key that is missing is one nobody finds in front of forty people."""
    window = sheet.parent()
    assert isinstance(window, WorkshopWindow)
    answered(window).path = tmp_path / "keys.pdf"
    sheet.save_button.click()
    pages, words = words_of(tmp_path / "keys.pdf")
    assert pages <= 2
    on_screen = " ".join(sheet.text.toPlainText().split())
    for spec, action in ((spec, window.actions_table[spec.id]) for spec in window.actions_table.specs.values()):
        assert spec.text.rstrip("…") in words
        assert spec.text.rstrip("…") in on_screen
        for keys in action.shortcuts():
            assert keys.toString(QKeySequence.SequenceFormat.NativeText) in words
    for spec in START_TABLE:
        assert spec.text.rstrip("…") in words


def test_a_list_that_could_not_be_saved_says_so(sheet: ShortcutSheet, tmp_path: Path) -> None:
    window = sheet.parent()
    assert isinstance(window, WorkshopWindow)
    answered(window).path = tmp_path / "no such folder" / "keys.pdf"
    sheet.save_button.click()
    assert "its folder is not there" in sheet.below.text()


def test_the_list_is_printed(sheet: ShortcutSheet, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    window = sheet.parent()
    assert isinstance(window, WorkshopWindow)
    sheet.print_button.click()
    dialog = answered(window).dialogs[-1]
    assert isinstance(dialog, QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(dialog.printer())
    pages, words = words_of(tmp_path / "printed.pdf")
    assert pages <= 2
    assert "Blank the projector" in words


def test_printing_is_imported_when_somebody_prints() -> None:
    """Otherwise every start of the program is slower by a tenth for it."""
    code = (
        "import sys, lsp_workshop.ui.workshop.shell, lsp_workshop.ui.workshop.shortcut_sheet;"
        "sys.exit('PySide6.QtPrintSupport' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_closed_workshop_can_be_corrected_from_any_page(qtbot: QtBot, window: WorkshopWindow) -> None:
    """Who meets a misspelt name on a closed day looks for "reopen" where they stand."""
    window.go("S4")
    window.desk.session.do(close_workshop())
    assert titles(window, "reopen") == ["Reopen for correction"]
    QTest.keyClicks(opened(window, qtbot).box, "reopen")
    QTest.keyClick(focused(), Key.Key_Return)
    qtbot.waitUntil(lambda: [each.isVisible() for each in window.findChildren(QDialog)] == [True])
    assert window.page is not None
    assert window.page.heading() == "Prepare"
    QTest.keyClick(focused(), Key.Key_Escape)
    assert window.desk.workshop.is_closed, "it is asked first what is to be corrected"


def test_the_words_of_a_facilitator_find_what_the_program_calls_otherwise(window: WorkshopWindow) -> None:
    """ "Nothing of that name" before forty people sends the facilitator to a mouse that is not there."""
    asked = {
        "decision": "Go to the decisions of this question",
        "dissent": "Go to the decisions of this question",
        "history": "What was done",
        "export": "Go to Record",
        "pdf": "Go to Record",
        "actions": "Go to the plan",
        "vote": "New ballot",
        "help": "All keys",
        "close": "Close the workshop",
    }
    for words, title in asked.items():
        assert title in titles(window, words), words


def test_the_tabs_of_a_question_are_places_to_go_to(qtbot: QtBot, window: WorkshopWindow) -> None:
    window.go("S2")
    done(window, qtbot, "go to the decisions")
    qtbot.waitUntil(lambda: window.stage_page.tabs.current() == "decisions")
    assert window.walk.stage is not None
    assert window.walk.stage.id == "S2"
