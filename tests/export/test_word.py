"""The record as a Word file: sound by Word's own rules, whole, and as easy to hear as to see."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lsp_workshop.documents import Making, write_document
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import WorkshopDetails
from lsp_workshop.domain.paper import USUAL, PageSize, Paper
from lsp_workshop.domain.record import PrintableRecord, printable_record
from lsp_workshop.domain.record.figure_parts import MatrixChart, SectorMark, TimelineChart, TimelinePoint
from lsp_workshop.domain.record.parts import AnswerList, Heading, Merged, Table
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export import ExportCancelled
from lsp_workshop.export.typeset.clean import clean, one_line
from lsp_workshop.export.word import write_word
from lsp_workshop.export.word.document import _Writer
from lsp_workshop.export.word.styles import word_look
from tests.domain.days import RICH, Day, days, live
from tests.export.made_up import everywhere, with_answers
from tests.export.reading import page_texts, squeezed
from tests.export.word_reading import W, WordFile, attribute, squeezed_lines, text_of
from tests.ui.support import session_of


@pytest.fixture(scope="module")
def record(sample: Workshop, framework: Framework) -> PrintableRecord:
    return printable_record(sample, framework)


@pytest.fixture(scope="module")
def path(record: PrintableRecord, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("word") / "record.docx"
    write_word(record, out)
    return out


@pytest.fixture(scope="module")
def word(path: Path) -> WordFile:
    return WordFile(path)


SIDES = ("left", "right")
NOT_SET = {"alternative", "id", "kind", "made_at", "language", "author", "date"}
"""Fields of the record's parts that are for others than the reader of a line of it."""


def texts_in(part: object) -> Iterator[str]:
    """Every text of the printable parts that a reader is to find."""
    if isinstance(part, StrEnum | SectorMark | Merged):
        # What a line is for; a sign before a name that is said beside it; and what heads a table in large print.
        return
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from texts_in(each)
    elif isinstance(part, TimelineChart):
        for group in part.groups:
            yield group.title
            for row in group.rows:
                yield from (row.label, row.note, row.said or row.printed)
    elif is_dataclass(part) and not isinstance(part, TimelinePoint | type):
        unsaid = {"noun"} if isinstance(part, AnswerList) and not any(_sources(part)) else set()
        for field in fields(part):
            if field.name not in NOT_SET | unsaid and not (
                field.name == "mark" and isinstance(getattr(part, field.name), str)
            ):
                yield from texts_in(getattr(part, field.name))


def _sources(answers: AnswerList) -> Iterator[str]:
    """Who gave each answer: a column that is there where anybody is known."""
    return (answer.source for group in answers.groups for answer in group.answers)


def is_whole(record: PrintableRecord, word: WordFile) -> list[str]:
    """The texts of the record that the file does not say as often as the record does."""
    found = squeezed_lines(word.text()).casefold()
    wanted = Counter(squeezed_lines(clean(text)).casefold() for text in texts_in((record.cover, record.sections)))
    return [text for text, count in wanted.items() if text and found.count(text) < count]


def test_every_text_of_the_record_stands_in_the_file(record: PrintableRecord, word: WordFile) -> None:
    """Otherwise somebody edits a record from which something that was said has gone."""
    assert len(squeezed_lines(word.text())) > 20_000
    assert is_whole(record, word) == []


def test_an_answer_stands_there_once(word: WordFile, sample_data: dict[str, list[dict[str, str]]]) -> None:
    """Otherwise two copies of it are corrected differently."""
    said: Counter[str] = Counter()
    for each in word.tables():
        first, *rows = each.findall(f"{W}tr")
        if text_of(list(first.iter(f"{W}p"))[-1]).startswith("What they said"):
            # The marks stand behind two spaces.
            said.update(text_of(row[-1][-1]).partition("  ")[0] for row in rows)
    assert said == Counter(answer["text"] for answer in sample_data["answers"])


def test_word_will_open_it(word: WordFile) -> None:
    """A file that Word calls unreadable is no record, whatever else reads it."""
    assert word.faults() == []
    compatibility = [
        attribute(each, "val")
        for each in word.xml("word/settings.xml").iter(f"{W}compatSetting")
        if attribute(each, "name") == "compatibilityMode"
    ]
    assert compatibility == ["15"]


