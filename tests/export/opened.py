"""Finished documents of every kind opened again: what anybody could find in them, reading or taking them apart."""

from __future__ import annotations

import html
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject

from tests.export.reading import outline, squeezed, whole_text


def all_that_is_in(path: Path) -> str:
    """Every text, property, alternative text and file name, without white space."""
    if path.suffix == ".pdf":
        titles = [title for title, _ in outline(path)]
        objects = "\n".join(_objects(PdfReader(path)))
        return squeezed(f"{whole_text(path)} {titles} {objects}") + path.read_bytes().decode("latin-1")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            members = [f"{info.filename} {_readable(info.filename, archive.read(info))}" for info in archive.infolist()]
        return squeezed(html.unescape("\n".join(members)))
    return squeezed(unfolded(path.read_bytes().decode("utf-8-sig")))


def _objects(reader: PdfReader) -> Iterator[str]:
    """Everything in the file but what draws pages, letters and pictures: properties (XMP too), tags with their texts,
    links, names, attachments.
    """
    numbers = {*reader.xref.get(0, {}), *reader.xref_objStm}
    for number in sorted(numbers):
        found: Any = reader.get_object(IndirectObject(number, 0, reader))
        yield str(found)
        if isinstance(found, StreamObject) and found.get("/Type") in ("/Metadata", "/EmbeddedFile"):
            yield found.get_data().decode("utf-8", "replace")


def _readable(name: str, data: bytes) -> str:
    """Words could stand between a picture's bytes; its other bytes are no signs of anything."""
    if name.endswith(".jpeg"):
        return "".join(filter(str.isprintable, data.decode("latin-1")))
    return data.decode("utf-8", "replace")


def unfolded(text: str) -> str:
    """A calendar's long lines in one piece; other text as it is."""
    return text.replace("\r\n ", "").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
