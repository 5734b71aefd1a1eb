"""One open workshop: everything can be taken back and done again, and what is told to the screens is on disk."""

import dataclasses
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lsp_workshop.domain.change import Change, changed
from lsp_workshop.domain.codec import as_stored
from lsp_workshop.domain.edits import ballots, capture, event, themes
from lsp_workshop.domain.edits import records as record_edits
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.history import Past
from lsp_workshop.domain.model import (
    Answer,
    Ballot,
    BallotStatus,
    Method,
    Objective,
    Question,
    Secrecy,
    Stage,
    Theme,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Deed, Notice, NotSaved, Remark, Session
from lsp_workshop.store import opening
from tests.domain.days import RICH, Day, days, live
from tests.store.files import make, open_at, read, said, session_at, state


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "day.lspw", RICH)


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    session = session_at(path)
    yield session
    session.close()


# --- undo and redo ------------------------------------------------------------------------------------------


def undo_all(session: Session) -> int:
    steps = 0
    while session.undo_label is not None:
        session.undo()
        steps += 1
    return steps


def redo_all(session: Session) -> int:
    steps = 0
    while session.redo_label is not None:
        session.redo()
        steps += 1
    return steps


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(days())
def test_undoing_all_is_the_start_and_redoing_all_is_the_end(day: Day) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder) / "day.lspw", RICH)
        session = session_at(path)
        start = state(session.workshop)
        done = live(session, day)
        end = state(session.workshop)
        assert undo_all(session) == done
        assert state(session.workshop) == start == read(path)
        assert redo_all(session) == done
        assert state(session.workshop) == end == read(path)
        assert undo_all(session) == done
        session.close()
        assert read(path) == start
        reopened = open_at(path)
        assert state(reopened.workshop) == start
        reopened.store.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(days(), st.data())
def test_however_undo_redo_and_new_edits_mix_the_file_says_what_memory_says(day: Day, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder) / "day.lspw", RICH)
        session = session_at(path)
        for step in day:
            live(session, [step])
            for _ in range(data.draw(st.integers(0, 2))):
                if session.undo_label is not None:
                    session.undo()
            if session.redo_label is not None and data.draw(st.booleans()):
                session.redo()
        assert state(session.workshop) == read(path)
        index = {
            each.id: {a.id for a in session.workshop.answers_to(each.id)} for each in session.workshop.all(Question)
        }
        session.close()
        again = open_at(path)
        assert {q.id: {a.id for a in again.workshop.answers_to(q.id)} for q in again.workshop.all(Question)} == index
        again.store.close()


def test_undo_says_what_it_will_undo(session: Session) -> None:
    assert session.undo_label is None
    session.do(said("One"))
    session.do(capture.mark(["c1"], "headline", True))
    assert session.undo_label == "mark answer “Buses stop at seven” as headline"
    session.undo()
    assert session.undo_label == "capture answer “One”"
    assert session.redo_label == "mark answer “Buses stop at seven” as headline"
    session.do(said("Two"))
    assert session.redo_label is None, "what was undone does not fit after something new"


def test_nothing_to_undo_and_nothing_to_redo(session: Session) -> None:
    with pytest.raises(DomainError, match="nothing_to_undo"):
        session.undo()
    with pytest.raises(DomainError, match="nothing_to_redo"):
        session.redo()


def test_what_changed_nothing_is_no_step(session: Session, path: Path) -> None:
    before = path.read_bytes()
    session.do(capture.mark(["c1"], "headline", False))
    assert session.undo_label is None
    assert path.read_bytes() == before


def test_undo_is_overtaken_where_something_later_rests_on_it(session: Session) -> None:
    """Papers cannot be undone; undoing what they rest on would leave them hanging."""
    made = session.do(ballots.new_ballot("Which?", method=Method.DOTS, options=[ballots.option("Buses")])).new(Ballot)
    session.do(ballots.open_ballot(made.id))
    session.do(ballots.cast_vote(made.id, {}, sector_id="public"))
    before = state(session.workshop)
    with pytest.raises(DomainError, match="paper_is_final"):
        session.undo()
    with pytest.raises(DomainError, match="undo_overtaken"):
        session.undo()
    assert state(session.workshop) == before
    assert session.undo_label is None, "a step that cannot be undone does not block the ones before it"


def test_time_that_went_on_does_not_stand_in_the_way_of_undo(session: Session) -> None:
    """The timer saves every minute; a stage marked as done by mistake must still be one key away from undone."""
    session.do(event.set_stage_done("S1", True))
    session.do(event.add_time("S1", 60))
    session.undo()
    stage = session.workshop.get(Stage, "S1")
    assert (stage.done, stage.seconds_used) == (False, 60)
    session.redo()
    stage = session.workshop.get(Stage, "S1")
    assert (stage.done, stage.seconds_used) == (True, 60)


