"""The interchange format: what goes in comes out, and what does not fit together does not come in."""

import base64
import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lsp_workshop import cli
from lsp_workshop.domain import pictures
from lsp_workshop.domain.edits.ballots import cast_vote
from lsp_workshop.domain.edits.capture import mark
from lsp_workshop.domain.edits.event import reopen_for_correction
from lsp_workshop.domain.model import (
    Answer,
    Ballot,
    BallotOption,
    BallotStatus,
    HowSure,
    Mechanism,
    Method,
    Picture,
    PurposeStatement,
    Secrecy,
    StaffAnswer,
    StaffFunction,
    Unknown,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.messages import sentence
from lsp_workshop.paths import resource
from lsp_workshop.store import opening
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.interchange import interchange, read_interchange, write_interchange
from lsp_workshop.store.schema import as_text, schema
from tests.domain.flip_charts import flip_chart
from tests.store.files import SMALL, make, open_at, read, session_at

Document = dict[str, Any]
SAMPLE = resource("sample/aldermouth.json")
VALIDATOR = jsonschema.Draft202012Validator(schema())


@pytest.fixture
def sample() -> Document:
    return dict(json.loads(SAMPLE.read_text(encoding="utf-8")))


@pytest.fixture
def brought_in(tmp_path: Path) -> Callable[[Document], Workshop]:
    def bring_in(document: Document) -> Workshop:
        source = tmp_path / "source.json"
        source.write_text(json.dumps(document), encoding="utf-8")
        return read_interchange(source).workshop

    return bring_in


@pytest.fixture
def refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[Document | bytes], str]:
    """Import by the command: it must end with 1, one sentence, nothing on standard output, and no file."""

    def refuse(document: Document | bytes) -> str:
        source, target = tmp_path / "source.json", tmp_path / "day.lspw"
        source.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
        assert cli.main(["import", str(source), str(target)]) == 1
        assert [each.name for each in tmp_path.iterdir() if each.name != "local-data"] == [source.name]
        said = capsys.readouterr()
        assert said.out == ""
        (line,) = said.err.splitlines()
        assert "Traceback" not in line
        return line

    return refuse


def by_id(document: Document) -> Document:
    """The same, with the votes by their ids: they lie shuffled."""
    return {**document, "votes": {vote["id"]: vote for vote in document["votes"]}}


def record(document: Document, collection: str, record_id: str) -> Document:
    return next(each for each in document[collection] if each["id"] == record_id)


