"""Photos in the record: in print and in Word, heard as well as seen, grey where it is asked for."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PIL import Image
from pypdf import PdfReader

from lsp_workshop.documents import Making, write_document
from lsp_workshop.domain.model import Photo, Picture
from lsp_workshop.domain.paper import Paper
from lsp_workshop.domain.pictures import as_text
from lsp_workshop.domain.workshop import Workshop
from tests.domain.flip_charts import flip_chart
from tests.export.made_up import with_answers
from tests.export.reading import squeezed, structure_of, whole_text
from tests.export.ua_check import check
from tests.export.word_reading import WordFile

SHAPES = ((60, 80), (80, 60), (4, 3), (2600, 40), (30, 2600))
GREY = Paper(grey=True)
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
Made = Callable[[str, Paper], Path]


def printers_colours() -> bytes:
    """As a scanner for printers writes it: no screen's colours, and no mark of the usual kind of file."""
    file = io.BytesIO()
    Image.new("CMYK", (20, 20), (0, 255, 255, 0)).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    colours = ("teal", "maroon", "navy", "olive", "purple")
    pictures = [flip_chart(*size, colour) for size, colour in zip(SHAPES, colours, strict=True)]
    sizes = [*SHAPES, (20, 20), (9, 9), (200, 200), (60, 80)]
    broken = flip_chart()[:400]
    half = flip_chart(200, 200)[:-200]
    # Then one is another size than is said; of the last two the end is missing, and all but the beginning.
    data = [*pictures, printers_colours(), flip_chart(), half, broken]
    records = [*with_answers("A bus after seven").records()]
    for place, (jpeg, (width, height)) in enumerate(zip(data, sizes, strict=True)):
        records.append(Picture(id=f"pi{place}", data=as_text(jpeg)))
        caption = "word " * 700 if place == 1 else f"Sheet {place} <b>&"
        records.append(
            Photo(
                id=f"ph{place}", question_id="Q1.1", picture_id=f"pi{place}", width=width, height=height,
                caption=caption, description="ہمیں ایک جگہ" if place == 2 else "", order=place,
            )
        )  # fmt: skip
    return Workshop(records)


@pytest.fixture(scope="module")
def made(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("photos")

    def make(suffix: str, paper: Paper) -> Path:
        out = folder / f"{paper.grey}{suffix}"
        if not out.exists():
            write_document(workshop, out, "record", Making(paper=paper))
        return out

    return make


def pictures_in(path: Path) -> list[Image.Image]:
    if path.suffix == ".pdf":
        return [found.image for page in PdfReader(path).pages for found in page.images if found.image is not None]
    parts = WordFile(path).parts
    return [Image.open(io.BytesIO(data)) for name, data in parts.items() if name.startswith("word/media/")]


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_every_photo_that_can_be_read_is_there_in_its_shape(made: Made, suffix: str) -> None:
    """What a table drew is part of what it said; one broken file costs that picture and no other."""
    out = made(suffix, Paper())
    assert sorted(each.size for each in pictures_in(out)) == sorted([*SHAPES, (20, 20), (60, 80)])
    assert {each.mode for each in pictures_in(out)} == {"RGB"}
    for private in (b"Callum", b"Aldermouth Road", b"confidence"):
        assert private not in out.read_bytes()


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_grey_paper_has_no_colours_in_its_photos(made: Made, suffix: str) -> None:
    """Or the one coloured page stops a printer that has no colours left."""
    found = pictures_in(made(suffix, GREY))
    assert found
    assert {each.mode for each in found} == {"L"}


def test_print_says_what_is_on_each_photo(made: Made) -> None:
    out = made(".pdf", Paper())
    assert check(out) == []
    said = [str(each["/Alt"]) for each in structure_of(out) if each["/S"] == "/Figure"]
    assert "Photo 3 of 9, question 1.1: ہمیں ایک جگہ" in said
    words = whole_text(out)
    assert squeezed("Sheet 0 <b>&") in words
    assert words.count("word") >= 700
    assert squeezed("Photo 9 of 9, question 1.1: it cannot be read") in words


def test_word_says_what_is_on_each_photo(made: Made) -> None:
    out = made(".docx", Paper())
    word = WordFile(out)
    assert word.faults() == []
    found = list(word.body.iter(_DESCRIBED))
    assert "Photo 3 of 9, question 1.1: ہمیں ایک جگہ" in [each.get("descr") for each in found]
    assert len({each.get("id") for each in found}) == len(found)
    assert "Sheet 0 <b>&" in word.paragraphs("Caption")
    assert word.text().count("word") >= 700
    assert "Photo 9 of 9, question 1.1: it cannot be read" in word.text()
    shapes = docx.Document(str(out)).inline_shapes
    assert len(shapes) == len(found)
    assert all(0 < each.width.pt < 500 and 0 < each.height.pt < 400 for each in shapes)


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_the_same_photos_give_the_same_bytes(made: Made, workshop: Workshop, tmp_path: Path, suffix: str) -> None:
    again = tmp_path / f"again{suffix}"
    write_document(workshop, again, "record", Making(paper=GREY))
    assert again.read_bytes() == made(suffix, GREY).read_bytes()
