"""Names found in what people typed, however they are written: capitals, accents, quotes, dashes, blanks, signs that
nobody sees. Knows no workshop, and not whose a name is.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from lsp_workshop.domain.finding import folded
from lsp_workshop.domain.record.common_names import TITLES

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese, Korean: a name runs into the words beside it."""
_IS_UNSPACED = re.compile(f"[{UNSPACED}]+")
_FEWEST_UNSPACED = 3
"""Letters of such a name that are hardly a word besides."""
_TITLES = frozenset(map(folded, TITLES))
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
"""Where a word begins and ends; an underscore round it (“_Ann Lee_”) is none of it."""
_SYLLABLE_ENDS = "(?![\u1160-\u11ff])"
"""Where no vowel or last consonant goes on with a Korean syllable, which is compared in its parts."""
_BETWEEN = r"(?:\s+|[-._])"
"""What stands between the words of a name: "Ann-Lee", "ann.lee@…"; a full stop with a blank ends a sentence."""
_PARTED = re.compile(r"[\s._-]+")
_BLANK_UNSEEN, _NOTHING_UNSEEN = "\u200b", "\u2060"

_OTHERS = re.compile("[^\x00-\x7f]+")
"""Letters that may be written in another way; few in most texts."""
_folds: dict[str, str] = {}


def name_key(name: str) -> str:
    """A name as it is compared: names that are written alike have one."""
    return _key(_said(name))


def _key(said: str) -> str:
    return _PARTED.sub("", said)


def can_be_found(name: str) -> bool:
    """Whether the name is more than one word, which is as likely a word of the language as somebody's name."""
    if len(_said(name).split()) > 1:
        return True
    letters = unicodedata.normalize("NFC", name_key(name))
    return len(letters) >= _FEWEST_UNSPACED and bool(_IS_UNSPACED.fullmatch(name.strip()))


def other_ways(name: str) -> Iterator[str]:
    """How else the person of a registered name is usually written: "Dr Ann Lee" without the title, "Lee, Ann" the other
    way round. "Ann Lee" is not turned: "Bob Lee, Ann Hart" are two people.
    """
    words = name.split()
    while len(words) > 2 and folded(words[0].rstrip(".")) in _TITLES:
        words = words[1:]
    first, comma, rest = " ".join(words).partition(",")
    if comma and rest.strip():
        yield f"{rest.strip()} {first}"
    elif words != name.split():
        yield " ".join(words)


class NameFinder:
    """What finds any of the names as whole words; in scripts without blanks, wherever they stand."""

    def __init__(self, names: Collection[str]) -> None:
        laid_out = {" ".join(_said(name).split()) for name in names}
        # The longest first, so that "Ann Lee-Hart" is not taken for "Ann Lee".
        listed = sorted((name for name in laid_out if name), key=len, reverse=True)
        self._pattern = re.compile("|".join(_patterns(listed))) if listed else None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where each name stands, from and up to, and its `name_key`."""
        if _BLANK_UNSEEN not in text:
            yield from self._found(text)
            return
        # It parts two words, or says where a long one may be broken: as either it must hide nobody.
        either = {*self._found(text), *self._found(text.replace(_BLANK_UNSEEN, _NOTHING_UNSEEN))}
        done = 0
        for start, end, key in sorted(either, key=lambda found: (found[0], -found[1])):
            if start >= done:
                yield start, end, key
                done = end

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        if self._pattern is None:
            return
        places: Sequence[int] | None = None
        for found in self._pattern.finditer(_said(text)):
            start, end = found.span()
            if not text.isascii():
                places = places or _places(text)
                start, end = places[start], places[end - 1] + 1
                # Accents that are signs of their own, and what nobody sees, go with the letter before.
                while end < len(text) and not _fold(text[end]):
                    end += 1
            yield start, end, _key(found.group())


def _patterns(names: Sequence[str]) -> Iterator[str]:
    """One for all names that stand between blanks, which is quick, and one for each of the others."""
    others = [name for name in names if _IS_UNSPACED.match(name[0]) or _IS_UNSPACED.match(name[-1])]
    for name in others:
        begins = "" if _IS_UNSPACED.match(name[0]) else _BEFORE
        ends = _SYLLABLE_ENDS if _IS_UNSPACED.match(name[-1]) else _AFTER
        yield f"{begins}{_words_of(name)}{ends}"
    usual = "|".join(_words_of(name) for name in names if name not in others)
    if usual:
        yield f"{_BEFORE}(?:{usual}){_AFTER}"


def _words_of(name: str) -> str:
    words = name.split()
    said = _word(words[0])
    for before, word in itertools.pairwise(words):
        joined = _IS_UNSPACED.match(before[-1]) and _IS_UNSPACED.match(word[0])
        said += (r"\s*" if joined else _BETWEEN) + _word(word)
    return said


def _word(word: str) -> str:
    """A double name's hyphen may be a blank: "Cooper Shaw"."""
    return _BETWEEN.join(map(re.escape, re.split("(?<=[^-])-(?=[^-])", word)))


def _said(text: str) -> str:
    """The text as it is compared."""
    return (text if text.isascii() else _OTHERS.sub(_fold_all, text)).casefold()


def _places(text: str) -> Sequence[int]:
    """From where in the text each letter of what is compared came."""
    return [place for place, letter in enumerate(text) for _ in _fold(letter)]


def _fold_all(found: re.Match[str]) -> str:
    return "".join(map(_fold, found.group()))


def _fold(letter: str) -> str:
    """The letter as it is compared; "" for an accent, and for what is not seen (a soft hyphen, a joiner)."""
    known = _folds.get(letter)
    if known is None:
        known = _folds[letter] = _folded(letter)
    return known


def _folded(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter == _BLANK_UNSEEN or category == "No":
        # The mark of a note or a line ("Ann Lee²", "①Ann Lee") is none of a name.
        return " "
    if category == "Cf" or _is_how_to_draw(letter):
        return ""
    # Nor is a sign made of letters ("Ann Lee™", "ⒶAnn Lee"), which would be a word with it.
    return letter if category in ("So", "Sc") else folded(letter)


def _is_how_to_draw(letter: str) -> bool:
    """Whether it says only how the letter before is drawn (as a picture, say): Unicode has it among the accents."""
    return letter == "\u034f" or "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
