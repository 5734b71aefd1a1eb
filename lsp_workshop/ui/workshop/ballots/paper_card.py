"""What is seen of a paper that is typed: whose it is, its marks, what is written on it, what is said about it.

Knows no key and enters nothing: `papers.py` does.
"""

from __future__ import annotations

from collections.abc import Sequence

from lsp_workshop.domain.model import Ballot, Method
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.ui.tables import Line
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Card, ScrollColumn, label, line, retext, row, set_tone
from lsp_workshop.ui.workshop.ballots.entry import Paper
from lsp_workshop.ui.workshop.ballots.lines import PaperLines
from lsp_workshop.ui.workshop.ballots.points import PointKeys
from lsp_workshop.ui.workshop.ballots.voters import Voter, VoterBar

_COMPACT_BELOW = 380
"""Pixels: with less height the marks go first; what the keys mean is in the menu too."""


class PaperCard(Card):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.voter = VoterBar(theme)
        self._rule = line()
        self.proposal = label("", "lead", wrap=True)
        self.lines = PaperLines(theme)
        self.points = PointKeys(theme)
        self.legend = label("", "caption", "muted", wrap=True)
        self.comment = Line()
        self.comment.setPlaceholderText(self.tr("Tab: what is written on this paper"))
        self.comment.setAccessibleName(self.tr("Comment on this paper"))
        self.comment.setMaxLength(2000)
        self.summary = label("", "strong")
        self.message = label("", "body", "warning", wrap=True)
        self.hint = label("", "caption", "muted", wrap=True)
        self._scroll = ScrollColumn(margins=(0, 0, 12, 0), spacing=4)
        for shown in (self.proposal, self.lines, self.points):
            self._scroll.body.addWidget(shown)
        self._scroll.body.addStretch(1)
        self._scroll.setMinimumHeight(48)
        for above in (self.voter, self._rule):
            self.body.addWidget(above)
        self.body.addWidget(self._scroll, 1)
        for below in (self.legend, self.comment):
            self.body.addWidget(below)
        self.body.addLayout(row(self.summary, self.message, spacing=16))
        self.body.addWidget(self.hint)

    def fit(self, height: int, *, can_write: bool) -> None:
        """For so many pixels."""
        compact = height < self._theme.px(_COMPACT_BELOW)
        self.voter.set_compact(compact)
        self.lines.set_low(compact)
        self.body.setContentsMargins(16, 8 if compact else 16, 16, 8 if compact else 16)
        self.body.setSpacing(4 if compact else 8)
        self.hint.setVisible(not compact and can_write)

    def show_paper(self, paper: Paper, keys: tuple[str, ...]) -> None:
        """An empty one; `keys` are those of the ballot's options, "" where values are typed."""
        ballot = paper.ballot
        single = paper.takes_values and len(ballot.options) == 1
        self.comment.clear()
        self.comment.setVisible(single)
        retext(self.proposal, ballot.options[0].label if single else "")
        self.lines.setVisible(not single)
        self.lines.show_paper(paper, () if single else keys)
        points = scale_points(ballot)
        self.points.show_points(points if single else ())
        retext(self.legend, "" if single else " · ".join(f"{each.value} {each.label}" for each in points))
        self.hint.setText(self._hints(paper, has_numbers=any(len(key) > 1 for key in keys)))

    def _hints(self, paper: Paper, *, has_numbers: bool) -> str:
        """`has_numbers`: there are more options than keys, and they have numbers of several digits."""
        ballot: Ballot = paper.ballot
        ends = self.tr("Enter next paper · F12 spoilt · Esc clear")
        if ballot.method is Method.RANKING:
            return self.tr("Press the options in order · Backspace takes the last off · ") + ends
        if ballot.method is Method.DOTS:
            numbers = self.tr("All digits of its number place a dot") if has_numbers else ""
            place = numbers or self.tr("Its key places a dot")
            return place + self.tr(" · Backspace takes the last off, Shift and its key that one · ") + ends
        blank = self.tr("0 no answer · ") if ballot.rules.allow_blank and 0 not in paper.values() else ""
        return self.tr("A number is the value · ") + blank + self.tr("Backspace takes back · ") + ends

    def allow(self, *, can_write: bool) -> None:
        """What can only be read shows what the paper asks, and neither keys nor whose paper would be next."""
        self.lines.setEnabled(can_write)
        self.points.setEnabled(can_write)
        self.comment.setReadOnly(not can_write)
        if not can_write:
            self.comment.hide()
            self.voter.hide()
            self._rule.hide()
            self.summary.clear()
            set_tone(self.message, "muted")

    def show_voters(self, voters: Sequence[Voter], done: frozenset[str]) -> None:
        """`done`: the ids of those whose paper is in."""
        self.voter.show_voters(voters, done)
        self._rule.setVisible(bool(voters))

    def tell(self, paper: Paper, typed: str) -> None:
        """Its marks and their sum; `typed` is what there is of a key of several signs."""
        self.lines.tell()
        marked = self.points.show_mark(paper.mark_of(0))
        if marked is not None:
            self._scroll.ensureWidgetVisible(marked, 0, 8)
        self.summary.setText(f"{typed}…  {paper.summary()}" if typed else paper.summary())
        if self.lines.isVisible() and len(paper.ballot.options) > 1:
            self._scroll.ensureWidgetVisible(self.lines.line(paper.place), 0, 8)

    def say(self, words: str, *, good: bool) -> None:
        set_tone(self.message, "accent" if good else "warning")
        self.message.setText(words)
        # Its place is kept: the lines above must not jump under the scribe's eyes.
        self.message.setVisible(True)
