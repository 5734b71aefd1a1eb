"""What became of the framework's prompts in a workshop: derived from the records that name one. Knows no screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lsp_workshop.domain.model import Action, Answer, ParkingLotItem, Record
from lsp_workshop.domain.transaction import Change
from lsp_workshop.domain.workshop import Workshop

Used = Answer | Action | ParkingLotItem
"""What a prompt can become."""
_KINDS: tuple[type[Used], ...] = (Answer, Action, ParkingLotItem)


def became(workshop: Workshop) -> Mapping[str, tuple[Used, ...]]:
    """For each prompt that became something, by its id: answers first, then actions, then parking-lot items."""
    found: dict[str, list[Used]] = {}
    for kind in _KINDS:
        for record in workshop.all(kind):
            if record.prompt_id is not None:
                found.setdefault(record.prompt_id, []).append(record)
    return {prompt_id: tuple(records) for prompt_id, records in found.items()}


def touches_prompts(changes: Iterable[Change]) -> bool:
    """Whether `became` may say something else after these changes."""
    return any(_prompt_of(each) is not None for change in changes for each in (change.before, change.after))


def _prompt_of(record: Record | None) -> str | None:
    return record.prompt_id if isinstance(record, Answer | Action | ParkingLotItem) else None
