"""Where the pages of the Word file end, and how wide its columns are: what no reader of the file can mend for us."""

from __future__ import annotations

import itertools
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from lsp_workshop.documents import write_document
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import Answer, Group
from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.domain.record import PrintableRecord, printable_record
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export.arial import width
from lsp_workshop.export.word import write_word
from tests.export.made_up import bare, with_answers
from tests.export.word_reading import W, WordFile, attribute, text_of


@pytest.fixture(scope="module")
def record(sample: Workshop, framework: Framework) -> PrintableRecord:
    return printable_record(sample, framework)


@pytest.fixture(scope="module")
def word(record: PrintableRecord, tmp_path_factory: pytest.TempPathFactory) -> WordFile:
    out = tmp_path_factory.mktemp("word") / "record.docx"
    write_word(record, out)
    return WordFile(out)


@pytest.fixture(scope="module")
def large(record: PrintableRecord, tmp_path_factory: pytest.TempPathFactory) -> WordFile:
    out = tmp_path_factory.mktemp("word") / "large.docx"
    write_word(record, out, paper=Paper(PageSize.A4, large_print=True))
    return WordFile(out)


def is_kept(part: Element) -> bool:
    """Whether all of a row or paragraph stays with what follows."""
    paragraphs = list(part.iter(f"{W}p"))
    return all(each.find(f"{W}pPr/{W}keepNext") is not None for each in paragraphs)


def rows_of(table: Element) -> list[Element]:
    return [row for row in table.findall(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is None]


def test_no_row_of_a_table_stands_alone(word: WordFile) -> None:
    """One row at the head of a page, or one below its header at the end of one, looks like a mistake."""
    longer = [rows for rows in map(rows_of, word.tables()) if len(rows) > 1]
    short = [row for rows in longer for row in (rows[0], rows[-2]) if len(text_of(row)) <= 700]
    assert len(longer) > 20
    assert [text_of(row) for row in short if not is_kept(row)] == []


def test_what_comes_before_new_pages_is_not_a_scrap(word: WordFile) -> None:
    """The plan lies on its side: the indicators before it left a page with one row on it."""
    parts = list(word.body)
    places = [place for place, part in enumerate(parts) if part.find(f"{W}pPr/{W}sectPr") is not None]
    assert len(places) == 2
    indicators = next(part for part in reversed(parts[: places[0]]) if part.tag == f"{W}tbl")
    rows = rows_of(indicators)
    assert "Mainstream money" in text_of(rows[-1])
    assert [is_kept(row) for row in rows] == [True] * len(rows) == [True] * 6
    for place in (*places, len(parts) - 2):
        above = parts[place - 1]
        assert is_kept(above.findall(f"{W}tr")[-1] if above.tag == f"{W}tbl" else above)
        assert parts[place].find(f"{W}pPr/{W}keepLines") is not None


def test_no_page_is_empty(word: WordFile) -> None:
    """A break in a paragraph of its own, where the page is full by then, makes one."""
    assert not [each for each in word.body.iter(f"{W}br") if attribute(each, "type") == "page"]
    tags = [(part.tag, text_of(part)) for part in word.body]
    assert not [one for one, other in itertools.pairwise(tags) if one == other == (f"{W}p", "")]


def test_words_and_dates_are_not_broken_in_large_print(large: WordFile) -> None:
    """“202” over “6” is no date, and a name in pieces no name: who needs large letters reads worse than others."""
    broken = []
    sizes = {
        attribute(each, "styleId"): int(attribute(each.find(f"{W}rPr/{W}sz"), "val")) / 2
        for each in large.xml("word/styles.xml").iter(f"{W}style")
        if each.find(f"{W}rPr/{W}sz") is not None
    }
    for cell in large.body.iter(f"{W}tc"):
        room = int(attribute(cell.find(f"{W}tcPr/{W}tcW"), "w")) / 20
        for said in cell.iter(f"{W}p"):
            size = sizes.get(attribute(said.find(f"{W}pPr/{W}pStyle"), "val"), 16.0)
            short = [word for word in text_of(said).split() if len(word) <= 10]
            broken += [word for word in short if width(word, bold=True) * size > room]
    assert broken == []


def test_labels_of_a_figure_have_room(large: WordFile) -> None:
    """The health check stood in a column two letters wide, a page for each of its twelve elements."""
    cells = [cell for cell in large.body.iter(f"{W}tc") if "Strong leadership" in text_of(cell)]
    assert [attribute(cell.find(f"{W}tcPr/{W}gridSpan"), "val") for cell in cells] == ["6"]
    row = next(row for row in large.body.iter(f"{W}tr") if cells[0] in list(row))
    assert is_kept(row)


def test_points_of_a_scale_are_said_below_where_they_have_no_room(word: WordFile, large: WordFile) -> None:
    """A tower of single words over a narrow column is read by nobody; their numbers are, with the words below."""
    for file, told in ((word, False), (large, True)):
        heads = [text_of(row) for row in file.body.iter(f"{W}tr") if text_of(row).startswith("Who")]
        legend = [
            text for text in file.paragraphs("Caption") if text.startswith("1  I cannot support this; 2  Serious")
        ]
        assert any("I can live with it" in head for head in heads) is not told
        assert bool(legend) is told


def test_a_short_record_begins_below_its_contents(tmp_path: Path) -> None:
    """A page with three lines on it says that nobody looked."""
    write_document(with_answers("We want buses."), tmp_path / "short.docx")
    starts = list(WordFile(tmp_path / "short.docx").body.iter(f"{W}pageBreakBefore"))
    assert len(starts) == 1


def test_the_key_of_who_does_what_is_in_one_piece(word: WordFile) -> None:
    """Whoever looks up what action 13 is turns the page back and forth otherwise."""
    parts = list(word.body)
    key = [part for part in parts if attribute(part.find(f"{W}pPr/{W}pStyle"), "val") == "CellNote"]
    assert len(key) == 14
    assert all(map(is_kept, key))
    assert "14 actions" in text_of(parts[parts.index(key[-1]) + 1])


def test_a_header_that_fills_the_page_comes_once(tmp_path: Path) -> None:
    """What a group is called can be a page long; on every page again it would leave a line for what was said."""
    for noun, again in (("Island", True), ("Island of the blessed " * 30, False)):
        named = Workshop([*bare(group_noun=noun), Group(id="g1", label="A"), *answers_of("g1")])
        write_document(named, tmp_path / "out.docx")
        word = WordFile(tmp_path / "out.docx")
        tables = [table for table in word.tables() if "Buses 39" in text_of(table)]
        assert len(tables) == 1
        assert (tables[0].find(f"{W}tr/{W}trPr/{W}tblHeader") is not None) is again
        assert " ".join(noun.split()) in " ".join(word.text().split())


def answers_of(group_id: str) -> list[Answer]:
    return [Answer(id=f"a{n}", question_id="Q1.1", group_id=group_id, text=f"Buses {n}") for n in range(40)]
