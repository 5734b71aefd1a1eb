"""Several previews as one: their pages one after another, and an outline that names each document. Knows no Qt."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lsp_workshop.ui.services import MOST_FOUND, Found, OutlineLine, PageImage, Preview


@dataclass(frozen=True, slots=True)
class Joined:
    """The `parts`, at least one, with the title of each."""

    titles: Sequence[str]
    parts: Sequence[Preview]

    @property
    def _starts(self) -> Sequence[int]:
        """The page that each begins with."""
        return [0, *itertools.accumulate(part.page_count for part in self.parts[:-1])]

    @property
    def page_count(self) -> int:
        return sum(part.page_count for part in self.parts)

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        return [size for part in self.parts for size in part.sizes]

    @property
    def outline(self) -> Sequence[OutlineLine]:
        found = []
        for title, part, start in zip(self.titles, self.parts, self._starts, strict=True):
            found.append(OutlineLine(0, title, start, 0.0))
            found += [replace(line, level=line.level + 1, page=line.page + start) for line in part.outline]
        return found

    @property
    def pdfs(self) -> Sequence[bytes]:
        return [pdf for part in self.parts for pdf in part.pdfs]

    def render(self, page: int, width: int) -> PageImage:
        place = bisect.bisect_right(self._starts, page) - 1
        return self.parts[place].render(page - self._starts[place], width)

    def find(self, words: str, cancelled: Callable[[], bool]) -> Sequence[Found]:
        found: list[Found] = []
        for part, start in zip(self.parts, self._starts, strict=True):
            found += [replace(place, page=place.page + start) for place in part.find(words, cancelled)]
        return found[:MOST_FOUND]

    def close(self) -> None:
        for part in self.parts:
            part.close()