def test_walking_on_does_not_stand_in_the_way_of_undo(session: Session) -> None:
    title = session.workshop.details.title
    session.do(event.change_details(title="Another title"))
    walked = session.workshop.walk()[-1].id
    session.do(event.walk_to(walked))
    session.undo()
    assert (session.workshop.details.title, session.workshop.details.current_question_id) == (title, walked)


def test_undo_is_overtaken_where_the_same_record_went_on(session: Session, path: Path) -> None:
    session.do(event.change_details(title="Another title"))
    session.close()
    again = open_at(path)
    other = Session(again.workshop, again.store)
    other.do(event.change_details(venue="Hall"))
    other.do(lambda workshop, _: Transaction("later", changed_title(workshop), undoable=False))
    with pytest.raises(DomainError, match="undo_overtaken"):
        other.undo()
    assert other.workshop.details.title == "Later"
    other.close()


def changed_title(workshop: Workshop) -> tuple[Change, ...]:
    return changed(workshop.details, dataclasses.replace(workshop.details, title="Later"))


def test_redo_leaves_no_id_that_points_nowhere(session: Session) -> None:
    """An open ballot may still get options; undo does not see that, and redo must."""
    made = session.do(
        ballots.new_ballot("Which?", method=Method.DOTS, options=[ballots.option("Other")], secrecy=Secrecy.SECRET)
    ).new(Ballot)
    session.do(ballots.open_ballot(made.id))
    session.do(themes.remove_theme("th1"))
    session.undo()
    session.do(ballots.change_ballot(made.id, options=[*made.options, ballots.option("Buses", theme_id="th1")]))
    with pytest.raises(DomainError, match="redo_overtaken"):
        session.redo()
    assert session.workshop.get(Theme, "th1").title == "Buses"


def test_votes_of_a_secret_ballot_cannot_be_undone(session: Session) -> None:
    made = session.do(
        ballots.new_ballot("Which?", method=Method.DOTS, options=[ballots.option("Buses")], secrecy=Secrecy.SECRET)
    ).new(Ballot)
    session.do(ballots.open_ballot(made.id))
    label = session.undo_label
    session.do(ballots.cast_vote(made.id, {}))
    assert session.undo_label == label
    assert session.workshop.count(Vote) == 1
    assert session.workshop.get(Ballot, made.id).status is BallotStatus.OPEN


def test_an_option_that_an_objective_rests_on_stays(session: Session) -> None:
    """Otherwise the export of the day could not be imported anywhere."""
    made = session.do(
        ballots.new_ballot("Routes", method=Method.DOTS, options=[ballots.option("A"), ballots.option("B")])
    ).new(Ballot)
    session.do(record_edits.add(Objective, number=1, title="Go", route_ids=(made.options[0].id,)))
    with pytest.raises(DomainError, match="in_use"):
        session.do(ballots.change_ballot(made.id, options=[made.options[1]]))
    session.do(ballots.change_ballot(made.id, options=[dataclasses.replace(made.options[0], label="A, in short")]))


# --- listeners ----------------------------------------------------------------------------------------------


def test_listeners_are_told_when_it_is_on_disk_in_memory_and_can_be_undone(session: Session, path: Path) -> None:
    """A screen that says "Saved", or what Ctrl+Z will take back, must be right at that moment."""
    seen: list[tuple[Deed, str, bool, str | None, str | None]] = []

    def listen(notice: Notice) -> None:
        (change,) = notice.transaction.changes
        on_disk = ("answers", change.id) in read(path)
        in_memory = session.workshop.find(Answer, change.id) is not None
        assert on_disk == in_memory
        seen.append((notice.deed, notice.transaction.label, on_disk, session.undo_label, session.redo_label))

    session.subscribe(listen)
    session.do(said("One"))
    session.undo()
    session.redo()
    label = "capture answer “One”"
    assert seen == [
        (Deed.DONE, label, True, label, None),
        (Deed.UNDONE, f"undo: {label}", False, None, label),
        (Deed.REDONE, label, True, label, None),
    ]


def test_who_no_longer_listens_is_not_told(session: Session) -> None:
    heard: list[Notice] = []
    end = session.subscribe(heard.append)
    session.do(said("One"))
    end()
    end()
    session.do(said("Two"))
    assert [notice.transaction.new(Answer).text for notice in heard] == ["One"]


