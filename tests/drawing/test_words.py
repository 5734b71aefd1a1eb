"""Where a line of text may end: in every script, and with the stops of another one."""

from __future__ import annotations

import pytest

from lsp_workshop.drawing.words import breaks


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("醫院預約", ("醫", "院", "預", "約")),
        ("醫院。約", ("醫", "院。", "約")),
        ("醫院, yn", ("醫", "院, ", "yn")),
        ("院(約)院", ("院", "(約)", "院")),
        ("“院”約", ("“院”", "約")),
        ("at ward-level 5-6", ("at ", "ward-", "level ", "5-6")),
    ],
)
def test_no_line_begins_with_a_stop_or_ends_with_a_bracket(text: str, lines: tuple[str, ...]) -> None:
    """Otherwise a sentence in two scripts has its comma at the beginning of the next line."""
    places = sorted(breaks(text))
    assert tuple(text[start:end] for start, end in zip([0, *places], places, strict=False)) == lines
