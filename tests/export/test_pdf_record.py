"""The sample's record as a real PDF: what a facilitator hands out when the room claps."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from lsp_workshop.collector import collector_paused
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export import ExportCancelled, ExportFailed
from lsp_workshop.export.pdf import write_record
from lsp_workshop.export.preview import PageImages
from tests.export.reading import annotations_of, fonts_of, outline, page_texts, squeezed, structure_of, whole_text

REFUSED = ("Bullen", "Adair")


def test_every_answer_stands_whole_in_the_record(sample_pdf: Path, sample_data: dict[str, Any]) -> None:
    """Otherwise somebody looks for what they said and it isn't there."""
    text = whole_text(sample_pdf)
    missing = [a["id"] for a in sample_data["answers"] if squeezed(a["text"]) not in text]
    assert len(sample_data["answers"]) == 164
    assert missing == []


@pytest.mark.parametrize(
    ("collection", "field", "count"),
    [("questions", "text", 19), ("actions", "title", 14), ("ballots", "title", 8), ("decisions", "text", 6)],
)
def test_nothing_of_the_day_is_left_out(
    sample_pdf: Path, sample_data: dict[str, Any], collection: str, field: str, count: int
) -> None:
    """Otherwise a question, an action, a vote or a decision of the day is lost to those who weren't there."""
    text = whole_text(sample_pdf)
    expected = [squeezed(item[field]) for item in sample_data[collection]]
    if collection == "ballots":
        # The only health check is a section of its own and bears its name.
        expected = [squeezed("Partnership health check") if "healthcheck" in title else title for title in expected]
    assert len(expected) == count
    assert [title for title in expected if title not in text] == []


def test_who_refused_is_named_nowhere(sample_pdf: Path) -> None:
    """Otherwise a promise made at the sign-in sheet is broken in print."""
    text = whole_text(sample_pdf)
    reader = PdfReader(sample_pdf)
    properties = " ".join(str(value) for value in (reader.metadata or {}).values())
    titles = " ".join(title for title, _ in outline(sample_pdf))
    heard = " ".join(str(element.get("/Alt", "")) for element in structure_of(sample_pdf))
    links = " ".join(str(link["/Contents"]) for link in annotations_of(sample_pdf))
    assert "Public" in heard
    for name in REFUSED:
        assert name not in text
        assert name not in heard
        assert name not in links
        assert name not in properties
        assert name not in titles
        assert name.encode() not in sample_pdf.read_bytes()


def test_the_public_version_names_nobody(
    sample: Workshop, sample_data: dict[str, Any], framework: Framework, fonts: Path, tmp_path: Path
) -> None:
    """Otherwise the version for the web names people who agreed to be named among partners only."""
    out = tmp_path / "public.pdf"
    write_record(printable_record(sample, framework, public=True), out, fonts=fonts)
    text = whole_text(out)
    names = [participant["name"] for participant in sample_data["participants"]]
    names += [sample_data["workshop"]["facilitator"], sample_data["workshop"]["scribe"]]
    names += [apology["name"] for apology in sample_data["apologies"]]
    assert [name for name in names if squeezed(name) in text] == []


def test_the_record_of_a_full_day_is_not_too_long_to_read(sample_pdf: Path) -> None:
    """Otherwise nobody reads to the plan. Two of the pages are the plan as a matrix and as a timeline."""
    assert len(page_texts(sample_pdf)) <= 26


def test_no_page_ends_with_a_heading(sample_pdf: Path) -> None:
    """Otherwise a question stands at the foot of one page and what was said to it on the next."""
    titles = {squeezed(title) for title, _ in outline(sample_pdf)}
    for number, text in enumerate(page_texts(sample_pdf), start=1):
        lines = [line for line in text.splitlines() if line.strip() and line.strip() != str(number)]
        assert not lines or squeezed(lines[-1]) not in titles, number


def test_the_contents_lead_to_the_right_pages(sample_pdf: Path) -> None:
    """Otherwise people turn to a page and find something else."""
    pages = [squeezed(text) for text in page_texts(sample_pdf)]
    reader = PdfReader(sample_pdf)
    links = annotations_of(sample_pdf)
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages, 1) if page.indirect_reference}
    assert len(links) > 30
    for link in links:
        title, _, page = str(link["/Contents"]).rpartition(", page ")
        assert numbers[link["/Dest"][0].idnum] == int(page), title
        assert squeezed(title) in pages[int(page) - 1]


