"""What screen tests and pictures stand on: a store in memory, services that answer from lists, answered dialogs."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from lsp_workshop import paths
from lsp_workshop.documents import Making
from lsp_workshop.domain.codec import decode
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.history import Past
from lsp_workshop.domain.model import RECORD_TYPES, Record, Turnout, Vote, WorkshopDetails, WorkshopStatus
from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.messages import remark_sentence
from lsp_workshop.session import NotSaved, Remark, Session
from lsp_workshop.templates import Templates
from lsp_workshop.ui.dialogs import Dialogs
from lsp_workshop.ui.services import (
    Chosen,
    NewWorkshop,
    Preview,
    SavedWorkshop,
    Shelf,
    Version,
    WayIn,
    WaysIn,
)
from lsp_workshop.ui.workshop.page import Panel
from lsp_workshop.ui.workshop.shell import WorkshopWindow

P = TypeVar("P", bound=Panel)


def laid_out() -> None:
    """Layouts are made anew by events that were posted: what was asked for a line ago is not in its place before."""
    QApplication.processEvents()


class MemoryStore:
    """A store that keeps transactions in a list, and can be told that the disk is full."""

    def __init__(self) -> None:
        self.read_only = False
        self.broken: NotSaved | None = None
        self.transactions: list[Transaction] = []
        self.times: list[str] = []
        self.untold: list[Remark] = []

    def append(self, transaction: Transaction, at: str, slow: object = None) -> None:
        if self.broken is not None:
            raise self.broken
        self.transactions.append(transaction)
        self.times.append(at)

    def history(self) -> list[Past]:
        """As a file keeps it: with a time, and without papers and turnout."""
        return [
            _past(each, at)
            for each, at in zip(self.transactions, self.times, strict=True)
            if each.timed and not each.touches(Vote, Turnout)
        ]

    def news(self) -> tuple[Remark, ...]:
        told, self.untold = tuple(self.untold), []
        return told

    def close(self, slow: object = None) -> tuple[Remark, ...]:
        self.broken = NotSaved("closed")
        return ()


def _past(done: Transaction, at: str) -> Past:
    touched = tuple((change.kind, change.id) for change in done.changes)
    return Past(at, done.label, touched, lambda place: done.changes[place].before)


class FakeServices:
    """The services of the screens, answering from lists."""

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self.templates: Shelf = Templates(paths.resource("templates"), Path("templates"), lambda: framework)
        self.saved: list[SavedWorkshop] = []
        self.opened: list[Path] = []
        self.opened_by: list[tuple[Path, WayIn]] = []
        self.documents = Path("documents")
        self.ways: list[WayIn] = []
        self.versions: list[Version] = []
        self.forgotten: list[Path] = []
        self.created: list[NewWorkshop] = []
        self.followed: list[tuple[Path, NewWorkshop]] = []
        self.remembered = Chosen()

    @property
    def framework(self) -> Framework:
        return self._framework

    def saved_workshops(self) -> Sequence[SavedWorkshop]:
        return self.saved

    def open(self, path: Path) -> Session:
        self.opened.append(path)
        return blank_session(self._framework)

    def ways_in(self, path: Path, error: Exception) -> WaysIn:
        return WaysIn(self.ways, self.versions_of(path))

    def open_by(self, path: Path, way: WayIn) -> Session:
        self.opened_by.append((path, way))
        return blank_session(self._framework)

    def versions_of(self, path: Path) -> Sequence[Version]:
        return self.versions

    def open_version(self, path: Path, version: Version) -> Session:
        self.opened.append(version.path)
        return blank_session(self._framework)

    def forget_versions(self, path: Path) -> None:
        self.forgotten.append(path)

    def suggested_path(self, session: Session) -> Path:
        return self.documents / self.path_of(session).name

    def save_elsewhere(self, session: Session, path: Path) -> Sequence[str]:
        session.move_to(MemoryStore())
        return ()

    def news_of(self, session: Session) -> Sequence[str]:
        return [remark_sentence(self.path_of(session), each) for each in session.news()]

    def create(self, new: NewWorkshop) -> Session:
        self.created.append(new)
        return blank_session(self._framework)

    def follow_up(self, path: Path, new: NewWorkshop) -> Session:
        self.followed.append((path, new))
        return blank_session(self._framework)

    def open_sample(self) -> Session:
        return sample_session()

    def path_of(self, session: Session) -> Path:
        return Path("workshop.lspw")

    def export(self, workshop: Workshop, out: Path, kind: str, making: Making) -> None:
        out.write_text(kind, encoding="utf-8")

    def preview(self, workshop: Workshop, kind: str, making: Making) -> Preview:
        """Pages are shown in tests that have the real services."""
        raise AssertionError("a preview was asked for")

    def file_to_view(self, pdf: bytes, name: str) -> Path:
        raise AssertionError("a preview was to be opened elsewhere")

    def chosen(self, session: Session) -> Chosen:
        return self.remembered

    def remember(self, session: Session, chosen: Chosen) -> None:
        self.remembered = chosen


def opened_tab(window: WorkshopWindow, key: str, kind: type[P]) -> P:
    """A tab of the question the window stands at, in front."""
    panel = window.stage_page.open_tab(key)
    assert isinstance(panel, kind)
    return panel


class AnsweredDialogs(Dialogs):
    """Answers what is asked without a window: `text`, `path`, `yes`; keeps what was told and shown."""

    text = ""
    path: Path | None = None
    yes = True

    def __init__(self, window: QWidget | None) -> None:
        super().__init__(window)  # type: ignore[arg-type]  # no window: nothing is opened
        self.asked: list[str] = []
        self.told: list[str] = []
        self.dialogs: list[QDialog] = []

    def ask_open_file(self, title: str, kinds: str, folder: Path, then: Callable[[Path], None]) -> None:
        self.asked.append(title)
        if self.path is not None:
            then(self.path)

    def ask_open_files(self, title: str, kinds: str, folder: Path, then: Callable[[list[Path]], None]) -> None:
        self.asked.append(title)
        if self.path is not None:
            then([self.path])

    def ask_save_file(
        self, title: str, kinds: str, suggestion: Path, then: Callable[[Path], None], *, replaces: bool = True
    ) -> None:
        self.asked.append(title)
        if self.path is not None:
            then(self.path)

    def ask_folder(self, title: str, folder: Path, then: Callable[[Path], None]) -> None:
        self.asked.append(title)
        if self.path is not None:
            then(self.path)

    def ask_text(
        self, title: str, question: str, text: str, ok: str, then: Callable[[str], None], *, short: bool = False
    ) -> None:
        self.asked.append(title)
        if self.text:
            then(self.text)

    def confirm(self, title: str, sentence: str, button: str, then: Callable[[], None]) -> None:
        self.asked.append(title)
        if self.yes:
            then()

    def tell(self, sentence: str, detail: str = "") -> None:
        self.told.append(sentence)

    def show(self, dialog: QDialog) -> None:
        self.dialogs.append(dialog)


class Clock:
    """Local time that moves a second at every look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 12, 10, 42, 6)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def session_of(records: Sequence[Record], store: MemoryStore | None = None) -> Session:
    return Session(Workshop(records), store or MemoryStore(), clock=Clock())


