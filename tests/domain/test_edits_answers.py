"""What a table said: kept word for word, whatever is done with it afterwards."""

from typing import Any

import pytest
from hypothesis import given, settings

from lsp_workshop.domain.edits import capture, records, themes
from lsp_workshop.domain.edits.records import LONGEST_TEXT
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Answer, AnswerStatus, Ballot, BallotOption, Method, Note, Theme
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.domain.wording import short_title
from lsp_workshop.session import Session
from tests.domain.days import RICH, Day, days, live
from tests.domain.rooms import room

WORDS = ("reword", "mark", "theme", "merge", "split", "set aside", "keep", "move", "clear", "rename", "remove theme")


@pytest.fixture
def session() -> Session:
    return room(RICH)


def answer(session: Session, answer_id: str = "c1") -> Answer:
    return session.workshop.get(Answer, answer_id)


def refusal(session: Session, edit: Edit) -> tuple[str, dict[str, Any]]:
    before = list(session.workshop.records())
    with pytest.raises(DomainError) as refused:
        session.do(edit)
    assert list(session.workshop.records()) == before
    return refused.value.code, refused.value.values


def first_words(answer: Answer) -> str:
    return answer.text if answer.first_text is None else answer.first_text


class TestCaptured:
    @pytest.mark.parametrize(
        "text", [" spaces ", "tab\there", "“quotes”", "🚌" * 50, "\u202b\u05e9\u05dc", "a\u0000b", "x" * LONGEST_TEXT]
    )
    def test_word_for_word(self, session: Session, text: str) -> None:
        assert session.do(capture.capture_answer("Q1", text)).new(Answer).text == text

    @pytest.mark.parametrize("text", ["", "   ", "\t\n", "\u00a0\u2003"])
    def test_nothing_but_space_is_no_answer(self, session: Session, text: str) -> None:
        assert refusal(session, capture.capture_answer("Q1", text))[0] == "empty_text"

    def test_more_than_fits_on_a_page_is_no_answer(self, session: Session) -> None:
        code, values = refusal(session, capture.capture_answer("Q1", "x" * (LONGEST_TEXT + 1)))
        assert (code, values["length"]) == ("text_too_long", LONGEST_TEXT + 1)

    def test_with_its_table_its_time_and_who_wrote_it(self, session: Session) -> None:
        made = session.do(capture.capture_answer("Q1", "x", group_id="tA", captured_by="scribe")).new(Answer)
        assert (made.group_id, made.captured_at, made.captured_by) == ("tA", "2026-03-12T10:00:00", "scribe")

    def test_only_to_a_question_and_from_a_table_that_are_there(self, session: Session) -> None:
        assert refusal(session, capture.capture_answer("Q9", "x"))[0] == "unknown_record"
        assert refusal(session, capture.capture_answer("Q1", "x", group_id="tZ"))[0] == "dangling"

    def test_a_pasted_list_is_one_step_and_all_or_nothing(self, session: Session) -> None:
        before = session.workshop.count(Answer)
        assert refusal(session, capture.capture_answers("Q1", [("tA", "One"), ("tA", " ")]))[0] == "empty_text"
        session.do(capture.capture_answers("Q1", [("tA", "One"), (None, "Two")]))
        assert session.workshop.count(Answer) == before + 2
        assert session.undo_label == "capture 2 answers"
        session.undo()
        assert session.workshop.count(Answer) == before


class TestReworded:
    def test_the_first_words_stay_through_every_rewording(self, session: Session) -> None:
        for text in ("Second words", "Third words"):
            session.do(capture.reword_answer("c1", text))
        assert (answer(session).text, answer(session).first_text) == ("Third words", "Buses stop at seven")

    def test_back_at_the_first_words_there_is_nothing_to_say(self, session: Session) -> None:
        session.do(capture.reword_answer("c1", "Second words"))
        session.do(capture.reword_answer("c1", "Buses stop at seven"))
        assert (answer(session).text, answer(session).first_text) == ("Buses stop at seven", None)

    def test_words_cannot_be_taken_away(self, session: Session) -> None:
        assert refusal(session, capture.reword_answer("c1", "  "))[0] == "empty_text"
        assert refusal(session, capture.reword_answer("c1", "x" * (LONGEST_TEXT + 1)))[0] == "text_too_long"


@settings(max_examples=80, deadline=None)
@given(days(*WORDS, longest=20))
def test_whatever_is_done_to_answers_each_one_and_its_first_words_are_still_there(day: Day) -> None:
    session = room(RICH)
    said = {each.id: each.text for each in session.workshop.all(Answer)}
    live(session, day)
    found = session.workshop.all(Answer)
    assert {each.id: first_words(each) for each in found} == said
    for each in found:
        stands_for = session.workshop.find(Answer, each.merged_into_id)
        assert (each.status is AnswerStatus.MERGED) == (stands_for is not None), "a merged answer can be found again"
        assert stands_for is None or stands_for.id != each.id
    kept = [each for each in found if each.status is AnswerStatus.KEPT]
    for theme in session.workshop.all(Theme):
        assert {a.id for a in session.workshop.answers_in(theme.id)} == {a.id for a in kept if a.theme_id == theme.id}


