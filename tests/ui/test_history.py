"""The panel of what was done: read by time, gone to, and a wording brought back, by keys."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lsp_workshop.domain.edits import capture, event, themes
from lsp_workshop.domain.edits.plan import change_decision
from lsp_workshop.domain.model import Answer, Decision, Theme
from lsp_workshop.session import NotSaved
from lsp_workshop.ui.workshop.history import HistoryDialog
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.support import AnsweredDialogs, MemoryStore, sample_session

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def window(open_window: OpenWindow, store: MemoryStore) -> WorkshopWindow:
    return open_window(sample_session(store=store))


def opened(window: WorkshopWindow) -> HistoryDialog:
    QTest.keyClick(QApplication.focusWidget() or window, Key.Key_H, CTRL)
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialog = dialogs.dialogs[-1]
    assert isinstance(dialog, HistoryDialog)
    return dialog


def shown(dialog: HistoryDialog) -> list[str]:
    return [dialog.hits.lines.line(place).title for place in range(dialog.hits.lines.rowCount())]


def reworded(window: WorkshopWindow) -> Answer:
    answer = window.desk.workshop.all(Answer)[0]
    window.desk.do(capture.reword_answer(answer.id, "Other words"))
    return answer


def test_what_was_done_stands_with_its_time_newest_first(window: WorkshopWindow) -> None:
    answer = reworded(window)
    window.desk.do(themes.put_under_theme([answer.id], "Getting home"))
    window.desk.do(event.walk_to("Q3.1"))
    lines = shown(opened(window))
    assert len(lines) == 2, "walking is left out"
    assert lines[0].startswith("10:4")
    assert lines[0].endswith("put answer “Other words” under “Getting home”")
    assert "reworded answer “" in lines[1]


def test_words_or_a_time_filter(window: WorkshopWindow) -> None:
    answer = reworded(window)
    window.desk.do(capture.mark([answer.id], "headline", True))
    dialog = opened(window)
    QTest.keyClicks(dialog.box, "reworded")
    assert len(shown(dialog)) == 1
    dialog.box.setText(dialog.found[0].clock)
    assert shown(dialog)
    dialog.box.setText("nothing of the kind")
    assert shown(dialog) == []
    assert dialog.below.text()
    assert not dialog.back_button.isEnabled()


def test_a_wording_is_brought_back_by_keys_and_can_be_taken_away_again(window: WorkshopWindow) -> None:
    """Somebody says "that is not what we said" an hour later."""
    answer = reworded(window)
    window.desk.do(capture.mark([answer.id], "headline", True))
    dialog = opened(window)
    QTest.keyClick(dialog.box, Key.Key_Down)
    assert dialog.words.toPlainText() == f"Before: {answer.text}\nAfter: Other words"
    QTest.keyClick(dialog.box, Key.Key_Return, CTRL)
    now = window.desk.workshop.get(Answer, answer.id)
    assert now.text == answer.text
    assert now.headline
    assert "wording is back" in window.messages.text
    row = window.stage_page.answers.list.current_row()
    assert row is not None
    assert row.answer == now, "the window shows it"
    assert window.actions_table["undo"].text().startswith("Undo: bring back “")
    window.actions_table["undo"].trigger()
    assert window.desk.workshop.get(Answer, answer.id).text == "Other words"


def test_enter_goes_to_what_was_touched(window: WorkshopWindow) -> None:
    answer = reworded(window)
    window.walk.go("Q5.1")
    QTest.keyClick(opened(window).box, Key.Key_Return)
    assert window.walk.question is not None
    assert window.walk.question.id == answer.question_id


def test_a_wording_that_cannot_be_saved_leaves_the_panel_open(window: WorkshopWindow, store: MemoryStore) -> None:
    answer = reworded(window)
    dialog = opened(window)
    store.broken = NotSaved("disk_full")
    QTest.keyClick(dialog.box, Key.Key_Return, CTRL)
    assert window.desk.workshop.get(Answer, answer.id).text == "Other words"
    assert "full" in dialog.below.text()


def test_nothing_comes_back_where_nothing_can_be_written(open_window: OpenWindow, store: MemoryStore) -> None:
    session = sample_session(store=store)
    answer = session.workshop.all(Answer)[0]
    session.do(capture.reword_answer(answer.id, "Other words"))
    store.read_only = True
    dialog = opened(open_window(session))
    assert "Other words" in dialog.words.toPlainText()
    assert not dialog.back_button.isEnabled()
    QTest.keyClick(dialog.box, Key.Key_Return, CTRL)
    assert session.workshop.get(Answer, answer.id).text == "Other words"


def test_a_theme_that_took_another_name_gets_its_own_again(window: WorkshopWindow) -> None:
    theme = window.desk.workshop.all(Theme)[0]
    window.desk.do(themes.rename_theme(theme.id, "Another name"))
    opened(window).back_button.click()
    assert window.desk.workshop.get(Theme, theme.id).title == theme.title


def test_many_wordings_of_one_deed_come_back_together(window: WorkshopWindow) -> None:
    answers = [each for each in window.desk.workshop.all(Answer) if not each.to_check][:3]
    window.desk.do(capture.mark([each.id for each in answers], "to_check", True))
    for each in answers:
        window.desk.do(capture.reword_answer(each.id, "Other words"))
    dialog = opened(window)
    dialog.hits.go_to(3)
    assert dialog.back_button.text() == "Bring 3 wordings back"
    dialog.back_button.click()
    back = [window.desk.workshop.get(Answer, each.id).text for each in answers]
    assert back == [each.text for each in answers]


def test_a_dissent_that_was_overwritten_comes_back(window: WorkshopWindow) -> None:
    """What a minority had said is the last thing that may be lost by a slip."""
    decision = next(each for each in window.desk.workshop.all(Decision) if each.dissent)
    window.desk.do(change_decision(decision.id, dissent="None"))
    dialog = opened(window)
    assert f"Dissent\nBefore: {decision.dissent}\nAfter: None" in dialog.words.toPlainText()
    QTest.keyClick(dialog.box, Key.Key_Return, CTRL)
    assert window.desk.workshop.get(Decision, decision.id) == decision


def test_a_merged_theme_is_told_as_it_is_asked_for(window: WorkshopWindow) -> None:
    """ "14:02 merged 3 answers into Warm homes" is how it is read out."""
    kept, *others = list(window.desk.workshop.answers_to("Q2.1", kept_only=True))[:3]
    window.desk.do(themes.merge_answers(kept.id, [each.id for each in others]))
    line = shown(opened(window))[0]
    assert re.fullmatch(r"10:4\d merged 3 answers into “.+”", line)


def test_an_empty_day_says_so(window: WorkshopWindow) -> None:
    dialog = opened(window)
    assert "Nothing was done yet" in dialog.below.text()
    assert not dialog.go_button.isEnabled()


def test_every_control_has_a_name(window: WorkshopWindow) -> None:
    reworded(window)
    dialog = opened(window)
    assert dialog.box.accessibleName()
    assert dialog.hits.accessibleName()
    assert dialog.words.accessibleName()
