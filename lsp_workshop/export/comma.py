"""One list of a workshop as a CSV file: for spreadsheets and programs. Knows no workshop."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from pathlib import Path

from lsp_workshop.domain.sheets import Precision, Sheet, Value, When
from lsp_workshop.export.typeset.clean import clean
from lsp_workshop.files import replace_file

# What a spreadsheet takes for the beginning of a formula, after blanks too; the wide ones are the same signs as they
# are typed in Chinese and Japanese.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")  # noqa: RUF001 - the wide ones are meant


def write_csv(sheet: Sheet, out: Path) -> None:
    """Writes the sheet with its header, in UTF-8 with a mark that tells Excel so. The same sheet gives the same bytes.

    A text that a spreadsheet would take for a formula gets an apostrophe before it. Raises OSError; a file that was
    there stays then.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_text(column.title) for column in sheet.columns])
    writer.writerows([_printed(value) for value in row] for row in sheet.rows)
    replace_file(out, text.getvalue().encode("utf-8-sig"))


def _printed(value: Value) -> str | int | float:
    if isinstance(value, When):
        return _date(value)
    if isinstance(value, str):
        return _text(value)
    return "" if value is None else value


def _date(value: When) -> str:
    """ISO 8601, as much of it as is known."""
    if isinstance(value.moment, datetime):
        return value.moment.isoformat(sep=" ")
    length = {Precision.MONTH: 7, Precision.YEAR: 4}.get(value.precision, 10)
    return value.moment.isoformat()[:length]


def _text(text: str) -> str:
    """The text on the way out: cleaned, and kept from being worked out."""
    cleaned = clean(text)
    return f"'{cleaned}" if _FORMULA.match(text) or _FORMULA.match(cleaned) else cleaned
