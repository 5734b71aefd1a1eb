"""What the local data folder keeps of a workshop file: a second copy while it is open, backups of its last closings.

    FOLDER/<file id>-<checksum of the path>/second.lspw                     the second copy: the same head, body, lines
                                            closed-2026-05-04-173000.lspw   a backup: the file as it was closed
                                            aside-2026-05-04-173000.lspw    a second copy that knew more, or was broken
                                            about.json                      the path that they were made from

Each is a workshop file of its own, with the file's id and sequence numbers, and is read as one. A disk that fails ends
the second copy, never a save: nothing here raises for a disk. Knows nothing of records, and not which files need this,
nor when no backup may be made: a row of backups tells in which order came what is in each for the first time.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from lsp_workshop.files import (
    PRIVATE,
    create_file,
    open_flags,
    remove_left_behind,
    replace_file,
    sync,
    sync_folder,
    write_all,
)
from lsp_workshop.session import local_time
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.format import HEAD_SIZE, checksum, line_of, read_head

SECOND_COPY = "second.lspw"
ABOUT = "about.json"
MOST_BACKUPS = 10

_BACKUP = "closed-%Y-%m-%d-%H%M%S.lspw"
_ASIDE = "aside-%Y-%m-%d-%H%M%S.lspw"
_PRIVATE_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class Version:
    """A kept file, the workshop file `of` which it was made, and the local time `at` which it was last written."""

    path: Path
    of: Path
    at: datetime
    is_second_copy: bool


class Keeper:
    """What is kept of the workshop file at `path`, below `folder`. For whoever holds the workshop's lock.

    `path` is best the one that was asked for: a mapped drive or a link may not lead to its target when it is missed.
    """

    def __init__(self, folder: Path, path: Path, file_id: str, *, clock: Callable[[], datetime] = local_time) -> None:
        self._about = {"path": os.path.abspath(path), "real": os.path.realpath(path)}
        # The id is what a file says, and a file may come from anywhere: it must not lead out of the folder.
        name = re.sub(r"[^0-9A-Za-z]", "", file_id)[:32]
        self._folder = folder / f"{name}-{checksum(os.fsencode(os.path.normcase(self._about['real'])))}"
        self._second = self._folder / SECOND_COPY
        self._file_id = file_id
        self._clock = clock
        self._handle: int | None = None
        self._sequence = 0
        self._end = 0
        self._refusal: str | None = None
        self._is_in_the_way = False

    @property
    def second_copy(self) -> Path:
        """Where it is, if there is one."""
        return self._second

    @property
    def refusal(self) -> str | None:
        """What the disk refused so far, in the system's words, or None."""
        return self._refusal

    def begin(self, data: bytes) -> None:
        """Make the second copy say `data`: head, body and the journal's good lines. Lines may follow then, also where
        the disk had refused some: `close_with` tells of that all the same.
        """
        self.close()
        head = read_head(data, self._second)
        self._sequence = head.sequence + data.count(b"\n", head.body_end)
        self._end = len(data)
        self._tried(lambda: self._open_second(data))

    def _open_second(self, data: bytes) -> None:
        self._write_second(data)
        self._handle = os.open(self._second, os.O_WRONLY | os.O_APPEND | open_flags())
        # Where it said so already, a program that was killed may have left that in the system's memory alone.
        sync(self._handle)

    def append(self, sequence: int, payload: bytes) -> None:
        """A line that the workshop file has taken, on disk when this returns. Nothing happens without a second copy."""
        handle = self._handle
        if handle is not None and self._tried(lambda: self._append(handle, sequence, payload)):
            self._sequence = sequence

    def _append(self, handle: int, sequence: int, payload: bytes) -> None:
        """Raises OSError, also where the line would follow a gap: readers refuse a file that has one."""
        ours = os.fstat(handle)
        if not os.path.samestat(ours, os.stat(self._second)):
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        if ours.st_size != self._end or sequence != self._sequence + 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        line = line_of(self._file_id, sequence, payload)
        write_all(handle, line)
        sync(handle)
        self._end += len(line)

    def close_with(self, data: bytes, *, copy: bool, back_up: bool = True) -> str | None:
        """At a clean close: back up `data`, the whole file without a journal, its papers shuffled.

        The second copy says `data` too where `copy` is true, and is removed where not: it may have papers in the order
        in which they came. `back_up` is false where the file itself says everything and its papers must not be told
        from those of the backup before: a backup is made then only where a second copy was to be and cannot. Returns
        what the disk refused, in the system's words, or None.
        """
        self.close()
        is_safe = self._tried(lambda: self._back_up(data)) if back_up else not copy
        is_copied = copy and self._tried(lambda: self._write_second(data))
        if not is_safe and not is_copied:
            is_safe = not back_up and self._tried(lambda: self._back_up(data))
        # Where there is no backup either, it may be the only one left that says everything.
        if is_safe and not is_copied:
            self._tried(self._remove_second)
        return self._refusal

    # --- one that knew more ---------------------------------------------------------------------------------

    @property
    def asides(self) -> Sequence[Path]:
        """The second copies that were set aside as they were, oldest first."""
        return sorted(each for each in _listed(self._folder) if _time_in(each.name, _ASIDE))

    def set_aside(self, whole: bytes | None) -> str | None:
        """Make room for another second copy: this one becomes a backup that says `whole`, all that it says, its papers
        shuffled. Where that is None, because nothing can read it, or finds no room, it gets another name, as it is.

        Returns None, or what the disk refused to that as well: it stays what it is then, and no other is begun.
        """
        with contextlib.suppress(OSError):
            if whole is not None:
                self._back_up(whole)
                self._remove_second()
                return None
        try:
            os.rename(self._second, self._free(_ASIDE, self.asides))
            sync_folder(self._folder)
        except OSError as error:
            self._is_in_the_way = True
            return error.strerror or str(error)
        return None

    def fold_aside(self, aside: Path, whole: bytes) -> None:
        """One of `asides` becomes a backup that says `whole`, as in `set_aside`, or stays where the disk refuses."""
        with contextlib.suppress(OSError):
            self._back_up(whole)
            aside.unlink(missing_ok=True)

    def _free(self, pattern: str, taken: Iterable[Path]) -> Path:
        """A name with the present second in it, or with the next that has none yet."""
        names, at = {each.name for each in taken}, self._clock().replace(microsecond=0)
        while at.strftime(pattern) in names:
            at += timedelta(seconds=1)
        return self._folder / at.strftime(pattern)

    # --- files ----------------------------------------------------------------------------------------------

    def _write_second(self, data: bytes) -> None:
        if self._is_in_the_way:
            raise OSError(errno.EEXIST, os.strerror(errno.EEXIST))
        self._make_folder()
        _put(self._second, data)

    def _remove_second(self) -> None:
        if self._is_in_the_way or not os.path.lexists(self._second):
            return
        self._second.unlink(missing_ok=True)
        sync_folder(self._folder)

    def _back_up(self, data: bytes) -> None:
        self._make_folder()
        backups = {at: each for each in _listed(self._folder) if (at := _time_in(each.name, _BACKUP))}
        if backups and _says(backups[max(backups)], data):
            return
        backup = self._free(_BACKUP, backups.values())
        create_file(backup, data, PRIVATE)
        at = datetime.strptime(backup.name, _BACKUP)
        kept = thinned([*backups, at])
        # The new one stays even where the clock was put back and calls it old.
        for time, older in backups.items():
            if time not in kept:
                with contextlib.suppress(OSError):
                    older.unlink()

    def _make_folder(self) -> None:
        for folder in (self._folder.parent, self._folder):
            if not folder.is_dir():
                folder.mkdir(_PRIVATE_FOLDER, parents=True)
                sync_folder(folder.parent)
        # JSON's escapes, for names that are not text.
        _put(self._folder / ABOUT, json.dumps(self._about).encode("ascii"))
        remove_left_behind(self._folder)

    def _tried(self, step: Callable[[], None]) -> bool:
        """Whether the disk took it; where not, no line comes after what it refused."""
        try:
            step()
        except OSError as error:
            self._refusal = self._refusal or error.strerror or str(error)
            self.close()
            return False
        return True

    def close(self) -> None:
        """Let go of the second copy as it is: whole, with its journal. May be called twice."""
        handle, self._handle = self._handle, None
        if handle is not None:
            with contextlib.suppress(OSError):
                os.close(handle)


