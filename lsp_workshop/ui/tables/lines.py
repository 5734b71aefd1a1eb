"""Boxes in which undo is the box's own only while there are words in it that are not saved yet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_WALKING = (QKeySequence.StandardKey.MoveToNextWord, QKeySequence.StandardKey.MoveToPreviousWord)


def _is_undo(event: QEvent) -> bool:
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return any(event.matches(key) for key in _UNDO) or QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Y")


def is_walking(event: QEvent) -> bool:
    """A key that goes from word to word: in a box without any, it is the window's, for the next question."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return any(event.matches(key) for key in _WALKING)


def is_stray(event: QEvent) -> bool:
    """Alt and a plain letter or figure that is no key here: Qt would type it, and Enter save it among the words.

    What Option composes on a Mac ("ø", "@") is no such sign, and AltGr is another modifier.
    """
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    plain = event.text().isascii() and event.text().isalnum()
    return plain and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier


class Line(QLineEdit):
    """`saved_words` is what is saved: while the line says that, undo and redo are the window's.

    `walks`: it stands open on its page all day; while it is empty, the keys to the next question are the window's.
    """

    saved_words = ""
    walks = False

    def event(self, event: QEvent) -> bool:
        walked = self.walks and not self.text() and is_walking(event)
        if walked or is_stray(event) or (_is_undo(event) and self.text() == self.saved_words):
            event.ignore()
            return True
        return super().event(event)


class Lines(QPlainTextEdit):
    """The same of several lines."""

    saved_words = ""

    def event(self, event: QEvent) -> bool:
        if is_stray(event) or (_is_undo(event) and self.toPlainText() == self.saved_words):
            event.ignore()
            return True
        return super().event(event)
