"""Records of workshops that nobody planned for: whatever is typed comes out whole and never stops the export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from lsp_workshop.domain.framework import Framework
from lsp_workshop.domain.model import WorkshopDetails
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.export.pdf import write_record
from tests.export.made_up import bare, everywhere, people, with_answers
from tests.export.reading import annotations_of, fonts_of, page_texts, squeezed, whole_text
from tests.export.ua_check import check

Export = Callable[[Workshop], Path]

WORDS = "the buses stop at six and nobody in Upper Tarn can get home from the college "


def numbered(length: int) -> str:
    """Text of so many characters in which no two places read alike."""
    return "".join(f"{n} {WORDS[n % 40 : n % 40 + 30]} " for n in range(length // 30))[:length]


@pytest.mark.parametrize("length", [3_000, 20_000])
def test_a_long_answer_comes_out_whole(export: Export, length: int) -> None:
    """Otherwise the end of what somebody wrote down with care is lost."""
    text = numbered(length)
    assert len(text) == length
    assert squeezed(text) in _without_furniture(export(with_answers(text, "short")))


def test_a_word_without_an_end_comes_out_whole(export: Export) -> None:
    """Otherwise a pasted address or a cat on the keyboard runs off the page."""
    word = "".join(f"x{n}" for n in range(2_000))
    assert squeezed(word) in _without_furniture(export(with_answers(word)))


def _without_furniture(pdf: Path) -> str:
    """The text of the pages without header, page number and a table's header that comes again."""
    kept = []
    for text in page_texts(pdf):
        lines = [line.strip() for line in text.splitlines()]
        header = {"A day", "Workshop record · 12 March 2026", "A day Workshop record · 12 March 2026"}
        repeated = {"Table", "What they said", "Table What they said", "A", *header}
        kept += [line for line in lines if line not in repeated and not line.isdecimal()]
    return squeezed("".join(kept).replace("TableWhat they said", ""))


@pytest.mark.parametrize(
    "text",
    [
        '<img src="file:///etc/passwd"/>',
        "&amp; is not &, and < is not >",
        "<b>unclosed",
        "</para><para>",
        '<a href="javascript:alert(1)">x</a>',
        "<font name=nothing size=900>big</font>",
        "<!-- comment -->",
        "&#0; &nosuch;",
        "<br/><bullet>•</bullet>",
        "%s %(title)s {title} \\n (parentheses) \\) %%EOF",
    ],
)
def test_markup_is_printed_as_typed(export: Export, text: str) -> None:
    """Otherwise an answer reads a file from the disk, hides itself or stops the export."""
    pdf = export(everywhere(text))
    assert whole_text(pdf).count(squeezed(text)) > 10
    pages: list[Any] = list(PdfReader(pdf).pages)
    # The photo that was put there, and no other picture.
    assert [each.image.size for page in pages for each in page.images if each.image] == [(60, 80)]
    assert not any("/A" in annotation for annotation in annotations_of(pdf))


@pytest.mark.parametrize(
    "text",
    [
        "Mae’r bws olaf yn gadael am ŵyth, tŷ a gŵyl",
        "Zażółć gęślą jaźń, Łódź; Ελληνικά; Українська",
        "我们希望与社区伙伴一起制定行动计划",
        "Đường phố an toàn hơn",
        "저녁 버스가 필요합니다",
        "H₂O, 5 − 3 ≥ 2, → ✓ ☐ £12 €9",
        "نحتاج إلى حافلات مسائية لأن الناس يعملون",
        "ہمیں شام کی بسیں چاہئیں، بدھ کو 18:30 بجے",
        "צריך אוטובוסים בערב, קו 7",
        "हमें शाम की बसें चाहिए; क्षेत्र, प्रार्थना",
        "আমাদের সন্ধ্যার বাস দরকার; প্রতিষ্ঠান",
        "ਸਾਨੂੰ ਸ਼ਾਮ ਦੀਆਂ ਬੱਸਾਂ ਚਾਹੀਦੀਆਂ ਹਨ; ਸ੍ਰੀ",
        "અમને સાંજની બસો જોઈએ છે; ક્ષેત્ર, શ્રી",
        "எங்களுக்கு மாலை நேர பேருந்துகள் தேவை; ஸ்ரீ",
        "เราต้องการรถเมล์ตอนเย็น",
        "夕方のバスが必要です",
        "👍🏽 🚌 ✅ 😀",
    ],
)
def test_other_languages_come_back_as_typed(export: Export, text: str) -> None:
    """Otherwise a partner's own language turns into boxes, or can't be searched."""
    assert squeezed(text) in whole_text(export(with_answers(text)))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("ہمیں شام کی بسیں چاہئیں", "شاممیں"),
        ("אוטובוסים בערב", "ערב"),
        ("हमें शाम की बसें चाहिए", "हम"),
        ("আমাদের সন্ধ্যার বাস দরকার", "আম"),
        ("ਸਾਨੂੰ ਸ਼ਾਮ ਦੀਆਂ ਬੱਸਾਂ", "ਸ"),
        ("👍🏽 👩‍👩‍👧 🇬🇧 ❤️", "👍"),
    ],
)
def test_shaped_scripts_are_printed_with_their_own_font(export: Export, text: str, letters: str) -> None:
    """Otherwise the words of those who write Urdu or Hindi are boxes, or their letters stand apart."""
    pdf = export(with_answers(text))
    other = [f for f in fonts_of(pdf) if not any(w in f["/BaseFont"] for w in ("NotoSans-",))]
    assert other
    maps = b"".join(f["/ToUnicode"].get_data() for f in other)
    for letter in letters:
        assert letter.encode("utf-16-be").hex().upper().encode() in maps, letter


