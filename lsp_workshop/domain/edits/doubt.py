"""Saying that records which a repair marked as doubtful are right. Knows no repair."""

from __future__ import annotations

from collections.abc import Iterable

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.doubt import is_doubtful, without_doubt
from lsp_workshop.domain.edits.records import object_of
from lsp_workshop.domain.model import Record
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.wording import counted
from lsp_workshop.domain.workshop import Workshop


def vouch_for(records: Iterable[Record]) -> Edit:
    """Take the mark away from these records, as they are now; nothing else about them changes.

    Those without a mark are left alone. Raises "workshop_closed" and, where one is gone, "unknown_record".
    """
    wanted = list(dict.fromkeys((type(record), record.id) for record in records))

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        found = [workshop.get(kind, record_id) for kind, record_id in wanted]
        changes = tuple(Change(record, without_doubt(record)) for record in found if is_doubtful(record))
        if len(changes) == 1:
            return Transaction(f"say that the {object_of(changes[0].record)} is right", changes)
        return Transaction(f"say that {counted(len(changes), 'record')} are right", changes)

    return edit
