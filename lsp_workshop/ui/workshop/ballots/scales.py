"""Labelled scales for ratings: those on offer, and a scale written as lines ("3 I can live with it"). Knows no Qt."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lsp_workshop.domain.model import BallotRules, ScalePoint
from lsp_workshop.domain.presets import PRESETS

_LINE = re.compile(r"\s*([+\-\u2212]?\d{1,3})(?!\d)\s*[.:)=–]?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale on offer; `accept` is the value from which somebody goes along, None where it says no such thing."""

    name: str
    points: tuple[ScalePoint, ...]
    accept: int | None = None


def _of(first: int, *labels: str) -> tuple[ScalePoint, ...]:
    return tuple(ScalePoint(value=value, label=label) for value, label in enumerate(labels, start=first))


def _preset(name: str) -> Scale:
    preset = PRESETS[name]
    return Scale(preset.label, preset.scale or (), preset.rules.accept_from)


SCALES: tuple[Scale, ...] = (
    Scale("Agreement, 1 to 5", PRESETS["rating"].scale or ()),
    Scale("Importance, 1 to 5", _of(1, "Not important", "Of little importance", "Fairly important", "Important",
                                    "Vital")),
    Scale("Progress, 1 to 4", _of(1, "Not begun", "Begun", "Well on the way", "Done")),
    Scale("Confidence, 0 to 10", _of(0, "No confidence", *("",) * 4, "Could go either way", *("",) * 4, "Certain")),
    Scale("No, unsure, yes", _of(1, "No", "Unsure", "Yes")),
    _preset("gradients of agreement"),
    _preset("fist to five"),
)  # fmt: skip


def scale_lines(points: Sequence[ScalePoint]) -> str:
    """A point a line, its value first."""
    return "\n".join(f"{point.value} {point.label}".rstrip() for point in points)


def typed_scale(text: str) -> tuple[ScalePoint, ...]:
    """A point a line; a line without a number gets the one after the line before it, the first 1."""
    points: list[ScalePoint] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        if found:
            points.append(ScalePoint(value=int(found[1].replace("\u2212", "-")), label=found[2].strip()))
        else:
            points.append(ScalePoint(value=points[-1].value + 1 if points else 1, label=line.strip()))
    return tuple(points)


def rules_on(points: Sequence[ScalePoint], rules: BallotRules, *, accept: int | None) -> BallotRules:
    """The rules with this acceptance value, and without one, or support from one, that is not on the scale."""
    values = {point.value for point in points}
    support = rules.support_from if rules.support_from in values else None
    accept = accept if accept in values else None
    # A rule about who accepts is none where nothing says what accepting is.
    return dataclasses.replace(
        rules,
        accept_from=accept,
        support_from=support if accept is None or support is None or support >= accept else None,
        pass_rule=rules.pass_rule if accept is not None else None,
    )
