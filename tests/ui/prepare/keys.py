"""Real keys to whatever has the keyboard, and sessions on real files. Shared by the tests of tables and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lsp_workshop.domain.model import Record
from lsp_workshop.session import Session
from lsp_workshop.store.opening import create_workshop, open_workshop
from tests.ui.support import Clock

R = TypeVar("R", bound=Record)

ENTER, TAB, ESCAPE, F2, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_F2, Qt.Key.Key_Delete
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def with_keyboard() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def press(*keys: Qt.Key | str, mod: Qt.KeyboardModifier = NONE) -> None:
    """Words and keys, each to the widget that has the keyboard at that moment."""
    for key in keys:
        if isinstance(key, str):
            for letter in key:
                _type(letter, mod)
        else:
            QTest.keyClick(with_keyboard(), key, mod)


def _type(letter: str, mod: Qt.KeyboardModifier) -> None:
    if letter.isascii():
        QTest.keyClicks(with_keyboard(), letter, mod)
    else:
        # Qt's test library knows the keys of ASCII only, and aborts at others.
        QApplication.sendEvent(with_keyboard(), QKeyEvent(QEvent.Type.KeyPress, 0, mod, letter))


def stored_session(path: Path, records: Iterable[Record]) -> Session:
    """A session on a file of its own; whoever asks closes it."""
    create_workshop(path, records)
    opened = open_workshop(path, rescue_folder=path.parent)
    return Session(opened.workshop, opened.store, clock=Clock())


def read_again(session: Session, path: Path, look: Callable[[Session], R]) -> R:
    """What is on disk once the session is closed."""
    session.close()
    opened = open_workshop(path, rescue_folder=path.parent)
    again = Session(opened.workshop, opened.store)
    try:
        return look(again)
    finally:
        again.close()
