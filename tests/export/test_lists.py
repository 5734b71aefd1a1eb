"""Workbook, CSV and calendar opened again by other programs' libraries, or line by line by the standard's rules."""

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import vobject
from openpyxl.utils.cell import range_boundaries

from lsp_workshop.documents import Making, write_document
from lsp_workshop.domain.edits import event
from lsp_workshop.domain.edits.plan import change_action
from lsp_workshop.domain.model import Action, Answer, Milestone, Review, WorkshopDetails
from lsp_workshop.domain.paper import Paper
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export import ExportCancelled
from lsp_workshop.export.arial import width
from tests.export.made_up import bare, with_answers
from tests.ui.prepare.keys import stored_session

TEXTS = [
    "=1+1", "+44 1234", "-5 degrees", "@home", "\tTab", "\rReturn", "＝wide", "  =HYPERLINK(\"http://x\")",  # noqa: RUF001 - the wide sign is meant
    "http://example.org/", "1.10", "007", "{=SUM(A1)}", "plain", "a\nb", 'quote " and, comma', "ہمیں شام کی بسیں",
    "我们希望", "👩‍👩‍👧", "&amp; <b>",
]  # fmt: skip


@pytest.fixture(scope="module")
def typed() -> Workshop:
    return with_answers(*TEXTS, "x" * 20_000, "y" * 40_000, "nul\x00\ud800 \u202eround")


