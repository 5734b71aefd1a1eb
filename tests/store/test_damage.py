"""Files that a crash, a bad stick or a sync client was at: a result or a named error, and nothing lost in silence."""

import dataclasses
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from lsp_workshop.domain.doubt import DOUBTFUL
from lsp_workshop.domain.edits.capture import mark, reword_answer
from lsp_workshop.domain.model import DETAILS_ID
from lsp_workshop.store import lock, opening, recovery, rescue
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.format import HEAD_SIZE, checksum, head_line, line_of, read_contents, read_head
from lsp_workshop.store.interchange import write_interchange
from lsp_workshop.store.recovery import Salvage, salvage_bytes
from lsp_workshop.store.workshop_store import HISTORY
from tests.store.files import (
    SMALL,
    State,
    answers,
    in_use,
    make,
    open_at,
    read,
    said,
    sample_records,
    session_at,
    state,
)

TEXTS = ("First thing said", "Second thing said", "Third thing said")


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A body and three lines of journal."""
    return in_use(tmp_path / "day.lspw", *TEXTS)


def steps(path: Path) -> list[State]:
    """What the file said after 0, 1, 2... transactions."""
    data = path.read_bytes()
    entries = read_contents(data, path).entries
    ends = [entries[0].end - len(data[: entries[0].end].splitlines(keepends=True)[-1]), *(each.end for each in entries)]
    found = []
    for end in ends:
        path.write_bytes(data[:end])
        found.append(read(path))
    path.write_bytes(data)
    return found


def verdict(path: Path, possible: list[State]) -> str:
    """How reading a damaged file ends: the code of an error, "same", or "mentioned" (an earlier state, and said so)."""
    try:
        found = read(path)
        findings = recovery.check(path)
    except StoreError as error:
        return error.code
    codes = {finding.code for finding in findings}
    if found == possible[-1] and not codes:
        return "same"
    assert found in possible, "other records than were ever written"
    assert codes & {"torn_tail", "damaged_tail"}, "records are missing and nothing is said"
    return "damage mentioned" if any(finding.is_damage for finding in findings) else "tear mentioned"


def salvaged_records(salvage: Salvage) -> Iterator[tuple[str, dict[str, object], bool]]:
    for table, documents in salvage.tables.items():
        if table != HISTORY:
            for document in documents.values():
                bare = {name: value for name, value in document.items() if name != DOUBTFUL}
                yield table, bare, DOUBTFUL in document


def whole_are_true(salvage: Salvage, truth: list[State]) -> None:
    """What salvage calls whole was written like that at some time."""
    known = [documents for each in truth for documents in each.values()]
    for _, document, is_doubtful in salvaged_records(salvage):
        assert is_doubtful or any(document.items() <= each.items() for each in known)


@pytest.mark.parametrize("flip", [0x01, 0x80, 0xFF], ids=hex)
def test_a_flip_in_any_byte_is_found(crashed: Path, flip: int) -> None:
    """Otherwise an answer would say something else in print than in the room, and nobody would know."""
    data, possible = crashed.read_bytes(), steps(crashed)
    verdicts: dict[str, int] = {}
    for place in range(len(data)):
        broken = bytearray(data)
        broken[place] ^= flip
        crashed.write_bytes(broken)
        found = verdict(crashed, possible)
        verdicts[found] = verdicts.get(found, 0) + 1
        assert found != "same", f"the flip at byte {place} was not noticed"
        assert found != "tear mentioned", f"damage at byte {place} was taken for a crash that lost nothing"
        salvage = salvage_bytes(bytes(broken))
        whole_are_true(salvage, possible)
        lost = len(possible[-1]) - salvage.whole - salvage.doubtful
        assert salvage.lost >= lost, f"{lost} records are gone after the flip at {place} and not counted"
        # Two where it is the line ending between them that was hit.
        assert lost <= 2, f"the flip at byte {place} cost {lost} records"
    assert set(verdicts) <= {"damaged", "not_a_workshop", "damage mentioned"}


def test_a_flip_anywhere_in_the_sample_is_found_and_costs_next_to_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "sample.lspw", sample_records())
    data, truth = path.read_bytes(), [read(path)]
    chance = random.Random(20260312)
    for _ in range(60):
        place = chance.randrange(len(data))
        broken = bytearray(data)
        broken[place] ^= chance.randrange(1, 256)
        path.write_bytes(broken)
        assert verdict(path, truth) in {"damaged", "not_a_workshop"}
        salvage = salvage_bytes(bytes(broken))
        whole_are_true(salvage, truth)
        assert len(truth[0]) - salvage.whole - salvage.doubtful in (0, 1, 2)
        assert salvage.lost == len(truth[0]) - salvage.whole - salvage.doubtful


def test_cut_anywhere_in_the_journal_it_opens_with_whole_transactions(tmp_path: Path) -> None:
    """A power cut in the middle of a write: what was shown as saved is there, what was half written is not."""
    path = make(tmp_path / "day.lspw")
    session = session_at(path)
    session.do(said(TEXTS[0]))
    session.do(reword_answer("c1", "Other words"))
    session.do(mark(["c1", "c2"], "headline", True))
    data = path.read_bytes()
    session.close()
    path.write_bytes(data)
    possible = steps(path)
    ends = [each.end for each in read_contents(data, path).entries]
    body = read_head(data, path).body_end
    for cut in range(body, len(data) + 1):
        path.write_bytes(data[:cut])
        whole = sum(end <= cut for end in ends)
        opened = open_at(path)
        assert state(opened.workshop) == possible[whole]
        torn = cut - max([body, *(end for end in ends if end <= cut)])
        assert [remark.code for remark in opened.remarks] == (["torn_tail"] if torn else [])
        if torn:
            kept = opened.remarks[0].values["kept"]
            assert isinstance(kept, Path)
            assert kept.read_bytes() == data[cut - torn : cut]
            assert kept.parent == path.parent
            kept.unlink()
        opened.store.close()
        assert read(path) == possible[whole]


def test_cut_in_the_head_or_body_it_is_damaged_and_left_alone(crashed: Path) -> None:
    data = crashed.read_bytes()
    for cut in range(read_head(data, crashed).body_end):
        crashed.write_bytes(data[:cut])
        with pytest.raises(StoreError) as refusal:
            open_at(crashed)
        assert refusal.value.code == ("not_a_workshop" if cut < len('{"_meta"') else "damaged")
        assert crashed.read_bytes() == data[:cut]


@pytest.mark.parametrize("zeros", [1, 2, 511, 4096, 100_000])
def test_a_tail_of_zeros_is_cut_off(crashed: Path, zeros: int) -> None:
    """What some file systems leave of a file that was growing when the power went."""
    before = read(crashed)
    with crashed.open("ab") as file:
        file.write(bytes(zeros))
    opened = open_at(crashed)
    assert state(opened.workshop) == before
    assert [remark.code for remark in opened.remarks] == ["torn_tail"]
    opened.store.close()
    assert recovery.check(crashed) == []


def test_half_a_line_and_zeros_where_the_rest_was_to_come(crashed: Path) -> None:
    possible, data = steps(crashed), crashed.read_bytes()
    last = read_contents(data, crashed).entries[1].end
    for written in range(1, len(data) - last, 7):
        crashed.write_bytes(data[: last + written] + bytes(len(data) - last - written))
        assert verdict(crashed, possible) in ("tear mentioned", "damage mentioned")
        assert read(crashed) == possible[-2]


def test_a_last_line_without_its_ending_was_never_acknowledged(crashed: Path) -> None:
    possible, data = steps(crashed), crashed.read_bytes()
    crashed.write_bytes(data[:-1])
    assert verdict(crashed, possible) == "tear mentioned"
    assert read(crashed) == possible[-2]


def test_a_valid_line_after_a_bad_one_is_damage_not_a_crash(crashed: Path) -> None:
    """The later line proves that the bad one had been saved: cutting there would lose what people saw as saved."""
    data = crashed.read_bytes()
    second = read_contents(data, crashed).entries[0].end
    broken = bytearray(data)
    broken[second + 40] ^= 1
    crashed.write_bytes(broken)
    for attempt in (open_at, read):
        with pytest.raises(StoreError, match="damaged") as refusal:
            attempt(crashed)
        assert refusal.value.values["where"] == "its journal at entry 2"
    assert crashed.read_bytes() == broken


def test_a_line_that_stands_twice_or_is_missing_is_damage(crashed: Path) -> None:
    data = crashed.read_bytes()
    start, second, third = (each.end for each in read_contents(data, crashed).entries)
    for broken in (data[:start] + data[second:], data + data[second:third]):
        crashed.write_bytes(broken)
        with pytest.raises(StoreError, match="damaged"):
            open_at(crashed)


def test_lines_of_another_workshop_are_not_taken_for_ones_own(crashed: Path, tmp_path: Path) -> None:
    other = in_use(tmp_path / "other.lspw", "Said elsewhere")
    line = other.read_bytes().splitlines(keepends=True)[-1]
    before = read(crashed)
    crashed.write_bytes(crashed.read_bytes() + line)
    assert read(crashed) == before
    assert [finding.code for finding in recovery.check(crashed)] == ["damaged_tail"]


def test_a_damaged_last_line_is_kept_beside_the_file_and_told(crashed: Path) -> None:
    """It was complete once, so it may have been shown as saved: nobody may be told that nothing is missing."""
    data = crashed.read_bytes()
    last = read_contents(data, crashed).entries[1].end
    broken = bytearray(data)
    broken[last + 60] ^= 4
    crashed.write_bytes(broken)
    (remark,) = (opened := open_at(crashed)).remarks
    opened.store.close()
    assert remark.code == "damaged_tail"
    assert isinstance(remark.values["kept"], Path)
    assert remark.values["kept"].read_bytes() == broken[last:]


def test_a_damaged_tail_that_cannot_be_kept_is_not_cut(crashed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = bytearray(crashed.read_bytes())
    broken[-20] ^= 4
    crashed.write_bytes(broken)

    def refuse(path: Path, data: bytes, mode: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(rescue, "create_file", refuse)
    with pytest.raises(StoreError, match="damaged") as refusal:
        open_at(crashed)
    assert refusal.value.values["where"] == "its last change"
    assert crashed.read_bytes() == broken


class TestRepair:
    def repaired(self, path: Path) -> tuple[Salvage, State]:
        out = path.with_name("repaired.lspw")
        out.unlink(missing_ok=True)
        salvage = recovery.repair(path, out)
        return salvage, read(out)

    def broken(self, path: Path, old: bytes, new: bytes) -> None:
        data = path.read_bytes()
        assert data.count(old) == 1
        path.write_bytes(data.replace(old, new))

    def test_of_a_sound_file_everything_is_whole(self, crashed: Path) -> None:
        salvage, found = self.repaired(crashed)
        assert (salvage.whole, salvage.doubtful, salvage.lost) == (len(SMALL) + 3, 0, 0)
        assert found == read(crashed)

    def test_of_a_file_that_was_sent_as_text_everything_is_whole(self, crashed: Path) -> None:
        """A mail or a transfer program took it for text and ended each line as Windows does: the day is all there."""
        said = read(crashed)
        crashed.write_bytes(crashed.read_bytes().replace(b"\n", b"\r\n"))
        salvage, found = self.repaired(crashed)
        assert (salvage.whole, salvage.doubtful, salvage.lost, salvage.missing) == (len(SMALL) + 3, 0, 0, 0)
        assert found == said

    @pytest.mark.parametrize("by", ["an editor", "stock TinyDB"])
    def test_of_a_file_that_another_program_wrote_all_is_there_and_what_it_changed_is_marked(
        self, tmp_path: Path, by: str
    ) -> None:
        """It is plain JSON, so somebody will: laid out anew, it is no file of this program, and every word is in it."""
        path = make(tmp_path / "day.lspw", sample_records())
        said = read(path)
        if by == "stock TinyDB":
            with TinyDB(path, encoding="utf-8") as database:
                database.table("answers").update({"text": "In other words"}, doc_ids=[1])
        else:
            path.write_text(json.dumps(json.loads(path.read_bytes()), indent=2), encoding="utf-8-sig")
        with pytest.raises(StoreError):
            open_at(path)
        salvage, found = self.repaired(path)
        changed = [key for key in said if found[key] != said[key]]
        assert (salvage.doubtful, salvage.lost, salvage.missing) == (len(changed), 0, 0)
        assert found.keys() == said.keys()
        if by == "an editor":
            assert changed == []
        else:
            (key,) = changed
            assert (found[key]["text"], found[key][DOUBTFUL]) == ("In other words", True)

    def test_a_word_that_was_hit_is_kept_and_marked(self, crashed: Path) -> None:
        self.broken(crashed, b"Buses stop at seven", b"Buses stop at Xeven")
        salvage, found = self.repaired(crashed)
        assert (salvage.whole, salvage.doubtful, salvage.lost) == (len(SMALL) + 2, 1, 0)
        assert found["answers", "c1"]["text"] == "Buses stop at Xeven"
        assert found["answers", "c1"][DOUBTFUL] is True
        assert answers(found)[-3:] == list(TEXTS)
        codes = [finding.code for finding in recovery.check(crashed.with_name("repaired.lspw"))]
        assert codes == ["doubtful"]

    def test_the_mark_stays_when_work_goes_on(self, crashed: Path) -> None:
        self.broken(crashed, b"Buses stop at seven", b"Buses stop at Xeven")
        self.repaired(crashed)
        out = crashed.with_name("repaired.lspw")
        session = session_at(out)
        session.do(mark(["c1"], "headline", True))
        session.close()
        assert read(out)["answers", "c1"][DOUBTFUL] is True

    def test_a_record_that_cannot_be_read_is_counted_as_lost(self, crashed: Path) -> None:
        self.broken(crashed, b'"text":"Buses stop at seven"', b'"text":"Buses stop at seven ')
        salvage, found = self.repaired(crashed)
        assert (salvage.whole, salvage.doubtful, salvage.lost) == (len(SMALL) + 2, 0, 1)
        assert ("answers", "c1") not in found

    def test_a_file_that_was_cut_short_says_that_more_is_lost_than_can_be_counted(self, tmp_path: Path) -> None:
        """ "1 lost" would be believed, and the rest of the day thrown away with the file."""
        path = make(tmp_path / "day.lspw")
        data = path.read_bytes()
        path.write_bytes(data[: len(data) * 3 // 4])
        salvage, _ = self.repaired(path)
        assert salvage.missing == len(data) - len(data) * 3 // 4
        path.write_bytes(data)
        assert self.repaired(path)[0].missing == 0

    def test_a_file_without_its_first_block_is_known_to_hold_records(self, tmp_path: Path) -> None:
        path = make(tmp_path / "day.lspw")
        whole = read(path)
        path.write_bytes(bytes(HEAD_SIZE) + path.read_bytes()[HEAD_SIZE:])
        assert recovery.holds_records(path)
        salvage, found = self.repaired(path)
        assert (salvage.doubtful, salvage.lost) == (0, 0)
        assert found == whole
        foreign = tmp_path / "holiday.jpg"
        foreign.write_bytes(bytes(range(256)) * 40)
        assert not recovery.holds_records(foreign)
        assert not recovery.holds_records(tmp_path / "missing.lspw")

    def test_the_line_that_opens_a_table_costs_nothing(self, crashed: Path) -> None:
        """Or all answers would go with one byte, or turn up as something else."""
        self.broken(crashed, b'"answers":{\n', b'"answExs":{\n')
        salvage, found = self.repaired(crashed)
        assert (salvage.whole, salvage.doubtful, salvage.lost) == (len(SMALL) + 3, 0, 0)
        assert answers(found) == answers(read(in_use(crashed.with_name("same.lspw"), *TEXTS)))

    def test_without_checksums_everything_is_doubtful_and_nothing_lost(self, crashed: Path) -> None:
        self.broken(crashed, b'"_sums":', b'"_sXms":')
        salvage, found = self.repaired(crashed)
        assert salvage.whole == 3  # those of the journal, which has its own
        assert salvage.doubtful == len(SMALL)
        assert {key for key in found if key[0] != "answers"} == {
            (each.collection, each.id) for each in SMALL if each.collection != "answers"
        }

    def test_an_id_that_turned_into_anothers_does_not_push_that_one_out(self, crashed: Path) -> None:
        self.broken(crashed, b'{"id":"c2"', b'{"id":"c1"')
        salvage, found = self.repaired(crashed)
        assert (salvage.doubtful, salvage.lost) == (1, 0)
        assert found["answers", "c1"]["text"] == "Buses stop at seven"
        assert found["answers", "c1-doubtful"]["text"] == "“Nobody asked us” – 20 people"

    def test_the_files_id_is_known_twice_so_that_the_journal_can_be_read(self, crashed: Path) -> None:
        data = crashed.read_bytes()
        place = data.index(b'"file_id":"') + 11
        crashed.write_bytes(data[:place] + b"x" + data[place + 1 :])
        salvage, found = self.repaired(crashed)
        assert (salvage.doubtful, salvage.lost) == (0, 0)
        assert answers(found)[-3:] == list(TEXTS)

    def test_a_bad_line_of_the_journal_costs_itself(self, crashed: Path) -> None:
        self.broken(crashed, b'"text":"Second thing said', b'"text":"SecXnd thing said')
        salvage, found = self.repaired(crashed)
        assert (salvage.whole, salvage.lost) == (len(SMALL) + 2, 1)
        assert answers(found)[-2:] == ["First thing said", "Third thing said"]

    def test_lost_details_are_made_up_and_marked(self, crashed: Path) -> None:
        self.broken(crashed, b'"title":"Away-day"', b'"title":"Away-day ')
        salvage, found = self.repaired(crashed)
        assert found["workshop", DETAILS_ID][DOUBTFUL] is True
        assert salvage.lost >= 1

    def test_it_writes_over_nothing_and_leaves_the_damaged_file_alone(self, crashed: Path) -> None:
        self.broken(crashed, b'"text":"Second thing said', b'"text":"SecXnd thing said')
        before = crashed.read_bytes()
        with pytest.raises(StoreError, match="exists"):
            recovery.repair(crashed, crashed)
        self.repaired(crashed)
        assert crashed.read_bytes() == before

    def test_of_a_picture_nothing_is_made(self, tmp_path: Path) -> None:
        path = tmp_path / "picture.lspw"
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5000))
        with pytest.raises(StoreError, match="nothing_to_salvage"):
            recovery.repair(path, tmp_path / "out.lspw")
        assert [each.name for each in tmp_path.iterdir()] == [path.name]


def outcome(attempt: Callable[[Path], object], path: Path) -> str:
    try:
        attempt(path)
    except StoreError as error:
        return error.code
    return "done"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_done_to_a_file_ends_in_a_result_or_a_named_error(crashed: Path, data: st.DataObject) -> None:
    broken = bytearray(crashed.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(broken)))
        size = data.draw(st.integers(0, 600))
        put = data.draw(st.one_of(st.just(b""), st.binary(max_size=600), st.just(bytes(size))))
        broken[start : start + size] = put
    target = crashed.with_name("broken.lspw")
    target.write_bytes(broken)
    out = crashed.with_name("out.lspw")
    out.unlink(missing_ok=True)
    for attempt in (read, recovery.check, lambda path: recovery.repair(path, out)):
        assert outcome(attempt, target) in {"done", "not_a_workshop", "damaged", "nothing_to_salvage"}
    if out.exists():
        read(out)


class TestDoubtful:
    """What a repair could read but not vouch for is said at every opening, and is nobody else's business."""

    @pytest.fixture
    def repaired(self, crashed: Path) -> Path:
        data = bytearray(crashed.read_bytes())
        data[data.index(b"Buses stop")] ^= 1
        crashed.write_bytes(data)
        out = crashed.with_name("repaired.lspw")
        assert recovery.repair(crashed, out).doubtful == 1
        return out

    def test_opening_says_how_many_there_are(self, repaired: Path) -> None:
        opened = open_at(repaired)
        opened.store.close()
        reading = opening.open_for_reading(repaired, rescue_folder=repaired.parent)
        for remarks in (opened.remarks, reading.remarks):
            assert [(each.code, each.values) for each in remarks] == [("doubtful", {"count": 1})]

    def test_the_mark_is_in_no_export(self, repaired: Path, tmp_path: Path) -> None:
        out = tmp_path / "out.json"
        write_interchange(opening.open_for_reading(repaired, rescue_folder=tmp_path).workshop, out)
        assert DOUBTFUL not in out.read_text(encoding="utf-8")


