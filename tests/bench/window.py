"""How long the window stands still: a heart beats in its event loop while keys are pressed, and its gaps are taken.

Workshops of up to 10,000 answers on real files, the projector showing answers, and every deed by keys of the keyboard.
Each gap is taken twice: by the clock on the wall, which is what a person waits, and by the processor's time of this
thread, which no neighbour on the machine can make longer.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.framework import Framework, read_framework
from lsp_workshop.domain.model import Answer, Question, Record
from lsp_workshop.paths import resource
from lsp_workshop.session import Session
from lsp_workshop.store import opening
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.theme import Mode, Theme
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.support import FakeServices

ANSWERS = 10_000
IN_ONE = 400
LIMIT = 50.0
"""Milliseconds: longer than this and a person sees that the window waits."""
CAPTURES = 6
TURNS = 5
QUICK, QUICK_TIMES = 8, 2
MANY = 1_000
"""Answers that are merged, and put under a theme, at one go."""
QUIET = 90
"""Milliseconds after a deed in which what it left for later is done too."""
BETWEEN_KEYS = 2
"""Milliseconds: each key is an event of its own, as from a keyboard."""

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, NO = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class Stall:
    """The longest gaps, in milliseconds on the wall and of the processor, of a deed that was done some times."""

    deed: str
    took: list[tuple[float, float]]

    @property
    def median(self) -> float:
        return statistics.median(wall for wall, _ in self.took)

    @property
    def longest(self) -> float:
        return max(wall for wall, _ in self.took)

    @property
    def processor(self) -> float:
        """The longest by the processor's time, which need not be the longest on the wall."""
        return max(busy for _, busy in self.took)


