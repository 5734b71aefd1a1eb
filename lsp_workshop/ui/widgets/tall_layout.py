"""Where rows of unlike height stand, in one column or in several side by side. Knows no Qt and no records.

Heights are guesses until somebody measures; tops are sums over plain lists, so that ten thousand rows take no time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate


class TallLayout:
    """Pixels throughout. Columns begin with a heading that stays at the top, where there are several."""

    def __init__(self) -> None:
        self.heights: list[int] = []
        self.exact = bytearray()
        """Which heights were measured."""
        self.tops: list[int] = []
        """Where each row begins in its column."""
        self.columns: list[range] = [range(0)]
        """The rows of each column; there is always one."""
        self.headed = False
        """Whether columns have headings: rows that stand still while the others scroll."""
        self.bottom = 0
        """Where the longest column ends."""

    def __len__(self) -> int:
        return len(self.heights)

    def begin(self, count: int, starts: Sequence[int]) -> None:
        """So many rows; `starts` are those with which columns begin, none for one column without a heading."""
        self.headed = bool(starts)
        starts = starts or (0,)
        ends = [*starts[1:], count]
        self.columns = [range(start, end) for start, end in zip(starts, ends, strict=True)]

    def guess(self, first: int, last: int, heights: Sequence[int]) -> None:
        """The rows from `first` up to `last`, without that one, are others now: these."""
        self.heights[first:last] = heights
        self.exact[first:last] = bytes(len(heights))

    def remove(self, first: int, last: int) -> None:
        self.guess(first, last, ())

    def add_up(self) -> None:
        """After heights have changed; before, tops are those of earlier heights."""
        tops: list[int] = []
        self.bottom = 0
        for rows in self.columns:
            tops.extend(accumulate(self.heights[rows.start : rows.stop], initial=0))
            self.bottom = max(self.bottom, tops.pop())
        self.tops = tops

    def measure(self, places: Iterable[int], exact_height: Callable[[int], int], most: int) -> bool:
        """Measure rows until they fill `most`; True where one was guessed wrongly, and tops are to be added up."""
        wrong, filled = False, 0
        for place in places:
            if not self.exact[place]:
                self.exact[place] = True
                height = exact_height(place)
                wrong = wrong or height != self.heights[place]
                self.heights[place] = height
            filled += self.heights[place]
            if filled >= most:
                break
        return wrong

    # --- looking up ---------------------------------------------------------------------------------------

    def column_of(self, place: int) -> int:
        return max(bisect_right(self.columns, place, key=lambda rows: rows.start) - 1, 0)

    def is_head(self, place: int) -> bool:
        return self.headed and self.columns[self.column_of(place)].start == place

    def head(self, column: int) -> int:
        """How high the heading of a column is; 0 without one."""
        rows = self.columns[column]
        return self.heights[rows.start] if rows and self.headed else 0

    def end(self, place: int) -> int:
        return self.tops[place] + self.heights[place]

    def place_at(self, column: int, y: int) -> int:
        """The row at a height of a whole column; -1 outside."""
        rows = self.columns[column]
        place = bisect_right(self.tops, y, rows.start, rows.stop) - 1
        return place if place >= rows.start and y < self.end(place) else -1

    def beside(self, here: int, column: int) -> int:
        """The row of another column that stands where this one begins; its last where it is shorter."""
        rows = self.columns[column]
        if self.is_head(here) or len(rows) == 1:
            return rows.start
        place = self.place_at(column, self.tops[here])
        return max(place, rows.start + 1) if place >= 0 else rows.stop - 1
