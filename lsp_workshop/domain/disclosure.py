"""Protection of small groups: which sectors' figures may not be shown. Knows counts, no ballots and no choices.

A sector with few papers could be read as its people. Hiding it alone is not enough: total minus the others would
give it away, so the next smallest goes too. A sector without papers hides nothing and covers nobody. Papers that name
no sector are never shown by themselves, but total minus all sectors is what they say: a few of them need cover too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Counts = Mapping[Any, int]
"""Papers or ratings by sector id, and under None those that name no sector."""

LOWEST_THRESHOLD = 3
"""Papers: a workshop can ask for more protection, never for less."""


def least_papers(threshold: int) -> int:
    """The fewest papers that a workshop with this threshold shows, for the words beside what is hidden too."""
    return max(threshold, LOWEST_THRESHOLD)


def hidden_groups(
    counts: Counts,
    order: Sequence[str],
    threshold: int,
    *,
    already: Collection[str] = (),
) -> tuple[str, ...]:
    """The groups of `order` whose figures must not be shown, in that order.

    `counts` are valid papers (or ratings of one item) by group; a group that is not there has none. `already` are
    hidden for another reason and count as hidden here. Equal sizes are hidden in the sectors' order. Under None are
    the papers without a group: where these are fewer than the threshold the smallest group is hidden with them. They
    are no cover for a group that is hidden alone, because a room may know who belongs to none.
    """
    least = least_papers(threshold)
    present = [group for group in order if counts.get(group, 0) > 0]
    hidden = {group for group in present if group in already or counts[group] < least}
    if len(hidden) == 1 or (not hidden and 0 < counts.get(None, 0) < least):
        rest = [group for group in present if group not in hidden]
        if rest:
            # min keeps the first of equals, which is the sectors' order.
            hidden.add(min(rest, key=lambda group: counts[group]))
    return tuple(group for group in order if group in hidden)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """`present` are the sectors with papers, `hidden` those of them that show nothing at all.

    `hidden_by_item` are those that show nothing for one item, the hidden ones included.
    """

    present: tuple[str, ...]
    hidden: tuple[str, ...]
    hidden_by_item: Mapping[str, tuple[str, ...]]

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(sector for sector in self.present if sector not in self.hidden)

    def shown_for(self, item: str) -> tuple[str, ...]:
        hidden = self.hidden_by_item.get(item, self.hidden)
        return tuple(sector for sector in self.shown if sector not in hidden)


NO_SECTORS = Disclosure((), (), {})
"""For ballots whose papers tell no sector."""


def disclosure_of(
    papers: Counts,
    order: Sequence[str],
    threshold: int,
    ratings: Mapping[str, Counts] | None = None,
    *,
    unnamed: Collection[str] = (),
) -> Disclosure:
    """What may be shown of a ballot.

    `papers` are valid papers by sector (None: without one), `order` all sectors in theirs. `ratings` is given where
    blanks are allowed: for each item the ratings by sector, judged item by item; a sector hidden for its papers is
    hidden for every item. `unnamed` are sectors that papers do not name: where any paper names none, they are hidden.
    """
    present = tuple(sector for sector in order if papers.get(sector, 0) > 0)
    away = set(hidden_groups(papers, order, threshold)).union(unnamed if papers.get(None, 0) else ())
    hidden = tuple(sector for sector in order if sector in away)
    by_item = {
        item: hidden_groups(counts, order, threshold, already=hidden) for item, counts in (ratings or {}).items()
    }
    return Disclosure(present, hidden, by_item)
