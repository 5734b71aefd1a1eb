"""What can be wrong with a file: codes and values; `lsp_workshop.messages` has the sentences."""

from __future__ import annotations


class StoreError(Exception):
    """A file cannot be opened, made or read. What was saved in it is there as before.

    The codes stand with their sentences in `lsp_workshop.messages`, under "files" and "interchange". Its text is the
    code alone: values may be what people typed, and texts of errors get into logs.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @staticmethod
    def no_access(path: object, error: OSError) -> StoreError:
        """What the system says of a path that cannot be opened or written."""
        return StoreError("no_access", path=path, detail=error.strerror or str(error))
