"""All the lists of a workshop as one Excel workbook. Loads XlsxWriter: import it where somebody exports."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from lsp_workshop.domain.paper import USUAL, PageSize, Paper
from lsp_workshop.domain.sheets import Chased, Precision, Sheet, Value, When, Workbook
from lsp_workshop.export.arial import FONT, lines_of
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
_SIDES, _ENDS = 0.4, 0.75
"""Margins in inches."""
_NARROWER = 1.2
"""Columns of text in large print beside the usual ones: their words are set in more lines, not all in one wide one."""
_SIZE, _LINE, _AROUND = 10.0, 12.75, 2.25
"""Points of the letters, of a line of them, and over and under the lines of a row."""
_HIGHEST = 409.5
"""Points of a row; Excel has none higher."""
_RULE = "#B4BCC6"
_HEAD = 4
"""Lines of the header at most: it comes again on every page."""
_CHARACTER, _ARROW = 5.25, 16.0
"""Points of a character by which columns are measured, and of the sign of a filter."""
_LONGEST_HEAD = 70
"""Characters of a title at the head of a page."""
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
    replace_file(out, _fitting(memory))


def _fitting(written: io.BytesIO) -> bytes:
    """The workbook with rows that are as high as we say until somebody types in them, or makes a column narrower.

    XlsxWriter can say nothing of a row's height but that a person has set it, and then no program changes it. Without
    any height, only Excel itself finds one: elsewhere the lines of a row lie over the next.
    """
    again = io.BytesIO()
    with zipfile.ZipFile(written) as package, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as fitting:
        for part in package.infolist():
            data = package.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                data = data.replace(b' customHeight="1"', b"")
            fitting.writestr(part, data, zipfile.ZIP_DEFLATED)
    return again.getvalue()


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
        self._late = book.add_format({"bold": True, "font_color": "black" if paper.grey else "#B3261E"})
        self._name = self._format(num_format="General", align="left")
        self._fraction = self._format(num_format="0.00")
        self._dates = {precision: self._format(num_format=form, align="left") for precision, form in _FORMS.items()}

    def _format(self, **given: object) -> Any:
        usual = {"font_name": FONT, "font_size": round(_SIZE * self._scale, 1), "text_wrap": True, "valign": "top"}
        usual |= {"border": 1, "border_color": _RULE}
        return self._book.add_format({**usual, **given})

    def sheet(self, sheet: Sheet, cancelled: Cancelled) -> None:
        page = self._book.add_worksheet(sheet.name)
        widths = [self._width(sheet, place) for place in range(len(sheet.columns))]
        for place, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
            page.set_column(place, place, width)
            page.write_string(0, place, _cell_text(column.title), self._head)
        head = self._high([column.title for column in sheet.columns], widths, bold=True, beside=_ARROW)
        page.set_row(0, min(head, _HEAD * _LINE * self._scale))
        for number, row in enumerate(sheet.rows, start=1):
            if number % _ROWS == 1 and cancelled():
                raise ExportCancelled
            page.set_row(number, self._high(row, widths))
            for place, value in enumerate(row):
                self._cell(page, number, place, value, names=sheet.columns[place].names)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        # A question's number is text, and no mistake.
        page.ignore_errors({"number_stored_as_text": "A:XFD"})
        if sheet.chased is not None and sheet.rows:
            self._show_late(page, sheet, sheet.chased)
        self._print_set_up(page, sheet)

    def _show_late(self, page: Any, sheet: Sheet, chased: Chased) -> None:
        """Days that are over on the day when somebody looks: the sheet itself knows no day."""
        by, state = sheet.place_of(chased.by), sheet.place_of(chased.state)
        day, said = xl_rowcol_to_cell(1, by, col_abs=True), xl_rowcol_to_cell(1, state, col_abs=True)
        still = ",".join(f'{said}<>"{word}"' for word in chased.over)
        late = {"type": "formula", "criteria": f"=AND(ISNUMBER({day}),{day}<TODAY(),{still})", "format": self._late}
        page.conditional_format(1, by, len(sheet.rows), by, late)

    def _width(self, sheet: Sheet, place: int) -> float:
        """Of a column, in characters of the usual size."""
        # A date that has no room is shown as ####, where words go on in the next line.
        kinds = {type(row[place]) for row in sheet.rows}
        wraps = self._scale > 1 and str in kinds and When not in kinds
        return sheet.columns[place].width * (_NARROWER if wraps else self._scale)

    def _high(self, row: Sequence[Value], widths: Sequence[float], *, bold: bool = False, beside: float = 0.0) -> float:
        """Points of a row in which every line of its texts is seen."""
        size = _SIZE * self._scale
        said = ((value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str))
        lines = max(
            (lines_of(clean(text), (width * _CHARACTER - beside) / size, bold=bold) for text, width in said), default=1
        )
        return min(max(lines, 1) * _LINE * self._scale + _AROUND, _HIGHEST)

    def _print_set_up(self, page: Any, sheet: Sheet) -> None:
        page.set_landscape()
        page.set_paper(_PAPERS[self._paper.size])
        page.set_margins(_SIDES, _SIDES, _ENDS, _ENDS)
        page.print_area(0, 0, len(sheet.rows), sheet.printed - 1)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        # As large as ever, however small the columns are set.
        same = {"scale_with_doc": False}
        page.set_header(f"&L{_in_margin(self._workbook.title)}&R{_in_margin(self._workbook.kind)}", same)
        page.set_footer(f"&L{sheet.name}&RPage &P of &N", same)

    def _cell(self, page: Any, row: int, place: int, value: Value, *, names: bool) -> None:
        match value:
            case None:
                page.write_blank(row, place, None, self._text)
            case When():
                self._date(page, row, place, value)
            case str():
                page.write_string(row, place, _cell_text(value), self._text)
            case float() if value != int(value):
                page.write_number(row, place, value, self._fraction)
            case _:
                page.write_number(row, place, value, self._name if names else self._number)

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


def _in_margin(text: str) -> str:
    """A text at the head of a page, where “&” would begin an order to Excel."""
    line = one_line(text)
    return (line if len(line) <= _LONGEST_HEAD else f"{line[: _LONGEST_HEAD - 1].rstrip()}…").replace("&", "&&")


def _short(text: str) -> str:
    """A property: on one line, as long as Excel takes them."""
    return one_line(text)[:250]
