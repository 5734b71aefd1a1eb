"""The look that a person needs to work at all: chosen once, kept, and following the computer where that was said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.ui.preferences import PreferencesDialog
from lsp_workshop.ui.theme import Contrast, Look, Mode, Theme, text_scale_of
from lsp_workshop.ui.tokens import DARK, LIGHT, strengthened
from lsp_workshop.ui.workshop.record.strip import JobStrip
from tests.ui.conftest import OpenWindow
from tests.ui.support import AnsweredDialogs, sample_session


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    blink = qapp.cursorFlashTime()
    theme = Theme(qapp, look=Look())
    yield theme
    qapp.setStyleSheet("")
    qapp.setCursorFlashTime(blink)
    theme.deleteLater()


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> PreferencesDialog:
    dialog = PreferencesDialog(theme, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_each_choice_is_made_by_keyboard_and_shows_at_once(dialog: PreferencesDialog, theme: Theme) -> None:
    for box, down in ((dialog.colours, 2), (dialog.contrast, 1), (dialog.text_size, 3)):
        box.setFocus()
        for _ in range(down):
            QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(dialog.still, Qt.Key.Key_Space)
    assert theme.look == Look(Mode.DARK, 150, Contrast.MORE, still=True)
    assert theme.tokens == strengthened(DARK)
    assert theme.font("body").pixelSize() == 21


def test_what_was_changed_by_a_key_stands_in_the_open_window(dialog: PreferencesDialog, theme: Theme) -> None:
    theme.toggle()
    theme.larger()
    assert theme.mode is Mode.DARK
    assert dialog.colours.currentText() == "Dark"
    assert dialog.text_size.currentData() == theme.text_scale == 125


def test_where_the_system_decides_its_changes_are_followed_at_once(theme: Theme, qapp: QApplication) -> None:
    """At four in the afternoon the laptop goes dark, in the middle of a stage."""
    hints = qapp.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens == DARK
    theme.set_mode(Mode.LIGHT)
    assert theme.tokens == LIGHT
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens == LIGHT, "who chose a side stays on it"
    theme.set_mode(Mode.SYSTEM)
    assert theme.tokens == DARK


def test_text_that_the_system_makes_larger_is_larger_at_once(
    theme: Theme, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made larger in the system's settings because nobody could read it, and the program had to be closed first."""
    window = QWidget()
    qtbot.addWidget(window)
    theme.follow(window)
    theme.set_look(theme.look.changed(text_scale=None))
    was = theme.text_scale
    # The system's font cannot be another off the screen.
    monkeypatch.setattr("lsp_workshop.ui.theme.system_text_scale", lambda _app: was + 50)
    qapp.sendEvent(window, QEvent(QEvent.Type.ThemeChange))
    qtbot.waitUntil(lambda: theme.text_scale == was + 50)
    monkeypatch.undo()
    qapp.sendEvent(window, QEvent(QEvent.Type.ThemeChange))
    qtbot.waitUntil(lambda: theme.text_scale == was)


def test_a_system_that_asks_for_contrast_gets_it_whatever_was_chosen(theme: Theme, qapp: QApplication) -> None:
    hints = qapp.styleHints()
    accessibility = hints.accessibility()
    accessibility.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert theme.tokens == strengthened(LIGHT)
    theme.set_mode(Mode.DARK)
    assert theme.tokens == strengthened(DARK)
    accessibility.contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)
    assert theme.tokens == DARK
    theme.set_look(theme.look.changed(contrast=Contrast.MORE))
    assert theme.tokens == strengthened(DARK)


@pytest.mark.parametrize(
    ("times", "percent"), [(0.8, 100), (1.0, 100), (1.1, 100), (1.2, 125), (1.5, 150), (2.0, 200), (3.0, 200)]
)
def test_text_is_as_large_as_the_systems_own(times: float, percent: int) -> None:
    """Who set large text once for the whole computer need not find the key for it here."""
    assert text_scale_of(times) == percent


def test_still_means_that_nothing_blinks_or_runs_to_and_fro(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    blink = qapp.cursorFlashTime()
    strip = JobStrip(theme)
    qtbot.addWidget(strip)
    theme.set_look(theme.look.changed(still=True))
    strip.begin("Making the preview")
    assert qapp.cursorFlashTime() == 0
    assert strip.bar.maximum() > strip.bar.minimum(), "a bar without an end runs to and fro"
    theme.set_look(theme.look.changed(still=False))
    assert qapp.cursorFlashTime() == blink


def test_they_are_opened_by_a_key_in_the_workshop(open_window: OpenWindow) -> None:
    window = open_window(sample_session())
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    assert [type(dialog) for dialog in dialogs.dialogs] == [PreferencesDialog]
