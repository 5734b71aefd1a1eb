"""The two halves of a double question: what was said to which, and that nothing is lost when they change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.edits import capture
from lsp_workshop.domain.edits.questions import LONGEST_PART, MOST_PARTS, set_parts
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.history import in_past
from lsp_workshop.domain.model import Answer, Question
from lsp_workshop.domain.question_parts import answers_by_part, part_letters, split_part
from lsp_workshop.domain.record.parts import AnswerList, Heading
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.stages import stage_sections
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from tests.domain.days import RICH, Day, days, live
from tests.domain.rooms import room

NEEDS, HOPES = "Needs", "Opportunities"


@pytest.fixture
def session() -> Session:
    session = room(RICH)
    session.do(set_parts("Q1", [NEEDS, HOPES]))
    return session


def said(session: Session, text: str, part: str = "") -> str:
    return session.do(capture.capture_answer("Q1", text, part=part)).new(Answer).id


def part(session: Session, answer_id: str) -> str:
    return session.workshop.get(Answer, answer_id).part


def refused(session: Session, edit: Edit) -> str:
    with pytest.raises(DomainError) as error:
        session.do(edit)
    return error.value.code


class TestAnswers:
    def test_are_captured_into_a_part_or_none(self, session: Session) -> None:
        assert part(session, said(session, "Buses", NEEDS)) == NEEDS
        assert part(session, said(session, "Trams")) == ""
        session.do(capture.capture_answers("Q1", [("tA", "One", HOPES), (None, "Two")]))
        assert [each.part for each in session.workshop.answers_to("Q1")][-2:] == [HOPES, ""]

    def test_are_not_put_where_nobody_would_find_them(self, session: Session) -> None:
        for edit in (
            capture.capture_answer("Q1", "x", part="Wishes"),
            capture.capture_answers("Q1", [(None, "x", "Wishes")]),
            capture.capture_answer("Q2", "x", part=NEEDS),
            capture.put_in_part(["c1"], "Wishes"),
        ):
            assert refused(session, edit) == "unknown_part"

    def test_change_their_part_in_one_step_that_says_so(self, session: Session) -> None:
        ids = [said(session, "Buses", NEEDS), said(session, "Trams")]
        session.do(capture.put_in_part(ids, HOPES))
        assert [part(session, each) for each in ids] == [HOPES, HOPES]
        assert session.undo_label == "put 2 answers into “Opportunities”"
        assert in_past(session.undo_label) == "put 2 answers into “Opportunities”"
        session.undo()
        assert [part(session, each) for each in ids] == [NEEDS, ""]
        session.do(capture.put_in_part(ids[:1], ""))
        assert part(session, ids[0]) == ""

    def test_of_a_part_that_the_question_has_not_are_in_none(self, session: Session) -> None:
        """A file from elsewhere may name any part: its answers are seen all the same."""
        question = session.workshop.get(Question, "Q1")
        stray = Answer(id="x", question_id="Q1", text="Stray", part="Wishes")
        known = Answer(id="y", question_id="Q1", text="Known", part=HOPES)
        workshop = Workshop([question, stray, known])
        assert answers_by_part(workshop, question, [stray, known]) == [(HOPES, [known]), ("", [stray])]


class TestAQuestion:
    @pytest.mark.parametrize(
        "names",
        [["One"], ["a", "A"], ["a", " "], ["a", "b" * (LONGEST_PART + 1)], [str(n) for n in range(MOST_PARTS + 1)]],
    )
    def test_has_parts_that_can_be_told_apart(self, session: Session, names: list[str]) -> None:
        assert refused(session, set_parts("Q1", names)) == "bad_parts"

    def test_keeps_its_answers_in_a_part_that_is_renamed(self, session: Session) -> None:
        kept, moved = said(session, "Trams", HOPES), said(session, "Buses", NEEDS)
        session.do(set_parts("Q1", [HOPES, "What is missing"]))
        assert (part(session, kept), part(session, moved)) == (HOPES, "What is missing")
        session.undo()
        assert part(session, moved) == NEEDS

    def test_that_is_plain_again_has_them_in_none(self, session: Session) -> None:
        answer_id = said(session, "Buses", NEEDS)
        session.do(set_parts("Q1", []))
        assert part(session, answer_id) == ""
        assert session.undo_label == "take away the parts of question 1.1"

    @given(days("capture", "part", "parts", "reword", "set aside", "merge"))
    def test_never_has_an_answer_in_a_part_that_is_not_there(self, day: Day) -> None:
        session = room(RICH)
        live(session, [("parts", 1, 0, "Also"), *day])
        for answer in session.workshop.all(Answer):
            assert answer.part in ("", *session.workshop.get(Question, answer.question_id).parts)


class TestWhatIsTyped:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("n: a bus", (NEEDS, "a bus")),
            ("N:a bus", (NEEDS, "a bus")),
            (" needs : a bus", (NEEDS, "a bus")),
            ("Opportunities: the station", (HOPES, "the station")),
            ("Needed: a form", (None, "Needed: a form")),
            ("Need: a form", (None, "Need: a form")),
            ("In needs: a form", (None, "In needs: a form")),
            ("opp: x", (None, "opp: x")),
            ("10:30 is too early", (None, "10:30 is too early")),
            (": x", (None, ": x")),
            ("Needs", (None, "Needs")),
        ],
    )
    def test_names_a_part_only_by_its_name_or_letter(self, text: str, found: tuple[str | None, str]) -> None:
        assert split_part(text, (NEEDS, HOPES)) == found

    def test_letters_begin_a_word_and_leave_tables_theirs(self) -> None:
        assert part_letters(("Together", "Through members")) == {"Together": "t", "Through members": "m"}
        assert part_letters((NEEDS, HOPES), ["N", "B"]) == {HOPES: "o"}
        assert split_part("n: a bus", (NEEDS, HOPES), ["N"]) == (None, "n: a bus")

    @given(st.lists(st.text(min_size=1, max_size=12), max_size=4, unique=True), st.lists(st.text(max_size=2)))
    def test_no_letter_is_two_parts_or_a_tables(self, parts: list[str], labels: list[str]) -> None:
        letters = part_letters(parts, labels)
        assert len(set(letters.values())) == len(letters)
        assert not set(letters.values()) & {label.casefold() for label in labels}


def test_the_record_keeps_the_lists_apart(session: Session) -> None:
    """Needs and opportunities in one list is what the source warns of."""
    said(session, "The station", HOPES)
    said(session, "A bus", NEEDS)
    blocks = stage_sections(session.workshop, People(session.workshop, public=True))[0].blocks
    found: dict[str, list[str]] = {}
    title = ""
    for block in blocks:
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, AnswerList):
            found[title] = [answer.text for group in block.groups for answer in group.answers]
    assert list(found)[:2] == [NEEDS, HOPES]
    assert (found[NEEDS], found[HOPES]) == (["A bus"], ["The station"])
    assert "Late buses" in found["In no part yet"]
