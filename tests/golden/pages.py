"""Makes the pages of the sample's record that later ones are held against: the text of each, and a small picture.

    python -m tests.golden.pages

Look at the pictures before they are committed (`git diff` says which changed): what stands here was looked at.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from lsp_workshop.domain.framework import read_framework
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export.pdf import write_record
from lsp_workshop.paths import resource
from tests.store.files import sample_records

FOLDER = Path(__file__).parent / "record"
TEXT = FOLDER / "pages.txt"
PAGE_ENDS = "\n\f\n"
PIXELS_A_POINT = 0.5
"""Enough to see a table that moved, and little enough for the history of the project."""


def picture_of(number: int) -> Path:
    """The file of a page's picture; pages count from 1."""
    return FOLDER / f"page-{number:02}.png"


def pages_of(pdf: Path) -> Iterator[tuple[str, Image.Image]]:
    """The text of each page as it is copied out of it, and its picture in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            text = page.get_textpage()
            words = "\n".join(line.rstrip() for line in text.get_text_bounded().splitlines())
            yield words, page.render(scale=PIXELS_A_POINT, grayscale=True).to_pil().convert("L")
            text.close()
            page.close()
    finally:
        document.close()


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("page-*.png"):
        old.unlink()
    framework = read_framework(json.loads(resource("framework.json").read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "record.pdf"
        write_record(printable_record(Workshop(sample_records()), framework), pdf, fonts=resource("fonts"))
        pages = list(pages_of(pdf))
    TEXT.write_text(PAGE_ENDS.join(words for words, _ in pages), encoding="utf-8", newline="\n")
    for number, (_, picture) in enumerate(pages, start=1):
        picture.quantize(16).save(picture_of(number), optimize=True)


if __name__ == "__main__":
    main()
