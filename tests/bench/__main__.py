"""How fast, beside what it is measured against, in one run on one machine: `python3 run.py bench [--json FILE]`.

Each figure is the median of many, taken in turn with its yardstick, so that a busy moment hits both.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest import mock

from lsp_workshop.collector import collector_paused
from lsp_workshop.domain.change import added
from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.framework import read_framework
from lsp_workshop.domain.model import Answer, Ballot, BallotOption, Method, Picture, Record, Vote
from lsp_workshop.domain.pictures import as_text
from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.files import replace_file
from lsp_workshop.paths import resource
from lsp_workshop.session import Session
from lsp_workshop.store import journal, opening
from lsp_workshop.store.format import read_contents
from lsp_workshop.store.workshop_store import WorkshopStore
from tests.bench import results as ballots
from tests.bench import stores

CAPTURES = 300
KEPT = 60
"""Answers kept in every way, at every size."""
SIZES = ((100, 0), (1_000, 0), (10_000, 0), (10_000, 100_000))
MOST_FOR_TINYDB = 10_000
"""Records; stock TinyDB writes all of them for every one."""
OPENINGS = 9
STARTS = 9
OPTIONS = 12

BARE_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)

application = QApplication(sys.argv)
window = Window()
window.resize(1000, 700)
window.show()
sys.exit(application.exec())
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A median beside its yardstick's, in milliseconds; `at_most` is how many times the yardstick it may take."""

    what: str
    beside: str
    takes: float
    yardstick: float
    at_most: float | None

    @property
    def times(self) -> float:
        return self.takes / self.yardstick


# --- workshops to measure with ------------------------------------------------------------------------------


def records(answers: int, votes: int) -> Iterator[Record]:
    """A workshop with so many answers and votes."""
    made = new_workshop(
        read_framework(json.loads(resource("framework.json").read_text("utf-8"))), title="A day", tables=6
    )
    yield from made
    options = tuple(BallotOption(id=f"o{number:02}", label=f"Option {number}") for number in range(OPTIONS))
    yield Ballot(id="b1", title="Which?", method=Method.DOTS, options=options)
    for number in range(answers):
        yield an_answer(number)
    for number in range(votes):
        yield a_vote(number)


def an_answer(number: int) -> Answer:
    return Answer(
        id=f"{number:020x}",
        question_id="Q2.1",
        group_id=f"table{number % 6 + 1}",
        text=f"The last bus goes at seven, so nobody from the estate comes to anything after work ({number})",
        captured_at="2026-03-12T10:01:00",
    )


def a_vote(number: int) -> Vote:
    choices = {f"o{(number * 7 + place) % OPTIONS:02}": 1 + place % 2 for place in range(3)}
    return Vote(id=f"{number:020x}", ballot_id="b1", sector_id="public", choices=choices)


@contextmanager
def without_sync() -> Iterator[None]:
    """Nothing waits for the disk: what is left is the program's own time."""
    with mock.patch.object(journal, "sync", at_once):
        yield


def at_once(_handle: int) -> None:
    """A sync that does nothing: a mock would take longer than all that is measured."""


def timed(action: Callable[[], object]) -> float:
    """Milliseconds."""
    gc.collect()
    started = time.perf_counter()
    kept = action()
    takes = time.perf_counter() - started
    del kept
    return takes * 1000


# --- the parts ----------------------------------------------------------------------------------------------


