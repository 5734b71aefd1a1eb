"""The purpose tab by keyboard: drafted, edited, looked up, brought back, sent; and the checklist of the staff team."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits.capture import capture_answer, mark
from lsp_workshop.domain.edits.purpose import write_purpose
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import PurposeStatement, StaffFunction
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import StatementScene
from lsp_workshop.ui.workshop.purpose.panel import PurposePanel
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import ALT, CTRL, ENTER, press
from tests.ui.support import MemoryStore, blank_session, opened_tab, session_of

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_statement_is_drafted_edited_looked_up_and_sent(
    qtbot: QtBot, open_window: OpenWindow, framework: Framework
) -> None:
    """The wording that the room argued over for twenty minutes is there with all that came before it."""
    store = MemoryStore()
    session = session_of(list(blank_session(framework).workshop.records()), store)
    answer = session.do(capture_answer("Q1.1", "To be one voice")).changes[0].id
    window = open_window(session)
    window.actions_table["go_purpose"].trigger()
    panel = opened_tab(window, "purpose", PurposePanel)
    statement = panel.statement
    assert not statement.draft.isEnabled(), "nothing is a headline yet"
    session.do(mark([answer], "headline", True))

    def texts() -> list[str]:
        return [each.text for each in session.workshop.all(PurposeStatement)]

    press("Half")
    press(Qt.Key.Key_I, mod=CTRL | SHIFT)
    assert texts() == ["Half", "To be one voice."], "what was typed is a wording of its own"
    press(" And heard.")
    assert statement.keep() == "To be one voice. And heard."
    press(Qt.Key.Key_S, mod=CTRL)
    assert texts()[2:] == ["To be one voice. And heard."]
    assert statement.keep() == ""

    # Looking back does not lose what is being typed.
    press(" By")
    press(Qt.Key.Key_Left, Qt.Key.Key_Left, mod=ALT)
    assert statement.box.toPlainText() == "Half"
    assert statement.box.isReadOnly()
    assert statement.keep() == "To be one voice. And heard. By"
    press(ENTER, mod=ALT)
    assert len(texts()) == 3, "not while words are unsaved"
    assert statement.box.toPlainText() == "To be one voice. And heard. By"
    for _letter in " By":
        press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Left, mod=ALT)
    press(ENTER, mod=ALT)
    assert texts()[3:] == ["To be one voice."]
    assert not statement.box.isReadOnly()

    # The room sees the wording that was sent, and no later one before it is sent.
    press(Qt.Key.Key_F4, mod=SHIFT)
    projector = window.projector
    assert isinstance(projector, RoomProjector)
    session.do(write_purpose("Half a thought"))
    assert projector.scene == StatementScene("What the partnership is for", "To be one voice.")
    assert statement.box.toPlainText() == "Half a thought"
    session.undo()
    assert statement.box.toPlainText() == "To be one voice."

    press(Qt.Key.Key_2, mod=ALT)
    press("h", ENTER)
    assert [(each.id, str(each.answer)) for each in session.workshop.all(StaffFunction)] == [("X1", "have")]
    assert panel.staff.note.text() == "3 of 4 not said yet"
    panel.show_record(session.workshop.all(PurposeStatement)[0].id)
    assert statement.box.toPlainText() == "Half"
    assert QApplication.focusWidget() is statement.box
