"""Template files: found, refused with their line, saved whole or not at all, shared; a day run by commands on one."""

import json
from pathlib import Path

import pytest

from lsp_workshop import files
from lsp_workshop.documents import bundled_framework
from lsp_workshop.domain.edits.event import change_details
from lsp_workshop.domain.edits.people import add_participant, arrive
from lsp_workshop.domain.model import Ballot, OwnFramework, Participant, Question
from lsp_workshop.domain.template_shape import TemplateFault
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.library import Library
from lsp_workshop.messages import sentence
from lsp_workshop.paths import resource
from lsp_workshop.store import interchange
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.opening import open_for_reading
from lsp_workshop.templates import BadTemplate, Templates, read_file
from lsp_workshop.ui.services import NewWorkshop
from lsp_workshop.ui.workshop.ballots.sources import draft
from tests.cli.test_commands import Command
from tests.cli.test_commands import run as run  # A fixture.
from tests.domain.test_template import OURS

TEXT = json.dumps(OURS, indent=1, ensure_ascii=False)


@pytest.fixture
def shelf(tmp_path: Path) -> Templates:
    return Templates(resource("templates"), tmp_path / "own", bundled_framework)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ours.json"
    path.write_text(TEXT, encoding="utf-8")
    return path


def line_of(words: str) -> int:
    return TEXT[: TEXT.index(words)].count("\n") + 1


SLIPS: list[tuple[str, str, int, str]] = [
    ('"text": "Where are we?"', '"text": ""', line_of('"Where are we?"'), "has no words: write some"),
    ('"hint"', '"hnt"', line_of('"hint"'), "take it out, or write one of id, number"),
    ('"minutes": 30,', '"minutes": "30",', line_of('"minutes": 30'), "write a whole number"),
    ('"minutes": 30,', '"minutes": 30', line_of('"minutes": 30') + 1, "It is no JSON at column"),
    ('"value": 3,', '"value": 9,', line_of('"value": 4'), "the points of a scale go up"),
    ('"title": "Here",', '"title": "Here", "title": "There",', line_of('"Here"'), "“title” is there twice"),
    ('"L-own"', '"L-own", "stages": [NaN]', 0, "NaN is no number"),
    ('"lsp-template"', '"lsp-workshop"', line_of('"lsp-template"'), "choose another file"),
    ('"name": "Our evening",', "", 1, "has no “name”: add it"),
]


@pytest.mark.parametrize(("old", "new", "line", "why"), SLIPS, ids=[new[:24] for _, new, _, _ in SLIPS])
def test_a_slip_is_refused_with_its_line_and_what_to_do(
    run: Command, file: Path, old: str, new: str, line: int, why: str
) -> None:
    """Somebody who wrote a template by hand is not to read a thousand lines to find a comma."""
    assert old in TEXT
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    ended = run("template", "check", file)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"{file}, line {line}: " if line else f"{file}: ")
    assert why in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("data", [b"\xff\xfe", b"[" * 100_000, b"", b"3", b" " * 2_000_001, b'{"format": 1}'])
