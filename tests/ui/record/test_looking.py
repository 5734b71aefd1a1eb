"""The pages of the record looked through by keyboard: zoom, search, outline, what goes in, printing, the viewer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinterInfo
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import event
from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.domain.paper import PageSize
from lsp_workshop.library import Library
from lsp_workshop.session import Session
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.services import Chosen
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.workshop.record import preview_work
from lsp_workshop.ui.workshop.record.looking import LookDialog
from lsp_workshop.ui.workshop.record.naming import NamingDialog
from lsp_workshop.ui.workshop.record.page import RecordPage
from lsp_workshop.ui.workshop.record.page_places import Fit
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.prepare.keys import CTRL, press
from tests.ui.support import AnsweredDialogs

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def opened(qtbot: QtBot, library: Library, session: Session, theme: Theme, jobs: Jobs) -> WorkshopWindow:
    window = WorkshopWindow(session, library, theme, jobs, AnsweredDialogs(None))
    qtbot.addWidget(window)
    window.resize(1100, 680)
    window.show()
    window.start()
    qtbot.waitActive(window)
    window.go("record")
    return window


def page_of(window: WorkshopWindow) -> RecordPage:
    assert isinstance(window.page, RecordPage)
    return window.page


def dialogs_of(window: WorkshopWindow) -> AnsweredDialogs:
    assert isinstance(window.desk.dialogs, AnsweredDialogs)
    return window.desk.dialogs


def looked(qtbot: QtBot, window: WorkshopWindow) -> LookDialog:
    """The dialog, with its pages."""
    qtbot.waitUntil(page_of(window).preview_button.hasFocus)
    press("f", mod=CTRL | SHIFT)
    dialog = dialogs_of(window).dialogs[-1]
    assert isinstance(dialog, LookDialog)
    dialog.show()
    qtbot.waitActive(dialog)
    qtbot.waitUntil(lambda: dialog.pages.page_count > 0 and not page_of(window).busy)
    return dialog


def test_its_buttons_are_on_a_small_screen_in_large_text(
    qtbot: QtBot, library: Library, theme: Theme, jobs: Jobs
) -> None:
    """At 200 % the dialog was half as high again as the window: nobody could save, print or leave it by the mouse."""
    window = opened(qtbot, library, library.open_sample(), theme, jobs)
    theme.set_text_scale(200)
    page_of(window).look_button.click()
    dialog = dialogs_of(window).dialogs[-1]
    assert isinstance(dialog, LookDialog)
    dialog.show()
    for tell in ("", "“record.pdf” was not saved: the disk is full. Free some space, or save it elsewhere. " * 2):
        dialog.strip.told(tell)
        qtbot.waitUntil(dialog.done_button.isVisible)
        assert dialog.height() <= window.height()
        assert dialog.width() <= window.width()
        for button in (dialog.save_button, dialog.done_button):
            assert dialog.rect().contains(QRect(button.mapTo(dialog, QPoint()), button.size()))
        assert dialog._stack.height() > 80, "and something of the pages is seen"
    theme.set_text_scale(100)


def test_the_record_is_looked_through_by_keyboard(
    qtbot: QtBot, tmp_path: Path, theme: Theme, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the end of the day somebody asks “what does it say about buses?”, and wants it without the pledges."""
    monkeypatch.setattr(preview_work, "QUIET", 60)
    library = Library(documents=tmp_path, data=tmp_path / "data")
    session = library.open_sample()
    session.do(event.reopen_for_correction("to try"))
    window = opened(qtbot, library, session, theme, jobs)
    dialog = looked(qtbot, window)
    pages, work = dialog.pages, page_of(window).work
    whole = pages.page_count

    # Larger and smaller, by plain keys; the line at the top stays at the top.
    assert (pages.zoom, pages.hasFocus()) == (Fit.WIDTH, True)
    pages.go_to(6)
    press("+")
    larger = pages.percent
    press("+")
    assert pages.percent > larger
    assert pages.page == 6
    press("-")
    assert pages.percent == larger
    press("f")
    assert (pages.zoom, pages.page) == (Fit.PAGE, 6)
    press("w")
    assert pages.zoom is Fit.WIDTH
    press("n")
    assert dialog.tools.page.value() == 8
    assert "page 8" in pages.accessibleName()

    # Search: the places are counted, Enter walks through them and comes round.
    press("f", mod=CTRL)
    press("residents")
    assert work.preview is not None
    there = len(work.preview.find("residents", lambda: False))
    assert there > 5
    qtbot.waitUntil(lambda: f" of {there}" in dialog.finder.words.text())
    first = int(dialog.finder.words.text().split()[0])
    press(Qt.Key.Key_Return, mod=SHIFT)
    before = pages.page
    assert dialog.finder.words.text() == f"{(first - 2) % there + 1} of {there}"
    for _ in range(3):
        press(Qt.Key.Key_F3)
    assert dialog.finder.words.text() == f"{(first + 1) % there + 1} of {there}"
    assert pages.page != before
    # The workshop changes: the pages follow, and stay where they were read, with what was looked for.
    press("f", mod=CTRL)
    press("+", mod=CTRL)
    at = (pages.page, pages.zoom)
    session.do(capture_answer("Q5.3", "Said at the end by residents", group_id="tA"))
    qtbot.waitUntil(lambda: not work.stale and f" of {there + 1}" in dialog.finder.words.text())
    assert dialog.finder.words.text().startswith(f"{(first + 1) % there + 1} of")
    assert (pages.page, pages.zoom) == at
    assert dialog.finder.box.hasFocus()
    press("zz")
    qtbot.waitUntil(lambda: dialog.finder.words.text() == "Not found")

    # The outline marks what is read, and no heading that comes only further down the page.
    lines = dialog.outline._lines
    place = next(place for place, line in enumerate(lines) if place and lines[place - 1].page == line.page)
    pages.go_to(lines[place].page)
    marked = lines[dialog.outline.list.currentRow()]
    assert (marked.page, marked.top) <= (pages.page, pages.down_the_page) < (marked.page + 1, 0)
    pages.go_to(lines[place].page, lines[place].top)
    assert dialog.outline.list.currentRow() >= place
    # The outline: arrow keys go along, the pages come.
    press("1", mod=ALT)
    assert dialog.outline.list.hasFocus()
    press(Qt.Key.Key_End)
    assert pages.page >= whole - 2
    press(Qt.Key.Key_Home)
    assert pages.page == dialog.outline._lines[0].page > 0

    # Sections: what is unticked is gone from the pages, and three ticks in a row make one preview.
    press("2", mod=ALT)
    first_line = dialog.outline._lines[0].title
    for _ in range(3):
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: work.follows and not work.busy)
    assert first_line not in {line.title for line in dialog.outline._lines}
    assert dialog.sections.list.hasFocus(), "the keyboard stays where the ticks are"
    assert "3 sections left out" in page_of(window).about.text()

    # Paper: the preview follows, the version too, and both are the page's.
    press("3", mod=ALT)
    dialog.paper.size_of._buttons[PageSize.LETTER.value].click()
    dialog.paper.versions._buttons["public"].click()
    qtbot.waitUntil(lambda: work.follows and not work.busy)
    assert tuple(map(round, work.preview.sizes[0])) == (612, 792)
    assert page_of(window).versions.current() == "record-public"

    # What may name somebody in it is said here, too, before it is saved.
    qtbot.waitUntil(dialog.names_button.isVisible)
    dialog.names_button.click()
    listed = dialogs_of(window).dialogs[-1]
    assert isinstance(listed, NamingDialog)
    assert str(listed.list.lines.rowCount()) in dialog.names_button.text()
    listed.close()

    # Saved under a name of its own; the folder is known the next time.
    (tmp_path / "records").mkdir()
    dialogs_of(window).path = tmp_path / "records" / "public.pdf"
    press("s", mod=CTRL)
    qtbot.waitUntil(lambda: dialog.strip.folder_button.isVisible())
    assert (tmp_path / "records" / "public.pdf").read_bytes() == work.preview.pdfs[0]

    # A long path takes its lines from the pages: the buttons below stay on the screen.
    high = dialog.height()
    dialog.strip.saved(tmp_path / "/".join(["A folder of a partnership with a long name"] * 12) / "public.pdf")
    qtbot.waitUntil(lambda: dialog.strip.words.height() > dialog.strip.words.fontMetrics().lineSpacing())
    assert dialog.height() == high

    # The viewer of the system gets a file that is this person's own.
    seen: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        seen.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    press("o", mod=CTRL)
    qtbot.waitUntil(lambda: len(seen) == 1 and not work.busy)
    shown = Path(seen[0].toLocalFile())
    assert shown.name == "Shaping-Aldermouth-Together-2026-03-12-record-public.pdf"
    assert shown.read_bytes() == work.preview.pdfs[0]

    # No printer: one sentence, at once.
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    press("p", mod=CTRL)
    assert "no printer" in dialog.strip.words.text()

    # What was chosen is there when the workshop is opened again, and nothing of it is in its file.
    chosen, path = work.chosen, library.path_of(session)
    assert chosen.folder == str(tmp_path / "records")
    dialog.reject()
    window.close()
    library.close(session)
    again = Library(documents=tmp_path, data=tmp_path / "data")
    session = again.open(path)
    assert again.chosen(session) == chosen != Chosen()
    again.close(session)
    assert b"records" not in path.read_bytes()
