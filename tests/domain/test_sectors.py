"""A sector's letter and colour: the same on paper, on the keyboard and on every screen."""

import pytest

from lsp_workshop.domain.model import Sector
from lsp_workshop.domain.sectors import NEUTRAL, colour_of, letters_for, sector_letters


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (("Public", "Private", "Voluntary", "Community"), ("P", "R", "V", "C")),
        (("Aa", "Aaa", "a"), ("A", "B", "C")),
        (("École", "شہر", "3rd sector"), ("C", "A", "R")),
        (("",), ("A",)),
    ],
)
def test_every_sector_has_a_letter_that_a_key_has(names: tuple[str, ...], letters: tuple[str, ...]) -> None:
    """Otherwise two sectors share a key, or one can't be typed at all."""
    assert letters_for(names) == letters


def test_letters_run_out_and_are_never_shared() -> None:
    letters = letters_for(["x"] * 30)
    assert len(set(letters[:26])) == 26
    assert set(letters[26:]) == {""}


def test_letters_are_found_by_the_sectors_id() -> None:
    sectors = [Sector(id="s1", name="Public"), Sector(id="s2", name="Private")]
    assert sector_letters(sectors) == {"s1": "P", "s2": "R"}


def test_the_usual_sectors_have_their_colours_whatever_a_file_says() -> None:
    """Otherwise the chart in the record can't be matched to the one people saw."""
    assert colour_of(Sector(id="private", name="Private", colour="#B4581A")) == "#D17F4F"
    assert colour_of(Sector(id="own", name="Faith", colour="#123456")) == "#123456"
    assert colour_of(Sector(id="own", name="Faith", colour="red; x")) == NEUTRAL
