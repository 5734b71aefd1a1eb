"""What was chosen for a workshop's record is there the next time, on this computer and for this workshop alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lsp_workshop.chosen import ChosenFile
from lsp_workshop.domain.paper import PageSize, Paper
from lsp_workshop.domain.record.extent import Extent
from lsp_workshop.library import Library
from lsp_workshop.ui.services import Chosen

EVERYTHING = Chosen(
    "/records/of/maren", True, Paper(PageSize.LETTER, large_print=True, grey=True, archival=True),
    Extent(frozenset({"pledges", "stage-S1"}), by_group=True),
)  # fmt: skip


def test_each_workshop_has_its_own_choices_and_its_file_has_none(tmp_path: Path) -> None:
    """Else large print for one partnership is large print for all, or a folder of somebody's travels with the file."""
    library = Library(documents=tmp_path, data=tmp_path / "data")
    session, other = library.open_sample(), library.open_sample()
    library.remember(session, EVERYTHING)
    path = library.path_of(session)
    library.close(session)
    assert b"maren" not in path.read_bytes()
    # The file was moved and renamed meanwhile, and the program started again.
    moved = path.rename(tmp_path / "elsewhere.lspw")
    again = Library(documents=tmp_path, data=tmp_path / "data")
    session = again.open(moved)
    assert again.chosen(session) == EVERYTHING
    assert library.chosen(other) == Chosen()
    library.close(other)
    again.close(session)


@pytest.mark.parametrize(
    "kept",
    ["", "[]", "{", '{"a": 3}', '{"a": {"paper": "A9", "left_out": 3, "folder": 7, "public": "yes"}}', "\udcff",
     '{"a": {"paper": [], "left_out": [1, null], "folder": "\\u0000"}}', "[" * 100_000],
)  # fmt: skip
def test_a_file_of_choices_that_is_spoilt_stops_nothing(tmp_path: Path, kept: str) -> None:
    """Conveniences must not keep the Record page from opening."""
    path = tmp_path / "chosen.json"
    path.write_bytes(kept.encode("utf-8", "surrogateescape"))
    file = ChosenFile(path)
    assert file.of("a") == Chosen()
    file.keep("a", EVERYTHING)
    assert file.of("a") == EVERYTHING


def test_the_latest_are_kept(tmp_path: Path) -> None:
    file = ChosenFile(tmp_path / "chosen.json")
    (tmp_path / "chosen.json").write_text(json.dumps({str(number): {} for number in range(500)}), encoding="utf-8")
    file.keep("0", EVERYTHING)
    kept = json.loads((tmp_path / "chosen.json").read_text(encoding="utf-8"))
    assert len(kept) == 200
    assert file.of("0") == EVERYTHING


def test_a_folder_that_takes_no_file_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")
    file = ChosenFile(tmp_path / "data" / "chosen.json")
    file.keep("a", EVERYTHING)
    assert file.of("a") == Chosen()