def captures(folder: Path) -> Iterator[Figure]:
    """An answer captured and on disk, beside its bytes appended to a file of the same size and synced."""
    took = []
    for answers, votes in ((1_000, 0), (10_000, 100_000)):
        path, raw = folder / f"capture-{answers}.lspw", folder / f"raw-{answers}"
        opening.create_workshop(path, records(answers, votes))
        raw.write_bytes(path.read_bytes())
        opened = opening.open_workshop(path, rescue_folder=folder)
        session = Session(opened.workshop, opened.store)
        takes, yardstick = capture_beside_append(session, path, raw)
        took.append(takes)
        name = f"{answers + votes:,} records"
        yield Figure(f"Capture an answer, durably ({name})", "append the same bytes and fsync", takes, yardstick, 1.5)
        with without_sync():
            cpu = statistics.median(capture(session, number) for number in range(CAPTURES))
        yield Figure(f"Capture without waiting for the disk ({name})", "100 microseconds", cpu, 0.1, 1)
        session.close()
    small, large = took
    yield Figure("Capture an answer at 110,000 records", "the same at 1,000 records", large, small, 1.3)
    yield from with_photos(folder)


PHOTOS, PHOTO_BYTES = 40, 500_000


def with_photos(folder: Path) -> Iterator[Figure]:
    """A day with 40 photos in its file beside the same day without: capture, opening, closing."""
    without, *_ = a_day_with(0, folder)
    takes, opens, closes = a_day_with(PHOTOS, folder)
    day = f"a day with {PHOTOS} photos ({PHOTOS * PHOTO_BYTES // 1_000_000} MB)"
    yield Figure(f"Capture an answer, {day}", "the same without photos", takes[0], without[0], 1.3)
    yield Figure(f"Open {day}", "json.loads of its bytes", *opens, None)
    yield Figure(f"Close {day}", "write its bytes and sync", *closes, None)


def a_day_with(photos: int, folder: Path) -> Sequence[tuple[float, float]]:
    """Capture, opening and closing, each with its yardstick (capture has none)."""
    path = folder / f"photos-{photos}.lspw"
    pictures = [Picture(id=f"p{number}", data=as_text(os.urandom(PHOTO_BYTES))) for number in range(photos)]
    opening.create_workshop(path, [*records(1_000, 0), *pictures])
    data = path.read_bytes()
    opens = min(timed(lambda: opening.open_for_reading(path, rescue_folder=folder)) for _ in range(OPENINGS))
    loads = min(timed(lambda: json.loads(data)) for _ in range(OPENINGS))
    opened = opening.open_workshop(path, rescue_folder=folder)
    session = Session(opened.workshop, opened.store)
    takes = statistics.median(capture(session, number) for number in range(CAPTURES))
    closes, writes = timed(session.close), timed(lambda: replace_file(folder / "raw", data))
    return (takes, 0.0), (opens, loads), (closes, writes)


def capture_beside_append(session: Session, path: Path, raw: Path) -> tuple[float, float]:
    takes, yardstick = [], []
    handle = os.open(raw, os.O_WRONLY | os.O_APPEND)
    with path.open("rb") as file:
        for number in range(CAPTURES):
            file.seek(0, os.SEEK_END)
            takes.append(capture(session, number))
            line = file.read()
            started = time.perf_counter()
            os.write(handle, line)
            os.fsync(handle)
            yardstick.append((time.perf_counter() - started) * 1000)
    os.close(handle)
    return statistics.median(takes), statistics.median(yardstick)


def capture(session: Session, number: int) -> float:
    """Milliseconds for one answer."""
    edit = capture_answer("Q2.1", an_answer(number).text, group_id="table1")
    started = time.perf_counter()
    session.do(edit)
    return (time.perf_counter() - started) * 1000


