"""Templates by keyboard: one is made of the half-day, and a workshop of it has a health check of seven points."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.documents import bundled_framework
from lsp_workshop.domain.edits.people import add_participant, arrive
from lsp_workshop.domain.model import Ballot, BallotStatus, Participant
from lsp_workshop.library import Library
from lsp_workshop.session import Session
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.start.new import NewDialog
from lsp_workshop.ui.start.page import StartWindow
from lsp_workshop.ui.templates.editor import TemplateEditor
from lsp_workshop.ui.templates.shelf import TemplatesDialog
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.support import AnsweredDialogs

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(documents=tmp_path / "days", data=tmp_path / "data")


@pytest.fixture
def start(qtbot: QtBot, library: Library, theme: Theme, jobs: Jobs) -> Iterator[StartWindow]:
    page = StartWindow(library, theme, jobs)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: page.isActiveWindow() and bool(page._templates))
    yield page
    for dialog in page.findChildren(QDialog):
        dialog.close()


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)


def typed(words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def own(library: Library) -> list[str]:
    return [each.name for each in library.templates.all() if each.is_own]


def test_a_template_is_made_and_a_workshop_of_it_runs(
    qtbot: QtBot, start: StartWindow, library: Library, theme: Theme, jobs: Jobs
) -> None:
    """Other questions, another stage and two points more, with no hand on the mouse and no line of code."""
    press(start, Qt.Key.Key_L, CTRL | SHIFT)
    listed = start.findChildren(TemplatesDialog)[-1]
    qtbot.waitUntil(lambda: listed.model.rowCount() == 3 and listed.list.hasFocus())
    press(listed.list, Qt.Key.Key_Down)
    press(listed.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(listed.findChildren(TemplateEditor)))
    editor = listed.findChildren(TemplateEditor)[-1]
    qtbot.waitUntil(editor.outline.hasFocus)
    assert own(library) == [], "nothing is there before it is saved"
    _edit(editor)
    press(editor, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: own(library) == ["Half-day 2"])
    qtbot.waitUntil(lambda: editor.data == editor._saved and len(start._templates) == 4)
    editor.reject()
    listed.reject()

    start.activateWindow()
    qtbot.waitUntil(start.isActiveWindow)
    press(start, Qt.Key.Key_N, CTRL)
    dialog = start.findChildren(NewDialog)[-1]
    QTest.keyClicks(dialog.title, "Evening")
    press(dialog.template, Qt.Key.Key_End)
    assert dialog.template.currentText() == "Half-day 2"
    with qtbot.waitSignal(start.opened) as opened:
        press(dialog.title, Qt.Key.Key_Return)
    assert opened.args is not None
    session: Session = opened.args[0]
    titles = [stage.title for stage in session.workshop.stages()]
    assert titles[0] == "Before we begin"
    assert len(titles) == 5
    assert session.workshop.walk()[0].text == "Who is missing?"
    _health_check(qtbot, session, library, theme, jobs)
    library.close(session)


def _edit(editor: TemplateEditor) -> None:
    """A stage of our own first, one question changed and brought back, and two points more on the scale."""
    outline = editor.outline
    press(outline, Qt.Key.Key_Down)
    press(outline, Qt.Key.Key_F2)
    typed("What on earth for?")
    assert "Why have it?" in editor.form.source.text()
    press(editor, Qt.Key.Key_R, CTRL)
    assert editor.form.source.isHidden()
    assert editor.data["stages"][0]["questions"][0]["text"] == "Why have it?"
    outline.setFocus()
    press(outline, Qt.Key.Key_Home)
    press(outline, Qt.Key.Key_Insert)
    typed("Before we begin")
    outline.setFocus()
    press(outline, Qt.Key.Key_Up, CTRL)
    press(outline, Qt.Key.Key_Down)
    press(outline, Qt.Key.Key_Return)
    typed("Who is missing?")
    press(editor, Qt.Key.Key_3, ALT)
    outline.setFocus()
    press(outline, Qt.Key.Key_End)
    for words in ("Very strongly agree", "Beyond doubt"):
        press(outline, Qt.Key.Key_Insert)
        typed(words)
        outline.setFocus()
    assert len(editor.data["health_check"]["scale"]) == 7


def _health_check(qtbot: QtBot, session: Session, library: Library, theme: Theme, jobs: Jobs) -> None:
    for number in range(4):
        session.do(add_participant(f"Person {number}"))
        session.do(arrive(session.workshop.all(Participant)[-1].id))
    window = WorkshopWindow(session, library, theme, jobs, AnsweredDialogs(None))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start()
    press(window, Qt.Key.Key_1, CTRL)
    typed("The school")
    press(QApplication.focusWidget() or window, Qt.Key.Key_Return)
    assert [answer.text for answer in session.workshop.answers_to(session.workshop.walk()[0].id)] == ["The school"]
    press(window, Qt.Key.Key_B, CTRL)
    typed("7")
    (ballot,) = session.workshop.all(Ballot)
    assert ballot.preset == "health check"
    assert [point.label for point in ballot.scale or ()][5:] == ["Very strongly agree", "Beyond doubt"]
    assert [band.start for band in ballot.rules.bands] == [5.5, 4.0, 1.0]
    press(window, Qt.Key.Key_Return, CTRL)
    assert session.workshop.all(Ballot)[0].status is BallotStatus.OPEN
    typed("7" * 12)
    press(QApplication.focusWidget() or window, Qt.Key.Key_Return)
    (vote,) = session.workshop.votes_in(ballot.id)
    assert set(vote.choices.values()) == {7}
    window.close()


@pytest.fixture
def editor(qtbot: QtBot, library: Library, theme: Theme, jobs: Jobs) -> TemplateEditor:
    shelf = library.templates
    made = TemplateEditor(
        theme, shelf, jobs, bundled_framework(), "", shelf.copied("half-day"), None, AnsweredDialogs(None)
    )
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.outline.hasFocus)
    return made


def test_what_is_wrong_is_gone_to_and_a_full_disk_loses_no_word(
    qtbot: QtBot, editor: TemplateEditor, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An evening's work on the questions is not lost to an empty box or to a full stick."""
    outline = editor.outline
    press(outline, Qt.Key.Key_Down)
    press(outline, Qt.Key.Key_Insert)
    press(editor, Qt.Key.Key_2, ALT)
    press(editor, Qt.Key.Key_S, CTRL)
    assert "Question 2 of stage 1, “text” has no words" in editor.messages.text
    assert outline.here is not None
    assert outline.here.place == ("stages", 0, "questions", 1)
    typed("And now?")

    def full(_data: object, _key: str = "") -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(library.templates, "save", full)
        press(editor, Qt.Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: "No space left" in editor.messages.text)
    assert editor.isVisible()
    assert editor.data["stages"][0]["questions"][1]["text"] == "And now?"
    press(editor, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: own(library) == ["Half-day 2"])
    (path,) = (each for each in library.templates.path_of("x").parent.iterdir())
    assert json.loads(path.read_text(encoding="utf-8"))["stages"][0]["questions"][1]["text"] == "And now?"


def test_steps_go_back_and_escape_does_not_drop_what_is_not_saved(qtbot: QtBot, editor: TemplateEditor) -> None:
    outline, before = editor.outline, editor.data
    press(outline, Qt.Key.Key_Delete)
    assert len(editor.data["stages"]) == 3
    press(outline, Qt.Key.Key_F2)
    typed("Other words")
    outline.setFocus()
    press(editor, Qt.Key.Key_Escape)
    dialogs = editor._dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    assert len(dialogs.dialogs) == 1
    assert editor.isVisible()
    press(outline, Qt.Key.Key_Z, CTRL)
    press(outline, Qt.Key.Key_Z, CTRL)
    assert editor.data == before
    press(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_the_next_list_by_key_takes_the_keyboard_along(editor: TemplateEditor) -> None:
    """From a question to the health check by Alt+3: the next words would replace the template's own name."""
    name = editor.name.text()
    press(editor.outline, Qt.Key.Key_F2)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert editor.form.isAncestorOf(focus)
    press(focus, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    typed("Strong")
    assert QApplication.focusWidget() is editor.outline
    assert editor.name.text() == name
