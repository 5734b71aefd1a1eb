"""Files that appear whole or not at all, and are on the disk itself when a call returns. Knows no format.

The workshop file, exports, settings and lists are all written here: one way to be durable, and to keep what the file
in their place was (its permissions; a link that stays a link).
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

PRIVATE = 0o600
"""The permissions of a file with names and papers in it, for its owner alone, whoever may read the folder."""
LONGEST_NAME = 255
"""Bytes that a file's name may have, on every common file system."""
_LONGEST_STEM = 60
"""Letters of a name that is made out of words."""
_LONGEST_STEM_BYTES = 120
"""An encrypted home folder takes 143 bytes, and an ending comes after."""
_IN_WORDS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl"})
_ON_LETTERS = frozenset({"Mn", "Mc"})
_FOR_PICTURES = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Marks that choose among the pictures of a character."""
_DEVICE = re.compile(r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[ .]$')
_NAMES_ARE_WINDOWS = sys.platform == "win32"

_TEMPORARY = re.compile(r"\.lsp-workshop-[0-9a-f]{12}\.tmp")
LEFT_BEHIND = 3600.0
"""Seconds after which nobody writes a temporary file any more: the program that made it was killed."""

_PAUSES: Sequence[float] = (0.05, 0.1, 0.2, 0.4, 0.8) if sys.platform == "win32" else ()
"""Seconds between the tries of a rename: on Windows a virus scanner may hold a new file for a moment."""


class NotWritten(OSError):
    """A file could not be written: `filename` is the one that was asked for, `errno` says why. What was there stays."""


def sync(handle: int) -> None:
    """Until the disk itself has it: fsync, and on macOS the stronger call that fsync is not."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        except OSError as error:
            # Network drives and some sticks do not know the stronger call.
            if error.errno not in (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY):
                raise
            os.fsync(handle)
    else:
        os.fsync(handle)


