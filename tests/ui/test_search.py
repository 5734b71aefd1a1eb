"""The search over an open workshop: everything is found, told where it stands, and gone to."""

from __future__ import annotations

from time import thread_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, event, parking, people, records, themes
from lsp_workshop.domain.finding import folded
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import (
    RECORD_TYPES,
    Answer,
    Decision,
    EarlierCheck,
    Lesson,
    OwnFramework,
    Participant,
    Picture,
    Turnout,
    Unknown,
    Vote,
)
from lsp_workshop.domain.texts import TEXTS
from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.search import SearchDialog
from lsp_workshop.ui.workshop.search_index import Index, caption, hit_of, shown_text
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.support import AnsweredDialogs, blank_session, sample_session

Key = Qt.Key


def texts(session: Session, typed: str) -> list[str]:
    return [find.text for find in Index(session.workshop).found(typed)]


def captions(session: Session, typed: str) -> list[str]:
    return [caption(session.workshop, find) for find in Index(session.workshop).found(typed)]


def test_every_word_of_the_sample_is_found_but_those_of_votes() -> None:
    """A type of record that is forgotten here is one that nobody ever finds in front of the room."""
    assert set(RECORD_TYPES) - set(TEXTS) == {Vote, Turnout, OwnFramework, EarlierCheck, Picture, Unknown}
    session = sample_session()
    workshop, index = session.workshop, Index(session.workshop)
    for kind, told in TEXTS.items():
        for record in workshop.all(kind):
            for _what, text in told(record):
                if text.strip():
                    assert any(find.record == record for find in index.found(text)), text


def test_what_is_written_on_papers_is_not_found() -> None:
    session = sample_session()
    comments = [vote.comment for vote in session.workshop.all(Vote) if vote.comment]
    assert comments, "the sample has comments on papers"
    said = {find.record.collection for comment in comments for find in Index(session.workshop).found(comment)}
    assert "votes" not in said


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Tŷ Gwyn and the dŵr", "ty gwyn dwr"),
        ("Straße und Café", "strasse CAFE"),
        ("Łódź, Malmö, Ærø", "lodz malmo aero"),
        ("It’s the bus – again", "it's - again"),
        ("The dwr of Ty Gwyn", "tŷ dŵr"),
        ("\u0130stanbul", "istanbul"),
    ],
)
def test_accents_and_print_marks_do_not_hide_an_answer(framework: Framework, written: str, typed: str) -> None:
    """Names of Welsh places are typed without a circumflex while people talk."""
    session = blank_session(framework)
    session.do(capture.capture_answer("Q1.1", written))
    assert texts(session, typed) == [written]


def test_what_a_find_is_and_where(framework: Framework) -> None:
    session = blank_session(framework)
    session.do(capture.capture_answer("Q1.1", "Warm homes", group_id="table2"))
    answer = session.workshop.all(Answer)[0]
    session.do(capture.reword_answer(answer.id, "Insulated houses"))
    session.do(themes.put_under_theme([answer.id], "Warmth"))
    session.do(event.write_note("S1", "Warm up the room"))
    session.do(records.add(Lesson, text="Lukewarm coffee"))
    session.do(parking.park("Warm clothes for the walk"))
    assert captions(session, "warm") == [
        "Answer to 1.1 · Table B · as first said",
        "Theme · Stage 1",
        "Lesson",
        "Parked",
        "Private note · Stage 1",
    ]
    session.do(capture.set_aside([answer.id]))
    assert captions(session, "insulated") == ["Answer to 1.1 · Table B · set aside"]


def test_a_word_far_into_an_answer_is_seen_in_its_line(framework: Framework) -> None:
    """The line is cut at its end: the word one looks for would not be on screen."""
    session = blank_session(framework)
    session.do(
        capture.capture_answer(
            "Q1.1", "Everybody said the same of it, again and again, " * 3 + "the ŷmbiwlans came late"
        )
    )
    (find,) = Index(session.workshop).found("ymbiwlans late")
    shown = shown_text(find, "ymbiwlans late")
    assert shown.startswith("…")
    assert "ŷmbiwlans" in shown[:40]


def test_what_is_typed_meanwhile_is_found_and_what_went_is_not(open_window: OpenWindow) -> None:
    window = open_window(sample_session())
    assert found_in(window, "zebra crossing") == []
    window.desk.do(capture.capture_answer("Q2.1", "A zebra crossing at the school"))
    assert found_in(window, "zebra crossing") == ["A zebra crossing at the school"]
    answer = next(each for each in window.desk.workshop.all(Answer) if "zebra" in each.text)
    window.desk.do(capture.reword_answer(answer.id, "A puffin crossing at the school"))
    assert found_in(window, "puffin") == ["A puffin crossing at the school"]
    assert found_in(window, "zebra") == ["A zebra crossing at the school"], "as it was first said"
    window.desk.undo()
    window.desk.undo()
    assert found_in(window, "crossing at the school") == []


def opened(window: WorkshopWindow) -> SearchDialog:
    window.actions_table["search"].trigger()
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialog = dialogs.dialogs[-1]
    assert isinstance(dialog, SearchDialog)
    return dialog


def found_in(window: WorkshopWindow, words: str) -> list[str]:
    dialog = opened(window)
    QTest.keyClicks(dialog.box, words)
    return [find.text for find in dialog.found]


