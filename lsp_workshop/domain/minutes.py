"""Minutes of the agenda: times of day in words, what an item and the steps of its method are given, and shares of them.

Knows neither which day it is nor what has begun.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from lsp_workshop.domain.model import AgendaItem, AgendaStep

NOON = 12 * 60
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")


def clock(minutes: int) -> str:
    """ "09:15" of 555."""
    hours, rest = divmod(minutes % (24 * 60), 60)
    return f"{hours:02}:{rest:02}"


def minutes_after_midnight(text: str) -> int | None:
    """555 of "09:15"; None for what is no time."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return int(match[1]) * 60 + int(match[2])


def minutes_of(item: AgendaItem) -> int:
    """The minutes that an item is given as things are now."""
    if item.cut:
        return 0
    return max(0, item.minutes if item.minutes_given is None else item.minutes_given)


def length_of(step: AgendaStep) -> int:
    """The minutes that a step is given as things are now."""
    return step.minutes if step.minutes_given is None else step.minutes_given


def steps_of(item: AgendaItem) -> tuple[AgendaStep, ...]:
    """The steps of its method, each with the `minutes` that it has now: shorter in proportion where the item has fewer
    than they need.
    """
    lengths, given = [length_of(step) for step in item.steps], minutes_of(item)
    if given and sum(lengths) > given:
        lengths = scaled(lengths, given)
    pairs = zip(item.steps, lengths, strict=True)
    return tuple(dataclasses.replace(step, minutes=minutes, minutes_given=None) for step, minutes in pairs)


def seconds_of(item: AgendaItem, step: int) -> int:
    """The seconds that were counted for a step of its method (from 0)."""
    return item.step_seconds[step] if step < len(item.step_seconds) else 0


def counted_on(item: AgendaItem, seconds: int, step: int | None = None) -> AgendaItem:
    """The item with so many seconds more; they are its `step`'s too, where there is one."""
    by_step = item.step_seconds
    if step is not None:
        padded = [seconds_of(item, each) for each in range(max(len(by_step), step + 1))]
        padded[step] += seconds
        by_step = tuple(padded)
    return dataclasses.replace(item, seconds_used=item.seconds_used + seconds, step_seconds=by_step)


def step_as_planned(step: AgendaStep) -> AgendaStep:
    return step if step.minutes_given is None else dataclasses.replace(step, minutes_given=None)


def as_planned(item: AgendaItem) -> AgendaItem:
    """The item without anything that happened or was decided on the day."""
    steps = tuple(step_as_planned(step) for step in item.steps)
    return dataclasses.replace(not_begun(item), steps=steps, cut=False, time_given="", minutes_given=None)


def not_begun(item: AgendaItem) -> AgendaItem:
    """The item without anything that happened."""
    return dataclasses.replace(item, started_at=None, ended_at=None, seconds_used=0, step_seconds=(), step_now=0)


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in whole parts after the weights (not all 0): the largest remainders get what is left (Hamilton)."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def scaled(minutes: Sequence[int], total: int) -> list[int]:
    """The lengths in proportion, together `total`; none shorter than a minute, so that many steps may need more."""
    if not minutes:
        return []
    weights = [max(1, each) for each in minutes]
    spare = total - len(weights)
    if spare <= 0:
        return [1] * len(weights)
    parts = [max(1, part) for part in shares(total, weights)]
    while sum(parts) > total:
        parts[parts.index(max(parts))] -= 1
    return parts
