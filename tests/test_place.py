"""Where a workshop file lies: who has it on a stick or a share gets a second copy, and no rename that could lose it."""

import os
import struct
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop import place, volumes
from lsp_workshop.place import Kind, Place, place_of
from lsp_workshop.volumes import Mount, Volume

HOME = PurePosixPath("/", "home", "ada")
DISK = Volume(PurePosixPath("/"), Kind.LOCAL, renames_safely=True)
STICK = Volume(PurePosixPath("/media/ada/STICK"), Kind.REMOVABLE, renames_safely=False)
MAC_HOME = PurePosixPath("/", "Users", "ada")
WINDOWS_HOME = PureWindowsPath("C:/", "Users", "Ada")

links = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that tests do not have")


def unmarked(_folder: PurePath) -> bool:
    return False


def kind_of(folder: PurePath, home: PurePath = HOME, volume: Volume = DISK) -> Kind:
    return place.decide(folder, folder, home, volume, is_marked=unmarked).kind


# The list of mounts


def written(text: str) -> str:
    """A field as the kernel writes it."""
    return "".join(f"\\{ord(char):03o}" if char in " \t\n\\" else char for char in text)


def line(point: str, type_: str = "ext4", device: str = "8:1", source: str = "/dev/sda1", tags: str = "") -> str:
    return f"36 35 {device} / {written(point)} rw,relatime {tags}- {type_} {written(source)} rw\n"


# Few letters, so that mounts nest and cover each other; every white space and what looks like an escape.
names = st.text(st.sampled_from("ab \t\n\r\v\x85\u00a0\\#04-é"), min_size=1, max_size=4)
points = st.lists(names, max_size=4).map(lambda parts: "/" + "/".join(parts))
mounts = st.lists(
    st.tuples(points, st.sampled_from(["", "shared:1 ", "shared:1 master:2 "]), st.sampled_from(["8:1", "0:44"])),
    max_size=8,
)


@given(mounts, points, st.lists(names, max_size=2))
def test_a_path_lies_on_the_deepest_mount_above_it_and_the_last_one_there(
    mounted: list[tuple[str, str, str]], point: str, below: list[str]
) -> None:
    """Without it a stick mounted in a folder, or at "My Stick", would be taken for the disk around it. The model counts
    parts of paths where the program compares text; the device is the same for some, as in bind mounts.
    """
    path = "/".join([point.rstrip("/"), *below]) or "/"
    parts = PurePosixPath(path).parts
    expected = None
    deepest = 0
    for number, (at, _tags, device) in enumerate(mounted):
        above = PurePosixPath(at).parts
        if parts[: len(above)] == above and len(above) >= deepest:
            expected, deepest = Mount(at, device, f"type{number}", f"disk {number}"), len(above)
    text = "".join(
        line(at, f"type{number}", device, f"disk {number}", tags) for number, (at, tags, device) in enumerate(mounted)
    )
    assert volumes.mount_of(path, text) == expected


def test_lines_nobody_understands_do_not_hide_the_others() -> None:
    """A line of a kernel to come must not make the stick beside it look like the disk."""
    text = "\n36 35 8:1\nnonsense\n" + line("/") + "36 35 8:1 / /media rw shared:1\n" + line("/media", "vfat")
    found = volumes.mount_of("/media/day.lspw", text)
    assert found is not None
    assert found.type == "vfat"
    assert volumes.mount_of("/mediathek", text) == volumes.mount_of("/", text)


# Linux


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("ext4", Place(Kind.LOCAL, True)),
        ("btrfs", Place(Kind.LOCAL, True)),
        ("overlay", Place(Kind.LOCAL, True)),
        ("ntfs3", Place(Kind.LOCAL, False)),
        ("fuseblk", Place(Kind.LOCAL, False)),
        ("fuse.gocryptfs", Place(Kind.LOCAL, True)),
        ("fuse.cryfs", Place(Kind.LOCAL, False)),
        ("vfat", Place(Kind.REMOVABLE, False)),
        ("exfat", Place(Kind.REMOVABLE, False)),
        ("fuse.jmtpfs", Place(Kind.REMOVABLE, False)),
        ("nfs4", Place(Kind.NETWORK, True)),
        ("cifs", Place(Kind.NETWORK, False)),
        ("9p", Place(Kind.NETWORK, False)),
        ("davfs", Place(Kind.NETWORK, False)),
        ("fuse.sshfs", Place(Kind.NETWORK, False)),
        ("fuse.gvfsd-fuse", Place(Kind.NETWORK, False)),
        ("fuse.a-cloud-to-come", Place(Kind.NETWORK, False)),
    ],
)
def test_a_type_of_file_system_says_what_it_is_for_a_file(type_: str, expected: Place) -> None:
    """A wrong answer costs the second copy, or lets a crash on a stick take both the old and the new file."""
    text = line("/") + line("/mnt/Our Files", type_, "8:17")
    volume = volumes.linux_volume("/mnt/Our Files/day.lspw", str(HOME), text, lambda _mount: False)
    assert volume is not None
    folder = PurePosixPath("/mnt/Our Files")
    assert place.decide(folder, folder, HOME, volume, is_marked=unmarked) == expected
    assert volume.root == folder


