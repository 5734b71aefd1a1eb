"""File names out of typed words: whatever a title is, the file can be made on every system, and its date is in it."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lsp_workshop.documents import DOCUMENTS, document_kind, suggested_name
from lsp_workshop.domain.model import DETAILS_ID, Participant, WorkshopDetails
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.files import is_forbidden_on_windows, name_of_words

DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
LONGEST = max(len(f"-{kind.kind}{kind.suffix}") for kind in DOCUMENTS)


def day(title: str, date: str = "2026-03-12") -> Workshop:
    return Workshop([WorkshopDetails(id=DETAILS_ID, title=title, date=date)])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["", "2026-03-12", "spring, perhaps"]))
@example("CON", "")
@example("com1", "")
@example("../../etc/passwd", "")
@example("title. ", "")
@example("😀\ufe0f\u200d🎉", "")
@example("日本" * 200, "2026-03-12")
@example("a\u0301" * 300, "2026-03-12")
@example("\ud800", "")
@example("\u202egpj.exe", "")
def test_every_title_gives_a_name_that_every_system_takes(title: str, date: str) -> None:
    """Otherwise the record of a day called “CON”, or of one with a slash in it, cannot be saved when the room claps."""
    for name in (name_of_words(title, date) or "workshop", suggested_name(day(title, date), document_kind(".pdf"))):
        assert not re.search(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]', name)
        assert name.isprintable()
        assert name == name.strip(" .-") or name.endswith("_")
        assert not name.startswith(("-", "."))
        assert not DEVICES.fullmatch(name)
        # Windows takes a path of 260 letters; Linux a name of 255 bytes, an encrypted folder there one of 143.
        assert len(name) <= 60 + LONGEST
        assert len(name.encode("utf-8")) <= 143


@pytest.mark.parametrize(
    "name", ["CON.pdf", "nul", "com1.tar.gz", "LPT9 .txt", "a:b.pdf", "a?.pdf", "record.", "record ", "con"]
)
def test_what_windows_takes_for_something_else_is_known(name: str) -> None:
    """A record called “con.pdf” is written nowhere there, and nobody is told."""
    assert is_forbidden_on_windows(name)


@pytest.mark.parametrize(
    "name", ["record.pdf", "console.pdf", "a.con", "com10.pdf", "مستقبل.pdf", ".hidden", "a b.pdf"]
)
def test_other_names_are_as_good_there_as_anywhere(name: str) -> None:
    assert not is_forbidden_on_windows(name)


@given(st.text(max_size=40))
@settings(max_examples=15, deadline=None)
def test_the_names_can_be_made(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    """The rules of this system at least, tried on its disk."""
    folder = tmp_path_factory.getbasetemp()
    made = Path(folder / suggested_name(day(title), document_kind(".csv")))
    made.write_text("", encoding="utf-8")
    assert made.parent == folder
    assert made.exists()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Aldermouth: health & hope", "Aldermouth-health-hope-2026-03-12-record.pdf"),
        ("مستقبل کا اجلاس", "مستقبل-کا-اجلاس-2026-03-12-record.pdf"),
        ("हिन्दी कार्यशाला", "हिन्दी-कार्यशाला-2026-03-12-record.pdf"),
        ("NUL", "NUL-2026-03-12-record.pdf"),
        ("😀", "2026-03-12-record.pdf"),
        ("x" * 400, f"{'x' * 49}-2026-03-12-record.pdf"),
    ],
)
def test_a_name_is_read_as_it_was_typed_and_keeps_its_date(title: str, name: str) -> None:
    """Words torn at every vowel sign are no words, and a long title must not push the date out."""
    assert suggested_name(day(title), document_kind(".pdf")) == name


def test_a_day_without_words_still_has_a_name() -> None:
    assert suggested_name(day("", ""), document_kind(".docx")) == "workshop-record.docx"
    assert suggested_name(day("", ""), document_kind(".json")) == "workshop.json"


def test_a_name_without_consent_is_in_no_file_name() -> None:
    """The name of a file is read by everybody whom it is sent to, before they open it."""
    workshop = day("Farewell of Ann Lee")
    person = Participant(id="p", name="Ann Lee", named_in_record=False)
    workshop = Workshop([*workshop.records(), person])
    named = Workshop([workshop.details, dataclasses.replace(person, named_in_record=True)])
    for kind in DOCUMENTS:
        if not kind.names_everybody:
            assert "Ann" not in suggested_name(workshop, kind), kind
        assert ("Ann-Lee" in suggested_name(named, kind)) is not kind.public