def versions_of(folder: Path, path: Path) -> Sequence[Version]:
    """Everything kept of the file at `path`, which need not be there, whatever its id was; newest first.

    What is no workshop file by its first line, or one for a newer program, is left out, unless it was set aside: that
    is for who can mend it. Raises nothing for the disk.
    """
    wanted = names_of(path)
    made = [(file, of) for each in _listed(folder) if (of := _made_from(each, wanted)) for file in _listed(each)]
    found = [version for file, of in made if (version := _version(file, of))]
    return sorted(found, key=lambda version: (version.at, version.is_second_copy), reverse=True)


def forget(folder: Path, path: Path) -> None:
    """Delete everything kept of the file at `path`, whatever its id was; not while it is open. Raises OSError."""
    wanted = names_of(path)
    for each in _listed(folder):
        if _made_from(each, wanted):
            # What says of which file the rest is goes last: what the disk does not let go is listed still.
            for file in sorted(_listed(each), key=lambda file: file.name == ABOUT):
                file.unlink()
            each.rmdir()


def kept_files(folder: Path) -> Mapping[str, bool]:
    """Of which files something is kept, by their paths as `names_of` has them, and whether a second copy is among it.

    For a list of many files: everything is looked at once.
    """
    found: dict[str, bool] = {}
    for each in _listed(folder):
        names = {file.name for file in _listed(each)} - {ABOUT}
        about = _about(each) if names else None
        for path in _normal(*about) if about else ():
            found[path] = found.get(path, False) or SECOND_COPY in names
    return found


