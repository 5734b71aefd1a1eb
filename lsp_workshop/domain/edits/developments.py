"""How sure the room is of what is to come, and when it bites: said of answers that are there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from lsp_workshop.domain.change import Change, changed
from lsp_workshop.domain.developments import parse_when, when_words
from lsp_workshop.domain.edits.dates import near
from lsp_workshop.domain.edits.records import objects_of
from lsp_workshop.domain.model import Answer, HowSure
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop


def say_how_sure(answer_ids: Iterable[str], how_sure: HowSure | None) -> Edit:
    """None takes back what was said."""
    ids = tuple(dict.fromkeys(answer_ids))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        what = f"as {how_sure}" if how_sure is not None else "as not said how sure"
        return Transaction(f"mark {_called(workshop, ids)} {what}", _each(workshop, ids, how_sure=how_sure))

    return edit


def say_when(answer_ids: Iterable[str], text: str) -> Edit:
    """When they bite, as it is typed; nothing takes it back. Raises "bad_when"."""
    ids = tuple(dict.fromkeys(answer_ids))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        bites = parse_when(text, near(workshop, moment))
        what = f"say when it bites ({when_words(bites)})" if bites else "clear when it bites"
        return Transaction(f"{what}: {_called(workshop, ids)}", _each(workshop, ids, bites=bites))

    return edit


def _called(workshop: Workshop, answer_ids: Sequence[str]) -> str:
    return objects_of([workshop.get(Answer, answer_id) for answer_id in answer_ids])


def _each(workshop: Workshop, answer_ids: Sequence[str], **fields: Any) -> tuple[Change, ...]:
    workshop.require_not_closed()
    changes: list[Change] = []
    for answer_id in answer_ids:
        before = workshop.get(Answer, answer_id)
        changes.extend(changed(before, dataclasses.replace(before, **fields)))
    return tuple(changes)
