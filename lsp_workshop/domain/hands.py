"""A show of hands: a grid of counts by sector or table as the papers it comes to, and against who is in the room.

Two kinds of ballot can be counted so. Where each person raises a hand once (one vote each, one proposal on a scale, a
consent round) a hand is a whole paper. In an approval each option is counted on its own and people raise their hands
as often as they like: how many they were nobody knows, only that they were as many as the option with the most hands
had. So the counts become the fewest papers that give every option its hands: the people of the smallest count mark
all options, those that the next smallest has more all others, and so on. Every total is exact; how many marked both
of two options is not known and no figure says it; the papers are a lower bound of the people.

Hands of sectors that papers may not name become papers of one hand each, all sectors' together: a paper for three
and one for five would be the sectors again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from lsp_workshop.domain.anonymity import goes_unnamed, sector_on_paper
from lsp_workshop.domain.model import Ballot, Method, Participant, Secrecy, VoterUnit
from lsp_workshop.domain.papers import scale_values
from lsp_workshop.domain.workshop import Workshop


class HandsKind(Enum):
    """What one raised hand is."""

    WHOLE_PAPER = "whole paper"
    ONE_OPTION = "one option"


@dataclass(frozen=True, slots=True)
class Hands:
    """One cell of the grid: `count` hands for `value` on the option (1 is the vote itself) from a sector or a table."""

    option_id: str
    value: int
    count: int
    sector_id: str | None = None
    group_id: str | None = None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that does not agree: a code and values; `line` is the place of the cell in the grid, from 0.

    `refuses` where it cannot be entered so; otherwise it is for people to look at.
    """

    code: str
    values: Mapping[str, object]
    refuses: bool = False
    line: int | None = None


def hands_kind(ballot: Ballot) -> HandsKind | None:
    """How the ballot can be counted by hands; None where it cannot."""
    rules = ballot.rules
    if ballot.secrecy is Secrecy.SECRET or ballot.voter_unit is VoterUnit.GROUP:
        return None
    if ballot.method is Method.DOTS and rules.dots_per_voter == 1:
        return HandsKind.WHOLE_PAPER
    if ballot.method is Method.DOTS and rules.dots_per_voter is None and rules.max_per_option == 1:
        return HandsKind.ONE_OPTION
    one_rated = ballot.method in (Method.SCALE, Method.CONSENT) and len(ballot.options) == 1
    return HandsKind.WHOLE_PAPER if one_rated else None


@dataclass(frozen=True, slots=True)
class HandsPaper:
    """What `count` people chose together, as `cast_vote` takes it."""

    choices: Mapping[str, int]
    count: int
    sector_id: str | None
    group_id: str | None


def hands_papers(ballot: Ballot, grid: Sequence[Hands]) -> list[HandsPaper]:
    """The papers of a grid; cells without hands give none.

    Those that name no sector and no table come last, a paper for each hand, in an order that depends on the sums of
    all sectors alone. A ballot that does not say how many may vote keeps the counts: they have no limit.
    """
    raised = [cell for cell in grid if cell.count]
    if ballot.eligible is None:
        return _counted_papers(ballot, raised)
    named = [cell for cell in raised if not _is_unnamed(ballot, cell)]
    unnamed = [cell for cell in raised if _is_unnamed(ballot, cell)]
    return [*_counted_papers(ballot, named), *_single_papers(ballot, unnamed)]


def _is_unnamed(ballot: Ballot, cell: Hands) -> bool:
    return cell.group_id is None and goes_unnamed(ballot, cell.sector_id)


def _single_papers(ballot: Ballot, cells: Sequence[Hands]) -> list[HandsPaper]:
    """As many papers as people at least raised these hands, dealt out so that nothing of the sectors is left."""
    if hands_kind(ballot) is not HandsKind.ONE_OPTION:
        hands = Counter[tuple[str, int]]()
        for cell in cells:
            hands[cell.option_id, cell.value] += cell.count
        return [HandsPaper({option: value}, 1, None, None) for option, value in sorted(hands.elements())]
    scopes = [[cell for _, cell in each] for each in _by_scope(cells).values()]
    papers: list[dict[str, int]] = [{} for _ in range(sum(_people(HandsKind.ONE_OPTION, each) for each in scopes))]
    marks = sorted(option for cell in cells for option in [cell.option_id] * cell.count)
    # No option has more hands than there are papers, so that round and round none gets one twice and none stays empty.
    for place, option in enumerate(marks):
        papers[place % len(papers)][option] = 1
    return [HandsPaper(choices, 1, None, None) for choices in papers]


