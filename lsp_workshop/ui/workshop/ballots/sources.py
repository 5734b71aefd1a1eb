"""Where a new ballot's options come from: marked answers, themes, objectives, routes, typed lines... Knows no Qt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lsp_workshop.domain.edits.ballots import new_ballot, option
from lsp_workshop.domain.edits.health_check import new_health_check
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Ballot, BallotOption, Objective, Question
from lsp_workshop.domain.presets import HEALTH_CHECK, PRESETS, Preset
from lsp_workshop.domain.transaction import Edit
from lsp_workshop.domain.workshop import Workshop

TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Source:
    """`letter` is its key. The typed one has no options until somebody types them."""

    key: str
    letter: str
    title: str
    options: tuple[BallotOption, ...] = ()


def sources_for(workshop: Workshop, question: Question, marked: Collection[str] = ()) -> tuple[Source, ...]:
    """Those that have options, the likeliest first, and typed lines last.

    `marked` are ids of answers: whoever marked some means these. They stand in the order in which they were said.
    A parked theme is none of them: whoever wants it voted on brings it back first.
    """
    answers = workshop.answers_to(question.id, kept_only=True)
    headlines = [answer for answer in answers if answer.headline]
    themes = [
        each for each in workshop.themes_of(question.stage_id) if not each.parked and workshop.answers_in(each.id)
    ]
    objectives = sorted(workshop.all(Objective), key=lambda each: each.number)
    chosen = [answer for answer in answers if answer.id in marked]
    found = (
        Source("marked", "M", "Marked answers", tuple(option(each.text, answer_id=each.id) for each in chosen)),
        Source("themes", "T", "Themes of this stage", tuple(option(each.title, theme_id=each.id) for each in themes)),
        Source("headlines", "H", "Headlines", tuple(option(each.text, answer_id=each.id) for each in headlines)),
        Source("answers", "A", "All answers", tuple(option(each.text, answer_id=each.id) for each in answers)),
        Source("objectives", "O", "Objectives", tuple(option(each.title) for each in objectives)),
        Source("routes", "R", "Routes", _routes(workshop, objectives)),
    )
    return (*(source for source in found if source.options), Source(TYPED, "L", "Lines I type"))


def _routes(workshop: Workshop, objectives: Sequence[Objective]) -> tuple[BallotOption, ...]:
    """The routes that objectives go by, which an earlier ballot chose."""
    chosen = {route for objective in objectives for route in objective.route_ids}
    return tuple(
        option(each.label, theme_id=each.theme_id, answer_id=each.answer_id, source_element=each.source_element)
        for ballot in workshop.all(Ballot)
        for each in ballot.options
        if each.id in chosen
    )


def typed_options(text: str) -> tuple[BallotOption, ...]:
    """An option a line; blank lines are none."""
    return tuple(option(line.strip()) for line in text.splitlines() if line.strip())


def options_for(preset: Preset, chosen: Sequence[BallotOption], question: Question) -> tuple[BallotOption, ...]:
    """What a ballot of this kind asks about.

    A kind for one proposal takes the only option there is, or else the question's words, to be reworded before it
    opens.
    """
    if preset.one_option:
        return tuple(chosen) if len(chosen) == 1 else (option(question.text),)
    return tuple(chosen)


def draft(preset_name: str, chosen: Sequence[BallotOption], question: Question, framework: Framework) -> Edit:
    """A draft ballot on the question, titled with its words."""
    if preset_name == HEALTH_CHECK:
        return new_health_check(question.id, framework)
    return new_ballot(
        question.text,
        question_id=question.id,
        preset=preset_name,
        options=options_for(PRESETS[preset_name], chosen, question),
    )
