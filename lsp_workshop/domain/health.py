"""The health check as the workshop's framework has it: its statements, its scale, its bands. Knows no screen."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Ballot, Band, ScalePoint
from lsp_workshop.domain.presets import HEALTH_CHECK, PRESETS, Preset
from lsp_workshop.domain.wording import capital, number_word
from lsp_workshop.domain.workshop import Workshop


def health_preset(framework: Framework) -> Preset:
    """What a new health check starts with."""
    usual = PRESETS[HEALTH_CHECK]
    scale = framework.health_scale or usual.scale or ()
    bands = framework.health_bands or bands_on(scale)
    return dataclasses.replace(usual, scale=scale, rules=dataclasses.replace(usual.rules, bands=bands))


def bands_on(scale: Sequence[ScalePoint]) -> tuple[Band, ...]:
    """The usual bands where they lie on a scale of another length: 4, 3 and 1 of 1 to 5 are 5.5, 4 and 1 of 1 to 7."""
    bands = PRESETS[HEALTH_CHECK].rules.bands
    usual = [point.value for point in PRESETS[HEALTH_CHECK].scale or ()]
    low, high = scale[0].value, scale[-1].value
    step = (high - low) / (usual[-1] - usual[0])
    return tuple(dataclasses.replace(band, start=low + (band.start - usual[0]) * step) for band in bands)


def health_words(framework: Framework) -> str:
    """What it is, in short: "Twelve statements, 1 to 5"."""
    scale, count = health_preset(framework).scale or (), len(framework.elements)
    statements = f"{capital(number_word(count))} statement{'s' if count != 1 else ''}"
    return f"{statements}, {scale[0].value} to {scale[-1].value}"


def is_health_check(ballot: Ballot) -> bool:
    return ballot.preset == HEALTH_CHECK


def health_checks(workshop: Workshop) -> list[Ballot]:
    """In the order in which they were made."""
    return [ballot for ballot in workshop.all(Ballot) if is_health_check(ballot)]
