"""Every page in every size and both themes on one sheet each, to be looked at: `python -m tests.ui.grab_sheets OUT`.

Three workshops are drawn: the sample, one with nothing in it, and one with four hundred answers to a question and the
nastiest words; the windows first, then what the room sees. Not a test: nobody can say in an assertion whether a screen
is beautiful.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.edits import capture, people, themes
from lsp_workshop.domain.edits.photos import add_photos, change_photo
from lsp_workshop.domain.model import Ballot, Decision, Organisation, Participant, Picture, Theme
from lsp_workshop.session import Session
from lsp_workshop.tour.photos import drawn_sheet
from lsp_workshop.ui.pictures import as_jpeg, shown
from lsp_workshop.ui.projector.read_back import read_back_scene
from lsp_workshop.ui.projector.reading import Readable
from lsp_workshop.ui.projector.scenes import (
    ClockScene,
    CornerClock,
    Scene,
    answers_scene,
    ballot_scene,
    decision_scene,
    kept_answers,
    photo_scene,
    plan_scene,
    question_scene,
    result_scene,
    statement_scene,
    theme_scene,
)
from lsp_workshop.ui.projector.view import RoomView
from lsp_workshop.ui.start.page import StartWindow
from lsp_workshop.ui.theme import Mode
from lsp_workshop.ui.tokens import DARK, LIGHT
from tests.ui.grab import CHINESE, EMOJI, LONG, URDU, Grabber
from tests.ui.sheet_pages import pages, start_pages
from tests.ui.support import FakeServices, blank_session, sample_session

SIZES = ((1100, 680, 100), (1280, 800, 100), (1920, 1080, 100), (1280, 800, 200))
"""Width, height, size of the text in percent."""
SCREENS = ((1280, 720), (1920, 1080), (3840, 2160), (1024, 768))
"""Projectors: width and height, the last with the shape of an old one."""
TILE = QRect(0, 0, 960, 600)
GAP = 8
LONG_NAME = "Getting about after dark, at weekends and in the school holidays"
LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 4


def full_session(grabber: Grabber) -> Session:
    """Four hundred answers to each of two questions, themes with long names, words that try to be more than words."""
    session = blank_session(grabber.framework, tables=12)
    sectors = session.workshop.sectors()
    for place in range(40):
        if place < len(sectors):
            session.do(people.add_organisation(f"{sectors[place].name} body of {LONG_NAME}", sectors[place].id))
        body = session.workshop.all(Organisation)[place % len(sectors)]
        session.do(
            people.add_participant(
                f"Person {place} {LONG_NAME if place % 7 == 3 else URDU[:20]}", organisation_id=body.id
            )
        )
        session.do(people.arrive(session.workshop.all(Participant)[-1].id))
    rows = [(f"table{place % 12 + 1}", f"Answer number {place}: the last bus goes at seven") for place in range(400)]
    for question in ("Q1.1", "Q2.1"):
        nasty = [("table1", words) for words in (URDU, CHINESE, EMOJI, "<b>Not bold</b> & so on", LONG, LONG_WORD)]
        session.do(capture.capture_answers(question, [*nasty, *rows]))
        ids = [answer.id for answer in session.workshop.answers_to(question)]
        session.do(themes.put_under_theme(ids[:40], LONG_NAME))
        session.do(themes.put_under_theme(ids[40:60], LONG_WORD))
    return with_photos(session, 20)


def with_photos(session: Session, count: int) -> Session:
    """At question 2.3; the first with words that are long and foreign where there are many."""
    sheets = [as_jpeg(drawn_sheet((f"Sheet {number}", URDU, CHINESE))) for number in range(count)]
    session.do(add_photos("Q2.3", sheets, captions=("What table A wrote up",)))
    if count > 1:
        first, second, third, *_ = session.workshop.photos_of("Q2.3")
        session.do(change_photo(first.id, caption=f"{LONG} " * (3_000 // len(LONG)), description=LONG))
        session.do(change_photo(second.id, caption=URDU, description=URDU, public=True))
        session.do(change_photo(third.id, caption=LONG_WORD))
    return session


def workshops(grabber: Grabber) -> dict[str, Callable[[], Session]]:
    return {
        "sample": lambda: with_photos(sample_session(), 1),
        "empty": lambda: blank_session(grabber.framework),
        "full": lambda: full_session(grabber),
    }


def start_page(grabber: Grabber, kind: str) -> StartWindow:
    """With a row of each kind, or without any."""
    window = StartWindow(
        FakeServices(grabber.framework) if kind == "empty" else grabber.services, grabber.theme, grabber.jobs
    )
    window.show()
    QTest.qWait(200)
    return window


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
                scale = min(1.0, TILE.width() / image.width(), TILE.height() / image.height())
                size = (round(image.width() * scale), round(image.height() * scale))
                painter.drawImage(QRect(column * wide, row * high, *size), image)
            painter.end()
            sheet.save(str(self._out / f"{name}.png"))


def draw_pages(grabber: Grabber, kind: str, make: Callable[[], Session], page: str, sheets: Sheets) -> None:
    """The workshop window with its dialogs, and the start page."""
    for row, (width, height, scale) in enumerate(SIZES):
        for column, mode in enumerate((Mode.LIGHT, Mode.DARK)):
            grabber.theme.set_text_scale(scale)
            grabber.theme.set_mode(mode)
            window = grabber.workshop(make())
            window.resize(width, height)
            for name, go in pages(window):
                # A ballot is what the pages before made of it.
                if name.startswith((page, *(["ballot-"] if page.startswith("ballot-") else []))):
                    drawn = go() or window
                    grabber.settle()
                    sheets.add(f"{kind}-{name}", row, column, drawn)
            window.close()
            window.deleteLater()
            if "start".startswith(page) or page.startswith("start"):
                start = start_page(grabber, kind)
                start.resize(width, height)
                for name, there in start_pages(start, grabber, nasty=kind == "full"):
                    if name.startswith(page):
                        drawn = there()
                        grabber.settle()
                        sheets.add(f"{kind}-{name}", row, column, drawn)
                        if drawn is not start:
                            drawn.close()
                start.close()
                start.deleteLater()


def scenes(session: Session) -> Iterator[tuple[str, Scene]]:
    """What the room may see of question 2.1, of a decision and of the ballots."""
    workshop = session.workshop
    yield "question", question_scene(workshop, "Q2.1")
    for by_theme in (False, True):
        name = "answers-by-theme" if by_theme else "answers"
        yield name, answers_scene(workshop, "Q2.1", kept_answers(workshop, "Q2.1"), by_theme=by_theme)
    for theme in workshop.all(Theme)[:1]:
        yield "theme", theme_scene(workshop, theme.id)
    for answer in workshop.answers_to("Q2.1", kept_only=True)[:1]:
        yield "answer", statement_scene(workshop, answer.id)
    for decision in workshop.all(Decision)[:1]:
        yield "decision", decision_scene(workshop, decision.id)
    for ballot in workshop.all(Ballot):
        yield f"{ballot.id}-options", ballot_scene(workshop, ballot.id)
        yield f"{ballot.id}-result", result_scene(workshop, ballot.id, revealed=True, rounds=True)
        yield f"{ballot.id}-sectors", result_scene(workshop, ballot.id, revealed=True, sectors=True)
    for view in ("matrix", "objective"):
        yield f"plan-{view}", plan_scene(workshop, "The plan", view)
    for photo in workshop.photos_of("Q2.3")[:1]:
        yield "photo", photo_scene(workshop, photo.id)
    yield "reading-back", read_back_scene(workshop)
    yield "clock", ClockScene("12:40", "2 of 4: In pairs")
    yield "clock-over", ClockScene("+2:05:00", "2 of 4: In pairs · Time is up", over=True)


def draw_scenes(kind: str, session: Session, page: str, sheets: Sheets) -> None:
    """The first page of each scene, with the timer in its corner where the screen is dark."""
    for row, (width, height) in enumerate(SCREENS):
        for column, tokens in enumerate((LIGHT, DARK)):
            view = RoomView()
            view.resize(width, height)
            for photo in session.workshop.photos_of("Q2.3")[:1]:
                picture = shown(session.workshop.get(Picture, photo.picture_id).data, view.size())
                view.bring(photo.picture_id, Readable(picture, picture))
            view.show_corner(CornerClock("12:40") if tokens is DARK else None)
            for name, scene in scenes(session):
                if f"room-{name}".startswith(page):
                    view.show_scene(scene, 0, tokens)
                    # All of it at once: what is long is laid out in portions otherwise.
                    assert view.sheet.pages
                    sheets.add(f"{kind}-room-{name}", row, column, view)
            view.deleteLater()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--workshop", default="")
    parser.add_argument("--page", default="", help="only pages whose names begin so: question, ballot-, room-, …")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    grabber = Grabber(wanted.out)
    for kind, make in workshops(grabber).items():
        if kind.startswith(wanted.workshop):
            sheets = Sheets(wanted.out)
            if not wanted.page.startswith("room-"):
                draw_pages(grabber, kind, make, wanted.page, sheets)
            draw_scenes(kind, make(), wanted.page, sheets)
            sheets.save()
    grabber.jobs.close()


if __name__ == "__main__":
    main()
