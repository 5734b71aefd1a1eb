"""No key sends words into what is not seen: every action, from every page, and out of the cards beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Ballot, Decision, ParkingLotItem
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.prepare.keys import ALT, CTRL, ENTER, press, with_keyboard
from tests.ui.support import blank_session, sample_session

_LEAVES = {"close_window", "quit", "open_for_work", "read_again", "close_workshop", "palette"}
"""What leaves the window, and what has a window of its own."""
_LOOKS = {"toggle_dark", "larger_text", "smaller_text", "preferences", "project_window"}
_PLACES = ("prepare", "record", "answers", "ballots", "decisions", "plan")


def _go(window: WorkshopWindow, place: str) -> None:
    if place in ("prepare", "record"):
        window.go(place)
    else:
        window.go("S2" if place != "plan" else "S5")
        tabs = window.stage_page.tabs.keys
        window.stage_page.open_tab(place if place in tabs else tabs[-1]).shown()


def _lost(window: WorkshopWindow) -> bool:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    focus = QApplication.focusWidget()
    return focus is not None and not focus.isVisible()


@pytest.mark.parametrize("kind", ["full", "empty", "closed"])
@pytest.mark.parametrize("place", _PLACES)
def test_no_action_puts_the_keyboard_where_nothing_is_seen(
    open_window: OpenWindow, framework: Framework, place: str, kind: str
) -> None:
    """Words typed after it would become answers, ballots and decisions that nobody saw being made."""
    status = "closed" if kind == "closed" else "open"
    window = open_window(blank_session(framework) if kind == "empty" else sample_session(status=status))
    window.desk.dialogs.yes = False  # type: ignore[attr-defined]  # the dialogs of tests
    for each in _PLACES:
        _go(window, each)
    lost = []
    for action_id, spec in window.actions_table.specs.items():
        action = window.actions_table[action_id]
        if action_id in _LEAVES | _LOOKS or not action.isEnabled():
            continue
        _go(window, place)
        focus = QApplication.focusWidget()
        if spec.keys and focus is not None:
            QTest.keySequence(focus, QKeySequence(spec.keys[0]))
        elif not spec.widget:
            action.trigger()
        if _lost(window):
            lost.append(action_id)
    window.close()
    assert lost == []


@pytest.mark.parametrize("place", ["prepare", "record"])
def test_a_ballot_is_begun_from_any_page_where_it_is_seen(open_window: OpenWindow, place: str) -> None:
    """From Prepare the key did nothing, and said nothing, while the room waited for its vote."""
    window = open_window(sample_session())
    window.go(place)
    press("b", mod=CTRL)
    assert window.stage_page.isVisible()
    assert window.stage_page.tabs.current() == "ballots"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.stage_page.isAncestorOf(focus)


@pytest.mark.parametrize(("place", "key"), [("prepare", Qt.Key.Key_0), ("record", Qt.Key.Key_6)])
def test_the_tabs_key_walks_the_page_that_is_seen(
    open_window: OpenWindow, framework: Framework, place: str, key: Qt.Key
) -> None:
    """On Prepare and Record it went round the tabs of the question behind, and Enter saved what nobody saw."""
    window = open_window(blank_session(framework))
    window.go("S1")
    press(key, mod=CTRL)
    for words in ("ghost one", "ghost two", "ghost three"):
        press(words, ENTER)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.isVisible()
        press(Qt.Key.Key_Tab, mod=CTRL)
    assert window.page is not window.stage_page
    workshop = window.desk.workshop
    assert [workshop.count(kind) for kind in (Answer, Ballot, Decision)] == [0, 0, 0]


def test_the_key_for_an_answer_leads_to_the_entry_box_from_prepare(
    open_window: OpenWindow, framework: Framework
) -> None:
    """A table calls something out while people are still being entered: the words belong where they are seen."""
    window = open_window(blank_session(framework))
    window.go("S1")
    window.go("prepare")
    press("e", mod=CTRL)
    assert window.stage_page.isVisible()
    assert QApplication.focusWidget() is window.stage_page.answers.entry.box


def test_the_tabs_key_goes_round_the_sections_of_prepare(open_window: OpenWindow, framework: Framework) -> None:
    """Six sections, and the key that everybody knows for the next one."""
    window = open_window(blank_session(framework))
    window.go("prepare")
    page = window.page
    titles = []
    for _press in range(6):
        press(Qt.Key.Key_Tab, mod=CTRL)
        titles.append(page.choices.current())  # type: ignore[union-attr]  # the page of preparing
    assert titles == ["people", "organisations", "tables", "sectors", "agenda", "workshop"]


def test_escape_leads_out_of_a_private_note(open_window: OpenWindow, framework: Framework) -> None:
    """Typed on after Escape, the next answer would land in the private note."""
    window = open_window(blank_session(framework))
    window.go("S1")
    press("n", mod=ALT)
    press("tired", Qt.Key.Key_Escape, "q")
    assert window.side.notes.toPlainText() == "tired"
    assert window.stage_page.answers.entry.box.text() == "q"


def test_escape_in_the_parking_box_stays_on_prepare(open_window: OpenWindow, framework: Framework) -> None:
    """A point comes up while people are entered: parked, one goes on with the people."""
    window = open_window(blank_session(framework))
    window.go("prepare")
    press("p", mod=ALT)
    press("Parking at the station", ENTER)
    assert [point.text for point in window.desk.workshop.all(ParkingLotItem)] == ["Parking at the station"]
    assert window.page is not None
    assert window.page.isAncestorOf(with_keyboard())
