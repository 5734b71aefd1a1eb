"""Regrouping answers with the room watching: by keys and by mouse, with nothing lost and no surprise on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, themes
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Theme
from lsp_workshop.session import NotSaved
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.projector.scenes import AnswersScene, scene_words
from lsp_workshop.ui.workshop.stage.answer_model import AnswersModel
from lsp_workshop.ui.workshop.stage.drop_marks import DropStrip
from lsp_workshop.ui.workshop.stage.theming import THEME_ACTIONS
from tests.ui.conftest import OpenWindow
from tests.ui.support import MemoryStore, blank_session, session_of
from tests.ui.wall import ALT, CTRL, LEFT, SHIFT, Key, Modifier, Wall


@pytest.fixture
def wall(qtbot: QtBot, open_window: OpenWindow, framework: Framework) -> Wall:
    store = MemoryStore()
    window = open_window(session_of(list(blank_session(framework).workshop.records()), store))
    window.resize(1280, 1100)
    window.go("S1")
    return Wall(window, store)


AT_FIRST = [
    "NO THEME YET", "No jobs", "Somewhere to meet", "BUSES", "Buses end at six", "Late buses", "HOMES", "Damp homes",
    "Cold homes",
]  # fmt: skip


class TestByKeys:
    def test_the_wall_as_it_is(self, wall: Wall) -> None:
        assert wall.shown == AT_FIRST

    def test_a_theme_goes_up_and_down(self, wall: Wall) -> None:
        wall.go("Homes")
        wall.press(Key.Key_Up, CTRL)
        assert wall.shown[3:6] == ["HOMES", "Damp homes", "Cold homes"]
        assert wall.session.undo_label == "move theme “Homes” before “Buses”"
        wall.press(Key.Key_Up, CTRL)
        assert wall.shown[3] == "HOMES"
        wall.go("Damp homes")
        wall.press(Key.Key_Down, CTRL)
        assert wall.shown == AT_FIRST

    def test_it_goes_past_themes_of_other_questions_unseen(self, wall: Wall) -> None:
        """One key is one step on the screen, whatever stands on other questions of the stage."""
        other = wall.session.do(capture.capture_answer("Q1.2", "Elsewhere")).new(Answer)
        wall.session.do(themes.put_under_theme([other.id], "Unseen"))
        wall.session.do(themes.place_theme(wall.theme("Unseen").id, wall.theme("Homes").id))
        assert wall.shown == AT_FIRST
        wall.go("Homes")
        wall.press(Key.Key_Up, CTRL)
        assert wall.shown[3:5] == ["HOMES", "Damp homes"]

    def test_a_parked_theme_waits_at_the_end_folded(self, wall: Wall) -> None:
        wall.go("Buses")
        wall.press(Key.Key_K)
        assert wall.shown == [*AT_FIRST[:3], *AT_FIRST[6:], "BUSES"]
        assert wall.panel.model.counts.kept == 6
        wall.press(Key.Key_Return)
        assert wall.shown[-3:] == ["BUSES", "Buses end at six", "Late buses"]
        wall.press(Key.Key_Return)
        assert wall.shown[-1] == "BUSES"
        row = wall.panel.list.current_row()
        assert row is not None
        assert row.title == "Buses"
        wall.press(Key.Key_K)
        assert wall.shown == AT_FIRST

    def test_the_search_finds_what_is_folded(self, wall: Wall) -> None:
        wall.session.do(themes.park_theme(wall.theme("Buses").id))
        wall.panel.show_answer(wall.ids["Late buses"])
        row = wall.panel.list.current_row()
        assert row is not None
        assert row.key == wall.ids["Late buses"]

    def test_themes_are_merged_by_name(self, wall: Wall) -> None:
        wall.go("Homes")
        wall.press(Key.Key_G, SHIFT)
        assert wall.has_focus(wall.panel.theme_bar.box)
        wall.type("Nothing of the kind")
        assert wall.has_focus(wall.panel.theme_bar.box)
        assert wall.session.undo_label == "put 2 answers under “Homes”"
        wall.panel.theme_bar.box.clear()
        wall.type("buses")
        assert wall.shown[3:] == ["BUSES", "Buses end at six", "Damp homes", "Late buses", "Cold homes"]
        row = wall.panel.list.current_row()
        assert row is not None
        assert row.title == "Buses", "the theme that it went into, and not a neighbour"
        wall.press(Key.Key_Z, CTRL)
        assert wall.shown[:3] == AT_FIRST[:3]
        assert sorted(wall.shown) == sorted(AT_FIRST)

    def test_a_mark_on_a_heading_is_told(self, wall: Wall) -> None:
        """A theme is no headline: a key that does nothing says why."""
        wall.go("Homes")
        wall.press(Key.Key_H)
        assert "answer first" in wall.window.messages.text

    def test_a_name_of_nothing_is_told(self, wall: Wall) -> None:
        """Enter that does nothing and says nothing is pressed again, harder."""
        wall.go("Homes")
        wall.press(Key.Key_F2)
        wall.type("  ")
        assert "name of the theme" in wall.window.messages.text
        assert wall.has_focus(wall.panel.theme_bar.box)

    def test_after_undo_the_row_one_stands_on_is_seen(self, wall: Wall) -> None:
        """The next key is done to that row, wherever it has gone."""
        wall.session.do(capture.capture_answers("Q1.1", [("table2", f"One more, {number}") for number in range(40)]))
        view = wall.panel.list
        wall.go("Cold homes")
        wall.press(Key.Key_Delete)
        wall.go("Damp homes")
        view.verticalScrollBar().setValue(0)
        wall.press(Key.Key_Z, CTRL)
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())

    def test_marked_answers_are_split_off(self, wall: Wall) -> None:
        wall.mark("Late buses")
        wall.press(Key.Key_X, SHIFT)
        wall.type("Evenings")
        assert wall.shown[3:7] == ["BUSES", "Buses end at six", "EVENINGS", "Late buses"]
        assert wall.panel.model.marks == {}

    def test_a_theme_is_renamed_where_it_stands(self, wall: Wall) -> None:
        wall.go("Homes")
        wall.press(Key.Key_F2)
        assert wall.panel.theme_bar.box.text() == "Homes"
        wall.type("Warm homes")
        assert wall.shown[6] == "WARM HOMES"
        wall.go("Damp homes")
        wall.press(Key.Key_F2, SHIFT)
        wall.type("Buses")
        assert wall.has_focus(wall.panel.theme_bar.box)
        assert wall.shown[6] == "WARM HOMES"
        wall.press(Key.Key_Escape)
        assert wall.has_focus(wall.panel.list)

    def test_a_theme_goes_and_its_answers_stay(self, wall: Wall) -> None:
        wall.go("Homes")
        wall.press(Key.Key_Delete, CTRL)
        assert "HOMES" not in wall.shown
        assert wall.shown[:5] == ["NO THEME YET", "Damp homes", "No jobs", "Cold homes", "Somewhere to meet"]

    def test_an_empty_theme_can_still_be_seen_and_used(self, wall: Wall) -> None:
        wall.mark("Damp homes", "Cold homes")
        wall.press(Key.Key_Delete, SHIFT)
        assert wall.shown[-1] == "HOMES"
        wall.go("Homes")
        wall.press(Key.Key_Delete, CTRL)
        assert "HOMES" not in wall.shown

    def test_sorting_a_pile_goes_on_with_the_next_answer(self, wall: Wall) -> None:
        """The keyboard must not follow each answer to its theme and have to be led back."""
        wall.go("No jobs")
        wall.press(Key.Key_T, ALT)
        wall.type("Work")
        row = wall.panel.list.current_row()
        assert row is not None
        assert row.key == wall.ids["Somewhere to meet"]
        assert wall.has_focus(wall.panel.list)

    def test_a_full_disk_keeps_the_name_in_the_box(self, wall: Wall) -> None:
        wall.go("Homes")
        wall.press(Key.Key_F2)
        wall.store.broken = NotSaved("disk_full")
        wall.type("Warm homes")
        assert wall.panel.theme_bar.box.text() == "Warm homes"
        wall.store.broken = None
        wall.window.desk.try_again()
        assert wall.shown[6] == "WARM HOMES"

    def test_without_a_theme_it_says_what_to_do(self, wall: Wall) -> None:
        said: list[str] = []
        wall.window.desk.said.connect(said.append)
        wall.go("No jobs")
        for key, modifier in (
            (Key.Key_Up, CTRL), (Key.Key_K, Modifier.NoModifier), (Key.Key_G, SHIFT), (Key.Key_Delete, CTRL)
        ):  # fmt: skip
            wall.press(key, modifier)
        assert len(said) == 4
        assert wall.shown == AT_FIRST


class TestOriginals:
    @pytest.fixture(autouse=True)
    def _reworded(self, wall: Wall) -> None:
        wall.session.do(capture.reword_answer(wall.ids["Late buses"], "Buses in the evening"))
        wall.session.do(capture.reword_answer(wall.ids["Damp homes"], "Homes without damp"))
        wall.session.do(themes.merge_answers(wall.ids["Cold homes"], [wall.ids["Damp homes"]]))

    def spoken(self, wall: Wall, words: str) -> str:
        index = wall.panel.model.index_of(wall.ids[words])
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    def test_one_key_shows_the_first_words_and_hides_them(self, wall: Wall) -> None:
        wall.go("Late buses")
        before = wall.panel.list.visualRect(wall.panel.list.currentIndex()).height()
        wall.press(Key.Key_O)
        assert wall.panel.list.visualRect(wall.panel.list.currentIndex()).height() > before
        assert "First words: Late buses" in self.spoken(wall, "Late buses")
        assert "First words" not in self.spoken(wall, "Cold homes")
        wall.press(Key.Key_O)
        assert "First words" not in self.spoken(wall, "Late buses")

    def test_another_shows_all_of_them_what_was_merged_too(self, wall: Wall) -> None:
        wall.press(Key.Key_O, SHIFT)
        assert "First words: Late buses" in self.spoken(wall, "Late buses")
        assert "Merged: Homes without damp. First words of it: Damp homes" in self.spoken(wall, "Cold homes")
        wall.press(Key.Key_O, SHIFT)
        assert wall.panel.model.unfolded == set()

    def test_the_room_sees_what_was_sent_and_no_more(self, wall: Wall) -> None:
        wall.window.actions_table["project_answers"].trigger()
        wall.press(Key.Key_O, SHIFT)
        projector = room_of(wall)
        assert "Damp homes" not in scene_words(projector.scene)


class TestByMouse:
    def test_an_answer_goes_to_the_theme_it_is_dropped_on(self, wall: Wall) -> None:
        wall.drag(wall.spot("No jobs"), wall.spot("Homes"))
        assert wall.shown[5:] == ["HOMES", "Damp homes", "No jobs", "Cold homes"]
        assert wall.panel.model.marks == {}, "a drag is no click"

    def test_among_the_answers_of_a_theme_is_on_it(self, wall: Wall) -> None:
        wall.drag(wall.spot("No jobs"), wall.spot("Late buses"))
        assert wall.shown[2:6] == ["BUSES", "Buses end at six", "Late buses", "No jobs"]

    def test_all_that_is_marked_comes_along(self, wall: Wall) -> None:
        wall.mark("No jobs", "Damp homes")
        wall.drag(wall.spot("Damp homes"), wall.spot("Buses"))
        assert wall.session.undo_label == "put 2 answers under “Buses”"
        assert wall.panel.model.marks == {}

    def test_one_that_is_not_marked_goes_alone_and_the_marks_stay(self, wall: Wall) -> None:
        wall.mark("No jobs")
        wall.drag(wall.spot("Damp homes"), wall.spot("Buses"))
        assert wall.session.undo_label == "put answer “Damp homes” under “Buses”"
        assert list(wall.panel.model.marks) == [wall.ids["No jobs"]]

    def test_onto_no_theme_it_is_taken_out(self, wall: Wall) -> None:
        wall.pick_up(wall.spot("Damp homes"), wall.spot("Cold homes"))
        wall.mouse(QMouseEvent.Type.MouseMove, wall.zone(DropStrip.NONE))
        wall.let_go(wall.zone(DropStrip.NONE))
        assert wall.shown[:3] == ["NO THEME YET", "Damp homes", "No jobs"]
        wall.drag(wall.spot("Late buses"), wall.spot("No jobs"))
        assert wall.shown[:4] == ["NO THEME YET", "Damp homes", "Late buses", "No jobs"]

    def test_onto_a_new_theme_it_asks_for_the_name(self, wall: Wall) -> None:
        wall.pick_up(wall.spot("No jobs"))
        assert wall.panel.drag.strip.isVisible()
        wall.let_go(wall.zone(DropStrip.NEW))
        assert wall.has_focus(wall.panel.theme_bar.box)
        wall.type("Work")
        assert wall.shown[-2:] == ["WORK", "No jobs"]

    def test_a_theme_is_dragged_to_its_place(self, wall: Wall) -> None:
        wall.drag(wall.spot("Homes"), wall.spot("Buses") - QPoint(0, 8))
        assert wall.shown[3] == "HOMES"
        wall.drag(
            wall.spot("Homes"),
            QPoint(60, wall.panel.list.visualRect(wall.panel.model.index_of(wall.ids["Late buses"])).bottom()),
        )
        assert wall.shown == AT_FIRST

    def test_what_would_happen_stands_beside_the_pointer(self, wall: Wall) -> None:
        drag = wall.panel.drag
        wall.pick_up(wall.spot("No jobs"), wall.spot("Cold homes"))
        assert drag.words.words == "1 answer: under “Homes”"
        assert drag.mark.frame.contains(wall.spot("Homes"))
        wall.mouse(QMouseEvent.Type.MouseMove, wall.spot("Somewhere to meet"))
        assert drag.words.words == "1 answer", "it is there already"
        assert drag.mark.frame.isEmpty()
        wall.let_go(wall.spot("Somewhere to meet"))
        assert wall.shown == AT_FIRST
        wall.pick_up(wall.spot("Homes"), wall.spot("Buses"))
        assert drag.words.words == "“Homes”: before “Buses”"
        assert drag.mark.line is not None
        assert not drag.strip.isVisible()
        wall.press(Key.Key_Escape)

    def test_escape_gives_up(self, wall: Wall) -> None:
        wall.pick_up(wall.spot("No jobs"), wall.spot("Homes"))
        wall.press(Key.Key_Escape)
        for shown in (wall.panel.drag.mark, wall.panel.drag.strip, wall.panel.drag.words):
            assert not shown.isVisible()
        wall.let_go(wall.spot("Homes"))
        assert wall.shown == AT_FIRST
        assert wall.has_focus(wall.panel.list)

    def test_a_click_still_marks(self, wall: Wall) -> None:
        QTest.mouseClick(wall.panel.list.viewport(), LEFT, Modifier.NoModifier, wall.spot("No jobs"))
        assert list(wall.panel.model.marks) == [wall.ids["No jobs"]]

    def test_by_table_nothing_is_dragged(self, wall: Wall) -> None:
        wall.press(Key.Key_V, ALT)
        wall.pick_up(wall.spot("No jobs"), wall.spot("Late buses"))
        assert not wall.panel.drag.is_active
        wall.let_go(wall.spot("Late buses"))

    def test_at_the_edge_the_list_moves(self, wall: Wall, qtbot: QtBot) -> None:
        rows: list[tuple[str | None, str]] = [("table1", f"And number {place}") for place in range(24)]
        wall.session.do(capture.capture_answers("Q1.1", rows))
        view, bar = wall.panel.list, wall.panel.list.verticalScrollBar()
        bar.setValue(0)
        foot = QPoint(200, view.viewport().height() - 2)
        wall.pick_up(wall.spot("No jobs"), foot)
        qtbot.waitUntil(lambda: bar.value() == bar.maximum())
        assert wall.panel.drag.words.words == "1 answer: under “Homes”"
        wall.let_go(foot)
        assert wall.shown[-3:] == ["Damp homes", "No jobs", "Cold homes"]
        wall.go("Cold homes")
        wall.pick_up(wall.spot("Cold homes"), QPoint(200, 1))
        qtbot.waitUntil(lambda: bar.value() == 0)
        wall.press(Key.Key_Escape)
        before = bar.value()
        QTest.qWait(60)
        assert bar.value() == before

    def test_what_is_done_is_what_was_seen(self, wall: Wall) -> None:
        """Rows that come in between move under the pointer: letting go then must not hit what came there."""
        place = wall.spot("Homes")
        wall.pick_up(wall.spot("No jobs"), place)
        assert wall.panel.drag.words.words == "1 answer: under “Homes”"
        theme = wall.theme("Buses")
        made = wall.session.do(capture.capture_answer("Q1.1", "More buses")).new(Answer)
        wall.session.do(themes.move_to_theme([made.id], theme.id))
        wall.let_go(place)
        assert wall.session.undo_label == "put answer “More buses” under “Buses”"

    def test_an_undo_meanwhile_does_no_harm(self, wall: Wall) -> None:
        """The scribe presses Ctrl+Z while the facilitator drags: what is dragged may be gone."""
        wall.session.do(capture.capture_answer("Q1.1", "Gone in a moment"))
        wall.ids["Gone in a moment"] = wall.session.workshop.answers_to("Q1.1")[-1].id
        wall.pick_up(wall.spot("Gone in a moment"), wall.spot("Homes"))
        wall.session.undo()
        wall.let_go(wall.spot("Homes"))
        assert wall.shown == AT_FIRST


def test_the_menu_of_the_list_has_everything_about_themes_in_one_place(wall: Wall) -> None:
    """In one row it would be higher than a small screen at 200 %."""
    menu = wall.panel.list_menu.build()
    (inner,) = [found for action in menu.actions() if isinstance(found := action.menu(), QMenu)]
    assert {action.objectName() for action in inner.actions()} == set(THEME_ACTIONS)
    assert not {action.objectName() for action in menu.actions()} & set(THEME_ACTIONS)
    assert {"show_originals", "merge_answers"} <= {action.objectName() for action in menu.actions()}
    menu.close()


def test_a_name_that_nobody_changed_is_no_word_to_be_lost(wall: Wall) -> None:
    """Closing the window would ask about words that are saved."""
    wall.go("Homes")
    wall.press(Key.Key_F2)
    assert wall.panel.keep() == ""
    QTest.keyClicks(wall.focused, "Warm homes")
    assert "Warm homes" in wall.panel.keep()


def test_rows_are_patched_to_what_a_fresh_look_would_show(wall: Wall) -> None:
    """A list that is patched wrongly shows an answer under a theme that it is not under."""
    ids, model, session = wall.ids, wall.panel.model, wall.session
    homes, buses = wall.theme("Homes").id, wall.theme("Buses").id
    steps = (
        themes.move_to_theme([ids["No jobs"]], homes),
        themes.move_to_theme([ids["Damp homes"]], buses),
        themes.merge_answers(ids["Buses end at six"], [ids["Late buses"]]),
        themes.clear_theme([ids["Buses end at six"]]),
        themes.park_theme(homes),
        themes.move_to_theme([ids["Somewhere to meet"]], homes),
        themes.move_to_theme([ids["Cold homes"]], buses),
        themes.split_theme([ids["Damp homes"]], "Damp"),
        themes.place_theme(buses, homes, after=True),
        capture.capture_answer("Q1.1", "New"),
        themes.merge_themes(buses, [homes]),
    )

    def as_fresh() -> None:
        fresh = AnswersModel(session.workshop)
        fresh.order(by_theme=True)
        fresh.show("Q1.1")
        assert [model.row_at(n) for n in range(model.rowCount())] == [fresh.row_at(n) for n in range(fresh.rowCount())]
        assert model.counts == fresh.counts

    for edit in steps:
        assert session.do(edit).changes
        as_fresh()
    for _ in steps:
        session.undo()
        as_fresh()
    assert wall.shown == AT_FIRST


MANY = 10_000


def test_ten_thousand_answers_are_regrouped_by_hand(
    qtbot: QtBot, open_window: OpenWindow, framework: Framework
) -> None:
    """The list of a very large day is dragged in like any other, and only rows that are seen are laid out."""
    records = list(blank_session(framework).workshop.records())
    records += [Theme(id=f"th{n}", stage_id="S1", title=f"Theme {n}", order=n + 1) for n in range(10)]
    records += [
        Answer(id=f"{n:05}", question_id="Q1.1", text=f"Number {n}", theme_id=f"th{n % 10}" if n % 4 else None)
        for n in range(MANY)
    ]
    store = MemoryStore()
    window = open_window(session_of(records, store))
    window.go("S1")
    window.actions_table["by_theme"].trigger()
    panel = window.stage_page.answers
    wall = Wall.around(window, store)
    panel.list.go_to("09996")
    panel.list.verticalScrollBar().setValue(panel.list.verticalScrollBar().value() + 150)
    start, end = wall.spot_of("09996"), wall.spot_of("theme:th0")
    assert panel.list.viewport().rect().contains(end)
    wall.drag(start, end)
    assert wall.session.workshop.get(Answer, "09996").theme_id == "th0"
    shown = [panel.model.row_at(place) for place in range(panel.model.rowCount())]
    assert shown == panel.model.sections.rows()
    assert len(panel.list._delegate._heights) < 200
    panel.list.go_to("theme:th9")
    panel.list.setFocus()
    wall.press(Key.Key_Up, CTRL)
    assert [row.key for row in panel.model.headings()][-2:] == ["theme:th9", "theme:th8"]
    assert panel.model.rowCount() == MANY + 11


def room_of(wall: Wall) -> RoomProjector:
    projector = wall.window.projector
    assert isinstance(projector, RoomProjector)
    return projector


def test_the_line_that_asks_about_a_theme_says_its_name_of_now(wall: Wall) -> None:
    """An earlier wording was brought back while the line stood open: it asked about a theme that was nowhere."""
    wall.go("Homes")
    wall.press(Key.Key_G, SHIFT)
    theme = wall.panel.theming.current_theme()
    assert theme is not None
    wall.session.do(themes.rename_theme(theme.id, "Warm, dry homes"))
    bar = wall.panel.theme_bar
    assert bar._what.whole == "“Warm, dry homes” goes into"
    assert "Warm, dry homes" not in bar._titles.stringList(), "it cannot go into itself"
    wall.session.undo()
    assert bar._what.whole == "“Homes” goes into"


class TestInTheRoom:
    def test_a_theme_that_is_merged_while_it_is_shown_goes_on_under_its_new_name(
        self, wall: Wall, qtbot: QtBot
    ) -> None:
        """A screen that goes black in the middle of a sentence asks forty people to look at the laptop."""
        projector = room_of(wall)
        wall.go("Homes")
        wall.press(Key.Key_P, SHIFT)
        qtbot.waitUntil(lambda: scene_words(projector.scene).startswith("Homes"))
        wall.press(Key.Key_G, SHIFT)
        wall.type("Buses")
        assert scene_words(projector.scene) == "Buses. Buses end at six. Damp homes. Late buses. Cold homes."
        wall.press(Key.Key_Delete, CTRL)
        assert scene_words(projector.scene) == ""

    def test_a_merge_that_is_taken_back_leaves_the_room_with_the_theme_it_was_sent(
        self, wall: Wall, qtbot: QtBot
    ) -> None:
        """The room would be left with a theme that stood on the wall by mistake."""
        room = room_of(wall)
        wall.go("Homes")
        wall.press(Key.Key_P, SHIFT)
        qtbot.waitUntil(lambda: room.is_showing)
        sent = scene_words(room.scene)
        wall.press(Key.Key_G, SHIFT)
        wall.type("Buses")
        assert scene_words(room.scene).startswith("Buses")
        wall.press(Key.Key_Z, CTRL)
        assert scene_words(room.scene) == sent == "Homes. Damp homes. Cold homes."
        wall.session.redo()
        assert scene_words(room.scene).startswith("Buses")

    def test_what_is_split_off_a_parked_theme_stays_with_the_facilitator(self, wall: Wall) -> None:
        """An answer is taken off the wall's theme because the room is not to read it."""
        room = room_of(wall)
        wall.session.do(themes.place_theme(wall.theme("Homes").id, wall.theme("Buses").id))
        wall.session.do(themes.remove_theme(wall.theme("Homes").id))
        wall.session.do(themes.park_theme(wall.theme("Buses").id))
        room.send_theme(wall.theme("Buses").id)
        order = wall.theme("Buses").order
        wall.session.do(themes.split_theme([wall.ids["Late buses"]], "For the facilitator only"))
        assert wall.theme("Buses").order != order, "else nothing happened to the theme itself"
        assert scene_words(room.scene) == "Buses. Buses end at six."

    @pytest.mark.parametrize("parked", [False, True])
    def test_a_split_that_is_taken_back_shows_nothing_of_the_whole(self, wall: Wall, parked: bool) -> None:
        """One answer was sent; Ctrl+Z must not put all the others of its old theme beside it."""
        room = room_of(wall)
        wall.session.do(themes.park_theme(wall.theme("Buses").id, parked))
        wall.session.do(themes.split_theme([wall.ids["Late buses"]], "Small"))
        room.send_theme(wall.theme("Small").id)
        assert scene_words(room.scene) == "Small. Late buses."
        wall.session.undo()
        assert scene_words(room.scene) == ""

    def test_a_theme_that_is_parked_on_the_wall_stays_what_it_is(self, wall: Wall) -> None:
        room = room_of(wall)
        room.send_theme(wall.theme("Buses").id)
        wall.session.do(themes.move_to_theme([wall.ids["Late buses"]], wall.theme("Homes").id))
        wall.session.do(themes.park_theme(wall.theme("Buses").id))
        assert scene_words(room.scene) == "Buses. Buses end at six."

    def test_regrouping_shows_live_and_nothing_of_parking(self, wall: Wall) -> None:
        projector = room_of(wall)
        wall.window.actions_table["project_by_theme"].trigger()
        wall.window.actions_table["project_answers"].trigger()

        def groups() -> list[str]:
            scene = projector.scene
            assert isinstance(scene, AnswersScene)
            return [group.title for group in scene.groups]

        assert groups() == ["Buses", "Homes", ""]
        wall.go("Homes")
        wall.press(Key.Key_Up, CTRL)
        assert groups() == ["Homes", "Buses", ""]
        wall.press(Key.Key_K)
        assert groups() == ["Buses", "", "Homes"]
        assert "arked" not in scene_words(projector.scene)
        before = projector.scene
        wall.pick_up(wall.spot("No jobs"), wall.spot("Buses"))
        assert projector.scene == before
        wall.let_go(wall.spot("Buses"))
        assert groups() == ["Buses", "", "Homes"]
        assert projector.scene != before
