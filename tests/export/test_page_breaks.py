"""Where pages end, at every place that a text, a list or a table can happen to end: no page is left nearly empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2

from lsp_workshop.documents import Making, write_document
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.handouts.parts import FormBlock, Handout, Sheet
from lsp_workshop.domain.model import Action
from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.parts import BulletList, Cell, Column, Heading, Paragraph, Table
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export.pdf import write_handout, write_record
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


def test_no_page_of_the_sample_is_nearly_empty(
    sample: Workshop, sample_pdf: Path, framework: Framework, fonts: Path, tmp_path: Path
) -> None:
    """Otherwise the record that is handed on looks as if something had gone wrong with it."""
    public = tmp_path / "public.pdf"
    write_record(printable_record(sample, framework, public=True), public, fonts=fonts)
    for record in (sample_pdf, public):
        sizes = [len(squeezed(text)) for text in page_texts(record)]
        assert [page for page, size in enumerate(sizes, start=1) if size < 300 and page > 1] == []
    assert len(sizes) <= 28


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
