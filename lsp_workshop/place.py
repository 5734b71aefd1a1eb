"""Where a path lies: on this computer's own disk, on a stick, across a network, or in a folder a sync client carries.

Knows nothing of workshops: whoever saves asks, and decides about second copies and compaction. What each system says
is read at the end; what it means is decided by functions that take it as arguments and run on every system.
"""

from __future__ import annotations

import itertools
import os
import re
import struct
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath


class Kind(StrEnum):
    LOCAL = "local"
    REMOVABLE = "removable"
    NETWORK = "network"
    SYNCED = "synced"


@dataclass(frozen=True, slots=True)
class Place:
    """What a place means for a file: `renames_safely` says whether a crash while a file is renamed over another
    leaves the old one or the new one, whole, under the name.
    """

    kind: Kind
    renames_safely: bool

    @property
    def needs_copy(self) -> bool:
        return self.kind is not Kind.LOCAL


UNTOLD = Place(Kind.LOCAL, renames_safely=True)
"""Where the system does not say: most disks are this, and a file nobody can place is saved as ever."""


@dataclass(frozen=True, slots=True)
class Volume:
    """What a path lies on, sync clients aside: `root` is the mount point or the drive's topmost folder."""

    root: PurePath
    kind: Kind
    renames_safely: bool


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
        volume = _volume(real, folder, home)
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
    return Place(volume.kind if volume is not None else Kind.LOCAL, safe)


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


# Linux

FAT = frozenset({"vfat", "msdos", "umsdos", "exfat", "fuse.exfat", "fuse.exfat-fuse", "texfat"})
"""No journal, and a rename writes two folder entries one after the other: a pulled stick can lose both names."""

_NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "drvfs",
        "virtiofs",
        "vboxsf",
        "vmhgfs",
        "prl_fs",
        "ceph",
        "afs",
        "davfs",
        "coda",
        "ncpfs",
        "lustre",
        "gpfs",
        "beegfs",
        "orangefs",
        "glusterfs",
        "acfs",
    }
)
_SAFE_NETWORK = frozenset({"nfs", "nfs4", "ceph", "lustre", "gpfs", "virtiofs"})
"""NFS demands an atomic rename of its servers (RFC 1813, 3.3.14; RFC 8881, 18.26) and sends the one call; Ceph, Lustre
and GPFS journal theirs, virtiofs hands the call to the host.

SMB is not among them: where a server refuses to replace a file that another program has open, a virus scanner say,
Linux deletes it and renames after that (cifs_rename2 in fs/smb/client/inode.c), and SMB 1 cannot replace at all.
Neither is what passes a rename to something that may not know one: WebDAV deletes the target first, rclone copies,
sshfs and gvfs depend on the other side, and the shared folders of virtual machines on the host.
"""

_UNSAFE = frozenset({"fuseblk", "ntfs", "ntfs3", "fuse.ntfs", "fuse.ntfs-3g", "hfs", "hfsplus", "udf", "ufs", "affs"})
"""As Linux writes them, these have no journal, and most take the target away before they rename. fuseblk is NTFS or
exFAT: it does not say which."""

