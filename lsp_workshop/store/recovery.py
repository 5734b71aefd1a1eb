"""Checking a file without touching it, and salvaging a damaged one into a new file.

Every document has a checksum of its own in the body, and every journal line one, so that damage costs what it hit and
the rest is known to be whole. A document that can be read but fails its checksum is kept and marked.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsp_workshop.domain.codec import decode
from lsp_workshop.domain.doubt import DOUBTFUL, doubtful_records
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.integrity import dangling
from lsp_workshop.domain.model import DETAILS_ID, RECORD_TYPE, WorkshopDetails
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.files import permissions_of
from lsp_workshop.store import format as file_format
from lsp_workshop.store import migrations
from lsp_workshop.store.database import apply, shuffle_papers
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.format import (
    HEAD_SIZE,
    SUMS,
    Document,
    Tables,
    checksum,
    from_json,
    parse_line,
    read_contents,
    read_head,
)
from lsp_workshop.store.mending import Mender
from lsp_workshop.store.opening import NO_DETAILS, read_workshop
from lsp_workshop.store.workshop_store import HISTORY, WorkshopStore, write_new, writes_in

_DOCUMENT = re.compile(rb'"(\d{1,15})":(\{.*\})$', re.DOTALL)
_TABLE = re.compile(rb'"([^"\\]+)":\{(\},)?$')
_CLOSING = b"},"
_ENTRY = re.compile(rb'~[0-9a-f]{8} \d+ \{"at"')
_SUM = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """What `check` found. Codes: "damaged" (`where`), "damaged_tail" and "torn_tail" (`size`), "dangling_id",
    "doubtful" (`count`).
    """

    code: str
    values: dict[str, object] = field(default_factory=dict)

    @property
    def is_damage(self) -> bool:
        return self.code != "torn_tail"


@dataclass(slots=True)
class Salvage:
    """What came out of a damaged file: counts of records whole and doubtful, and of lines lost.

    `missing` are bytes of the body that its first line tells of and that are not there: nobody knows what was in them,
    and `lost` is the least it may be.
    """

    tables: Tables = field(default_factory=dict)
    lost: int = 0
    missing: int = 0
    is_old: bool = False
    """Whether its documents have the shape of an older schema, until they are brought up at the end."""
    _ids: dict[str, set[object]] = field(default_factory=dict)

    def ids_in(self, table: str) -> set[object]:
        """The ids of the records found so far, kept up to date by who adds some."""
        if table not in self._ids:
            self._ids[table] = {document.get("id") for document in self.tables.get(table, {}).values()}
        return self._ids[table]

    @property
    def documents(self) -> int:
        """How many were found, the entries of the history among them."""
        return sum(len(documents) for documents in self.tables.values())

    def _records(self) -> Iterator[Document]:
        for name, documents in self.tables.items():
            if name != HISTORY:
                yield from documents.values()

    @property
    def whole(self) -> int:
        return sum(DOUBTFUL not in document for document in self._records())

    @property
    def doubtful(self) -> int:
        return sum(DOUBTFUL in document for document in self._records())


def check(path: Path) -> list[Finding]:
    """What is wrong with a file; an empty list for a sound one. The file is read, never changed.

    Raises StoreError: "not_found", "no_access", "not_a_workshop", "newer".
    """
    data = read_workshop(path)
    try:
        contents = read_contents(data, path)
        store = WorkshopStore(path, contents, rescue_folder=path.parent)
        workshop = Workshop(store.records())
    except StoreError as error:
        if error.code != "damaged":
            raise
        return [Finding("damaged", {"where": error.values["where"]})]
    findings = []
    if contents.torn:
        code = "damaged_tail" if contents.tail_is_damaged else "torn_tail"
        findings.append(Finding(code, {"size": len(contents.torn)}))
    doubtful = len(doubtful_records(workshop))
    if doubtful:
        findings.append(Finding("doubtful", {"count": doubtful}))
    if workshop.find(WorkshopDetails, DETAILS_ID) is None:
        return [*findings, Finding("damaged", {"where": NO_DETAILS})]
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
    """Salvage `path` into the new file `out`, which has its permissions; `path` stays as it is.

    Raises StoreError: "exists" when `out` is there, "newer", "nothing_to_salvage" when no record could be read.
    """
    data = read_workshop(path)
    _refuse_newer(data, path)
    salvage = salvage_bytes(data)
    details = salvage.tables.get("workshop")
    if not salvage.whole and not salvage.doubtful:
        raise StoreError("nothing_to_salvage", path=path)
    if not details:
        salvage.lost += 1
        salvage.tables["workshop"] = {1: {"id": DETAILS_ID, "title": path.stem, DOUBTFUL: True}}
    elif not any(document.get("id") == DETAILS_ID for document in details.values()):
        # There is one such record a workshop: whatever its id says now, this is it.
        next(iter(details.values()))["id"] = DETAILS_ID
    shuffle_papers(salvage.tables)
    write_new(out, salvage.tables, permissions_of(path))
    return salvage


def holds_records(path: Path) -> bool:
    """Whether something can be salvaged from a file that does not even look like a workshop. Raises nothing."""
    try:
        return bool(salvage_bytes(read_workshop(path)).documents)
    except StoreError:
        return False


def _as_written(data: bytes) -> bytes:
    """The file in lines of ours, where it was sent as text, or where an editor or stock TinyDB wrote it at rest in
    lines of its own. Whatever else was done to it stays.
    """
    # Nothing of ours has the first of these two inside a line.
    data = data.replace(b"\r\n", b"\n")
    if data[HEAD_SIZE - 2 : HEAD_SIZE] == b",\n":
        return data
    try:
        return file_format.laid_out(from_json(data.removeprefix(BOM_UTF8)))
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return data


def _refuse_newer(data: bytes, path: Path) -> None:
    try:
        read_head(_as_written(data), path)
    except StoreError as error:
        if error.code == "newer":
            raise


def salvage_bytes(data: bytes) -> Salvage:
    """Every document that can still be read, line by line, body first and journal on top."""
    data = _as_written(data)
    start, stop = _body_limits(data)
    body = data[start:stop].split(b"\n")
    known = _Known.read(body)
    schema = _schema(data, known)
    salvage = Salvage(missing=max(0, _noted_end(data) - len(data)), is_old=schema < file_format.SCHEMA)
    doubtful, unread = _take_body(salvage, body, known)
    salvage.lost = max(0, known.count - salvage.documents - len(doubtful)) if known.sums else unread
    written = _replay(salvage, data[stop:].lstrip(b"\n"), (_file_id(data), known.file_id))
    for each in doubtful:
        _add_doubtful(salvage, each, written)
    if salvage.is_old:
        _bring_up(salvage, schema)
    salvage.tables = {name: dict(sorted(documents.items())) for name, documents in salvage.tables.items()}
    return salvage


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """A document of the body that could be read and is not what was written."""

    table: str
    number: int
    document: Document


def _take_body(salvage: Salvage, lines: list[bytes], known: _Known) -> tuple[list[_Doubtful], int]:
    """Read the whole documents of the body; returns the doubtful ones, and how many lines could not be read."""
    doubtful: list[_Doubtful] = []
    table: str | None = None
    unread = 0
    for line in lines:
        opened = _TABLE.match(line)
        if opened and known.is_table(opened.group(1)):
            table = None if opened.group(2) else opened.group(1).decode()
        elif line == _CLOSING:
            table = None
        elif line and not line.startswith(b'"%s"' % SUMS.encode()):
            bare = line.removesuffix(b",")
            # Where the line that opens a table is the damaged one, the checksums tell what stands in it.
            table = known.table_of(bare) or table
            found = _document(table, bare, any_shape=salvage.is_old)
            if table is None or found is None:
                unread += 1
            elif known.is_whole(table, bare):
                salvage.tables.setdefault(table, {})[found[0]] = found[1]
            else:
                doubtful.append(_Doubtful(table, *found))
    return doubtful, unread


def _document(table: str | None, line: bytes, *, any_shape: bool) -> tuple[int, Document] | None:
    match = _DOCUMENT.match(line)
    if match is None or table is None:
        return None
    try:
        # The damage may have made halves of characters out of whole ones.
        document = Mender().mend(json.loads(match.group(2)))
    except (ValueError, RecursionError):
        return None
    is_one = isinstance(document, dict) if any_shape else _has_shape(table, document)
    return (int(match.group(1)), document) if is_one else None


def _add_doubtful(salvage: Salvage, found: _Doubtful, written: Mapping[tuple[str, int], object]) -> None:
    """Mark it and give it a number, and an id, that nothing else has: the damage may have hit these.

    `written` holds the ids that the journal wrote, by table and number; what it wrote or took away replaces this.
    """
    key, document = (found.table, found.number), found.document
    if key in written and written[key] in (None, document.get("id")):
        return
    documents, ids = salvage.tables.setdefault(found.table, {}), salvage.ids_in(found.table)
    while "id" in document and document["id"] in ids:
        document["id"] = f"{document['id']}-doubtful"
    ids.add(document.get("id"))
    number = max(documents, default=0) + 1 if found.number in documents else found.number
    documents[number] = {**document, DOUBTFUL: True}


def _schema(data: bytes, known: _Known) -> int:
    """As the head has it, or, where that was hit, the body's last line; this version's where neither makes sense."""
    try:
        return read_head(data, Path()).schema
    except StoreError:
        return known.schema if 0 < known.schema < file_format.SCHEMA else file_format.SCHEMA


def _bring_up(salvage: Salvage, schema: int) -> None:
    """Into this version's schema; what has no shape of it then was damaged."""
    migrations.bring_up(salvage.tables, schema)
    for table, documents in salvage.tables.items():
        for number in [number for number, each in documents.items() if not _has_shape(table, each)]:
            del documents[number]
            salvage.lost += 1


