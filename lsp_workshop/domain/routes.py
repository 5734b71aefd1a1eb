"""What objectives can be made of: the options of a closed ballot by their result, or themes or answers.

Knows no screen. Without a ballot nothing says which route an objective took, so that its `route_ids` stay empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsp_workshop.domain.model import Ballot, BallotStatus, Objective, Theme
from lsp_workshop.domain.presentation import place_words
from lsp_workshop.domain.roles import VISION, stage_with
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import counted
from lsp_workshop.domain.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Candidate:
    """`route_id` is an option's id, None where there was no ballot; `note` says how it came out."""

    text: str
    route_id: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the candidates come from: a ballot's title, or "" for themes and answers."""

    ballot: str
    candidates: tuple[Candidate, ...]


def source_of_objectives(workshop: Workshop, ballot_id: str = "") -> Source:
    """The ballot of this id where it is closed; else the one that chose the routes; else themes, else answers."""
    asked = workshop.find(Ballot, ballot_id)
    ballot = asked if asked is not None and asked.status is BallotStatus.CLOSED else _ballot_of_routes(workshop)
    if ballot is not None:
        return Source(ballot.title, _options(workshop, ballot))
    return Source("", _said(workshop))


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
