"""What can be wrong with a file: codes and values; `lsp_workshop.messages` has the sentences."""

from __future__ import annotations


class StoreError(Exception):
    """A file cannot be opened, made or read. Nothing was changed by the attempt.

    Codes: "not_found", "not_a_workshop", "newer", "damaged", "locked", "exists", "no_access", "bad_interchange".
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}")
        self.code = code
        self.values = values
