"""What may be on the room's screen, as frozen data built from the workshop. Knows no Qt.

Only what is listed here can be shown. No scene has room for a table, a note, a flag or a paper, and none but the
reading back at the end has room for a person: by name for those who agreed to be named, by role for the others.
Figures come from `voting.result_of`, which gives none before a ballot is closed, and of no sector that disclosure
control hides. A sector's figures are in a scene only where the facilitator asked for them at this sending.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lsp_workshop.domain import grouping
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import (
    Answer,
    AnswerStatus,
    Ballot,
    BallotStatus,
    Decision,
    Photo,
    PurposeStatement,
    Question,
    Stage,
    Theme,
    VoterUnit,
)
from lsp_workshop.domain.paper_keys import paper_keys
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.presentation import noted_words, summary_words
from lsp_workshop.domain.question_parts import NO_PART, answers_by_part
from lsp_workshop.domain.record.ballots import verdict_words
from lsp_workshop.domain.record.figure_parts import Figure, PlanFigure, RoundsChart
from lsp_workshop.domain.record.figures import NO_PAPERS, ballot_figure
from lsp_workshop.domain.record.names import without_names
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.plan_figures import MATRIX, By, matrix, timeline
from lsp_workshop.domain.record.rounds import side_by_side
from lsp_workshop.domain.record.vision import version_note
from lsp_workshop.domain.results import BallotResult
from lsp_workshop.domain.vision import Standing, Version, marked, version_pair, vision_question
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.word_changes import LEGEND, Stretch, is_marked, said
from lsp_workshop.domain.wording import counted, joined, sentence
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.workshop.ballots.words import instruction


@dataclass(frozen=True, slots=True)
class BlankScene:
    """Nothing at all."""


@dataclass(frozen=True, slots=True)
class QuestionScene:
    """`parts` are the names of the lists that a double question asks for."""

    stage: str
    text: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers under a theme or in a part of the question; `title` "" for those under no theme."""

    title: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswersScene:
    """The kept answers to a question, or (with no `question`) those under one theme.

    `in_parts`: the groups are the question's parts, all of them, to stand side by side where there is room.
    """

    question: str
    groups: tuple[AnswerGroup, ...]
    in_parts: bool = False

    @property
    def total(self) -> int:
        return sum(len(group.answers) for group in self.groups)


@dataclass(frozen=True, slots=True)
class OptionLine:
    """`key` is what stands before the option on the paper and on the scribe's keyboard."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class BallotScene:
    """What is asked and how, and, while it runs, "28 of 32 have voted"."""

    title: str
    instruction: str
    options: tuple[OptionLine, ...]
    scale: tuple[OptionLine, ...]
    turnout: str


@dataclass(frozen=True, slots=True)
class ResultScene:
    """`revealed` False: the title alone, so that the room can be asked before it is told; there is no chart then.

    A revealed result without a chart is one without a valid paper. `rounds` is the vote that it replaces beside it.
    """

    title: str
    proposal: str
    turnout: str
    revealed: bool
    chart: Figure | None = None
    rounds: RoundsChart | None = None
    summary: str = ""
    verdict: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ClockScene:
    """The timer's words, and below them the step that the room is at; `over`: the time is up."""

    text: str
    caption: str
    over: bool = False


@dataclass(frozen=True, slots=True)
class DecisionScene:
    text: str
    outcome: str
    how: str


@dataclass(frozen=True, slots=True)
class StatementScene:
    """One text for all to read together: a vision, one answer."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class WordingColumn:
    """A wording with what changed in it; `note` says how its ballot went, once that is closed."""

    label: str
    parts: tuple[Stretch, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class WordingsScene:
    """Wordings of the vision beside each other, the earlier first; `legend` says what the signs in them mean."""

    heading: str
    columns: tuple[WordingColumn, ...]
    legend: str = ""


@dataclass(frozen=True, slots=True)
class PlanScene:
    """The plan as a figure: organisations and actions, no people. Without one where there is no action (any more)."""

    title: str
    chart: PlanFigure | None


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What was settled, and below it who does it and by when."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class ReadGroup:
    title: str
    lines: tuple[ReadLine, ...]


@dataclass(frozen=True, slots=True)
class ReadBackScene:
    """What the day has settled, to be read out before people leave; a group begins a page of its own."""

    groups: tuple[ReadGroup, ...]


@dataclass(frozen=True, slots=True)
class PhotoScene:
    """A photo of a flip chart. `picture_id` says which picture and is no word for anybody."""

    caption: str
    picture_id: str


Scene = (
    BlankScene
    | QuestionScene
    | AnswersScene
    | BallotScene
    | ResultScene
    | ClockScene
    | DecisionScene
    | StatementScene
    | WordingsScene
    | PlanScene
    | ReadBackScene
    | PhotoScene
)
SCENES: tuple[type[Scene], ...] = (
    BlankScene, QuestionScene, AnswersScene, BallotScene, ResultScene, ClockScene, DecisionScene, StatementScene,
    WordingsScene, PlanScene, ReadBackScene, PhotoScene,
)  # fmt: skip
"""The whole list of what the room may see."""


@dataclass(frozen=True, slots=True)
class CornerClock:
    """The timer's words in the corner of another scene, while the facilitator wants them there. Nothing else is."""

    text: str


