"""What of a health check goes along to the next workshop. Knows no screen and no paper.

How two of them are laid side by side is `record.rounds`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lsp_workshop.domain.health import health_checks
from lsp_workshop.domain.model import Ballot, BallotStatus, EarlierCheck, EarlierRating, Record
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.workshop import Workshop


def earlier_check(workshop: Workshop) -> EarlierCheck | None:
    """The latest of those that were brought over."""
    brought = workshop.all(EarlierCheck)
    return max(brought, key=lambda check: check.date) if brought else None


def carried_checks(before: Workshop, called: str, new_id: Callable[[], str]) -> Iterator[Record]:
    """What a follow-up brings over: the means of the last closed health check, and those brought over before.

    The papers stay where they were cast: what is compared is what the day's own record showed of everybody.
    """
    yield from before.all(EarlierCheck)
    closed = [ballot for ballot in health_checks(before) if ballot.status is BallotStatus.CLOSED]
    for ballot in reversed(closed):
        check = _check(before, ballot, called, new_id)
        if check.ratings:
            yield check
            return


def _check(workshop: Workshop, ballot: Ballot, called: str, new_id: Callable[[], str]) -> EarlierCheck:
    result = result_of(workshop, ballot.id)
    names = {option.id: option.source_element or option.label for option in ballot.options}
    values = [point.value for point in scale_points(ballot)] or [1, 5]
    return EarlierCheck(
        id=new_id(),
        called=called,
        date=workshop.details.date,
        papers=result.valid or 0,
        lowest=min(values),
        highest=max(values),
        ratings=tuple(
            EarlierRating(element=names[option.id], mean=option.mean, count=option.n or 0)
            for option in result.options
            if option.mean is not None
        ),
    )
