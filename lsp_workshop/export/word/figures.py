"""Figures of the record as tables with bars: every value can be read, edited and heard. Knows no drawing.

A picture would be sharp at one size, mute to a screen reader and dead to whoever edits the record.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from lsp_workshop.domain.record.figure_parts import (
    AnyFigure,
    BarChart,
    MatrixChart,
    RoundsChart,
    ScaleChart,
    ScaleRow,
    SectorMark,
    SpreadBar,
    SpreadChart,
    TimelineChart,
    TimelineRow,
)
from lsp_workshop.domain.wording import counted, number
from lsp_workshop.export.word.cells import Place, chip, gap, heads, words
from lsp_workshop.export.word.xml import Element, Run, TableCell, TableRow, bar, keep_with_next, paragraph, table

_NOT_SHOWN = "–"
_STRONGEST = 0.45
"""Share of the accent behind the largest count: dark letters still read on it."""
_ONE_PICTURE = 14
"""Rows of a figure that stays on one page."""
_COLUMNS = 18
"""Columns of a matrix that fit side by side."""
_LINES, _ACROSS = 3, 16
"""Lines that a point of a scale has over its column, and letters of one."""
_TIGHT = 5.0
_NARROWEST = 0.27
"""Share of the width that labels need beside their figures."""
_INSET = 10.0
"""What a cell keeps free beside its text, in points at the usual size."""


def figure(chart: AnyFigure, place: Place) -> Iterator[Element]:
    """The figure as a table (a wide matrix as several) with its caption and note below."""
    match chart:
        case BarChart():
            yield _together(_bars(chart, place), len(chart.bars))
        case ScaleChart():
            yield _together(_scale(chart, place), len(chart.rows))
        case SpreadChart():
            yield _ended(_spread(chart, place))
        case RoundsChart():
            yield _together(_rounds(chart, place), len(chart.rows))
        case TimelineChart():
            yield _ended(_timeline(chart, place))
        case MatrixChart():
            yield from _matrix(chart, place)
    # What a timeline's note explains are signs, and there are none here.
    note = "" if isinstance(chart, TimelineChart) else chart.note
    legend = _legend(chart, place) if isinstance(chart, ScaleChart) else ""
    under = [text for text in (chart.caption, legend, note) if text]
    yield from (paragraph("Caption", Run(text)) for text in under) if under else (gap(),)


def _together(made: Element, rows: int) -> Element:
    """A figure that is read as a whole on one page with its caption, as long as it is no page long."""
    if rows > _ONE_PICTURE:
        return _ended(made)
    keep_with_next(made)
    return made


def _ended(made: Element) -> Element:
    """A long figure, whose caption stands below its last row."""
    keep_with_next(made[-1])
    return made


def _set(
    chart: AnyFigure, place: Place, widths: Sequence[float], header: Sequence[TableCell], rows: Sequence[TableRow]
) -> Element:
    gutter = _gutter(place)
    return table(widths, header, rows, caption=chart.caption, alternative=chart.alternative, gutter=gutter)


def _gutter(place: Place) -> float:
    """Large letters need the room between narrow columns."""
    return _TIGHT * place.styled.k if place.styled.k > 1 else 0.0


def _heads(titles: Sequence[str], place: Place) -> tuple[TableCell, ...]:
    """The header of a figure: in large print with the smaller ones of the large letters, or its words would break."""
    return heads(titles, "FigureHead" if place.styled.k > 1 else "TableHead")


def _room(place: Place, widths: Sequence[float], column: int = 0) -> float:
    """The width inside a column, in points."""
    return max(widths[column] - _INSET * place.styled.k, 20.0)


def _widths(place: Place, shares: Sequence[float], *texts: Sequence[str]) -> list[float]:
    """Columns that hold the words in them."""
    return place.shared(shares, texts, gutter=_gutter(place))


def _fit(place: Place, texts: Sequence[Sequence[str]]) -> bool:
    return place.has_room(texts, gutter=_gutter(place))


def _label_room(place: Place, widths: Sequence[float]) -> tuple[float, bool]:
    """The width for a row's label and its bars, in points; and whether the label stands over its figures, because
    beside them it would be a tower of broken words.
    """
    over = widths[0] < _NARROWEST * place.width
    return (place.width - _INSET * place.styled.k if over else _room(place, widths)), over


def _row_of(label: TableCell, cells: Sequence[TableCell], *, over: bool) -> list[TableRow]:
    if not over:
        return [TableRow((label, *cells))]
    keep_with_next(*label.content)
    return [TableRow((label,)), TableRow(tuple(cells))]


def _columns(
    place: Place, widths: Sequence[float], header: Sequence[TableCell], *, over: bool
) -> tuple[list[float], list[TableCell]]:
    """Widths and header of the columns; of those for figures alone where labels stand over them."""
    if not over:
        return list(widths), list(header)
    whole = sum(widths[1:])
    return [width * place.width / whole for width in widths[1:]], list(header[1:])


def _labelled(label: str, note: str, *bars: Element, bold: bool = False) -> TableCell:
    """What a row is about, over its bars."""
    return TableCell((*words(label, bold=bold, note=note).content, *bars))


def _sector_heads(marks: Sequence[tuple[SectorMark, str]], place: Place) -> tuple[TableCell, ...]:
    """The sectors' signs over their names: beside them, no column would be wide enough."""
    return tuple(
        TableCell(
            (
                paragraph("TableHead", chip(mark, place.styled)[0]),
                paragraph("FigureHead" if place.styled.k > 1 else "TableHead", Run(mark.name)),
                *((paragraph("CellNote", Run(more)),) if more else ()),
            )
        )
        for mark, more in marks
    )


