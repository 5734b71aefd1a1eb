"""What may still name somebody in a document for the public: every place is found, and little that is none."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lsp_workshop.documents import DOCUMENTS, bundled_framework, namings_in
from lsp_workshop.domain.dates_ahead import dates_ahead
from lsp_workshop.domain.model import (
    Action,
    Answer,
    Apology,
    Decision,
    Note,
    Organisation,
    ParkingLotItem,
    Participant,
    Photo,
    Question,
    Record,
    Stage,
    WorkshopDetails,
)
from lsp_workshop.domain.record import printable_record
from lsp_workshop.domain.record.extent import WHOLE, Extent
from lsp_workshop.domain.record.naming import Sign, namings
from lsp_workshop.domain.sheets import workbook
from lsp_workshop.domain.workshop import Workshop
from tests.export.made_up import everywhere

PEOPLE = (
    "Priya Shah", "Will Baker", "May Okafor", "Rose Grant", "Zoë Müller", "Seán O’Brien", "Ann Lee-Hart", "Jo Ng",
    "Ольга Иванова", "احمد رضا", "प्रिया शर्मा", "王芳", "Resident 3", "Table host", "Cher",
)  # fmt: skip


def a_day(*records: Record) -> Workshop:
    people = [
        Participant(id=f"p{place}", name=name, role="Clerk", named_in_record=bool(place % 2))
        for place, name in enumerate(PEOPLE)
    ]
    return Workshop(
        [
            WorkshopDetails(id="workshop", title="A day", date="2026-03-12", facilitator="Ines Quill"),
            Stage(id="S1", number=1, title="Purpose"),
            Question(id="Q1.1", stage_id="S1", number="1.1", text="Why have it?"),
            Organisation(id="o1", name="The Rose Centre"),
            Apology(id="ap", name="Bela Zimmer"),
            *people,
            *records,
        ]
    )


def found(text: str) -> list[str]:
    return [each.found for each in namings(a_day(Answer(id="a", question_id="Q1.1", text=text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Priya will lead", ["Priya"]),
        ("ask priya, and PRIYA’s team", ["priya", "PRIYA"]),
        ("Ask Shah or Mrs Okafor", ["Shah", "Okafor"]),
        # A whole name is replaced, accents or not.
        ("Zoe Muller and ZOË", ["ZOË"]),
        ("Sean OBrien, O'Brien, d’Okafor", ["Sean OBrien", "O'Brien", "d’Okafor"]),
        ("The Harts and Hart-Dyke", ["Hart"]),
        ("Ольга поможет", ["Ольга"]),
        ("احمد بات کریں گے", ["احمد"]),
        ("प्रिया करेंगी", ["प्रिया"]),
        ("请王芳负责", ["王芳"]),
        ("Zimmer was away, Quill wrote it down", ["Zimmer", "Quill"]),
        ("Cher knows", ["Cher"]),
        ("Jo and jo: job", ["Jo"]),
        # Behind a title it is a name, registered or not.
        ("Dr. Nobody-Known said so; thank Cllr Ade", ["Nobody", "Ade"]),
    ],
)
def test_a_part_of_a_registered_name_is_found(text: str, expected: Sequence[str]) -> None:
    """“Priya will lead” on the council's web site names her, although her whole name stands nowhere."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Will we have a bus? We will. It may be so.",
        "We said yes. May the bus come. “Will it?” – “Grant it!”",
        "- Will we?\n2) Grants for all\n• Rose gardens\nMay",
        "WE WILL GRANT IT",
        "In May, on 3 May, from May 2027, since May",
        "The Rose Centre is open",
        "Priya Shah will lead, with priya  shah’s team",
        "Priyanka, Shahs and Willing bakers; the sherman",
        "Resident parking near table hosts",
        "a clerk, and a bar of rose",
    ],
)
def test_a_word_of_the_language_is_no_name(text: str) -> None:
    """A list that is full of “will” is read by nobody; whole names are replaced already."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask Will about it", ["Will"]),
        ("It was Rose’s idea", ["Rose"]),
        ("Mrs May and Mr. Grant", ["May", "Grant"]),
        ("Will Okafor", ["Will Okafor"]),
        ("with J. Rose", ["Rose"]),
        ("Lead: Will; then by May", ["Will", "May"]),
    ],
)
def test_a_common_word_is_a_name_where_it_is_written_as_one(text: str, expected: Sequence[str]) -> None:
    """Somebody is called Will in every town."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to priya.shah@example.org.", ["priya.shah@example.org"]),
        ("(mail:bus+night@firma.example)", ["bus+night@firma.example"]),
        ("почта@пример.рф", ["почта@пример.рф"]),
        (
            "07700 900123 or +44 20 7946 0958 or (01632) 960-123",
            ["07700 900123", "+44 20 7946 0958", "(01632) 960-123"],
        ),
        ("call 555-0142 99 or (555) 123-4567", ["555-0142 99", "(555) 123-4567"]),
        ("०११ २३४५ ६७८९", ["०११ २३४५ ६७८९"]),
        ("2026-03-12, 01.02.2026 10:30, 12/03/2026, 2026-2030, £1 200 000, 10000000, 0.5, 100 200 300 people", []),
        ("@priya_s, half @ two, a@b", []),
    ],
)
def test_addresses_and_numbers_are_found(text: str, expected: Sequence[str]) -> None:
    """An address in an answer is spam for a year; a date is none."""
    assert [each.found for each in namings(a_day(Answer(id="a", question_id="Q1.1", text=text)))] == expected


