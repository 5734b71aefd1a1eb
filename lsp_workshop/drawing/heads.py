"""What stands over a chart's columns: titles, or signs and a key to them where these have no room. Knows no painter."""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.drawing.grids import Column
from lsp_workshop.drawing.marks import mark_shapes
from lsp_workshop.drawing.shapes import MUTED, TEXT, Shape, Text
from lsp_workshop.drawing.style import Place, Style
from lsp_workshop.drawing.words import Measure, Weight, wrap

REACH = 0.7
"""How much of the gap behind its column a title may take."""
_CODE = 4
"""Letters of a number ("5", "1st") that stands for its title over a column."""


class Head:
    """`height` is what it takes over the rows; `gap` is between two columns, `width` the drawing's."""

    def __init__(
        self,
        columns: Sequence[Column],
        places: Sequence[Place],
        gap: float,
        width: float,
        style: Style,
        measure: Measure,
    ) -> None:
        self._columns, self._places, self._gap, self._width = columns, places, gap, width
        self._style, self._measure = style, measure
        self._keyed = not all(map(self._title_fits, columns, places))
        self.height = self._measured()

    def _wide(self, text: str, size: float, weight: Weight = "regular") -> float:
        return self._measure(text, weight, size)

    def _title_fits(self, column: Column, place: Place) -> bool:
        size = self._style.small
        words = [word for text in (column.title, column.detail) for word in text.split(" ")]
        # A title of more than two lines would be longer than what it stands over.
        lines = wrap(column.title, "regular", size, self._title_width(place), self._measure, 3)
        return len(lines) < 3 and all(self._wide(word, size) <= self._title_width(place) for word in words)

    def _title_width(self, place: Place) -> float:
        """A title may reach into the gap behind its column, and into the room left free behind the last."""
        return place.width + self._gap * REACH

    def _code(self, number: int) -> str:
        """What stands over a column whose words are in the key."""
        first = self._columns[number].title.split(" ")[0]
        return first if first[:1].isdecimal() and len(first) <= _CODE else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 26]

    def _key(self) -> list[list[tuple[float, int, list[str]]]]:
        """The key's entries, row by row: place from the left, column, words in lines."""
        size = self._style.small
        rows: list[list[tuple[float, int, list[str]]]] = [[]]
        x = 0.0
        for number, column in enumerate(self._columns):
            if column.kind == "main" or not column.title:
                continue
            words = f"{column.title} ({column.detail})" if column.detail else column.title
            if column.mark is None and self._code(number) == words.split(" ")[0]:
                words = words.partition(" ")[2].strip() or words
            lead = self._key_lead
            lines = wrap(words, "regular", size, self._width - lead, self._measure, 3)
            wide = lead + max(self._wide(line, size) for line in lines)
            if x + wide > self._width and rows[-1]:
                rows.append([])
                x = 0.0
            rows[-1].append((x, number, lines))
            x += wide + size * 1.4
        return rows if rows[-1] else []

    @property
    def _sign_height(self) -> float:
        """A line that a sign stands in."""
        marked = any(column.mark is not None for column in self._columns)
        lead = self._style.lead(self._style.small)
        return max(lead, self._style.sign(self._style.small) * 1.1) if marked else lead

    @property
    def _key_lead(self) -> float:
        """From a sign in the key to its words."""
        return (
            self._style.small * 0.65
            + (self._sign_height - self._style.lead(self._style.small))
            + self._style.small * 1.05
        )

    def _key_row_height(self, row: list[tuple[float, int, list[str]]]) -> float:
        lines = max(len(lines) for _, _, lines in row)
        return self._sign_height + (lines - 1) * self._style.lead(self._style.small)

    def _measured(self) -> float:
        size = self._style.small
        titled = [column for column in self._columns if column.title]
        tall = self._style.lead(size)
        height = 0.0
        if self._keyed:
            height += sum(self._key_row_height(row) for row in self._key()) + size * 0.6
            height += self._sign_height + tall * 0.2
        elif titled:
            height += max(self._title_height(column, place) for column, place in self._titled()) + size * 0.35
        if any(column.ticks for column in self._columns):
            height = max(height, tall)
        return height + self._style.pad * 0.4

    def _titled(self) -> list[tuple[Column, Place]]:
        pairs = zip(self._columns, self._places, strict=True)
        return [(column, place) for column, place in pairs if column.title]

    def _title_height(self, column: Column, place: Place) -> float:
        lead = self._style.lead(self._style.small)
        lines = self._title_lines(column.title, place) + self._title_lines(column.detail, place)
        return len(lines) * lead + (self._above_title if column.mark else 0.0)

    @property
    def _above_title(self) -> float:
        """What a sign takes above the words of a title."""
        return max(
            self._style.lead(self._style.small) * 1.15, self._style.sign(self._style.small) + self._style.small * 0.3
        )

    def _title_lines(self, text: str, place: Place) -> list[str]:
        return wrap(text, "regular", self._style.small, self._title_width(place), self._measure, 2) if text else []

    def draw(self) -> list[Shape]:
        shapes: list[Shape] = []
        size, lead = self._style.small, self._style.lead(self._style.small)
        bottom = self.height - self._style.pad * 0.4
        if self._keyed:
            y = 0.0
            for row in self._key():
                for x, number, lines in row:
                    shapes += self._sign(number, x, y)
                    for place, line in enumerate(lines):
                        top = y + (self._sign_height - lead) / 2 + place * lead
                        shapes.append(
                            self._style.worded(line, top, size, "regular", MUTED, x + self._key_lead, self._width)
                        )
                y += self._key_row_height(row)
            for number, (column, where) in enumerate(zip(self._columns, self._places, strict=True)):
                if column.title and column.kind != "main":
                    shapes += self._sign(number, where.x, bottom - self._sign_height)
                elif column.title:
                    shapes.append(
                        self._style.worded(column.title, bottom - lead, size, "regular", MUTED, where.x, self._width)
                    )
        else:
            for column, where in self._titled():
                shapes += self._title(column, where, bottom - size * 0.35 - self._title_height(column, where))
        for column, where in zip(self._columns, self._places, strict=True):
            for tick in column.ticks:
                x = max(where.x + where.room * column.share(tick), self._wide(str(tick), size) / 2)
                shapes.append(Text(x, bottom - lead / 2 + size * 0.36, str(tick), size, "regular", MUTED, "middle"))
        return shapes

    def _sign(self, number: int, x: float, y: float) -> list[Shape]:
        size, mark = self._style.small, self._columns[number].mark
        if mark is not None:
            return mark_shapes(x + size * 0.1, y + size * 0.1, self._style.sign(size), mark)
        y += (self._sign_height - self._style.lead(size)) / 2
        return [self._style.worded(self._code(number), y, size, "semibold", TEXT, x, self._width)]

    def _title(self, column: Column, place: Place, y: float) -> list[Shape]:
        shapes: list[Shape] = []
        size, lead = self._style.small, self._style.lead(self._style.small)
        if column.mark is not None:
            shapes += mark_shapes(place.x + size * 0.1, y, self._style.sign(size), column.mark)
            y += self._above_title
        colours = ((column.title, TEXT), (column.detail, MUTED))
        for text, colour in colours:
            for line in self._title_lines(text, place):
                shapes.append(self._style.worded(line, y, size, "regular", colour, place.x, self._width))
                y += lead
        return shapes
