"""What a change of a record means for a list of answers, and how much of two lists is the same. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, count
from operator import is_not

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.model import Answer, AnswerStatus, Record, Theme
from lsp_workshop.ui.workshop.stage.answer_rows import Row


def alike_from(old: Sequence[Row], new: Sequence[Row]) -> int:
    """How many rows at the beginning are the same ones."""
    return next((place for place in others(old, new) if old[place].key != new[place].key), min(len(old), len(new)))


def others(old: Sequence[Row], new: Sequence[Row]) -> Iterator[int]:
    """The places at which another object stands. Nothing else of ten thousand rows is looked at."""
    return compress(count(), map(is_not, old, new))


def is_renamed(change: Change) -> bool:
    """A theme whose title is another now: it stands in the rows of all its answers."""
    before, after = change.before, change.after
    return isinstance(before, Theme) and isinstance(after, Theme) and before.title != after.title


def kept(record: Record | None) -> Answer | None:
    """The record where it is an answer that is kept; only these are patched by themselves."""
    return record if isinstance(record, Answer) and record.status is AnswerStatus.KEPT else None


def theme_of(record: Record | None) -> str | None:
    answer = kept(record)
    return answer.theme_id if answer is not None else None
