"""What people gave each statement of the end-of-day form, in numbers. Knows no screen and no paper."""

from __future__ import annotations

from dataclasses import dataclass

from lsp_workshop.domain.edits.feedback import SCALE, scale_ends
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Feedback


@dataclass(frozen=True, slots=True)
class Given:
    """A statement with how many gave each score of the scale, lowest first; `mean` is None where nobody gave one."""

    statement: str
    counts: tuple[int, ...]
    mean: float | None

    @property
    def count(self) -> int:
        """How many scored it: the others left it out."""
        return sum(self.counts)


def points_of(feedback: Feedback) -> range:
    """The scores that can be given; the usual ones where the scale, which a file may bring, is none."""
    try:
        low, high = scale_ends(feedback.scale)
    except DomainError:
        low, high = scale_ends(SCALE)
    return range(low, high + 1)


def means(feedback: Feedback) -> tuple[Given, ...]:
    """Every statement, in the order of the form."""
    points = points_of(feedback)
    found = []
    for place, statement in enumerate(feedback.statements):
        given = [form.scores[place] for form in feedback.forms if place < len(form.scores)]
        scores = [score for score in given if score is not None]
        mean = sum(scores) / len(scores) if scores else None
        found.append(Given(statement, tuple(scores.count(point) for point in points), mean))
    return tuple(found)
