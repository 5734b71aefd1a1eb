"""Capturing answers with the keyboard alone, as a scribe does while six tables call out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import themes
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Group, Theme, WorkshopStatus
from lsp_workshop.session import NotSaved
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import scene_words
from tests.ui.capture.room import Key, Modifier, Room
from tests.ui.conftest import OpenWindow
from tests.ui.support import MemoryStore, blank_session, sample_session, session_of


def test_enter_saves_and_is_ready_for_the_next(room: Room) -> None:
    room.say("One named contact")
    room.say("A single form")
    assert [answer.text for answer in room.answers] == ["One named contact", "A single form"]
    assert room.panel.entry.box.text() == ""
    assert room.has_focus(room.panel.entry.box)


def test_the_first_answer_opens_the_day(room: Room) -> None:
    room.say("We begin")
    assert room.session.workshop.details.status is WorkshopStatus.OPEN


@pytest.mark.parametrize("nothing", ["", "   "])
def test_enter_on_nothing_does_nothing(room: Room, nothing: str) -> None:
    room.say(nothing)
    assert room.answers == []
    assert room.window.messages.text == ""


def test_alt_and_a_letter_says_who_speaks(room: Room) -> None:
    room.press(Key.Key_C, Modifier.AltModifier)
    room.say("From table C")
    assert room.answers[0].group_id == "table3"
    assert room.panel.entry.chip.text() == "Table C"


def test_a_letter_and_a_colon_say_who_speaks(room: Room) -> None:
    room.say("b: Buses after six")
    room.say("And at weekends")
    assert [(answer.group_id, answer.text) for answer in room.answers] == [
        ("table2", "Buses after six"),
        ("table2", "And at weekends"),
    ]


def test_a_colon_in_a_sentence_is_part_of_it(room: Room) -> None:
    room.say("Needed: a form. Why: time")
    assert room.answers[0].text == "Needed: a form. Why: time"


def test_a_full_disk_loses_no_words(room: Room) -> None:
    room.store.broken = NotSaved("disk_full")
    room.say("Not lost")
    assert room.panel.entry.box.text() == "Not lost"
    assert "disk is full" in room.window.messages.text
    assert room.window.messages.lasting
    assert room.window.saved.text == "Not saved"
    room.store.broken = None
    room.press(Key.Key_Return)
    assert [answer.text for answer in room.answers] == ["Not lost"]
    assert room.window.messages.text == ""
    assert room.window.saved.text.startswith("Saved ")


def test_undo_takes_back_the_answer_and_redo_brings_it_again(room: Room) -> None:
    room.say("Too early")
    assert room.window.actions_table["undo"].text() == "Undo: capture answer “Too early”"
    room.press(Key.Key_Z, Modifier.ControlModifier)
    assert room.answers == []
    room.press(Key.Key_Y, Modifier.ControlModifier)
    assert [answer.text for answer in room.answers] == ["Too early"]


def test_undo_while_typing_is_the_boxs_own(room: Room) -> None:
    room.say("Kept")
    room.type("half a sent")
    room.press(Key.Key_Z, Modifier.ControlModifier)
    assert len(room.answers) == 1


CTRL_ALT = Modifier.ControlModifier | Modifier.AltModifier
MARKS = [
    (Key.Key_H, "headline"),
    (Key.Key_M, "minority_view"),
    (Key.Key_S, "strong_feeling"),
    (Key.Key_C, "to_check"),
]


class TestMarksFromTheEntryBox:
    """What the room reacts to is marked at once, with the next words half typed."""

    @pytest.mark.parametrize(("key", "flag"), MARKS)
    def test_the_answer_just_entered_is_marked(self, room: Room, key: Qt.Key, flag: str) -> None:
        room.say("First")
        room.say("Second")
        room.type("and then")
        room.press(key, CTRL_ALT)
        assert [getattr(answer, flag) for answer in room.answers] == [False, True]
        assert "Second" in room.panel.hint.whole
        assert room.has_focus(room.panel.entry.box)
        assert room.panel.entry.box.text() == "and then"
        room.press(key, CTRL_ALT)
        assert not getattr(room.answers[1], flag)
        assert room.panel.hint.whole.startswith("No longer")
        room.press(key, CTRL_ALT)
        room.panel.desk.undo()
        assert "Second" not in room.panel.hint.whole, "it tells of a mark that was taken back"

    def test_before_the_first_answer_it_says_what_to_do(self, room: Room) -> None:
        room.press(Key.Key_H, CTRL_ALT)
        assert "enter an answer" in room.panel.hint.whole

    def test_after_walking_on_an_answer_out_of_sight_is_left_alone(self, room: Room) -> None:
        room.say("First")
        room.window.actions_table["walk_on"].trigger()
        room.press(Key.Key_H, CTRL_ALT)
        assert not room.answers[0].headline

    def test_a_letter_of_altgr_is_typed(self, room: Room) -> None:
        """On Windows AltGr comes as Ctrl+Alt: without this a Polish scribe would mark instead of writing "ś"."""
        room.say("First")
        QTest.sendKeyEvent(QTest.KeyAction.Click, room.focused, Key.Key_S, "\u015b", CTRL_ALT)
        assert room.panel.entry.box.text() == "\u015b"
        assert not room.answers[0].strong_feeling


class TestWhoIsNotHeardYet:
    def test_one_quiet_line_names_the_tables(self, room: Room) -> None:
        assert room.panel.heard.isHidden()
        room.say("From A")
        room.say("c: From C")
        assert room.panel.heard.whole == "Not yet: tables B, D"
        room.say("b: From B")
        assert room.panel.heard.whole == "Not yet: table D"
        room.say("d: From D")
        assert room.panel.heard.isHidden()
        room.press(Key.Key_Z, Modifier.ControlModifier)
        assert room.panel.heard.isVisible()

    def test_it_never_reaches_the_room(self, room: Room) -> None:
        """A table shown as silent in front of forty people would not speak again."""
        room.say("From A")
        assert room.panel.heard.isVisible()
        projector = room.window.projector
        assert isinstance(projector, RoomProjector)
        answer_id = room.answers[0].id
        room.session.do(themes.put_under_theme([answer_id], "Getting around"))
        for send in (
            room.window.actions_table["project_question"].trigger,
            room.window.actions_table["project_answers"].trigger,
            room.window.actions_table["project_clock"].trigger,
            lambda: projector.send_answer(answer_id),
            lambda: projector.send_theme(room.session.workshop.all(Theme)[0].id),
        ):
            send()
            room.say("c: And one more")
            words = scene_words(projector.scene)
            assert words
            assert "Not yet" not in words
            assert not any(f"Table {label}" in words for label in "BD")


class TestTablesOfEveryLabel:
    """A table whose letter the window needs for itself has a key all the same, and the chip says which."""

    LABELS = ("A", "T", "P", "1", "M", "Red")

    @pytest.fixture
    def room(self, qtbot: QtBot, open_window: OpenWindow, framework: Framework) -> Room:
        records = [each for each in blank_session(framework, 0).workshop.records() if not isinstance(each, Group)]
        tables = [Group(id=f"g{label}", label=label) for label in self.LABELS]
        store = MemoryStore()
        window = open_window(session_of([*records, *tables], store))
        window.go("S1")
        return Room(qtbot, window, store)

    def test_a_free_letter_has_alt(self, room: Room) -> None:
        assert room.panel.entry.keys["gA"] == "Alt+A"
        assert room.panel.entry.chip.text() == "Table A"

    @pytest.mark.parametrize(("key", "label"), [(Key.Key_T, "T"), (Key.Key_P, "P"), (Key.Key_1, "1"), (Key.Key_M, "M")])
    def test_a_taken_one_has_another_modifier_and_says_so(self, room: Room, key: Qt.Key, label: str) -> None:
        room.press(key, Modifier.AltModifier | Modifier.ShiftModifier)
        room.say("Said")
        assert room.answers[0].group_id == f"g{label}"
        assert room.panel.entry.chip.text() == f"Table {label}  Alt+Shift+{label}"

    def test_no_key_is_given_twice_or_taken_from_the_window(self, room: Room) -> None:
        keys = list(room.panel.entry.keys.values())
        assert len(keys) == len(set(keys)) == 5
        assert not set(keys) & room.window.actions_table.taken_keys()

    def test_an_unknown_label_stays_in_the_words_and_is_mentioned(self, room: Room) -> None:
        room.say("Z: From nowhere")
        assert room.answers[0].text == "Z: From nowhere"
        assert "“Z:” was kept as words" in room.panel.hint.whole
        room.say("red: From the red one")
        assert room.answers[1].group_id == "gRed"
        assert room.panel.hint.whole == ""

    @pytest.mark.parametrize("words", ["Needed: a form", "We need this: a form", "Z", "10:30 is too early for us"])
    def test_a_sentence_with_a_colon_is_not_mentioned(self, room: Room, words: str) -> None:
        room.say(words)
        assert room.panel.hint.whole == ""


def test_a_closed_workshop_is_shown_and_cannot_be_typed_into(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(sample_session(status="closed"))
    panel = window.stage_page.answers
    assert len(panel.model.answers()) == 17
    assert not panel.entry.isVisible()
    panel.list.go_to(panel.model.answers()[0].id)
    before = list(window.desk.workshop.all(Answer))
    for key in (Key.Key_Delete, Key.Key_H, Key.Key_F2):
        QTest.keyClick(panel.list, key)
    assert list(window.desk.workshop.all(Answer)) == before
    assert "read only" in window.saved.text


def test_a_key_that_means_nothing_here_types_nothing(room: Room) -> None:
    """Alt+6 for the timeline, while the answers are in front, would be an answer called "6"."""
    room.press(Key.Key_6, Modifier.AltModifier)
    room.press(Key.Key_Z, Modifier.AltModifier)
    assert room.panel.entry.box.text() == ""
    room.type("6")
    assert room.panel.entry.box.text() == "6"