def _counted_papers(ballot: Ballot, cells: Sequence[Hands]) -> list[HandsPaper]:
    if hands_kind(ballot) is not HandsKind.ONE_OPTION:
        return [HandsPaper({c.option_id: c.value}, c.count, c.sector_id, c.group_id) for c in cells]
    found = []
    for (sector_id, group_id), alike in _by_scope(cells).items():
        counts: Counter[str] = Counter()
        for _, cell in alike:
            counts[cell.option_id] += cell.count
        passed = 0
        for count in sorted(set(counts.values())):
            marked = {option: 1 for option, hands in counts.items() if hands >= count}
            found.append(HandsPaper(marked, count - passed, sector_id, group_id))
            passed = count
    return found


def hands_check(workshop: Workshop, ballot: Ballot, grid: Sequence[Hands]) -> tuple[Mismatch, ...]:
    """What is wrong with the grid, cell by cell and for the whole.

    Refusals: "hands_not_for_this", "unknown_option", "value_not_on_scale", "bad_count", "hands_over_eligible" (with
    the papers that are in already). To look at: "hands_over_present" where there are more hands than eligible people
    in the room now. Values of the last two: hands, people, and sector_id or group_id. The hands of a sector that
    papers do not name are held against its own people, and all such hands, with the papers that name no sector,
    against all whose papers name none; that finding has the `sectors` (ids; None: people without one) it counts.
    """
    kind = hands_kind(ballot)
    if kind is None:
        return (Mismatch("hands_not_for_this", {"title": ballot.title}, refuses=True),)
    found = [finding for line, cell in enumerate(grid) for finding in _cell(ballot, line, cell)]
    if found:
        return tuple(found)
    total = 0
    for (sector_id, group_id), cells in _by_scope(grid).items():
        people = _people(kind, [cell for _, cell in cells])
        total += people
        if sector_id is None and group_id is None and not _names_sectors(ballot):
            # Hands of the whole room, counted in one.
            continue
        scope = _Scope.of(workshop, ballot, sector_id, group_id)
        values = {"sector_id": sector_id, "group_id": group_id}
        found += _against(people, scope, values, line=max(cells, key=lambda each: each[1].count)[0])
    if not found:
        found += _unnamed_together(workshop, ballot, kind, grid)
    return (*found, *_against(total, _Scope.everyone(workshop, ballot), {}))


def _unnamed_together(workshop: Workshop, ballot: Ballot, kind: HandsKind, grid: Sequence[Hands]) -> Iterable[Mismatch]:
    """The hands of all whose papers name no sector against all of these; those of none alone are counted above."""
    cells = [(line, cell) for line, cell in enumerate(grid) if _is_unnamed(ballot, cell) and cell.count]
    if ballot.eligible_by_sector is None or all(cell.sector_id is None for _, cell in cells):
        return ()
    scopes = _by_scope(cell for _, cell in cells)
    people = sum(_people(kind, [cell for _, cell in each]) for each in scopes.values())
    values = {"sector_id": None, "group_id": None, "sectors": tuple(sector_id for sector_id, _ in scopes)}
    scope = _Scope.of(workshop, ballot, None, None)
    line = max(cells, key=lambda each: each[1].count)[0]
    return (each for each in _against(people, scope, values, line) if each.refuses)


def _names_sectors(ballot: Ballot) -> bool:
    return ballot.secrecy is Secrecy.SECTOR_ONLY and bool(ballot.eligible_by_sector)


def _cell(ballot: Ballot, line: int, cell: Hands) -> Iterable[Mismatch]:
    labels = {option.id: option.label for option in ballot.options}
    if cell.option_id not in labels:
        yield Mismatch("unknown_option", {"option_id": cell.option_id, "title": ballot.title}, True, line)
    elif ballot.method is not Method.DOTS and cell.value not in scale_values(ballot):
        values = {"option": labels[cell.option_id], "value": cell.value, "allowed": list(scale_values(ballot))}
        yield Mismatch("value_not_on_scale", values, True, line)
    elif cell.count < 0 or (ballot.method is Method.DOTS and cell.value != 1):
        yield Mismatch("bad_count", {"count": cell.count if cell.count < 0 else cell.value}, True, line)


