"""All the lists of a workshop as one Excel workbook. Loads XlsxWriter: import it where somebody exports."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from lsp_workshop.domain.paper import USUAL, PageSize, Paper
from lsp_workshop.domain.sheets import Precision, Sheet, Value, When, Workbook
from lsp_workshop.export.errors import ExportCancelled
from lsp_workshop.export.moment import moment_of
from lsp_workshop.export.typeset.clean import clean, one_line
from lsp_workshop.files import replace_file

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

LONGEST_CELL = 32_767
"""Characters (UTF-16 units) that a cell holds."""
_CUT = " … [cut here: a cell holds no more]"
_FIRST_YEAR = 1901
"""Excel knows no dates before 1900, and takes that for a leap year."""
_LARGE = 1.45
_FORMS = {
    Precision.TIME: "d mmm yyyy hh:mm",
    Precision.DAY: "d mmm yyyy",
    Precision.MONTH: "mmm yyyy",
    Precision.YEAR: "yyyy",
}
_PAPERS = {PageSize.A4: 9, PageSize.LETTER: 1}
_ROWS = 500
"""Rows between two looks at whether the person has cancelled."""


def write_workbook(
    workbook: Workbook,
    out: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    paper: Paper = USUAL,
) -> None:
    """Writes the sheets in their order. Text stays text, whatever it begins with; dates are dates.

    `progress` hears the sheets done and their number. Where `cancelled` says so, ExportCancelled is raised and a file
    that was there stays; so it does with OSError. The same workbook gives the same bytes.
    """
    memory = io.BytesIO()
    # A formula or a link in what somebody typed would run on a partner's computer.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(memory, options) as book:
        writer = _Writer(book, workbook, paper)
        for number, sheet in enumerate(workbook.sheets, start=1):
            writer.sheet(sheet, cancelled or _never)
            if progress is not None:
                progress(number, len(workbook.sheets))
    replace_file(out, memory.getvalue())


def _never() -> bool:
    return False


class _Writer:
    """One workbook in the making: its formats, and the sheets so far."""

    def __init__(self, book: Any, workbook: Workbook, paper: Paper) -> None:
        self._book, self._paper, self._workbook = book, paper, workbook
        self._scale = _LARGE if paper.large_print else 1.0
        book.set_properties(
            {
                "title": _short(f"{workbook.title}: {workbook.kind}"),
                "subject": workbook.kind,
                "author": _short(workbook.author),
                "comments": "",
                "created": moment_of(workbook.made_at).replace(tzinfo=None),
            }
        )
        book.set_size(2400, 1500)
        self._head = self._format(bold=True, font_color="white", bg_color="#333333" if paper.grey else "#0B6B63")
        self._text = self._format()
        self._number = self._format(num_format="General")
        self._fraction = self._format(num_format="0.00")
        self._dates = {precision: self._format(num_format=form, align="left") for precision, form in _FORMS.items()}

    def _format(self, **given: object) -> Any:
        usual = {"font_name": "Arial", "font_size": round(10 * self._scale, 1), "text_wrap": True, "valign": "top"}
        return self._book.add_format({**usual, **given})

    def sheet(self, sheet: Sheet, cancelled: Cancelled) -> None:
        page = self._book.add_worksheet(sheet.name)
        last = len(sheet.columns) - 1
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width * self._scale)
            page.write_string(0, place, _cell_text(column.title), self._head)
        for number, row in enumerate(sheet.rows, start=1):
            if number % _ROWS == 1 and cancelled():
                raise ExportCancelled
            for place, value in enumerate(row):
                self._cell(page, number, place, value)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(sheet.rows), last)
        self._print_set_up(page, sheet)

    def _print_set_up(self, page: Any, sheet: Sheet) -> None:
        page.set_landscape()
        page.set_paper(_PAPERS[self._paper.size])
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_footer(f"&L{sheet.name}&RPage &P of &N")

    def _cell(self, page: Any, row: int, place: int, value: Value) -> None:
        match value:
            case None:
                return
            case When():
                self._date(page, row, place, value)
            case str():
                page.write_string(row, place, _cell_text(value), self._text)
            case float() if value != int(value):
                page.write_number(row, place, value, self._fraction)
            case _:
                page.write_number(row, place, value, self._number)

    def _date(self, page: Any, row: int, place: int, value: When) -> None:
        moment: date = value.moment
        if moment.year < _FIRST_YEAR:
            page.write_string(row, place, _cell_text(value.text), self._text)
            return
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day)
        page.write_datetime(row, place, moment, self._dates[value.precision])


def _cell_text(text: str) -> str:
    """The cleaned text, cut (with a word that says so) where it is more than a cell can hold."""
    cleaned = clean(text)
    if len(cleaned) <= LONGEST_CELL // 2 or _length(cleaned) <= LONGEST_CELL:
        return cleaned
    room = (LONGEST_CELL - len(_CUT)) * 2
    return cleaned.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _short(text: str) -> str:
    """A property: on one line, as long as Excel takes them."""
    return one_line(text)[:250]
