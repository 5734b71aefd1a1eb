"""Draws every screen off-screen into a folder, to be looked at: `python -m tests.ui.grab OUT [--only NAME]`.

Not a test: nobody can say in an assertion whether a screen is beautiful.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from lsp_workshop import paths
from lsp_workshop.domain.edits import capture, questions, themes
from lsp_workshop.domain.edits.runsheet import set_steps
from lsp_workshop.domain.framework import Framework, read_framework
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.theme import Mode, Theme
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.grab_plan import plan_screens
from tests.ui.review.screens import review_screens
from tests.ui.support import FakeServices, MemoryStore, blank_session, sample_session, saved_rows
from tests.ui.vision.screens import vision_screens
from tests.ui.wall import Wall

URDU = "ہمیں نوجوانوں کے لیے بہتر بسیں چاہئیں، خاص طور پر شام کو اور ہفتے کے آخر میں"
CHINESE = "我们需要一个大家都信任的联系人。不是五个不同的电话号码。"
EMOJI = "Buses 🚌 after six, please 🙏🏽 👨\u200d👩\u200d👧"
LONG = ("Everybody in the room had something to say about this and the scribe wrote all of it down. " * 40)[:3000]


class Grabber:
    """Makes windows of a size and mode, and saves their pictures."""

    def __init__(self, out: Path) -> None:
        self.app = QApplication.instance() or QApplication([])
        assert isinstance(self.app, QApplication)
        self.theme = Theme(self.app, Mode.LIGHT)
        framework = json.loads(paths.resource("framework.json").read_text(encoding="utf-8"))
        self.framework: Framework = read_framework(framework)
        self.services = FakeServices(self.framework)
        self.services.saved = saved_rows()
        self.out = out
        self.jobs = Jobs()

    def workshop(self, session: Session) -> WorkshopWindow:
        window = WorkshopWindow(session, self.services, self.theme, self.jobs)
        window.show()
        window.start()
        return window

    def save(self, window: QWidget, name: str) -> None:
        self.settle()
        window.grab().save(str(self.out / f"{name}.png"))

    def settle(self) -> None:
        """Let layouts and timers of zero come to rest."""
        QTest.qWait(30)
        # What that changed in height is laid out once more.
        QTest.qWait(1)


def nasty_session(framework: Framework) -> Session:
    """A long answer, scripts from elsewhere, and names that try to be more than names."""
    session = blank_session(framework, tables=14)
    for text in (URDU, CHINESE, EMOJI, "<b>Not bold</b> & <script>nor this</script>", LONG, "x" * 300):
        session.do(capture.capture_answer("Q1.1", text, group_id="table2"))
    session.do(
        questions.reword_question(
            "Q1.1",
            "Why, when every one of us has a partnership already, and most of us have four, would we want one more?",
        )
    )
    return session


def many_answers(framework: Framework) -> Session:
    session = blank_session(framework, tables=6)
    rows = [
        (f"table{place % 6 + 1}", f"Answer number {place} with the usual length of a sentence") for place in range(400)
    ]
    session.do(capture.capture_answers("Q1.1", rows))
    return session


def screens(grabber: Grabber) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Every screen by name, and how to make it."""
    framework = grabber.framework

    def stage() -> QWidget:
        return grabber.workshop(sample_session())

    def by_theme() -> QWidget:
        window = grabber.workshop(sample_session())
        window.actions_table["by_theme"].trigger()
        answers = window.stage_page.answers
        answers.focus_list()
        answers.list.go_to(answers.model.answers()[1].id)
        for answer in answers.model.answers()[:2]:
            answers.model.toggle_mark(answer.id)
        return window

    def dragging() -> QWidget:
        window = by_theme()
        assert isinstance(window, WorkshopWindow)
        answers = window.stage_page.answers
        places = [row.key for row in answers.model.headings() if row.theme_id is not None]
        window.desk.do(themes.park_theme(places.pop().removeprefix("theme:")))
        answers.list.go_to(answers.model.answers()[2].id)
        wall = Wall.around(window, MemoryStore())
        wall.pick_up(wall.spot_of(answers.model.answers()[2].id), wall.spot_of(places[1]))
        return window

    def alike() -> QWidget:
        window = grabber.workshop(sample_session())
        rows = [("tA", "One named contact for every family"), ("tB", "One named contact for each family"), ("tC", URDU)]
        window.desk.do(capture.capture_answers("Q2.1", [*rows, ("tD", f"{URDU} ({LONG})"), ("tE", URDU)]))
        window.actions_table["by_theme"].trigger()
        search = window.stage_page.answers.alike.search
        while not search.groups():
            QTest.qWait(20)
        window.actions_table["alike"].trigger()
        return window

    def theming() -> QWidget:
        window = grabber.workshop(sample_session())
        answers = window.stage_page.answers
        for answer in answers.model.answers()[:3]:
            answers.model.toggle_mark(answer.id)
        window.actions_table["theme_answers"].trigger()
        QTest.keyClicks(answers.theme_bar.box, "h")
        return window

    def editing() -> QWidget:
        window = grabber.workshop(sample_session())
        answers = window.stage_page.answers
        answers.focus_list()
        answers.list.go_to(answers.model.answers()[1].id)
        window.actions_table["edit_answer"].trigger()
        return window

    def refused() -> QWidget:
        store = MemoryStore()
        session = sample_session(store=store)
        window = grabber.workshop(session)
        store.broken = NotSaved("disk_full")
        entry = window.stage_page.answers.entry
        QTest.keyClicks(entry.box, "Words that are not on disk yet")
        QTest.keyClick(entry.box, Qt.Key.Key_Return)
        return window

    def closed() -> QWidget:
        return grabber.workshop(sample_session(status="closed"))

    def nasty() -> QWidget:
        window = grabber.workshop(nasty_session(framework))
        window.go("S1")
        return window

    def many() -> QWidget:
        window = grabber.workshop(many_answers(framework))
        window.go("S1")
        return window

    def empty() -> QWidget:
        window = grabber.workshop(blank_session(framework))
        window.go("S1")
        return window

    def parked() -> QWidget:
        window = grabber.workshop(sample_session())
        window.actions_table["park"].trigger()
        window.walk.timer.add_minutes(1)
        return window

    def start_page() -> QWidget:
        from lsp_workshop.ui.start.page import StartWindow

        window = StartWindow(grabber.services, grabber.theme, grabber.jobs)
        window.show()
        QTest.qWait(200)
        return window

    def start_empty() -> QWidget:
        from lsp_workshop.ui.start.page import StartWindow

        window = StartWindow(FakeServices(framework), grabber.theme, grabber.jobs)
        window.show()
        QTest.qWait(200)
        return window

    def new_dialog() -> QWidget:
        from lsp_workshop.ui.start.new import NewDialog

        dialog = NewDialog(grabber.theme, None)
        dialog.show()
        return dialog

    def search() -> QWidget:
        from lsp_workshop.ui.workshop.search import SearchDialog

        window = grabber.workshop(sample_session())
        dialog = SearchDialog(grabber.theme, window, window.desk.workshop)
        dialog.show()
        dialog.box.setText("bus")
        return dialog

    def by_action(action: str) -> QWidget:
        window = grabber.workshop(sample_session())
        answers = window.stage_page.answers
        ids = [answer.id for answer in answers.model.answers()]
        window.desk.do(themes.merge_answers(ids[0], ids[1:3]))
        window.desk.do(capture.reword_answer(ids[0], "Too many 16 to 18 year-olds are gone by the first half-term"))
        answers.focus_list()
        window.actions_table[action].trigger()
        return window.findChildren(QDialog)[-1]

    def menu() -> QWidget:
        window = grabber.workshop(sample_session())
        menu = window.menu()
        menu.popup(window.pos())
        return menu

    def behind(*actions: str) -> QWidget:
        """In the steps of a method, and late: everything of the run sheet is there."""
        window = grabber.workshop(sample_session())
        window.go("S1")
        window.desk.session.do(set_steps("ag03", f"{LONG[:150]} 4; In pairs 9"))
        for action in ("timer_toggle", *actions):
            window.actions_table[action].trigger()
        return QApplication.activeModalWidget() or window

    def paste() -> QWidget:
        from lsp_workshop.ui.workshop.stage.paste import PasteDialog, PastedRow

        rows = [PastedRow("tA", "One named contact"), PastedRow("tA", URDU), PastedRow("tB", "A single form")]
        window = grabber.workshop(sample_session())
        dialog = PasteDialog(grabber.theme, window, rows, {"tA": "Table A", "tB": "Table B"})
        dialog.show()
        return dialog

    def unfolded() -> QWidget:
        window = grabber.workshop(sample_session())
        answers = window.stage_page.answers
        ids = [answer.id for answer in answers.model.answers()]
        window.desk.do(capture.reword_answer(ids[0], "Too many 16 to 18 year-olds are gone by the first half-term"))
        window.desk.do(themes.merge_answers(ids[0], ids[1:3]))
        answers.model.toggle_unfolded(ids[0])
        answers.list.go_to(ids[0])
        return window

    made: dict[str, Callable[[], QWidget]] = {
        "stage": stage, "by-theme": by_theme, "theming": theming, "editing": editing, "refused": refused,
        "closed": closed, "nasty": nasty, "many": many, "empty": empty, "parked": parked,
        "start": start_page, "start-empty": start_empty, "new": new_dialog, "search": search, "menu": menu,
        "behind": behind, "run-sheet": partial(behind, "run_sheet"), "catch-up": partial(behind, "catch_up"),
        "dragging": dragging, "alike": alike,
        "paste": paste, "unfolded": unfolded, "palette": partial(by_action, "palette"),
        "shortcuts": partial(by_action, "shortcuts"), "history": partial(by_action, "history"),
    }  # fmt: skip
    yield from (made | plan_screens(grabber)).items()
    yield from review_screens(framework, grabber.workshop)
    yield from vision_screens(framework, grabber.workshop)


SIZES = (("1280", 1280, 800, 100), ("1100", 1100, 680, 100), ("200", 1280, 800, 200))
TALL = ("tall", 1280, 2000, 100)
"""For a list that has to be seen whole; drawn when it is asked for."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--size", default="")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    grabber = Grabber(wanted.out)
    for size, width, height, scale in (TALL,) if wanted.size == TALL[0] else SIZES:
        if wanted.size and size != wanted.size:
            continue
        for mode in (Mode.LIGHT, Mode.DARK):
            grabber.theme.set_text_scale(scale)
            grabber.theme.set_mode(mode)
            for name, make in screens(grabber):
                if wanted.only and name not in wanted.only.split(","):
                    continue
                window = make()
                dialogs = ("paste", "palette", "shortcuts", "history", "closing-sheet", "plan-routes")
                if name not in ("new", "search", "menu", *dialogs):
                    window.resize(width, height)
                grabber.save(window, f"{name}-{size}-{mode}")
                window.close()
                window.deleteLater()
    grabber.jobs.close()


if __name__ == "__main__":
    main()
