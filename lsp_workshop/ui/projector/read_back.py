"""The reading back at the end of the day: decisions, actions, parked points, with who and by when. Knows no Qt.

Nobody is named who did not agree to it, and neither dissent nor what is still missing is shown.
"""

from __future__ import annotations

from lsp_workshop.domain.edits.parking import is_open
from lsp_workshop.domain.model import Action, Decision, Objective, ParkingLotItem
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.wording import capital, joined, short_date
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.projector.scenes import ReadBackScene, ReadGroup, ReadLine

_NO_DATE = "9999"


def read_back_scene(workshop: Workshop) -> ReadBackScene:
    """In the order in which it is read out; what there is none of is left out."""
    people = People(workshop, public=False)
    groups = (
        ReadGroup("What we decided", tuple(_decision(each) for each in workshop.all(Decision))),
        ReadGroup("Who does what", tuple(_action(people, each) for each in _by_objective(workshop))),
        ReadGroup("Still to be answered", tuple(_parked(people, each) for each in workshop.all(ParkingLotItem)
                                                if is_open(each))),
    )  # fmt: skip
    return ReadBackScene(tuple(group for group in groups if group.lines))


def _decision(decision: Decision) -> ReadLine:
    return ReadLine(decision.text, capital(decision.outcome))


def _by_objective(workshop: Workshop) -> list[Action]:
    """As the plan has them: by objective, then by date; what was dropped is done with."""
    numbers = {objective.id: objective.number for objective in workshop.all(Objective)}
    last = max(numbers.values(), default=0) + 1
    kept = [action for action in workshop.all(Action) if action.status != "dropped"]
    return sorted(kept, key=lambda each: (numbers.get(each.objective_id or "", last), each.due or _NO_DATE))


def _action(people: People, action: Action) -> ReadLine:
    who = people.person(action.owner_participant_id) or joined(people.organisations(action.deliverer_organisation_ids))
    return ReadLine(action.title, _who_and_when(who, action.due))


def _parked(people: People, item: ParkingLotItem) -> ReadLine:
    return ReadLine(item.text, _who_and_when(people.person(item.owner_participant_id), item.answer_by))


def _who_and_when(who: str, date: str | None) -> str:
    return joined((who or "Nobody yet", f"by {short_date(date)}" if date else "no date yet"), " · ")
