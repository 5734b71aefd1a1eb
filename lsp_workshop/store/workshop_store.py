"""An open workshop file as a place where transactions are kept: records go in, TinyDB's documents stay inside.

Implements `lsp_workshop.session.Store`. How a file is opened is in `opening`, how a line gets to the disk in `journal`.

Papers of a ballot that is not by name lie in no file at rest in the order in which they came, nor in a row of files:
two backups between which one paper came would show whose it is. While such a ballot is open and has papers, a closing
of the file makes no backup (`kept`); the first one after the ballot was closed does. The second copy is one file, and
is replaced.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.codec import decode, decode_all, encode
from lsp_workshop.domain.errors import BadRecord
from lsp_workshop.domain.history import Past
from lsp_workshop.domain.model import RECORD_TYPE, Ballot, BallotStatus, Picture, Record, Secrecy, Turnout, Vote
from lsp_workshop.domain.transaction import Transaction
from lsp_workshop.files import create_file, permissions_of
from lsp_workshop.session import NotSaved, Remark, nothing
from lsp_workshop.store import lock, migrations
from lsp_workshop.store.database import PAPERS, WorkshopDatabase, Write, apply, shuffle_papers
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.format import Contents, Tables, from_json, image, new_file_id, to_json, why_not
from lsp_workshop.store.journal import WorkshopFile
from lsp_workshop.store.kept import Keeper
from lsp_workshop.store.rescue import Rescue
from lsp_workshop.store.waiting import Writer

SUFFIX = ".lspw"
HISTORY = "history"
"""The table of what was done: time, label, and the records as they were before. Never papers or turnout."""

_UNTRACED: tuple[type[Record], ...] = (Vote, Turnout)
_NOT_TOLD_AGAIN: tuple[type[Record], ...] = (Picture,)
"""Never changed, and large: a picture that was taken away is not kept a second time."""


class WorkshopStore:
    """The tables of one file. Without a `file`, for reading only.

    `rescue_folder` takes what a file that was pulled away can't; `keeper` has what is kept of it on this computer,
    `hold` is what its opening took, `own_disk` says that it lies on a disk of this computer. Raises
    StoreError("damaged") for a journal that this program did not write.
    """

    def __init__(
        self,
        path: Path,
        contents: Contents,
        file: WorkshopFile | None = None,
        *,
        rescue_folder: Path,
        keeper: Keeper | None = None,
        hold: lock.Hold | None = None,
        own_disk: bool = False,
    ) -> None:
        self.path = path
        self.file_id = contents.head.file_id
        """The file's own, wherever it lies and whatever it is called."""
        self._file = file
        self._read_only = file is None
        self._rescue_folder = rescue_folder
        self._rescue: Rescue | None = None
        self._is_rescue_told = False
        self._rescuing = threading.Lock()
        # Asked now: the drive may be gone when a copy is made.
        self._mode = permissions_of(path)
        self._hold = hold
        self._keeper = keeper
        self._has_second_copy = False
        self._is_copy_missed = False
        # Papers in a body that was written in the middle of the day, or in the journal.
        self._papers_as_cast = contents.head.in_use and bool(contents.tables.get(PAPERS))
        self._writer = Writer(trusts=own_disk)
        self._database = WorkshopDatabase(contents.tables, self._commit_writes)
        self._storage = self._database.live
        self._numbers: dict[str, dict[str, int]] = {}
        self._next: dict[str, int] = {}
        try:
            for writes in writes_of(contents):
                apply(contents.tables, writes)
                self._note_papers(writes)
        except ValueError:
            # The checksums agree, so this was written on purpose, and not by this program.
            raise StoreError("damaged", path=path, where="its journal") from None
        migrations.bring_up(contents.tables, contents.head.schema)

    @property
    def _tables(self) -> Tables:
        return self._storage.tables

    @property
    def read_only(self) -> bool:
        return self._read_only

    def records(self) -> Iterable[Record]:
        """Every record. Raises StoreError("damaged") where a document does not have its type's shape."""
        try:
            for name, documents in self._tables.items():
                kind = RECORD_TYPE.get(name)
                if kind is not None:
                    yield from decode_all(kind, documents.values())
        except BadRecord as error:
            where = f"{error.values['collection']} record “{error.values['id']}”"
            raise StoreError("damaged", path=self.path, where=where) from error

    # --- a transaction --------------------------------------------------------------------------------------

    def append(self, transaction: Transaction, at: str, slow: Callable[[], None] = nothing) -> None:
        """One journal line, on disk when this returns. Raises `NotSaved`."""
        # Before the documents: a record that comes has none.
        traced = transaction.timed and not transaction.touches(*_UNTRACED)
        entry = {"at": at, "label": transaction.label, "before": self._before(transaction)} if traced else None
        writes = [self._write_for(change) for change in transaction.changes]
        if entry is not None:
            writes.append(Write(HISTORY, self._take_number(HISTORY), entry))
        self._storage.commit(transaction.label, writes, at if traced else "", slow)
        for change in transaction.changes:
            if change.after is None:
                self._numbers_in(change.kind.collection).pop(change.id, None)

    def _write_for(self, change: Change) -> Write:
        after, document = change.after, change.document
        record = change.record if after is None else after
        table, record_id = record.collection, record.id
        numbers = self._numbers.get(table) or self._numbers_in(table)
        number = numbers.get(record_id)
        if number is None:
            number = numbers[record_id] = self._take_number(table)
        return Write(table, number, encode(after) if document is None and after is not None else document)

    def _numbers_in(self, table: str) -> dict[str, int]:
        """The numbers of a table's documents by record id, gathered when the table is first written to."""
        if table not in self._numbers:
            documents = self._tables.get(table, {})
            self._numbers[table] = {each["id"]: number for number, each in documents.items() if "id" in each}
            self._next[table] = max(documents, default=0) + 1
        return self._numbers[table]

    def _take_number(self, table: str) -> int:
        self._numbers_in(table)
        number = self._next[table]
        self._next[table] = number + 1
        return number

    def _before(self, transaction: Transaction) -> list[list[Any]]:
        """Collection, id and document of each record as it was, None for one that was not there.

        What the tables say of it is kept as it is: no document is ever changed.
        """
        found: list[list[Any]] = []
        for change in transaction.changes:
            before = change.before
            record = change.record if before is None else before
            if isinstance(record, _NOT_TOLD_AGAIN):
                continue
            table, record_id = record.collection, record.id
            document = None
            if before is not None:
                number = self._numbers_in(table).get(record_id)
                documents = self._tables.get(table)
                document = documents.get(number) if documents is not None and number is not None else None
                document = encode(before) if document is None else document
            found.append([table, record_id, document])
        return found

    def history(self) -> Sequence[Past]:
        """What was done, oldest first, each record decoded when it is asked for; never papers or turnout."""
        documents = self._tables.get(HISTORY, {})
        return [_past(documents[number]) for number in sorted(documents)]

    # --- on the way to the disk -----------------------------------------------------------------------------

    def _commit_writes(self, label: str, writes: tuple[Write, ...], at: str, slow: Callable[[], None]) -> None:
        file = self._file
        if file is None:
            raise NotSaved("read_only" if self._read_only else "closed")
        entry = {"at": at, "label": label, "writes": [[w.table, w.number, w.document] for w in writes]}
        try:
            payload = to_json(entry)
        except ValueError as error:
            raise NotSaved("not_writable", detail=why_not(error)) from None

        def put() -> None:
            sequence = file.sequence
            file.append(payload, self._tables, lambda: self._write_rescue(sequence, writes))
            if self._keeper is not None:
                self._keeper.append(file.sequence, payload)

        def take_back_copy() -> None:
            if self._has_second_copy:
                self.keep_second_copy(file.image(self._tables, in_use=True)[0])

        try:
            self._writer.run(put, lambda: file.take_back(take_back_copy), slow)
        except NotSaved as refusal:
            # What was given up may still be rescued in the other thread, and nobody hears of that.
            self._is_rescue_told = self._is_rescue_told or "rescue" in refusal.values
            raise
        self._rescue = None
        self._is_rescue_told = False
        self._note_papers(writes)

    def _note_papers(self, writes: Iterable[Write]) -> None:
        for each in writes:
            if each.table == PAPERS:
                self._papers_as_cast = True

    def keep_second_copy(self, data: bytes) -> None:
        """From here on each line goes to a second copy too, which begins with `data`, the file as it is."""
        if self._keeper is not None:
            self._has_second_copy = True
            self._keeper.begin(data)

    def news(self) -> Sequence[Remark]:
        """That there is no second copy any more ("no_second_copy"), once: who trusts in it may lose the stick with
        all that was said.
        """
        refusal = self._keeper.refusal if self._keeper is not None and self._has_second_copy else None
        if refusal is None or self._is_copy_missed:
            return ()
        self._is_copy_missed = True
        return (Remark("no_second_copy", {"detail": refusal}),)

    def _write_rescue(self, sequence: int, refused: tuple[Write, ...] = ()) -> Path | None:
        # Closing may find that something has to be rescued while the other thread finds the same.
        with self._rescuing:
            if self._rescue is None:
                self._rescue = Rescue(self.path, self._rescue_folder, SUFFIX)
            return self._rescue.write(self._tables, sequence, refused)

    def image(self, file_id: str, sequence: int) -> bytes:
        """The tables as a whole file, its papers shuffled; those in memory stay as they are."""
        data, _ = image(_shuffled(self._tables), file_id=file_id, sequence=sequence)
        return data

    def write_anew(self) -> bytes:
        """The whole file as memory has it, in its old place; returns its bytes. Raises OSError."""
        if self._file is None:
            raise AssertionError("only looked at")
        data, head = self._file.image(self._tables, in_use=self._file.is_dirty)
        self._file.rewrite(data, head)
        return data

    def copy_to(self, path: Path) -> None:
        """Everything in a new file of its own, papers shuffled, which nobody may read who may not read this one.

        Raises StoreError("exists" or "no_access").
        """
        write_new(path, _shuffled(self._tables), self._mode)

    # --- the end --------------------------------------------------------------------------------------------

    def close(self, slow: Callable[[], None] = nothing) -> tuple[Remark, ...]:
        """Fold the journal into the body, papers in shuffled order, and let go of the file.

        Returns what could not be done: "papers_as_cast" or "not_folded" (`detail`) where no new file could take the
        old one's place (the second not for a drive on which none ever does), "pulled_away" (`rescue`) or
        "pulled_away_lost" where somebody else was at it, "no_answer" (`rescue`) or "no_answer_lost" where the disk
        said nothing any more, "not_kept" (`detail`) where the local data folder took no backup or second copy.
        """
        if self._file is None:
            return ()
        file, self._file = self._file, None
        try:
            return self._writer.run_last(lambda: self._finish(file), slow)
        except NotSaved:
            if self._is_rescued:
                return ()
            rescue = self._write_rescue(file.sequence)
            self._is_rescue_told = rescue is not None
            return (Remark("no_answer_lost") if rescue is None else Remark("no_answer", {"rescue": rescue}),)

    def _finish(self, file: WorkshopFile) -> tuple[Remark, ...]:
        try:
            return self._fold(file)
        finally:
            # The note goes first: once the lock is gone, the note there may be the next one's.
            if self._hold is not None:
                lock.drop(self._hold)
            file.close()
            if self._keeper is not None:
                self._keeper.close()

    def _fold(self, file: WorkshopFile) -> tuple[Remark, ...]:
        if not file.is_dirty:
            is_untold = self._rescue is not None and self._rescue.is_written and not self._is_rescue_told
            return self._pulled_away(file) if is_untold else ()
        data, head = file.image(_shuffled(self._tables))
        somebody_else = None
        try:
            somebody_else = file.fold(data, head)
        except OSError as error:
            remarks = self._not_folded(file, error)
        else:
            remarks = () if somebody_else is None else self._pulled_away(file)
        back_up = somebody_else is not None or not self._papers_would_tell
        return (*remarks, *self._keep(data, back_up=back_up))

    @property
    def _papers_would_tell(self) -> bool:
        """Whether papers are still coming that nobody may put to anybody: another backup would show the latest ones."""
        with_papers = {paper.get("ballot_id") for paper in self._tables.get(PAPERS, {}).values()}
        return any(
            ballot.get("status") == BallotStatus.OPEN
            and ballot.get("secrecy") != Secrecy.ATTRIBUTED
            and ballot.get("id") in with_papers
            for ballot in self._tables.get(Ballot.collection, {}).values()
        )

    def _not_folded(self, file: WorkshopFile, error: OSError) -> tuple[Remark, ...]:
        detail = error.strerror or str(error)
        if self._papers_as_cast:
            return (Remark("papers_as_cast", {"detail": detail}),)
        # Where every closing on this drive ends so, there is nothing that anybody could do about it.
        return (Remark("not_folded", {"detail": detail}),) if file.renames_safely else ()

    def _pulled_away(self, file: WorkshopFile) -> tuple[Remark, ...]:
        if self._is_rescued:
            return ()
        rescue = self._write_rescue(file.sequence)
        return (Remark("pulled_away_lost") if rescue is None else Remark("pulled_away", {"rescue": rescue}),)

    def _keep(self, data: bytes, *, back_up: bool) -> Iterator[Remark]:
        keeper = self._keeper
        refusal = keeper.close_with(data, copy=self._has_second_copy, back_up=back_up) if keeper is not None else None
        if refusal is not None:
            yield Remark("not_kept", {"detail": refusal})

    @property
    def _is_rescued(self) -> bool:
        """Whether everything is somewhere safe already, which was told then."""
        return self._rescue is not None and self._rescue.is_written and self._is_rescue_told