def test_the_outline_leads_to_the_pages_that_bear_its_titles(sample_pdf: Path) -> None:
    """Otherwise whoever reads on a screen jumps to the wrong place."""
    pages = [squeezed(text) for text in page_texts(sample_pdf)]
    entries = outline(sample_pdf)
    assert len(entries) > 40
    for title, page in entries:
        assert squeezed(title) in pages[page - 1], title


def test_every_page_but_the_cover_bears_its_number(sample_pdf: Path) -> None:
    """Otherwise nobody can say "page 14" in a meeting."""
    for number, text in enumerate(page_texts(sample_pdf), start=1):
        assert number == 1 or re.search(rf"(?m)^{number}\s*$", text), number


def test_the_record_says_what_it_is(sample_pdf: Path) -> None:
    """Otherwise screen readers read it in the wrong language and it is found under no title."""
    reader = PdfReader(sample_pdf)
    language: object = reader.root_object["/Lang"]
    assert language == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == "Shaping Aldermouth Together: Workshop record"
    assert reader.metadata.author == "Maren Ashdown"
    assert str(reader.metadata.get("/CreationDate")).startswith("D:20260312")


def test_all_fonts_are_embedded(sample_pdf: Path) -> None:
    """Otherwise the record looks different, or loses letters, on a partner's computer."""
    fonts = fonts_of(sample_pdf)
    bare = {f["/BaseFont"] for f in fonts if "/FontFile2" not in f.get("/FontDescriptor", {})}
    assert fonts
    assert bare == set()


def test_the_action_plan_lies_on_its_side(sample_pdf: Path) -> None:
    """Otherwise the plan's columns are too narrow to read."""
    pages = page_texts(sample_pdf)
    starts = [page for title, page in outline(sample_pdf) if title == "Action plan"]
    with PageImages(sample_pdf) as images:
        width, height = images.size(starts[0])
        assert images.page_count == len(pages)
    assert width > height


def test_the_same_workshop_gives_the_same_bytes(
    sample: Workshop, framework: Framework, fonts: Path, sample_pdf: Path, tmp_path: Path
) -> None:
    """Otherwise nobody can tell whether a record was changed."""
    again = tmp_path / "again.pdf"
    write_record(printable_record(sample, framework), again, fonts=fonts)
    assert again.read_bytes() == sample_pdf.read_bytes()


