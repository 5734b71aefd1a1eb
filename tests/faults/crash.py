"""The disks that a power cut may leave behind, made out of a recording. Knows nothing of workshops.

Two models. Strict: what was asked has happened, in order, and the write in which the power went is torn. Relaxed:
what was not synced may be there, or not, or in part, whatever came before or after it. README.md says what neither
can show.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from tests.faults.layer import (
    Create,
    Event,
    Expect,
    FailedSync,
    Link,
    NameEvent,
    Recording,
    Rename,
    Sync,
    SyncFolder,
    Truncate,
    Unlink,
    Write,
)

Files = dict[str, bytes]
"""What lies in the folder, by name."""

MOST_AT_ONE_POINT = 96
"""Up to so many combinations of one moment all are tried; else those in which one thing goes wrong, and half as many
picked by chance, with a fixed seed."""
FEW_CUTS = 6
"""Places at which a write is torn where it is not worth doing so at every byte."""


@dataclass(frozen=True, slots=True)
class Crashed:
    """A disk after a crash, what a reopened file may say, and how it came about."""

    files: Mapping[str, bytes]
    allowed: tuple[object, ...]
    how: str

    def key(self) -> int:
        return hash((tuple(sorted(self.files.items())), tuple(map(id, self.allowed))))


# --- what becomes of one write ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Change:
    """A write or a cut that is not known to be durable. `forgotten`: no later sync makes it so."""

    event: Write | Truncate
    forgotten: bool = False
    durable: bool = False


Fate = tuple[str, int]
"""What the crash made of a change: "all", "none", "zeros", or torn at a byte."""

_ALL: Fate = ("all", 0)
_NONE: Fate = ("none", 0)


def _fates(change: _Change, chance: random.Random) -> tuple[Fate, ...]:
    if change.durable:
        return (_ALL,)
    if isinstance(change.event, Truncate):
        return (_ALL, _NONE)
    size = len(change.event.data)
    place = chance.randrange(1, max(2, size))
    torn = [(kind, place) for kind in ("cut", "cut then zeros", "zeros then rest")]
    return (_ALL, _NONE, ("zeros", 0), *torn, ("cut", max(1, size - 1)))


def _apply(content: bytes, event: Write | Truncate, fate: Fate) -> bytes:
    kind, place = fate
    if kind == "none":
        return content
    if isinstance(event, Truncate):
        return content[: event.size].ljust(event.size, b"\0")
    data = event.data
    if kind == "zeros":
        data = bytes(len(data))
    elif kind == "cut":
        data = data[:place]
    elif kind == "cut then zeros":
        data = data[:place].ljust(len(data), b"\0")
    elif kind == "zeros then rest":
        data = bytes(place) + data[place:]
    return content[: event.offset].ljust(event.offset, b"\0") + data + content[event.offset + len(data) :]


def _apply_name(names: dict[str, int], event: NameEvent) -> None:
    if isinstance(event, Create):
        names[event.name] = event.inode
    elif isinstance(event, Unlink):
        names.pop(event.name, None)
    elif event.source in names:
        inode = names.pop(event.source) if isinstance(event, Rename) else names[event.source]
        names[event.target] = inode


def _folder(event: NameEvent) -> str:
    name = event.target if isinstance(event, Rename | Link) else event.name
    return PurePosixPath(name).parent.as_posix()


# --- the disk -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Disk:
    """What is durable, what is on its way, and what a program that asks would be told; fed event by event."""

    names: dict[str, int]
    durable_names: dict[str, int]
    pending_names: list[NameEvent]
    content: dict[int, bytes]
    settled: dict[int, bytes]
    pending: dict[int, list[_Change]] = field(default_factory=dict)
    loses_names: bool = False

    @classmethod
    def of(cls, start: Mapping[str, bytes], *, loses_names: bool = False) -> Disk:
        names = {name: number for number, name in enumerate(start)}
        content = dict(enumerate(start.values()))
        return cls(dict(names), names, [], dict(content), content, loses_names=loses_names)

    def feed(self, event: Event) -> None:
        if isinstance(event, Write | Truncate):
            self.content[event.inode] = _apply(self.content.get(event.inode, b""), event, _ALL)
            self.pending.setdefault(event.inode, []).append(_Change(event))
        elif isinstance(event, Sync):
            self._settle(event.inode)
        elif isinstance(event, FailedSync):
            for change in self.pending.get(event.inode, ()):
                change.forgotten = True
        elif isinstance(event, SyncFolder):
            for each in [each for each in self.pending_names if _folder(each) == event.folder]:
                _apply_name(self.durable_names, each)
                self.pending_names.remove(each)
        elif isinstance(event, Create | Rename | Link | Unlink):
            _apply_name(self.names, event)
            self.pending_names.append(event)

    def _settle(self, inode: int) -> None:
        changes = self.pending.get(inode, [])
        for change in changes:
            change.durable = not change.forgotten
        while changes and changes[0].durable:
            self.settled[inode] = _apply(self.settled.get(inode, b""), changes.pop(0).event, _ALL)

    def as_asked(self) -> Files:
        """What the running program, or the next one after a kill, finds."""
        return {name: self.content.get(inode, b"") for name, inode in self.names.items()}

    # --- strict ---------------------------------------------------------------------------------------------

    def torn(self, event: Write, at_every_byte: bool, chance: random.Random) -> Iterator[tuple[str, Files]]:
        """The disk with this write, not yet fed, torn: nothing, zeros or rubbish where the rest was to come."""
        size = len(event.data)
        cuts: Sequence[int] = range(size + 1)
        if not at_every_byte and size > FEW_CUTS:
            cuts = sorted({0, size, size - 1, *(chance.randrange(size) for _ in range(FEW_CUTS - 3))})
        before = self.content.get(event.inode, b"")
        files = self.as_asked()
        mine = [name for name, inode in self.names.items() if inode == event.inode]
        for cut in cuts:
            head = before[: event.offset].ljust(event.offset, b"\0") + event.data[:cut]
            rests = {
                "nothing": b"",
                "zeros": bytes(size - cut),
                "rubbish": chance.randbytes(size - cut),
            }
            for kind, rest in rests.items():
                after = head + rest + before[event.offset + cut + len(rest) :]
                yield f"torn at byte {cut} of {size}, {kind} after", {**files, **dict.fromkeys(mine, after)}

    # --- relaxed --------------------------------------------------------------------------------------------

    def relaxed(self, chance: random.Random, most: int = MOST_AT_ONE_POINT) -> Iterator[tuple[str, Files]]:
        """Disks with some of what was not synced: names in their order, writes in any."""
        kept_names = range(len(self.pending_names) + 1)
        places = [(inode, change) for inode, changes in self.pending.items() for change in changes]
        fates = [_fates(change, chance) for _, change in places]
        for kept, chosen in _some(kept_names, fates, chance, most):
            names = dict(self.durable_names)
            for event in self.pending_names[:kept]:
                _apply_name(names, event)
            content = dict(self.settled)
            for (inode, change), fate in zip(places, chosen, strict=True):
                content[inode] = _apply(content.get(inode, b""), change.event, fate)
            how = f"{kept} of {len(self.pending_names)} names durable, writes: {chosen}"
            yield how, {name: content.get(inode, b"") for name, inode in names.items()}
        if self.loses_names:
            yield from self._halved()

    def _halved(self) -> Iterator[tuple[str, Files]]:
        """In the topmost folder a rename takes the old name away, and the target, before it writes the new one."""
        names = dict(self.durable_names)
        for event in self.pending_names:
            if isinstance(event, Rename) and event.target in names and _folder(event) == ".":
                left = {name: inode for name, inode in names.items() if name not in (event.source, event.target)}
                how = f"{event.target} lost in a rename"
                yield how, {name: self.content.get(inode, b"") for name, inode in left.items()}
            _apply_name(names, event)


def _some(
    kept_names: range, fates: Sequence[Sequence[Fate]], chance: random.Random, most: int
) -> Iterator[tuple[int, tuple[Fate, ...]]]:
    """All combinations where they are few; else those in which one thing goes wrong, and some picked by chance."""
    count = len(kept_names)
    for each in fates:
        count *= len(each)
    if count <= most:
        yield from ((kept, chosen) for kept in kept_names for chosen in itertools.product(*fates))
        return
    everything = [each[0] for each in fates]
    for kept in kept_names:
        yield kept, tuple(everything)
        yield kept, tuple(each[min(1, len(each) - 1)] for each in fates)
        for place, each in enumerate(fates):
            yield from ((kept, (*everything[:place], fate, *everything[place + 1 :])) for fate in each[1:])
    for _ in range(most // 2):
        yield chance.choice(kept_names), tuple(chance.choice(each) for each in fates)


# --- all of them --------------------------------------------------------------------------------------------


def crashes(
    recording: Recording,
    every_byte_of: str = "",
    *,
    part: int = 0,
    parts: int = 1,
    first: int = 0,
    loses_names: bool = False,
) -> Iterator[Crashed]:
    """The disks after a power cut at every `parts`th moment of a recording, beginning with `part`, none twice.

    Writes to the file `every_byte_of` are torn at every byte, others at a few. Moments before `first` are left out.
    Where `loses_names`, a crash in a rename over another file may leave neither, as on a stick.
    """
    disk = Disk.of(recording.start, loses_names=loses_names)
    allowed: tuple[object, ...] = ()
    seen: set[int] = set()
    for moment, event in enumerate(recording.events):
        wanted = moment >= first and moment % parts == part
        if isinstance(event, Expect):
            allowed = event.allowed
        chance = random.Random(moment)
        found: list[tuple[str, Files]] = []
        if wanted and isinstance(event, Write):
            found.extend(disk.torn(event, disk.names.get(every_byte_of) == event.inode, chance))
        disk.feed(event)
        if wanted and allowed:
            found.append(("in order", disk.as_asked()))
            found.extend(disk.relaxed(chance))
            for how, files in found:
                crashed = Crashed(files, allowed, f"moment {moment}, {type(event).__name__}: {how}")
                key = crashed.key()
                if key not in seen:
                    seen.add(key)
                    yield crashed


def after_kill(recording: Recording) -> Files:
    """What the next program finds when this one was killed at the end of the recording."""
    disk = Disk.of(recording.start)
    for event in recording.events:
        disk.feed(event)
    return disk.as_asked()
