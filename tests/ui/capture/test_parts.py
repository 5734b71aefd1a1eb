"""A double question asks for two lists: each answer stands in the one it was given to, by key and by word."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, records
from lsp_workshop.domain.edits.questions import set_parts
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Group, Question
from lsp_workshop.session import NotSaved
from lsp_workshop.ui.workshop.search_index import Find, caption
from lsp_workshop.ui.workshop.stage.paste import PasteDialog, PastedRow, rows_of
from tests.ui.capture.room import Key, Modifier, Room
from tests.ui.conftest import OpenWindow
from tests.ui.support import AnsweredDialogs, MemoryStore, blank_session, session_of

NEEDS, HOPES = "Needs", "Opportunities"


@pytest.fixture
def room(qtbot: QtBot, open_window: OpenWindow, framework: Framework) -> Room:
    """At question 2.1, as the framework has it."""
    store = MemoryStore()
    window = open_window(session_of(list(blank_session(framework).workshop.records()), store))
    window.go("S2")
    return Room(qtbot, window, store, "Q2.1")


def said(room: Room) -> list[tuple[str | None, str, str]]:
    return [(answer.group_id, answer.part, answer.text) for answer in room.answers]


def headings(room: Room) -> list[tuple[str, int]]:
    rows = [room.panel.model.row_at(place) for place in range(room.panel.model.rowCount())]
    return [(row.title, row.count) for row in rows if row.answer is None]


class TestTyping:
    def test_answers_go_to_the_part_on_the_chip(self, room: Room) -> None:
        assert room.panel.entry.parts.isVisible()
        room.say("A bus")
        room.press(Key.Key_2, Modifier.AltModifier)
        room.say("The station")
        room.say("The river")
        assert [part for _, part, _ in said(room)] == [NEEDS, HOPES, HOPES]
        assert room.panel.entry.parts.text() == HOPES

    def test_a_letter_or_the_name_and_a_colon_say_which(self, room: Room) -> None:
        room.say("o: the station")
        room.say("c: n: a bus")
        room.say("opportunities: b: the river")
        room.say("Needed: a form")
        assert said(room) == [
            ("table1", HOPES, "the station"),
            ("table3", NEEDS, "a bus"),
            ("table2", HOPES, "the river"),
            ("table2", HOPES, "Needed: a form"),
        ]

    def test_a_merge_over_the_parts_is_told(self, room: Room) -> None:
        """A need that goes into an opportunity is in the wrong list of the record, and nobody saw it go."""
        room.say("n: A bus")
        room.say("o: The station")
        room.press(Key.Key_L, Modifier.ControlModifier)
        for answer in room.answers:
            room.panel.list.go_to(answer.id)
            room.press(Key.Key_Space)
        room.press(Key.Key_G)
        assert f"{NEEDS} / {HOPES}" in room.window.messages.text

    def test_the_last_part_is_kept_for_each_question(self, room: Room) -> None:
        room.say("o: the station")
        room.window.actions_table["walk_on"].trigger()
        assert not room.panel.entry.parts.isVisible()
        room.session.do(capture.capture_answer("Q2.3", "Said before", part="Through members"))
        room.window.actions_table["walk_on"].trigger()
        assert room.panel.entry.parts.part == "Through members", "as the last answer that is there"
        for _ in range(2):
            room.window.actions_table["walk_back"].trigger()
        assert room.panel.entry.parts.part == HOPES

    def test_tab_goes_from_the_table_to_the_part_to_the_box(self, room: Room) -> None:
        entry = room.panel.entry
        for widget in (entry.parts, entry.chip):
            room.press(Key.Key_Backtab, Modifier.ShiftModifier)
            assert room.has_focus(widget)

    def test_a_command_leads_to_the_next_part(self, room: Room) -> None:
        for part in (HOPES, NEEDS):
            room.window.actions_table["next_part"].trigger()
            assert room.panel.entry.parts.part == part

    def test_a_question_without_parts_knows_none(self, room: Room) -> None:
        room.window.actions_table["walk_on"].trigger()
        room.say("n: a bus")
        (answer,) = room.session.workshop.answers_to("Q2.2")
        assert (answer.text, answer.part) == ("n: a bus", "")

    def test_a_full_disk_keeps_the_part_with_the_words(self, room: Room) -> None:
        room.store.broken = NotSaved("disk_full")
        room.say("o: the station")
        room.store.broken = None
        room.window.desk.try_again()
        assert said(room) == [("table1", HOPES, "the station")]

    def test_a_tables_letter_stays_the_tables(self, room: Room) -> None:
        room.session.do(records.change(Group, "table1", label="N"))
        room.say("n: a bus")
        room.say("o: the station")
        assert said(room) == [("table1", NEEDS, "a bus"), ("table1", HOPES, "the station")]


class TestInTheList:
    @pytest.fixture(autouse=True)
    def _four(self, room: Room) -> None:
        for words in ("n: a bus", "b: a form", "o: the station", "a: the river"):
            room.say(words)
        room.press(Key.Key_L, Modifier.ControlModifier)

    def go(self, room: Room, place: int) -> None:
        room.panel.list.go_to(room.answers[place].id)

    def test_each_part_has_its_heading_and_the_tables_below(self, room: Room) -> None:
        assert headings(room) == [
            (NEEDS, 2), ("Table A", 1), ("Table B", 1), (HOPES, 2), ("Table A", 1), ("Table B", 1),
        ]  # fmt: skip

    def test_a_figure_puts_an_answer_into_another_part(self, room: Room) -> None:
        self.go(room, 0)
        room.press(Key.Key_2)
        assert room.answers[0].part == HOPES
        assert room.session.undo_label == "put answer “a bus” into “Opportunities”"
        assert headings(room)[0] == (NEEDS, 1)
        room.press(Key.Key_Z, Modifier.ControlModifier)
        assert room.answers[0].part == NEEDS

    def test_marked_ones_go_together_and_nought_takes_them_out(self, room: Room) -> None:
        for place in (1, 2):
            self.go(room, place)
            room.press(Key.Key_Space)
        room.press(Key.Key_0)
        assert [answer.part for answer in room.answers] == [NEEDS, "", "", HOPES]
        assert ("In no part yet", 2) in headings(room)

    def test_without_parts_figures_do_nothing(self, room: Room) -> None:
        room.session.do(set_parts("Q2.1", []))
        self.go(room, 0)
        before = list(room.answers)
        room.press(Key.Key_1)
        assert room.answers == before
        assert not room.window.actions_table["part_1"].isEnabled()

    def test_by_theme_each_answer_says_its_part(self, room: Room) -> None:
        room.window.actions_table["by_theme"].trigger()
        row = room.panel.model.row(room.panel.model.index_of(room.answers[2].id))
        assert row is not None
        assert row.source == "Table B · Opportunities"

    def test_a_find_says_where_it_stands(self, room: Room) -> None:
        find = Find(room.answers[0], "", "a bus", "a bus")
        assert caption(room.session.workshop, find) == "Answer to 2.1 · Table A · Needs"


class TestPasting:
    TABLES = (Group(id="t1", label="A"), Group(id="t2", label="B"))

    def test_names_of_parts_are_headings_or_stand_before_words(self) -> None:
        lines = ["NEEDS", "- a bus", "B: a form", "Opportunities:", "• the station", "1. A: n: a lift", "last"]
        assert rows_of(lines, "t1", self.TABLES, HOPES, (NEEDS, HOPES)) == [
            PastedRow("t1", "a bus", NEEDS),
            PastedRow("t2", "a form", NEEDS),
            PastedRow("t2", "the station", HOPES),
            PastedRow("t1", "a lift", NEEDS),
            PastedRow("t1", "last", NEEDS),
        ]

    def test_a_number_puts_lines_into_a_part(self, room: Room) -> None:
        QGuiApplication.clipboard().setText("a bus\nthe station")
        room.press(Key.Key_V, Modifier.ControlModifier)
        dialogs = room.window.desk.dialogs
        assert isinstance(dialogs, AnsweredDialogs)
        (dialog,) = dialogs.dialogs
        assert isinstance(dialog, PasteDialog)
        dialog.list.setCurrentRow(1)
        QTest.keyClick(dialog.list, Key.Key_2)
        assert dialog.list.item(1).text() == "Table A · Opportunities: the station"
        dialog.accept()
        assert said(room) == [("table1", NEEDS, "a bus"), ("table1", HOPES, "the station")]


class TestTheQuestion:
    def ask(self, room: Room, answer: str) -> None:
        dialogs = room.window.desk.dialogs
        assert isinstance(dialogs, AnsweredDialogs)
        dialogs.text = answer
        room.window.actions_table["set_parts"].trigger()

    def parts(self, room: Room, question_id: str) -> tuple[str, ...]:
        return room.session.workshop.get(Question, question_id).parts

    def test_any_question_can_have_parts_and_lose_them(self, room: Room) -> None:
        room.window.actions_table["walk_on"].trigger()
        self.ask(room, "Near / Far")
        assert self.parts(room, "Q2.2") == ("Near", "Far")
        room.say("f: a railway")
        assert room.session.workshop.all(Answer)[0].part == "Far"
        self.ask(room, "-")
        assert self.parts(room, "Q2.2") == ()
        assert not room.panel.entry.parts.isVisible()

    def test_one_part_is_refused_in_words(self, room: Room) -> None:
        self.ask(room, "Only this")
        assert self.parts(room, "Q2.1") == (NEEDS, HOPES)
        assert "two to 4 parts or none" in room.window.messages.text