def openings(folder: Path) -> Iterator[Figure]:
    """10,000 answers and 100,000 votes, beside `json.load` of the same file."""
    whole, fresh = folder / "closed.lspw", folder / "in-use.lspw"
    opening.create_workshop(whole, records(10_000, 100_000))
    opening.create_workshop(fresh, records(9_000, 90_000))
    append_records(fresh, [an_answer(number) for number in range(9_000, 10_000)])
    append_records(fresh, [a_vote(number) for number in range(90_000, 100_000)])

    def load() -> object:
        with whole.open(encoding="utf-8") as file:
            return json.load(file)

    def tables(path: Path) -> object:
        with collector_paused():
            return WorkshopStore(path, read_contents(path.read_bytes(), path), rescue_folder=folder)

    def workshop(path: Path) -> object:
        return opening.open_for_reading(path, rescue_folder=folder)

    ways: dict[str, Callable[[], object]] = {
        "load": load,
        "tables": lambda: tables(whole),
        "workshop": lambda: workshop(whole),
        "tables in use": lambda: tables(fresh),
        "workshop in use": lambda: workshop(fresh),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(OPENINGS):
        for name, way in ways.items():
            took[name].append(timed(way))
    median = {name: statistics.median(each) for name, each in took.items()}
    beside = "json.load of the closed file"
    yield Figure("Open 110,000 records, to the tables", beside, median["tables"], median["load"], 1.25)
    yield Figure("Open 110,000 records, to domain objects", beside, median["workshop"], median["load"], 2)
    yield Figure("The same, a tenth in the journal: tables", beside, median["tables in use"], median["load"], 1.5)
    yield Figure("The same: domain objects", beside, median["workshop in use"], median["load"], None)


def append_records(path: Path, more: list[Answer] | list[Vote]) -> None:
    """A line of the journal for each, and the file left as a crash leaves it."""
    opened = opening.open_workshop(path, rescue_folder=path.parent)
    with without_sync():
        for record in more:
            opened.store.append(Transaction("fill", added(record)), "2026-03-12T10:01:00")
    data = path.read_bytes()
    opened.store.close()
    path.write_bytes(data)


def other_stores(folder: Path) -> Iterator[Figure]:
    """An answer kept by stock TinyDB, by SQLite and by ours, beside a raw append; then what each takes in memory."""
    for answers, votes in SIZES:
        count = answers + votes
        ours = folder / f"kept-{count}.lspw"
        # The sizes are those of the whole, the framework's own records included.
        opening.create_workshop(ours, records(answers, votes))
        paths = stores.make(folder, ours)
        if count > MOST_FOR_TINYDB:
            del paths["TinyDB"]
        name = f"{count:,} records"
        used = {way: memory_after_opening(way, path) for way, path in paths.items() if way != "raw"}
        loaded = memory_after_opening("json.load", ours)
        took = kept_in_turn(paths)
        for way in paths:
            if way != "raw":
                yield Figure(f"Keep an answer: {way} ({name})", "raw append and fsync", took[way], took["raw"], None)
        for way, megabytes in used.items():
            yield Figure(f"Memory when open, in MB: {way} ({name})", "json.load, in MB", megabytes, loaded, None)


def kept_in_turn(paths: dict[str, Path]) -> dict[str, float]:
    keepers = {way: stores.KEEPERS[way](path) for way, path in paths.items()}
    took: dict[str, list[float]] = {way: [] for way in keepers}
    for number in range(KEPT):
        answer = {
            "id": f"k{number:019}",
            "question_id": "Q2.1",
            "group_id": "table1",
            "text": an_answer(number).text,
            "captured_at": "2026-03-12T10:01:00",
        }
        for way, keeper in keepers.items():
            took[way].append(stores.timed_keep(keeper, answer))
    for keeper in keepers.values():
        keeper.close()
    return {way: statistics.median(each) for way, each in took.items()}


def memory_after_opening(way: str, path: Path) -> float:
    """Megabytes, of a process that does nothing else."""
    command = [sys.executable, stores.__file__, way, str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout)


def starts(folder: Path) -> Iterator[Figure]:
    """From nothing to the first painted window, beside a bare window: whole processes, in turn."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "LSP_WORKSHOP_DATA": str(folder / "data"),
        "LSP_WORKSHOP_QUIT_AFTER_PAINT": "1",
        "HOME": str(folder),
    }
    commands = {
        "bare": [sys.executable, "-c", BARE_WINDOW],
        "program": [sys.executable, "-m", "lsp_workshop"],
    }
    took: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(STARTS + 1):
        for name, command in commands.items():
            started = time.perf_counter()
            subprocess.run(command, env=environment, check=True, timeout=120)
            if turn:  # The first one warms the disk's cache up.
                took[name].append((time.perf_counter() - started) * 1000)
    program, bare = (statistics.median(took[name]) for name in ("program", "bare"))
    yield Figure("Start to the first painted window", "a bare PySide6 window", program, bare, None)


def results(_: Path) -> Iterator[Figure]:
    """Results of 100,000 votes in a ballot of 40 options, beside a plain loop that adds the same numbers up once."""
    for name, takes, loop in ballots.in_turn():
        what = f"Results of {ballots.VOTES:,} votes, {len(ballots.OPTIONS)} options: {name}"
        yield Figure(what, "150 milliseconds of processor time", takes, 150, 1)
        yield Figure(what, "a plain loop that adds them up", takes, loop, None)
    many, few = ballots.a_paper_among(ballots.VOTES), ballots.a_paper_among(ballots.FEW_VOTES)
    yield Figure(f"One more paper among {ballots.VOTES:,}", f"the same among {ballots.FEW_VOTES:,}", many, few, 1.5)


def windows(folder: Path) -> Iterator[Figure]:
    """The longest time between two turns of the window's event loop, for each deed by keys."""
    from tests.bench import window

    for name, stall in window.in_turn(folder):
        beside = f"{window.LIMIT:g} milliseconds"
        yield Figure(f"{stall.deed} ({name}): median", beside, stall.median, window.LIMIT, 1)
        yield Figure(f"{stall.deed} ({name}): longest", beside, stall.longest, window.LIMIT, 1)
        yield Figure(f"{stall.deed} ({name}): processor", beside, stall.processor, window.LIMIT, 1)


def documents(folder: Path) -> Iterator[Figure]:
    """The record as a tagged PDF: beside its words through ReportLab's own road, by length, and beside the window."""
    from tests.bench import pages, window

    takes, plain = pages.beside_plain(folder)
    yield Figure("The sample's record, tagged and with charts", "its words alone by multiBuild", takes, plain, 1.5)
    (few, short), (many, long) = pages.by_length(folder)
    yield Figure(f"A page of a record of {many} pages", f"a page of one of {few}", long, short, 1.3)
    for name, stall, news in pages.stalls(folder):
        what = f"The window while {name} is made (told {news} times)"
        yield Figure(what, f"{window.LIMIT:g} milliseconds", stall, window.LIMIT, 1)


PARTS: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "capture": captures,
    "open": openings,
    "stores": other_stores,
    "results": results,
    "start": starts,
    "window": windows,
    "documents": documents,
}


