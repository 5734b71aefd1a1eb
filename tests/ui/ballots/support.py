"""A room of people with a real file, and hands on the keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, people, themes
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Ballot, Organisation, Participant
from lsp_workshop.domain.presets import PRESETS
from lsp_workshop.session import Session
from lsp_workshop.store.opening import create_workshop, open_workshop
from lsp_workshop.ui.workshop.ballots.closing import ClosingDialog
from lsp_workshop.ui.workshop.ballots.new import PRESET_KEYS
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.support import AnsweredDialogs, Clock, blank_session, opened_tab

THEMES = ("Skills", "Homes", "Buses", "Safety", "Green space", "Debt")
ROOM = {"public": 14, "private": 6, "voluntary": 6, "community": 6}
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
ENTER = Qt.Key.Key_Return


def room_session(folder: Path, framework: Framework, room: dict[str, int] | None = None) -> Session:
    """A saved workshop with people in it, and an answer under each theme of stage 2."""
    path = folder / "day.lspw"
    create_workshop(path, blank_session(framework).workshop.records())
    opened = open_workshop(path, rescue_folder=folder)
    session = Session(opened.workshop, opened.store, clock=Clock())
    for sector_id, count in (room or ROOM).items():
        session.do(people.add_organisation(f"{sector_id} body", sector_id))
        body = session.workshop.all(Organisation)[-1]
        for number in range(count):
            session.do(people.add_participant(f"Person {sector_id} {number + 1:02}", organisation_id=body.id))
    for person in session.workshop.all(Participant):
        session.do(people.arrive(person.id))
    for title in THEMES:
        session.do(capture.capture_answer("Q2.1", f"An answer about {title}"))
        session.do(themes.put_under_theme([session.workshop.all(Answer)[-1].id], title))
    return session


def key(code: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(_focus(), code, modifier)


def keys(text: str) -> None:
    QTest.keyClicks(_focus(), text)


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def ballots_panel(window: WorkshopWindow) -> BallotsPanel:
    """The panel, in front, at question 2.1."""
    window.walk.go("Q2.1")
    panel = opened_tab(window, "ballots", BallotsPanel)
    panel.shown()
    return panel


def new(preset: str) -> None:
    """A new ballot, opened: three keys."""
    key(Qt.Key.Key_B, CTRL)
    keys(PRESET_KEYS[list(PRESETS).index(preset)])
    key(ENTER)


def propose(preset: str, panel: BallotsPanel, qtbot: QtBot) -> None:
    """A ballot on one proposal: its words are typed before it opens."""
    key(Qt.Key.Key_B, CTRL)
    keys(PRESET_KEYS[list(PRESETS).index(preset)])
    keys("We share one referral form")
    key(ENTER)
    qtbot.waitUntil(panel.draft.open.hasFocus)
    key(ENTER)


def look_into_the_box(panel: BallotsPanel) -> ClosingDialog:
    """What comes up before a ballot closes."""
    key(Qt.Key.Key_K, CTRL | SHIFT)
    dialogs = panel.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialog = dialogs.dialogs[-1]
    assert isinstance(dialog, ClosingDialog)
    return dialog


def close(panel: BallotsPanel) -> ClosingDialog:
    """Close the ballot as a person does; the look into its box is answered with as many Enters as it wants."""
    dialog = look_into_the_box(panel)
    for _ in range(1 if dialog.agrees else 2):
        QTest.keyClick(dialog.close_it, ENTER)
    return dialog


def only(session: Session) -> Ballot:
    """The newest ballot."""
    return session.workshop.all(Ballot)[-1]


def words_on(widget: QWidget) -> list[str]:
    """Everything a person can read or hear of a window, hidden parts too: what hides may yet be shown."""
    found: list[str] = []
    for each in [widget, *widget.findChildren(QWidget)]:
        found += [each.accessibleName(), each.accessibleDescription(), each.toolTip(), each.windowTitle()]
        if isinstance(each, QLabel | QAbstractButton | QLineEdit):
            found.append(each.text())
        if isinstance(each, QListWidget):
            found += [each.item(place).text() for place in range(each.count())]
    return [words for words in found if words]