def test_it_is_said_where_and_in_which_words() -> None:
    """Forty places without the words round them are forty walks."""
    text = f"{'before ' * 30}and then\nPriya will {'after ' * 30}"
    each = next(namings(a_day(Decision(id="d", text="Yes", dissent=text))))
    assert (each.record.id, each.what, each.sign) == ("d", "dissent", Sign.NAME)
    assert each.words.startswith("…before")
    assert "and then [Priya] will after" in each.words
    assert len(each.words) < 120
    endless = next(namings(a_day(Decision(id="d", text=f"{'x' * 500} Priya {'y' * 500}"))))
    assert len(endless.words) < 120


def test_what_is_in_no_public_document_is_not_listed() -> None:
    """Names in their own fields are hidden by themselves; private notes and unlooked-at photos stay at home."""
    day = a_day(
        Note(id="n", text="Priya is tired"),
        Photo(id="ph", question_id="Q1.1", picture_id="pi", width=1, height=1, caption="Priya"),
        ParkingLotItem(id="pk", text="Later", raised_by="Priya"),
        Participant(id="p99", name="Bob Tree", access_needs="Priya reads to him"),
    )
    assert list(namings(day)) == []
    kinds = a_day(Answer(id="a", question_id="Q1.1", text="Priya"), Action(id="ac", title="Ask Priya"))
    assert [each.record.id for each in namings(kinds, {Action})] == ["ac"]


NO_SENTENCES = {"date", "due", "answer_by", "group_noun", "label", "number", "status"}
"""Fields in which the window takes a date, a letter, or one of a few words."""
NO_TEXTS = re.compile("id$|_ids$|^data$|^colour$|^shape$")


def _marked(part: Any, marks: dict[str, str], field: str = "") -> Any:
    """The same with a mark of its own, and a name, in each text; `marks` says in which field."""
    if type(part) is str:
        marks[f"M{len(marks)}"] = field
        return f"M{len(marks) - 1} Quandary"
    if type(part) is tuple:
        return tuple(_marked(each, marks, field) for each in part)
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        texts = [each.name for each in dataclasses.fields(part) if not NO_TEXTS.search(each.name)]
        values = {name: _marked(getattr(part, name), marks, name) for name in texts if getattr(part, name)}
        return dataclasses.replace(part, **values)
    return part


