"""Suggestions of themes: which answers look alike, under which name. Offered to a person, never applied by itself.

Knows texts and ids, and no screen; how alike two answers are is `similar`'s business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from lsp_workshop.domain.similar import words_of
from lsp_workshop.domain.wording import LONGEST_TITLE, capital, shortened

_MOST_WORDS = 5
"""Words of a proposed name."""
_LOOKED_AT = 40
"""Words of an answer, and answers, that are looked at for a name."""
_SHORT = 3
"""Letters of a word that says little by itself ("the", "for"): a name neither begins nor ends with one."""


def still_offered(groups: Iterable[Sequence[str]], dismissed: Collection[frozenset[str]]) -> list[tuple[str, ...]]:
    """The groups of answers that nobody has dismissed.

    Who says that answers do not belong together means it of these answers, and of these with one more.
    """
    return [tuple(group) for group in groups if not any(_says_no(each, frozenset(group)) for each in dismissed)]


def _says_no(dismissed: frozenset[str], group: frozenset[str]) -> bool:
    return len(group & dismissed) >= 2 and len(group - dismissed) <= 1


def proposed_name(texts: Sequence[str]) -> str:
    """A name for what these texts have in common, the first being the middle of them; "" where none has any words.

    The shortest, where it is as short as a title. Or else the weightiest run of words of the first that at least half
    of the texts have too, in whatever form of the words; where there is none, the first text, cut short.
    """
    worded = [text for text in islice(texts, _LOOKED_AT) if text.strip()]
    if not worded:
        return ""
    shortest = min(worded, key=len)
    if len(shortest) <= LONGEST_TITLE and len(words_of(shortest)) <= _MOST_WORDS:
        return capital(shortened(shortest.strip(" .,;:!?…"), LONGEST_TITLE) or shortest.strip())
    return capital(shortened(_common_run(worded[0], worded[1:]) or worded[0], LONGEST_TITLE))


def _common_run(first: str, others: Sequence[str]) -> str:
    own = list(islice(words_of(first), _LOOKED_AT))
    rest = [[stem for _, _, stem in words_of(text)] for text in others]
    best, best_weight = "", 0.0
    for length in range(1, min(_MOST_WORDS, len(own)) + 1):
        for place in range(len(own) - length + 1):
            run = own[place : place + length]
            stems = [stem for _, _, stem in run]
            sharing = 1 + sum(_has_run(other, stems) for other in rest)
            ends = min(run[0][1] - run[0][0], run[-1][1] - run[-1][0])
            weight = sharing * sum(min(len(stem), 6) - 1.5 for stem in stems)
            if sharing > 1 and sharing * 2 >= len(others) + 1 and ends > _SHORT and weight > best_weight:
                best, best_weight = first[run[0][0] : run[-1][1]], weight
    return best


def _has_run(stems: Sequence[str], run: Sequence[str]) -> bool:
    length = len(run)
    return any(stems[place : place + length] == run for place in range(len(stems) - length + 1))


__all__ = ["proposed_name", "still_offered"]
