"""What a rescue file says and who is told of it: each thing once, whoever writes it, and never only to itself."""

import errno
import itertools
import os
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from lsp_workshop import files
from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.model import Ballot, BallotOption, BallotStatus, Method, Participant, Secrecy, Turnout, Vote
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import NotSaved, Session
from lsp_workshop.store import opening, rescue
from lsp_workshop.store.journal import WorkshopFile
from lsp_workshop.store.opening import Opened
from tests.store.files import SMALL, answers, make, open_at, read, said, session_at, session_of, state
from tests.store.test_faults import failing

LONG = 60.0
BALLOTS = tuple(
    Ballot(
        id=name,
        title=f"Which? ({name})",
        method=Method.DOTS,
        secrecy=Secrecy.SECRET,
        status=BallotStatus.OPEN,
        options=(BallotOption(id="o", label="O"),),
        eligible=3,
        eligible_ids=("p1", "p2", "p3"),
    )
    for name in ("b1", "b2")
)
PEOPLE = tuple(Participant(id=f"p{number}", name=f"Person {number}", attended=True) for number in (1, 2, 3))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "day.lspw", (*SMALL, *PEOPLE, *BALLOTS))


@pytest.fixture
def opened(path: Path) -> Iterator[Opened]:
    opened = open_at(path)
    yield opened
    opened.store.close()


@pytest.fixture
def session(opened: Opened) -> Session:
    return session_of(opened)


def rescued(path: Path) -> Path:
    [found] = (path.parent / "rescued").iterdir()
    return found


def workshop_in(path: Path) -> Workshop:
    return opening.open_for_reading(path, rescue_folder=path.parent).workshop


# --- tried again ----------------------------------------------------------------------------------------------


def test_a_paper_that_was_tried_three_times_is_one_vote(path: Path, session: Session) -> None:
    """The stick is out, and "Try again" is pressed until it is in: the rescue file would decide the vote otherwise."""
    path.unlink()
    for _ in range(3):
        with pytest.raises(NotSaved, match="file_deleted"):
            session.do(ballots.cast_vote("b1", {"o": 1}))
    assert workshop_in(rescued(path)).count(Vote) == 1


def test_other_papers_and_those_of_another_ballot_are_other_votes(path: Path, session: Session) -> None:
    """Two ballots with the same answers: a paper of one is no second try of the other's."""
    path.unlink()
    tries = [("b1", {"o": 1}), ("b2", {"o": 1}), ("b1", {"o": 2}), ("b1", {"o": 1}), ("b2", {"o": 1})]
    for ballot_id, choices in tries:
        with pytest.raises(NotSaved):
            session.do(ballots.cast_vote(ballot_id, choices))
    papers = [(each.ballot_id, each.choices["o"]) for each in workshop_in(rescued(path)).all(Vote)]
    assert sorted(papers) == [("b1", 1), ("b1", 2), ("b2", 1)]


def test_who_voted_in_two_ballots_stands_in_both(path: Path, session: Session) -> None:
    """A turnout bears its ballot's id: two that name the same people are two."""
    path.unlink()
    for ballot_id in ("b1", "b2", "b1"):
        with pytest.raises(NotSaved):
            session.do(ballots.record_turnout(ballot_id, ["p1", "p2", "p3"]))
    found = workshop_in(rescued(path)).all(Turnout)
    assert sorted(each.ballot_id for each in found) == ["b1", "b2"]


def test_an_answer_that_was_tried_again_is_there_once_and_so_is_its_history(path: Path, opened: Opened) -> None:
    """Typed once, and in the record of the day three times; the clock went on between the tries."""
    path.unlink()
    clock = itertools.count(1)
    session = Session(opened.workshop, opened.store, clock=lambda: datetime(2026, 3, 12, 10, next(clock)))
    for text in ("One", "Two", "One"):
        with pytest.raises(NotSaved):
            session.do(said(text))
    assert sorted(answers(read(rescued(path)))[2:]) == ["One", "Two"]
    store = opening.open_for_reading(rescued(path), rescue_folder=path.parent).store
    assert len(store._tables["history"]) == 2


# --- who is told ----------------------------------------------------------------------------------------------


