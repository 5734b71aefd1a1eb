"""What was done, by time, out of a real file: in words, with the wording before; never with papers or turnout."""

from __future__ import annotations

import ast
import dataclasses
import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lsp_workshop.domain.edits import __file__ as edits_file
from lsp_workshop.domain.edits import (
    agenda,
    ballots,
    capture,
    event,
    people,
    questions,
    records,
    runsheet,
    themes,
    vision,
)
from lsp_workshop.domain.edits.plan import add_action, change_action, change_decision
from lsp_workshop.domain.edits.routes import change_route
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.history import _PAST, SECRET, WORDED, Past, bring_back, deeds, in_past, wordings
from lsp_workshop.domain.model import (
    Action,
    Adoption,
    AgendaItem,
    Answer,
    Ballot,
    Decision,
    Indicator,
    Lesson,
    Mechanism,
    Method,
    Note,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Photo,
    Pledge,
    PurposeStatement,
    Question,
    Record,
    Route,
    Secrecy,
    StaffFunction,
    Theme,
    Turnout,
    VisionWording,
    Vote,
    WorkshopDetails,
    WorkshopStatus,
)
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from lsp_workshop.store import opening
from lsp_workshop.store.workshop_store import _past
from tests.domain.days import RICH
from tests.domain.test_edit_words import KNOWN
from tests.store.files import make, open_at
from tests.ui.support import session_of

WARM, COLD = "Warm homes", "Cold homes"


class Clock:
    """Two in the afternoon, a minute later at every look."""

    def __init__(self) -> None:
        self.minutes = itertools.count()

    def __call__(self) -> datetime:
        return datetime(2026, 3, 12, 14) + timedelta(minutes=next(self.minutes))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "day.lspw", RICH)


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    opened = open_at(path)
    session = Session(opened.workshop, opened.store, clock=Clock())
    yield session
    session.close()


def lines(session: Session) -> list[str]:
    return [deed.words for deed in deeds(session.workshop, session.history())]


def said(session: Session, text: str) -> str:
    return session.do(capture.capture_answer("Q1", text)).new(Answer).id


def test_the_newest_comes_first_with_its_time_and_what_it_was_done_to(session: Session) -> None:
    """ "When did we merge that?" is asked in the room."""
    first, second = said(session, WARM), said(session, COLD)
    session.do(themes.merge_answers(first, [second]))
    assert lines(session) == [
        "merged 2 answers into “Warm homes”",
        "captured answer “Cold homes”",
        "captured answer “Warm homes”",
    ]
    newest, _, oldest = deeds(session.workshop, session.history())
    assert newest.day == "2026-03-12"
    assert newest.clock > oldest.clock >= "14:00"


def test_it_is_still_there_when_the_file_is_opened_again(session: Session, path: Path) -> None:
    answer = said(session, WARM)
    session.do(capture.reword_answer(answer, COLD))
    before = lines(session)
    session.close()
    again = open_at(path)
    assert [deed.words for deed in deeds(again.workshop, again.store.history())] == before
    again.store.close()
    looked = opening.open_for_reading(path, rescue_folder=path.parent / "rescued")
    assert [deed.words for deed in deeds(looked.workshop, looked.store.history())] == before


def test_walking_and_time_are_no_deeds(session: Session) -> None:
    """A day walks a hundred times: what was done would drown in it."""
    session.do(event.walk_to("Q2"))
    session.do(event.add_time("S1", 30))
    session.do(event.walk_to("Q1"))
    assert session.workshop.details.status is WorkshopStatus.OPEN
    assert lines(session) == []
    session.do(event.set_stage_done("S1", True))
    session.do(event.change_details(title="Another day"))
    session.do(event.close_workshop())
    assert lines(session) == ["closed the workshop", "changed the workshop's details", "marked stage 1 as done"]