# --- what is printed ----------------------------------------------------------------------------------------


def table(figures: list[Figure]) -> Iterator[str]:
    row = "{:<72} {:>10} {:>10}   {:<34} {:>6} {:>8}".format
    yield row("", "ms", "beside ms", "beside", "times", "at most")
    for each in figures:
        limit = "" if each.at_most is None else f"{each.at_most:g}"
        mark = " over" if each.at_most is not None and each.times > each.at_most else ""
        yield (
            row(each.what, f"{each.takes:.3f}", f"{each.yardstick:.3f}", each.beside, f"{each.times:.2f}", limit) + mark
        )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the program beside its yardsticks.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="only these: " + ", ".join(PARTS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too; without, print them")
    wanted = parser.parse_args(arguments)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="lsp-workshop-bench-") as name:
        for part in wanted.parts or PARTS:
            print(f"measuring: {part}", file=sys.stderr, flush=True)
            figures.extend(PARTS[part](Path(name)))
    print("\n".join(table(figures)))
    machine = {"python": platform.python_version(), "system": platform.platform(), "processors": os.cpu_count()}
    found = {**machine, "figures": [{**asdict(each), "times": each.times} for each in figures]}
    text = json.dumps(found, indent=1)
    if wanted.json is None:
        print(text)
    else:
        wanted.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
