"""Boxes in which undo is the box's own only while there are words in it that are not saved yet."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def _is_undo(event: QEvent) -> bool:
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return any(event.matches(key) for key in _UNDO) or QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Y")


class Line(QLineEdit):
    """`saved_words` is what is saved: while the line says that, undo and redo are the window's."""

    saved_words = ""

    def event(self, event: QEvent) -> bool:
        if _is_undo(event) and self.text() == self.saved_words:
            event.ignore()
            return True
        return super().event(event)


class Lines(QPlainTextEdit):
    """The same of several lines."""

    saved_words = ""

    def event(self, event: QEvent) -> bool:
        if _is_undo(event) and self.toPlainText() == self.saved_words:
            event.ignore()
            return True
        return super().event(event)
