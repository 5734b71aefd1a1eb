"""What the partnership is for, wording by wording: none is lost, and the record has the one that stands."""

from __future__ import annotations

import pytest

from lsp_workshop.domain.edits import capture, event
from lsp_workshop.domain.edits.purpose import bring_back_purpose, draft_purpose, write_purpose
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import PurposeStatement
from lsp_workshop.domain.purpose import standing
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.parts import Paragraph, Role, Section, Table
from lsp_workshop.session import Session
from tests.domain.days import RICH
from tests.domain.rooms import code, room
from tests.ui.conftest import framework as _framework

framework = _framework


@pytest.fixture
def session() -> Session:
    return room(RICH)


def texts(session: Session) -> list[str]:
    return [each.text for each in session.workshop.all(PurposeStatement)]


def stands(session: Session) -> str:
    now = standing(session.workshop)
    return now.text if now is not None else ""


def test_every_wording_is_kept_and_the_last_one_stands(session: Session) -> None:
    """At three somebody says that the first wording was better: it is there, and nothing after it is lost."""
    first = session.do(write_purpose(" To be one voice ")).new(PurposeStatement)
    session.do(write_purpose("To be heard"))
    assert first.written_at == "2026-03-12T10:00:00"
    assert (texts(session), stands(session)) == (["To be one voice", "To be heard"], "To be heard")
    session.do(bring_back_purpose(first.id))
    assert texts(session) == ["To be one voice", "To be heard", "To be one voice"]
    session.undo()
    assert stands(session) == "To be heard"


def test_the_same_words_are_no_other_wording(session: Session) -> None:
    session.do(write_purpose("To be heard"))
    session.do(write_purpose("To be heard "))
    assert texts(session) == ["To be heard"]
    assert code(session, write_purpose(" \n")) == "empty_text"


def test_the_headlines_words_are_a_draft_in_the_order_of_the_day(session: Session) -> None:
    """What the room said stands there at one key, and what was typed before is a wording of its own."""
    assert code(session, draft_purpose()) == "no_headlines"
    later = session.do(capture.capture_answer("Q2", "For\nresidents ")).changes[0].id
    session.do(capture.mark([later, "c2", "c1"], "headline", True))
    session.do(capture.set_aside(["c2"]))
    session.do(draft_purpose("Half a sent"))
    assert texts(session) == ["Half a sent", "Buses stop at seven.\nFor residents."]
    session.do(draft_purpose(stands(session)))
    assert len(texts(session)) == 2, "the same draft again is no other wording"
    session.undo()
    assert texts(session) == []


def test_a_closed_workshop_keeps_its_purpose(session: Session) -> None:
    made = session.do(write_purpose("To be heard")).new(PurposeStatement)
    session.do(event.close_workshop())
    for edit in (write_purpose("Other"), bring_back_purpose(made.id)):
        assert code(session, edit) == "workshop_closed"


def test_the_record_has_the_one_that_stands_and_those_before_it_behind(session: Session, framework: Framework) -> None:
    """Who reads the record learns what the partnership is for, and an argued word can be looked up."""
    for words in ("To be one voice", "To be heard\nby all"):
        session.do(write_purpose(words))
    record = printable_record(session.workshop, framework)
    (section,) = (each for each in record.sections if each.id == "purpose")
    assert Paragraph("To be heard\nby all", Role.STATEMENT) in section.blocks
    behind = next(each for each in record.sections if each.title == "Earlier wordings of the purpose")
    assert _cells(behind) == ["12 March 2026, 10:00", "To be one voice"]


def _cells(section: Section) -> list[str]:
    return [cell.text for block in section.blocks if isinstance(block, Table) for row in block.rows for cell in row]
