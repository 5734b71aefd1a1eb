"""A file was damaged and repaired: whoever goes on with it sees what to look at, and says when it is right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.doubt import doubtful_records
from lsp_workshop.domain.edits import event
from lsp_workshop.domain.model import RECORD_TYPES, Action, Answer, Ballot, BallotStatus, Secrecy, Vote
from lsp_workshop.library import Library
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.store import recovery
from lsp_workshop.store.recovery import Salvage
from lsp_workshop.ui.workshop.ballots.panel import BallotList, BallotsPanel
from lsp_workshop.ui.workshop.ballots.parts import KeyButton
from lsp_workshop.ui.workshop.doubtful import ACTION, DoubtfulDialog
from lsp_workshop.ui.workshop.doubtful_words import entry_of
from lsp_workshop.ui.workshop.plan.decisions import DecisionsPanel
from lsp_workshop.ui.workshop.plan.panel import PlanPanel
from lsp_workshop.ui.workshop.prepare.page import PreparePage
from lsp_workshop.ui.workshop.prepare.sections import TableSection
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.support import AnsweredDialogs, MemoryStore, sample_records, sample_session, session_of

ANSWER = "Because the same 400 families"
ACTION_TITLE = "Mentor bank"
COMMENT = "Would like the private sector"
DECISION = "The reworded vision goes out"
AGENDA = "Arrival, coffee"
DAMAGED = (AGENDA, ANSWER, COMMENT, DECISION, ACTION_TITLE)
WORDS = "Damaged? Look at it"
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def damage(path: Path, *words: str) -> None:
    """Flip one bit in the first letter of each of these, as a worn disk does; it is another letter then."""
    data = bytearray(path.read_bytes())
    for each in words:
        data[data.index(each.encode())] ^= 1
    path.write_bytes(data)


@pytest.fixture
def repaired(tmp_path: Path) -> Path:
    """The sample day in a file whose body was hit in five places, as `check --repair` gives it back."""
    out = tmp_path / "repaired.lspw"
    library = library_in(tmp_path)
    with closing(library.open_sample()) as session:
        path = library.path_of(session)
        session.do(event.reopen_for_correction("the day goes on"))
    damage(path, *DAMAGED)
    salvage: Salvage = recovery.repair(path, out)
    assert (salvage.doubtful, salvage.lost) == (len(DAMAGED), 0)
    return out


def library_in(folder: Path) -> Library:
    return Library(documents=folder / "documents", data=folder / "data")


def session_on(path: Path) -> Session:
    return library_in(path.parent).open(path)


@pytest.fixture
def window(repaired: Path, open_window: OpenWindow) -> Iterator[WorkshopWindow]:
    with closing(session_on(repaired)) as session:
        yield open_window(session)


def opened_dialog(window: WorkshopWindow, qtbot: QtBot) -> DoubtfulDialog:
    window.actions_table[ACTION].trigger()
    dialogs = window.desk.dialogs
    assert isinstance(dialogs, AnsweredDialogs)
    dialog = dialogs.dialogs[-1]
    assert isinstance(dialog, DoubtfulDialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.list.hasFocus)
    return dialog


def listed(dialog: DoubtfulDialog) -> list[str]:
    return [str(dialog.list.item(place).data(SPOKEN)) for place in range(dialog.list.count())]


def hit(words: str) -> str:
    """The words as the damage left them."""
    return chr(ord(words[0]) ^ 1) + words[1:]


def go(words: str, dialog: DoubtfulDialog) -> None:
    row = next(place for place, said in enumerate(listed(dialog)) if words in said)
    dialog.list.setCurrentRow(row)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)


class TestMarks:
    """Without a mark at the row nobody knows which of two hundred answers the message at opening meant."""

    def test_at_the_answer(self, window: WorkshopWindow, qtbot: QtBot) -> None:
        go(hit(ANSWER), opened_dialog(window, qtbot))
        model = window.stage_page.answers.model
        said = {answer.text: str(model.index_of(answer.id).data(SPOKEN)) for answer in model.answers()}
        assert len(said) > 1
        assert [text for text, words in said.items() if WORDS in words] == [
            text for text in said if text.startswith(hit(ANSWER))
        ]
        row = model.row(window.stage_page.answers.list.currentIndex())
        assert row is not None
        assert row.answer is not None
        assert row.answer.text.startswith(hit(ANSWER)), "the list is at the answer that was chosen"

    def test_at_the_row_of_a_table(self, window: WorkshopWindow, qtbot: QtBot) -> None:
        go(hit(ACTION_TITLE), opened_dialog(window, qtbot))
        panel = window.findChild(PlanPanel)
        assert panel is not None
        assert panel.isVisible()
        table = panel.tables["actions"].records
        row = table.row_of(next(a.id for a in table._desk.workshop.all(Action) if a.title == hit(ACTION_TITLE)))
        assert panel.table.current_id() == table.ids[row]
        marked = [
            (place, column)
            for place in range(len(table.ids))
            for column in range(table.columnCount())
            if WORDS in str(table.index(place, column).data(SPOKEN))
        ]
        assert marked == [(row, table.spec.begins)]
        assert WORDS in str(table.index(row, table.spec.begins).data(Qt.ItemDataRole.ToolTipRole))

    def test_at_the_agenda(self, window: WorkshopWindow, qtbot: QtBot) -> None:
        go(hit(AGENDA), opened_dialog(window, qtbot))
        page = window.page
        assert isinstance(page, PreparePage)
        assert page.choices.current() == "agenda"
        section = page.sections["agenda"]
        assert isinstance(section, TableSection)
        assert WORDS in str(section.table.currentIndex().data(SPOKEN))

    def test_at_the_decision_and_the_ballot(self, window: WorkshopWindow, qtbot: QtBot) -> None:
        go(hit(DECISION), opened_dialog(window, qtbot))
        decisions = window.findChild(DecisionsPanel)
        assert decisions is not None
        assert decisions.isVisible()
        said = [card.accessibleName() for card in decisions.cards]
        assert [hit(DECISION) in words for words in said] == [WORDS in words for words in said]
        shown = [each.text() for each in decisions.findChildren(QLabel) if each.isVisible()]
        assert shown.count(WORDS) == 1
        go(COMMENT[1:], opened_dialog(window, qtbot))
        panel = window.findChild(BallotsPanel)
        assert panel is not None
        assert panel.isVisible()
        assert panel.ballot is not None
        papers = window.desk.workshop.votes_in(panel.ballot.id)
        assert any(paper.comment.startswith(hit(COMMENT)) for paper in papers)
        panel.to_list()
        rows = panel.findChild(BallotList)
        assert rows is not None
        names = {button.accessibleName() for button in rows.findChildren(KeyButton)}
        assert len(names) == 2
        assert sum(WORDS in name for name in names) == 1


class TestTheList:
    def test_has_every_record_in_words(self, window: WorkshopWindow, qtbot: QtBot) -> None:
        """One that is not listed would stay doubtful for ever."""
        said = listed(opened_dialog(window, qtbot))
        assert len(said) == len(DAMAGED)
        for noun, words in (
            ("Agenda item: ", AGENDA),
            ("Answer to 1.1: ", ANSWER),
            ("Ballot paper in “", COMMENT),
            ("Decision: ", DECISION),
            ("Action: ", ACTION_TITLE),
        ):
            assert any(each.startswith(noun) and hit(words) in each for each in said), noun
        assert not any("_doubtful" in each for each in said)

    def test_says_that_one_is_right_and_undo_says_it_is_not(self, window: WorkshopWindow, qtbot: QtBot) -> None:
        dialog = opened_dialog(window, qtbot)
        dialog.list.setCurrentRow(1)
        QTest.keyClick(dialog.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert len(listed(dialog)) == len(DAMAGED) - 1
        assert not any(hit(ANSWER) in each for each in listed(dialog))
        assert dialog.list.currentRow() == 1, "the next one can be judged at once"
        window.actions_table["undo"].trigger()
        assert any(hit(ANSWER) in each for each in listed(dialog))

    def test_enter_alone_takes_no_mark_away(self, window: WorkshopWindow, qtbot: QtBot) -> None:
        """Enter is pressed by itself; a damaged answer must not pass for whole by it."""
        dialog = opened_dialog(window, qtbot)
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
        assert len(doubtful_records(window.desk.workshop)) == len(DAMAGED)

    def test_is_about_the_file_and_not_only_the_screen(
        self, repaired: Path, window: WorkshopWindow, qtbot: QtBot
    ) -> None:
        """What was vouched for must not be asked about again tomorrow, and its words stay as they were vouched for."""
        dialog = opened_dialog(window, qtbot)
        QTest.keyClick(dialog.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert dialog.right_button.text() == f"{len(DAMAGED)} are right"
        QTest.keyClick(dialog.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert dialog.isHidden()
        assert not window.actions_table[ACTION].isEnabled()
        assert not any(
            WORDS in str(index.data(SPOKEN))
            for model in [window.stage_page.answers.model]
            for index in map(model.index, range(model.rowCount()))
        )
        assert window.desk.session.undo_label == f"say that {len(DAMAGED)} records are right"
        window.desk.session.close()
        library = library_in(repaired.parent)
        with closing(library.open(repaired)) as opened:
            assert library.remarks_on(opened) == ()
            assert doubtful_records(opened.workshop) == []
            texts = {answer.text[: len(ANSWER)] for answer in opened.workshop.all(Answer)}
        assert b"_doubtful" not in repaired.read_bytes().split(b'"history":')[0]
        assert hit(ANSWER) in texts

    def test_a_save_that_fails_leaves_the_marks_and_says_why(
        self, window: WorkshopWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        dialog = opened_dialog(window, qtbot)
        window.desk.session.move_to(store := MemoryStore())
        store.broken = NotSaved("disk_full")
        dialog.vouch()
        assert len(listed(dialog)) == len(DAMAGED)
        assert any(each.property("tone") == "danger" and each.text() for each in dialog.findChildren(QLabel))


def test_a_workshop_to_be_read_only_shows_the_list_and_takes_no_mark_away(
    repaired: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    with closing(session_on(repaired)) as session:
        session.do(event.close_workshop())
        dialog = opened_dialog(open_window(session), qtbot)
        assert len(listed(dialog)) == len(DAMAGED)
        assert not dialog.right_button.isEnabled()
        QTest.keyClick(dialog.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert len(doubtful_records(session.workshop)) == len(DAMAGED)


def test_a_sound_workshop_has_nothing_to_look_at(open_window: OpenWindow) -> None:
    window = open_window(sample_session())
    action = window.actions_table[ACTION]
    assert not action.isEnabled()
    assert action not in [each for each in window.menu().actions() if each.isVisible()]


class TestInWords:
    def test_every_record_of_a_day_has_words_and_its_place_is_there(self, open_window: OpenWindow) -> None:
        """The damage picks the record: none may be one that the list cannot show or that leads nowhere."""
        window = open_window(sample_session())
        workshop = window.desk.workshop
        for kind in RECORD_TYPES:
            for record in workshop.all(kind)[:2]:
                entry = entry_of(workshop, record)
                assert entry.what
                assert entry.text.strip()
                if entry.hit is not None:
                    window.show_hit(entry.hit)
        for record in workshop.records():
            assert entry_of(workshop, record).text

    @pytest.mark.parametrize("secrecy", [Secrecy.SECRET, Secrecy.SECTOR_ONLY])
    def test_a_paper_says_no_more_than_the_workshop_shows_elsewhere(self, secrecy: Secrecy) -> None:
        """A damaged paper is no reason to lay open how somebody voted, nor to show a result before its time."""
        records = sample_records()
        vote = next(each for each in records if isinstance(each, Vote) and each.comment)
        ballot = next(each for each in records if isinstance(each, Ballot) and each.id == vote.ballot_id)
        rest = [each for each in records if each not in (vote, ballot)]
        option = ballot.options[0].label

        def said(status: BallotStatus, paper: Vote) -> str:
            known = session_of([*rest, replace(ballot, secrecy=secrecy, status=status), paper]).workshop
            return entry_of(known, paper).whole

        assert vote.comment not in said(BallotStatus.OPEN, vote)
        assert option not in said(BallotStatus.OPEN, replace(vote, comment=""))
        closed = said(BallotStatus.CLOSED, vote)
        assert vote.comment in closed
        assert option not in closed
        unsigned = said(BallotStatus.CLOSED, replace(vote, comment="", sector_id="public"))
        assert option in unsigned
        assert "sector" not in unsigned