@pytest.mark.parametrize("text", ["བོད་ཡིག", "ᏣᎳᎩ", "\ue000", "𪚥 old ᚠᚢ", "1\ufe0f\u20e3 first"])
def test_a_letter_that_no_font_has_is_seen_to_be_missing(export: Export, text: str) -> None:
    """Otherwise there is an empty box, and nobody can find out what was meant."""
    pdf = export(with_answers(text))
    assert squeezed(text) in whole_text(pdf)
    assert check(pdf) == []


@pytest.mark.parametrize(
    "text", ["\ud800 lone", "nul\x00bell\x07", "turn\u202eed round\u2066", "soft\u00adhyphen\ufeff", ""]
)
def test_what_cannot_be_printed_stops_nothing(export: Export, text: str) -> None:
    """Otherwise one odd character from a pasted page costs the whole record."""
    assert len(page_texts(export(everywhere(text)))) >= 1


def test_an_override_does_not_turn_its_neighbours_round(export: Export) -> None:
    """Otherwise somebody can make the record say the opposite of what was typed."""
    assert "notagreed" in whole_text(export(with_answers("not \u202eagreed")))


def test_a_workshop_without_answers_still_has_a_record(export: Export) -> None:
    """Otherwise the facilitator can't print the plan of the day beforehand."""
    assert page_texts(export(Workshop(bare(purpose="To begin"))))


def test_a_workshop_with_nothing_at_all_has_a_cover(export: Export) -> None:
    """Otherwise exporting a new file ends in an error message."""
    assert len(page_texts(export(Workshop([WorkshopDetails(id="workshop", title="")])))) == 1


def test_four_hundred_answers_all_come_out(export: Export) -> None:
    """Otherwise a busy day loses its last answers."""
    texts = [f"Answer number {n} about {WORDS}" for n in range(400)]
    text = whole_text(export(with_answers(*texts)))
    assert [t for t in texts if squeezed(t) not in text] == []


@pytest.mark.parametrize("count", [1, 60])
def test_everybody_who_was_there_is_listed(export: Export, count: int) -> None:
    """Otherwise somebody who gave up a day is not in the record."""
    text = whole_text(export(people(count)))
    assert [n for n in range(count) if f"PersonNumber{n:02}" not in text] == []


def test_twenty_thousand_characters_fit_everywhere(export: Export) -> None:
    """Otherwise a whole page pasted into the wrong box stops the export."""
    assert len(page_texts(export(everywhere(numbered(20_000))))) > 50


def test_long_words_fit_everywhere(export: Export) -> None:
    """Otherwise a pasted address in a narrow column stops the export."""
    assert page_texts(export(everywhere("W" * 3_000)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_anywhere_exports(text: str, framework: Framework, fonts: Path, tmp_path: Path) -> None:
    """Otherwise there is a text that costs the facilitator the record."""
    out = tmp_path / "any.pdf"
    write_record(printable_record(everywhere(text), framework), out, fonts=fonts)
    assert out.read_bytes().startswith(b"%PDF")


LATIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=("Cc", "Cf")), max_size=300)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=LATIN)
def test_latin_text_comes_back_as_typed(text: str, framework: Framework, fonts: Path, tmp_path: Path) -> None:
    """Otherwise the record says something else than what was said."""
    out = tmp_path / "latin.pdf"
    write_record(printable_record(with_answers(f"begin {text} end"), framework), out, fonts=fonts)
    reader = PdfReader(out)
    found = squeezed("".join(page.extract_text() for page in reader.pages))
    assert squeezed(f"begin {text} end") in found