def test_every_typed_text_of_a_public_document_is_looked_at() -> None:
    """A field that is printed and not looked at is where the name will be."""
    marks: dict[str, str] = {}
    day = Workshop(
        [
            *(_marked(each, marks) for each in everywhere("x").records()),
            Participant(id="p9", name="Quandary"),
        ]
    )
    framework = bundled_framework()
    documents = (printable_record(day, framework, public=True), workbook(day, framework, public=True))
    printed = set(re.findall(r"\bM\d+\b", repr((*documents, dates_ahead(day, public=True)))))
    looked_at = {each.before.split()[-1] for each in namings(day)}
    assert len(printed) > 40
    assert {marks[each] for each in printed - looked_at} <= NO_SENTENCES
    assert {marks[each] for each in looked_at - printed} == set()


WORDS = st.lists(
    st.sampled_from(["the", "bus", "Priya", "müller", "to", "Okafor", "\n", "—", "王芳", "é"]), max_size=12
)


@settings(max_examples=60)
@given(WORDS)
def test_a_name_is_found_wherever_it_stands(words: list[str]) -> None:
    """As often as it stands there, whatever is round it; and what is listed stands in the text."""
    text = " ".join(words)
    told = found(text)
    assert all(each in " ".join(text.split()) for each in told)
    said = sum(each.count(name) for each in told for name in ("Priya", "müller", "Okafor", "王芳"))
    assert said == sum(word in {"Priya", "müller", "Okafor", "王芳"} for word in words)


def test_ten_thousand_answers_are_looked_through_in_a_moment() -> None:
    """It is done again after every change while the page is in front."""
    words = ["we need a bus after", "seven at the latest", "because the last", "goes before the", "late shift ends"] * 3
    answers = [
        Answer(
            id=f"a{n}", question_id="Q1.1", text=" ".join(words[n % 7 :] + words[: n % 11]) + (" Priya" * (n % 50 == 0))
        )
        for n in range(10_000)
    ]
    day = a_day(*answers, Answer(id="x", question_id="Q1.1", text="x" * 20_000 + " @ " + "1" * 20_000))
    began = time.thread_time()
    assert sum(1 for _ in namings(day)) == 200
    assert time.thread_time() - began < 1.5


def told(kind: str, *records: Record, extent: Extent = WHOLE) -> list[str]:
    document = next(each for each in DOCUMENTS if each.kind == kind)
    return [each.found for each in namings_in(a_day(*records), document, extent)]


def test_what_a_document_does_not_say_is_not_warned_of() -> None:
    """Eighteen warnings of words that are not in the calendar teach people to read none."""
    step = Action(id="a1", title="Ask 王芳 at once", first_step="Priya writes", due="2026-05-01")
    dated = dataclasses.replace(step, first_step_due="2026-04-01")
    body = Organisation(id="o2", name="Okafor & Sons")
    assert told("record-public", step, body) == ["王芳", "Priya", "Okafor"]
    assert told("record-public", step, body, extent=Extent(frozenset({"actions", "plan-figures"}))) == []
    assert told("dates-public", step) == ["王芳"]
    assert told("dates-public", dated) == ["王芳", "Priya"]
    assert told("results-public", step, body) == []
    assert told("participants-public", body, Participant(id="px", name="Cy Low", organisation_id="o2")) == ["Okafor"]
    assert told("summary", step, body) == []


def test_the_partners_are_warned_of_those_alone_who_did_not_agree() -> None:
    """“Bullen will not pay” went to all partners with nothing said, and its owner had not agreed to be named."""
    said = Answer(id="a", question_id="Q1.1", text="Müller, Baker, Mrs Lindt, 07700 900123, priya.s@example.org, Quill")
    photo = Photo(id="ph", question_id="Q1.1", picture_id="x", caption="By Zimmer", width=1, height=1)
    assert [each.found for each in namings(a_day(said, photo), public=False)] == ["Müller", "priya", "Zimmer"]
    assert told("record", said) == ["Müller", "priya"]
    assert told("answers", said) == ["Müller", "priya"]


def test_a_page_typed_where_a_name_belongs_is_told_in_short() -> None:
    """Otherwise one line of the list fills the window, or the terminal."""
    long = "Wordy " * 500
    people = Participant(id="px", name=long)
    (place,) = namings(a_day(people, Answer(id="a", question_id="Q1.1", text=f"x {long[:1200]}")))
    assert place.found.startswith("Wordy Wordy")
    assert len(place.words) < 200
