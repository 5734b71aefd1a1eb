"""A closed ballot's result: verdict with its rule, bars, sectors that may be shown. Every figure is `result_of`'s."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lsp_workshop.domain.model import Ballot, Method, Sector
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.presentation import is_leading, place_words, point_words, summary_words
from lsp_workshop.domain.record.ballots import method_words, turnout_words, verdict_words
from lsp_workshop.domain.record.people import People
from lsp_workshop.domain.results import BallotResult, OptionResult, SectorResult
from lsp_workshop.domain.sectors import sector_letters
from lsp_workshop.domain.voting import result_of
from lsp_workshop.domain.wording import counted, joined, mean
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import (
    Button,
    Card,
    ElidedLabel,
    FlowLayout,
    IconButton,
    ScrollColumn,
    SectorMark,
    label,
    row,
)
from lsp_workshop.ui.workshop.ballots.parts import BarRow, Spread, clear_out
from lsp_workshop.ui.workshop.ballots.words import hidden_words, mismatch_words, of


class ResultView(QWidget):
    left = Signal()
    deciding = Signal()
    projecting = Signal()
    replacing = Signal()
    settling = Signal()
    following = Signal(str)
    """Go to another ballot: the one that was replaced, or that replaces this."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ballot: Ballot | None = None
        self._letters: Mapping[str, str] = {}
        self.back = IconButton(desk.theme, "arrow-left", self.tr("Back to the ballots (Esc)"))
        self.title = ElidedLabel("", "strong")
        self.turnout = label("", "title")
        self._scroll = ScrollColumn(margins=(0, 0, 12, 0), spacing=4)
        self.project = Button(desk.theme, self.tr("On the projector"), "secondary", "presentation")
        self.decide = Button(desk.theme, self.tr("Record a decision…"), "secondary", "gavel")
        self.settle = Button(desk.theme, self.tr("Settle the tie…"), "secondary")
        self.replace = Button(desk.theme, self.tr("Vote again…"), "secondary", "copy")
        card = Card()
        card.body.addWidget(self._scroll)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.decide, self.project, self.settle, self.replace):
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
        self.settle.setVisible(bool(result.ties) and writable)
        self.decide.setVisible(writable)
        self.replace.setVisible(writable)
        self._letters = sector_letters(self._desk.workshop.sectors())
        clear_out(self._scroll.body)
        self._verdict(ballot, result)
        self._figures(ballot, result)
        self._sectors(ballot, result)
        self._foot(ballot, result)
        self._scroll.body.addStretch(1)

    def tell_projector(self, *, held_back: bool) -> None:
        """What the projector button would do next."""
        self.project.setText(self.tr("Reveal on the projector") if held_back else self.tr("On the projector"))

    def _add(self, widget: QWidget) -> None:
        self._scroll.body.addWidget(widget)

    def _verdict(self, ballot: Ballot, result: BallotResult) -> None:
        if len(ballot.options) == 1 and ballot.options[0].label != ballot.title:
            self._add(label(ballot.options[0].label, "lead", wrap=True))
        verdict = verdict_words(result, People(self._desk.workshop, public=False))
        if verdict:
            self._add(label(verdict, "title", "accent", wrap=True))
        if result.verdict_rule:
            self._add(label(result.verdict_rule, "caption", "muted", wrap=True))
        if not result.valid:
            self._add(label(self.tr("No valid papers came in, so there is no result."), "lead", wrap=True))

    def _figures(self, ballot: Ballot, result: BallotResult) -> None:
        if ballot.method in (Method.DOTS, Method.RANKING):
            self._totals(ballot, result)
        elif len(result.options) == 1:
            self._distribution(ballot, result)
        else:
            self._items(ballot, result)

    def _totals(self, ballot: Ballot, result: BallotResult) -> None:
        most = max((option.total for option in result.options), default=0)
        for option in result.options:
            share = option.total / most if most else 0.0
            note = self._place_words(ballot, option, result)
            strong = is_leading(option, len(result.options))
            self._add(BarRow(self._desk.theme, option.label, f"{option.total:,}", share, note=note, strong=strong))

    def _place_words(self, ballot: Ballot, option: OptionResult, result: BallotResult) -> str:
        words = [place_words(option, result)]
        if ballot.method is Method.DOTS and option.supporters != option.total:
            words.append(self.tr("from {people}").format(people=counted(option.supporters, "person", "people")))
        return joined(words, " · ")

    def _distribution(self, ballot: Ballot, result: BallotResult) -> None:
        option = result.options[0]
        frequencies = option.frequencies or {}
        most = max(frequencies.values(), default=0)
        accept = ballot.rules.accept_from
        for point in reversed(scale_points(ballot)):
            people = frequencies.get(point.value, 0)
            words = point_words(ballot, point)
            strong = accept is None or point.value >= accept
            share = people / most if most else 0.0
            self._add(BarRow(self._desk.theme, words, str(people), share, strong=strong))
        summary = summary_words(ballot, result)
        if summary:
            self._add(label(summary, "strong"))

    def _items(self, ballot: Ballot, result: BallotResult) -> None:
        """A line for each item: its words, how the answers spread, its mean."""
        grid = _grid(12)
        points = {point.value: point.label for point in scale_points(ballot)}
        for down, option in enumerate(result.options):
            frequencies = list((option.frequencies or {}).items())
            said = ", ".join(f"{people} × {value} {points.get(value, '')}".rstrip() for value, people in frequencies)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(option.label, "lead", wrap=True))
            note = " · ".join(part for part in (option.band or "", counted(option.n or 0, "answer")) if part)
            words.addWidget(label(note, "caption", "muted"))
            grid.addLayout(words, down, 0)
            grid.addWidget(Spread(self._desk.theme, frequencies, f"{option.label}: {said}"), down, 1)
            grid.addWidget(label(mean(option.mean), "title"), down, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 48)
        grid.setColumnStretch(1, 40)
        self._scroll.body.addLayout(grid)
        ends = scale_points(ballot)
        if ends:
            words_of_ends = self.tr("Bars go from {low} (light) to {high} (dark); the figure is the mean.")
            low, high = (f"{point.value} {point.label}".strip() for point in (ends[0], ends[-1]))
            self._add(label(words_of_ends.format(low=low, high=high), "caption", "muted", wrap=True))

    # --- sectors ------------------------------------------------------------------------------------------

    def _sectors(self, ballot: Ballot, result: BallotResult) -> None:
        if not result.sectors and not result.hidden_sectors:
            return
        self._scroll.body.addSpacing(12)
        self._add(label(self.tr("By sector"), "strong"))
        if result.sectors:
            single = ballot.method in (Method.SCALE, Method.CONSENT) and len(result.options) == 1
            self._scroll.body.addLayout(self._spreads(result) if single else self._table(ballot, result))
        hidden = [self._sector(sector_id) for sector_id in result.hidden_sectors]
        names = [sector.name for sector in hidden]
        if hidden:
            self._scroll.body.addSpacing(8)
            marks: list[QWidget | int | None] = [self._mark(sector) for sector in hidden]
            threshold = self._desk.workshop.details.small_group_threshold
            words = label(hidden_words(names, threshold), "caption", "muted", wrap=True)
            self._scroll.body.addLayout(row(*marks, words))

    def _sector(self, sector_id: str) -> Sector:
        return self._desk.workshop.find(Sector, sector_id) or Sector(id=sector_id, name=sector_id)

    def _mark(self, sector: Sector) -> SectorMark:
        return SectorMark(self._desk.theme, sector, letter=self._letters.get(sector.id, ""))

    def _spreads(self, result: BallotResult) -> QGridLayout:
        """A sector a line: its mark, its name, how its answers spread, its mean."""
        grid = _grid(12)
        for down, each in enumerate(result.sectors):
            sector = self._sector(each.sector_id)
            grid.addWidget(self._mark(sector), down, 0)
            grid.addWidget(label(sector.name), down, 1)
            grid.addWidget(label(counted(each.valid, "paper"), "caption", "muted"), down, 2)
            if each.options:
                option = each.options[0]
                frequencies = list((option.frequencies or {}).items())
                said = ", ".join(f"{people} × {value}" for value, people in frequencies)
                grid.addWidget(Spread(self._desk.theme, frequencies, f"{sector.name}: {said}"), down, 3)
                figure = mean(option.mean) if option.mean is not None else ""
                grid.addWidget(label(figure, "strong"), down, 4, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(3, 1)
        return grid

    def _table(self, ballot: Ballot, result: BallotResult) -> QGridLayout:
        """Options down, sectors across."""
        grid = _grid(16)
        for across, each in enumerate(result.sectors, start=1):
            sector = self._sector(each.sector_id)
            head = row(self._mark(sector), label(sector.name, "caption"), spacing=4)
            grid.addLayout(head, 0, across, Qt.AlignmentFlag.AlignRight)
            papers = label(counted(each.valid, "paper"), "caption", "muted")
            grid.addWidget(papers, 1, across, Qt.AlignmentFlag.AlignRight)
        for down, option in enumerate(result.options, start=2):
            grid.addWidget(label(option.label, "body", wrap=True), down, 0)
            for across, each in enumerate(result.sectors, start=1):
                cell = label(_cell(ballot, each, option.id), "strong")
                grid.addWidget(cell, down, across, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        return grid

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


def _cell(ballot: Ballot, sector: SectorResult, option_id: str) -> str:
    """The sector's figure for an option; a dash where it may not be shown."""
    option = next((each for each in sector.options if each.id == option_id), None)
    if option is None:
        return "–"
    if ballot.method in (Method.SCALE, Method.CONSENT):
        return mean(option.mean)
    return f"{option.total:,}"


def _grid(spacing: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(spacing)
    grid.setVerticalSpacing(8)
    return grid


def _passed_on(emit: Callable[..., None], *arguments: object) -> Callable[[], None]:
    """A slot that drops `checked`."""

    def slot() -> None:
        emit(*arguments)

    return slot
