"""Open votes, where every paper has a name on it: marks are the one voter's who is shown, and can be put right."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import people
from lsp_workshop.domain.edits.correcting import paper_of
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Participant, Vote
from lsp_workshop.domain.voting import papers_in
from lsp_workshop.session import Session
from lsp_workshop.ui.workshop.ballots.panel import BallotsPanel
from lsp_workshop.ui.workshop.ballots.papers import PaperEntry
from tests.ui.ballots.support import CTRL, ENTER, SHIFT, close, key, keys, only, propose, room_session


@pytest.fixture
def session(tmp_path: Path, framework: Framework) -> Session:
    """Names without numbers: in a fist to five a number is a vote."""
    session = room_session(tmp_path, framework, {"public": 2})
    for each in ("Ann Adams", "Bob Brown", "Cid Clark", "Dora Dean", "Eve Ellis", "Fay Ford"):
        session.do(people.add_participant(each))
        session.do(people.arrive(session.workshop.all(Participant)[-1].id))
    return session


@pytest.fixture
def papers(panel: BallotsPanel, qtbot: QtBot) -> PaperEntry:
    """An open fist to five with the papers of Ann, Bob and Cid in it, all of them a 4."""
    propose("fist to five", panel, qtbot)
    for _ in range(3):
        keys("4")
        key(ENTER)
    return panel.running.papers


def name(papers: PaperEntry) -> str:
    return papers.voter.current.name if papers.voter.current else ""


def paper(papers: PaperEntry, session: Session, voter_name: str) -> Vote | None:
    voter = next(each for each in papers.voter._voters if each.name == voter_name)
    return paper_of(session.workshop, only(session).id, voter.id)


def value(vote: Vote | None) -> int | None:
    return next(iter(vote.choices.values()), None) if vote is not None else None


def marks(papers: PaperEntry) -> dict[str, int]:
    assert papers.paper is not None
    return dict(papers.paper.choices)


def test_marks_for_nobody_become_nobody_s_paper(papers: PaperEntry, session: Session) -> None:
    """The vote of somebody who was not found went in under the name of another."""
    keys("ann pr")
    keys("1")
    assert marks(papers) == {}, "a mark was made and nobody was shown whose it is"
    assert "Nobody is called “ann pr”" in papers.message.text()
    key(ENTER)
    key(Qt.Key.Key_Z, CTRL)
    assert (papers.voter.typed, marks(papers), papers.message.text()) == ("", {}, "")
    assert papers_in(session.workshop, only(session).id) == 2
    shown = name(papers)
    keys("nobody at all")
    key(Qt.Key.Key_Escape)
    assert (papers.voter.typed, name(papers), papers.isVisible()) == ("", shown, True), "or they wait for the next one"
    key(ENTER)
    assert papers_in(session.workshop, only(session).id) == 2, "a paper without a mark went in"
    assert paper(papers, session, shown) is None


@pytest.mark.parametrize("modifier", [CTRL, CTRL | SHIFT], ids=["undo", "redo"])
def test_undo_and_redo_clear_the_marks_with_the_voter(
    papers: PaperEntry, session: Session, modifier: Qt.KeyboardModifier
) -> None:
    """Undo shows another voter: the marks of the one before must not stay beside that name."""
    if modifier != CTRL:
        key(Qt.Key.Key_Z, CTRL)
    keys("dora")
    keys("1")
    key(Qt.Key.Key_Tab)
    keys("Because")
    key(Qt.Key.Key_Escape)
    assert (marks(papers), papers.comment.text()) != ({}, "")
    key(Qt.Key.Key_Z, modifier)
    assert (marks(papers), papers.comment.text(), papers.voter.typed) == ({}, "", "")


def test_another_voter_begins_with_an_empty_paper(papers: PaperEntry, session: Session) -> None:
    """A mark that was made for one name and entered under the next is a wrong vote that nobody sees."""
    keys("1")
    key(Qt.Key.Key_Down)
    shown = name(papers)
    assert marks(papers) == {}
    key(ENTER)
    assert paper(papers, session, shown) is None
    keys("2")
    keys("fay")
    assert marks(papers) == {}
    assert name(papers) == "Fay Ford"


def test_backspace_takes_a_mark_back_and_not_the_voter(papers: PaperEntry) -> None:
    """The letters have found somebody; taking the mark back must not lead to another name."""
    keys("eve")
    keys("3")
    key(Qt.Key.Key_Backspace)
    assert (name(papers), marks(papers)) == ("Eve Ellis", {})


def test_the_paper_of_a_named_person_is_put_right(panel: BallotsPanel, papers: PaperEntry, session: Session) -> None:
    """Somebody says "I had said 2" when twenty papers are in: undoing them all is no way."""
    keys("1")
    key(ENTER)
    keys("ann")
    assert name(papers) == "Ann Adams"
    assert list(marks(papers).values()) == [4], "the paper that is in is not shown"
    assert "is in" in papers.voter.hint.text()
    assert panel.keep() == "", "only looked at, and the window asked about it"
    keys("2")
    key(ENTER)
    assert value(paper(papers, session, "Ann Adams")) == 4, "one press wrote over a vote"
    assert "Enter again" in papers.message.text()
    key(ENTER)
    assert value(paper(papers, session, "Ann Adams")) == 2
    assert papers_in(session.workshop, only(session).id) == 4
    assert papers.message.text() == "The paper of Ann Adams is changed."
    assert paper(papers, session, name(papers)) is None, "the next voter is one whose paper is out"
    key(Qt.Key.Key_Z, CTRL)
    assert value(paper(papers, session, "Ann Adams")) == 4
    assert papers_in(session.workshop, only(session).id) == 4


def test_a_paper_that_is_only_looked_at_stays(papers: PaperEntry, session: Session) -> None:
    """Looking whether somebody's vote is right must change nothing, whichever key ends it."""
    before = session.workshop.votes_in(only(session).id)
    for leaving in (ENTER, Qt.Key.Key_Escape):
        keys("bob")
        assert papers.voter.is_in
        key(leaving)
        assert not papers.voter.is_in
        assert marks(papers) == {}
    keys("bob")
    keys("0")
    key(Qt.Key.Key_Escape)
    key(ENTER)
    assert session.workshop.votes_in(only(session).id) == before


def test_a_closed_ballot_keeps_the_paper_as_it_was_closed(
    panel: BallotsPanel, papers: PaperEntry, session: Session
) -> None:
    """A correction that undo takes back after the closing changes a result that the room has seen."""
    keys("cid")
    keys("0")
    key(ENTER)
    key(ENTER)
    close(panel)
    panel.desk.actions["undo"].trigger()
    votes = [value(vote) for vote in session.workshop.votes_in(only(session).id)]
    assert sorted(each for each in votes if each is not None) == [0, 4, 4]
