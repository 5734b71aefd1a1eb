"""A schema that this version's follows, made up for the tests: an answer's text was called its words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lsp_workshop.domain.codec import as_stored, encode
from lsp_workshop.domain.model import Answer, Record, WorkshopDetails
from lsp_workshop.store import format as file_format
from lsp_workshop.store import migrations
from lsp_workshop.store.format import Document, Tables, image, line_of

OLD = file_format.SCHEMA
FILE_ID = "00112233aabbccdd"


def step(tables: Tables) -> None:
    """From the old schema to the one after. What it does to the title shows whether it was done once."""
    for document in tables.get("answers", {}).values():
        if "words" in document:
            document["text"] = document.pop("words")
    for document in tables.get("workshop", {}).values():
        document["title"] = f"{document.get('title', '')}, brought up"


def newer(patch: pytest.MonkeyPatch) -> None:
    """From here on the program is of the schema after."""
    patch.setattr(file_format, "SCHEMA", OLD + 1)
    patch.setattr(migrations, "STEPS", {**migrations.STEPS, OLD: step})


def _old(record: Record) -> Document:
    document = dict(encode(record))
    if isinstance(record, Answer):
        document["words"] = document.pop("text")
    return document


def write_old(path: Path, records: tuple[Record, ...], *said: str) -> dict[tuple[str, str], Record]:
    """A file of the old schema with a line in its journal for each text; returns what it is to say after the step."""
    tables: Tables = {}
    for record in records:
        documents = tables.setdefault(record.collection, {})
        documents[len(documents) + 1] = _old(record)
    data, _ = image(tables, file_id=FILE_ID, sequence=7)
    found = {(each.collection, each.id): each for each in records}
    for number, text in enumerate(said, start=1):
        answer = Answer(id=f"new{number}", question_id="Q1", text=text)
        writes = [["answers", len(tables["answers"]) + number, _old(answer)]]
        entry = {"at": "", "label": "capture answer", "writes": writes}
        data += line_of(FILE_ID, 7 + number, json.dumps(entry, ensure_ascii=False).encode())
        found["answers", answer.id] = answer
    path.write_bytes(data)
    details = next(each for each in records if isinstance(each, WorkshopDetails))
    found["workshop", details.id] = replace(details, title=f"{details.title}, brought up")
    return {key: as_stored(each) for key, each in found.items()}
