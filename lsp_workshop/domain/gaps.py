"""What the plan still lacks, as rules: a code, what it is about and values. For showing, never for refusing.

Knows no screen and no clock: who asks says as of which day. Words for the codes are the screens'.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from lsp_workshop.domain.days_off import day_off
from lsp_workshop.domain.model import Action, Indicator, Objective, Organisation, Pledge, Record, Sector
from lsp_workshop.domain.workshop import Workshop

Value = str | int | float
Values = Mapping[str, Value]
_NO_VALUES: Values = MappingProxyType({})

TOO_MUCH_FROM, TOO_MUCH_TIMES = 5, 2.0
"""An organisation has too much where it plans or delivers at least five actions, and at least twice as many as the
organisations that have any have on average: five of twenty are no burden where everybody has five."""
SECTOR_ALONE = 0.5
"""A sector has too much where more than half of the actions (and at least five) are planned and delivered by it alone:
that is its own plan and not the partnership's."""

DROPPED, DONE = "dropped", "done"


@dataclass(frozen=True, slots=True)
class Gap:
    """`kind` and `record_id` say what it is about, `field` which column of the plan mends it."""

    code: str
    kind: type[Record]
    record_id: str
    field: str
    values: Values = dataclasses.field(default_factory=lambda: _NO_VALUES)


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan counted once. `live` are the actions that were not dropped; `as_of` is the day it is looked at.

    `load` is how many of them each organisation plans or delivers; `named` are the ids of those that have any part:
    they plan, deliver, monitor, lead an objective or pledge something.
    """

    workshop: Workshop
    as_of: date
    live: Sequence[Action]
    load: Counter[str]
    named: frozenset[str]

    @property
    def usual_load(self) -> float:
        """How many actions the organisations that have any plan or deliver on average."""
        return sum(self.load.values()) / len(self.load) if self.load else 0.0


Finder = Callable[[Plan, Record], Iterator[Values]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What can be missing of records of a kind, mended in the column `field`. A milestone's are the action's."""

    code: str
    kind: type[Record]
    field: str
    find: Finder


def plan_of(workshop: Workshop, as_of: date) -> Plan:
    live = [action for action in workshop.all(Action) if action.status != DROPPED]
    load: Counter[str] = Counter()
    named = set()
    for action in live:
        load.update(hands_of(action))
        named |= hands_of(action) | {action.monitor_organisation_id or ""}
    for objective in workshop.all(Objective):
        named |= {objective.lead_organisation_id or "", objective.co_lead_organisation_id or ""}
    named |= {pledge.organisation_id or "" for pledge in workshop.all(Pledge)}
    return Plan(workshop, as_of, live, load, frozenset(named - {""}))


def hands_of(action: Action) -> set[str]:
    """Ids of the organisations that plan or deliver it."""
    return {*action.deliverer_organisation_ids, action.planner_organisation_id or ""} - {""}


def looked_at(workshop: Workshop, today: date) -> date:
    """The day as of which a plan is past or not: its workshop's own where that is closed or still to come."""
    try:
        held = date.fromisoformat(workshop.details.date)
    except ValueError:
        return today
    return held if workshop.is_closed else max(held, today)


def gaps(workshop: Workshop, as_of: date) -> list[Gap]:
    """Everything that is missing: indicators, objectives and actions one by one, then what is about the whole plan."""
    plan = plan_of(workshop, as_of)
    found: list[Gap] = []
    for kind, records in (
        (Indicator, workshop.all(Indicator)),
        (Objective, sorted(workshop.all(Objective), key=lambda each: each.number)),
        (Action, plan.live),
        (Pledge, workshop.all(Pledge)),
        (Organisation, workshop.all(Organisation)),
        (Sector, workshop.sectors()),
    ):
        for record in records:
            found += _of(plan, kind, record)
    return found


def action_gaps(action: Action, as_of: date) -> list[Gap]:
    """What one action lacks; nothing where it was dropped. Needs no other record."""
    if action.status == DROPPED:
        return []
    return _of(Plan(_NOBODY, as_of, (action,), Counter(), frozenset()), Action, action)


def indicator_gaps(indicator: Indicator) -> list[Gap]:
    """What one indicator lacks. Needs no other record."""
    return _of(Plan(_NOBODY, date.min, (), Counter(), frozenset()), Indicator, indicator)


def _of(plan: Plan, kind: type[Record], record: Record) -> list[Gap]:
    return [
        Gap(rule.code, kind, record.id, rule.field, values)
        for rule in RULES
        if rule.kind is kind
        for values in rule.find(plan, record)
    ]


def last_day(text: str | None) -> date | None:
    """The last day of "2026-03-12" (that day), "2026-03" or "2026"; None for what is no such date."""
    parts = (text or "").split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return date.fromisoformat(text or "")
        year, month = (*numbers, 12)[:2]
        return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def is_past(text: str | None, as_of: date) -> bool:
    """Whether all of the day (or the month, where that is all it says) lies before `as_of`."""
    last = last_day(text)
    return last is not None and last < as_of


def off_on(text: str | None) -> str:
    """Why nobody works on that day ("Sunday", "Good Friday"); "" for a working day and for a whole month."""
    try:
        return day_off(date.fromisoformat(text or "")) if len(text or "") == 10 else ""
    except ValueError:
        return ""


