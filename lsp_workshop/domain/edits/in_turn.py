"""Several edits one after another as one transaction: each sees what those before it did. For pasted rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.model import Record
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop


class InTurn:
    """A working copy of the workshop on which edits are tried; `transaction` is all of them together."""

    def __init__(self, workshop: Workshop, moment: Moment) -> None:
        self.workshop = workshop.snapshot()
        self._moment = moment
        self._changes: dict[tuple[str, str], Change] = {}

    def do(self, edit: Edit) -> Transaction:
        """Run one edit on the working copy. Raises what the edit raises, and has changed nothing then."""
        transaction = edit(self.workshop, self._moment)
        self.workshop.apply(transaction.changes)
        for change in transaction.changes:
            key = (change.kind.collection, change.id)
            earlier = self._changes.get(key)
            # A record that is changed twice is one change: undo must find it as it was in the end.
            self._changes[key] = Change(earlier.before, change.after) if earlier else change
        return transaction

    def transaction(self, label: str) -> Transaction:
        changes = (c for c in self._changes.values() if c.before is not None or c.after is not None)
        return Transaction(label, tuple(changes))


def add_row(kind: type[Record], add: Edit, puts: Iterable[Callable[[str], Edit]]) -> Edit:
    """A new record of `kind`, then its further fields; each of `puts` takes the new record's id."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        turn = InTurn(workshop, moment)
        first = turn.do(add)
        record_id = first.new(kind).id
        for put in puts:
            turn.do(put(record_id))
        return turn.transaction(first.label)

    return edit


def all_in_turn(label: str, edits: Iterable[Edit]) -> Edit:
    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        turn = InTurn(workshop, moment)
        for each in edits:
            turn.do(each)
        return turn.transaction(label)

    return edit
