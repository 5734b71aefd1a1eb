"""What can go wrong by the rules of a workshop: a code and values. Knows no sentence: `lsp_workshop.messages` does."""

from __future__ import annotations


class DomainError(Exception):
    """A rule of the workshop says no. `code` names the rule; `values` are what a sentence about it needs."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        detail = ", ".join(f"{name}={value!r}" for name, value in values.items())
        super().__init__(f"{code}({detail})")


class BadRecord(DomainError):
    """A record that does not have the shape its type asks for. Values: collection, id, field, expected."""