class Heart:
    """Beats at every turn of the event loop that it can get; the longest time between two beats is a stall."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._last = self._last_busy = 0.0
        self._longest = self._longest_busy = 0.0

    def during(self, deed: Callable[[], object], quiet: int = QUIET) -> tuple[float, float]:
        """Milliseconds of the longest gap from the first key until all that it brought about is done.

        On the wall, and by the processor.
        """
        self._longest = self._longest_busy = 0.0
        self._last, self._last_busy = time.perf_counter(), time.thread_time()
        self._timer.start()
        deed()
        wait(quiet)
        self._timer.stop()
        # What went on to the very end is a gap, too.
        self._beat()
        return self._longest * 1000, self._longest_busy * 1000

    def _beat(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        self._longest = max(self._longest, now - self._last)
        self._longest_busy = max(self._longest_busy, busy - self._last_busy)
        self._last, self._last_busy = now, busy


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Desk:
    """A window on a file, and hands on its keyboard. Each key goes to whatever window has the keyboard."""

    def __init__(self, app: QApplication, path: Path, framework: Framework) -> None:
        opened = opening.open_workshop(path, rescue_folder=path.parent)
        self._session = Session(opened.workshop, opened.store)
        self._jobs = Jobs()
        self.window = WorkshopWindow(self._session, FakeServices(framework), Theme(app, Mode.LIGHT), self._jobs)
        self.window.show()
        self.window.activateWindow()
        self.window.start()
        self.window.walk.go("Q2.1")
        wait(400)
        # What was made by then is not looked through again in the middle of a deed.
        gc.collect()

    @property
    def answers(self) -> int:
        return self._session.workshop.count(Answer)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
        window = QApplication.focusWindow()
        assert window is not None, "no window has the keyboard"
        QTest.keyClick(window, key, modifier)
        wait(BETWEEN_KEYS)

    def typed(self, words: str) -> None:
        """Letters, figures and what stands on keys of its own."""
        for letter in words:
            self.key(Qt.Key(ord(letter.upper())), SHIFT if letter.isupper() else NO)

    def mark(self, first: int, count: int) -> None:
        """Mark so many answers of the list at once, which takes a person very many keys."""
        panel = self.window.stage_page.answers
        for answer in panel.model.answers()[first : first + count]:
            panel.model.toggle_mark(answer.id)
        wait(50)

    def back(self) -> None:
        """After a dialog, to the box for answers."""
        self.window.activateWindow()
        wait(50)
        self.key(Qt.Key.Key_E, CTRL)

    def close(self) -> None:
        self.window.close()
        self._session.close()
        self._jobs.close()


# --- what is measured ---------------------------------------------------------------------------------------


def records(framework: Framework, count: int, *, in_one: bool) -> Iterator[Record]:
    """So many answers over all questions alike, or to one of them."""
    questions: list[str] = []
    for record in new_workshop(framework, title="A large day", tables=6):
        if isinstance(record, Question):
            questions.append(record.id)
        yield record
    for number in range(count):
        question_id = "Q2.1" if in_one else questions[number % len(questions)]
        yield Answer(
            id=f"{number:020x}",
            question_id=question_id,
            group_id=f"table{number % 6 + 1}",
            text=f"The last bus goes at seven, so nobody from the estate comes to anything after work ({number})",
            captured_at="2026-03-12T10:01:00",
        )


def stalls(desk: Desk) -> Iterator[Stall]:
    heart = Heart()
    key, typed = desk.key, desk.typed

    def capture(number: int) -> None:
        typed(f"Said just now {number}")
        key(Qt.Key.Key_Return)

    key(Qt.Key.Key_E, CTRL)
    yield Stall("Capture, nothing on the projector", [heart.during(partial(capture, n)) for n in range(CAPTURES)])
    yield Stall("Send the answers to the projector", [heart.during(lambda: key(Qt.Key.Key_F5, SHIFT), 900)])
    yield Stall("Capture, answers on the projector", [heart.during(partial(capture, n)) for n in range(CAPTURES)])

    def quickly() -> None:
        for number in range(QUICK):
            capture(number)
            wait(30)

    yield Stall("Eight captures, one after the other", [heart.during(quickly) for _ in range(QUICK_TIMES)])
    yield Stall("Next page on the projector", [heart.during(lambda: key(Qt.Key.Key_F6)) for _ in range(TURNS)])
    yield Stall("Take a capture back", [heart.during(lambda: key(Qt.Key.Key_Z, CTRL)) for _ in range(TURNS)])
    yield Stall("Walk on", [heart.during(lambda: key(Qt.Key.Key_PageDown)) for _ in range(TURNS)])
    yield Stall("Walk back", [heart.during(lambda: key(Qt.Key.Key_PageUp)) for _ in range(TURNS)])

    def search(words: str) -> None:
        key(Qt.Key.Key_F, CTRL)
        wait(60)
        typed(words)
        wait(160)
        key(Qt.Key.Key_Escape)

    yield Stall("Search", [heart.during(partial(search, f"bus {n}")) for n in range(3)])
    desk.back()

    def put_under_theme(number: int) -> None:
        key(Qt.Key.Key_L, CTRL)
        for _ in range(3):
            key(Qt.Key.Key_Space)
            key(Qt.Key.Key_Down)
        key(Qt.Key.Key_T, ALT)
        typed(f"Bus {number}")
        key(Qt.Key.Key_Return)
        key(Qt.Key.Key_E, CTRL)

    yield Stall("Put three answers under a theme", [heart.during(partial(put_under_theme, n)) for n in range(TURNS)])
    yield Stall("Answers by theme on the projector", [heart.during(lambda: key(Qt.Key.Key_F5, CTRL), 900)])
    yield Stall("Capture, by theme on the projector", [heart.during(partial(capture, n)) for n in range(CAPTURES)])
    yield Stall("Another theme, by theme", [heart.during(partial(put_under_theme, TURNS + n)) for n in range(TURNS)])
    key(Qt.Key.Key_V, ALT)
    # From here on answers are compared with one another between two keys.
    yield Stall("Capture, answers by theme", [heart.during(partial(capture, n), 350) for n in range(CAPTURES)])
    yield Stall("While answers are compared", [heart.during(lambda: wait(200)) for _ in range(TURNS)])
    yield from many_at_once(desk, heart, "by theme")
    key(Qt.Key.Key_L, CTRL)
    key(Qt.Key.Key_Home)
    yield Stall("A theme down", [heart.during(lambda: key(Qt.Key.Key_Down, CTRL)) for _ in range(4)])
    yield Stall("Park a theme, or bring it back", [heart.during(lambda: key(Qt.Key.Key_K)) for _ in range(4)])
    key(Qt.Key.Key_V, ALT)
    yield from many_at_once(desk, heart, "by table")
    yield from walks(desk, heart)


def many_at_once(desk: Desk, heart: Heart, order: str) -> Iterator[Stall]:
    """A thousand answers, or as many as there are, merged, put under a theme, and all of it taken back."""
    key = desk.key
    key(Qt.Key.Key_L, CTRL)
    for deed, keys in (("Merge", [(Qt.Key.Key_G, NO)]), ("Put under a theme", [(Qt.Key.Key_T, ALT)])):
        desk.mark(MANY // 10, MANY)
        took, name = [], f"{deed}: {MANY:,} answers, {order}"
        for each, modifier in keys:
            took.append(heart.during(partial(key, each, modifier)))
        if deed != "Merge":
            desk.typed("All of it")
            took.append(heart.during(partial(key, Qt.Key.Key_Return)))
        yield Stall(name, took)
        yield Stall(f"{name}, taken back", [heart.during(partial(key, Qt.Key.Key_Z, CTRL))])
        yield Stall(f"{name}, done again", [heart.during(partial(key, Qt.Key.Key_Z, CTRL | SHIFT))])
        key(Qt.Key.Key_Z, CTRL)


def walks(desk: Desk, heart: Heart) -> Iterator[Stall]:
    """By arrow keys through the answers, in each order, and from one order to the next."""
    key = desk.key

    def pressed(*keys: Qt.Key) -> list[tuple[float, float]]:
        return [heart.during(partial(key, keys[turn % len(keys)])) for turn in range(TURNS)]

    def other_order(which: Qt.KeyboardModifier) -> list[tuple[float, float]]:
        """Into the order, and out of it again the next time."""
        return [heart.during(lambda: key(Qt.Key.Key_V, which)) for _ in range(TURNS)]

    key(Qt.Key.Key_L, CTRL)
    yield Stall("Walk among the answers", pressed(Qt.Key.Key_Up))
    yield Stall("To the first answer and to the last", pressed(Qt.Key.Key_Home, Qt.Key.Key_End))
    yield Stall("Mark an answer", pressed(Qt.Key.Key_Space))
    yield Stall("A headline, and none", pressed(Qt.Key.Key_H))
    yield Stall("By theme, and by table", other_order(ALT))
    yield Stall("A column for each table, and none", other_order(ALT | SHIFT))
    key(Qt.Key.Key_V, ALT | SHIFT)
    yield Stall("Walk down and up a column", pressed(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down))
    yield Stall("Walk from column to column", pressed(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right))
    yield Stall("To both ends of a column", pressed(Qt.Key.Key_Home, Qt.Key.Key_End))
    key(Qt.Key.Key_V, ALT | SHIFT)
    key(Qt.Key.Key_V, ALT)
    yield Stall("Walk among the answers, by theme", pressed(Qt.Key.Key_Down))
    key(Qt.Key.Key_V, ALT)
    yield Stall("Into the other part", pressed(Qt.Key.Key_1, Qt.Key.Key_2))


def in_turn(folder: Path) -> Iterator[tuple[str, Stall]]:
    """What each deed takes with 10,000 answers over all questions, with 400 to one, and with all 10,000 to one."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
    framework = read_framework(json.loads(resource("framework.json").read_text("utf-8")))
    for what, count, in_one in (
        (f"{ANSWERS:,} answers", ANSWERS, False),
        (f"{IN_ONE} to one question", IN_ONE, True),
        (f"{ANSWERS:,} to one question", ANSWERS, True),
    ):
        path = folder / f"window-{count}-{in_one:d}.lspw"
        opening.create_workshop(path, records(framework, count, in_one=in_one))
        name = f"{what}; {path.name}, {path.stat().st_size / 1e6:.1f} MB"
        desk = Desk(app, path, framework)
        before = desk.answers
        for stall in stalls(desk):
            yield name, stall
        # Keys that reach no box would be fast.
        assert desk.answers == before + CAPTURES * 4 + QUICK * QUICK_TIMES - TURNS, "not every key was heard"
        desk.close()