def test_a_file_without_the_workshops_details_is_damaged(tmp_path: Path) -> None:
    """Nothing on any screen could be shown; the sentence says how to save the rest."""
    path = tmp_path / "day.lspw"
    opening.create_workshop(path, SMALL[1:])
    for attempt in (open_at, read):
        with pytest.raises(StoreError) as refusal:
            attempt(path)
        assert refusal.value.code == "damaged"
        assert "details" in str(refusal.value.values["where"])
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b'{"answers": 5}', b'{"answers": {"x": {}}}', b'{"x":NaN}', b"[" * 100_000]
)
def test_a_body_that_somebody_made_up_is_damaged_however_well_its_checksum_fits(tmp_path: Path, body: bytes) -> None:
    path = make(tmp_path / "day.lspw")
    rest = body.removeprefix(b"{") + b"\n"
    head = dataclasses.replace(read_head(path.read_bytes(), path), body_bytes=len(rest), body_crc=checksum(rest))
    path.write_bytes(head_line(head) + rest)
    for attempt in (open_at, read):
        with pytest.raises(StoreError, match="damaged"):
            attempt(path)


# --- files that somebody made on purpose ----------------------------------------------------------------------

NONSENSE: list[object] = [None, True, -1, 0, 1.5, 10**30, "", "1", "\ud800", "ü", [], {}, [[1]]]
FIELDS = ("file_id", "schema", "seq", "body_bytes", "body_crc", "written_by", "head_crc", "format")


