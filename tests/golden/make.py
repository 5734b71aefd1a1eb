"""Makes the workshop files that every later version has to open: once for each schema, never again for an older one.

    python -m tests.golden.make

They are named after this version's schema; what they are to say is in the .json beside. None is ever overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lsp_workshop.domain.edits.capture import capture_answers, mark, reword_answer
from lsp_workshop.domain.edits.themes import put_under_theme
from lsp_workshop.domain.edits.votes import cast_vote
from lsp_workshop.domain.model import Answer, WorkshopDetails, WorkshopStatus
from lsp_workshop.session import Session
from lsp_workshop.store import format as file_format
from lsp_workshop.store.opening import create_workshop, open_workshop
from tests.store.files import SMALL, State, said, sample_records, state
from tests.store.test_kept import BALLOT

FOLDER = Path(__file__).parent
TORN = 60
"""Bytes of a line that was on its way to the disk."""


def session_at(path: Path) -> Session:
    opened = open_workshop(path, rescue_folder=path.parent / "rescued")
    return Session(opened.workshop, opened.store, clock=lambda: datetime(2026, 5, 4, 17, 30))


def closed(path: Path) -> tuple[State, int]:
    """The sample away-day, worked in and closed."""
    records = sample_records()
    # The sample's day is over; this one goes on.
    opened = (replace(each, status=WorkshopStatus.OPEN) for each in records if isinstance(each, WorkshopDetails))
    create_workshop(path, (*opened, *(each for each in records if not isinstance(each, WorkshopDetails))))
    session = session_at(path)
    first, second = [each.id for each in session.workshop.all(Answer)][:2]
    session.do(reword_answer(first, "„In anderen Worten“ – with a bus: 🚌\nand a second line"))
    session.do(mark([first, second], "headline", True))
    session.undo()
    session.close()
    return state(session.workshop), 3


def in_use(path: Path) -> tuple[State, int]:
    """A small day as a power cut in the middle of a line left it: body, journal, torn tail."""
    create_workshop(path, (*SMALL, BALLOT))
    session = session_at(path)
    session.do(said("Before the night"))
    for number in range(3):
        session.do(cast_vote("b1", {"o": number}))
    session.close()
    session = session_at(path)
    session.do(capture_answers("Q1", [("tA", "One of two"), (None, "Two of two")]))
    session.do(put_under_theme(["c1", "c2"], "Getting about"))
    session.do(cast_vote("b1", {"o": 5}))
    wanted, size = state(session.workshop), path.stat().st_size
    session.do(said("On its way to the disk, and too long to have got there"))
    torn = path.read_bytes()[: size + TORN]
    session.close()
    path.write_bytes(torn)
    return wanted, 3


FILES: Mapping[str, Callable[[Path], tuple[State, int]]] = {"closed": closed, "in-use": in_use}


def main() -> None:
    for name, make in FILES.items():
        path = FOLDER / f"{name}-v{file_format.SCHEMA}.lspw"
        records, history = make(path)
        listed = [[collection, record] for (collection, _), record in records.items()]
        text = json.dumps({"history": history, "records": listed}, ensure_ascii=False, indent=1)
        path.with_suffix(".json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
