"""Where pages end, at every place that a text, a list or a table can happen to end: no page is left nearly empty."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
import pytest

from lsp_workshop.documents import Making, write_document
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.handouts.parts import FormBlock, Handout, Sheet
from lsp_workshop.domain.model import Action
from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.figure_parts import Bar, BarChart
from lsp_workshop.domain.record.parts import (
    AnswerGroup,
    AnswerList,
    BulletList,
    Cell,
    Column,
    Heading,
    Paragraph,
    PrintableRecord,
    PrintedAnswer,
    Role,
    Section,
    Table,
)
from lsp_workshop.domain.wording import inside
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export.pdf import write_handout, write_record
from lsp_workshop.export.preview import PageImages
from tests.export.made_up import with_answers
from tests.export.reading import page_texts, squeezed

LINES = range(30, 46)
"""About a page of them."""


def pages_of(blocks: Sequence[FormBlock], fonts: Path, folder: Path) -> list[str]:
    """What stands on the pages of a sheet and of the one after it, without header and foot."""
    sheets = (Sheet("First", tuple(blocks)), Sheet("Second", (Paragraph("The end"),)))
    out = folder / "sheets.pdf"
    write_handout(Handout("Kind", "A day", "", "2026-03-12", sheets), out, fonts=fonts)
    found = []
    for number, text in enumerate(page_texts(out), start=1):
        lines = [line for line in text.splitlines() if line.strip() not in ("A day", "Kind", str(number), "")]
        found.append("\n".join(lines))
    return found


def test_a_list_that_ends_with_the_page_leaves_none_empty(fonts: Path, tmp_path: Path) -> None:
    """Otherwise a blank page stands in the middle of a document, and people look for what is missing."""
    for count in LINES:
        found = pages_of([BulletList(tuple(f"Point {n}" for n in range(count)))], fonts, tmp_path)
        assert all(found), count


def test_the_last_row_of_a_table_is_not_alone_on_a_page(fonts: Path, tmp_path: Path) -> None:
    """Otherwise a header and one line stand on a page of their own, before the paper turns for the plan."""
    broken = 0
    for count in LINES:
        rows = tuple((Cell(f"Row {n}"), Cell("said")) for n in range(count))
        found = pages_of([Table((Column("What"), Column("How")), rows)], fonts, tmp_path)
        shown = [page.count("Row ") for page in found]
        assert sum(shown) == count
        assert 1 not in shown, (count, shown)
        assert sum("What" in page for page in found) == sum(each > 0 for each in shown)
        broken += len(found) > 2
    assert broken


def test_a_small_chart_is_whole_and_a_long_one_goes_on(fonts: Path, tmp_path: Path) -> None:
    """Otherwise five options stand on one page and three, with what the vote was, on the next."""
    broken, out = set(), tmp_path / "chart.pdf"
    for bars, lines in [(8, 28), (8, 30), (8, 32), (12, 24), (12, 27), (12, 30), (40, 8), (40, 24)]:
        rows = tuple(Bar(f"Option {n}", 50 - n, str(50 - n)) for n in range(bars))
        before = Paragraph("\n".join(f"Line {n}" for n in range(lines)))
        vote = (before, Heading(3, "The vote"), BarChart(rows, (), "How it was", ""), Heading(3, "After"), before)
        sections = (Section("s", "Said", vote),)
        write_record(PrintableRecord("Kind", "A day", "", "", "", "", "", (), sections), out, fonts=fonts)
        (page,) = (each for each in page_texts(out) if "Option 0" in each)
        assert "The vote" in page, (bars, lines)
        if f"Option {bars - 1}" not in page or "How it was" not in page:
            broken.add(bars)
    assert broken == {40}


def test_a_part_of_the_record_does_not_end_with_a_scrap_of_a_table(fonts: Path, tmp_path: Path) -> None:
    """Otherwise two indicators stand on a page by themselves before the plan turns the paper."""
    out = tmp_path / "scrap.pdf"
    after = 0
    turned = Section("plan", "Plan", (Paragraph("Turned"),), landscape=True)
    for count in LINES:
        rows = tuple((Cell(f"Row {n}"), Cell("said")) for n in range(count))
        table = Table((Column("What"), Column("How")), rows)
        # With a note under it, it ends the record.
        noted = count % 2 == 0
        first = Section("first", "First", (table, Paragraph("A note", Role.NOTE)) if noted else (table,))
        sections = (first,) if noted else (first, turned)
        write_record(PrintableRecord("Kind", "A day", "", "", "", "", "", (), sections), out, fonts=fonts)
        pages = page_texts(out)
        shown = [page.count("Row ") for page in pages]
        assert sum(shown) == count
        assert [page.count("A note") for page in pages if "Row " not in page] == [0] * shown.count(0), count
        ends = [end for end, here in zip(ends_of(out), shown, strict=True) if here]
        assert min(ends) >= NEARLY_EMPTY, count
        after += len(ends) > 1
    assert after


def test_a_list_goes_with_its_heading_whole(fonts: Path, tmp_path: Path) -> None:
    """Otherwise the last of the ground rules is alone on the last page of the run sheet."""
    rules = tuple(f"Rule {n}" for n in range(7))
    for count in LINES:
        before = Paragraph("\n".join(f"Line {n}" for n in range(count)))
        found = pages_of([before, Heading(2, "Rules"), BulletList(rules)], fonts, tmp_path)
        assert sum("Rule 0" in page and "Rule 6" in page for page in found) == 1, count


def test_few_headings_need_no_page_of_contents(export: Callable[[Workshop], Path]) -> None:
    """Otherwise the first page of a record with one answer in it is blank but for a line."""
    pages = page_texts(export(with_answers("Only this")))
    assert "Contents" not in pages[1]
    assert "Only this" in pages[1]


@pytest.mark.parametrize(("lines", "on_page"), [(5, 1), (60, 2)])
def test_the_record_begins_below_few_contents_where_the_day_fits_there(
    lines: int, on_page: int, fonts: Path, tmp_path: Path
) -> None:
    """Otherwise the contents of a short record are a few lines on an empty page; the day on one page is never cut."""
    day = tuple(f"Line {number}" for number in range(lines))
    sections = [Section("day", "The day", (BulletList(day),), own_page=True)]
    sections += [Section(f"s{number}", f"Part {number}", (Paragraph("Said"),)) for number in range(8)]
    out = tmp_path / "short.pdf"
    write_record(PrintableRecord("Kind", "A day", "", "", "", "", "", (), tuple(sections)), out, fonts=fonts)
    pages = page_texts(out)
    assert "Contents" in pages[1]
    assert [number for number, page in enumerate(pages) if "Line 0" in page] == [on_page]


NEARLY_EMPTY = 0.3
"""A page of the record that runs on is nearly empty where what is printed ends above this share of its room."""
LOWEST = 0.84
"""A heading that begins below this share of its page is lonely: two lines have no room between it and the foot."""


def ends_of(pdf: Path) -> list[float]:
    """How far down each page is printed, as a share of the room between header and foot."""
    found = []
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    for page in document:
        picture = page.render(scale=0.2, grayscale=True).to_pil().convert("L")
        top, bottom = round(0.2 * 62), picture.height - round(0.2 * 62)
        room = picture.crop((0, top, picture.width, bottom)).point(lambda grey: 255 * (grey < 235))
        box = room.getbbox()
        found.append(box[3] / (bottom - top) if box else 0.0)
    document.close()
    return found


def lonely_headings(pdf: Path) -> list[str]:
    """Headings of the outline that nothing can stand under."""
    with PageImages(pdf) as pages:
        return [line.title for line in pages.outline if line.top > LOWEST * pages.sizes[line.page][1]]


VERSIONS = {
    "partners": (False, Paper(), 25),
    "public": (True, Paper(), 26),
    "Letter": (False, Paper(size=PageSize.LETTER), 28),
    "large print": (False, Paper(large_print=True), 54),
}
"""For whom, on which paper, and the most pages it may have: a full day is read in 12 to 25."""


@pytest.mark.parametrize("version", VERSIONS)
def test_no_page_of_the_sample_is_nearly_empty(
    version: str, sample: Workshop, sample_pdf: Path, framework: Framework, fonts: Path, tmp_path: Path
) -> None:
    """Otherwise the record that is handed on looks as if something had gone wrong with it."""
    public, paper, most = VERSIONS[version]
    out = sample_pdf
    if version != "partners":
        out = tmp_path / "record.pdf"
        write_record(printable_record(sample, framework, public=public), out, fonts=fonts, paper=paper)
    ends = ends_of(out)
    assert [page for page, end in enumerate(ends, start=1) if end < NEARLY_EMPTY] == []
    assert lonely_headings(out) == []
    assert len(ends) <= most


@pytest.mark.parametrize("kind", ["organisations", "tally-sheets", "run-sheet"])
def test_no_page_of_a_large_handout_is_nearly_empty(kind: str, sample: Workshop, tmp_path: Path) -> None:
    """Otherwise the last three dates of a partner are on a sheet of their own, which is left in the printer."""
    out = tmp_path / "large.pdf"
    write_document(sample, out, kind, Making(paper=Paper(large_print=True)))
    assert [page for page, end in enumerate(ends_of(out), start=1) if end < NEARLY_EMPTY] == []


@pytest.mark.parametrize("paper", [Paper(), Paper(PageSize.LETTER), Paper(large_print=True)], ids=str)
def test_no_heading_of_a_partners_page_is_left_behind(paper: Paper, sample: Workshop, tmp_path: Path) -> None:
    """Otherwise “Your pledges” stands at the foot of a page, and the pledges are on the back."""
    out = tmp_path / "organisations.pdf"
    write_document(sample, out, "organisations", Making(paper=paper))
    with PageImages(out) as pages:
        found = [place for words in ("Your ", "What you measure") for place in pages.find(words, 500, lambda: False)]
    assert len(found) > 40
    assert [place for place in found if place.boxes[0][1] > LOWEST] == []


def test_a_table_leaves_no_scrap_wherever_it_begins(fonts: Path, tmp_path: Path) -> None:
    """Otherwise it depends on the length of what stands above it whether a sheet ends well."""
    rows = tuple((Cell(f"Row {n}"),) for n in range(24))
    for before in range(6, 34, 3):
        blocks = (BulletList(("Line",) * before), Heading(2, "Dates"), Table((Column("What"),), rows))
        pages_of(blocks, fonts, tmp_path)
        assert min(ends_of(tmp_path / "sheets.pdf")[:-1]) > NEARLY_EMPTY, before


def test_a_page_with_a_line_on_it_is_nearly_empty(fonts: Path, tmp_path: Path) -> None:
    """The look has to be able to see something."""
    pages_of([Paragraph("One line")], fonts, tmp_path)
    assert max(ends_of(tmp_path / "sheets.pdf")) < NEARLY_EMPTY


def test_nearly_every_partner_has_one_page(sample: Workshop, tmp_path: Path) -> None:
    """Otherwise what a partner has to do is on two sheets, and one of them is lost."""
    out = tmp_path / "organisations.pdf"
    write_document(sample, out, "organisations")
    assert len(page_texts(out)) <= 23


def test_the_summary_cuts_no_title_that_there_is_room_for(sample: Workshop, tmp_path: Path) -> None:
    """Otherwise people who read two sides only do not know what was promised."""
    out = tmp_path / "summary.pdf"
    write_document(sample, out, "summary")
    text = squeezed("".join(page_texts(out)))
    assert [action.title for action in sample.all(Action) if squeezed(action.title) not in text] == []


def test_lines_of_a_form_that_belong_together_are_on_one_page(sample: Workshop, tmp_path: Path) -> None:
    """Otherwise a table writes two milestones on one sheet and looks for the other two lines on the next."""
    out = tmp_path / "actions.pdf"
    write_document(sample, out, "action-sheets", Making(paper=Paper(large_print=True)))
    pages = [page for page in page_texts(out) if "Milestones" in page]
    assert len(pages) == 5
    assert all("First step" in page and "Done by" in page for page in pages)


def test_a_sign_in_sheet_ends_with_lines_for_guests(sample: Workshop, tmp_path: Path) -> None:
    """Otherwise who comes besides signs in the margin, or a page holds nothing but a few lines."""
    out = tmp_path / "sign-in.pdf"
    write_document(sample, out, "sign-in", Making(paper=Paper(size=PageSize.LETTER)))
    pages = page_texts(out)
    assert len(pages) == 2
    assert "Not on the list" in pages[-1]


def test_a_list_in_a_script_from_the_right_has_its_signs_there(fonts: Path, tmp_path: Path) -> None:
    """Otherwise the ground rules in Urdu have their dots at the far end of the page."""
    found = []
    for words in ("Say it", "אנחנו רוצים"):
        pages_of([BulletList((words,))], fonts, tmp_path)
        page = pypdfium2.PdfDocument((tmp_path / "sheets.pdf").read_bytes())[0].get_textpage()
        places = {page.get_text_range(n, 1): page.get_charbox(n)[0] for n in range(page.count_chars())}
        found.append((places["•"], places[words[0]]))
    (sign, word), (sign_right, word_right) = found
    assert sign < word < 120
    assert sign_right > word_right > 400


def test_a_sentence_of_ours_begins_on_the_left_whoever_it_begins_with(fonts: Path, tmp_path: Path) -> None:
    """Otherwise the note on a sector with an Urdu name stands at the far end, its full stop before its first word."""
    said = f"{inside('رضاکار')}: not shown."
    pages_of([Paragraph(said)], fonts, tmp_path)
    page = pypdfium2.PdfDocument((tmp_path / "sheets.pdf").read_bytes())[0].get_textpage()
    places = {page.get_text_range(n, 1): page.get_charbox(n)[0] for n in range(page.count_chars())}
    assert places["ض"] < places["w"] < 200
    assert squeezed("رضاکار") in squeezed(page.get_text_bounded())


def test_a_theme_stands_beside_its_answers_and_over_no_other(fonts: Path, tmp_path: Path) -> None:
    """Otherwise the second line of a theme is printed over the next one, or under the foot of the page."""
    name = "Theme {} that is wider than its column by far"
    groups = tuple(
        AnswerGroup(name.format(f"t{theme}"), tuple(PrintedAnswer(f"said {n}", "A") for n in range(1 + theme % 6)))
        for theme in range(24)
    )
    broken = 0
    for before in range(0, 40, 7):
        sections = (Section("s", "Said", (BulletList(("Line",) * before), AnswerList("Table", groups))),)
        out = tmp_path / "themes.pdf"
        write_record(PrintableRecord("Kind", "A day", "", "", "", "", "", (), sections), out, fonts=fonts)
        document = pypdfium2.PdfDocument(out.read_bytes())
        for page in document:
            text = page.get_textpage()
            # The feet of the first column's lines, from its first letters: none on another, none under the page's.
            places = [(text.get_charbox(n), text.get_text_range(n, 1)) for n in range(text.count_chars())]
            feet = sorted(
                {round(box[1]) for box, letter in places if 65 < box[0] < 70 and box[1] < 700 and letter in "Twb"}
            )
            assert not [each for each in itertools.pairwise(feet) if 2 < each[1] - each[0] < 9]
            assert min(feet, default=100) > 24 * 72 / 25.4 - 2
            broken += "(continued)" in text.get_text_bounded()
        document.close()
    assert broken
