"""A finished PDF that is looked through: its outline, words and where they stand, and its pages on another paper."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from lsp_workshop.documents import write_document
from lsp_workshop.domain.model import DETAILS_ID, Answer, Question, Stage, WorkshopDetails
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export.preview import PageImages
from lsp_workshop.previews import Exported, Previews
from lsp_workshop.ui.workshop.record.printing import print_pages


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def shown(sample_pdf: Path) -> Iterator[Exported]:
    preview = Exported(PageImages(sample_pdf))
    yield preview
    preview.close()


def test_the_outline_leads_to_the_headings(shown: Exported) -> None:
    """Somebody asks for the pledges while the room waits."""
    lines = {line.title: line for line in shown.outline if line.level == 0}
    assert list(lines)[:2] == ["The day on one page", "Who was there"]
    assert {line.level for line in shown.outline} == {0, 1}
    for title in ("Pledges", "Decisions", "Lessons"):
        line = lines[title]
        height = shown.sizes[line.page][1]
        places = [found for found in shown.find(title, never) if found.page == line.page]
        tops = [box[1] * height for found in places for box in found.boxes]
        assert any(0 <= top - line.top < 60 for top in tops), "the heading stands just below where it leads to"


def test_words_are_found_where_they_stand(shown: Exported) -> None:
    """In capitals or not, over the end of a line, and on the page that has them."""
    found = shown.find("NORTHQUAY residents", never)
    assert found
    for place in found:
        for left, top, width, height in place.boxes:
            assert 0 < left < left + width < 1
            assert 0 < top < top + height < 1
    pages = {place.page for place in found}
    assert pages == {place.page for place in shown.find("  northquay   Residents ", never)} | pages
    # A title that runs over two lines has a box for each.
    assert len(shown.find("Shaping Aldermouth Together", never)[0].boxes) == 2
    assert shown.find("", never) == shown.find("   ", never) == []
    assert shown.find("no such words anywhere", never) == []
    assert len(shown.find("e", never)) == 1000
    assert shown.find("residents", lambda: True) == []


@pytest.mark.parametrize("words", ["نوجوانوں", "我们需", "किताब"])
def test_words_in_every_script_are_found(tmp_path: Path, words: str) -> None:
    """What was said in Urdu is looked for in Urdu, and stands in the file in the order in which it is read."""
    workshop = Workshop(
        [
            WorkshopDetails(id=DETAILS_ID, title="A day"),
            Stage(id="S1", number=1, title="Purpose"),
            Question(id="q", stage_id="S1", number="1.1", text="Why?"),
            Answer(id="a", question_id="q", text=f"{words} {words}"),
        ]
    )
    write_document(workshop, tmp_path / "record.pdf")
    with PageImages(tmp_path / "record.pdf") as images:
        assert len(images.find(words, 10, never)) == 2


def test_many_threads_may_ask_at_once(shown: Exported) -> None:
    """A page is drawn, words are looked for and another preview is made at the same time: PDFium alone would crash."""
    wrong: list[str] = []
    there = len(shown.find("residents", never))
    assert there > 5

    def look() -> None:
        for _ in range(3):
            if len(shown.find("residents", never)) != there:
                wrong.append("found")

    def draw() -> None:
        for page in range(6):
            if shown.render(page, 200).width != 200:
                wrong.append("drawn")

    threads = [threading.Thread(target=each) for each in (look, draw, look, draw)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert wrong == []


def test_a_preview_that_is_closed_has_nothing_on_its_pages(sample_pdf: Path) -> None:
    """It is closed while a page of it is still wanted: that must be no crash."""
    preview = Exported(PageImages(sample_pdf))
    preview.close()
    preview.close()
    assert preview.find("residents", never) == []
    assert preview.render(0, 500).width == 1


def test_what_another_program_shows_is_this_persons_alone(tmp_path: Path) -> None:
    """The record has names in it, and other people may use this computer."""
    previews = Previews(tmp_path / "previews")
    path = previews.file_to_view(b"%PDF", "Aldermouth-2026-03-12-record.pdf")
    assert path.name == "Aldermouth-2026-03-12-record.pdf"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert previews.file_to_view(b"%PDF", path.name) != path
    assert path.read_bytes() == b"%PDF"


@pytest.fixture
def printer(qapp: QApplication, tmp_path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    made.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    return made


def test_pages_are_printed_the_way_round_they_lie(shown: Exported, printer: QPrinter, tmp_path: Path) -> None:
    """The plan lies on its side; printed upright half of it is gone, or all of it is tiny."""
    landscape = next(n for n, (width, height) in enumerate(shown.sizes) if width > height)
    heard: list[tuple[int, int]] = []

    def progress(finished: int, total: int) -> None:
        heard.append((finished, total))

    assert print_pages(shown, printer, range(landscape - 1, landscape + 1), progress, never) == ""
    assert heard == [(1, 2), (2, 2)]
    boxes = [[float(side) for side in page.mediabox[2:]] for page in PdfReader(tmp_path / "printed.pdf").pages]
    assert boxes == [[612, 792], [792, 612]]
    assert printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape
    with PageImages(tmp_path / "printed.pdf") as printed:
        # The page is there, not an empty sheet: as much ink as on the screen, about.
        ink = _ink(printed.render(1, 300).pixels)
    assert ink == pytest.approx(_ink(shown.render(landscape - 1, 300).data), rel=0.3)


def _ink(pixels: bytes) -> int:
    return sum(255 - value for value in pixels[1::4])


def test_printing_stops_when_it_is_cancelled(shown: Exported, printer: QPrinter) -> None:
    """Forty pages too many are no reason to pull the plug."""
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 1

    told: list[int] = []
    assert print_pages(shown, printer, range(20), lambda finished, _total: told.append(finished), cancelled) == ""
    assert told == [1]