# --- ballots ------------------------------------------------------------------------------------------------


def _bars(chart: BarChart, place: Place) -> Element:
    sectors = chart.sectors
    shares = (1.0, 0.3, *(0.2,) * len(sectors))
    widths = _widths(place, shares, ["Option"], ["Result"], *([sector.sector.name] for sector in sectors))
    most = max((each.value for each in chart.bars), default=0) or 1
    tints, k = place.styled.tints, place.styled.k
    room, over = _label_room(place, widths)
    rows: list[TableRow] = []
    for place_in, each in enumerate(chart.bars):
        fill = tints.accent if each.strong else tints.weak
        below = (bar(0, each.value / most, room, 6 * k, fill),) if each.value > 0 else ()
        label = _labelled(each.label, "", *below, bold=each.strong)
        cells = [words(each.printed, bold=True, note=each.detail)]
        for sector in sectors:
            value = sector.values[place_in]
            cells.append(words(_NOT_SHOWN if value is None else number(value)))
        rows += _row_of(label, cells, over=over)
    marks = [(sector.sector, counted(sector.papers, "paper")) for sector in sectors]
    header = (*_heads(("Option", "Result"), place), *_sector_heads(marks, place))
    return _set(chart, place, *_columns(place, widths, header, over=over), rows)


def _scale(chart: ScaleChart, place: Place) -> Element:
    """How many at each point; the more, the darker the cell behind the number."""
    shares = (1.0, *(0.34,) * len(chart.points), *(0.28,) * len(chart.columns))
    titles = _point_titles(chart, place)
    widths = _widths(place, shares, *_scale_texts(chart, titles))
    first = "Who" if chart.single else "Statement"
    rows = [_scale_row(row, place) for row in chart.rows]
    return _set(chart, place, widths, _heads((first, *titles, *chart.columns), place), rows)


def _scale_texts(chart: ScaleChart, titles: Sequence[str]) -> list[Sequence[str]]:
    """What must not be broken in each column."""
    # A chip before a name is as wide as four letters; statements may be broken anywhere.
    labels = [f"oooo{row.label}" if row.sector else row.label for row in chart.rows] if chart.single else []
    figures = [["100.0%", column] for column in chart.columns]
    return [labels, *(_stacked(title) or [title] for title in titles), *figures]


