"""What the figures of a printable record are made of, as plain data: charts of votes and of the plan, photographs.

Every figure comes with a caption and with an alternative text that gives all its values; nothing says how it looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


# --- votes --------------------------------------------------------------------------------------------------


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


# --- the plan -----------------------------------------------------------------------------------------------


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
