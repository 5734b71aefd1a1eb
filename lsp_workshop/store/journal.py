"""The write path of an open workshop file: append a line durably, or write the whole anew at a clean close.

    append: is the file as it was left? -> write the line -> fsync -> is it still in its place? -> then it is saved

What the bytes mean is in `format`. Knows nothing of records, TinyDB or transactions.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from lsp_workshop.files import move_into_place, open_flags, sync, sync_folder, temporary_beside, write_all
from lsp_workshop.session import NotSaved
from lsp_workshop.store.format import HEAD_SIZE, Contents, Head, Tables, image, line_of
from lsp_workshop.store.lock import lock_handle

REPLACES_OPEN_FILES = sys.platform != "win32"
"""Whether the system renames a file over one that is open."""
_READS_ANYWHERE = hasattr(os, "pread")


class _AnotherFile(OSError):
    """Under the name that was let go for a moment there is a file that is not the one that was open."""


class WorkshopFile:
    """An open, locked workshop file.

    Where `renames_safely` is false, its journal stays when it is closed: a crash in a rename might leave neither file.
    Where `replaces_open_files` is false, the file is let go for the moment in which a new one takes its place.
    """

    def __init__(
        self,
        path: Path,
        handle: int,
        contents: Contents,
        *,
        renames_safely: bool = True,
        replaces_open_files: bool = REPLACES_OPEN_FILES,
    ) -> None:
        self.path = path
        # The path as the system takes it: it is asked after for each line.
        self._name = str(path)
        self._handle: int | None = handle
        # What the system calls the open file, asked for once: it stays the same as long as the file is open.
        self._identity: tuple[int, int] | None = None
        self._head = contents.head
        self._head_line = contents.head_line
        self._end = contents.good_end
        self._sequence = contents.sequence
        self._dirty = bool(contents.entries) or contents.head.in_use
        self._suspect = False
        self._last = 0
        self.renames_safely = renames_safely
        self._replaces_open_files = replaces_open_files

    @property
    def sequence(self) -> int:
        return self._sequence

    @property
    def is_dirty(self) -> bool:
        """Whether the body says less than was saved, or its papers lie as they came."""
        return self._dirty or self._suspect

    # --- appending ----------------------------------------------------------------------------------------

    def append(self, payload: bytes, tables: Tables, rescue: Callable[[], Path | None]) -> None:
        """Put one transaction on disk. When this returns it is there; when it raises `NotSaved` it is not.

        `tables` are those before it, for a fresh file. `rescue` is called where somebody else was at the file: it
        writes everything, this transaction included, somewhere safe and says where, or None.
        """
        self._require(self._is_untouched, rescue)
        if self._suspect:
            # It takes the place of whatever has the name.
            self._require(self.is_in_place, rescue)
            self._start_fresh_file(tables)
        line = line_of(self._head.file_id, self._sequence + 1, payload)
        try:
            self._write(line)
            self._require(self.is_in_place, rescue)
        except BaseException:
            # Also where somebody else was at it: it may come back to its place, and must not say what was refused.
            self._cut_back()
            raise
        self._sequence += 1
        self._last = len(line)
        self._end += self._last
        self._dirty = True

    def take_back(self, first: Callable[[], None]) -> None:
        """Cut the last line off again: when it was on disk at last, nobody was waiting for it any more.

        `first` is called where this says already what it will say: no copy may know more than the file, even for long
        enough for a crash.
        """
        self._sequence -= 1
        self._end -= self._last
        first()
        self._cut_back()

    def _write(self, line: bytes) -> None:
        try:
            handle = self._open_handle()
            os.lseek(handle, self._end, os.SEEK_SET)
            write_all(handle, line)
        except OSError as error:
            raise not_saved(error) from error
        try:
            sync(handle)
        except OSError as error:
            # After a failed fsync the kernel may have dropped the pages and forgotten it: never ask it again.
            self._suspect = True
            raise not_saved(error) from error

    def _cut_back(self) -> None:
        try:
            os.ftruncate(self._open_handle(), self._end)
        except OSError:
            self._suspect = True

    def _require(self, found: Callable[[], str | None], rescue: Callable[[], Path | None]) -> None:
        """Raise `NotSaved` where somebody else was at the file: everything is written somewhere else then."""
        try:
            code = _found(found)
        except OSError as error:
            raise not_saved(error) from error
        if code is None:
            return
        rescued = rescue()
        if rescued is None:
            raise NotSaved("no_rescue", path=self.path)
        raise NotSaved(code, path=self.path, rescue=rescued)

    # --- what somebody else did ---------------------------------------------------------------------------

    def _is_untouched(self) -> str | None:
        """None where the open file is as it was left, or what somebody did to it, as the code of a `NotSaved`."""
        handle = self._open_handle()
        size = os.fstat(handle).st_size
        if size < self._end:
            # Cut short where it is, or copied over by something shorter.
            return self.is_in_place() or "file_truncated"
        if _head_of(handle) != self._head_line:
            # Copied over: the file is the same to the system, what is in it is another one.
            return "file_replaced"
        if size > self._end and not self._suspect:
            # Somebody on another computer writes to it, whom no lock of this one keeps away.
            return self.is_in_place() or "file_changed"
        return None

    def is_in_place(self) -> str | None:
        """None where the path names the open file, or what happened, as the code of a `NotSaved`."""
        try:
            there = os.stat(self._name)
        except (FileNotFoundError, NotADirectoryError):
            return "file_deleted"
        handle = self._open_handle()
        if self._identity is None:
            self._identity = _identity_in(os.fstat(handle))
        return None if _identity_in(there) == self._identity else "file_replaced"

    # --- the whole anew -----------------------------------------------------------------------------------

    def image(self, tables: Tables, *, in_use: bool = False) -> tuple[bytes, Head]:
        """The whole file as it would be with these tables and no journal; `in_use` where papers lie as they came."""
        return image(tables, file_id=self._head.file_id, sequence=self._sequence, in_use=in_use)

    def fold(self, data: bytes, head: Head) -> str | None:
        """Put an image, with all that the journal says, in the place of the file.

        Returns None, or the code of what somebody else did, which is left alone. Raises OSError where no new file can
        be made or take the old one's place: the journal stays, and is as good.
        """
        code = _found(lambda: self.is_in_place() or self._is_untouched())
        if code is None:
            if not self.renames_safely:
                raise OSError(errno.ENOTSUP, "this kind of drive cannot replace a file safely")
            self.rewrite(data, head)
        return code

    def _start_fresh_file(self, tables: Tables) -> None:
        """Everything saved so far in a new file: the old one's disk blocks are not to be trusted."""
        try:
            self.rewrite(*self.image(tables, in_use=True))
        except OSError as error:
            raise not_saved(error) from error

    def rewrite(self, data: bytes, head: Head) -> None:
        """A new file in the place of the open one; whatever fails, the handle is an open and locked one, or None."""
        mode = stat.S_IMODE(os.fstat(self._open_handle()).st_mode)
        with temporary_beside(self.path, lambda handle: write_all(handle, data), mode) as temporary:
            if self._replaces_open_files:
                self._replace_while_open(temporary)
            else:
                self._let_go_and_replace(temporary, data[:HEAD_SIZE])
        self._head, self._head_line, self._end = head, data[:HEAD_SIZE], len(data)
        self._dirty = head.in_use
        sync_folder(self.path.parent)
        self._suspect = False

    def _replace_while_open(self, temporary: Path) -> None:
        """The new file is locked before it has the name, so that nobody comes in between."""
        handle = os.open(temporary, os.O_RDWR | open_flags())
        try:
            lock_handle(handle)
            move_into_place(temporary, self.path)
        except BaseException:
            os.close(handle)
            raise
        self.close()
        self._handle = handle

    def _let_go_and_replace(self, temporary: Path, head_line: bytes) -> None:
        self.close()
        try:
            move_into_place(temporary, self.path)
            self._head_line = head_line
        finally:
            # The new one or, where it could not take the place, the old one.
            with contextlib.suppress(OSError):
                self._open_handle()

    def _open_handle(self) -> int:
        """The open file; opened again, and locked, where it had to be let go. Raises OSError, also for another file:
        what was ours is not there to be cut then.
        """
        if self._handle is None:
            handle = os.open(self.path, os.O_RDWR | open_flags())
            try:
                lock_handle(handle)
                self._require_ours(handle)
            except BaseException:
                os.close(handle)
                raise
            self._handle = handle
        return self._handle

    def _require_ours(self, handle: int) -> None:
        if _head_of(handle) != self._head_line:
            raise _AnotherFile(errno.EINVAL, "another file is in its place")

    def close(self) -> None:
        """Let go of the file. Everything in it is on disk: what closing itself has to say changes nothing."""
        handle, self._handle = self._handle, None
        self._identity = None
        if handle is not None:
            with contextlib.suppress(OSError):
                os.close(handle)


def _identity_in(found: os.stat_result) -> tuple[int, int]:
    """The two numbers that are one file's alone."""
    return found.st_dev, found.st_ino


def _found(look: Callable[[], str | None]) -> str | None:
    """What a look finds, also where the file had to be opened again and is not there. Raises OSError."""
    try:
        return look()
    except (FileNotFoundError, _AnotherFile) as error:
        return "file_replaced" if isinstance(error, _AnotherFile) else "file_deleted"


def _head_of(handle: int) -> bytes:
    if _READS_ANYWHERE:
        return os.pread(handle, HEAD_SIZE, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, HEAD_SIZE)


def not_saved(error: OSError) -> NotSaved:
    """What the disk refused, as the error that a session raises."""
    # EFBIG: larger than the drive's format, or the person's share of it, lets one file be.
    if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return NotSaved("disk_full")
    return NotSaved("io_error", detail=error.strerror or str(error))