def sample_records() -> list[Record]:
    """The sample away-day, read as the interchange format has it."""
    data = json.loads(paths.resource("sample/aldermouth.json").read_text(encoding="utf-8"))
    records: list[Record] = []
    for kind in RECORD_TYPES:
        found = data.get(kind.collection)
        objects = [found] if isinstance(found, dict) else found or []
        for place, given in enumerate(objects, start=1):
            ids = {"workshop": "workshop", "feedback": "feedback", "apologies": f"apology{place}"}
            own = given.get("ballot_id") if kind.collection == "turnout" else ids.get(kind.collection)
            records.append(decode(kind, given if own is None else {**given, "id": own}))
    return records


def sample_session(*, status: str = "open", store: MemoryStore | None = None) -> Session:
    """The sample as it was on the day: still open, unless asked otherwise."""
    records = [
        dataclasses.replace(record, status=WorkshopStatus(status), current_question_id="Q2.1")
        if isinstance(record, WorkshopDetails)
        else record
        for record in sample_records()
    ]
    return session_of(records, store)


def blank_session(framework: Framework, tables: int = 4) -> Session:
    return session_of(
        new_workshop(framework, title="Founding day", date="2026-03-12", partnership="Northside", tables=tables)
    )


def saved_rows() -> list[SavedWorkshop]:
    """Rows of the start page, one of each kind."""
    folder = Path("workshops")
    return [
        SavedWorkshop(
            folder / "shaping-aldermouth.lspw", "Shaping Aldermouth Together", "Aldermouth Strategic Partnership",
            "2026-03-12", "open", "Stage 2 of 5", 164, 225,
        ),
        SavedWorkshop(
            folder / "review-day.lspw", "Review day", "Northside Partnership", "2026-01-20", "closed", "", 88, 31
        ),
        SavedWorkshop(folder / "founding.lspw", "Founding workshop", "Northside Partnership", "2025-06-03", "draft"),
        SavedWorkshop(
            folder / "elsewhere.lspw", "Joint induction", "Harbour Villages", "2025-05-01",
            problem="It is open elsewhere: by Maren on her laptop.",
        ),
        SavedWorkshop(folder / "gone.lspw", "gone.lspw", problem="The file is not there any more."),
    ]  # fmt: skip
