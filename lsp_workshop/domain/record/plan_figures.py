"""The plan as figures: a timeline by objective, organisation or month, and who does what. Names nobody.

Paper, window and projector draw the same ones. Organisations and actions stand in them, people never.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from lsp_workshop.domain.gaps import DONE, DROPPED, hands_of, last_day
from lsp_workshop.domain.model import Action, Objective, Organisation, Pledge, Review
from lsp_workshop.domain.record.figure_parts import (
    MatrixChart,
    MatrixColumn,
    MatrixRow,
    PointKind,
    TimelineChart,
    TimelineGroup,
    TimelineMonth,
    TimelinePoint,
    TimelineRow,
)
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.wording import MONTHS, counted, joined, listed, sentence, short_date
from lsp_workshop.domain.workshop import Workshop

ACROSS = "Across the objectives"
MATRIX = "matrix"
"""The view beside those of `By`."""
_NO_DATE = "No date yet"
_LETTERS: Mapping[str, str] = MappingProxyType({"P": "plans", "D": "delivers", "M": "monitors"})


class By(StrEnum):
    """How the rows of a timeline are grouped."""

    OBJECTIVE = "objective"
    ORGANISATION = "organisation"
    MONTH = "month"


def by_objective(workshop: Workshop) -> list[tuple[Objective | None, list[Action]]]:
    """The objectives by number with their actions, then (None) the actions of no objective, where there are any."""
    actions = workshop.all(Action)
    objectives = sorted(workshop.all(Objective), key=lambda objective: objective.number)
    known = {objective.id for objective in objectives}
    groups: list[tuple[Objective | None, list[Action]]] = [
        (objective, [action for action in actions if action.objective_id == objective.id]) for objective in objectives
    ]
    others = [action for action in actions if action.objective_id not in known]
    return [*groups, (None, others)] if others else groups


def _title_of(objective: Objective | None) -> str:
    return f"{objective.number}  {objective.title}" if objective else ACROSS


# --- the timeline -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Event:
    """Something at a date: `day` its last day, `text` as it is kept."""

    day: date
    text: str
    kind: PointKind
    what: str
    whose: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class _Axis:
    """Whole months from `first` to the end of that of `last`."""

    first: date
    last: date

    def at(self, day: date) -> float:
        return (day - self.first).days / max((self.last - self.first).days, 1)

    def months(self) -> tuple[TimelineMonth, ...]:
        found: list[TimelineMonth] = []
        year, month = self.first.year, self.first.month
        while (year, month) <= (self.last.year, self.last.month):
            said = str(year) if not found or month == 1 else ""
            found.append(TimelineMonth(self.at(date(year, month, 1)), MONTHS[month - 1][:3], said))
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return tuple(found)


def timeline(workshop: Workshop, people: People, by: By = By.OBJECTIVE, *, notes: bool = True) -> TimelineChart | None:
    """The actions over time; None where there is nothing with a date and no action.

    Without `notes` it is not said by objective who delivers, where a table says so already.
    """
    actions = [action for action in workshop.all(Action) if action.status != DROPPED]
    events = list(_events(workshop, actions))
    if not actions and not events:
        return None
    axis = _axis(workshop, events)
    match by:
        case By.OBJECTIVE:
            groups = _of_objectives(workshop, people, axis, notes=notes)
        case By.ORGANISATION:
            groups = _of_organisations(workshop, people, axis)
        case By.MONTH:
            groups = _of_months(actions, events, axis)
    dated = sum(action.due is not None for action in actions)
    caption = f"{counted(len(actions), 'action')} by {by}; {dated} with a due date."
    return TimelineChart(axis.months(), groups, caption, _timeline_words(groups, by), _signs(groups))


def _events(workshop: Workshop, actions: Sequence[Action]) -> Iterator[_Event]:
    for action in actions:
        yield from _events_of(action)
    for pledge in workshop.all(Pledge):
        day = last_day(pledge.due)
        if day:
            yield _Event(day, pledge.due or "", PointKind.OTHER, pledge.text, "pledge")
    for review in workshop.all(Review):
        day = last_day(review.date)
        if day and not review.items:
            yield _Event(day, review.date, PointKind.OTHER, review.kind or "Review", "review")


def _events_of(action: Action) -> Iterator[_Event]:
    done = action.status == DONE
    day = last_day(action.due)
    if day:
        yield _Event(day, action.due or "", PointKind.DUE, action.title, "", done)
    day = last_day(action.first_step_due)
    if day:
        step = action.first_step or "First step"
        yield _Event(day, action.first_step_due or "", PointKind.STEP, step, action.title, done)
    for each in action.milestones:
        day = last_day(each.due)
        if day:
            yield _Event(day, each.due or "", PointKind.MILESTONE, each.title, action.title, each.done or done)


def _event_words(event: _Event) -> str:
    what = "due" if event.kind is PointKind.DUE else f"{event.kind} “{event.what}”"
    return joined((f"{what} {short_date(event.text)}", "done" if event.done else ""))


def _axis(workshop: Workshop, events: Sequence[_Event]) -> _Axis:
    held = last_day(workshop.details.date)
    days = [event.day for event in events] + ([held] if held else [])
    first, last = (min(days), max(days)) if days else (date(2000, 1, 1), date(2000, 1, 1))
    end = last_day(f"{last.year:04}-{last.month:02}")
    return _Axis(first.replace(day=1), end or last)


def _start(workshop: Workshop, axis: _Axis) -> date:
    return last_day(workshop.details.date) or axis.first


def _action_row(workshop: Workshop, action: Action, note: str, axis: _Axis) -> TimelineRow:
    own = sorted(_events_of(action), key=lambda event: event.day)
    points = tuple(TimelinePoint(axis.at(event.day), event.kind, event.done) for event in own)
    said = "; ".join(_event_words(event) for event in own)
    due = last_day(action.due)
    start = min(_start(workshop, axis), due) if due else None
    span = (axis.at(start), axis.at(due)) if due and start else None
    return TimelineRow(action.title, note, span, points, short_date(action.due) or _NO_DATE, said)


def _of_objectives(workshop: Workshop, people: People, axis: _Axis, *, notes: bool) -> tuple[TimelineGroup, ...]:
    groups = []
    for objective, actions in by_objective(workshop):
        rows = tuple(
            _action_row(workshop, action, "; ".join(people.organisations(each)), axis)
            for action in actions
            if action.status != DROPPED
            for each in [action.deliverer_organisation_ids if notes else ()]
        )
        groups.append(TimelineGroup(_title_of(objective), rows or (TimelineRow("No action yet", "", None, (), ""),)))
    return tuple(groups)


def ordered_organisations(workshop: Workshop) -> list[Organisation]:
    """Sector by sector, by name within each; those without a sector last."""
    order = {sector.id: place for place, sector in enumerate(workshop.sectors())}
    found = workshop.all(Organisation)
    return sorted(found, key=lambda each: (order.get(each.sector_id or "", len(order)), each.name.casefold()))


def roles_of(action: Action, organisation_id: str) -> str:
    """ "PD": the letters of what the organisation does for the action."""
    roles = (
        ("P", action.planner_organisation_id == organisation_id),
        ("D", organisation_id in action.deliverer_organisation_ids),
        ("M", action.monitor_organisation_id == organisation_id),
    )
    return "".join(letter for letter, has in roles if has)


def _role_words(letters: str) -> str:
    return listed([_LETTERS[letter] for letter in letters])


def _of_organisations(workshop: Workshop, people: People, axis: _Axis) -> tuple[TimelineGroup, ...]:
    """Each organisation with what it has to do and what it pledged; those with nothing are not there."""
    groups = []
    for organisation in ordered_organisations(workshop):
        rows = [
            _action_row(workshop, action, _role_words(roles), axis)
            for _, actions in by_objective(workshop)
            for action in actions
            if (roles := roles_of(action, organisation.id)) and action.status != DROPPED
        ]
        rows += [
            _pledge_row(pledge, axis) for pledge in workshop.all(Pledge) if pledge.organisation_id == organisation.id
        ]
        if rows:
            mark = people.mark(organisation.sector_id)
            groups.append(TimelineGroup(organisation.name, tuple(rows), mark))
    return tuple(groups)


def _pledge_row(pledge: Pledge, axis: _Axis) -> TimelineRow:
    day = last_day(pledge.due)
    points = (TimelinePoint(axis.at(day), PointKind.OTHER),) if day else ()
    return TimelineRow(pledge.text, "pledge", None, points, short_date(pledge.due) or _NO_DATE)


def _of_months(actions: Sequence[Action], events: Sequence[_Event], axis: _Axis) -> tuple[TimelineGroup, ...]:
    """What comes month by month; a date that is no more than a month comes after that month's days."""
    months: dict[tuple[int, int], list[_Event]] = {}
    for event in sorted(events, key=lambda each: (each.day, len(each.text) < 10)):
        months.setdefault((event.day.year, event.day.month), []).append(event)
    groups = [
        TimelineGroup(f"{MONTHS[month - 1]} {year}", tuple(_event_row(event, axis) for event in found))
        for (year, month), found in months.items()
    ]
    undated = [action for action in actions if last_day(action.due) is None]
    if undated:
        rows = tuple(TimelineRow(action.title, "", None, (), short_date(action.due) or "–") for action in undated)
        groups.append(TimelineGroup(_NO_DATE, rows))
    return tuple(groups)


