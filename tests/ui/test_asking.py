"""What asks for a few words: Enter answers it where one line is wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.ui.dialogs import TextDialog


def test_enter_answers_a_short_question_and_breaks_the_line_of_a_long_one(qtbot: QtBot) -> None:
    """A date and Enter: with a second line in the box nothing would be set, and the facilitator waits."""
    parent = QWidget()
    qtbot.addWidget(parent)
    short = TextDialog(parent, "When it bites", "A month or a year", "", "Set", short=True)
    box = short.findChild(QLineEdit)
    assert box is not None
    short.show()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert short.isVisible(), "no words, no answer"
    QTest.keyClicks(box, "Sep 2027")
    with qtbot.waitSignal(short.accepted):
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert short.words() == "Sep 2027"
    long = TextDialog(parent, "Reopen", "Why?", "", "Reopen")
    several = long.findChild(QPlainTextEdit)
    assert several is not None
    long.show()
    long.activateWindow()
    qtbot.waitUntil(long.isActiveWindow)
    QTest.keyClicks(several, "Names")
    QTest.keyClick(several, Qt.Key.Key_Return)
    assert long.isVisible()
    with qtbot.waitSignal(long.accepted):
        QTest.keyClick(several, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
