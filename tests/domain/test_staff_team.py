"""What a staff team does, as a checklist: have, planned, not for us, and what nobody has said anything to."""

from __future__ import annotations

import pytest

from lsp_workshop.domain.edits import event
from lsp_workshop.domain.edits.staff_team import ANSWERS, answer_staff_function, note_staff_function
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Record, StaffAnswer, StaffFunction
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.parts import Table
from lsp_workshop.domain.staff_team import StaffLine, staff_lines
from lsp_workshop.session import Session
from tests.domain.days import RICH
from tests.domain.rooms import code, room
from tests.ui.conftest import framework as _framework

framework = _framework


@pytest.fixture
def session() -> Session:
    return room(RICH)


def said(session: Session, framework: Framework) -> list[tuple[str, str]]:
    return [(str(line.answer), line.note) for line in staff_lines(session.workshop, framework)]


def test_each_function_gets_an_answer(session: Session, framework: Framework) -> None:
    lines = staff_lines(session.workshop, framework)
    assert [line.id for line in lines] == ["X1", "X2", "X3", "X4"]
    for line, typed in zip(lines, ("have", "P", "not for us", ""), strict=True):
        session.do(answer_staff_function(line, typed))
    session.do(note_staff_function(lines[1], " From April "))
    assert said(session, framework) == [
        ("have", ""), ("planned", "From April"), ("not for us", ""), ("not said yet", ""),
    ]  # fmt: skip
    assert session.workshop.count(StaffFunction) == 3


def test_an_answer_can_be_taken_back_whole(session: Session, framework: Framework) -> None:
    """Nothing stays in the file of what is said to nobody any more."""
    line = staff_lines(session.workshop, framework)[0]
    session.do(answer_staff_function(line, "have"))
    session.do(note_staff_function(line, "Una"))
    session.do(answer_staff_function(line, "not said"))
    assert session.workshop.get(StaffFunction, "X1").note == "Una"
    session.do(note_staff_function(line, ""))
    assert session.workshop.count(StaffFunction) == 0


def test_what_is_not_for_us_is_offered_before_nothing() -> None:
    """ "not", Enter takes what is offered first: it would wipe out what the room had said."""
    assert next(each for each in ANSWERS if each.startswith("not")) == StaffAnswer.NOT_FOR_US
    assert sorted(ANSWERS) == sorted(StaffAnswer)


def test_what_is_no_answer_is_refused(session: Session) -> None:
    line = StaffLine("X1", "Serve")
    for typed in ("no", "maybe"):
        assert code(session, answer_staff_function(line, typed)) == "bad_staff_answer"
    assert code(session, note_staff_function(line, "x" * 20_001)) == "text_too_long"
    session.do(event.close_workshop())
    assert code(session, answer_staff_function(line, "have")) == "workshop_closed"


def test_what_was_said_stays_when_the_framework_changes(framework: Framework) -> None:
    """A file of a partnership whose template had a function more loses neither the words nor the answer."""
    own: Record = StaffFunction(id="own", text="Keep the website", answer=StaffAnswer.HAVE)
    lines = staff_lines(room((*RICH, own)).workshop, framework)
    assert [(line.id, line.text) for line in lines][-1] == ("own", "Keep the website")


def test_the_record_has_the_whole_list_once_something_was_said(session: Session, framework: Framework) -> None:
    """ "Not said yet" is a finding too, but an untouched list is no section."""
    assert "staff" not in {each.id for each in printable_record(session.workshop, framework).sections}
    session.do(answer_staff_function(staff_lines(session.workshop, framework)[1], "planned"))
    record = printable_record(session.workshop, framework)
    (table,) = next(each for each in record.sections if each.id == "staff").blocks
    assert isinstance(table, Table)
    assert [row[1].text for row in table.rows] == ["Not said yet", "Planned", "Not said yet", "Not said yet"]