Scope = tuple[str | None, str | None]


def _by_scope(grid: Iterable[Hands]) -> Mapping[Scope, list[tuple[int, Hands]]]:
    found: defaultdict[Scope, list[tuple[int, Hands]]] = defaultdict(list)
    for line, cell in enumerate(grid):
        found[cell.sector_id, cell.group_id].append((line, cell))
    return found


def _people(kind: HandsKind, cells: Sequence[Hands]) -> int:
    """How many people raised these hands, at least; `cells` are of one scope and never none."""
    if kind is HandsKind.WHOLE_PAPER:
        return sum(cell.count for cell in cells)
    counts: Counter[str] = Counter()
    for cell in cells:
        counts[cell.option_id] += cell.count
    return max(counts.values())


@dataclass(frozen=True, slots=True)
class _Scope:
    """A sector, a table or the room: papers that are in, people who may vote and those of them here; None: unknown."""

    papers: int
    eligible: int | None
    present: int | None

    @classmethod
    def of(cls, workshop: Workshop, ballot: Ballot, sector_id: str | None, group_id: str | None) -> _Scope:
        box = workshop.box_of(ballot.id)
        if group_id is not None:
            people = _voters(workshop, ballot, lambda person: person.group_id == group_id)
            return cls._counted(box.by_group[group_id], people)
        named = ballot.eligible_by_sector or {}

        def belongs(person: Participant) -> bool:
            sector = workshop.sector_of(person)
            own = sector.id if sector else None
            return own == sector_id if sector_id is not None else own not in named

        people = _voters(workshop, ballot, belongs)
        papers = box.loose if sector_id is None else box.by_sector[sector_id]
        return cls._counted(papers, people)

    @classmethod
    def everyone(cls, workshop: Workshop, ballot: Ballot) -> _Scope:
        people = _voters(workshop, ballot, lambda _: True)
        present = None if people is None else sum(is_here(each) for each in people)
        return cls(workshop.box_of(ballot.id).papers, ballot.eligible, present)

    @classmethod
    def _counted(cls, papers: int, people: list[Participant] | None) -> _Scope:
        if people is None:
            return cls(papers, None, None)
        return cls(papers, len(people), sum(is_here(each) for each in people))


def is_here(person: Participant) -> bool:
    return person.attended and not person.left


def _voters(workshop: Workshop, ballot: Ballot, fits: Callable[[Participant], bool]) -> list[Participant] | None:
    """The people who may vote and fit; None where the ballot does not tell who they are."""
    if ballot.eligible_ids is None:
        return None
    people = (workshop.find(Participant, voter_id) for voter_id in ballot.eligible_ids)
    return [person for person in people if person is not None and fits(person)]


def _against(hands: int, scope: _Scope, values: Mapping[str, object], line: int | None = None) -> Iterable[Mismatch]:
    if scope.eligible is not None and hands + scope.papers > scope.eligible:
        told = {"hands": hands, "papers": scope.papers, "people": scope.eligible, **values}
        yield Mismatch("hands_over_eligible", told, True, line)
    elif scope.present is not None and hands > scope.present:
        yield Mismatch("hands_over_present", {"hands": hands, "people": scope.present, **values}, False, line)


def people_in(
    workshop: Workshop, ballot: Ballot, saved: Mapping[str | None, int], *, by_table: bool
) -> dict[str | None, int | None]:
    """How many people's papers of each sector or table are in; None where papers do not say whose they are.

    `saved` has the ids (None is everybody else), and the people whose hands were saved for each in this sitting.
    Papers of a sector that is too small to be named keep none. Where all papers without one are hands that were saved
    here, their counts are known still.
    """
    box = workshop.box_of(ballot.id)
    into = box.by_group if by_table else box.by_sector
    unsaid = box.papers - sum(into.values())
    # A sector that papers name has all of its own, unless hands were counted by table.
    says = not by_table and not box.by_group.total()
    untold = [each for each in saved if not (into[each or ""] or (says and each and sector_on_paper(ballot, each)))]
    sure = unsaid == sum(saved[each] for each in untold)
    found: dict[str | None, int | None] = {each: into[each or ""] for each in saved}
    for each in untold if unsaid else ():
        found[each] = saved[each] if sure else None
    return found
