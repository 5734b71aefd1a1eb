"""Search over the open workshop: a box, what was found, and Enter to go there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.wording import capital
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.workshop.finder import FinderDialog, Line
from lsp_workshop.ui.workshop.search_index import Find, Hit, Index, caption, hit_of, shown_text

_MOST = 500
"""Finds that are listed: nobody reads more, and a list lays out every row it has."""

__all__ = ["Hit", "SearchDialog"]


class SearchDialog(FinderDialog):
    """`chosen(Hit)` on Enter or a click; Escape closes."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, workshop: Workshop, index: Index | None = None) -> None:
        super().__init__(theme, parent, "", "", "")
        self.setWindowTitle(self.tr("Search this workshop"))
        self.box.setAccessibleName(self.tr("Search this workshop"))
        self.box.setPlaceholderText(self.tr("Search this workshop: answers, people, decisions, notes…"))
        self.hits.setAccessibleName(self.tr("What was found"))
        self._workshop = workshop
        self._index = index or Index(workshop)
        self._typed = ""
        self.found: list[Find] = []

    def seek(self, typed: str) -> None:
        self._typed = typed
        self.found = self._index.found(typed)
        self.hits.lines.show(min(len(self.found), _MOST), self._line)
        self.hits.go_to(0)
        if not typed.strip():
            self.below.setText("")
        elif len(self.found) > _MOST:
            said = self.tr("{count} found, the first {most} are listed. More words find fewer.")
            self.below.setText(said.format(count=f"{len(self.found):,}", most=_MOST))
        elif self.found:
            self.below.setText(self.tr("{count} found. Enter goes there.").format(count=f"{len(self.found):,}"))
        else:
            self.below.setText(self.tr("Nothing found. Fewer words, or parts of words, find more."))

    def take(self, place: int) -> None:
        hit = hit_of(self._workshop, self.found[place].record)
        self.accept()
        self.chosen.emit(hit)

    def _line(self, place: int) -> Line:
        find = self.found[place]
        return Line(shown_text(find, self._typed), capital(caption(self._workshop, find)))
