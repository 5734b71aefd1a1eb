"""Who has said something to a question and who has not yet: tables, and sectors as far as that can be known.

For the facilitator alone. It knows no screen; that no scene of the projector shows it is for the screens to keep.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lsp_workshop.domain.model import AnswerStatus, Group, Participant, Sector
from lsp_workshop.domain.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Heard:
    """`by_group`: group id to number of answers, for each group. Silent ones in the workshop's own order."""

    by_group: Mapping[str, int]
    silent_groups: tuple[Group, ...] = ()
    sectors_silent: tuple[Sector, ...] = ()


def heard(workshop: Workshop, question_id: str) -> Heard:
    """Who has been heard on this question. Answers that were set aside count for nobody, merged ones for their table.

    A group is silent where it gave no answer and somebody may be sitting there: one whose people are all known to be
    away (others have been ticked as here, none of its own) is not waited for.

    A sector has been heard where an answer names a person of it, or comes from a table at which only that sector
    sits. It is silent where that is not so and no answer can be one of its: none came without table and person, and
    none from a table where one of its people sits. In between nothing is known, and nothing is said: a mixed
    table's answer tells of no sector. A sector without people here is neither.
    """
    present = _present(workshop)
    at_table: dict[str | None, set[str | None]] = {}
    for person in present:
        sector = workshop.sector_of(person)
        at_table.setdefault(person.group_id, set()).add(sector.id if sector else None)
    known: set[str | None] = set()
    aside = AnswerStatus.SET_ASIDE
    answers = [each for each in workshop.answers_to(question_id) if each.status is not aside]
    by_group: Counter[str | None] = Counter([each.group_id for each in answers])
    # Each person once: of thousands of answers nothing else is looked at.
    for participant_id in {each.participant_id for each in answers} - {None}:
        named = workshop.find(Participant, participant_id)
        speaker = workshop.sector_of(named) if named else None
        known.add(speaker.id if speaker else None)
    anybody = None in by_group and any(each.group_id is None and each.participant_id is None for each in answers)
    maybe: set[str | None] = set()
    for group_id in by_group:
        sectors = at_table.get(group_id, set()) if group_id is not None else set()
        (known if len(sectors) == 1 else maybe).update(sectors)
    here = set().union(*at_table.values()) if at_table else set()
    silent = () if anybody else tuple(s for s in workshop.sectors() if s.id in here - known - maybe)
    groups = workshop.all(Group)
    return Heard(
        MappingProxyType({group.id: by_group[group.id] for group in groups}),
        tuple(g for g in groups if not by_group[g.id] and _may_be_there(g, workshop.all(Participant), at_table)),
        silent,
    )


def _present(workshop: Workshop) -> list[Participant]:
    """Who is here; everybody planned, while nobody has been ticked."""
    people = workshop.all(Participant)
    ticked = [person for person in people if person.attended]
    return [person for person in ticked if person.left is None] if ticked else list(people)


def _may_be_there(group: Group, people: Collection[Participant], at_table: Collection[str | None]) -> bool:
    return group.id in at_table or all(person.group_id != group.id for person in people)
