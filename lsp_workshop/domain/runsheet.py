"""The run sheet: the agenda as planned, as it really went, and as it will go on from now. Knows no clock of its own.

Times are whole minutes after midnight. Three starts of an item are told apart: as first *planned*; as *agreed*, which
is the plan until the day was planned anew (`AgendaItem.time_given`); and as it was or will be.
An item begins when the one before it is over. What has a time that people know (its own, or one given on the day) is
no earlier than agreed, unless the day is ahead: then it is as much earlier, and only what is `fixed` (lunch) waits for
its time. So a gap in the plan takes up what the day is behind. What has only minutes follows (`follows`): it moves
forward where something before it is left out or made shorter.

The sheet tells of one day (`day_of`). What began on any other was a rehearsal, and counts as not begun.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from lsp_workshop.domain.minutes import NOON, minutes_after_midnight, minutes_of
from lsp_workshop.domain.model import AgendaItem
from lsp_workshop.domain.workshop import Workshop

ONE_LOOK = 60
"""Seconds: an item that another takes the place of sooner was begun by mistake."""


class State(Enum):
    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    CUT = "cut"
    PASSED = "passed over"
    """Never begun, although a later one was."""


class Phase(Enum):
    """Where the day is."""

    ELSEWHEN = "another day"
    BEFORE = "before"
    RUNNING = "running"
    BETWEEN = "between two items"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Line:
    """An item in the run sheet. `start` and `end` are what was, or what will be as things stand; None: nobody knows.

    `minutes` are those it is given now; `took` are those it had, of the running item so far.
    """

    item: AgendaItem
    state: State
    planned: int | None
    agreed: int | None
    minutes: int
    start: int | None = None
    end: int | None = None
    took: int | None = None

    @property
    def agreed_end(self) -> int | None:
        return None if self.agreed is None else self.agreed + self.minutes


@dataclass(frozen=True, slots=True)
class RunSheet:
    """`now`: minutes after midnight, None on another day. `late`: minutes behind (ahead, where below 0), or None where
    no time is known to measure by. `end`: when the day ends as things stand; `planned_end`: as first planned.
    """

    phase: Phase
    lines: tuple[Line, ...]
    now: int | None = None
    late: int | None = None
    end: int | None = None
    planned_end: int | None = None

    @property
    def end_off(self) -> int:
        """Minutes that the day ends later than first planned (below 0: earlier), where that says the contrary of
        `late`: behind here, and home early all the same, because something later was left out. Else 0.
        """
        if not self.late or self.end is None or self.planned_end is None:
            return 0
        off = self.end - self.planned_end
        return off if (off < 0) != (self.late < 0) else 0

    @property
    def running(self) -> Line | None:
        return next((line for line in self.lines if line.state is State.NOW), None)

    @property
    def later(self) -> tuple[Line, ...]:
        """What is still to come."""
        return tuple(line for line in self.lines if line.state is State.AHEAD)

    @property
    def next(self) -> Line | None:
        return next(iter(self.later), None)


# --- times of items ---------------------------------------------------------------------------------------------------


def begun_at(item: AgendaItem) -> datetime | None:
    return _moment(item.started_at)


def _moment(text: str | None) -> datetime | None:
    """The local time of a stored one; None where there is none or a file has something else there."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        return None


def seconds_since(item: AgendaItem, now: datetime) -> int:
    """How long ago an item began; 0 where that was on another day."""
    begun = begun_at(item)
    return max(0, int((now - begun).total_seconds())) if begun and begun.date() == now.date() else 0


def seconds_taken(item: AgendaItem) -> int | None:
    """How long it took from its beginning to its end; None where one of them is not known, or on another day."""
    begun, over = begun_at(item), _moment(item.ended_at)
    if begun is None or over is None or over < begun or over.date() != begun.date():
        return None
    return int((over - begun).total_seconds())


# --- which day ------------------------------------------------------------------------------------------------


def begun_on(item: AgendaItem, day: date | None) -> datetime | None:
    """When the item began on that day; None where it began on no day or on another."""
    begun = begun_at(item)
    return begun if begun is not None and begun.date() == day else None


def held_on(workshop: Workshop) -> date | None:
    """The day that a look back tells of; None where none was noted.

    The workshop's date, where something began on it, or else the last one after it (the snow put the day off). What
    began before the date was a rehearsal.
    """
    days = {begun.date() for item in workshop.agenda() if (begun := begun_at(item))}
    planned = _date(workshop)
    if planned is None or planned in days:
        return planned or max(days, default=None)
    return max((day for day in days if day > planned), default=None)


def day_of(workshop: Workshop, now: datetime) -> tuple[date, bool]:
    """The day that the run sheet tells of at `now`, and whether that day is on now."""
    today, planned = now.date(), _date(workshop)
    if planned == today or any(begun_on(item, today) for item in workshop.agenda()):
        return today, True
    held = held_on(workshop)
    if planned is None and (held is None or not workshop.is_closed):
        return today, True
    return (held, False) if held is not None and (held == planned or workshop.is_closed) else (today, False)


