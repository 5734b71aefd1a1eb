"""Charts as data, from a ballot's result: bars, distributions over a scale, means with their spread.

The one place where a result becomes a chart: paper, window and projector draw what `ballot_figure` returns, and read
out its `alternative`, which gives every value. Knows no paper and no screen.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from lsp_workshop.domain.disclosure import LOWEST_THRESHOLD
from lsp_workshop.domain.model import Ballot, BallotStatus, Method
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.presentation import (
    is_leading,
    is_tied,
    noted_words,
    ordinal,
    place_words,
    point_words,
    summary_words,
)
from lsp_workshop.domain.record.parts import (
    Bar,
    BarChart,
    Figure,
    RoundsChart,
    RoundsRow,
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
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import capital, counted, joined, listed, mean, percent, sentence
from lsp_workshop.domain.workshop import Workshop

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
    return (
        f"{listed([people.sector_name(each) for each in ids])}: not shown. A sector with fewer than {least} papers "
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
    rule = (
        "A first place gives one point fewer than there are options, the last none."
        if ranking
        else f"Totals are {unit}s."
    )
    caption = joined((f"{_papers(result)}.", rule), " ")
    lines = [_bar_line(option, result, unit) for option in options]
    for sector in sectors:
        values = zip(options, sector.values, strict=True)
        shown = [f"{option.label} {value:g}" for option, value in values if value is not None]
        lines.append(f"{sector.sector.name}: {counted(sector.papers, 'paper')}: {'; '.join(shown)}")
    note = hidden_words(result, people) if top is None else ""
    return BarChart(bars, sectors, caption, _told(f"Bar chart, {_papers(result)}", lines, note), note)


def _told(opening: str, lines: Sequence[str], note: str = "") -> str:
    return joined((f"{opening}. {'. '.join(lines)}.", note), " ")


def _detail(ballot: Ballot, option: OptionResult, result: BallotResult) -> str:
    """ "tied 2nd · 12 people": what the total does not say by itself."""
    tied = place_words(option, result) if is_tied(option, result) else ""
    alone = ballot.method is Method.RANKING or option.total == option.supporters
    return joined((tied, "" if alone else counted(option.supporters, "person", "people")), " · ")


def _papers(result: BallotResult) -> str:
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
    caption = joined((sentence(summary), f"{_papers(result)}. Each number is people."), " ")
    note = hidden_words(result, people)
    alternative = _told(
        f"Distribution over the scale, {_papers(result)}", [summary, *lines] if summary else lines, note
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
    caption = f"{_papers(result)}. Each number is people."
    return ScaleChart(labels, rows, caption, f"Answers by item, {_papers(result)}. {'. '.join(lines)}.")


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
    caption = f"{_papers(result)}. Bars are means; the line across a bar spans the middle half of the ratings."
    if any("–" in bar.figures for bar in bars):
        caption += " A dash: too few ratings to show this sector, or hidden to protect one."
    note = hidden_words(result, people)
    alternative = _told(f"Means with spread, {_papers(result)}", lines, note)
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


# --- two votes on the same thing ----------------------------------------------------------------------------


def rounds_figure(workshop: Workshop, ballot: Ballot) -> RoundsChart | None:
    """The ballot beside the one that it replaces, options matched by their labels; totals only, of no sector.

    None where it replaces none, one of the two is not closed or has no valid paper, or no label is in both.
    """
    before = workshop.find(Ballot, ballot.replaces_id)
    if before is None:
        return None
    results = [result_of(workshop, each.id) for each in (before, ballot)]
    closed = all(each.status is BallotStatus.CLOSED for each in (before, ballot))
    if not closed or not all(result.options and result.valid for result in results):
        return None
    number = _round_number(workshop, ballot)
    titles = tuple(f"{ordinal(each)} vote" for each in (number - 1, number))
    by_point = all(len(each.options) == 1 and _is_scale(each) for each in (before, ballot))
    sides = [(_points_of if by_point else _options_of)(*pair) for pair in zip((before, ballot), results, strict=True)]
    feet = [_feet_of(*pair) if by_point else {} for pair in zip((before, ballot), results, strict=True)]
    rows = (*_matched(sides[0], sides[1], foot=False), *_matched(feet[0], feet[1], foot=True))
    if all(None in row.values for row in rows if not row.foot):
        # Another scale, or other options altogether: there is nothing to lay side by side.
        return None
    details = tuple(counted(result.valid or 0, "valid paper") for result in results)
    lines = []
    for row in rows:
        each = zip(titles, row.printed, row.values, strict=True)
        said = (f"{title} {printed if value is not None else 'not on it'}" for title, printed, value in each)
        lines.append(f"{row.label}: {', '.join(said)}")
    caption = f"Two votes on the same thing, side by side. {_units(before, ballot)}"
    heading = f"Two votes side by side. {titles[0]}: {_papers(results[0])}. {titles[1]}: {_papers(results[1])}"
    return RoundsChart(titles, details, _ends(before, ballot, rows), rows, caption, _told(heading, lines))


def _round_number(workshop: Workshop, ballot: Ballot) -> int:
    seen, number = {ballot.id}, 1
    before = workshop.find(Ballot, ballot.replaces_id)
    while before is not None and before.id not in seen:
        seen.add(before.id)
        number += 1
        before = workshop.find(Ballot, before.replaces_id)
    return number


def _is_scale(ballot: Ballot) -> bool:
    return ballot.method in (Method.SCALE, Method.CONSENT)


_Side = dict[str, tuple[str, float, str]]
"""What a round came to: by a label without capitals and odd spaces, the label, the value and how it is printed."""


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()


def _options_of(ballot: Ballot, result: BallotResult) -> _Side:
    side: _Side = {}
    for option in result.options:
        value, printed = _option_value(ballot, option)
        if value is not None:
            side[_key(option.label)] = (option.label, value, printed)
    return side


def _option_value(ballot: Ballot, option: OptionResult) -> tuple[float | None, str]:
    if ballot.method is Method.CONSENT:
        consents = list((option.frequencies or {0: 0}).values())[-1]
        return consents, str(consents)
    if ballot.method is Method.SCALE:
        return option.mean, mean(option.mean)
    return option.total, str(option.total)


def _points_of(ballot: Ballot, result: BallotResult) -> _Side:
    """The points of the scale, the highest first."""
    frequencies = result.options[0].frequencies or {}
    side: _Side = {}
    for point in reversed(scale_points(ballot)):
        words, people = point_words(ballot, point), frequencies.get(point.value, 0)
        side[_key(words)] = (words, people, str(people))
    return side


def _feet_of(ballot: Ballot, result: BallotResult) -> _Side:
    option, side = result.options[0], _Side()
    if option.mean is not None:
        side["mean"] = ("Mean", option.mean, mean(option.mean))
    if option.accept_percent is not None:
        words = f"{ballot.rules.accept_from} or above"
        side[words] = (words, option.accept_percent, percent(option.accept_percent))
    return side


def _matched(first: _Side, second: _Side, *, foot: bool) -> list[RoundsRow]:
    """In the second's order; what only the first had comes last."""
    rows = []
    for key in [*second, *(key for key in first if key not in second)]:
        sides = (first.get(key), second.get(key))
        label = next(side[0] for side in reversed(sides) if side is not None)
        values = tuple(side[1] if side is not None else None for side in sides)
        printed = tuple(side[2] if side is not None else "–" for side in sides)
        rows.append(RoundsRow(label, values, printed, foot))
    return rows


