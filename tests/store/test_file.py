"""The file of a workshop while nothing goes wrong: what is written is there, at rest it is TinyDB's."""

import contextlib
import json
import math
import os
import random
import stat
import sys
from pathlib import Path

import pytest
import tinydb
from hypothesis import given
from hypothesis import strategies as st

from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.edits.capture import reword_answer
from lsp_workshop.domain.edits.records import remove
from lsp_workshop.domain.model import (
    Answer,
    Ballot,
    BallotOption,
    BallotStatus,
    Method,
    Participant,
    Secrecy,
    Turnout,
    Vote,
)
from lsp_workshop.session import NotSaved
from lsp_workshop.store import opening
from lsp_workshop.store.database import WorkshopDatabase, shuffled
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.format import checksum, from_json, read_contents, to_json, to_json_checked
from lsp_workshop.store.workshop_store import HISTORY
from tests.store.files import (
    SMALL,
    answers,
    in_use,
    make,
    open_at,
    read,
    said,
    sample_records,
    session_at,
    session_of,
    state,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "day.lspw")


def database_at(path: Path) -> contextlib.AbstractContextManager[WorkshopDatabase]:
    return opening.open_database(path, rescue_folder=path.parent / "rescued")


def payloads(path: Path) -> list[dict[str, object]]:
    """The journal of a file, line by line."""
    entries = read_contents(path.read_bytes(), path).entries
    return [json.loads(entry.payload) for entry in entries]


class TestKept:
    def test_everything_of_the_sample_is_there_after_a_closing_and_an_opening(self, tmp_path: Path) -> None:
        path = make(tmp_path / "sample.lspw", sample_records())
        written = {(record.collection, record.id): record for record in sample_records()}
        opened = open_at(path)
        assert {(record.collection, record.id): record for record in opened.workshop.records()} == written
        assert opened.remarks == ()
        opened.store.close()
        assert set(read(path)) == set(written)

    def test_what_was_captured_is_on_disk_before_anybody_closes_the_file(self, path: Path) -> None:
        session = session_at(path)
        session.do(said("Straight to disk"))
        assert answers(read(path))[-1] == "Straight to disk"
        session.close()
        assert answers(read(path))[-1] == "Straight to disk"

    def test_memory_says_what_a_reload_says(self, path: Path) -> None:
        session = session_at(path)
        session.do(said("  spaces, “quotes”, \u2028 and 🚌 stay as they came\t"))
        session.do(reword_answer("c1", "New words"))
        session.do(remove(Answer, "c2"))
        session.undo()
        session.redo()
        assert read(path) == state(session.workshop)
        session.close()
        assert read(path) == state(session.workshop)

    def test_a_journal_is_folded_into_the_body_when_the_file_is_closed(self, path: Path) -> None:
        session = session_at(path)
        session.do(said("One"))
        assert path.read_bytes().splitlines()[-1].startswith(b"~")
        session.close()
        assert not path.read_bytes().splitlines()[-1].startswith(b"~")
        assert open_at(path).remarks == ()

    def test_a_file_that_was_only_looked_at_is_not_written(self, path: Path) -> None:
        before, moment = path.read_bytes(), path.stat().st_mtime_ns
        open_at(path).store.close()
        assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, moment)

    def test_closing_twice_is_closing(self, path: Path) -> None:
        session = session_at(path)
        session.close()
        session.close()
        assert not session.read_only
        with pytest.raises(NotSaved, match="closed"):
            session.do(said("Too late"))

    def test_nothing_is_left_in_the_folder_but_the_file(self, path: Path) -> None:
        session = session_at(path)
        session.do(said("One"))
        session.close()
        assert [each.name for each in path.parent.iterdir()] == [path.name]

    def test_a_file_that_only_its_owner_may_read_stays_so(self, path: Path) -> None:
        """The papers of a vote are in it."""
        path.chmod(0o600)
        session = session_at(path)
        session.do(said("One"))
        session.close()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_a_link_to_a_workshop_stays_a_link(self, path: Path, tmp_path: Path) -> None:
        """A desktop full of links: the workshop they point to is the one that has the answers."""
        link = tmp_path / "link.lspw"
        link.symlink_to(path)
        session = session_at(link)
        session.do(said("Through the link"))
        session.close()
        assert link.is_symlink()
        assert answers(read(path))[-1] == "Through the link"

    def test_a_name_as_long_as_names_can_be(self, tmp_path: Path) -> None:
        path = make(tmp_path / ("d" * 250 + ".lspw"))
        session = session_at(path)
        session.do(said("One"))
        session.close()
        assert answers(read(path))[-1] == "One"
        assert not path.read_bytes().splitlines()[-1].startswith(b"~")

    def test_nothing_is_overwritten_by_a_new_workshop(self, path: Path) -> None:
        before = path.read_bytes()
        with pytest.raises(StoreError, match="exists"):
            opening.create_workshop(path, SMALL)
        assert path.read_bytes() == before

    def test_words_that_no_file_can_keep_are_refused_and_change_nothing(self, path: Path) -> None:
        session = session_at(path)
        before = path.read_bytes()
        with pytest.raises(NotSaved, match="not_writable"):
            session.do(said("half of a bus: \ud83d"))
        assert path.read_bytes() == before
        session.do(said("a whole 🚌"))
        assert answers(read(path))[-1] == "a whole 🚌"
        session.close()

    @given(JSON)
    def test_whatever_json_can_say_comes_back_the_same(self, value: object) -> None:
        written = to_json(value)
        assert from_json(written) == json.loads(written) == value
        assert from_json(to_json_checked(value)) == value


