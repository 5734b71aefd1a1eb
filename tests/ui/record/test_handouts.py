"""The handouts in the window: what is ticked, where they are saved, on which paper, and that they can be stopped."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lsp_workshop.documents import DOCUMENTS
from lsp_workshop.domain.edits import event
from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.files import NotWritten
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.workshop.handouts.dialog import HandoutsDialog
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.record.pages_dialog import PagesDialog
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.prepare.keys import CTRL, press, stored_session
from tests.ui.record.watched import WatchedLibrary
from tests.ui.support import AnsweredDialogs, laid_out, sample_records


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, library: WatchedLibrary, theme: Theme, jobs: Jobs) -> Iterator[WorkshopWindow]:
    session = stored_session(tmp_path / "day.lspw", sample_records())
    session.do(event.reopen_for_correction("to try"))
    shown = WorkshopWindow(session, library, theme, jobs, AnsweredDialogs(None))
    qtbot.addWidget(shown)
    shown.show()
    shown.start()
    qtbot.waitActive(shown)
    yield shown
    session.close()


def dialogs_of(window: WorkshopWindow) -> AnsweredDialogs:
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    return dialogs


def opened(window: WorkshopWindow) -> HandoutsDialog:
    dialog = dialogs_of(window).dialogs[-1]
    assert isinstance(dialog, HandoutsDialog)
    dialog.show()
    return dialog


def tick_only(dialog: HandoutsDialog, *kinds: str) -> None:
    for place in range(dialog.list.count()):
        item = dialog.list.item(place)
        wanted = item.data(Qt.ItemDataRole.UserRole) in kinds
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)


def test_what_the_morning_needs_is_saved_in_one_go(
    qtbot: QtBot, window: WorkshopWindow, library: WatchedLibrary, tmp_path: Path
) -> None:
    """Otherwise a facilitator saves fifteen files by hand the evening before, or the window stands still for them."""
    window.go("prepare")
    page = window.page
    assert isinstance(page, PreparePage)
    QTest.mouseClick(page.handouts_button, Qt.MouseButton.LeftButton)
    dialog = opened(window)
    assert [kind.kind for kind in dialog.chosen()][:3] == ["sign-in", "badges", "table-cards"]
    assert "do not publish" in dialog.about.text()
    laid_out()
    first = dialog.list.item(0)
    high = dialog.list.visualItemRect(first).height()
    tick_only(dialog)
    assert "Nothing is ticked" in dialog.about.text(), "the keys do nothing, and nobody knows why"
    tick_only(dialog, "summary", "feedback")
    laid_out()
    assert dialog.list.visualItemRect(first).height() == high, "the rows move away from under the mouse"
    assert "do not publish" not in dialog.about.text()
    dialog.size_of.choose(PageSize.LETTER)
    dialog.large.setChecked(True)
    dialogs_of(window).path = tmp_path
    dialog.save()
    assert not dialog.save_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.strip.folder_button.isVisible())
    paper = Paper(PageSize.LETTER, large_print=True)
    assert library.kinds == ["summary", "feedback"]
    assert library.papers == [paper, paper]
    assert threading.main_thread() not in library.threads
    named = "Shaping-Aldermouth-Together-2026-03-12-"
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [f"{named}feedback.pdf", f"{named}summary.pdf"]
    assert library.remembered.folder == str(tmp_path), "the next ones go there too"
    assert library.remembered.paper == Paper(), "the record is printed as it was"
    assert dialog.save_button.isEnabled()


def test_one_handout_is_asked_a_name_for_and_can_be_stopped(
    qtbot: QtBot, window: WorkshopWindow, library: WatchedLibrary, tmp_path: Path
) -> None:
    """Otherwise a long print run cannot be called off, or leaves half a file behind."""
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(window)
    # None can be had on the command line only, which nobody has on the day.
    shown = [dialog.list.item(place).text() for place in range(dialog.list.count())]
    assert shown == [kind.title for kind in DOCUMENTS if kind.is_handout]
    tick_only(dialog, "posters")
    dialogs_of(window).path = out = tmp_path / "wall.pdf"
    library.gate = threading.Event()
    dialog.save()
    dialog.strip.cancel_button.click()
    library.gate.set()
    qtbot.waitUntil(lambda: dialog.save_button.isEnabled())
    assert dialogs_of(window).asked[-1] == "Save: Question posters (A3)"
    assert not out.exists()
    assert "Stopped" in dialog.strip.words.text()
    # A name that is none of a PDF is refused in words, and what cannot be written is said here, not behind.
    dialogs_of(window).path = tmp_path / "wall.txt"
    dialog.save()
    assert "must end in .pdf" in dialog.strip.words.text()
    dialogs_of(window).path = out
    library.breaks = NotWritten(errno.ENOSPC, "", str(out))
    dialog.save()
    qtbot.waitUntil(lambda: dialog.save_button.isEnabled())
    assert "the disk is full" in dialog.strip.words.text()
    assert not dialog.strip.isHidden()


def test_handouts_are_looked_at_and_printed_from_the_window(
    qtbot: QtBot, window: WorkshopWindow, library: WatchedLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a facilitator saves files, looks for them and prints them one by one, while the room waits."""
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    tick_only(dialog)
    assert not any(button.isEnabled() for button in (dialog.save_button, dialog.look_button, dialog.print_button))
    tick_only(dialog, "summary", "parking-lot", "feedback")
    assert "larger paper" in dialog.about.text()
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    press("p", mod=CTRL)
    assert "no printer" in dialog.strip.words.text()

    # All that are ticked, one after another, each by its name in the outline; found in any of them.
    press("f", mod=CTRL | Qt.KeyboardModifier.ShiftModifier)
    look = dialogs_of(window).dialogs[-1]
    assert isinstance(look, PagesDialog)
    look.show()
    qtbot.waitUntil(lambda: look.pages.page_count > 0 and not dialog.work.busy)
    preview = dialog.work.preview
    assert preview is not None
    top = [(line.title, line.page) for line in preview.outline if line.level == 0]
    assert top == [("Summary on two sides", 0), ("Parking lot poster (A3)", 2), ("Feedback form", 3)]
    assert [round(width) for width, _ in preview.sizes] == [595, 595, 1191, 595]
    assert {place.page for place in preview.find("How was today", lambda: False)} == {3}
    assert preview.render(2, 100).height < 100 < preview.render(3, 100).height
    assert "handouts, 4 pages" in look.pages.accessibleName()

    # The system's viewer gets each as a file of its own.
    seen: list[str] = []

    def open_url(url: QUrl) -> bool:
        seen.append(url.fileName())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    qtbot.waitUntil(look.isActiveWindow)
    press("o", mod=CTRL)
    qtbot.waitUntil(lambda: len(seen) == 3 and not dialog.work.busy)
    assert seen[2].endswith("-feedback.pdf")
    look.reject()

    # Printing asks with the paper that most pages are made for, and prints what was looked at without making it again.
    made = len(library.wanted)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    dialog.print_button.click()
    asked = dialogs_of(window).dialogs[-1]
    assert isinstance(asked, QPrintDialog)
    assert (asked.windowTitle(), asked.maxPage()) == ("Print the handouts", 4)
    printer = asked.printer()
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(36)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    asked.accepted.emit(printer)
    qtbot.waitUntil(lambda: "Sent to the printer" in dialog.strip.words.text())
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 4
    assert len(library.wanted) == made

    # Other ticks, or other paper: what was made is not printed by mistake. Closing leaves nothing open.
    tick_only(dialog, "feedback")
    dialog.grey.setChecked(True)
    dialog.look_button.click()
    qtbot.waitUntil(lambda: dialog.work.preview is not None and not dialog.work.busy)
    assert library.wanted[-1][:2] == ("feedback", Paper(grey=True))
    dialogs_of(window).dialogs[-1].reject()

    # What cannot be made says why, and is made by a key when there is room again.
    tick_only(dialog, "parking-lot")
    library.breaks = NotWritten(errno.ENOSPC, "", "record.pdf")
    dialog.look_button.click()
    failed = dialogs_of(window).dialogs[-1]
    assert isinstance(failed, PagesDialog)
    failed.show()
    qtbot.waitUntil(lambda: failed.again_button.isVisible() and failed.isActiveWindow())
    assert "the disk is full" in failed.strip.words.text()
    library.breaks = None
    press("r", mod=CTRL)
    qtbot.waitUntil(lambda: failed.pages.page_count == 1 and not failed.again_button.isVisible())
    failed.reject()
    dialog.reject()
    assert dialog.work.preview is None
