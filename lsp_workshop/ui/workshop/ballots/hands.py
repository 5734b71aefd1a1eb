"""A show of hands as a grid, by sector or by table: the whole grid is one deed, checked against who is in the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from lsp_workshop.domain.edits.ballots import cast_hands
from lsp_workshop.domain.errors import DomainError
from lsp_workshop.domain.hands import Hands, HandsKind, Mismatch, hands_check, hands_kind, people_in
from lsp_workshop.domain.model import Ballot, Group
from lsp_workshop.domain.paper_keys import has_others, voting_sectors
from lsp_workshop.domain.sectors import sector_letters
from lsp_workshop.domain.wording import counted, short_title, shortened
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import (
    Button,
    Card,
    Choices,
    ElidedLabel,
    ScrollColumn,
    SectorMark,
    column,
    label,
    row,
    set_tone,
)
from lsp_workshop.ui.workshop.ballots.counts import NARROW, WIDE, Count, HandsColumn, HandsRow, rows_of
from lsp_workshop.ui.workshop.ballots.parts import clear_out
from lsp_workshop.ui.workshop.ballots.room import here_by_sector, here_by_table
from lsp_workshop.ui.workshop.ballots.words import refusal

SECTORS, TABLES = "sectors", "tables"
_MOST = 84
"""Pixels of a column's head at most."""
_LEAST_ANSWER, _ANSWER = 160, 400
"""Pixels at least and at most for the words of an answer beside its boxes."""
_TITLE = 72
"""Letters of an answer in the grid; the whole of it stands above while the keyboard is in its row."""
_LOW = 320
"""Pixels: below this there is no room for help and signs, and for the buttons only beside the heading."""


