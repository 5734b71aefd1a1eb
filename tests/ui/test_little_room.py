"""Large text and small windows: nothing lies over anything else, and nothing that can be pressed is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits.ballots import new_ballot, open_ballot, option
from lsp_workshop.domain.edits.capture import capture_answer
from lsp_workshop.domain.edits.event import change_details
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Ballot
from lsp_workshop.ui.tables import RecordTable
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import EmptyState
from lsp_workshop.ui.workshop.ballots.running import HANDS
from lsp_workshop.ui.workshop.handouts.dialog import HandoutsDialog
from lsp_workshop.ui.workshop.record.closing import ClosingSheet, close_workshop
from lsp_workshop.ui.workshop.record.page import RecordPage
from lsp_workshop.ui.workshop.run_sheet.catch_up import CatchUpDialog
from lsp_workshop.ui.workshop.run_sheet.dialog import RunSheetDialog
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from lsp_workshop.ui.workshop.stage.answer_paint import AnswerPainter
from tests.ui.ballots.support import ballots_panel
from tests.ui.conftest import OpenWindow
from tests.ui.support import blank_session, laid_out, sample_session


@pytest.fixture
def small(open_window: OpenWindow, qtbot: QtBot) -> WorkshopWindow:
    window = open_window(sample_session())
    window.resize(1100, 680)
    qtbot.waitUntil(lambda: window.width() == 1100)
    return window


@pytest.fixture
def large(open_window: OpenWindow, theme: Theme, qtbot: QtBot) -> Iterator[WorkshopWindow]:
    """Text at 200 % on the screen of a laptop."""
    window = open_window(sample_session())
    window.resize(1280, 800)
    theme.set_text_scale(200)
    qtbot.waitUntil(lambda: window.side.isHidden())
    yield window
    theme.set_text_scale(100)


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def assert_whole(buttons: Sequence[QWidget]) -> None:
    """Each has the size it asks for."""
    for each in buttons:
        assert each.width() >= each.sizeHint().width(), each
        assert each.height() >= each.sizeHint().height(), each


def test_the_timer_and_the_tabs_are_whole_beside_the_unfolded_panel(large: WorkshopWindow, qtbot: QtBot) -> None:
    """Else somebody with large text sees buttons over the time that is left, and tabs without their names."""
    large.actions_table["toggle_side"].trigger()
    qtbot.waitUntil(large.side.isVisible)
    card = large.side.timer_card
    qtbot.waitUntil(lambda: card.ring.height() < 80)
    parts = [each for each in (card.ring, card.toggle, card.less, card.minute, card.sheet.late) if each.isVisible()]
    assert len(parts) == 5
    for one, other in combinations(parts, 2):
        assert not place(one).intersects(place(other)), (one, other)
        assert place(card).contains(place(one))
    tabs = [each for each in large.stage_page.tabs.findChildren(QAbstractButton) if each.isVisible()]
    assert len(tabs) == 4
    assert_whole([*tabs, card.toggle, card.minute])


def test_a_paper_shows_its_options_in_large_text(large: WorkshopWindow, qtbot: QtBot) -> None:
    """The scribe marks what is on the paper: keys without their options would be guesses."""
    options = [option(title) for title in ("Homes", "Buses", "Skills")]
    large.desk.do(new_ballot("Which first?", question_id="Q2.1", preset="dot vote", options=options))
    ballot = large.desk.workshop.all(Ballot)[-1]
    large.desk.do(open_ballot(ballot.id))
    panel = ballots_panel(large)
    panel.open(ballot.id)
    paper = panel.running.papers
    qtbot.waitUntil(paper.isVisible)
    qtbot.waitUntil(lambda: not large.stage_page.header.isVisible())
    # The question is not lost: it stands in the strip above.
    assert large.heading.whole.startswith("2.1 What are the local needs")
    first = paper.lines.line(0)
    qtbot.waitUntil(lambda: first.visibleRegion().boundingRect().height() == first.height())
    # One line at a time would be a paper read through a slit.
    three = [paper.lines.line(place) for place in range(3)]
    qtbot.waitUntil(lambda: all(each.visibleRegion().boundingRect().height() == each.height() for each in three))
    assert large.footer.isHidden(), "its keys walk on all the same"
    chips = [each for each in paper.voter.findChildren(QAbstractButton) if each.isVisible()]
    assert len({each.y() for each in chips}) < len(chips), "they stand side by side"
    large.stage_page.open_tab("answers")
    qtbot.waitUntil(large.stage_page.header.isVisible)


REFUSAL = "Two people here are called that: type the name in full, as it stands in the list of people. " * 2


def test_a_long_refusal_and_a_folded_panel_leave_everything_to_be_read(large: WorkshopWindow, qtbot: QtBot) -> None:
    """What the room was asked, the words that were refused, and how long is left."""
    large.resize(1100, 680)
    parts: list[QWidget] = [large.stage_page.header.question, large.stage_page.answers.entry.box]
    large.messages.refused(REFUSAL)
    qtbot.waitUntil(lambda: not any(place(large.messages).intersects(place(each)) for each in parts))
    assert all(large.rect().contains(place(each)) for each in parts)
    large.messages.clear()
    qtbot.waitUntil(large.over_page.room.isHidden)
    qtbot.waitUntil(large.footer.isVisible)
    line = large.timer_line
    assert line.isVisible()
    assert (line.text(), line.accessibleName()) == ("60:00", "60:00 left of 60 min")
    line.click()
    assert large.walk.timer.running
    large.walk.timer.pause()


def test_a_show_of_hands_has_three_rows_in_large_text(large: WorkshopWindow, qtbot: QtBot) -> None:
    """Of one row at a time nobody sees whether the hands add up."""
    large.resize(1100, 680)
    proposal = [option("One form")]
    large.desk.do(new_ballot("We share one form", question_id="Q2.1", preset="consent round", options=proposal))
    ballot = large.desk.workshop.all(Ballot)[-1]
    large.desk.do(open_ballot(ballot.id))
    panel = ballots_panel(large)
    panel.open(ballot.id)
    panel.running.choose(HANDS)
    cells = list(panel.running.hands._cells.values())
    qtbot.waitUntil(lambda: all(cell.visibleRegion().boundingRect().height() == cell.height() for cell in cells))
    assert len({cell.y() for cell in cells}) == 3
    assert large.footer.isHidden(), "its keys walk on all the same"
    large.stage_page.open_tab("answers")
    qtbot.waitUntil(large.footer.isVisible)


def test_what_is_still_to_settle_has_room_in_a_small_window(small: WorkshopWindow, qtbot: QtBot) -> None:
    """It is the list to look at before people leave; beside the preview it is as high as the page."""
    small.go("record")
    page = small.page
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(lambda: page.contents.height() > 300)
    inner = page.contents._scroll.widget()
    assert inner is not None
    # No number lies under the scroll bar.
    qtbot.waitUntil(lambda: inner.width() <= page.contents._scroll.viewport().width())


def test_a_table_that_fits_has_no_scroll_bar(small: WorkshopWindow, qtbot: QtBot) -> None:
    """A bar says that something is out of sight; a style's least width of a column must not make one."""
    small.resize(1280, 800)
    small.go("S3")
    small.walk.go("Q3.1")
    tables = small.stage_page.open_tab("vision").findChildren(RecordTable)
    table = next(each for each in tables if each.isVisible())
    qtbot.waitUntil(lambda: table.horizontalHeader().length() <= table.viewport().width())
    assert table.horizontalScrollBar().maximum() == 0