@pytest.fixture(scope="module")
def book(sample: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Any:
    out = tmp_path_factory.mktemp("lists") / "lists.xlsx"
    write_document(sample, out)
    return openpyxl.load_workbook(out)


@pytest.fixture
def answers(typed: Workshop, tmp_path: Path) -> Callable[[str], list[str]]:
    """The words of the answers as another program reads them out of a file of the kind."""

    def read(suffix: str) -> list[str]:
        out = tmp_path / f"out{suffix}"
        write_document(typed, out)
        if suffix == ".csv":
            data = out.read_bytes()
            assert data.startswith(b"\xef\xbb\xbf")
            rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
            return [row["Answer"] for row in rows]
        page = openpyxl.load_workbook(out)["Answers"]
        place = [cell.value for cell in page[1]].index("Answer")
        cells = [row[place] for row in page.iter_rows(min_row=2)]
        assert {cell.data_type for cell in cells} == {"s"}
        assert not [cell for cell in cells if cell.hyperlink]
        return [cell.value for cell in cells]

    return read


def test_text_in_excel_is_text_as_it_was_typed(answers: Callable[[str], list[str]]) -> None:
    """Otherwise an answer is worked out, or dials a server, on a partner's computer."""
    *found, long, cut, odd = answers(".xlsx")
    for given, read in zip(TEXTS, found, strict=True):
        assert read == given.replace("\t", "    ").replace("\r", "\n")
    assert long == "x" * 20_000
    assert len(cut) <= 32_767
    assert cut.endswith("[cut here: a cell holds no more]")
    assert odd == "nul\ufffd round"


def test_text_in_csv_is_never_a_formula(answers: Callable[[str], list[str]]) -> None:
    """Otherwise whoever opens the list with a double click runs what somebody pasted."""
    *found, _, whole, odd = answers(".csv")
    for given, read in zip(TEXTS, found, strict=True):
        clean = given.replace("\t", "    ").replace("\r", "\n")
        guarded = given.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r", "＝")  # noqa: RUF001 - as above
        assert read == (f"'{clean}" if guarded else clean)
    assert whole == "y" * 40_000
    assert odd == "nul\ufffd round"


def test_the_workbook_is_ready_to_filter(book: Any) -> None:
    """Whoever chases opens it and filters; a list without its header in sight is no use from row fifty on."""
    names = ["Answers", "Actions", "Milestones", "Ballots", "Results", "Decisions", "Participants"]
    assert book.sheetnames == names
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref == page.dimensions
        assert page.print_title_rows == "$1:$1"
        assert page["A1"].font.bold
    assert book.properties.title == "Shaping Aldermouth Together: Workshop lists"


def widths_of(page: Any) -> list[float]:
    """Of its columns, in points; neighbours of one width are one entry in the file."""
    found = {
        place: each.width * 5.25 for each in page.column_dimensions.values() for place in range(each.min, each.max + 1)
    }
    return [found[place] for place in sorted(found)]


def test_the_workbook_can_be_printed_and_read(book: Any) -> None:
    """Nineteen columns on one page are letters that nobody over forty reads; a row cut off is a promise forgotten."""
    for page in book:
        assert page.page_setup.orientation == "landscape"
        assert page.sheet_properties.pageSetUpPr.fitToPage
        # One page wide, which goes without saying, and as many as there are.
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
        assert page.oddHeader.left.text == "Shaping Aldermouth Together"
        assert (page.oddFooter.left.text, page.oddFooter.right.text) == (page.title, "Page &P of &N")
        last = range_boundaries(page.print_area.rpartition("!")[2])[2]
        # 11.1 inches of paper: no smaller than two thirds of ten points.
        assert sum(widths_of(page)[:last]) * 2 / 3 < 11.1 * 72, page.title
    titles = [cell.value for cell in book["Actions"][1]]
    last = range_boundaries(book["Actions"].print_area.rpartition("!")[2])[2]
    assert {"No.", "Action", "Owner", "Deliverers", "Due", "Status", "Reason"} < set(titles[:last])
    assert titles[-1] == "Id"
    assert "Id" not in titles[:last]


def test_rows_of_the_workbook_are_as_high_as_their_words(book: Any, sample: Workshop, tmp_path: Path) -> None:
    """In programs that find no height by themselves the lines of a row lay over the next one."""
    page = book["Actions"]
    titles = [cell.value for cell in page[1]]
    for place, column in enumerate(page.iter_cols(min_row=2), start=1):
        room = widths_of(page)[place - 1]
        for cell in column:
            words = width(cell.value) * 10 if isinstance(cell.value, str) else 0.0
            assert (page.row_dimensions[cell.row].height or 15) >= 12.75 * max(words // room, 1), (
                titles[place - 1],
                cell,
            )
    out = tmp_path / "large.xlsx"
    write_document(sample, out, making=Making(paper=Paper(large_print=True)))
    large = openpyxl.load_workbook(out)
    dated = [cell for sheet in large for row in sheet.iter_rows() for cell in row if isinstance(cell.value, datetime)]
    assert len(dated) > 200
    rooms = {sheet.title: widths_of(sheet) for sheet in large}
    for cell in dated:
        text = f"{cell.value:%d %b %Y %H:%M}" if "h" in cell.number_format else f"{cell.value:%d %b %Y}"
        room = rooms[cell.parent.title][cell.column - 1]
        assert width(text) * cell.font.size < room, "it would be shown as ####"
    with zipfile.ZipFile(out) as package:
        # Or the height stays as it is when somebody types a longer reason.
        assert b"customHeight" not in package.read("xl/worksheets/sheet2.xml")


def test_what_is_late_is_seen_on_the_day_it_is_looked_at(book: Any) -> None:
    """Whoever chases in March has fourteen dates to compare with today's in their head."""
    for name, by, state, over in (
        ("Actions", "Due", "Status", ("Done", "Dropped")),
        ("Milestones", "Due", "Done", ("yes",)),
    ):
        page = book[name]
        titles = [cell.value for cell in page[1]]
        ((where, (rule,)),) = [(each.sqref, each.rules) for each in page.conditional_formatting]
        day, said = (f"${chr(ord('A') + titles.index(title))}2" for title in (by, state))
        assert str(where) == f"{day[1]}2:{day[1]}{page.max_row}"
        others = ",".join(f'{said}<>"{word}"' for word in over)
        assert rule.formula == [f"AND(ISNUMBER({day}),{day}<TODAY(),{others})"]
        assert rule.dxf.font.b, "colour is never the only sign"


def test_an_and_in_the_title_is_no_order_to_excel(tmp_path: Path) -> None:
    """“&P” at the head of every page would be its number, “&G” a picture."""
    write_document(Workshop([WorkshopDetails(id="workshop", title="Bread &Pence & Co")]), tmp_path / "out.xlsx")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")["Actions"]
    assert page.oddHeader.left.text == "Bread &&Pence && Co"


def test_dates_in_excel_are_dates_and_figures_numbers(book: Any, sample: Workshop) -> None:
    """Otherwise nothing can be sorted by when it is due."""
    page = book["Actions"]
    titles = [cell.value for cell in page[1]]
    due = [row[titles.index("Due")] for row in page.iter_rows(min_row=2)]
    assert len([cell for cell in due if isinstance(cell.value, datetime)]) == 14
    assert {cell.number_format for cell in due} <= {"d\\ mmm\\ yyyy", "mmm\\ yyyy", "d mmm yyyy", "mmm yyyy"}
    results = book["Results"]
    totals = [cell.value for cell in results["G"][1:]]
    assert all(isinstance(value, int) for value in totals)


def test_a_cancelled_workbook_leaves_the_old_one(sample: Workshop, tmp_path: Path) -> None:
    """Otherwise whoever changes their mind has lost yesterday's list."""
    out = tmp_path / "lists.xlsx"
    out.write_bytes(b"old")
    with pytest.raises(ExportCancelled):
        write_document(sample, out, making=Making(cancelled=lambda: True))
    assert (out.read_bytes(), list(tmp_path.iterdir())) == (b"old", [out])


@pytest.mark.parametrize("kind", ["answers", "actions", "results", "participants"])
def test_each_csv_is_a_whole_table(sample: Workshop, tmp_path: Path, kind: str) -> None:
    """Otherwise a program that reads it loses columns on the way."""
    out = tmp_path / "out.csv"
    write_document(sample, out, kind)
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) > 10
    assert {len(row) for row in rows} == {len(rows[0])}


