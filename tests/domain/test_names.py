"""Whose name may not be printed is replaced by who they were there as, however somebody wrote it and wherever."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import Any

import pytest

from lsp_workshop.documents import bundled_framework
from lsp_workshop.domain.dates_ahead import dates_ahead
from lsp_workshop.domain.handouts import HANDOUTS
from lsp_workshop.domain.model import Apology, Organisation, Participant
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.name_finder import NameFinder
from lsp_workshop.domain.record.names import without_names
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.sheets import workbook
from lsp_workshop.domain.workshop import Workshop
from tests.export.made_up import bare
from tests.export.test_every_document import a_day

HIDDEN = "Zebulon Quandary"


def printed(text: str, *people: Participant, public: bool = False) -> str:
    workshop = Workshop([*bare(), *people])
    return without_names(text, People(workshop, public=public))


def clerk(name: str, **given: Any) -> Participant:
    return Participant(id=f"p-{name}", name=name, role="Clerk", **given)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Anna Weiß", "Anna Weiß"),
        ("Anna Weiß", "ANNA WEISS"),
        ("İpek Kaya", "İpek Kaya"),
        ("Zoë Müller", "Zoe\u0308 Mu\u0308ller"),
        ("Jose\u0301", "José Jose\u0301 Jose"),
        ("José García", "Jose Garcia"),
        ("Siobhan O'Brien", "Siobhan O’Brien"),
        ("Ann Lee-Hart", "Ann Lee\u2011Hart"),
        ("Ann Lee", "ANN\u00a0\n lee"),
        ("Ann Lee", "An\u00adn\u200b Lee"),
        ("Ann Lee", "An\u200bn Le\u200be"),
        ("Ann Lee", "An\u034fn\ufe0f Lee"),
        ("Ann Lee", "_Ann Lee_"),
        ("Ann Lee", "ann.lee"),
        ("Ann Lee", "Ann-Lee"),
        ("Ann Lee", "Ann_Lee"),
        ("Ann Lee-Hart", "Ann Lee Hart"),
        ("Dr Ann Lee", "Ann Lee"),
        ("Dr. Ann Lee", "dr. ann lee"),
        ("Wójcik, Ann", "Ann Wojcik"),
        ("王 小明", "王小明"),
        ("Γιώργος Παπάς", "ΓΙΩΡΓΟΣ ΠΑΠΑΣ"),
        ("प्रिया शर्मा", "प्रिया शर्मा"),
        ("علی رضا", "عَلی رضا"),
    ],
)
def test_a_name_is_known_however_it_is_written(name: str, typed: str) -> None:
    """Whoever did not agree to be named was, because somebody's keyboard has no accents, or has them in two signs."""
    words = typed.split()
    if " " not in name:
        # One word alone is as likely a word of the language.
        assert printed(f"So {typed} said.", clerk(name)) == f"So {' '.join(words)} said."
        return
    assert printed(f"So {typed} said.", clerk(name), public=True).replace("_", "") == "So Clerk said."
    assert printed(f"So {typed} said.", clerk(name, named_in_record=True)) == f"So {typed} said."


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Ann Lee", "Joann Lee, Ann Leeds and AnnLee"),
        ("Ann Lee", "Bob Lee, Ann Hart"),
        ("Ann Lee", "It was Ann. Lee agreed"),
        ("小明", "小明"),
        ("이상", "이상"),
        ("김철수", "김철숙은"),
        ("Ann Lee", "Ann\u200dLee"),
        ("Ann \u200b", "Ann"),
    ],
)
def test_other_words_stay_as_they_were_typed(name: str, typed: str) -> None:
    """Words that nobody meant for a person must not turn into “Clerk”."""
    assert printed(typed, clerk(name)) == typed


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("Ann Lee", "№Ann Lee™", "№Clerk™"),
        ("Ann Lee", "①Ann Lee²", "①Clerk²"),
        ("Ann Lee", "ⒶAnn Lee", "ⒶClerk"),
        ("Ann Lee", "by\u200bAnn\u200bLee", "by\u200bClerk"),
        ("김철수", "어제 김철수는", "어제 Clerk는"),
        ("김 철수", unicodedata.normalize("NFD", "김철수는"), unicodedata.normalize("NFD", "Clerk는")),
    ],
)
def test_signs_and_particles_at_a_name_do_not_hide_it(name: str, typed: str, said: str) -> None:
    """The mark of a note is set right at a name, and a Korean name runs into the next word: both were printed."""
    assert printed(typed, clerk(name)) == said


