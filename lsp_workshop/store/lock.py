"""Who has a workshop open: an operating-system lock on the file, and a file beside it that names who and where.

The first keeps two programs on one machine apart, whatever happens to them; the second says to whom to turn, and
speaks across a network where the first may not.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import socket
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from lsp_workshop.files import LONGEST_NAME
from lsp_workshop.store.errors import StoreError

_FAR_BYTE = 1 << 40
"""Windows locks are mandatory: a byte beyond any data keeps the file readable."""
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a file system says that knows no locks: some network drives; the note is all there is then."""
_held: set[Path] = set()
"""The notes of what this process has open: where there are no locks, nothing else keeps two of its windows apart."""
_TRIES, _PAUSE = 6, 0.01
"""How often, and seconds between: a look takes some microseconds."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open."""

    user: str
    host: str
    process: int


SOMEBODY = Holder("somebody", "this computer", 0)
"""Who has a file open that is locked and has no note."""


def here() -> Holder:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "somebody"
    return Holder(user, socket.gethostname(), os.getpid())


def lock_handle(handle: int, *, shared: bool = False) -> bool:
    """Lock an open file for this process alone, or `shared` with others that only look. False where the file system
    knows no locks. Raises BlockingIOError where another has it. Windows knows no shared lock of this kind.
    """
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _FAR_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(str(error)) from error
    else:
        import fcntl

        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return False
            raise
    return True


def note_path(path: Path) -> Path:
    return path.with_name(f".~lock.{path.name}#")


def read_holder(path: Path) -> Holder | None:
    """Who the note beside `path` names; None where there is none or it cannot be read."""
    try:
        noted = json.loads(note_path(path).read_text(encoding="utf-8"))
        return Holder(str(noted["user"]), str(noted["host"]), int(noted["process"]))
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
        return None


def holder_of(path: Path) -> Holder | None:
    """Who has the file open now, or None. A note that a crash left behind counts for nothing on this machine.

    Where the folder takes no note, the lock still tells that somebody has.
    """
    holder = read_holder(path)
    if sys.platform == "win32" or (holder is not None and holder.host != here().host):
        return holder
    if holder is None and _takes_notes(path):
        return None
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return holder
    try:
        # Shared, and for a moment: two that look do not take each other for the holder.
        locks = lock_handle(handle, shared=True)
    except OSError:
        return holder or SOMEBODY
    finally:
        os.close(handle)
    return holder if holder is not None and not locks and _runs(holder.process) else None


def _takes_notes(path: Path) -> bool:
    """Whether who opens the file can leave a note beside it."""
    note = note_path(path)
    return os.path.lexists(note) or (os.access(note.parent, os.W_OK) and len(os.fsencode(note.name)) <= LONGEST_NAME)


def take(path: Path, handle: int, *, take_over: bool = False) -> None:
    """Lock `handle` and leave a note beside `path`. Raises StoreError("locked") with user, host and process, and, for
    the note of another computer, "locked_elsewhere", unless its word counts for nothing (`take_over`).
    """
    note = note_path(path)
    was_there, holder = os.path.lexists(note), read_holder(path)
    me = here()
    try:
        locks = _lock_patiently(handle)
    except OSError as error:
        raise StoreError("locked", path=path, **asdict(holder or SOMEBODY)) from error
    if holder is not None and holder.host != me.host and not take_over:
        raise StoreError("locked_elsewhere", path=path, note=note, **asdict(holder))
    if not locks and (note in _held or (holder and holder.host == me.host and _runs(holder.process))):
        raise StoreError("locked", path=path, **asdict(holder or me))
    try:
        if not locks and was_there:
            note.unlink(missing_ok=True)
        # Without locks, of two programs that open the file in one moment the one that makes the note has it.
        with note.open("w" if locks else "x", encoding="utf-8") as file:
            json.dump(asdict(me), file)
    except FileExistsError as error:
        raise StoreError("locked", path=path, **asdict(read_holder(path) or SOMEBODY)) from error
    except OSError:
        # A folder that takes no new file has no note; the lock itself holds all the same.
        pass
    _held.add(note)


def _lock_patiently(handle: int) -> bool:
    """`lock_handle`, a few times: somebody who only looks who has it (`holder_of`) holds it for a moment."""
    for _ in range(_TRIES - 1):
        try:
            return lock_handle(handle)
        except OSError:
            time.sleep(_PAUSE)
    return lock_handle(handle)


def _runs(process: int) -> bool:
    """Whether another process of this number runs on this computer."""
    if process <= 0 or process == os.getpid():
        return False
    if sys.platform == "win32":
        # Every drive of Windows knows locks.
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # It is somebody else's.
        return True
    return True


def drop(path: Path) -> None:
    """Take the note away; the lock goes with the handle."""
    _held.discard(note_path(path))
    if read_holder(path) == here():
        with contextlib.suppress(OSError):
            note_path(path).unlink(missing_ok=True)