def _noted_end(data: bytes) -> int:
    """Where the body ends by what the first line says; -1 where that cannot be read."""
    noted = re.search(rb'"body_bytes":(\d{1,15})', data[:HEAD_SIZE])
    return HEAD_SIZE + int(noted.group(1)) if noted else -1


def _body_limits(data: bytes) -> tuple[int, int]:
    start = HEAD_SIZE if data[HEAD_SIZE : HEAD_SIZE + 1] == b'"' else data.find(b"\n") + 1
    stop = _noted_end(data)
    last = data.rfind(b"\n", 0, max(stop - 1, 0)) + 1
    ends = data[stop : stop + 1] == b"~" or data[stop - 1 : stop] == b"\n"
    if not ends or not data.startswith(b'"%s":' % SUMS.encode(), last):
        # The length is damaged, or what it points to: the body ends where the first line of the journal begins.
        found = data.find(b"\n~", start)
        stop = found if found >= 0 else len(data)
    return start, stop


@dataclass(frozen=True, slots=True)
class _Known:
    """What the body's last line says: each document's checksum, by table, and the file's id and schema."""

    sums: Mapping[str, frozenset[str]]
    file_id: str
    schema: int = file_format.SCHEMA

    @staticmethod
    def read(lines: list[bytes]) -> _Known:
        prefix = b'"%s":' % SUMS.encode()
        for line in reversed(lines):
            if line.startswith(prefix):
                try:
                    noted = json.loads(line[len(prefix) : -1])
                    sums = {name: _split(str(each)) for name, each in noted["1"].items()}
                    return _Known(sums, str(noted["2"]["file_id"]), int(noted["2"].get("schema", 1)))
                except (ValueError, KeyError, AttributeError, TypeError):
                    break
        return _Known({}, "")

    def is_table(self, name: bytes) -> bool:
        text = name.decode(errors="replace")
        return text in self.sums or text == HISTORY or text in RECORD_TYPE

    @property
    def count(self) -> int:
        return sum(len(each) for each in self.sums.values())

    def table_of(self, line: bytes) -> str | None:
        """The one table with a document of this checksum; none under a name that may itself be the damage."""
        found = [name for name, sums in self.sums.items() if checksum(line) in sums]
        return found[0] if len(found) == 1 and (found[0] in RECORD_TYPE or found[0] == HISTORY) else None

    def is_whole(self, table: str | None, line: bytes) -> bool:
        """Whether the line is as it was written; the name over its checksum may be what was hit."""
        if table is None:
            return False
        candidates = [self.sums[table]] if table in self.sums else self.sums.values()
        return any(checksum(line) in sums for sums in candidates)


