"""A large day: what a deed costs hangs on what it changes, not on all that was said. Work is counted, not timed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, themes
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Group
from lsp_workshop.domain.similar import Similar
from lsp_workshop.session import Notice, Session
from lsp_workshop.ui.workshop.search_index import Index
from lsp_workshop.ui.workshop.stage.answer_model import AnswersModel
from lsp_workshop.ui.workshop.stage.answer_rows import Row
from lsp_workshop.ui.workshop.stage.hints import Likes
from tests.ui.support import blank_session

ANSWERS = 300
FEW = 12


@dataclass
class Listed:
    """A list of answers that is told of every deed, and what it said to the window since."""

    session: Session
    model: AnswersModel
    told: list[tuple[int, int]] = field(default_factory=list)

    def rows(self) -> list[Row]:
        return list(self.model.rows(0, self.model.rowCount()))

    def refresh(self, notice: Notice) -> None:
        self.model.refresh(notice.transaction.changes)

    def changed(self, first: object, last: object) -> None:
        self.told.append((first.row(), last.row()))  # type: ignore[attr-defined]  # Qt's index


@pytest.fixture
def session(framework: Framework) -> Session:
    session = blank_session(framework)
    groups = [group.id for group in session.workshop.all(Group)]
    said = [(groups[number % len(groups)], f"Answer {number}") for number in range(ANSWERS)]
    session.do(capture.capture_answers("Q1.1", said))
    return session


@pytest.fixture(params=[False, True], ids=["by table", "by theme"])
def listed(session: Session, request: pytest.FixtureRequest, qapp: QObject) -> Listed:
    model = AnswersModel(session.workshop)
    model.order(by_theme=request.param)
    model.show("Q1.1")
    listed = Listed(session, model)
    session.subscribe(listed.refresh)
    model.dataChanged.connect(listed.changed)
    return listed


def ids(session: Session) -> list[str]:
    return [answer.id for answer in session.workshop.answers_to("Q1.1")]


def test_three_answers_under_a_new_theme_are_a_few_rows(listed: Listed) -> None:
    """All rows made anew at each deed is a window that stands still once there are thousands."""
    before = {id(row): row for row in listed.rows()}
    listed.session.do(themes.put_under_theme(ids(listed.session)[:3], "Buses"))
    made = [row for row in listed.rows() if id(row) not in before]
    assert 3 <= len(made) <= FEW
    assert listed.model.rowCount() == len(before) + listed.model.by_theme


def test_of_many_answers_that_change_the_window_is_told_once(listed: Listed) -> None:
    """Told of each by itself, it measures and scrolls as often as there are answers."""
    listed.session.do(capture.mark(ids(listed.session)[:200], "to_check", True))
    assert len(listed.told) <= FEW
    flagged = [row.answer.to_check for row in listed.rows() if row.answer is not None]
    assert flagged.count(True) == 200
    listed.told.clear()
    for answer_id in ids(listed.session)[:200]:
        listed.model.marks[answer_id] = None
    listed.model.clear_marks()
    assert len(listed.told) == 1


class Read:
    """Counts the answers whose words are taken apart, as the index itself does it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.number = 0
        put = Similar.put

        def counted(index: Similar, answer: Answer) -> None:
            self.number += 1
            put(index, answer)

        monkeypatch.setattr(Similar, "put", counted)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    return Read(monkeypatch)


@pytest.fixture
def likes(session: Session, qapp: QObject) -> Iterator[Likes]:
    parent = QObject()
    likes = Likes(session.workshop, parent)
    session.subscribe(lambda notice: likes.refresh(notice.transaction.changes))
    likes.show("Q1.1")
    yield likes
    # By now, or it reads on in the test that comes next, which counts.
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(parent, QEvent.Type.DeferredDelete)


def test_an_answer_is_read_for_hints_once(likes: Likes, read: Read, session: Session, qtbot: QtBot) -> None:
    """Walking away and back, and putting answers under a theme, must not set the whole day to be read again."""
    qtbot.waitUntil(lambda: read.number >= ANSWERS)
    likes.show("Q1.2")
    likes.show("Q1.1")
    session.do(themes.put_under_theme(ids(session)[:50], "Buses"))
    with qtbot.waitSignal(likes.found) as found:
        likes.ask("Answer 7")
    assert found.args is not None
    assert found.args[1][0].answer_id == ids(session)[7]
    assert read.number == ANSWERS


def test_many_that_are_merged_are_taken_from_the_hints_later(
    likes: Likes, read: Read, session: Session, qtbot: QtBot
) -> None:
    """A key that merges a thousand answers waits for nothing that can be done between two keys."""
    qtbot.waitUntil(lambda: read.number >= ANSWERS)
    every = ids(session)
    session.do(themes.merge_answers(every[0], every[1:]))
    session.undo()
    assert read.number == ANSWERS
    qtbot.waitUntil(lambda: read.number >= 2 * ANSWERS - 1)


def test_many_changes_are_found_by_search_all_the_same(session: Session) -> None:
    """They are taken in a little later; whoever searches before that must not get the words of before."""
    index = Index(session.workshop)
    index.fill()
    session.subscribe(lambda notice: index.keep_up(notice.transaction.changes))
    session.do(capture.mark(ids(session), "to_check", True))
    assert not index.is_whole
    assert all(find.record is session.workshop.get(Answer, find.record.id) for find in index.found("answer"))
    assert index.is_whole


def test_many_at_one_go_are_where_a_fresh_look_finds_them(listed: Listed) -> None:
    """Only what stands beside them is looked at: a row left in its old place is one that the next key is meant for."""
    session, model = listed.session, listed.model
    every = ids(session)
    steps = (
        themes.merge_answers(every[5], every[10:40]),
        themes.put_under_theme(every[100:250], "Buses"),
        capture.move_to_group(every[60:90], None),
        capture.mark(every[:20], "headline", True),
        themes.merge_answers(every[0], [every[5], *every[41:60]]),
        capture.set_aside([every[0], *every[100:110]]),
        capture.keep_again([every[0]]),
        themes.split_answers(every[20:30]),
        themes.clear_theme(every[120:140]),
    )

    def as_fresh() -> None:
        fresh = AnswersModel(session.workshop)
        fresh.order(by_theme=model.by_theme)
        fresh.show("Q1.1")
        assert listed.rows() == fresh.rows(0, fresh.rowCount())
        assert [model.index_of(row.key).row() for row in listed.rows()] == list(range(model.rowCount()))
        assert model.counts == fresh.counts

    for edit in steps:
        assert session.do(edit).changes
        as_fresh()
    for _ in steps:
        session.undo()
        as_fresh()


def test_rows_beside_many_that_changed_are_the_rows_that_were_there(listed: Listed) -> None:
    """Made anew for each deed, a large day's rows are what the window stands still for."""
    before = {id(row) for row in listed.rows()}
    every = ids(listed.session)
    listed.session.do(themes.merge_answers(every[0], every[1:100]))
    assert len([row for row in listed.rows() if id(row) not in before]) <= FEW
