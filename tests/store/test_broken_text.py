"""Halves of characters, which no file can hold: refused or made whole where they come in, before anything stops."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from lsp_workshop.cli import main
from lsp_workshop.domain.doubt import is_doubtful
from lsp_workshop.domain.model import Answer, Record
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.messages import sentence
from lsp_workshop.session import NotSaved
from lsp_workshop.store import format as file_format
from lsp_workshop.store import interchange, opening, recovery
from lsp_workshop.store.errors import StoreError
from tests.store.files import SMALL, make, open_at, read

HALF = "half of a bus: \ud83d"
MARK = "MARK"


def with_answer(text: str) -> tuple[Record, ...]:
    return (*SMALL, Answer(id="c3", question_id="Q1", group_id="tA", text=text))


def crafted(path: Path, said: bytes) -> Path:
    """A file whose checksums agree and whose last answer says what this program would never write."""
    make(path, with_answer(MARK))
    data = path.read_bytes()
    head = file_format.read_head(data, path)
    body = data[file_format.HEAD_SIZE : head.body_end].replace(MARK.encode(), said)
    head = dataclasses.replace(head, body_bytes=len(body), body_crc=file_format.checksum(body))
    path.write_bytes(file_format.head_line(head) + body)
    return path


def test_a_new_workshop_refuses_them_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A title that was pasted with half of an emoji, or given by a terminal of another encoding, ends in a sentence."""
    path = tmp_path / "new.lspw"
    with pytest.raises(NotSaved, match="not_writable") as refused:
        opening.create_workshop(path, with_answer(HALF))
    assert "broken characters that no file can keep" in sentence(refused.value)
    assert "U+D83D" in sentence(refused.value)
    make(tmp_path / "old.lspw")
    capsys.readouterr()
    assert main(["follow-up", str(tmp_path / "old.lspw"), str(path), "--title", "caf\udce9"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["old.lspw"]


@pytest.mark.parametrize("said", [rb"half \ud83d", b"half \xed\xa0\xbd", rb"half \uDE8C"])
def test_a_file_with_them_does_not_open_and_is_repaired(tmp_path: Path, said: bytes) -> None:
    """Whoever opened it could not save its JSON at the end of the day; after a repair every other word is there."""
    path = crafted(tmp_path / "day.lspw", said)
    for way_in in (open_at, read):
        with pytest.raises(StoreError, match="damaged"):
            way_in(path)
    out = tmp_path / "out.lspw"
    recovery.repair(path, out)
    opened = open_at(out)
    answer = opened.workshop.get(Answer, "c3")
    assert answer.text.startswith("half �")
    assert is_doubtful(answer)
    assert len(opened.workshop.all(Answer)) == 3
    opened.store.close()


def test_a_line_of_the_journal_with_them_is_damage(tmp_path: Path) -> None:
    path = make(tmp_path / "day.lspw")
    head = file_format.read_head(path.read_bytes(), path)
    payload = rb'{"at":"","label":"x","writes":[["answers",9,{"id":"c9","question_id":"Q1","text":"\ud83d"}]]}'
    with path.open("ab") as file:
        file.write(file_format.line_of(head.file_id, head.sequence + 1, payload))
    with pytest.raises(StoreError, match="damaged"):
        open_at(path)


def test_both_halves_are_a_character_however_they_are_written(tmp_path: Path) -> None:
    """Another program may write an emoji with two escapes: it is whole, and no reason to refuse a day's work."""
    opened = open_at(crafted(tmp_path / "day.lspw", rb"a bus: \ud83d\ude8c"))
    assert opened.workshop.get(Answer, "c3").text == "a bus: 🚌"
    opened.store.close()


def test_the_interchange_takes_them_as_a_loss_that_can_be_seen(tmp_path: Path) -> None:
    """It comes in mended, which is told; and goes out whatever is in memory."""
    source, out = tmp_path / "source.json", tmp_path / "out.json"
    interchange.write_interchange(Workshop(with_answer(MARK)), source)
    source.write_bytes(source.read_bytes().replace(MARK.encode(), rb"half \ud83d"))
    imported = interchange.read_interchange(source)
    assert imported.workshop.get(Answer, "c3").text == "half �"
    assert len(imported.remarks) == 1
    interchange.write_interchange(Workshop(with_answer(HALF)), out)
    assert json.loads(out.read_text(encoding="utf-8"))["answers"][-1]["text"] == "half of a bus: �"
