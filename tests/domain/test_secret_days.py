"""Whole days of papers and names in a real file: nobody who reads it may link a paper to a person.

The reader knows how journals work, has the file as it is before it is closed, and knows who is of which sector. Two
suspicions are tried: that whoever voted was noted just after their paper went in or just before, and that names were
noted in the order of the papers. Either way a paper must stay with as many people as the small-group threshold, or
with all who voted whose papers look alike. Who may vote need not: the closed file is held to the papers that came in.
"""

from __future__ import annotations

import contextlib
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lsp_workshop.domain.edits import ballots
from lsp_workshop.domain.edits.event import new_workshop
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.framework import read_framework
from lsp_workshop.domain.model import (
    Ballot,
    Organisation,
    Participant,
    Secrecy,
    Sector,
    Turnout,
    Vote,
    WorkshopDetails,
)
from lsp_workshop.domain.voting import result_of, turnout_can_be_recorded
from lsp_workshop.paths import resource
from lsp_workshop.session import Session
from lsp_workshop.store import opening
from lsp_workshop.store.format import read_contents

SECTORS = ("public", "private", "voluntary", "community")


@dataclass(frozen=True)
class Line:
    """A line of the journal: the sectors of the papers that came in, or the names that were noted."""

    papers: tuple[str | None, ...] = ()
    names: frozenset[str] = frozenset()
    time: str = ""


class Day:
    """A room, a ballot that is open, and the file that is written."""

    def __init__(self, folder: Path, secrecy: Secrecy, sizes: tuple[int, ...], threshold: int) -> None:
        self.path = folder / "day.lspw"
        self.folder = folder
        framework = read_framework(json.loads(resource("framework.json").read_text("utf-8")))
        made = [each for each in new_workshop(framework, title="Day") if not isinstance(each, (Sector, Organisation))]
        made = [each for each in made if not isinstance(each, WorkshopDetails)]
        sectors = [Sector(id=each, name=each, order=order) for order, each in enumerate(SECTORS)]
        bodies = [Organisation(id=f"o-{each}", name=each, sector_id=each) for each in SECTORS]
        self.sector_of = {f"{s}{n}": s for s, size in zip(SECTORS, sizes, strict=True) for n in range(size)}
        people = [
            Participant(id=each, name=each, organisation_id=f"o-{sector}", attended=True)
            for each, sector in self.sector_of.items()
        ]
        details = WorkshopDetails(id="workshop", title="Day", small_group_threshold=threshold)
        opening.create_workshop(self.path, [*made, details, *sectors, *bodies, *people])
        self.open()
        options = [ballots.option(each) for each in "AB"]
        ballot = self.session.do(
            ballots.new_ballot("Which?", preset="one person one vote", secrecy=secrecy, options=options)
        )
        self.ballot_id = ballot.new(Ballot).id
        self.session.do(ballots.open_ballot(self.ballot_id))
        self.named = set(self.ballot.eligible_by_sector or ())
        self.least = max(3, threshold)
        self.lines: list[Line] = []
        self.before: frozenset[str] = frozenset()

    def open(self) -> None:
        opened = opening.open_workshop(self.path, rescue_folder=self.folder)
        self.session = Session(opened.workshop, opened.store)

    def close(self) -> None:
        """Read what is in the journal, then let it be folded: nothing of it may be there afterwards."""
        self.lines += self._read()
        self.session.close()
        assert read_contents(self.path.read_bytes(), self.path).entries == ()

    def _read(self) -> Iterator[Line]:
        for entry in read_contents(self.path.read_bytes(), self.path).entries:
            line = json.loads(entry.payload)
            papers = [write[2] for write in line["writes"] if write[0] == Vote.collection]
            names = [write[2] for write in line["writes"] if write[0] == Turnout.collection]
            if None in papers:
                # Sectors of few papers are forgotten as the ballot closes: nobody's paper comes in with that.
                again = [paper for paper in papers if paper is not None]
                assert {paper.get("sector_id") for paper in again} == {None}
                assert (len(again), line["at"]) == (papers.count(None), "")
                choices = [sorted(paper["choices"].items()) for paper in again if not paper.get("spoilt")]
                assert choices == sorted(choices), "an order in which sectors could stand one after the other"
                papers = []
            assert not (papers and names), "a paper and a name in one line"
            if papers:
                yield Line(papers=tuple(paper.get("sector_id") for paper in papers), time=line["at"])
            for turnout in names:
                noted = frozenset(turnout["participant_ids"])
                yield Line(names=noted - self.before, time="")
                self.before = noted

    @property
    def ballot(self) -> Ballot:
        return self.session.workshop.get(Ballot, self.ballot_id)

    def says(self, person: str) -> str | None:
        """What a paper of this person keeps of their sector while the ballot is open, as anybody can work out."""
        sector = self.sector_of[person]
        return sector if self.ballot.secrecy is Secrecy.SECTOR_ONLY and sector in self.named else None


