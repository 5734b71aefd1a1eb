"""Where typed words may still name somebody who may not be named: for a person to look at before a document goes out.

Whole registered names are replaced in it (`names`); here are the parts of them and, where a document for the public may
name nobody, names behind a title, e-mail addresses and telephone numbers. It lists and changes nothing: what a name is,
a program cannot know. Knows no screen.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lsp_workshop.domain.finding import folded
from lsp_workshop.domain.model import (
    Apology,
    Ballot,
    Group,
    Lesson,
    Note,
    Organisation,
    ParkingLotItem,
    Participant,
    Photo,
    Question,
    Record,
    Sector,
    WorkshopDetails,
)
from lsp_workshop.domain.record.common_names import COMMON, MONTHS, NO_NAMES, TITLES
from lsp_workshop.domain.record.contacts import e_mails, phones
from lsp_workshop.domain.record.name_finder import UNSPACED, NameFinder
from lsp_workshop.domain.record.names import whole_names
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.texts import TEXTS
from lsp_workshop.domain.voting import comments_of
from lsp_workshop.domain.workshop import Workshop

AROUND = 40
"""Letters on each side of what was found that are told with it."""

_LONGEST = 80
"""Letters of what was found that are told: somebody may have typed a page where a name belongs."""


class Sign(StrEnum):
    NAME = "name"
    E_MAIL = "e-mail address"
    PHONE = "telephone number"


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that may name somebody: of which record, and what they are there ("dissent"; "" for the text itself).

    `before` and `after` are the words round `found`, on one line.
    """

    record: Record
    what: str
    sign: Sign
    before: str
    found: str
    after: str

    @property
    def words(self) -> str:
        """The words as they stand, those found between brackets: "…and [Priya] will lead"."""
        return f"{self.before}[{self.found}]{self.after}"


def namings(workshop: Workshop, kinds: Collection[type[Record]] = (), *, public: bool = True) -> Iterator[Naming]:
    """Every place, type by type as the search lists them; of `kinds` alone where any are given. For the partners those
    alone that may name somebody who did not agree.
    """
    look = _Look(workshop, public=public)
    for kind in TEXTS:
        if kind is not Note and (not kinds or kind in kinds):
            for record in workshop.all(kind):
                yield from look.at(record)
                if isinstance(record, Ballot):
                    for comment in comments_of(workshop, record.id):
                        yield from look.at_text(record, "comment", comment.text)


_HIDDEN: Mapping[type[Any], frozenset[str]] = {
    Participant: frozenset({"", "access needs"}),
    Apology: frozenset({""}),
    WorkshopDetails: frozenset({"facilitator", "scribe"}),
    ParkingLotItem: frozenset({"raised by"}),
    Lesson: frozenset({"to share with"}),
    Question: frozenset({"hint"}),
}
"""What a document for the public never says: names that have a field of their own, and what is in no document."""


def _printed_texts(record: Record, *, public: bool) -> Iterator[tuple[str, str]]:
    if public and isinstance(record, Photo) and not record.public:
        return
    hidden = _HIDDEN.get(type(record), frozenset())
    seen = set()
    for what, text in TEXTS[type(record)](record):
        if text and what not in hidden and text not in seen:
            seen.add(text)
            yield what, text


# --- words ----------------------------------------------------------------------------------------------------------

_IS_UNSPACED = re.compile(f"[{UNSPACED}]{{2,}}")
_BEGINS = re.compile(
    r"(?:^|[\n\r\u2028\u2029])[\W_]*(?:\w{1,3}[.)]\s+)?$"
    r"|[.!?…。！？।۔][\"'”’)\]]*\s+[\W_]*$"  # noqa: RUF001 - as people type them
)
"""What stands before the first word of a sentence: nothing, a bullet or a number, the end of another sentence."""
_SHORT_BEFORE = re.compile(r"(?:^|\W)(\w+)\.\s+$")
_IN_MONTH = frozenset(["in", "until", "since", "during", "early", "late", "mid", "next", "last", "this"])
_TITLE_KEYS = frozenset(map(folded, TITLES))
_AFTER_TITLE = re.compile(r"\.?[ \u00a0]+")
_APOSTROPHE = re.compile("['’ʼ]")  # noqa: RUF001 - as people type them
_POSSESSIVE = re.compile("['’ʼ][sS]$")  # noqa: RUF001 - as people type them
_PIECE = 2
"""Letters behind an apostrophe that are too few for a name: "we’ll"."""
_GAP = re.compile(r"[ \t\u00a0\-\u2010\u2011.]{1,3}")
"""What stands between the parts of one name."""