class TestThereAndBack:
    def test_the_sample_comes_back_field_by_field(self, sample: Document, tmp_path: Path) -> None:
        path = tmp_path / "day.lspw"
        opening.create_workshop(path, read_interchange(SAMPLE).workshop.records())
        open_at(path).store.close()
        out = tmp_path / "out.json"
        write_interchange(open_at(path).workshop, out)
        assert by_id(json.loads(out.read_text(encoding="utf-8"))) == by_id(sample)

    def test_numbers_come_back_as_they_were(self, sample: Document, brought_in: Callable[[Document], Workshop]) -> None:
        """6.0 stays 6.0 and 6 stays 6: another program may care."""
        back = interchange(brought_in(sample))
        assert json.dumps(back["indicators"]) == json.dumps(sample["indicators"])
        assert json.dumps(back["ballots"]) == json.dumps(sample["ballots"])

    def test_unknown_fields_survive_at_every_level(self, sample: Document, tmp_path: Path) -> None:
        """What a newer version or another program knows is not ours to throw away."""
        novelty = {"a": [1, 2.5, None, {"b": "ü"}], "c": True}

        def add(value: Any) -> Any:
            if isinstance(value, list):
                return [add(each) for each in value]
            if isinstance(value, dict):
                # Keys of these are ids, not fields.
                changed = {k: v if k in ("choices", "eligible_by_sector") else add(v) for k, v in value.items()}
                return {**changed, "x_novelty": novelty}
            return value

        source, path, out = tmp_path / "source.json", tmp_path / "day.lspw", tmp_path / "out.json"
        strange = add(sample)
        source.write_text(json.dumps(strange), encoding="utf-8")
        assert cli.main(["import", str(source), str(path)]) == 0
        opened = open_at(path)
        opened.store.close()
        assert cli.main(["export", str(path), str(out)]) == 0
        assert by_id(json.loads(out.read_text(encoding="utf-8"))) == by_id(strange)

    def test_unknown_fields_survive_a_change_of_the_record(self, sample: Document, tmp_path: Path) -> None:
        record(sample, "answers", "c001")["mood"] = {"wind": "west"}
        source, path = tmp_path / "source.json", tmp_path / "day.lspw"
        source.write_text(json.dumps(sample), encoding="utf-8")
        opening.create_workshop(path, read_interchange(source).workshop.records())
        session = session_at(path)
        session.do(reopen_for_correction("To mark a headline"))
        session.do(mark(["c001"], "headline", True))
        session.close()
        found = read(path)["answers", "c001"]
        assert found["headline"] is True
        assert found["mood"] == {"wind": "west"}

    def test_absent_collections_are_empty(self, sample: Document, brought_in: Callable[[Document], Workshop]) -> None:
        least = {name: sample[name] for name in ("format", "version", "stages", "questions")}
        workshop = brought_in({**least, "workshop": {"title": "Bare"}})
        assert workshop.details.title == "Bare"
        assert interchange(workshop)["answers"] == []

    def test_a_field_that_nobody_gave_is_not_made_up(
        self, sample: Document, brought_in: Callable[[Document], Workshop]
    ) -> None:
        del record(sample, "answers", "c001")["headline"]
        back = interchange(brought_in(sample))
        assert "headline" not in record(back, "answers", "c001")
        assert record(back, "answers", "c002")["headline"] is False

    def test_an_export_that_fails_leaves_what_was_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path, out = tmp_path / "day.lspw", tmp_path / "out.json"
        opening.create_workshop(path, read_interchange(SAMPLE).workshop.records())
        out.write_text("yesterday's", encoding="utf-8")

        def full(handle: int) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("lsp_workshop.files.sync", full)
            assert cli.main(["export", str(path), str(out)]) == 1
        assert out.read_text(encoding="utf-8") == "yesterday's"
        assert sorted(each.name for each in tmp_path.iterdir()) == ["day.lspw", "out.json"]
        assert len(capsys.readouterr().err.splitlines()) == 1
        assert cli.main(["export", str(path), str(out)]) == 0
        assert json.loads(out.read_text(encoding="utf-8"))["format"] == "lsp-workshop"

    def test_papers_say_nothing_of_the_order_in_which_they_came(self, tmp_path: Path) -> None:
        """In a small room, who stood third at the ballot box is easily remembered."""
        ballot = Ballot(
            id="b1", title="Which?", method=Method.DOTS, secrecy=Secrecy.SECRET, status=BallotStatus.OPEN,
            options=(BallotOption(id="o", label="O"),), eligible=30,
        )  # fmt: skip
        path = make(tmp_path / "day.lspw", (*SMALL, ballot))
        session = session_at(path)
        came = [session.do(cast_vote("b1", {"o": number % 3})).new(Vote).id for number in range(20)]
        in_use = opening.open_for_reading(path, rescue_folder=tmp_path).workshop
        for workshop in (session.workshop, in_use):
            write_interchange(workshop, tmp_path / "out.json")
            written = [vote["id"] for vote in json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["votes"]]
            assert written == sorted(came) != came
        session.close()


def test_what_the_first_stages_end_in_comes_back_and_is_in_no_other_file(tmp_path: Path) -> None:
    """The purpose, the staff team and when a law bites are read by another program, and by this one again."""
    said = (
        PurposeStatement(id="pu1", text="To be heard", written_at="2026-03-12T10:00:00"),
        StaffFunction(id="X1", text="Service the partnership", answer=StaffAnswer.PLANNED, note="From April"),
        Answer(id="c9", question_id="Q1", text="Bus law", how_sure=HowSure.LIKELY, bites="2027-04"),
    )
    out = tmp_path / "out.json"
    write_interchange(Workshop((*SMALL, *said)), out)
    document = json.loads(out.read_text(encoding="utf-8"))
    VALIDATOR.validate(document)
    back = read_interchange(out).workshop
    assert [back.get(type(each), each.id) for each in said] == list(said)
    write_interchange(Workshop(SMALL), out)
    bare = json.loads(out.read_text(encoding="utf-8"))
    assert not {"purposes", "staff_functions"} & set(bare)
    assert not {"how_sure", "bites"} & set(bare["answers"][0])


