"""Files with anything in them: opening gives a workshop or a named error, and a repair costs next to nothing."""

import itertools
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lsp_workshop.domain.edits.capture import reword_answer
from lsp_workshop.store import recovery
from lsp_workshop.store.errors import StoreError
from lsp_workshop.store.opening import open_for_reading
from tests.faults.day import NAME, RESCUED, Day, Records, open_in, put, record, records_of, said

PARTS = 4
OUT = "repaired.lspw"
UNDAMAGED = {"torn_tail"}
MARK = "_doubtful"


def short_day(day: Day) -> None:
    """A body of thirteen records, and a journal of four lines as a kill leaves it."""
    day.create()
    day.open()
    day.do(said("Before the night"))
    day.close()
    day.open()
    for words in ("First", "Second", "Third"):
        day.do(said(f"{words} thing said"))
    day.do(reword_answer("c1", "In other words"))
    day.kill()


@pytest.fixture
def sound(scratch: Path) -> bytes:
    """The bytes of a small file in use."""
    record(scratch, short_day)
    return (scratch / NAME).read_bytes()


def read(folder: Path) -> Records:
    return records_of(open_for_reading(folder / NAME, rescue_folder=folder / RESCUED))


def write(folder: Path, data: bytes) -> None:
    (folder / NAME).write_bytes(data)


def states_of(folder: Path, sound: bytes) -> list[Records]:
    """What the file said after each line of its journal, the last first."""
    lines = sound.splitlines(keepends=True)
    found = []
    while lines and lines[-1].startswith(b"~"):
        write(folder, b"".join(lines))
        found.append(read(folder))
        lines.pop()
    write(folder, b"".join(lines))
    return [*found, read(folder)]


def verdict(folder: Path, possible: list[Records]) -> str:
    """Opened for work, as a person does: "same", "said" where damage or a cut tail is told, or the code of an error.

    Fewer records, or others, and not a word about it would be the worst of all.
    """
    try:
        opened = open_in(folder)
    except StoreError as error:
        return error.code
    found = records_of(opened)
    codes = {remark.code for remark in opened.remarks}
    opened.store.close()
    if found == possible[0]:
        return "said" if codes else "same"
    assert found in possible, "other records than were ever saved"
    assert codes, "records are missing and nothing is said"
    return "said" if codes - UNDAMAGED else "taken for a tear"


def repair(folder: Path) -> recovery.Salvage | str:
    out = folder / OUT
    out.unlink(missing_ok=True)
    try:
        return recovery.repair(folder / NAME, out)
    except StoreError as error:
        return error.code


def lost_and_wrong(folder: Path, possible: list[Records]) -> tuple[int, int]:
    """How many records the repaired file has no more; and how many it has that nobody ever said, unmarked."""
    try:
        found = records_of(open_for_reading(folder / OUT, rescue_folder=folder / RESCUED))
    except StoreError:
        return len(possible[0]), 0
    truth = possible[0]
    known = {(key, repr(each)) for state in possible for key, each in state.items()}
    doubtful = {key for key, each in found.items() if MARK in each.extra}
    # One whose id was hit is there under another id, and marked.
    lost = max(0, len(truth.keys() - found.keys()) - len(doubtful - truth.keys()))
    wrong = sum((key, repr(each)) not in known for key, each in found.items() if key not in doubtful)
    return lost, wrong


@pytest.mark.parametrize("part", range(PARTS))
def test_every_place_at_which_a_file_can_be_cut_short(scratch: Path, sound: bytes, part: int) -> None:
    """A stick pulled out while the file was copied: an earlier state that says so, or a named error."""
    possible = states_of(scratch, sound)
    verdicts = Counter[str]()
    for size in range(part, len(sound), PARTS):
        put(scratch, {NAME: sound[:size]})
        verdicts[found_or_earlier(scratch, possible)] += 1
    assert set(verdicts) <= {"damaged", "not_a_workshop", "same", "earlier", "earlier, and said"}, verdicts
    assert verdicts["damaged"] > verdicts["earlier"]


