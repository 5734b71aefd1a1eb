"""The bytes of a workshop file: head, body, journal. Knows nothing of records, TinyDB or transactions.

    {"_meta": {"1": {... checksums ...}},        the head: one line of HEAD_SIZE bytes
    "answers": {                                 the body: ordinary TinyDB JSON, one document a line
    "1": {...}
    },
    "_sums": {"1": {...}, "2": {...}}}           a checksum for every document, and the file's id, for salvage
    ~5be0a1c2 18 {...}                           the journal: checksum, sequence number, one transaction

Cleanly closed, a file has no journal and is plain TinyDB JSON. The write path is `append` and `WorkshopFile._write`.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import os
import secrets
import stat
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lsp_workshop import __version__
from lsp_workshop.session import NotSaved
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.lock import lock_handle

FORMAT = "lsp-workshop-file"
SCHEMA = 1
HEAD_SIZE = 512
META = "_meta"
SUMS = "_sums"

Document = dict[str, Any]
Tables = dict[str, dict[int, Document]]


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line says. `body_bytes` counts from the end of the head."""

    file_id: str
    schema: int
    sequence: int
    body_bytes: int
    body_crc: str
    written_by: str

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
    def tail_is_damaged(self) -> bool:
        """Whether the tail may hold what was acknowledged: its line came to its end, and went bad afterwards.

        A crash leaves the beginning of a line, or zeros where the rest was to come.
        """
        has_ended = b"\n" in self.torn or parse_line(self.torn[:-1], self.head.file_id) is not None
        return has_ended and b"\0\0" not in self.torn


# --- encoding -----------------------------------------------------------------------------------------------


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))


def to_json(value: Any) -> bytes:
    """Compact UTF-8 JSON; raises ValueError for NaN, infinities and lone surrogates."""
    return _ENCODER.encode(value).encode("utf-8")


def checksum(data: bytes | memoryview, seed: int = 0) -> str:
    return f"{zlib.crc32(data, seed):08x}"


def _head_line(head: Head) -> bytes:
    meta = {
        "format": FORMAT,
        "schema": head.schema,
        "file_id": head.file_id,
        "seq": head.sequence,
        "body_bytes": head.body_bytes,
        "body_crc": head.body_crc,
        "written_by": head.written_by,
        "head_crc": "00000000",
        "pad": "",
    }
    length = len(to_json({META: {"1": meta}})) - 1 + len(",\n")
    meta["pad"] = " " * (HEAD_SIZE - length)
    blank = to_json({META: {"1": meta}})[:-1] + b",\n"
    return blank.replace(b'"head_crc":"00000000"', b'"head_crc":"' + checksum(blank).encode() + b'"', 1)


def _body(tables: Mapping[str, Mapping[int, Document]], file_id: str) -> bytes:
    lines: list[bytes] = []
    sums: dict[str, str] = {}
    for name, documents in tables.items():
        encoded = [b'"%d":%s' % (number, to_json(document)) for number, document in documents.items()]
        sums[name] = "".join(checksum(line) for line in encoded)
        lines.append(to_json(name) + b":{\n" + b",\n".join(encoded) + (b"\n},\n" if encoded else b"},\n"))
    lines.append(to_json(SUMS) + b":" + to_json({"1": sums, "2": {"file_id": file_id}}) + b"}\n")
    return b"".join(lines)


def image(tables: Mapping[str, Mapping[int, Document]], *, file_id: str, sequence: int) -> tuple[bytes, Head]:
    """A whole file without a journal."""
    body = _body(tables, file_id)
    head = Head(file_id, SCHEMA, sequence, len(body), checksum(body), __version__)
    return _head_line(head) + body, head