_FUSE_PASSING = frozenset({"fuse.bindfs", "fuse.fuse-overlayfs", "fuse.mergerfs", "fuse.gocryptfs", "fuse.zfs"})
"""Layers over a local disk that pass a rename on as it is."""
_FUSE_LOCAL = frozenset({"fuse.encfs", "fuse.cryfs", "fuse.securefs", "fuse.portal", "fuse.unionfs"})
_FUSE_DEVICES = frozenset({"fuse.ifuse", "fuse.jmtpfs", "fuse.simple-mtpfs", "fuse.go-mtpfs", "fuse.mtpfs"})
_FUSE_DISKS = frozenset({"fuseblk", "fuse.ntfs", "fuse.ntfs-3g"})


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of mountinfo: `device` is "MAJOR:MINOR", `source` what was mounted, a device file or anything else."""

    point: str
    device: str
    type: str
    source: str


def mount_of(path: str, mountinfo: str) -> Mount | None:
    """The mount an absolute path lies on, links resolved: the longest mount point, the last one mounted there. Lines
    that are not understood are passed over.
    """
    found: Mount | None = None
    # Only these two separate: a mount point may hold every other kind of white space as it is.
    for line in mountinfo.split("\n"):
        mount = _mount(line.split(" "))
        if mount is not None and _lies_under(path, mount.point) and (not found or len(mount.point) >= len(found.point)):
            found = mount
    return found


def linux_volume(path: str, home: str, mountinfo: str, is_removable: Callable[[Mount], bool]) -> Volume | None:
    """What a path lies on; None where the list of mounts does not say. Both paths are absolute, links resolved."""
    mount = mount_of(path, mountinfo)
    if mount is None:
        return None
    kind, safe = _judged(mount.type)
    own = mount_of(home, mountinfo)
    # A system that runs from a stick has no better disk for a second copy.
    if kind is Kind.LOCAL and (own is None or own.device != mount.device) and is_removable(mount):
        kind = Kind.REMOVABLE
    return Volume(PurePath(mount.point), kind, safe)


def has_removable_disk(block: str) -> bool:
    """Whether a block device, as its folder in /sys, is a stick, a card, or on USB; it may be a partition, or encrypted
    or joined from others, of which one suffices. Raises nothing: what cannot be read is not removable.
    """
    seen: set[str] = set()
    waiting = [os.path.realpath(block)]
    while waiting:
        device = waiting.pop()
        if device in seen:
            continue
        seen.add(device)
        # A partition's folder lies in its disk's.
        if re.search(r"/usb\d", device) or any(map(_says_removable, (device, os.path.dirname(device)))):
            return True
        slaves = os.path.join(device, "slaves")
        waiting += [os.path.realpath(os.path.join(slaves, name)) for name in _names(slaves)]
    return False


def _mount(fields: list[str]) -> Mount | None:
    try:
        # Any number of optional fields comes before the dash.
        dash = fields.index("-", 6)
        return Mount(_plain(fields[4]), fields[2], _plain(fields[dash + 1]), _plain(fields[dash + 2]))
    except (ValueError, IndexError):
        return None


def _plain(field: str) -> str:
    """A field as it was before the kernel wrote its blanks and backslashes as three octal digits."""
    if "\\" not in field:
        return field
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), field)


def _lies_under(path: str, point: str) -> bool:
    return path == point or path.startswith(point.rstrip("/") + "/")


def _judged(type_: str) -> tuple[Kind, bool]:
    """What a type of file system says of itself, before anybody looks at the device."""
    if type_ in FAT or type_ in _FUSE_DEVICES:
        return Kind.REMOVABLE, False
    if type_ in _NETWORK:
        return Kind.NETWORK, type_ in _SAFE_NETWORK
    if type_ in _FUSE_PASSING:
        return Kind.LOCAL, True
    if type_ in _FUSE_LOCAL or type_ in _FUSE_DISKS:
        return Kind.LOCAL, False
    # Any other program that plays a file system is most likely a store elsewhere: sshfs, gvfs, rclone, s3fs.
    if type_ == "fuse" or type_.startswith("fuse."):
        return Kind.NETWORK, False
    return Kind.LOCAL, type_ not in _UNSAFE


def _says_removable(device: str) -> bool:
    # The kernel calls memory cards in a built-in reader fixed; their type tells them from soldered memory.
    return _read(os.path.join(device, "removable")) == "1" or _read(os.path.join(device, "device", "type")) == "SD"


def _read(path: str) -> str:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read(100).strip()
    except OSError:
        return ""


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


# macOS

_MAC_LOCAL_FLAG, _MAC_REMOVABLE_FLAG = 0x1000, 0x200  # MNT_LOCAL and MNT_REMOVABLE of sys/mount.h
_MAC_NETWORK = frozenset({"smbfs", "nfs", "afpfs", "webdav", "ftp", "cifs"})
_MAC_SAFE = frozenset({"apfs", "hfs", "nfs", "zfs"})


@dataclass(frozen=True, slots=True)
class MacMount:
    point: str
    type: str
    flags: int


def mac_mount(statfs: bytes) -> MacMount | None:
    """What macOS's `struct statfs` (with 64-bit inodes) says; None where it is not one."""
    try:
        flags, type_, point = struct.unpack_from("<64xI4x16s1024s", statfs)
    except struct.error:
        return None
    name = type_.split(b"\0")[0].decode("ascii", "replace")
    where = os.fsdecode(point.split(b"\0")[0])
    # Another layout would give other bytes here: better no answer than a chance one.
    return MacMount(where, name, flags) if re.fullmatch(r"[\w.+-]+", name) and where.startswith("/") else None


