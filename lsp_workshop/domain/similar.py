"""Answers that say nearly the same, found while somebody types: an index of words and of runs of three letters.

A plain measure, worked out here: no language model, no word list, nothing but the standard library. It works for
scripts without spaces (pairs of signs stand for words) and through accents and small slips. It suggests; what is
done with that is a person's choice. Knows texts and ids, and no screen.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from lsp_workshop.domain.model import Answer

LEAST = 0.55
"""From here on two texts are alike enough to be worth a hint."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: written without spaces between words."""
_RUN = re.compile(f"([{_UNSPACED}]+)|((?:(?![{_UNSPACED}])[^\\W_])+)")
_SAME = str.maketrans("\u064a\u0649\u0643\u0647", "\u06cc\u06cc\u06a9\u06c1", "'\u2019\u0640")
"""Yeh, kaf and heh as Arabic keyboards give them are those of Urdu; apostrophes go ("don't", "dont")."""
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "y")
_MOST_BY_WORD, _MOST_BY_RUN, _CANDIDATES = 2500, 1200, 30
"""How many places in the index are looked up for a query, and how many answers are then compared with it."""
_WORDS_COUNT = 0.65
"""How much of the measure is words; the rest is runs of three letters."""
_ENOUGH = 10.0
"""Weight of words from which a text that stands whole in another one is like it: not "we need", but a thought."""


@dataclass(frozen=True, slots=True)
class Like:
    """An answer that is like a text; `score` from 0 (nothing in common) to 1 (the same)."""

    answer_id: str
    score: float


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a text is known by: its form for comparison, word stems with their length's weight, runs of three."""

    form: str
    words: Mapping[str, float]
    runs: frozenset[str]


