"""Protection of small groups: which sectors' figures may not be shown. Knows counts, no ballots and no choices.

A sector with few papers could be read as its people. Hiding it alone is not enough: total minus the others would
give it away, so the next smallest goes too. A sector without papers hides nothing and covers nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

LOWEST_THRESHOLD = 3
"""Papers: a workshop can ask for more protection, never for less."""


def hidden_groups(
    counts: Mapping[str, int],
    order: Sequence[str],
    threshold: int,
    *,
    already: Collection[str] = (),
) -> tuple[str, ...]:
    """The groups of `order` whose figures must not be shown, in that order.

    `counts` are valid papers (or ratings of one item) by group; a group that is not there has none. `already` are
    hidden for another reason and count as hidden here. Equal sizes are hidden in the sectors' order.
    """
    least = max(threshold, LOWEST_THRESHOLD)
    present = [group for group in order if counts.get(group, 0) > 0]
    hidden = {group for group in present if group in already or counts[group] < least}
    if len(hidden) == 1:
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
    papers: Mapping[str, int],
    order: Sequence[str],
    threshold: int,
    ratings: Mapping[str, Mapping[str, int]] | None = None,
) -> Disclosure:
    """What may be shown of a ballot.

    `papers` are valid papers by sector, `order` all sectors in theirs. `ratings` is given where blanks are allowed:
    for each item the ratings by sector, judged item by item; a sector hidden for its papers is hidden for every item.
    """
    present = tuple(sector for sector in order if papers.get(sector, 0) > 0)
    hidden = hidden_groups(papers, order, threshold)
    by_item = {
        item: hidden_groups(counts, order, threshold, already=hidden) for item, counts in (ratings or {}).items()
    }
    return Disclosure(present, hidden, by_item)
