"""Days on which offices in England and Wales are shut: weekends and bank holidays. Knows no workshop and no clock.

Bank holidays are those of the Banking and Financial Dealings Act 1971, schedule 1, with New Year's Day and the first
Monday in May, which are proclaimed every year. One that is proclaimed for a single year (a jubilee) is not known here.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from lsp_workshop.domain.wording import WEEKDAYS

_SATURDAY = 5
_DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    Source: the anonymous algorithm of "To find Easter", Nature 13 (1876), p. 487, as given by J. Meeus, Astronomical
    Algorithms (2nd edition, 1998), chapter 8.
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


@functools.lru_cache(maxsize=64)
def bank_holidays(year: int) -> Mapping[date, str]:
    """Each bank holiday of the year with its name; one that falls on a weekend is the next day that is free."""
    found = {
        easter(year) - 2 * _DAY: "Good Friday",
        easter(year) + _DAY: "Easter Monday",
        _monday_from(date(year, 5, 1)): "Early May bank holiday",
        _monday_from(date(year, 5, 25)): "Spring bank holiday",
        _monday_from(date(year, 8, 25)): "Summer bank holiday",
    }
    fixed = (
        (date(year, 1, 1), "New Year’s Day"),
        (date(year, 12, 25), "Christmas Day"),
        (date(year, 12, 26), "Boxing Day"),
    )
    # Those on a working day first: a Monday that is Boxing Day is not lent to the Christmas Day before it.
    for day, name in sorted(fixed, key=lambda each: each[0].weekday() >= _SATURDAY):
        held = day
        while held.weekday() >= _SATURDAY or held in found:
            held += _DAY
        found[held] = name if held == day else f"{name} (substitute day)"
    return MappingProxyType(found)


def day_off(day: date) -> str:
    """ "Saturday", "Good Friday"; "" for a working day."""
    if day.weekday() >= _SATURDAY:
        return WEEKDAYS[day.weekday()]
    return bank_holidays(day.year).get(day, "")


def _monday_from(day: date) -> date:
    return day + ((7 - day.weekday()) % 7) * _DAY