def gone_to(window: WorkshopWindow, words: str) -> None:
    dialog = opened(window)
    QTest.keyClicks(dialog.box, words)
    QTest.keyClick(dialog.box, Key.Key_Return)


def test_a_note_a_person_and_what_is_only_in_the_record_are_gone_to(open_window: OpenWindow) -> None:
    window = open_window(sample_session())
    window.desk.do(event.write_note("S3", "Ask about the xylophone"))
    gone_to(window, "xylophone")
    assert window.walk.stage is not None
    assert window.walk.stage.id == "S3"
    assert window.side.notes.hasFocus()
    person = window.desk.workshop.all(Participant)[5]
    gone_to(window, person.name)
    assert window.page is window._page("prepare")
    window.desk.do(people.add_apology("Lukewarm Quinoa"))
    gone_to(window, "quinoa")
    assert window.page is window._page("record")


def test_a_parked_point_is_scrolled_to(open_window: OpenWindow, qtbot: QtBot) -> None:
    """Among thirty points the one that was found is not to be looked for again."""
    window = open_window(sample_session())
    window.desk.do(parking.park("Who winds the xylophone?"))
    for number in range(30):
        window.desk.do(parking.park(f"Another point, number {number}"))
    gone_to(window, "xylophone")
    assert window.side.parking_box.hasFocus()

    def is_seen() -> bool:
        points = [each for each in window.side.findChildren(QLabel) if "xylophone" in each.text()]
        return len(points) == 1 and not points[0].visibleRegion().isEmpty()

    qtbot.waitUntil(is_seen)


def test_every_find_leads_somewhere(open_window: OpenWindow) -> None:
    """Enter on a line that leads nowhere looks like a broken program."""
    window = open_window(sample_session())
    workshop = window.desk.workshop
    for kind in TEXTS:
        for record in workshop.all(kind)[:2]:
            hit = hit_of(workshop, record)
            assert hit.question_id or hit.stage_id or hit.tab in ("prepare", "record", "parking", "notes"), record
            window.show_hit(hit)
    dissent = next(each for each in workshop.all(Decision) if each.dissent)
    gone_to(window, dissent.dissent)
    assert window.stage_page.tabs.current() == "decisions"


def test_before_a_word_is_typed_it_lists_what_was_looked_for_and_the_questions(open_window: OpenWindow) -> None:
    """A large empty box says neither what can be found nor that it works."""
    window = open_window(sample_session())
    gone_to(window, "mentor bank")
    dialog = opened(window)
    assert dialog.hits.lines.rowCount() == 1 + len(window.desk.workshop.walk())
    assert "Answers, themes, ballots" in dialog.below.text()
    QTest.keyClick(dialog.box, Key.Key_Down)
    QTest.keyClick(dialog.box, Key.Key_Return)
    assert dialog.box.text() == "mentor bank"
    assert dialog.found
    dialog.box.clear()
    assert not dialog.found
    dialog.hits.go_to(2)
    QTest.keyClick(dialog.box, Key.Key_Return)
    question = window.walk.question
    assert question is not None
    assert question.id == window.desk.workshop.walk()[1].id


def test_a_reader_hears_the_line(open_window: OpenWindow) -> None:
    dialog = opened(open_window(sample_session()))
    QTest.keyClicks(dialog.box, "190 allotment")
    said = dialog.hits.lines.data(dialog.hits.lines.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(said, str)
    assert "Answer to 2.1" in said
    assert dialog.hits.accessibleName()


def test_a_key_takes_no_time_with_ten_thousand_answers(
    open_window: OpenWindow, framework: Framework, qtbot: QtBot
) -> None:
    """The processor's time for the best of five keys, painting included, is far under what anybody notices."""
    session = blank_session(framework, tables=6)
    rows: list[tuple[str | None, str]] = [
        (f"table{place % 6 + 1}", f"Answer number {place}: evening buses for the dŵr of Tŷ Gwyn")
        for place in range(10_000)
    ]
    session.do(capture.capture_answers("Q1.1", rows))
    window = open_window(session)
    dialog = opened(window)
    dialog.show()
    qtbot.waitUntil(dialog.isVisible)
    took = []
    for letter in "evening buses dwr 77":
        began = thread_time()
        QTest.keyClicks(dialog.box, letter)
        dialog.hits.viewport().repaint()
        took.append(thread_time() - began)
    assert len(dialog.found) > 100
    assert sorted(took)[:5][-1] < 0.05


def test_folding_is_the_same_twice() -> None:
    for text in ("Tŷ", "STRASSE", "ﬁn", "क़", "Ünïcödé’s", "\u0130"):
        assert folded(folded(text)) == folded(text)


def test_the_index_is_made_while_nobody_waits_and_misses_nothing(open_window: OpenWindow, qtbot: QtBot) -> None:
    """The first Ctrl+F of the day is in front of the room, too."""
    window = open_window(sample_session())
    window.desk.do(capture.capture_answer("Q2.1", "A zebra crossing at the school"))
    qtbot.waitUntil(lambda: window.finding._index.is_whole)
    assert found_in(window, "zebra") == ["A zebra crossing at the school"]
    half = Index(window.desk.workshop)
    half.fill(3)
    assert not half.is_whole
    whole = Index(window.desk.workshop)
    whole.fill()
    assert half.found("e") == whole.found("e")