def test_a_time_that_was_taken_away_is_told_and_so_is_its_coming_back(session: Session) -> None:
    """When the stage really was is gone from the sheet: somebody looks for who did that, and when."""
    first, second = (session.do(agenda.add_agenda_item(title)).new(AgendaItem).id for title in ("One", "Two"))
    known = len(lines(session))
    session.do(runsheet.begin_item(first))
    session.do(runsheet.begin_item(second))
    session.do(runsheet.finish_item())
    session.do(runsheet.begin_item(first))
    session.do(event.add_time("S1", 60, item_id=first, step=0))
    session.do(runsheet.put_back(second))
    session.undo()
    session.do(runsheet.start_afresh())
    assert lines(session)[:-known] == [
        "started the run sheet afresh",
        "took back: put back agenda item “Two”",
        "put back agenda item “Two”",
        "began agenda item “One”",
        "finished agenda item “Two”",
        "began agenda item “Two”",
        "began agenda item “One”",
    ]


@pytest.mark.parametrize("secrecy", Secrecy)
def test_no_paper_and_no_turnout_is_in_it(session: Session, path: Path, secrecy: Secrecy) -> None:
    """From a history with times anybody could read who voted when."""
    voters = []
    for number in range(6):
        voters.append(session.do(people.add_participant(f"Voter {number}", organisation_id="o1")).new(Participant).id)
        session.do(people.arrive(voters[-1]))
    options = [ballots.option("A"), ballots.option("B")]
    session.do(ballots.new_ballot("Which?", question_id="Q1", method=Method.DOTS, options=options, secrecy=secrecy))
    ballot = session.workshop.all(Ballot)[-1]
    session.do(ballots.open_ballot(ballot.id))
    known = len(session.history())
    mark = {ballot.options[0].id: 1}
    attributed = secrecy is Secrecy.ATTRIBUTED
    for voter in voters:
        sector = "public" if secrecy is Secrecy.SECTOR_ONLY else None
        session.do(ballots.cast_vote(ballot.id, mark, participant_id=voter if attributed else None, sector_id=sector))
    if not attributed:
        session.do(ballots.close_ballot(ballot.id, voters))
        assert session.workshop.count(Turnout) == 1
    assert session.workshop.count(Vote) == 6
    past = session.history()
    assert len(past) == known
    for each in past:
        assert not {kind for kind, _ in each.touched} & {Vote, Turnout}
        for place in range(len(each.touched)):
            assert not isinstance(each.before(place), SECRET)


def test_a_file_that_keeps_papers_in_its_history_is_not_believed() -> None:
    """Written by another program, or by hand."""
    entry = {
        "at": "2026-03-12T14:02:00",
        "label": "enter a paper",
        "before": [
            ["votes", "v1", {"id": "v1", "ballot_id": "b1"}],
            ["turnout", "b1", None],
            ["nothing", "x", None],
            7,
        ],
    }
    past = _past(entry)
    assert past.touched == ()
    assert deeds(Workshop(RICH), [past]) == []
    told = Past("2026-03-12T14:02:00", "enter a paper", ((Vote, "v1"),), lambda _place: Vote(id="v1", ballot_id="b1"))
    assert deeds(Workshop(RICH), [told]) == []


@pytest.mark.parametrize(
    "broken", [{}, {"at": 3, "label": None, "before": "x"}, {"before": [["answers", "c1", {"id": 4}]]}]
)
def test_a_damaged_entry_does_not_hide_the_others(broken: dict[str, object]) -> None:
    past = _past(broken)
    assert all(past.before(place) is None for place in range(len(past.touched)))


def test_records_are_read_only_when_they_are_asked_for(session: Session) -> None:
    """A long day has ten thousand entries, and the list of them opens at a key."""
    said(session, WARM)
    counted = []

    def before(place: int) -> Record | None:
        counted.append(place)
        return None

    past = [Past(each.at, each.label, each.touched, before) for each in session.history()]
    (deed,) = deeds(session.workshop, past)
    assert counted == []
    assert [words.after for words in wordings(session.workshop, deed)] == [WARM]
    assert counted == [0]


# --- wordings -------------------------------------------------------------------------------------------------------


