"""Indicators: what the partnership will measure, and which objective each belongs to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from lsp_workshop.domain.change import Change, added, changed, removed
from lsp_workshop.domain.edits import records
from lsp_workshop.domain.edits.dates import near, parse_due
from lsp_workshop.domain.edits.names import one_of, put_organisation
from lsp_workshop.domain.edits.records import check_fields, object_of, objects_of, require_references
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Indicator, Objective
from lsp_workshop.domain.transaction import Edit, Moment, Transaction
from lsp_workshop.domain.workshop import Workshop

UP, DOWN = "up", "down"
_DIRECTIONS = ((UP, "up is better", "rise", "more"), (DOWN, "down is better", "fall", "less"))
_FIGURE = re.compile(r"[-+−]?\d[\d,\u00a0\u202f ]*(?:\.\d+)?|[-+−]?\.\d+")
_SIGNS = "£€$%"
_LONGEST_FIGURE = 15
"""Digits: more than these a number in a file does not keep."""
_YEAR = re.compile(r"\d{4}")
_TWO_YEARS = re.compile(r"(\d{4})\s*[-/–]\s*(?:20)?(\d{2})")


def add_indicator(title: str, *, objective_id: str | None = None, **fields: Any) -> Edit:
    """A measure, of the objective where one is given; figures can come later. Raises "empty_text", "dangling"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        indicator = Indicator(id=moment.new_id(), **check_fields(Indicator, {"title": title, **fields}))
        changes: tuple[Change, ...] = added(indicator)
        if objective_id is not None:
            before = workshop.get(Objective, objective_id)
            after = dataclasses.replace(before, indicator_ids=(*before.indicator_ids, indicator.id))
            changes += changed(before, after)
        require_references(workshop, changes)
        return Transaction(f"add {object_of(indicator)}", changes)

    return edit


def change_indicator(indicator_id: str, **fields: Any) -> Edit:
    return records.change(Indicator, indicator_id, **fields)


# --- what is typed into the cells ---------------------------------------------------------------------------


def typed_figure(value: float | None) -> str:
    """ "7.8", "250000": as it is typed; "" for none."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def parse_figure(text: str) -> int | float | None:
    """ "7.8", "250,000", "£3", "41 %"; None for nothing. Raises "bad_figure" for words and for several numbers."""
    words = text.strip().strip(_SIGNS).strip()
    if not words:
        return None
    if not _FIGURE.fullmatch(words) or sum(each.isdigit() for each in words) > _LONGEST_FIGURE:
        raise DomainError("bad_figure", text=text.strip())
    plain = re.sub(r"[,\s]", "", words).replace("−", "-")
    return float(plain) if "." in plain else int(plain)


def set_figure(indicator_id: str, field: str, text: str) -> Edit:
    """`field` is "baseline" or "target"; a sign that was typed ("70 %") is the unit where none is.

    Raises "bad_figure".
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        fields: dict[str, object] = {field: parse_figure(text)}
        sign = next((each for each in text if each in _SIGNS), "")
        if sign and not workshop.get(Indicator, indicator_id).unit:
            fields["unit"] = sign
        return change_indicator(indicator_id, **fields)(workshop, moment)

    return edit


def set_figure_date(indicator_id: str, field: str, text: str) -> Edit:
    """`field` is "baseline_date" or "target_date": a day, a month, a year, or two ("2025/26"). Raises "bad_date".

    A baseline lies behind: its month without a year is the last one, that of a target the next.
    """

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        here = near(workshop, moment)
        return change_indicator(indicator_id, **{field: _when(text, here, back=field == "baseline_date")})(
            workshop, moment
        )

    return edit


def _when(text: str, near: str, *, back: bool) -> str | None:
    words = text.strip()
    if _YEAR.fullmatch(words):
        return words
    two = _TWO_YEARS.fullmatch(words)
    if two is not None and int(two[2]) == (int(two[1]) + 1) % 100 and not (words[4:5] == "-" and int(two[2]) <= 12):
        # "2025-26" is kept as it is; "2008-09" with a dash is a month, as everywhere.
        return f"{two[1]}-{two[2]}" if int(two[2]) > 12 else f"{two[1]}/{two[2]}"
    found = parse_due(words, near)
    has_year = re.search(r"\d{4}", words) is not None or len(re.findall(r"\d+", words)) > 2
    if not back or found is None or has_year or found[: len(near)] <= near[: len(found)]:
        return found
    return _year_before(found)


def _year_before(iso: str) -> str:
    made = f"{int(iso[:4]) - 1:04}{iso[4:]}"
    try:
        date.fromisoformat(made if len(made) == 10 else f"{made}-01")
    except ValueError as error:
        raise DomainError("bad_date", text=iso) from error
    return made


def set_direction(indicator_id: str, text: str) -> Edit:
    """Whether more or less of it is better: "up" or "down", by its first letters; "" for neither. Raises "no_such"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        words = one_of("direction", _DIRECTIONS, text, lambda each: each[1:]) if text.strip() else ("",)
        return change_indicator(indicator_id, direction=words[0])(workshop, moment)

    return edit


def set_owner(indicator_id: str, name: str) -> Edit:
    """The organisation that measures it and answers for it, by name; one that is new is made."""

    return put_organisation(Indicator, indicator_id, "owner_organisation_id", name)


def remove_indicators(indicator_ids: Sequence[str]) -> Edit:
    """They go from the objectives that they measured too. Raises "unknown_record"."""

    def edit(workshop: Workshop, moment: Moment) -> Transaction:
        workshop.require_not_closed()
        gone = [workshop.get(Indicator, each) for each in indicator_ids]
        changes: tuple[Change, ...] = ()
        for objective in workshop.all(Objective):
            left = tuple(each for each in objective.indicator_ids if each not in indicator_ids)
            changes += changed(objective, dataclasses.replace(objective, indicator_ids=left))
        return Transaction(f"remove {objects_of(gone)}", (*changes, *removed(*gone)))

    return edit