def test_an_ext4_or_ntfs_stick_is_told_by_its_device() -> None:
    """A stick formatted like a disk is pulled out like any other."""
    asked: list[str] = []

    def is_removable(mount: Mount) -> bool:
        asked.append(mount.device)
        return mount.device == "8:17"

    text = line("/", device="8:1") + line("/stick", device="8:17") + line("/old", "fuseblk", "8:17")
    text += line("/share", "nfs4", "0:50")
    kinds = {
        point: volumes.linux_volume(f"{point}/day.lspw", str(HOME), text, is_removable)
        for point in ("/stick", "/old", "/share", "/home")
    }
    assert kinds["/stick"] == Volume(PurePath("/stick"), Kind.REMOVABLE, True)
    assert kinds["/old"] == Volume(PurePath("/old"), Kind.REMOVABLE, False)
    assert kinds["/share"] == Volume(PurePath("/share"), Kind.NETWORK, True)
    assert kinds["/home"] == Volume(PurePath("/"), Kind.LOCAL, True)
    # Neither a share nor the person's own disk is asked for: nothing would come of it.
    assert set(asked) == {"8:17"}


def test_a_system_on_a_stick_has_no_other_disk() -> None:
    """Who runs the whole computer from a stick or a card must not be told to beware of it at each opening."""
    volume = volumes.linux_volume("/srv/day.lspw", str(HOME), line("/"), lambda _mount: True)
    assert volume == Volume(PurePath("/"), Kind.LOCAL, True)


def test_no_list_of_mounts_no_volume() -> None:
    """In a container without /proc, workshops open as ever."""
    assert volumes.linux_volume("/day.lspw", str(HOME), "", lambda _mount: True) is None
    assert place.decide(HOME, HOME, HOME, None, is_marked=unmarked) == place.UNTOLD


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    """The devices of a computer as /sys shows them: a disk, a stick, a card, and what is made of them."""

    def write(name: str, text: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="ascii")

    for disk, removable in (("ata1/sda", "0"), ("usb2/2-1/sdb", "0"), ("other/sdc", "1"), ("mmc0/mmcblk0", "0")):
        write(f"{disk}/removable", removable)
        write(f"{disk}/{disk.rpartition('/')[2]}1/partition", "1")
    write("mmc1/mmcblk1/removable", "0")
    write("mmc0/mmcblk0/device/type", "SD")
    write("mmc1/mmcblk1/device/type", "MMC")
    for made, of in (("dm-0", "ata1/sda/sda1"), ("dm-1", "usb2/2-1/sdb/sdb1"), ("dm-2", "virtual/dm-1")):
        write(f"virtual/{made}/removable", "0")
        (tmp_path / "virtual" / made / "slaves").mkdir()
        (tmp_path / "virtual" / made / "slaves" / "of").symlink_to(tmp_path / of)
    (tmp_path / "virtual/dm-0/slaves/itself").symlink_to(tmp_path / "virtual/dm-0")
    return tmp_path


@links
@pytest.mark.parametrize(
    ("device", "removable"),
    [
        ("ata1/sda", False),
        ("ata1/sda/sda1", False),
        ("usb2/2-1/sdb", True),
        ("usb2/2-1/sdb/sdb1", True),
        ("other/sdc", True),
        ("other/sdc/sdc1", True),
        ("mmc0/mmcblk0/mmcblk01", True),
        ("mmc1/mmcblk1", False),
        ("virtual/dm-0", False),
        ("virtual/dm-1", True),
        ("virtual/dm-2", True),
        ("missing", False),
    ],
)
def test_a_stick_a_card_and_an_encrypted_stick_are_removable(devices: Path, device: str, removable: bool) -> None:
    """A large USB disk says "fixed" of itself, and an encrypted stick lies behind a device that is not one."""
    link = devices / "8:17"
    link.symlink_to(devices / device)
    assert volumes.has_removable_disk(str(link)) is removable