def test_the_words_before_and_after_each_deed(session: Session) -> None:
    answer = said(session, "One")
    session.do(capture.reword_answer(answer, "Two"))
    session.do(capture.mark([answer], "headline", True))
    session.do(capture.reword_answer(answer, "Three"))
    found = [wordings(session.workshop, deed)[0] for deed in deeds(session.workshop, session.history())]
    assert [(each.before, each.after, each.now) for each in found] == [
        ("Two", "Three", "Three"),
        ("Two", "Two", "Three"),
        ("One", "Two", "Three"),
        ("", "One", "Three"),
    ]
    assert [each.can_come_back for each in found] == [True, True, True, False]


def test_a_wording_comes_back_and_nothing_else_does(session: Session) -> None:
    """The flag that was set since stays, and the first words too; one step takes it away again."""
    answer = said(session, WARM)
    session.do(capture.reword_answer(answer, COLD))
    session.do(capture.mark([answer], "headline", True))
    deed = deeds(session.workshop, session.history())[1]
    session.do(bring_back(wordings(session.workshop, deed)))
    now = session.workshop.get(Answer, answer)
    assert (now.text, now.headline, now.first_text) == (WARM, True, None)
    assert session.undo_label == "bring back “Warm homes”"
    assert lines(session)[0] == "brought back “Warm homes”"
    session.undo()
    assert session.workshop.get(Answer, answer).text == COLD
    assert lines(session)[0] == "took back: bring back “Warm homes”"


def test_every_kind_of_wording_comes_back(session: Session) -> None:
    session.do(questions.reword_question("Q1", "Why not?"))
    session.do(themes.rename_theme("th1", "Trams"))
    action = session.do(add_action("Run a bus")).new(Action).id
    session.do(change_action(action, title="Run a tram"))
    lesson = session.do(records.add(Lesson, text="Ask early")).new(Lesson).id
    session.do(records.change(Lesson, lesson, text="Ask late"))
    question, theme = RICH_WORDS
    for deed in deeds(session.workshop, session.history()):
        able = [each for each in wordings(session.workshop, deed) if each.can_come_back]
        if able:
            session.do(bring_back(able))
    assert session.workshop.get(Question, "Q1").text == question
    assert session.workshop.get(Theme, "th1").title == theme
    assert session.workshop.get(Action, action).title == "Run a bus"
    assert session.workshop.get(Lesson, lesson).text == "Ask early"


RICH_WORDS = (
    next(each.text for each in RICH if isinstance(each, Question) and each.id == "Q1"),
    next(each.title for each in RICH if isinstance(each, Theme)),
)


def test_what_is_there_no_more_cannot_be_reworded(session: Session) -> None:
    lesson = session.do(records.add(Lesson, text="Ask early")).new(Lesson).id
    session.do(records.change(Lesson, lesson, text="Ask late"))
    deed = deeds(session.workshop, session.history())[0]
    kept = wordings(session.workshop, deed)
    session.do(records.remove(Lesson, lesson))
    assert not wordings(session.workshop, deed)[0].can_come_back
    with pytest.raises(DomainError, match="unknown_record"):
        session.do(bring_back(kept))


def test_a_closed_workshop_keeps_its_words(session: Session) -> None:
    answer = said(session, WARM)
    session.do(capture.reword_answer(answer, COLD))
    deed = deeds(session.workshop, session.history())[0]
    session.do(event.close_workshop())
    with pytest.raises(DomainError, match="workshop_closed"):
        session.do(bring_back(wordings(session.workshop, deed)))


# --- words ----------------------------------------------------------------------------------------------------------


def labels() -> Iterator[str]:
    """The beginning of every label in the edits, as far as it is written out."""
    for file in Path(edits_file).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if name not in ("Transaction", "_transaction", "_relabelled"):
                continue
            assert isinstance(node, ast.Call)
            for part in ast.walk(node.args[1 if name == "_relabelled" else 0]):
                if isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant):
                    yield str(part.values[0].value)
                elif isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value[:1].islower():
                    yield part.value


