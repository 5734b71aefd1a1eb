"""Every kind of chart as one grid: a row for each label, columns of bars or figures beside it. Knows no lengths.

One form for all means one layout: what is settled for long labels, many rows and narrow paper holds for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from lsp_workshop.domain.record.figure_parts import BarChart, Figure, RoundsChart, ScaleChart, SectorMark, SpreadChart

Kind = Literal["main", "small", "figure"]
"""A column of bars that the chart is about, one of small multiples beside it, or one of figures without bars."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` None: no bar. `span` is a line over the bar, from and to; `detail` says more about the figure."""

    value: float | None
    text: str
    detail: str = ""
    strong: bool = False
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Bars go from `low` to `high`; `ticks` are the values to be written over them."""

    kind: Kind
    cells: tuple[Cell, ...]
    title: str = ""
    detail: str = ""
    mark: SectorMark | None = None
    low: float = 0.0
    high: float = 1.0
    ticks: tuple[int, ...] = ()

    def share(self, value: float) -> float:
        """How much of the column's length a value takes, 0 to 1."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0) if self.high > self.low else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """`more` stands smaller under the label. A `foot` row has figures in words and no bars."""

    label: str
    more: str = ""
    strong: bool = False
    foot: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    note: str = ""


def grid_of(chart: Figure, *, brief: bool = False) -> Grid:
    """`brief` leaves out what a room reads elsewhere: statements under names, a single column's rows of figures."""
    grid = _grid(chart)
    if not brief:
        return grid
    rows = tuple(replace(row, more="") for row in grid.rows)
    if len(grid.columns) > 1:
        return replace(grid, rows=rows)
    kept = [place for place, row in enumerate(rows) if not row.foot]
    columns = tuple(replace(each, cells=tuple(each.cells[place] for place in kept)) for each in grid.columns)
    return replace(grid, rows=tuple(rows[place] for place in kept), columns=columns)


def _grid(chart: Figure) -> Grid:
    match chart:
        case BarChart():
            return _bars(chart)
        case ScaleChart():
            return _one_scale(chart) if chart.single else _scales(chart)
        case SpreadChart():
            return _means(chart)
        case RoundsChart():
            return _rounds(chart)


def _bars(chart: BarChart) -> Grid:
    rows = tuple(Row(bar.label, strong=bar.strong) for bar in chart.bars)
    cells = tuple(Cell(bar.value, bar.printed, bar.detail, bar.strong) for bar in chart.bars)
    main = Column("main", cells, high=max((bar.value for bar in chart.bars), default=0) or 1)
    most = max((value for each in chart.sectors for value in each.values if value is not None), default=0) or 1
    small = tuple(
        Column(
            "small",
            tuple(Cell(value, "–" if value is None else f"{value:g}") for value in each.values),
            each.sector.name,
            f"{each.papers} papers" if each.papers != 1 else "1 paper",
            each.sector,
            high=most,
        )
        for each in chart.sectors
    )
    return Grid(rows, (replace(main, title="Everybody" if small else ""), *small), chart.note)


def _one_scale(chart: ScaleChart) -> Grid:
    """One proposal: a row for each point, the highest first, then the figures; a column for each sector."""
    places = list(reversed(range(len(chart.points))))
    accepted = [chart.accept is not None and place >= chart.accept for place in places]
    strong = accepted if chart.accept is not None else [False] * len(places)
    rows = [Row(chart.points[place], strong=mark) for place, mark in zip(places, strong, strict=True)]
    rows += [Row(title, foot=True) for title in chart.columns]
    most = max((count for row in chart.rows[1:] for count in row.counts), default=0) or 1
    columns = []
    for number, row in enumerate(chart.rows):
        bold = strong if chart.accept is not None else [True] * len(places)
        cells = [
            Cell(row.counts[place], str(row.counts[place]), strong=mark)
            for place, mark in zip(places, bold, strict=True)
        ]
        cells += [Cell(None, figure) for figure in row.figures]
        high = (max(row.counts, default=0) or 1) if number == 0 else most
        title = row.label if len(chart.rows) > 1 else ""
        papers = sum(row.counts)
        detail = (f"{papers} papers" if papers != 1 else "1 paper") if number else ""
        kind: Kind = "main" if number == 0 else "small"
        columns.append(Column(kind, tuple(cells), title, detail, row.sector, high=high))
    return Grid(tuple(rows), tuple(columns), chart.note)


def _scales(chart: ScaleChart) -> Grid:
    """Several statements: a row each, a column for each point of the scale, and one for each figure."""
    most = max((count for row in chart.rows for count in row.counts), default=0) or 1
    columns = [
        Column(
            "small",
            tuple(Cell(row.counts[place], str(row.counts[place]), strong=True) for row in chart.rows),
            point,
            high=most,
        )
        for place, point in enumerate(chart.points)
    ]
    for place, title in enumerate(chart.columns):
        texts = (row.figures[place] if place < len(row.figures) else "–" for row in chart.rows)
        columns.append(Column("figure", tuple(Cell(None, text, strong=True) for text in texts), title))
    return Grid(tuple(Row(row.label) for row in chart.rows), tuple(columns), chart.note)


def _means(chart: SpreadChart) -> Grid:
    """Means on their scale with the middle half of the ratings as a line over them; sectors' means as figures."""
    rows = tuple(Row(bar.label, bar.statement, strong=bool(bar.statement)) for bar in chart.bars)
    cells = tuple(Cell(bar.mean, bar.printed, span=(bar.low, bar.high)) for bar in chart.bars)
    ticks = tuple(range(chart.minimum, chart.maximum + 1)) if chart.maximum - chart.minimum <= 10 else ()
    main = Column("main", cells, low=chart.minimum, high=chart.maximum, ticks=ticks)
    columns = [main]
    if any(bar.band for bar in chart.bars):
        columns.append(Column("figure", tuple(Cell(None, bar.band, strong=True) for bar in chart.bars)))
    for place, mark in enumerate(chart.sectors):
        texts = tuple(Cell(None, bar.figures[place]) for bar in chart.bars)
        columns.append(Column("figure", texts, mark.name, mark=mark))
    return Grid(rows, tuple(columns), chart.note)


def _rounds(chart: RoundsChart) -> Grid:
    rows = tuple(Row(row.label, foot=row.foot) for row in chart.rows)
    last = len(chart.rounds) - 1
    columns = tuple(
        Column(
            "main",
            tuple(
                Cell(None if row.foot else row.values[place], row.printed[place], strong=place == last)
                for row in chart.rows
            ),
            f"{title}: {chart.details[place]}",
            low=chart.ends[place][0],
            high=chart.ends[place][1] or 1,
        )
        for place, title in enumerate(chart.rounds)
    )
    return Grid(rows, columns, chart.note)