def crafted(meta: dict[str, object], rest: bytes) -> bytes:
    """A file with this first line, whose checksum agrees."""
    blank = json.dumps({"_meta": {"1": {**meta, "head_crc": "00000000", "pad": ""}}}, separators=(",", ":"))
    meta = {**meta, "head_crc": "00000000", "pad": " " * max(0, HEAD_SIZE - len(blank) - 1)}
    line = json.dumps({"_meta": {"1": meta}}, separators=(",", ":")).encode()[:-1] + b",\n"
    return line.replace(b'"head_crc":"00000000"', b'"head_crc":"%s"' % checksum(line).encode(), 1) + rest


def all_ways_in(path: Path) -> set[str]:
    """The codes of the refusals; "" for a way in that is open."""
    found = set()
    for way in (open_at, read, recovery.check, lambda each: recovery.repair(each, each.with_name("out.lspw"))):
        try:
            opened = way(path)
        except StoreError as error:
            found.add(error.code)
        else:
            found.add("")
            if isinstance(opened, opening.Opened):
                opened.store.close()
        path.with_name("out.lspw").unlink(missing_ok=True)
    return found


def meta_of(data: bytes) -> dict[str, object]:
    meta: dict[str, object] = json.loads(data[:HEAD_SIZE].rstrip(b",\n") + b"}")["_meta"]["1"]
    return meta


