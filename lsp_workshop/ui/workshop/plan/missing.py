"""What the plan still lacks, line by line; Enter goes to the cell that mends it. Rules are the domain's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lsp_workshop.domain.gaps import Gap
from lsp_workshop.domain.model import Action, Indicator, Objective, Organisation, Pledge, Record, Sector
from lsp_workshop.domain.wording import shortened
from lsp_workshop.domain.workshop import Workshop
from lsp_workshop.ui.desk import Desk
from lsp_workshop.ui.widgets import column, label, retext
from lsp_workshop.ui.workshop.finder import Line, PageLines
from lsp_workshop.ui.workshop.plan.gap_words import gap_sentence, too_much_words

_LONGEST, _RULE_FITS = 120, 240
_ICONS: dict[type[Record], str] = {
    Indicator: "chart-bar",
    Objective: "target",
    Action: "list-checks",
    Pledge: "flag",
    Organisation: "building-2",
    Sector: "layers",
}


def name_of_record(workshop: Workshop, gap: Gap) -> str:
    """What a gap is about, as people wrote it."""
    record = workshop.find(gap.kind, gap.record_id)
    words = next((str(getattr(record, name)) for name in ("title", "name", "text") if getattr(record, name, "")), "")
    return shortened(words, _LONGEST)


class MissingList(QWidget):
    """The gaps as they are handed over; how they are counted stands below."""

    wanted = Signal(object)
    """The `Gap` that somebody wants to mend."""
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._gaps: list[Gap] = []
        self.list = PageLines(desk.theme, self.tr("What is missing in the plan"))
        keys = self.tr("Enter goes to what mends it, Escape back to the actions.")
        self.list.setAccessibleDescription(f"{keys} {too_much_words()}")
        self.settled = label("", "caption", "muted")
        self.nothing = label(self.tr("Nothing is missing."), "body", "muted")
        self.rule = label(too_much_words(), "caption", "muted", wrap=True)
        layout = column(spacing=8)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.settled)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.rule)
        self.setLayout(layout)
        self.list.chosen.connect(self._choose)
        self.list.clicked.connect(self._clicked)
        self.list.left.connect(self.left)
        desk.theme.changed.connect(self._again)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where there is little room it is the list's; the rule is said with it.
        self.rule.setVisible(self.height() >= self._desk.theme.px(_RULE_FITS))

    def show_gaps(self, found: Sequence[Gap], settled: str) -> None:
        """Show these, and in words how much is settled; the keyboard stays at its line, or at the same place."""
        at = self.list.currentIndex().row()
        before = self._gaps[at] if 0 <= at < len(self._gaps) else None
        self._gaps = list(found)
        retext(self.settled, settled)
        self.list.lines.show(len(self._gaps), self._line)
        self.nothing.setVisible(not self._gaps)
        self.list.setVisible(bool(self._gaps))
        place = self._gaps.index(before) if before in self._gaps else max(at, 0)
        self.list.setCurrentIndex(self.list.lines.index(min(place, len(self._gaps) - 1), 0))

    @property
    def words(self) -> list[str]:
        """Every line as it is read out."""
        return [self._line(place).spoken for place in range(len(self._gaps))]

    def _line(self, place: int) -> Line:
        gap = self._gaps[place]
        return Line(name_of_record(self._desk.workshop, gap), gap_sentence(gap), icon=_ICONS[gap.kind])

    def _choose(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._gaps):
            self.wanted.emit(self._gaps[at])

    def _clicked(self, _index: QModelIndex) -> None:
        self._choose()

    def _again(self) -> None:
        self.show_gaps(self._gaps, self.settled.text())
