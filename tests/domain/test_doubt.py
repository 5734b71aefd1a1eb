"""Entries that came back from a damaged file: marked until somebody has looked, and never printed as if whole."""

import dataclasses
import json
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop import paths
from lsp_workshop.domain.codec import as_stored, encode
from lsp_workshop.domain.doubt import DOUBTFUL, doubtful_records, is_doubtful, without_doubt
from lsp_workshop.domain.edits import capture, doubt, records
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.framework import Framework, read_framework
from lsp_workshop.domain.model import Action, Answer, Note, Record, WorkshopDetails, WorkshopStatus
from lsp_workshop.domain.record import PrintableRecord, printable_record
from lsp_workshop.domain.record.doubt import DOUBTFUL_MARK
from lsp_workshop.domain.record.parts import AnswerList, PrintedAnswer
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from tests.domain.days import RICH
from tests.domain.rooms import room

ACTION = Action(id="a1", title="A bus after six", extra=MappingProxyType({"colour": "red"}))
EVERYTHING: tuple[Record, ...] = (*RICH, ACTION, Note(id="n1", text="Ask again"))
PLACES = range(len(EVERYTHING))


def marked(record: Record) -> Record:
    return dataclasses.replace(record, extra=MappingProxyType({**record.extra, DOUBTFUL: True}))


def damaged(*ids: str) -> Session:
    """A room in which the records of these ids are doubtful."""
    return room(as_stored(marked(each)) if each.id in ids else each for each in EVERYTHING)


def doubtful_ids(session: Session) -> list[str]:
    return [record.id for record in doubtful_records(session.workshop)]


class TestVouching:
    @given(st.sets(st.sampled_from(PLACES)), st.sets(st.sampled_from(PLACES)))
    def test_takes_the_mark_from_what_was_named_and_touches_nothing_else(
        self, doubtful: set[int], named: set[int]
    ) -> None:
        """“It is right” to three rows must not clear a fourth, nor change a word; undo must bring the marks back."""
        session = room(marked(each) if place in doubtful else each for place, each in enumerate(EVERYTHING))
        before = list(session.workshop.records())
        session.do(doubt.vouch_for([EVERYTHING[place] for place in named]))
        left = {(type(EVERYTHING[place]), EVERYTHING[place].id) for place in doubtful - named}
        assert {(type(each), each.id) for each in doubtful_records(session.workshop)} == left
        assert list(map(without_doubt, session.workshop.records())) == list(map(without_doubt, before))
        if doubtful & named:
            session.undo()
        assert list(session.workshop.records()) == before

    def test_is_one_step_with_a_name(self) -> None:
        """Undo must name what it takes back, and take back the whole of it."""
        session = damaged("c1", "a1")
        found = doubtful_records(session.workshop)
        assert session.do(doubt.vouch_for([*found, *found])).label == "say that 2 records are right"
        assert doubtful_ids(session) == []
        session.undo()
        assert session.do(doubt.vouch_for(found[:1])).label == "say that the answer “Buses stop at seven” is right"
        assert doubtful_ids(session) == ["a1"]

    def test_keeps_what_another_version_has_written_beside_the_mark(self) -> None:
        session = damaged("a1")
        session.do(doubt.vouch_for([ACTION]))
        assert encode(session.workshop.get(Action, "a1")) == encode(ACTION)

    def test_a_closed_workshop_stays_as_it_is(self) -> None:
        """A record that was handed out and its file must go on saying the same."""
        session = damaged("c1")
        session.do(records.change(WorkshopDetails, "workshop", status=WorkshopStatus.CLOSED))
        with pytest.raises(DomainError) as refused:
            session.do(doubt.vouch_for(doubtful_records(session.workshop)))
        assert refused.value.code == "workshop_closed"
        assert doubtful_ids(session) == ["c1"]

    def test_a_record_that_is_gone_is_refused(self) -> None:
        session = damaged("c1")
        with pytest.raises(DomainError) as refused:
            session.do(doubt.vouch_for([Answer(id="gone", question_id="Q1", text="x")]))
        assert refused.value.code == "unknown_record"


class TestOtherEdits:
    def test_who_words_an_answer_anew_has_looked_at_it(self) -> None:
        """Otherwise an answer put right by hand would be called damaged for ever."""
        session = damaged("c1")
        session.do(capture.reword_answer("c1", "Buses stop at six"))
        assert doubtful_ids(session) == []
        session.undo()
        assert doubtful_ids(session) == ["c1"]

    def test_what_does_not_read_the_words_says_nothing_about_them(self) -> None:
        """A theme, a flag, another table: who sets them has not compared the words with the flip chart."""
        session = damaged("c1", "a1")
        text = session.workshop.get(Answer, "c1").text
        for edit in (
            capture.mark(["c1"], "headline", True),
            capture.set_aside(["c1"]),
            capture.move_to_group(["c1"], "tB"),
            capture.reword_answer("c1", text),
            records.change(Action, "a1", due="2026-05-01"),
        ):
            session.do(edit)
        assert doubtful_ids(session) == ["c1", "a1"]


@pytest.fixture(scope="module")
def framework() -> Framework:
    return read_framework(json.loads(paths.resource("framework.json").read_text(encoding="utf-8")))


def answers_in(record: PrintableRecord) -> list[PrintedAnswer]:
    lists = [block for section in record.sections for block in section.blocks if isinstance(block, AnswerList)]
    return [answer for each in lists for group in each.groups for answer in group.answers]


class TestInPrint:
    """A record goes to sixty people: words that the disk may have changed must not stand there as what they said."""

    @pytest.mark.parametrize("public", [False, True])
    def test_the_cover_counts_and_the_answer_is_marked(self, framework: Framework, public: bool) -> None:
        session = damaged("c1", "a1", "n1")
        record = printable_record(session.workshop, framework, public=public)
        assert record.status.endswith(f"{DOUBTFUL_MARK}: 1 answer and 1 action"), "private notes reach no document"
        texts = [answer.text for answer in answers_in(record) if DOUBTFUL_MARK in answer.marks]
        assert texts == [session.workshop.get(Answer, "c1").text]
        assert DOUBTFUL not in repr(record)

    def test_nothing_is_said_once_somebody_vouched(self, framework: Framework) -> None:
        session = damaged("c1", "a1")
        session.do(doubt.vouch_for(doubtful_records(session.workshop)))
        whole = printable_record(Workshop(EVERYTHING), framework)
        assert printable_record(session.workshop, framework) == whole
        assert DOUBTFUL_MARK not in repr(whole)


def test_the_mark_survives_saving() -> None:
    """It stands in a field of its own that every version of the program carries along."""
    assert is_doubtful(as_stored(marked(ACTION)))