class HandsGrid(QWidget):
    left = Signal()
    entered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ballot: Ballot | None = None
        self._units: list[HandsColumn] = []
        self._cells: dict[tuple[str | None, HandsRow], Count] = {}
        self._sums: dict[str | None, QLabel] = {}
        self._sitting: Counter[tuple[str, str, str | None]] = Counter()
        """Hands that were saved here, by ballot, by what they were counted by, and by whose they were."""
        self._over: Mismatch | None = None
        self._low = False
        self._marks: list[SectorMark] = []
        self.by = Choices([(SECTORS, self.tr("By sector")), (TABLES, self.tr("By table"))])
        # With many rows the head of the column is out of sight: the cell says itself here.
        self._where = ElidedLabel("", "strong")
        self._hint = label(
            self.tr("How many hands? Tab and the arrows go on, Enter saves them all."), "caption", "muted", wrap=True
        )
        self._holder, self._grid = QWidget(), QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(8)
        self.message = label("", "body", "warning", wrap=True)
        self.again = Button(desk.theme, self.tr("Count again"), "secondary")
        self.take = Button(desk.theme, self.tr("Take it"), "quiet")
        self.save = Button(desk.theme, self.tr("Save these hands"), "secondary", "check")
        self._build()
        self.save.clicked.connect(self.keep)
        self.again.clicked.connect(self._count_again)
        self.take.clicked.connect(self._take)
        self.by.chosen.connect(self._switch)
        self._ask(())

    def _build(self) -> None:
        self._scroll = ScrollColumn(margins=(0, 0, 12, 0), spacing=8)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._holder.setLayout(self._grid)
        across = row(spacing=0)
        across.addWidget(self._holder, 1)
        across.addStretch(0)
        self._scroll.body.addLayout(across)
        self._scroll.body.addStretch(1)
        card = self._card = Card()
        self._head = row(column(self._where, self._hint, spacing=0), self.by)
        self._foot = row(self.message, self.again, self.take, self.save)
        card.body.addLayout(self._head)
        card.body.addWidget(self._scroll, 1)
        card.body.addLayout(self._foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < self._desk.theme.px(_LOW)
        if low != self._low:
            self._low = low
            for button in (self.again, self.take, self.save):
                (self._head if low else self._foot).addWidget(button)
            self._fold()

    def _fold(self) -> None:
        """In a low window three rows at least have the room that signs, margins and a line of help take."""
        low = self._low
        self._hint.setVisible(not low)
        self._card.body.setContentsMargins(16, 8 if low else 16, 16, 8 if low else 16)
        self._grid.setVerticalSpacing(4 if low else 8)
        for mark in self._marks:
            mark.setVisible(not low)
        for cell in self._cells.values():
            cell.set_low(low)
        self._say(self.message.text(), good=self.message.property("tone") == "accent")

    # --- showing ------------------------------------------------------------------------------------------

    def show_ballot(self, ballot: Ballot) -> None:
        """The grid of this ballot; counts that are being typed stay while it is the same one."""
        units = self._units_of(ballot) if hands_kind(ballot) is not None else []
        if self._ballot is None or self._ballot.id != ballot.id:
            self._say("")
            self._ask(())
            self.by.choose(SECTORS)
            units = self._units_of(ballot) if hands_kind(ballot) is not None else []
        if (self._ballot, self._units) != (ballot, units):
            self._ballot, self._units = ballot, units
            self._fill(ballot)
        self.by.setVisible(bool(self._desk.workshop.all(Group)))
        self._add_up()

    def after_undo(self) -> None:
        """Hands came or went by undo: what was said of them, and what was counted here, is no longer so."""
        self._sitting.clear()
        self._say("")
        self._ask(())
        self._add_up()

    def _units_of(self, ballot: Ballot) -> list[HandsColumn]:
        workshop = self._desk.workshop
        others = self.tr("Others")
        if self.by.current() == TABLES:
            here = here_by_table(workshop, ballot)
            units = [
                HandsColumn(group.id, workshop.group_name(group)) for group in workshop.all(Group) if here[group.id]
            ]
            return [*units, HandsColumn(None, others)] if here[None] or not units else units
        voters = voting_sectors(workshop, ballot)
        units = [HandsColumn(each.id, each.name, each) for each in voters]
        return [*units, HandsColumn(None, others)] if not units or has_others(workshop, ballot) else units

    def _fill(self, ballot: Ballot) -> None:
        clear_out(self._grid)
        self._cells, self._sums, self._marks = {}, {}, []
        letters = sector_letters(self._desk.workshop.sectors())
        narrow = len(self._units) > 3
        answers = rows_of(ballot) if self._units else ()
        for across, unit in enumerate(self._units, start=1):
            name = label(unit.name, "caption", wrap=True)
            name.setFixedWidth(self._head_width(unit.name, narrow=narrow))
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            mark = SectorMark(self._desk.theme, unit.sector, 20, letters[unit.sector.id]) if unit.sector else None
            head = column(row(None, mark), name, spacing=4) if mark else column(None, name)
            self._marks += [mark] if mark else []
            self._grid.addLayout(head, 0, across)
            self._sums[unit.id] = label("", "caption", "muted")
            self._grid.addWidget(self._sums[unit.id], len(answers) + 1, across, Qt.AlignmentFlag.AlignRight)
        for down, answer in enumerate(answers, start=1):
            title = label(shortened(answer.title, _TITLE), "body", wrap=True)
            title.setToolTip(answer.title)
            self._grid.addWidget(title, down, 0)
            for across, unit in enumerate(self._units, start=1):
                cell = Count(self._desk.theme, f"{answer.title}, {unit.name}", narrow=narrow)
                cell.confirmed.connect(self.keep)
                cell.textEdited.connect(self._typed)
                cell.stepped.connect(self._step)
                cell.entered.connect(self._entered)
                self._cells[(unit.id, answer)] = cell
                self._grid.addWidget(cell, down, across, Qt.AlignmentFlag.AlignRight)
                # At once, and not when the event loop comes to it: the next key may already go there.
                cell.show()
        self._grid.addWidget(label(self.tr("Hands, of people here"), "caption", "muted"), len(answers) + 1, 0)
        self._grid.setHorizontalSpacing(4 if len(self._units) > 4 else 8)
        self._grid.setColumnStretch(0, 1)
        # On a wide screen too the eye finds from an answer to its boxes.
        theme = self._desk.theme
        metrics = QFontMetrics(theme.font("body"))
        longest = max((metrics.horizontalAdvance(shortened(each.title, _TITLE)) for each in answers), default=0)
        words = min(max(longest + theme.px(32), theme.px(_LEAST_ANSWER)), theme.px(_ANSWER))
        self._holder.setMaximumWidth(words + len(self._units) * theme.px(_MOST + 8))
        self._grid.setColumnMinimumWidth(0, self._desk.theme.px(90))
        self._fold()

    def _head_width(self, name: str, *, narrow: bool) -> int:
        """As wide as the longest word, which nothing breaks, or as the box below."""
        metrics = QFontMetrics(self._desk.theme.font("caption"))
        word = max((metrics.horizontalAdvance(word) for word in name.split()), default=0) + 2
        return max(min(word, self._desk.theme.px(_MOST)), self._desk.theme.px(NARROW if narrow else WIDE))

    def _here(self) -> Counter[str | None]:
        assert self._ballot is not None
        count = here_by_table if self.by.current() == TABLES else here_by_sector
        return count(self._desk.workshop, self._ballot)

    def _people_typed(self) -> Counter[str | None]:
        """How many people each column's typed hands are."""
        assert self._ballot is not None
        one_each = hands_kind(self._ballot) is not HandsKind.ONE_OPTION
        found: Counter[str | None] = Counter()
        for unit in self._units:
            typed = [cell.number for (unit_id, _), cell in self._cells.items() if unit_id == unit.id]
            # In an approval people raise their hands for several: they are as many as the highest count at least.
            found[unit.id] = sum(typed) if one_each else max(typed, default=0)
        return found

    def _people_in(self) -> dict[str | None, int | None]:
        assert self._ballot is not None
        by = self.by.current()
        saved = {unit.id: self._sitting[(self._ballot.id, by, unit.id)] for unit in self._units}
        return people_in(self._desk.workshop, self._ballot, saved, by_table=by == TABLES)

    def _add_up(self) -> None:
        """Under each column "9 / 14": hands, typed and in, of people who may vote and are here; "–" is not known."""
        if self._ballot is None:
            return
        here, typed, known = self._here(), self._people_typed(), self._people_in()
        for unit in self._units:
            shown, into = self._sums[unit.id], known[unit.id]
            hands = typed[unit.id] + (into or 0)
            words = str(hands) if into is not None else f"+{hands}" if hands else "–"
            shown.setText(f"{words} / {here[unit.id]}")
            shown.setToolTip("" if into is not None else self.tr("Some papers that are in do not say whose they are."))
            set_tone(shown, "warning" if hands > here[unit.id] else "muted")

    def words(self) -> str:
        """Counts that are typed and not saved; "" for none."""
        counts = [cell.text() for cell in self._cells.values() if cell.number]
        if self._ballot is None or not counts:
            return ""
        words = self.tr("hands for {title} ({counts})")
        return words.format(title=short_title(self._ballot.title), counts=", ".join(counts))

    def begin(self) -> None:
        first = next(iter(self._cells.values()), None)
        if first is not None:
            first.setFocus()

    # --- typing -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.again.isHidden():
                self.left.emit()
            else:
                self._count_again()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self._say("")
        self._ask(())
        self._add_up()

    def _entered(self) -> None:
        cell = self.sender()
        self._where.set_text(cell.accessibleName() if isinstance(cell, Count) else "")
        if isinstance(cell, Count):
            # When the grid has its place: what was just shown has none before.
            QTimer.singleShot(0, cell, partial(self._scroll.ensureWidgetVisible, cell, 0, 8))

    def _step(self, step: int) -> None:
        cells = list(self._cells.values())
        here = next((place for place, cell in enumerate(cells) if cell is self.sender()), 0)
        to = here + step * max(len(self._units), 1)
        if 0 <= to < len(cells):
            cells[to].setFocus()
            cells[to].selectAll()

    def _switch(self) -> None:
        """What is typed would be somebody else's hands: it stays until it is saved or taken back."""
        ballot = self._ballot
        if ballot is None:
            return
        if self.words():
            self.by.choose(TABLES if self.by.current() == SECTORS else SECTORS)
            self._say(self.tr("Save these hands first, or empty their boxes."))
            return
        self.show_ballot(ballot)
        self.begin()

    def _say(self, words: str, *, good: bool = False) -> None:
        set_tone(self.message, "accent" if good else "warning")
        self.message.setText(words)
        # Beside the buttons it holds their place at the end of the line.
        self.message.setVisible(bool(words) or not self._low)

    # --- saving -------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Save the whole grid as one deed, or ask where there are more hands than people in the room."""
        if self._ballot is None or not self._desk.can_write or not self.words():
            return
        findings = hands_check(self._desk.workshop, self._ballot, self._typed_hands())
        refused = [finding for finding in findings if finding.refuses]
        if refused:
            self._ask(())
            self._say(self._in_words(refused))
            self._go_to(refused[0])
        elif findings:
            self._ask(findings)
        else:
            self._take()

    def _typed_hands(self) -> list[Hands]:
        by_table = self.by.current() == TABLES
        return [
            Hands(
                answer.option_id,
                answer.value,
                cell.number,
                sector_id=None if by_table else unit_id,
                group_id=unit_id if by_table else None,
            )
            for (unit_id, answer), cell in self._cells.items()
            if cell.number
        ]

    def _in_words(self, findings: Sequence[Mismatch]) -> str:
        """ "Public: 19 hands, 17 people may vote. Count again." """
        said = dict.fromkeys(self._finding_words(finding) for finding in findings)
        end = self.tr("Count again.") if findings[0].refuses else self.tr("Count again?")
        return f"{'; '.join(said)}. {end}"

    def _finding_words(self, finding: Mismatch) -> str:
        values = finding.values
        if "hands" not in values:
            return refusal(DomainError(finding.code, **values), self._desk.workshop).rstrip(".")
        whose = values.get("group_id") or values.get("sector_id")
        everyone = "sector_id" not in values
        unit = next((each.name for each in self._units if each.id == whose), "")
        name = self.tr("Everybody") if everyone else unit or self.tr("Others")
        hands = counted(int(str(values["hands"])), "hand")
        people = counted(int(str(values["people"])), "person", "people")
        papers = int(str(values.get("papers", 0)))
        if not finding.refuses:
            return self.tr("{name}: {hands}, {people} here").format(name=name, hands=hands, people=people)
        there = self.tr(" and {papers} in already").format(papers=counted(papers, "paper")) if papers else ""
        words = self.tr("{name}: {hands}{there}, {people} may vote")
        return words.format(name=name, hands=hands, there=there, people=people)

    def _ask(self, findings: Sequence[Mismatch]) -> None:
        """ "19 hands, 17 people here. Count again?"; with none, no question stands."""
        for button in (self.again, self.take):
            button.setVisible(bool(findings))
        self.save.setVisible(not findings)
        if findings:
            self._over = findings[0]
            self._say(self._in_words(findings))
            self.again.setFocus()

    def _count_again(self) -> None:
        self._ask(())
        self._say("")
        if self._over is not None:
            self._go_to(self._over)

    def _go_to(self, finding: Mismatch) -> None:
        """To the count it is about, or to the first."""
        typed = [cell for cell in self._cells.values() if cell.number]
        if typed:
            cell = typed[finding.line if finding.line is not None and finding.line < len(typed) else 0]
            cell.setFocus()
            cell.selectAll()

    def _take(self) -> None:
        self._ask(())
        if self._ballot is None:
            return
        hands = self._typed_hands()
        if not hands or self._desk.do(cast_hands(self._ballot.id, hands), again=self._take) is None:
            return
        people = self._people_typed()
        self._sitting.update({(self._ballot.id, self.by.current(), unit_id): n for unit_id, n in people.items()})
        # An empty box is what is in: the line below the column says how many.
        for cell in self._cells.values():
            cell.clear()
        count = sum(h.count for h in hands)
        words = self.tr("{hands} is in.") if count == 1 else self.tr("{hands} are in.")
        self._say(words.format(hands=counted(count, "hand")), good=True)
        self._add_up()
        self.entered.emit()
        self.begin()
