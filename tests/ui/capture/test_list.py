"""What keys do with answers, and that the list shows what is so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, themes
from lsp_workshop.domain.edits.questions import set_parts
from lsp_workshop.domain.model import AnswerStatus, Theme
from lsp_workshop.session import NotSaved
from tests.ui.capture.room import Key, Modifier, Room
from tests.ui.conftest import OpenWindow
from tests.ui.support import sample_session


class TestInTheList:
    @pytest.fixture(autouse=True)
    def _three_answers(self, room: Room) -> None:
        for text in ("First", "Second", "Third"):
            room.say(text)
        room.press(Key.Key_L, Modifier.ControlModifier)
        room.panel.list.go_to(room.answers[0].id)

    def test_space_marks_and_alt_t_themes(self, room: Room) -> None:
        room.press(Key.Key_Space)
        room.press(Key.Key_Down)
        room.press(Key.Key_Space)
        room.press(Key.Key_T, Modifier.AltModifier)
        assert room.has_focus(room.panel.theme_bar.box)
        room.say("Getting around")
        (theme,) = room.session.workshop.all(Theme)
        assert [answer.theme_id for answer in room.answers] == [theme.id, theme.id, None]
        assert room.panel.model.marks == {}
        assert room.has_focus(room.panel.list)

    def test_escape_from_the_theme_changes_nothing(self, room: Room) -> None:
        room.press(Key.Key_Space)
        room.press(Key.Key_T, Modifier.AltModifier)
        room.type("Wrong")
        room.press(Key.Key_Escape)
        assert room.session.workshop.all(Theme) == []
        assert list(room.panel.model.marks) == [room.answers[0].id]
        room.press(Key.Key_Escape)
        assert room.panel.model.marks == {}
        room.press(Key.Key_Escape)
        assert room.has_focus(room.panel.entry.box)

    @pytest.mark.parametrize(
        ("key", "flag"),
        [
            (Key.Key_H, "headline"),
            (Key.Key_M, "minority_view"),
            (Key.Key_S, "strong_feeling"),
            (Key.Key_C, "to_check"),
        ],
    )
    def test_letters_are_flags(self, room: Room, key: Qt.Key, flag: str) -> None:
        room.press(key)
        assert getattr(room.answers[0], flag)
        room.press(key)
        assert not getattr(room.answers[0], flag)

    def test_delete_sets_aside_and_r_keeps_again(self, room: Room) -> None:
        room.press(Key.Key_Backspace)
        assert room.statuses[0] == AnswerStatus.SET_ASIDE
        # Who believed the keyboard to be in the entry box reads what that key has done.
        assert room.window.messages.text == "Set aside: “First”. Ctrl+Z takes it back."
        assert len(room.panel.model.answers()) == 2
        room.window.actions_table["show_aside"].trigger()
        room.panel.list.go_to(room.answers[0].id)
        room.press(Key.Key_R)
        assert set(room.statuses) == {AnswerStatus.KEPT}

    def test_f2_rewords_in_place_and_keeps_the_first_words(self, room: Room) -> None:
        room.press(Key.Key_F2)
        assert isinstance(room.focused, QPlainTextEdit)
        room.say("In better words")
        assert room.answers[0].text == "In better words"
        assert room.answers[0].first_text == "First"
        assert room.has_focus(room.panel.list)

    def test_refused_rewording_stays_open(self, room: Room) -> None:
        room.store.broken = NotSaved("disk_full")
        room.press(Key.Key_F2)
        room.say("Still here")
        assert isinstance(room.focused, QPlainTextEdit)
        assert room.focused.toPlainText() == "Still here"
        room.store.broken = None
        room.press(Key.Key_Return)
        assert room.answers[0].text == "Still here"

    def test_escape_leaves_the_words_as_they_were(self, room: Room) -> None:
        room.press(Key.Key_F2)
        room.type("Nonsense")
        room.press(Key.Key_Escape)
        assert room.answers[0].text == "First"

    def test_merging_keeps_the_originals(self, room: Room) -> None:
        for _time in range(2):
            room.press(Key.Key_Space)
            room.press(Key.Key_Down)
        room.press(Key.Key_G)
        assert [answer.status for answer in room.answers] == [
            AnswerStatus.KEPT,
            AnswerStatus.MERGED,
            AnswerStatus.KEPT,
        ]
        room.press(Key.Key_X)
        assert all(answer.status is AnswerStatus.KEPT for answer in room.answers)

    def test_delete_in_the_entry_box_deletes_letters(self, room: Room) -> None:
        room.press(Key.Key_E, Modifier.ControlModifier)
        room.type("ab")
        room.press(Key.Key_Backspace)
        assert room.panel.entry.box.text() == "a"
        assert all(answer.status is AnswerStatus.KEPT for answer in room.answers)

    def test_undo_of_an_answer_keeps_the_marks_of_others(self, room: Room) -> None:
        room.press(Key.Key_Space)
        room.press(Key.Key_Z, Modifier.ControlModifier)
        assert len(room.answers) == 2
        assert list(room.panel.model.marks) == [room.answers[0].id]


@pytest.mark.parametrize("double", [False, True])
@pytest.mark.parametrize("order", [{"by_theme": False}, {"by_theme": True}, {"by_theme": False, "columns": True}])
def test_rows_are_patched_to_what_a_fresh_look_would_show(
    qtbot: QtBot, open_window: OpenWindow, order: dict[str, bool], double: bool
) -> None:
    """A list that is patched wrongly shows an answer under another table's name."""
    session = sample_session()
    if double:
        session.do(set_parts("Q2.1", ["Needs", "Opportunities"]))
        said = [answer.id for answer in session.workshop.answers_to("Q2.1")]
        session.do(capture.put_in_part(said[:9], "Needs"))
        session.do(capture.put_in_part(said[9:14], "Opportunities"))
    window = open_window(session)
    model, desk = window.stage_page.answers.model, window.desk
    ids = [answer.id for answer in model.answers()]
    model.order(**order)
    for with_aside in (False, True):
        model.with_aside = with_aside
        model.refresh()
        steps = 0
        for edit in (
            capture.move_to_group(ids[0:2], "tF"),
            themes.put_under_theme(ids[3:6], "Something new"),
            capture.set_aside(ids[7:9]),
            capture.set_aside(ids[14:15]),
            capture.mark(ids[0:2], "headline", True),
            capture.reword_answer(ids[5], "In other words"),
            themes.merge_answers(ids[10], ids[11:13]),
            capture.capture_answer("Q2.1", "New", group_id="tC"),
            *([capture.put_in_part(ids[4:6], "Opportunities"), capture.put_in_part(ids[1:2], "")] if double else []),
            set_parts("Q2.1", ["What is missing", "Opportunities"] if double else []),
        ):
            done = desk.do(edit)
            assert done is not None
            steps += bool(done.changes)
            shown = [model.row(model.index(place)) for place in range(model.rowCount())]
            assert shown == model.sections.rows()
            assert [model.index_of(row.key).row() for row in model.sections.rows()] == list(range(model.rowCount()))
            assert model.counts == model.sections.counted()
            assert (
                model.column_starts()
                == [place for place, row in enumerate(model.sections.rows()) if row.level == 1 and row.answer is None]
                * model.columns
            )
        for _step in range(steps):
            desk.undo()
            assert [model.row(model.index(place)) for place in range(model.rowCount())] == model.sections.rows()
            assert model.counts == model.sections.counted()


