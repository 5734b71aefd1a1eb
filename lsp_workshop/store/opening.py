"""How a workshop file is made, read and opened for work: found, locked, verified, its bad tail cut and kept.

What it finds on the way is told in remarks; what it cannot cure is one `StoreError`, and the file says what it said.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lsp_workshop.collector import collector_paused
from lsp_workshop.domain.codec import encode
from lsp_workshop.domain.doubt import doubtful_records
from lsp_workshop.domain.model import DETAILS_ID, Record, WorkshopDetails
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.files import PRIVATE, create_file, fitting_name, open_flags, remove_left_behind, sync, sync_folder
from lsp_workshop.place import Kind, Place, place_of
from lsp_workshop.session import Remark
from lsp_workshop.store import lock, migrations
from lsp_workshop.store.database import PAPERS, WorkshopDatabase, apply, shuffle_papers
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.format import HEAD_SIZE, Contents, Document, image, read_contents, read_head, to_json
from lsp_workshop.store.journal import WorkshopFile
from lsp_workshop.store.kept import Keeper
from lsp_workshop.store.rescue import keep_tail
from lsp_workshop.store.workshop_store import SUFFIX, WorkshopStore, write_new, writes_of

NO_DETAILS = "the workshop's details, which are missing"
"""Where a file without that record is damaged."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, opened: its records, the store that takes changes, and what there is to say about it."""

    workshop: Workshop
    store: WorkshopStore
    remarks: tuple[Remark, ...]
    written_by: str
    schema: int


# --- new, and only looked at ----------------------------------------------------------------------------------


def create_workshop(path: Path, records: Iterable[Record]) -> None:
    """A new file with `records`, whole or not at all. Raises StoreError("exists" or "no_access")."""
    tables: dict[str, dict[int, Document]] = {}
    for record in records:
        documents = tables.setdefault(record.collection, {})
        documents[len(documents) + 1] = encode(record)
    shuffle_papers(tables)
    write_new(path, tables)


def open_for_reading(path: Path, *, rescue_folder: Path) -> Opened:
    """The workshop as it is on disk now; the file may be open elsewhere and is not touched or locked."""
    with collector_paused():
        contents = read_contents(read_workshop(path), path)
        store = WorkshopStore(path, contents, rescue_folder=rescue_folder)
        workshop = _records_of(store)
    return _opened(store, workshop, contents, _remarks(contents, workshop))