def mac_volume(path: str, mount: MacMount | None) -> Volume | None:
    """What a path lies on. Where the system does not tell, a path in /Volumes is taken for a stick (a second copy costs
    little) whose renames are safe, for then FAT cannot be told from the rest.
    """
    if mount is None:
        parts = PurePath(path).parts
        return Volume(PurePath(*parts[:3]), Kind.REMOVABLE, True) if parts[1:2] == ("Volumes",) and parts[2:] else None
    type_ = mount.type.casefold()
    if type_ in _MAC_NETWORK or "fuse" in type_ or not mount.flags & _MAC_LOCAL_FLAG:
        kind = Kind.NETWORK
    elif type_ in FAT or mount.flags & _MAC_REMOVABLE_FLAG or mount.point.startswith("/Volumes/"):
        kind = Kind.REMOVABLE
    else:
        kind = Kind.LOCAL
    return Volume(PurePath(mount.point), kind, type_ in _MAC_SAFE)


# Windows

_WINDOWS_REMOVABLE, _WINDOWS_REMOTE, _WINDOWS_DISC = 2, 4, 5  # of GetDriveTypeW
_WINDOWS_SAFE = frozenset({"NTFS", "REFS", "CSVFS"})
_WINDOWS_FAT = frozenset({"FAT", "FAT12", "FAT16", "FAT32", "EXFAT"})


def windows_volume(root: PurePath, drive_type: int, file_system: str) -> Volume:
    """What a drive or share is. `drive_type` is a number of GetDriveTypeW, `file_system` a name as Windows gives it,
    empty where it does not.

    Windows sends one call that replaces, also to a share, and gives the share's file system: NTFS is safe there too.
    """
    name = file_system.upper()
    share = root.drive.startswith("\\\\") and not root.drive.startswith(("\\\\?\\", "\\\\.\\"))
    if share or root.drive.upper().startswith("\\\\?\\UNC\\") or drive_type == _WINDOWS_REMOTE:
        return Volume(root, Kind.NETWORK, name in _WINDOWS_SAFE)
    # Windows calls a large stick a fixed disk; hardly anything else is formatted like this.
    removable = drive_type in (_WINDOWS_REMOVABLE, _WINDOWS_DISC) or name in _WINDOWS_FAT
    return Volume(root, Kind.REMOVABLE if removable else Kind.LOCAL, not name or name in _WINDOWS_SAFE)


# What this computer says


def _nearest_folder(path: str) -> str:
    while not os.path.isdir(path) and os.path.dirname(path) != path:
        path = os.path.dirname(path)
    return path


def _volume(real: str, folder: PurePath, home: PurePath) -> Volume | None:
    if sys.platform == "win32":
        return _windows_answer(folder)
    if sys.platform == "darwin":
        return mac_volume(real, _mac_answer(folder))
    # Read after the path was resolved, which is when a folder that mounts itself does so.
    return linux_volume(real, str(home), _mountinfo(), _on_removable_disk)


def _mountinfo() -> str:
    try:
        # Bytes, because reading as text would take a carriage return in a name for the end of a line.
        return os.fsdecode(Path("/proc/self/mountinfo").read_bytes())
    except OSError:
        return ""


def _on_removable_disk(mount: Mount) -> bool:
    if sys.platform == "win32":
        return False
    block = f"/sys/dev/block/{mount.device}"
    # Btrfs has a number of its own, which no disk has: ask for that of the device file.
    if not os.path.exists(block) and mount.source.startswith("/dev/"):
        try:
            number = os.stat(mount.source).st_rdev
        except OSError:
            return False
        block = f"/sys/dev/block/{os.major(number)}:{os.minor(number)}"
    return has_removable_disk(block)


def _mac_answer(folder: PurePath) -> MacMount | None:
    import ctypes

    library = ctypes.CDLL(None)
    # On Intel the plain name is an older layout; on Apple's own processors there is only the plain name.
    call = getattr(library, "statfs$INODE64", None) or getattr(library, "statfs", None)
    answer = ctypes.create_string_buffer(4096)
    if call is None or call(ctypes.c_char_p(os.fsencode(folder)), answer) != 0:
        return None
    return mac_mount(answer.raw)


def _windows_answer(folder: PurePath) -> Volume | None:
    if sys.platform != "win32":
        return None
    import ctypes

    kernel = ctypes.windll.kernel32
    root = ctypes.create_unicode_buffer(max(len(str(folder)) + 2, 261))
    if not kernel.GetVolumePathNameW(str(folder), root, len(root)):
        return None
    name = ctypes.create_unicode_buffer(261)
    told = kernel.GetVolumeInformationW(root, None, 0, None, None, None, name, len(name))
    return windows_volume(PurePath(root.value), kernel.GetDriveTypeW(root), name.value if told else "")