# macOS


def statfs(type_: str, point: str, flags: int) -> bytes:
    return struct.pack(
        "<IiQQQQQiiIIII16s1024s1024sI28x", *[7] * 10, 9, flags, 3, type_.encode(), point.encode(), b"/dev/disk4s1", 0
    )


@pytest.mark.parametrize(
    ("type_", "point", "flags", "kind", "safe"),
    [
        ("apfs", "/System/Volumes/Data", 0x1000, Kind.LOCAL, True),
        ("apfs", "/Volumes/Backup", 0x1000, Kind.REMOVABLE, True),
        ("hfs", "/private/mnt", 0x1200, Kind.REMOVABLE, True),
        ("exfat", "/Volumes/STICK", 0x1000, Kind.REMOVABLE, False),
        ("msdos", "/private/mnt", 0x1000, Kind.REMOVABLE, False),
        ("smbfs", "/Volumes/team", 0, Kind.NETWORK, False),
        ("nfs", "/Volumes/team", 0, Kind.NETWORK, True),
        ("macfuse", "/Volumes/cloud", 0x1000, Kind.NETWORK, False),
    ],
)
def test_a_mac_tells_sticks_and_shares_apart(type_: str, point: str, flags: int, kind: Kind, safe: bool) -> None:
    """/Volumes holds sticks and shares alike, and most sticks for Macs and PCs are exFAT."""
    mount = volumes.mac_mount(statfs(type_, point, flags))
    assert mount == volumes.MacMount(point, type_, flags)
    assert volumes.mac_volume(f"{point}/day.lspw", mount) == Volume(PurePath(point), kind, safe)


def test_a_mac_that_does_not_answer() -> None:
    """Whatever a later macOS answers, a file on a stick gets its copy and one at home opens as ever."""
    assert volumes.mac_mount(b"") is None
    assert volumes.mac_mount(bytes(4096)) is None
    assert volumes.mac_mount(b"\xff" * 4096) is None
    assert volumes.mac_volume(str(MAC_HOME / "day.lspw"), None) is None
    stick = Volume(PurePath("/Volumes/STICK"), Kind.REMOVABLE, True)
    assert volumes.mac_volume("/Volumes/STICK/day.lspw", None) == stick
    assert volumes.mac_volume("/Volumes/STICK", None) == stick
    assert volumes.mac_volume("/Volumes", None) is None


# Windows


@pytest.mark.parametrize(
    ("root", "drive_type", "file_system", "kind", "safe"),
    [
        ("C:\\", 3, "NTFS", Kind.LOCAL, True),
        ("C:\\", 3, "", Kind.LOCAL, True),
        ("D:\\", 3, "ReFS", Kind.LOCAL, True),
        ("E:\\", 2, "NTFS", Kind.REMOVABLE, True),
        ("E:\\", 2, "FAT32", Kind.REMOVABLE, False),
        ("E:\\", 3, "exFAT", Kind.REMOVABLE, False),
        ("Z:\\", 4, "NTFS", Kind.NETWORK, True),
        ("Z:\\", 4, "", Kind.NETWORK, False),
        ("\\\\server\\team\\", 4, "NTFS", Kind.NETWORK, True),
        ("\\\\server\\team\\", 1, "", Kind.NETWORK, False),
        ("\\\\?\\UNC\\server\\team\\", 1, "", Kind.NETWORK, False),
        ("\\\\?\\C:\\", 3, "NTFS", Kind.LOCAL, True),
        ("\\\\server@SSL\\DavWWWRoot\\", 4, "WebDAV", Kind.NETWORK, False),
    ],
)
def test_windows_tells_sticks_and_shares_apart(
    root: str, drive_type: int, file_system: str, kind: Kind, safe: bool
) -> None:
    """A share without a letter is a share, and a large exFAT stick that Windows calls fixed is a stick."""
    path = PureWindowsPath(root)
    assert volumes.windows_volume(path, drive_type, file_system) == Volume(path, kind, safe)


# Sync clients


@pytest.mark.parametrize(
    "folder",
    [
        "Dropbox",
        "Dropbox (Team)/LEGO",
        "Acme Dropbox/Ada",
        "OneDrive",
        "onedrive - Acme GmbH/Documents",
        "Documents/Nextcloud/Workshops",
        "Google Drive/My Drive",
        "Box/Workshops",
        "MEGA",
        "Library/CloudStorage/GoogleDrive-ada@example.org/My Drive",
        "Library/Mobile Documents/com~apple~CloudDocs",
    ],
)
def test_a_synced_folder_is_known_by_its_name(folder: str) -> None:
    """Two people with one synced folder overwrite each other's day; the second copy is what remains."""
    assert kind_of(HOME / folder) is Kind.SYNCED
    assert kind_of(WINDOWS_HOME / folder, WINDOWS_HOME, Volume(PureWindowsPath("C:/"), Kind.LOCAL, True)) is Kind.SYNCED