def _line(file_id: str, sequence: int, payload: bytes) -> bytes:
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
            meta["file_id"], meta["schema"], meta["seq"], meta["body_bytes"], meta["body_crc"], meta["written_by"]
        )
        crc, kind = meta["head_crc"], meta["format"]
    except (ValueError, KeyError, TypeError):
        raise StoreError("damaged", path=path, where="its first line") from None
    if kind != FORMAT:
        raise StoreError("not_a_workshop", path=path)
    blank = line.replace(b'"head_crc":"%s"' % str(crc).encode(errors="replace"), b'"head_crc":"00000000"', 1)
    if len(line) != HEAD_SIZE or checksum(blank) != crc:
        raise StoreError("damaged", path=path, where="its first line")
    if head.schema > SCHEMA:
        raise StoreError("newer", path=path, needs=head.written_by, schema=head.schema)
    return head


def parse_line(line: bytes, file_id: str) -> tuple[int, bytes] | None:
    """(sequence, payload) of a journal line without its line ending; None where it is not whole and valid."""
    if line[:1] != b"~" or line[9:10] != b" ":
        return None
    numbered = line[10:]
    if checksum(numbered, _seed(file_id)).encode() != line[1:9]:
        return None
    number, _, payload = numbered.partition(b" ")
    return int(number), payload


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
    raw = json.loads(data[: head.body_end])
    tables = {
        name: {int(number): document for number, document in documents.items()}
        for name, documents in raw.items()
        if name not in (META, SUMS)
    }
    entries, good_end = _entries(data, head, path)
    return Contents(head, data[:HEAD_SIZE], tables, entries, good_end, data[good_end:])


# --- files --------------------------------------------------------------------------------------------------


