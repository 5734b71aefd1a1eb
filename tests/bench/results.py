"""Results of a very large ballot, beside one plain loop over the same papers, and a paper that comes in."""

from __future__ import annotations

import gc
import itertools
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from lsp_workshop.domain.change import Change
from lsp_workshop.domain.edits.ballots import cast_vote
from lsp_workshop.domain.model import (
    Ballot,
    BallotOption,
    BallotRules,
    BallotStatus,
    Method,
    ScalePoint,
    Sector,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.transaction import Moment
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.workshop import Workshop

VOTES, FEW_VOTES = 100_000, 1_000
OPTIONS = tuple(f"o{number:02}" for number in range(40))
SECTORS = ("public", "private", "voluntary", "community")
MARKS = 13
"""Dots are placed on a third of the options."""
ROUNDS = 9
CASTS = 300

Paper = Callable[[random.Random], Mapping[str, int]]


def dots(chance: random.Random) -> Mapping[str, int]:
    return {OPTIONS[place]: chance.choice((1, 1, 2)) for place in sorted(chance.sample(range(len(OPTIONS)), MARKS))}


def scale(chance: random.Random) -> Mapping[str, int]:
    return {option: chance.randint(1, 5) for option in OPTIONS}


def ranking(chance: random.Random) -> Mapping[str, int]:
    return dict(zip(OPTIONS, chance.sample(range(1, len(OPTIONS) + 1), len(OPTIONS)), strict=True))


def consent(chance: random.Random) -> Mapping[str, int]:
    return {option: chance.randint(0, 2) for option in OPTIONS}


WAYS: Mapping[str, tuple[Method, Paper]] = {
    "dots": (Method.DOTS, dots),
    "scale": (Method.SCALE, scale),
    "ranking": (Method.RANKING, ranking),
    "consent": (Method.CONSENT, consent),
}


def a_workshop(method: Method, paper: Paper, votes: int, status: BallotStatus = BallotStatus.CLOSED) -> Workshop:
    chance = random.Random(method)
    ballot = Ballot(
        id="b",
        title="Which?",
        method=method,
        options=tuple(BallotOption(id=option, label=option) for option in OPTIONS),
        scale=tuple(ScalePoint(value=value, label=str(value)) for value in range(1, 6)),
        rules=BallotRules(accept_from=3 if method is Method.SCALE else None),
        status=status,
    )
    sectors = [Sector(id=each, name=each, order=order) for order, each in enumerate(SECTORS)]
    papers = [
        Vote(
            id=f"{number:020x}",
            ballot_id="b",
            sector_id=SECTORS[number % len(SECTORS)],
            choices=MappingProxyType(paper(chance)),
        )
        for number in range(votes)
    ]
    return Workshop([WorkshopDetails(id="workshop", title="Day"), *sectors, ballot, *papers])


def add_up(votes: Sequence[Vote]) -> Mapping[str, int]:
    """Every number on every paper looked at once, and nothing else done with it."""
    totals = dict.fromkeys(OPTIONS, 0)
    for vote in votes:
        for option, value in vote.choices.items():
            totals[option] += value
    return totals


def in_turn() -> Iterator[tuple[str, float, float]]:
    """For each way of voting: its name, and the milliseconds of the results and of the plain loop."""
    for name, (method, paper) in WAYS.items():
        workshop = a_workshop(method, paper, VOTES)
        result, loop = partial(result_of, workshop, "b"), partial(add_up, workshop.votes_in("b"))
        takes, loops = [], []
        for _ in range(ROUNDS):
            takes.append(processor_time(result))
            loops.append(processor_time(loop))
        yield name, statistics.median(takes), statistics.median(loops)


def processor_time(action: Callable[[], object]) -> float:
    """Milliseconds of the processor: nothing here waits for a disk, and a busy machine must not count."""
    gc.collect()
    started = time.process_time()
    action()
    return (time.process_time() - started) * 1000


def a_paper_among(votes: int) -> float:
    """Milliseconds for one more paper in a ballot with so many, all rules looked at; without the disk."""
    workshop = a_workshop(Method.DOTS, dots, votes, BallotStatus.OPEN)
    chance, took = random.Random(votes), []
    ids = itertools.count()
    moment = Moment("2026-03-12T10:01:00", lambda: f"new{next(ids)}")
    for _ in range(CASTS):
        edit = cast_vote("b", dots(chance), sector_id=SECTORS[0])
        started = time.process_time()
        transaction = edit(workshop, moment)
        workshop.apply(Change(None, change.after) for change in transaction.changes)
        took.append((time.process_time() - started) * 1000)
    return statistics.median(took)
