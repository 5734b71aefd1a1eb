"""Two days or two votes side by side, as data: a ballot beside the one that it replaces, a health check then and now.

Options are matched by their labels; totals and means only, of no sector. Knows no paper and no screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lsp_workshop.domain.earlier_checks import earlier_check
from lsp_workshop.domain.health import is_health_check
from lsp_workshop.domain.model import Ballot, BallotStatus, Method
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.presentation import ordinal, point_words
from lsp_workshop.domain.record.figure_parts import Figure, RoundsChart, RoundsRow, ScaleChart
from lsp_workshop.domain.record.figures import ballot_figure, papers_words
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.results import BallotResult, OptionResult
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import counted, date_words, joined, mean, percent
from lsp_workshop.domain.workshop import Workshop


def side_by_side(workshop: Workshop, ballot: Ballot) -> RoundsChart | None:
    """A ballot beside the vote that it replaces or, for a health check, beside that of the last workshop."""
    return rounds_figure(workshop, ballot) or then_and_now(workshop, ballot)


def then_and_now(workshop: Workshop, ballot: Ballot) -> RoundsChart | None:
    """A closed health check beside the one that a follow-up brought over, element by element.

    None where it is no health check, nothing was brought over, nobody rated, or no element is in both.
    """
    before = earlier_check(workshop)
    if before is None or before.highest <= before.lowest:
        return None
    if not is_health_check(ballot) or ballot.status is not BallotStatus.CLOSED:
        return None
    result = result_of(workshop, ballot.id)
    if not result.valid:
        return None
    names = {option.id: option.source_element or option.label for option in ballot.options}
    now = {
        _key(names[option.id]): (names[option.id], option.mean, mean(option.mean))
        for option in result.options
        if option.mean is not None
    }
    then = {_key(each.element): (each.element, each.mean, mean(each.mean)) for each in before.ratings}
    rows = _matched(then, now, foot=False)
    if all(None in row.values for row in rows):
        return None
    titles = (_day(before.date, "Then"), _day(workshop.details.date, "Now"))
    values = [point.value for point in scale_points(ballot)] or [1, 5]
    ends = ((float(before.lowest), float(before.highest)), (float(min(values)), float(max(values))))
    details = (counted(before.papers, "valid paper"), counted(result.valid, "valid paper"))
    lines = [_compared(row, titles) for row in rows]
    caption = f"The health check then ({before.called}) and now. Figures are means." + _scales(ends)
    heading = f"The health check then and now. {titles[0]}: {details[0]}. {titles[1]}: {papers_words(result)}"
    return RoundsChart(titles, details, ends, tuple(rows), caption, f"{heading}. {'. '.join(lines)}.")


def _day(date: str, otherwise: str) -> str:
    return date_words(date) or otherwise


def _compared(row: RoundsRow, titles: Sequence[str]) -> str:
    then, now = row.values
    said = ", ".join(
        f"{title} {printed if value is not None else 'not rated'}"
        for title, printed, value in zip(titles, row.printed, row.values, strict=True)
    )
    if then is None or now is None:
        return f"{row.label}: {said}"
    change = round(now, 1) - round(then, 1)
    return f"{row.label}: {said}, {f'{change:+.1f}'.replace('-', '−') if round(change, 1) else 'unchanged'}"


def _scales(ends: Sequence[tuple[float, float]]) -> str:
    """Said where the two days had other scales: bars are as long as their own."""
    if ends[0] == ends[1]:
        return ""
    then, now = (f"{low:g} to {high:g}" for low, high in ends)
    return f" The scale was {then} then and is {now} now."


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
    heading = (
        f"Two votes side by side. {titles[0]}: {papers_words(results[0])}. {titles[1]}: {papers_words(results[1])}"
    )
    return RoundsChart(titles, details, _ends(before, ballot, rows), rows, caption, f"{heading}. {'. '.join(lines)}.")


def beside_the_first(workshop: Workshop, ballot: Ballot, chart: Figure, people: People) -> ScaleChart | None:
    """The chart of one proposal with everybody in the vote that it replaces in a row of its own, after everybody.

    None where the two can't stand on one scale: another method, other points, another share for acceptance.
    """
    before = workshop.find(Ballot, ballot.replaces_id)
    if before is None or rounds_figure(workshop, ballot) is None or not isinstance(chart, ScaleChart):
        return None
    old = ballot_figure(before, result_of(workshop, before.id), people, sectors=False)
    if not isinstance(old, ScaleChart) or not (old.single and chart.single) or before.method is not ballot.method:
        return None
    if (old.points, old.columns) != (chart.points, chart.columns):
        return None
    title = f"{ordinal(_round_number(workshop, ballot) - 1)} vote"
    first, *sectors = chart.rows
    rows = (first, replace(old.rows[0], label=title), *sectors)
    words = f"{chart.alternative.removesuffix(chart.note).strip()} {title}, everybody: {old.alternative}"
    return replace(chart, rows=rows, alternative=joined((words, chart.note), " "))


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
