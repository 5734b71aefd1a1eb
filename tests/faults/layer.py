"""A layer under `os` that writes down what a program asks of one folder, and lets calls fail on demand.

It stands in for the calls themselves (`os.write`, `os.fsync`, `os.replace`..., and `open`), so that nothing in the
program has to be built for it. `Recording` is what comes out; `tests.faults.crash` makes crashed disks of it.
"""

from __future__ import annotations

import builtins
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

# --- what is written down -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Create:
    name: str
    inode: int


@dataclass(frozen=True, slots=True)
class Write:
    inode: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    inode: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    inode: int


@dataclass(frozen=True, slots=True)
class FailedSync:
    """The system may have dropped what was to be synced, and forgotten it: no later sync brings it back."""

    inode: int


@dataclass(frozen=True, slots=True)
class SyncFolder:
    folder: str


@dataclass(frozen=True, slots=True)
class Rename:
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Link:
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Unlink:
    name: str


@dataclass(frozen=True, slots=True)
class Expect:
    """From here on a reopened file must say one of these; `ABSENT` allows that there is none yet."""

    allowed: tuple[object, ...]


ABSENT = "no file yet"
NameEvent = Create | Rename | Link | Unlink
Event = NameEvent | Write | Truncate | Sync | FailedSync | SyncFolder | Expect


@dataclass(slots=True)
class Recording:
    """What was in the folder at the start, all of it durable, and what happened then."""

    start: Mapping[str, bytes]
    events: list[Event] = field(default_factory=list)


# --- faults -------------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The program was killed in this call; like a real kill, nothing in the program may catch it."""


@dataclass(frozen=True, slots=True)
class Partly:
    """The call takes the first `size` bytes, and says so, or the program dies in it."""

    size: int
    dies: bool = False


Fault = Callable[[str, int], OSError | Partly | None]
"""Asked before every call with its name and its number; None lets the call through."""

Ignored = Callable[[str, str], bool]
"""Whether a call, by its name and the file's, is to be left out: how a forgetful program is made."""


def os_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def nothing_fails(_call: str, _number: int) -> None:
    return None


# --- the layer ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Handle:
    name: str
    inode: int
    is_folder: bool
    appends: bool


class _File(io.FileIO):
    """What `open` gives: its reads, writes and cuts go through `os`, where the layer sees them."""

    def __init__(self, handle: int, mode: str) -> None:
        super().__init__(handle, mode, closefd=False)
        self._handle = handle

    def readinto(self, buffer: Any, /) -> int:
        data = os.read(self._handle, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        return b"".join(iter(lambda: os.read(self._handle, 1 << 16), b""))

    def write(self, data: Any, /) -> int:
        return os.write(self._handle, data)

    def truncate(self, size: int | None = None, /) -> int:
        wanted = self.tell() if size is None else size
        os.ftruncate(self._handle, wanted)
        return wanted

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._handle)


_ACCESS = {"r": 0, "w": os.O_CREAT | os.O_TRUNC, "a": os.O_CREAT | os.O_APPEND, "x": os.O_CREAT | os.O_EXCL}