def _stacked(title: str) -> list[str]:
    """A title over a column in lines that hold together; none where it takes too many."""
    for room in range(max(map(len, title.split()), default=1), _ACROSS + 1):
        lines = textwrap.wrap(title, room, break_long_words=False)
        if len(lines) <= _LINES:
            return [line.replace(" ", "\u00a0") for line in lines]
    return []


def _point_titles(chart: ScaleChart, place: Place) -> Sequence[str]:
    """The points in full; their numbers alone where words would be broken or stand in a tower."""
    numbers = [point.partition(" ")[0] for point in chart.points]
    if not all(each.lstrip("-").isdecimal() for each in numbers):
        return chart.points
    fit = all(map(_stacked, chart.points)) and _fit(place, _scale_texts(chart, chart.points))
    return chart.points if fit else numbers


def _legend(chart: ScaleChart, place: Place) -> str:
    """What the numbers over the columns mean, where they stand for the points."""
    return "" if tuple(_point_titles(chart, place)) == chart.points else "; ".join(chart.points)


def _scale_row(row: ScaleRow, place: Place) -> TableRow:
    people = sum(row.counts) or 1
    styled = place.styled
    if row.sector is not None:
        label = TableCell((paragraph("Cell", *chip(row.sector, styled), Run(row.label)),))
    else:
        label = words(row.label, bold=True)
    counts = (
        words(str(count), fill=styled.tints.mixed(_STRONGEST * count / people) if count else "") for count in row.counts
    )
    return TableRow((label, *counts, *(words(text) for text in row.figures)))


def _spread(chart: SpreadChart, place: Place) -> Element:
    """Means with a bar for the middle half of the ratings on the chart's scale."""
    banded = any(each.band for each in chart.bars)
    shares = (1.0, 0.24, *((0.28,) if banded else ()), *(0.22,) * len(chart.sectors))
    marks = [[mark.name] for mark in chart.sectors]
    bands = [["Band", *(each.band for each in chart.bars)]] if banded else []
    widths = _widths(place, shares, ["Item"], ["Middle"], *bands, *marks)
    room, over = _label_room(place, widths)
    rows = [
        row
        for each in chart.bars
        for row in _row_of(_spread_label(each, chart, place, room), _spread_cells(each, chart, banded), over=over)
    ]
    titles = ["Item", "Mean, middle half", *(("Band",) if banded else ())]
    header = (*_heads(titles, place), *_sector_heads([(mark, "") for mark in chart.sectors], place))
    return _set(chart, place, *_columns(place, widths, header, over=over), rows)


def _spread_label(each: SpreadBar, chart: SpreadChart, place: Place, room: float) -> TableCell:
    span, tints, k = (chart.maximum - chart.minimum) or 1, place.styled.tints, place.styled.k
    low, high, mean = (min(max((value - chart.minimum) / span, 0.0), 1.0) for value in (each.low, each.high, each.mean))
    # A middle half that is one point is still to be seen.
    low = min(low, 0.98)
    below = (bar(0, max(mean, 0.01), room, 5 * k, tints.weak), bar(low, max(high, low + 0.02), room, 2 * k, tints.ink))
    return _labelled(each.label, each.statement, *below)


def _spread_cells(each: SpreadBar, chart: SpreadChart, banded: bool) -> list[TableCell]:
    # A row without figures for the sectors has none to show.
    lacking = len(chart.sectors) - len(each.figures)
    return [
        words(each.printed, bold=True, note=f"{number(each.low)} to {number(each.high)}"),
        *((words(each.band),) if banded else ()),
        *(words(text) for text in each.figures),
        *(words(_NOT_SHOWN) for _ in range(lacking)),
    ]


