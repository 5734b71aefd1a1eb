"""The dates of a workshop as an iCalendar file (RFC 5545): all-day entries for any calendar program.

Loads icalendar: import it where somebody exports.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar, Event

from lsp_workshop.domain.dates_ahead import DateAhead, Dates
from lsp_workshop.export.moment import moment_of
from lsp_workshop.export.typeset.clean import clean, one_line
from lsp_workshop.files import replace_file

_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""What the numbers of revisions count from: they fit into 32 bits until 2068."""
_LONGEST = 200
"""Characters of an entry's title; a longer one stands whole in its description."""


def write_calendar(dates: Dates, out: Path) -> None:
    """Writes an entry for each date. The same dates give the same bytes, and an entry its own UID for ever, so that a
    calendar that takes the file again changes what it has: DTSTAMP, LAST-MODIFIED and SEQUENCE grow. Raises OSError; a
    file that was there stays then.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//LSP Workshop//Workshop dates//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if one_line(dates.title):
        calendar.add("x-wr-calname", one_line(dates.title)[:_LONGEST])
    for each in dates.dates:
        calendar.add_component(_event(each, dates))
    replace_file(out, calendar.to_ical())


def _event(each: DateAhead, dates: Dates) -> Event:
    what = one_line(each.what)
    details = clean(each.details)
    if len(what) > _LONGEST:
        details = "\n".join(part for part in (clean(each.what), details) if part)
        what = f"{what[: _LONGEST - 1].rstrip()}…"
    if one_line(dates.title):
        details = "\n".join(part for part in (details, f"From: {one_line(dates.title)}") if part)
    event = Event()
    event.add("uid", f"{each.uid}@lsp-workshop")
    # A file without a METHOD says with both when the entry was last revised.
    revised = moment_of(each.changed_at)
    event.add("dtstamp", revised)
    event.add("last-modified", revised)
    # Seconds, and no count: a follow-up is another file and goes on with the same entries.
    event.add("sequence", max(round((revised - _BEGINNING).total_seconds()), 0))
    event.add("dtstart", each.day)
    if each.day < date.max:
        event.add("dtend", each.day + timedelta(days=1))
    event.add("summary", f"{what} (done)" if each.done else what)
    if details:
        event.add("description", details)
    event.add("categories", [each.category])
    # A date that somebody else keeps fills nobody's day.
    event.add("transp", "TRANSPARENT")
    return event
