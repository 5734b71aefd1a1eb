"""Dates as people type them, and back: to the day or to the month."""

from __future__ import annotations

import re
from datetime import date

from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.gaps import last_day
from lsp_workshop.domain.transaction import Moment
from lsp_workshop.domain.wording import MONTHS, date_words
from lsp_workshop.domain.workshop import Workshop

_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]?")
_NAMED = re.compile(r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[a-z]{3,9})\.?(?:\s+(?P<year>\d{4}))?")
_YEARS_AHEAD = 8
"""The 29th of February comes within these."""


def parse_date(text: str | None) -> str | None:
    """An ISO date out of "2026-11-06", "6/11/2026", "06.11.26" (day first); None for nothing.

    Raises "bad_date" for anything else.
    """
    words = (text or "").strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        pass
    for separator in "/.-":
        parts = words.split(separator)
        if len(parts) == 3 and all(part.isdecimal() for part in parts):
            try:
                day, month, year = (int(part) for part in parts)
                return date(year + 2000 if year < 100 else year, month, day).isoformat()
            except (ValueError, OverflowError):
                break
    raise DomainError("bad_date", text=words)


def parse_due(text: str | None, near: str) -> str | None:
    """As `parse_date`, and a month by itself ("March", "Mar 2027", "3/2027", "2027-03") as "2027-03".

    Without a year it is the first that does not lie before `near` (an ISO date). Raises "bad_date".
    """
    words = " ".join((text or "").split()).casefold()
    for found in (_month_typed(words), _named(words, near), _day_and_month(words, near)):
        if found:
            return found
    return parse_date(text)


def near(workshop: Workshop, moment: Moment) -> str:
    """The date from which on a date without a year is looked for: the workshop's own, or today's."""
    return workshop.details.date or moment.now[:10]


def typed_date(iso: str | None) -> str:
    """ "6/11/2026" of "2026-11-06", "Nov 2026" of "2026-11": as it is typed. What is no such date stays as it is."""
    words = iso or ""
    try:
        day = date.fromisoformat(words) if len(words) == 10 else None
    except ValueError:
        day = None
    if day is not None:
        return f"{day.day}/{day.month}/{day.year:04}"
    month = date_words(words) if _ISO_MONTH.fullmatch(words) else words
    if month == words:
        return words
    name, _, year = month.partition(" ")
    return f"{name[:3]} {year}"


def _month_typed(words: str) -> str:
    iso, slashed = _ISO_MONTH.fullmatch(words), _MONTH_YEAR.fullmatch(words)
    if iso is not None:
        return _month(iso[1], int(iso[2]))
    return _month(slashed[2], int(slashed[1])) if slashed is not None else ""


def _month(year: str, month: int) -> str:
    return f"{int(year):04}-{month:02}" if 1 <= month <= 12 and int(year) > 0 else ""


def _named(words: str, near: str) -> str:
    match = _NAMED.fullmatch(words)
    if match is None:
        return ""
    months = [place for place, name in enumerate(MONTHS, start=1) if name.casefold().startswith(match["month"])]
    if len(months) != 1:
        return ""
    return _first(match["day"], months[0], match["year"], near)


def _day_and_month(words: str, near: str) -> str:
    match = _DAY_MONTH.fullmatch(words)
    return _first(match[1], int(match[2]), None, near) if match is not None else ""


def _first(day: str | None, month: int, year: str | None, near: str) -> str:
    """The date; without a year the first that is not over by `near`. "" where there is none."""
    since = last_day(near)
    if year is None and (since is None or since.year + _YEARS_AHEAD > date.max.year):
        return ""
    first = int(year) if year else since.year if since else 0
    for each in range(first, first + (1 if year else _YEARS_AHEAD + 1)):
        text = f"{each:04}-{month:02}" + (f"-{int(day):02}" if day else "")
        last = last_day(text)
        if last is not None and (year or since is None or last >= since):
            return text
    return ""


__all__ = ["parse_date", "parse_due", "typed_date"]