# --- the calendar -------------------------------------------------------------------------------------------


def entries(path: Path) -> list[dict[str, str]]:
    """The entries by RFC 5545, strictly: CRLF, lines of at most 75 octets, names, blocks that close."""
    data = path.read_bytes()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    lines = data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    found: list[dict[str, str]] = []
    open_blocks: list[str] = []
    for line in lines:
        name, value = re.fullmatch(r"([A-Z-]+(?:;[A-Z]+=[A-Za-z-]+)*):(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]  # or the line is wrong
        if name == "BEGIN":
            open_blocks.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert open_blocks.pop() == value
        elif open_blocks[-1] == "VEVENT":
            assert name not in found[-1]
            found[-1][name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
    assert open_blocks == []
    return found


def test_every_entry_is_whole_and_stays_the_same_one(sample: Workshop, tmp_path: Path) -> None:
    """Otherwise a calendar refuses the file, or has every date twice after the second one."""
    out = tmp_path / "dates.ics"
    write_document(sample, out)
    found = entries(out)
    milestones = sum(bool(each.due) for action in sample.all(Action) for each in action.milestones)
    assert len([each for each in found if each["CATEGORIES"] == "Milestone"]) == milestones > 10
    assert len([each for each in found if each["CATEGORIES"] == "Review"]) == len(
        [review for review in sample.all(Review) if not review.items]
    )
    assert len({each["UID"] for each in found}) == len(found) > 40
    assert {each["DTSTAMP"] for each in found} == {each["LAST-MODIFIED"] for each in found} == {"20260312T153700Z"}
    starts = [each["DTSTART;VALUE=DATE"] for each in found]
    assert starts == sorted(starts)
    assert all(one < other for one, other in zip(starts, [e["DTEND;VALUE=DATE"] for e in found], strict=True))


def test_another_program_reads_the_same_dates(sample: Workshop, tmp_path: Path) -> None:
    """Those who chase what was promised have a calendar of another make."""
    out = tmp_path / "dates.ics"
    write_document(sample, out)
    calendar = vobject.readOne(out.read_text(encoding="utf-8"))
    read = [
        (each.uid.value, each.summary.value, each.dtstart.value.strftime("%Y%m%d")) for each in calendar.vevent_list
    ]
    assert read == [(each["UID"], each["SUMMARY"], each["DTSTART;VALUE=DATE"]) for each in entries(out)]


def test_another_program_takes_a_date_that_was_moved_for_newer(tmp_path: Path) -> None:
    """Otherwise the day stays in everybody's calendar where it was, and nobody comes to the new one."""
    action = Action(id="ac", title="Ask for buses", due="2026-06-30")
    session = stored_session(
        tmp_path / "day.lspw", [*bare(), action, Action(id="other", title="Wait", due="2026-06-01")]
    )
    out, name, other = tmp_path / "dates.ics", "Due: Ask for buses", "Due: Wait"

    def read() -> dict[str, Any]:
        write_document(session.workshop, out, making=Making(past=session.history()))
        same = out.read_bytes()
        write_document(Workshop(session.workshop.records()), out, making=Making(past=session.history()))
        assert out.read_bytes() == same, "the same workshop, the same bytes"
        return {each.summary.value: each for each in vobject.readOne(out.read_text(encoding="utf-8")).vevent_list}

    session.do(change_action("ac", target="Ten"))
    first = read()
    session.do(change_action("ac", due="2026-07-15"))
    moved = read()
    session.do(event.walk_to("Q1.1"))
    session.undo()
    back = read()
    session.close()
    assert len({each[name].uid.value for each in (first, moved, back)}) == 1
    numbers = [int(each[name].sequence.value) for each in (first, moved, back)]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] < 2**31
    for times in (
        [each[name].dtstamp.value for each in (first, moved, back)],
        [each[name].last_modified.value for each in (first, moved, back)],
    ):
        assert times == sorted(set(times))
    assert [each[name].dtstart.value for each in (moved, back)] == [date(2026, 7, 15), date(2026, 6, 30)]
    assert len({each[other].serialize() for each in (first, moved, back)}) == 1, "nobody touched it"


def test_words_in_the_calendar_come_back_as_typed(tmp_path: Path) -> None:
    """Otherwise a comma ends somebody's action, or a line of it becomes an entry of its own."""
    text = "Ask, and; ask \\n again: 👩‍👩‍👧 ہمیں\nEND:VEVENT\nBEGIN:VALARM " + "buses " * 200
    action = Action(id="ac", title=text, due="9999-12-31", milestones=(Milestone(title="First", due="2026-05-01"),))
    out = tmp_path / "dates.ics"
    write_document(Workshop([*bare(), action]), out)
    first, last = entries(out)
    assert first["SUMMARY"] == "Milestone: First"
    assert last["SUMMARY"].startswith("Due: Ask, and; ask \\n again: 👩‍👩‍👧 ہمیں END:VEVENT BEGIN:VALARM buses")
    assert len(last["SUMMARY"]) <= 200
    assert text in last["DESCRIPTION"]


def test_an_asked_for_date_stands_in_every_file(
    sample: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever builds the same files again elsewhere says when they were made."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    write_document(sample, tmp_path / "dates.ics")
    assert {each["DTSTAMP"] for each in entries(tmp_path / "dates.ics")} == {"20010909T014640Z"}
    write_document(sample, tmp_path / "lists.xlsx")
    assert openpyxl.load_workbook(tmp_path / "lists.xlsx").properties.created == datetime(2001, 9, 9, 1, 46, 40)


def test_many_answers_take_a_moment_and_all_come_out(tmp_path: Path) -> None:
    """A day of 5,000 answers is a list like any other."""
    answers = (Answer(id=f"a{n}", question_id="Q1.1", text=f"Answer {n}") for n in itertools.count())
    workshop = Workshop([*bare(), *itertools.islice(answers, 5_000)])
    write_document(workshop, tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert text.count("Answer ") == 5_000
