"""A show of hands: counts by sector in a small grid, where the ballot is not secret and each hand is one choice."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from lsp_workshop.domain.edits.ballots import cast_vote
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.model import Ballot, Method, Secrecy, Sector, VoterUnit
from lsp_workshop.domain.papers import scale_points
from lsp_workshop.domain.sectors import sector_letters
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.theme import Theme
from lsp_workshop.ui.widgets import Button, Card, ScrollColumn, SectorMark, label, row
from lsp_workshop.ui.workshop.ballots.parts import clear_out
from lsp_workshop.ui.workshop.ballots.words import refusal


def takes_hands(ballot: Ballot) -> bool:
    """Each hand must be one whole paper: one vote each, or one proposal on a scale."""
    if ballot.secrecy is Secrecy.SECRET or ballot.voter_unit is VoterUnit.GROUP:
        return False
    if ballot.method is Method.DOTS:
        return ballot.rules.dots_per_voter == 1
    return ballot.method in (Method.SCALE, Method.CONSENT) and len(ballot.options) == 1


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    option_id: str
    value: int


def columns_of(ballot: Ballot) -> tuple[Column, ...]:
    """What a hand can be raised for."""
    if ballot.method is Method.DOTS:
        return tuple(Column(option.label, option.id, 1) for option in ballot.options)
    only = ballot.options[0].id
    titles = [(point.value, point.label) for point in reversed(scale_points(ballot))]
    words = {value: text if ballot.method is Method.CONSENT else f"{value} {text}".strip() for value, text in titles}
    return tuple(Column(words[value], only, value) for value, _ in titles)


class Count(QLineEdit):
    """How many hands; blank is none."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setValidator(QIntValidator(0, 9999, self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(name)
        self.setFixedWidth(theme.px(64))

    @property
    def number(self) -> int:
        return int(self.text() or 0)


class Hands(QWidget):
    left = Signal()
    entered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ballot: Ballot | None = None
        self._cells: dict[tuple[str | None, Column], Count] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.message = label("", "body", "warning", wrap=True)
        self.save = Button(desk.theme, self.tr("Save these hands"), "secondary", "check")
        self._scroll = ScrollColumn(margins=(0, 0, 12, 0), spacing=8)
        self._scroll.body.addWidget(
            label(self.tr("How many hands? Tab goes on, Enter saves them all."), "caption", "muted", wrap=True)
        )
        self._scroll.body.addLayout(self._grid)
        self._scroll.body.addStretch(1)
        card = Card()
        card.body.addWidget(self._scroll, 1)
        card.body.addLayout(row(self.message, self.save))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.save.clicked.connect(self.keep)

    def show_ballot(self, ballot: Ballot) -> None:
        if self._ballot is not None and self._ballot == ballot:
            return
        self._ballot = ballot
        clear_out(self._grid)
        self._cells = {}
        self.message.clear()
        if not takes_hands(ballot):
            return
        sectors: list[Sector | None] = [
            each for each in self._desk.workshop.sectors() if (ballot.eligible_by_sector or {}).get(each.id)
        ]
        everyone = sum((ballot.eligible_by_sector or {}).values())
        if not sectors or (ballot.eligible or 0) > everyone:
            sectors.append(None)
        letters = sector_letters(self._desk.workshop.sectors())
        for across, sector in enumerate(sectors, start=1):
            mark = SectorMark(self._desk.theme, sector, 20, letters[sector.id]) if sector else None
            name = label(sector.name if sector else self.tr("Others"), "caption")
            head = row(mark, name, spacing=4) if mark else row(name)
            self._grid.addLayout(head, 0, across, Qt.AlignmentFlag.AlignLeft)
        for down, column in enumerate(columns_of(ballot), start=1):
            self._grid.addWidget(label(column.title, "body", wrap=True), down, 0)
            for across, sector in enumerate(sectors, start=1):
                whose = sector.name if sector else self.tr("Others")
                cell = Count(self._desk.theme, f"{column.title}, {whose}")
                cell.returnPressed.connect(self.keep)
                self._cells[(sector.id if sector else None, column)] = cell
                self._grid.addWidget(cell, down, across)
        self._grid.setColumnStretch(0, 1)

    def words(self) -> str:
        """Counts that are typed and not saved; "" for none."""
        counts = [cell.text() for cell in self._cells.values() if cell.number]
        if self._ballot is None or not counts:
            return ""
        words = self.tr("hands for “{title}” ({counts})")
        return words.format(title=self._ballot.title, counts=", ".join(counts))

    def begin(self) -> None:
        first = next(iter(self._cells.values()), None)
        if first is not None:
            first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keep(self) -> None:
        """Save every count; one that is refused stays in its box with the reason, and those after it."""
        if self._ballot is None or not self._desk.can_write:
            return
        self.message.clear()
        for (sector_id, column), cell in self._cells.items():
            if not cell.number:
                continue
            edit = cast_vote(self._ballot.id, {column.option_id: column.value}, sector_id=sector_id, count=cell.number)
            try:
                self._desk.session.preview(edit)
            except DomainError as error:
                self.message.setText(refusal(error, self._desk.workshop))
                cell.setFocus()
                cell.selectAll()
                return
            if self._desk.do(edit, again=self.keep) is None:
                return
            # An empty box is what is in: the total above says how many.
            cell.clear()
            self.entered.emit()