@functools.cache
def _word() -> re.Pattern[str]:
    """A word of any script with its accents and vowel signs, which `\\w` leaves out; apostrophes join."""
    ranges = itertools.chain(range(0x300, 0x3000), range(0xA800, 0xAC00), range(0xFE20, 0xFE30), (0x200C, 0x200D))
    marks = "".join(chr(each) for each in ranges if unicodedata.category(chr(each)) in {"Mn", "Mc", "Cf"})
    letter = rf"[\w{marks}]"
    return re.compile(rf"{letter}+(?:['’ʼ]{letter}+)*")  # noqa: RUF001 - as people type it


def _key(word: str) -> str:
    """A word as it is compared: no capitals, accents, joiners; no "’s" at its end, no apostrophe within."""
    bare = folded(word.replace("\u200c", "").replace("\u200d", ""))
    return bare.removesuffix("'s").replace("'", "")


def _keys(word: str) -> Iterator[str]:
    """Those of the word, and of what stands behind an apostrophe in it: "d’Anna"."""
    yield _key(word)
    for piece in _APOSTROPHE.split(word)[1:]:
        if len(piece) > _PIECE:
            yield _key(piece)


def _parts(name: str) -> Iterator[str]:
    """The parts of a registered name, as `_key` has them, that may stand for the person."""
    first, _, rest = name.partition(",")
    # "Shah, Priya" is a name, "Priya Shah, Town Council" a name and more.
    words = _word().findall(first if len(first.split()) > 1 else f"{first} {rest}")
    if any(word.isdecimal() for word in words):
        # "Resident 3" is nobody's name.
        return
    for word in words:
        for key in _keys(word):
            if len(key) > 1 and key not in NO_NAMES and not key.isdecimal():
                yield key


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    sign: Sign = Sign.NAME


class _Look:
    """The names of one workshop, ready to be looked for."""

    def __init__(self, workshop: Workshop, *, public: bool) -> None:
        people, details = People(workshop, public=public), workshop.details
        self._public = public
        hidden = [each.name for each in workshop.all(Participant) if not people.may_name(each)]
        hidden += [each.name for each in workshop.all(Apology)]
        hidden += [details.facilitator, details.scribe] if public else []
        known = {key for name in hidden for key in _parts(name)}
        unspaced = sorted((name for name in known if _IS_UNSPACED.fullmatch(name)), key=len, reverse=True)
        self._known = frozenset(known.difference(unspaced))
        self._unspaced = re.compile("|".join(map(re.escape, unspaced))) if unspaced else None
        self._whole = whole_names(people)
        self._bodies = _bodies(workshop)
        self._worth_a_look = self._known | _TITLE_KEYS if public else self._known
        self._keys: dict[str, tuple[str, ...]] = {}
        """Of words seen already: the same few thousand make up ten thousand answers."""

    def at(self, record: Record) -> Iterator[Naming]:
        for what, text in _printed_texts(record, public=self._public):
            yield from self.at_text(record, what, text)

    def at_text(self, record: Record, what: str, text: str) -> Iterator[Naming]:
        for span in self._spans(text, is_body=isinstance(record, (*_BODIES, WorkshopDetails))):
            yield _told(record, what, text, span)

    def _spans(self, text: str, *, is_body: bool) -> Sequence[_Span]:
        found = [*self._named(text)]
        if self._public:
            found += [_Span(each.start(), each.end(), Sign.E_MAIL) for each in e_mails(text)]
            found += [_Span(each.start(), each.end(), Sign.PHONE) for each in phones(text)]
        if not found:
            return ()
        taken = [(start, end) for finder in (self._whole, self._bodies) for start, end, _ in finder.find(text)]
        if is_body:
            # "Okafor & Sons" may be somebody; where it is said elsewhere, that it is a body's name is known.
            found = [each for each in found if not COMMON.issuperset(self._keys_in(text[each.start : each.end]))]
            taken = []
        addresses = [(each.start, each.end) for each in found if each.sign is Sign.E_MAIL]
        return [
            each
            for each in sorted(found, key=lambda span: span.start)
            if not _within(each, taken) and (each.sign is Sign.E_MAIL or not _within(each, addresses))
        ]

    def _named(self, text: str) -> Iterator[_Span]:
        if not self._worth_a_look.isdisjoint(self._keys_in(text)):
            yield from _joined_up(text, self._words_that_name(text))
        if self._unspaced is not None and not text.isascii():
            for found in self._unspaced.finditer(text):
                yield _Span(found.start(), found.end())

    def _keys_in(self, text: str) -> Iterator[str]:
        for word in _word().findall(text):
            yield from self._keys_of(word)

    def _keys_of(self, word: str) -> tuple[str, ...]:
        keys = self._keys.get(word)
        if keys is None:
            keys = self._keys[word] = tuple(_keys(word))
        return keys

    def _words_that_name(self, text: str) -> list[re.Match[str]]:
        words: list[re.Match[str] | None] = [None, *_word().finditer(text), None]
        return [
            word
            for before, word, after in zip(words, words[1:], words[2:], strict=False)
            if word is not None and self._names(text, before, word, after)
        ]

    def _names(self, text: str, before: re.Match[str] | None, word: re.Match[str], after: re.Match[str] | None) -> bool:
        said = word.group()
        is_capital = len(said) > 1 and said[:1].isupper()
        if self._public and before is not None and is_capital and _is_title(text, before, word):
            return True
        keys = self._known.intersection(self._keys_of(said))
        if not keys:
            return False
        if keys <= COMMON:
            return self._is_meant(text, before, word, after)
        # Two small letters ("jo") are a slip of the keyboard; scripts without capitals have no small ones.
        return len(said) > 2 or said != said.lower() or said == said.upper()

    def _is_meant(
        self, text: str, before: re.Match[str] | None, word: re.Match[str], after: re.Match[str] | None
    ) -> bool:
        """Whether a word of the language is written as somebody's name here."""
        said = word.group()
        if not said[:1].isupper() or (len(said) > 1 and said == said.upper()):
            return False
        beside = (each for each in (before, after) if each is not None and _side_by_side(text, each, word))
        if any(_key(each.group()) in self._known - COMMON and each.group()[:1].isupper() for each in beside):
            return True
        if _key(said) in MONTHS and (
            (before is not None and (_key(before.group()) in _IN_MONTH or before.group()[0].isdecimal()))
            or (after is not None and after.group()[0].isdecimal())
        ):
            return False
        return not _begins_sentence(text, word.start())


