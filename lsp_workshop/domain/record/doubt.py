"""What the record says of entries that a repair marked as doubtful: a line on its cover, a mark at each answer."""

from __future__ import annotations

from collections import Counter

from lsp_workshop.domain.doubt import doubtful_records
from lsp_workshop.domain.edits.records import NOUNS
from lsp_workshop.domain.model import Note, Unknown
from lsp_workshop.domain.wording import counted, listed
from lsp_workshop.domain.workshop import Workshop

DOUBTFUL_MARK = "Damaged in the file, not checked"
"""The mark in words of an answer that was not read back with certainty."""

_NOT_PRINTED = (Note, Unknown)
_PLURALS = {"apology": "apologies"}


def doubt_words(workshop: Workshop) -> str:
    """ "Damaged in the file, not checked: 2 answers and 1 action"; "" where nothing is doubtful.

    By type and not one by one: a ballot paper must not be pointed at, nor a person in the public version.
    """
    found = Counter(type(record) for record in doubtful_records(workshop) if not isinstance(record, _NOT_PRINTED))
    if not found:
        return ""
    nouns = {NOUNS[kind.collection]: count for kind, count in found.items()}
    counts = [counted(count, noun, _PLURALS.get(noun, "")) for noun, count in nouns.items()]
    return f"{DOUBTFUL_MARK}: {listed(counts)}"
