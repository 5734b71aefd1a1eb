"""What can go wrong by the rules of a workshop: a code and values. Knows no sentence: `lsp_workshop.messages` does."""

from __future__ import annotations


class DomainError(Exception):
    """A rule of the workshop says no. `code` names the rule; `values` are what a sentence about it needs.

    Its text is the code alone: values may be what people typed, and texts of errors get into logs.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class BadRecord(DomainError):
    """A record that does not have the shape its type asks for. Values: collection, id, field, expected."""
