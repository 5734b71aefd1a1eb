"""One thing a person did, as data: a label and the list of record changes. Knows no file and no clock.

An edit is a function of the workshop and the moment that checks the rules and returns a `Transaction`, or raises
`DomainError`. It changes nothing by itself; `lsp_workshop.session.Session` commits it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.model import Record
from lsp_workshop.domain.workshop import Workshop

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Moment:
    """What an edit may know of the world: the time (ISO 8601, local, whole seconds) and fresh ids."""

    now: str
    new_id: Callable[[], str]

    @property
    def time(self) -> datetime:
        return datetime.fromisoformat(self.now)


@dataclass(frozen=True, slots=True)
class Transaction:
    """Changes that are saved and undone together.

    `label` is for people, in the imperative ("merge 3 answers"). `undoable` is False for what undo must not touch
    (papers of a secret ballot, walking to the next question). `timed` is False where the time itself would tell who
    voted how.
    """

    label: str
    changes: tuple[Change, ...]
    undoable: bool = True
    timed: bool = True
    _kinds: frozenset[type[Record]] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def kinds(self) -> frozenset[type[Record]]:
        """The types of the records that change: every screen asks, and a thousand changes are looked through once."""
        kinds = self._kinds
        if kinds is None:
            kinds = frozenset([each.kind for each in self.changes])
            object.__setattr__(self, "_kinds", kinds)
        return kinds

    def inverse(self, label: str) -> Transaction:
        changes = tuple(change.inverse() for change in reversed(self.changes))
        return dataclasses.replace(self, label=label, changes=changes)

    def new(self, kind: type[R]) -> R:
        """The first record of `kind` that this transaction added."""
        for change in self.changes:
            if change.before is None and isinstance(change.after, kind):
                return change.after
        raise LookupError(kind.collection)

    def touches(self, *kinds: type[Record]) -> bool:
        return not self.kinds.isdisjoint(kinds)


Edit = Callable[[Workshop, Moment], Transaction]


def together(label: str, edits: Iterable[Edit], *, undoable: bool = True) -> Edit:
    """One edit out of several that do not depend on one another's results.

    It can be undone, and has a time, only where that is so of each of them.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        parts = [each(workshop, moment) for each in edits]
        return Transaction(
            label,
            tuple(change for part in parts for change in part.changes),
            undoable=undoable and all(part.undoable for part in parts),
            timed=all(part.timed for part in parts),
        )

    return edit