class Hung:
    """A disk that does not answer until it is let, and a person who soon gives up."""

    def __init__(self, opened: Opened) -> None:
        file, self.writer = opened.store._file, opened.store._writer
        assert file is not None
        self._file, self._real, self.go_on = file, file._is_untouched, threading.Event()
        self.writer._slow_after = self.writer._patience = 0.0
        # A share, not a disk of this computer: what it did a moment ago says nothing.
        self.writer._trusts = False
        file._is_untouched = self._look  # type: ignore[method-assign]

    def _look(self) -> str | None:
        assert self.go_on.wait(LONG)
        return self._real()

    def answers(self) -> None:
        self.go_on.set()
        work = self.writer._unanswered
        assert work is not None
        assert work.ended.wait(LONG)
        self.writer._slow_after = self.writer._patience = LONG


@pytest.mark.parametrize("has_saved", [False, True])
def test_a_rescue_that_nobody_was_told_of_is_told_at_the_closing(path: Path, opened: Opened, has_saved: bool) -> None:
    """The share hung, was given up, and comes back without the file: the window closes without a word otherwise."""
    session = session_of(opened)
    if has_saved:
        session.do(said("Before"))
    hung = Hung(opened)
    with pytest.raises(NotSaved, match="no_answer"):
        session.do(said("Nobody waited for it"))
    path.unlink()
    hung.answers()
    (remark,) = session.close()
    assert remark.code == "pulled_away"
    assert remark.values["rescue"] == rescued(path)
    assert answers(read(rescued(path)))[-1] == "Nobody waited for it"


def test_closing_and_the_writing_that_was_given_up_make_one_rescue_file(
    path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two threads find at once that the file is gone: what is told is there, and has what the later one knew."""
    session = session_of(opened)
    hung = Hung(opened)
    with pytest.raises(NotSaved, match="no_answer"):
        session.do(said("Nobody waited for it"))
    path.unlink()
    kept_out: list[bool] = []

    def replace(path: Path, data: bytes, mode: int) -> None:
        kept_out.append(opened.store._rescuing.locked())
        hung.go_on.set()
        files.replace_file(path, data, mode)

    with monkeypatch.context() as patch:
        patch.setattr(rescue, "replace_file", replace)
        (remark,) = session.close()
        hung.answers()
    # Not before: the other thread's file is on its way until then.
    assert remark.values["rescue"] == rescued(path)
    assert len(kept_out) >= 2
    assert all(kept_out)
    assert answers(read(rescued(path)))[-1] == "Nobody waited for it"


# --- a file that is not ours ----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["replaced", "moved away"])
def test_a_fresh_file_takes_nobody_elses_place(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The disk failed once, and a sync program brought the other laptop's version: it is not overwritten with ours."""
    monkeypatch.setattr(os, "fsync", failing(os.fsync, errno.EIO, times=1))
    with pytest.raises(NotSaved, match="io_error"):
        session.do(said("Lost by the disk"))
    if how == "replaced":
        other = make(path.with_name("other.lspw"))
        theirs = session_at(other)
        theirs.do(said("Written elsewhere"))
        theirs.close()
        other.replace(path)
    else:
        path.rename(path.with_name("moved.lspw"))
    left = path.read_bytes() if path.exists() else None
    with pytest.raises(NotSaved, match=r"file_(replaced|deleted)"):
        session.do(said("Ours"))
    session.close()
    assert (path.read_bytes() if path.exists() else None) == left
    assert "Ours" in answers(read(rescued(path)))


def test_another_file_under_the_name_that_was_let_go_is_not_cut(path: Path, opened: Opened) -> None:
    """As on Windows, where the file is let go for a moment: what somebody put there meanwhile is not ours to cut."""
    session = session_of(opened)
    session.do(said("Before"))
    file = opened.store._file
    assert isinstance(file, WorkshopFile)
    file.close()
    other = make(path.with_name("other.lspw"))
    theirs = session_at(other)
    for number in range(5):
        theirs.do(said(f"Written elsewhere {number}"))
    data = other.read_bytes()
    theirs.close()
    path.write_bytes(data)
    file._cut_back()
    assert path.read_bytes() == data
    with pytest.raises(NotSaved, match="file_replaced"):
        session.do(said("Ours"))
    session.close()
    assert path.read_bytes() == data
    assert answers(read(rescued(path)))[-2:] == ["Before", "Ours"]


def test_what_is_saved_is_all_that_is_told(path: Path, session: Session) -> None:
    """A rescue of a moment that passed is no news: everything is in the file itself."""
    away = path.with_name("away")
    path.rename(away)
    with pytest.raises(NotSaved, match="file_deleted"):
        session.do(said("While it was away"))
    away.rename(path)
    session.do(said("When it was back"))
    assert session.close() == ()
    assert read(path) == state(session.workshop)
