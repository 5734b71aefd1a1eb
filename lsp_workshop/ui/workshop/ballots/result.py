"""A closed ballot's result: verdict with its rule, the chart as on paper, what stands behind it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsp_workshop.domain.model import Ballot
from lsp_workshop.domain.presentation import is_tied
from lsp_workshop.domain.record.ballots import method_words, turnout_words, verdict_words
from lsp_workshop.domain.record.figures import NO_PAPERS, ballot_figure
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.record.rounds import side_by_side
from lsp_workshop.domain.results import BallotResult
from lsp_workshop.domain.voting import result_of
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import (
    Button,
    Card,
    ChartView,
    ElidedLabel,
    FlowLayout,
    IconButton,
    ScrollColumn,
    label,
    row,
)
from lsp_workshop.ui.workshop.ballots.parts import clear_out
from lsp_workshop.ui.workshop.ballots.words import mismatch_words, of


class ResultView(QWidget):
    left = Signal()
    deciding = Signal()
    projecting = Signal()
    replacing = Signal()
    settling = Signal()
    planning = Signal()
    following = Signal(str)
    """Go to another ballot: the one that was replaced, or that replaces this."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ballot: Ballot | None = None
        self.back = IconButton(desk.theme, "arrow-left", self.tr("Back to the ballots (Esc)"))
        self.title = ElidedLabel("", "strong")
        self.turnout = label("", "title")
        self._scroll = ScrollColumn(margins=(0, 0, 12, 0), spacing=4)
        self.project = Button(desk.theme, self.tr("On the projector"), "secondary", "presentation")
        self.decide = Button(desk.theme, self.tr("Record a decision…"), "secondary", "gavel")
        self.settle = Button(desk.theme, self.tr("Settle the tie…"), "secondary")
        self.objectives = Button(desk.theme, self.tr("Objectives…"), "secondary", "target")
        self.replace = Button(desk.theme, self.tr("Vote again…"), "secondary", "copy")
        card = Card()
        card.body.addWidget(self._scroll)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.decide, self.project, self.objectives, self.settle, self.replace):
            flow.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row(self.back, self.title, self.turnout))
        layout.addWidget(card, 1)
        layout.addWidget(buttons)
        self.back.clicked.connect(_passed_on(self.left.emit))
        for button, signal in (
            (self.project, self.projecting),
            (self.decide, self.deciding),
            (self.objectives, self.planning),
            (self.settle, self.settling),
            (self.replace, self.replacing),
        ):
            button.clicked.connect(_passed_on(signal.emit))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        (self.decide if self._desk.can_write else self.back).setFocus()

    # --- showing ------------------------------------------------------------------------------------------

    def show_ballot(self, ballot: Ballot) -> None:
        if self._ballot is None or self._ballot.id != ballot.id:
            self._scroll.verticalScrollBar().setValue(0)
        self._ballot = ballot
        result = result_of(self._desk.workshop, ballot.id)
        self.title.set_text(ballot.title)
        self.turnout.setText(self.tr("{count} voted").format(count=of(result.turnout, result.eligible)))
        writable = self._desk.can_write
        tied = any(option.total and is_tied(option, result) for option in result.options)
        self.settle.setVisible(tied and writable)
        self.decide.setVisible(writable)
        self.objectives.setVisible(writable and len(ballot.options) > 1)
        self.replace.setVisible(writable)
        people = People(self._desk.workshop, public=False)
        clear_out(self._scroll.body)
        self._verdict(ballot, result, people)
        self._figures(ballot, result, people)
        self._foot(ballot, result)
        self._scroll.body.addStretch(1)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """What was made last would come last in the whole window: the figures come where they are seen."""
        before: QWidget = self.back
        for place in range(self._scroll.body.count()):
            item = self._scroll.body.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, widget)
                before = widget

    def tell_projector(self, *, held_back: bool) -> None:
        """What the projector button would do next."""
        self.project.setText(self.tr("Reveal on the projector") if held_back else self.tr("On the projector"))

    def _add(self, widget: QWidget) -> None:
        self._scroll.body.addWidget(widget)

    def _verdict(self, ballot: Ballot, result: BallotResult, people: People) -> None:
        if len(ballot.options) == 1 and ballot.options[0].label != ballot.title:
            self._add(label(ballot.options[0].label, "lead", wrap=True))
        verdict = verdict_words(result, people)
        if verdict:
            self._add(label(verdict, "title", "accent", wrap=True))
        if result.verdict_rule:
            self._add(label(result.verdict_rule, "caption", "muted", wrap=True))

    def _figures(self, ballot: Ballot, result: BallotResult, people: People) -> None:
        theme = self._desk.theme
        chart = ballot_figure(ballot, result, people)
        if chart is None:
            self._add(label(NO_PAPERS, "lead", wrap=True))
            for option in ballot.options if len(ballot.options) > 1 else ():
                self._add(label(option.label, "body", "muted", wrap=True))
        else:
            self._add(ChartView(theme, chart, self.tr("Result: {title}").format(title=ballot.title)))
            self._add(label(chart.caption, "caption", "muted", wrap=True))
        rounds = side_by_side(self._desk.workshop, ballot)
        if rounds is not None:
            self._scroll.body.addSpacing(16)
            title = self.tr("Both votes side by side") if ballot.replaces_id else self.tr("Then and now")
            self._add(label(title, "strong"))
            self._add(ChartView(theme, rounds, title))

    # --- what stands below --------------------------------------------------------------------------------

    def _foot(self, ballot: Ballot, result: BallotResult) -> None:
        self._scroll.body.addSpacing(12)
        turnout = self._desk.workshop.turnout_of(ballot.id)
        noted = len(turnout.group_ids or turnout.participant_ids) if turnout else 0
        mismatch = mismatch_words(ballot, result.cast or 0, noted)
        if mismatch:
            self._add(label(mismatch, "body", "warning", wrap=True))
        if ballot.tie_settled:
            self._add(label(self.tr("Tie settled: {words}").format(words=ballot.tie_settled), "body", wrap=True))
        people = turnout_words(result, ballot)
        self._add(label(f"{people} {method_words(ballot)}", "caption", "muted", wrap=True))
        workshop = self._desk.workshop
        before = workshop.find(Ballot, ballot.replaces_id)
        after = [each for each in workshop.all(Ballot) if each.replaces_id == ballot.id]
        linked = [(self.tr("Replaces “{title}”"), before)] if before is not None else []
        linked += [(self.tr("Replaced by “{title}”"), each) for each in after]
        for words, other in linked:
            link = Button(self._desk.theme, "", "quiet", "arrow-right")
            link.setText(words.format(title=other.title).replace("&", "&&"))
            link.clicked.connect(_passed_on(self.following.emit, other.id))
            self._scroll.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)


def _passed_on(emit: Callable[..., None], *arguments: object) -> Callable[[], None]:
    """A slot that drops `checked`."""

    def slot() -> None:
        emit(*arguments)

    return slot
