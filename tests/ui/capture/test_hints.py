"""What was said before is seen while it is typed again."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.capture.room import Key, Modifier, Room


class TestHintsOfDuplicates:
    """What a table says again is seen while it is typed, and nobody is kept from entering it."""

    @pytest.fixture(autouse=True)
    def _said(self, room: Room, qtbot: QtBot) -> None:
        room.say("c: One named contact for every family")
        room.say("b: Buses after six")

    def hint(self, room: Room, words: str) -> str:
        with room.qtbot.waitSignal(room.panel.likes.found):
            room.type(words)
        return room.panel.hint.whole

    def test_it_names_the_answer_and_its_table(self, room: Room) -> None:
        assert "Like: “One named contact for every family” (table C)" in self.hint(room, "a named contact for families")

    def test_something_new_has_no_hint(self, room: Room) -> None:
        assert self.hint(room, "Parking charges") == ""

    def test_enter_saves_as_typed_and_the_hint_goes(self, room: Room) -> None:
        assert self.hint(room, "buses after six!")
        room.press(Key.Key_Return)
        assert [answer.text for answer in room.answers][2:] == ["buses after six!"]
        assert room.panel.hint.whole == ""

    def test_a_key_leads_to_it_and_escape_back_to_the_words(self, room: Room) -> None:
        self.hint(room, "one named contact")
        room.press(Key.Key_Down, Modifier.AltModifier)
        row = room.panel.list.current_row()
        assert row is not None
        assert row.answer is not None
        assert row.answer.text == "One named contact for every family"
        assert room.has_focus(room.panel.list)
        room.press(Key.Key_Escape)
        assert room.has_focus(room.panel.entry.box)
        assert room.panel.entry.box.text() == "one named contact"

    def test_what_was_taken_back_is_not_named(self, room: Room) -> None:
        room.press(Key.Key_Z, Modifier.ControlModifier)
        assert self.hint(room, "buses after six") == ""

    def test_another_questions_answers_are_not_named(self, room: Room) -> None:
        room.window.actions_table["walk_on"].trigger()
        assert self.hint(room, "buses after six") == ""
        room.panel.entry.clear()
        room.window.actions_table["walk_back"].trigger()
        assert "Buses after six" in self.hint(room, "buses after six")