def _past(document: Mapping[str, Any]) -> Past:
    """An entry of the history. What a repair left in no such shape is passed over: nothing rests on it."""
    entries: list[tuple[type[Record], str, Any]] = []
    listed = document.get("before", ())
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, list) and len(each) == 3 and isinstance(each[0], str) and isinstance(each[1], str):
            kind = RECORD_TYPE.get(each[0])
            if kind is not None and kind not in _UNTRACED:
                entries.append((kind, each[1], each[2]))

    def before(place: int) -> Record | None:
        kind, _, encoded = entries[place]
        try:
            return None if encoded is None else decode(kind, encoded)
        except BadRecord:
            return None

    touched = tuple((kind, record_id) for kind, record_id, _ in entries)
    return Past(str(document.get("at", "")), str(document.get("label", "")), touched, before)


def _shuffled(tables: Tables) -> Tables:
    copied = {name: dict(documents) for name, documents in tables.items()}
    shuffle_papers(copied)
    return copied


def writes_of(contents: Contents) -> Iterator[list[Write]]:
    """What each line of the journal wrote, in their order. Raises ValueError for nonsense."""
    for entry in contents.entries:
        yield writes_in(entry.payload)


def writes_in(payload: bytes) -> list[Write]:
    """What a line of the journal wrote. Raises ValueError for nonsense under a checksum that agrees."""
    try:
        writes = [Write(*each) for each in from_json(payload)["writes"]]
    except (KeyError, TypeError, RecursionError):
        raise ValueError("no transaction") from None
    for each in writes:
        is_document = each.document is None or type(each.document) is dict
        if type(each.table) is not str or type(each.number) is not int or not is_document:
            raise ValueError("no transaction")
    return writes


def write_new(path: Path, tables: Tables, mode: int | None = None) -> None:
    """A new file with these tables, whole or not at all; `mode` is its permissions, or None for what is usual here.

    Papers have to be shuffled already. Raises StoreError("exists" or "no_access"), and NotSaved("not_writable") for
    halves of characters that were typed.
    """
    try:
        data, _ = image(tables, file_id=new_file_id(), sequence=0)
    except UnicodeEncodeError as error:
        raise NotSaved("not_writable", detail=why_not(error)) from None
    try:
        create_file(path, data, mode)
    except FileExistsError as error:
        raise StoreError("exists", path=path) from error
    except OSError as error:
        raise StoreError.no_access(path, error) from error
