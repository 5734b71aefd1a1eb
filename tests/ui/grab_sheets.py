"""Every page in every size and both themes on one sheet each, to be looked at: `python -m tests.ui.grab_sheets OUT`.

Three workshops are drawn: the sample, one with nothing in it, and one with four hundred answers to a question and the
nastiest words. Not a test: nobody can say in an assertion whether a screen is beautiful.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.edits import capture, themes
from lsp_workshop.session import Session
from lsp_workshop.ui.theme import Mode
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.grab import CHINESE, EMOJI, LONG, URDU, Grabber
from tests.ui.support import blank_session, sample_session

SIZES = ((1100, 680, 100), (1280, 800, 100), (1920, 1080, 100), (1280, 800, 200))
"""Width, height, size of the text in percent."""
TILE = QRect(0, 0, 960, 600)
GAP = 8
QUESTIONS = ("Q1.1", "Q2.1", "Q3.1", "Q4.1", "Q5.1")
SECTIONS = ("workshop", "people", "organisations", "tables", "sectors", "agenda")
LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 4


def full_session(grabber: Grabber) -> Session:
    """Four hundred answers to each of two questions, themes with long names, words that try to be more than words."""
    session = blank_session(grabber.framework, tables=12)
    rows = [(f"table{place % 12 + 1}", f"Answer number {place}: the last bus goes at seven") for place in range(400)]
    for question in ("Q1.1", "Q2.1"):
        nasty = [("table1", words) for words in (URDU, CHINESE, EMOJI, "<b>Not bold</b> & so on", LONG, LONG_WORD)]
        session.do(capture.capture_answers(question, [*nasty, *rows]))
        ids = [answer.id for answer in session.workshop.answers_to(question)]
        session.do(themes.put_under_theme(ids[:40], "Getting about after dark, at weekends and in the school holidays"))
        session.do(themes.put_under_theme(ids[40:60], LONG_WORD))
    return session


def workshops(grabber: Grabber) -> dict[str, Callable[[], Session]]:
    return {
        "sample": sample_session,
        "empty": lambda: blank_session(grabber.framework),
        "full": lambda: full_session(grabber),
    }


def pages(window: WorkshopWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each page by name, and how to come there."""

    def prepare(section: str) -> Callable[[], object]:
        def there() -> None:
            window.go("prepare")
            page = window.findChild(PreparePage)
            assert page is not None
            page.open_section(section)

        return there

    def question(question_id: str, action: str = "", panel: str = "") -> Callable[[], object]:
        def there() -> None:
            window.go("S" + question_id[1])
            window.walk.go(question_id)
            window.stage_page.open_tab(panel or "answers")
            if action:
                window.actions_table[action].trigger()

        return there

    for section in SECTIONS:
        yield f"prepare-{section}", prepare(section)
    for question_id in QUESTIONS:
        yield f"question-{question_id[1:]}", question(question_id)
    yield "themes", question("Q2.1", "by_theme")
    yield "ballots", question("Q2.1", panel="ballots")
    yield "decisions", question("Q2.1", panel="decisions")
    yield "plan", question("Q4.1", panel="plan")
    yield "record", lambda: window.go("record")


class Sheets:
    """Tiles of one page, two columns for the themes and a row for each size."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._tiles: dict[str, list[tuple[int, int, QImage]]] = {}

    def add(self, name: str, row: int, column: int, widget: QWidget) -> None:
        """The widget as it looks now; `row` is its size's place and `column` its theme's."""
        self._tiles.setdefault(name, []).append((row, column, widget.grab().toImage()))

    def save(self) -> None:
        """A file for each page."""
        for name, tiles in self._tiles.items():
            wide, high = TILE.width() + GAP, TILE.height() + GAP
            sheet = QImage(2 * wide, len(SIZES) * high, QImage.Format.Format_RGB32)
            sheet.fill(QColor("magenta"))
            painter = QPainter(sheet)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for row, column, image in tiles:
                scale = min(TILE.width() / image.width(), TILE.height() / image.height())
                size = (round(image.width() * scale), round(image.height() * scale))
                painter.drawImage(QRect(column * wide, row * high, *size), image)
            painter.end()
            sheet.save(str(self._out / f"{name}.png"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--workshop", default="")
    parser.add_argument("--page", default="")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    grabber = Grabber(wanted.out)
    for kind, make in workshops(grabber).items():
        if not kind.startswith(wanted.workshop):
            continue
        sheets = Sheets(wanted.out)
        for row, (width, height, scale) in enumerate(SIZES):
            for column, mode in enumerate((Mode.LIGHT, Mode.DARK)):
                grabber.theme.set_text_scale(scale)
                grabber.theme.set_mode(mode)
                window = grabber.workshop(make())
                window.resize(width, height)
                for name, go in pages(window):
                    if name.startswith(wanted.page):
                        go()
                        grabber.settle()
                        sheets.add(f"{kind}-{name}", row, column, window)
                window.close()
                window.deleteLater()
        sheets.save()
    grabber.jobs.close()


if __name__ == "__main__":
    main()
