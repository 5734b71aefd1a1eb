"""What a printable record is made of, as plain data: sections of blocks, with no word on how they look.

Print, Word and screen previews only lay these out. Every text is as people typed it (nothing is escaped, nothing is
cut unless it says so), every figure comes with a caption and with an alternative text that gives all its values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lsp_workshop.domain.word_changes import Stretch


class Role(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class SectorMark:
    """A sector as it is shown everywhere: colour (on white) and shape, a letter of its own, and always the name.

    `id` is for screens, which have lighter colours in the dark.
    """

    name: str
    letter: str
    colour: str
    shape: str
    id: str = ""


# --- words --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; levels 2 and 3. Level 2 stands in the contents."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Details:
    """A short list of labelled facts: method, turnout, result."""

    rows: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Numbers to be set large, side by side."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """`parts` is the text in stretches, with what changed between wordings; none where nothing is marked.

    `holds`: this is the one that was adopted.
    """

    label: str
    text: str
    note: str = ""
    parts: tuple[Stretch, ...] = ()
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Wordings side by side, in the order in which they came up; `note` says what is marked in them."""

    wordings: tuple[Wording, ...]
    note: str = ""


# --- answers ------------------------------------------------------------------------------------------------


HEADLINE = "Headline"
"""The mark in words of an answer that is a headline."""


@dataclass(frozen=True, slots=True)
class PrintedAnswer:
    """An answer with where it came from (a group's label, or a person) and its marks in words."""

    text: str
    source: str
    marks: tuple[str, ...] = ()
    headline: bool = False


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers under one theme; the theme is "" where they have none."""

    theme: str
    answers: tuple[PrintedAnswer, ...]


@dataclass(frozen=True, slots=True)
class AnswerList:
    """The answers to one question by theme, or (`by_question`) those of one group by question, which stand where themes
    do. `noun` is what the workshop calls a group.
    """

    noun: str
    groups: tuple[AnswerGroup, ...]
    by_question: bool = False


# --- tables -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the table's width, relative to the other columns'."""

    title: str
    width: float = 1.0
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`note` stands under the text, smaller; `mark` says red, amber or green; `sector` is shown before the text."""

    text: str = ""
    strong: bool = False
    note: str = ""
    sector: SectorMark | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """A column in large print: what of the table's columns (from 0) stands in it, one under the other; `named`: each
    after its title.
    """

    title: str
    of: tuple[int, ...]
    width: float
    named: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows have a cell for each column; a row of one cell is a heading over the rows that follow it.

    `large` are the columns in large print, where these are too many for that.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    large: tuple[Merged, ...] = ()


# --- figures ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` is never negative; `printed` is what stands at the bar's end, `detail` smaller after it."""

    label: str
    value: float
    printed: str
    detail: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class SectorBars:
    """One sector's values in the order of the chart's bars; None where the value may not be shown.

    `papers` is how many of its papers count.
    """

    sector: SectorMark
    values: tuple[float | None, ...]
    papers: int = 0


@dataclass(frozen=True, slots=True)
class BarChart:
    """`note` says which sectors are not shown and why."""

    bars: tuple[Bar, ...]
    sectors: tuple[SectorBars, ...]
    caption: str
    alternative: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """How many chose each point of the scale, in its order; `figures` stand in the chart's columns."""

    label: str
    counts: tuple[int, ...]
    figures: tuple[str, ...] = ()
    sector: SectorMark | None = None