def test_what_is_no_template_at_all_is_refused(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with pytest.raises(BadTemplate) as refused:
        read_file(file)
    assert sentence(refused.value).endswith(".")


def test_a_good_one_is_said_to_be_good(run: Command, file: Path) -> None:
    assert run("template", "check", file).status == 0
    assert "no such file" in run("template", "check", file.with_name("none.json")).err.casefold()


class TestShelf:
    def test_the_programs_own_come_first(self, shelf: Templates) -> None:
        assert [(each.key, each.is_own) for each in shelf.all()] == [
            ("full-day", False), ("half-day", False), ("review-day", False),
        ]  # fmt: skip

    def test_one_is_brought_in_copied_renamed_shared_and_deleted(
        self, shelf: Templates, file: Path, tmp_path: Path
    ) -> None:
        key = shelf.bring_in(file)
        second = shelf.bring_in(file)
        copied = shelf.duplicate("half-day")
        assert [each.name for each in shelf.all() if each.is_own] == ["Half-day 2", "Our evening", "Our evening 2"]
        shelf.rename(second, " Every third / evening ")
        assert shelf.read(second)["name"] == "Every third / evening"
        with pytest.raises(TemplateFault, match="template_empty"):
            shelf.rename(second, " ")
        shelf.share(key, tmp_path / "out.json")
        assert read_file(tmp_path / "out.json") == {**OURS, "name": "Our evening"}
        shelf.delete(copied)
        assert [each.key for each in shelf.all() if each.is_own] == [second, key]

    def test_a_file_that_was_spoilt_is_still_in_the_list_with_its_reason(self, shelf: Templates, file: Path) -> None:
        key = shelf.bring_in(file)
        shelf.path_of(key).write_text(TEXT.replace('"minutes": 30,', ""), encoding="utf-8")
        assert shelf.all()[-1].problem is None
        shelf.path_of(key).write_text(TEXT[:-9], encoding="utf-8")
        row = shelf.all()[-1]
        assert (row.name, row.is_own) == ("Our-evening", True)
        assert isinstance(row.problem, BadTemplate)

    def test_a_full_disk_leaves_what_was_there(
        self, shelf: Templates, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        key = shelf.bring_in(file)
        before = shelf.path_of(key).read_bytes()

        def full(_handle: int, _data: bytes) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files, "write_all", full)
        with pytest.raises(OSError, match="No space"):
            shelf.save({**OURS, "name": "Later"}, key)
        assert shelf.path_of(key).read_bytes() == before
        assert [each.name for each in shelf.path_of(key).parent.iterdir()] == [key]


@pytest.fixture
def library(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("LSP_WORKSHOP_DATA", str(tmp_path / "data"))
    return Library(documents=tmp_path / "days", data=tmp_path / "data")


def evening(library: Library, key: str) -> Path:
    """A workshop of the template with twelve people, and a health check as a draft."""
    session = library.create(NewWorkshop("Evening", "2026-05-04", "Northside", 2, key))
    session.do(change_details(small_group_threshold=3))
    for number in range(12):
        session.do(add_participant(f"Person {number}"))
        session.do(arrive(session.workshop.all(Participant)[-1].id))
    carried = library.templates.framework(key)
    session.do(draft("health check", (), session.workshop.get(Question, "Q3.1"), carried))
    path = library.path_of(session)
    library.close(session)
    return path


def test_a_changed_template_runs_through_capture_ballots_and_record(
    run: Command, library: Library, file: Path, tmp_path: Path
) -> None:
    """Other questions, four stages, seven points: not a line of the program knows of it, and the day is whole."""
    key = library.templates.bring_in(file)
    path = evening(library, key)
    library.templates.delete(key)
    ids = run("capture", path, "--question", "A", "--group", "B", typed="It was done\nIt was not\n").out.split()
    assert len(ids) == 2
    assert run("capture", path, "--question", "4.2", "--part", "later", typed="A second bus\n").status == 0
    assert run("capture", path, "--question", "5.1", typed="x\n").status == 1
    (ballot,) = read(path).all(Ballot)
    assert [point.label for point in ballot.scale or ()][-1] == "Point 7"
    (option,) = ballot.options
    assert run("ballot", path, ballot.id, "open").status == 0
    papers = [json.dumps({"choices": {option.id: value}}) for value in (7, 7, 6, 6, 5, 8, 7)]
    voted = run("vote", path, ballot.id, typed="\n".join(papers))
    assert voted.out.split("\n")[:6].count("ok") == 5
    assert "which is not on the scale: choose one of 1, 2, 3, 4, 5, 6, 7" in voted.out
    assert run("ballot", path, ballot.id, "close").status == 0
    (result,) = json.loads(run("results", path).out)
    (figures,) = result["options"]
    assert figures["mean"] == pytest.approx(38 / 6)
    out = tmp_path / "record.pdf"
    assert run("export", path, out).status == 0
    assert out.read_bytes().startswith(b"%PDF")


def read(path: Path) -> Workshop:
    return open_for_reading(path, rescue_folder=path.parent).workshop


def test_the_template_goes_with_the_file_and_comes_back(library: Library, file: Path, tmp_path: Path) -> None:
    path = evening(library, library.templates.bring_in(file))
    out = tmp_path / "out.json"
    interchange.write_interchange(read(path), out)
    assert list(interchange.read_interchange(out).workshop.all(OwnFramework)) == list(read(path).all(OwnFramework))
    said = json.loads(out.read_text(encoding="utf-8"))
    said["framework"]["value"]["stages"][0]["title"] = ""
    out.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(StoreError, match="bad_interchange") as refused:
        interchange.read_interchange(out)
    assert "Stage 1, “title” has no words" in sentence(refused.value)


def test_a_follow_up_has_the_same_template_or_another(library: Library, file: Path) -> None:
    path = evening(library, library.templates.bring_in(file))
    for template, stages in (("", ["Back", "Here", "There", "On"]), ("full-day", 5), ("half-day", 4)):
        session = library.follow_up(path, NewWorkshop("Next", "2027-05-04", "", template=template))
        titles = [stage.title for stage in session.workshop.stages()]
        assert titles == stages if isinstance(stages, list) else len(titles) == stages
        library.close(session)
