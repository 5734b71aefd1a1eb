"""Ballots and papers for the tests: the sample, worked cases, short builders, and papers of all kinds."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from lsp_workshop.domain.codec import decode
from lsp_workshop.domain.model import (
    RECORD_TYPES,
    Ballot,
    BallotOption,
    BallotRules,
    BallotStatus,
    Method,
    Record,
    ScalePoint,
    Sector,
    Turnout,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.presets import AGREED_80, EVERYONE_ACCEPTS
from lsp_workshop.domain.results import BallotResult, OptionResult
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.workshop import Workshop

TESTS = Path(__file__).parents[1]
SECTORS = ("sector-public", "sector-private", "sector-voluntary", "sector-community")
OPTIONS = ("apples", "pears", "plums", "figs")
VECTORS: dict[str, Any] = json.loads((TESTS / "data" / "voting.json").read_text("utf-8"))
EXPECTED: dict[str, Any] = json.loads((TESTS / "data" / "aldermouth.expected.json").read_text("utf-8"))


@cache
def sample() -> Workshop:
    source = json.loads((TESTS.parent / "resources" / "sample" / "aldermouth.json").read_text("utf-8"))
    records: list[Record] = []
    for kind in RECORD_TYPES:
        found = source.get(kind.collection, [])
        items = [found] if isinstance(found, dict) else found
        for number, item in enumerate(items):
            own_id = kind.collection if found is item or isinstance(found, dict) else str(number)
            records.append(decode(kind, {"id": item.get("ballot_id", own_id), **item}))
    return Workshop(records)


def options_of(result: BallotResult) -> dict[str, OptionResult]:
    return {option.id: option for option in result.options}


def scale(*values: int) -> tuple[ScalePoint, ...]:
    return tuple(ScalePoint(value=value, label=str(value)) for value in values)


def ballot(method: Method, *, options: int = 4, status: BallotStatus = BallotStatus.CLOSED, **fields: Any) -> Ballot:
    points = scale(1, 2, 3, 4, 5) if method is Method.SCALE else None
    listed = tuple(BallotOption(id=each, label=each.title()) for each in OPTIONS[:options])
    given_fields = {"title": "Which?", "options": listed, "scale": points, "status": status, **fields}
    return Ballot(id="b", method=method, **given_fields)


def workshop(
    a_ballot: Ballot, votes: Iterable[Vote] = (), *, threshold: int = 5, turnout: Turnout | None = None
) -> Workshop:
    details = WorkshopDetails(id="workshop", title="Day", small_group_threshold=threshold)
    sectors = [Sector(id=each, name=each, order=place) for place, each in enumerate(SECTORS)]
    return Workshop([details, *sectors, a_ballot, *votes, *([turnout] if turnout else [])])


def papers(choices: Iterable[Mapping[str, int]], sectors: Sequence[str | None] = (None,), **fields: Any) -> list[Vote]:
    """One paper for each of the choices, the sectors in turn."""
    return [
        Vote(id=f"v{number}", ballot_id="b", choices=each, sector_id=sectors[number % len(sectors)], **fields)
        for number, each in enumerate(choices)
    ]


def result(a_ballot: Ballot, votes: Iterable[Vote], **fields: Any) -> BallotResult:
    return result_of(workshop(a_ballot, votes, **fields), "b")


@st.composite
def counted(draw: st.DrawFn) -> tuple[Ballot, list[Vote]]:
    """A closed ballot and papers that keep its rules."""
    method = draw(st.sampled_from(Method))
    size = draw(st.integers(1, 4))
    rules = BallotRules(
        allow_blank=draw(st.booleans()),
        accept_from=draw(st.sampled_from((None, 3))),
        support_from=4,
        pass_rule=draw(st.sampled_from((None, AGREED_80, EVERYONE_ACCEPTS))) if method is Method.SCALE else None,
    )
    a_ballot = ballot(method, options=size, rules=rules)
    ids = OPTIONS[:size]
    if method is Method.RANKING:
        one = st.permutations(ids).map(lambda order: {each: place for place, each in enumerate(order, 1)})
    else:
        lowest, highest = {Method.DOTS: (0, 3), Method.SCALE: (1, 5), Method.CONSENT: (0, 2)}[method]
        number = st.integers(lowest, highest)
        blanks = method is Method.DOTS or rules.allow_blank
        one = (
            st.dictionaries(st.sampled_from(ids), number)
            if blanks
            else st.fixed_dictionaries(dict.fromkeys(ids, number))
        )
    sectors = st.sampled_from((*SECTORS, SECTORS[0], None))
    shares = [draw(sectors) for _ in range(draw(st.integers(0, 40)))]
    votes = [
        Vote(
            id=f"v{place}",
            ballot_id="b",
            sector_id=sector,
            choices={} if place % 11 == 10 else draw(one),
            spoilt=place % 11 == 10,
            count=draw(st.sampled_from((1, 1, 1, 3))),
        )
        for place, sector in enumerate(shares)
    ]
    return a_ballot, votes


def valid(votes: Iterable[Vote]) -> list[Mapping[str, int]]:
    """The choices on every valid paper, each hand of a show of hands for itself."""
    return [vote.choices for vote in votes if not vote.spoilt for _ in range(vote.count)]