class TestALongList:
    """Three hundred answers of every length: the room does not wait, and a click meets the row that is seen."""

    @pytest.fixture(autouse=True)
    def _many(self, room: Room) -> None:
        rows = [(f"table{place % 4 + 1}", f"Answer {place} " + "and more " * (place % 40)) for place in range(300)]
        room.session.do(capture.capture_answers("Q1.1", rows))

    def seen(self, room: Room) -> list[int]:
        """The places of the rows in sight, top to bottom, found as a mouse finds them."""
        view = room.panel.list
        return list(dict.fromkeys(view.indexAt(QPoint(40, y)).row() for y in range(view.viewport().height())))

    def test_only_what_is_seen_is_measured(self, room: Room) -> None:
        """Measuring every row at each Enter is what made the box stand still."""
        view = room.panel.list
        room.say("One more")
        view.go_to(room.panel.model.answers()[150].id)
        assert len(view._delegate._heights) < 120

    @pytest.mark.parametrize("place", [0, 7, 150, 290, 299])
    def test_rows_stand_where_they_are_painted(self, room: Room, place: int) -> None:
        view, model = room.panel.list, room.panel.model
        view.go_to(model.answers()[place].id)
        assert view.currentIndex().row() in self.seen(room)
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
        bottom = None
        for row in self.seen(room):
            rect = view.visualRect(model.index(row))
            assert rect.height() == view.exact_height(row)
            assert bottom is None or rect.top() == bottom + 1
            bottom = rect.bottom()

    def test_the_keyboard_reaches_both_ends_and_every_row(self, room: Room) -> None:
        room.press(Key.Key_L, Modifier.ControlModifier)
        room.press(Key.Key_End)
        assert room.panel.list.currentIndex().row() == room.panel.model.rowCount() - 1
        bar = room.panel.list.verticalScrollBar()
        assert bar.value() == bar.maximum()
        room.press(Key.Key_Home)
        assert bar.value() == 0
        visited = [room.panel.list.currentIndex().row()]
        for _row in range(5):
            room.press(Key.Key_Down)
            visited.append(room.panel.list.currentIndex().row())
        assert visited == [0, 1, 2, 3, 4, 5]

    def test_what_is_read_does_not_jump_while_scrolling_up(self, room: Room) -> None:
        view, model = room.panel.list, room.panel.model
        bar = view.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        for _step in range(40):
            index = model.index(self.seen(room)[-2])
            before = view.visualRect(index).top()
            bar.setValue(bar.value() - 24)
            assert view.visualRect(index).top() == before + 24

    def test_an_answer_taken_back_or_reworded_leaves_no_gap(self, room: Room) -> None:
        room.say("One more")
        room.press(Key.Key_Z, Modifier.ControlModifier)
        answer = room.panel.model.answers()[40]
        room.session.do(capture.reword_answer(answer.id, "Longer " * 80))
        room.panel.list.go_to(answer.id)
        tops = [room.panel.list.visualRect(room.panel.model.index(row)).top() for row in self.seen(room)]
        assert tops == sorted(tops)
        assert room.panel.list.visualRect(room.panel.list.currentIndex()).height() > 100
        assert len(room.panel.list.laid) == room.panel.model.rowCount()
