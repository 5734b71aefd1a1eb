"""What a line of the list of answers says: a heading, or an answer with what stands below it. Knows no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits.capture import Flag
from lsp_workshop.domain.model import Answer, AnswerStatus
from lsp_workshop.ui.doubt import doubt_of

ASIDE = "aside"
"""The key of the section of what was set aside."""

FLAG_WORDS: tuple[tuple[Flag, str, str], ...] = (
    ("headline", "Headline", "star"),
    ("minority_view", "Minority view", "users"),
    ("strong_feeling", "Strong feeling", "flame"),
    ("to_check", "To check", "circle-question-mark"),
)


@dataclass(slots=True)
class Row:
    """A heading (`answer` is None; `theme_id` where it is a theme's) or an answer.

    A theme that is `parked` is `folded` to its heading until somebody looks into it.
    It is never changed; it is not frozen because a question's thousands are made at one go. A heading of `level` 1
    has others below it, or begins a column; `above` is its key in theirs.

    `source` says who gave it, `theme` where it was put; one of them is the heading already and empty here.
    """

    key: str
    title: str
    count: int = 0
    answer: Answer | None = None
    theme_id: str | None = None
    source: str = ""
    theme: str = ""
    merged: tuple[Answer, ...] = ()
    first_of_section: bool = False
    parked: bool = False
    folded: bool = False
    level: int = 2
    above: str = ""

    @property
    def has_originals(self) -> bool:
        return self.answer is not None and (self.answer.first_text is not None or bool(self.merged))

    @property
    def group_id(self) -> str | None:
        """Of a heading that is a table's; "" for that of nobody's."""
        group = self.answer is None and self.key.startswith("group:") and not self.above
        return self.key.removeprefix("group:") if group else None

    @property
    def has_tags(self) -> bool:
        """Whether anything stands below the answer in small letters, as far as that costs no look at the text."""
        answer = self.answer
        if answer is None:
            return False
        flagged = answer.headline or answer.minority_view or answer.strong_feeling or answer.to_check
        aside = answer.status is AnswerStatus.SET_ASIDE
        return bool(self.source or self.theme or flagged or self.merged or aside or answer.first_text is not None)


def originals_of(row: Row) -> list[str]:
    """What was said first and what was merged, word for word: the lines of an unfolded answer."""
    answer = row.answer
    assert answer is not None
    lines = [f"First words: {answer.first_text}"] if answer.first_text is not None else []
    for other in row.merged:
        lines.append(f"Merged: {other.text}")
        if other.first_text is not None:
            lines.append(f"First words of it: {other.first_text}")
    return lines


def spoken(row: Row, *, unfolded: bool) -> str:
    """The row as it is read aloud; `unfolded`: with its originals."""
    if row.answer is None:
        return f"{row.title}, {row.count}{', parked' if row.parked else ''}"
    answer = row.answer
    flags = [words for name, words, _icon in FLAG_WORDS if getattr(answer, name)]
    parts = [answer.text, doubt_of(answer, *row.merged), row.source, row.theme, *flags]
    if row.merged:
        parts.append(f"{len(row.merged)} merged")
    if unfolded:
        parts += originals_of(row)
    if answer.status is AnswerStatus.SET_ASIDE:
        parts.append("set aside")
    return ". ".join(part for part in parts if part)


@dataclass(slots=True)
class Counts:
    """How many answers are kept, by group (None: nobody's), and how many are set aside."""

    by_group: Counter[str | None]
    aside: int

    @property
    def kept(self) -> int:
        return self.by_group.total()

    def add(self, group_id: str | None, number: int) -> None:
        self.by_group[group_id] += number
        if not self.by_group[group_id]:
            del self.by_group[group_id]

    def copy(self) -> Counts:
        return Counts(self.by_group.copy(), self.aside)

    def after(self, changes: Iterable[Change], question_id: str) -> Counts:
        """How many they are after these changes of answers to a question."""
        found = self.copy()
        by_group, kept, aside = found.by_group, AnswerStatus.KEPT, AnswerStatus.SET_ASIDE
        for change in changes:
            for record, number in ((change.before, -1), (change.after, 1)):
                if isinstance(record, Answer) and record.question_id == question_id:
                    if record.status is kept:
                        by_group[record.group_id] += number
                    elif record.status is aside:
                        found.aside += number
        # A group that nobody has said anything for is not counted.
        found.by_group = +by_group
        return found

    def move(self, before: str | None, after: str | None) -> None:
        if before != after:
            self.add(before, -1)
            self.add(after, 1)
