"""A document that cannot be written: a clear sentence, the old file as it was, no litter; whatever is asked for."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lsp_workshop import files
from lsp_workshop.cli import main
from lsp_workshop.documents import DOCUMENTS, DocumentKind, Making, write_document
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export import ExportCancelled
from lsp_workshop.messages import sentence
from lsp_workshop.store.opening import create_workshop
from tests.export.made_up import with_answers

SUFFIXES = tuple(dict.fromkeys(kind.suffix for kind in DOCUMENTS))
OLD = b"what was there before"


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return with_answers("A bus after seven")


@pytest.fixture(scope="module")
def day(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("day") / "day.lspw"
    create_workshop(path, list(workshop.records()))
    return path


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on a disk without room: a real one where this user may mount."""
    folder = tmp_path / "full"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if shutil.which("mount") and not subprocess.run(mount, capture_output=True, check=False).returncode:
        try:
            _old_files(folder)
            with (folder / "ballast").open("wb", buffering=0) as ballast, pytest.raises(OSError, match="space"):
                files.write_all(ballast.fileno(), bytes(64 * 1024))
            yield folder
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        return
    _old_files(folder)
    monkeypatch.setattr(files, "write_all", _refusing(errno.ENOSPC))
    yield folder


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which nothing may be written: a real one where this user may mount, or may not write everywhere."""
    folder = tmp_path / "locked"
    folder.mkdir()
    _old_files(folder)
    mount, again = ["mount", "--bind", str(folder), str(folder)], ["mount", "-o", "remount,ro,bind", str(folder)]
    if shutil.which("mount") and not subprocess.run(mount, capture_output=True, check=False).returncode:
        try:
            subprocess.run(again, check=True)
            yield folder
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        return
    folder.chmod(0o555)
    if os.access(folder, os.W_OK):
        monkeypatch.setattr(files, "temporary_beside", _refusing(errno.EACCES))
    yield folder
    folder.chmod(0o755)


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files that another program has open, as Windows has it: nothing can be put in their place."""
    _old_files(tmp_path)
    monkeypatch.setattr("lsp_workshop.files.os.replace", _refusing(errno.EACCES))
    return tmp_path


def _old_files(folder: Path) -> None:
    for suffix in SUFFIXES:
        (folder / f"old{suffix}").write_bytes(OLD)


def _refusing(number: int) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def not_written(day: Path, folder: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says; that all was left as it was is checked here."""
    out = folder / f"old{suffix}"
    before = sorted(folder.iterdir())
    assert main(["export", str(day), str(out)]) == 1
    said = capsys.readouterr().err.strip()
    assert out.read_bytes() == OLD
    assert sorted(folder.iterdir()) == before
    assert said.startswith(f"{out} was not saved: ")
    assert said.endswith("nothing that was there was changed.")
    assert ".tmp" not in said
    return said


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_costs_nothing_that_was_there(
    day: Path, full: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "the disk is full. Free some space" in not_written(day, full, suffix, capsys)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_that_is_read_only_is_said(
    day: Path, locked: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "ave it elsewhere" in not_written(day, locked, suffix, capsys)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_open_elsewhere_stays_and_who_holds_it_is_said(
    day: Path, held: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "another program has it open. Close it there" in not_written(day, held, suffix, capsys)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gone/old", "its folder is not there. Make it, or save it elsewhere"),
        ("n" * 300, "its name is too long. Choose a shorter one"),
        ("con", "its name is none that a file can have here. Choose another one"),
        ("what?", "its name is none that a file can have here. Choose another one"),
    ],
)
def test_a_name_or_a_folder_that_cannot_be_is_said(
    day: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, name: str, words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The stick was pulled, or the name was pasted: the sentence says what to do. Windows takes “con” for a device."""
    monkeypatch.setattr(files, "_NAMES_ARE_WINDOWS", True)
    assert main(["export", str(day), str(tmp_path / f"{name}{suffix}")]) == 1
    said = capsys.readouterr().err.strip()
    assert f"was not saved: {words}; nothing that was there was changed." in said
    assert list(tmp_path.iterdir()) == []


FAULTS = {
    "open elsewhere": ("lsp_workshop.files.os.replace", errno.EACCES, "another program has it open. Close it there"),
    "full at the end": ("lsp_workshop.files.sync", errno.ENOSPC, "the disk is full. Free some space"),
    "read-only": ("lsp_workshop.files.os.open", errno.EROFS, "nothing can be written to that disk"),
}


@pytest.mark.parametrize("kind", DOCUMENTS, ids=lambda kind: f"{kind.kind}{kind.suffix}")
def test_no_document_that_cannot_be_written_costs_anything(
    kind: DocumentKind, workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same of each kind there is, handouts and lists too: a sentence, the old file as it was, no litter."""
    out = tmp_path / f"old{kind.suffix}"
    out.write_bytes(OLD)
    for place, number, words in FAULTS.values():
        with monkeypatch.context() as broken:
            broken.setattr(place, _refusing(number))
            with pytest.raises(OSError, match=r".") as refused:
                write_document(workshop, out, kind.kind)
        assert words in sentence(refused.value)
        assert str(out) in sentence(refused.value)
        assert [each.read_bytes() for each in tmp_path.iterdir()] == [OLD]


@pytest.mark.parametrize("kind", DOCUMENTS, ids=lambda kind: f"{kind.kind}{kind.suffix}")
def test_cancelling_any_document_leaves_the_old_one(kind: DocumentKind, workshop: Workshop, tmp_path: Path) -> None:
    """Whoever stops an export is told that nothing was written, and so it has to be."""
    out = tmp_path / f"old{kind.suffix}"
    out.write_bytes(OLD)
    with pytest.raises(ExportCancelled):
        write_document(workshop, out, kind.kind, Making(cancelled=lambda: True))
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [OLD]
