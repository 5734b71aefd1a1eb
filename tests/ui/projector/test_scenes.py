"""What the room may see: a closed list of scenes, nothing private in any of them, nothing too early."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator

import pytest

from lsp_workshop.domain.edits import ballots, capture
from lsp_workshop.domain.edits.questions import set_parts
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import (
    Ballot,
    BallotStatus,
    Decision,
    Note,
    Participant,
    Photo,
    Question,
    Record,
    Secrecy,
    Sector,
    Theme,
    WorkshopDetails,
)
from lsp_workshop.domain.record.figure_parts import (
    Bar,
    BarChart,
    MatrixChart,
    MatrixColumn,
    MatrixRow,
    RoundsChart,
    RoundsRow,
    ScaleChart,
    ScaleRow,
    SectorBars,
    SectorMark,
    SpreadBar,
    SpreadChart,
    TimelineChart,
    TimelineGroup,
    TimelineMonth,
    TimelinePoint,
    TimelineRow,
)
from lsp_workshop.domain.record.plan_figures import MATRIX, By
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Session
from lsp_workshop.ui.projector import scenes
from lsp_workshop.ui.projector.read_back import read_back_scene
from lsp_workshop.ui.projector.scenes import SCENES, CornerClock, Scene
from lsp_workshop.ui.projector.view import RoomView
from tests.texts import texts
from tests.ui.support import blank_session, sample_session, session_of

CHARTS = (
    BarChart, Bar, SectorBars, SectorMark, ScaleChart, ScaleRow, SpreadChart, SpreadBar, RoundsChart, RoundsRow,
    TimelineChart, TimelineGroup, TimelineRow, TimelinePoint, TimelineMonth, MatrixChart, MatrixColumn, MatrixRow,
)  # fmt: skip


def every_scene(workshop: Workshop) -> Iterator[Scene]:
    for question in workshop.all(Question):
        sent = scenes.kept_answers(workshop, question.id)
        yield scenes.question_scene(workshop, question.id)
        yield scenes.answers_scene(workshop, question.id, sent, by_theme=True)
        yield scenes.answers_scene(workshop, question.id, sent, by_theme=False)
        for answer_id in sent:
            yield scenes.statement_scene(workshop, answer_id)
    for theme in workshop.all(Theme):
        yield scenes.theme_scene(workshop, theme.id)
    for ballot in workshop.all(Ballot):
        yield scenes.ballot_scene(workshop, ballot.id)
        yield scenes.result_scene(workshop, ballot.id, revealed=False)
        yield scenes.result_scene(workshop, ballot.id, revealed=True)
        yield scenes.result_scene(workshop, ballot.id, revealed=True, sectors=True, rounds=True)
    for decision in workshop.all(Decision):
        yield scenes.decision_scene(workshop, decision.id)
    for photo in workshop.all(Photo):
        yield scenes.photo_scene(workshop, photo.id)
    for view in (*By, MATRIX):
        yield scenes.plan_scene(workshop, "The plan", view)


def test_every_scene_is_on_the_list_and_frozen() -> None:
    workshop = sample_session().workshop
    made = {type(scene) for scene in (*every_scene(workshop), read_back_scene(workshop))}
    assert made <= set(SCENES)
    for kind in SCENES:
        assert kind.__dataclass_params__.frozen  # type: ignore[union-attr]  # only dataclasses have it


def test_a_new_field_of_a_scene_is_looked_at_by_a_person() -> None:
    """Whatever is added to the room's screen has to be added here too, by somebody who thought about who reads it."""
    assert {kind.__name__: [field.name for field in dataclasses.fields(kind)] for kind in SCENES} == {
        "BlankScene": [],
        "QuestionScene": ["stage", "text", "parts"],
        "AnswersScene": ["question", "groups", "in_parts"],
        "BallotScene": ["title", "instruction", "options", "scale", "turnout"],
        "ResultScene": [
            "title", "proposal", "turnout", "revealed", "chart", "rounds", "summary", "verdict", "rule",
        ],
        "ClockScene": ["text", "caption", "over"],
        "DecisionScene": ["text", "outcome", "how"],
        "StatementScene": ["heading", "text"],
        "WordingsScene": ["heading", "columns", "legend"],
        "PlanScene": ["title", "chart"],
        "ReadBackScene": ["groups"],
        "PhotoScene": ["caption", "picture_id"],
    }  # fmt: skip


def test_the_corner_has_room_for_the_time_and_nothing_else() -> None:
    """Otherwise the corner becomes the way by which something reaches the wall that is in no scene."""
    assert [field.name for field in dataclasses.fields(CornerClock)] == ["text"]
    assert CornerClock.__dataclass_params__.frozen  # type: ignore[attr-defined]  # it is a dataclass
    assert inspect.signature(RoomView.show_corner).parameters["corner"].annotation == "CornerClock | None"


