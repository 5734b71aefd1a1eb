"""People's text made safe to print: cleaned once on the way out, nothing escaped and nothing cut. Standard library."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Controls and noncharacters print nothing; embeddings, overrides and isolates turn words round that follow them;
# a soft hyphen is a wish about line breaks that is not ours.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\U0001fffe\U0001ffff\U000f0000-\U0010ffff]"
)
_TAB = "    "


def clean(text: str) -> str:
    """The text in composed form with LF line ends, without what cannot be printed or would disturb its neighbours.

    A lone surrogate becomes U+FFFD, so that a loss can be seen.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text).replace("\t", _TAB)
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", _SURROGATES.sub("\ufffd", text)))


def one_line(text: str) -> str:
    """The cleaned text on one line, for headers, outlines and properties."""
    return " ".join(clean(text).split())
