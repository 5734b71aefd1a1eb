"""The start page: finding last month's workshop, and beginning a new one, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.session import Session
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.services import SavedWorkshop
from lsp_workshop.ui.start.new import NewDialog
from lsp_workshop.ui.start.page import StartWindow
from lsp_workshop.ui.theme import Theme
from tests.ui.support import AnsweredDialogs, FakeServices, saved_rows

Show = Callable[[], StartWindow]


@pytest.fixture
def show(qtbot: QtBot, services: FakeServices, theme: Theme, jobs: Jobs) -> Show:
    def show_it() -> StartWindow:
        window = StartWindow(services, theme, jobs, AnsweredDialogs(None))
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: not jobs.busy)
        return window

    return show_it


@pytest.fixture
def page(show: Show, services: FakeServices) -> StartWindow:
    services.saved = saved_rows()
    return show()


def titles(page: StartWindow) -> list[str]:
    return [page.model.index(place).data() for place in range(page.model.rowCount())]


def test_enter_opens_the_newest(qtbot: QtBot, page: StartWindow, services: FakeServices) -> None:
    assert page.list.hasFocus()
    with qtbot.waitSignal(page.opened) as news:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert isinstance(news.args[0], Session)
    assert services.opened == [saved_rows()[0].path]


def test_enter_presses_the_button_of_the_look(page: StartWindow, theme: Theme) -> None:
    """Reached by Tab, it did nothing: everybody presses Enter."""
    before = theme.is_dark
    page.dark_button.setFocus()
    QTest.keyClick(page.dark_button, Qt.Key.Key_Return)
    assert theme.is_dark is not before


def test_search_narrows_and_enter_opens(qtbot: QtBot, page: StartWindow, services: FakeServices) -> None:
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.search, "northside 2025")
    assert titles(page) == ["Founding workshop"]
    with qtbot.waitSignal(page.opened):
        QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert services.opened == [saved_rows()[2].path]


def test_a_problem_is_said_in_its_row(page: StartWindow) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert "open elsewhere" in str(page.model.index(3).data(role))
    assert "164 answers" in str(page.model.index(0).data(role))


def test_a_file_that_does_not_open_says_why(
    qtbot: QtBot, page: StartWindow, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> Session:
        raise DomainError("unknown_question", number="9")

    monkeypatch.setattr(services, "open", refuse)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.messages.text))
    monkeypatch.undo()
    with qtbot.waitSignal(page.opened):
        QTest.keyClick(page.list, Qt.Key.Key_Return)


def test_a_folder_that_cannot_be_read_says_why(
    qtbot: QtBot, show: Show, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Sequence[SavedWorkshop]:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(services, "saved_workshops", refuse)
    page = show()
    assert "Permission denied" in page.messages.text


def test_with_nothing_saved_it_offers_a_beginning(show: Show) -> None:
    page = show()
    assert page.new_button.hasFocus()
    assert not page.list.isVisible()


def test_a_new_workshop_needs_a_title_only(qtbot: QtBot, page: StartWindow, services: FakeServices) -> None:
    page.actions_table["new_workshop"].trigger()
    dialogs = page.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    (dialog,) = dialogs.dialogs
    assert isinstance(dialog, NewDialog)
    dialog.show()
    assert not dialog._create.isEnabled()
    QTest.keyClicks(dialog.title, "Away-day")
    with qtbot.waitSignal(page.opened):
        QTest.keyClick(dialog.title, Qt.Key.Key_Return)
    (new,) = services.created
    assert (new.title, new.tables) == ("Away-day", 6)
    assert len(new.date) == 10


def test_a_follow_up_needs_a_title_and_a_date_only(qtbot: QtBot, page: StartWindow, services: FakeServices) -> None:
    """The people, the tables and what was promised are known: nobody types them a second time."""
    page.list.setCurrentIndex(page.model.index(1))
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialogs = page.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    (dialog,) = dialogs.dialogs
    assert isinstance(dialog, NewDialog)
    dialog.show()
    assert dialog.title.text() == "Review day"
    assert not dialog.tables.isVisible()
    assert dialog.height() < 520, "its buttons are on a small screen too"
    QTest.keyClicks(dialog.title, "Review day 2027")
    with qtbot.waitSignal(page.opened):
        QTest.keyClick(dialog.title, Qt.Key.Key_Return)
    ((path, new),) = services.followed
    assert (path, new.title) == (saved_rows()[1].path, "Review day 2027")


def test_a_file_that_cannot_be_read_has_nothing_to_bring_over(page: StartWindow) -> None:
    page.list.setCurrentIndex(page.model.index(page.model.rowCount() - 1))
    assert not page.follow_button.isEnabled()
    page.list.setCurrentIndex(page.model.index(0))
    assert page.follow_button.isEnabled()


def test_the_sample_opens(qtbot: QtBot, page: StartWindow) -> None:
    with qtbot.waitSignal(page.opened):
        page.sample_button.click()


def test_a_file_is_opened_by_its_name_in_the_usual_folder(
    qtbot: QtBot, services: FakeServices, theme: Theme, jobs: Jobs, tmp_path: Path
) -> None:
    """The real dialog, by keys: it begins where the workshops are."""
    services.documents = tmp_path
    (tmp_path / "day.lspw").write_bytes(b"")
    window = StartWindow(services, theme, jobs)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: not jobs.busy)
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = filter(QWidget.isVisible, window.findChildren(QFileDialog))
    box = dialog.findChild(QLineEdit)
    assert isinstance(box, QLineEdit)
    QTest.keyClicks(box, "day.lspw")
    with qtbot.waitSignal(window.opened):
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert services.opened == [tmp_path / "day.lspw"]


def test_open_asks_for_a_file(qtbot: QtBot, page: StartWindow, services: FakeServices) -> None:
    dialogs = page.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialogs.path = Path("/somewhere/day.lspw")
    with qtbot.waitSignal(page.opened):
        page.open_button.click()
    assert services.opened == [Path("/somewhere/day.lspw")]