def test_a_crafted_head_that_says_the_same_opens(tmp_path: Path) -> None:
    """Or the next test would refuse everything for another reason."""
    path = make(tmp_path / "day.lspw")
    path.write_bytes(crafted(meta_of(path.read_bytes()), path.read_bytes()[HEAD_SIZE:]))
    assert all_ways_in(path) == {""}


@pytest.mark.parametrize("name", FIELDS)
def test_a_crafted_head_is_refused_in_words(tmp_path: Path, name: str) -> None:
    """A file that came by mail ends in a sentence, whatever its first line says; never in a program that is gone."""
    path = make(tmp_path / "day.lspw")
    data = path.read_bytes()
    for value in NONSENSE:
        path.write_bytes(crafted({**meta_of(data), name: value}, data[HEAD_SIZE:]))
        assert all_ways_in(path) <= {"", "damaged", "not_a_workshop", "newer"}, value
        assert not lock.note_path(path).exists()
    for each in (None, 0, -1, "1", True):
        path.write_bytes(crafted({**meta_of(data), "schema": each}, data[HEAD_SIZE:]))
        with pytest.raises(StoreError, match="damaged"):
            open_at(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changed=st.dictionaries(st.sampled_from(FIELDS), st.none() | st.integers() | st.text(max_size=9) | st.floats()))
