"""Theme, icons, actions, jobs and the crash wall: what every screen stands on."""

from __future__ import annotations

import gc
import logging
import sys
import threading

import pytest
from PySide6.QtCore import QRectF, QThread, QtMsgType
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lsp_workshop import paths
from lsp_workshop.ui import collector
from lsp_workshop.ui.crash import CrashHandler
from lsp_workshop.ui.icons import icon_path
from lsp_workshop.ui.jobs import Job, Jobs
from lsp_workshop.ui.theme import Mode, Theme
from lsp_workshop.ui.tokens import DARK, LIGHT, Tokens
from lsp_workshop.ui.widgets.text import reads_from_right

ICONS = sorted(file.stem for file in paths.resource("icons").glob("*.svg"))


def luminance(colour: str) -> float:
    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
class TestContrast:
    @pytest.mark.parametrize("ink", ["text", "muted", "accent_text", "warning", "danger"])
    @pytest.mark.parametrize("paper", ["canvas", "surface", "rail", "sunken"])
    def test_text_can_be_read_on_every_ground(self, tokens: Tokens, ink: str, paper: str) -> None:
        assert contrast(getattr(tokens, ink), getattr(tokens, paper)) >= 4.5

    @pytest.mark.parametrize(("ink", "paper"), [("on_accent", "accent"), ("text", "soft"), ("accent_text", "soft")])
    def test_text_on_colour_can_be_read(self, tokens: Tokens, ink: str, paper: str) -> None:
        assert contrast(getattr(tokens, ink), getattr(tokens, paper)) >= 4.5

    @pytest.mark.parametrize("edge", ["strong_line", "accent"])
    @pytest.mark.parametrize("paper", ["canvas", "surface"])
    def test_edges_can_be_seen(self, tokens: Tokens, edge: str, paper: str) -> None:
        assert contrast(getattr(tokens, edge), getattr(tokens, paper)) >= 3

    @pytest.mark.parametrize("sector", ["public", "private", "voluntary", "community", "support"])
    def test_sector_marks_can_be_seen(self, tokens: Tokens, sector: str) -> None:
        assert contrast(getattr(tokens, f"sector_{sector}"), tokens.surface) >= 3


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_within_its_box(name: str) -> None:
    """A path that is read wrongly runs out of the picture."""
    box = icon_path(name).boundingRect()
    assert not box.isEmpty() or box.width() or box.height()
    assert QRectF(0, 0, 24, 24).contains(box.adjusted(0, 0, -1e-6, -1e-6))


def test_text_grows_and_digits_keep_one_width(theme: Theme) -> None:
    from PySide6.QtGui import QFontMetricsF

    assert theme.font("body").pixelSize() == 14
    widths = {QFontMetricsF(theme.font("timer")).horizontalAdvance(digit) for digit in "0123456789"}
    assert len(widths) == 1
    theme.set_text_scale(200)
    assert theme.font("body").pixelSize() == 28
    theme.set_text_scale(500)
    assert theme.text_scale == 200


def test_the_heavier_cuts_of_the_font_are_there(theme: Theme) -> None:
    """Without them Qt smears the regular cut, on every heading."""
    from PySide6.QtGui import QFontInfo

    assert QFontInfo(theme.font("strong")).weight() == 600
    assert QFontInfo(theme.font("caption")).weight() == 500


def test_the_system_is_followed_only_while_asked(theme: Theme) -> None:
    theme.set_mode(Mode.DARK)
    assert theme.is_dark
    theme.toggle()
    assert (theme.is_dark, theme.mode) == (False, Mode.LIGHT)


@pytest.mark.parametrize(
    ("text", "backwards"), [("Buses", False), ("ہمیں بسیں", True), ("“שלום”", True), ("123", False), ("", False)]
)
def test_direction(text: str, backwards: bool) -> None:
    assert reads_from_right(text) is backwards


@pytest.mark.parametrize(("made", "kept"), [(20_000, True), (10, False)])
def test_nothing_is_looked_through_while_a_person_waits(*, made: int, kept: bool) -> None:
    """A look at what thousands of changes made takes as long as the changes; what little ones leave must still go."""
    gc.collect()
    frozen = gc.get_freeze_count()
    with collector.undisturbed():
        assert not gc.isenabled()
        things = [[number] for number in range(made)]
    assert gc.isenabled()
    assert (gc.get_freeze_count() > frozen) is kept
    gc.unfreeze()
    del things


class TestJobs:
    def test_results_arrive_on_the_gui_thread(self, qtbot: QtBot, jobs: Jobs) -> None:
        seen: list[tuple[str, bool]] = []

        def work(job: Job) -> str:
            job.progress(1, 2)
            return "ready" if threading.current_thread() is not threading.main_thread() else "in the way"

        def done(result: str) -> None:
            seen.append((result, QThread.currentThread() is QApplication.instance().thread()))  # type: ignore[union-attr]  # there is one here

        job = jobs.start(work)
        job.done.connect(done)
        with qtbot.waitSignals([job.progressed, job.ended]):
            pass
        assert seen == [("ready", True)]
        assert not jobs.busy

    def test_the_window_does_not_wait_long_for_a_thread_that_works(self, qtbot: QtBot, jobs: Jobs) -> None:
        """Python's own 5 ms come at each of the many small things that a key sets off: a PDF would make typing halt."""
        with qtbot.waitSignal(jobs.start(lambda _job: None).ended):
            pass
        assert sys.getswitchinterval() <= 0.001

    def test_an_error_is_handed_over_whole(self, qtbot: QtBot, jobs: Jobs) -> None:
        def work(_job: Job) -> None:
            raise ValueError("no")

        job = jobs.start(work)
        with qtbot.waitSignal(job.failed) as news:
            pass
        assert isinstance(news.args[0], ValueError)

    def test_a_cancelled_job_says_nothing_else(self, qtbot: QtBot, jobs: Jobs) -> None:
        waiting = threading.Event()

        def work(job: Job) -> str:
            waiting.wait(150)
            return "too late"

        results: list[str] = []
        job = jobs.start(work)
        job.done.connect(results.append)
        job.cancel()
        waiting.set()
        with qtbot.waitSignal(job.stopped):
            pass
        assert results == []


class TestCrash:
    @pytest.mark.logs_errors
    def test_an_error_nobody_caught_is_told_once_and_logged(
        self, qtbot: QtBot, caplog: pytest.LogCaptureFixture
    ) -> None:
        told: list[BaseException] = []
        before = sys.excepthook, threading.excepthook
        handler = CrashHandler(told.append)
        handler.install()
        try:
            thread = threading.Thread(target=lambda: 1 // 0)
            thread.start()
            thread.join()
            qtbot.waitUntil(lambda: bool(told))
        finally:
            handler.uninstall()
            sys.excepthook, threading.excepthook = before
        assert isinstance(told[0], ZeroDivisionError)
        assert "nobody caught" in caplog.text

    def test_what_qt_says_goes_to_the_log(self, caplog: pytest.LogCaptureFixture) -> None:
        from lsp_workshop.ui.crash import _log_qt

        with caplog.at_level(logging.WARNING, "qt"):
            _log_qt(QtMsgType.QtWarningMsg, None, "a warning")  # type: ignore[arg-type]  # no place in a file
        assert "a warning" in caplog.text