def read_bytes(path: Path, size: int = -1) -> bytes:
    """A file's bytes, or the first so many. Raises StoreError("not_found" or "no_access")."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except FileNotFoundError as error:
        raise StoreError("not_found", path=path) from error
    except OSError as error:
        raise StoreError.no_access(path, error) from error


def read_workshop(path: Path, size: int = -1) -> bytes:
    """`read_bytes` for a workshop file; also raises StoreError("not_a_workshop") for a folder, a pipe or a device."""
    try:
        is_other = path.exists() and not path.is_file()
    except OSError as error:
        raise StoreError.no_access(path, error) from error
    if is_other:
        raise StoreError("not_a_workshop", path=path)
    return read_bytes(path, size)


# --- for work -------------------------------------------------------------------------------------------------


def open_workshop(
    path: Path,
    *,
    rescue_folder: Path,
    kept_folder: Path | None = None,
    take_over: bool = False,
    where: Callable[[Path], Place] = place_of,
) -> Opened:
    """Open a file for work: locked, verified, brought up to this version's schema, its bad tail cut and kept.

    `kept_folder` is where backups and second copies go (None: none are made), `where` tells on what storage the file
    lies, `take_over` opens it although a note names a user of another computer. Raises StoreError with "not_found",
    "no_access", "not_a_workshop", "newer", "damaged", "locked" or "locked_elsewhere". The file says what it said then:
    at most, where the disk failed half-way, a tail that was no change is cut off and kept, or the file is brought up
    and its .bak beside it.
    """
    # What a link points to is what gets replaced when the journal is folded, not the link.
    asked, path = path, Path(os.path.realpath(path))
    place = where(asked)
    handle, hold = _open_locked(path, take_over=take_over, local=place.kind is Kind.LOCAL)
    file = None
    try:
        with collector_paused():
            found = _read_all(handle)
            contents = read_contents(found, path)
            file = WorkshopFile(path, handle, contents, renames_safely=place.renames_safely)
            keeper = None if kept_folder is None else Keeper(kept_folder, asked, contents.head.file_id)
            store = WorkshopStore(
                path,
                contents,
                file,
                rescue_folder=rescue_folder,
                keeper=keeper,
                hold=hold,
                own_disk=place.is_own_disk,
            )
            workshop = _records_of(store)
        kept = _cut_tail(path, handle, contents, rescue_folder) if contents.torn else None
        _make_last(path, handle)
        remarks = [*_remarks(contents, workshop, kept), *_conflicts(path, contents.head.file_id)]
        data = found[: contents.good_end]
        if migrations.is_old(contents.head):
            # Also on a drive that may lose a name in a rename, and both: the .bak is on disk by then, and lines of this
            # version must not follow a body of the old one.
            old = _keep_old(path, found, contents.head.schema)
            data = store.write_anew()
            remarks.append(Remark("migrated", {"old": old}))
    except BaseException as error:
        lock.drop(hold)
        if file is None:
            _let_go(handle)
        else:
            # It may have another one by now.
            file.close()
        if isinstance(error, OSError):
            raise StoreError.no_access(path, error) from error
        raise
    if keeper is not None:
        is_free = True
        for remark in _set_aside(keeper, found, contents, rescue_folder):
            remarks.append(remark)
            is_free = remark.code != "second_copy_in_the_way"
        if place.needs_copy and is_free:
            store.keep_second_copy(data)
            # Before the day, not after it.
            remarks.extend(store.news())
    remove_left_behind(path.parent)
    return _opened(store, workshop, contents, remarks)


@contextlib.contextmanager
def open_database(path: Path, *, rescue_folder: Path) -> Iterator[WorkshopDatabase]:
    """The tables of a file through TinyDB's own calls, for tools and tests; closed afterwards as a session would be.

    The file is locked meanwhile: a session, which remembers what is in it, is never open beside. Raises as
    `open_workshop` does.
    """
    store = open_workshop(path, rescue_folder=rescue_folder).store
    try:
        yield store._database
    finally:
        store.close()


# --- the parts of it ------------------------------------------------------------------------------------------


def _open_locked(path: Path, *, take_over: bool, local: bool) -> tuple[int, lock.Hold]:
    while True:
        # Before the lock, so that nothing which is not ours gets a note beside it.
        read_head(read_workshop(path, HEAD_SIZE), path)
        try:
            handle = os.open(path, os.O_RDWR | open_flags())
        except OSError as error:
            raise StoreError.no_access(path, error) from error
        try:
            hold = lock.take(path, handle, take_over=take_over, local=local)
        except BaseException as error:
            _let_go(handle)
            if isinstance(error, OSError):
                raise StoreError.no_access(path, error) from error
            raise
        if hold is not None:
            return handle, hold
        # Whoever had it open closed it in between and put a new file in its place: this is the old one.
        _let_go(handle)


def _let_go(handle: int) -> None:
    """Close after something else went wrong: that is what there is to say, not how the closing went."""
    with contextlib.suppress(OSError):
        os.close(handle)


def _read_all(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    chunks = []
    while chunk := os.read(handle, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)


def _records_of(store: WorkshopStore) -> Workshop:
    """The records; raises StoreError("damaged") where these are no workshop."""
    workshop = Workshop(store.records())
    if workshop.find(WorkshopDetails, DETAILS_ID) is None:
        raise StoreError("damaged", path=store.path, where=NO_DETAILS)
    return workshop


def _cut_tail(path: Path, handle: int, contents: Contents, rescue_folder: Path) -> Path | None:
    """Keep the tail in a file of its own, then cut it off. Raises "damaged" for a doubtful one that can't be kept."""
    kept = keep_tail(path, contents.torn, rescue_folder)
    if kept is None and contents.tail_is_damaged:
        raise StoreError("damaged", path=path, where="its last change")
    os.ftruncate(handle, contents.good_end)
    sync(handle)
    return kept


def _make_last(path: Path, handle: int) -> None:
    """What was just read is about to be shown as saved, but may so far be in the system's memory alone.

    A program that was killed between a write and its fsync leaves such lines, or, killed in closing, such a name.
    """
    sync(handle)
    sync_folder(path.parent)


def _keep_old(path: Path, data: bytes, schema: int) -> Path:
    """What was there before a migration, in a file of its own: byte for byte, or, where papers lie as they came, folded
    and shuffled, at its own schema. Raises OSError.
    """
    kept = _without_order(path, data)
    for place in itertools.count(1):
        old = path.with_name(fitting_name(path.name, f".v{schema}{'' if place == 1 else f'-{place}'}.bak"))
        try:
            create_file(old, kept, PRIVATE)
        except FileExistsError:
            # A crash came after it was written; or there was another file of this name.
            if not _say_the_same(old, old.read_bytes(), kept):
                continue
        return old
    raise AssertionError("numbers do not end")


