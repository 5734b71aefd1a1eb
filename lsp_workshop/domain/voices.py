"""Who has not been asked: sectors, organisations and groups of the area that were not in the room, or said nothing.

Knows no screen. Whoever stands in the list of bodies already is on somebody's mind and is not named again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lsp_workshop.domain.model import Adoption, Answer, AnswerStatus, Group, Organisation, Participant, Record, Sector
from lsp_workshop.domain.roles import VISION, stage_with
from lsp_workshop.domain.workshop import Workshop


class Silence(StrEnum):
    """Nobody of theirs was here, or they were and said nothing in the stage about the vision."""

    NOT_HERE = "not in the room"
    NO_ANSWER = "no answer in this stage"


@dataclass(frozen=True, slots=True)
class NotAsked:
    kind: type[Record]
    id: str
    name: str
    why: Silence


def not_asked(workshop: Workshop) -> Sequence[NotAsked]:
    """Sectors, organisations, groups; nobody before anybody was ticked as here, and no group before the first answer.

    An organisation of a sector of which nobody was here is named by itself too: a letter goes to organisations.
    """
    listed = {each.body.strip().casefold() for each in workshop.all(Adoption)}
    found = [*_not_here(workshop), *_without_answer(workshop)]
    return [each for each in found if each.name.strip().casefold() not in listed]


def _not_here(workshop: Workshop) -> Iterator[NotAsked]:
    here = {person.organisation_id for person in workshop.all(Participant) if person.attended}
    if not here:
        return
    organisations: Sequence[Organisation] = workshop.all(Organisation)
    sectors = {each.sector_id for each in organisations if each.id in here}
    for sector in workshop.sectors():
        if sector.id not in sectors:
            yield NotAsked(Sector, sector.id, sector.name, Silence.NOT_HERE)
    for organisation in sorted(organisations, key=lambda each: each.name.casefold()):
        if organisation.id not in here:
            yield NotAsked(Organisation, organisation.id, organisation.name, Silence.NOT_HERE)


def _without_answer(workshop: Workshop) -> Iterator[NotAsked]:
    stage = stage_with(workshop, VISION)
    questions = {each.id for each in workshop.questions_of(stage.id)} if stage is not None else set()
    said = [
        each
        for each in workshop.all(Answer)
        if each.question_id in questions and each.status is not AnswerStatus.SET_ASIDE
    ]
    persons = {each.id: each.group_id for each in workshop.all(Participant)}
    spoke = {each.group_id or persons.get(each.participant_id or "") for each in said}
    if not spoke - {None}:
        return
    for group in workshop.all(Group):
        if group.id not in spoke:
            yield NotAsked(Group, group.id, workshop.group_title(group), Silence.NO_ANSWER)
