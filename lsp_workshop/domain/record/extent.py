"""What of the record goes into a copy of it: which sections, and whether the listing by table. Knows no paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsp_workshop.domain.workshop import Workshop

BY_GROUP = "by-group"
"""The appendix that is a choice, off at first."""


@dataclass(frozen=True, slots=True)
class Extent:
    """`left_out` are keys of `parts_of`; one that the workshop does not have changes nothing. `by_group` adds the
    listing of all answers by table.
    """

    left_out: frozenset[str] = frozenset()
    by_group: bool = False


WHOLE = Extent()


@dataclass(frozen=True, slots=True)
class Part:
    """A section that can be left out: `key` is its id, and stays the same while the workshop grows."""

    key: str
    title: str


APPENDICES: Sequence[Part] = (
    Part("not-kept", "Answers merged or set aside"),
    Part("methods", "How the votes were worked out"),
    Part("sources", "The questions and their source"),
    Part("earlier-purposes", "Earlier wordings of the purpose"),
    Part("corrections", "Corrections"),
)
_BEFORE = (
    Part("day", "The day on one page"),
    Part("attendance", "Who was there"),
    Part("purpose", "Purpose and agenda"),
)
_AFTER = (
    Part("votes", "Other votes"),
    Part("loose", "Answers without a question"),
    Part("vision", "The vision"),
    Part("routes", "The routes"),
    Part("objectives", "Objectives and indicators"),
    Part("actions", "Action plan"),
    Part("plan-figures", "Who does what, and when"),
    Part("pledges", "Pledges"),
    Part("health", "Partnership health check"),
    Part("staff", "The staff team"),
    Part("decisions", "Decisions"),
    Part("accountability", "Accountability and review"),
    Part("lessons", "Lessons"),
    Part("parking", "Parking lot"),
    Part("feedback", "Feedback"),
)


def parts_of(workshop: Workshop) -> Sequence[Part]:
    """Every section that this workshop's record can have, in the order of the record, but the listing by table."""
    stages = [Part(f"stage-{stage.id}", stage.title) for stage in workshop.stages()]
    return [*_BEFORE, *stages, *_AFTER, *APPENDICES]
