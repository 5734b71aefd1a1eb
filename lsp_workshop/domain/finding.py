"""How typed words are compared with what stands in a workshop. Knows no workshop and no screen."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h", "ŋ": "n"}
    | dict.fromkeys("\u2018\u2019\u02bc", "'")
    | dict.fromkeys("\u201c\u201d", '"')
    | dict.fromkeys("\u2010\u2011\u2013\u2014\u2212", "-")
)
"""Letters that Unicode does not take apart, and the quotes and dashes of print, as a keyboard has them."""


def folded(text: str) -> str:
    """The text as it is compared: no capitals, no accents (ŵ is w), quotes and dashes as typed."""
    if not text.isascii():
        # Most texts that are not ASCII are so for a quote or a dash alone.
        text = text.translate(_LETTERS)
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.casefold().translate(_LETTERS)


def wanted_words(typed: str) -> tuple[str, ...]:
    """The words to look for, each once, the longest first: it rules out most."""
    return tuple(sorted(dict.fromkeys(folded(typed).split()), key=len, reverse=True))
