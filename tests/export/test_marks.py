"""What changed in a wording, on paper: bars under new words and through lost ones, in every script, on every line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lsp_workshop.domain.word_changes import stretches
from lsp_workshop.export.look import look
from lsp_workshop.export.pdf.text import Text, Typesetter, _marked_lines
from lsp_workshop.export.typeset.fonts import FontSet
from lsp_workshop.export.typeset.fonts import font_set as load
from lsp_workshop.export.typeset.lines import break_lines, extents


@pytest.fixture(scope="module")
def font_set(fonts: Path) -> FontSet:
    return load(fonts)


def test_a_mark_stands_under_its_word_in_either_direction(font_set: FontSet) -> None:
    """A bar under the wrong word says that the room changed what it did not."""
    (line,) = break_lines("warm and dry", font_set, "regular", 10, 500)
    ((left, right),) = extents(line, font_set, "regular", 5, 8)
    (before,) = extents(line, font_set, "regular", 0, 5)
    assert before == (0, left)
    assert left < right < line.width * 100
    (urdu,) = break_lines("ہر گھر گرم", font_set, "regular", 10, 500)
    ((first, last),) = extents(urdu, font_set, "regular", 0, 2)
    assert last * 10 / 1000 > urdu.width * 0.9, "it reads from the right: its first word stands there"
    assert first > 0
    assert extents(line, font_set, "regular", 3, 3) == []


def test_marks_go_on_where_the_words_do(font_set: FontSet) -> None:
    """Over line ends, empty lines and page breaks, the marked letters are those that changed."""
    old, new = (
        "One place.\n\nWarm homes for everybody here",
        "One place.\n\nWarm, dry homes for everybody who lives here",
    )
    parts = stretches(new, before=old)
    body = look().body
    text = Text(new, body, Typesetter(font_set), marks=parts)
    text.wrap(90, 1000)
    whole = [line.text for line in text._lines]
    found = [whole[number][start:end] for number, start, end, _part in _marked_lines(text)]
    assert "".join("".join(found).split()) == "".join("".join(part.text for part in parts if part.new).split())
    second = text.split(90, body.leading * 3)[-1]
    assert isinstance(second, Text)
    second.wrap(90, 1000)
    of_second = [second._lines[number].text[start:end] for number, start, end, _part in _marked_lines(second)]
    assert of_second
    assert found[-len(of_second) :] == of_second
