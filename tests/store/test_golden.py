"""Files of every schema there has been: what was kept for ten years opens, says what it said, and takes new work."""

import json
from pathlib import Path
from typing import Any

import pytest

from lsp_workshop.domain.doubt import DOUBTFUL
from lsp_workshop.domain.model import Vote
from lsp_workshop.store import format as file_format
from lsp_workshop.store import migrations, recovery
from lsp_workshop.store.opening import open_for_reading
from lsp_workshop.store.workshop_store import HISTORY
from tests.golden.make import FILES, FOLDER
from tests.store.files import State, open_at, said, session_of, state

NAMES = [f"{name}-v{schema}" for schema in range(1, file_format.SCHEMA + 1) for name in FILES]


@pytest.fixture(params=NAMES)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of one of the files."""
    path = tmp_path / f"{request.param}.lspw"
    path.write_bytes((FOLDER / path.name).read_bytes())
    return path


def wanted(golden: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{golden.stem}.json").read_text(encoding="utf-8"))
    return found


def must_say(found: State, golden: Path) -> None:
    """Every record, and every field of it."""
    assert others(found, golden) == []


def others(found: State, golden: Path) -> list[tuple[str, str]]:
    """Which records say other than was written; fields that came later may be there too."""
    records = {(collection, record["id"]): record for collection, record in wanted(golden)["records"]}
    assert found.keys() == records.keys()
    return [
        key
        for key, record in records.items()
        if {field: found[key].get(field) for field in record} != record or DOUBTFUL in found[key]
    ]


def schema_of(path: Path) -> int:
    return file_format.read_head(path.read_bytes(), path).schema


def test_there_are_files_of_this_schema() -> None:
    """A schema without one is one that a later version may forget."""
    there = {each.stem for each in FOLDER.glob("*.lspw")}
    assert there == set(NAMES) == {each.stem for each in FOLDER.glob("*.json")}


def test_they_are_what_they_are_named_after(golden: Path) -> None:
    """One that was made anew by a later version would prove nothing."""
    assert schema_of(golden) == int(golden.stem.rpartition("-v")[2])


def test_it_is_read(golden: Path) -> None:
    """Somebody looks at the day of ten years ago, on a disk that takes no writing."""
    before = golden.read_bytes()
    opened = open_for_reading(golden, rescue_folder=golden.parent)
    must_say(state(opened.workshop), golden)
    assert golden.read_bytes() == before
    assert [each.name for each in golden.parent.glob("*.lspw*")] == [golden.name]
    assert {each.code for each in recovery.check(golden)} <= {"torn_tail"}


def test_it_is_worked_in_and_closed(golden: Path) -> None:
    """The day of ten years ago goes on."""
    before, old = golden.read_bytes(), schema_of(golden) < file_format.SCHEMA
    opened = open_at(golden)
    codes = {each.code for each in opened.remarks}
    assert codes == ({"torn_tail"} if golden.stem.startswith("in-use") else set()) | ({"migrated"} if old else set())
    session = session_of(opened)
    must_say(state(session.workshop), golden)
    question = next(key for collection, key in state(session.workshop) if collection == "questions")
    if question == "Q1":
        session.do(said("Ten years later"))
        session.undo()
    papers = session.workshop.all(Vote)
    assert session.close() == ()
    again = open_at(golden)
    assert again.remarks == ()
    must_say(state(again.workshop), golden)
    assert sorted(each.id for each in again.workshop.all(Vote)) == sorted(each.id for each in papers)
    again.store.close()
    assert schema_of(golden) == file_format.SCHEMA
    history = json.loads(golden.read_bytes())[HISTORY]
    assert len(history) == wanted(golden)["history"] + 2 * (question == "Q1")
    assert not old or golden.with_name(f"{golden.name}.v{golden.stem[-1]}.bak").read_bytes() == before


def test_it_is_repaired_where_it_is_damaged(golden: Path) -> None:
    """A stick from the drawer has a bad spot in one record: all others are in the repaired file."""
    data = bytearray(golden.read_bytes())
    place = data.index(b'"text":"', file_format.HEAD_SIZE) + len('"text":"')
    data[place] ^= 1
    golden.write_bytes(data)
    out = golden.with_name("repaired.lspw")
    salvage = recovery.repair(golden, out)
    assert (salvage.doubtful, salvage.lost) == (1, 0)
    assert len(others(state(open_for_reading(out, rescue_folder=golden.parent).workshop), golden)) == 1


def test_every_schema_has_its_step() -> None:
    """A gap would be met by whoever opens a file of that year."""
    assert set(migrations.STEPS) == set(range(1, file_format.SCHEMA))
