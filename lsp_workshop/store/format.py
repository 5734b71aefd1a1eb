"""The bytes of a workshop file: head, body, journal, to be written and as they were read. Touches no file.

    {"_meta": {"1": {... checksums ...}},        the head: one line of HEAD_SIZE bytes
    "answers": {                                 the body: ordinary TinyDB JSON, one document a line
    "1": {...}
    },
    "_sums": {"1": {...}, "2": {...}}}           a checksum for every document, and what the head says, for salvage
    ~5be0a1c2 18 {...}                           the journal: checksum, sequence number, one transaction

Cleanly closed, a file has no journal and is plain TinyDB JSON. Knows nothing of records or transactions.
"""

from __future__ import annotations

import functools
import json
import math
import re
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from lsp_workshop import __version__
from lsp_workshop.store.errors import StoreError

FORMAT = "lsp-workshop-file"
SCHEMA = 1
HEAD_SIZE = 512
META = "_meta"
SUMS = "_sums"

Document = dict[str, Any]
Tables = dict[str, dict[int, Document]]


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line says. `body_bytes` counts from the end of the head.

    `in_use` is true of a body that was written in the middle of the day: its papers lie as they came.
    """

    file_id: str
    schema: int
    sequence: int
    body_bytes: int
    body_crc: str
    written_by: str
    in_use: bool = False

    @property
    def body_end(self) -> int:
        return HEAD_SIZE + self.body_bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A valid line of the journal and the byte after it."""

    sequence: int
    payload: bytes
    end: int


@dataclass(frozen=True, slots=True)
class Contents:
    """A file as read: `torn` is a tail without a valid line; `good_end` is where it begins."""

    head: Head
    head_line: bytes
    tables: Tables
    entries: tuple[Entry, ...]
    good_end: int
    torn: bytes

    @property
    def sequence(self) -> int:
        """The number of the last transaction."""
        return self.entries[-1].sequence if self.entries else self.head.sequence

    @property
    def tail_is_damaged(self) -> bool:
        """Whether the tail may hold what was acknowledged: its line came to its end, and went bad afterwards.

        A crash leaves the beginning of a line, or zeros where the rest was to come.
        """
        has_ended = b"\n" in self.torn or parse_line(self.torn[:-1], self.head.file_id) is not None
        return has_ended and b"\0\0" not in self.torn


# --- encoding -----------------------------------------------------------------------------------------------


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))


def to_json(value: Any) -> bytes:
    """Compact UTF-8 JSON; raises ValueError for what it cannot say, lone surrogates above all.

    Made for what is at hand at every capture: numbers have to be finite (`from_json` and the records' fields let no
    others in), or come out as null. `to_json_checked` takes what anybody gives.
    """
    try:
        return orjson.dumps(value)
    except TypeError:
        # A whole number of more than 64 bits, a number as a key; of all else this one's error tells what it is.
        return to_json_checked(value)


def to_json_checked(value: Any) -> bytes:
    """The same with the standard library, which is slower; raises ValueError for NaN and infinities, too."""
    return _ENCODER.encode(value).encode("utf-8")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no number")
    return number


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def from_json(data: bytes) -> Any:
    """What `to_json` wrote; raises ValueError for what it could not have written: no UTF-8, halves of characters,
    numbers that are not finite.
    """
    value = _DECODER.decode(data.decode("utf-8"))
    if _HALF.search(data) is not None:
        # Both halves of a character are one, and only to the JSON of other programs.
        to_json(value)
    return value


def why_not(error: ValueError) -> str:
    """What of a value `to_json` could not write: "U+D800"."""
    if isinstance(error, UnicodeEncodeError):
        return f"U+{ord(error.object[error.start]):04X}"
    return str(error)


def checksum(data: bytes | memoryview, seed: int = 0) -> str:
    return f"{zlib.crc32(data, seed):08x}"


def head_line(head: Head) -> bytes:
    """The first line, filled up to its fixed size."""
    meta = {
        "format": FORMAT,
        "schema": head.schema,
        "file_id": head.file_id,
        "seq": head.sequence,
        "body_bytes": head.body_bytes,
        "body_crc": head.body_crc,
        "written_by": head.written_by,
        **({"in_use": True} if head.in_use else {}),
        "head_crc": "00000000",
        "pad": "",
    }
    length = len(to_json({META: {"1": meta}})) - 1 + len(",\n")
    meta["pad"] = " " * (HEAD_SIZE - length)
    blank = to_json({META: {"1": meta}})[:-1] + b",\n"
    return blank.replace(b'"head_crc":"00000000"', b'"head_crc":"' + checksum(blank).encode() + b'"', 1)


def _body(tables: Mapping[str, Mapping[int, Document]], file_id: str, schema: int) -> bytes:
    lines: list[bytes] = []
    sums: dict[str, str] = {}
    for name, documents in tables.items():
        encoded = [b'"%d":%s' % (number, to_json(document)) for number, document in documents.items()]
        sums[name] = "".join(checksum(line) for line in encoded)
        lines.append(_table(name, encoded))
    lines.append(_last_line({"1": sums, "2": {"file_id": file_id, "schema": schema}}))
    return b"".join(lines)


def _table(name: str, lines: list[bytes]) -> bytes:
    return to_json(name) + b":{\n" + b",\n".join(lines) + (b"\n},\n" if lines else b"},\n")


def _last_line(sums: Any) -> bytes:
    return to_json(SUMS) + b":" + to_json(sums) + b"}\n"