def test_a_wide_window_gives_the_right_panel_its_part(small: WorkshopWindow, qtbot: QtBot) -> None:
    """Prompts are read in longer lines there, and an answer in lines from whose end the eye finds back."""
    narrow = small.side.width()
    answers = small.stage_page.answers
    painter = answers.list.itemDelegate()
    assert isinstance(painter, AnswerPainter)
    row = next(row for row in map(answers.model.row_at, range(answers.model.rowCount())) if row.answer is not None)
    assert row.answer is not None
    long = replace(row, key="long", answer=replace(row.answer, id="long", text="Everybody had a word to say. " * 12))
    small.resize(1920, 1080)
    qtbot.waitUntil(lambda: small.side.width() > narrow)
    assert painter.height(long, 1300) == painter.height(long, 1000) > painter.height(row, 1000)


def test_the_rows_of_the_handouts_lie_below_one_another(small: WorkshopWindow, qtbot: QtBot) -> None:
    """A row over the next one hides what is ticked."""
    small.actions_table["handouts"].trigger()
    dialog = small.findChildren(HandoutsDialog)[-1]
    dialog.show()
    listed = dialog.list
    qtbot.waitUntil(listed.isVisible)
    rows = [listed.visualItemRect(listed.item(place)) for place in range(listed.count())]
    assert all(upper.bottom() < lower.top() for upper, lower in pairwise(rows))
    assert len({each.height() for each in rows}) == 1


