"""The versions of the vision: each with its ballot, how it stands, and what changed. Knows no screen.

A wording is either a record of its own, or the one option of a ballot under the question about the vision that no
record names: so a day whose wordings were only ever voted on has its versions too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lsp_workshop.domain.model import Ballot, BallotStatus, Question, VisionWording
from lsp_workshop.domain.results import BallotResult, Verdict
from lsp_workshop.domain.roles import VISION_WORDING, questions_with
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.word_changes import Stretch, afresh, stretches
from lsp_workshop.domain.workshop import Workshop

ADOPTED, WITHDRAWN = "adopted", "withdrawn"
STATUSES = (ADOPTED, WITHDRAWN)
"""What somebody can say of a wording, whatever its ballot came to."""

_CARRIED = (Verdict.AGREED, Verdict.AGREED_NOT_ALL_SECTORS, Verdict.PASSED)


class Standing(StrEnum):
    """`IN_BALLOT`: its ballot is made or runs; `VOTED`: it is over, and settled neither one nor the other."""

    DRAFT = "draft"
    IN_BALLOT = "in ballot"
    VOTED = "voted"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Version:
    """`id` is the record's, or the ballot's where there is no record; `result` is there once its ballot is closed.

    `number` counts from 1; `parts` is the text with what changed since the version before and until the next; `afresh`:
    nothing is marked, because next to nothing of the version before is left in it.
    """

    id: str
    text: str
    number: int
    standing: Standing
    ballot: Ballot | None = None
    result: BallotResult | None = None
    record: VisionWording | None = None
    parts: tuple[Stretch, ...] = ()
    afresh: bool = False


def vision_question(workshop: Workshop) -> Question | None:
    """The one that asks for the vision; None where the day does not."""
    return next(iter(questions_with(workshop, VISION_WORDING)), None)


def ballot_of(workshop: Workshop, wording: VisionWording) -> Ballot | None:
    """The last ballot on it that is there."""
    found = (workshop.find(Ballot, each) for each in reversed(wording.ballots))
    return next((ballot for ballot in found if ballot is not None), None)


def versions(workshop: Workshop) -> list[Version]:
    """Every wording in the order in which it came up, with what changed from one to the next."""
    found = _in_order(workshop)
    last = _last_carried(workshop, found)
    standings = [
        Standing.ADOPTED if place == last else _standing(workshop, record, ballot)
        for place, (_text, record, ballot) in enumerate(found)
    ]
    parts = marked([text for text, _record, _ballot in found], standings)
    made = []
    for place, (text, record, ballot) in enumerate(found):
        made.append(
            Version(
                id=record.id if record else ballot.id if ballot else "",
                text=text,
                number=place + 1,
                standing=standings[place],
                ballot=ballot,
                result=_result(workshop, ballot),
                record=record,
                parts=parts[place],
                afresh=place > 0 and afresh(found[place - 1][0], text),
            )
        )
    return made


def version_count(workshop: Workshop) -> int:
    """How many wordings there are; costs no comparison."""
    return len(_dated(workshop))


def version(workshop: Workshop, version_id: str) -> Version | None:
    return next((each for each in versions(workshop) if each.id == version_id), None)


def adopted_version(workshop: Workshop) -> Version | None:
    """The wording that holds: the one that somebody said is adopted, else the last that carried its ballot."""
    return next((each for each in versions(workshop) if each.standing is Standing.ADOPTED), None)


def version_pair(workshop: Workshop, version_id: str) -> tuple[Version, ...]:
    """The version and the one before it (of the first: the one after), marked as between these two alone."""
    found = versions(workshop)
    place = next((place for place, each in enumerate(found) if each.id == version_id), None)
    if place is None:
        return ()
    pair = found[max(place - 1, 0) : max(place - 1, 0) + 2]
    parts = marked([each.text for each in pair])
    return tuple(
        dataclasses.replace(each, parts=own, afresh=each.afresh and each is not pair[0])
        for each, own in zip(pair, parts, strict=True)
    )


def marked(texts: Sequence[str], standings: Sequence[Standing] = ()) -> list[tuple[Stretch, ...]]:
    """Each of these wordings with what is new since the one before it and what is gone in the one after.

    With `standings` nothing is struck in the one that holds: what came up after it has taken nothing from it.
    """
    found = []
    for place, text in enumerate(texts):
        last = place + 1 == len(texts) or (bool(standings) and standings[place] is Standing.ADOPTED)
        found.append(stretches(text, texts[place - 1] if place else None, None if last else texts[place + 1]))
    return found


_Found = tuple[str, VisionWording | None, Ballot | None]


def _in_order(workshop: Workshop) -> list[_Found]:
    return [each for _at, each in sorted(_dated(workshop), key=lambda each: each[0])]


def _dated(workshop: Workshop) -> list[tuple[str, _Found]]:
    """Every wording with when it came up."""
    records: Sequence[VisionWording] = workshop.all(VisionWording)
    named = {ballot_id for each in records for ballot_id in each.ballots}
    asked = questions_with(workshop, VISION_WORDING)
    found: list[tuple[str, _Found]] = [
        (ballot.opened_at or ballot.closed_at or "", (ballot.options[0].label, None, ballot))
        for question in asked
        for ballot in workshop.ballots_of(question.id)
        if ballot.id not in named and len(ballot.options) == 1 and ballot.status is not BallotStatus.DRAFT
    ]
    # Last: one that was made by the same second's clock is the newer one.
    return [*found, *((each.made_at, (each.text, each, ballot_of(workshop, each))) for each in records)]


def time_of_new(workshop: Workshop, now: str) -> str:
    """When a wording that is made now came up: after all others, also by a clock that was put back."""
    last = max((at for at, _found in _dated(workshop)), default="")
    if now > last:
        return now
    try:
        return (datetime.fromisoformat(last) + timedelta(seconds=1)).isoformat()
    except (ValueError, OverflowError):
        # What a file says instead of a time still has its place.
        return f"{last}+"


def _result(workshop: Workshop, ballot: Ballot | None) -> BallotResult | None:
    return result_of(workshop, ballot.id) if ballot is not None and ballot.status is BallotStatus.CLOSED else None


def _replaced(workshop: Workshop) -> set[str | None]:
    return {ballot.replaces_id for ballot in workshop.all(Ballot) if ballot.status is BallotStatus.CLOSED}


def _last_carried(workshop: Workshop, found: Sequence[_Found]) -> int | None:
    """The place of the wording that holds by its ballot; None where somebody said which one does."""
    if any(record is not None and record.status == ADOPTED for _text, record, _ballot in found):
        return None
    replaced = _replaced(workshop)
    for place in reversed(range(len(found))):
        _text, record, ballot = found[place]
        result = _result(workshop, ballot)
        if ballot is None or result is None or ballot.id in replaced or (record is not None and record.status):
            continue
        if result.verdict in _CARRIED:
            return place
    return None


def _standing(workshop: Workshop, record: VisionWording | None, ballot: Ballot | None) -> Standing:
    if record is not None and record.status in STATUSES:
        return Standing(record.status)
    if ballot is None:
        return Standing.DRAFT
    if ballot.status is not BallotStatus.CLOSED:
        return Standing.IN_BALLOT
    return Standing.WITHDRAWN if ballot.id in _replaced(workshop) else Standing.VOTED
