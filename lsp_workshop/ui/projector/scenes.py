"""What may be on the room's screen, as frozen data built from the workshop. Knows no Qt.

Only what is listed here can be shown. No scene has room for a person's name, a table, a note, a flag, a paper, or a
sector's figure; figures come from `voting.result_of`, which gives none before a ballot is closed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lsp_workshop.domain.model import (
    Answer,
    AnswerStatus,
    Ballot,
    BallotStatus,
    Decision,
    Method,
    Question,
    Stage,
    Theme,
    VoterUnit,
)
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.presentation import is_leading, is_tied, place_words, point_words, summary_words
from lsp_workshop.domain.record.ballots import verdict_words
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.results import BallotResult, OptionResult
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import capital, counted, mean
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.workshop.ballots.keys import option_keys, sector_keys
from lsp_workshop.ui.workshop.ballots.words import instruction


@dataclass(frozen=True, slots=True)
class BlankScene:
    """Nothing at all."""


@dataclass(frozen=True, slots=True)
class QuestionScene:
    stage: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers under a theme; `title` "" for those under none."""

    title: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswersScene:
    """The kept answers to a question, or (with no `question`) those under one theme."""

    question: str
    groups: tuple[AnswerGroup, ...]

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
class ResultRow:
    """`share` of the longest bar, 0 to 1; `figure` beside it; `note` below the label ("Tied 2nd")."""

    label: str
    figure: str
    share: float
    strong: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResultScene:
    """`revealed` False: the title alone, so that the room can be asked before it is told; there are no rows then."""

    title: str
    proposal: str
    turnout: str
    revealed: bool
    rows: tuple[ResultRow, ...] = ()
    summary: str = ""
    verdict: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ClockScene:
    """The timer's words."""

    text: str
    caption: str


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


Scene = (
    BlankScene | QuestionScene | AnswersScene | BallotScene | ResultScene | ClockScene | DecisionScene | StatementScene
)
SCENES: tuple[type[Scene], ...] = (
    BlankScene, QuestionScene, AnswersScene, BallotScene, ResultScene, ClockScene, DecisionScene, StatementScene,
)  # fmt: skip
"""The whole list of what the room may see."""

BLANK = BlankScene()


def question_scene(workshop: Workshop, question_id: str) -> QuestionScene:
    question = workshop.get(Question, question_id)
    stage = workshop.find(Stage, question.stage_id)
    return QuestionScene(stage.title if stage else "", question.text)


# --- answers ------------------------------------------------------------------------------------------------


def kept_answers(workshop: Workshop, question_id: str) -> tuple[str, ...]:
    """Ids of the answers that could be shown, in the order in which they came."""
    return tuple(answer.id for answer in workshop.answers_to(question_id, kept_only=True))


def answers_scene(workshop: Workshop, question_id: str, sent: Collection[str], *, by_theme: bool) -> AnswersScene:
    """The answers among those `sent` that are still kept, word for word as they are now."""
    question = workshop.get(Question, question_id)
    answers = [each for each in workshop.answers_to(question_id, kept_only=True) if each.id in sent]
    if not by_theme:
        return AnswersScene(question.text, (AnswerGroup("", _texts(answers)),) if answers else ())
    groups = [
        AnswerGroup(theme.title, _texts([answer for answer in answers if answer.theme_id == theme.id]))
        for theme in workshop.themes_of(question.stage_id)
    ]
    groups.append(AnswerGroup("", _texts([answer for answer in answers if answer.theme_id is None])))
    return AnswersScene(question.text, tuple(group for group in groups if group.answers))


def theme_scene(workshop: Workshop, theme_id: str) -> AnswersScene:
    theme = workshop.get(Theme, theme_id)
    return AnswersScene("", (AnswerGroup(theme.title, _texts(workshop.answers_in(theme_id))),))


def statement_scene(workshop: Workshop, answer_id: str) -> StatementScene:
    """One answer by itself (a vision); blank words once it is set aside or merged."""
    answer = workshop.get(Answer, answer_id)
    question = workshop.get(Question, answer.question_id)
    return StatementScene(question.text, answer.text if answer.status is AnswerStatus.KEPT else "")