def _is_title(text: str, before: re.Match[str], word: re.Match[str]) -> bool:
    """Whether the word before is "Mrs" or the like, and nothing but its full stop between them."""
    said = before.group()
    is_title = said[:1].isupper() and folded(said) in _TITLE_KEYS
    return is_title and _AFTER_TITLE.fullmatch(text, before.end(), word.start()) is not None


def _side_by_side(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    first, second = sorted((one, other), key=lambda each: each.start())
    return bool(_GAP.fullmatch(text, first.end(), second.start()))


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 60) : start]
    if start > 60:
        before = f"x{before}"
    short = _SHORT_BEFORE.search(before)
    if short is not None and (len(short[1]) == 1 or folded(short[1]) in _TITLE_KEYS):
        # "J. Rose", "Dr. May": a full stop that ends no sentence.
        return False
    return _BEGINS.search(before) is not None


def _joined_up(text: str, named: Sequence[re.Match[str]]) -> Iterator[_Span]:
    """Names side by side are one place: "Ada Lovelock"; an "’s" at their end is not theirs."""
    start = end = -1
    for word in named:
        ends = word.end() - (len("'s") if _POSSESSIVE.search(word.group()) else 0)
        if start >= 0 and _GAP.fullmatch(text, end, word.start()):
            end = ends
            continue
        if start >= 0:
            yield _Span(start, end)
        start, end = word.start(), ends
    if start >= 0:
        yield _Span(start, end)


# --- names of bodies, and words round what was found ----------------------------------------------------------------


_BODIES = (Organisation, Group, Sector)


def _bodies(workshop: Workshop) -> NameFinder:
    """What finds names of bodies that are more than a word: the "Rose Centre" is nobody's first name."""
    partnership = workshop.details.partnership
    bodies = [partnership.name, partnership.short_name, partnership.area]
    bodies += [each.name for each in workshop.all(Organisation)]
    bodies += [each.name for each in workshop.all(Group)] + [each.name for each in workshop.all(Sector)]
    return NameFinder([name for name in bodies if len(name.split()) > 1])


def _within(span: _Span, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in taken)


def _told(record: Record, what: str, text: str, span: _Span) -> Naming:
    before, after = text[max(0, span.start - AROUND - 20) : span.start], text[span.end : span.end + AROUND + 20]
    if len(before) > AROUND:
        # At a word, where there is one to cut at.
        cut = before.find(" ", len(before) - AROUND) + 1 or len(before) - AROUND
        before = f"…{before[cut:]}"
    if len(after) > AROUND:
        cut = after.rfind(" ", 0, AROUND)
        after = f"{after[: cut if cut > 0 else AROUND]}…"
    found = " ".join(text[span.start : span.end].split())
    if len(found) > _LONGEST:
        found = f"{found[:_LONGEST]}…"
    return Naming(record, what, span.sign, _flat(before), found, _flat(after))


def _flat(words: str) -> str:
    """On one line, with its blanks at the ends."""
    return re.sub(r"\s+", " ", words)
