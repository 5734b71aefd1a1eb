"""A file that does not open just like that ends in a clear choice, and earlier versions come back, by keyboard."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.framework import Framework
from lsp_workshop.session import Session
from lsp_workshop.store.errors import StoreError
from lsp_workshop.ui.dialogs import Choice, ChoiceDialog, with_letters
from lsp_workshop.ui.jobs import Job, Jobs
from lsp_workshop.ui.services import SavedWorkshop, Version, WayIn, WaysIn
from lsp_workshop.ui.start.page import StartWindow
from lsp_workshop.ui.start.versions import VersionsDialog
from lsp_workshop.ui.start.words import moment_words, time_words
from lsp_workshop.ui.theme import Theme
from tests.ui.support import AnsweredDialogs, FakeServices, MemoryStore, saved_rows, session_of

NOW = datetime(2026, 11, 22, 12, 0)
STICK = Path("stick/day.lspw")
SECOND = Version(Path("kept/second.lspw"), datetime(2026, 11, 22, 10, 42), True, 164, 225)
CLOSED = Version(Path("kept/closed.lspw"), datetime(2026, 11, 21, 17, 30), False, 88)
SPOILT = Version(Path("kept/spoilt.lspw"), datetime(2026, 3, 12, 9, 5), False, problem="It is damaged in its body.")


class Refusing(FakeServices):
    """Services whose files do not open; each way may fail too."""

    def __init__(self, framework: Framework) -> None:
        super().__init__(framework)
        self.error: Exception = StoreError("locked", path=STICK, user="maren", host="her-laptop", process=7)
        self.failing: dict[WayIn, Exception] = {}
        self.asked: list[str] = []

    def open(self, path: Path) -> Session:
        raise self.error

    def ways_in(self, path: Path, error: Exception) -> WaysIn:
        # In a job: it reads folders, on a disk that may not answer.
        assert threading.current_thread() is not threading.main_thread()
        self.asked.append(getattr(error, "code", ""))
        return super().ways_in(path, error)

    def open_by(self, path: Path, way: WayIn) -> Session:
        session = super().open_by(path, way)
        if way in self.failing:
            raise self.failing[way]
        return session


@pytest.fixture
def services(framework: Framework) -> Refusing:
    services = Refusing(framework)
    services.saved = [SavedWorkshop(STICK, "Founding day", has_versions=True), *saved_rows()]
    return services


@pytest.fixture
def page(qtbot: QtBot, services: Refusing, theme: Theme, jobs: Jobs) -> Iterator[StartWindow]:
    window = StartWindow(services, theme, jobs, AnsweredDialogs(None), clock=lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: not jobs.busy)
    yield window
    # Dialogs over nothing: left to the collector, they might go in the thread of some job.
    for dialog in filter(shiboken6.isValid, dialogs_of(window)):
        shiboken6.delete(dialog)


def dialogs_of(page: StartWindow) -> list[QDialog]:
    assert isinstance(page.dialogs, AnsweredDialogs)
    return page.dialogs.dialogs


@pytest.fixture
def refused(qtbot: QtBot, page: StartWindow) -> Callable[[], ChoiceDialog]:
    """Press Enter on the first row; the choice that comes up, shown."""

    def refuse() -> ChoiceDialog:
        before = len(dialogs_of(page))
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(dialogs_of(page)) > before)
        dialog = dialogs_of(page)[-1]
        assert isinstance(dialog, ChoiceDialog)
        shown(qtbot, dialog)
        return dialog

    return refuse


def shown(qtbot: QtBot, dialog: QDialog) -> None:
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)


def with_focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def deeds(dialog: ChoiceDialog) -> list[str]:
    return [button.text().replace("&", "") for button in dialog.buttons]


def labels(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


class TestChoice:
    @pytest.mark.parametrize(
        ("way", "deed"),
        [
            (WayIn.VIEW, "Only look at it"),
            (WayIn.COPY, "Open a copy"),
            (WayIn.TAKE_OVER, "It has stopped there: open it here"),
            (WayIn.SECOND_COPY, "Open the second copy of 10:42"),
            (WayIn.SALVAGE, "Save what is whole into a new file"),
        ],
    )
    def test_each_way_is_a_deed_in_words_and_is_done(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, refused: Callable[[], ChoiceDialog], way: WayIn,
        deed: str,
    ) -> None:  # fmt: skip
        """The room is waiting: what each button does must be said, and be what happens."""
        services.ways, services.versions = [way], [SECOND]
        dialog = refused()
        assert deeds(dialog)[0] == deed
        with qtbot.waitSignal(page.opened) as news:
            dialog.buttons[0].click()
        assert isinstance(news.args[0], Session)
        assert services.opened_by == [(STICK, way)]

    def test_who_has_it_and_where_it_lies_is_said(
        self, services: Refusing, refused: Callable[[], ChoiceDialog]
    ) -> None:
        services.ways = [WayIn.VIEW]
        dialog = refused()
        assert "by maren on her-laptop" in labels(dialog)
        assert "by maren on her-laptop" in dialog.accessibleDescription(), "what a screen reader says of the dialog"
        assert str(STICK) in labels(dialog)
        assert "day.lspw" in dialog.windowTitle()

    def test_taking_over_warns_of_what_it_may_do(self, services: Refusing, refused: Callable[[], ChoiceDialog]) -> None:
        """Two people typing into one file would each lose what the other saves."""
        services.ways = [WayIn.VIEW, WayIn.TAKE_OVER]
        services.error = StoreError(
            "locked_elsewhere", path=STICK, user="maren", host="her-laptop", process=7, note="x"
        )
        dialog = refused()
        said = dialog.buttons[1].accessibleDescription()
        assert "her-laptop has crashed or been switched off" in said
        assert said in labels(dialog)

    def test_enter_and_escape_do_nothing(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, refused: Callable[[], ChoiceDialog], jobs: Jobs
    ) -> None:
        """Enter pressed twice on a row must not take a file over from somebody."""
        services.ways = [WayIn.TAKE_OVER]
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
            dialog = refused()
            assert dialog.cancel.hasFocus()
            QTest.keyClick(dialog, key)
            assert not dialog.isVisible()
            assert not jobs.busy
        assert services.opened_by == []

    def test_arrow_keys_and_enter_choose(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, refused: Callable[[], ChoiceDialog]
    ) -> None:
        services.ways = [WayIn.VIEW, WayIn.COPY]
        refused()
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
            QTest.keyClick(with_focus(), key)
        with qtbot.waitSignal(page.opened):
            QTest.keyClick(with_focus(), Qt.Key.Key_Return)
        assert services.opened_by == [(STICK, WayIn.COPY)]

    def test_a_letter_chooses(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, refused: Callable[[], ChoiceDialog]
    ) -> None:
        services.ways = [WayIn.VIEW, WayIn.COPY]
        dialog = refused()
        assert [button.text() for button in dialog.buttons] == ["&Only look at it", "Open &a copy"]
        with qtbot.waitSignal(page.opened):
            QTest.keyClick(dialog, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
        assert services.opened_by == [(STICK, WayIn.COPY)]

    def test_where_nothing_helps_the_sentence_stands_on_the_page(
        self, qtbot: QtBot, page: StartWindow, services: Refusing
    ) -> None:
        services.error = StoreError("newer", path=STICK, needs="9.1")
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "version 9.1" in page.messages.text)
        assert dialogs_of(page) == []

    def test_a_way_that_fails_leads_to_the_others_and_is_not_offered_again(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, refused: Callable[[], ChoiceDialog]
    ) -> None:
        services.ways, services.versions = [WayIn.SECOND_COPY, WayIn.SALVAGE], [SECOND]
        services.failing = {WayIn.SECOND_COPY: StoreError("damaged", path=SECOND.path, where="its body")}
        dialog = refused()
        dialog.buttons[0].click()
        qtbot.waitUntil(lambda: len(dialogs_of(page)) == 2)
        again = dialogs_of(page)[1]
        assert isinstance(again, ChoiceDialog)
        assert deeds(again) == ["Save what is whole into a new file", "See its earlier versions…"]
        assert services.asked == ["locked", "damaged"]

    def test_where_what_helps_cannot_be_told_the_first_error_is(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: Path) -> Sequence[Version]:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(services, "versions_of", refuse)
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "maren" in page.messages.text)

    def test_a_missing_file_leads_to_its_earlier_versions(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, refused: Callable[[], ChoiceDialog]
    ) -> None:
        services.error, services.versions = StoreError("not_found", path=STICK), [CLOSED]
        dialog = refused()
        assert deeds(dialog) == ["See its earlier versions…"]
        dialog.buttons[0].click()
        assert isinstance(dialogs_of(page)[-1], VersionsDialog)

    def test_what_people_typed_stays_text(self, qtbot: QtBot) -> None:
        done: list[str] = []
        dialogs = AnsweredDialogs(None)
        dialogs.choose("<b>Title</b>", "R&D <i>day</i>", [Choice("Open R&D", lambda: done.append("opened"))])
        (dialog,) = dialogs.dialogs
        assert isinstance(dialog, ChoiceDialog)
        qtbot.addWidget(dialog)
        assert {label.textFormat() for label in dialog.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
        assert dialog.buttons[0].text() == "&Open R&&D"
        dialog.buttons[0].click()
        assert done == ["opened"]

    def test_every_deed_has_a_letter_of_its_own(self) -> None:
        assert with_letters(["Open", "Open a copy", "Only", "oo", "1"]) == ["&Open", "Open &a copy", "O&nly", "oo", "1"]

    def test_a_disk_that_takes_its_time_is_said(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Enter, and nothing happens: people press it again, and pull the stick out."""
        go_on = threading.Event()

        def slow(path: Path) -> Session:
            go_on.wait(150)
            raise StoreError("newer", path=path, needs="9.1")

        monkeypatch.setattr(services, "open", slow)
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.messages.text == "Opening “day.lspw”…")
        go_on.set()
        qtbot.waitUntil(lambda: "version 9.1" in page.messages.text)

    def test_what_was_opened_after_the_page_was_closed_is_let_go(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, monkeypatch: pytest.MonkeyPatch, jobs: Jobs
    ) -> None:
        """Its note would tell everybody that somebody has the file."""
        store, go_on = MemoryStore(), threading.Event()

        def slow(path: Path) -> Session:
            go_on.wait(150)
            return session_of([], store)

        monkeypatch.setattr(services, "open", slow)
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        page.close()
        go_on.set()
        qtbot.waitUntil(lambda: not jobs.busy)
        assert store.broken is not None, "closed"

    def test_what_was_opened_in_the_moment_of_closing_is_let_go(
        self, qtbot: QtBot, page: StartWindow, jobs: Jobs, monkeypatch: pytest.MonkeyPatch, services: Refusing
    ) -> None:
        """It was open already, and the news of it on its way, when the window closed."""
        stores = [MemoryStore(), MemoryStore()]
        waiting = list(stores)
        monkeypatch.setattr(services, "open", lambda _: session_of([], waiting.pop()))
        for ends in (page.close, jobs.close):
            page.show()
            QTest.keyClick(page.list, Qt.Key.Key_Return)
            (job,) = jobs.findChildren(Job)
            job.wait(150)
            ends()
            qtbot.waitUntil(lambda: not jobs.busy)
            page._opening._job = None
        assert [store.broken is not None for store in stores] == [True, True], "closed"