def _split(sums: str) -> frozenset[str]:
    return frozenset(sums[start : start + _SUM] for start in range(0, len(sums), _SUM))


def _has_shape(table: str, document: Any) -> bool:
    kind = RECORD_TYPE.get(table)
    if kind is None or not isinstance(document, dict):
        return isinstance(document, dict)
    try:
        decode(kind, document)
    except DomainError:
        return False
    return True


def _file_id(data: bytes) -> str:
    match = re.search(rb'"file_id":"([0-9a-f]+)"', data[:HEAD_SIZE])
    return match.group(1).decode() if match else ""


def _replay(salvage: Salvage, data: bytes, file_ids: tuple[str, ...]) -> dict[tuple[str, int], object]:
    """Valid journal lines in their order; a bad one in between costs itself. Returns the ids written, by place.

    The file's id is noted twice, and is the one under which there are valid lines.
    """
    written: dict[tuple[str, int], object] = {}
    *lines, rest = data.split(b"\n")
    file_id = next((each for each in file_ids if any(parse_line(line, each) for line in lines)), "")
    for line in lines:
        parsed = parse_line(line, file_id)
        if parsed is None:
            # Two where the ending between them was hit.
            salvage.lost += max(len(_ENTRY.findall(line)), bool(line))
            continue
        try:
            writes = writes_in(parsed[1])
        except ValueError:
            salvage.lost += 1
            continue
        apply(salvage.tables, writes)
        written |= {(each.table, each.number): each.document and each.document.get("id") for each in writes}
    # What stands after the last line ending was never acknowledged, unless it is the ending that was hit.
    salvage.lost += parse_line(rest[:-1], file_id) is not None
    return written