def test_a_new_part_of_a_chart_is_looked_at_by_a_person() -> None:
    """A chart is on the room's screen whole, with the words that readers hear: what is added to one is added there."""
    assert {kind.__name__: [field.name for field in dataclasses.fields(kind)] for kind in CHARTS} == {
        "BarChart": ["bars", "sectors", "caption", "alternative", "note"],
        "Bar": ["label", "value", "printed", "detail", "strong"],
        "SectorBars": ["sector", "values", "papers"],
        "SectorMark": ["name", "letter", "colour", "shape", "id"],
        "ScaleChart": ["points", "rows", "caption", "alternative", "columns", "single", "accept", "note"],
        "ScaleRow": ["label", "counts", "figures", "sector"],
        "SpreadChart": ["bars", "minimum", "maximum", "sectors", "caption", "alternative", "note"],
        "SpreadBar": ["label", "statement", "mean", "low", "high", "printed", "band", "figures"],
        "RoundsChart": ["rounds", "details", "ends", "rows", "caption", "alternative", "note"],
        "RoundsRow": ["label", "values", "printed", "foot"],
        "TimelineChart": ["months", "groups", "caption", "alternative", "note"],
        "TimelineGroup": ["title", "rows", "mark"],
        "TimelineRow": ["label", "note", "span", "points", "printed", "said"],
        "TimelinePoint": ["at", "kind", "done"],
        "TimelineMonth": ["at", "label", "year"],
        "MatrixChart": ["columns", "rows", "total", "caption", "alternative", "strong", "note"],
        "MatrixColumn": ["code", "title"],
        "MatrixRow": ["label", "cells", "total", "mark"],
    }


def charts_of(scene: scenes.ResultScene) -> str:
    """Everything in a scene's charts, seen and heard."""
    return "\n".join(texts((scene.chart, scene.rounds)))


def with_told_sectors(threshold: int | None = None) -> Workshop:
    """The sample with sectors whose names are in no other word."""
    records: list[Record] = []
    for record in sample_session().workshop.records():
        if isinstance(record, Sector):
            record = dataclasses.replace(record, name=f"Sector-{record.id}")
        elif isinstance(record, WorkshopDetails) and threshold is not None:
            record = dataclasses.replace(record, small_group_threshold=threshold)
        records.append(record)
    return session_of(records).workshop


def test_sectors_stay_out_of_the_room_until_they_are_asked_for() -> None:
    """Otherwise people see how their own sector voted before anybody decided that they should."""
    workshop = with_told_sectors()
    asked = 0
    for ballot in workshop.all(Ballot):
        scene = scenes.result_scene(workshop, ballot.id, revealed=True, rounds=True)
        assert "Sector-" not in charts_of(scene), ballot.title
        asked += "Sector-public" in charts_of(scenes.result_scene(workshop, ballot.id, revealed=True, sectors=True))
    assert asked >= 3, "no ballot of the sample shows its sectors"


def test_only_sectors_that_may_be_shown_ever_reach_the_room() -> None:
    """Otherwise a small group's votes are on a wall: asked for or not, disclosure control comes first."""
    workshop = with_told_sectors(threshold=8)
    looked_at = 0
    for ballot in workshop.all(Ballot):
        hidden = result_of(workshop, ballot.id).hidden_sectors
        scene = scenes.result_scene(workshop, ballot.id, revealed=True, sectors=True, rounds=True)
        if scene.chart is None or not hidden:
            continue
        looked_at += 1
        assert "fewer than 8 papers" in scene.chart.note
        seen_and_heard = charts_of(scene).replace(scene.chart.note, "")
        for sector_id in hidden:
            assert f"Sector-{sector_id}" in scene.chart.note
            assert f"Sector-{sector_id}" not in seen_and_heard, ballot.title
    assert looked_at


def test_a_secret_ballot_has_no_sectors_to_show() -> None:
    """Otherwise one key on the laptop undoes what the paper promised."""
    records = [
        dataclasses.replace(record, secrecy=Secrecy.SECRET) if isinstance(record, Ballot) else record
        for record in sample_session().workshop.records()
    ]
    workshop = session_of(records).workshop
    for ballot in workshop.all(Ballot):
        plain = scenes.result_scene(workshop, ballot.id, revealed=True)
        assert scenes.result_scene(workshop, ballot.id, revealed=True, sectors=True) == plain


def test_what_the_room_sees_is_heard_with_every_figure() -> None:
    """Otherwise who cannot see the wall learns less than the others."""
    workshop = sample_session().workshop
    said = scenes.scene_words(scenes.result_scene(workshop, "b1", revealed=True))
    for option in result_of(workshop, "b1").options:
        assert f"{option.label}: {option.total} dots" in said
    assert "22 dots" not in scenes.scene_words(scenes.result_scene(workshop, "b1", revealed=False))


def test_no_scene_names_a_person_or_shows_a_note() -> None:
    workshop = sample_session().workshop
    shown = "\n".join(words for scene in every_scene(workshop) for words in texts(scene))
    for person in workshop.all(Participant):
        assert person.name not in shown, person.name
    for note in workshop.all(Note):
        assert note.text not in shown
    for decision in workshop.all(Decision):
        assert not decision.dissent or decision.dissent not in shown