def _ends(before: Ballot, after: Ballot, rows: Sequence[RoundsRow]) -> tuple[tuple[float, float], ...]:
    """The same scale for both where their figures mean the same, and each its own where they do not."""
    ends = []
    for place, ballot in enumerate((before, after)):
        low, high = 0.0, max((row.values[place] or 0 for row in rows if not row.foot), default=0.0)
        if ballot.method is Method.SCALE and not (len(before.options) == 1 and len(after.options) == 1):
            values = [point.value for point in scale_points(ballot)] or [0, 1]
            low, high = float(min(values)), float(max(values))
        ends.append((low, float(high)))
    if before.method is after.method and before.voter_unit is after.voter_unit:
        shared = (min(low for low, _ in ends), max(high for _, high in ends))
        return (shared, shared)
    return tuple(ends)


def _units(before: Ballot, after: Ballot) -> str:
    words = []
    for ballot in (before, after):
        if ballot.method is Method.SCALE:
            word = "people at each point" if len(before.options) == len(after.options) == 1 else "means"
        elif ballot.method is Method.CONSENT:
            word = "people at each point" if len(before.options) == len(after.options) == 1 else "people who consent"
        elif ballot.method is Method.RANKING:
            word = "points"
        else:
            word = "votes" if ballot.rules.max_per_option == 1 else "dots"
        words.append(word)
    if words[0] == words[1]:
        return f"Figures are {words[0]}."
    return f"Figures are {words[0]} in the first, {words[1]} in the second: not to be compared bar by bar."
