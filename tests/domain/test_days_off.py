"""Weekends and bank holidays: a due date on one of them is a date on which nobody does it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.days_off import bank_holidays, day_off, easter

YEARS = st.integers(1971, 9998)


@pytest.mark.parametrize(
    "sunday",
    ["1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2024-03-31", "2026-04-05", "2027-03-28", "2038-04-25"],
)
def test_easter_is_where_the_calendars_have_it(sunday: str) -> None:
    """The earliest and the latest that there can be are among them."""
    assert easter(int(sunday[:4])).isoformat() == sunday


@given(YEARS)
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    """With another day four holidays of the year would be wrong."""
    found = easter(year)
    assert found.weekday() == 6
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


def test_the_holidays_of_three_years_as_the_government_lists_them() -> None:
    """gov.uk/bank-holidays, England and Wales: with substitutes after a weekend."""
    listed = {
        2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
        2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    }
    for year, days in listed.items():
        assert " ".join(f"{day:%m-%d}" for day in sorted(bank_holidays(year))) == days


def test_boxing_day_on_a_monday_stays_boxing_day() -> None:
    """2022: the Christmas Day before it is held on Tuesday."""
    assert day_off(date(2022, 12, 26)) == "Boxing Day"
    assert day_off(date(2022, 12, 27)) == "Christmas Day (substitute day)"


@given(YEARS)
def test_there_are_eight_and_each_is_a_weekday(year: int) -> None:
    """A holiday on a Saturday is none: somebody would count on the Monday after it."""
    days = bank_holidays(year)
    assert len(days) == 8
    assert all(day.weekday() < 5 and day.year == year for day in days)


@given(st.dates(date(1971, 1, 1), date(9998, 12, 31)))
def test_in_every_week_somebody_works(day: date) -> None:
    """A rule that finds days off everywhere would be turned off in everybody's head."""
    assert any(not day_off(day + timedelta(days=each)) for each in range(7))
