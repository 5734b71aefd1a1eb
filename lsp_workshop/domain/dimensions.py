"""The dimensions of change: which of them the pledges touch, and which nobody has touched. Knows no screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsp_workshop.domain.framework import Framework, Prompt
from lsp_workshop.domain.model import Pledge
from lsp_workshop.domain.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Touched:
    """A dimension with the pledges that are tagged with it."""

    dimension: Prompt
    pledges: tuple[Pledge, ...]


def touched(workshop: Workshop, framework: Framework) -> tuple[Touched, ...]:
    """Every dimension, in the order of the source."""
    pledges = workshop.all(Pledge)
    return tuple(
        Touched(each, tuple(pledge for pledge in pledges if pledge.dimension_id == each.id))
        for each in framework.dimensions
    )


def untouched(workshop: Workshop, framework: Framework) -> Sequence[Prompt]:
    """The dimensions that no pledge is tagged with; none while there is no pledge at all."""
    if not workshop.count(Pledge):
        return ()
    return [each.dimension for each in touched(workshop, framework) if not each.pledges]
