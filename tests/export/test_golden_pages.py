"""The record of the sample beside pages that were looked at: what moved, went or came is seen before it is printed.

Meant to be so? `python -m tests.golden.pages` makes them anew; look at them before you commit.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.golden.pages import PAGE_ENDS, TEXT, pages_of, picture_of

DIFFERENT = 1.5
"""Mean difference of a page's greys (of 255) from which it is another page. One that moved by a line differs by 13 and
more; one that did not differs by up to 1.0 from its own picture, which is kept in sixteen greys."""


@pytest.fixture(scope="module")
def pages(sample_pdf: Path) -> list[tuple[str, Image.Image]]:
    return list(pages_of(sample_pdf))


def test_each_page_says_what_it_said(pages: list[tuple[str, Image.Image]]) -> None:
    """A sentence that fell out of the record is missed by nobody but the one who said it."""
    wanted = TEXT.read_text(encoding="utf-8").split(PAGE_ENDS)
    assert [words.splitlines() for words, _ in pages] == [words.splitlines() for words in wanted]


def test_each_page_looks_as_it_looked(pages: list[tuple[str, Image.Image]]) -> None:
    """Text over text is as good as gone, and no search in the words finds it out."""
    for number, (_, picture) in enumerate(pages, start=1):
        with Image.open(picture_of(number)) as kept:
            before = kept.convert("L")
        assert picture.size == before.size, f"page {number}"
        difference = ImageStat.Stat(ImageChops.difference(picture, before)).mean[0]
        assert difference < DIFFERENT, f"page {number} differs by {difference:.2f}"


def test_a_page_with_a_line_more_is_another_one(pages: list[tuple[str, Image.Image]]) -> None:
    """The look has to be able to see something."""
    picture = pages[1][1]
    moved = ImageChops.offset(picture, 0, 8)
    assert ImageStat.Stat(ImageChops.difference(picture, moved)).mean[0] > DIFFERENT