class TestRefused:
    """Every refusal of an import names the record, so that somebody can mend the source."""

    def test_an_id_that_points_nowhere(self, sample: Document, refusal: Callable[[Document], str]) -> None:
        record(sample, "answers", "c005")["group_id"] = "tZ"
        said = refusal(sample)
        assert "“c005”" in said
        assert "“tZ”" in said

    def test_an_id_inside_a_part_that_points_nowhere(
        self, sample: Document, refusal: Callable[[Document], str]
    ) -> None:
        sample["workshop"]["partnership"]["chair_id"] = "p99"
        assert "“p99”" in refusal(sample)

    def test_an_id_twice(self, sample: Document, refusal: Callable[[Document], str]) -> None:
        sample["answers"].append(copy.deepcopy(sample["answers"][4]))
        assert "“c005”" in refusal(sample)

    def test_an_option_twice(self, sample: Document, refusal: Callable[[Document], str]) -> None:
        options = record(sample, "ballots", "b1")["options"]
        options.append(dict(options[0]))
        said = refusal(sample)
        assert "b1" in said
        assert options[0]["id"] in said

    @pytest.mark.parametrize("value", [-1, 99, 2**70])
    def test_a_vote_outside_its_ballots_rules(
        self, sample: Document, refusal: Callable[[Document], str], value: int
    ) -> None:
        vote = next(each for each in sample["votes"] if each["ballot_id"] == "b1" and each["choices"])
        vote["choices"] = {next(iter(vote["choices"])): value}
        assert vote["id"] in refusal(sample)

    def test_a_vote_for_what_is_no_option(self, sample: Document, refusal: Callable[[Document], str]) -> None:
        vote = next(each for each in sample["votes"] if each["ballot_id"] == "b1")
        vote["choices"] = {"th99": 1}
        said = refusal(sample)
        assert vote["id"] in said
        assert "th99" in said

    def test_a_spoilt_paper_with_choices(self, sample: Document, refusal: Callable[[Document], str]) -> None:
        vote = next(each for each in sample["votes"] if each["choices"])
        vote["spoilt"] = True
        assert vote["id"] in refusal(sample)

    def test_a_secret_paper_with_a_name(self, sample: Document, refusal: Callable[[Document], str]) -> None:
        record(sample, "ballots", "b1")["secrecy"] = "secret"
        for vote in sample["votes"]:
            if vote["ballot_id"] == "b1":
                vote["sector_id"] = None
        vote = next(each for each in sample["votes"] if each["ballot_id"] == "b1")
        vote["participant_id"] = "p01"
        assert vote["id"] in refusal(sample)

    def test_a_blank_paper_where_blanks_are_not_allowed(
        self, sample: Document, refusal: Callable[[Document], str]
    ) -> None:
        scales = {
            each["id"]
            for each in sample["ballots"]
            if each["method"] == "scale" and not each.get("rules", {}).get("allow_blank")
        }
        vote = next(each for each in sample["votes"] if each["ballot_id"] in scales and each["choices"])
        vote["choices"] = {}
        assert vote["id"] in refusal(sample)

    @pytest.mark.parametrize("threshold", [2, 1, 0, -5])
    def test_a_threshold_under_three(
        self, sample: Document, refusal: Callable[[Document], str], threshold: int
    ) -> None:
        sample["workshop"]["small_group_threshold"] = threshold
        assert str(threshold) in refusal(sample)

    @pytest.mark.parametrize("name", ["workshop", "stages", "questions"])
    def test_a_source_without_what_a_workshop_cannot_be_without(
        self, sample: Document, refusal: Callable[[Document], str], name: str
    ) -> None:
        del sample[name]
        assert f"“{name}”" in refusal(sample)

    def test_a_collection_that_is_none(self, sample: Document, refusal: Callable[[Document], str]) -> None:
        sample["answers"] = {"c001": {}}
        assert "“answers” must be a list" in refusal(sample)

    def test_a_record_that_is_none(self, sample: Document, refusal: Callable[[Document], str]) -> None:
        sample["answers"][6] = "Just words"
        assert "In answers, number 7 must be an object" in refusal(sample)

    def test_a_record_without_an_id_is_named_by_its_place(
        self, sample: Document, refusal: Callable[[Document], str]
    ) -> None:
        del sample["answers"][6]["id"]
        assert "“number 7”" in refusal(sample)

    def test_a_newer_version(self, sample: Document, refusal: Callable[[Document], str]) -> None:
        sample["version"] = 2
        said = refusal(sample)
        assert "version 2" in said
        assert "update" in said

    @pytest.mark.parametrize("version", [0, -1, True, "1", None, 1.0])
    def test_what_is_no_version(self, sample: Document, refusal: Callable[[Document], str], version: Any) -> None:
        sample["version"] = version
        assert "interchange format" in refusal(sample)

    @pytest.mark.parametrize(
        ("source", "part"),
        [
            (b"", "line 1"),
            (b"{", "line 1"),
            (b"[]", "interchange format"),
            (b"null", "interchange format"),
            (b'{"format": "something else"}', "interchange format"),
            (b'{"format": "lsp-workshop", "version": 1, "x": NaN}', "nan"),
            (b'{"format": "lsp-workshop", "version": 1, "x": -Infinity}', "-inf"),
            (b'{"format": "lsp-workshop", "version": 1, "x": 1e999}', "1e999"),
            (b'{"format": "lsp-workshop", "version": 1, "x": ' + b"9" * 5000 + b"}", "999"),
            (b'{"format": "lsp-workshop", "version": 1, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested"),
            (b'{"format": "lsp-workshop", "version": 1, "x": ' + b"[" * 400 + b"]" * 400 + b"}", "nested"),
            (b'{"format": "lsp-workshop", "version": 1, "answers": [], "answers": []}', "“answers” twice"),
            ('{"format": "lsp-workshop", "x": "Gem\xfcse"}'.encode("latin-1"), "UTF-8"),
            ('{"format": "lsp-workshop"}'.encode("utf-16"), "UTF-8"),
        ],
        ids=lambda value: repr(value)[:40],
    )
    def test_what_is_no_json_that_programs_agree_on(
        self, refusal: Callable[[bytes], str], source: bytes, part: str
    ) -> None:
        assert part.casefold() in refusal(source).casefold()

    def test_a_file_that_is_there_is_not_overwritten(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        target = tmp_path / "day.lspw"
        target.write_bytes(b"somebody's")
        assert cli.main(["import", str(SAMPLE), str(target)]) == 1
        assert target.read_bytes() == b"somebody's"
        assert "there already" in capsys.readouterr().err

    def test_a_source_that_is_not_there(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["import", str(tmp_path / "none.json"), str(tmp_path / "day.lspw")]) == 1
        assert "none.json" in capsys.readouterr().err
        assert not (tmp_path / "day.lspw").exists()


class TestTaken:
    def test_a_byte_order_mark_is_no_trouble(self, sample: Document, tmp_path: Path) -> None:
        source = tmp_path / "source.json"
        source.write_text(json.dumps(sample), encoding="utf-8-sig")
        assert interchange(read_interchange(source).workshop)["workshop"] == sample["workshop"]

    def test_half_a_character_becomes_a_mark_and_is_counted_aloud(
        self, sample: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        record(sample, "answers", "c001")["text"] = "half a bus \ud83d and a whole one \U0001f68c"
        sample["ground rules"] = ["\udc00\udc00"]
        source, target = tmp_path / "source.json", tmp_path / "day.lspw"
        source.write_text(json.dumps(sample), encoding="utf-8")
        assert cli.main(["import", str(source), str(target)]) == 0
        assert "3 places" in capsys.readouterr().err
        found = read(target)
        assert found["answers", "c001"]["text"] == "half a bus \ufffd and a whole one \U0001f68c"
        assert found["unknown", "ground rules"]["value"] == ["\ufffd\ufffd"]


# --- the schema ---------------------------------------------------------------------------------------------


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path to every value in a document, one item of each list."""
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*path, key))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*path, 0))


def small_sample() -> Document:
    """The sample without most of its votes and answers, so that many can be tried."""
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    used = {option.get("contribution_id") for ballot in document["ballots"] for option in ballot["options"]}
    document["answers"] = [each for each in document["answers"] if each["id"] in used or each["id"] < "c004"]
    document["votes"] = document["votes"][:3]
    return dict(document)


SMALL_SAMPLE = small_sample()
LEAST = {name: SMALL_SAMPLE[name] for name in ("format", "version", "workshop", "stages", "questions")}
PLACES = [path for path in places(SMALL_SAMPLE) if len(path) > 1 and path[0] not in ("format", "version")]
WRONG: tuple[Any, ...] = (None, True, 0, -1, 1.5, 2**60, "", "word", [], ["x", 1], {}, {"x": "y"})


def test_the_schema_in_the_resources_is_the_one_of_the_records() -> None:
    assert resource("interchange.schema.json").read_text(encoding="utf-8") == as_text(), (
        "make it again: python -m lsp_workshop.store.schema > resources/interchange.schema.json"
    )


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_sample_and_its_export_keep_to_the_schema(sample: Document) -> None:
    VALIDATOR.validate(sample)
    VALIDATOR.validate(interchange(read_interchange(SAMPLE).workshop))


def refusal_of(bring_in: Callable[[Document], Workshop], document: Document) -> str:
    """The sentence of the refusal; "" where the document is taken."""
    try:
        bring_in(document)
    except StoreError as error:
        return sentence(error)
    return ""


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_wrong_type_in_any_field_is_refused_with_the_record_and_the_field(
    tmp_path: Path, brought_in: Callable[[Document], Workshop], wrong: Any
) -> None:
    """And what the schema forbids is what the import refuses: nobody has to try it out."""
    refused = 0
    for path in PLACES:
        document = copy.deepcopy(SMALL_SAMPLE)
        parent: Any = document
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = wrong
        name = str(path[0])
        # What is not touched keeps to the schema, as another test shows.
        is_wrong = not VALIDATOR.is_valid({**LEAST, name: document[name]})
        said = refusal_of(brought_in, document)
        refused += bool(said)
        assert len(said.splitlines()) <= 1
        assert said or not is_wrong, f"{wrong!r} was taken at {path}"
        if is_wrong and len(path) > 2 and path[1] == 0 and path[2] != "id":
            first = SMALL_SAMPLE[name][0]
            named = first.get("id") or first.get("ballot_id")
            assert f"“{named}”" in said or "“number 1”" in said, (path, said)
    assert refused > 50


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PLACES), value=junk)
@example(path=("answers", 0, "id"), value="a\rb")
def test_whatever_stands_in_a_field_the_import_takes_it_back_as_it_was_or_says_why_not(
    tmp_path: Path, path: tuple[str | int, ...], value: Any
) -> None:
    document = copy.deepcopy(SMALL_SAMPLE)
    parent: Any = document
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    source, target = tmp_path / "source.json", tmp_path / "day.lspw"
    source.write_text(json.dumps(document), encoding="utf-8")
    target.unlink(missing_ok=True)
    if said := refusal_of(lambda _: read_interchange(source).workshop, document):
        assert len(said.splitlines()) == 1
        return
    imported = read_interchange(source)
    opening.create_workshop(target, imported.workshop.records())
    back = interchange(open_at(target).workshop)
    assert VALIDATOR.is_valid(back)
    known = [name for name in document if name in back and document[name] is not None]
    if not imported.mended:
        assert by_id(back)["votes"] == by_id(document)["votes"]
        assert {name: back[name] for name in known if name != "votes"} == {
            name: document[name] for name in known if name != "votes"
        }


def test_what_an_earlier_version_did_not_know_stands_beside_what_is_known_now() -> None:
    """A file that was imported before mechanisms were known keeps them, and takes more."""
    workshop = Workshop(
        [
            WorkshopDetails(id="workshop", title="Day"),
            Unknown(id="accountability", value=[{"id": "m1", "to_whom": "Residents"}]),
            Mechanism(id="m2", to_whom="Boards"),
        ]
    )
    written = interchange(workshop)
    assert [each["to_whom"] for each in written["accountability"]] == ["Residents", "Boards"]


def test_a_picture_comes_in_without_what_a_camera_adds(
    sample: Document, brought_in: Callable[[Document], Workshop]
) -> None:
    """Otherwise the workshop file, and every copy of it, says where a photo was taken and whose telephone it was."""
    sample["pictures"] = [{"id": "pi1", "data": pictures.as_text(flip_chart()), "later": 1}]
    (picture,) = brought_in(sample).all(Picture)
    data = base64.b64decode(picture.data)
    assert pictures.jpeg_size(data) == (60, 80)
    assert not any(private in data for private in (b"Callum", b"Aldermouth Road", b"confidence"))
    assert picture.extra == {"later": 1}