def play(day: Day, chance: random.Random) -> set[str]:
    """Somebody's day: people hand papers in, some late, some spoilt; names are ticked and saved when it pleases."""
    waiting: list[str] = []
    to_come = list(day.sector_of)
    chance.shuffle(to_come)
    absent = chance.choice((0, 1, 2, len(to_come) // 2, len(to_come) - 2))
    voted: set[str] = set()
    ticks_first = chance.random() < 0.5
    while len(to_come) > absent:
        person = to_come.pop()
        if ticks_first:
            waiting.append(person)
            save(day, waiting, chance)
        sector = day.sector_of[person] if day.ballot.secrecy is Secrecy.SECTOR_ONLY else None
        spoilt = chance.random() < 0.1
        choices = {} if spoilt else {chance.choice(day.ballot.options).id: 1}
        day.session.do(ballots.cast_vote(day.ballot_id, choices, sector_id=sector, spoilt=spoilt))
        voted.add(person)
        if not ticks_first:
            waiting.append(person)
            save(day, waiting, chance)
        if chance.random() < 0.05:
            day.close()
            day.open()
        if chance.random() < 0.1:
            with contextlib.suppress(DomainError):
                day.session.undo()
    can_go_in = turnout_can_be_recorded(day.session.workshop, day.ballot, waiting, closing=True)
    day.session.do(ballots.close_ballot(day.ballot_id, waiting if can_go_in else ()))
    return voted


def save(day: Day, waiting: list[str], chance: random.Random) -> None:
    """Try to note those who wait, or some of them; refused, they wait on."""
    if chance.random() < 0.4:
        return
    lot = list(waiting) if chance.random() < 0.7 else chance.sample(waiting, chance.randint(0, len(waiting)))
    with contextlib.suppress(DomainError):
        day.session.do(ballots.record_turnout(day.ballot_id, lot))
        waiting[:] = [each for each in waiting if each not in lot]


def suspects(day: Day, alike: set[str]) -> Iterator[tuple[str, set[str]]]:
    """For every paper of people whose papers look alike, those to whom each suspicion leads."""
    (kind,) = {day.says(person) for person in alike}
    steps: list[frozenset[str] | None] = []
    for line in day.lines:
        steps += [None for sector in line.papers if sector == kind]
        if line.names & alike:
            steps.append(line.names & alike)
    lots = [step for step in steps if step is not None]
    left = alike.difference(*lots)
    in_order = [*(lot for lot in lots for _ in lot), *(left for _ in steps)]
    number = 0
    for place, step in enumerate(steps):
        if step is not None:
            continue
        after = next((each for each in steps[place:] if each is not None), None)
        before = next((each for each in reversed(steps[:place]) if each is not None), None)
        yield "noted after", set(after) if after is not None else left
        yield "noted before", set(before) if before is not None else alike
        yield "in the order of the papers", set(in_order[number])
        number += 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    secrecy=st.sampled_from((Secrecy.SECRET, Secrecy.SECTOR_ONLY)),
    sizes=st.tuples(*(st.integers(0, 9) for _ in SECTORS)).filter(sum),
    threshold=st.sampled_from((0, 3, 5)),
    chance=st.integers(0, 2**32).map(random.Random),
)
def test_no_paper_in_the_file_is_somebodys(
    secrecy: Secrecy, sizes: tuple[int, ...], threshold: int, chance: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        day = Day(Path(folder), secrecy, sizes, threshold)
        voted = play(day, chance)
        day.close()
        kinds = {day.says(person) for person in day.sector_of}
        for kind in kinds:
            alike = {person for person in day.sector_of if day.says(person) == kind}
            enough = min(day.least, len(alike & voted))
            for suspicion, people in suspects(day, alike):
                assert not people or len(people) >= enough, f"{suspicion}: {sorted(people)}"
        assert {line.time for line in day.lines if line.papers} <= {""}
        check_closed(day)
        sizes_alike = [sum(day.says(person) == kind for person in day.sector_of) for kind in kinds]
        assert min(sizes_alike) >= min(day.least, len(day.sector_of)), "a sector so small that it is a name"


def check_closed(day: Day) -> None:
    """A paper that names a sector, or none, is one of as many as the threshold; whoever was noted hides among them."""
    votes = day.session.workshop.votes_in(day.ballot_id)
    valid = Counter(vote.sector_id for vote in votes if not vote.spoilt)
    assert all(papers >= min(day.least, valid.total()) for papers in valid.values()), valid
    named = set(day.ballot.eligible_by_sector or ()) if day.ballot.secrecy is Secrecy.SECTOR_ONLY else set()
    assert {vote.sector_id for vote in votes} <= {None, *named}
    hidden = set(result_of(day.session.workshop, day.ballot_id).hidden_sectors)
    forgotten = {day.sector_of[each] for each in day.sector_of} - named
    assert day.ballot.secrecy is Secrecy.SECRET or not valid[None] or forgotten <= hidden
    assert {vote.count for vote in votes} <= {1}


@pytest.mark.parametrize("ticks_first", [True, False])
def test_the_suspicions_find_a_day_that_was_kept_badly(tmp_path: Path, ticks_first: bool) -> None:
    """A test that would not notice a leak protects nobody."""
    day = Day(tmp_path, Secrecy.SECRET, (9, 0, 0, 0), 5)
    people = sorted(day.sector_of)
    steps = [Line(papers=(None,)), Line(names=frozenset(people[:1]))]
    day.lines = [*(reversed(steps) if ticks_first else steps), Line(names=frozenset(people[1:]))]
    assert min(len(found) for _, found in suspects(day, set(people))) == 1
    day.close()
