"""Routes: what they can be taken from, how they came out, and what objectives can be made of. Knows no screen.

Objectives are made of the options of a closed ballot by their result and of the routes that were written down, or of
themes or answers. Without a ballot nothing says which route an objective took, so that its `route_ids` stay empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lsp_workshop.domain.model import (
    Answer,
    AnswerStatus,
    Ballot,
    BallotOption,
    BallotStatus,
    Objective,
    Question,
    Route,
    Theme,
)
from lsp_workshop.domain.presentation import place_words
from lsp_workshop.domain.roles import VISION, questions_with, stage_with
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import counted
from lsp_workshop.domain.workshop import Workshop

CHOSEN, NOT_CHOSEN = "chosen", "not chosen"
ROUTE_STATUSES = (CHOSEN, NOT_CHOSEN)


@dataclass(frozen=True, slots=True)
class Candidate:
    """`route_id` is an option's id, None where there was no ballot; `note` says how it came out."""

    text: str
    route_id: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the candidates come from: a ballot's title, or "" for routes (`written`), or themes and answers."""

    ballot: str
    candidates: tuple[Candidate, ...]
    written: bool = False


def source_of_objectives(workshop: Workshop, ballot_id: str = "") -> Source:
    """The ballot of this id where it is closed; else the one that chose the routes, with the routes that were in none;
    else these alone; else themes, else answers.
    """
    asked = workshop.find(Ballot, ballot_id)
    if asked is not None and asked.status is BallotStatus.CLOSED:
        return Source(asked.title, _options(workshop, asked))
    ballot = _ballot_of_routes(workshop)
    written = _written(workshop, ballot)
    if ballot is not None:
        return Source(ballot.title, (*_options(workshop, ballot), *written))
    return Source("", written or _said(workshop), bool(written))


def objectives_of(workshop: Workshop, route_id: str | None) -> Sequence[Objective]:
    """The objectives that were made of this route."""
    found = [each for each in workshop.all(Objective) if route_id is not None and route_id in each.route_ids]
    return sorted(found, key=lambda each: each.number)


def _ballot_of_routes(workshop: Workshop) -> Ballot | None:
    """The last closed ballot between several options of the stage that chooses."""
    stage = stage_with(workshop, VISION)
    found = [
        ballot
        for ballot in workshop.all(Ballot)
        if stage is not None
        and ballot.stage_id == stage.id
        and ballot.status is BallotStatus.CLOSED
        and len(ballot.options) > 1
    ]
    return max(found, key=lambda ballot: ballot.closed_at or "", default=None)


def _options(workshop: Workshop, ballot: Ballot) -> tuple[Candidate, ...]:
    """The first first; those without a place as they stand on the paper."""
    result = result_of(workshop, ballot.id)
    of_option = {option.id: option for option in result.options}
    last = len(ballot.options)

    def place(option_id: str) -> int:
        found = of_option.get(option_id)
        return found.place if found is not None and found.place is not None else last

    ordered = sorted(ballot.options, key=lambda option: place(option.id))
    notes = {each: place_words(found, result) for each, found in of_option.items()}
    return tuple(Candidate(option.label, option.id, notes.get(option.id, "")) for option in ordered)


def _written(workshop: Workshop, ballot: Ballot | None) -> tuple[Candidate, ...]:
    """The routes that stand in no line of this ballot and were not turned down, the chosen ones first."""
    options = ballot.options if ballot is not None else ()
    there = {option.id for option in options}
    labels = {option.label.casefold() for option in options}
    left = [
        each
        for each in workshop.all(Route)
        if each.status != NOT_CHOSEN and not there.intersection(each.options) and each.text.casefold() not in labels
    ]
    left.sort(key=lambda each: each.status != CHOSEN)
    return tuple(Candidate(each.text, note=each.status) for each in left)


def _said(workshop: Workshop) -> tuple[Candidate, ...]:
    """The stage's themes with how many answers they have; without any its answers, headlines first."""
    stage = stage_with(workshop, VISION)
    if stage is None:
        return ()
    themes = [each for each in workshop.all(Theme) if each.stage_id == stage.id and not each.parked]
    if themes:
        ordered = sorted(themes, key=lambda each: each.order)
        return tuple(
            Candidate(each.title, note=counted(len(workshop.answers_in(each.id)), "answer")) for each in ordered
        )
    answers = [
        answer
        for question in workshop.questions_of(stage.id)
        for answer in workshop.answers_to(question.id, kept_only=True)
    ]
    answers.sort(key=lambda answer: not answer.headline)
    return tuple(Candidate(answer.text, note="headline" if answer.headline else "") for answer in answers)


# --- the routes themselves ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RouteSource:
    """What a route is taken from: an answer, a theme, or an option of a ballot that is closed."""

    text: str
    answer_id: str | None = None
    theme_id: str | None = None
    option_id: str = ""


def routes_question(workshop: Workshop) -> Question | None:
    """The one that asks for the routes; None where the day does not."""
    return next(iter(questions_with(workshop, "routes")), None)


def route_sources(workshop: Workshop, marked: Collection[str] = ()) -> list[RouteSource]:
    """What can be taken over: the answers of these ids; else what a closed ballot chose between; else what was said.

    Said is what is kept under the question about the routes. What is a route already is not taken twice.
    """
    routes = workshop.all(Route)
    known = {option_id for each in routes for option_id in each.options} | {each.answer_id for each in routes}
    texts = {each.text.casefold() for each in routes}
    return [
        each
        for each in _sources(workshop, marked)
        if (each.option_id or each.answer_id) not in known and each.text.casefold() not in texts
    ]


def _sources(workshop: Workshop, marked: Collection[str]) -> Iterator[RouteSource]:
    question, ballot = routes_question(workshop), _ballot_of_routes(workshop)
    found = [workshop.get(Answer, each) for each in marked]
    if not found and ballot is not None:
        for option in ballot.options:
            yield RouteSource(option.label, option.answer_id, option.theme_id, option.id)
        return
    if not found and question is not None:
        found = list(workshop.answers_to(question.id, kept_only=True))
    for answer in found:
        if answer.status is AnswerStatus.KEPT:
            yield RouteSource(answer.text, answer.id, answer.theme_id)


def option_of(workshop: Workshop, route: Route) -> tuple[Ballot, BallotOption] | None:
    """The last ballot it stands in, and its option there."""
    options = {option.id: (ballot, option) for ballot in workshop.all(Ballot) for option in ballot.options}
    return next((options[each] for each in reversed(route.options) if each in options), None)


def route_result(workshop: Workshop, route: Route) -> str:
    """How it came out: "1st, 28 marks"; "" before its ballot is closed."""
    found = option_of(workshop, route)
    if found is None or found[0].status is not BallotStatus.CLOSED:
        return ""
    result = result_of(workshop, found[0].id)
    return next((place_words(each, result) for each in result.options if each.id == found[1].id), "")
