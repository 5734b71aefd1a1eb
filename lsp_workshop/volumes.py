"""What a path lies on, sync clients aside: what each system says of its disks, drives and mounts, and what that means.

Knows nothing of workshops, and not what is done about it. What is asked of this computer stands at the end; what the
answers mean is decided by functions that take them as arguments and run on every system.
"""

from __future__ import annotations

import os
import re
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath


class Kind(StrEnum):
    LOCAL = "local"
    REMOVABLE = "removable"
    NETWORK = "network"
    SYNCED = "synced"


@dataclass(frozen=True, slots=True)
class Volume:
    """What a path lies on, sync clients aside: `root` is the mount point or the drive's topmost folder."""

    root: PurePath
    kind: Kind
    renames_safely: bool


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


def volume_of(real: str, folder: PurePath, home: PurePath) -> Volume | None:
    """What a path lies on, as this system tells; None where it does not. `real` and `home` have their links resolved,
    `folder` is the nearest to `real` that exists. Raises OSError.
    """
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