def names_of(path: Path) -> frozenset[str]:
    """The paths under which something may be kept of a file: as it was asked for, and where a link leads."""
    return frozenset(_normal(os.path.abspath(path), os.path.realpath(path)))


def thinned(times: Sequence[datetime], most: int = MOST_BACKUPS) -> frozenset[datetime]:
    """Which of the backups of these times to keep: at most `most` (1 or more), the newest always.

    The newest four; then the newest of each of two more days, of two more weeks (from Monday) and of two more months;
    then the oldest of the rest, while there is room. What is kept stands for its day, week and month until the end, so
    that after a year of daily closings, thinned each time, there is still one from the month before last.
    """
    newest_first = sorted(set(times), reverse=True)
    kept = newest_first[:4]
    for span in ("%Y-%m-%d", "%G-%V", "%Y-%m"):
        stood_for = {at.strftime(span) for at in kept}
        newest_of = {at.strftime(span): at for at in reversed(newest_first)}
        kept += sorted((at for each, at in newest_of.items() if each not in stood_for), reverse=True)[:2]
    kept += [at for at in reversed(newest_first) if at not in kept]
    return frozenset(kept[:most])


# --- files ----------------------------------------------------------------------------------------------------


def _put(path: Path, data: bytes) -> None:
    """The file says `data`; one that says so already is left alone. Raises OSError."""
    if not _says(path, data):
        replace_file(path, data, PRIVATE)


def _says(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _time_in(name: str, pattern: str) -> datetime | None:
    """The time in a name of this pattern; None for another name."""
    try:
        at = datetime.strptime(name, pattern)
    except ValueError:
        return None
    return at if at.strftime(pattern) == name else None


def _normal(*paths: str) -> set[str]:
    return {os.path.normcase(path) for path in paths}


def _made_from(folder: Path, wanted: Set[str]) -> Path | None:
    """The path that what is in `folder` was made from, where it is one of those `wanted`."""
    about = _about(folder)
    return Path(about[0]) if about and _normal(*about) & wanted else None


def _about(folder: Path) -> tuple[str, str] | None:
    """The path that what is in `folder` was made from, as it was asked for and where that led; None for nonsense."""
    try:
        about = json.loads((folder / ABOUT).read_bytes())
        return os.fspath(about["path"]), os.fspath(about["real"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _version(file: Path, of: Path) -> Version | None:
    aside = _time_in(file.name, _ASIDE)
    if aside is not None:
        return Version(file, of, aside, is_second_copy=False)
    try:
        with file.open("rb") as opened:
            read_head(opened.read(HEAD_SIZE), file)
            written = os.fstat(opened.fileno()).st_mtime
        is_second_copy = file.name == SECOND_COPY
        at = datetime.fromtimestamp(written).replace(microsecond=0) if is_second_copy else _time_in(file.name, _BACKUP)
    except (OSError, StoreError, ValueError, OverflowError):
        return None
    return None if at is None else Version(file, of, at, is_second_copy)
