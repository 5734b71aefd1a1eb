"""Documents as they are heard: each is checked whole, and the check itself is shown documents that are not sound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from lsp_workshop.documents import DOCUMENTS, bundled_framework, write_document
from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.paper import Paper
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export.pdf import write_record
from tests.drawing.results import workshop_with
from tests.export.made_up import everywhere, with_answers
from tests.export.reading import structure_of, walked
from tests.export.ua_check import check

URDU = "ہمیں شام کی بسیں چاہئیں"


@pytest.fixture(scope="module")
def sound_pdf(fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small one, to be spoilt."""
    out = tmp_path_factory.mktemp("sound") / "sound.pdf"
    write_record(printable_record(workshop_with("dot vote", "normal"), bundled_framework()), out, fonts=fonts)
    return out


@pytest.fixture(scope="module")
def small_pdf(framework: Framework, fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Something of everything that is typed, in two scripts."""
    out = tmp_path_factory.mktemp("heard") / "small.pdf"
    write_record(printable_record(everywhere(f"buses {URDU} ✓"), framework), out, fonts=fonts)
    return out


@pytest.mark.parametrize("kind", [each.kind for each in DOCUMENTS if each.suffix == ".pdf"])
def test_every_document_can_be_heard(kind: str, sample: Workshop, sample_pdf: Path, tmp_path: Path) -> None:
    """Otherwise whoever cannot see the record, or a sheet, gets a heap of words."""
    out = sample_pdf
    if kind != "record":
        out = tmp_path / "document.pdf"
        write_document(sample, out, kind)
    assert check(out) == []


def test_whatever_was_typed_can_be_heard(small_pdf: Path) -> None:
    """Otherwise one odd answer takes the whole record from those who listen."""
    assert check(small_pdf) == []


def test_an_answer_over_pages_is_one_answer(framework: Framework, fonts: Path, tmp_path: Path) -> None:
    """Otherwise a screen reader begins a new row of the table at every page."""
    out = tmp_path / "long.pdf"
    write_record(printable_record(with_answers("many words " * 2_000, "short"), framework), out, fonts=fonts)
    assert check(out) == []
    cells = [each for each in structure_of(out) if each["/S"] == "/TD" and isinstance(each.get("/K"), ArrayObject)]
    assert any(len({str(kid.get("/Pg")) for kid in each["/K"] if hasattr(kid, "get")}) > 2 for each in cells)


def test_the_record_reads_from_its_cover_to_its_last_word(sample_pdf: Path) -> None:
    """Otherwise people hear the end before the beginning, or a title in the middle of a table."""
    roles = [str(each["/S"]) for each in structure_of(sample_pdf)]
    assert roles.index("/TOC") < roles.index("/Sect", roles.index("/TOC")) < roles.index("/Figure")
    assert roles.count("/H1") > 15
    assert {"/H2", "/H3", "/L", "/TH", "/Caption"} <= set(roles)


def test_an_archive_gets_what_it_asks_for(framework: Framework, fonts: Path, tmp_path: Path) -> None:
    """Otherwise the council's archive refuses the record, or its colours change in ten years."""
    out = tmp_path / "kept.pdf"
    record = printable_record(with_answers(f"buses {URDU}"), framework)
    write_record(record, out, fonts=fonts, paper=Paper(archival=True))
    assert check(out) == []
    root: Any = PdfReader(out).root_object
    words = root["/Metadata"].get_data()
    assert b"<pdfaid:part>2</pdfaid:part>" in words
    assert b"pdfaExtension:schemas" in words
    profile = root["/OutputIntents"][0].get_object()["/DestOutputProfile"].get_object()
    data = profile.get_data()
    assert int.from_bytes(data[:4], "big") == len(data)
    assert data[36:40] == b"acsp"
    ours, usual = ImageCms.ImageCmsProfile(BytesIO(data)), ImageCms.createProfile("sRGB")
    assert "sRGB" in ImageCms.getProfileDescription(ours)
    colour = Image.new("RGB", (1, 1), (11, 107, 99))
    turned = ImageCms.profileToProfile(colour, ours, usual)
    assert turned is not None
    seen: Any = turned.getpixel((0, 0))
    assert all(abs(one - other) <= 1 for one, other in zip(seen, (11, 107, 99), strict=True))


def test_other_records_promise_no_archive_anything(small_pdf: Path) -> None:
    """Otherwise a viewer locks every record as if it were a deed."""
    root: Any = PdfReader(small_pdf).root_object
    assert b"pdfaid:part" not in root["/Metadata"].get_data()


# --- the check itself ---------------------------------------------------------------------------------------


def first(writer: PdfWriter, role: str, having: str = "/S") -> Any:
    return next(each for each in walked(writer.root_object) if each["/S"] == role and having in each)


def painted(writer: PdfWriter, before: bytes, after: bytes) -> None:
    """The first page that has `before` in it, with `after` in its place."""
    for page in writer.pages:
        contents = page.get_contents()
        assert contents is not None
        data = contents.get_data()
        if before in data:
            stream = DecodedStreamObject()
            stream.set_data(data.replace(before, after, 1))
            page[NameObject("/Contents")] = writer._add_object(stream)
            return
    raise AssertionError(before)


def without(role: str, key: str, writer: PdfWriter) -> None:
    del first(writer, role, key)[key]


def with_role(role: str, other: str, writer: PdfWriter) -> None:
    first(writer, role)[NameObject("/S")] = NameObject(other)


def without_headers(writer: PdfWriter) -> None:
    for each in walked(writer.root_object):
        if each["/S"] == "/TH":
            each[NameObject("/S")] = NameObject("/TD")


def rows(writer: PdfWriter) -> Any:
    """Those of the first table that has several."""
    tables = [each["/K"] for each in walked(writer.root_object) if each["/S"] == "/Table"]
    return next(kids for kids in tables if isinstance(kids, ArrayObject) and len(kids) > 1)


def turned_round(writer: PdfWriter) -> None:
    rows(writer).reverse()


def a_cell_less(writer: PdfWriter) -> None:
    cells = rows(writer)[1].get_object()["/K"]
    del cells[-1]


def without_parents(writer: PdfWriter) -> None:
    root: Any = writer.root_object["/StructTreeRoot"]
    entries = root["/ParentTree"]["/Nums"]
    del entries[1].get_object()[-1]


def a_link_unknown(writer: PdfWriter) -> None:
    root: Any = writer.root_object["/StructTreeRoot"]
    entries = root["/ParentTree"]["/Nums"]
    del entries[-2:]


def a_link_unsaid(writer: PdfWriter) -> None:
    page: Any = next(page for page in writer.pages if "/Annots" in page)
    page["/Annots"][0].get_object()[NameObject("/Contents")] = NumberObject(0)
    del page["/Annots"][0].get_object()["/Contents"]


def without_language(writer: PdfWriter) -> None:
    del writer.root_object["/Lang"]


def without_tabs(writer: PdfWriter) -> None:
    del writer.pages[0]["/Tabs"]


def without_title(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(b"<pdfuaid:part>1</pdfuaid:part>")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)


def unembedded(writer: PdfWriter) -> None:
    page: Any = writer.pages[0]
    for font in page["/Resources"]["/Font"].values():
        font.get_object()[NameObject("/FontDescriptor")] = DictionaryObject()


SPOILT: Mapping[str, Callable[[PdfWriter], None]] = {
    "a table without a header": without_headers,
    "a table's header that does not say what it heads": partial(without, "/TH", "/A"),
    "a table whose rows have different numbers of cells": a_cell_less,
    "text that is neither read nor furniture": partial(painted, before=b"/P <</MCID 0>> BDC", after=b"/Nothing BMC"),
    "a drawing that is neither read nor furniture": partial(painted, before=b"/Artifact BMC", after=b"/Nothing BMC"),
    "contents are not numbered one after the other": partial(painted, before=b"/MCID 1>>", after=b"/MCID 91>>"),
    "content 0 twice": partial(painted, before=b"/MCID 1>>", after=b"/MCID 0>>"),
    "something marked is not closed": partial(painted, before=b"EMC", after=b""),
    "a figure without words": partial(without, "/Figure", "/Alt"),
    "a figure that does not say where it is": partial(without, "/Figure", "/A"),
    "nobody knows what a /Sidebar is": partial(with_role, "/P", "/Sidebar"),
    "the first heading is not of the first level": partial(with_role, "/H1", "/H2"),
    "it is read in another order than it is painted in": turned_round,
    "entries for their elements": without_parents,
    "a link outside of the structure": a_link_unknown,
    "a link without words": a_link_unsaid,
    "it does not say its language": without_language,
    "the tab key does not follow the structure": without_tabs,
    "it has no title": without_title,
    "is not in the file": unembedded,
}


@pytest.mark.parametrize("fault", SPOILT)
def test_the_check_finds(fault: str, sound_pdf: Path, tmp_path: Path) -> None:
    """Otherwise it finds every document sound, whatever it is."""
    writer = PdfWriter(clone_from=sound_pdf)
    SPOILT[fault](writer)
    out = tmp_path / "spoilt.pdf"
    writer.write(out)
    assert [each for each in check(out) if fault in each] != []