def test_dialogs_have_their_buttons_on_the_screen(large: WorkshopWindow) -> None:
    """Below its edge nobody presses them: a day was neither caught up with nor closed."""
    large.resize(1100, 680)
    laid_out()
    for action in ("run_sheet", "catch_up"):
        large.actions_table[action].trigger()
    close_workshop(large.desk, large)
    dialogs = [each for kind in (RunSheetDialog, CatchUpDialog, ClosingSheet) for each in large.findChildren(kind)]
    assert len(dialogs) == 3
    for each in dialogs:
        each.show()
        laid_out()
        assert large.size().boundedTo(each.size()) == each.size(), each
        buttons = [button for button in each.findChildren(QPushButton) if button.isVisible()]
        assert len(buttons) > 1
        assert all(each.rect().contains(place(button)) for button in buttons)
        each.reject()


def test_news_is_read_in_a_bar_that_was_measured_before(small: WorkshopWindow) -> None:
    """An empty bar over the heading says that something happened, and not what."""
    small.grab()
    small.messages.news("Merged 3 answers.")
    words = small.messages._text
    assert place(small.messages).contains(place(words))


def test_every_stage_has_its_whole_name_in_a_small_window(small: WorkshopWindow) -> None:
    """A facilitator finds the way by these names."""
    for key in ("S4", "S2", "record"):
        small.go(key)
    for row in small.rail._rows.values():
        assert row.height_if(False) <= row.height() + 1


def test_the_page_that_is_in_front_is_seen_in_a_low_rail(small: WorkshopWindow) -> None:
    """On a laptop at 200 % nobody sees that the record is in front; a title in Urdu takes the number along."""
    small.resize(1100, 420)
    laid_out()
    for key in ("record", "prepare"):
        small.go(key)
        laid_out()
        row = small.rail._rows[key]
        assert row.visibleRegion().boundingRect().height() == row.height()
    small.desk.session.do(change_details(title="دن"))
    assert small.rail._title.text() == "\u200eدن\u200e · 34\u00a0people"


def test_the_counts_have_all_the_room_there_is(small: WorkshopWindow) -> None:
    """By theme, a place is kept for the offer of answers that look alike: only its height."""
    small.actions_table["by_theme"].trigger()
    counter = small.stage_page.answers._counter
    assert counter.width() > counter.window().width() * 0.3


def test_an_empty_list_says_so_where_there_is_room_for_one_line(qtbot: QtBot, theme: Theme) -> None:
    """Cut in half it would look like something that went wrong."""
    state = EmptyState(theme, "message-square", "No answers yet", "Type what a table calls out and press Enter.")
    page = QWidget()
    qtbot.addWidget(page)
    state.setParent(page)
    page.resize(400, 400)
    state.resize(400, 400)
    page.show()
    qtbot.waitUntil(lambda: all(each.isVisible() for each in state.parts))
    state.resize(400, 60)
    qtbot.waitUntil(lambda: [each.isVisible() for each in state.parts] == [False, True, False])
    state.resize(400, 400)
    qtbot.waitUntil(lambda: all(each.isVisible() for each in state.parts))


@pytest.mark.parametrize("wide", [1280, 1100])
def test_nothing_moves_when_the_first_answer_comes_in(
    open_window: OpenWindow, framework: Framework, qtbot: QtBot, wide: int
) -> None:
    """The hand is at the keys and the eyes are on the room: a page that jumps takes both."""
    window = open_window(blank_session(framework))
    window.resize(wide, {1280: 800, 1100: 680}[wide])
    qtbot.waitUntil(lambda: window.width() == wide)
    page, header = window.stage_page, window.stage_page.header
    for question_id in ("Q1.2", "Q3.2", "Q4.1"):
        window.walk.go(question_id)
        laid_out()
        qtbot.waitUntil(lambda: header.height() == header.heightForWidth(header.width()))
        laid_out()
        before = [place(each) for each in (page.answers.entry.box, *_tabs(window), page.answers.tools)]
        window.desk.do(capture_answer(question_id, "Warm homes"))
        assert "1" in _tabs(window)[0].text()
        laid_out()
        assert [place(each) for each in (page.answers.entry.box, *_tabs(window), page.answers.tools)] == before


def test_the_tabs_of_every_question_of_a_full_day_stay_in_one_line(small: WorkshopWindow, qtbot: QtBot) -> None:
    """Photos on a line of its own costs an answer's height, and is looked for where it was."""
    page = small.stage_page
    for question_id in ("Q1.1", "Q3.2", "Q3.4", "Q4.1", "Q5.1"):
        small.walk.go(question_id)
        page.open_tab("answers")
        laid_out()
        tabs = _tabs(small)
        assert len({each.y() for each in tabs}) == 1, question_id
        assert_whole(tabs)
        x = [each.x() for each in tabs]
        page.open_tab("ballots")
        laid_out()
        assert [each.x() for each in _tabs(small)] == x, "they stand still from tab to tab"


def _tabs(window: WorkshopWindow) -> list[QAbstractButton]:
    return [each for each in window.stage_page.tabs.findChildren(QAbstractButton) if each.isVisible()]