class TestTinyDB:
    def test_at_rest_stock_tinydb_reads_every_table(self, tmp_path: Path) -> None:
        path = make(tmp_path / "sample.lspw", sample_records())
        with tinydb.TinyDB(path, encoding="utf-8") as stock:
            assert len(stock.table("answers").all()) == 164
            assert stock.table("workshop").all()[0]["title"] == "Shaping Aldermouth Together"
            for name in stock.tables():
                assert all(isinstance(document, dict) for document in stock.table(name).all())
            found = {document["id"] for document in stock.table("votes").all()}
        assert found == {record.id for record in sample_records() if isinstance(record, Vote)}

    def test_at_rest_after_a_day_stock_tinydb_reads_it_too(self, path: Path) -> None:
        session = session_at(path)
        session.do(said("One"))
        session.close()
        with tinydb.TinyDB(path, encoding="utf-8") as stock:
            assert [each["text"] for each in stock.table("answers").all()][-1] == "One"

    def test_tinydbs_own_calls_take_the_same_road_to_the_disk(self, path: Path) -> None:
        with database_at(path) as database:
            table = database.table("lessons")
            table.insert_multiple([{"id": "l1", "text": "Blank sheet"}, {"id": "l2", "text": "Fewer slides"}])
            table.update({"kind": "what worked"}, tinydb.where("id") == "l1")
            table.remove(tinydb.where("id") == "l2")
            assert read(path)["lessons", "l1"]["kind"] == "what worked"
            assert [line["at"] for line in payloads(path)] == [""] * 3
        assert ("lessons", "l2") not in read(path)

    @pytest.mark.parametrize("value", [math.nan, math.inf, "half \ud83d", {1, 2}])
    def test_what_json_cannot_say_is_refused_and_changes_nothing(self, path: Path, value: object) -> None:
        """It would come back as nothing, or stop the closing of the day that has it."""
        with database_at(path) as database:
            before = path.read_bytes()
            with pytest.raises((ValueError, TypeError)):
                database.table("lessons").insert({"id": "l1", "value": value})
            assert path.read_bytes() == before
            assert database.table("lessons").all() == []

    def test_there_is_no_second_road_beside_a_session(self, path: Path) -> None:
        """What came by it would not be in the session's memory, and an undo could write over it."""
        opened = open_at(path)
        assert not hasattr(opened.store, "database")
        with pytest.raises(StoreError, match="locked"), database_at(path):
            pass
        opened.store.close()

    def test_an_answer_has_its_time_and_what_comes_after_a_paper_has_its_own(self, path: Path) -> None:
        session = session_at(path)
        session.do(said("One"))
        session.do(reword_answer("c1", "Two"))
        assert all(line["at"] for line in payloads(path))
        session.close()

    def test_changing_what_a_query_returned_changes_no_record(self, tmp_path: Path) -> None:
        path = make(tmp_path / "sample.lspw", sample_records())
        before = read(path)
        with database_at(path) as database:
            for _ in range(2):
                for document in database.table("ballots").search(tinydb.where("id").exists()):
                    assert document["options"]
                    document["options"].clear()
            database.table("lessons").insert({"id": "l9", "text": "So that the file is written anew"})
        after = read(path)
        del after["lessons", "l9"]
        assert after == before