def _form(text: str) -> str:
    """The text without case, accents, vowel signs and widths."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFKC", bare).translate(_SAME)


def words_of(text: str) -> list[tuple[int, int, str]]:
    """Where each word of a text begins and ends, and its stem. A run of a script without spaces is one word."""
    return [(found.start(), found.end(), _stem(_form(found.group()))) for found in _RUN.finditer(text)]


def _stem(word: str) -> str:
    if len(word) < 4 or not word.isascii():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _marks(text: str) -> _Marks:
    words: dict[str, float] = {}
    runs: set[str] = set()
    form = _form(text)
    for match in _RUN.finditer(form):
        signs, word = match.groups()
        if signs:
            # A pair of signs says about as much as a word of four letters.
            words.update((signs[at : at + 2], 3.0) for at in range(max(1, len(signs) - 1)))
        else:
            # Long words carry the meaning; what joins them is short in most languages.
            words[_stem(word)] = min(len(word), 6) - 0.5
            padded = f" {word} "
            runs.update(padded[at : at + 3] for at in range(len(padded) - 2))
    return _Marks(" ".join(form.split()), words, frozenset(runs))


class Similar:
    """An index of answers by what they say. Answers come and go one by one."""

    def __init__(self, answers: Iterable[Answer] = ()) -> None:
        self._marks: dict[str, _Marks] = {}
        # Dictionaries in place of sets: what is looked up first must not change from run to run.
        self._by_word: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._by_run: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._by_form: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._rarities: dict[str, float] = {}
        """Of words that were asked for since an answer came or went."""
        for answer in answers:
            self.put(answer)

    def __len__(self) -> int:
        return len(self._marks)

    def put(self, answer: Answer) -> None:
        """Add an answer, or take its new words for the old ones."""
        self.take(answer.id)
        self._rarities.clear()
        marks = self._marks[answer.id] = _marks(answer.text)
        self._by_form[marks.form][answer.id] = None
        for word in marks.words:
            self._by_word[word][answer.id] = None
        for run in marks.runs:
            self._by_run[run][answer.id] = None

    def take(self, answer_id: str) -> None:
        """Take an answer out; nothing where it is not there."""
        marks = self._marks.pop(answer_id, None)
        if marks is None:
            return
        self._rarities.clear()
        for table, keys in ((self._by_form, (marks.form,)), (self._by_word, marks.words), (self._by_run, marks.runs)):
            for key in keys:
                del table[key][answer_id]
                if not table[key]:
                    del table[key]

    def emptied(self) -> Iterator[None]:
        """Empties it, with a halt after each bit: ten thousand answers that are let go at once hold a window up."""
        for table in (self._marks, self._by_form, self._by_word, self._by_run):
            while table:
                table.popitem()
                yield

    def near(self, text: str, limit: int = 3, least: float = LEAST) -> list[Like]:
        """The answers most like the text, best first, at most `limit`, none with a score below `least`.

        A text that is the beginning or a part of an answer counts as like it once it has a few words of weight.
        """
        marks = _marks(text)
        found = [Like(answer_id, 1.0) for answer_id in islice(self._by_form.get(marks.form, ()), limit)]
        if len(found) < limit:
            same = {like.answer_id for like in found}
            others = (self._like(marks, key, part=True) for key in self._candidates(marks) if key not in same)
            found += [like for like in others if like.score >= least]
        return sorted(found, key=lambda like: (-like.score, like.answer_id))[:limit]

    def likeness(self, answer_id: str, other_id: str) -> float:
        """How alike two answers of the index are, 0 to 1, whichever comes first."""
        return self._like(self._marks[answer_id], other_id, part=False).score

    # --- how ----------------------------------------------------------------------------------------------

    def _candidates(self, marks: _Marks) -> list[str]:
        """Answers that share the rarest words and runs with the text: the common ones tell nothing apart."""
        points: defaultdict[str, float] = defaultdict(float)
        room = _MOST_BY_WORD
        for number, word in sorted((len(self._by_word[w]), w) for w in marks.words if w in self._by_word):
            weight = marks.words[word] * self._rarity(word)
            for answer_id in islice(self._by_word[word], room):
                points[answer_id] += weight
            room -= number
            if room <= 0:
                break
        room = _MOST_BY_RUN
        for number, run in sorted((len(self._by_run[r]), r) for r in marks.runs if r in self._by_run):
            for answer_id in islice(self._by_run[run], room):
                points[answer_id] += 0.5
            room -= number
            if room <= 0:
                break
        return nlargest(_CANDIDATES, points, key=points.__getitem__)

    def _rarity(self, word: str) -> float:
        """From 1 for a word of one answer down to almost nothing for a word of all."""
        rarity = self._rarities.get(word)
        if rarity is None:
            total = len(self._marks)
            known = math.log(1 + total / max(1, len(self._by_word.get(word, ())))) / math.log(1 + max(1, total))
            # Squared: a frame that every answer has ("we need better") must not outweigh what stands in it.
            rarity = self._rarities[word] = known * known
        return rarity

    def _weight(self, words: Mapping[str, float], among: Mapping[str, float] | None = None) -> float:
        return sum(weight * self._rarity(word) for word, weight in words.items() if among is None or word in among)

    def _like(self, marks: _Marks, answer_id: str, *, part: bool) -> Like:
        """The mean of what both share to what each has (Dice); `part`: or of what the answer has of the text."""
        other = self._marks[answer_id]
        if other.form == marks.form:
            return Like(answer_id, 1.0)
        # In one order for both ways round: sums of fractions hang on it, and likeness must not.
        common = self._weight(dict(sorted(marks.words.items())), other.words)
        own, its = self._weight(marks.words), self._weight(other.words)
        shared = len(marks.runs & other.runs)
        words = 2 * common / (own + its) if own + its else 0.0
        runs = 2 * shared / (len(marks.runs) + len(other.runs)) if marks.runs or other.runs else words
        score = _WORDS_COUNT * words + (1 - _WORDS_COUNT) * runs
        if part and own and sum(marks.words.values()) >= _ENOUGH:
            inside = shared / len(marks.runs) if marks.runs else common / own
            score = max(score, 0.9 * (_WORDS_COUNT * common / own + (1 - _WORDS_COUNT) * inside))
        return Like(answer_id, min(score, 0.999))


Clusters = tuple[tuple[str, ...], ...]


def clusters_in_steps(
    answers: Iterable[Answer], least: float = LEAST, index: Similar | None = None
) -> Generator[None, None, Clusters]:
    """Ids of answers that may belong under one theme: groups of two and more, the largest first, none in two.

    Every answer is at least `least` like the first one of its group, which is the one with the most that are like
    it; so no chain of small likenesses ties together what has nothing in common. The same answers give the same
    groups in whatever order they come. About a millisecond an answer, and a halt after each, so that a window can do
    something else between two steps.
    """
    known = sorted(answers, key=lambda answer: answer.id)
    index = Similar() if index is None else index
    for answer in known:
        index.put(answer)
        yield
    alike: dict[str, dict[str, float]] = {answer.id: {} for answer in known}
    for answer in known:
        for like in index.near(answer.text, limit=_CANDIDATES, least=0.0):
            if like.answer_id != answer.id:
                score = index.likeness(answer.id, like.answer_id)
                if score >= least:
                    alike[answer.id][like.answer_id] = alike[like.answer_id][answer.id] = score
        yield
    taken: set[str] = set()
    groups: list[tuple[str, ...]] = []
    for centre in sorted(alike, key=lambda key: (-len(alike[key]), key)):
        around = [key for key in sorted(alike[centre], key=lambda key: (-alike[centre][key], key)) if key not in taken]
        if centre not in taken and around:
            taken.update((centre, *around))
            groups.append((centre, *around))
        yield
    return tuple(sorted(groups, key=lambda group: (-len(group), group[0])))
