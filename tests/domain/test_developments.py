"""How sure the room is of what is coming and when it bites: typed in one line, sorted by date, in the record."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lsp_workshop.domain.developments import asks_when, by_when, next_how_sure, parse_when, split_when
from lsp_workshop.domain.edits import capture
from lsp_workshop.domain.edits.developments import say_how_sure, say_when
from lsp_workshop.domain.edits.questions import ask_when
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Answer, HowSure, Question
from lsp_workshop.domain.record.parts import AnswerList, Heading
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.stages import stage_sections
from lsp_workshop.session import Session
from tests.domain.days import RICH
from tests.domain.rooms import code, room

DAY = "2026-03-12"
SURE, LIKELY, UNSURE = HowSure


@pytest.fixture
def session() -> Session:
    return room(RICH)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bus law / likely April 2027", ("Bus law", LIKELY, "2027-04")),
        ("Bus law /l 2027", ("Bus law", LIKELY, "2027")),
        ("Bus law / 2027, certain", ("Bus law", SURE, "2027")),
        ("Bus law / 1/4/2027 u", ("Bus law", UNSURE, "2027-04-01")),
        ("Bus law / ?", ("Bus law", UNSURE, "")),
        ("Bus law / next year", ("Bus law", None, "2027")),
        ("Bus law / sure now", ("Bus law", SURE, "2026-03")),
        ("Needs and/or hopes / April", ("Needs and/or hopes", None, "2026-04")),
        ("Trains / trams / c", ("Trains / trams", SURE, "")),
    ],
)
def test_what_is_typed_behind_a_slash_is_understood(text: str, found: tuple[str, HowSure | None, str]) -> None:
    """Six tables call out what is coming; one line each is all the time there is."""
    assert split_when(text, DAY) == found


@pytest.mark.parametrize(
    "text",
    [
        "Buses",
        "and/or 2027",
        "Open 24 / 7",
        "Trains / trams",
        "A / likely trams",
        "/ 2027",
        "A / ",
        "Phase 1 / 13/2027",
    ],
)
def test_other_slashes_are_words(text: str) -> None:
    """What is not wholly understood is kept word for word."""
    assert split_when(text, DAY) == (text, None, "")


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_no_word_is_lost_and_every_date_can_be_read_again(text: str) -> None:
    words, how_sure, bites = split_when(text, DAY)
    assert text.startswith(words)
    assert bool(how_sure or bites) == (words != text)
    assert parse_when(bites, DAY) == bites


@pytest.mark.parametrize("text", ["soon", "0000", "2027-13", "31/2/2027", "2027-2029"])
def test_what_is_no_date_is_refused(session: Session, text: str) -> None:
    with pytest.raises(DomainError, match="bad_when"):
        parse_when(text, DAY)
    assert code(session, say_when(["c1"], text)) == "bad_when"


def test_it_is_said_of_answers_that_are_there(session: Session) -> None:
    session.do(say_how_sure(["c1", "c2", "c1"], LIKELY))
    session.do(say_when(["c1"], "Sept 2027"))
    first, second = session.workshop.get(Answer, "c1"), session.workshop.get(Answer, "c2")
    assert (first.how_sure, first.bites, second.how_sure, second.bites) == (LIKELY, "2027-09", LIKELY, "")
    session.do(say_when(["c1"], ""))
    session.do(say_how_sure(["c1"], None))
    first = session.workshop.get(Answer, "c1")
    assert (first.how_sure, first.bites) == (None, "")
    session.undo()
    assert session.workshop.get(Answer, "c1").how_sure is LIKELY


def test_one_key_walks_through_how_sure_it_is() -> None:
    walked: list[HowSure | None] = [None]
    for _ in range(4):
        walked.append(next_how_sure(walked[-1]))
    assert walked == [None, SURE, LIKELY, UNSURE, None]


def test_it_is_taken_from_what_is_typed_only_where_it_is_asked_for(session: Session) -> None:
    """ "Trams / 2027" as an answer to "Why have it?" stays as it was called out."""
    plain = session.do(capture.capture_answer("Q1", "Trams / 2027")).new(Answer)
    assert (plain.text, plain.bites) == ("Trams / 2027", "")
    asked = session.do(capture.capture_answer("Q1", "Trams / 2027", asks_when=True)).new(Answer)
    assert (asked.text, asked.bites) == ("Trams", "2027")
    many = session.do(capture.capture_answers("Q1", [("tA", "A / c"), (None, "B / x")], asks_when=True))
    assert [getattr(each.after, "text", "") for each in many.changes] == ["A", "B / x"]


def test_the_question_of_what_is_coming_asks_for_it_and_any_can(session: Session) -> None:
    """In a day of a partnership's own it may be question 1.3, and a file from before keys has none."""
    policy = Question(id="Q9", stage_id="S2", number="2.2", text="What is coming?")
    session = room((*RICH, policy))

    def asking() -> list[str]:
        return [each.id for each in session.workshop.all(Question) if asks_when(session.workshop, each)]

    assert asking() == ["Q9"]
    session.do(ask_when("Q1", True))
    session.do(ask_when("Q9", False))
    assert asking() == ["Q1"]
    own = Question(id="Q8", stage_id="S2", number="2.1", text="What is coming?", key="policy")
    session = room((*RICH, own, policy))
    assert asking() == ["Q8"]


def test_the_soonest_stands_first_and_what_has_no_date_last(session: Session) -> None:
    for answer_id, when in (("c1", "2028"), ("c3", "April 2027")):
        session.do(say_when([answer_id], when))
    session.do(capture.capture_answer("Q1", "A year / 2027", asks_when=True))
    found = by_when(session.workshop.answers_to("Q1"))
    assert [bites for bites, _ in found] == ["2027", "2027-04", "2028", ""]


def test_the_record_sorts_by_date_and_says_how_sure(session: Session) -> None:
    """The board reads what hits it first, and how much of it is rumour."""
    session.do(say_when(["c1"], "April 2027"))
    session.do(say_how_sure(["c1", "c2"], UNSURE))
    blocks = stage_sections(session.workshop, People(session.workshop, public=True))[0].blocks
    found: dict[str, list[tuple[str, ...]]] = {}
    title = ""
    for block in blocks:
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, AnswerList):
            found[title] = [answer.marks for group in block.groups for answer in group.answers]
    assert list(found)[:2] == ["April 2027", "No date yet"]
    assert found["April 2027"] == [("Unsure",)]
    assert ("Unsure",) in found["No date yet"]