def test_of_two_names_written_alike_both_have_to_agree() -> None:
    """Nobody knows which of them was meant."""
    agreed, hidden = clerk("José García", named_in_record=True), clerk("Jose Garcia")
    assert printed("Ask José García", agreed, hidden) == "Ask Clerk"
    assert printed("Ask Ann Lee", clerk("Ann Lee", named_in_record=True), clerk("Dr Ann Lee")) == "Ask Ann Lee"
    assert printed("Ask Dr Ann Lee", clerk("Ann Lee", named_in_record=True), clerk("Dr Ann Lee")) == "Ask Clerk"


def test_a_body_called_after_its_owner_names_nobody() -> None:
    """Who stands in for the name must not be the name again."""
    own = Organisation(id="o1", name="Ann Lee Associates")
    workshop = Workshop([*bare(), own, clerk("Ann Lee", organisation_id="o1", attended=True)])
    people = People(workshop, public=False)
    assert without_names("Ask Ann Lee", people) == "Ask Clerk"
    assert without_names(people.stand_in(workshop.all(Participant)[0]), people) == "Clerk, Clerk Associates"
    lone = Workshop([*bare(), own, Participant(id="p", name="Ann Lee", organisation_id="o1")])
    assert without_names("Ask Ann Lee", People(lone, public=True)) == "Ask A participant"


@pytest.mark.parametrize("attended", [True, False])
def test_no_place_in_a_list_tells_whose_role_it_is(attended: bool) -> None:
    """A list by the alphabet has “Clerk” between Ann Adams and Cyd Cole: everybody in the room knows then who it is."""
    people = [
        Participant(id=name, name=name, role=role, organisation_id="o1", attended=attended, named_in_record=named)
        for name, role, named in (
            ("Ann Adams", "Chair", True),
            ("Bob Brown", "Warden", False),
            ("Cyd Cole", "Nurse", True),
            ("Dee Dent", "Clerk", False),
        )
    ]
    workshop = Workshop([*bare(), Organisation(id="o1", name="The College"), *people])
    made = repr(printable_record(workshop, bundled_framework()))
    places = [made.index(words) for words in ("Ann Adams", "Cyd Cole", "Clerk", "Warden")]
    assert places == sorted(places)


def test_where_a_name_stands_is_told_in_the_text_as_it_was_typed() -> None:
    """Otherwise half of it stays, or the next word goes with it."""
    text = "ﬁne: Zoe\u0308 Mu\u0308ller\u0301! Weiß, Zoë Müller."
    spans = [text[start:end] for start, end, _ in NameFinder(["Zoë Müller"]).find(text)]
    assert spans == ["Zoe\u0308 Mu\u0308ller\u0301", "Zoë Müller"]
    assert not list(NameFinder([]).find(text))


_NO_TEXT = re.compile(
    "(?:.+_)?ids?|(?:.+_)?date|(?:.+_)?due|(?:.+_)?at|time|starts|ends|colour|shape|data|method|status|rag|secrecy|"
    "element|answer_by|kind|source_element|answer|bites"
)
"""Fields whose words are the program's own, or dates."""


def named_everywhere(part: Any, path: str) -> Any:
    """The record with the name typed into each of its texts."""
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        texts = [field.name for field in dataclasses.fields(part) if field.init and not _NO_TEXT.fullmatch(field.name)]
        if isinstance(part, Participant | Apology):
            texts.remove("name")
        found = {name: named_everywhere(getattr(part, name), name) for name in texts}
        return dataclasses.replace(part, **found)
    if isinstance(part, tuple):
        return tuple(named_everywhere(each, path) for each in part)
    return f"{part} {HIDDEN} in {path}" if type(part) is str else part


def test_no_field_of_any_record_lets_a_name_through() -> None:
    """A field that is new, or forgotten, is where a name gets out: a table's noun, a hint, an element's name."""
    day = Workshop([named_everywhere(each, "") for each in a_day(HIDDEN, "Ada Lovelock", False).records()])
    framework = bundled_framework()
    for public in (False, True):
        made = [
            printable_record(day, framework, public=public),
            workbook(day, framework, public=public),
            dates_ahead(day, public=public),
        ]
        for each in made:
            assert "in title" in repr(each)
            assert "Quandary" not in repr(each)
    for kind in HANDOUTS:
        if not kind.names_everybody:
            assert "Quandary" not in repr(kind.make(day, framework)), kind.kind