# --- the rules ----------------------------------------------------------------------------------------------


def _empty(name: str) -> Finder:
    def find(_plan: Plan, record: Record) -> Iterator[Values]:
        if not getattr(record, name):
            yield _NO_VALUES

    return find


def _no_figure(name: str) -> Finder:
    def find(_plan: Plan, record: Record) -> Iterator[Values]:
        if getattr(record, name) is None:
            yield _NO_VALUES

    return find


def _monitor_delivers(_plan: Plan, action: Record) -> Iterator[Values]:
    assert isinstance(action, Action)
    if action.monitor_organisation_id and action.monitor_organisation_id in action.deliverer_organisation_ids:
        yield _NO_VALUES


def _dates(record: Record, name: str) -> Iterator[tuple[str, str]]:
    """The dates of a field that are still to come or to be met, each with what it is the date of."""
    if isinstance(record, Action) and record.status == DONE:
        return
    if name == "milestones" and isinstance(record, Action):
        yield from ((each.due, each.title) for each in record.milestones if each.due and not each.done)
    elif getattr(record, name):
        yield getattr(record, name), ""


def _past(name: str) -> Finder:
    def find(plan: Plan, record: Record) -> Iterator[Values]:
        for day, what in _dates(record, name):
            if is_past(day, plan.as_of):
                yield {"date": day, "what": what}

    return find


def _off(name: str) -> Finder:
    def find(_plan: Plan, record: Record) -> Iterator[Values]:
        for day, what in _dates(record, name):
            if why := off_on(day):
                yield {"date": day, "what": what, "why": why}

    return find


def _objective_without_action(plan: Plan, objective: Record) -> Iterator[Values]:
    if all(action.objective_id != objective.id for action in plan.live):
        yield _NO_VALUES


def _organisation_without_part(plan: Plan, organisation: Record) -> Iterator[Values]:
    if plan.live and organisation.id not in plan.named:
        yield _NO_VALUES


def _organisation_too_much(plan: Plan, organisation: Record) -> Iterator[Values]:
    own = plan.load[organisation.id]
    if own >= TOO_MUCH_FROM and own >= TOO_MUCH_TIMES * plan.usual_load:
        yield {"count": own, "of": len(plan.live), "usual": round(plan.usual_load, 1)}


def _sector_of(plan: Plan, organisation_id: str) -> str:
    organisation = plan.workshop.find(Organisation, organisation_id)
    return (organisation.sector_id or "") if organisation else ""


def _sector_without_part(plan: Plan, sector: Record) -> Iterator[Values]:
    own = [each.id for each in plan.workshop.all(Organisation) if each.sector_id == sector.id]
    if plan.live and own and not plan.named & set(own):
        yield {"count": len(own)}


def _sector_too_much(plan: Plan, sector: Record) -> Iterator[Values]:
    sectors = {each.sector_id for each in plan.workshop.all(Organisation)} - {None}
    alone = sum({_sector_of(plan, each) for each in hands_of(action)} == {sector.id} for action in plan.live)
    if len(sectors) > 1 and alone >= TOO_MUCH_FROM and alone > SECTOR_ALONE * len(plan.live):
        yield {"count": alone, "of": len(plan.live)}


RULES: tuple[Rule, ...] = (
    Rule("indicator_no_baseline", Indicator, "baseline", _no_figure("baseline")),
    Rule("indicator_no_target", Indicator, "target", _no_figure("target")),
    Rule("indicator_no_owner", Indicator, "owner", _empty("owner_organisation_id")),
    Rule("no_planner", Action, "planner", _empty("planner_organisation_id")),
    Rule("no_deliverer", Action, "deliverers", _empty("deliverer_organisation_ids")),
    Rule("no_owner", Action, "owner", _empty("owner_participant_id")),
    Rule("no_due", Action, "due", _empty("due")),
    Rule("no_monitor", Action, "monitor", _empty("monitor_organisation_id")),
    Rule("monitor_delivers", Action, "monitor", _monitor_delivers),
    Rule("due_past", Action, "due", _past("due")),
    Rule("due_off", Action, "due", _off("due")),
    Rule("step_past", Action, "first_step_due", _past("first_step_due")),
    Rule("step_off", Action, "first_step_due", _off("first_step_due")),
    Rule("milestone_past", Action, "milestones", _past("milestones")),
    Rule("milestone_off", Action, "milestones", _off("milestones")),
    Rule("objective_without_action", Objective, "title", _objective_without_action),
    Rule("pledge_without_organisation", Pledge, "organisation", _empty("organisation_id")),
    Rule("pledge_no_due", Pledge, "due", _empty("due")),
    Rule("pledge_past", Pledge, "due", _past("due")),
    Rule("pledge_off", Pledge, "due", _off("due")),
    Rule("organisation_without_part", Organisation, "", _organisation_without_part),
    Rule("organisation_too_much", Organisation, "", _organisation_too_much),
    Rule("sector_without_part", Sector, "", _sector_without_part),
    Rule("sector_too_much", Sector, "", _sector_too_much),
)
"""Every rule. Those of one kind of record are shown in this order."""

_NOBODY = Workshop(())