_SYNCS_NO_FOLDERS = {
    errno.EINVAL,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.ENOSYS,
    errno.EBADF,
    errno.EISDIR,
    errno.ENOTTY,
}
"""What a file system says that makes renames last in its own way, or not at all, and lets nobody ask for it."""
_OPENS_NO_FOLDERS = {errno.EACCES, errno.EPERM, errno.EISDIR, errno.EINVAL, errno.ENOTSUP}
"""The same of the opening; a folder may also be one that is written in and not read."""


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` last; Windows does so by itself, and where a file system cannot, nothing happens: what
    the files hold is on disk all the same. Raises OSError where the disk itself fails.
    """
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno not in _OPENS_NO_FOLDERS:
            raise
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _SYNCS_NO_FOLDERS:
            raise
    finally:
        os.close(handle)


def first_there(*folders: Path) -> Path:
    """The first of these folders that can be looked into now, or the person's own. Raises nothing: a drive that was
    pulled out, a share that does not answer and a path that can be none are simply not there.
    """
    return next((folder for folder in folders if os.path.isdir(folder)), Path.home())


def permissions_of(path: Path) -> int | None:
    """Those that a copy of the file gets, so that it is no more public; None where the system does not say.

    Its owner may write in a copy, also of a file that nobody may write in.
    """
    try:
        return PRIVATE | stat.S_IMODE(os.stat(path).st_mode) & 0o666
    except OSError:
        return None


def write_all(handle: int, data: bytes) -> None:
    """Every byte, however many calls it takes."""
    written = os.write(handle, data)
    rest = memoryview(data)[written:]
    while rest:
        if not written:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        written = os.write(handle, rest)
        rest = rest[written:]


def open_flags() -> int:
    """What every opening needs besides its purpose."""
    return getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@contextlib.contextmanager
def temporary_beside(path: Path, fill: Callable[[int], None], mode: int | None = None) -> Iterator[Path]:
    """A file filled by `fill`, on disk, in the folder of `path`; gone afterwards unless it was moved away.

    `mode` is its permissions, or None for those that a new file gets here. The name is short: that of `path` may be
    as long as names can be.
    """
    temporary = path.with_name(f".lsp-workshop-{secrets.token_hex(6)}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | open_flags(), 0o666 if mode is None else PRIVATE)
    try:
        try:
            if mode is not None and sys.platform != "win32":
                os.fchmod(handle, mode)
            fill(handle)
            sync(handle)
        finally:
            os.close(handle)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def move_into_place(temporary: Path, path: Path, *, pauses: Sequence[float] = _PAUSES) -> None:
    """Rename over what is there; after each of `pauses` (seconds) once more where the system forbids it."""
    for pause in pauses:
        try:
            os.replace(temporary, path)
            return
        except PermissionError:
            time.sleep(pause)
    os.replace(temporary, path)


def create_file(path: Path, data: bytes, mode: int | None = None) -> None:
    """A new file, whole or not at all. Raises FileExistsError rather than replace anything."""
    with temporary_beside(path, lambda handle: write_all(handle, data), mode) as temporary:
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


def replace_file(path: Path, data: bytes, mode: int | None = None) -> None:
    """The file with new contents, whole, or the old one untouched.

    `mode` is the permissions of a new file; one that is replaced keeps its own. A link stays one: the file that it
    points to is replaced. Raises NotWritten.
    """
    _replace(path, lambda handle: write_all(handle, data), mode)


def write_whole(out: Path, write: Callable[[BinaryIO], None]) -> None:
    """`replace_file` with what `write` writes; where that raises (a cancelled export), `out` stays as it was."""

    def fill(handle: int) -> None:
        with os.fdopen(handle, "wb", closefd=False) as file:
            write(file)

    _replace(out, fill, None)


def _replace(path: Path, fill: Callable[[int], None], mode: int | None) -> None:
    target = Path(os.path.realpath(path))
    try:
        _require_name(target)
        with contextlib.suppress(FileNotFoundError):
            mode = stat.S_IMODE(os.stat(target).st_mode)
        with temporary_beside(target, fill, mode) as temporary:
            move_into_place(temporary, target)
    except OSError as error:
        if error.filename is not None and Path(error.filename).parent != target.parent:
            # Something else that is needed for it: a font.
            raise
        raise NotWritten(error.errno, error.strerror or str(error), str(path)) from error
    sync_folder(target.parent)


def remove_left_behind(folder: Path) -> None:
    """Take away the temporary files in `folder` that a killed program left there; those of a running one are young."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                is_old = time.time() - entry.stat(follow_symlinks=False).st_mtime > LEFT_BEHIND
                if is_old:
                    Path(entry.path).unlink(missing_ok=True)


def _require_name(path: Path) -> None:
    """Windows takes some names that no file has: what is written goes to a device, or to a file of another name."""
    if _NAMES_ARE_WINDOWS and is_forbidden_on_windows(path.name):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def is_forbidden_on_windows(name: str) -> bool:
    """Whether no file there can have the name: a device ("CON.pdf"), signs that mean something, a dot at its end."""
    return _DEVICE.fullmatch(name.partition(".")[0].rstrip()) is not None or _NOT_IN_NAMES.search(name) is not None


def fitting_name(stem: str, ending: str) -> str:
    """`stem` and `ending` as a file's name, the stem cut (at a character) where the whole would be too long."""
    room = max(0, LONGEST_NAME - len(os.fsencode(ending)))
    return os.fsencode(stem)[:room].decode("utf-8", "ignore") + ending


def name_of_words(words: str, after: str = "") -> str:
    """A file's name out of typed words, safe on every system: letters, marks and digits of any language, "-" and "_".

    `after` (a date) stands at the end whole, the words are cut for it. Without an ending, and with room for one; ""
    where there is nothing that could be in a name.
    """
    last = _cut(_joined(after), _LONGEST_STEM // 2, _LONGEST_STEM_BYTES // 2)
    letters, size = (len(last) + 1, len(last.encode()) + 1) if last else (0, 0)
    first = _cut(_joined(words), _LONGEST_STEM - letters, _LONGEST_STEM_BYTES - size)
    name = "-".join(each for each in (first, last) if each)
    # Windows takes these for devices, whatever follows the dot.
    return f"{name}_" if _DEVICE.fullmatch(name) else name


def _joined(words: str) -> str:
    """The words with "-" between them, and nothing that a file system could trip over."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", words):
        kind = unicodedata.category(character)
        follows = bool(kept) and kept[-1] != " " and character not in _FOR_PICTURES
        if kind in _IN_WORDS or character in "-_" or (kind in _ON_LETTERS and follows):
            kept.append(character)
        elif kind != "Cf":
            # What only says how letters join or run has no width: nothing is parted by it.
            kept.append(" ")
    return "-".join("".join(kept).split()).strip("-")


def _cut(name: str, letters: int, size: int) -> str:
    """As much of the name as has at most so many letters and bytes, and no letter without its marks."""
    end = min(letters, len(name))
    while len(name[:end].encode()) > size:
        end -= 1
    while 0 < end < len(name) and unicodedata.category(name[end]) in _ON_LETTERS:
        end -= 1
    return name[:end].strip("-")
