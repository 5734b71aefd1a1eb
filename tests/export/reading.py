"""Finished PDFs read back the way a reader, a search and a screen reader do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
from pypdf import PdfReader

_SPACE = re.compile(r"\s+")


def page_texts(pdf: Path) -> list[str]:
    """The text of every page, as copying from a viewer gives it."""
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Without any white space: line breaks and columns are the layout's business."""
    # PDFium gives a hyphen at a line's end as U+FFFE, because it might be a hyphenation; ours never is.
    return _SPACE.sub("", text.replace("\ufffe", "-").replace("\u2010", "-"))


def whole_text(pdf: Path) -> str:
    return squeezed("".join(page_texts(pdf)))


def fonts_of(pdf: Path) -> list[Any]:
    """The font dictionaries of all pages."""
    pages: list[Any] = list(PdfReader(pdf).pages)
    return [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]


def annotations_of(pdf: Path) -> list[Any]:
    pages: list[Any] = list(PdfReader(pdf).pages)
    return [annotation.get_object() for page in pages for annotation in page.get("/Annots", [])]


def outline(pdf: Path) -> list[tuple[str, int]]:
    """Titles and page numbers (from 1) of the outline, flattened."""
    reader = PdfReader(pdf)
    found: list[tuple[str, int]] = []

    def walk(items: list[Any]) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                number = reader.get_destination_page_number(item)
                assert number is not None
                found.append((str(item.title), number + 1))

    walk(reader.outline)
    return found


def structure_of(pdf: Path) -> list[Any]:
    """The elements of the document's structure, in reading order."""
    return walked(PdfReader(pdf).root_object)


def walked(document: Any) -> list[Any]:
    """The elements below a document's root object."""
    found: list[Any] = []

    def walk(kids: Any) -> None:
        for kid in kids if isinstance(kids, list) else [kids]:
            element = kid.get_object()
            if hasattr(element, "get") and "/S" in element:
                found.append(element)
                walk(element.get("/K", []))

    walk(document["/StructTreeRoot"]["/K"])
    return found
