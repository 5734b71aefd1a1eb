"""Checking a file without touching it, and salvaging a damaged one into a new file.

Every document has a checksum of its own in the body, and every journal line one, so that damage costs what it hit and
the rest is known to be whole. A document that can be read but fails its checksum is kept and marked.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsp_workshop.domain.codec import decode
from lsp_workshop.domain.errors import BadRecord, DomainError
from lsp_workshop.domain.integrity import dangling
from lsp_workshop.domain.model import DETAILS_ID, RECORD_TYPE, WorkshopDetails
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.store import journal
from lsp_workshop.store.database import Write, apply
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.journal import HEAD_SIZE, META, SUMS, Document, Tables
from lsp_workshop.store.workshop_store import HISTORY, WorkshopStore, read_bytes

DOUBTFUL = "_doubtful"
"""A field set on documents whose checksum did not agree: true."""

_DOCUMENT = re.compile(rb'"(\d+)":(\{.*\}),?$', re.DOTALL)
_TABLE = re.compile(rb'"([^"\\]+)":\{(\},)?$')
_SUM = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """What `check` found. Codes: "damaged" (`where`), "torn_tail" (`size`), "dangling_id", "doubtful" (`count`)."""

    code: str
    values: dict[str, object] = field(default_factory=dict)

    @property
    def is_damage(self) -> bool:
        return self.code != "torn_tail"


@dataclass(slots=True)
class Salvage:
    """What came out of a damaged file: counts of documents whole, doubtful and lost."""

    tables: Tables = field(default_factory=dict)
    whole: int = 0
    doubtful: int = 0
    lost: int = 0


def check(path: Path) -> list[Finding]:
    """What is wrong with a file; an empty list for a sound one. The file is read, never changed.

    Raises StoreError: "not_found", "no_access", "not_a_workshop", "newer".
    """
    data = read_bytes(path)
    try:
        contents = journal.read_contents(data, path)
        store = WorkshopStore(path, contents, None, path.parent)
        workshop = Workshop(store.records())
    except StoreError as error:
        if error.code != "damaged":
            raise
        return [Finding("damaged", {"where": error.values["where"]})]
    findings = []
    if contents.torn:
        findings.append(Finding("torn_tail", {"size": len(contents.torn)}))
    doubtful = sum(DOUBTFUL in record.extra for record in workshop.records())
    if doubtful:
        findings.append(Finding("doubtful", {"count": doubtful}))
    if workshop.find(WorkshopDetails, DETAILS_ID) is None:
        return [*findings, Finding("damaged", {"where": "the workshop's details, which are missing"})]
    for found in dangling(workshop):
        values: dict[str, object] = {
            "collection": found.record.collection,
            "id": found.record.id,
            "field": found.field,
            "target": found.target_id,
        }
        findings.append(Finding("dangling_id", values))
    return findings


def repair(path: Path, out: Path) -> Salvage:
    """Salvage `path` into the new file `out`; `path` stays as it is.

    Raises StoreError: "exists" when `out` is there, "nothing_to_salvage" when no record could be read.
    """
    salvage = salvage_bytes(read_bytes(path))
    details = salvage.tables.get("workshop")
    if not salvage.whole and not salvage.doubtful:
        raise StoreError("nothing_to_salvage", path=path)
    if not details:
        salvage.lost += 1
        salvage.tables["workshop"] = {1: {"id": DETAILS_ID, "title": path.stem, DOUBTFUL: True}}
    data, _ = journal.image(salvage.tables, file_id=journal.new_file_id(), sequence=0)
    try:
        journal.create_file(out, data)
    except FileExistsError as error:
        raise StoreError("exists", path=out) from error
    except OSError as error:
        raise StoreError("no_access", path=out, detail=error.strerror or str(error)) from error
    return salvage


def salvage_bytes(data: bytes) -> Salvage:
    """Every document that can still be read, line by line, body first and journal on top."""
    salvage = Salvage()
    body = _body_lines(data)
    sums = _sums(body)
    table, place = "", 0
    for line in body:
        if opened := _TABLE.match(line):
            table, place = opened.group(1).decode("utf-8", "replace"), 0
            salvage.tables.setdefault(table, {})
        elif line[:1] == b'"' and table and not line.startswith(b'"%s"' % SUMS.encode()):
            expected = sums.get(table, "")[place * _SUM : (place + 1) * _SUM]
            place += 1
            _take(salvage, table, line, expected)
    salvage.tables.pop(META, None)
    _replay(salvage, data, _file_id(data))
    return salvage


def _body_lines(data: bytes) -> list[bytes]:
    start = HEAD_SIZE if data[HEAD_SIZE - 1 : HEAD_SIZE] == b"\n" else data.find(b"\n") + 1
    stop = data.find(b"\n~", start)
    return data[start : stop if stop >= 0 else len(data)].split(b"\n")


def _sums(lines: list[bytes]) -> dict[str, str]:
    prefix = b'"%s":' % SUMS.encode()
    for line in reversed(lines):
        if line.startswith(prefix):
            try:
                found = json.loads(line[len(prefix) :].rstrip(b"\n")[:-1])["1"]
                return {str(name): str(value) for name, value in found.items()}
            except (ValueError, KeyError, AttributeError, TypeError):
                return {}
    return {}


def _take(salvage: Salvage, table: str, line: bytes, expected: str) -> None:
    bare = line.removesuffix(b",")
    match = _DOCUMENT.match(bare)
    if match is None:
        salvage.lost += 1
        return
    is_whole = bool(expected) and journal.checksum(bare) == expected
    try:
        document = json.loads(match.group(2))
    except ValueError:
        salvage.lost += 1
        return
    _keep(salvage, table, int(match.group(1)), document, is_whole=is_whole)


def _keep(salvage: Salvage, table: str, number: int, document: Document, *, is_whole: bool) -> None:
    if table != HISTORY and not _has_shape(table, document):
        salvage.lost += 1
        return
    if is_whole:
        salvage.whole += 1
    else:
        document[DOUBTFUL] = True
        salvage.doubtful += 1
    salvage.tables[table][number] = document


def _has_shape(table: str, document: Any) -> bool:
    kind = RECORD_TYPE.get(table)
    if kind is None:
        return isinstance(document, dict)
    try:
        decode(kind, document)
    except (BadRecord, DomainError):
        return False
    return True


def _file_id(data: bytes) -> str:
    match = re.search(rb'"file_id":"([0-9a-f]+)"', data[:HEAD_SIZE])
    return match.group(1).decode() if match else ""


def _replay(salvage: Salvage, data: bytes, file_id: str) -> None:
    """Valid journal lines in their order; a bad one in between costs itself."""
    start = data.find(b"\n~", 0)
    if start < 0:
        return
    lines = data[start + 1 :].split(b"\n")
    last = len(lines) - 1
    for place, line in enumerate(lines):
        parsed = journal.parse_line(line, file_id)
        if parsed is None:
            # What stands after the last line ending was never acknowledged; an empty piece is the end itself.
            salvage.lost += bool(line) and place < last
            continue
        entry = json.loads(parsed[1])
        apply(salvage.tables, [Write(table, number, document) for table, number, document in entry["writes"]])
        salvage.whole += sum(document is not None and table != HISTORY for table, _, document in entry["writes"])
