"""A workshop in memory with a session on it: what edits need, and no disk."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import datetime

import pytest

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.history import Past
from lsp_workshop.domain.model import Record
from lsp_workshop.domain.transaction import Edit, Transaction
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.session import Remark, Session


class NoDisk:
    """A store that forgets."""

    read_only = False

    def append(self, transaction: Transaction, at: str, slow: object = None) -> None:
        """Nothing is kept."""

    def history(self) -> tuple[Past, ...]:
        return ()

    def news(self) -> tuple[Remark, ...]:
        return ()

    def close(self, slow: object = None) -> tuple[Remark, ...]:
        """Nothing is open."""
        return ()


def room(records: Iterable[Record]) -> Session:
    """A session at ten in the morning of the sample day; new records get the ids n1, n2..."""
    numbers = itertools.count(1)
    return Session(
        Workshop(records),
        NoDisk(),
        clock=lambda: datetime(2026, 3, 12, 10),
        new_id=lambda: f"n{next(numbers)}",
    )


def code(session: Session, edit: Edit) -> str:
    """Why an edit is refused; whatever it was, nothing has changed."""
    before = list(session.workshop.records())
    with pytest.raises(DomainError) as refused:
        session.do(edit)
    assert list(session.workshop.records()) == before
    return refused.value.code