class TestSecrecy:
    """Nothing in the file may tell who voted how, not even to somebody who knows how journals work."""

    PEOPLE = tuple(Participant(id=f"p{number}", name=f"Person {number}", attended=True) for number in range(30))

    def voted(self, path: Path, secrecy: Secrecy) -> list[str]:
        """A ballot in which person n puts n on the paper; ids of the papers in the order they came."""
        ballot = Ballot(
            id="b1",
            title="Which?",
            method=Method.DOTS,
            secrecy=secrecy,
            status=BallotStatus.OPEN,
            options=(BallotOption(id="o", label="O"),),
            eligible=30,
            eligible_ids=tuple(each.id for each in self.PEOPLE),
        )
        make(path, (*SMALL, *self.PEOPLE, ballot))
        session = session_at(path)
        papers = []
        for number in range(len(self.PEOPLE)):
            papers.append(session.do(ballots.cast_vote("b1", {"o": number})).new(Vote).id)
            if number % 10 == 9:
                session.do(ballots.record_turnout("b1", [each.id for each in self.PEOPLE[number - 9 : number + 1]]))
        session.do(said("Between the papers"))
        self.lines = payloads(path)
        session.close()
        return papers

    def test_papers_lie_shuffled_in_a_closed_file(self, tmp_path: Path) -> None:
        path = tmp_path / "day.lspw"
        came = self.voted(path, Secrecy.SECRET)
        lie = [record_id for collection, record_id in read(path) if collection == "votes"]
        assert sorted(lie) == sorted(came)
        assert lie != came
        raw = json.loads(path.read_text(encoding="utf-8"))["votes"]
        assert [raw[number]["id"] for number in sorted(raw, key=int)] != came

    def test_lines_of_papers_and_turnout_have_no_time_and_never_meet(self, tmp_path: Path) -> None:
        self.voted(tmp_path / "day.lspw", Secrecy.SECRET)
        assert len(self.lines) == 34
        for line in self.lines:
            tables = {write[0] for write in line["writes"]}  # type: ignore[attr-defined]
            assert len(tables & {"votes", "turnout"}) < 2
            if tables & {"votes", "turnout"}:
                assert line["at"] == ""
                assert HISTORY not in tables

    @pytest.mark.parametrize("secrecy", Secrecy)
    def test_the_history_never_speaks_of_papers_or_turnout(self, tmp_path: Path, secrecy: Secrecy) -> None:
        path = tmp_path / "day.lspw"
        self.voted(path, secrecy)
        history = json.loads(path.read_text(encoding="utf-8"))[HISTORY]
        tables = {table for entry in history.values() for table, _, _ in entry["before"]}
        assert "answers" in tables
        assert not tables & {"votes", "turnout"}

    def test_a_new_file_and_a_repaired_one_have_them_shuffled_too(self, tmp_path: Path) -> None:
        votes = tuple(Vote(id=f"v{n:02}", ballot_id="b1") for n in range(40))
        ballot = Ballot(id="b1", title="Which?", method=Method.DOTS)
        path = make(tmp_path / "day.lspw", (*SMALL, ballot, *votes))
        lie = [record_id for collection, record_id in read(path) if collection == "votes"]
        assert sorted(lie) == [vote.id for vote in votes] != lie

    def test_turnout_is_kept_in_the_order_of_the_electorate(self, tmp_path: Path) -> None:
        path = tmp_path / "day.lspw"
        self.voted(path, Secrecy.SECRET)
        session = session_at(path)
        turnout = session.workshop.get(Turnout, "b1")
        assert turnout.participant_ids == tuple(each.id for each in self.PEOPLE)
        session.close()