def sync(handle: int) -> None:
    """Until the disk itself has it: fsync, and on macOS the stronger call that fsync is not."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` last; Windows does so by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        written = os.write(handle, view)
        if not written:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        view = view[written:]


def open_flags() -> int:
    return getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@contextlib.contextmanager
def _temporary_beside(path: Path, data: bytes, mode: int | None = None) -> Iterator[Path]:
    """A file with `data`, on disk, in the folder of `path`; gone afterwards unless it was moved away.

    `mode` is that of the file it is to replace. The name is short: that of `path` may be as long as names can be.
    """
    temporary = path.with_name(f".lsp-workshop-{secrets.token_hex(6)}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | open_flags(), 0o666 if mode is None else 0o600)
    try:
        try:
            if mode is not None and sys.platform != "win32":
                os.fchmod(handle, mode)
            write_all(handle, data)
            sync(handle)
        finally:
            os.close(handle)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def create_file(path: Path, data: bytes) -> None:
    """A new file, whole or not at all. Raises FileExistsError rather than replace anything."""
    with _temporary_beside(path, data) as temporary:
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:
            # A file system without hard links: the check and the rename are two steps there.
            if path.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
            os.rename(temporary, path)
        sync_folder(path.parent)


def replace_file(path: Path, data: bytes) -> None:
    """The file with new contents, whole, or the old one untouched."""
    with _temporary_beside(path, data) as temporary:
        os.replace(temporary, path)
        sync_folder(path.parent)


class WorkshopFile:
    """An open, locked workshop file: append a line durably, or rewrite the whole at a clean close.

    `rescue` writes a whole file image somewhere safe when the open file is not the one at its path any more, and
    returns where; `tables` gives the current tables, journal included, for that and for a fresh file.
    """

    def __init__(
        self,
        path: Path,
        handle: int,
        contents: Contents,
        *,
        tables: Callable[[], Tables],
        rescue: Callable[[bytes], Path | None],
    ) -> None:
        self.path = path
        self._handle = handle
        self._head = contents.head
        self._head_line = contents.head_line
        self._end = contents.good_end
        self._sequence = contents.entries[-1].sequence if contents.entries else contents.head.sequence
        self._dirty = bool(contents.entries)
        self._suspect = False
        self._tables = tables
        self._rescue = rescue

    @property
    def sequence(self) -> int:
        return self._sequence

    def append(self, payload: bytes, tables_after: Callable[[], Tables]) -> None:
        """Put one transaction on disk. When this returns it is there; when it raises `NotSaved` it is not.

        `tables_after` gives the tables as they would be with it: what a rescue writes.
        """
        self._require(self._is_untouched, tables_after)
        if self._suspect:
            self._start_fresh_file()
        line = _line(self._head.file_id, self._sequence + 1, payload)
        self._write(line)
        try:
            self._require(self._is_in_place, tables_after)
        except NotSaved as error:
            if error.code == "io_error":
                self._cut_back()
            raise
        self._sequence += 1
        self._end += len(line)
        self._dirty = True

    def _write(self, line: bytes) -> None:
        try:
            os.lseek(self._handle, self._end, os.SEEK_SET)
            write_all(self._handle, line)
        except OSError as error:
            self._cut_back()
            raise not_saved(error) from error
        try:
            sync(self._handle)
        except OSError as error:
            # After a failed fsync the kernel may have dropped the pages and forgotten it: never ask it again.
            self._suspect = True
            self._cut_back()
            raise not_saved(error) from error

    def _cut_back(self) -> None:
        try:
            os.ftruncate(self._handle, self._end)
        except OSError:
            self._suspect = True

    def _start_fresh_file(self) -> None:
        """Everything saved so far in a new file: the old one's disk blocks are not to be trusted."""
        try:
            self._rewrite()
        except OSError as error:
            raise not_saved(error) from error
        self._suspect = False

    def _rewrite(self) -> None:
        data, head = image(self._tables(), file_id=self._head.file_id, sequence=self._sequence)
        with _temporary_beside(self.path, data, stat.S_IMODE(os.fstat(self._handle).st_mode)) as temporary:
            handle = os.open(temporary, os.O_RDWR | open_flags())
            try:
                lock_handle(handle)
                if sys.platform == "win32":
                    # An open file cannot be replaced there; the lock is taken again on the new one.
                    os.close(self._handle)
                os.replace(temporary, self.path)
            except BaseException:
                os.close(handle)
                raise
        if sys.platform != "win32":
            os.close(self._handle)
        self._handle, self._head, self._end, self._dirty = handle, head, len(data), False
        self._head_line = data[:HEAD_SIZE]
        sync_folder(self.path.parent)

    def _require(self, found: Callable[[], str | None], tables_after: Callable[[], Tables]) -> None:
        """Raise `NotSaved` where somebody else was at the file: everything is written somewhere else then."""
        try:
            code = found()
        except OSError as error:
            raise not_saved(error) from error
        if code is None:
            return
        data, _ = image(tables_after(), file_id=new_file_id(), sequence=self._sequence)
        rescue = self._rescue(data)
        if rescue is None:
            raise NotSaved("no_rescue", path=self.path)
        raise NotSaved(code, path=self.path, rescue=rescue)

    def _is_untouched(self) -> str | None:
        """None where the open file is as it was left, or what somebody did to it, as the code of a `NotSaved`."""
        if os.fstat(self._handle).st_size < self._end:
            # Cut short where it is, or copied over by something shorter.
            return self._is_in_place() or "file_truncated"
        os.lseek(self._handle, 0, os.SEEK_SET)
        if os.read(self._handle, HEAD_SIZE) != self._head_line:
            # Copied over: the file is the same to the system, what is in it is another one.
            return "file_replaced"
        return None

    def _is_in_place(self) -> str | None:
        """None where the path names the open file, or what happened, as the code of a `NotSaved`."""
        try:
            there = os.stat(self.path)
        except (FileNotFoundError, NotADirectoryError):
            return "file_deleted"
        return None if os.path.samestat(os.fstat(self._handle), there) else "file_replaced"

    def fold(self) -> None:
        """Put the journal into the body where that is possible and safe; what somebody else did is left alone."""
        # A folder that takes no new file, a blocked rename: the journal stays, and is as good.
        with contextlib.suppress(OSError):
            if (self._dirty or self._suspect) and not (self._is_in_place() or self._is_untouched()):
                self._rewrite()

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._handle)


def not_saved(error: OSError) -> NotSaved:
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return NotSaved("disk_full")
    return NotSaved("io_error", detail=error.strerror or str(error))
