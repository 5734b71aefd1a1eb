"""Where a path lies: on this computer's own disk, on a stick, across a network, or in a folder a sync client carries.

Knows nothing of workshops: whoever saves asks, and decides about second copies and compaction. What lies under a path
is told by `volumes`; the decisions here take it as an argument and run on every system.
"""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from lsp_workshop.volumes import Kind as Kind
from lsp_workshop.volumes import Volume, volume_of


@dataclass(frozen=True, slots=True)
class Place:
    """What a place means for a file: `renames_safely` says whether a crash while a file is renamed over another
    leaves the old one or the new one, whole, under the name. `is_told` is false where the system said nothing.
    """

    kind: Kind
    renames_safely: bool
    is_told: bool = True

    @property
    def needs_copy(self) -> bool:
        return self.kind is not Kind.LOCAL

    @property
    def is_own_disk(self) -> bool:
        """Whether this is known to be a disk of this computer."""
        return self.kind is Kind.LOCAL and self.is_told


UNTOLD = Place(Kind.LOCAL, renames_safely=True, is_told=False)
"""Where the system does not say: most disks are this, and a file nobody can place is saved as ever."""


def place_of(path: Path) -> Place:
    """Where a file or folder lies; of a missing one, its nearest existing folder counts. Never raises: an impossible
    path, or a system that does not answer, is UNTOLD.
    """
    try:
        real = os.path.realpath(path)
        folder = PurePath(_nearest_folder(real))
        # A link in a synced folder is carried by name: both ways to the file count.
        named = PurePath(_nearest_folder(os.path.abspath(path)))
        home = PurePath(os.path.realpath(os.path.expanduser("~")))
        volume = volume_of(real, folder, home)
        told = sync_roots(os.environ) if sys.platform == "win32" else ()
        return decide(folder, named, home, volume, told=told, is_marked=is_marked)
    except (OSError, ValueError, RecursionError):
        # ValueError: a zero byte, or characters the system cannot write. RecursionError: links to links without end.
        return UNTOLD


def decide(
    folder: PurePath,
    named: PurePath,
    home: PurePath,
    volume: Volume | None,
    *,
    told: Iterable[PurePath] = (),
    is_marked: Callable[[PurePath], bool],
) -> Place:
    """The place of an existing `folder`, links resolved, that the person knows as `named`. `told` are folders the
    system itself calls synced; `is_marked` says whether a sync client left its mark in a folder.
    """
    safe = volume is None or volume.renames_safely
    if volume is not None and volume.kind is Kind.NETWORK:
        return Place(Kind.NETWORK, safe)  # No look for marks: each would be a question across the network.
    root = volume.root if volume is not None else PurePath(folder.anchor)
    synced = (
        any(folder.is_relative_to(each) or named.is_relative_to(each) for each in told)
        or has_sync_name(folder, home, root)
        or has_sync_name(named, home, root)
        or any(map(is_marked, _up_to_root(folder, home, root)))
    )
    # Synced says more than removable: some clients show their store as a drive of its own.
    if synced:
        return Place(Kind.SYNCED, safe)
    return UNTOLD if volume is None else Place(volume.kind, safe)


# Sync clients

_SYNC_NAMES = re.compile(
    r"dropbox( \(.+\)|-.+)?|onedrive( - .+|-.+)?|google drive( \(.+\))?|googledrive(-.+)?|icloud ?drive|nextcloud\d*"
    r"|owncloud\d*|pcloud ?drive|box sync|box-box|megasync|tresorit|seadrive|synology ?drive|proton ?drive|yandex\.disk"
    r"|magentacloud"
)
"""Names hardly anyone gives to another folder: they count anywhere in the home folder."""
_COMMON_SYNC_NAMES = re.compile(
    r"box|mega|seafile|sync|hidrive|.+ dropbox|my ?drive|shared drives|meine ablage|geteilte ablagen|mon drive"
)
"""Names that other folders bear too (a box of photos): they count only where clients put theirs, directly in the home
folder or at the top of a drive."""
_MAC_STORES = {("library", "mobile documents"), ("library", "cloudstorage")}

_MARKS = (
    ".stfolder",  # Syncthing
    ".dropbox.cache",
    ".owncloudsync.log",
    ".nextcloudsync.log",
    os.path.join(".sync", "ID"),  # Resilio
    ".tmp.drivedownload",  # Google Drive
    ".849C9593-D756-4E56-8D6E-42412F2A707B",  # OneDrive
)
_JOURNAL = re.compile(r"\._?sync_[0-9a-f]{6,}\.db")
"""What Nextcloud and ownCloud keep about a folder, in it."""
_ENTRIES = 1000
"""How many names of a folder are looked through for a journal: a folder of many files must not slow an opening, and
the client's log, found by name, nearly always lies beside its journal."""


def has_sync_name(folder: PurePath, home: PurePath, root: PurePath) -> bool:
    """Whether a folder is, or lies in, one that bears a sync client's name where such folders are. Outside the home
    folder, names count in the two topmost levels of a drive.
    """
    at_home = folder.is_relative_to(home)
    base = home if at_home else root
    if not folder.is_relative_to(base):
        return False
    parts = [part.casefold() for part in folder.relative_to(base).parts]
    if at_home and tuple(parts[:2]) in _MAC_STORES:
        return True
    if parts and _COMMON_SYNC_NAMES.fullmatch(parts[0]):
        return True
    return any(map(_SYNC_NAMES.fullmatch, parts if at_home else parts[:2]))


def sync_roots(environment: Mapping[str, str]) -> list[PurePath]:
    """The folders that OneDrive for Windows names in a program's environment."""
    values = (environment.get(name, "") for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"))
    return [path for path in map(PurePath, values) if path.is_absolute()]


def is_marked(folder: PurePath) -> bool:
    """Whether a sync client left its mark in a folder. Raises nothing: a folder that cannot be read has none."""
    # In a home folder, a folder of this name holds Dropbox's settings; the mark of a synced folder is a file.
    if os.path.isfile(folder / ".dropbox") or any(os.path.lexists(folder / mark) for mark in _MARKS):
        return True
    try:
        with os.scandir(folder) as entries:
            return any(_JOURNAL.fullmatch(entry.name) for entry in itertools.islice(entries, _ENTRIES))
    except OSError:
        return False


def _up_to_root(folder: PurePath, home: PurePath, root: PurePath) -> list[PurePath]:
    """A folder and those above it, up to the home folder, or else to the drive's own."""
    top = home if folder.is_relative_to(home) else root
    return [each for each in (folder, *folder.parents) if each.is_relative_to(top)]


def _nearest_folder(path: str) -> str:
    while not os.path.isdir(path) and os.path.dirname(path) != path:
        path = os.path.dirname(path)
    return path
