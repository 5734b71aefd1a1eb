"""Charts as data, from a ballot's result: bars, distributions over a scale, means with their spread.

The one place where a result becomes a chart: paper, window and projector draw what `ballot_figure` returns, and read
out its `alternative`, which gives every value. Knows no paper and no screen.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from lsp_workshop.domain.disclosure import LOWEST_THRESHOLD
from lsp_workshop.domain.model import Ballot, Method
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.presentation import (
    is_leading,
    is_tied,
    noted_words,
    place_words,
    point_words,
    summary_words,
)
from lsp_workshop.domain.record.figure_parts import (
    Bar,
    BarChart,
    Figure,
    ScaleChart,
    ScaleRow,
    SectorBars,
    SectorMark,
    SpreadBar,
    SpreadChart,
)
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.results import BallotResult, OptionResult, SectorResult
from lsp_workshop.domain.sectors import NEUTRAL
from lsp_workshop.domain.wording import capital, counted, inside, joined, listed, mean, number, percent

NO_PAPERS = "No valid papers came in, so there is no result."


def ballot_figure(ballot: Ballot, result: BallotResult, people: People, *, sectors: bool = True) -> Figure | None:
    """The chart of a closed ballot; None where there are no figures, or no valid paper to make them from.

    Without `sectors` it holds nothing about any sector, not even which one is hidden.
    """
    if not result.options or not result.valid:
        return None
    if not sectors:
        options = tuple(dataclasses.replace(option, hidden_sectors=()) for option in result.options)
        result = dataclasses.replace(result, options=options, sectors=(), hidden_sectors=())
    if ballot.method in (Method.DOTS, Method.RANKING):
        return bar_chart(ballot, result, people)
    if len(result.options) == 1:
        return scale_chart(ballot, result, people)
    if ballot.method is Method.CONSENT:
        return item_chart(ballot, result)
    return spread_chart(ballot, result, people)


def hidden_words(result: BallotResult, people: People) -> str:
    """Which sectors show no figures, and why; "" where none is hidden."""
    ids = list(result.hidden_sectors)
    if len(result.options) == 1:
        ids += [each for each in result.options[0].hidden_sectors if each not in ids]
    if not ids:
        return ""
    least = max(people.workshop.details.small_group_threshold, LOWEST_THRESHOLD)
    names = listed([inside(people.sector_name(each)) for each in ids])
    return (
        f"{names}: not shown. A sector with fewer than {least} papers "
        "shows no figures, nor does one that would give such a sector away."
    )


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
            detail=_detail(ballot, option, result),
            strong=is_leading(option, len(result.options)),
        )
        for option in options
    )
    sectors = () if top is not None else tuple(_sector_bars(sector, options, people) for sector in result.sectors)
    # What a place in a ranking gives is said where figures are explained.
    caption = f"{papers_words(result)}. Totals are {unit}s."
    lines = [_bar_line(option, result, unit) for option in options]
    for sector in sectors:
        values = zip(options, sector.values, strict=True)
        shown = [f"{option.label} {value:g}" for option, value in values if value is not None]
        lines.append(f"{sector.sector.name}: {counted(sector.papers, 'paper')}: {'; '.join(shown)}")
    note = hidden_words(result, people) if top is None else ""
    return BarChart(bars, sectors, caption, _told(f"Bar chart, {papers_words(result)}", lines, note), note)


def _told(opening: str, lines: Sequence[str], note: str = "") -> str:
    return joined((f"{opening}. {'. '.join(lines)}.", note), " ")


def _detail(ballot: Ballot, option: OptionResult, result: BallotResult) -> str:
    """ "tied 2nd · 12 people": what the total does not say by itself."""
    tied = place_words(option, result) if is_tied(option, result) else ""
    alone = ballot.method is Method.RANKING or option.total == option.supporters
    return joined((tied, "" if alone else counted(option.supporters, "person", "people")), " · ")


def papers_words(result: BallotResult) -> str:
    """How many valid and spoilt papers there are, and the turnout."""
    spoilt = f", {result.spoilt} spoilt" if result.spoilt else ""
    told = f"{counted(result.valid or 0, 'valid paper')}{spoilt}, turnout {turnout(result)}"
    return joined((told, noted_words(result)), ", ")


def turnout(result: BallotResult) -> str:
    return f"{result.turnout} of {result.eligible}" if result.eligible is not None else str(result.turnout)


def _bar_line(option: OptionResult, result: BallotResult, unit: str) -> str:
    place = capital(place_words(option, result))
    people = "" if unit == "point" else f" from {counted(option.supporters, 'person', 'people')}"
    return joined((place, f"{option.label}: {counted(option.total, unit)}{people}"))


def _sector_bars(sector: SectorResult, options: tuple[OptionResult, ...], people: People) -> SectorBars:
    totals = {option.id: option.total for option in sector.options}
    values = tuple(totals.get(option.id) for option in options)
    return SectorBars(_mark(sector.sector_id, people), values, sector.valid)


def _mark(sector_id: str, people: People) -> SectorMark:
    return people.mark(sector_id) or SectorMark(sector_id, "", NEUTRAL, "circle", sector_id)


def scale_chart(ballot: Ballot, result: BallotResult, people: People) -> ScaleChart:
    """How one proposal was judged: everybody, then each sector that may be shown."""
    option = result.options[0]
    points = scale_points(ballot)
    labels = tuple(point_words(ballot, point) for point in points)
    values = [point.value for point in points]
    accept = ballot.rules.accept_from
    rows = [ScaleRow("Everybody", _counts(option.frequencies, values), _scale_figures(option, accept))]
    for sector in result.sectors:
        mark = _mark(sector.sector_id, people)
        for figures in sector.options:
            counts = _counts(figures.frequencies, values)
            rows.append(ScaleRow(mark.name, counts, _scale_figures(figures, accept), mark))
    columns = (*(("Mean",) if option.mean is not None else ()), *((f"{accept} or above",) if _accepts(option) else ()))
    lines = []
    for row in rows:
        each = "; ".join(f"{label}: {count}" for label, count in zip(labels, row.counts, strict=True))
        after = [f"{name} {figure}" for name, figure in zip(columns, row.figures, strict=True)]
        lines.append(joined((f"{row.label}: {each}", *after), "; "))
    summary = summary_words(ballot, result)
    # Mean and share stand in the chart, under its bars.
    median = f"Median {number(option.median)}." if summary and option.median is not None else ""
    caption = joined((median, f"{papers_words(result)}. Figures are people."), " ")
    note = hidden_words(result, people)
    alternative = _told(
        f"Distribution over the scale, {papers_words(result)}", [summary, *lines] if summary else lines, note
    )
    first = next((place for place, value in enumerate(values) if accept is not None and value >= accept), None)
    return ScaleChart(labels, tuple(rows), caption, alternative, columns, single=True, accept=first, note=note)


def item_chart(ballot: Ballot, result: BallotResult) -> ScaleChart:
    """How many proposals were met one by one in a consent round, which has no means to sort them by."""
    points = scale_points(ballot)
    labels = tuple(point_words(ballot, point) for point in points)
    values = [point.value for point in points]
    rows = tuple(ScaleRow(option.label, _counts(option.frequencies, values)) for option in result.options)
    lines = [
        f"{row.label}: {'; '.join(f'{label}: {count}' for label, count in zip(labels, row.counts, strict=True))}"
        for row in rows
    ]
    caption = f"{papers_words(result)}. Figures are people."
    return ScaleChart(labels, rows, caption, f"Answers by item, {papers_words(result)}. {'. '.join(lines)}.")


def _counts(frequencies: Mapping[int, int] | None, values: list[int]) -> tuple[int, ...]:
    return tuple((frequencies or {}).get(value, 0) for value in values)


def _accepts(option: OptionResult) -> bool:
    return option.accept_percent is not None


def _scale_figures(option: OptionResult, accept: int | None) -> tuple[str, ...]:
    """Mean and share at or above acceptance, where the method has them."""
    figures = []
    if option.mean is not None:
        figures.append(mean(option.mean))
    if accept is not None and option.accept_percent is not None:
        figures.append(percent(option.accept_percent))
    return tuple(figures)


def spread_chart(ballot: Ballot, result: BallotResult, people: People) -> SpreadChart:
    """Many items on one scale, the strongest first: mean, the middle half of the ratings as spread, sectors' means."""
    values = [point.value for point in scale_points(ballot)] or [1, 5]
    names = {option.id: option.source_element or option.label for option in ballot.options}
    rated = sorted((option for option in result.options if option.mean is not None), key=lambda o: -(o.mean or 0))
    sectors = tuple(_mark(sector.sector_id, people) for sector in result.sectors)
    means = [{option.id: option.mean for option in sector.options} for sector in result.sectors]
    bars = []
    for option in rated:
        low, high = middle_half(option.frequencies or {})
        bars.append(
            SpreadBar(
                names[option.id],
                option.label if option.label != names[option.id] else "",
                option.mean or 0,
                low,
                high,
                mean(option.mean),
                option.band or "",
                tuple(mean(each.get(option.id)) for each in means),
            )
        )
    lines = [_spread_line(option, bar, sectors) for option, bar in zip(rated, bars, strict=True)]
    caption = f"{papers_words(result)}. Bars are means; the line across a bar spans the middle half of the ratings."
    if any("–" in bar.figures for bar in bars):
        caption += " A dash: too few ratings to show this sector, or hidden to protect one."
    note = hidden_words(result, people)
    alternative = _told(f"Means with spread, {papers_words(result)}", lines, note)
    return SpreadChart(tuple(bars), min(values), max(values), sectors, caption, alternative, note)


def _spread_line(option: OptionResult, bar: SpreadBar, sectors: tuple[SectorMark, ...]) -> str:
    counts = ", ".join(f"{count} at {value}" for value, count in (option.frequencies or {}).items())
    band = f", {bar.band}" if bar.band else ""
    shown = [f"{mark.name} {figure}" for mark, figure in zip(sectors, bar.figures, strict=True) if figure != "–"]
    by_sector = f"; means by sector: {', '.join(shown)}" if shown else ""
    return f"{bar.label}: mean {bar.printed}{band}; {counted(option.n or 0, 'rating')}: {counts}{by_sector}"


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
