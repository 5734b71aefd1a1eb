"""A column for each table: who said what side by side, with every key that works in the list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from lsp_workshop.domain.edits import capture
from lsp_workshop.domain.edits.questions import set_parts
from lsp_workshop.domain.model import Answer, AnswerStatus
from lsp_workshop.ui.widgets.tall_layout import TallLayout
from tests.ui.capture.room import Key, Modifier, Room

SAID = (("table1", 3), ("table2", 1), ("table4", 5))
"""Table C is silent."""


@pytest.fixture(autouse=True)
def _columns(room: Room) -> None:
    rows = [(group, f"{group} says {number}") for group, count in SAID for number in range(count)]
    room.session.do(capture.capture_answers("Q1.1", rows))
    room.press(Key.Key_V, Modifier.AltModifier | Modifier.ShiftModifier)


def rect(room: Room, key: str) -> QRect:
    return room.panel.list.visualRect(room.panel.model.index_of(key))


def text(room: Room) -> str:
    row = room.panel.list.current_row()
    assert row is not None
    return row.answer.text if row.answer else row.title


def answer(room: Room, words: str) -> Answer:
    return next(each for each in room.answers if each.text == words)


def at(room: Room, words: str) -> None:
    room.panel.list.go_to(answer(room, words).id)
    room.panel.list.setFocus()


def test_each_table_has_a_column_heard_or_not(room: Room) -> None:
    model = room.panel.model
    heads = [model.row_at(place) for place in model.column_starts()]
    assert [(row.title, row.count) for row in heads] == [("Table A", 3), ("Table B", 1), ("Table C", 0), ("Table D", 5)]
    lefts = [rect(room, row.key).left() for row in heads]
    assert lefts == sorted(set(lefts))
    for each in room.answers:
        assert rect(room, each.id).left() == rect(room, f"group:{each.group_id}").left()


def test_columns_scroll_sideways_where_they_do_not_fit_and_together_downwards(room: Room) -> None:
    room.session.do(capture.capture_answers("Q1.1", [("table4", f"More {number}") for number in range(60)]))
    view = room.panel.list
    room.window.resize(1100, 680)
    assert view.column_width() * 4 > view.viewport().width()
    assert view.horizontalScrollBar().isVisible()
    at(room, "More 59")
    seen = view.viewport().rect()
    assert seen.contains(rect(room, answer(room, "More 59").id))
    head = rect(room, "group:table4")
    assert head.top() == 0, "the heading stays in sight"
    assert view.indexAt(head.center()) == room.panel.model.index_of("group:table4")
    assert not rect(room, answer(room, "table4 says 0").id).intersects(seen)


def test_arrows_walk_down_a_column_and_over_to_the_next(room: Room) -> None:
    at(room, "table1 says 0")
    room.press(Key.Key_Down)
    room.press(Key.Key_Down)
    assert text(room) == "table1 says 2"
    room.press(Key.Key_Down)
    assert text(room) == "table1 says 2", "a column ends where it ends"
    room.press(Key.Key_Right)
    assert text(room) == "table2 says 0", "the last of a shorter one"
    room.press(Key.Key_Right)
    assert text(room) == "Table C"
    room.press(Key.Key_Right)
    assert text(room) == "Table D"
    room.press(Key.Key_End)
    assert text(room) == "table4 says 4"
    for _ in range(3):
        room.press(Key.Key_Left)
    assert text(room) == "Table A", "from the silent table's heading to the next one's"
    room.press(Key.Key_Left)
    assert text(room) == "Table A"


def test_typing_goes_on_and_the_new_answer_is_seen(room: Room) -> None:
    room.say("c: and now we speak")
    assert room.answers[-1].group_id == "table3"
    seen = room.panel.list.viewport().rect()
    assert seen.contains(rect(room, room.answers[-1].id))
    assert room.has_focus(room.panel.entry.box)


def test_a_click_or_enter_on_a_heading_chooses_the_table(room: Room) -> None:
    view = room.panel.list
    at(room, "table2 says 0")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect(room, "group:table2").center())
    assert room.panel.entry.chip.text() == "Table B"
    assert room.has_focus(room.panel.entry.box)
    at(room, "table1 says 0")
    room.press(Key.Key_Home)
    room.press(Key.Key_Return)
    assert room.panel.entry.chip.text() == "Table A"
    assert room.panel.model.marks == {}


def test_marks_flags_wording_and_merging_work_as_in_the_list(room: Room) -> None:
    at(room, "table1 says 0")
    room.press(Key.Key_H)
    assert answer(room, "table1 says 0").headline
    room.press(Key.Key_F2)
    assert isinstance(room.focused, QPlainTextEdit)
    assert rect(room, room.panel.list.edited_key).contains(room.focused.geometry())
    room.say("In better words")
    room.press(Key.Key_Space)
    at(room, "table4 says 1")
    room.press(Key.Key_Space)
    room.press(Key.Key_G)
    assert answer(room, "table4 says 1").status is AnswerStatus.MERGED
    assert answer(room, "In better words").first_text == "table1 says 0"
    at(room, "table4 says 2")
    room.press(Key.Key_T, Modifier.AltModifier)
    room.say("Getting around")
    assert answer(room, "table4 says 2").theme_id is not None
    room.press(Key.Key_Delete)
    assert room.panel.model.row_at(room.panel.model.column_starts()[3]).count == 3


def test_a_question_with_parts_has_them_in_each_column(room: Room) -> None:
    room.session.do(set_parts("Q1.1", ["Needs", "Opportunities"]))
    room.session.do(capture.put_in_part([answer(room, "table4 says 1").id], "Needs"))
    model = room.panel.model
    rows = [model.row_at(place) for place in range(model.column_starts()[3], model.rowCount())]
    assert [(row.title, row.count) for row in rows if row.answer is None] == [
        ("Table D", 5), ("Needs", 1), ("In no part yet", 4),
    ]  # fmt: skip


def test_it_stays_so_in_this_window_and_a_key_leads_back(room: Room) -> None:
    room.window.actions_table["walk_on"].trigger()
    assert room.panel.list.side_by_side
    assert room.window.actions_table["by_columns"].isChecked()
    room.press(Key.Key_V, Modifier.AltModifier)
    assert room.panel.model.by_theme
    assert not room.panel.list.side_by_side
    room.press(Key.Key_V, Modifier.AltModifier)
    assert not room.panel.model.columns
    assert not room.panel.list.horizontalScrollBar().isVisible()


def test_a_narrow_window_has_one_button_for_it(room: Room) -> None:
    """At 1100 pixels the choices cut each other's words off."""
    tools = room.panel.tools
    room.window.resize(1600, 900)
    assert tools.choices.isVisible()
    room.window.resize(1100, 680)
    assert tools.button.isVisible()
    assert not tools.choices.isVisible()
    assert tools.button.text() == "Columns"
    tools.button.click()
    menu = tools.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [(action.text(), action.isChecked()) for action in menu.actions()] == [
        ("By table", False), ("Columns", True), ("By theme", False),
    ]  # fmt: skip
    menu.actions()[2].trigger()
    menu.close()
    assert room.panel.model.by_theme
    assert tools.button.text() == "By theme"