def test_what_is_told_is_what_a_reload_would_give(session: Session, path: Path) -> None:
    told = session.do(said("One")).new(Answer)
    assert session.workshop.get(Answer, told.id) == told
    again = opening.open_for_reading(path, rescue_folder=path.parent)
    assert again.workshop.get(Answer, told.id) == told


def test_a_refusal_changes_nothing_and_tells_nobody(session: Session, path: Path) -> None:
    before, heard = path.read_bytes(), list[Notice]()
    session.subscribe(heard.append)
    with pytest.raises(DomainError, match="empty_text"):
        session.do(said("   "))
    assert path.read_bytes() == before
    assert heard == []
    assert session.undo_label is None


class FullDisk:
    """A store that takes nothing."""

    read_only = False

    def append(self, transaction: object, at: str, slow: object = None) -> None:
        raise NotSaved("disk_full")

    def history(self) -> tuple[Past, ...]:
        return ()

    def news(self) -> tuple[Remark, ...]:
        return ()

    def close(self, slow: object = None) -> tuple[Remark, ...]:
        return ()


def test_not_saved_leaves_everything_as_it_was(session: Session) -> None:
    session.do(said("One"))
    session.do(said("Two"))
    session.undo()
    heard: list[Notice] = []
    session.subscribe(heard.append)
    before = (state(session.workshop), session.undo_label, session.redo_label, session.saved_at)
    store, session._store = session._store, FullDisk()
    with pytest.raises(NotSaved, match="disk_full"):
        session.do(said("Three"))
    with pytest.raises(NotSaved, match="disk_full"):
        session.undo()
    with pytest.raises(NotSaved, match="disk_full"):
        session.redo()
    session._store = store
    assert (state(session.workshop), session.undo_label, session.redo_label, session.saved_at) == before
    assert heard == []
    session.redo()
    assert [each.text for each in session.workshop.all(Answer)][-1] == "Two"


def test_a_viewer_looks_and_changes_nothing(path: Path) -> None:
    opened = opening.open_for_reading(path, rescue_folder=path.parent)
    viewer = Session(opened.workshop, opened.store)
    assert viewer.read_only
    with pytest.raises(NotSaved, match="read_only"):
        viewer.do(said("One"))
    assert viewer.preview(said("One")).new(Answer).text == "One"
    viewer.close()


def test_the_clock_is_the_sessions(path: Path) -> None:
    opened = open_at(path)
    moment = datetime(2026, 3, 12, 10, 1)
    session = Session(opened.workshop, opened.store, clock=lambda: moment, new_id=lambda: "c9")
    assert session.saved_at is None
    captured = session.do(said("One")).new(Answer)
    assert (captured.id, captured.captured_at) == ("c9", "2026-03-12T10:01:00")
    assert session.saved_at == moment
    session.close()


def test_ids_tell_nothing_of_when_they_were_made(session: Session) -> None:
    ids = [session.do(said(f"Answer {number}")).new(Answer).id for number in range(40)]
    assert len(set(ids)) == 40
    assert ids != sorted(ids)
    assert {len(each) for each in ids} == {20}


def test_closing_the_workshop_can_be_undone_at_once_and_reopening_is_listed(session: Session) -> None:
    session.do(event.close_workshop())
    with pytest.raises(DomainError, match="workshop_closed"):
        session.do(said("Too late"))
    session.do(event.reopen_for_correction("A name was wrong"))
    assert session.workshop.get(WorkshopDetails, "workshop").status.value == "open"


def test_a_session_belongs_to_the_thread_that_changes_it(path: Path) -> None:
    """Opened by a job, used by the window; two threads at once would decide on what the other replaces."""
    with ThreadPoolExecutor(1) as pool:
        session = pool.submit(session_at, path).result()
        session.do(said("One"))
        for change in (lambda: session.do(said("Two")), session.undo):
            with pytest.raises(RuntimeError, match="one thread"):
                pool.submit(change).result()
    session.undo()
    with pytest.raises(DomainError, match="nothing_to_undo"):
        session.undo()
    session.close()


def test_what_is_undone_and_done_again_is_in_the_file_as_it_is_in_memory(session: Session) -> None:
    """It is saved without being read back first: were it not as stored already, tomorrow would show another day."""
    question = session.workshop.all(Question)[0]
    answer = session.do(capture.capture_answer(question.id, "Buses")).new(Answer)
    session.do(capture.reword_answer(answer.id, "Later buses"))
    for step in (session.undo, session.redo, session.undo):
        for change in step().changes:
            assert change.after is not None
            assert as_stored(change.after) == change.after
            assert as_stored(change.after).given == change.after.given