def _date(workshop: Workshop) -> date | None:
    try:
        return date.fromisoformat(workshop.details.date)
    except ValueError:
        return None


def follows(item: AgendaItem) -> bool:
    """Whether nobody was told a time for it: it comes when the item before it is over."""
    return not (item.fixed or item.time_given or minutes_after_midnight(item.time) is not None)


def running_item(workshop: Workshop, now: datetime) -> AgendaItem | None:
    """The item that has begun today and not ended; the one that began last, where a file has several.

    What is left out does not run, whatever a file says.
    """
    today, there = now.date(), [item for item in workshop.agenda() if not item.cut]
    running = [(begun, item) for item in there if not item.ended_at and (begun := begun_on(item, today))]
    return max(running, key=lambda each: each[0])[1] if running else None


def ended(item: AgendaItem, now: str) -> AgendaItem:
    """The item as it is when something else begins: over, or, where it was begun by mistake, not begun at all.

    One that began on another day was never ended by anybody: when, nobody knows.
    """
    begun, moment = begun_at(item), _moment(now)
    if begun is None or moment is None or begun.date() != moment.date():
        return item
    if 0 <= (moment - begun).total_seconds() < ONE_LOOK:
        return dataclasses.replace(item, started_at=None)
    return dataclasses.replace(item, ended_at=now)


def item_of_stage(workshop: Workshop, stage_id: str, now: datetime) -> AgendaItem | None:
    """The first item of a stage that is neither over nor left out. After the day, what began on it is over."""
    day, is_on = day_of(workshop, now)
    items = (item for item in workshop.agenda() if item.stage_id == stage_id and not item.cut)
    return next((item for item in items if begun_on(item, day) is None or (is_on and not item.ended_at)), None)


# --- the sheet ------------------------------------------------------------------------------------------------


def run_sheet(workshop: Workshop, now: datetime) -> RunSheet:
    """The agenda as it stands at `now` (local)."""
    items = workshop.agenda()
    day, is_on = day_of(workshop, now)
    minute = now.hour * 60 + now.minute if is_on else None
    lines = _lines(workshop, items, day, minute, now)
    planned_end = _planned_end(lines)
    if minute is not None:
        cursor, behind = _where(lines, minute)
        projected = project(lines, cursor, behind)
        phase = _phase(projected)
        # Of a closed workshop nothing is to come any more: it is neither ahead nor behind.
        if phase is Phase.OVER or not workshop.is_closed:
            late = _late(projected, phase, cursor, behind)
            return RunSheet(phase, projected, minute, late, day_end(projected), planned_end)
    shown = _as_agreed(lines)
    ends = [line.end for line in shown if line.end is not None and line.state is not State.CUT]
    return RunSheet(Phase.ELSEWHEN, shown, end=ends[-1] if ends else None, planned_end=planned_end)


def day_end(lines: Iterable[Line]) -> int | None:
    """When the last item that is not left out is over."""
    ends = [line.end for line in lines if line.end is not None and line.state is not State.CUT]
    return max(ends, default=None)


def project(
    lines: Sequence[Line], cursor: int | None, behind: int, lengths: Mapping[str, int] | None = None
) -> tuple[Line, ...]:
    """The lines with the starts and ends that follow for what is still to come, from `cursor` on, so much `behind`.

    `lengths` are minutes that some items would be given instead.
    """
    shown = []
    for line in lines:
        if line.state is not State.AHEAD:
            shown.append(line)
            continue
        minutes = (lengths or {}).get(line.item.id, line.minutes)
        start = line.agreed if cursor is None else cursor
        if cursor is not None and line.agreed is not None and follows(line.item):
            # Sooner, because something was left out: what people were told a time for comes no sooner by that.
            behind = max(cursor - line.agreed, min(behind, 0))
        elif cursor is not None and line.agreed is not None:
            wanted = line.agreed if behind > 0 or line.item.fixed else line.agreed + behind
            start = max(cursor, wanted)
            behind = start - line.agreed
        end = None if start is None else start + minutes
        shown.append(dataclasses.replace(line, start=start, end=end, minutes=minutes))
        cursor = end
    return tuple(shown)


def standing(sheet: RunSheet) -> tuple[int | None, int]:
    """From when, and how far behind, the later items of a sheet of today go on: for `project`."""
    return (None, 0) if sheet.now is None else _where(sheet.lines, sheet.now)


def _lines(workshop: Workshop, items: Sequence[AgendaItem], day: date, minute: int | None, now: datetime) -> list[Line]:
    running = running_item(workshop, now) if minute is not None else None
    begun = [place for place, item in enumerate(items) if begun_on(item, day) is not None]
    furthest = max(begun, default=-1)
    planned = _starts(items, workshop.details.starts)
    counted = list(planned)
    if begun and planned[begun[0]] is None:
        # Without a time anywhere, the day is measured by when it really began.
        first = begun_at(items[begun[0]])
        assert first is not None, "it has begun"
        counted[begun[0] :] = _starts(items[begun[0] :], f"{first:%H:%M}")
    agreed = [_agreed(item, start) for item, start in zip(items, counted, strict=True)]
    lines = []
    for place, item in enumerate(items):
        state = _state(item, running, begun=place in begun, behind=place < furthest)
        line = Line(item, state, planned[place], agreed[place], minutes_of(item))
        lines.append(_with_actual(line, minute, now) if state in (State.DONE, State.NOW) else line)
    return lines


