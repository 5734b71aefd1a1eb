"""A room with four tables, and what a hand does there: for the tests of capturing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.model import Answer, AnswerStatus
from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.stage.answers import AnswersPanel
from tests.ui.support import MemoryStore

Key = Qt.Key
Modifier = Qt.KeyboardModifier


class Room:
    """A window on stage 1 of a workshop with four tables, and what a hand does there."""

    def __init__(self, qtbot: QtBot, window: WorkshopWindow, store: MemoryStore, question_id: str = "Q1.1") -> None:
        self.qtbot, self.window, self.store, self.question_id = qtbot, window, store, question_id

    @property
    def panel(self) -> AnswersPanel:
        return self.window.stage_page.answers

    @property
    def session(self) -> Session:
        return self.window.desk.session

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def has_focus(self, widget: QWidget) -> bool:
        return self.focused is widget

    @property
    def statuses(self) -> list[AnswerStatus]:
        return [answer.status for answer in self.answers]

    @property
    def answers(self) -> list[Answer]:
        return list(self.session.workshop.answers_to(self.question_id))

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focused, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        QTest.keyClick(self.focused, key, modifier)

    def say(self, text: str) -> None:
        self.type(text)
        self.press(Key.Key_Return)