class Layer:
    """Records and fails calls on the files below `root` while it is entered; other files are left alone.

    `fault` and `ignored` may be set at any time. `calls` counts the calls that a fault could have met.
    """

    def __init__(self, root: Path) -> None:
        # What the temporary folder is a link to is what the program will name.
        self.root = root.resolve()
        start = {
            each.relative_to(self.root).as_posix(): each.read_bytes() for each in self.root.rglob("*") if each.is_file()
        }
        self.recording = Recording(start)
        self.fault: Fault = nothing_fails
        self.ignored: Ignored = lambda _call, _name: False
        self.calls = 0
        self.meets = ""
        """The name of the file that the last call was for: a fault may ask."""
        self._names = {name: number for number, name in enumerate(start)}
        self._next_inode = len(start)
        self._handles: dict[int, _Handle] = {}
        self._dead = False
        self._real: dict[str, Callable[..., Any]] = {}
        self._open = builtins.open

    @contextmanager
    def watching(self) -> Iterator[Layer]:
        with ExitStack() as stack:
            for name in _WATCHED:
                if hasattr(os, name):
                    self._real[name] = getattr(os, name)
                    stand_in = getattr(self, f"_do_{name}", None) or self._guarded(name)
                    stack.enter_context(mock.patch.object(os, name, stand_in))
            stack.enter_context(mock.patch.object(builtins, "open", self._do_builtin_open))
            stack.enter_context(mock.patch.object(io, "open", self._do_builtin_open))
            if sys.platform == "darwin":
                stack.enter_context(self._strong_syncs())
            yield self

    def expect(self, *allowed: object) -> None:
        self.recording.events.append(Expect(allowed))

    def let_go(self) -> None:
        """What the system does when a program was killed: every open file is closed, and its lock goes with it."""
        self._dead = False
        for handle in list(self._handles):
            self._real["close"](handle)
        self._handles.clear()

    @property
    def open_files(self) -> list[str]:
        """The names of what the program has open."""
        return [handle.name for handle in self._handles.values()]

    # --- bookkeeping --------------------------------------------------------------------------------------

    def _note(self, event: Event) -> None:
        self.recording.events.append(event)

    def _name(self, path: Any) -> str | None:
        """The name below the root, or None for what lies elsewhere."""
        if isinstance(path, int):
            known = self._handles.get(path)
            return known.name if known else None
        try:
            return Path(os.fsdecode(path)).relative_to(self.root).as_posix()
        except ValueError:
            return None

    def _allow(self, call: str, name: str) -> Partly | None:
        """Count the call; raise what it is to fail with."""
        if self._dead:
            raise Killed
        number, self.calls = self.calls, self.calls + 1
        self.meets = name
        fault = self.fault(call, number)
        if isinstance(fault, OSError):
            raise fault
        if fault is not None and call not in _PARTLY:
            if fault.dies:
                self._die()
            return None
        return fault

    def _die(self) -> None:
        self._dead = True
        raise Killed

    def _guarded(self, call: str) -> Callable[..., Any]:
        """A call that changes nothing durable, but can fail."""
        real = self._real[call]

        def do(*arguments: Any, **named: Any) -> Any:
            name = self._name(arguments[0])
            if name is not None:
                self._allow(call, name)
            return real(*arguments, **named)

        return do

    # --- the calls ----------------------------------------------------------------------------------------

    def _do_open(self, path: Any, flags: int, mode: int = 0o777, **named: Any) -> int:
        name = self._name(path)
        if name is None:
            return int(self._real["open"](path, flags, mode, **named))
        self._allow("open", name)
        handle = int(self._real["open"](path, flags, mode, **named))
        if os.path.isdir(path):  # noqa: PTH112
            self._handles[handle] = _Handle(name, -1, True, False)
            return handle
        is_new = name not in self._names
        if is_new:
            self._names[name] = self._next_inode
            self._note(Create(name, self._next_inode))
            self._next_inode += 1
        inode = self._names[name]
        self._handles[handle] = _Handle(name, inode, False, bool(flags & os.O_APPEND))
        if flags & os.O_TRUNC and not is_new:
            self._note(Truncate(inode, 0))
        return handle

    def _do_close(self, handle: int) -> None:
        known = self._handles.get(handle)
        if known is not None and not self._dead:
            try:
                self._allow("close", known.name)
            except OSError:
                # A failed close has closed all the same.
                self._real["close"](self._forget(handle))
                raise
        self._real["close"](self._forget(handle))

    def _forget(self, handle: int) -> int:
        self._handles.pop(handle, None)
        return handle

    def _do_write(self, handle: int, data: Any) -> int:
        known = self._handles.get(handle)
        if known is None:
            return int(self._real["write"](handle, data))
        partly = self._allow("write", known.name)
        if self.ignored("write", known.name):
            return len(data)
        real_seek, real_stat = self._real["lseek"], self._real["fstat"]
        offset = real_stat(handle).st_size if known.appends else real_seek(handle, 0, os.SEEK_CUR)
        taken = bytes(data) if partly is None else bytes(data)[: partly.size]
        written = int(self._real["write"](handle, taken)) if taken else 0
        if written:
            self._note(Write(known.inode, offset, taken[:written]))
        if partly is not None and partly.dies:
            self._die()
        return written

    def _do_pwrite(self, handle: int, data: Any, offset: int) -> int:
        known = self._handles.get(handle)
        if known is not None:
            self._allow("pwrite", known.name)
        written = int(self._real["pwrite"](handle, data, offset))
        if known is not None:
            self._note(Write(known.inode, offset, bytes(data)[:written]))
        return written

    def _do_fsync(self, handle: int) -> None:
        self._sync(handle, "fsync", lambda: self._real["fsync"](handle))

    def _do_fdatasync(self, handle: int) -> None:
        self._sync(handle, "fsync", lambda: self._real["fdatasync"](handle))

    def _sync(self, handle: int, call: str, real: Callable[[], object]) -> None:
        known = self._handles.get(handle)
        if known is None:
            real()
            return
        if self.ignored(call, known.name):
            return
        try:
            self._allow(call, known.name)
        except OSError:
            if not known.is_folder:
                self._note(FailedSync(known.inode))
            raise
        self._note(SyncFolder(known.name) if known.is_folder else Sync(known.inode))

    @contextmanager
    def _strong_syncs(self) -> Iterator[None]:
        """macOS: a file is synced by a call to `fcntl`."""
        import fcntl

        strong = getattr(fcntl, "F_FULLFSYNC", None)
        real = fcntl.fcntl

        def do(handle: Any, command: int, argument: Any = 0) -> Any:
            if command != strong:
                return real(handle, command, argument)
            self._sync(handle, "fsync", lambda: real(handle, command, argument))
            return 0

        with mock.patch.object(fcntl, "fcntl", do):
            yield

    def _do_ftruncate(self, handle: int, size: int) -> None:
        known = self._handles.get(handle)
        if known is not None:
            self._allow("ftruncate", known.name)
        self._real["ftruncate"](handle, size)
        if known is not None:
            self._note(Truncate(known.inode, size))

    def _do_truncate(self, path: Any, size: int) -> None:
        name = self._name(path)
        if name is not None:
            self._allow("truncate", name)
        self._real["truncate"](path, size)
        if name is not None:
            self._note(Truncate(self._names[name], size))

    def _do_replace(self, source: Any, target: Any) -> None:
        self._move("replace", source, target)

    def _do_rename(self, source: Any, target: Any) -> None:
        self._move("rename", source, target)

    def _move(self, call: str, source: Any, target: Any) -> None:
        old, new = self._name(source), self._name(target)
        if old is not None and new is not None:
            self._allow(call, new)
        self._real[call](source, target)
        if old is not None and new is not None:
            self._names[new] = self._names.pop(old)
            self._note(Rename(old, new))
            if sys.platform == "win32":
                self._note(SyncFolder("."))

    def _do_link(self, source: Any, target: Any, **named: Any) -> None:
        old, new = self._name(source), self._name(target)
        if old is not None and new is not None:
            self._allow("link", new)
        self._real["link"](source, target, **named)
        if old is not None and new is not None:
            self._names[new] = self._names[old]
            self._note(Link(old, new))
            if sys.platform == "win32":
                self._note(SyncFolder("."))

    def _do_unlink(self, path: Any, **named: Any) -> None:
        name = self._name(path)
        if name is not None:
            self._allow("unlink", name)
        self._real["unlink"](path, **named)
        if name is not None:
            del self._names[name]
            self._note(Unlink(name))

    _do_remove = _do_unlink

    def _do_builtin_open(
        self,
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        if isinstance(file, int) or opener is not None or self._name(file) is None:
            return self._open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        kind, both = mode.strip("bt+"), "+" in mode
        access = os.O_RDWR if both else os.O_RDONLY if kind == "r" else os.O_WRONLY
        handle = os.open(file, access | _ACCESS[kind] | getattr(os, "O_BINARY", 0), 0o666)
        raw = _File(handle, "r+" if both else "r" if kind == "r" else "w")
        if buffering == 0:
            return raw
        if both:
            buffer: Any = io.BufferedRandom(raw)
        else:
            buffer = io.BufferedReader(raw) if kind == "r" else io.BufferedWriter(raw)
        return buffer if "b" in mode else io.TextIOWrapper(buffer, encoding or "utf-8", errors, newline)


_PARTLY = {"write"}
_WATCHED = (
    "open", "close", "read", "write", "pwrite", "lseek", "fstat", "stat", "fsync", "fdatasync", "ftruncate",
    "truncate", "replace", "rename", "link", "unlink", "remove", "fchmod", "mkdir",
)  # fmt: skip
