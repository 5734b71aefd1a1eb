"""E-mail addresses and telephone numbers in typed words, whoever's they are. Knows no workshop."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

_ADDRESS = r"[^\s@<>()\[\],;:/\"'“”‘’]"
# From where the run of letters begins, so that an endless word is looked through once.
_E_MAIL = re.compile(rf"(?<!{_ADDRESS}){_ADDRESS}{{1,100}}@{_ADDRESS}{{1,200}}\.[^\W\d_]{{2,}}")
_DIGITS = re.compile(r"(?<![\w.,£$€])(?:\+ ?)?\(?\d[\d ().\u00a0\u2011/-]{4,24}\d(?![\w%])")
_DATE = re.compile(r"\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{2,4}(?!\d)|\d{4} ?[-/] ?\d{4}(?!\d)")
_CUE = re.compile(
    r"(?:phone|tel|telephone|mobile|mob|cell|call|ring|rang|text|fax|whatsapp|dial|number)\W{0,3}(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}")


def e_mails(text: str) -> Iterator[re.Match[str]]:
    """Each e-mail address in the text."""
    if "@" in text:
        yield from _E_MAIL.finditer(text)


def phones(text: str) -> Iterator[re.Match[str]]:
    """Each telephone number in the text."""
    for found in _DIGITS.finditer(text):
        if _DATE.match(found.group()) is None and _is_phone(text, found):
            yield found


def _is_phone(text: str, found: re.Match[str]) -> bool:
    """Begins as numbers do that are dialled (+, 0), or is grouped or announced as one; sums and years are not."""
    said = found.group()
    digits = [unicodedata.digit(each) for each in said if each.isdecimal()]
    longest = max(len(list(group)) for is_digit, group in itertools.groupby(said, str.isdecimal) if is_digit)
    if len(digits) > 15 or longest < 2 or "/" in said:
        return False
    if said.startswith("+"):
        return len(digits) > 7
    if digits[0] == 0:
        return len(digits) > 8 and longest > 2
    if _LOCAL.fullmatch(said):
        return True
    return len(digits) > 5 and _CUE.search(text[max(0, found.start() - 40) : found.start()]) is not None