def _event_row(event: _Event, axis: _Axis) -> TimelineRow:
    note = joined((event.kind if event.kind is not PointKind.OTHER else "", event.whose), ": ")
    point = TimelinePoint(axis.at(event.day), event.kind, event.done)
    return TimelineRow(event.what, joined((note, "done" if event.done else "")), None, (point,), short_date(event.text))


def _signs(groups: Sequence[TimelineGroup]) -> str:
    """What the signs stand for, those that are there."""
    kinds = {point.kind for group in groups for row in group.rows for point in row.points}
    words = (
        (PointKind.DUE, "disc: due"),
        (PointKind.MILESTONE, "diamond: milestone"),
        (PointKind.STEP, "square: first step"),
        (PointKind.OTHER, "triangle: pledge or review"),
    )
    said = [each for kind, each in words if kind in kinds]
    done = any(point.done for group in groups for row in group.rows for point in row.points)
    found = "; ".join([*said, "hollow: done"] if done else said)
    return f"{found[:1].upper()}{found[1:]}." if found else ""


def _timeline_words(groups: Sequence[TimelineGroup], by: By) -> str:
    """Every row with its dates; the axis has nothing that is not said here."""
    said = []
    for group in groups:
        rows = "; ".join(joined((row.label, row.note, row.said or row.printed)) for row in group.rows)
        said.append(sentence(f"{group.title}: {rows}"))
    return f"Timeline by {by}. {' '.join(said)}"


