"""From an older schema to this version's, step by step. Knows tables and no file.

A step is a function that changes the tables of schema N into those of N + 1; it stays as it is for ever, and so does
a file of schema N among the tests. What was there before is kept in NAME.vN.bak (`opening`). A step also gets what was
salvaged from a damaged file: tables may be missing, and documents lack fields; it leaves alone what it cannot change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lsp_workshop.store import format as file_format
from lsp_workshop.store.format import Head, Tables

Step = Callable[[Tables], None]

STEPS: Mapping[int, Step] = {}
"""By the schema that they start from. A record's new field needs none: what is missing has its default."""


def is_old(head: Head) -> bool:
    return head.schema < file_format.SCHEMA


def bring_up(tables: Tables, schema: int) -> None:
    """Change the tables of a file of this schema, in place, into those of this version's."""
    for number in range(schema, file_format.SCHEMA):
        STEPS[number](tables)
