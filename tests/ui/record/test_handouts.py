"""The handouts in the window: what is ticked, where they are saved, on which paper, and that they can be stopped."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
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
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.prepare.keys import stored_session
from tests.ui.record.watched import WatchedLibrary
from tests.ui.support import AnsweredDialogs, sample_records


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
    tick_only(dialog, "summary", "feedback")
    assert "do not publish" not in dialog.about.text()
    dialog.size_of.choose(PageSize.LETTER)
    dialog.large.setChecked(True)
    dialogs_of(window).path = tmp_path
    dialog.save()
    assert not dialog.save_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.open_button.isVisible())
    paper = Paper(PageSize.LETTER, large_print=True)
    assert library.kinds == ["summary", "feedback"]
    assert library.papers == [paper, paper]
    assert threading.main_thread() not in library.threads
    named = "Shaping-Aldermouth-Together-2026-03-12-"
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [f"{named}feedback.pdf", f"{named}summary.pdf"]
    assert library.remembered.folder == str(tmp_path), "the next ones go there too"
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
    assert dialogs_of(window).asked[-1] == "Save Question posters (A3)"
    assert not out.exists()
    assert not dialog.open_button.isVisible()
    # Why it was not saved is said where one looks: the window's own line lies behind the dialog.
    library.breaks = NotWritten(errno.ENOSPC, "", str(out))
    dialog.save()
    qtbot.waitUntil(lambda: dialog.save_button.isEnabled())
    assert "the disk is full" in dialog.strip.words.text()
    assert not dialog.strip.isHidden()
