"""Every field of every record that people type into: its words are found, and Enter goes to where they stand."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lsp_workshop.domain.model import (
    RECORD_TYPES,
    Correction,
    EarlierCheck,
    Note,
    OwnFramework,
    Part,
    Picture,
    Question,
    Record,
    Stage,
    Turnout,
    Unknown,
    Vote,
)
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.workshop.search import SearchDialog
from lsp_workshop.ui.workshop.search_index import Index
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.domain.test_edit_words import KNOWN
from tests.ui.conftest import OpenWindow
from tests.ui.support import AnsweredDialogs, session_of

WORD = "quokka"
NOBODYS_WORDS = {
    "WorkshopDetails": {"date", "starts", "ends", "status", "group_noun"},
    "Partnership": {"formed"},
    "Sector": {"colour", "shape"},
    "Organisation": {"status"},
    "Group": {"label"},
    "Participant": {"arrived", "left"},
    "AgendaItem": {"time", "started_at", "ended_at", "time_given"},
    "Stage": {"ticked_prompt_ids", "key"},
    "Question": {"number", "key"},
    "Answer": {"captured_at", "captured_by", "status", "part", "prompt_id"},
    "PurposeStatement": {"written_at"},
    "Ballot": {"method", "preset", "voter_unit", "secrecy", "status", "opened_at", "closed_at", "tie_settled_by"},
    "BallotOption": {"id", "source_element"},
    "BallotRules": {"pass_rule"},
    "Decision": {"recorded_at"},
    "VisionWording": {"made_at", "ballots"},
    "Adoption": {"date"},
    "Route": {"options"},
    "Indicator": {"baseline_date", "target_date", "direction", "baseline_status"},
    "Milestone": {"due"},
    "Action": {"due", "first_step_due", "joint_arrangement_ids", "status", "rag", "prompt_id"},
    "Pledge": {"dimension_id", "due"},
    "ReviewItem": {"rag", "action_id", "became"},
    "Review": {"date"},
    "ParkingLotItem": {"answer_by", "prompt_id"},
    "Feedback": {"scale"},
    "FeedbackForm": {"id"},
    "Correction": {"at"},
}
"""Dates, codes, ids, colours and what a list gives to choose from: nobody looks for them by a word."""
NOT_FOUND: set[type[Record]] = {Vote, Turnout, OwnFramework, EarlierCheck, Picture, Unknown}
"""Papers say nothing to a search, nor does what nobody said here; what this version does not know it cannot show."""

Put = Callable[[Any], Any]


def made(kind: type[Part]) -> Any:
    """One of the kind with something in the fields that it must have."""
    values: dict[str, Any] = {}
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            hint = hints[field.name]
            values[field.name] = next(iter(hint)) if _is_enum(hint) else 1 if hint is int else "x"
    return kind(**values)


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, StrEnum)


def places(kind: type[Part]) -> Iterator[tuple[str, Put]]:
    """Each field into which words are typed, and what puts the word there."""
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        left_out = {"id"} if issubclass(kind, Record) else set()
        if field.name in {"extra", "given"} | left_out | NOBODYS_WORDS.get(kind.__name__, set()):
            continue
        if not field.metadata.get("refers_to"):
            yield from _places_in(field.name, hints[field.name])


def _places_in(name: str, hint: Any) -> Iterator[tuple[str, Put]]:
    origin = typing.get_origin(hint)
    inner = [each for each in typing.get_args(hint) if each not in (type(None), Ellipsis)]
    if hint is str:
        yield name, lambda part: dataclasses.replace(part, **{name: WORD})
    elif _is_part(hint):
        for below, put in places(hint):
            yield f"{name}.{below}", _inside(name, hint, put, many=False)
    elif origin is tuple and inner == [str]:
        yield name, lambda part: dataclasses.replace(part, **{name: ("x", WORD)})
    elif origin is tuple and _is_part(inner[0]):
        for below, put in places(inner[0]):
            yield f"{name}.{below}", _inside(name, inner[0], put, many=True)
    elif origin in (typing.Union, types.UnionType) and len(inner) == 1:
        yield from _places_in(name, inner[0])


def _is_part(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Part)


def _inside(name: str, kind: type[Part], put: Put, *, many: bool) -> Put:
    def change(part: Any) -> Any:
        new = put(made(kind))
        return dataclasses.replace(part, **{name: (new,) if many else new})

    return change


FURTHER: tuple[Record, ...] = (
    Stage(id="S3", number=3, title="Vision"),
    Question(id="Q3", stage_id="S3", number="3.1", text="What should it be?"),
    Stage(id="S4", number=4, title="Plan"),
    Question(id="Q4", stage_id="S4", number="4.1", text="Who does what?"),
    Stage(id="S5", number=5, title="Review"),
    Question(id="Q5", stage_id="S5", number="5.1", text="Who asks us?"),
    Note(id="n1", stage_id="S1", text="x"),
    Correction(id="co1", at="2026-03-13", text="x"),
)
EVERY = [(kind, name, put) for kind in RECORD_TYPES if kind not in NOT_FOUND for name, put in places(kind)]


def workshop_with(kind: type[Record], put: Put) -> list[Record]:
    given = [*KNOWN, *FURTHER]
    place = next(number for number, each in enumerate(given) if type(each) is kind)
    given[place] = put(given[place])
    return given


@pytest.mark.parametrize(("kind", "name", "put"), EVERY, ids=[f"{kind.__name__}.{name}" for kind, name, _ in EVERY])
def test_the_word_is_found(kind: type[Record], name: str, put: Put) -> None:
    """It was said and typed in this room: "it is not there" would be a lie in front of those who said it."""
    found = Index(Workshop(workshop_with(kind, put))).found(WORD)
    assert [type(find.record) for find in found] == [kind]


def test_the_words_that_are_looked_for_are_many() -> None:
    """So that a change of the records does not make the others pass with nothing looked at."""
    assert len(EVERY) > 50
    assert {kind for kind, _, _ in EVERY} == set(RECORD_TYPES) - NOT_FOUND
    known = {kind.__name__ for kind in RECORD_TYPES} | {"Partnership", "BallotOption", "BallotRules", "Milestone"}
    assert set(NOBODYS_WORDS) <= known | {"ReviewItem", "FeedbackForm"}


@pytest.mark.parametrize(
    "kind", [kind for kind in RECORD_TYPES if kind not in NOT_FOUND], ids=lambda kind: kind.__name__
)
def test_enter_goes_there(open_window: OpenWindow, kind: type[Record]) -> None:
    """Found and not gone to is half found: forty people wait while somebody scrolls."""
    put = next(put for each, _, put in EVERY if each is kind)
    window = open_window(session_of(workshop_with(kind, put)))
    window.actions_table["search"].trigger()
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialog = dialogs.dialogs[-1]
    assert isinstance(dialog, SearchDialog)
    QTest.keyClicks(dialog.box, WORD)
    QTest.keyClick(dialog.box, Qt.Key.Key_Return)
    assert where(window) == WHERE[kind.__name__]


WHERE = {
    "WorkshopDetails": "prepare",
    "Sector": "prepare",
    "Organisation": "prepare",
    "Group": "prepare",
    "Participant": "prepare",
    "Apology": "record",
    "AgendaItem": "prepare",
    "Stage": "S1 answers",
    "Question": "S1 answers",
    "Theme": "S1 answers",
    "Answer": "S1 answers",
    "Ballot": "S1 ballots",
    "Decision": "S1 decisions",
    "Objective": "S4 plan",
    "Indicator": "S3 vision",
    "VisionWording": "S3 vision",
    "Adoption": "S3 vision",
    "Route": "S3 vision",
    "Action": "S4 plan",
    "Pledge": "S4 plan",
    "Review": "S5 review",
    "PurposeStatement": "S1 purpose",
    "StaffFunction": "S1 purpose",
    "Mechanism": "S5 review",
    "Lesson": "S5 review",
    "ParkingLotItem": "parking",
    "Feedback": "S5 review",
    "Photo": "S1 photos",
    "Note": "notes",
    "Correction": "record",
}


def where(window: WorkshopWindow) -> str:
    """Where one is: the page, and in a stage the tab, or the box of the right panel that has the keyboard."""
    if window.side.notes.hasFocus():
        return "notes"
    if window.side.parking_box.hasFocus():
        return "parking"
    if window.page is not window.stage_page:
        return next(key for key, page in window._pages.items() if page is window.page)
    stage = window.walk.stage
    return f"{stage.id if stage else ''} {window.stage_page.tabs.current()}"
