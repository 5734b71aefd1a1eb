"""Search over the open workshop: a box, what was found, and Enter to go there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.wording import capital, counted
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.workshop.finder import FinderDialog, Line
from lsp_workshop.ui.workshop.search_index import Find, Hit, Index, caption, hit_of, shown_text

_MOST = 500
"""Finds that are listed: nobody reads more, and a list lays out every row it has."""
_EARLIER = 5
"""Words looked for that are listed again."""

__all__ = ["Hit", "SearchDialog"]


class SearchDialog(FinderDialog):
    """`chosen(Hit)` on Enter or a click; Escape closes. Before anything is typed it lists what was looked for earlier,
    and the day's questions; `earlier` are those words, the last first, which it keeps up.
    """

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        workshop: Workshop,
        index: Index | None = None,
        earlier: list[str] | None = None,
    ) -> None:
        super().__init__(theme, parent, "", "", "")
        self.setWindowTitle(self.tr("Search this workshop"))
        self.box.setAccessibleName(self.tr("Search this workshop"))
        self.box.setPlaceholderText(self.tr("Search this workshop: answers, people, decisions, notes…"))
        self.hits.setAccessibleName(self.tr("What was found"))
        self._workshop = workshop
        self._index = index or Index(workshop)
        self._typed = ""
        self.found: list[Find] = []
        self._earlier = [] if earlier is None else earlier
        self._questions = list(workshop.walk())
        self.below.setWordWrap(True)
        self.seek("")

    def seek(self, typed: str) -> None:
        self._typed = typed
        if not typed.strip():
            self.found = []
            self.hits.lines.show(len(self._earlier) + len(self._questions), self._line_before)
            # Enter in the empty box goes nowhere by itself: Down chooses.
            self.below.setText(
                self.tr(
                    "Type a word or two. Answers, themes, ballots, decisions, the plan, people, notes and everything "
                    "else is searched; capitals and accents do not matter."
                )
            )
            return
        self.found = self._index.found(typed)
        self.hits.lines.show(min(len(self.found), _MOST), self._line)
        self.hits.go_to(0)
        if len(self.found) > _MOST:
            said = self.tr("{count} found, the first {most} are listed. More words find fewer.")
            self.below.setText(said.format(count=f"{len(self.found):,}", most=_MOST))
        elif self.found:
            self.below.setText(self.tr("{count} found. Enter goes there.").format(count=f"{len(self.found):,}"))
        else:
            self.below.setText(self.tr("Nothing found. Fewer words, or parts of words, find more."))

    def take(self, place: int) -> None:
        if not self._typed.strip():
            self._take_before(place)
            return
        words = " ".join(self._typed.split())
        self._earlier[:] = [words, *(each for each in self._earlier if each.casefold() != words.casefold())][:_EARLIER]
        hit = hit_of(self._workshop, self.found[place].record)
        self.accept()
        self.chosen.emit(hit)

    def _take_before(self, place: int) -> None:
        if place < len(self._earlier):
            self.box.setText(self._earlier[place])
            return
        hit = hit_of(self._workshop, self._questions[place - len(self._earlier)])
        self.accept()
        self.chosen.emit(hit)

    def _line_before(self, place: int) -> Line:
        if place < len(self._earlier):
            return Line(self._earlier[place], self.tr("Looked for before"), icon="search")
        question = self._questions[place - len(self._earlier)]
        answers = len(self._workshop.answers_to(question.id, kept_only=True))
        said = self.tr("Question {number} · {answers}").format(
            number=question.number, answers=counted(answers, "answer")
        )
        return Line(question.text, said, icon="arrow-right")

    def _line(self, place: int) -> Line:
        find = self.found[place]
        return Line(shown_text(find, self._typed), capital(caption(self._workshop, find)))