def test_headings_and_contents_are_words_own(record: PrintableRecord, word: WordFile) -> None:
    """Otherwise nobody can jump to a stage, by screen reader or by eye."""
    expected = []
    for section in record.sections:
        expected += [section.title, *(b.text for b in section.blocks if isinstance(b, Heading) and b.level == 2)]
    assert word.paragraphs("Heading1", "Heading2") == expected
    contents = word.body.find(f"{W}sdt")
    assert contents is not None
    links = list(contents.iter(f"{W}hyperlink"))
    assert [text_of(link) for link in links] == [one_line(each) for each in expected]
    marks = {attribute(each, "name") for each in word.body.iter(f"{W}bookmarkStart")}
    assert {attribute(link, "anchor") for link in links} <= marks
    assert 'TOC \\o "1-2"' in "".join(each.text or "" for each in contents.iter(f"{W}instrText"))


def test_tables_say_which_row_is_their_header(word: WordFile, record: PrintableRecord) -> None:
    """Otherwise a screen reader reads figures without saying whose, and page two of a table is anybody's guess."""
    tables = [b for s in record.sections for b in s.blocks if isinstance(b, Table)]
    headed = [each for each in word.tables() if each.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]
    assert len(headed) > len(tables) > 10
    for each in word.tables():
        look = each.find(f"{W}tblPr/{W}tblLook")
        header = each.findall(f"{W}tr")[0].find(f"{W}trPr/{W}tblHeader")
        assert attribute(look, "firstRow") == str(int(header is not None))
        assert attribute(look, "firstColumn") == str(int(header is None))


def test_every_figure_has_a_text_with_all_its_values(word: WordFile, record: PrintableRecord) -> None:
    """Otherwise a chart is a gap in the record for those who hear it."""
    said = {attribute(each, "val") for each in word.body.iter(f"{W}tblDescription")}
    figures = [b for s in record.sections for b in s.blocks if hasattr(b, "alternative")]
    assert {" ".join(each.alternative.split()) for each in figures} == said
    assert len(figures) > 10
    assert not list(word.body.iter(f"{W}drawing"))
    assert any(isinstance(each, MatrixChart) for each in figures)


def test_the_file_says_what_it_is(path: Path, word: WordFile) -> None:
    """Otherwise it is read aloud in the wrong language, found under no title, and thought to be the last word."""
    document = docx.Document(str(path))
    properties = document.core_properties
    assert properties.title == "Shaping Aldermouth Together: Workshop record"
    assert (properties.author, properties.language) == ("Maren Ashdown", "en-GB")
    assert (properties.last_modified_by, properties.comments) == ("", "")
    assert f"{properties.created:%Y-%m-%d}" == "2026-03-12"
    language = word.xml("word/styles.xml").find(f".//{W}lang")
    assert attribute(language, "val") == "en-GB"
    for section in document.sections:
        assert "Draft 1, for correction by 20 March 2026" in section.footer.paragraphs[0].text
        assert section.header.paragraphs[0].text == "Shaping Aldermouth Together\tWorkshop record · 12 March 2026"
        assert "PAGE" in section.footer._element.xml
    assert "Draft 1, for correction by 20 March 2026" in word.paragraphs("Label")
    assert {name.rpartition(".")[2] for name in word.parts} <= {"xml", "rels"}


def test_the_plan_lies_on_its_side_alone(path: Path) -> None:
    """Otherwise its seven columns are too narrow to read, or everything else too wide."""
    ways = [section.orientation for section in docx.Document(str(path)).sections]
    assert ways == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_tables_fit_their_pages(path: Path) -> None:
    """Otherwise the last column is off the paper."""
    word = WordFile(path)
    pages = [
        int(attribute(each.find(f"{W}pgSz"), "w")) - sum(int(attribute(each.find(f"{W}pgMar"), side)) for side in SIDES)
        for each in word.body.iter(f"{W}sectPr")
    ]
    widths = {sum(int(attribute(each, "w")) for each in table.iter(f"{W}gridCol")) for table in word.tables()}
    # Whole twips, a few of them lost in a table of many columns.
    assert {any(abs(width - page) < 20 for page in pages) for width in widths} == {True}


def test_large_print_on_letter_in_grey(record: PrintableRecord, tmp_path: Path) -> None:
    """Otherwise who asked for large print gets what everybody gets."""
    out = tmp_path / "large.docx"
    write_word(record, out, paper=Paper(PageSize.LETTER, large_print=True, grey=True))
    word = WordFile(out)
    assert word.faults() == []
    sizes = {attribute(e, "styleId"): attribute(e.find(f"{W}rPr/{W}sz"), "val") for e in word.xml("word/styles.xml")}
    assert (sizes["Normal"], sizes["Heading1"], sizes["Cell"]) == ("32", "64", "28")
    page = docx.Document(str(out)).sections[0]
    assert (page.page_width.pt, page.page_height.pt) == (612, 792)  # type: ignore[union-attr]  # every section has a size
    colours = {attribute(each, "val") for each in word.body.iter(f"{W}color")}
    colours |= {attribute(each, "fill") for each in word.body.iter(f"{W}shd")}
    assert colours
    assert [colour for colour in colours if not colour[:2] == colour[2:4] == colour[4:] and colour != "171B22"] == []