# --- who does what ------------------------------------------------------------------------------------------


def matrix(workshop: Workshop, people: People) -> MatrixChart | None:
    """Organisations by actions; None where there is no action. Organisations with nothing are there: it is seen."""
    actions = [action for _, found in by_objective(workshop) for action in found if action.status != DROPPED]
    if not actions:
        return None
    organisations = ordered_organisations(workshop)
    rows = []
    for organisation in organisations:
        cells = tuple(roles_of(action, organisation.id) for action in actions)
        load = sum(organisation.id in hands_of(action) for action in actions)
        rows.append(MatrixRow(organisation.name, cells, str(load), people.mark(organisation.sector_id)))
    columns = tuple(MatrixColumn(str(place), action.title) for place, action in enumerate(actions, start=1))
    caption = f"{counted(len(actions), 'action')}, {counted(len(rows), 'organisation')}."
    note = "P plans, D delivers, M monitors. Sum: how many actions it plans or delivers."
    return MatrixChart(columns, tuple(rows), "Sum", caption, _matrix_words(columns, rows), strong="D", note=note)


def _matrix_words(columns: Sequence[MatrixColumn], rows: Sequence[MatrixRow]) -> str:
    said = []
    for row in rows:
        found = [
            f"{_role_words(letters)} {column.code} {column.title}"
            for column, letters in zip(columns, row.cells, strict=True)
            if letters
        ]
        said.append(sentence(f"{row.label}: {'; '.join(found) or 'nothing'}"))
    return f"Who does what. {' '.join(said)}"
