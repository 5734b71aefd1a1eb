"""Charts as data, from a ballot's result: bars, distributions over a scale, means with their spread."""

from __future__ import annotations

from collections.abc import Mapping

from lsp_workshop.domain.model import Ballot, Method
from lsp_workshop.domain.record.parts import (
    Bar,
    BarChart,
    Cell,
    Column,
    ScaleChart,
    ScaleRow,
    SectorBars,
    SectorMark,
    SpreadBar,
    SpreadChart,
    Table,
)
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.wording import counted, joined, mean, percent
from lsp_workshop.domain.results import BallotResult, OptionResult, SectorResult


def bar_chart(ballot: Ballot, result: BallotResult, people: People, *, top: int | None = None) -> BarChart:
    """Totals as bars, in result order; the sectors that may be shown beside them. `top` keeps the first few."""
    ranking = ballot.method is Method.RANKING
    options = result.options if top is None else result.options[:top]
    unit = "point" if ranking else "dot"
    if ballot.method is Method.DOTS and ballot.rules.max_per_option == 1:
        unit = "vote"
    bars = tuple(
        Bar(
            option.label,
            option.total,
            str(option.total),
            detail=""
            if ranking or option.total == option.supporters
            else counted(option.supporters, "person", "people"),
            strong=option.place == 1 and option.total > 0,
        )
        for option in options
    )
    sectors = () if top is not None else tuple(_sector_bars(sector, options, people) for sector in result.sectors)
    rule = (
        "A first place gives one point fewer than there are options, the last none."
        if ranking
        else f"Totals are {unit}s."
    )
    caption = joined((f"{_papers(result)}.", rule), " ")
    lines = [_bar_line(option, unit) for option in options]
    for sector in sectors:
        values = zip(options, sector.values, strict=True)
        shown = [f"{option.label} {value:g}" for option, value in values if value is not None]
        lines.append(f"{sector.sector.name}: {'; '.join(shown)}")
    return BarChart(bars, sectors, caption, f"Bar chart, {_papers(result)}. {'. '.join(lines)}.")


def _papers(result: BallotResult) -> str:
    return f"{counted(result.valid or 0, 'valid paper')}, turnout {turnout(result)}"


def turnout(result: BallotResult) -> str:
    return f"{result.turnout} of {result.eligible}" if result.eligible is not None else str(result.turnout)


def _bar_line(option: OptionResult, unit: str) -> str:
    place = f"{option.place}. " if option.place is not None else ""
    people = "" if unit == "point" else f" from {counted(option.supporters, 'person', 'people')}"
    return f"{place}{option.label}: {counted(option.total, unit)}{people}"


def _sector_bars(sector: SectorResult, options: tuple[OptionResult, ...], people: People) -> SectorBars:
    totals = {option.id: option.total for option in sector.options}
    return SectorBars(_mark(sector.sector_id, people), tuple(totals.get(option.id) for option in options))


def _mark(sector_id: str, people: People) -> SectorMark:
    return people.mark(sector_id) or SectorMark(sector_id, "?", "#4D5A63", "circle")


def scale_chart(ballot: Ballot, result: BallotResult, people: People) -> ScaleChart:
    """How one proposal was judged: everybody, then each sector that may be shown."""
    option = result.options[0]
    points = ballot.scale or ()
    labels = tuple(
        f"{point.value}  {point.label}" if ballot.method is Method.SCALE else point.label for point in points
    )
    values = [point.value for point in points]
    accept = ballot.rules.accept_from
    rows = [ScaleRow("Everybody", _counts(option.frequencies, values), _scale_note(option, accept))]
    for sector in result.sectors:
        mark = _mark(sector.sector_id, people)
        for figures in sector.options:
            counts = _counts(figures.frequencies, values)
            rows.append(ScaleRow(mark.name, counts, _scale_note(figures, accept), mark))
    lines = []
    for row in rows:
        each = "; ".join(f"{label}: {count}" for label, count in zip(labels, row.counts, strict=True))
        lines.append(joined((f"{row.label}: {each}", row.note), "; "))
    caption = f"{_papers(result)}. Each number is people."
    return ScaleChart(
        labels, tuple(rows), caption, f"Distribution over the scale, {_papers(result)}. {'. '.join(lines)}."
    )


def _counts(frequencies: Mapping[int, int] | None, values: list[int]) -> tuple[int, ...]:
    return tuple((frequencies or {}).get(value, 0) for value in values)


def _scale_note(option: OptionResult, accept: int | None) -> str:
    parts = []
    if option.mean is not None:
        parts.append(f"mean {mean(option.mean)}")
    if option.accept_percent is not None:
        parts.append(f"{percent(option.accept_percent)} at {accept} or above")
    return ", ".join(parts)


def spread_chart(ballot: Ballot, result: BallotResult) -> SpreadChart:
    """Many items on one scale, the strongest first: mean, and the middle half of the ratings as spread."""
    values = [point.value for point in ballot.scale or ()] or [1, 5]
    names = {option.id: option.source_element or option.label for option in ballot.options}
    rated = [option for option in result.options if option.mean is not None]
    rated.sort(key=lambda option: -(option.mean or 0))
    bars = []
    for option in rated:
        low, high = middle_half(option.frequencies or {})
        bars.append(SpreadBar(names[option.id], option.mean or 0, low, high, mean(option.mean), option.band or ""))
    by_id = dict(zip((option.id for option in rated), bars, strict=True))
    lines = [_spread_line(option, by_id[option.id]) for option in rated]
    caption = f"{_papers(result)}. Bars are means; the line across a bar spans the middle half of the ratings."
    return SpreadChart(
        tuple(bars),
        min(values),
        max(values),
        caption,
        f"Means with spread, {_papers(result)}. {'. '.join(lines)}.",
    )


def _spread_line(option: OptionResult, bar: SpreadBar) -> str:
    counts = ", ".join(f"{count} at {value}" for value, count in (option.frequencies or {}).items())
    band = f", {bar.band}" if bar.band else ""
    return f"{bar.label}: mean {bar.printed}{band}; {counted(option.n or 0, 'rating')}: {counts}"


def middle_half(frequencies: Mapping[int, int]) -> tuple[float, float]:
    """The lower and upper quartile of whole-number ratings (the value a quarter and three quarters of the way)."""
    total = sum(frequencies.values())
    low = high = None
    running = 0
    for value in sorted(frequencies):
        running += frequencies[value]
        if low is None and 4 * running >= total:
            low = value
        if high is None and 4 * running >= 3 * total:
            high = value
    return float(low or 0), float(high if high is not None else low or 0)


def sector_table(result: BallotResult, people: People) -> Table | None:
    """Means by item and sector; a dash where a sector may not be shown for an item."""
    if not result.sectors or all(option.mean is None for option in result.options):
        return None
    sectors = [(people.sector_name(sector.sector_id), _means(sector)) for sector in result.sectors]
    columns = [Column("Statement", 0.42), Column("All", 0.1, True)]
    columns += [Column(name, 0.48 / len(sectors), True) for name, _ in sectors]
    rated = sorted(
        (option for option in result.options if option.mean is not None), key=lambda option: -(option.mean or 0)
    )
    rows = []
    for option in rated:
        cells = [Cell(option.label), Cell(mean(option.mean), strong=True)]
        cells += [Cell(mean(means.get(option.id))) for _, means in sectors]
        rows.append(tuple(cells))
    return Table(tuple(columns), tuple(rows)) if rows else None


def _means(sector: SectorResult) -> dict[str, float | None]:
    return {option.id: option.mean for option in sector.options}
