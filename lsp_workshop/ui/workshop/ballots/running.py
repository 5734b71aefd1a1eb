"""An open ballot: papers, who has voted, hands, how many are in, who came and left, and closing it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lsp_workshop.domain.hands import hands_kind
from lsp_workshop.domain.model import Ballot
from lsp_workshop.domain.presentation import method_name
from lsp_workshop.domain.reconciliation import comings_and_goings
from lsp_workshop.domain.voting import papers_in
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import Button, Choices, ElidedLabel, IconButton, label, retext, row
from lsp_workshop.ui.workshop.ballots.hands import HandsGrid
from lsp_workshop.ui.workshop.ballots.papers import PaperEntry
from lsp_workshop.ui.workshop.ballots.rollcall import RollCall
from lsp_workshop.ui.workshop.ballots.room import comings_words
from lsp_workshop.ui.workshop.ballots.words import of
from lsp_workshop.ui.workshop.page import still_there

PAPERS, ROLL, HANDS = "papers", "roll", "hands"


class RunningBallot(QWidget):
    left = Signal()
    closing = Signal()
    projecting = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ballot: Ballot | None = None
        self.back = IconButton(desk.theme, "arrow-left", self.tr("Back to the ballots (Esc)"))
        self.title = ElidedLabel("", "strong")
        self.count = label("", "title")
        self.comings = label("", "caption", "muted", wrap=True)
        self.papers, self.roll, self.hands = PaperEntry(desk), RollCall(desk), HandsGrid(desk)
        self.tabs = Choices([(PAPERS, self.tr("Papers")), (ROLL, self.tr("Who has voted")), (HANDS, self.tr("Hands"))])
        self._views: dict[str, QWidget] = {PAPERS: self.papers, ROLL: self.roll, HANDS: self.hands}
        self._stack = QStackedWidget()
        for view in self._views.values():
            self._stack.addWidget(view)
        # With its key: the one beside it on the keyboard, F5, shows the question, here as everywhere.
        key = desk.actions["project_ballot"].shortcut().toString()
        self.project = Button(desk.theme, self.tr("Project ({key})").format(key=key), "secondary", "presentation")
        self.project.setAccessibleName(self.tr("Ballot on the projector"))
        self.project.setToolTip(desk.actions["project_ballot"].toolTip())
        self.close_it = Button(desk.theme, self.tr("Close…"), "secondary", "lock")
        self.close_it.setAccessibleName(self.tr("Close the ballot"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row(self.back, self.title, self.count))
        layout.addWidget(self.comings)
        layout.addWidget(self._stack, 1)
        layout.addLayout(row(self.tabs, None, self.project, self.close_it))
        for view in (self.papers, self.roll, self.hands):
            view.left.connect(self._leave)
        self.papers.entered.connect(self.tell)
        self.hands.entered.connect(self.tell)
        self.roll.counted.connect(self.tell)
        self.back.clicked.connect(self._leave)
        self.tabs.chosen.connect(self.choose)
        self.project.clicked.connect(self._project)
        self.close_it.clicked.connect(self._close)

    def show_ballot(self, ballot: Ballot) -> None:
        new = self._ballot is None or self._ballot.id != ballot.id
        self._ballot = ballot
        self.title.set_text(ballot.title)
        can_write = self._desk.can_write
        self.tabs.set_shown(HANDS, hands_kind(ballot) is not None and can_write)
        new = new or self.tabs.current() not in self.tabs.keys
        self.papers.show_ballot(ballot)
        self.roll.show_ballot(ballot)
        self.hands.show_ballot(ballot)
        if new:
            self.tabs.choose(PAPERS)
            self._stack.setCurrentWidget(self.papers)
        self.tell()

    def after_undo(self) -> None:
        """What was undone or done again may be what the words here speak of."""
        self.papers.after_undo()
        self.hands.after_undo()

    def tell(self) -> None:
        """How many papers are in; never what is on them."""
        if self._ballot is None:
            return
        papers = papers_in(self._desk.workshop, self._ballot.id)
        self.count.setText(self.tr("{count} papers").format(count=of(papers, self._ballot.eligible)))
        self.title.setAccessibleDescription(method_name(self._ballot))
        self.close_it.setEnabled(self._desk.can_write)
        retext(self.comings, comings_words(comings_and_goings(self._desk.workshop, self._ballot)))

    def choose(self, key: str) -> None:
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self._views[key])
        self.begin()

    def next_view(self) -> None:
        """Papers, who has voted, hands, and papers again."""
        keys = self.tabs.keys
        self.choose(keys[(keys.index(self.tabs.current()) + 1) % len(keys)])

    def begin(self) -> None:
        """Put the keyboard where the next key counts."""
        view = self._views[self.tabs.current()]
        if view is self.hands:
            self.hands.begin()
        else:
            view.setFocus()

    def unfinished(self) -> list[str]:
        """What is typed of this ballot and not entered: half a paper, hands."""
        return [words for words in (self.papers.words(), self.hands.words()) if words]

    def hold(self) -> None:
        """Something else is looked at; what is typed and ticked here stays."""
        self.roll.hold()

    def keep(self) -> str:
        """Save what was ticked. Returns what is not saved: a paper or hands that are half entered too."""
        return still_there([self.roll.keep(), self.papers.words(), self.hands.words()])

    def _leave(self) -> None:
        self.left.emit()

    def _close(self) -> None:
        self.closing.emit()

    def _project(self) -> None:
        self.projecting.emit()
