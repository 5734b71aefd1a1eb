"""What a workshop's lists are made of, as plain data: sheets of columns and rows, with no word on how they look.

Excel and CSV lay out the same ones. Text is as people typed it; a date stays a date, a number a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lsp_workshop.domain.gaps import last_day


class Precision(StrEnum):
    """How much a date says."""

    TIME = "time"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class When:
    """A date as it is kept in `text` ("2026-03-12", "2026-03"); `moment` is it, or the last day of what it says."""

    text: str
    moment: date
    precision: Precision


Value = str | int | float | When | None
"""What a cell holds; None for what does not apply or is not known."""

YES = "yes"


def when(text: str | None) -> Value:
    """The date in `text`; what is no date stays as it was typed, and nothing is nothing."""
    if not text:
        return None
    if "T" in text:
        try:
            # The clock on the wall: a sheet knows no time zones.
            return When(text, datetime.fromisoformat(text).replace(tzinfo=None), Precision.TIME)
        except ValueError:
            return text
    day = last_day(text)
    if day is None:
        return text
    return When(text, day, (Precision.YEAR, Precision.MONTH, Precision.DAY)[min(text.count("-"), 2)])


def yes(applies: bool) -> Value:
    return YES if applies else None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`width` is in characters. Numbers that are `names` (the third action) stand where words do."""

    title: str
    width: int = 14
    names: bool = False


@dataclass(frozen=True, slots=True)
class Chased:
    """Days in the column `by` that are over are late, but in rows where the column `state` says one of `over`."""

    by: str
    state: str
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows have a value for each column. `name` is unique in its workbook and short.

    The first columns as far as the one called `printed_to` fit on paper in letters that can be read, all where there is
    no such; the others are for sorting, and for programs.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    printed_to: str = ""
    chased: Chased | None = None

    def place_of(self, title: str) -> int:
        """Of the column, from 0."""
        return [column.title for column in self.columns].index(title)

    @property
    def printed(self) -> int:
        """How many of the columns are for paper."""
        titles = [column.title for column in self.columns]
        return titles.index(self.printed_to) + 1 if self.printed_to in titles else len(titles)


@dataclass(frozen=True, slots=True)
class Workbook:
    """All the lists of a workshop. `made_at` is its last known change (ISO 8601), never the time of export."""

    kind: str
    title: str
    author: str
    made_at: str
    sheets: tuple[Sheet, ...]
    public: bool = False