@pytest.mark.parametrize(
    "text",
    [
        "x" * 20_000,
        "many words " * 1_800,
        "ہمیں شام کی بسیں چاہئیں, and late buses",
        "a\nb\n\nc",
        "<w:br/>&amp;]]>",
        "\ud800\x00!",
    ],
    ids=["one word", "20,000 characters", "Urdu and English", "lines", "markup", "nothing Word knows"],
)
def test_what_was_typed_comes_out_whole(text: str, tmp_path: Path) -> None:
    """Otherwise the end of what somebody wrote down with care is lost."""
    out = tmp_path / "out.docx"
    write_document(with_answers(text, "short"), out)
    word = WordFile(out)
    assert word.faults() == []
    assert squeezed_lines(clean(text)) in squeezed_lines(word.text())


def test_urdu_reads_from_the_right(tmp_path: Path) -> None:
    """Otherwise its full stop stands at the wrong end and its commas between the wrong words."""
    out = tmp_path / "out.docx"
    write_document(with_answers("ہمیں شام کی بسیں چاہئیں!", "Late buses, ہمیں please"), out)
    word = WordFile(out)
    turned = [each for each in word.body.iter(f"{W}p") if each.find(f"{W}pPr/{W}bidi") is not None]
    assert [text_of(each) for each in turned] == ["ہمیں شام کی بسیں چاہئیں!"]
    runs = [run for run in word.body.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
    assert ["".join(each.text or "" for each in run.iter(f"{W}t")) for run in runs] == [
        "ہمیں شام کی بسیں چاہئیں!",
        "ہمیں",
    ]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120))
def test_any_text_anywhere_makes_a_sound_file(text: str, framework: Framework, tmp_path: Path) -> None:
    """Otherwise there is a text that costs the facilitator the record."""
    made = printable_record(everywhere(text), framework)
    write_word(made, tmp_path / "any.docx")
    word = WordFile(tmp_path / "any.docx")
    assert word.faults() == []
    assert is_whole(made, word) == []


@settings(
    max_examples=5, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(day=days())
def test_whatever_a_day_was_like_its_record_is_whole(day: Day, framework: Framework, tmp_path: Path) -> None:
    """Otherwise there is a day whose record lacks what was said on it."""
    session = session_of(RICH)
    live(session, day)
    made = printable_record(session.workshop, framework)
    write_word(made, tmp_path / "day.docx")
    word = WordFile(tmp_path / "day.docx")
    assert word.faults() == []
    assert is_whole(made, word) == []


def test_a_workshop_with_nothing_has_a_cover(tmp_path: Path) -> None:
    """Otherwise exporting a new file ends in an error."""
    out = tmp_path / "out.docx"
    write_document(Workshop([WorkshopDetails(id="workshop", title="")]), out)
    word = WordFile(out)
    assert word.faults() == []
    assert word.paragraphs("Title") == ["Workshop"]


def test_progress_is_told_and_cancelling_leaves_the_old_file(sample: Workshop, tmp_path: Path) -> None:
    """Otherwise a long export looks stuck, and stopping it costs yesterday's."""
    out = tmp_path / "out.docx"
    out.write_bytes(b"old")
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))

    with pytest.raises(ExportCancelled):
        write_document(sample, out, making=Making(progress, lambda: len(told) == 3))
    assert (out.read_bytes(), list(tmp_path.iterdir())) == (b"old", [out])
    assert [done for done, _ in told] == [1, 2, 3]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_it_and_finds_the_answers(
    path: Path, sample_data: dict[str, list[dict[str, str]]], tmp_path: Path
) -> None:
    """A second program agrees on what the file says."""
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    text = squeezed("".join(page_texts(tmp_path / "record.pdf")))
    missing = [each["id"] for each in sample_data["answers"] if squeezed(each["text"])[:40] not in text]
    assert len(missing) < 5, missing


def test_what_was_written_is_taken_apart_before_it_goes(record: PrintableRecord) -> None:
    """A thousand pages let go in one step hold every key of the window up for a tenth of a second."""
    writer = _Writer(record, word_look(USUAL), None, None)
    assert writer.written()
    assert len(writer._body) == 0