def test_source_date_epoch_dates_the_file(
    sample: Workshop, framework: Framework, fonts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a reproducible build of the sample record is impossible."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    out = tmp_path / "dated.pdf"
    write_record(printable_record(sample, framework), out, fonts=fonts)
    metadata = PdfReader(out).metadata
    assert metadata is not None
    assert str(metadata.get("/CreationDate")).startswith("D:20010909")


def test_letter_paper_in_grey_holds_as_much(
    sample: Workshop, sample_data: dict[str, Any], framework: Framework, fonts: Path, tmp_path: Path
) -> None:
    """Otherwise a printer with other paper cuts lines off, or one without colour loses what was said in colours."""
    out = tmp_path / "letter.pdf"
    write_record(printable_record(sample, framework), out, fonts=fonts, paper=Paper(PageSize.LETTER, grey=True))
    text = whole_text(out)
    assert [a["id"] for a in sample_data["answers"] if squeezed(a["text"]) not in text] == []
    pages: list[Any] = list(PdfReader(out).pages)
    assert {tuple(sorted(map(float, page.mediabox[2:]))) for page in pages} == {(612.0, 792.0)}
    colours = {
        match.split()[:3] == [match.split()[0]] * 3
        for page in pages
        for match in re.findall(r"[\d.]+ [\d.]+ [\d.]+ (?:rg|RG)\b", page.get_contents().get_data().decode("latin-1"))
    }
    assert colours == {True}


def test_large_print_is_larger_and_as_whole(
    sample: Workshop, sample_data: dict[str, Any], framework: Framework, fonts: Path, sample_pdf: Path, tmp_path: Path
) -> None:
    """Otherwise who asked for large print gets less than the others."""
    out = tmp_path / "large.pdf"
    write_record(printable_record(sample, framework), out, fonts=fonts, paper=Paper(large_print=True))
    text = whole_text(out)
    assert [a["id"] for a in sample_data["answers"] if squeezed(a["text"]) not in text] == []
    assert len(page_texts(out)) > len(page_texts(sample_pdf)) * 1.3


# --- cancelling and failing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("pages_before", [0, 3, 40])
def test_a_cancelled_export_leaves_the_old_file(
    sample: Workshop, framework: Framework, fonts: Path, tmp_path: Path, pages_before: int
) -> None:
    """Otherwise a change of mind costs the record that was there."""
    out = tmp_path / "record.pdf"
    out.write_bytes(b"the old record")
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > pages_before

    with pytest.raises(ExportCancelled):
        write_record(printable_record(sample, framework), out, fonts=fonts, cancelled=cancelled)
    assert out.read_bytes() == b"the old record"
    assert [path.name for path in tmp_path.iterdir()] == ["record.pdf"]


def test_a_missing_font_leaves_the_old_file(sample: Workshop, framework: Framework, tmp_path: Path) -> None:
    """Otherwise a broken installation destroys a good record."""
    out = tmp_path / "record.pdf"
    out.write_bytes(b"the old record")
    with pytest.raises(ExportFailed, match="NotoSans-Regular"):
        write_record(printable_record(sample, framework), out, fonts=tmp_path / "nowhere")
    assert out.read_bytes() == b"the old record"


def test_progress_ends_at_the_last_page(sample: Workshop, framework: Framework, fonts: Path, tmp_path: Path) -> None:
    """Otherwise the bar on the screen stops short and people wait for nothing."""
    heard: list[tuple[int, int]] = []
    out = tmp_path / "record.pdf"
    write_record(
        printable_record(sample, framework), out, fonts=fonts, progress=lambda done, total: heard.append((done, total))
    )
    pages = len(page_texts(out))
    assert heard[0] == (1, 0)
    assert heard[-1] == (pages, pages)
    assert all(abs(total - pages) <= pages / 3 for done, total in heard if done > pages / 4)
    assert all(done <= total for done, total in heard[1:])


def test_an_export_leaves_nothing_to_be_looked_for(
    sample: Workshop, framework: Framework, fonts: Path, tmp_path: Path
) -> None:
    """Otherwise the window stands still some seconds after the record, while Python looks for what was left."""
    record = printable_record(sample, framework)
    write_record(record, tmp_path / "first.pdf", fonts=fonts)  # Fonts are kept.
    gc.collect()
    with collector_paused():
        write_record(record, tmp_path / "record.pdf", fonts=fonts)
        assert gc.collect() < 1_500


# --- preview ------------------------------------------------------------------------------------------------


def test_the_preview_shows_every_page_at_the_asked_width(sample_pdf: Path) -> None:
    """Otherwise nobody sees the record before it is printed."""
    with PageImages(sample_pdf) as images:
        assert images.page_count == len(page_texts(sample_pdf))
        width, height, pixels = images.render(1, 300)
        assert (width, height) == (300, 425) or abs(height - 424) <= 1
        assert len(pixels) == width * height * 4
        # The band on top of the cover, as blue, green, red.
        assert tuple(pixels[40 * 4 : 40 * 4 + 3]) == (0x63, 0x6B, 0x0B)


def test_exporting_is_not_paid_for_before_it_is_wanted() -> None:
    """Otherwise the program starts late on the old laptop in the hall."""
    import subprocess
    import sys

    code = "import sys, lsp_workshop.export; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_writing_beside_a_link_replaces_what_it_points_to(
    export: Callable[[Workshop], Path], sample: Workshop, framework: Framework, fonts: Path, tmp_path: Path
) -> None:
    """Otherwise a link on the desktop is torn from the record in the shared folder."""
    target = tmp_path / "shared.pdf"
    target.write_bytes(b"old")
    link = tmp_path / "link.pdf"
    link.symlink_to(target)
    write_record(printable_record(sample, framework), link, fonts=fonts)
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"%PDF")