@pytest.mark.parametrize(
    "folder",
    [
        "",
        "Pictures/Box",
        "Documents/Mega/Sync",
        "Dropboxes",
        "Pictures/Cards from Dropbox",
        "Documents/Library/CloudStorage",
        "My OneDrive papers",
    ],
)
def test_a_folder_of_a_like_name_is_none(folder: str) -> None:
    """Warned of a sync client they do not have, people stop reading warnings."""
    assert kind_of(HOME / folder) is Kind.LOCAL


def test_names_count_at_the_top_of_a_drive() -> None:
    """Clients put their store on another disk when the first is small, or show it as a drive of its own."""
    drive = Volume(PureWindowsPath("D:/"), Kind.LOCAL, True)
    streamed = Volume(PureWindowsPath("G:/"), Kind.REMOVABLE, False)
    assert kind_of(PureWindowsPath("D:/Cloud/Dropbox/Workshops"), WINDOWS_HOME, drive) is Kind.SYNCED
    assert kind_of(PureWindowsPath("D:/Box"), WINDOWS_HOME, drive) is Kind.SYNCED
    assert kind_of(PureWindowsPath("D:/Photos/Box"), WINDOWS_HOME, drive) is Kind.LOCAL
    assert kind_of(PureWindowsPath("D:/Backup/2024/Old/Dropbox"), WINDOWS_HOME, drive) is Kind.LOCAL
    folder = PureWindowsPath("G:/My Drive/Workshops")
    assert place.decide(folder, folder, WINDOWS_HOME, streamed, is_marked=unmarked) == Place(Kind.SYNCED, False)
    assert kind_of(STICK.root / "Workshops", volume=STICK) is Kind.REMOVABLE


def test_a_folder_the_system_calls_synced_needs_no_name() -> None:
    """A company may call its OneDrive folder by its own name."""
    folder = WINDOWS_HOME / "Acme" / "Workshops"
    told = [PureWindowsPath("c:/users/ada/acme")]
    volume = Volume(PureWindowsPath("C:/"), Kind.LOCAL, True)
    assert place.decide(folder, folder, WINDOWS_HOME, volume, told=told, is_marked=unmarked).kind is Kind.SYNCED
    assert kind_of(folder, WINDOWS_HOME, volume) is Kind.LOCAL


def test_only_whole_paths_of_the_environment_count(tmp_path: Path) -> None:
    """An empty variable would make every folder a synced one."""
    environment = {"OneDrive": str(tmp_path), "OneDriveConsumer": "", "OneDriveCommercial": "Acme"}
    assert place.sync_roots(environment) == [PurePath(tmp_path)]


def test_marks_are_looked_for_from_the_folder_up_to_the_home_folder() -> None:
    """A mark on the folder of the whole team counts for the day in it; a share, perhaps slow, is not asked."""
    asked: list[PurePath] = []

    def mark(folder: PurePath) -> bool:
        asked.append(folder)
        return folder == HOME / "Team"

    folder = HOME / "Team" / "Spring"
    assert place.decide(folder, folder, HOME, DISK, is_marked=mark).kind is Kind.SYNCED
    asked.clear()
    folder = HOME / "Own"
    assert place.decide(folder, folder, HOME, DISK, is_marked=mark).kind is Kind.LOCAL
    assert asked == [HOME / "Own", HOME]
    asked.clear()
    days = STICK.root / "Days"
    assert place.decide(days, days, HOME, STICK, is_marked=mark).kind is Kind.REMOVABLE
    assert asked == [STICK.root / "Days", STICK.root]
    asked.clear()
    share = Volume(PurePosixPath("/net"), Kind.NETWORK, renames_safely=True)
    shared = PurePosixPath("/net/Dropbox")
    assert place.decide(shared, shared, HOME, share, is_marked=mark) == Place(Kind.NETWORK, True)
    assert asked == []


