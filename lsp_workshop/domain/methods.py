"""Methods for working in a room, as steps with minutes: what a facilitator picks instead of typing each step.

They come from the framework's data (`read_methods`); a partnership can put its own beside them. Knows no file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.minutes import scaled
from lsp_workshop.domain.model import AgendaStep

MOST_STEPS = 20
LONGEST_STEP = 240
"""Minutes."""
_LONGEST_TITLE = 200
_STEP = re.compile(r"(.*?\S)\s+(\d{1,3})(?:\s*(?:min|mins|minutes|')\.?)?", re.DOTALL)
_SIZE = re.compile(r"(?:(\d{1,2})\s*[x×*]\s*)?(\d{1,3})(?:\s*(?:min|mins|minutes|')\.?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MethodPreset:
    """`steps` in their usual minutes. Where `stations` is not 0, there is one step, which is had so many times over:
    its title has "{number}" for which one it is and "{count}" for how many there are.
    """

    id: str
    name: str
    steps: tuple[AgendaStep, ...]
    stations: int = 0

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps_for(0))

    def steps_for(self, minutes: int, stations: int = 0) -> tuple[AgendaStep, ...]:
        """Its steps in proportion for so many minutes in all; 0: the usual ones. `stations`: 0 for the usual number."""
        steps = self.steps
        if self.stations:
            count = stations or self.stations
            titles = [self.steps[0].title.format(number=n, count=count) for n in range(1, count + 1)]
            steps = tuple(AgendaStep(title=title, minutes=self.steps[0].minutes) for title in titles)
        if not minutes:
            return steps
        lengths = scaled([step.minutes for step in steps], minutes)
        return tuple(AgendaStep(title=s.title, minutes=m) for s, m in zip(steps, lengths, strict=True))


def read_methods(data: Sequence[Mapping[str, Any]]) -> tuple[MethodPreset, ...]:
    """The methods in `data`. Raises ValueError, which says where, for one that no timer could walk through."""
    methods = tuple(_method(each) for each in data)
    names = [method.name.casefold() for method in methods]
    if len(set(names)) < len(names):
        raise ValueError("two methods have the same name")
    return methods


def _method(data: Mapping[str, Any]) -> MethodPreset:
    name, stations = str(data["name"]).strip(), data.get("stations", 0)
    steps = tuple(AgendaStep(title=str(step["title"]).strip(), minutes=step["minutes"]) for step in data["steps"])
    if not name or not steps or len(steps) > MOST_STEPS:
        raise ValueError(f"the method “{name}” needs a name and 1 to {MOST_STEPS} steps")
    for step in steps:
        if not step.title or type(step.minutes) is not int or not 1 <= step.minutes <= LONGEST_STEP:
            raise ValueError(f"in the method “{name}”, the step “{step.title}” needs a title and its minutes")
    if type(stations) is not int or not 0 <= stations <= MOST_STEPS or (stations and len(steps) != 1):
        raise ValueError(f"the method “{name}” has stations that do not fit: give one step and 1 to {MOST_STEPS}")
    if stations:
        try:
            steps[0].title.format(number=1, count=stations)
        except (KeyError, IndexError, ValueError):
            raise ValueError(f"in the method “{name}”, only {{number}} and {{count}} can be filled in") from None
    return MethodPreset(str(data["id"]), name, steps, stations)


def steps_typed(steps: Sequence[AgendaStep]) -> str:
    """ "Alone 1; In pairs 2": as they are typed."""
    return "; ".join(f"{step.title.replace(';', ',')} {step.minutes}" for step in steps)


def parse_steps(text: str, methods: Sequence[MethodPreset], minutes: int) -> tuple[AgendaStep, ...]:
    """The steps that somebody typed: each with its minutes ("Alone 1; In pairs 2"), or a method by its name.

    A method is made as long as the item (`minutes`; 0: its usual length), or as is said behind its name: "Carousel 30"
    is 30 minutes, "Carousel 4 x 10" four stations of 10. Raises "bad_steps".
    """
    words = text.strip()
    if not words:
        return ()
    for method in methods:
        if words.casefold().startswith(method.name.casefold()):
            rest = words[len(method.name) :].strip(" :,")
            size = _SIZE.fullmatch(rest) if rest else None
            if not rest or size is not None:
                return _sized(method, size, minutes)
    steps = [_step(part) for part in words.split(";") if part.strip()]
    if len(steps) > MOST_STEPS:
        raise DomainError("too_many_steps", steps=len(steps), most=MOST_STEPS)
    return tuple(steps)


def _sized(method: MethodPreset, size: re.Match[str] | None, minutes: int) -> tuple[AgendaStep, ...]:
    if size is None:
        return method.steps_for(minutes)
    count, length = int(size[1] or 0), int(size[2])
    if count > MOST_STEPS or (count and not method.stations):
        raise DomainError("bad_steps", text=size[0], example=f"{method.name} 20")
    if not 1 <= length <= LONGEST_STEP:
        raise DomainError("bad_minutes", minutes=length)
    return method.steps_for(length * count if count else length, count)


def _step(part: str) -> AgendaStep:
    match = _STEP.fullmatch(part.strip())
    if match is None or not 1 <= int(match[2]) <= LONGEST_STEP or len(match[1]) > _LONGEST_TITLE:
        raise DomainError("bad_steps", text=part.strip(), example="Alone 1; In pairs 2")
    return AgendaStep(title=" ".join(match[1].split()), minutes=int(match[2]))