@pytest.mark.parametrize("status", [BallotStatus.DRAFT, BallotStatus.OPEN])
def test_a_ballot_that_is_not_closed_shows_no_figures_however_often_it_is_asked(status: BallotStatus) -> None:
    records = [
        dataclasses.replace(record, status=status, closed_at=None) if isinstance(record, Ballot) else record
        for record in sample_session().workshop.records()
    ]
    workshop = session_of(records).workshop
    for ballot in workshop.all(Ballot):
        scene = scenes.result_scene(workshop, ballot.id, revealed=True, sectors=True, rounds=True)
        assert (scene.revealed, scene.chart, scene.rounds) == (False, None, None)
        assert (scene.verdict, scene.rule, scene.summary) == ("", "", "")


def test_before_the_reveal_there_is_nothing_to_find() -> None:
    workshop = sample_session().workshop
    scene = scenes.result_scene(workshop, "b1", revealed=False)
    assert scene.chart is None
    chart = scenes.result_scene(workshop, "b1", revealed=True).chart
    assert isinstance(chart, BarChart)
    assert chart.bars[0].printed == "22"


def test_ties_are_shown_as_ties() -> None:
    chart = scenes.result_scene(sample_session().workshop, "b1", revealed=True).chart
    assert isinstance(chart, BarChart)
    assert [bar.detail.split(" · ")[0] for bar in chart.bars if bar.printed == "8"] == ["tied 6th", "tied 6th"]


@pytest.fixture
def session(framework: Framework) -> Session:
    session = blank_session(framework)
    for text in ("First", "Second", "Third"):
        session.do(capture.capture_answer("Q1.1", text))
    return session


def test_answers_that_were_not_sent_or_are_set_aside_are_not_shown(session: Session) -> None:
    first, second, third = scenes.kept_answers(session.workshop, "Q1.1")
    session.do(capture.set_aside([second]))
    scene = scenes.answers_scene(session.workshop, "Q1.1", {first, second}, by_theme=False)
    assert scene.groups[0].answers == ("First",)
    assert scene.total == 1
    assert third


def test_a_reworded_answer_is_shown_as_it_is_now(session: Session) -> None:
    first = scenes.kept_answers(session.workshop, "Q1.1")[0]
    session.do(capture.reword_answer(first, "First, but better"))
    scene = scenes.answers_scene(session.workshop, "Q1.1", {first}, by_theme=False)
    assert scene.groups[0].answers == ("First, but better",)


class TestADoubleQuestion:
    """Needs and opportunities in one list is what the source warns of; the room sees two."""

    def groups(self, session: Session, *, by_theme: bool = False) -> list[tuple[str, tuple[str, ...]]]:
        sent = scenes.kept_answers(session.workshop, "Q1.1")
        scene = scenes.answers_scene(session.workshop, "Q1.1", sent, by_theme=by_theme)
        found = scenes.answer_groups(session.workshop, "Q1.1", sent, by_theme=by_theme)
        assert tuple(answer.id for _, answers in found for answer in answers) == tuple(
            answer.id
            for group in scene.groups
            for text in group.answers
            for answer in session.workshop.answers_to("Q1.1")
            if answer.text == text
        )
        assert scene.in_parts is (not by_theme and bool(scene.groups) and bool(scene.groups[0].title))
        return [(group.title, group.answers) for group in scene.groups]

    def test_shows_its_parts_with_the_question(self, session: Session) -> None:
        session.do(set_parts("Q1.1", ["Needs", "Opportunities"]))
        assert scenes.question_scene(session.workshop, "Q1.1").parts == ("Needs", "Opportunities")

    def test_has_its_answers_under_both_names(self, session: Session) -> None:
        session.do(set_parts("Q1.1", ["Needs", "Opportunities"]))
        assert self.groups(session) == [("", ("First", "Second", "Third"))]
        ids = scenes.kept_answers(session.workshop, "Q1.1")
        session.do(capture.put_in_part(ids[1:2], "Opportunities"))
        assert self.groups(session) == [
            ("Needs", ()),
            ("Opportunities", ("Second",)),
            ("In no part yet", ("First", "Third")),
        ]
        session.do(capture.put_in_part([ids[0], ids[2]], "Needs"))
        assert self.groups(session) == [("Needs", ("First", "Third")), ("Opportunities", ("Second",))]
        assert self.groups(session, by_theme=True) == [("", ("First", "Second", "Third"))]


def test_the_room_reads_the_keys_that_the_scribe_presses(session: Session) -> None:
    options = [ballots.option(f"Option {number}") for number in range(12)]
    session.do(ballots.new_ballot("Which?", question_id="Q1.1", preset="dot vote", options=options))
    scene = scenes.ballot_scene(session.workshop, session.workshop.all(Ballot)[0].id)
    assert [option.key for option in scene.options][:10] == [*"123456789", "B"]
    assert "You have 4 dots, at most 2 on one option." in scene.instruction