class TestVersions:
    @pytest.fixture
    def versions(self, qtbot: QtBot, page: StartWindow, services: Refusing, jobs: Jobs) -> Callable[[], VersionsDialog]:
        def show() -> VersionsDialog:
            QTest.keyClick(page.list, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
            dialog = dialogs_of(page)[-1]
            assert isinstance(dialog, VersionsDialog)
            shown(qtbot, dialog)
            qtbot.waitUntil(lambda: not jobs.busy)
            return dialog

        return show

    def test_an_earlier_version_comes_back_by_two_keys(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, versions: Callable[[], VersionsDialog]
    ) -> None:
        services.versions = [SECOND, CLOSED]
        dialog = versions()
        assert "never touched" in labels(dialog)
        QTest.keyClick(with_focus(), Qt.Key.Key_Down)
        with qtbot.waitSignal(page.opened):
            QTest.keyClick(with_focus(), Qt.Key.Key_Return)
        assert services.opened == [CLOSED.path]
        assert not dialog.isVisible()

    def test_each_says_when_what_and_how_much(self, services: Refusing, versions: Callable[[], VersionsDialog]) -> None:
        services.versions = [SECOND, CLOSED, SPOILT]
        model = versions().model
        role = Qt.ItemDataRole.AccessibleTextRole
        said = [str(model.index(place).data(role)) for place in range(3)]
        assert said[0] == "Today at 10:42:00. Second copy, kept while it is open. 164 answers · 225 votes"
        assert said[1] == "Yesterday at 17:30:00. As it was closed. 88 answers"
        assert "2026, 09:05" in said[2]
        assert "It is damaged in its body." in said[2]

    def test_one_that_cannot_be_read_is_not_opened(
        self, services: Refusing, versions: Callable[[], VersionsDialog], jobs: Jobs
    ) -> None:
        services.versions = [SPOILT]
        dialog = versions()
        assert not dialog.open_button.isEnabled()
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
        dialog.list.wanted.emit()
        assert dialog.isVisible()
        assert services.opened == []

    def test_with_none_it_says_when_there_will_be_some(self, versions: Callable[[], VersionsDialog]) -> None:
        dialog = versions()
        assert "each time the workshop is closed" in dialog.empty.text.text()
        assert not dialog.open_button.isEnabled()

    def test_a_disk_that_fails_is_said(
        self, services: Refusing, versions: Callable[[], VersionsDialog], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: Path) -> Sequence[Version]:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(services, "versions_of", refuse)
        assert "Input/output error" in versions().empty.text.text()

    def test_a_version_that_does_not_open_after_all_is_said_on_the_page(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, versions: Callable[[], VersionsDialog],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        def refuse(path: Path, version: Version) -> Session:
            raise StoreError("not_found", path=version.path)

        monkeypatch.setattr(services, "open_version", refuse)
        services.versions = [CLOSED]
        versions().open_button.click()
        qtbot.waitUntil(lambda: "There is no file" in page.messages.text)

    def test_all_are_deleted_by_keys_after_it_was_said_what_goes(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, versions: Callable[[], VersionsDialog], jobs: Jobs
    ) -> None:
        """A workshop that was deleted on purpose leaves everybody's names here, unless they can be deleted too."""
        services.versions = [SECOND, CLOSED, SPOILT]
        box = self.asked_to_delete(qtbot, versions())
        assert "Founding day" in box.text() + box.informativeText()
        assert "2 versions as it was closed and the second copy" in box.text()
        assert f"not touched: {STICK}" in box.text()
        QTest.keyClick(box, Qt.Key.Key_Return)
        assert services.forgotten == [], "Cancel is what Enter does"
        box = self.asked_to_delete(qtbot, dialogs_of(page)[-1])
        services.saved = services.saved[1:]
        (yes,) = (each for each in box.buttons() if each.text() == "Delete them")
        yes.setFocus()
        QTest.keyClick(yes, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: bool(services.forgotten) and not jobs.busy)
        assert services.forgotten == [STICK]
        assert page.model.index(0).data() != "Founding day", "the list is read again"
        assert "“Founding day” are deleted" in page.messages.text

    def asked_to_delete(self, qtbot: QtBot, dialog: QDialog) -> QMessageBox:
        assert isinstance(dialog, VersionsDialog)
        QTest.keyClick(dialog.delete_button, Qt.Key.Key_Space)
        (box,) = filter(QWidget.isVisible, dialog.findChildren(QMessageBox))
        assert isinstance(box, QMessageBox)
        qtbot.waitUntil(box.isActiveWindow)
        return box

    def test_where_they_cannot_be_deleted_it_is_said(
        self, qtbot: QtBot, page: StartWindow, services: Refusing, versions: Callable[[], VersionsDialog],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        def refuse(path: Path) -> None:
            raise StoreError("locked", path=path, user="maren", host="her-laptop", process=7)

        monkeypatch.setattr(services, "forget_versions", refuse)
        services.versions = [CLOSED]
        box = self.asked_to_delete(qtbot, versions())
        (yes,) = (each for each in box.buttons() if each.text() == "Delete them")
        yes.click()
        qtbot.waitUntil(lambda: "by maren on her-laptop" in page.messages.text)

    def test_with_none_there_is_nothing_to_delete(self, versions: Callable[[], VersionsDialog]) -> None:
        assert not versions().delete_button.isEnabled()

    @pytest.mark.parametrize("how", ["Menu key", "Shift+F10"])
    def test_the_menu_of_a_row_comes_by_key_and_has_it(self, page: StartWindow, how: str) -> None:
        if how == "Shift+F10":
            QTest.keyClick(page.list, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        middle = page.list.rect().center()
        wish = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, page.list.mapToGlobal(middle))
        # After Shift+F10 too: some systems tell it twice.
        QApplication.sendEvent(page.list, wish)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        assert [action.text() for action in menu.actions()] == ["Open", "Follow-up…", "Earlier versions…"]
        menu.actions()[2].trigger()
        assert isinstance(dialogs_of(page)[-1], VersionsDialog)
        menu.close()
        assert QApplication.activePopupWidget() is None

    def test_the_menu_opens_its_row(self, qtbot: QtBot, page: StartWindow, services: Refusing) -> None:
        services.ways = [WayIn.VIEW]
        QTest.keyClick(page.list, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        menu.actions()[0].trigger()
        menu.close()
        qtbot.waitUntil(lambda: len(dialogs_of(page)) == 1)

    def test_the_button_is_for_a_row_that_has_some(self, page: StartWindow) -> None:
        assert page.versions_button.isVisible()
        page.versions_button.click()
        assert isinstance(dialogs_of(page)[-1], VersionsDialog)
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        assert not page.versions_button.isVisible()


def test_times_are_said_as_people_say_them() -> None:
    today, yesterday = datetime(2026, 11, 22, 9, 5), datetime(2026, 11, 21, 23, 59)
    assert [time_words(at, NOW) for at in (today, yesterday)] == ["09:05", "yesterday at 23:59"]
    assert [moment_words(at, NOW) for at in (today, yesterday)] == ["Today at 09:05:00", "Yesterday at 23:59:00"]
    assert time_words(datetime(2026, 3, 12, 17, 30), NOW).endswith("2026, 17:30")