def laid_out(raw: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A file at rest that another program laid out in its own way, as this one does: to the byte, where nothing else
    was changed; what is there is its length. Raises ValueError, KeyError, TypeError or AttributeError for others.
    """
    tables = [
        _table(name, [to_json(number) + b":" + to_json(document) for number, document in documents.items()])
        for name, documents in raw.items()
        if name not in (META, SUMS)
    ]
    body = b"".join([*tables, _last_line(raw[SUMS])])
    meta = {**raw[META]["1"], "body_bytes": len(body)}
    return to_json({META: {"1": meta}})[:-1] + b",\n" + body


def image(
    tables: Mapping[str, Mapping[int, Document]],
    *,
    file_id: str,
    sequence: int,
    in_use: bool = False,
    schema: int | None = None,
) -> tuple[bytes, Head]:
    """A whole file without a journal; `schema` is that of the tables, or None for this version's."""
    number = SCHEMA if schema is None else schema
    body = _body(tables, file_id, number)
    head = Head(file_id, number, sequence, len(body), checksum(body), __version__, in_use)
    return head_line(head) + body, head


def line_of(file_id: str, sequence: int, payload: bytes) -> bytes:
    """A line of the journal, its ending included."""
    numbered = b"%d %s" % (sequence, payload)
    return b"~%08x %s\n" % (zlib.crc32(numbered, _seed(file_id)), numbered)


@functools.lru_cache(maxsize=16)
def _seed(file_id: str) -> int:
    return zlib.crc32(file_id.encode())


def new_file_id() -> str:
    return secrets.token_hex(8)


# --- decoding -----------------------------------------------------------------------------------------------


def read_head(data: bytes, path: Path) -> Head:
    """The head, verified. Raises "not_a_workshop", "newer" or "damaged"."""
    line = data[:HEAD_SIZE]
    if not data.startswith(b'{"' + META.encode() + b'"'):
        raise StoreError("not_a_workshop", path=path)
    try:
        meta = json.loads(line.rstrip(b",\n") + b"}")[META]["1"]
        head = Head(
            _text(meta["file_id"]),
            _number(meta["schema"], 1),
            _number(meta["seq"]),
            _number(meta["body_bytes"]),
            _text(meta["body_crc"]),
            _text(meta["written_by"]),
            meta.get("in_use") is True,
        )
        crc, kind = _text(meta["head_crc"]), meta["format"]
    except (ValueError, KeyError, TypeError):
        raise StoreError("damaged", path=path, where="its first line") from None
    if kind != FORMAT:
        raise StoreError("not_a_workshop", path=path)
    blank = line.replace(b'"head_crc":"%s"' % crc.encode(), b'"head_crc":"00000000"', 1)
    if len(line) != HEAD_SIZE or checksum(blank) != crc:
        raise StoreError("damaged", path=path, where="its first line")
    if head.schema > SCHEMA:
        raise StoreError("newer", path=path, needs=head.written_by, schema=head.schema)
    return head


def _number(value: object, least: int = 0) -> int:
    """A whole number of a head; raises ValueError for what only somebody else's program writes there."""
    if type(value) is not int or not least <= value < 1 << 63:
        raise ValueError
    return value


def _text(value: object) -> str:
    """A text of a head, plain ASCII as all of them are; raises ValueError for anything else."""
    if type(value) is not str or not value.isascii():
        raise ValueError
    return value


def parse_line(line: bytes, file_id: str) -> tuple[int, bytes] | None:
    """(sequence, payload) of a journal line without its line ending; None where it is not whole and valid."""
    if line[:1] != b"~" or line[9:10] != b" ":
        return None
    numbered = line[10:]
    if checksum(numbered, _seed(file_id)).encode() != line[1:9]:
        return None
    number, _, payload = numbered.partition(b" ")
    # A checksum is no seal: whoever knows how may write a line with nonsense in it.
    return (int(number), payload) if number.isdigit() and len(number) < 20 else None


def _entries(data: bytes, head: Head, path: Path) -> tuple[tuple[Entry, ...], int]:
    """The journal's valid lines and where they end. Raises "damaged" where a valid line follows a bad one."""
    entries: list[Entry] = []
    start, expected = head.body_end, head.sequence + 1
    while True:
        stop = data.find(b"\n", start)
        parsed = parse_line(data[start:stop], head.file_id) if stop >= 0 else None
        if parsed is None or parsed[0] != expected:
            break
        entries.append(Entry(expected, parsed[1], stop + 1))
        start, expected = stop + 1, expected + 1
    # A last piece without its line ending was never acknowledged, however whole it looks.
    if any(parse_line(line, head.file_id) for line in data[start:].split(b"\n")[:-1]):
        raise StoreError("damaged", path=path, where=f"its journal at entry {expected}")
    return tuple(entries), start


def read_contents(data: bytes, path: Path) -> Contents:
    """A file's bytes, verified. Raises "not_a_workshop", "newer" or "damaged"."""
    head = read_head(data, path)
    body = memoryview(data)[HEAD_SIZE : head.body_end]
    if len(body) != head.body_bytes or checksum(body) != head.body_crc:
        raise StoreError("damaged", path=path, where="its body")
    try:
        raw = from_json(data[: head.body_end])
        tables = {
            name: {int(number): document for number, document in documents.items()}
            for name, documents in raw.items()
            if name not in (META, SUMS)
        }
    except (ValueError, AttributeError, RecursionError):
        # The checksum agrees, so this was written on purpose, and not by this program.
        raise StoreError("damaged", path=path, where="its body") from None
    entries, good_end = _entries(data, head, path)
    return Contents(head, data[:HEAD_SIZE], tables, entries, good_end, data[good_end:])