def _texts(answers: Collection[Answer]) -> tuple[str, ...]:
    return tuple(answer.text for answer in answers)


# --- ballots ------------------------------------------------------------------------------------------------


def ballot_scene(workshop: Workshop, ballot_id: str) -> BallotScene:
    ballot = workshop.get(Ballot, ballot_id)
    keys = option_keys(len(ballot.options), sector_keys(workshop, ballot).values())
    many = len(ballot.options) > 1
    options = tuple(
        OptionLine(key if many else "", option.label) for key, option in zip(keys, ballot.options, strict=True)
    )
    turnout = _turnout(result_of(workshop, ballot_id), ballot) if ballot.status is not BallotStatus.DRAFT else ""
    scale = tuple(OptionLine(str(point.value), point.label) for point in scale_points(ballot))
    return BallotScene(ballot.title, instruction(ballot), options, scale, turnout)


def result_scene(workshop: Workshop, ballot_id: str, *, revealed: bool) -> ResultScene:
    """Without figures while the ballot is not closed, whatever was asked for."""
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
        rows=_rows(ballot, result),
        summary=summary_words(ballot, result),
        verdict=verdict_words(result, people),
        rule=result.verdict_rule or "",
    )


def _turnout(result: BallotResult, ballot: Ballot) -> str:
    unit = "tables" if ballot.voter_unit is VoterUnit.GROUP else "people"
    if result.eligible is None:
        return f"{counted(result.turnout, unit[:-1] if unit == 'tables' else 'person', unit)} voted"
    return f"{result.turnout} of {result.eligible} {unit} voted"


def _rows(ballot: Ballot, result: BallotResult) -> tuple[ResultRow, ...]:
    if ballot.method in (Method.DOTS, Method.RANKING):
        most = max((option.total for option in result.options), default=0)
        return tuple(_bar(option, most, result) for option in result.options)
    if len(result.options) == 1:
        return _distribution(ballot, result.options[0])
    return _means(ballot, result)


def _bar(option: OptionResult, most: int, result: BallotResult) -> ResultRow:
    share = option.total / most if most else 0.0
    return ResultRow(
        option.label,
        f"{option.total:,}",
        share,
        strong=is_leading(option, len(result.options)),
        note=capital(place_words(option, result)) if is_tied(option, result) else "",
    )


def _distribution(ballot: Ballot, option: OptionResult) -> tuple[ResultRow, ...]:
    """A bar for each value of the scale, the highest first."""
    frequencies = option.frequencies or {}
    most = max(frequencies.values(), default=0)
    accept = ballot.rules.accept_from
    rows = []
    for point in reversed(scale_points(ballot)):
        people = frequencies.get(point.value, 0)
        strong = point.value >= accept if accept is not None else True
        rows.append(ResultRow(point_words(ballot, point), str(people), people / most if most else 0.0, strong=strong))
    return tuple(rows)


def _means(ballot: Ballot, result: BallotResult) -> tuple[ResultRow, ...]:
    """A bar for each item's mean between the ends of the scale."""
    values = [point.value for point in scale_points(ballot)]
    low, high = (min(values), max(values)) if values else (0, 1)
    rows = []
    for option in result.options:
        share = (option.mean - low) / (high - low) if option.mean is not None and high > low else 0.0
        rows.append(ResultRow(option.label, mean(option.mean), share, strong=share >= 0.75, note=option.band or ""))
    return tuple(rows)


def decision_scene(workshop: Workshop, decision_id: str) -> DecisionScene:
    decision = workshop.get(Decision, decision_id)
    return DecisionScene(decision.text, decision.outcome, decision.how)


__all__ = [
    "BLANK",
    "SCENES",
    "AnswerGroup",
    "AnswersScene",
    "BallotScene",
    "BlankScene",
    "ClockScene",
    "DecisionScene",
    "OptionLine",
    "QuestionScene",
    "ResultRow",
    "ResultScene",
    "Scene",
    "StatementScene",
    "answers_scene",
    "ballot_scene",
    "decision_scene",
    "kept_answers",
    "question_scene",
    "result_scene",
    "statement_scene",
    "theme_scene",
]