def test_every_verb_of_a_label_has_its_past() -> None:
    """ "14:02 settle the tie" reads as a command, not as what was done."""
    verbs = {label.split()[0] for label in labels() if label.strip() and not label.startswith(" ")}
    assert {"merge", "reword", "capture", "put"} <= verbs
    known = {"none", "done", "red"} | {"of", "to", "into", "as", "question", "answer", "answers", "not", "route"}
    assert verbs - set(_PAST) - known == set()


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("merge 3 answers into “Warm homes”", "merged 3 answers into “Warm homes”"),
        ("undo: put 2 answers under “Skills”", "took back: put 2 answers under “Skills”"),
        ("set aside 2 answers", "set aside 2 answers"),
        ("zap", "zap"),
        ("", ""),
    ],
)
def test_labels_in_the_past(label: str, words: str) -> None:
    assert in_past(label) == words


def test_a_worded_field_is_one_of_its_record() -> None:
    for kind, names in WORDED.items():
        assert set(names) <= set(kind.__dataclass_fields__)


REWORDED: dict[type[Record], Edit] = {
    Decision: change_decision("d1", text="Meet", how="by hands", dissent="Health", minority_view="Too often"),
    Objective: records.change(Objective, "ob1", title="Homes", statement="All of them"),
    Action: change_action("ac1", title="Run it", target="Two", first_step="Ask"),
    Indicator: records.change(Indicator, "in1", title="Homes"),
    ParkingLotItem: records.change(ParkingLotItem, "pk1", text="Who?"),
    Pledge: records.change(Pledge, "pl1", text="Lend it"),
    Lesson: records.change(Lesson, "le1", text="Ask", share_with="Us", share_how="By post"),
    Photo: records.change(Photo, "ph1", caption="Needs", description="A list"),
    VisionWording: vision.reword_vision("vw1", "A warm place"),
    Adoption: vision.change_adoption("ad1", body="Cabinet"),
    Route: change_route("ro1", text="By tram", rules_out="Roads"),
    Mechanism: records.change(Mechanism, "me1", to_whom="Tenants", how="By letter", how_often="Weekly"),
    PurposeStatement: records.change(PurposeStatement, "pu1", text="To be fast"),
    StaffFunction: records.change(StaffFunction, "X1", note="Ben"),
    AgendaItem: records.change(AgendaItem, "ag1", title="Hello"),
    Organisation: records.change(Organisation, "o1", name="City", note="New"),
    WorkshopDetails: event.change_details(title="Day", subtitle="Ours", purpose="None"),
    Answer: capture.reword_answer("c3", "Buses"),
    Question: questions.reword_question("Q2", "Us?"),
    Theme: themes.rename_theme("th1", "Trams"),
    Note: event.write_note("S1", "Quiet"),
}


@pytest.mark.parametrize("kind", WORDED, ids=lambda kind: kind.__name__)
def test_the_words_of_every_field_come_back(kind: type[Record]) -> None:
    """Somebody says "that is not what we decided": the dissent that was overwritten is there, not only the title."""
    names = WORDED[kind]
    first: dict[str, Any] = {name: f"The {name} at first" for name in names}
    given = [
        dataclasses.replace(each, **first) if type(each) is kind else each
        for each in (*KNOWN, Note(id="note-S1", stage_id="S1", text=""))
    ]
    session = session_of(given)
    before = session.workshop.all(kind)
    changed = session.do(REWORDED[kind])
    (deed,) = deeds(session.workshop, session.history())
    found = wordings(session.workshop, deed)
    assert {(each.field, each.before) for each in found} == {(name, f"The {name} at first") for name in names}
    assert all(each.can_come_back for each in found)
    session.do(bring_back(found))
    assert [each.id for each in session.workshop.all(kind)] == [each.id for each in before]
    changed_id = changed.changes[0].id
    back, then = session.workshop.get(kind, changed_id), next(each for each in before if each.id == changed_id)
    assert [getattr(back, name) for name in names] == [getattr(then, name) for name in names]


def test_a_private_notes_words_come_back_and_are_in_no_label(session: Session) -> None:
    """Half a page of notes was overwritten by a slip; the bar that says it is back may be read by the room."""
    session.do(event.write_note("S1", "Zebra: ask table C"))
    session.do(event.write_note("S1", "z"))
    deed = deeds(session.workshop, session.history())[0]
    session.do(bring_back(wordings(session.workshop, deed)))
    assert event.note_text(session.workshop, "S1") == "Zebra: ask table C"
    assert session.undo_label == "bring back the words of a private note"
