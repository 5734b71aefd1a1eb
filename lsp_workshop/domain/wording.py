"""Small pieces of British English for print, screens and labels: dates, numbers, lists. Knows no workshop."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Monday first, as `date.weekday` counts; the system would name them in its own language in the middle of ours."""
_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_FROM_LEFT = "\u200e"
"""Prints nothing, and is read from the left as the program's language is."""
LONGEST_TITLE = 40
"""Characters of a title in a label."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def date_words(text: str | None) -> str:
    """ "2026-03-12" as "12 March 2026", "2026-03" as "March 2026"; what is no such date comes back as typed."""
    if not text:
        return ""
    month = _MONTH.fullmatch(text)
    if month:
        return f"{MONTHS[int(month[2]) - 1]} {month[1]}" if 1 <= int(month[2]) <= 12 else text
    if _DAY.match(text) is None:
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    day = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{day}, {moment:%H:%M}" if "T" in text else day


def short_date(text: str | None) -> str:
    """ "12 Mar 2026" for narrow columns."""
    words = date_words(text)
    for month in MONTHS:
        words = words.replace(month, month[:3]) if words != text else words
    return words


def dates_in(text: str) -> str:
    """The text with every ISO date in it written out."""
    return _DAY.sub(lambda match: date_words(match[0]), text)


def weekday_date(text: str) -> str:
    """ "Thursday 12 March 2026" for the cover."""
    try:
        return f"{WEEKDAYS[date.fromisoformat(text).weekday()]} {date_words(text)}"
    except ValueError:
        return date_words(text)


def number(value: float) -> str:
    """At most one decimal: 3, 2.5, 12,000."""
    rounded = round(value, 1)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,.1f}"


def mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def percent(value: float) -> str:
    return f"{number(value)}%"


def counted(count: int, noun: str, plural: str = "") -> str:
    """ "1 answer", "3 answers"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def number_word(count: int) -> str:
    """Numbers up to twelve as words, as running text has them."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def listed(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    return text if not text or text[-1] in ".!?…" else f"{text}."


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def joined(parts: Iterable[str], separator: str = ", ") -> str:
    return separator.join(part for part in parts if part)


def inside(text: str) -> str:
    """Typed text for a place in a sentence of ours: one that reads from the right stays so by itself, and turns neither
    the sentence that it begins nor what follows it.
    """
    if (
        text.isascii()
        or text.startswith(_FROM_LEFT)
        or not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    ):
        return text
    return f"{_FROM_LEFT}{text}{_FROM_LEFT}"


def phrase(parts: Iterable[str], separator: str = ", ") -> str:
    """Typed texts joined to words of ours, each kept to itself; one alone stays as it was typed."""
    there = [part for part in parts if part]
    return separator.join(map(inside, there)) if len(there) > 1 else "".join(there)


def shortened(text: str, length: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is longer than `length` characters."""
    # Of a long text the beginning is enough, unless most of it is space.
    line = " ".join(text[: length + length // 2].split())
    if len(line) <= length:
        line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[:length].rsplit(" ", 1)[0] if " " in line[:length] else line[:length]
    return f"{cut.rstrip(' ,;:.–-')}…"


def short_title(title: str) -> str:
    """The title in quotes, cut at a word where it is long."""
    return f"“{shortened(title, LONGEST_TITLE)}”"
