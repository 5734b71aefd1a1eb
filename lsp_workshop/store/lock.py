"""Who has a workshop open: an operating-system lock on the file, and a file beside it that names who and where.

The first keeps two programs on one machine apart, whatever happens to them; the second says to whom to turn, and
speaks across a network where the first may not. Each note has a word of its own, by which who left it knows it again.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import secrets
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lsp_workshop.files import LONGEST_NAME, open_flags
from lsp_workshop.place import Kind, place_of
from lsp_workshop.store.errors import StoreError

_FAR_BYTE = 1 << 40
"""Windows locks are mandatory: a byte beyond any data keeps the file readable."""
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a file system says that knows no locks: some network drives; the note is all there is then."""
_RUN = secrets.token_hex(8)
"""Stands in this process's notes: where there are no locks, nothing else tells them from those of an earlier process
that had its number."""
_TRIES, _PAUSE = 6, 0.01
"""How often, and seconds between: a look takes some microseconds."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open."""

    user: str
    host: str
    process: int


@dataclass(frozen=True, slots=True)
class Hold:
    """What whoever took a file has of it besides the lock: the note that was left, and the word in it."""

    note: Path
    holder: Holder
    token: str


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


def _let_go(handle: int) -> None:
    """Unlock and close an open file: Windows unlocks by itself as well, but in its own time."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
    with contextlib.suppress(OSError):
        os.close(handle)


def note_path(path: Path) -> Path:
    return path.with_name(f".~lock.{path.name}#")


def read_holder(path: Path) -> Holder | None:
    """Who the note beside `path` names; None where there is none or it cannot be read."""
    noted = _noted(note_path(path))
    try:
        return Holder(str(noted["user"]), str(noted["host"]), int(noted["process"]))
    except (ValueError, KeyError, TypeError, ArithmeticError):
        return None


def _noted(note: Path) -> Mapping[str, Any]:
    """What a note says; nothing where it cannot be read."""
    try:
        noted = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return noted if isinstance(noted, dict) else {}


def holder_of(path: Path) -> Holder | None:
    """Who has the file open now, or None; of a link, the file that it leads to counts. A note that a crash left behind
    counts for nothing on this machine.

    Where the folder takes no note, the lock still tells that somebody has. On Windows, of two that look in one moment
    one may take the other for the holder.
    """
    path = Path(os.path.realpath(path))
    holder = read_holder(path)
    if holder is not None and _is_elsewhere(holder, is_local=None, path=path):
        return holder
    if holder is None and _takes_notes(path):
        return None
    try:
        handle = os.open(path, os.O_RDONLY | open_flags())
    except OSError:
        return holder
    try:
        # Shared, and for a moment: two that look do not take each other for the holder.
        locks = lock_handle(handle, shared=True)
    except OSError:
        os.close(handle)
        return holder or SOMEBODY
    _let_go(handle)
    return holder if holder is not None and not locks and _is_running(holder, path) else None


def _is_elsewhere(holder: Holder, *, is_local: bool | None, path: Path) -> bool:
    """Whether a note is another computer's, as far as its name tells.

    A laptop gets another name from another network. What lies on its own disk nobody else opens, so there a note by
    the same user is its own; one by anybody else came with the folder, and a person decides. None is for "look".
    """
    me = here()
    if holder.host == me.host:
        return False
    if holder.user != me.user:
        return True
    return not (place_of(path).kind is Kind.LOCAL if is_local is None else is_local)


def _is_running(holder: Holder, path: Path) -> bool:
    """Whether the note beside `path` is of a process that runs, where no lock says so."""
    return _noted(note_path(path)).get("run") == _RUN or _runs(holder.process)


def _takes_notes(path: Path) -> bool:
    """Whether who opens the file can leave a note beside it."""
    note = note_path(path)
    return os.path.lexists(note) or (os.access(note.parent, os.W_OK) and len(os.fsencode(note.name)) <= LONGEST_NAME)


def take(path: Path, handle: int, *, take_over: bool = False, local: bool = False) -> Hold | None:
    """Lock `handle` and leave a note beside `path`; `local` where that lies on this computer's own disk.

    None where the handle is not the file of that name any more: whoever had it put a new one in its place. Raises
    StoreError("locked") with user, host and process, and, for the note of another computer, "locked_elsewhere", unless
    its word counts for nothing (`take_over`). Raises OSError where the file is gone.
    """
    note = note_path(path)
    was_there, holder = os.path.lexists(note), read_holder(path)
    try:
        locks = _lock_patiently(handle)
    except OSError as error:
        raise StoreError("locked", path=path, **asdict(holder or SOMEBODY)) from error
    if holder is not None:
        # Only a lock makes sure that an own name of former days is not of today.
        elsewhere = _is_elsewhere(holder, is_local=local and locks, path=path)
        if elsewhere and not take_over:
            raise StoreError("locked_elsewhere", path=path, note=note, **asdict(holder))
        if not elsewhere and not locks and _is_running(holder, path):
            raise StoreError("locked", path=path, **asdict(holder))
    if not os.path.samestat(os.fstat(handle), os.stat(path)):
        return None
    hold = Hold(note, here(), secrets.token_hex(8))
    try:
        _leave(hold, instead=locks or was_there)
    except FileExistsError as error:
        raise StoreError("locked", path=path, **asdict(read_holder(path) or SOMEBODY)) from error
    return hold


def _leave(hold: Hold, *, instead: bool) -> None:
    """Make the note, `instead` of one that is there. Raises FileExistsError where somebody else just made one.

    Never written into: whatever a link of its name leads to is not ours. Without locks, of two programs that open the
    file in one moment the one that makes the note has it. A folder that takes no new file has none; the lock itself
    holds all the same.
    """
    try:
        if instead:
            hold.note.unlink(missing_ok=True)
        with hold.note.open("x", encoding="utf-8") as file:
            json.dump({**asdict(hold.holder), "run": _RUN, "token": hold.token}, file)
    except FileExistsError:
        raise
    except OSError:
        pass


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


def drop(hold: Hold) -> None:
    """Take the note away, if it is still the one that was left; the lock goes with the handle."""
    if _noted(hold.note).get("token") == hold.token:
        with contextlib.suppress(OSError):
            hold.note.unlink(missing_ok=True)