def test_a_click_meets_the_row_that_is_seen(room: Room) -> None:
    room.session.do(
        capture.capture_answers("Q1.1", [(f"table{n % 4 + 1}", f"Long {n} " + "word " * (n % 30)) for n in range(200)])
    )
    view, model = room.panel.list, room.panel.model
    for place in (5, 60, 120, 199):
        view.go_to(model.answers()[place].id)
        for x in range(view.column_width() // 2, view.viewport().width(), view.column_width()):
            for y in range(0, view.viewport().height(), 7):
                index = view.indexAt(QPoint(x, y))
                if index.isValid():
                    assert view.visualRect(index).contains(QPoint(x, y))
                    assert view.visualRect(index).height() == view.exact_height(index.row())


heights = st.lists(st.lists(st.integers(1, 200), min_size=1, max_size=12), min_size=1, max_size=6)


@given(heights, st.integers(0, 3000))
def test_rows_stand_below_each_other_and_every_height_finds_its_row(columns: list[list[int]], y: int) -> None:
    """A row that is painted in one place and found in another is marked by mistake."""
    layout = TallLayout()
    starts = [sum(map(len, columns[:place])) for place in range(len(columns))]
    layout.begin(sum(map(len, columns)), starts)
    layout.guess(0, 0, [height for column in columns for height in column])
    layout.add_up()
    assert layout.bottom == max(map(sum, columns))
    for number, column in enumerate(columns):
        rows = layout.columns[number]
        assert [layout.heights[place] for place in rows] == column
        found = layout.place_at(number, y)
        assert (found == -1) is (y >= sum(column))
        if found >= 0:
            assert layout.column_of(found) == number
            assert layout.tops[found] <= y < layout.end(found)
        for other in range(len(columns)):
            assert layout.column_of(layout.beside(rows.start, other)) == other
            assert layout.column_of(layout.beside(rows.stop - 1, other)) == other