BLANK = BlankScene()
PURPOSE_HEADING = "What the partnership is for"


def question_scene(workshop: Workshop, question_id: str) -> QuestionScene:
    question = workshop.get(Question, question_id)
    stage = workshop.find(Stage, question.stage_id)
    return QuestionScene(stage.title if stage else "", question.text, question.parts)


# --- answers ------------------------------------------------------------------------------------------------


AnswerGroups = Sequence[tuple[str, Sequence[Answer]]]


def kept_answers(workshop: Workshop, question_id: str) -> tuple[str, ...]:
    """Ids of the answers that could be shown, in the order in which they came."""
    return tuple([answer.id for answer in workshop.answers_to(question_id, kept_only=True)])


def answers_scene(workshop: Workshop, question_id: str, sent: Collection[str], *, by_theme: bool) -> AnswersScene:
    """The answers among those `sent` that are still kept, word for word as they are now."""
    groups = answer_groups(workshop, question_id, sent, by_theme=by_theme)
    return scene_of(workshop, question_id, groups, by_theme=by_theme)


def scene_of(workshop: Workshop, question_id: str, groups: AnswerGroups, *, by_theme: bool) -> AnswersScene:
    """Of what `answer_groups` found."""
    in_parts = not by_theme and any(title for title, _ in groups)
    shown = tuple(AnswerGroup(title, _texts(answers)) for title, answers in groups)
    return AnswersScene(workshop.get(Question, question_id).text, shown, in_parts)


def answer_groups(workshop: Workshop, question_id: str, sent: Collection[str], *, by_theme: bool) -> AnswerGroups:
    """The answers of the scene as they stand there, under the title of their theme or part.

    That a theme is parked is the facilitator's own affair: here it stands last, and is one like the others.
    """
    question = workshop.get(Question, question_id)
    answers = [each for each in workshop.answers_to(question.id, kept_only=True) if each.id in sent]
    if not by_theme:
        return _in_parts(workshop, question, answers)
    return [(theme.title if theme else "", found) for theme, found in grouping.by_theme(workshop, answers)]


def _in_parts(workshop: Workshop, question: Question, answers: list[Answer]) -> list[tuple[str, list[Answer]]]:
    """Every part, said to or not; one list without a title where there are no parts, or none is used yet."""
    found = dict(answers_by_part(workshop, question, answers))
    others = found.pop("", [])
    if not found and (others or not question.parts):
        return [("", others)] if others else []
    groups = [(part, found.get(part, [])) for part in question.parts]
    return [*groups, (NO_PART, others)] if others else groups


def theme_scene(workshop: Workshop, theme_id: str) -> AnswersScene:
    theme = workshop.get(Theme, theme_id)
    under = {answer.id: answer for answer in workshop.answers_in(theme_id)}
    # As they were said, question by question, however they came under the theme.
    asked = dict.fromkeys(answer.question_id for answer in under.values())
    said = [each for question_id in asked for each in workshop.answers_to(question_id) if each.id in under]
    return AnswersScene("", (AnswerGroup(theme.title, _texts(said)),))


def statement_scene(workshop: Workshop, answer_id: str) -> StatementScene:
    """One answer by itself (a vision); blank words once it is set aside or merged."""
    answer = workshop.get(Answer, answer_id)
    question = workshop.get(Question, answer.question_id)
    return StatementScene(question.text, answer.text if answer.status is AnswerStatus.KEPT else "")


def purpose_scene(workshop: Workshop, purpose_id: str) -> StatementScene:
    return StatementScene(PURPOSE_HEADING, workshop.get(PurposeStatement, purpose_id).text)


def wordings_scene(workshop: Workshop, version_id: str) -> WordingsScene:
    """The wording and the one before it. Raises "unknown_record" where there is no such wording any more."""
    pair = version_pair(workshop, version_id)
    if not pair:
        raise DomainError("unknown_record", collection="vision", id=version_id)
    people = People(workshop, public=True)
    question = vision_question(workshop)
    # Names go before words are compared: half of one may be new.
    marks = marked(without_names(tuple(each.text for each in pair), people))
    columns = tuple(
        WordingColumn(_wording_label(each), parts, version_note(each, people))
        for each, parts in zip(pair, marks, strict=True)
    )
    return WordingsScene(question.text if question else "", columns, LEGEND if any(map(is_marked, marks)) else "")


def _wording_label(version: Version) -> str:
    settled = {Standing.ADOPTED: "adopted", Standing.WITHDRAWN: "withdrawn"}.get(version.standing, "")
    return " · ".join(words for words in (f"Wording {version.number}", settled) if words)


def _texts(answers: Collection[Answer]) -> tuple[str, ...]:
    return tuple([answer.text for answer in answers])


# --- ballots ------------------------------------------------------------------------------------------------