def _without_order(path: Path, data: bytes) -> bytes:
    """A file's bytes, or, where they have papers in the order in which they came, others that say the same."""
    contents = read_contents(data, path)
    for writes in writes_of(contents):
        apply(contents.tables, writes)
    if not contents.tables.get(PAPERS) or not (contents.entries or contents.head.in_use):
        return data
    shuffle_papers(contents.tables)
    head = contents.head
    return image(contents.tables, file_id=head.file_id, sequence=contents.sequence, schema=head.schema)[0]


def _say_the_same(path: Path, one: bytes, another: bytes) -> bool:
    """Whether two files are the same but for the order of papers."""
    if one == another:
        return True
    try:
        first, second = (read_contents(each, path) for each in (one, another))
    except StoreError:
        return False
    return _said(first) == _said(second)


def _said(contents: Contents) -> object:
    head, tables = contents.head, dict(contents.tables)
    papers = sorted(map(to_json, tables.pop(PAPERS, {}).values()))
    return head.file_id, head.schema, head.sequence, contents.entries, contents.torn, tables, papers


def _set_aside(keeper: Keeper, data: bytes, contents: Contents, rescue_folder: Path) -> Iterator[Remark]:
    """A second copy with what the file may not have becomes a backup before a new one is begun, or is put under another
    name: "second_copy_ahead" (`count`) where it knows more, "second_copy_broken" where nobody can tell,
    "second_copy_in_the_way" (`detail`) where it has to stay, and no other may be begun.
    """
    for aside in keeper.asides:
        # There was no room for a backup then, or only this version of the program can read it.
        with contextlib.suppress(StoreError):
            older = read_contents(read_bytes(aside), aside)
            store = WorkshopStore(aside, older, rescue_folder=rescue_folder)
            keeper.fold_aside(aside, store.image(older.head.file_id, older.sequence))
    path, ahead, whole = keeper.second_copy, 0, None
    if not os.path.lexists(path):
        return
    try:
        copied = read_bytes(path)
        copy = read_contents(copied, path)
        store = WorkshopStore(path, copy, rescue_folder=rescue_folder)
    except StoreError:
        # Broken, or for a newer version of the program: what it knows nobody can tell.
        pass
    else:
        ahead = max(0, copy.sequence - contents.sequence)
        # One that was never closed has all that the file said then; since, another computer may have had either.
        was_left = copy.head.in_use or bool(copy.entries)
        if not ahead and (not was_left or data.startswith(copied)):
            return
        whole = store.image(copy.head.file_id, copy.sequence)
    refusal = keeper.set_aside(whole)
    if refusal is not None:
        yield Remark("second_copy_in_the_way", {"detail": refusal})
    elif whole is None:
        yield Remark("second_copy_broken")
    elif ahead:
        yield Remark("second_copy_ahead", {"count": ahead})


# --- what there is to say -------------------------------------------------------------------------------------


def _opened(store: WorkshopStore, workshop: Workshop, contents: Contents, remarks: Iterable[Remark]) -> Opened:
    return Opened(workshop, store, tuple(remarks), contents.head.written_by, contents.head.schema)


def _remarks(contents: Contents, workshop: Workshop, kept: Path | None = None) -> Iterator[Remark]:
    """What there is to say: "torn_tail", never acknowledged, or "damaged_tail", which may have been (`size`, and
    `kept`, where the cut bytes lie); "doubtful" (`count`), what a repair marked.
    """
    if contents.torn:
        code = "damaged_tail" if contents.tail_is_damaged else "torn_tail"
        yield Remark(code, {"size": len(contents.torn), "kept": kept})
    doubtful = len(doubtful_records(workshop))
    if doubtful:
        yield Remark("doubtful", {"count": doubtful})


def copies_beside(path: Path, file_id: str) -> list[Path]:
    """The other files of the same id in its folder: what a sync program, or a person, made of it.

    They have its name in theirs ("day (conflicted copy).lspw", "day-LAPTOP.lspw"), or the other way round. Others are
    not looked into: who gave a copy another name knows of it, and on a network drive each look is a question.
    """
    found = []
    with contextlib.suppress(OSError):
        for other in sorted(path.parent.glob(f"*{SUFFIX}")):
            related = any(one in another for one, another in itertools.permutations(map(_plain, (path, other))))
            if related and other.name != path.name and _file_id(other) == file_id:
                found.append(other)
    return found


def _plain(path: Path) -> str:
    """A name without its ending as it compares: systems write one "ä" in two ways."""
    return unicodedata.normalize("NFC", path.stem).casefold()


def _file_id(path: Path) -> str:
    try:
        return read_head(read_workshop(path, HEAD_SIZE), path).file_id
    except StoreError:
        return ""


def _conflicts(path: Path, file_id: str) -> Iterator[Remark]:
    copies = copies_beside(path, file_id)
    if copies:
        yield Remark("copies_beside", {"copies": [each.name for each in copies]})