def _state(item: AgendaItem, running: AgendaItem | None, *, begun: bool, behind: bool) -> State:
    if running is not None and item.id == running.id:
        return State.NOW
    if begun:
        return State.DONE
    if item.cut:
        return State.CUT
    return State.PASSED if behind else State.AHEAD


def _with_actual(line: Line, minute: int | None, now: datetime) -> Line:
    begun, over = begun_at(line.item), _moment(line.item.ended_at)
    assert begun is not None, "only what has begun is asked"
    start = begun.hour * 60 + begun.minute
    if line.state is State.NOW:
        assert minute is not None, "nothing runs on another day"
        took = seconds_since(line.item, now) // 60
        return dataclasses.replace(line, start=start, end=max(minute, start + line.minutes), took=took)
    seconds = seconds_taken(line.item)
    end = over.hour * 60 + over.minute if over and over.date() == begun.date() else None
    return dataclasses.replace(line, start=start, end=end, took=None if seconds is None else round(seconds / 60))


def _agreed(item: AgendaItem, planned: int | None) -> int | None:
    given = minutes_after_midnight(item.time_given)
    if given is None:
        return planned
    # A day that was moved beyond midnight.
    return given + 2 * NOON if planned is not None and planned - given > NOON else given


def _starts(items: Sequence[AgendaItem], first: str) -> list[int | None]:
    """When each is planned to begin: at its own time, or else when the one before is over.

    A time that would go back behind the item before it, and is of the morning, is one of the afternoon ("1:30").
    """
    starts: list[int | None] = []
    before: int | None = None
    cursor = minutes_after_midnight(first)
    for item in items:
        start = minutes_after_midnight(item.time)
        if start is None:
            start = cursor
        elif before is not None and start < before and start < NOON and start + NOON >= before:
            start += NOON
        starts.append(start)
        if start is not None:
            before, cursor = start, start + max(0, item.minutes)
    return starts


def _where(lines: Sequence[Line], minute: int) -> tuple[int | None, int]:
    """From when the later items go on, and how far behind that is."""
    running = next((line for line in lines if line.state is State.NOW), None)
    done = [line for line in lines if line.state is State.DONE]
    if running is not None:
        return running.end, _behind(lines, running, running.end)
    if done:
        cursor = max(minute, done[-1].end or 0)
        return cursor, _behind(lines, done[-1], cursor)
    first = next((line for line in lines if line.state is State.AHEAD), None)
    if first is None or first.agreed is None:
        return (minute if first is not None else None), 0
    opening = first.agreed - _left_out_before(lines, first)
    return max(minute, opening), max(0, minute - opening)


def _behind(lines: Sequence[Line], line: Line, here: int | None) -> int:
    """How far behind the end of a line is at `here`; ahead, but not by what was left out before it."""
    behind = _difference(here, line.agreed_end)
    return behind if behind >= 0 else min(0, behind + _left_out_before(lines, line))


def _left_out_before(lines: Sequence[Line], line: Line) -> int:
    """The planned minutes of what was left out since the last time that people were told."""
    minutes, place = 0, lines.index(line)
    while place > 0 and follows(lines[place].item):
        place -= 1
        minutes += max(0, lines[place].item.minutes) if lines[place].state is State.CUT else 0
    return minutes


def _difference(here: int | None, there: int | None) -> int:
    return 0 if here is None or there is None else here - there


def _phase(lines: Sequence[Line]) -> Phase:
    states = {line.state for line in lines}
    if State.NOW in states:
        return Phase.RUNNING
    if State.DONE in states:
        return Phase.BETWEEN if State.AHEAD in states else Phase.OVER
    return Phase.BEFORE


def _late(lines: Sequence[Line], phase: Phase, cursor: int | None, behind: int) -> int | None:
    """Where it bites: at the start of the next item; at the end of the day, where none is left."""
    following = next((line for line in lines if line.state is State.AHEAD), None)
    if following is not None:
        return None if following.agreed is None or following.start is None else following.start - following.agreed
    last = [line for line in lines if line.state in (State.NOW, State.DONE)]
    if not last or last[-1].agreed is None or cursor is None:
        return None
    return behind if phase is Phase.RUNNING else _difference(last[-1].end, last[-1].agreed_end)


def _as_agreed(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a day that is not on: what was, and for the rest what is agreed."""
    shown: list[Line] = []
    cursor: int | None = None
    for line in lines:
        if line.state is not State.DONE and line.agreed is not None:
            start = cursor if cursor is not None and line.state is State.AHEAD and follows(line.item) else line.agreed
            line = dataclasses.replace(line, start=start, end=start + line.minutes)
        cursor = None if line.state is State.DONE else line.end
        shown.append(line)
    return tuple(shown)


def _planned_end(lines: Sequence[Line]) -> int | None:
    known = [line.planned + line.item.minutes for line in lines if line.planned is not None]
    return max(known, default=None)