def test_any_crafted_head_is_refused_in_words(tmp_path: Path, changed: dict[str, object]) -> None:
    """As above, for what nobody thought of."""
    path = tmp_path / "day.lspw"
    path.unlink(missing_ok=True)
    data = make(path).read_bytes()
    path.write_bytes(crafted({**meta_of(data), **changed}, data[HEAD_SIZE:]))
    assert all_ways_in(path) <= {"", "damaged", "not_a_workshop", "newer"}


@pytest.mark.parametrize(
    "payload",
    [
        *(b"", b"7", b"{}", b"[]", b'{"writes":7}', b'{"writes":[[1]]}', b'{"writes":[["a",[],{}]]}', b"\xff"),
        *(b'{"writes":[["lessons",1,{"x":%s}]]}' % number for number in (b"NaN", b"-Infinity", b"1e999")),
    ],
)
def test_a_crafted_line_is_refused_in_words(tmp_path: Path, payload: bytes) -> None:
    """The same for the journal, whose checksum anybody may work out who reads how."""
    path = make(tmp_path / "day.lspw")
    head = read_head(path.read_bytes(), path)
    path.write_bytes(path.read_bytes() + line_of(head.file_id, head.sequence + 1, payload))
    for way in (open_at, read):
        with pytest.raises(StoreError, match="damaged"):
            way(path)
    assert [each.code for each in recovery.check(path)] == ["damaged"]
    # What is whole comes out of it.
    salvage = recovery.repair(path, path.with_name("out.lspw"))
    assert (salvage.whole, salvage.lost) == (len(SMALL), 1)