def found_or_earlier(folder: Path, possible: list[Records]) -> str:
    """As `verdict`, but a file that ends with a whole line can't know of those that followed."""
    try:
        opened = open_in(folder)
    except StoreError as error:
        return error.code
    found, remarks = records_of(opened), opened.remarks
    opened.store.close()
    assert found in possible
    if found == possible[0]:
        return "same"
    return "earlier, and said" if remarks else "earlier"


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("turn", [0, 3])
def test_no_flipped_bit_is_silent_and_a_repair_costs_at_most_one_record(
    scratch: Path, sound: bytes, turn: int, part: int, record_property: Callable[[str, object], None]
) -> None:
    """Old sticks flip bits: an answer would say something else, or the day would be gone with one bit."""
    possible = states_of(scratch, sound)
    verdicts, costs = Counter[str](), Counter[int]()
    for place in range(part, len(sound), PARTS):
        broken = bytearray(sound)
        broken[place] ^= 1 << (place // PARTS + turn) % 8
        put(scratch, {NAME: bytes(broken)})
        salvage = repair(scratch)
        if isinstance(salvage, str):
            costs[len(possible[0])] += 1
        else:
            lost, wrong = lost_and_wrong(scratch, possible)
            assert not wrong, f"the flip at byte {place} put words into the repaired file that nobody said, unmarked"
            costs[lost] += 1
        verdicts[verdict(scratch, possible)] += 1
    record_property("verdicts", dict(verdicts))
    record_property("records lost", dict(costs))
    assert set(verdicts) <= {"damaged", "not_a_workshop", "said"}, verdicts
    assert costs[0] + costs[1] >= 0.98 * costs.total(), costs


def flips(data: bytes, start: int, stop: int) -> Iterator[bytes]:
    """Every bit of a part."""
    for place, bit in itertools.product(range(start, stop), range(8)):
        broken = bytearray(data)
        broken[place] ^= 1 << bit
        yield bytes(broken)


def must_tell_what_it_lost(folder: Path, damaged: Iterable[bytes], possible: list[Records], most: int) -> None:
    for data in damaged:
        put(folder, {NAME: data})
        salvage = repair(folder)
        assert not isinstance(salvage, str)
        lost, wrong = lost_and_wrong(folder, possible)
        assert not wrong
        assert lost <= most, f"{lost} records lost with one bit"
        assert salvage.lost >= lost, f"{lost} records lost, and {salvage.lost} are told"


def test_a_repaired_file_can_be_opened_whatever_bit_of_the_details_id_was_hit(scratch: Path, sound: bytes) -> None:
    """A file that nothing opens, made by the command that was to mend it."""
    place = sound.index(b'"id":"workshop"') + len('"id":"')
    must_tell_what_it_lost(scratch, flips(sound, place, place + len("workshop")), states_of(scratch, sound), 1)


def test_a_repair_is_no_worse_where_the_line_of_checksums_was_hit(scratch: Path, sound: bytes) -> None:
    """One bit in one name, and every answer of the day would be gone from the repaired file, with nothing said."""
    start = sound.index(b'"_sums"')
    must_tell_what_it_lost(scratch, flips(sound, start, sound.index(b"\n", start)), states_of(scratch, sound), 1)


def test_a_repair_is_no_worse_where_the_length_of_the_body_was_hit(scratch: Path, sound: bytes) -> None:
    """What lies behind a length that is too short would be taken for journal, and dropped."""
    ends = [place + 1 - 512 for place, byte in enumerate(sound) if byte == 10 and place > 512]
    noted = re.search(rb'"body_bytes":(\d+)', sound)
    assert noted is not None
    body = int(noted.group(1))
    damaged = [
        sound[: noted.start(1)] + b"%0*d" % (len(noted.group(1)), end) + sound[noted.end(1) :]
        for end in ends
        if end < body
    ]
    must_tell_what_it_lost(scratch, damaged, states_of(scratch, sound), 1)


def blocks(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """A block of the file zeroed, or with something else in it: what a failing disk gives."""
    for size in (16, 64, 512, 4096):
        for start in range(0, len(data), max(size // 2, 61)):
            length = min(size, len(data) - start)
            for rubbish in (bytes(length), chance.randbytes(length)):
                yield data[:start] + rubbish + data[start + length :]


def garbage_after(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """Bytes behind the end: of a file that was longer, or of another."""
    line = data.splitlines(keepends=True)[-1]
    for size in (1, 2, 9, 10, 11, 100, 4096):
        yield data + bytes(size)
        yield data + b"\n" * size
        yield data + b"~" * size
        for _ in range(12):
            yield data + chance.randbytes(size)
            yield data + line[: min(size, len(line) // 2)] + chance.randbytes(size)


def must_end_well(folder: Path, damaged: Iterable[bytes], possible: list[Records]) -> Counter[str]:
    verdicts = Counter[str]()
    for data in damaged:
        put(folder, {NAME: data})
        recovery_codes = check(folder)
        found = verdict(folder, possible)
        verdicts[found] += 1
        assert recovery_codes or found in {"same", "said", "not_a_workshop"}, f"check says nothing, opening {found}"
    return verdicts


def opening(folder: Path) -> str:
    """The code of the error in which an opening ends; nothing where it gives a workshop."""
    try:
        open_in(folder).store.close()
    except StoreError as error:
        return error.code
    return ""


def check(folder: Path) -> set[str]:
    try:
        return {finding.code for finding in recovery.check(folder / NAME)}
    except StoreError as error:
        return {error.code}


def test_blocks_that_a_failing_disk_gives(scratch: Path, sound: bytes) -> None:
    """A workshop or a named error; never an earlier state of the day with nothing said."""
    found = must_end_well(scratch, blocks(sound, random.Random(5)), states_of(scratch, sound))
    assert set(found) <= {"damaged", "not_a_workshop", "said", "taken for a tear"}, found
    assert found["damaged"] > 0


def test_rubbish_behind_the_end_costs_nothing(scratch: Path, sound: bytes) -> None:
    """All that was saved stands before it."""
    found = must_end_well(scratch, garbage_after(sound, random.Random(6)), states_of(scratch, sound))
    assert set(found) == {"said"}, found


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_edit_of_the_bytes_ends_in_a_workshop_or_a_named_error(
    scratch: Path, sound: bytes, data: st.DataObject
) -> None:
    """Whatever a sync client or an editor made of it, nobody is met by a traceback."""
    broken = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(broken)))
        size = data.draw(st.sampled_from([0, 1, 2, 8, 100, 512, 4000]))
        source = data.draw(st.integers(0, len(sound)))
        piece = st.one_of(
            st.binary(max_size=200),
            st.just(bytes(size)),
            st.just(sound[source : source + size]),
            st.sampled_from([b"\n", b"}", b'"', b"~", b'"1":{}', b"null", b"9" * 5000, b"[" * 3000, b"\xff\xfe"]),
        )
        broken[start : start + size] = data.draw(piece)
    put(scratch, {NAME: bytes(broken)})
    repaired = repair(scratch)
    assert isinstance(repaired, recovery.Salvage) or repaired in {"nothing_to_salvage", "newer"}
    if isinstance(repaired, recovery.Salvage):
        open_for_reading(scratch / OUT, rescue_folder=scratch / RESCUED)
    check(scratch)
    assert opening(scratch) in {"", "damaged", "not_a_workshop", "newer"}