@dataclass(frozen=True, slots=True)
class ScaleChart:
    """Distributions over one labelled scale: a row for each statement; or, of a `single` one, a row for everybody
    and one for each sector that may be shown.

    `accept` is the place of the first point that counts as acceptance, where the ballot has one.
    """

    points: tuple[str, ...]
    rows: tuple[ScaleRow, ...]
    caption: str
    alternative: str
    columns: tuple[str, ...] = ()
    single: bool = False
    accept: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SpreadBar:
    """A mean with the middle half of the ratings, `low` to `high`, on the chart's scale.

    `figures` are the sectors' means in the order of the chart's sectors; a dash where one may not be shown.
    """

    label: str
    statement: str
    mean: float
    low: float
    high: float
    printed: str
    band: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpreadChart:
    """Means with their spread; the scale runs from `minimum` to `maximum`."""

    bars: tuple[SpreadBar, ...]
    minimum: int
    maximum: int
    sectors: tuple[SectorMark, ...]
    caption: str
    alternative: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoundsRow:
    """What one option, or one point of a scale, came to in each round; None where the round did not have it.

    `foot` marks a row of figures that belong under the others and have no bar.
    """

    label: str
    values: tuple[float | None, ...]
    printed: tuple[str, ...]
    foot: bool = False


@dataclass(frozen=True, slots=True)
class RoundsChart:
    """Votes on the same thing side by side, the earlier first; each round's bars go from its `ends`.

    `rounds` are the columns' titles, `details` stand smaller under them.
    """

    rounds: tuple[str, ...]
    details: tuple[str, ...]
    ends: tuple[tuple[float, float], ...]
    rows: tuple[RoundsRow, ...]
    caption: str
    alternative: str
    note: str = ""


Figure = BarChart | ScaleChart | SpreadChart | RoundsChart


# --- figures of the plan ------------------------------------------------------------------------------------


class PointKind(StrEnum):
    """What a sign on a timeline stands for; `OTHER` is a pledge or a review."""

    DUE = "due"
    MILESTONE = "milestone"
    STEP = "first step"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TimelinePoint:
    """`at` is a share of the timeline's length, 0 to 1."""

    at: float
    kind: PointKind
    done: bool = False


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """`span` is a bar, from and to, in shares of the length; None where there is no date. `printed` is the date.

    `said` are all its dates in words, where the signs say more than `printed`.
    """

    label: str
    note: str
    span: tuple[float, float] | None
    points: tuple[TimelinePoint, ...]
    printed: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class TimelineGroup:
    title: str
    rows: tuple[TimelineRow, ...]
    mark: SectorMark | None = None


@dataclass(frozen=True, slots=True)
class TimelineMonth:
    """Where a month begins; `year` is said at the first of each year that is shown, else ""."""

    at: float
    label: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """Rows over time in groups; `months` are all that it runs through."""

    months: tuple[TimelineMonth, ...]
    groups: tuple[TimelineGroup, ...]
    caption: str
    alternative: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """`code` stands over the column, `title` in the key."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """`cells` are letters in the order of the columns, "" for nothing; `total` stands at the end."""

    label: str
    cells: tuple[str, ...]
    total: str
    mark: SectorMark | None = None


@dataclass(frozen=True, slots=True)
class MatrixChart:
    """Who does what: a row for each organisation. `strong` is the letter that is set bold."""

    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    total: str
    caption: str
    alternative: str
    strong: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photo of a flip chart: a JPEG of `width` x `height` pixels. `alternative` says what is on it."""

    jpeg: bytes
    width: int
    height: int
    caption: str
    alternative: str


PlanFigure = TimelineChart | MatrixChart
AnyFigure = Figure | PlanFigure
Block = (
    Heading | Paragraph | BulletList | Details | KeyFacts | Comparison | AnswerList | Table | AnyFigure | Photograph
)  # fmt: skip


# --- the whole ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the record. `label` is a line over the title ("Stage 2 of 5"), `own_page` asks for a page break.

    `landscape` lies on its side, `wide` only where the letters are large.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    label: str = ""
    lead: str = ""
    landscape: bool = False
    own_page: bool = False
    wide: bool = False

    def turned(self, *, large: bool) -> bool:
        """Whether it lies on its side, in large print or not."""
        return self.landscape or (self.wide and large)


@dataclass(frozen=True, slots=True)
class PrintableRecord:
    """The record as data. `made_at` is the workshop's last known change (ISO 8601), never the time of export."""

    kind: str
    title: str
    subtitle: str
    author: str
    date: str
    made_at: str
    status: str
    cover: tuple[Detail, ...]
    sections: tuple[Section, ...]
    public: bool = False
    language: str = "en-GB"
