"""Answers that look alike: offered quietly, done by nobody but the facilitator, and never in the window's way."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, themes
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer
from lsp_workshop.session import NotSaved
from lsp_workshop.ui.jobs import Jobs
from lsp_workshop.ui.projector.room import RoomProjector
from lsp_workshop.ui.workshop.stage.alike import Alike, AlikePage
from lsp_workshop.ui.workshop.stage.alike_search import AlikeSearch
from tests.ui.conftest import OpenWindow
from tests.ui.support import MemoryStore, blank_session, session_of
from tests.ui.wall import ALT, CTRL, SHIFT, Key, Wall

ALIKE = (
    "One named contact for every family",
    "A named contact for each family",
    "named contact for every family, please",
    "Swimming lessons at the old baths",
    "Swimming lessons at the baths",
    "Something else altogether",
)


@pytest.fixture
def wall(qtbot: QtBot, open_window: OpenWindow, framework: Framework) -> Wall:
    """With the offer there."""
    store = MemoryStore()
    window = open_window(session_of(list(blank_session(framework).workshop.records()), store))
    window.resize(1280, 1100)
    window.go("S1")
    wall = Wall(window, store)
    wall.session.do(capture.capture_answers("Q1.1", [("table2", text) for text in ALIKE]))
    wall.ids = {answer.text: answer.id for answer in wall.session.workshop.answers_to("Q1.1")}
    qtbot.waitUntil(lambda: bool(alike(wall).search.groups()))
    return wall


def alike(wall: Wall) -> Alike:
    return wall.panel.alike


def page(wall: Wall) -> AlikePage:
    return alike(wall).page


def listed(wall: Wall) -> list[str]:
    return [page(wall).list.item(place).text() for place in range(page(wall).list.count())]


def settled(wall: Wall, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not alike(wall).search.is_looking)


class TestOffered:
    def test_a_quiet_button_says_how_many(self, wall: Wall) -> None:
        assert alike(wall).offer.isVisible()
        assert alike(wall).offer.text() == "5 answers look alike"
        assert not page(wall).isVisible()
        assert wall.has_focus(wall.panel.list)

    def test_nothing_in_the_list_moves_when_it_comes_or_goes(self, wall: Wall, qtbot: QtBot) -> None:
        """Who is about to drop an answer must not find the list a line lower."""
        view = wall.panel.list
        qtbot.waitUntil(lambda: view.mapTo(wall.window, view.pos()).y() > 0)
        before = view.mapTo(wall.window, view.pos())
        for group in alike(wall).search.groups():
            alike(wall).search.dismiss(group)
        assert not alike(wall).offer.isVisible()
        wall.panel.window().layout()
        assert view.mapTo(wall.window, view.pos()) == before

    def test_what_was_dismissed_comes_back_when_it_is_asked_for(self, wall: Wall) -> None:
        """Dismissed by a slip: undo took back the theme that had been made before instead, and it was gone."""
        before = alike(wall).search.groups()
        back = wall.window.actions_table["alike_back"]
        assert not back.isEnabled()
        wall.press(Key.Key_S, ALT)
        wall.press(Key.Key_S, ALT | Qt.KeyboardModifier.ShiftModifier)
        assert len(alike(wall).search.groups()) == len(before) - 1
        assert "bring back" in wall.window.messages.text.lower()
        back.trigger()
        assert alike(wall).search.groups() == before

    def test_by_table_there_is_none(self, wall: Wall) -> None:
        wall.press(Key.Key_V, ALT)
        assert not alike(wall).offer.isVisible()
        assert not alike(wall).search.is_looking

    def test_a_suggestion_shows_its_answers_and_a_name(self, wall: Wall) -> None:
        before = list(wall.session.workshop.records())
        wall.press(Key.Key_S, ALT)
        assert wall.has_focus(page(wall).box)
        assert len(listed(wall)) == 3
        assert all("amed contact" in words and words.endswith("(Table B)") for words in listed(wall))
        assert "named contact" in page(wall).box.text().lower()
        assert page(wall)._number.text() == "1 of 2"
        wall.press(Key.Key_S, ALT)
        assert all("Swimming" in words for words in listed(wall))
        wall.press(Key.Key_Escape)
        assert wall.has_focus(wall.panel.list)
        assert list(wall.session.workshop.records()) == before, "looking at a suggestion does nothing"

    def test_the_room_sees_nothing_of_it(self, wall: Wall) -> None:
        projector = wall.window.projector
        assert isinstance(projector, RoomProjector)
        wall.window.actions_table["project_by_theme"].trigger()
        wall.window.actions_table["project_answers"].trigger()
        before = projector.scene
        wall.press(Key.Key_S, ALT)
        assert projector.scene == before
        wall.press(Key.Key_Return)
        assert projector.scene != before


class TestTaken:
    def test_enter_puts_them_under_the_name(self, wall: Wall) -> None:
        wall.press(Key.Key_S, ALT)
        wall.type("One contact")
        theme = wall.theme("One contact")
        assert {a.text for a in wall.session.workshop.answers_in(theme.id)} == set(ALIKE[:3])
        assert wall.session.undo_label == "put 3 answers under “One contact”"
        assert all("Swimming" in words for words in listed(wall)), "the next one is there"
        wall.press(Key.Key_Return)
        assert wall.has_focus(wall.panel.list)
        assert not alike(wall).offer.isVisible()
        assert wall.session.undo_label == "put 2 answers under “Swimming lessons at the baths”"

    def test_single_answers_are_left_out(self, wall: Wall) -> None:
        wall.press(Key.Key_S, ALT)
        wall.press(Key.Key_Down)
        wall.press(Key.Key_Space)
        wall.press(Key.Key_Return)
        assert wall.session.undo_label is not None
        assert wall.session.undo_label.startswith("put 2 answers under")

    def test_none_left_in_does_nothing(self, wall: Wall) -> None:
        wall.press(Key.Key_S, ALT)
        before = list(wall.session.workshop.records())
        for place in range(3):
            page(wall).list.item(place).setCheckState(Qt.CheckState.Unchecked)
        wall.press(Key.Key_Return)
        assert list(wall.session.workshop.records()) == before
        assert page(wall).isVisible()

    def test_a_full_disk_leaves_all_as_it_was(self, wall: Wall) -> None:
        wall.press(Key.Key_S, ALT)
        wall.store.broken = NotSaved("disk_full")
        wall.type("One contact")
        assert page(wall).box.text() == "One contact"
        assert len(listed(wall)) == 3
        wall.store.broken = None
        wall.window.desk.try_again()
        assert wall.theme("One contact").title == "One contact"

    def test_undo_brings_the_suggestion_back(self, wall: Wall, qtbot: QtBot) -> None:
        wall.press(Key.Key_S, ALT)
        wall.press(Key.Key_Return)
        wall.press(Key.Key_Escape)
        assert alike(wall).offer.text() == "2 answers look alike"
        wall.press(Key.Key_Z, CTRL)
        qtbot.waitUntil(lambda: alike(wall).offer.text() == "5 answers look alike")


class TestDismissed:
    def test_it_does_not_come_back(self, wall: Wall, qtbot: QtBot) -> None:
        wall.press(Key.Key_S, ALT)
        wall.press(Key.Key_S, ALT | SHIFT)
        assert all("Swimming" in words for words in listed(wall))
        wall.press(Key.Key_Escape)
        wall.session.do(capture.capture_answer("Q1.1", "A new one, quite apart"))
        settled(wall, qtbot)
        wall.press(Key.Key_V, ALT)
        wall.press(Key.Key_V, ALT)
        settled(wall, qtbot)
        assert alike(wall).offer.text() == "2 answers look alike"

    def test_the_last_one_leads_back_to_the_answers(self, wall: Wall) -> None:
        wall.press(Key.Key_S, ALT)
        wall.press(Key.Key_S, ALT | SHIFT)
        wall.press(Key.Key_S, ALT | SHIFT)
        assert wall.has_focus(wall.panel.list)
        said: list[str] = []
        wall.window.desk.said.connect(said.append)
        wall.press(Key.Key_S, ALT)
        assert said == ["No answers look alike here."]


class TestMeanwhile:
    def test_what_goes_elsewhere_goes_from_the_suggestion(self, wall: Wall) -> None:
        wall.press(Key.Key_S, ALT)
        page(wall).box.setText("My own name")
        wall.session.do(themes.put_under_theme([wall.ids[ALIKE[0]]], "Homes"))
        assert len(listed(wall)) == 2
        assert page(wall).box.text() == "My own name"

    def test_walking_on_closes_it(self, wall: Wall) -> None:
        wall.press(Key.Key_S, ALT)
        wall.window.actions_table["walk_on"].trigger()
        assert not alike(wall).is_open
        assert not page(wall).isVisible()

    def test_whoever_types_goes_first(self, wall: Wall, qtbot: QtBot) -> None:
        """Comparing must not take from the keys of somebody who writes down what is being said."""
        search = alike(wall).search
        rows: list[tuple[str | None, str]] = [(None, f"What number {n} had to say about it") for n in range(600)]
        wall.session.do(capture.capture_answers("Q1.1", rows))
        qtbot.waitUntil(search._going.isActive)
        wall.press(Key.Key_E, CTRL)
        QTest.keyClicks(wall.focused, "and")
        assert not search._going.isActive()
        assert search.is_looking
        qtbot.waitUntil(search._going.isActive)

    def test_what_comes_is_compared_too(self, wall: Wall, qtbot: QtBot) -> None:
        wall.session.do(capture.capture_answer("Q1.1", "something else, altogether"))
        qtbot.waitUntil(lambda: alike(wall).offer.text() == "7 answers look alike")


def test_ten_thousand_answers_are_compared_without_a_stall(qtbot: QtBot, jobs: Jobs, framework: Framework) -> None:
    """Keys must be heard while the largest day there is is gone through: each go is short."""
    records = list(blank_session(framework).workshop.records())
    said = "The last bus goes at seven, so nobody from the estate comes to anything after work"
    records += [Answer(id=f"{n:05}", question_id="Q1.1", text=f"{said} ({n})") for n in range(10_000)]
    search = AlikeSearch(session_of(records).workshop, jobs)
    search.watch("Q1.1", wanted=True)
    qtbot.waitUntil(search._going.isActive)
    took = []
    for _ in range(60):
        before = time.thread_time()
        search._go_on()
        took.append(time.thread_time() - before)
    assert sorted(took)[len(took) // 2] < 0.05
    assert search.is_looking
    search.watch("Q1.1", wanted=False)
    assert not search.is_looking
