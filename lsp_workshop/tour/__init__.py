"""The sample away-day, driven through the real windows off-screen: every answer typed, every paper entered by key.

Leaves the workshop, its record and a picture of every screen in a folder. It shows what the program does where there
is no screen, makes the pictures of README, and is a test of the whole.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from lsp_workshop.domain.model import (
    Action,
    Answer,
    Ballot,
    Decision,
    Feedback,
    Lesson,
    Objective,
    ParkingLotItem,
    Participant,
    Pledge,
    Record,
    Review,
    Theme,
    Turnout,
    Vote,
    WorkshopStatus,
)
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.lines import say
from lsp_workshop.paths import resource
from lsp_workshop.store import interchange, opening
from lsp_workshop.tour.guide import RECORD_NAME, Guide
from lsp_workshop.tour.hands import Hands

FILE_NAME = "Shaping-Aldermouth-Together.lspw"

_TYPED_IN = (
    Answer, Theme, Ballot, Vote, Turnout, Decision, Objective, Action, Pledge, ParkingLotItem, Review, Lesson, Feedback,
)  # fmt: skip
"""What the tour types in itself; the rest of the sample (people, agenda, indicators...) is there from the start."""


def morning(sample: Workshop) -> list[Record]:
    """The sample as it was before the first question: people and tables, and nothing said yet."""
    records: list[Record] = []
    for record in sample.records():
        if isinstance(record, _TYPED_IN):
            continue
        if record is sample.details:
            record = dataclasses.replace(sample.details, status=WorkshopStatus.DRAFT)
        if isinstance(record, Participant):
            # Somebody left at five past three; until then everybody may vote.
            record = dataclasses.replace(record, left=None)
        records.append(record)
    return records


def run_tour(folder: Path) -> int:
    """Walk through the day; returns 0. Files of an earlier tour in `folder` are replaced, others stay."""
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    folder.mkdir(parents=True, exist_ok=True)
    for old in (folder / FILE_NAME, folder / RECORD_NAME):
        old.unlink(missing_ok=True)
    sample = interchange.read_interchange(resource("sample/aldermouth.json")).workshop
    opening.create_workshop(folder / FILE_NAME, morning(sample))
    data = Path(tempfile.mkdtemp(prefix="lsp-workshop-tour-"))
    stumbled: list[BaseException] = []
    qInstallMessageHandler(_without_excuses)
    try:
        hands = Hands(folder, data, sample)
        # An error in a slot ends in the hook and would otherwise pass for a picture that is only a little odd.
        sys.excepthook = lambda _kind, error, _trace: stumbled.append(error)
        Guide(hands).walk()
    finally:
        sys.excepthook = sys.__excepthook__
        qInstallMessageHandler(None)
        shutil.rmtree(data, ignore_errors=True)
    if stumbled:
        raise stumbled[0]
    say(f"{folder / FILE_NAME}: the workshop")
    say(f"{folder / RECORD_NAME}: its record")
    for picture in hands.pictures:
        say(str(picture))
    return 0


def _without_excuses(_kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    """Qt's words without those in which the off-screen platform says what a screen could do."""
    if message and not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


__all__ = ["FILE_NAME", "RECORD_NAME", "morning", "run_tour"]