class TestMerged:
    def test_the_originals_stay_word_for_word_and_can_be_split_off(self, session: Session) -> None:
        session.do(themes.merge_answers("c1", ["c2", "c3"]))
        assert [each.id for each in session.workshop.answers_to("Q1", kept_only=True)] == ["c1"]
        assert answer(session, "c3").text == "Late buses"
        assert answer(session, "c3").merged_into_id == "c1"
        session.do(themes.split_answers(["c3"]))
        assert answer(session, "c3").status is AnswerStatus.KEPT
        assert answer(session, "c3").merged_into_id is None

    def test_what_was_merged_before_comes_along(self, session: Session) -> None:
        session.do(themes.merge_answers("c2", ["c3"]))
        session.do(themes.merge_answers("c1", ["c2"]))
        assert {answer(session, each).merged_into_id for each in ("c2", "c3")} == {"c1"}
        session.undo()
        assert answer(session, "c3").merged_into_id == "c2"

    def test_one_answer_alone_cannot_be_merged(self, session: Session) -> None:
        assert refusal(session, themes.merge_answers("c1", []))[0] == "nothing_to_merge"
        assert refusal(session, themes.merge_answers("c1", ["c1"]))[0] == "nothing_to_merge"

    def test_an_answer_that_was_set_aside_or_merged_stands_for_nothing(self, session: Session) -> None:
        session.do(capture.set_aside(["c1"]))
        assert refusal(session, themes.merge_answers("c1", ["c2"]))[0] == "nothing_to_merge"

    def test_answers_to_different_questions_are_not_merged(self, session: Session) -> None:
        other = session.do(capture.capture_answer("Q2", "For everyone")).new(Answer)
        assert refusal(session, themes.merge_answers("c1", [other.id]))[0] == "merge_across_questions"


class TestThemes:
    def test_the_stages_theme_of_that_name_is_taken_whatever_the_capitals(self, session: Session) -> None:
        session.do(themes.put_under_theme(["c1", "c2"], " bUSES "))
        assert session.workshop.count(Theme) == 1
        assert len(session.workshop.answers_in("th1")) == 3

    def test_a_new_name_makes_a_theme_in_the_same_step(self, session: Session) -> None:
        made = session.do(themes.put_under_theme(["c1"], "Jobs")).new(Theme)
        assert (made.title, made.stage_id) == ("Jobs", "S1")
        session.undo()
        assert session.workshop.find(Theme, made.id) is None
        assert answer(session).theme_id is None

    def test_two_themes_of_one_name_are_refused(self, session: Session) -> None:
        made = session.do(themes.put_under_theme(["c1"], "Jobs")).new(Theme)
        assert refusal(session, themes.rename_theme(made.id, "BUSES"))[0] == "theme_exists"
        session.do(themes.rename_theme(made.id, "JOBS"))

    def test_when_a_theme_goes_its_answers_stay(self, session: Session) -> None:
        session.do(themes.remove_theme("th1"))
        assert answer(session, "c3").theme_id is None
        session.undo()
        assert answer(session, "c3").theme_id == "th1"

    def test_a_theme_that_is_voted_on_stays(self) -> None:
        options = (BallotOption(id="o1", label="Buses", theme_id="th1"),)
        session = room((*RICH, Ballot(id="b1", title="Which?", method=Method.DOTS, options=options)))
        assert refusal(session, themes.remove_theme("th1")) == ("in_use", {"by": "ballot", "id": "th1"})


class TestMarked:
    @pytest.mark.parametrize("flag", capture.FLAGS)
    def test_a_mark_goes_on_and_off(self, session: Session, flag: capture.Flag) -> None:
        session.do(capture.mark(["c1", "c2", "c1"], flag, True))
        assert getattr(answer(session), flag) is True
        session.do(capture.mark(["c1"], flag, False))
        assert getattr(answer(session), flag) is False
        assert getattr(answer(session, "c2"), flag) is True

    def test_what_is_so_already_is_no_step(self, session: Session) -> None:
        assert session.do(capture.mark(["c1"], "headline", False)) == Transaction(
            "clear headline of answer “Buses stop at seven”", ()
        )

    def test_set_aside_is_not_gone(self, session: Session) -> None:
        session.do(capture.set_aside(["c1"]))
        assert "c1" not in {each.id for each in session.workshop.answers_to("Q1", kept_only=True)}
        assert "c1" in {each.id for each in session.workshop.answers_to("Q1")}
        session.do(capture.keep_again(["c1"]))
        assert answer(session).status is AnswerStatus.KEPT

    def test_an_answer_goes_to_a_table_that_is_there(self, session: Session) -> None:
        session.do(capture.move_to_group(["c1"], "tB"))
        assert answer(session).group_id == "tB"
        assert refusal(session, capture.move_to_group(["c1"], "tZ"))[0] == "dangling"


class TestInWords:
    """What the undo menu and the history say was done names what it was done to."""

    def test_a_label_names_its_object(self, session: Session) -> None:
        said = [
            session.do(edit).label
            for edit in (
                capture.reword_answer("c1", "Buses stop at eight"),
                capture.mark(["c1", "c2"], "headline", True),
                capture.set_aside(["c2"]),
                capture.keep_again(["c2"]),
                capture.move_to_group(["c1"], None),
                themes.put_under_theme(["c1"], "Getting home"),
                themes.merge_answers("c1", ["c2"]),
                themes.split_answers(["c2"]),
            )
        ]
        second = session.workshop.get(Answer, "c2").text
        assert said == [
            "reword answer “Buses stop at seven”",
            "mark 2 answers as headline",
            f"set aside answer {short_title(second)}",
            f"keep answer {short_title(second)}",
            "move answer “Buses stop at eight” to no table",
            "put answer “Buses stop at eight” under “Getting home”",
            "merge 2 answers into “Buses stop at eight”",
            f"split answer {short_title(second)}",
        ]

    def test_private_words_are_in_no_label(self, session: Session) -> None:
        """Labels stand in the menu of a window that the room may see."""
        assert session.do(records.add(Note, text="He is difficult")).label == "add note"