def ballot_scene(workshop: Workshop, ballot_id: str) -> BallotScene:
    ballot = workshop.get(Ballot, ballot_id)
    keys = paper_keys(workshop, ballot)
    many = len(ballot.options) > 1
    options = tuple(
        OptionLine(key if many else "", option.label) for key, option in zip(keys, ballot.options, strict=True)
    )
    turnout = _turnout(result_of(workshop, ballot_id), ballot) if ballot.status is not BallotStatus.DRAFT else ""
    scale = tuple(OptionLine(str(point.value), point.label) for point in scale_points(ballot))
    return BallotScene(ballot.title, instruction(ballot), options, scale, turnout)


def result_scene(
    workshop: Workshop, ballot_id: str, *, revealed: bool, sectors: bool = False, rounds: bool = False
) -> ResultScene:
    """Without figures while the ballot is not closed, whatever was asked for.

    `sectors` adds those that may be shown, `rounds` the vote that this one replaces, or the earlier health check.
    """
    ballot = workshop.get(Ballot, ballot_id)
    result = result_of(workshop, ballot_id)
    turnout = _turnout(result, ballot)
    proposal = ballot.options[0].label if len(ballot.options) == 1 else ""
    if proposal == ballot.title:
        proposal = ""
    if not revealed or ballot.status is not BallotStatus.CLOSED:
        return ResultScene(ballot.title, proposal, turnout, revealed=False)
    people = People(workshop, public=True)
    return ResultScene(
        ballot.title,
        proposal,
        turnout,
        revealed=True,
        chart=ballot_figure(ballot, result, people, sectors=sectors),
        rounds=side_by_side(workshop, ballot) if rounds else None,
        summary=summary_words(ballot, result),
        verdict=verdict_words(result, people),
        rule=result.verdict_rule or "",
    )


def _turnout(result: BallotResult, ballot: Ballot) -> str:
    unit = "tables" if ballot.voter_unit is VoterUnit.GROUP else "people"
    voters = f"{result.turnout} of {result.eligible} {unit}"
    if result.eligible is None:
        voters = counted(result.turnout, unit[:-1] if unit == "tables" else "person", unit)
    return " · ".join(words for words in (f"{voters} voted", noted_words(result)) if words)


def decision_scene(workshop: Workshop, decision_id: str) -> DecisionScene:
    decision = workshop.get(Decision, decision_id)
    return DecisionScene(decision.text, decision.outcome, decision.how)


NO_ACTIONS = "No action has been agreed yet."
"""What the room reads where the figure would be."""


def plan_scene(workshop: Workshop, title: str, view: str) -> PlanScene:
    """`view` is "matrix", or how a timeline is grouped."""
    people = People(workshop, public=True)
    chart = matrix(workshop, people) if view == MATRIX else timeline(workshop, people, By(view))
    return PlanScene(title, without_names(chart, people) if chart else None)


def photo_scene(workshop: Workshop, photo_id: str) -> PhotoScene:
    """Its description is for those who read the record: nobody asked whether the room may have it."""
    photo = workshop.get(Photo, photo_id)
    return PhotoScene(photo.caption, photo.picture_id)


def scene_words(scene: Scene) -> str:
    """What is shown, for those who hear it: a chart in the words that give all its values."""
    if isinstance(scene, PhotoScene):
        return sentence(joined(("A photo", scene.caption), ": "))
    if isinstance(scene, PlanScene):
        return " ".join([sentence(scene.title), scene.chart.alternative if scene.chart else NO_ACTIONS])
    if isinstance(scene, AnswersScene):
        told = [scene.question, *(words for group in scene.groups for words in (group.title, *group.answers))]
        return " ".join([sentence(words) for words in told if words])
    if isinstance(scene, WordingsScene):
        told = [joined((each.label, said(each.parts), each.note), ". ") for each in scene.columns]
        return " ".join(sentence(words) for words in (scene.heading, *told) if words)
    if not isinstance(scene, ResultScene):
        return " ".join(_words_of(scene))
    charts = [chart.alternative for chart in (scene.chart, scene.rounds) if chart is not None]
    nothing = [NO_PAPERS] if scene.revealed and scene.chart is None else []
    parts = (scene.title, scene.proposal, scene.verdict, scene.rule, *nothing, *charts, scene.turnout, scene.summary)
    return " ".join(sentence(part) for part in parts if part)


def _words_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield sentence(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _words_of(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _words_of(getattr(value, field.name))


__all__ = [
    "BLANK",
    "SCENES",
    "AnswerGroup",
    "AnswerGroups",
    "AnswersScene",
    "BallotScene",
    "BlankScene",
    "ClockScene",
    "CornerClock",
    "DecisionScene",
    "OptionLine",
    "PlanScene",
    "QuestionScene",
    "ReadBackScene",
    "ReadGroup",
    "ReadLine",
    "ResultScene",
    "Scene",
    "StatementScene",
    "WordingColumn",
    "WordingsScene",
    "answer_groups",
    "answers_scene",
    "ballot_scene",
    "decision_scene",
    "kept_answers",
    "plan_scene",
    "purpose_scene",
    "question_scene",
    "result_scene",
    "scene_words",
    "statement_scene",
    "theme_scene",
    "wordings_scene",
]