class TestReading:
    def test_a_reader_needs_no_lock_and_sees_what_is_saved_so_far(self, path: Path) -> None:
        session = session_at(path)
        session.do(said("One"))
        opened = opening.open_for_reading(path, rescue_folder=path.parent)
        assert opened.store.read_only
        assert [each.text for each in opened.workshop.all(Answer)][-1] == "One"
        session.do(said("Two"))
        session.close()

    def test_a_viewer_can_change_nothing(self, path: Path) -> None:
        opened = opening.open_for_reading(path, rescue_folder=path.parent)
        before = path.read_bytes()
        with pytest.raises(NotSaved, match="read_only"):
            session_of(opened).do(said("One"))
        assert path.read_bytes() == before

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("empty.lspw", b""),
            ("picture.lspw", b"\x89PNG\r\n\x1a\n" + bytes(300)),
            ("foreign.lspw", b'{"people": [1, 2, 3]}'),
            ("tinydb.lspw", b'{"_default": {"1": {"name": "Somebody"}}}'),
            ("list.lspw", b"[]"),
        ],
    )
    def test_what_is_no_workshop_is_said_to_be_none(self, tmp_path: Path, name: str, content: bytes) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        for attempt in (open_at, read):
            with pytest.raises(StoreError, match="not_a_workshop"):
                attempt(path)
        assert path.read_bytes() == content
        assert [each.name for each in tmp_path.iterdir()] == [name]

    def test_a_folder_and_a_pipe_are_no_workshops_and_nobody_waits_for_them(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        if sys.platform != "win32":
            os.mkfifo(pipe)
        for place in (tmp_path, *tmp_path.iterdir()):
            for attempt in (open_at, read):
                with pytest.raises(StoreError, match="not_a_workshop"):
                    attempt(place)

    def test_a_file_that_is_not_there_is_not_made(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="not_found"):
            open_at(tmp_path / "nothing.lspw")
        assert list(tmp_path.iterdir()) == []

    def test_a_newer_file_is_left_alone_and_the_version_named(self, tmp_path: Path) -> None:
        """Opened by an old program, the new one's work would be lost."""
        path = in_use(tmp_path / "day.lspw", "One")
        newer = path.read_bytes().replace(b'"schema":1', b'"schema":2', 1).replace(b'"0.1.0"', b'"9.1.0"', 1)
        blank = newer[:512].replace(newer[newer.index(b'"head_crc":"') + 12 :][:8], b"00000000", 1)
        crc = checksum(blank).encode()
        path.write_bytes(blank.replace(b'"head_crc":"00000000"', b'"head_crc":"' + crc + b'"', 1) + newer[512:])
        before = path.read_bytes()
        for attempt in (open_at, read):
            with pytest.raises(StoreError, match="newer") as refusal:
                attempt(path)
            assert refusal.value.values["needs"] == "9.1.0"
        assert path.read_bytes() == before
        assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_captures_cost_the_same_however_long_the_journal_is(path: Path) -> None:
    """Counted in bytes, not seconds: nothing is rewritten during the day."""
    session = session_at(path)
    sizes = []
    for number in range(200):
        before = path.stat().st_size
        session.do(said(f"Answer {number:03}"))
        sizes.append(path.stat().st_size - before)
    assert max(sizes) - min(sizes) < 20
    session.close()


def test_shuffling_depends_on_chance_alone() -> None:
    documents = {number: {"id": str(number)} for number in range(1, 8)}
    orders = [shuffled(documents, random.Random(seed)) for seed in range(50)]
    found = {tuple(each["id"] for each in order.values()) for order in orders}
    assert len(found) > 40
