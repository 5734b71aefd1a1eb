"""What is said without being asked, to somebody who cannot glance at the corner of a window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from lsp_workshop.domain.edits import capture, people
from lsp_workshop.domain.edits.ballots import close_ballot, new_ballot, open_ballot, option
from lsp_workshop.domain.edits.event import add_time
from lsp_workshop.domain.model import Ballot, Participant
from lsp_workshop.session import NotSaved
from lsp_workshop.ui.workshop import announcer
from lsp_workshop.ui.workshop.announcer import Announcer
from lsp_workshop.ui.workshop.shell import WorkshopWindow
from tests.ui.conftest import OpenWindow
from tests.ui.support import MemoryStore, blank_session


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def window(open_window: OpenWindow, services: object, store: MemoryStore) -> WorkshopWindow:
    session = blank_session(services.framework)  # type: ignore[attr-defined]  # the services of the tests
    session.move_to(store)
    return open_window(session)


@pytest.fixture
def said(window: WorkshopWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(announcer, "REST", 50)
    words: list[str] = []
    # Kept by the desk, which is its parent.
    Announcer(window.desk, window.walk, window.saving.words, words.append)
    return words


def test_saved_is_said_once_when_the_hands_rest(window: WorkshopWindow, said: list[str], qtbot: QtBot) -> None:
    """A voice after each of 120 answers would be switched off before the coffee break."""
    for number in range(5):
        window.desk.do(capture.capture_answer("Q1.1", f"Answer {number}"))
    assert said == []
    qtbot.waitUntil(lambda: bool(said))
    assert said == [window.saved.text]
    assert said[0].startswith("Saved ")
    announcements = window.announcer
    window.desk.do(capture.capture_answer("Q1.1", "One more"))
    assert announcements.resting.isActive(), "what comes later is said too"


def test_the_second_saved_waits_its_time(window: WorkshopWindow, said: list[str], qtbot: QtBot) -> None:
    window.desk.do(capture.capture_answer("Q1.1", "First"))
    qtbot.waitUntil(lambda: len(said) == 1)
    window.desk.do(capture.capture_answer("Q1.1", "Second"))
    mine = next(each for each in window.desk.findChildren(Announcer) if each is not window.announcer)
    assert mine.resting.remainingTime() > announcer.BETWEEN / 2


def test_saved_is_never_said_of_what_is_not(
    window: WorkshopWindow, said: list[str], store: MemoryStore, qtbot: QtBot
) -> None:
    window.desk.do(capture.capture_answer("Q1.1", "On disk"))
    store.broken = NotSaved("disk_full")
    window.desk.do(capture.capture_answer("Q1.1", "Not on disk"))
    qtbot.waitUntil(lambda: not any(each.resting.isActive() for each in window.desk.findChildren(Announcer)[1:]))
    assert said == []


def test_time_that_goes_by_is_no_news(window: WorkshopWindow, said: list[str]) -> None:
    window.desk.note(add_time("S1", 60), again=window.refresh_title)
    assert not any(each.resting.isActive() for each in window.desk.findChildren(Announcer))


def test_walking_on_says_the_question_and_a_new_stage_by_its_name(window: WorkshopWindow, said: list[str]) -> None:
    window.go("S1")
    window.actions_table["walk_on"].trigger()
    question = window.walk.question
    assert question is not None
    assert said == [f"Question 1.2: {question.text}"]
    window.go("S3")
    stage, question = window.walk.stage, window.walk.question
    assert stage is not None
    assert question is not None
    assert said[1:] == [f"Stage 3, {stage.title}. Question 3.1: {question.text}"]


def test_a_ballot_is_said_to_be_open_and_then_what_came_of_it(window: WorkshopWindow, said: list[str]) -> None:
    desk, options = window.desk, [option("Homes"), option("Buses")]
    desk.do(new_ballot("What first?", question_id="Q2.1", preset="dot vote", options=options))
    ballot = desk.workshop.all(Ballot)[0]
    assert said == [], "a draft is nobody's news"
    desk.do(people.add_participant("Ada"))
    desk.do(people.arrive(desk.workshop.all(Participant)[0].id))
    desk.do(open_ballot(ballot.id))
    assert said[0].startswith("What first?: Dot vote · open")
    desk.do(close_ballot(ballot.id))
    assert said[1].startswith("What first?: Dot vote · closed")