@pytest.mark.parametrize(
    "mark",
    [
        ".stfolder/",
        ".dropbox",
        ".dropbox.cache/",
        ".owncloudsync.log",
        ".nextcloudsync.log",
        ".sync_c6217acc34d7.db",
        "._sync_0d8d87f03b87.db",
        ".sync/ID",
        ".849C9593-D756-4E56-8D6E-42412F2A707B",
    ],
)
def test_a_mark_of_a_sync_client_is_found(tmp_path: Path, mark: str) -> None:
    """A synced folder may bear any name; its client leaves a mark in it."""
    assert not place.is_marked(tmp_path)
    path = tmp_path / mark
    if mark.endswith("/"):
        path.mkdir()
    else:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert place.is_marked(tmp_path)


def test_what_only_looks_like_a_mark(tmp_path: Path) -> None:
    """Dropbox keeps its settings in the home folder under the name of its mark: not all of home is synced."""
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / "desktop.ini").touch()
    (tmp_path / ".sync_notes.db").touch()
    assert not place.is_marked(tmp_path)
    assert not place.is_marked(tmp_path / "missing")


# This computer


def test_needs_copy_everywhere_but_at_home() -> None:
    """The second copy is what is left when a stick is."""
    assert [kind for kind in Kind if not Place(kind, renames_safely=True).needs_copy] == [Kind.LOCAL]


def test_this_computer_answers_for_folders_files_and_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workshop that is about to be made is placed as its folder is, however its path is written."""
    team = tmp_path / "Team Größe\u00a0"
    (team / ".stfolder").mkdir(parents=True)
    (team / "day.lspw").touch()
    own = tmp_path / "own"
    own.mkdir()
    expected = place_of(tmp_path)
    synced = Place(Kind.SYNCED, expected.renames_safely)
    if expected.kind is Kind.NETWORK:
        pytest.skip("the folder for tests lies on a share, where no marks are looked for")
    monkeypatch.chdir(team)
    for path in (team, team / "day.lspw", team / "new" / "er" / "day.lspw", Path("day.lspw"), own / ".." / team.name):
        assert place_of(path) == synced, path
    for path in (own, own / "day.lspw", own / "a" / "b" / "c", Path("..") / "own", team / ".." / "own" / "x"):
        assert place_of(path) == expected, path


def test_a_path_that_cannot_be_is_placed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path mistyped or damaged is refused by whoever opens it, with a sentence; asking for its place ends nothing."""
    (tmp_path / ".stfolder").mkdir()
    expected = place_of(tmp_path)
    assert place_of(tmp_path / ("x" * 5000)) == expected
    assert place_of(tmp_path.joinpath(*["deep"] * 3000)) == expected
    assert place_of(tmp_path / "day\0.lspw") == place.UNTOLD
    assert place_of(Path("\0")) == place.UNTOLD
    assert isinstance(place_of(tmp_path / "\ud800"), Place)
    monkeypatch.delenv("HOME", raising=False)
    assert place_of(tmp_path) == expected


@links
def test_links_are_followed_and_may_go_in_circles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desktop link to a synced folder, and a synced name that links elsewhere, are both synced; a loop is no end."""
    home = tmp_path / "home"
    (home / "Desktop").mkdir(parents=True)
    (tmp_path / "disk" / "Team" / ".stfolder").mkdir(parents=True)
    (tmp_path / "disk" / "plain").mkdir()
    monkeypatch.setenv("HOME", str(home))
    (home / "Desktop" / "Team").symlink_to(tmp_path / "disk" / "Team")
    (home / "Dropbox").symlink_to(tmp_path / "disk" / "plain")
    (home / "one").symlink_to(home / "two")
    (home / "two").symlink_to(home / "one")
    chain = home / "end"
    for number in range(1500):
        (home / f"link {number}").symlink_to(chain)
        chain = home / f"link {number}"
    usual = place_of(home)
    synced = Place(Kind.SYNCED, usual.renames_safely)
    assert place_of(home / "Desktop" / "Team" / "day.lspw") == synced
    assert place_of(home / "Dropbox" / "day.lspw") == synced
    assert place_of(tmp_path / "disk" / "plain" / "day.lspw") == usual
    assert place_of(home / "one") == usual
    assert place_of(home / "one" / "day.lspw") == usual
    assert place_of(chain) == place.UNTOLD


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's own list is there on Linux alone")
def test_the_kernels_own_list_of_mounts_is_understood() -> None:
    """Were its form misread, every share and stick would pass for the disk. The kernel's number for the folder of the
    processes, which belongs to no disk, says independently which mount that is.
    """
    found = volumes.mount_of("/proc/self", Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
    number = Path("/proc/self").stat().st_dev
    assert found == Mount("/proc", f"{os.major(number)}:{os.minor(number)}", "proc", "proc")