def _rounds(chart: RoundsChart, place: Place) -> Element:
    widths = place.shared((1.0, *(0.7,) * len(chart.rounds)))
    tints, k = place.styled.tints, place.styled.k
    rows = []
    for row in chart.rows:
        cells = [words(row.label, bold=not row.foot)]
        for column, (value, printed) in enumerate(zip(row.values, row.printed, strict=True)):
            low, high = chart.ends[column]
            filled = min(max((value - low) / ((high - low) or 1), 0.0), 1.0) if value is not None else 0.0
            cell = words(printed or _NOT_SHOWN)
            if filled and not row.foot:
                fill = tints.accent if column else tints.weak
                cell = TableCell((*cell.content, bar(0, filled, _room(place, widths, column + 1), 6 * k, fill)))
            cells.append(cell)
        rows.append(TableRow(tuple(cells)))
    titles = _heads(("Option", *chart.rounds), place)
    details = [words(text, style="CellNote") for text in ("", *chart.details)]
    header = tuple(
        TableCell((*title.content, *(detail.content if any(chart.details) else ())))
        for title, detail in zip(titles, details, strict=True)
    )
    return _set(chart, place, widths, header, rows)


# --- the plan -----------------------------------------------------------------------------------------------


def _timeline(chart: TimelineChart, place: Place) -> Element:
    """Rows over time: a bar from the start to the due date, and all dates in words."""
    widths = place.shared((1.0, 0.7, 1.0))
    rows: list[TableRow] = []
    for group in chart.groups:
        marked = chip(group.mark, place.styled) if group.mark is not None else ()
        rows.append(TableRow((TableCell((paragraph("TableBand", *marked, Run(group.title)),)),)))
        rows += [_time_row(row, place, _room(place, widths, 1)) for row in group.rows]
    years = [month.year for month in chart.months if month.year]
    months = [month.label for month in chart.months]
    span = f"{months[0]} {years[0]} to {months[-1]} {years[-1]}" if months and years else "When"
    return _set(chart, place, widths, _heads(("What", span, "Dates"), place), rows)


def _time_row(row: TimelineRow, place: Place, room: float) -> TableRow:
    tints, k = place.styled.tints, place.styled.k
    when = TableCell()
    if row.span is not None:
        start = min(max(row.span[0], 0.0), 0.98)
        when = TableCell((bar(start, min(max(row.span[1], start + 0.02), 1.0), room, 7 * k, tints.weak),))
        # A cell must not end in a bar: what is typed there next would be as small as it.
        when = TableCell((*when.content, paragraph("CellNote")))
    return TableRow((words(row.label, note=row.note), when, words(row.said or row.printed)))


def _matrix(chart: MatrixChart, place: Place) -> Iterator[Element]:
    """Who does what: a part of the actions at a time where they are many, and their titles below."""
    for start in range(0, max(len(chart.columns), 1), _COLUMNS):
        columns = chart.columns[start : start + _COLUMNS]
        last = start + _COLUMNS >= len(chart.columns)
        widths = place.shared((4.0, *(0.8,) * len(columns), *((0.9,) if last else ())))
        rows = []
        for row in chart.rows:
            marked = chip(row.mark, place.styled) if row.mark is not None else ()
            cells = [TableCell((paragraph("Cell", *marked, Run(row.label)),))]
            for letters in row.cells[start : start + _COLUMNS]:
                cells.append(words(letters, bold=bool(chart.strong) and chart.strong in letters))
            rows.append(TableRow((*cells, *((words(row.total, bold=True),) if last else ()))))
        titles = ("Organisation", *(column.code for column in columns), *((chart.total,) if last else ()))
        yield _set(chart, place, widths, _heads(titles, place), rows)
        yield gap()
    for column in chart.columns:
        # What the numbers mean is looked up in one place.
        together = len(chart.columns) <= _COLUMNS
        yield paragraph("CellNote", Run(f"{column.code}  ", bold=True), Run(column.title), keep_next=together)
