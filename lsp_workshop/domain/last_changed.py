"""When a date that is handed on last changed, by the history: whoever has it already must see that it is a newer one.

Knows no file and no clock. Times are ISO 8601, those of the clock in the room.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from lsp_workshop.domain.history import Key, Past
from lsp_workshop.domain.model import (
    Action,
    Group,
    Indicator,
    Objective,
    Organisation,
    ParkingLotItem,
    Participant,
    Pledge,
    Record,
    Review,
    WorkshopDetails,
)
from lsp_workshop.domain.workshop import Workshop

_SAYS: Mapping[type[Record], Collection[str]] = MappingProxyType(
    {
        Action: (
            "title", "target", "status", "due", "first_step", "first_step_due", "milestones", "objective_id",
            "planner_organisation_id", "deliverer_organisation_ids", "monitor_organisation_id", "owner_participant_id",
        ),
        Pledge: ("text", "due", "organisation_id", "participant_id"),
        Review: ("date", "kind", "about", "items"),
        ParkingLotItem: ("text", "status", "answer_by", "owner_participant_id"),
        Indicator: ("title", "unit", "target", "target_date", "owner_organisation_id"),
        Objective: ("title",),
        Organisation: ("name",),
        Group: ("label", "name"),
        Participant: ("name", "role", "organisation_id", "group_id", "named_in_record"),
        WorkshopDetails: ("title", "partnership", "group_noun"),
    }
)  # fmt: skip
"""What of each type's record a date says. Everybody's name matters to every date: it may stand in any words."""
_FOR_ALL = (Participant, WorkshopDetails)
_A_SECOND = timedelta(seconds=1)


class LastChanged:
    """The history of one workshop, read once."""

    def __init__(self, workshop: Workshop, past: Sequence[Past], made_at: str) -> None:
        """`made_at` is the latest time that the records know themselves; it counts for what is in no history."""
        self._at: dict[Key, list[tuple[int, str]]] = {}
        self._for_all: list[tuple[int, str]] = []
        times = [made_at] if "T" in made_at else []
        times += [each.at for each in past[:1] if _moment(each.at)]
        # What nobody has touched since the file began is as old as it, and never newer than a change that comes.
        self._first = min(times, default="")
        self._read(workshop, past)

    def _read(self, workshop: Workshop, past: Sequence[Past]) -> None:
        """Backwards: what a record was after a deed is what it was before the next."""
        now: dict[Key, Record | None] = {}
        for place in reversed(range(len(past))):
            for number, key in enumerate(past[place].touched):
                if key[0] not in _SAYS:
                    continue
                after = now[key] if key in now else workshop.find(*key)
                before = now[key] = past[place].before(number)
                if _said(before) != _said(after):
                    found = self._for_all if key[0] in _FOR_ALL else self._at.setdefault(key, [])
                    found.append((place, past[place].at))

    def of(self, keys: Iterable[Key]) -> str:
        """When any of these records last changed in what a date says of it; "" where nobody knows.

        Every change makes it later, also where the laptop's clock was put back in between.
        """
        changes = [*self._for_all, *(each for key in set(keys) for each in self._at.get(key, ()))]
        latest = _moment(self._first)
        for _, at in sorted(set(changes)):
            moment = _moment(at)
            if latest is not None:
                moment = max(moment or latest, latest + _A_SECOND)
            latest = moment
        return latest.isoformat() if latest is not None else ""


def _said(record: Record | None) -> tuple[object, ...] | None:
    return None if record is None else tuple(getattr(record, field) for field in _SAYS[type(record)])


def _moment(at: str) -> datetime | None:
    """None for what a repair left that is no time."""
    try:
        return datetime.fromisoformat(at).replace(tzinfo=None)
    except ValueError:
        return None
