"""What can be done about a day that is behind: move what is still to come, take minutes from it, or leave some out.

Each way is a `Proposal`, which says what would come of it before anybody takes it; the edit that takes it is
`edits.runsheet.catch_up`. The plan itself (`AgendaItem.time`, `minutes`) is never touched.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from lsp_workshop.domain.minutes import clock, shares
from lsp_workshop.domain.runsheet import Line, RunSheet, State, day_end, project, standing

SHORTEST = 5
"""Minutes: no item is made shorter to catch up; one that is shorter already stays as it is."""


class Way(Enum):
    MOVE = "move"
    SHORTEN = "shorten"
    LEAVE_OUT = "leave out"


@dataclass(frozen=True, slots=True)
class Place:
    """What an item would be given. `start` is in minutes after midnight, None where no time is known."""

    item_id: str
    start: int | None
    minutes: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """`places` are all later items, in their order. `won`: minutes taken or left out. `end`: of the day, then; and
    `over`: how many minutes later than agreed before that is (below 0: earlier).
    """

    way: Way
    places: tuple[Place, ...]
    won: int
    end: int | None
    over: int

    @property
    def changes(self) -> bool:
        """Whether anything would be done at all."""
        return bool(self.places) and (self.way is Way.MOVE or self.won > 0 or any(p.cut for p in self.places))


def is_behind(sheet: RunSheet) -> bool:
    """Whether there is anything to catch up, and something left to do it with."""
    return bool(sheet.later) and sheet.now is not None and (_late_at_end(sheet.lines) > 0 or (sheet.late or 0) > 0)


def move(sheet: RunSheet) -> Proposal:
    """Every later item keeps its minutes and begins when it can."""
    return _proposal(sheet, Way.MOVE, project(sheet.lines, *_from(sheet)), 0)


def shorten(sheet: RunSheet, chosen: Collection[str] | None = None) -> Proposal:
    """Take the minutes from later items in proportion to their own, or from the `chosen` ones (ids) alone.

    No more is taken than is behind, and from nothing that is fixed unless it is chosen. What comes before a fixed item
    gives first what brings that one back to its time.
    """
    later = sheet.later
    givers = {line.item.id for line in later if (not line.item.fixed if chosen is None else line.item.id in chosen)}
    lengths = {line.item.id: line.minutes for line in later}
    cursor, behind = _from(sheet)
    for place, line in enumerate(later):
        last = place == len(later) - 1
        if not line.item.fixed and not last:
            continue
        if line.item.fixed:
            now = project(later, cursor, behind, lengths)
            _take(lengths, [each.item.id for each in later[:place] if each.item.id in givers], _late_start(now[place]))
        if last:
            now = project(later, cursor, behind, lengths)
            _take(lengths, [each.item.id for each in later if each.item.id in givers], _late_end(now[place], line))
    won = sum(line.minutes - lengths[line.item.id] for line in later)
    return _proposal(sheet, Way.SHORTEN, project(sheet.lines, cursor, behind, lengths), won)


def leave_out(sheet: RunSheet, chosen: Collection[str]) -> Proposal:
    """The later items that are `chosen` (ids) do not take place."""
    left = [line for line in sheet.lines if line.state is not State.AHEAD or line.item.id not in chosen]
    cursor, behind = _from(sheet)
    won = sum(line.minutes for line in sheet.later if line.item.id in chosen)
    return _proposal(sheet, Way.LEAVE_OUT, project(left, cursor, behind), won, chosen)


def _proposal(
    sheet: RunSheet, way: Way, lines: Sequence[Line], won: int, cut: Collection[str] = frozenset()
) -> Proposal:
    starts = {line.item.id: line for line in lines}
    places = []
    for line in sheet.later:
        if line.item.id in cut:
            places.append(Place(line.item.id, line.start, line.minutes, cut=True))
        else:
            then = starts[line.item.id]
            places.append(Place(line.item.id, then.start, then.minutes))
    end = day_end(lines)
    agreed = _agreed_end(sheet.lines)
    return Proposal(way, tuple(places), won, end, 0 if end is None or agreed is None else end - agreed)


def _from(sheet: RunSheet) -> tuple[int | None, int]:
    """As `standing`; but nobody is asked to come sooner than agreed because something is left out."""
    cursor, behind = standing(sheet)
    return cursor, max(0, behind)


def _take(lengths: dict[str, int], givers: Sequence[str], needed: int) -> None:
    """Take `needed` minutes, or as many as there are, from the lengths of these items in proportion."""
    while needed > 0:
        room = {item_id: lengths[item_id] - SHORTEST for item_id in givers if lengths[item_id] > SHORTEST}
        if not room:
            return
        parts = shares(min(needed, sum(room.values())), [lengths[item_id] for item_id in room])
        for item_id, part in zip(room, parts, strict=True):
            part = min(part, room[item_id])
            lengths[item_id] -= part
            needed -= part


def _late_start(line: Line) -> int:
    return 0 if line.start is None or line.agreed is None else line.start - line.agreed


def _late_end(line: Line, agreed: Line) -> int:
    return 0 if line.end is None or agreed.agreed_end is None else line.end - agreed.agreed_end


def _late_at_end(lines: Sequence[Line]) -> int:
    last = next((line for line in reversed(lines) if line.state is State.AHEAD), None)
    return 0 if last is None else _late_end(last, last)


def _agreed_end(lines: Sequence[Line]) -> int | None:
    ends = [line.agreed_end for line in lines if line.agreed_end is not None and line.state is not State.CUT]
    return max(ends, default=None)


def time_given(place: Place, planned: str) -> str:
    """What is kept of a place's start: nothing where the item begins as `planned` ("12:30")."""
    time = "" if place.start is None else clock(place.start)
    return "" if time == planned else time
